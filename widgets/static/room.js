function d(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function A(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,i]of Object.entries(e??{}))o.setAttribute(s,String(i));return n!==void 0&&(o.textContent=n),o}function $(t,e){let n=d("op\
tion","",e);return n.value=String(t),n}var g=(t,e,n)=>Math.max(e,Math.min(n,t));function b(t,e){let n=JSON.stringify(e);t.dataset.options!==n&&(t.replaceChildren(...e.map(([o,s])=>$(o,s))),t.dataset.options=n)}function R(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var M=globalThis;M.dsvGains??=new WeakMap;var S=M.dsvGains;function ot(t,e){let n=t.get(e);return S.get(n)?.whole??n}function st(t,e,n,o){let s=t.get(e),i=k(ot(
t,e)),a=k(o);if(i.length!==n||!(s instanceof Object))return!1;let r=S.get(s);if(!r||r.room.length<n+a.length){let c=new Uint8Array(2*(n+a.length));c.set(i),r={room:c},
S.set(s,r)}return r.room.set(a,n),r.whole=r.room.subarray(0,n+a.length),!0}async function rt(t,e,n){let o=await Promise.all(e.map(async([i])=>t.widget_manager.get_model(
i)).map(i=>i.catch(()=>null))),s=0;for(let[i,[,a,r]]of e.entries()){let c=n.slice(s,s+r);s+=r,o[i]?._handle_comm_msg({content:{data:a},buffers:c,parent_header:{}})}}
function O({model:t}){let e=(n,o)=>{if(n?.frame)return void rt(t,n.frame,o);let s=(n?.gained??[]).filter(([i,a],r)=>!st(t,i,a,o[r]));s.length&&t.send({whole:s.map(
([i])=>i)})};t.on("msg:custom",e)}var T=8;var it="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function at(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*T,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*T,o=t.cloneNode(!0);H(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=ct(t),i=d("div");i.style.cssText=`padding:${T}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${s}`,i.append(o);let a={width:e,height:n},r=A("svg",{...a,viewBox:`0 0 ${e} ${n}`}),c=A("foreignObject",{x:0,y:0,...a});return c.append(
i),r.append(c),{text:new XMLSerializer().serializeToString(r),width:e,height:n}}function ct(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function H(t,e){I(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((s,i)=>{if(s instanceof
HTMLCanvasElement)o[i].replaceWith(dt(s));else if(s instanceof HTMLSelectElement){let a=d("span","",s.selectedOptions[0]?.textContent??"");o[i].replaceWith(a),I(
s,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?o[i].remove():(H(s,o[i]),s.
scrollTop&&lt(s.scrollTop,o[i]))})}function lt(t,e){let n=d("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function I(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let s of it)o.setProperty(s,n.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function dt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function ut(t,e){let{text:n,width:o,height:s}=at(t),i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await i.decode();let a=d("canvas");a.width=o*e,a.height=s*e;let r=a.getContext("2d");return r.scale(e,e),r.drawImage(i,0,0),a}var pt=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function B(t,e){let n=await pt(await ut(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var ft=1500,ht=6e3,mt=1,D="dsv-kept-away",gt="dsv-kept-came",_=new Set,W=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function L(t,e,n){let o,s=!1,i=()=>t.get("kept"),a=()=>{for(let l of W(i()))l.classList.add(D)},r=({animationName:l})=>{l===gt&&a()};document.addEventListener("\
animationstart",r),_.add(i);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:f,bytes:h}=await B(l,mt);t.send({kept:f},void 0,
[h.buffer]),s=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){i()&&(a(),clearTimeout(o),o=setTimeout(c,s?ht:
ft))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",r),_.delete(i),![..._].some(l=>l()===i()))for(let l of W(i()))l.classList.remove(
D)}}}var bt={expert:-1,entry:-1,hover_entry:-1};function q(t,e){let n=e.layer!==void 0&&e.layer!==t.get("layer");for(let[o,s]of Object.entries({...n?bt:{},...e}))t.set(o,s);t.save_changes()}var y=t=>{t.target.dataset.lmSuppressShortcuts="true"};var U={sliding:"▭",csa:"▤",hca:"▦"};var yt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,wt=/<｜([^｜<>\n]*)｜>/g,xt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
vt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Et=t=>t.replace(yt,vt),At=t=>Et(t.replace(wt,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
kt=t=>xt.test(t)?`⁨${t}⁩`:t;function j(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=At(n)||"␣",s=[...o];return kt(s.length>e?`${s.slice(
0,e-1).join("")}…`:o)}function F(t,e){let n=d("select");n.setAttribute("aria-label","layer");let o=0,s=0,i=f=>e({layer:g(f,0,o-1)}),a=(f,h,u)=>{let p=d("button","dsv-step",f);return p.
type="button",p.setAttribute("aria-label",h),p.title=h,p.addEventListener("click",()=>i(s+u)),p},r=a("‹","previous layer",-1),c=a("›","next layer",1);return n.
addEventListener("change",()=>i(Number(n.value))),t.append(d("span","dsv-quiet","layer"),r,n,c),{show:(f,h)=>{o=f.length,s=h,b(n,f.map((u,p)=>[p,`${p} ${U[u]??""}\
 ${u==="sliding"?u:u.toUpperCase()}`])),n.value=String(h),r.disabled=h<=0,c.disabled=h>=o-1}}}function z(t,e,n){let o=t.get("token"),[s,i]=[t.get("query_first"),
t.get("query_last")],a=`“${j(e,16)}”`,r=[];n&&o>=0?r.push({words:`token ${o} ${a}`,free:{token:-1}}):n&&r.push({words:`newest token, ${n-1} ${a}`,free:null}),
s>=0&&r.push({words:`tokens ${s} to ${i}`,free:{query_first:-1,query_last:-1}});for(let c of["head","expert","entry"])t.get(c)>=0&&r.push({words:`${c} ${t.get(c)}`,
free:{[c]:-1}});return r}function K(t,e){let n="";return{show:s=>{let i=JSON.stringify(s);i!==n&&(n=i,t.replaceChildren(...s.map(({words:a,free:r})=>{let c=d("s\
pan",r?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!r)return c;let l=d("button","","×");return l.type="button",l.setAttribute("aria-label",`free ${a}`),l.title=
"choose nothing here",l.addEventListener("click",()=>e(r)),c.append(l),c})))}}}var St="dsv-way",Ot=760,Y=480,V=1360;function Tt(t,e){for(let n=t.parentElement;n&&n!==e&&n!==document.body;n=n.parentElement){if(n.classList.contains("jp-mod-o\
utputsScrolled"))return;n.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&n.classList.add(St)}}var _t=(t,e)=>t&&e?Math.max(0,e.getBoundingClientRect().
bottom-t.getBoundingClientRect().top):0;function G(t,e){let n=t.querySelector(".dsv-top"),o=null,s=()=>{let{style:r,classList:c}=t;r.setProperty("--dsv-frame",`${o?.
clientHeight??600}px`);let l=t.clientWidth;if(!l)return;c.toggle("dsv-narrow",l<Ot),c.toggle("dsv-phone",l<Y);let f=_t(n,n?.querySelector(".dsv-chat-form"));r.setProperty(
"--dsv-above",`${Math.round(f)}px`);let h=l<Y?0:(n?.getBoundingClientRect().height??0)-f;r.setProperty("--dsv-top",`${Math.round(h)}px`),e(l)},i=new ResizeObserver(
s),a=()=>{let r=R(t);o&&o!==r&&i.unobserve(o),o=r,i.observe(o),Tt(t,o),s()};return i.observe(t),n&&i.observe(n),a(),document.addEventListener("fullscreenchange",
a),()=>{i.disconnect(),document.removeEventListener("fullscreenchange",a)}}var x=.14,v=.7,w=.02;function Lt(t,e){let n={ArrowLeft:-w,ArrowUp:-w,ArrowRight:w,ArrowDown:w}[t];return n!==void 0?g(e+n,x,v):{Home:x,End:v}[t]}function X(t,e,n){
let o=d("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*x)),o.setAttribute("aria-valuemax",String(100*v));let s=t.querySelector(".dsv-text"),
i=t.querySelector(".dsv-room"),a=r=>{let c=i.getBoundingClientRect(),f=t.classList.contains("dsv-narrow")?(r.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Nt(t))):(r.clientX-c.left)/Math.max(1,c.width);return g(f,x,v)};return o.addEventListener("focusin",r=>y(r)),o.addEventListener("pointerdown",r=>{o.setPointerCapture(
r.pointerId),r.preventDefault()}),o.addEventListener("pointermove",r=>{o.hasPointerCapture(r.pointerId)&&n(a(r),!1)}),o.addEventListener("pointerup",r=>n(a(r),!0)),
o.addEventListener("keydown",r=>{let c=Lt(r.key,e());c!==void 0&&(n(c,!0),r.preventDefault(),r.stopPropagation())}),s.append(o),o}var Nt=t=>t.style.getPropertyValue(
"--dsv-frame")||"600";var N="none";function Ct(t,{tab:e,beside:n,wide:o,companions:s}){let i=t.map(r=>r[1]),a=i.includes(e)?e:i[0];return i.includes(n)&&n!==a?[a,n]:n===N||!o?[a]:[a,
...s.filter(r=>r!==a).slice(0,1)]}var J=(t,e)=>Ct(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});function Q(t){
let e=new Map;for(let[,n,o]of t)e.set(o,[...e.get(o)??[],n]);return[...e].map(([n,o])=>({name:n,titles:o}))}function Z(t,e,n){let o=!0;for(let[s,i]of e){let a=t.
querySelector(`.dsv-place-${s}`),r=n.indexOf(i);a?.classList.toggle("dsv-shown",r>=0),a?.classList.toggle("dsv-second",r===1),a||(o=!1)}return t.querySelector("\
.dsv-views")?.classList.toggle("dsv-two",n.length>1),o}function nt(t,e,n){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let o={},s="";for(let a of[t,e])
a.addEventListener("keydown",Pt);return{show:(a,r)=>{let c=Q(a),l=c.find(u=>u.titles.includes(r))??c[0];if(!l)return;o[l.name]=r;let f=JSON.stringify(a);s!==f&&
(s=f,t.replaceChildren(...c.map(({name:u,titles:p})=>{let E=tt(u,p.length>1?u:p[0]);return E.title=p.join(", "),E.addEventListener("click",()=>n(o[u]??p[0])),E})));
for(let[u,p]of c.entries())et(t.children[u],p===l);let h=l.titles.length>1?l.titles:[];e.dataset.titles!==h.join(`
`)&&(e.dataset.titles=h.join(`
`),e.setAttribute("aria-label",`views under ${l.name}`),e.replaceChildren(...h.map(u=>{let p=tt(u,u);return p.addEventListener("click",()=>n(u)),p})));for(let[u,
p]of h.entries())et(e.children[u],p===r)}}}function tt(t,e){let n=d("button","",t);return n.type="button",n.setAttribute("role","tab"),t!==e&&n.setAttribute("ar\
ia-label",`${t}: ${e}`),n}function et(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Pt(t){let e=t.currentTarget,n={ArrowRight:1,ArrowLeft:-1}[t.
key],o=[...e.children].indexOf(t.target);if(n===void 0||o<0)return;let s=e.children[(o+n+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function C(t,e,n){let o=d("button","dsv-press",t);return o.type="button",o.title=e,o.addEventListener("click",n),o}var P=class{#t=null;#e=[];#n=!1;constructor(e,n,o){
this.model=e,this.sel=n,this.root=d("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#s(),this.kept=L(e,()=>this.#t,()=>n.
comm_live!==!1),o.append(this.root),this.#r(),this.show()}#s(){let e=d("div","dsv-groups"),n=d("div","dsv-group-views"),o=d("div","dsv-layer"),s=d("div","dsv-ch\
osen-row"),i=d("div","dsv-bar-line"),a=d("div","dsv-bar-line"),r=l=>this.pick(l);this.tabs=nt(e,n,l=>this.pick({tab:l})),this.layer=F(o,r),this.chosen=K(s,r),this.
fold=C("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=C("Two views","put a second view beside this one",()=>this.#c());
let c=d("select","dsv-second-menu");this.menu=c,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:c.value})),
this.full=C("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#l()),i.append(e,d("span","dsv-space"),this.fold,this.two,this.menu,this.full),
a.append(n,o,s),this.root.append(i,a),this.root.addEventListener("focusin",l=>y(l),!0)}#r(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("chang\
e",e);let n=new ResizeObserver(()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-views")){setTimeout(()=>n.
observe(this.root),50),n.unobserve(this.root);return}n.disconnect(),this.#i(o)});n.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off(
"change",e),()=>n.disconnect())}#i(e){this.#t=e,this.handle=X(e,()=>this.model.get("share"),(s,i)=>{this.model.set("share",s),i&&this.model.save_changes(),this.
show()});let n=()=>{let s=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener("fullscreenchang\
e",n);let o=new MutationObserver(()=>this.#o()&&o.disconnect());this.#e.push(G(e,s=>this.tell("wide",s>=V)),()=>document.removeEventListener("fullscreenchange",
n),()=>o.disconnect()),this.show(),this.#o()||o.observe(e,{childList:!0,subtree:!0})}get inSight(){return J(this.model,this.sel)}#o(){return this.#t!==null&&Z(this.#t,
this.model.get("places"),this.inSight)}redraw(){this.#n||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.show()}))}show(){let{model:e,sel:n}=this,[o,s]=this.
inSight;this.tabs?.show(e.get("places"),o),this.layer?.show(e.get("layers"),n.get("layer")),this.chosen?.show(z(n,e.get("piece"),e.get("count"))),this.#a(o,s);let i=e.
get("folded");this.fold?.setAttribute("aria-pressed",String(!i)),this.#o();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*
a))),this.#t?.classList.toggle("dsv-folded",i),this.#t?.style.setProperty("--dsv-share",String(a)),this.kept.changed()}#a(e,n){if(!this.menu||!this.two)return;this.
two.setAttribute("aria-pressed",String(n!==void 0)),this.menu.style.display=n===void 0?"none":"";let o=this.model.get("places").map(s=>s[1]);b(this.menu,o.filter(
s=>s!==e).map(s=>[s,s])),n!==void 0&&(this.menu.value=n)}#c(){let[e,n]=this.inSight,o=this.model.get("companions").find(s=>s!==e);this.pick({beside:n===void 0?o??
"":N})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){q(this.sel,e)}tell(e,n){this.model.get(e)!==n&&(this.model.
set(e,n),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},je={initialize:O,async render({
model:t,el:e}){let n=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),o=new P(t,n,e);return()=>o.clean()}};export{je as default};
