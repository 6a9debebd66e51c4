function l(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function k(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,a]of Object.entries(e??{}))o.setAttribute(s,String(a));return n!==void 0&&(o.textContent=n),o}function C(t,e){let n=l("op\
tion","",e);return n.value=String(t),n}var g=(t,e,n)=>Math.max(e,Math.min(n,t));function b(t,e){let n=JSON.stringify(e);t.dataset.options!==n&&(t.replaceChildren(...e.map(([o,s])=>C(o,s))),t.dataset.options=n)}function P(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function A(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var S=R.dsvGains;function tt(t,e){let n=t.get(e);return S.get(n)?.whole??n}function et(t,e,n,o){let s=t.get(e),a=A(tt(
t,e)),i=A(o);if(a.length!==n||!(s instanceof Object))return!1;let r=S.get(s);if(!r||r.room.length<n+i.length){let c=new Uint8Array(2*(n+i.length));c.set(a),r={room:c},
S.set(s,r)}return r.room.set(i,n),r.whole=r.room.subarray(0,n+i.length),!0}function O({model:t}){let e=(n,o)=>{let s=(n?.gained??[]).filter(([a,i],r)=>!et(t,a,i,
o[r]));s.length&&t.send({whole:s.map(([a])=>a)})};t.on("msg:custom",e)}var T=8;var nt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function ot(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*T,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*T,o=t.cloneNode(!0);I(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=st(t),a=l("div");a.style.cssText=`padding:${T}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${s}`,a.append(o);let i={width:e,height:n},r=k("svg",{...i,viewBox:`0 0 ${e} ${n}`}),c=k("foreignObject",{x:0,y:0,...i});return c.append(
a),r.append(c),{text:new XMLSerializer().serializeToString(r),width:e,height:n}}function st(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function I(t,e){M(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((s,a)=>{if(s instanceof
HTMLCanvasElement)o[a].replaceWith(it(s));else if(s instanceof HTMLSelectElement){let i=l("span","",s.selectedOptions[0]?.textContent??"");o[a].replaceWith(i),M(
s,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?o[a].remove():(I(s,o[a]),s.
scrollTop&&rt(s.scrollTop,o[a]))})}function rt(t,e){let n=l("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function M(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let s of nt)o.setProperty(s,n.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function it(t){let e=l("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function at(t,e){let{text:n,width:o,height:s}=ot(t),a=new Image;a.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await a.decode();let i=l("canvas");i.width=o*e,i.height=s*e;let r=i.getContext("2d");return r.scale(e,e),r.drawImage(a,0,0),i}var ct=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function H(t,e){let n=await ct(await at(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var lt=1500,dt=6e3,ut=1;function N(t,e,n){let o=l("style"),s,a=!1,i=()=>{let c=t.get("kept");o.textContent=c?`.${c}, .jp-OutputArea-child:has(.${c}) { display: \
none !important; }`:"",c&&!o.isConnected&&document.head.append(o)},r=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!n()))try{let{kind:d,bytes:f}=await H(
c,ut);t.send({kept:d},void 0,[f.buffer]),a=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){t.get("kept")&&(i(),
clearTimeout(s),s=setTimeout(r,a?dt:lt))},clean(){clearTimeout(s),o.remove()}}}var pt={expert:-1,entry:-1,hover_entry:-1};function D(t,e){let n=e.layer!==void 0&&e.layer!==t.get("layer");for(let[o,s]of Object.entries({...n?pt:{},...e}))t.set(o,s);t.save_changes()}var y=t=>{t.target.dataset.lmSuppressShortcuts="true"};var U={sliding:"▭",csa:"▤",hca:"▦"};var ft=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ht=/<｜([^｜<>\n]*)｜>/g,mt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
gt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,bt=t=>t.replace(ht,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(ft,gt),yt=t=>mt.
test(t)?`⁨${t}⁩`:t;function W(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=bt(n)||"␣",s=[...o];return yt(s.length>e?`${s.slice(
0,e-1).join("")}…`:o)}function j(t,e){let n=l("select");n.setAttribute("aria-label","layer");let o=0,s=0,a=f=>e({layer:g(f,0,o-1)}),i=(f,h,u)=>{let p=l("button","dsv-step",f);return p.
type="button",p.setAttribute("aria-label",h),p.title=h,p.addEventListener("click",()=>a(s+u)),p},r=i("‹","previous layer",-1),c=i("›","next layer",1);return n.
addEventListener("change",()=>a(Number(n.value))),t.append(l("span","dsv-quiet","layer"),r,n,c),{show:(f,h)=>{o=f.length,s=h,b(n,f.map((u,p)=>[p,`${p} ${U[u]??""}\
 ${u==="sliding"?u:u.toUpperCase()}`])),n.value=String(h),r.disabled=h<=0,c.disabled=h>=o-1}}}function q(t,e,n){let o=t.get("token"),[s,a]=[t.get("query_first"),
t.get("query_last")],i=`“${W(e,16)}”`,r=[];n&&o>=0?r.push({words:`token ${o} ${i}`,free:{token:-1}}):n&&r.push({words:`newest token, ${n-1} ${i}`,free:null}),
s>=0&&r.push({words:`tokens ${s} to ${a}`,free:{query_first:-1,query_last:-1}});for(let c of["head","expert","entry"])t.get(c)>=0&&r.push({words:`${c} ${t.get(c)}`,
free:{[c]:-1}});return r}function B(t,e){let n="";return{show:s=>{let a=JSON.stringify(s);a!==n&&(n=a,t.replaceChildren(...s.map(({words:i,free:r})=>{let c=l("s\
pan",r?"dsv-chosen":"dsv-chosen dsv-newest",i);if(!r)return c;let d=l("button","","×");return d.type="button",d.setAttribute("aria-label",`free ${i}`),d.title=
"choose nothing here",d.addEventListener("click",()=>e(r)),c.append(d),c})))}}}var wt="dsv-way",xt=760,F=480,z=1360;function vt(t,e){for(let n=t.parentElement;n&&n!==e&&n!==document.body;n=n.parentElement){if(n.classList.contains("jp-mod-o\
utputsScrolled"))return;n.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&n.classList.add(wt)}}function K(t,e){let n=t.querySelector(".d\
sv-top"),o=null,s=()=>{let{style:r,classList:c}=t;r.setProperty("--dsv-frame",`${o?.clientHeight??600}px`);let d=t.clientWidth;if(!d)return;c.toggle("dsv-narrow",
d<xt),c.toggle("dsv-phone",d<F);let f=d<F?0:n?.getBoundingClientRect().height??0;r.setProperty("--dsv-top",`${Math.round(f)}px`),e(d)},a=new ResizeObserver(s),i=()=>{
let r=P(t);o&&o!==r&&a.unobserve(o),o=r,a.observe(o),vt(t,o),s()};return a.observe(t),n&&a.observe(n),i(),document.addEventListener("fullscreenchange",i),()=>{a.
disconnect(),document.removeEventListener("fullscreenchange",i)}}var x=.14,v=.7,w=.02;function Et(t,e){let n={ArrowLeft:-w,ArrowUp:-w,ArrowRight:w,ArrowDown:w}[t];return n!==void 0?g(e+n,x,v):{Home:x,End:v}[t]}function V(t,e,n){
let o=l("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*x)),o.setAttribute("aria-valuemax",String(100*v));let s=t.querySelector(".dsv-text"),
a=t.querySelector(".dsv-room"),i=r=>{let c=a.getBoundingClientRect(),f=t.classList.contains("dsv-narrow")?(r.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(kt(t))):(r.clientX-c.left)/Math.max(1,c.width);return g(f,x,v)};return o.addEventListener("focusin",r=>y(r)),o.addEventListener("pointerdown",r=>{o.setPointerCapture(
r.pointerId),r.preventDefault()}),o.addEventListener("pointermove",r=>{o.hasPointerCapture(r.pointerId)&&n(i(r),!1)}),o.addEventListener("pointerup",r=>n(i(r),!0)),
o.addEventListener("keydown",r=>{let c=Et(r.key,e());c!==void 0&&(n(c,!0),r.preventDefault(),r.stopPropagation())}),s.append(o),o}var kt=t=>t.style.getPropertyValue(
"--dsv-frame")||"600";var L="none";function At(t,{tab:e,beside:n,wide:o,companions:s}){let a=t.map(r=>r[1]),i=a.includes(e)?e:a[0];return a.includes(n)&&n!==i?[i,n]:n===L||!o?[i]:[i,
...s.filter(r=>r!==i).slice(0,1)]}var Y=(t,e)=>At(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});function G(t){
let e=new Map;for(let[,n,o]of t)e.set(o,[...e.get(o)??[],n]);return[...e].map(([n,o])=>({name:n,titles:o}))}function X(t,e,n){let o=!0;for(let[s,a]of e){let i=t.
querySelector(`.dsv-place-${s}`),r=n.indexOf(a);i?.classList.toggle("dsv-shown",r>=0),i?.classList.toggle("dsv-second",r===1),i||(o=!1)}return t.querySelector("\
.dsv-views")?.classList.toggle("dsv-two",n.length>1),o}function Z(t,e,n){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let o={},s="";for(let i of[t,e])
i.addEventListener("keydown",St);return{show:(i,r)=>{let c=G(i),d=c.find(u=>u.titles.includes(r))??c[0];if(!d)return;o[d.name]=r;let f=JSON.stringify(i);s!==f&&
(s=f,t.replaceChildren(...c.map(({name:u,titles:p})=>{let E=J(u,p.length>1?u:p[0]);return E.title=p.join(", "),E.addEventListener("click",()=>n(o[u]??p[0])),E})));
for(let[u,p]of c.entries())Q(t.children[u],p===d);let h=d.titles.length>1?d.titles:[];e.dataset.titles!==h.join(`
`)&&(e.dataset.titles=h.join(`
`),e.setAttribute("aria-label",`views under ${d.name}`),e.replaceChildren(...h.map(u=>{let p=J(u,u);return p.addEventListener("click",()=>n(u)),p})));for(let[u,
p]of h.entries())Q(e.children[u],p===r)}}}function J(t,e){let n=l("button","",t);return n.type="button",n.setAttribute("role","tab"),t!==e&&n.setAttribute("aria\
-label",`${t}: ${e}`),n}function Q(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function St(t){let e=t.currentTarget,n={ArrowRight:1,ArrowLeft:-1}[t.
key],o=[...e.children].indexOf(t.target);if(n===void 0||o<0)return;let s=e.children[(o+n+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function _(t,e,n){let o=l("button","dsv-press",t);return o.type="button",o.title=e,o.addEventListener("click",n),o}var $=class{#t=null;#e=[];#n=!1;constructor(e,n,o){
this.model=e,this.sel=n,this.root=l("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#s(),this.kept=N(e,()=>this.#t,()=>n.
comm_live!==!1),o.append(this.root),this.#r(),this.show()}#s(){let e=l("div","dsv-groups"),n=l("div","dsv-group-views"),o=l("div","dsv-layer"),s=l("div","dsv-ch\
osen-row"),a=l("div","dsv-bar-line"),i=l("div","dsv-bar-line"),r=d=>this.pick(d);this.tabs=Z(e,n,d=>this.pick({tab:d})),this.layer=j(o,r),this.chosen=B(s,r),this.
fold=_("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=_("Two views","put a second view beside this one",()=>this.#c());
let c=l("select","dsv-second-menu");this.menu=c,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:c.value})),
this.full=_("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#l()),a.append(e,l("span","dsv-space"),this.fold,this.two,this.menu,this.full),
i.append(n,o,s),this.root.append(a,i),this.root.addEventListener("focusin",d=>y(d),!0)}#r(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("chang\
e",e);let n=new ResizeObserver(()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-views")){setTimeout(()=>n.
observe(this.root),50),n.unobserve(this.root);return}n.disconnect(),this.#i(o)});n.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off(
"change",e),()=>n.disconnect())}#i(e){this.#t=e,this.handle=V(e,()=>this.model.get("share"),(s,a)=>{this.model.set("share",s),a&&this.model.save_changes(),this.
show()});let n=()=>{let s=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener("fullscreenchang\
e",n);let o=new MutationObserver(()=>this.#o()&&o.disconnect());this.#e.push(K(e,s=>this.tell("wide",s>=z)),()=>document.removeEventListener("fullscreenchange",
n),()=>o.disconnect()),this.show(),this.#o()||o.observe(e,{childList:!0,subtree:!0})}get inSight(){return Y(this.model,this.sel)}#o(){return this.#t!==null&&X(this.#t,
this.model.get("places"),this.inSight)}redraw(){this.#n||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.show()}))}show(){let{model:e,sel:n}=this,[o,s]=this.
inSight;this.tabs?.show(e.get("places"),o),this.layer?.show(e.get("layers"),n.get("layer")),this.chosen?.show(q(n,e.get("piece"),e.get("count"))),this.#a(o,s);let a=e.
get("folded");this.fold?.setAttribute("aria-pressed",String(!a)),this.#o();let i=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*
i))),this.#t?.classList.toggle("dsv-folded",a),this.#t?.style.setProperty("--dsv-share",String(i)),this.kept.changed()}#a(e,n){if(!this.menu||!this.two)return;this.
two.setAttribute("aria-pressed",String(n!==void 0)),this.menu.style.display=n===void 0?"none":"";let o=this.model.get("places").map(s=>s[1]);b(this.menu,o.filter(
s=>s!==e).map(s=>[s,s])),n!==void 0&&(this.menu.value=n)}#c(){let[e,n]=this.inSight,o=this.model.get("companions").find(s=>s!==e);this.pick({beside:n===void 0?o??
"":L})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){D(this.sel,e)}tell(e,n){this.model.get(e)!==n&&(this.model.
set(e,n),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},He={initialize:O,async render({
model:t,el:e}){let n=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),o=new $(t,n,e);return()=>o.clean()}};export{He as default};
