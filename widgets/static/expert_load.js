function B(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function at(t,e){let o=B(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var U=t=>at(t,Float32Array),H=t=>at(t,Int32Array);function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var w=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function it(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Bt(t,e,o){let n=it(t),r=it(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var G=(t,e,o)=>`rgb(${Bt(t,e,
o).join(",")})`;function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function K(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function lt(t,e){let o=d("o\
ption","",e);return o.value=String(t),o}function j(t,e){let o=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let a of e)r.append(d("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function C(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=ct(t);return a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,o),a}var ct=t=>t.
getContext("2d");function Ut(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function V(t,e,o=5){let n=Ut(o,o),r=ct(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function q(t,e,o,n,r,s){t.fillStyle=V(t,w(e,"none"),5),t.fillRect(o,n,r,s)}var N=(t,e,o)=>Math.max(e,Math.min(o,t));function v(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function W(t,e,o,n){let r=d("select");r.setAttribute("aria-label",o),r.dataset.trait=e,dt(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&dt(r,i),r.value=String(t.model.get(e))}}}function dt(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>lt(n,r))),t.dataset.options=o)}function pt(t,e,o,n,r){let s=null,a=c=>c.clientX-e.getBoundingClientRect().
left-o()[0],i=c=>N(a(c)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",c=>{let l=a(c);l<0||l>o()[1]||(s=i(c),e.setPointerCapture?.(c.pointerId))}),t.listen(e,
"pointermove",c=>{s!==null&&n(Math.min(s,i(c)),Math.max(s,i(c)))}),t.listen(e,"pointerup",c=>{if(s===null)return;let l=s,f=i(c);s=null,r(Math.min(l,f),Math.max(
l,f))}),t.listen(e,"pointercancel",()=>{s=null})}function Ht(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function ft(t,e){let o=0,n=()=>{if(performance.now()>o)return;let s=Ht(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().
bottom,c=a?0:s.getBoundingClientRect().top,l=e.getBoundingClientRect(),f=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,u=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,m=l.top-c-f-u-12;l.bottom>i&&(s.scrollTop+=Math.max(0,Math.min(l.bottom-i+8,m)))},r=()=>{o=0};return n.ask=()=>{o=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),n}var $=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var jt=["fill","outline","under","dotted","dashed","ramp"],qt=["hatch","dots","dot","bar","tick","strike"],Dt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function zt(t,e){let o=d("span","dsv-mark-of"),[n,r]=t.split(" "),s=jt.includes(n)&&r||qt.includes(n),
a=d("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function ut(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=d("div","dsv-marks"),a=d("div","dsv-help"),i=d("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>zt(c,l))),a.append(...e.explains.map(c=>d("p","",c))),e.equation&&
a.append(...Ft(t,e,o)),r.append(d("p","dsv-look-for",e.look_for),s,a),n.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,r.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function Ft(t,e,o){let n=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let a=d("div");for(let{text:i,symbol:c}of Dt(s)){if(!c){a.append(i);continue}let l=d("span","dsv-symbol",i.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=i;let f=()=>{let u=o(i),m=u?d("b","",` Here: ${u}.`):"";r.replaceChildren(d("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,m),
r.dataset.symbol=i};for(let u of["mouseenter","focus","click"])t.listen(l,u,f);a.append(l)}n.append(a)}return[n,r]}var ht=globalThis;ht.dsvGains??=new WeakMap;var X=ht.dsvGains;function Yt(t,e){let o=t.get(e);return X.get(o)?.whole??o}function Gt(t,e,o,n){let r=t.get(e),s=B(
Yt(t,e)),a=B(n);if(s.length!==o||!(r instanceof Object))return!1;let i=X.get(r);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),i=
{room:c},X.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}async function Kt(t,e,o){let n=await Promise.all(e.map(async([s])=>t.widget_manager.
get_model(s)).map(s=>s.catch(()=>null))),r=0;for(let[s,[,a,i]]of e.entries()){let c=o.slice(r,r+i);r+=i,n[s]?._handle_comm_msg({content:{data:a},buffers:c,parent_header:{}})}}
function mt({model:t}){let e=(o,n)=>{if(o?.frame)return void Kt(t,o.frame,n);let r=(o?.gained??[]).filter(([s,a],i)=>!Gt(t,s,a,n[i]));r.length&&t.send({whole:r.
map(([s])=>s)})};t.on("msg:custom",e)}var Q=8;var Vt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Xt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*Q,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Q,n=t.cloneNode(!0);bt(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Qt(t),s=d("div");s.style.cssText=`padding:${Q}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let a={width:e,height:o},i=K("svg",{...a,viewBox:`0 0 ${e} ${o}`}),c=K("foreignObject",{x:0,y:0,...a});return c.append(
s),i.append(c),{text:new XMLSerializer().serializeToString(i),width:e,height:o}}function Qt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function bt(t,e){gt(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(Jt(r));else if(r instanceof HTMLSelectElement){let a=d("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),gt(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(bt(r,n[s]),
r.scrollTop&&Zt(r.scrollTop,n[s]))})}function Zt(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function gt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of Vt)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Jt(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function te(t,e){let{text:o,width:n,height:r}=Xt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let a=d("canvas");a.width=n*e,a.height=r*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(s,0,0),a}var ee=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function yt(t,e){let o=await ee(await te(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var oe=1500,ne=6e3,re=1,xt="dsv-kept-away",se="dsv-kept-came",Z=new Set,wt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function kt(t,e,o){let n,r=!1,s=()=>t.get("kept"),a=()=>{for(let l of wt(s()))l.classList.add(xt)},i=({animationName:l})=>{l===se&&a()};document.addEventListener(
"animationstart",i),Z.add(s);let c=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!o()))try{let{kind:f,bytes:u}=await yt(l,re);t.send({kept:f},void 0,
[u.buffer]),r=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){s()&&(a(),clearTimeout(n),n=setTimeout(c,r?ne:
oe))},clean(){if(clearTimeout(n),document.removeEventListener("animationstart",i),Z.delete(s),![...Z].some(l=>l()===s()))for(let l of wt(s()))l.classList.remove(
xt)}}}var J=400;function vt(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ae(
t,n,e()),r)}function ae(t,e,{columns:o,rows:n,note:r}){let s=j("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,J)){let c=d("tr");
c.style.cursor="default";for(let l of i)c.append(d("td","",ie(l)));s.rows.append(c)}let a=n.length>J?`The first ${J} of ${n.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function ie(t){return typeof t=="number"?Number.isInteger(t)?String(t):v(t,4):
String(t??"–")}var le="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ce={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},de={expert:-1,entry:-1,hover_entry:-1},pe=["SELECT","INPUT","TEX\
TAREA"],Et=t=>({initialize:mt,render:e=>fe(e,t)});async function fe({model:t,el:e},o){let n=he(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new tt(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function ue(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?de:{},...e}))t.set(n,r);t.save_changes()}function he({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),a=d("div","dsv-message"),i=d("div","dsv-body");return o.append(d("div","dsv-gone",le),n,s,
r,a,i),{root:o,head:n,look:s,facts:r,message:a,body:i}}var tt=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:i,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=c,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?vt(this,()=>l.table(
this)):null,ut(this,e.get("about"),f=>l.symbols?.(this,f)),this.kept=kt(e,()=>n,()=>o.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){ue(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n===
"hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(
o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,f,u)=>{l.on(f,u),this.#e.push(()=>l.off(f,u))};
s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(
()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.
observe(n),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",me,!0),this.listen(this.root,"keydown",e=>{if(pe.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(ce):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},me=t=>{t.target.dataset.lmSuppressShortcuts="true"};function et(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(n+e,0,o.length-1)],expert:-1,entry:-1})}var Nt={sliding:"▭",csa:"▤",hca:"▦"};var P=16,_=7,D=300,Tt=238,O=84;function At(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=C(r.range,s,17),i=s-O-4;a.font=$(),a.textBaseline="\
middle",a.fillStyle=w(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=w(n,"line"),a.fillRect(O,3,i,11);let[c,l]=r.dragging??(e.first>=0?[e.first,e.last]:[
-1,-1]),f=h=>O+i*h/Math.max(e.tokens,1);c>=0&&(a.fillStyle=`rgba(${w(n,"tint")}, 0.75)`,a.fillRect(f(c),3,Math.max(2,f(l+1)-f(c)),11)),a.fillStyle=w(n,"ink");let u=c>=
0?`${c} to ${l}`:`all ${e.tokens} tokens`,m=a.measureText(u).width;a.fillText(u,N(c>=0?f(c)+3:O+4,O,O+i-m),9)}function $t(t,{facts:e,layers:o,summary:n},r){let{
root:s,model:a,sel:i,own:c}=t,l=C(c.side,r,ot(t));l.font=$(),l.textBaseline="middle",l.fillStyle=w(s,"quiet"),l.fillText("layer",4,8),l.fillText("max/mean",92,8),
l.fillText("Gini",158,8),l.fillText(r===D?"effective experts":"effect.",194,8);for(let[f,u]of o.entries()){let m=P+f*c.place.tall+c.place.tall/2,h=u===i.get("la\
yer"),[p,g,b,k,E]=n.subarray(_*f,_*f+5);l.fillStyle=w(s,h?"chosen":"ink"),l.font=$(h);let T=Nt[a.get("attention_kinds")[f]]??"";l.fillText(`${u} ${T} ${a.get("k\
inds")[f]==="hash"?"☷ table":"scores"}`,4,m),l.fillStyle=w(s,"ink"),l.font=$(),l.fillText(v(p),100,m),l.fillText(v(g),158,m),l.fillText(v(b,1),194,m),r===D&&ge(
l,s,m,[b,k,E].map(y=>y/e.experts))}}function ge(t,e,o,[n,r,s]){let a=i=>228+66*N(i,0,1);if(t.strokeStyle=w(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(a(1),
o),t.stroke(),Number.isNaN(n)){q(t,e,a(0),o-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=w(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(a(s),
o),t.stroke(),t.lineWidth=1),t.fillStyle=w(e,"ink"),t.fillRect(a(n)-1,o-5,2,10)}function St(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:i,elsewhere:c}){
let{sel:l,facts:f,own:u}=t,m=o.indexOf(l.get("layer")),h=m>=0&&l.get("expert")>=0?{row:m,expert:l.get("expert")}:null,p=u.hovered??h;if(f.replaceChildren(),!p){
let k=0,E=0;for(let y=0;y<o.length;y++)k+=s[_*y+5]||0,E+=s[_*y+6]||0;let T=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;f.append(`${T}, ${e.slots}\
 of ${e.experts} experts each: `,d("b","",`${k} never chosen`),`, ${v(E,1)} would be by chance`);return}let g=r[2*p.row],b=i(p.row,p.expert);f.append(`layer ${o[p.
row]}, expert ${p.expert}: `,d("b","",Number.isNaN(b)?"not captured":`${v(b)} × even use`),` (${n[p.row*e.experts+p.expert]} of ${g} tokens, even ${v(g*e.slots/
e.experts,1)})`),a&&f.append(`, in the rest ${v(c(p.row,p.expert))} ×`)}function Ot({root:t,model:e},o){let n=d("span","dsv-ramp");n.style.display="inline-bloc\
k",n.style.width="90px",n.style.verticalAlign="middle";let r=["less","even","more"].map(a=>w(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;
let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: nev\
er chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var ot=({model:t,own:e})=>P+t.get("layers").length*e.place.tall+
2;var be=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ye=/<｜([^｜<>\n]*)｜>/g,xe=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
we=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ke=t=>t.replace(be,we),ve=t=>ke(t.replace(ye,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
_t=t=>xe.test(t)?`⁨${t}⁩`:t;function z(t,e,o=!1){let n=[...ve(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=e?_t(n.join("")):_t(o?`…${n.slice(1-e).join("")}`:`${n.slice(
0,e-1).join("")}…`)}var Ee=2,I=32,nt=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function Mt(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var rt=t=>t>0?
N(Math.log2(t)/Ee,-1,1):-1;function F(t,e,o,n,r,s,a){let i=rt(s),c=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,o+(r-c)/2,n,c)}function Y(t){let e=w(
t,"less"),o=w(t,"even"),n=w(t,"more"),r=Array.from({length:2*I+1},(s,a)=>a<I?G(o,e,(I-a)/I):G(o,n,(a-I)/I));return s=>r[Math.round((N(s,-1,1)+1)*I)]}var Ne="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Te="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Rt(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?Se(t):o.get("layers").includes(n.get("layer"))?s==="together"?$e(t,e):Ae(t,o.
get("detail")):r.append(d("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Ae(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(d("div","dsv-note",Ne));return}let[n,r,s]=e.weight.map(l=>v(l)),a=d("div","dsv-note");a.append(d("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${v(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=d("table","dsv-table"),c=d("tbody");i.append(c);for(let l of e.rows){let f=d("tr"),u=d("td","dsv-context");u.append(z(l.before,26,
!0),d("b","",z(l.piece,20)),z(l.after,26)),f.append(d("td","",String(l.token)),d("td","",v(l.weight,3)),u),f.addEventListener("click",()=>t.pick({token:l.token})),
c.append(f)}o.append(a,i)}function $e(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(o.get("together"));if(i.length!==e*e)return;let c=d(
"canvas"),l=d("div","dsv-note"),f=Math.round(100*o.get("judged"));l.append(d("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${f} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(l,c);let u=N(Math.floor((r.clientWidth-40)/e),
2,17),m=26,h=15,p=C(c,m+u*e+2,u*e+h+1),g=Y(s);p.font=$(),p.textBaseline="middle",p.fillStyle=w(s,"quiet");for(let y=0;y<e;y+=Math.max(1,Math.ceil(14/u)))p.fillText(
String(y),m+y*u+1,7),p.fillText(String(y),6,h+y*u+u/2);let b=V(p,w(s,"none"),4),k=u-(u>5?1:0),E=[Number.NaN,0,0];for(let y=0;y<i.length;y++){let[A,M]=[Math.floor(
y/e),y%e],S=m+M*u,L=h+A*u;Number.isNaN(i[y])?A!==M&&(p.fillStyle=b,p.fillRect(S,L,k,k)):(F(p,S,L,k,k,i[y],g),i[y]<=E[0]||(E=[i[y],A,M]))}if(Number.isNaN(E[0]))return;
let T=`Most often beyond chance: experts ${E[1]} and ${E[2]}, ${v(E[0])} times.`;a.append(d("div","dsv-note",T))}function Se(t){let{model:e}=t,{many:o,where:n,low:r}=t.
own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),c=d("div","dsv-controls");o.show(e.get("rank_options").map(p=>[p,`${p} ranks`])),n.show(),
c.append(d("b","","If the experts were spread over devices:"),o.select,n.select);let l=["layer","busiest","per 64 tokens: middle","95 %","load of each rank over\
 the mean"],{table:f,head:u,rows:m}=j("dsv-table",l);u.lastChild.style.textAlign="left";let h=s+3;if(i.length===a.length*h)for(let[p,g]of a.entries()){let b=i.subarray(
p*h,(p+1)*h),k=d("tr");k.append(d("td","",String(g)),d("td","",`${v(b[s])} ×`),d("td","",v(b[s+1])),d("td","",v(b[s+2])),Oe(t,b.subarray(0,s))),k.addEventListener(
"click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(k)}r.append(c,f,d("div","dsv-note",Te))}function Oe(t,e){let o=d("td");return o.style.textAlign="left",
o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=d("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,s.style.height=`${Math.round(7*N(n,0,2.4))}px`,
s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${v(n)}`,n>1&&(s.style.background=w(t.root,"more")),o.append(s)}),o}function _e(t){let e=d("div","dsv-controls"),o=W(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=W(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=W(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=W(t,"ranks","number of ranks",[]),a=W(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),i=d("button","dsv-small","whole text");i.title="forget the brushed range",e.append(o.select,n.select,r.select,i);let c=d(
"canvas","dsv-load-range"),l=d("div","dsv-load"),f=d("canvas"),u=d("div","dsv-load-scroll"),m=d("canvas"),h=d("div","dsv-note"),p=d("div","dsv-panel");return m.
style.cursor=f.style.cursor="pointer",u.append(m),l.append(f,u),t.body.append(e,c,l,h,p),{against:o,sort:n,panel:r,many:s,where:a,clear:i,range:c,side:f,scroll:u,
map:m,legend:h,low:p,reveal:ft(t,p),counts:R(H),rest:R(H),tokens:R(H),summary:R(U),together:R(U),parallel:R(U),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Me(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:i,range:c,map:l,side:f}=o;for(let h of[n,r,s])t.listen(h.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),pt(t,c,()=>[O,c.clientWidth-O-4],(h,p)=>{o.dragging=Pt(t,h,p),t.redraw()},(h,p)=>{let[g,b]=Pt(t,h,p);o.dragging=
null,t.pick(b>g?{query_first:g,query_last:b}:{query_first:-1,query_last:-1})}),t.listen(l,"mousemove",h=>{o.hovered=It(t,h),t.redraw()}),t.listen(l,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(l,"click",h=>{let p=It(t,h);p&&t.pick({layer:e.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(f,"click",h=>{
let p=Math.floor((h.clientY-f.getBoundingClientRect().top-P)/o.place.tall),g=e.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Ct=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[N(n<0?
0:n+t,0,o.length-1)]})};function Pt(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function It({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-P)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function st({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),c=o.first>=0,l=c&&t.get("against")==="rest",f=(p,g)=>nt(s[p*n+g],i[2*p],r,n),u=(p,g)=>nt(a[p*n+g],i[2*p+1],r,n),m=(p,g)=>l?f(p,g)/u(p,g):
f(p,g),h=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:i,summary:h,brushed:c,here:f,elsewhere:u,rate:m}}function Re(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:i,panel:c,clear:l,legend:f,reveal:u}=s;for(let S of[a,i,c])S.show();let m=st(t),{facts:h,layers:p,brushed:g,rate:b,
summary:k}=m,{experts:E}=h;if(!E)return;l.style.visibility=g?"":"hidden",a.select.disabled=!g,At(t,h);let T=o.clientWidth<620?Tt:D;Ce(t,m,Math.max(120,o.clientWidth-
T-4)),$t(t,m,T),St(t,m),f.replaceChildren(...Ot(t,h)),Rt(t,E),u();let{cell:y,tall:A,orders:M}=s.place;n.drawn={experts:E,layers:[...p],first:h.first,last:h.last,
rates:p.map((S,L)=>Array.from({length:E},(We,Wt)=>b(L,Wt))),orders:M,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:p.
map((S,L)=>k[_*L+1]),cell:y,tall:A}}function Ce(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:i,layers:c,counts:l}=e,{experts:f}=i,u=Math.max(4,Math.min(34,o/
f)),m=c.length>24?12:c.length>12?16:21,h=n.get("sort"),p=c.map((y,A)=>Mt([...l.subarray(A*f,(A+1)*f)],h));a.place={cell:u,tall:m,orders:p};let g=ot(t),b=C(a.map,
Math.ceil(u*f)+1,g);a.scroll.style.height=`${g+(u*f>o+1?14:0)}px`,b.textBaseline="middle",b.font=$(),b.fillStyle=w(r,"quiet");let k=h==="id"?`expert 0 to ${f-1}\
 of each layer`:"each layer's experts, busiest first";b.fillText(k,1,8);let E={shades:Y(r),ink:w(r,"ink"),paper:w(r,"panel")},T=c.indexOf(s.get("layer"));for(let[
y,A]of p.entries())for(let[M,S]of A.entries())Pe(t,b,e,E,y,S,M),!(y!==T||S!==s.get("expert"))&&(b.strokeStyle=w(r,"chosen"),b.lineWidth=2,b.strokeRect(M*u,P+y*m,
Math.max(Lt(u),3),m-1))}var Lt=t=>Math.max(t-(t>6?1:.5),1);function Pe({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:i,paper:c},l,f,u){let{cell:m,tall:h}=e.
place,p=u*m,g=P+l*h,b=Lt(m),k=s(l,f);if(Number.isNaN(k)){q(o,t,p,g,b,h-1);return}if(r[l*n.experts+f]===0){o.fillStyle=a(-1),o.globalAlpha=.15,o.fillRect(p,g,b,h-
1),o.globalAlpha=1,o.fillStyle=i,o.beginPath(),o.arc(p+b/2,g+h/2,Math.min(2,m/3),0,7),o.fill();return}if(F(o,p,g,b,h-1,k,a),m<24)return;o.fillStyle=Math.abs(rt(
k))>.55?c:i,o.font=$();let E=Number.isFinite(k)?v(k,k<9.95?1:0):"new";o.fillText(E,p+(b-o.measureText(E).width)/2,g+h/2)}function Ie(t){let{facts:e,layers:o,tokens:n,
summary:r,here:s}=st(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts of ${e.draws}\
 choices`,"5 %","95 %","never chosen",...Array.from({length:a},(c,l)=>`expert ${l}`)],rows:o.map((c,l)=>[c,i[l]==="hash"?"table":"scores",n[2*l],...r.subarray(_*
l,_*l+5),n[2*l]>0?r[_*l+5]:null,...Array.from({length:a},(f,u)=>s(l,u))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`tokens ${e.first}\
 to ${e.last}`:"the whole text"}.`}}var Le={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left and right the e\
xpert.",keys:{ArrowUp:t=>et(t,-1,t.model.get("layers")),ArrowDown:t=>et(t,1,t.model.get("layers")),ArrowLeft:Ct(-1),ArrowRight:Ct(1)},build:_e,listen:Me,draw:Re,
table:Ie,symbols:(t,e)=>{let o=st(t),n=o.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return n<0||r===-1?void 0:`${e==="n"?String(o.counts[n*o.facts.
experts+r]):v(o.here(n,r))} (expert ${r} of layer ${o.layers[n]})`}},Qo=Et(Le);export{Qo as default};
