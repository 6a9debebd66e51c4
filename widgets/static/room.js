function l(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function A(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,a]of Object.entries(e??{}))n.setAttribute(s,String(a));return o!==void 0&&(n.textContent=o),n}function P(t,e){let o=l("op\
tion","",e);return o.value=String(t),o}var g=(t,e,o)=>Math.max(e,Math.min(o,t));function b(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,s])=>P(n,s))),t.dataset.options=o)}function $(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var S=R.dsvGains;function nt(t,e){let o=t.get(e);return S.get(o)?.whole??o}function st(t,e,o,n){let s=t.get(e),a=k(nt(
t,e)),i=k(n);if(a.length!==o||!(s instanceof Object))return!1;let r=S.get(s);if(!r||r.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(a),r={room:c},
S.set(s,r)}return r.room.set(i,o),r.whole=r.room.subarray(0,o+i.length),!0}function O({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([a,i],r)=>!st(t,a,i,
n[r]));s.length&&t.send({whole:s.map(([a])=>a)})};t.on("msg:custom",e)}var T=8;var rt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function it(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*T,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*T,n=t.cloneNode(!0);I(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=at(t),a=l("div");a.style.cssText=`padding:${T}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${s}`,a.append(n);let i={width:e,height:o},r=A("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=A("foreignObject",{x:0,y:0,...i});return c.append(
a),r.append(c),{text:new XMLSerializer().serializeToString(r),width:e,height:o}}function at(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function I(t,e){M(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((s,a)=>{if(s instanceof
HTMLCanvasElement)n[a].replaceWith(lt(s));else if(s instanceof HTMLSelectElement){let i=l("span","",s.selectedOptions[0]?.textContent??"");n[a].replaceWith(i),M(
s,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[a].remove():(I(s,n[a]),s.
scrollTop&&ct(s.scrollTop,n[a]))})}function ct(t,e){let o=l("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function M(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let s of rt)n.setProperty(s,o.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function lt(t){let e=l("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function dt(t,e){let{text:o,width:n,height:s}=it(t),a=new Image;a.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await a.decode();let i=l("canvas");i.width=n*e,i.height=s*e;let r=i.getContext("2d");return r.scale(e,e),r.drawImage(a,0,0),i}var ut=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function H(t,e){let o=await ut(await dt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var pt=1500,ft=6e3,ht=1,B="dsv-kept-away",mt="dsv-live",gt="dsv-kept-came",D=0,W=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-chi\
ld")??e);function L(t,e,o){let n,s=!1,a=()=>{e()?.closest(".jp-OutputArea-output")?.classList.add(mt);for(let c of W(t.get("kept")))c.classList.add(B)},i=({animationName:c})=>{
c===gt&&t.get("kept")&&a()};document.addEventListener("animationstart",i),D++;let r=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:d,
bytes:f}=await H(c,ht);t.send({kept:d},void 0,[f.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){
t.get("kept")&&(a(),clearTimeout(n),n=setTimeout(r,s?ft:pt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",i),!(--D>0))for(let c of W(
t.get("kept")))c.classList.remove(B)}}}var bt={expert:-1,entry:-1,hover_entry:-1};function j(t,e){let o=e.layer!==void 0&&e.layer!==t.get("layer");for(let[n,s]of Object.entries({...o?bt:{},...e}))t.set(n,s);t.save_changes()}var y=t=>{t.target.dataset.lmSuppressShortcuts="true"};var q={sliding:"▭",csa:"▤",hca:"▦"};var yt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,wt=/<｜([^｜<>\n]*)｜>/g,vt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
xt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Et=t=>t.replace(yt,xt),At=t=>Et(t.replace(wt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
kt=t=>vt.test(t)?`⁨${t}⁩`:t;function U(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=At(o)||"␣",s=[...n];return kt(s.length>e?`${s.slice(
0,e-1).join("")}…`:n)}function F(t,e){let o=l("select");o.setAttribute("aria-label","layer");let n=0,s=0,a=f=>e({layer:g(f,0,n-1)}),i=(f,h,u)=>{let p=l("button","dsv-step",f);return p.
type="button",p.setAttribute("aria-label",h),p.title=h,p.addEventListener("click",()=>a(s+u)),p},r=i("‹","previous layer",-1),c=i("›","next layer",1);return o.
addEventListener("change",()=>a(Number(o.value))),t.append(l("span","dsv-quiet","layer"),r,o,c),{show:(f,h)=>{n=f.length,s=h,b(o,f.map((u,p)=>[p,`${p} ${q[u]??""}\
 ${u==="sliding"?u:u.toUpperCase()}`])),o.value=String(h),r.disabled=h<=0,c.disabled=h>=n-1}}}function z(t,e,o){let n=t.get("token"),[s,a]=[t.get("query_first"),
t.get("query_last")],i=`“${U(e,16)}”`,r=[];o&&n>=0?r.push({words:`token ${n} ${i}`,free:{token:-1}}):o&&r.push({words:`newest token, ${o-1} ${i}`,free:null}),
s>=0&&r.push({words:`tokens ${s} to ${a}`,free:{query_first:-1,query_last:-1}});for(let c of["head","expert","entry"])t.get(c)>=0&&r.push({words:`${c} ${t.get(c)}`,
free:{[c]:-1}});return r}function K(t,e){let o="";return{show:s=>{let a=JSON.stringify(s);a!==o&&(o=a,t.replaceChildren(...s.map(({words:i,free:r})=>{let c=l("s\
pan",r?"dsv-chosen":"dsv-chosen dsv-newest",i);if(!r)return c;let d=l("button","","×");return d.type="button",d.setAttribute("aria-label",`free ${i}`),d.title=
"choose nothing here",d.addEventListener("click",()=>e(r)),c.append(d),c})))}}}var St="dsv-way",Ot=760,V=480,Y=1360;function Tt(t,e){for(let o=t.parentElement;o&&o!==e&&o!==document.body;o=o.parentElement){if(o.classList.contains("jp-mod-o\
utputsScrolled"))return;o.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&o.classList.add(St)}}var Lt=(t,e)=>t&&e?Math.max(0,e.getBoundingClientRect().
bottom-t.getBoundingClientRect().top):0;function G(t,e){let o=t.querySelector(".dsv-top"),n=null,s=()=>{let{style:r,classList:c}=t;r.setProperty("--dsv-frame",`${n?.
clientHeight??600}px`);let d=t.clientWidth;if(!d)return;c.toggle("dsv-narrow",d<Ot),c.toggle("dsv-phone",d<V);let f=Lt(o,o?.querySelector(".dsv-chat-form"));r.setProperty(
"--dsv-above",`${Math.round(f)}px`);let h=d<V?0:(o?.getBoundingClientRect().height??0)-f;r.setProperty("--dsv-top",`${Math.round(h)}px`),e(d)},a=new ResizeObserver(
s),i=()=>{let r=$(t);n&&n!==r&&a.unobserve(n),n=r,a.observe(n),Tt(t,n),s()};return a.observe(t),o&&a.observe(o),i(),document.addEventListener("fullscreenchange",
i),()=>{a.disconnect(),document.removeEventListener("fullscreenchange",i)}}var v=.14,x=.7,w=.02;function Nt(t,e){let o={ArrowLeft:-w,ArrowUp:-w,ArrowRight:w,ArrowDown:w}[t];return o!==void 0?g(e+o,v,x):{Home:v,End:x}[t]}function X(t,e,o){
let n=l("div","dsv-handle");n.tabIndex=0,n.title="drag to give the text more or less room (arrow keys when focused)",n.setAttribute("role","separator"),n.setAttribute(
"aria-label","width of the text"),n.setAttribute("aria-valuemin",String(100*v)),n.setAttribute("aria-valuemax",String(100*x));let s=t.querySelector(".dsv-text"),
a=t.querySelector(".dsv-room"),i=r=>{let c=a.getBoundingClientRect(),f=t.classList.contains("dsv-narrow")?(r.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(_t(t))):(r.clientX-c.left)/Math.max(1,c.width);return g(f,v,x)};return n.addEventListener("focusin",r=>y(r)),n.addEventListener("pointerdown",r=>{n.setPointerCapture(
r.pointerId),r.preventDefault()}),n.addEventListener("pointermove",r=>{n.hasPointerCapture(r.pointerId)&&o(i(r),!1)}),n.addEventListener("pointerup",r=>o(i(r),!0)),
n.addEventListener("keydown",r=>{let c=Nt(r.key,e());c!==void 0&&(o(c,!0),r.preventDefault(),r.stopPropagation())}),s.append(n),n}var _t=t=>t.style.getPropertyValue(
"--dsv-frame")||"600";var N="none";function Ct(t,{tab:e,beside:o,wide:n,companions:s}){let a=t.map(r=>r[1]),i=a.includes(e)?e:a[0];return a.includes(o)&&o!==i?[i,o]:o===N||!n?[i]:[i,
...s.filter(r=>r!==i).slice(0,1)]}var J=(t,e)=>Ct(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});function Q(t){
let e=new Map;for(let[,o,n]of t)e.set(n,[...e.get(n)??[],o]);return[...e].map(([o,n])=>({name:o,titles:n}))}function Z(t,e,o){let n=!0;for(let[s,a]of e){let i=t.
querySelector(`.dsv-place-${s}`),r=o.indexOf(a);i?.classList.toggle("dsv-shown",r>=0),i?.classList.toggle("dsv-second",r===1),i||(n=!1)}return t.querySelector("\
.dsv-views")?.classList.toggle("dsv-two",o.length>1),n}function ot(t,e,o){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let n={},s="";for(let i of[t,e])
i.addEventListener("keydown",Pt);return{show:(i,r)=>{let c=Q(i),d=c.find(u=>u.titles.includes(r))??c[0];if(!d)return;n[d.name]=r;let f=JSON.stringify(i);s!==f&&
(s=f,t.replaceChildren(...c.map(({name:u,titles:p})=>{let E=tt(u,p.length>1?u:p[0]);return E.title=p.join(", "),E.addEventListener("click",()=>o(n[u]??p[0])),E})));
for(let[u,p]of c.entries())et(t.children[u],p===d);let h=d.titles.length>1?d.titles:[];e.dataset.titles!==h.join(`
`)&&(e.dataset.titles=h.join(`
`),e.setAttribute("aria-label",`views under ${d.name}`),e.replaceChildren(...h.map(u=>{let p=tt(u,u);return p.addEventListener("click",()=>o(u)),p})));for(let[u,
p]of h.entries())et(e.children[u],p===r)}}}function tt(t,e){let o=l("button","",t);return o.type="button",o.setAttribute("role","tab"),t!==e&&o.setAttribute("ar\
ia-label",`${t}: ${e}`),o}function et(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Pt(t){let e=t.currentTarget,o={ArrowRight:1,ArrowLeft:-1}[t.
key],n=[...e.children].indexOf(t.target);if(o===void 0||n<0)return;let s=e.children[(n+o+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function _(t,e,o){let n=l("button","dsv-press",t);return n.type="button",n.title=e,n.addEventListener("click",o),n}var C=class{#t=null;#e=[];#o=!1;constructor(e,o,n){
this.model=e,this.sel=o,this.root=l("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#s(),this.kept=L(e,()=>this.#t,()=>o.
comm_live!==!1),n.append(this.root),this.#r(),this.show()}#s(){let e=l("div","dsv-groups"),o=l("div","dsv-group-views"),n=l("div","dsv-layer"),s=l("div","dsv-ch\
osen-row"),a=l("div","dsv-bar-line"),i=l("div","dsv-bar-line"),r=d=>this.pick(d);this.tabs=ot(e,o,d=>this.pick({tab:d})),this.layer=F(n,r),this.chosen=K(s,r),this.
fold=_("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=_("Two views","put a second view beside this one",()=>this.#c());
let c=l("select","dsv-second-menu");this.menu=c,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:c.value})),
this.full=_("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#l()),a.append(e,l("span","dsv-space"),this.fold,this.two,this.menu,this.full),
i.append(o,n,s),this.root.append(a,i),this.root.addEventListener("focusin",d=>y(d),!0)}#r(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("chang\
e",e);let o=new ResizeObserver(()=>{let n=this.root.closest(".dsv-explorer");if(!n?.querySelector(".dsv-text")||!n.querySelector(".dsv-views")){setTimeout(()=>o.
observe(this.root),50),o.unobserve(this.root);return}o.disconnect(),this.#i(n)});o.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off(
"change",e),()=>o.disconnect())}#i(e){this.#t=e,this.handle=X(e,()=>this.model.get("share"),(s,a)=>{this.model.set("share",s),a&&this.model.save_changes(),this.
show()});let o=()=>{let s=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener("fullscreenchang\
e",o);let n=new MutationObserver(()=>this.#n()&&n.disconnect());this.#e.push(G(e,s=>this.tell("wide",s>=Y)),()=>document.removeEventListener("fullscreenchange",
o),()=>n.disconnect()),this.show(),this.#n()||n.observe(e,{childList:!0,subtree:!0})}get inSight(){return J(this.model,this.sel)}#n(){return this.#t!==null&&Z(this.#t,
this.model.get("places"),this.inSight)}redraw(){this.#o||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.show()}))}show(){let{model:e,sel:o}=this,[n,s]=this.
inSight;this.tabs?.show(e.get("places"),n),this.layer?.show(e.get("layers"),o.get("layer")),this.chosen?.show(z(o,e.get("piece"),e.get("count"))),this.#a(n,s);let a=e.
get("folded");this.fold?.setAttribute("aria-pressed",String(!a)),this.#n();let i=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*
i))),this.#t?.classList.toggle("dsv-folded",a),this.#t?.style.setProperty("--dsv-share",String(i)),this.kept.changed()}#a(e,o){if(!this.menu||!this.two)return;this.
two.setAttribute("aria-pressed",String(o!==void 0)),this.menu.style.display=o===void 0?"none":"";let n=this.model.get("places").map(s=>s[1]);b(this.menu,n.filter(
s=>s!==e).map(s=>[s,s])),o!==void 0&&(this.menu.value=o)}#c(){let[e,o]=this.inSight,n=this.model.get("companions").find(s=>s!==e);this.pick({beside:o===void 0?n??
"":N})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){j(this.sel,e)}tell(e,o){this.model.get(e)!==o&&(this.model.
set(e,o),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},Ue={initialize:O,async render({
model:t,el:e}){let o=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),n=new C(t,o,e);return()=>n.clean()}};export{Ue as default};
