function a(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function m(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function h(t,e){let o=a("op\
tion","",e);return o.value=String(t),o}function _(t,e){let o=a("table",t),n=a("thead"),s=a("tr"),r=a("tbody");for(let i of e)s.append(a("th","",i));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var at=["fill","outline","under","dotted","dashed","ramp"],ct=["hatch","dots","dot","bar","tick","strike"],lt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function dt(t,e){let o=a("span","dsv-mark-of"),[n,s]=t.split(" "),r=at.includes(n)&&s||ct.includes(n),
i=a("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),o.append(i,e),o}function C(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=a("div","dsv-marks"),i=a("div","dsv-help"),c=a("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...e.marks.map(([l,d])=>dt(l,d))),i.append(...e.explains.map(l=>a("p","",l))),e.equation&&
i.append(...pt(t,e,o)),s.append(a("p","dsv-look-for",e.look_for),r,i),n.append(c),t.listen(c,"click",()=>{i.hidden=!i.hidden,s.classList.toggle("explained",!i.hidden),
c.setAttribute("aria-expanded",String(!i.hidden))})}function pt(t,e,o){let n=a("div","dsv-equation"),s=a("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let i=a("div");for(let{text:c,symbol:l}of lt(r)){if(!l){i.append(c);continue}let d=a("span","dsv-symbol",c.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("r\
ole","button"),d.dataset.symbol=c;let u=()=>{let f=o(c),it=f?a("b","",` Here: ${f}.`):"";s.replaceChildren(a("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,it),
s.dataset.symbol=c};for(let f of["mouseenter","focus","click"])t.listen(d,f,u);i.append(d)}n.append(i)}return[n,s]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var P=globalThis;P.dsvGains??=new WeakMap;var k=P.dsvGains;function ut(t,e){let o=t.get(e);return k.get(o)?.whole??o}function ft(t,e,o,n){let s=t.get(e),r=w(ut(
t,e)),i=w(n);if(r.length!==o||!(s instanceof Object))return!1;let c=k.get(s);if(!c||c.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(r),c={room:l},
k.set(s,c)}return c.room.set(i,o),c.whole=c.room.subarray(0,o+i.length),!0}function L({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([r,i],c)=>!ft(t,r,i,
n[c]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var v=8,ht=2,mt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left b\
order-radius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float \
font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style ma\
rgin max-width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layou\
t text-align text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function A(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*v,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*v,n=t.cloneNode(!0);M(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=gt(t),r=a("div");r.style.cssText=`padding:${v}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${s}`,r.append(n);let i={width:e,height:o},c=m("svg",{...i,viewBox:`0 0 ${e} ${o}`}),l=m("foreignObject",{x:0,y:0,...i});return l.append(
r),c.append(l),{text:new XMLSerializer().serializeToString(c),width:e,height:o}}function gt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function M(t,e){R(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)n[r].replaceWith(yt(s));else if(s instanceof HTMLSelectElement){let i=a("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(i),R(
s,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[r].remove():(M(s,n[r]),s.
scrollTop&&bt(s.scrollTop,n[r]))})}function bt(t,e){let o=a("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function R(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let s of mt)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function yt(t){let e=a("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function $(t,e){let{text:o,width:n,height:s}=A(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(o)}`,
await r.decode();let i=a("canvas");i.width=n*e,i.height=s*e;let c=i.getContext("2d");return c.scale(e,e),c.drawImage(r,0,0),i}var I=(t,e)=>new Promise(o=>t.toBlob(
o,e,.85));async function H(t){let e=await I(await $(t,ht),"image/png");if(!e)throw new Error("This browser could not make a PNG of the view; take the SVG.");return new Uint8Array(
await e.arrayBuffer())}async function U(t,e){let o=await I(await $(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.
replace("image/",""),bytes:new Uint8Array(await o.arrayBuffer())}}var xt=1500,wt=6e3,kt=1,D="dsv-kept-away",vt="dsv-kept-came",E=new Set,B=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function W(t,e,o){let n,s=!1,r=()=>t.get("kept"),i=()=>{for(let d of B(r()))d.classList.add(D)},c=({animationName:d})=>{d===vt&&i()};document.addEventListener("\
animationstart",c),E.add(r);let l=async()=>{let d=e();if(!(!d?.clientWidth||document.hidden||!o()))try{let{kind:u,bytes:f}=await U(d,kt);t.send({kept:u},void 0,
[f.buffer]),s=!0}catch(u){console.warn(`No picture of this view goes into the notebook: ${u}`)}};return{changed(){r()&&(i(),clearTimeout(n),n=setTimeout(l,s?wt:
xt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",c),E.delete(r),![...E].some(d=>d()===r()))for(let d of B(r()))d.classList.remove(
D)}}}var z=(t,e,o)=>Math.max(e,Math.min(o,t));function V(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var T=400;function j(t,e){let o=a("button","dsv-small dsv-numbers","numbers"),n=a("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&At(
t,n,e()),s)}function At(t,e,{columns:o,rows:n,note:s}){let r=_("dsv-table",o);for(let c of r.head.children)c.scope="col";for(let c of n.slice(0,T)){let l=a("tr");
l.style.cursor="default";for(let d of c)l.append(a("td","",Et(d)));r.rows.append(l)}let i=n.length>T?`The first ${T} of ${n.length} rows. `:"";e.replaceChildren(
a("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function Et(t){return typeof t=="number"?Number.isInteger(t)?String(t):V(t,4):
String(t??"–")}var Tt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",St={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Nt={expert:-1,entry:-1,hover_entry:-1},Ot=["SELECT","INPUT","TEX\
TAREA"],q=t=>({initialize:L,render:e=>_t(e,t)});async function _t({model:t,el:e},o){let n=Pt(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),r=new S(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Ct(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,s]of Object.entries({...o?Nt:{},...e}))t.set(n,s);t.save_changes()}function Pt({title:t,aria:e}){let o=a("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=a("div","dsv-head"),s=a("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(a(
"span","dsv-title",t),a("span","dsv-space"));let r=a("div","dsv-look"),i=a("div","dsv-message"),c=a("div","dsv-body");return o.append(a("div","dsv-gone",Tt),n,r,
s,i,c),{root:o,head:n,look:r,facts:s,message:i,body:c}}var S=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:i,message:c,body:l},d){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=i,this.body=l,this.#t=c,this.#s=d,this.own=void 0,this.tabled=d.table?j(this,()=>d.table(
this)):null,C(this,e.get("about"),u=>d.symbols?.(this,u)),this.kept=W(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=
60,this.kept.changed();let r=o.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":
"",r){n.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){Ct(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#e.
push(()=>e.removeEventListener(o,n,s))}#c(){let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(d,u,f)=>{d.on(u,f),this.#e.push(()=>d.off(u,f))};r(e,"change",
s),r(e,"msg:custom",s),r(o,"change",s);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),r(o,"comm_live_update",i);let c=new MutationObserver(()=>{s(),setTimeout(
s,400)});c.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#e.
push(()=>c.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Lt,!0),this.listen(this.root,"keydown",e=>{if(Ot.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(St):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Lt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Rt=25,Mt=[[Rt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],F="M4 2 L13 8 L4 14 Z",$t="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",It="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",Ht="M3 3 H13 V13 H3 Z";function N(t,e){let o=a("button","dsv-small dsv-button-sign"),n=m("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(m("path",{d:t})),o.append(n,a("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function K(){let t=a("span","dsv-toolbar-part"),e=N(F,"Watch this run again, token by token, from the end of the prompt"),o=N(It,"One token, then wait"),n=N(
Ht,"End the replay and show the whole text"),s=a("select");s.setAttribute("aria-label","pace of the replay"),s.title="Pace of the replay; it can be changed whil\
e it goes on",s.append(...Mt.map(([c,l])=>h(String(c),l))),s.value="4";let r=a("input");r.type="range",r.min="0",r.setAttribute("aria-label","token that was wri\
tten last"),r.title="Go to a moment of the run";let i=a("span","dsv-toolbar-words");return i.setAttribute("role","status"),i.setAttribute("aria-live","off"),t.append(
e,o,n,s,r,i),{row:t,play:e,step:o,stop:n,pace:s,slider:r,words:i,at:-1,timer:null}}function G(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function Y(t){let{
play:e,step:o,stop:n,pace:s,slider:r}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Ut(t):y(t)),t.listen(o,"click",()=>{y(t),Z(t)}),t.listen(n,"\
click",()=>g(t)),t.listen(s,"change",()=>{t.own.replay.timer!==null&&O(t)}),t.listen(r,"input",()=>{y(t),x(t,Number(r.value))})}function Ut(t){let{replay:e}=t.own;
e.at===-1&&x(t,G(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),O(t),t.redraw()}function O(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(Z(t)?O(t):t.redraw())},1e3/Number(e.pace.value))}function Z(t){let{replay:e}=t.own,{model:o,sel:n}=t,
s=e.at===-1?G(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return s>=o.get("total")?!1:(x(t,s),s<o.get("total")-1)}function x(t,e){let o=z(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function y(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function g(t){y(t),t.own.replay.at=-1,t.pick({written:-1})}function Q(t){let{replay:e}=t.own,{play:o,step:n,stop:s,slider:r,words:i}=e,c=t.model.get("t\
otal"),l=t.model.get("growing");l&&e.at!==-1&&g(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?g(t):x(t,t.sel.get("token")));let d=e.timer!==null;
for(let u of[o,n,r])u.disabled=l||c<2;s.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",d?$t:F),o.lastChild.textContent=d?"Pause":e.at===-1?"Replay":
"Continue",r.max=String(Math.max(0,c-1)),r.value=String(e.at===-1?c-1:e.at),i.textContent=e.at===-1?"":`replay: token ${e.at} of ${c-1}`}function X(){let t=a("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=a("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:"",focus:!1}}
var J=t=>t.model.get("discoveries");function tt(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=J(t).find(n=>n.name===e.select.value);e.select.value=
"",o&&Dt(t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function Dt(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&g(t),o.open=e.name,o.chosen=null,o.focus=!0,e.link&&Bt(t,e.link),t.redraw()}function Bt(t,e){t.model.get("kernel")===
!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function et(t){let{discover:e}=t.own,{select:o,card:n}=e,s=J(t),r=s.
map(l=>l.name).join();o.dataset.options!==r&&(o.replaceChildren(h("","Discover …"),...s.map(l=>h(l.name,l.title))),o.dataset.options=r),o.style.display=s.length?
"":"none";let i=s.find(l=>l.name===e.open);n.hidden=!i;let c=`${JSON.stringify(i)} ${e.chosen}`;i&&e.shown!==c&&Wt(n,i,e.chosen),e.shown=c,i&&e.focus&&n.querySelector(
"button")?.focus(),e.focus=!1}function Wt(t,e,o){let n=a("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("ari\
a-label","close the discovery"),t.replaceChildren(a("b","",e.title)," ",a("span","",e.missing??e.question??"")),!e.missing){let s=a("div","dsv-toolbar-choices");
(e.choices??[]).forEach((i,c)=>{let l=a("button","dsv-small",i);l.type="button",l.dataset.choice=String(c),o!==null&&c===e.answer&&(l.classList.add("right"),l.textContent=
`✓ ${i}`),c===o&&l.setAttribute("aria-pressed","true"),s.append(l)}),t.append(s);let r=a("p","dsv-toolbar-reveal",o===null?"":zt(e,o));r.setAttribute("role","\
status"),t.append(r)}t.append(n)}var zt=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var Vt="Copies where you are in this run: view, token, layer",jt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function ot(){let t=a("span","dsv-tool\
bar-part"),e=a("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Vt}`,t.append(e);let o=a("div","dsv-too\
lbar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function nt(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.
value;e.value="",b(t,""),qt(t,o).catch(n=>b(t,`⚠ ${n.message??n}`))})}async function qt(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=Ft(
t);if(!n)throw new Error("No view is in front; open one, then take its picture.");let s=n.querySelector(".dsv-title")?.textContent??"view",r=e==="svg"?new TextEncoder().
encode(A(n).text):await H(n);o?Kt(r,`${s}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:s},void 0,[r.buffer])}else e===
"link"&&o?await st(t,location.href):t.model.send({share:e})}function Ft({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
s=>s.offsetParent&&s!==t),n=o.filter(s=>s.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(n.length?n:o).at(-1)}function Kt(t,e,o){let n=a("a");n.href=
URL.createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function st(t,e){try{await navigator.clipboard.
writeText(e),b(t,`Copied: ${e}`)}catch{b(t,`The browser does not let a page copy; here it is: ${e}`)}}function b(t,e){t.own.share.said.textContent=e}function rt(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=jt.filter(([,,r])=>!r||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(h("","Share …"),...n.map(([r,i])=>h(r,i)));let s=t.model.get("answer")??{};(s.n??0)<=e.answered||
(e.answered=s.n,s.kind==="link"?st(t,s.text||"(nothing is chosen yet)"):b(t,s.text))}function Gt({root:t,body:e}){t.classList.add("dsv-toolbar");let o=a("div","dsv-toolbar-row"),n=K(),s=X(),r=ot();return o.append(n.row,s.select,r.row),e.append(o,
s.card,r.said),{replay:n,discover:s,share:r}}function Yt(t){Q(t),et(t),rt(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.timer!==
null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Zt={title:"Toolbar",aria:"Replay, discoveries and sharing of this run.",
build:Gt,listen:t=>{Y(t),tt(t),nt(t)},draw:Yt},We=q(Zt);export{We as default};
