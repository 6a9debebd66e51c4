function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function A(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,i]of Object.entries(e??{}))n.setAttribute(s,String(i));return o!==void 0&&(n.textContent=o),n}function $(t,e){let o=d("op\
tion","",e);return o.value=String(t),o}var g=(t,e,o)=>Math.max(e,Math.min(o,t));function b(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,s])=>$(n,s))),t.dataset.options=o)}function R(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var M=globalThis;M.dsvGains??=new WeakMap;var S=M.dsvGains;function nt(t,e){let o=t.get(e);return S.get(o)?.whole??o}function st(t,e,o,n){let s=t.get(e),i=k(nt(
t,e)),a=k(n);if(i.length!==o||!(s instanceof Object))return!1;let r=S.get(s);if(!r||r.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(i),r={room:l},
S.set(s,r)}return r.room.set(a,o),r.whole=r.room.subarray(0,o+a.length),!0}function O({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([i,a],r)=>!st(t,i,a,
n[r]));s.length&&t.send({whole:s.map(([i])=>i)})};t.on("msg:custom",e)}var T=8;var rt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function it(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*T,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*T,n=t.cloneNode(!0);H(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=at(t),i=d("div");i.style.cssText=`padding:${T}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${s}`,i.append(n);let a={width:e,height:o},r=A("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=A("foreignObject",{x:0,y:0,...a});return l.append(
i),r.append(l),{text:new XMLSerializer().serializeToString(r),width:e,height:o}}function at(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function H(t,e){I(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,i)=>{if(s instanceof
HTMLCanvasElement)n[i].replaceWith(lt(s));else if(s instanceof HTMLSelectElement){let a=d("span","",s.selectedOptions[0]?.textContent??"");n[i].replaceWith(a),I(
s,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[i].remove():(H(s,n[i]),s.
scrollTop&&ct(s.scrollTop,n[i]))})}function ct(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function I(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let s of rt)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function lt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function dt(t,e){let{text:o,width:n,height:s}=it(t),i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await i.decode();let a=d("canvas");a.width=n*e,a.height=s*e;let r=a.getContext("2d");return r.scale(e,e),r.drawImage(i,0,0),a}var ut=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function B(t,e){let o=await ut(await dt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var pt=1500,ft=6e3,ht=1,D="dsv-kept-away",mt="dsv-kept-came",L=new Set,W=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function N(t,e,o){let n,s=!1,i=()=>t.get("kept"),a=()=>{for(let c of W(i()))c.classList.add(D)},r=({animationName:c})=>{c===mt&&a()};document.addEventListener("\
animationstart",r),L.add(i);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:f,bytes:h}=await B(c,ht);t.send({kept:f},void 0,
[h.buffer]),s=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){i()&&(a(),clearTimeout(n),n=setTimeout(l,s?ft:
pt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",r),L.delete(i),![...L].some(c=>c()===i()))for(let c of W(i()))c.classList.remove(
D)}}}var gt={expert:-1,entry:-1,hover_entry:-1};function q(t,e){let o=e.layer!==void 0&&e.layer!==t.get("layer");for(let[n,s]of Object.entries({...o?gt:{},...e}))t.set(n,s);t.save_changes()}var y=t=>{t.target.dataset.lmSuppressShortcuts="true"};var U={sliding:"▭",csa:"▤",hca:"▦"};var bt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,yt=/<｜([^｜<>\n]*)｜>/g,wt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
xt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,vt=t=>t.replace(bt,xt),Et=t=>vt(t.replace(yt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
At=t=>wt.test(t)?`⁨${t}⁩`:t;function j(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=Et(o)||"␣",s=[...n];return At(s.length>e?`${s.slice(
0,e-1).join("")}…`:n)}function F(t,e){let o=d("select");o.setAttribute("aria-label","layer");let n=0,s=0,i=f=>e({layer:g(f,0,n-1)}),a=(f,h,u)=>{let p=d("button","dsv-step",f);return p.
type="button",p.setAttribute("aria-label",h),p.title=h,p.addEventListener("click",()=>i(s+u)),p},r=a("‹","previous layer",-1),l=a("›","next layer",1);return o.
addEventListener("change",()=>i(Number(o.value))),t.append(d("span","dsv-quiet","layer"),r,o,l),{show:(f,h)=>{n=f.length,s=h,b(o,f.map((u,p)=>[p,`${p} ${U[u]??""}\
 ${u==="sliding"?u:u.toUpperCase()}`])),o.value=String(h),r.disabled=h<=0,l.disabled=h>=n-1}}}function z(t,e,o){let n=t.get("token"),[s,i]=[t.get("query_first"),
t.get("query_last")],a=`“${j(e,16)}”`,r=[];o&&n>=0?r.push({words:`token ${n} ${a}`,free:{token:-1}}):o&&r.push({words:`newest token, ${o-1} ${a}`,free:null}),
s>=0&&r.push({words:`tokens ${s} to ${i}`,free:{query_first:-1,query_last:-1}});for(let l of["head","expert","entry"])t.get(l)>=0&&r.push({words:`${l} ${t.get(l)}`,
free:{[l]:-1}});return r}function K(t,e){let o="";return{show:s=>{let i=JSON.stringify(s);i!==o&&(o=i,t.replaceChildren(...s.map(({words:a,free:r})=>{let l=d("s\
pan",r?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!r)return l;let c=d("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(r)),l.append(c),l})))}}}var kt="dsv-way",St=760,Y=480,V=1360;function Ot(t,e){for(let o=t.parentElement;o&&o!==e&&o!==document.body;o=o.parentElement){if(o.classList.contains("jp-mod-o\
utputsScrolled"))return;o.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&o.classList.add(kt)}}var Tt=(t,e)=>t&&e?Math.max(0,e.getBoundingClientRect().
bottom-t.getBoundingClientRect().top):0;function G(t,e){let o=t.querySelector(".dsv-top"),n=null,s=()=>{let{style:r,classList:l}=t;r.setProperty("--dsv-frame",`${n?.
clientHeight??600}px`);let c=t.clientWidth;if(!c)return;l.toggle("dsv-narrow",c<St),l.toggle("dsv-phone",c<Y);let f=Tt(o,o?.querySelector(".dsv-chat-form"));r.setProperty(
"--dsv-above",`${Math.round(f)}px`);let h=c<Y?0:(o?.getBoundingClientRect().height??0)-f;r.setProperty("--dsv-top",`${Math.round(h)}px`),e(c)},i=new ResizeObserver(
s),a=()=>{let r=R(t);n&&n!==r&&i.unobserve(n),n=r,i.observe(n),Ot(t,n),s()};return i.observe(t),o&&i.observe(o),a(),document.addEventListener("fullscreenchange",
a),()=>{i.disconnect(),document.removeEventListener("fullscreenchange",a)}}var x=.14,v=.7,w=.02;function Lt(t,e){let o={ArrowLeft:-w,ArrowUp:-w,ArrowRight:w,ArrowDown:w}[t];return o!==void 0?g(e+o,x,v):{Home:x,End:v}[t]}function X(t,e,o){
let n=d("div","dsv-handle");n.tabIndex=0,n.title="drag to give the text more or less room (arrow keys when focused)",n.setAttribute("role","separator"),n.setAttribute(
"aria-label","width of the text"),n.setAttribute("aria-valuemin",String(100*x)),n.setAttribute("aria-valuemax",String(100*v));let s=t.querySelector(".dsv-text"),
i=t.querySelector(".dsv-room"),a=r=>{let l=i.getBoundingClientRect(),f=t.classList.contains("dsv-narrow")?(r.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Nt(t))):(r.clientX-l.left)/Math.max(1,l.width);return g(f,x,v)};return n.addEventListener("focusin",r=>y(r)),n.addEventListener("pointerdown",r=>{n.setPointerCapture(
r.pointerId),r.preventDefault()}),n.addEventListener("pointermove",r=>{n.hasPointerCapture(r.pointerId)&&o(a(r),!1)}),n.addEventListener("pointerup",r=>o(a(r),!0)),
n.addEventListener("keydown",r=>{let l=Lt(r.key,e());l!==void 0&&(o(l,!0),r.preventDefault(),r.stopPropagation())}),s.append(n),n}var Nt=t=>t.style.getPropertyValue(
"--dsv-frame")||"600";var _="none";function _t(t,{tab:e,beside:o,wide:n,companions:s}){let i=t.map(r=>r[1]),a=i.includes(e)?e:i[0];return i.includes(o)&&o!==a?[a,o]:o===_||!n?[a]:[a,
...s.filter(r=>r!==a).slice(0,1)]}var J=(t,e)=>_t(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});function Q(t){
let e=new Map;for(let[,o,n]of t)e.set(n,[...e.get(n)??[],o]);return[...e].map(([o,n])=>({name:o,titles:n}))}function Z(t,e,o){let n=!0;for(let[s,i]of e){let a=t.
querySelector(`.dsv-place-${s}`),r=o.indexOf(i);a?.classList.toggle("dsv-shown",r>=0),a?.classList.toggle("dsv-second",r===1),a||(n=!1)}return t.querySelector("\
.dsv-views")?.classList.toggle("dsv-two",o.length>1),n}function ot(t,e,o){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let n={},s="";for(let a of[t,e])
a.addEventListener("keydown",Ct);return{show:(a,r)=>{let l=Q(a),c=l.find(u=>u.titles.includes(r))??l[0];if(!c)return;n[c.name]=r;let f=JSON.stringify(a);s!==f&&
(s=f,t.replaceChildren(...l.map(({name:u,titles:p})=>{let E=tt(u,p.length>1?u:p[0]);return E.title=p.join(", "),E.addEventListener("click",()=>o(n[u]??p[0])),E})));
for(let[u,p]of l.entries())et(t.children[u],p===c);let h=c.titles.length>1?c.titles:[];e.dataset.titles!==h.join(`
`)&&(e.dataset.titles=h.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...h.map(u=>{let p=tt(u,u);return p.addEventListener("click",()=>o(u)),p})));for(let[u,
p]of h.entries())et(e.children[u],p===r)}}}function tt(t,e){let o=d("button","",t);return o.type="button",o.setAttribute("role","tab"),t!==e&&o.setAttribute("ar\
ia-label",`${t}: ${e}`),o}function et(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Ct(t){let e=t.currentTarget,o={ArrowRight:1,ArrowLeft:-1}[t.
key],n=[...e.children].indexOf(t.target);if(o===void 0||n<0)return;let s=e.children[(n+o+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function C(t,e,o){let n=d("button","dsv-press",t);return n.type="button",n.title=e,n.addEventListener("click",o),n}var P=class{#t=null;#e=[];#o=!1;constructor(e,o,n){
this.model=e,this.sel=o,this.root=d("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#s(),this.kept=N(e,()=>this.#t,()=>o.
comm_live!==!1),n.append(this.root),this.#r(),this.show()}#s(){let e=d("div","dsv-groups"),o=d("div","dsv-group-views"),n=d("div","dsv-layer"),s=d("div","dsv-ch\
osen-row"),i=d("div","dsv-bar-line"),a=d("div","dsv-bar-line"),r=c=>this.pick(c);this.tabs=ot(e,o,c=>this.pick({tab:c})),this.layer=F(n,r),this.chosen=K(s,r),this.
fold=C("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=C("Two views","put a second view beside this one",()=>this.#c());
let l=d("select","dsv-second-menu");this.menu=l,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:l.value})),
this.full=C("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#l()),i.append(e,d("span","dsv-space"),this.fold,this.two,this.menu,this.full),
a.append(o,n,s),this.root.append(i,a),this.root.addEventListener("focusin",c=>y(c),!0)}#r(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("chang\
e",e);let o=new ResizeObserver(()=>{let n=this.root.closest(".dsv-explorer");if(!n?.querySelector(".dsv-text")||!n.querySelector(".dsv-views")){setTimeout(()=>o.
observe(this.root),50),o.unobserve(this.root);return}o.disconnect(),this.#i(n)});o.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off(
"change",e),()=>o.disconnect())}#i(e){this.#t=e,this.handle=X(e,()=>this.model.get("share"),(s,i)=>{this.model.set("share",s),i&&this.model.save_changes(),this.
show()});let o=()=>{let s=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener("fullscreenchang\
e",o);let n=new MutationObserver(()=>this.#n()&&n.disconnect());this.#e.push(G(e,s=>this.tell("wide",s>=V)),()=>document.removeEventListener("fullscreenchange",
o),()=>n.disconnect()),this.show(),this.#n()||n.observe(e,{childList:!0,subtree:!0})}get inSight(){return J(this.model,this.sel)}#n(){return this.#t!==null&&Z(this.#t,
this.model.get("places"),this.inSight)}redraw(){this.#o||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.show()}))}show(){let{model:e,sel:o}=this,[n,s]=this.
inSight;this.tabs?.show(e.get("places"),n),this.layer?.show(e.get("layers"),o.get("layer")),this.chosen?.show(z(o,e.get("piece"),e.get("count"))),this.#a(n,s);let i=e.
get("folded");this.fold?.setAttribute("aria-pressed",String(!i)),this.#n();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*
a))),this.#t?.classList.toggle("dsv-folded",i),this.#t?.style.setProperty("--dsv-share",String(a)),this.kept.changed()}#a(e,o){if(!this.menu||!this.two)return;this.
two.setAttribute("aria-pressed",String(o!==void 0)),this.menu.style.display=o===void 0?"none":"";let n=this.model.get("places").map(s=>s[1]);b(this.menu,n.filter(
s=>s!==e).map(s=>[s,s])),o!==void 0&&(this.menu.value=o)}#c(){let[e,o]=this.inSight,n=this.model.get("companions").find(s=>s!==e);this.pick({beside:o===void 0?n??
"":_})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){q(this.sel,e)}tell(e,o){this.model.get(e)!==o&&(this.model.
set(e,o),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},Ue={initialize:O,async render({
model:t,el:e}){let o=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),n=new P(t,o,e);return()=>n.clean()}};export{Ue as default};
