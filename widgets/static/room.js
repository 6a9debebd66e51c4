function d(e,n,t){let o=document.createElement(e);return n&&(o.className=n),t!==void 0&&(o.textContent=t),o}function L(e,n){let t=d("option","",n);return t.value=String(e),t}var g=(e,n,t)=>Math.max(n,Math.min(t,e));function b(e,n){let t=JSON.stringify(n);e.dataset.options!==t&&(e.replaceChildren(...n.map(([o,r])=>L(o,r))),e.dataset.options=t)}function T(e){return e.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function A(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}var R=globalThis;R.dsvGains??=new WeakMap;var S=R.dsvGains;function V(e,n){let t=e.get(n);return S.get(t)?.whole??t}function G(e,n,t,o){let r=e.get(n),a=A(V(e,n)),
i=A(o);if(a.length!==t||!(r instanceof Object))return!1;let s=S.get(r);if(!s||s.room.length<t+i.length){let c=new Uint8Array(2*(t+i.length));c.set(a),s={room:c},
S.set(r,s)}return s.room.set(i,t),s.whole=s.room.subarray(0,t+i.length),!0}function k({model:e}){let n=(t,o)=>{let r=(t?.gained??[]).filter(([a,i],s)=>!G(e,a,i,
o[s]));r.length&&e.send({whole:r.map(([a])=>a)})};e.on("msg:custom",n)}var J={expert:-1,entry:-1,hover_entry:-1};function $(e,n){let t=n.layer!==void 0&&n.layer!==e.get("layer");for(let[o,r]of Object.entries({...t?J:{},...n}))e.set(o,r);e.save_changes()}var y=e=>{e.target.dataset.lmSuppressShortcuts="true"};var P={sliding:"▭",csa:"▤",hca:"▦"};var X=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Q=/<｜([^｜<>\n]*)｜>/g,Z=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
tt=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,et=e=>e.replace(Q,(n,t)=>`<|${t.replace(/▁/g,"_")}|>`).replace(X,tt),nt=e=>Z.test(
e)?`⁨${e}⁩`:e;function C(e,n=9){let t=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=et(t)||"␣",r=[...o];return nt(r.length>n?`${r.slice(
0,n-1).join("")}…`:o)}function I(e,n){let t=d("select");t.setAttribute("aria-label","layer");let o=0,r=0,a=f=>n({layer:g(f,0,o-1)}),i=(f,p,u)=>{let h=d("button","dsv-step",f);return h.
type="button",h.setAttribute("aria-label",p),h.title=p,h.addEventListener("click",()=>a(r+u)),h},s=i("‹","previous layer",-1),c=i("›","next layer",1);return t.
addEventListener("change",()=>a(Number(t.value))),e.append(d("span","dsv-quiet","layer"),s,t,c),{show:(f,p)=>{o=f.length,r=p,b(t,f.map((u,h)=>[h,`${h} ${P[u]??""}\
 ${u==="sliding"?u:u.toUpperCase()}`])),t.value=String(p),s.disabled=p<=0,c.disabled=p>=o-1}}}function M(e,n,t){let o=e.get("token"),[r,a]=[e.get("query_first"),
e.get("query_last")],i=`“${C(n,16)}”`,s=[];t&&o>=0?s.push({words:`token ${o} ${i}`,free:{token:-1}}):t&&s.push({words:`newest token, ${t-1} ${i}`,free:null}),
r>=0&&s.push({words:`tokens ${r} to ${a}`,free:{query_first:-1,query_last:-1}});for(let c of["head","expert","entry"])e.get(c)>=0&&s.push({words:`${c} ${e.get(c)}`,
free:{[c]:-1}});return s}function q(e,n){let t="";return{show:r=>{let a=JSON.stringify(r);a!==t&&(t=a,e.replaceChildren(...r.map(({words:i,free:s})=>{let c=d("s\
pan",s?"dsv-chosen":"dsv-chosen dsv-newest",i);if(!s)return c;let l=d("button","","×");return l.type="button",l.setAttribute("aria-label",`free ${i}`),l.title=
"choose nothing here",l.addEventListener("click",()=>n(s)),c.append(l),c})))}}}var ot="dsv-way",st=760,D=480,H=1360;function rt(e,n){for(let t=e.parentElement;t&&t!==n&&t!==document.body;t=t.parentElement){if(t.classList.contains("jp-mod-o\
utputsScrolled"))return;t.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&t.classList.add(ot)}}function W(e,n){let t=e.querySelector(".d\
sv-top"),o=null,r=()=>{let{style:s,classList:c}=e;s.setProperty("--dsv-frame",`${o?.clientHeight??600}px`);let l=e.clientWidth;if(!l)return;c.toggle("dsv-narrow",
l<st),c.toggle("dsv-phone",l<D);let f=l<D?0:t?.getBoundingClientRect().height??0;s.setProperty("--dsv-top",`${Math.round(f)}px`),n(l)},a=new ResizeObserver(r),i=()=>{
let s=T(e);o&&o!==s&&a.unobserve(o),o=s,a.observe(o),rt(e,o),r()};return a.observe(e),t&&a.observe(t),i(),document.addEventListener("fullscreenchange",i),()=>{a.
disconnect(),document.removeEventListener("fullscreenchange",i)}}var w=.14,x=.7,v=.02;function it(e,n){let t={ArrowLeft:-v,ArrowUp:-v,ArrowRight:v,ArrowDown:v}[e];return t!==void 0?g(n+t,w,x):{Home:w,End:x}[e]}function j(e,n,t){
let o=d("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*w)),o.setAttribute("aria-valuemax",String(100*x));let r=e.querySelector(".dsv-text"),
a=e.querySelector(".dsv-room"),i=s=>{let c=a.getBoundingClientRect(),f=e.classList.contains("dsv-narrow")?(s.clientY-r.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(at(e))):(s.clientX-c.left)/Math.max(1,c.width);return g(f,w,x)};return o.addEventListener("focusin",s=>y(s)),o.addEventListener("pointerdown",s=>{o.setPointerCapture(
s.pointerId),s.preventDefault()}),o.addEventListener("pointermove",s=>{o.hasPointerCapture(s.pointerId)&&t(i(s),!1)}),o.addEventListener("pointerup",s=>t(i(s),!0)),
o.addEventListener("keydown",s=>{let c=it(s.key,n());c!==void 0&&(t(c,!0),s.preventDefault(),s.stopPropagation())}),r.append(o),o}var at=e=>e.style.getPropertyValue(
"--dsv-frame")||"600";var O="none";function ct(e,{tab:n,beside:t,wide:o,companions:r}){let a=e.map(s=>s[1]),i=a.includes(n)?n:a[0];return a.includes(t)&&t!==i?[i,t]:t===O||!o?[i]:[i,
...r.filter(s=>s!==i).slice(0,1)]}var B=(e,n)=>ct(e.get("places"),{tab:n.get("tab"),beside:n.get("beside"),wide:e.get("wide"),companions:e.get("companions")});function F(e){
let n=new Map;for(let[,t,o]of e)n.set(o,[...n.get(o)??[],t]);return[...n].map(([t,o])=>({name:t,titles:o}))}function U(e,n,t){let o=!0;for(let[r,a]of n){let i=e.
querySelector(`.dsv-place-${r}`),s=t.indexOf(a);i?.classList.toggle("dsv-shown",s>=0),i?.classList.toggle("dsv-second",s===1),i||(o=!1)}return e.querySelector("\
.dsv-views")?.classList.toggle("dsv-two",t.length>1),o}function z(e,n,t){e.setAttribute("role","tablist"),e.setAttribute("aria-label","what is shown"),n.setAttribute("role","tablist");let o={},r="";for(let i of[e,n])
i.addEventListener("keydown",lt);return{show:(i,s)=>{let c=F(i),l=c.find(u=>u.titles.includes(s))??c[0];if(!l)return;o[l.name]=s;let f=JSON.stringify(i);r!==f&&
(r=f,e.replaceChildren(...c.map(({name:u,titles:h})=>{let E=K(u,h.length>1?u:h[0]);return E.title=h.join(", "),E.addEventListener("click",()=>t(o[u]??h[0])),E})));
for(let[u,h]of c.entries())Y(e.children[u],h===l);let p=l.titles.length>1?l.titles:[];n.dataset.titles!==p.join(`
`)&&(n.dataset.titles=p.join(`
`),n.setAttribute("aria-label",`views under ${l.name}`),n.replaceChildren(...p.map(u=>{let h=K(u,u);return h.addEventListener("click",()=>t(u)),h})));for(let[u,
h]of p.entries())Y(n.children[u],h===s)}}}function K(e,n){let t=d("button","",e);return t.type="button",t.setAttribute("role","tab"),e!==n&&t.setAttribute("aria\
-label",`${e}: ${n}`),t}function Y(e,n){e.setAttribute("aria-selected",String(n)),e.tabIndex=n?0:-1}function lt(e){let n=e.currentTarget,t={ArrowRight:1,ArrowLeft:-1}[e.
key],o=[...n.children].indexOf(e.target);if(t===void 0||o<0)return;let r=n.children[(o+t+n.children.length)%n.children.length];r.click(),r.focus(),e.preventDefault(),
e.stopPropagation()}function N(e,n,t){let o=d("button","dsv-press",e);return o.type="button",o.title=n,o.addEventListener("click",t),o}var _=class{#t=null;#e=[];#n=!1;constructor(n,t,o){
this.model=n,this.sel=t,this.root=d("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#s(),o.append(this.root),this.#r(),
this.show()}#s(){let n=d("div","dsv-groups"),t=d("div","dsv-group-views"),o=d("div","dsv-layer"),r=d("div","dsv-chosen-row"),a=d("div","dsv-bar-line"),i=d("div",
"dsv-bar-line"),s=l=>this.pick(l);this.tabs=z(n,t,l=>this.pick({tab:l})),this.layer=I(o,s),this.chosen=q(r,s),this.fold=N("Text","show the text or put it away",
()=>this.tell("folded",!this.model.get("folded"))),this.two=N("Two views","put a second view beside this one",()=>this.#c());let c=d("select","dsv-second-menu");
this.menu=c,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:c.value})),this.full=N("Full screen","t\
he explorer alone on the screen; Escape leaves",()=>this.#l()),a.append(n,d("span","dsv-space"),this.fold,this.two,this.menu,this.full),i.append(t,o,r),this.root.
append(a,i),this.root.addEventListener("focusin",l=>y(l),!0)}#r(){let n=()=>this.redraw();this.model.on("change",n),this.sel.on("change",n);let t=new ResizeObserver(
()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-views")){setTimeout(()=>t.observe(this.root),50),t.unobserve(
this.root);return}t.disconnect(),this.#i(o)});t.observe(this.root),this.#e.push(()=>this.model.off("change",n),()=>this.sel.off("change",n),()=>t.disconnect())}#i(n){
this.#t=n,this.handle=j(n,()=>this.model.get("share"),(r,a)=>{this.model.set("share",r),a&&this.model.save_changes(),this.show()});let t=()=>{let r=document.fullscreenElement===
n;this.full&&this.full.setAttribute("aria-pressed",String(r))};document.addEventListener("fullscreenchange",t);let o=new MutationObserver(()=>this.#o()&&o.disconnect());
this.#e.push(W(n,r=>this.tell("wide",r>=H)),()=>document.removeEventListener("fullscreenchange",t),()=>o.disconnect()),this.show(),this.#o()||o.observe(n,{childList:!0,
subtree:!0})}get inSight(){return B(this.model,this.sel)}#o(){return this.#t!==null&&U(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#n||(this.#n=
!0,requestAnimationFrame(()=>{this.#n=!1,this.show()}))}show(){let{model:n,sel:t}=this,[o,r]=this.inSight;this.tabs?.show(n.get("places"),o),this.layer?.show(n.
get("layers"),t.get("layer")),this.chosen?.show(M(t,n.get("piece"),n.get("count"))),this.#a(o,r);let a=n.get("folded");this.fold?.setAttribute("aria-pressed",String(
!a)),this.#o();let i=n.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*i))),this.#t?.classList.toggle("dsv-folded",a),this.#t?.style.
setProperty("--dsv-share",String(i))}#a(n,t){if(!this.menu||!this.two)return;this.two.setAttribute("aria-pressed",String(t!==void 0)),this.menu.style.display=t===
void 0?"none":"";let o=this.model.get("places").map(r=>r[1]);b(this.menu,o.filter(r=>r!==n).map(r=>[r,r])),t!==void 0&&(this.menu.value=t)}#c(){let[n,t]=this.inSight,
o=this.model.get("companions").find(r=>r!==n);this.pick({beside:t===void 0?o??"":O})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(n){
$(this.sel,n)}tell(n,t){this.model.get(n)!==t&&(this.model.set(n,t),this.model.save_changes())}clean(){for(let n of this.#e)n();this.handle?.remove(),this.root.
remove()}},pe={initialize:k,async render({model:e,el:n}){let t=await e.widget_manager.get_model(e.get("selection").replace("IPY_MODEL_","")),o=new _(e,t,n);return()=>o.
clean()}};export{pe as default};
