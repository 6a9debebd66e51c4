function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function m(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function h(t,e){let o=i("op\
tion","",e);return o.value=String(t),o}function _(t,e){let o=i("table",t),n=i("thead"),s=i("tr"),r=i("tbody");for(let a of e)s.append(i("th","",a));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var it=["fill","outline","under","dotted","dashed","ramp"],ct=["hatch","dots","dot","bar","tick","strike"],lt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function dt(t,e){let o=i("span","dsv-mark-of"),[n,s]=t.split(" "),r=it.includes(n)&&s||ct.includes(n),
a=i("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function C(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=i("div","dsv-marks"),a=i("div","dsv-help"),c=i("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([l,d])=>dt(l,d))),a.append(...e.explains.map(l=>i("p","",l))),e.equation&&
a.append(...pt(t,e,o)),s.append(i("p","dsv-look-for",e.look_for),r,a),n.append(c),t.listen(c,"click",()=>{a.hidden=!a.hidden,s.classList.toggle("explained",!a.hidden),
c.setAttribute("aria-expanded",String(!a.hidden))})}function pt(t,e,o){let n=i("div","dsv-equation"),s=i("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let a=i("div");for(let{text:c,symbol:l}of lt(r)){if(!l){a.append(c);continue}let d=i("span","dsv-symbol",c.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("r\
ole","button"),d.dataset.symbol=c;let u=()=>{let f=o(c),at=f?i("b","",` Here: ${f}.`):"";s.replaceChildren(i("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,at),
s.dataset.symbol=c};for(let f of["mouseenter","focus","click"])t.listen(d,f,u);a.append(d)}n.append(a)}return[n,s]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var P=globalThis;P.dsvGains??=new WeakMap;var k=P.dsvGains;function ut(t,e){let o=t.get(e);return k.get(o)?.whole??o}function ft(t,e,o,n){let s=t.get(e),r=w(ut(
t,e)),a=w(n);if(r.length!==o||!(s instanceof Object))return!1;let c=k.get(s);if(!c||c.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(r),c={room:l},
k.set(s,c)}return c.room.set(a,o),c.whole=c.room.subarray(0,o+a.length),!0}async function ht(t,e,o){let n=await Promise.all(e.map(async([r])=>t.widget_manager.get_model(
r)).map(r=>r.catch(()=>null))),s=0;for(let[r,[,a,c]]of e.entries()){let l=o.slice(s,s+c);s+=c,n[r]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function L({model:t}){let e=(o,n)=>{if(o?.frame)return void ht(t,o.frame,n);let s=(o?.gained??[]).filter(([r,a],c)=>!ft(t,r,a,n[c]));s.length&&t.send({whole:s.map(
([r])=>r)})};t.on("msg:custom",e)}var v=8,mt=2,gt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left b\
order-radius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float \
font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style ma\
rgin max-width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layou\
t text-align text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function A(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*v,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*v,n=t.cloneNode(!0);M(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=bt(t),r=i("div");r.style.cssText=`padding:${v}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${s}`,r.append(n);let a={width:e,height:o},c=m("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=m("foreignObject",{x:0,y:0,...a});return l.append(
r),c.append(l),{text:new XMLSerializer().serializeToString(c),width:e,height:o}}function bt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function M(t,e){R(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)n[r].replaceWith(xt(s));else if(s instanceof HTMLSelectElement){let a=i("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(a),R(
s,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[r].remove():(M(s,n[r]),s.
scrollTop&&yt(s.scrollTop,n[r]))})}function yt(t,e){let o=i("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function R(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let s of gt)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function xt(t){let e=i("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function $(t,e){let{text:o,width:n,height:s}=A(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(o)}`,
await r.decode();let a=i("canvas");a.width=n*e,a.height=s*e;let c=a.getContext("2d");return c.scale(e,e),c.drawImage(r,0,0),a}var I=(t,e)=>new Promise(o=>t.toBlob(
o,e,.85));async function H(t){let e=await I(await $(t,mt),"image/png");if(!e)throw new Error("This browser could not make a PNG of the view; take the SVG.");return new Uint8Array(
await e.arrayBuffer())}async function U(t,e){let o=await I(await $(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.
replace("image/",""),bytes:new Uint8Array(await o.arrayBuffer())}}var wt=1500,kt=6e3,vt=1,D="dsv-kept-away",At="dsv-kept-came",E=new Set,B=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function W(t,e,o){let n,s=!1,r=()=>t.get("kept"),a=()=>{for(let d of B(r()))d.classList.add(D)},c=({animationName:d})=>{d===At&&a()};document.addEventListener("\
animationstart",c),E.add(r);let l=async()=>{let d=e();if(!(!d?.clientWidth||document.hidden||!o()))try{let{kind:u,bytes:f}=await U(d,vt);t.send({kept:u},void 0,
[f.buffer]),s=!0}catch(u){console.warn(`No picture of this view goes into the notebook: ${u}`)}};return{changed(){r()&&(a(),clearTimeout(n),n=setTimeout(l,s?kt:
wt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",c),E.delete(r),![...E].some(d=>d()===r()))for(let d of B(r()))d.classList.remove(
D)}}}var z=(t,e,o)=>Math.max(e,Math.min(o,t));function V(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var T=400;function j(t,e){let o=i("button","dsv-small dsv-numbers","numbers"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&Et(
t,n,e()),s)}function Et(t,e,{columns:o,rows:n,note:s}){let r=_("dsv-table",o);for(let c of r.head.children)c.scope="col";for(let c of n.slice(0,T)){let l=i("tr");
l.style.cursor="default";for(let d of c)l.append(i("td","",Tt(d)));r.rows.append(l)}let a=n.length>T?`The first ${T} of ${n.length} rows. `:"";e.replaceChildren(
i("div","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function Tt(t){return typeof t=="number"?Number.isInteger(t)?String(t):V(t,4):
String(t??"–")}var St="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Nt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ot={expert:-1,entry:-1,hover_entry:-1},_t=["SELECT","INPUT","TEX\
TAREA"],q=t=>({initialize:L,render:e=>Ct(e,t)});async function Ct({model:t,el:e},o){let n=Lt(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),r=new S(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Pt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,s]of Object.entries({...o?Ot:{},...e}))t.set(n,s);t.save_changes()}function Lt({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),s=i("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(i(
"span","dsv-title",t),i("span","dsv-space"));let r=i("div","dsv-look"),a=i("div","dsv-message"),c=i("div","dsv-body");return o.append(i("div","dsv-gone",St),n,r,
s,a,c),{root:o,head:n,look:r,facts:s,message:a,body:c}}var S=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:a,message:c,body:l},d){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=a,this.body=l,this.#t=c,this.#s=d,this.own=void 0,this.tabled=d.table?j(this,()=>d.table(
this)):null,C(this,e.get("about"),u=>d.symbols?.(this,u)),this.kept=W(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=
60,this.kept.changed();let r=o.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":
"",r){n.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,
console.error(a)}}pick(e){Pt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#i(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#e.
push(()=>e.removeEventListener(o,n,s))}#c(){let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(d,u,f)=>{d.on(u,f),this.#e.push(()=>d.off(u,f))};r(e,"change",
s),r(e,"msg:custom",s),r(o,"change",s);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let c=new MutationObserver(()=>{s(),setTimeout(
s,400)});c.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#e.
push(()=>c.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Rt,!0),this.listen(this.root,"keydown",e=>{if(_t.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(Nt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Rt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Mt=25,$t=[[Mt,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],F="M4 2 L13 8 L4 14 Z",It="M4 2 H7 V14 H4 Z M9\
 2 H12 V14 H9 Z",Ht="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",Ut="M3 3 H13 V13 H3 Z";function N(t,e){let o=i("button","dsv-small dsv-button-sign"),n=m("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(m("path",{d:t})),o.append(n,i("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function K(){let t=i("span","dsv-toolbar-part"),e=N(F,"Watch this run again, token by token, from the end of the prompt"),o=N(Ht,"One token, then wait"),n=N(
Ut,"End the replay and show the whole text"),s=i("select");s.setAttribute("aria-label","pace of the replay"),s.title="Pace of the replay; it can be changed whil\
e it goes on",s.append(...$t.map(([c,l])=>h(String(c),l))),s.value="4";let r=i("input");r.type="range",r.min="0",r.setAttribute("aria-label","token that was wri\
tten last"),r.title="Go to a moment of the run";let a=i("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),t.append(
e,o,n,s,r,a),{row:t,play:e,step:o,stop:n,pace:s,slider:r,words:a,at:-1,timer:null}}function G(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function Y(t){let{
play:e,step:o,stop:n,pace:s,slider:r}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Dt(t):y(t)),t.listen(o,"click",()=>{y(t),Z(t)}),t.listen(n,"\
click",()=>g(t)),t.listen(s,"change",()=>{t.own.replay.timer!==null&&O(t)}),t.listen(r,"input",()=>{y(t),x(t,Number(r.value))})}function Dt(t){let{replay:e}=t.own;
e.at===-1&&x(t,G(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),O(t),t.redraw()}function O(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(Z(t)?O(t):t.redraw())},1e3/Number(e.pace.value))}function Z(t){let{replay:e}=t.own,{model:o,sel:n}=t,
s=e.at===-1?G(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return s>=o.get("total")?!1:(x(t,s),s<o.get("total")-1)}function x(t,e){let o=z(e,0,t.model.
get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function y(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.timer=null,t.
redraw()}function g(t){y(t),t.own.replay.at=-1,t.pick({written:-1})}function Q(t){let{replay:e}=t.own,{play:o,step:n,stop:s,slider:r,words:a}=e,c=t.model.get("t\
otal"),l=t.model.get("growing");l&&e.at!==-1&&g(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?g(t):x(t,t.sel.get("token")));let d=e.timer!==null;
for(let u of[o,n,r])u.disabled=l||c<2;s.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",d?It:F),o.lastChild.textContent=d?"Pause":e.at===-1?"Replay":
"Continue",r.max=String(Math.max(0,c-1)),r.value=String(e.at===-1?c-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${c-1}`}function X(){let t=i("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=i("div","\
dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:"",focus:!1}}
var J=t=>t.model.get("discoveries");function tt(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=J(t).find(n=>n.name===e.select.value);e.select.value=
"",o&&Bt(t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function Bt(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&g(t),o.open=e.name,o.chosen=null,o.focus=!0,e.link&&Wt(t,e.link),t.redraw()}function Wt(t,e){t.model.get("kernel")===
!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function et(t){let{discover:e}=t.own,{select:o,card:n}=e,s=J(t),r=s.
map(l=>l.name).join();o.dataset.options!==r&&(o.replaceChildren(h("","Discover …"),...s.map(l=>h(l.name,l.title))),o.dataset.options=r),o.style.display=s.length?
"":"none";let a=s.find(l=>l.name===e.open);n.hidden=!a;let c=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==c&&zt(n,a,e.chosen),e.shown=c,a&&e.focus&&n.querySelector(
"button")?.focus(),e.focus=!1}function zt(t,e,o){let n=i("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("ari\
a-label","close the discovery"),t.replaceChildren(i("b","",e.title)," ",i("span","",e.missing??e.question??"")),!e.missing){let s=i("div","dsv-toolbar-choices");
(e.choices??[]).forEach((a,c)=>{let l=i("button","dsv-small",a);l.type="button",l.dataset.choice=String(c),o!==null&&c===e.answer&&(l.classList.add("right"),l.textContent=
`✓ ${a}`),c===o&&l.setAttribute("aria-pressed","true"),s.append(l)}),t.append(s);let r=i("p","dsv-toolbar-reveal",o===null?"":Vt(e,o));r.setAttribute("role","\
status"),t.append(r)}t.append(n)}var Vt=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var jt="Copies where you are in this run: view, token, layer",qt=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function ot(){let t=i("span","dsv-tool\
bar-part"),e=i("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${jt}`,t.append(e);let o=i("div","dsv-too\
lbar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function nt(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.
value;e.value="",b(t,""),Ft(t,o).catch(n=>b(t,`⚠ ${n.message??n}`))})}async function Ft(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=Kt(
t);if(!n)throw new Error("No view is in front; open one, then take its picture.");let s=n.querySelector(".dsv-title")?.textContent??"view",r=e==="svg"?new TextEncoder().
encode(A(n).text):await H(n);o?Gt(r,`${s}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:s},void 0,[r.buffer])}else e===
"link"&&o?await st(t,location.href):t.model.send({share:e})}function Kt({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
s=>s.offsetParent&&s!==t),n=o.filter(s=>s.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(n.length?n:o).at(-1)}function Gt(t,e,o){let n=i("a");n.href=
URL.createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function st(t,e){try{await navigator.clipboard.
writeText(e),b(t,`Copied: ${e}`)}catch{b(t,`The browser does not let a page copy; here it is: ${e}`)}}function b(t,e){t.own.share.said.textContent=e}function rt(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=qt.filter(([,,r])=>!r||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(h("","Share …"),...n.map(([r,a])=>h(r,a)));let s=t.model.get("answer")??{};(s.n??0)<=e.answered||
(e.answered=s.n,s.kind==="link"?st(t,s.text||"(nothing is chosen yet)"):b(t,s.text))}function Yt({root:t,body:e}){t.classList.add("dsv-toolbar");let o=i("div","dsv-toolbar-row"),n=K(),s=X(),r=ot();return o.append(n.row,s.select,r.row),e.append(o,
s.card,r.said),{replay:n,discover:s,share:r}}function Zt(t){Q(t),et(t),rt(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.timer!==
null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Qt={title:"Toolbar",aria:"Replay, discoveries and sharing of this run.",
build:Yt,listen:t=>{Y(t),tt(t),nt(t)},draw:Zt},ze=q(Qt);export{ze as default};
