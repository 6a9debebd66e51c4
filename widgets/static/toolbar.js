function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function m(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function f(t,e){let o=i("op\
tion","",e);return o.value=String(t),o}function _(t,e){let o=i("table",t),n=i("thead"),s=i("tr"),r=i("tbody");for(let a of e)s.append(i("th","",a));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var et=["fill","outline","under","dotted","dashed","ramp"],ot=["hatch","dots","dot","bar","tick","strike"],nt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function st(t,e){let o=i("span","dsv-mark-of"),[n,s]=t.split(" "),r=et.includes(n)&&s||ot.includes(n),
a=i("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function C(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=i("div","dsv-marks"),a=i("div","dsv-help"),l=i("button",
"dsv-small dsv-ask","?");l.type="button",l.title="what this view shows, and its equation",l.setAttribute("aria-label","explain this view"),l.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([c,p])=>st(c,p))),a.append(...e.explains.map(c=>i("p","",c))),e.equation&&
a.append(...rt(t,e,o)),s.append(i("p","dsv-look-for",e.look_for),r,a),n.append(l),t.listen(l,"click",()=>{a.hidden=!a.hidden,l.setAttribute("aria-expanded",String(
!a.hidden))})}function rt(t,e,o){let n=i("div","dsv-equation"),s=i("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of e.equation.split(`
`)){let a=i("div");for(let{text:l,symbol:c}of nt(r)){if(!c){a.append(l);continue}let p=i("span","dsv-symbol",l.replace(/_/g,"-"));p.tabIndex=0,p.setAttribute("r\
ole","button"),p.dataset.symbol=l;let u=()=>{let h=o(l),tt=h?i("b","",` Here: ${h}.`):"";s.replaceChildren(i("i","",l.replace(/_/g,"-")),`: ${e.symbols[l]}.`,tt),
s.dataset.symbol=l};for(let h of["mouseenter","focus","click"])t.listen(p,h,u);a.append(p)}n.append(a)}return[n,s]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var A=R.dsvGains;function at(t,e){let o=t.get(e);return A.get(o)?.whole??o}function it(t,e,o,n){let s=t.get(e),r=w(at(
t,e)),a=w(n);if(r.length!==o||!(s instanceof Object))return!1;let l=A.get(s);if(!l||l.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(r),l={room:c},
A.set(s,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function P({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([r,a],l)=>!it(t,r,a,
n[l]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var $=(t,e,o)=>Math.max(e,Math.min(o,t));function M(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var E=400;function L(t,e){let o=i("button","dsv-small dsv-numbers","numbers"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&lt(
t,n,e()),s)}function lt(t,e,{columns:o,rows:n,note:s}){let r=_("dsv-table",o);for(let l of r.head.children)l.scope="col";for(let l of n.slice(0,E)){let c=i("tr");
c.style.cursor="default";for(let p of l)c.append(i("td","",ct(p)));r.rows.append(c)}let a=n.length>E?`The first ${E} of ${n.length} rows. `:"";e.replaceChildren(
i("div","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function ct(t){return typeof t=="number"?Number.isInteger(t)?String(t):M(t,4):
String(t??"–")}var dt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",pt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ut={expert:-1,entry:-1,hover_entry:-1},ft=["SELECT","INPUT","TEX\
TAREA"],I=t=>({initialize:P,render:e=>ht(e,t)});async function ht({model:t,el:e},o){let n=gt(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),r=new T(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function mt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,s]of Object.entries({...o?ut:{},...e}))t.set(n,s);t.save_changes()}function gt({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),s=i("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(i(
"span","dsv-title",t),i("span","dsv-space"));let r=i("div","dsv-look"),a=i("div","dsv-message"),l=i("div","dsv-body");return o.append(i("div","dsv-gone",dt),n,r,
s,a,l),{root:o,head:n,look:r,facts:s,message:a,body:l}}var T=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:a,message:l,body:c},p){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=a,this.body=c,this.#t=l,this.#s=p,this.own=void 0,this.tabled=p.table?L(this,()=>p.table(
this)):null,C(this,e.get("about"),u=>p.symbols?.(this,u)),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=o.get("messa\
ge");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){mt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#e.push(()=>e.removeEventListener(o,n,s))}#l(){
let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(p,u,h)=>{p.on(u,h),this.#e.push(()=>p.off(u,h))};r(e,"change",s),r(e,"msg:custom",s),r(o,"change",s);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let l=new MutationObserver(()=>{s(),setTimeout(s,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(s);c.observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",bt,!0),this.listen(this.root,"keydown",e=>{if(ft.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(pt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
bt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var yt=25,xt=[[yt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],H="M4 2 L13 8 L4 14 Z",kt="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",wt="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",At="M3 3 H13 V13 H3 Z";function S(t,e){let o=i("button","dsv-small dsv-button-sign"),n=m("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(m("path",{d:t})),o.append(n,i("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function D(){let t=i("span","dsv-toolbar-part"),e=S(H,"Watch this run again, token by token, from the end of the prompt"),o=S(wt,"One token, then wait"),n=S(
At,"End the replay and show the whole text"),s=i("select");s.setAttribute("aria-label","pace of the replay"),s.title="Pace of the replay; it can be changed whil\
e it goes on",s.append(...xt.map(([l,c])=>f(String(l),c))),s.value="4";let r=i("input");r.type="range",r.min="0",r.setAttribute("aria-label","token that was wri\
tten last"),r.title="Go to a moment of the run";let a=i("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),t.append(
e,o,n,s,r,a),{row:t,play:e,step:o,stop:n,pace:s,slider:r,words:a,at:-1,timer:null}}function U(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function B(t){let{
play:e,step:o,stop:n,pace:s,slider:r}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Et(t):y(t)),t.listen(o,"click",()=>{y(t),W(t)}),t.listen(n,"\
click",()=>g(t)),t.listen(s,"change",()=>{t.own.replay.timer!==null&&v(t)}),t.listen(r,"input",()=>{y(t),x(t,Number(r.value))})}function Et(t){let{replay:e}=t.own;
e.at===-1&&x(t,U(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),v(t),t.redraw()}function v(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(W(t)?v(t):t.redraw())},1e3/Number(e.pace.value))}function W(t){let{replay:e}=t.own,{model:o,sel:n}=t,
s=e.at===-1?U(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return s>=o.get("total")?!1:(x(t,s),s<o.get("total")-1)}function x(t,e){let o=$(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function y(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function g(t){y(t),t.own.replay.at=-1,t.pick({written:-1})}function z(t){let{replay:e}=t.own,{play:o,step:n,stop:s,slider:r,words:a}=e,l=t.model.get("t\
otal"),c=t.model.get("growing");c&&e.at!==-1&&g(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?g(t):x(t,t.sel.get("token")));let p=e.timer!==null;
for(let u of[o,n,r])u.disabled=c||l<2;s.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",p?kt:H),o.lastChild.textContent=p?"Pause":e.at===-1?"Replay":
"Continue",r.max=String(Math.max(0,l-1)),r.value=String(e.at===-1?l-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}function V(){let t=i("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=i("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var q=t=>t.
model.get("discoveries");function K(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=q(t).find(n=>n.name===e.select.value);e.select.value="",o&&Tt(
t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function Tt(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&g(t),o.open=e.name,o.chosen=null,e.link&&St(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),
60)}function St(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function j(t){let{discover:e}=t.
own,{select:o,card:n}=e,s=q(t),r=s.map(c=>c.name).join();o.dataset.options!==r&&(o.replaceChildren(f("","Discover …"),...s.map(c=>f(c.name,c.title))),o.dataset.
options=r),o.style.display=s.length?"":"none";let a=s.find(c=>c.name===e.open);n.hidden=!a;let l=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==l&&vt(n,a,e.chosen),
e.shown=l}function vt(t,e,o){let n=i("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(i("b","",e.title)," ",i("span","",e.missing??e.question??"")),!e.missing){let s=i("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(a,l)=>{let c=i("button","dsv-small",a);c.type="button",c.dataset.choice=String(l),o!==null&&l===e.answer&&(c.classList.add("right"),c.textContent=`✓ ${a}`),l===
o&&c.setAttribute("aria-pressed","true"),s.append(c)}),t.append(s);let r=i("p","dsv-toolbar-reveal",o===null?"":Nt(e,o));r.setAttribute("role","status"),t.append(
r)}t.append(n)}var Nt=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var N=8,k=2,Ot="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top bot\
tom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric f\
ont-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline ove\
rflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow top\
 transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function O(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*N,
o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*N,n=t.cloneNode(!0);G(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"\
none"});let s=getComputedStyle(t).backgroundColor,r=i("div");r.style.cssText=`padding:${N}px;box-sizing:border-box;width:${e}px;height:${o}px;background:${s}`,r.
append(n);let a={width:e,height:o},l=m("svg",{...a,viewBox:`0 0 ${e} ${o}`}),c=m("foreignObject",{x:0,y:0,...a});return c.append(r),l.append(c),{text:new XMLSerializer().
serializeToString(l),width:e,height:o}}function G(t,e){F(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,r)=>{if(s instanceof HTMLCanvasElement)n[r].
replaceWith(_t(s));else if(s instanceof HTMLSelectElement){let a=i("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(a),F(s,a)}else getComputedStyle(
s).display==="none"?n[r].remove():G(s,n[r])})}function F(t,e){let o=getComputedStyle(t),n=e.style;for(let s of Ot)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute(
"class"),e.removeAttribute("id")}function _t(t){let e=i("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["posit\
ion","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(n));return e}async function Y(t){let{text:e,width:o,height:n}=O(
t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await s.decode();let r=i("canvas");r.width=o*k,r.height=n*k;let a=r.getContext(
"2d");a.scale(k,k),a.drawImage(s,0,0);let l=await new Promise(c=>r.toBlob(c,"image/png"));if(!l)throw new Error("This browser could not make a PNG of the view; \
take the SVG.");return new Uint8Array(await l.arrayBuffer())}var Ct="Copies where you are in this run: view, token, layer",Rt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Z(){let t=i("span","dsv-toolb\
ar-part"),e=i("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Ct}`,t.append(e);let o=i("div","dsv-tool\
bar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function X(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.value;
e.value="",b(t,""),Pt(t,o).catch(n=>b(t,`⚠ ${n.message??n}`))})}async function Pt(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=$t(t);if(!n)
throw new Error("No view is in front; open one, then take its picture.");let s=n.querySelector(".dsv-title")?.textContent??"view",r=e==="svg"?new TextEncoder().
encode(O(n).text):await Y(n);o?Mt(r,`${s}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:s},void 0,[r.buffer])}else e===
"link"&&o?await J(t,location.href):t.model.send({share:e})}function $t({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
s=>s.offsetParent&&s!==t),n=o.filter(s=>s.closest(".widget-tab-contents, [role=tabpanel]"));return(n.length?n:o).at(-1)}function Mt(t,e,o){let n=i("a");n.href=URL.
createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function J(t,e){try{await navigator.clipboard.
writeText(e),b(t,`Copied: ${e}`)}catch{b(t,`The browser does not let a page copy; here it is: ${e}`)}}function b(t,e){t.own.share.said.textContent=e}function Q(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=Rt.filter(([,,r])=>!r||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(f("","Share …"),...n.map(([r,a])=>f(r,a)));let s=t.model.get("answer")??{};(s.n??0)<=e.answered||
(e.answered=s.n,s.kind==="link"?J(t,s.text||"(nothing is chosen yet)"):b(t,s.text))}function Lt({root:t,body:e}){t.classList.add("dsv-toolbar");let o=i("div","dsv-toolbar-row"),n=D(),s=V(),r=Z();return o.append(n.row,s.select,r.row),e.append(o,
s.card,r.said),{replay:n,discover:s,share:r}}function It(t){z(t),j(t),Q(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.timer!==
null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Ht={title:"Toolbar",aria:"Replay, discoveries and sharing of this run.",
build:Lt,listen:t=>{B(t),K(t),X(t)},draw:It},Se=I(Ht);export{Se as default};
