function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function f(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function u(t,e){let o=i("op\
tion","",e);return o.value=String(t),o}function C(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(i("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function x(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var w=R.dsvGains;function Q(t,e){let o=t.get(e);return w.get(o)?.whole??o}function tt(t,e,o,n){let r=t.get(e),s=x(Q(t,
e)),a=x(n);if(s.length!==o||!(r instanceof Object))return!1;let l=w.get(r);if(!l||l.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),l={room:c},
w.set(r,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function v({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],l)=>!tt(t,s,a,
n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var P=(t,e,o)=>Math.max(e,Math.min(o,t));function M(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var k=400;function L(t,e){let o=i("button","dsv-small dsv-numbers","▦"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&et(t,n,e()),
r)}function et(t,e,{columns:o,rows:n,note:r}){let s=C("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,k)){let c=i("tr");c.style.
cursor="default";for(let p of l)c.append(i("td","",ot(p)));s.rows.append(c)}let a=n.length>k?`The first ${k} of ${n.length} rows. `:"";e.replaceChildren(i("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function ot(t){return typeof t=="number"?Number.isInteger(t)?String(t):M(t,4):String(
t??"–")}var nt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",rt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},st={expert:-1,entry:-1,hover_entry:-1},at=["SELECT","INPUT","TEX\
TAREA"],$=t=>({initialize:v,render:e=>it(e,t)});async function it({model:t,el:e},o){let n=lt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new T(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function lt({title:t,aria:e}){let o=i("div",
"dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("span","dsv-facts");r.setAttribute("aria-live","\
polite"),n.append(i("span","dsv-title",t),r);let s=i("div","dsv-message"),a=i("div","dsv-body");return o.append(i("div","dsv-gone",nt),n,s,a),{root:o,head:n,facts:r,
message:s,body:a}}var T=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:l},c){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?L(this,()=>c.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...o?st:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(p,m,_)=>{p.on(m,_),this.#e.push(()=>p.off(m,_))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",ct,!0),this.listen(this.root,"keydown",e=>{if(at.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(rt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
ct=t=>{t.target.dataset.lmSuppressShortcuts="true"};function I(){let t=i("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=i("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var H=t=>t.
model.get("discoveries");function U(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=H(t).find(n=>n.name===e.select.value);e.select.value="",o&&dt(
t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function dt(t,e){
let{discover:o}=t.own;o.open=e.name,o.chosen=null,e.link&&pt(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),60)}function pt(t,e){t.
model.get("kernel")===!1?location.hash=`#${e}`:t.model.send({discover:e})}function D(t){let{discover:e}=t.own,{select:o,card:n}=e,r=H(t),s=r.map(c=>c.name).join();
o.dataset.options!==s&&(o.replaceChildren(u("","Discover …"),...r.map(c=>u(c.name,c.title))),o.dataset.options=s),o.style.display=r.length?"":"none";let a=r.find(
c=>c.name===e.open);n.hidden=!a;let l=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==l&&ut(n,a,e.chosen),e.shown=l}function ut(t,e,o){let n=i("button","dsv-sma\
ll","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the discovery"),t.replaceChildren(i("b","",e.title)," ",i(
"span","",e.missing??e.question??"")),!e.missing){let r=i("div","dsv-toolbar-choices");(e.choices??[]).forEach((a,l)=>{let c=i("button","dsv-small",a);c.type="b\
utton",c.dataset.choice=String(l),o!==null&&l===e.answer&&(c.classList.add("right"),c.textContent=`✓ ${a}`),l===o&&c.setAttribute("aria-pressed","true"),r.append(
c)}),t.append(r);let s=i("p","dsv-toolbar-reveal",o===null?"":ft(e,o));s.setAttribute("role","status"),t.append(s)}t.append(n)}var ft=(t,e)=>`${e===t.answer?"Ye\
s.":"Look again:"} ${t.reveal??""}`;var ht=25,mt=[[ht,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],B="M4 2 L13 8 L4 14 Z",gt="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",bt="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",yt="M3 3 H13 V13 H3 Z";function E(t,e){let o=i("button","dsv-small dsv-sign"),n=f("svg",{viewBox:"0\
 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(f("path",{d:t})),o.append(n,i("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function V(){let t=i("span","dsv-toolbar-part"),e=E(B,"Watch this run again, token by token, from the end of the prompt"),o=E(bt,"One token, then wait"),n=E(
yt,"End the replay and show the whole text"),r=i("select");r.setAttribute("aria-label","pace of the replay"),r.title="Pace of the replay; it can be changed whil\
e it goes on",r.append(...mt.map(([l,c])=>u(String(l),c))),r.value="4";let s=i("input");s.type="range",s.min="0",s.setAttribute("aria-label","token that was wri\
tten last"),s.title="Go to a moment of the run";let a=i("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),t.append(
e,o,n,r,s,a),{row:t,play:e,step:o,stop:n,pace:r,slider:s,words:a,at:-1,timer:null}}function W(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function z(t){let{
play:e,step:o,stop:n,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?xt(t):g(t)),t.listen(o,"click",()=>{g(t),K(t)}),t.listen(n,"\
click",()=>S(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&A(t)}),t.listen(s,"input",()=>{g(t),b(t,Number(s.value))})}function xt(t){let{replay:e}=t.own;
e.at===-1&&b(t,W(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),A(t),t.redraw()}function A(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(K(t)?A(t):t.redraw())},1e3/Number(e.pace.value))}function K(t){let{replay:e}=t.own,{model:o,sel:n}=t,
r=e.at===-1?W(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return r>=o.get("total")?!1:(b(t,r),r<o.get("total")-1)}function b(t,e){let o=P(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function g(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function S(t){g(t),t.own.replay.at=-1,t.pick({written:-1})}function j(t){let{replay:e}=t.own,{play:o,step:n,stop:r,slider:s,words:a}=e,l=t.model.get("t\
otal"),c=t.model.get("growing");c&&e.at!==-1&&S(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?S(t):b(t,t.sel.get("token")));let p=e.timer!==null;
for(let m of[o,n,s])m.disabled=c||l<2;r.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",p?gt:B),o.lastChild.textContent=p?"Pause":e.at===-1?"Replay":
"Continue",s.max=String(Math.max(0,l-1)),s.value=String(e.at===-1?l-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}var N=8,y=2,wt="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top bot\
tom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric f\
ont-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline ove\
rflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow top\
 transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function O(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*N,
o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*N,n=t.cloneNode(!0);G(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"\
none"});let r=getComputedStyle(t).backgroundColor,s=i("div");s.style.cssText=`padding:${N}px;box-sizing:border-box;width:${e}px;height:${o}px;background:${r}`,s.
append(n);let a={width:e,height:o},l=f("svg",{...a,viewBox:`0 0 ${e} ${o}`}),c=f("foreignObject",{x:0,y:0,...a});return c.append(s),l.append(c),{text:new XMLSerializer().
serializeToString(l),width:e,height:o}}function G(t,e){F(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof HTMLCanvasElement)n[s].
replaceWith(kt(r));else if(r instanceof HTMLSelectElement){let a=i("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),F(r,a)}else getComputedStyle(
r).display==="none"?n[s].remove():G(r,n[s])})}function F(t,e){let o=getComputedStyle(t),n=e.style;for(let r of wt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute(
"class"),e.removeAttribute("id")}function kt(t){let e=i("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["posit\
ion","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(n));return e}async function q(t){let{text:e,width:o,height:n}=O(
t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();let s=i("canvas");s.width=o*y,s.height=n*y;let a=s.getContext(
"2d");a.scale(y,y),a.drawImage(r,0,0);let l=await new Promise(c=>s.toBlob(c,"image/png"));if(!l)throw new Error("This browser could not make a PNG of the view; \
take the SVG.");return new Uint8Array(await l.arrayBuffer())}var Tt="Copies where you are in this run: view, token, layer",Et=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Y(){let t=i("span","dsv-toolb\
ar-part"),e=i("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Tt}`,t.append(e);let o=i("div","dsv-tool\
bar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function Z(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.value;
e.value="",h(t,""),St(t,o).catch(n=>h(t,`⚠ ${n.message??n}`))})}async function St(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=At(t);if(!n)
throw new Error("No view is in front; open one, then take its picture.");let r=n.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(O(n).text):await q(n);o?Nt(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&o?await X(t,location.href):t.model.send({share:e})}function At({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),n=o.filter(r=>r.closest(".widget-tab-contents, [role=tabpanel]"));return(n.length?n:o).at(-1)}function Nt(t,e,o){let n=i("a");n.href=URL.
createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function X(t,e){try{await navigator.clipboard.
writeText(e),h(t,`Copied: ${e}`)}catch{h(t,`The browser does not let a page copy; here it is: ${e}`)}}function h(t,e){t.own.share.said.textContent=e}function J(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=Et.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(u("","Share …"),...n.map(([s,a])=>u(s,a)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?X(t,r.text||"(nothing is chosen yet)"):h(t,r.text))}function Ot({root:t,head:e,body:o}){t.classList.add("dsv-toolbar"),e.remove();let n=i("div","dsv-toolbar-row"),r=V(),s=I(),a=Y();return n.append(r.row,s.select,
a.row),o.append(n,s.card,a.said),{replay:r,discover:s,share:a}}function _t(t){j(t),D(t),J(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.
own.replay.timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Ct={title:"Toolbar",aria:"Replay, discoveries and s\
haring of this run.",build:Ot,listen:t=>{z(t),U(t),Z(t)},draw:_t},ue=$(Ct);export{ue as default};
