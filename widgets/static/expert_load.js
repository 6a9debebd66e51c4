function B(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function it(t,e){let o=B(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var U=t=>it(t,Float32Array),H=t=>it(t,Int32Array);function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function at(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Bt(t,e,o){let n=at(t),r=at(e);return n.map((s,i)=>Math.round(s+(r[i]-s)*o))}var G=(t,e,o)=>`rgb(${Bt(t,e,
o).join(",")})`;function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function K(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function lt(t,e){let o=d("o\
ption","",e);return o.value=String(t),o}function j(t,e){let o=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let i of e)r.append(d("th","",i));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function C(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=ct(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var ct=t=>t.
getContext("2d");function Ut(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function V(t,e,o=5){let n=Ut(o,o),r=ct(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function q(t,e,o,n,r,s){t.fillStyle=V(t,k(e,"none"),5),t.fillRect(o,n,r,s)}var N=(t,e,o)=>Math.max(e,Math.min(o,t));function v(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function W(t,e,o,n){let r=d("select");r.setAttribute("aria-label",o),r.dataset.trait=e,dt(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:l=>{l&&dt(r,l),r.value=String(t.model.get(e))}}}function dt(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>lt(n,r))),t.dataset.options=o)}function pt(t,e,o,n,r){let s=null,i=c=>c.clientX-e.getBoundingClientRect().
left-o()[0],l=c=>N(i(c)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",c=>{let a=i(c);a<0||a>o()[1]||(s=l(c),e.setPointerCapture?.(c.pointerId))}),t.listen(e,
"pointermove",c=>{s!==null&&n(Math.min(s,l(c)),Math.max(s,l(c)))}),t.listen(e,"pointerup",c=>{if(s===null)return;let a=s,f=l(c);s=null,r(Math.min(a,f),Math.max(
a,f))}),t.listen(e,"pointercancel",()=>{s=null})}function Ht(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function ft(t,e){let o=0,n=()=>{if(performance.now()>o)return;let s=Ht(t.root),i=s===document.scrollingElement,l=i?window.innerHeight:s.getBoundingClientRect().
bottom,c=i?0:s.getBoundingClientRect().top,a=e.getBoundingClientRect(),f=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,u=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,m=a.top-c-f-u-12;a.bottom>l&&(s.scrollTop+=Math.max(0,Math.min(a.bottom-l+8,m)))},r=()=>{o=0};return n.ask=()=>{o=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),n}var $=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var jt=["fill","outline","under","dotted","dashed","ramp"],qt=["hatch","dots","dot","bar","tick","strike"],Dt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function zt(t,e){let o=d("span","dsv-mark-of"),[n,r]=t.split(" "),s=jt.includes(n)&&r||qt.includes(n),
i=d("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function ut(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=d("div","dsv-marks"),i=d("div","dsv-help"),l=d("button",
"dsv-small dsv-ask","?");l.type="button",l.title="what this view shows, and its equation",l.setAttribute("aria-label","explain this view"),l.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,a])=>zt(c,a))),i.append(...e.explains.map(c=>d("p","",c))),e.equation&&
i.append(...Ft(t,e,o)),r.append(d("p","dsv-look-for",e.look_for),s,i),n.append(l),t.listen(l,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
l.setAttribute("aria-expanded",String(!i.hidden))})}function Ft(t,e,o){let n=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=d("div");for(let{text:l,symbol:c}of Dt(s)){if(!c){i.append(l);continue}let a=d("span","dsv-symbol",l.replace(/_/g,"-"));a.tabIndex=0,a.setAttribute("r\
ole","button"),a.dataset.symbol=l;let f=()=>{let u=o(l),m=u?d("b","",` Here: ${u}.`):"";r.replaceChildren(d("i","",l.replace(/_/g,"-")),`: ${e.symbols[l]}.`,m),
r.dataset.symbol=l};for(let u of["mouseenter","focus","click"])t.listen(a,u,f);i.append(a)}n.append(i)}return[n,r]}var ht=globalThis;ht.dsvGains??=new WeakMap;var X=ht.dsvGains;function Yt(t,e){let o=t.get(e);return X.get(o)?.whole??o}function Gt(t,e,o,n){let r=t.get(e),s=B(
Yt(t,e)),i=B(n);if(s.length!==o||!(r instanceof Object))return!1;let l=X.get(r);if(!l||l.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),l=
{room:c},X.set(r,l)}return l.room.set(i,o),l.whole=l.room.subarray(0,o+i.length),!0}function mt({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],l)=>!Gt(
t,s,i,n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var Q=8;var Kt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Vt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*Q,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Q,n=t.cloneNode(!0);bt(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Xt(t),s=d("div");s.style.cssText=`padding:${Q}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},l=K("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=K("foreignObject",{x:0,y:0,...i});return c.append(
s),l.append(c),{text:new XMLSerializer().serializeToString(l),width:e,height:o}}function Xt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function bt(t,e){gt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Zt(r));else if(r instanceof HTMLSelectElement){let i=d("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),gt(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(bt(r,n[s]),
r.scrollTop&&Qt(r.scrollTop,n[s]))})}function Qt(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function gt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of Kt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Zt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function Jt(t,e){let{text:o,width:n,height:r}=Vt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=d("canvas");i.width=n*e,i.height=r*e;let l=i.getContext("2d");return l.scale(e,e),l.drawImage(s,0,0),i}var te=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function yt(t,e){let o=await te(await Jt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var ee=1500,oe=6e3,ne=1,xt="dsv-kept-away",re="dsv-kept-came",Z=new Set,kt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function wt(t,e,o){let n,r=!1,s=()=>t.get("kept"),i=()=>{for(let a of kt(s()))a.classList.add(xt)},l=({animationName:a})=>{a===re&&i()};document.addEventListener(
"animationstart",l),Z.add(s);let c=async()=>{let a=e();if(!(!a?.clientWidth||document.hidden||!o()))try{let{kind:f,bytes:u}=await yt(a,ne);t.send({kept:f},void 0,
[u.buffer]),r=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){s()&&(i(),clearTimeout(n),n=setTimeout(c,r?oe:
ee))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",l),Z.delete(s),![...Z].some(a=>a()===s()))for(let a of kt(s()))a.classList.remove(
xt)}}}var J=400;function vt(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&se(
t,n,e()),r)}function se(t,e,{columns:o,rows:n,note:r}){let s=j("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,J)){let c=d("tr");
c.style.cursor="default";for(let a of l)c.append(d("td","",ie(a)));s.rows.append(c)}let i=n.length>J?`The first ${J} of ${n.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function ie(t){return typeof t=="number"?Number.isInteger(t)?String(t):v(t,4):
String(t??"–")}var ae="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",le={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ce={expert:-1,entry:-1,hover_entry:-1},de=["SELECT","INPUT","TEX\
TAREA"],Et=t=>({initialize:mt,render:e=>pe(e,t)});async function pe({model:t,el:e},o){let n=ue(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new tt(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function fe(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?ce:{},...e}))t.set(n,r);t.save_changes()}function ue({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),i=d("div","dsv-message"),l=d("div","dsv-body");return o.append(d("div","dsv-gone",ae),n,s,
r,i,l),{root:o,head:n,look:s,facts:r,message:i,body:l}}var tt=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:l,body:c},a){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=l,this.#r=a,this.own=void 0,this.tabled=a.table?vt(this,()=>a.table(
this)):null,ut(this,e.get("about"),f=>a.symbols?.(this,f)),this.kept=wt(e,()=>n,()=>o.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){fe(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(
o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(a,f,u)=>{a.on(f,u),this.#e.push(()=>a.off(f,u))};
s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let l=new MutationObserver(
()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(n),this.#e.push(()=>l.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",he,!0),this.listen(this.root,"keydown",e=>{if(de.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(le):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},he=t=>{t.target.dataset.lmSuppressShortcuts="true"};function et(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(n+e,0,o.length-1)],expert:-1,entry:-1})}var Nt={sliding:"▭",csa:"▤",hca:"▦"};var P=16,M=7,D=300,Tt=238,O=84;function At(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),i=C(r.range,s,17),l=s-O-4;i.font=$(),i.textBaseline="\
middle",i.fillStyle=k(n,"quiet"),i.fillText("brush tokens",2,8),i.fillStyle=k(n,"line"),i.fillRect(O,3,l,11);let[c,a]=r.dragging??(e.first>=0?[e.first,e.last]:[
-1,-1]),f=h=>O+l*h/Math.max(e.tokens,1);c>=0&&(i.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,i.fillRect(f(c),3,Math.max(2,f(a+1)-f(c)),11)),i.fillStyle=k(n,"ink");let u=c>=
0?`${c} to ${a}`:`all ${e.tokens} tokens`,m=i.measureText(u).width;i.fillText(u,N(c>=0?f(c)+3:O+4,O,O+l-m),9)}function $t(t,{facts:e,layers:o,summary:n},r){let{
root:s,model:i,sel:l,own:c}=t,a=C(c.side,r,ot(t));a.font=$(),a.textBaseline="middle",a.fillStyle=k(s,"quiet"),a.fillText("layer",4,8),a.fillText("max/mean",92,8),
a.fillText("Gini",158,8),a.fillText(r===D?"effective experts":"effect.",194,8);for(let[f,u]of o.entries()){let m=P+f*c.place.tall+c.place.tall/2,h=u===l.get("la\
yer"),[p,g,b,w,E]=n.subarray(M*f,M*f+5);a.fillStyle=k(s,h?"chosen":"ink"),a.font=$(h);let T=Nt[i.get("attention_kinds")[f]]??"";a.fillText(`${u} ${T} ${i.get("k\
inds")[f]==="hash"?"☷ table":"scores"}`,4,m),a.fillStyle=k(s,"ink"),a.font=$(),a.fillText(v(p),100,m),a.fillText(v(g),158,m),a.fillText(v(b,1),194,m),r===D&&me(
a,s,m,[b,w,E].map(y=>y/e.experts))}}function me(t,e,o,[n,r,s]){let i=l=>228+66*N(l,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(i(0),o),t.lineTo(i(1),
o),t.stroke(),Number.isNaN(n)){q(t,e,i(0),o-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(i(r),o),t.lineTo(i(s),
o),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"ink"),t.fillRect(i(n)-1,o-5,2,10)}function St(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:i,here:l,elsewhere:c}){
let{sel:a,facts:f,own:u}=t,m=o.indexOf(a.get("layer")),h=m>=0&&a.get("expert")>=0?{row:m,expert:a.get("expert")}:null,p=u.hovered??h;if(f.replaceChildren(),!p){
let w=0,E=0;for(let y=0;y<o.length;y++)w+=s[M*y+5]||0,E+=s[M*y+6]||0;let T=i?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;f.append(`${T}, ${e.slots}\
 of ${e.experts} experts each: `,d("b","",`${w} never chosen`),`, ${v(E,1)} would be by chance`);return}let g=r[2*p.row],b=l(p.row,p.expert);f.append(`layer ${o[p.
row]}, expert ${p.expert}: `,d("b","",Number.isNaN(b)?"not captured":`${v(b)} × even use`),` (${n[p.row*e.experts+p.expert]} of ${g} tokens, even ${v(g*e.slots/
e.experts,1)})`),i&&f.append(`, in the rest ${v(c(p.row,p.expert))} ×`)}function Ot({root:t,model:e},o){let n=d("span","dsv-ramp");n.style.display="inline-bloc\
k",n.style.width="90px",n.style.verticalAlign="middle";let r=["less","even","more"].map(i=>k(t,i));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;
let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: nev\
er chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var ot=({model:t,own:e})=>P+t.get("layers").length*e.place.tall+
2;var ge=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,be=/<｜([^｜<>\n]*)｜>/g,ye=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
xe=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ke=t=>t.replace(ge,xe),we=t=>ke(t.replace(be,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
Mt=t=>ye.test(t)?`⁨${t}⁩`:t;function z(t,e,o=!1){let n=[...we(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=e?Mt(n.join("")):Mt(o?`…${n.slice(1-e).join("")}`:`${n.slice(
0,e-1).join("")}…`)}var ve=2,I=32,nt=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function _t(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var rt=t=>t>0?
N(Math.log2(t)/ve,-1,1):-1;function F(t,e,o,n,r,s,i){let l=rt(s),c=l<-1e-9?Math.max(2,r*(1+.5*l)):r;t.fillStyle=i(l),t.fillRect(e,o+(r-c)/2,n,c)}function Y(t){let e=k(
t,"less"),o=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*I+1},(s,i)=>i<I?G(o,e,(I-i)/I):G(o,n,(i-I)/I));return s=>r[Math.round((N(s,-1,1)+1)*I)]}var Ee="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Ne="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Rt(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?$e(t):o.get("layers").includes(n.get("layer"))?s==="together"?Ae(t,e):Te(t,o.
get("detail")):r.append(d("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Te(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(d("div","dsv-note",Ee));return}let[n,r,s]=e.weight.map(a=>v(a)),i=d("div","dsv-note");i.append(d("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${v(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let l=d("table","dsv-table"),c=d("tbody");l.append(c);for(let a of e.rows){let f=d("tr"),u=d("td","dsv-context");u.append(z(a.before,26,
!0),d("b","",z(a.piece,20)),z(a.after,26)),f.append(d("td","",String(a.token)),d("td","",v(a.weight,3)),u),f.addEventListener("click",()=>t.pick({token:a.token})),
c.append(f)}o.append(i,l)}function Ae(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:i}=t.own,l=t.own.together(o.get("together"));if(l.length!==e*e)return;let c=d(
"canvas"),a=d("div","dsv-note"),f=Math.round(100*o.get("judged"));a.append(d("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${f} % of the pairs are frequent enough to judge; the others are hatched.`),i.append(a,c);let u=N(Math.floor((r.clientWidth-40)/e),
2,17),m=26,h=15,p=C(c,m+u*e+2,u*e+h+1),g=Y(s);p.font=$(),p.textBaseline="middle",p.fillStyle=k(s,"quiet");for(let y=0;y<e;y+=Math.max(1,Math.ceil(14/u)))p.fillText(
String(y),m+y*u+1,7),p.fillText(String(y),6,h+y*u+u/2);let b=V(p,k(s,"none"),4),w=u-(u>5?1:0),E=[Number.NaN,0,0];for(let y=0;y<l.length;y++){let[A,_]=[Math.floor(
y/e),y%e],S=m+_*u,L=h+A*u;Number.isNaN(l[y])?A!==_&&(p.fillStyle=b,p.fillRect(S,L,w,w)):(F(p,S,L,w,w,l[y],g),l[y]<=E[0]||(E=[l[y],A,_]))}if(Number.isNaN(E[0]))return;
let T=`Most often beyond chance: experts ${E[1]} and ${E[2]}, ${v(E[0])} times.`;i.append(d("div","dsv-note",T))}function $e(t){let{model:e}=t,{many:o,where:n,low:r}=t.
own,s=e.get("ranks"),i=e.get("layers"),l=t.own.parallel(e.get("parallel")),c=d("div","dsv-controls");o.show(e.get("rank_options").map(p=>[p,`${p} ranks`])),n.show(),
c.append(d("b","","If the experts were spread over devices:"),o.select,n.select);let a=["layer","busiest","per 64 tokens: middle","95 %","load of each rank over\
 the mean"],{table:f,head:u,rows:m}=j("dsv-table",a);u.lastChild.style.textAlign="left";let h=s+3;if(l.length===i.length*h)for(let[p,g]of i.entries()){let b=l.subarray(
p*h,(p+1)*h),w=d("tr");w.append(d("td","",String(g)),d("td","",`${v(b[s])} ×`),d("td","",v(b[s+1])),d("td","",v(b[s+2])),Se(t,b.subarray(0,s))),w.addEventListener(
"click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(w)}r.append(c,f,d("div","dsv-note",Ne))}function Se(t,e){let o=d("td");return o.style.textAlign="left",
o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=d("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,s.style.height=`${Math.round(7*N(n,0,2.4))}px`,
s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${v(n)}`,n>1&&(s.style.background=k(t.root,"more")),o.append(s)}),o}function Oe(t){let e=d("div","dsv-controls"),o=W(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=W(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=W(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=W(t,"ranks","number of ranks",[]),i=W(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),l=d("button","dsv-small","whole text");l.title="forget the brushed range",e.append(o.select,n.select,r.select,l);let c=d(
"canvas","dsv-load-range"),a=d("div","dsv-load"),f=d("canvas"),u=d("div","dsv-load-scroll"),m=d("canvas"),h=d("div","dsv-note"),p=d("div","dsv-panel");return m.
style.cursor=f.style.cursor="pointer",u.append(m),a.append(f,u),t.body.append(e,c,a,h,p),{against:o,sort:n,panel:r,many:s,where:i,clear:l,range:c,side:f,scroll:u,
map:m,legend:h,low:p,reveal:ft(t,p),counts:R(H),rest:R(H),tokens:R(H),summary:R(U),together:R(U),parallel:R(U),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Me(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:i,clear:l,range:c,map:a,side:f}=o;for(let h of[n,r,s])t.listen(h.select,"change",i.ask);t.listen(
l,"click",()=>t.pick({query_first:-1,query_last:-1})),pt(t,c,()=>[O,c.clientWidth-O-4],(h,p)=>{o.dragging=Pt(t,h,p),t.redraw()},(h,p)=>{let[g,b]=Pt(t,h,p);o.dragging=
null,t.pick(b>g?{query_first:g,query_last:b}:{query_first:-1,query_last:-1})}),t.listen(a,"mousemove",h=>{o.hovered=It(t,h),t.redraw()}),t.listen(a,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(a,"click",h=>{let p=It(t,h);p&&t.pick({layer:e.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(f,"click",h=>{
let p=Math.floor((h.clientY-f.getBoundingClientRect().top-P)/o.place.tall),g=e.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Ct=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[N(n<0?
0:n+t,0,o.length-1)]})};function Pt(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function It({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-P)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function st({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),i=e.rest(t.get("rest")),l=e.
tokens(t.get("tokens")),c=o.first>=0,a=c&&t.get("against")==="rest",f=(p,g)=>nt(s[p*n+g],l[2*p],r,n),u=(p,g)=>nt(i[p*n+g],l[2*p+1],r,n),m=(p,g)=>a?f(p,g)/u(p,g):
f(p,g),h=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:l,summary:h,brushed:c,here:f,elsewhere:u,rate:m}}function _e(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:i,sort:l,panel:c,clear:a,legend:f,reveal:u}=s;for(let S of[i,l,c])S.show();let m=st(t),{facts:h,layers:p,brushed:g,rate:b,
summary:w}=m,{experts:E}=h;if(!E)return;a.style.visibility=g?"":"hidden",i.select.disabled=!g,At(t,h);let T=o.clientWidth<620?Tt:D;Re(t,m,Math.max(120,o.clientWidth-
T-4)),$t(t,m,T),St(t,m),f.replaceChildren(...Ot(t,h)),Rt(t,E),u();let{cell:y,tall:A,orders:_}=s.place;n.drawn={experts:E,layers:[...p],first:h.first,last:h.last,
rates:p.map((S,L)=>Array.from({length:E},(Le,Wt)=>b(L,Wt))),orders:_,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:p.
map((S,L)=>w[M*L+1]),cell:y,tall:A}}function Re(t,e,o){let{model:n,root:r,sel:s,own:i}=t,{facts:l,layers:c,counts:a}=e,{experts:f}=l,u=Math.max(4,Math.min(34,o/
f)),m=c.length>24?12:c.length>12?16:21,h=n.get("sort"),p=c.map((y,A)=>_t([...a.subarray(A*f,(A+1)*f)],h));i.place={cell:u,tall:m,orders:p};let g=ot(t),b=C(i.map,
Math.ceil(u*f)+1,g);i.scroll.style.height=`${g+(u*f>o+1?14:0)}px`,b.textBaseline="middle",b.font=$(),b.fillStyle=k(r,"quiet");let w=h==="id"?`expert 0 to ${f-1}\
 of each layer`:"each layer's experts, busiest first";b.fillText(w,1,8);let E={shades:Y(r),ink:k(r,"ink"),paper:k(r,"panel")},T=c.indexOf(s.get("layer"));for(let[
y,A]of p.entries())for(let[_,S]of A.entries())Ce(t,b,e,E,y,S,_),!(y!==T||S!==s.get("expert"))&&(b.strokeStyle=k(r,"chosen"),b.lineWidth=2,b.strokeRect(_*u,P+y*m,
Math.max(Lt(u),3),m-1))}var Lt=t=>Math.max(t-(t>6?1:.5),1);function Ce({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:i,ink:l,paper:c},a,f,u){let{cell:m,tall:h}=e.
place,p=u*m,g=P+a*h,b=Lt(m),w=s(a,f);if(Number.isNaN(w)){q(o,t,p,g,b,h-1);return}if(r[a*n.experts+f]===0){o.fillStyle=i(-1),o.globalAlpha=.15,o.fillRect(p,g,b,h-
1),o.globalAlpha=1,o.fillStyle=l,o.beginPath(),o.arc(p+b/2,g+h/2,Math.min(2,m/3),0,7),o.fill();return}if(F(o,p,g,b,h-1,w,i),m<24)return;o.fillStyle=Math.abs(rt(
w))>.55?c:l,o.font=$();let E=Number.isFinite(w)?v(w,w<9.95?1:0):"new";o.fillText(E,p+(b-o.measureText(E).width)/2,g+h/2)}function Pe(t){let{facts:e,layers:o,tokens:n,
summary:r,here:s}=st(t),i=e.experts??0,l=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts of ${e.draws}\
 choices`,"5 %","95 %","never chosen",...Array.from({length:i},(c,a)=>`expert ${a}`)],rows:o.map((c,a)=>[c,l[a]==="hash"?"table":"scores",n[2*a],...r.subarray(M*
a,M*a+5),n[2*a]>0?r[M*a+5]:null,...Array.from({length:i},(f,u)=>s(a,u))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`tokens ${e.first}\
 to ${e.last}`:"the whole text"}.`}}var Ie={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left and right the e\
xpert.",keys:{ArrowUp:t=>et(t,-1,t.model.get("layers")),ArrowDown:t=>et(t,1,t.model.get("layers")),ArrowLeft:Ct(-1),ArrowRight:Ct(1)},build:Oe,listen:Me,draw:_e,
table:Pe,symbols:(t,e)=>{let o=st(t),n=o.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return n<0||r===-1?void 0:`${e==="n"?String(o.counts[n*o.facts.
experts+r]):v(o.here(n,r))} (expert ${r} of layer ${o.layers[n]})`}},Xo=Et(Ie);export{Xo as default};
