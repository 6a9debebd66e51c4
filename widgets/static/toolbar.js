function a(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function f(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function u(t,e){let o=a("op\
tion","",e);return o.value=String(t),o}function C(t,e){let o=a("table",t),n=a("thead"),r=a("tr"),s=a("tbody");for(let i of e)r.append(a("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var k=R.dsvGains;function Q(t,e){let o=t.get(e);return k.get(o)?.whole??o}function tt(t,e,o,n){let r=t.get(e),s=w(Q(t,
e)),i=w(n);if(s.length!==o||!(r instanceof Object))return!1;let l=k.get(r);if(!l||l.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),l={room:c},
k.set(r,l)}return l.room.set(i,o),l.whole=l.room.subarray(0,o+i.length),!0}function v({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],l)=>!tt(t,s,i,
n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var P=(t,e,o)=>Math.max(e,Math.min(o,t));function M(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var E=400;function L(t,e){let o=a("button","dsv-small dsv-numbers","▦"),n=a("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&et(t,n,e()),
r)}function et(t,e,{columns:o,rows:n,note:r}){let s=C("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,E)){let c=a("tr");c.style.
cursor="default";for(let p of l)c.append(a("td","",ot(p)));s.rows.append(c)}let i=n.length>E?`The first ${E} of ${n.length} rows. `:"";e.replaceChildren(a("div",
"dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function ot(t){return typeof t=="number"?Number.isInteger(t)?String(t):M(t,4):String(
t??"–")}var nt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",rt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},st={expert:-1,entry:-1,hover_entry:-1},at=["SELECT","INPUT","TEX\
TAREA"],$=t=>({initialize:v,render:e=>it(e,t)});async function it({model:t,el:e},o){let n=lt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new T(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function lt({title:t,aria:e}){let o=a("div",
"dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=a("div","dsv-head"),r=a("span","dsv-facts");r.setAttribute("aria-live","\
polite"),n.append(a("span","dsv-title",t),r);let s=a("div","dsv-message"),i=a("div","dsv-body");return o.append(a("div","dsv-gone",nt),n,s,i),{root:o,head:n,facts:r,
message:s,body:i}}var T=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:i,body:l},c){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=l,this.#t=i,this.#r=c,this.own=void 0,this.tabled=c.table?L(this,()=>c.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...o?st:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(p,g,_)=>{p.on(g,_),this.#e.push(()=>p.off(g,_))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.
classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",ct,!0),this.listen(this.root,"keydown",e=>{if(at.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(rt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
ct=t=>{t.target.dataset.lmSuppressShortcuts="true"};var dt=25,pt=[[dt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],I="M4 2 L13 8 L4 14 Z",ut="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",ft="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",ht="M3 3 H13 V13 H3 Z";function S(t,e){let o=a("button","dsv-small dsv-sign"),n=f("svg",{viewBox:"0\
 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(f("path",{d:t})),o.append(n,a("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function H(){let t=a("span","dsv-toolbar-part"),e=S(I,"Watch this run again, token by token, from the end of the prompt"),o=S(ft,"One token, then wait"),n=S(
ht,"End the replay and show the whole text"),r=a("select");r.setAttribute("aria-label","pace of the replay"),r.title="Pace of the replay; it can be changed whil\
e it goes on",r.append(...pt.map(([l,c])=>u(String(l),c))),r.value="4";let s=a("input");s.type="range",s.min="0",s.setAttribute("aria-label","token that was wri\
tten last"),s.title="Go to a moment of the run";let i=a("span","dsv-toolbar-words");return i.setAttribute("role","status"),i.setAttribute("aria-live","off"),t.append(
e,o,n,r,s,i),{row:t,play:e,step:o,stop:n,pace:r,slider:s,words:i,at:-1,timer:null}}function U(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function D(t){let{
play:e,step:o,stop:n,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?mt(t):b(t)),t.listen(o,"click",()=>{b(t),B(t)}),t.listen(n,"\
click",()=>h(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&N(t)}),t.listen(s,"input",()=>{b(t),y(t,Number(s.value))})}function mt(t){let{replay:e}=t.own;
e.at===-1&&y(t,U(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),N(t),t.redraw()}function N(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(B(t)?N(t):t.redraw())},1e3/Number(e.pace.value))}function B(t){let{replay:e}=t.own,{model:o,sel:n}=t,
r=e.at===-1?U(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return r>=o.get("total")?!1:(y(t,r),r<o.get("total")-1)}function y(t,e){let o=P(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function b(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function h(t){b(t),t.own.replay.at=-1,t.pick({written:-1})}function V(t){let{replay:e}=t.own,{play:o,step:n,stop:r,slider:s,words:i}=e,l=t.model.get("t\
otal"),c=t.model.get("growing");c&&e.at!==-1&&h(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?h(t):y(t,t.sel.get("token")));let p=e.timer!==null;
for(let g of[o,n,s])g.disabled=c||l<2;r.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",p?ut:I),o.lastChild.textContent=p?"Pause":e.at===-1?"Replay":
"Continue",s.max=String(Math.max(0,l-1)),s.value=String(e.at===-1?l-1:e.at),i.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}function W(){let t=a("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=a("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var z=t=>t.
model.get("discoveries");function K(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=z(t).find(n=>n.name===e.select.value);e.select.value="",o&&gt(
t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function gt(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&h(t),o.open=e.name,o.chosen=null,e.link&&bt(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),
60)}function bt(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function j(t){let{discover:e}=t.
own,{select:o,card:n}=e,r=z(t),s=r.map(c=>c.name).join();o.dataset.options!==s&&(o.replaceChildren(u("","Discover …"),...r.map(c=>u(c.name,c.title))),o.dataset.
options=s),o.style.display=r.length?"":"none";let i=r.find(c=>c.name===e.open);n.hidden=!i;let l=`${JSON.stringify(i)} ${e.chosen}`;i&&e.shown!==l&&yt(n,i,e.chosen),
e.shown=l}function yt(t,e,o){let n=a("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(a("b","",e.title)," ",a("span","",e.missing??e.question??"")),!e.missing){let r=a("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(i,l)=>{let c=a("button","dsv-small",i);c.type="button",c.dataset.choice=String(l),o!==null&&l===e.answer&&(c.classList.add("right"),c.textContent=`✓ ${i}`),l===
o&&c.setAttribute("aria-pressed","true"),r.append(c)}),t.append(r);let s=a("p","dsv-toolbar-reveal",o===null?"":xt(e,o));s.setAttribute("role","status"),t.append(
s)}t.append(n)}var xt=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var A=8,x=2,wt="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top bot\
tom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric f\
ont-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline ove\
rflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow top\
 transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function O(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*A,
o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*A,n=t.cloneNode(!0);G(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"\
none"});let r=getComputedStyle(t).backgroundColor,s=a("div");s.style.cssText=`padding:${A}px;box-sizing:border-box;width:${e}px;height:${o}px;background:${r}`,s.
append(n);let i={width:e,height:o},l=f("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=f("foreignObject",{x:0,y:0,...i});return c.append(s),l.append(c),{text:new XMLSerializer().
serializeToString(l),width:e,height:o}}function G(t,e){F(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof HTMLCanvasElement)n[s].
replaceWith(kt(r));else if(r instanceof HTMLSelectElement){let i=a("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),F(r,i)}else getComputedStyle(
r).display==="none"?n[s].remove():G(r,n[s])})}function F(t,e){let o=getComputedStyle(t),n=e.style;for(let r of wt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute(
"class"),e.removeAttribute("id")}function kt(t){let e=a("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["posit\
ion","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(n));return e}async function q(t){let{text:e,width:o,height:n}=O(
t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();let s=a("canvas");s.width=o*x,s.height=n*x;let i=s.getContext(
"2d");i.scale(x,x),i.drawImage(r,0,0);let l=await new Promise(c=>s.toBlob(c,"image/png"));if(!l)throw new Error("This browser could not make a PNG of the view; \
take the SVG.");return new Uint8Array(await l.arrayBuffer())}var Et="Copies where you are in this run: view, token, layer",Tt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Y(){let t=a("span","dsv-toolb\
ar-part"),e=a("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Et}`,t.append(e);let o=a("div","dsv-tool\
bar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function Z(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.value;
e.value="",m(t,""),St(t,o).catch(n=>m(t,`⚠ ${n.message??n}`))})}async function St(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=Nt(t);if(!n)
throw new Error("No view is in front; open one, then take its picture.");let r=n.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(O(n).text):await q(n);o?At(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&o?await X(t,location.href):t.model.send({share:e})}function Nt({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),n=o.filter(r=>r.closest(".widget-tab-contents, [role=tabpanel]"));return(n.length?n:o).at(-1)}function At(t,e,o){let n=a("a");n.href=URL.
createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function X(t,e){try{await navigator.clipboard.
writeText(e),m(t,`Copied: ${e}`)}catch{m(t,`The browser does not let a page copy; here it is: ${e}`)}}function m(t,e){t.own.share.said.textContent=e}function J(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=Tt.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(u("","Share …"),...n.map(([s,i])=>u(s,i)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?X(t,r.text||"(nothing is chosen yet)"):m(t,r.text))}function Ot({root:t,body:e}){t.classList.add("dsv-toolbar");let o=a("div","dsv-toolbar-row"),n=H(),r=W(),s=Y();return o.append(n.row,r.select,s.row),e.append(o,
r.card,s.said),{replay:n,discover:r,share:s}}function _t(t){V(t),j(t),J(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.timer!==
null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Ct={title:"Toolbar",aria:"Replay, discoveries and sharing of this run.",
build:Ot,listen:t=>{D(t),K(t),Z(t)},draw:_t},he=$(Ct);export{he as default};
