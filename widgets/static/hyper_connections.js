function U(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function Et(e,t){let o=U(e);return new t(o.slice(0,o.length-o.length%t.BYTES_PER_ELEMENT).buffer)}var v=e=>Et(e,Float32Array);var $=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function tt(e){let t=e.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
t.length===3?t[o/2]+t[o/2]:t.slice(o,o+2),16))}function Nt(e,t,o){let n=tt(e),s=tt(t);return n.map((r,a)=>Math.round(r+(s[a]-r)*o))}var M=(e,t,o)=>`rgb(${Nt(e,t,
o).join(",")})`;var St=.179;function C(e){let[t,o,n]=(e.match(/\d+/g)??["0","0","0"]).map(Number),[s,r,a]=[t,o,n].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*
s+.7152*r+.0722*a>St?"#000":"#fff"}function p(e,t,o){let n=document.createElement(e);return t&&(n.className=t),o!==void 0&&(n.textContent=o),n}function m(e,t,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[s,r]of Object.entries(t??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function P(e,t){let o=p("op\
tion","",t);return o.value=String(e),o}function et(e,t){let o=p("table",e),n=p("thead"),s=p("tr"),r=p("tbody");for(let a of t)s.append(p("th","",a));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var Tt=["fill","outline","under","dotted","dashed","ramp"],Ot=["hatch","dots","dot","bar","tick","strike"],_t=e=>e.split(/(\{\w+\})/).filter(Boolean).map(t=>/^\{\w+\}$/.
test(t)?{text:t.slice(1,-1),symbol:!0}:{text:t,symbol:!1});function Mt(e,t){let o=p("span","dsv-mark-of"),[n,s]=e.split(" "),r=Tt.includes(n)&&s||Ot.includes(n),
a=p("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":e);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,t),o}function ot(e,t,o){if(!t?.look_for)return;let{head:n,look:s}=e,r=p("div","dsv-marks"),a=p("div","dsv-help"),i=p("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...t.marks.map(([l,c])=>Mt(l,c))),a.append(...t.explains.map(l=>p("p","",l))),t.equation&&
a.append(...Ct(e,t,o)),s.append(p("p","dsv-look-for",t.look_for),r,a),n.append(i),e.listen(i,"click",()=>{a.hidden=!a.hidden,s.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function Ct(e,t,o){let n=p("div","dsv-equation"),s=p("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of t.equation.split(`
`)){let a=p("div");for(let{text:i,symbol:l}of _t(r)){if(!l){a.append(i);continue}let c=p("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let h=o(i),g=h?p("b","",` Here: ${h}.`):"";s.replaceChildren(p("i","",i.replace(/_/g,"-")),`: ${t.symbols[i]}.`,g),
s.dataset.symbol=i};for(let h of["mouseenter","focus","click"])e.listen(c,h,d);a.append(c)}n.append(a)}return[n,s]}var nt=globalThis;nt.dsvGains??=new WeakMap;var H=nt.dsvGains;function Lt(e,t){let o=e.get(t);return H.get(o)?.whole??o}function Rt(e,t,o,n){let s=e.get(t),r=U(
Lt(e,t)),a=U(n);if(r.length!==o||!(s instanceof Object))return!1;let i=H.get(s);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(r),i=
{room:l},H.set(s,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}async function Pt(e,t,o){let n=await Promise.all(t.map(async([r])=>e.widget_manager.
get_model(r)).map(r=>r.catch(()=>null))),s=0;for(let[r,[,a,i]]of t.entries()){let l=o.slice(s,s+i);s+=i,n[r]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function rt({model:e}){let t=(o,n)=>{if(o?.frame)return void Pt(e,o.frame,n);let s=(o?.gained??[]).filter(([r,a],i)=>!Rt(e,r,a,n[i]));s.length&&e.send({whole:s.
map(([r])=>r)})};e.on("msg:custom",t)}var V=8;var It="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Ft(e){
let t=Math.ceil(Math.max(e.scrollWidth,e.offsetWidth))+2*V,o=Math.ceil(Math.max(e.scrollHeight,e.offsetHeight))+2*V,n=e.cloneNode(!0);at(e,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=Bt(e),r=p("div");r.style.cssText=`padding:${V}px;box-sizing:border-box;width:${t}px;he\
ight:${o}px;background:${s}`,r.append(n);let a={width:t,height:o},i=m("svg",{...a,viewBox:`0 0 ${t} ${o}`}),l=m("foreignObject",{x:0,y:0,...a});return l.append(
r),i.append(l),{text:new XMLSerializer().serializeToString(i),width:t,height:o}}function Bt(e){for(let t=e;t;t=t.parentElement){let o=getComputedStyle(t).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function at(e,t){st(e,t);let[o,n]=[[...e.children],[...t.children]];o.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)n[r].replaceWith(Ut(s));else if(s instanceof HTMLSelectElement){let a=p("span","",s.selectedOptions[0]?.textContent??"");n[r].replaceWith(a),st(
s,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?n[r].remove():(at(s,n[r]),
s.scrollTop&&Wt(s.scrollTop,n[r]))})}function Wt(e,t){let o=p("div");o.style.cssText=`position:relative;top:${-e}px`,o.append(...t.childNodes),t.append(o),t.style.
overflow="hidden"}function st(e,t){e instanceof HTMLInputElement&&t.setAttribute("value",e.value),e instanceof HTMLTextAreaElement&&(t.textContent=e.value);let o=getComputedStyle(
e),n=t.style;for(let s of It)n.setProperty(s,o.getPropertyValue(s));t.removeAttribute("class"),t.removeAttribute("id")}function Ut(e){let t=p("img");t.src=e.width&&
e.height?e.toDataURL("image/png"):"";let o=getComputedStyle(e);for(let n of["position","left","top","width","height","margin","display"])t.style.setProperty(n,o.
getPropertyValue(n));return t}async function Dt(e,t){let{text:o,width:n,height:s}=Ft(e),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await r.decode();let a=p("canvas");a.width=n*t,a.height=s*t;let i=a.getContext("2d");return i.scale(t,t),i.drawImage(r,0,0),a}var jt=(e,t)=>new Promise(o=>e.
toBlob(o,t,.85));async function it(e,t){let o=await jt(await Dt(e,t),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var qt=1500,Ht=6e3,Vt=1,ct="dsv-kept-away",zt="dsv-kept-came",z=new Set,lt=e=>[...document.getElementsByClassName(e)].map(t=>t.closest(".jp-OutputArea-child")??
t);function dt(e,t,o){let n,s=!1,r=()=>e.get("kept"),a=()=>{for(let c of lt(r()))c.classList.add(ct)},i=({animationName:c})=>{c===zt&&a()};document.addEventListener(
"animationstart",i),z.add(r);let l=async()=>{let c=t();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:h}=await it(c,Vt);e.send({kept:d},void 0,
[h.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){r()&&(a(),clearTimeout(n),n=setTimeout(l,s?Ht:
qt))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",i),z.delete(r),![...z].some(c=>c()===r()))for(let c of lt(r()))c.classList.remove(
ct)}}}var S=(e,t,o)=>Math.max(t,Math.min(o,e));function pt(e,t,o){return o>t?S((e-t)/(o-t),0,1):e>=o?1:0}function b(e,t=2){return typeof e!="number"||Number.isNaN(e)?
"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var K=400;function mt(e,t){let o=p("button","dsv-small dsv-numbers","numbers"),n=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",e.head.append(o),e.body.before(n);let s=!1;
return e.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),e.redraw()}),()=>(n.style.display=s?"":"none",e.body.style.display=s?"none":"",s&&Kt(
e,n,t()),s)}function Kt(e,t,{columns:o,rows:n,note:s}){let r=et("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of n.slice(0,K)){let l=p("tr");
l.style.cursor="default";for(let c of i)l.append(p("td","",Gt(c)));r.rows.append(l)}let a=n.length>K?`The first ${K} of ${n.length} rows. `:"";t.replaceChildren(
p("div","dsv-note",a+(s??"")),r.table),e.root.drawnTable={columns:o,rows:n.length}}function Gt(e){return typeof e=="number"?Number.isInteger(e)?String(e):b(e,4):
String(e??"–")}var Yt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Xt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Qt={expert:-1,entry:-1,hover_entry:-1},Jt=["SELECT","INPUT","TEX\
TAREA"],ht=e=>({initialize:rt,render:t=>Zt(t,e)});async function Zt({model:e,el:t},o){let n=ee(o);t.append(n.root);let s=await e.widget_manager.get_model(e.get(
"selection").replace("IPY_MODEL_","")),r=new G(e,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function te(e,t){let o=t.layer!==void 0&&
t.layer!==e.get("layer");for(let[n,s]of Object.entries({...o?Qt:{},...t}))e.set(n,s);e.save_changes()}function ee({title:e,aria:t}){let o=p("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",t);let n=p("div","dsv-head"),s=p("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(p(
"span","dsv-title",e),p("span","dsv-space"));let r=p("div","dsv-look"),a=p("div","dsv-message"),i=p("div","dsv-body");return o.append(p("div","dsv-gone",Yt),n,r,
s,a,i),{root:o,head:n,look:r,facts:s,message:a,body:i}}var G=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(t,o,{root:n,head:s,look:r,facts:a,message:i,body:l},c){
this.model=t,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=a,this.body=l,this.#t=i,this.#r=c,this.own=void 0,this.tabled=c.table?mt(this,()=>c.table(
this)):null,ot(this,t.get("about"),d=>c.symbols?.(this,d)),this.kept=dt(t,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:t,model:o,facts:n,body:s}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let r=o.get("message");if(t.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.
display=r?"none":"",r){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(t){te(this.sel,t)}hover(t){let o=Object.entries(t).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#i(t){for(let[o,n]of t)this.sel.set(o,n)}tell(t,o){this.model.set(t,o),this.model.save_changes()}listen(t,o,n,s){t.addEventListener(
o,n,s),this.#e.push(()=>t.removeEventListener(o,n,s))}#c(){let{model:t,sel:o,root:n}=this,s=()=>this.redraw(),r=(c,d,h)=>{c.on(d,h),this.#e.push(()=>c.off(d,h))};
r(t,"change",s),r(t,"msg:custom",s),r(o,"change",s);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let i=new MutationObserver(
()=>{s(),setTimeout(s,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.
observe(n),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",oe,!0),this.listen(this.root,"keydown",t=>{if(Jt.includes(t.
target.tagName)||t.ctrlKey||t.metaKey||t.altKey)return;let o=t.key==="Escape"?()=>this.pick(Xt):this.#r.keys?.[t.key];o&&(o(this),t.preventDefault(),t.stopPropagation())})}clean(){
this.#n=!0;for(let t of this.#e)t();this.kept.clean(),this.root.remove()}},oe=e=>{e.target.dataset.lmSuppressShortcuts="true"};var ne=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,re=/<｜([^｜<>\n]*)｜>/g,se=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ae=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ie=e=>e.replace(ne,ae),ce=e=>ie(e.replace(re,(t,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
le=e=>se.test(e)?`⁨${e}⁩`:e;function ft(e,t=9){let o=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=ce(o)||"␣",s=[...n];return le(s.length>t?`${s.slice(
0,t-1).join("")}…`:n)}var O=40,I=16,de=18,pe=11,ut=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function _(e,t){let{width:o,height:n,title:s,right:r=96,series:a,
ticks:i,low:l,high:c,at:d,axis:h=[],click:g}=t,u=o-O-r,f=n-I-de,y=Math.max(...a.map(x=>x.values.length),1),k=x=>O+(y>1?x/(y-1):.5)*u,T=x=>I+(1-pt(x,l,c))*f,A=m(
"svg",{width:o,height:n,role:"img","aria-label":s});A.append(m("text",{x:0,y:10,class:"quiet"},s));for(let[x,E]of i)A.append(m("line",{x1:O,x2:O+u,y1:T(x),y2:T(
x),stroke:$(e,"line")}),m("text",{x:O-4,y:T(x)+3,"text-anchor":"end",class:"quiet"},E));for(let[x,E]of h)A.append(m("text",{x:k(x),y:n-4,"text-anchor":"middle",
class:"quiet"},E));if(d>=0){let x={x1:k(d),x2:k(d),y1:I,y2:I+f};A.append(m("line",{...x,stroke:$(e,"chosen"),"stroke-width":1.5}))}return A.append(...me(e,a,k,T,
O+u)),g&&(A.style.cursor="pointer",A.addEventListener("click",x=>{let E=(x.clientX-A.getBoundingClientRect().left-O)/u;g(S(Math.round(E*(y-1)),0,y-1))})),A}function me(e,t,o,n,s){
let r=[],a=[];for(let{name:l,values:c,style:d}of t){let h=c.findLastIndex(k=>!Number.isNaN(k));if(h<0)continue;let[g,u]=ut[d%ut.length],f=$(e,g),y=he(c,o,n);r.push(
m("path",{d:y,fill:"none",stroke:f,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:n(c[h])})}a.sort((l,c)=>l.y-c.y);let i=I+4;for(let{name:l,y:c}of a){
let d=Math.max(c,i),h=m("text",{x:s+5,y:d+3},l);r.push(h),i=d+pe}return r}function he(e,t,o){let n="",s=!1;return e.forEach((r,a)=>{let i=!Number.isNaN(r);i&&(n+=
`${s?"L":"M"}${t(a).toFixed(1)} ${o(r).toFixed(1)}`),s=i}),n}function D(e){let t=Array.from(e).filter(a=>Number.isFinite(a)),o=Math.floor(Math.min(0,...t)),n=Math.
max(o+1,Math.ceil(Math.max(0,...t))),s=Math.max(1,Math.ceil((n-o)/4)),r=[];for(let a=o;a<=n;a+=s){let i=String(Number((10**a).toPrecision(1))),l=a===0?"1":Math.
abs(a)<=3?i:`1e${a}`.replace("-","−");r.push([a,l])}return{low:o,high:n,ticks:r}}var Y=40,fe='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
ue=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function gt(e,t,o,n){let s=Float64Array.from(e);for(let r=0;r<t;r++){let a=s.subarray(r*t,r*t+t),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,h)=>d+h,0);a.set(l.map(d=>d/c+n))}for(let r=0;r<o;r++)r&&xt(s,t,t,1,n),xt(s,t,1,t,n);return s}function xt(e,t,o,n,s){
for(let r=0;r<t;r++){let a=s;for(let i=0;i<t;i++)a+=e[r*o+i*n];for(let i=0;i<t;i++)e[r*o+i*n]/=a}}function ge(e,t){let o=0,n=0;for(let s=0;s<t;s++){let r=0,a=0;
for(let i=0;i<t;i++)r+=e[s*t+i],a+=e[i*t+s];o=Math.max(o,Math.abs(r-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function yt(e,t){let{model:o,own:n}=e,
{pane:s}=n,r=v(o.get("logits")),a=v(o.get("pre")).length,{steps:i,eps:l}=o.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(p("div","dsv-m\
essage",fe)),{};let c=n.dial??i,d=gt(r,a,c,l),h=Array.from({length:Y+1},(T,A)=>ge(gt(r,a,A,l),a)),g=t<480?28:34,u=a*g+34,f=p("div","dsv-mix");f.append(ye(e,d,a,
g),be(e,h,c,t>u+200?t-u-20:t,a*g+26));let y=s.querySelector("input")??p("input","dsv-dial"),k=document.activeElement===y;return s.replaceChildren(xe(e,y,h[c],c),
f,p("div","dsv-note",we(e))),k&&y.focus(),{dial:c,matrix:Array.from(d),rowError:h[c].row}}function bt(e,t){e.own.dial=t,e.redraw()}function xe(e,t,o,n){let s=p(
"label","dsv-note");s.style.display="block",t.type="range",t.min="0",t.max=String(Y),t.value=String(n),t.setAttribute("aria-label","Sinkhorn steps"),t.oninput=()=>bt(
e,Number(t.value));let r=n===e.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${b(o.row,5)}, columns by ${b(o.column,6)}`;return s.append(t,` ${n} st\
eps${r}: ${a}`),s}function ye({root:e},t,o,n){let r=m("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=$(e,"ramp-lo\
w"),i=$(e,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;r.append(m("text",{x:0,y:c},`${l} →`),m("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<o;d++){let h=t[l*o+d],g=M(a,i,S(h,0,1)),u={x:26+d*n+1,y:16+l*n+1,width:n-2,height:n-2},f=m("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},b(h));
f.style.fill=C(g),r.append(m("rect",{...u,rx:3,fill:g}),f)}}return r}function be(e,t,o,n,s){let r=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=e.model.get("steps");
return _(e.root,{width:n,height:s,right:60,low:-8,high:1,ticks:ue,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,Y].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(t,i=>r(i.row)),style:0},{name:"columns",values:Float32Array.from(t,i=>r(i.column)),style:1}],click:i=>bt(e,i)})}
function we({model:e}){let{steps:t,unbalanced:o,late:n,sites:s}=e.get("steps"),r=e.get("limit");if(!o.length)return`After ${t} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let a=o.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${t} steps a row \
still misses 1 by more than ${r} at ${n} of the ${s} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var w=38,Q=68,wt=20,F=wt+Q+8,B=28,X=26,J=40,W=85,ke=(e,t,o)=>S(Math.floor(e/t*o),0,o-1),L=({model:e,sel:t})=>Math.max(0,e.get("layers").indexOf(t.get("layer")))+
t.get("site");function R(e,t){let o=e.model.get("layers"),n=S(t,0,o.length-1);e.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function kt(e,t){let{
model:o,own:n}=e,[s,r,a]=[v(o.get("pre")),v(o.get("post")),v(o.get("comb"))],i=b(t.sinkhorn_error,4);n.matrix.replaceChildren(ve(e,s,r,a)),n.words.replaceChildren(
p("div","",`next[to] = post[to] × ${t.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),n.norms.replaceChildren(Ae(e,t)),n.strip.replaceChildren(Ee(e,s.length));let l=Array.from(v(o.get("exchange")));return{pre:Array.
from(s),comb:Array.from(a),post:Array.from(r),exchange:l}}function ve(e,t,o,n){let s=t.length,r=`rgb(${$(e.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.
toFixed(2)).join(" ")}`,i=m("svg",{width:F+s*w+4,height:B+s*w+46,role:"img","aria-label":a}),l=wt+Q;i.append(m("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},
"pre: read"),m("text",{x:F+s*w/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<s;c++){let d=B+c*w,h=S(t[c],0,1)*(Q-36);i.append(
m("text",{x:2,y:d+w/2+4},`${c} →`.slice(0,3)),m("rect",{x:l-h,y:d+11,width:Math.max(h,.5),height:w-22,fill:r}),m("text",{x:l-h-3,y:d+w/2+4,"text-anchor":"end"},
b(t[c])),m("text",{x:F+c*w+w/2,y:23,"text-anchor":"middle"},`${c}`));for(let y=0;y<s;y++)i.append(...$e(e,n[c*s+y],s,c,y));let g=S(o[c]/2,0,1)*22,u=F+c*w,f=B+s*
w+6;i.append(m("rect",{x:u+8,y:f,width:w-16,height:Math.max(g,.5),fill:r}),m("text",{x:u+w/2,y:f+g+12,"text-anchor":"middle"},b(o[c])))}return i.append(m("text",
{x:l,y:B+s*w+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function $e({root:e,model:t},o,n,s,r){let a=F+r*w,i=B+s*w,l=M($(e,"ramp-low"),$(e,"ramp\
-high"),S(o,0,1)),c=C(l),d=m("rect",{x:a+1,y:i+1,width:w-2,height:w-2,rx:3,fill:l}),h=m("title",{},`comb[from ${s}, to ${r}] = ${b(o,4)}`),g=m("text",{x:a+w/2,y:i+
w/2+4,"text-anchor":"middle"},b(o));g.style.fill=c,d.append(h);let u=v(t.get("spread"));if(!u.length)return[d,g];let f=E=>a+4+S(E,0,1)*(w-8),[y,k,T]=[0,1,2].map(
E=>u[E*n*n+s*n+r]);h.textContent+=`; over the run 5 % ${b(y,3)}, middle ${b(k,3)}, 95 % ${b(T,3)}`;let A={x1:f(y),x2:Math.max(f(T),f(y)+1),y1:i+w-6,y2:i+w-6},x={
x1:f(k),x2:f(k),y1:i+w-8,y2:i+w-4};return[d,m("line",{...A,stroke:c,opacity:.55}),m("line",{...x,stroke:c}),g]}function Ae({root:e,model:t},o){let n=v(t.get("no\
rm"));if(Number.isNaN(n[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.max(...n,1e-9),r=20+n.length*15,a=m("svg",{
width:150,height:r,role:"img","aria-label":"norms of the streams"}),i=o.layer?`stream norms after layer ${o.layer-1}`:"stream norms after the embedding";return a.
append(m("text",{x:0,y:12,class:"quiet"},i)),n.forEach((l,c)=>{let d=18+c*15,h=l/s*90;a.append(m("text",{x:0,y:d+9},`${c}`),m("rect",{x:12,y:d,width:Math.max(h,
.5),height:11,fill:`rgb(${$(e,"tint")})`}),m("text",{x:16+h,y:d+9},b(l,1)))}),a}function Ee(e,t){let{model:o,body:n,root:s}=e,r=v(o.get("exchange")),a=o.get("la\
yers").length,i=Math.max(200,n.clientWidth-2),l=Math.max(...r.filter(f=>!Number.isNaN(f)),.001),c=$(s,"line"),d=m("svg",{width:i,height:W+17,role:"img","aria-la\
bel":"all sites"}),h=b(1-1/t),g=`share that comes from other streams, at each site (tallest ${b(l,3)}; evenly mixed would be ${h})`;d.append(m("text",{x:0,y:10,
class:"quiet"},g),m("text",{x:0,y:J+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let f=0;f<a;f++)d.append(...Ne(e,f,i/
a,l));for(let f of[J+.5,W+.5])d.append(m("line",{x1:0,x2:i,y1:f,y2:f,stroke:c}));return d.addEventListener("click",f=>{R(e,ke(f.clientX-d.getBoundingClientRect().
left,i,a))}),d}function Ne(e,t,o,n){let{model:s,root:r}=e,a=s.get("layers"),i=v(s.get("exchange"))[t],l=v(s.get("largest_pre"))[t],c=!Number.isNaN(i),d=c?S(i/n,
0,1)*X:X,h=S(l,0,1)*X,g=t*o,u=t===L(e)?$(r,"chosen"):`rgb(${$(r,"tint")})`,f={x:g+1,width:Math.max(o-2,1),opacity:t%2?.6:1},y=m("g",{class:"step"});y.append(m("\
rect",{x:g,y:0,width:o,height:W+17,fill:"transparent"}),m("rect",{...f,y:J-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":$(r,"line"),"stroke-dasharray":"\
2 3"})),c&&y.append(m("rect",{...f,y:W-h,height:Math.max(h,.7),fill:u}));let k=t-a.indexOf(a[t]),T=`layer ${a[t]}, ${k?"experts":"attention"}`,A=`${b(i,3)} from\
 other streams, largest pre ${b(l,3)}`;return y.append(m("title",{},`${T}: ${A}`)),k||o<=9&&a[t]%5?[y]:[m("text",{x:g+1,y:W+13,class:"quiet"},`${a[t]}`),y]}var Se=["Sinkhorn, as run","row softmax","unconstrained"],Te='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Oe="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",_e="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",j=40,Me=96,q=16;function Ce({first:e,last:t,gap:o}){return o<0?`Product of all si\
tes${e>0?` from layer ${e} on`:""} up to each step, for this token.`:`Product of the sites of layers ${e} to ${t} up to each step, for this token; it ends there\
, since layer ${o} was not captured.`}function vt(e,t){let{model:o,root:n,own:s}=e,r=o.get("layers"),a=r.length,i=o.get("variants").length,l=v(o.get("product")),
c=(x,E)=>l.slice((x*i+E)*a,(x*i+E+1)*a),d=x=>Se.map((E,Z)=>({name:E,values:c(x,Z),style:Z})),h=v(o.get("pre")).length,g=r.flatMap((x,E)=>E===r.indexOf(x)?[[E,`${x}`]]:
[]),u={width:t,height:92,at:L(e),axis:g,click:x=>R(e,x)},f=`${Ce(o.get("product_facts"))} ${Oe}`;s.pane.replaceChildren(_(n,{...u,...D(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),_(n,{...u,low:1,high:h,ticks:[1,h].map(x=>[x,String(x)]),series:d(1),title:"effec\
tive rank: 1 all streams alike, all apart at the top"}),_(n,{...u,...D(l.slice(2*i*a).filter(x=>x>-30)),series:d(2),title:"second eigenvalue: what is left of th\
e difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Te:f));let[y,k,T,A]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(x=>Array.from(x));return{gain:y,free:k,
rank:T,second:A}}function $t(e,t){let{model:o,root:n,own:s}=e,{layers:r,pairs:a}=o.get("stream_facts");if(!r)return s.pane.replaceChildren(p("div","dsv-message",
_e)),{};let i=v(o.get("stream_norm")),l=v(o.get("stream_cosine")),c=r.length,d=i.length/c,h=i.map(u=>Math.log10(u)),g=_(n,{width:t,height:150,...D(h),title:"nor\
m of each stream after every layer (log scale)",axis:r.map((u,f)=>[f,u<0?"emb":String(u)]),at:r.indexOf(o.get("facts").layer),click:u=>{r[u]>=0&&e.pick({layer:r[u],
expert:-1,entry:-1})},series:Array.from({length:d},(u,f)=>({name:`stream ${f}: ${b(i[(c-1)*d+f],1)}`,style:f,values:Float32Array.from({length:c},(y,k)=>h[k*d+f])}))});
return s.pane.replaceChildren(g,Le(e,l,c,a,t)),{norms:Array.from(i),cosines:Array.from(l)}}function Le({root:e},t,o,n,s){let r=(s-j-Me)/o,a=24+n.length*q,i=m("s\
vg",{width:s,height:a,role:"img","aria-label":"cosines between streams"});i.append(m("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, 0 unrelat\
ed, −1 opposite"));let l=$(e,"ramp-low"),c=$(e,"ramp-high");for(let[d,h]of n.entries()){let g=q+d*q;i.append(m("text",{x:j-6,y:g+11,"text-anchor":"end"},h));for(let u=0;u<
o;u++){let f=t[u*n.length+d],y=M(l,c,Math.abs(S(f,-1,1)));if(i.append(m("rect",{x:j+u*r+1,y:g,width:Math.max(r-2,1),height:q-2,rx:2,fill:y})),r<=26)continue;let k=m(
"text",{x:j+(u+.5)*r,y:g+11,"text-anchor":"middle"},b(f));k.style.fill=C(y),i.append(k)}}return i}var Re={product:vt,dial:yt,streams:$t};function Pe({head:e,body:t}){let o=p("select");o.setAttribute("aria-label","picture"),o.append(P("site","one site"),P("pr\
oduct","all sites together"),P("dial","Sinkhorn dial"),P("streams","streams over depth")),e.querySelector(".dsv-numbers")?.before(o);let n=p("div","dsv-mix"),s=p(
"div"),r=p("div"),a=p("div","dsv-note"),i=p("div"),l=p("div"),c=p("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(a,i),n.append(s,r),t.
append(n,l,c),{choose:o,mix:n,matrix:s,words:a,norms:i,strip:l,pane:c,dial:null}}function Ie(e){let{choose:t}=e.own;e.listen(t,"change",()=>e.tell("picture",t.value))}
function Fe(e){let{model:t,facts:o,body:n,root:s,own:r}=e,a=t.get("facts");if(!v(t.get("pre")).length)return;o.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${ft(a.piece??"",16)}”`));let i=t.get("picture"),l=i==="site";r.choose.value=i,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?kt(e,a):Re[i](e,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};s.drawn={picture:i,...d,...c,at:performance.now()}}function Be({model:e}){let t=e.get("facts"),o=["pre","post","comb","norm"],[n,s,r,a]=o.map(c=>v(e.get(
c))),i=n.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...r.slice(d*i,d*i+i),s[d],a[d]]),note:`Layer ${t.layer}, at ${t.site?"the experts":"attention"}, token ${t.token}.`}}function We({model:e},t){let o=e.
get("facts"),n=["pre","post","comb"],[s,r,a]=n.map(d=>Array.from(v(e.get(d)))),i=`layer ${o.layer}, at ${o.site?"the experts":"attention"}, token ${o.token}`,l=d=>`${d.
map(h=>b(h)).join(", ")} for streams 0 to ${s.length-1} (${i})`,c={pre:s,post:r,comb:a.filter((d,h)=>h%(s.length+1)===0)};return s.length&&t in c?l(c[t]):void 0}
var At=e=>t=>t.pick({token:Math.max(0,(t.model.get("facts").token??0)+e)}),Ue={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:e=>R(e,L(e)-1),ArrowDown:e=>R(e,L(e)+1),ArrowLeft:At(-1),ArrowRight:At(1)},build:Pe,listen:Ie,
draw:Fe,table:Be,symbols:We},Go=ht(Ue);export{Go as default};
