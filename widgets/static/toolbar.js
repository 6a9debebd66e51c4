function a(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function m(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function f(t,e){let o=a("op\
tion","",e);return o.value=String(t),o}function _(t,e){let o=a("table",t),n=a("thead"),s=a("tr"),r=a("tbody");for(let i of e)s.append(a("th","",i));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var et=["fill","outline","under","dotted","dashed","ramp"],ot=["hatch","dots","dot","bar","tick","strike"],nt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function st(t,e){let o=a("span","dsv-mark-of"),[n,s]=t.split(" "),r=et.includes(n)&&s||ot.includes(n),
i=a("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),o.append(i,e),o}function C(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=a("div","dsv-marks"),i=a("div","dsv-help"),l=a("button",
"dsv-small dsv-ask","?");l.type="button",l.title="what this view shows, and its equation",l.setAttribute("aria-label","explain this view"),l.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...e.marks.map(([c,p])=>st(c,p))),i.append(...e.explains.map(c=>a("p","",c))),e.equation&&
i.append(...rt(t,e,o)),s.append(a("p","dsv-look-for",e.look_for),r,i),n.append(l),t.listen(l,"click",()=>{i.hidden=!i.hidden,l.setAttribute("aria-expanded",String(
!i.hidden))})}function rt(t,e,o){let n=a("div","dsv-equation"),s=a("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of e.equation.split(`
`)){let i=a("div");for(let{text:l,symbol:c}of nt(r)){if(!c){i.append(l);continue}let p=a("span","dsv-symbol",l.replace(/_/g,"-"));p.tabIndex=0,p.setAttribute("r\
ole","button"),p.dataset.symbol=l;let u=()=>{let h=o(l),tt=h?a("b","",` Here: ${h}.`):"";s.replaceChildren(a("i","",l.replace(/_/g,"-")),`: ${e.symbols[l]}.`,tt),
s.dataset.symbol=l};for(let h of["mouseenter","focus","click"])t.listen(p,h,u);i.append(p)}n.append(i)}return[n,s]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var A=R.dsvGains;function it(t,e){let o=t.get(e);return A.get(o)?.whole??o}function at(t,e,o,n){let s=t.get(e),r=w(it(
t,e)),i=w(n);if(r.length!==o||!(s instanceof Object))return!1;let l=A.get(s);if(!l||l.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(r),l={room:c},
A.set(s,l)}return l.room.set(i,o),l.whole=l.room.subarray(0,o+i.length),!0}function P({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([r,i],l)=>!at(t,r,i,
n[l]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var $=(t,e,o)=>Math.max(e,Math.min(o,t));function M(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var E=400;function L(t,e){let o=a("button","dsv-small dsv-numbers","numbers"),n=a("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&lt(
t,n,e()),s)}function lt(t,e,{columns:o,rows:n,note:s}){let r=_("dsv-table",o);for(let l of r.head.children)l.scope="col";for(let l of n.slice(0,E)){let c=a("tr");
c.style.cursor="default";for(let p of l)c.append(a("td","",ct(p)));r.rows.append(c)}let i=n.length>E?`The first ${E} of ${n.length} rows. `:"";e.replaceChildren(
a("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function ct(t){return typeof t=="number"?Number.isInteger(t)?String(t):M(t,4):
String(t??"–")}var dt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",pt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ut={expert:-1,entry:-1,hover_entry:-1},ft=["SELECT","INPUT","TEX\
TAREA"],I=t=>({initialize:P,render:e=>ht(e,t)});async function ht({model:t,el:e},o){let n=gt(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),r=new T(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function mt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,s]of Object.entries({...o?ut:{},...e}))t.set(n,s);t.save_changes()}function gt({title:t,aria:e}){let o=a("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=a("div","dsv-head"),s=a("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(a(
"span","dsv-title",t),a("span","dsv-space"));let r=a("div","dsv-look"),i=a("div","dsv-message"),l=a("div","dsv-body");return o.append(a("div","dsv-gone",dt),n,r,
s,i,l),{root:o,head:n,look:r,facts:s,message:i,body:l}}var T=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:i,message:l,body:c},p){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=i,this.body=c,this.#t=l,this.#s=p,this.own=void 0,this.tabled=p.table?L(this,()=>p.table(
this)):null,C(this,e.get("about"),u=>p.symbols?.(this,u)),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#i()}))}#i(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=o.get("messa\
ge");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(e){mt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#e.push(()=>e.removeEventListener(o,n,s))}#l(){
let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(p,u,h)=>{p.on(u,h),this.#e.push(()=>p.off(u,h))};r(e,"change",s),r(e,"msg:custom",s),r(o,"change",s);let i=()=>n.
classList.toggle("gone",o.comm_live===!1);i(),r(o,"comm_live_update",i);let l=new MutationObserver(()=>{s(),setTimeout(s,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(s);c.observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",bt,!0),this.listen(this.root,"keydown",e=>{if(ft.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(pt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
bt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var yt=25,xt=[[yt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],H="M4 2 L13 8 L4 14 Z",kt="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",wt="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",At="M3 3 H13 V13 H3 Z";function v(t,e){let o=a("button","dsv-small dsv-button-sign"),n=m("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(m("path",{d:t})),o.append(n,a("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function D(){let t=a("span","dsv-toolbar-part"),e=v(H,"Watch this run again, token by token, from the end of the prompt"),o=v(wt,"One token, then wait"),n=v(
At,"End the replay and show the whole text"),s=a("select");s.setAttribute("aria-label","pace of the replay"),s.title="Pace of the replay; it can be changed whil\
e it goes on",s.append(...xt.map(([l,c])=>f(String(l),c))),s.value="4";let r=a("input");r.type="range",r.min="0",r.setAttribute("aria-label","token that was wri\
tten last"),r.title="Go to a moment of the run";let i=a("span","dsv-toolbar-words");return i.setAttribute("role","status"),i.setAttribute("aria-live","off"),t.append(
e,o,n,s,r,i),{row:t,play:e,step:o,stop:n,pace:s,slider:r,words:i,at:-1,timer:null}}function U(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function B(t){let{
play:e,step:o,stop:n,pace:s,slider:r}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Et(t):y(t)),t.listen(o,"click",()=>{y(t),W(t)}),t.listen(n,"\
click",()=>g(t)),t.listen(s,"change",()=>{t.own.replay.timer!==null&&S(t)}),t.listen(r,"input",()=>{y(t),x(t,Number(r.value))})}function Et(t){let{replay:e}=t.own;
e.at===-1&&x(t,U(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),S(t),t.redraw()}function S(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(W(t)?S(t):t.redraw())},1e3/Number(e.pace.value))}function W(t){let{replay:e}=t.own,{model:o,sel:n}=t,
s=e.at===-1?U(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return s>=o.get("total")?!1:(x(t,s),s<o.get("total")-1)}function x(t,e){let o=$(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function y(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function g(t){y(t),t.own.replay.at=-1,t.pick({written:-1})}function z(t){let{replay:e}=t.own,{play:o,step:n,stop:s,slider:r,words:i}=e,l=t.model.get("t\
otal"),c=t.model.get("growing");c&&e.at!==-1&&g(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?g(t):x(t,t.sel.get("token")));let p=e.timer!==null;
for(let u of[o,n,r])u.disabled=c||l<2;s.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",p?kt:H),o.lastChild.textContent=p?"Pause":e.at===-1?"Replay":
"Continue",r.max=String(Math.max(0,l-1)),r.value=String(e.at===-1?l-1:e.at),i.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}function V(){let t=a("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=a("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var q=t=>t.
model.get("discoveries");function K(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=q(t).find(n=>n.name===e.select.value);e.select.value="",o&&Tt(
t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function Tt(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&g(t),o.open=e.name,o.chosen=null,e.link&&vt(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),
60)}function vt(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function j(t){let{discover:e}=t.
own,{select:o,card:n}=e,s=q(t),r=s.map(c=>c.name).join();o.dataset.options!==r&&(o.replaceChildren(f("","Discover …"),...s.map(c=>f(c.name,c.title))),o.dataset.
options=r),o.style.display=s.length?"":"none";let i=s.find(c=>c.name===e.open);n.hidden=!i;let l=`${JSON.stringify(i)} ${e.chosen}`;i&&e.shown!==l&&St(n,i,e.chosen),
e.shown=l}function St(t,e,o){let n=a("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(a("b","",e.title)," ",a("span","",e.missing??e.question??"")),!e.missing){let s=a("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(i,l)=>{let c=a("button","dsv-small",i);c.type="button",c.dataset.choice=String(l),o!==null&&l===e.answer&&(c.classList.add("right"),c.textContent=`✓ ${i}`),l===
o&&c.setAttribute("aria-pressed","true"),s.append(c)}),t.append(s);let r=a("p","dsv-toolbar-reveal",o===null?"":Nt(e,o));r.setAttribute("role","status"),t.append(
r)}t.append(n)}var Nt=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var N=8,k=2,Ot="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top bot\
tom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric f\
ont-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline ove\
rflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow top\
 transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function O(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*N,
o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*N,n=t.cloneNode(!0);G(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"\
none"});let s=getComputedStyle(t).backgroundColor,r=a("div");r.style.cssText=`padding:${N}px;box-sizing:border-box;width:${e}px;height:${o}px;background:${s}`,r.
append(n);let i={width:e,height:o},l=m("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=m("foreignObject",{x:0,y:0,...i});return c.append(r),l.append(c),{text:new XMLSerializer().
serializeToString(l),width:e,height:o}}function G(t,e){F(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,r)=>{if(s instanceof HTMLCanvasElement)n[r].
replaceWith(_t(s));else if(s instanceof HTMLSelectElement){let i=a("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(i),F(s,i)}else getComputedStyle(
s).display==="none"?n[r].remove():G(s,n[r])})}function F(t,e){let o=getComputedStyle(t),n=e.style;for(let s of Ot)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute(
"class"),e.removeAttribute("id")}function _t(t){let e=a("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["posit\
ion","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(n));return e}async function Y(t){let{text:e,width:o,height:n}=O(
t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await s.decode();let r=a("canvas");r.width=o*k,r.height=n*k;let i=r.getContext(
"2d");i.scale(k,k),i.drawImage(s,0,0);let l=await new Promise(c=>r.toBlob(c,"image/png"));if(!l)throw new Error("This browser could not make a PNG of the view; \
take the SVG.");return new Uint8Array(await l.arrayBuffer())}var Ct="Copies where you are in this run: view, token, layer",Rt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Z(){let t=a("span","dsv-toolb\
ar-part"),e=a("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Ct}`,t.append(e);let o=a("div","dsv-tool\
bar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function X(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.value;
e.value="",b(t,""),Pt(t,o).catch(n=>b(t,`⚠ ${n.message??n}`))})}async function Pt(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=$t(t);if(!n)
throw new Error("No view is in front; open one, then take its picture.");let s=n.querySelector(".dsv-title")?.textContent??"view",r=e==="svg"?new TextEncoder().
encode(O(n).text):await Y(n);o?Mt(r,`${s}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:s},void 0,[r.buffer])}else e===
"link"&&o?await J(t,location.href):t.model.send({share:e})}function $t({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
s=>s.offsetParent&&s!==t),n=o.filter(s=>s.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(n.length?n:o).at(-1)}function Mt(t,e,o){let n=a("a");n.href=
URL.createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function J(t,e){try{await navigator.clipboard.
writeText(e),b(t,`Copied: ${e}`)}catch{b(t,`The browser does not let a page copy; here it is: ${e}`)}}function b(t,e){t.own.share.said.textContent=e}function Q(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=Rt.filter(([,,r])=>!r||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(f("","Share …"),...n.map(([r,i])=>f(r,i)));let s=t.model.get("answer")??{};(s.n??0)<=e.answered||
(e.answered=s.n,s.kind==="link"?J(t,s.text||"(nothing is chosen yet)"):b(t,s.text))}function Lt({root:t,body:e}){t.classList.add("dsv-toolbar");let o=a("div","dsv-toolbar-row"),n=D(),s=V(),r=Z();return o.append(n.row,s.select,r.row),e.append(o,
s.card,r.said),{replay:n,discover:s,share:r}}function It(t){z(t),j(t),Q(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.timer!==
null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Ht={title:"Toolbar",aria:"Replay, discoveries and sharing of this run.",
build:Lt,listen:t=>{B(t),K(t),X(t)},draw:It},ve=I(Ht);export{ve as default};
