function I(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function et(t,e){let o=I(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}function ot(t){let e=null,o;return(...s)=>((!e||s.some((n,r)=>n!==e[r]))&&(o=t(...s),e=s),o)}var E=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,o){let s=document.createElement(t);return e&&(s.className=e),o!==void 0&&(s.textContent=o),s}function g(t,e,o){let s=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,r]of Object.entries(e??{}))s.setAttribute(n,String(r));return o!==void 0&&(s.textContent=o),s}function nt(t,e){let o=c("o\
ption","",e);return o.value=String(t),o}function F(t,e){let o=c("table",t),s=c("thead"),n=c("tr"),r=c("tbody");for(let a of e)n.append(c("th","",a));return s.append(
n),o.append(s,r),{table:o,head:n,rows:r}}var j=(t,e,o)=>Math.max(e,Math.min(o,t));function T(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function H(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)return`${e>=100||o==="B"?
e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var b=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,",");function W(t,e,o,s){let n=c("select");n.setAttribute("aria-label",o),n.dataset.trait=e,st(n,s);let r=typeof t.model.get(e)=="number";return t.listen(n,"change",
()=>{t.tell(e,r?Number(n.value):n.value),t.redraw()}),{select:n,show:i=>{i&&st(n,i),n.value=String(t.model.get(e))}}}function st(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([s,n])=>nt(s,n))),t.dataset.options=o)}var Tt=["fill","outline","under","dotted","dashed","ramp"],Ot=["hatch","dots","dot","bar","tick","strike"],At=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function $t(t,e){let o=c("span","dsv-mark-of"),[s,n]=t.split(" "),r=Tt.includes(s)&&n||Ot.includes(s),
a=c("span",r?`dsv-sign dsv-sign-${s}`:"dsv-sign-letters",r?"":t);return n&&r&&a.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function rt(t,e,o){if(!e?.look_for)return;let{head:s,look:n}=t,r=c("div","dsv-marks"),a=c("div","dsv-help"),i=c("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([l,d])=>$t(l,d))),a.append(...e.explains.map(l=>c("p","",l))),e.equation&&
a.append(..._t(t,e,o)),n.append(c("p","dsv-look-for",e.look_for),r,a),s.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,n.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function _t(t,e,o){let s=c("div","dsv-equation"),n=c("div","dsv-symbol-said","Point at a symbol for what it \
is here.");n.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let a=c("div");for(let{text:i,symbol:l}of At(r)){if(!l){a.append(i);continue}let d=c("span","dsv-symbol",i.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("r\
ole","button"),d.dataset.symbol=i;let p=()=>{let f=o(i),m=f?c("b","",` Here: ${f}.`):"";n.replaceChildren(c("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,m),
n.dataset.symbol=i};for(let f of["mouseenter","focus","click"])t.listen(d,f,p);a.append(d)}s.append(a)}return[s,n]}var it=globalThis;it.dsvGains??=new WeakMap;var z=it.dsvGains;function Nt(t,e){let o=t.get(e);return z.get(o)?.whole??o}function Mt(t,e,o,s){let n=t.get(e),r=I(
Nt(t,e)),a=I(s);if(r.length!==o||!(n instanceof Object))return!1;let i=z.get(n);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(r),i=
{room:l},z.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}async function Pt(t,e,o){let s=await Promise.all(e.map(async([r])=>t.widget_manager.
get_model(r)).map(r=>r.catch(()=>null))),n=0;for(let[r,[,a,i]]of e.entries()){let l=o.slice(n,n+i);n+=i,s[r]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function at({model:t}){let e=(o,s)=>{if(o?.frame)return void Pt(t,o.frame,s);let n=(o?.gained??[]).filter(([r,a],i)=>!Mt(t,r,a,s[i]));n.length&&t.send({whole:n.
map(([r])=>r)})};t.on("msg:custom",e)}var D=8;var St="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Ct(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*D,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*D,s=t.cloneNode(!0);lt(t,s),Object.assign(s.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let n=Lt(t),r=c("div");r.style.cssText=`padding:${D}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${n}`,r.append(s);let a={width:e,height:o},i=g("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=g("foreignObject",{x:0,y:0,...a});return l.append(
r),i.append(l),{text:new XMLSerializer().serializeToString(i),width:e,height:o}}function Lt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function lt(t,e){ct(t,e);let[o,s]=[[...t.children],[...e.children]];o.forEach((n,r)=>{if(n instanceof
HTMLCanvasElement)s[r].replaceWith(It(n));else if(n instanceof HTMLSelectElement){let a=c("span","",n.selectedOptions[0]?.textContent??"");s[r].replaceWith(a),ct(
n,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(n).display==="none"?s[r].remove():(lt(n,s[r]),
n.scrollTop&&Rt(n.scrollTop,s[r]))})}function Rt(t,e){let o=c("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function ct(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),s=e.style;for(let n of St)s.setProperty(n,o.getPropertyValue(n));e.removeAttribute("class"),e.removeAttribute("id")}function It(t){let e=c("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let s of["position","left","top","width","height","margin","display"])e.style.setProperty(s,o.
getPropertyValue(s));return e}async function Ft(t,e){let{text:o,width:s,height:n}=Ct(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await r.decode();let a=c("canvas");a.width=s*e,a.height=n*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(r,0,0),a}var Ht=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function dt(t,e){let o=await Ht(await Ft(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var Wt=1500,Bt=6e3,Vt=1,pt="dsv-kept-away",Ut="dsv-kept-came",K=new Set,ft=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function ut(t,e,o){let s,n=!1,r=()=>t.get("kept"),a=()=>{for(let d of ft(r()))d.classList.add(pt)},i=({animationName:d})=>{d===Ut&&a()};document.addEventListener(
"animationstart",i),K.add(r);let l=async()=>{let d=e();if(!(!d?.clientWidth||document.hidden||!o()))try{let{kind:p,bytes:f}=await dt(d,Vt);t.send({kept:p},void 0,
[f.buffer]),n=!0}catch(p){console.warn(`No picture of this view goes into the notebook: ${p}`)}};return{changed(){r()&&(a(),clearTimeout(s),s=setTimeout(l,n?Bt:
Wt))},clean(){if(clearTimeout(s),document.removeEventListener("animationstart",i),K.delete(r),![...K].some(d=>d()===r()))for(let d of ft(r()))d.classList.remove(
pt)}}}var q=400;function ht(t,e){let o=c("button","dsv-small dsv-numbers","numbers"),s=c("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),s.tabIndex=0,s.style.display="none",t.head.append(o),t.body.before(s);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(s.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&jt(
t,s,e()),n)}function jt(t,e,{columns:o,rows:s,note:n}){let r=F("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of s.slice(0,q)){let l=c("tr");
l.style.cursor="default";for(let d of i)l.append(c("td","",zt(d)));r.rows.append(l)}let a=s.length>q?`The first ${q} of ${s.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",a+(n??"")),r.table),t.root.drawnTable={columns:o,rows:s.length}}function zt(t){return typeof t=="number"?Number.isInteger(t)?String(t):T(t,4):
String(t??"–")}var Dt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Kt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},qt={expert:-1,entry:-1,hover_entry:-1},Gt=["SELECT","INPUT","TEX\
TAREA"],mt=t=>({initialize:at,render:e=>Yt(e,t)});async function Yt({model:t,el:e},o){let s=Qt(o);e.append(s.root);let n=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new G(t,n,s,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Xt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[s,n]of Object.entries({...o?qt:{},...e}))t.set(s,n);t.save_changes()}function Qt({title:t,aria:e}){let o=c("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let s=c("div","dsv-head"),n=c("div","dsv-facts");n.setAttribute("aria-live","polite"),s.append(c(
"span","dsv-title",t),c("span","dsv-space"));let r=c("div","dsv-look"),a=c("div","dsv-message"),i=c("div","dsv-body");return o.append(c("div","dsv-gone",Dt),s,r,
n,a,i),{root:o,head:s,look:r,facts:n,message:a,body:i}}var G=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:s,head:n,look:r,facts:a,message:i,body:l},d){
this.model=e,this.sel=o,this.root=s,this.head=n,this.look=r,this.facts=a,this.body=l,this.#t=i,this.#s=d,this.own=void 0,this.tabled=d.table?ht(this,()=>d.table(
this)):null,rt(this,e.get("about"),p=>d.symbols?.(this,p)),this.kept=ut(e,()=>s,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:s,body:n}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60,this.kept.changed();let r=o.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",n.style.
display=r?"none":"",r){s.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){Xt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([s,n])=>this.sel.get(s)!==n);this.#a(o),o.some(([s])=>s===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,s]of e)this.sel.set(o,s)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,s,n){e.addEventListener(
o,s,n),this.#e.push(()=>e.removeEventListener(o,s,n))}#c(){let{model:e,sel:o,root:s}=this,n=()=>this.redraw(),r=(d,p,f)=>{d.on(p,f),this.#e.push(()=>d.off(p,f))};
r(e,"change",n),r(e,"msg:custom",n),r(o,"change",n);let a=()=>s.classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let i=new MutationObserver(
()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(n);l.
observe(s),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Jt,!0),this.listen(this.root,"keydown",e=>{if(Gt.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(Kt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Jt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var _=46,Y=74,B=18,X=24,O=10,N=20,Zt={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Q={"V3.2":"quiet",Pro:"window",Flash:"entries","this mode\
l":"ink","what if":"ink"};function te(t){return t>=1048576?`${T(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function ee(t){let e=t.filter(n=>n>0),
o=Math.floor(Math.log10(Math.min(...e))),s=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(s,o+1)]}function oe(t,e,o,s){let n=[...t.keys()].sort((i,l)=>t[i]-
t[l]),r=[...t];for(let[i,l]of n.entries())i&&(r[l]=Math.max(r[l],r[n[i-1]]+e));let a=[...n].reverse();if(a.length&&r[a[0]]>s)for(let[i,l]of a.entries())r[l]=i?Math.
min(r[l],r[a[i-1]]-e):s;return r.map(i=>Math.max(o,i))}function J(t,{title:e,what:o,lines:s,words:n}){let{model:r,body:a,root:i}=t,l=a.clientWidth>460,d=Math.max(
220,Math.min(560,(a.clientWidth-16)/(l?2:1))),p=l?172:120,f=d-_-Y,[m,w]=ee(s.flat()),x=h=>_+(Math.log2(h)-O)/(N-O)*f,u=h=>B+(w-Math.log10(h))/(w-m)*(p-B-X),P=r.
get("readings"),S=r.get("models").map((h,v)=>`${h} ${n(P[v][o])}`),y=g("svg",{width:d,height:p,role:"img","aria-label":`${e}: ${S.join(", ")}`});y.append(g("tex\
t",{x:2,y:11},e));for(let h=m;h<=w;h++){let v=n(10**h).replace("FLOP","").replace(".00","").replace(".0","");y.append(g("line",{x1:_,x2:d-Y,y1:u(10**h),y2:u(10**
h),stroke:E(i,"line")}),g("text",{x:_-4,y:u(10**h)+4,"text-anchor":"end",class:"quiet"},v))}for(let h=O;h<=N;h+=d<300?5:2){let v={x:x(2**h),y:p-9,"text-anchor":"\
middle",class:"quiet"};y.append(g("text",v,te(2**h)))}let C=x(r.get("own").length),L={x1:C,x2:C,y1:B,y2:p-X};y.append(g("line",{...L,stroke:E(i,"ink"),"stroke-d\
asharray":"1 3"}));let $=oe(s.map(h=>u(h[h.length-1])),12,B,p-X),R={x,y:u,right:d-Y};for(let[h,v]of s.entries())y.append(...ne(t,h,o,v,$[h],R,n));return y.addEventListener(
"click",h=>{let v=(h.clientX-y.getBoundingClientRect().left-_)/f,Et=Math.round(j(O+v*(N-O),O,N));t.tell("length",2**Et),t.redraw()}),y.style.cursor="pointer",y}
function ne({model:t,root:e},o,s,n,r,{x:a,y:i,right:l},d){let p=t.get("models")[o],f=t.get("lengths"),{context:m,length:w}=t.get("own"),x=t.get("readings")[o][s],
u=E(e,Q[p]),P=g("path",{d:n.map(($,R)=>`${R?"L":"M"}${a(f[R]).toFixed(1)} ${i($).toFixed(1)}`).join(""),fill:"none",stroke:u,"stroke-width":p==="what if"?2.4:1.8,
"stroke-dasharray":Zt[p]}),S=g("text",{x:l+5,y:r+4},p),y=g("circle",{cx:a(w),cy:i(x),r:3,fill:u});if(y.append(g("title",{},`${p}: ${d(x)}`)),p!=="this model"||m<
2**O||m>=2**N)return[P,S,y];let C=i(n[f.findIndex($=>$>=m)]),L=g("circle",{cx:a(m),cy:C,r:3.2,fill:E(e,"panel"),stroke:u});return L.append(g("title",{},`longest\
 context this model accepts: ${b(m)}`)),[P,S,L,y]}var Z=["window","entries","sink"],gt=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90de\
g, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],V="V3.2";function tt(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var A=t=>Number.isFinite(t)?`${T(100*t,t>=.1?1:2)} %`:"–";function M({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(V)]}}function xt(t){let{root:e}=t,{models:o,readings:s,v32:n}=M(t),r=["mode\
l","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=F("dsv-table dsv-cost-table",r);for(let d of i.children)d.textContent==="o\
f which"&&(d.style.textAlign="left");for(let[d,p]of o.entries()){let f=s[d],m=c("td","",p),w=c("td"),x=c("td");m.style.borderLeft=`4px solid ${E(e,Q[p])}`,w.style.
textAlign=x.style.textAlign="left",w.append(...bt(t,f.classes)),Object.keys(f.parts).length>1&&x.append(...bt(t,f.parts));let u=c("tr");u.append(m,c("td","",tt(
f.flops)),c("td","",A(f.flops/n.flops)),w,c("td","",H(f.bytes)),c("td","",A(f.bytes/n.bytes)),x),l.append(u)}return a}function bt({root:t},e){let o=Object.entries(
e),s=o.reduce((i,[,l])=>i+l,0),n=c("span","dsv-stack");for(let[i,[l,d]]of o.entries()){if(!(d>0))continue;let p=c("span"),f=gt[Math.floor(i/Z.length)%gt.length];
p.style.width=`${100*d/s}%`,p.style.background=`${f}${E(t,Z[i%Z.length])}`,p.title=`${l}: ${A(d/s)}`,n.append(p)}let[r,a]=[...o].sort((i,l)=>l[1]-i[1])[0];return[
n,c("span","dsv-cost-words",` ${r} ${A(a/s)}`)]}function yt({model:t}){let e=c("div","dsv-note");e.style.marginTop="6px",e.append(c("b","","Published for 1,048,\
576 tokens, recomputed here: "));let o=t.get("published");for(let[s,[n,r,a,i,l]]of o.entries())e.append(`${s?"; ":""}${n} ${r} ${Math.round(100*a)} % of V3.2, `,
c("b","",`${T(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function wt({
model:t}){let e=t.get("held"),o=c("div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside t\
he formula once a run has ended.",o;let s=c("b","",`This run's cache held ${b(e.held)} bytes`);if(o.append(s,` after ${b(e.tokens)} tokens (${e.dtype})`),e.formula){
let n=Object.entries(e.formula),r=n.reduce((i,[,l])=>i+l,0),a=r===e.held;o.append(a?"; the formula says the same to the byte: ":`; the formula says ${b(r)}: `,n.
filter(([,i])=>i).map(([i,l])=>`${i} ${b(l)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${b(e.rows)} bytes, in the relea\
se's precision ${b(e.release)}.`),o}var kt="what if",se=["csa_rate","hca_rate","index_topk"];function re(t){let{model:e,body:o}=t,s=c("div","dsv-controls"),n=c("div","dsv-cost-charts"),r=c("div","\
dsv-panel"),a=W(t,"precision","precision",e.get("precisions")),i=W(t,"counting","how FLOPs are counted",e.get("countings")),l=W(t,"base","model the sliders star\
t from",[]),d=[U(t,"length","context",10,20),U(t,"csa_rate","CSA rate",1,6),U(t,"hca_rate","HCA rate",2,10),U(t,"index_topk","top-k",3,12)],p=c("div","dsv-cost-\
sliders"),f=c("button","dsv-small","own values");return p.append(...d.map(m=>m.box),f),s.append(l.select,a.select,i.select),o.append(s,p,n,r),{charts:n,below:r,
precision:a,counting:i,base:l,sliders:d,reset:f,doubles:ot(ie)}}var ie=t=>et(t,Float64Array);function ae(t){t.listen(t.own.reset,"click",()=>{for(let e of se)t.
model.set(e,0);t.model.save_changes(),t.redraw()})}function U(t,e,o,s,n){let{model:r}=t,a=c("label"),i=c("input"),l=c("output");return Object.assign(i,{type:"ra\
nge",min:s,max:n,step:1}),i.setAttribute("aria-label",o),a.append(o,i,l),t.listen(i,"input",()=>{let p=2**Number(i.value);t.tell(e,e!=="length"&&p===r.get("own")[e]?
0:p),t.redraw()}),{box:a,show:()=>{let p=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(p))),l.textContent=e==="length"?b(p):`${p}${r.get(e)?"":"\
 (own)"}`}}}function ce(t){let{model:e,root:o,own:s}=t,{base:n,precision:r,counting:a,sliders:i,reset:l,charts:d,below:p}=s,{models:f,readings:m}=M(t);if(!f.length)
return;let w=f.filter(u=>u!==V&&u!==kt);n.show(w.map(u=>[u,`sliders change: ${u}`])),n.select.value||(n.select.selectedIndex=n.select.options.length-1);for(let u of[
r,a,...i])u.show();l.style.visibility=f.includes(kt)?"":"hidden",le(t);let x=vt(t,0);d.replaceChildren(J(t,{title:"FLOPs of one token",what:"flops",lines:x,words:tt}),
J(t,{title:"cache of one sequence",what:"bytes",lines:vt(t,1),words:H})),p.replaceChildren(xt(t),yt(t),wt(t)),o.drawn={models:[...f],length:e.get("own").length,
flops:m.map(u=>u.flops),bytes:m.map(u=>u.bytes),first:x.map(u=>u[0]),published:e.get("published"),held:e.get("held")}}function vt({model:t,own:e},o){let s=e.doubles(
t.get("curves")),n=t.get("lengths").length;return t.get("models").map((r,a)=>[...s.subarray((2*a+o)*n,(2*a+o+1)*n)])}function le(t){let{models:e,readings:o,v32:s}=M(
t),n=e.flatMap((a,i)=>{let l=`${A(o[i].flops/s.flops)} / ${A(o[i].bytes/s.bytes)}`;return a===V?[]:[`${a} `,c("b","",l)," "]}),r=c("b","",`${b(t.model.get("own").
length)} tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...n,"(FLOPs / cache)")}function de(t){let{model:e}=t,{models:o,readings:s,v32:n}=M(
t),r=(l,d)=>l.find(([p])=>p===d)?.[1],a=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","GFLOP of a \
token","of V3.2","cache, bytes","of V3.2"],rows:o.map((l,d)=>{let{flops:p,bytes:f}=s[d];return[l,p/1e9,p/n.flops,f,f/n.bytes]}),note:`At ${b(e.get("own").length)}\
 tokens of context; ${a}; ${i}.`}}var pe={title:"Cost",aria:"Cost of a token against the length of its context",build:re,listen:ae,draw:ce,table:de,symbols:({model:t},e)=>{
let{length:o,csa_rate:s,hca_rate:n}=t.get("own"),[r,a]=[t.get("csa_rate")||s,t.get("hca_rate")||n];return e==="rate"?`${r} in CSA layers, ${a} in HCA layers`:`${b(
o/r)} and ${b(o/a)} at ${b(o)} tokens`}},ro=mt(pe);export{ro as default};
