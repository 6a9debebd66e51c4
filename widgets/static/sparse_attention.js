function _(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function D(t,e){let n=_(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var U=t=>D(t,Float32Array),N=t=>D(t,Int32Array);var O=t=>Float32Array.from(D(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function X(t,e){let n=_(t),o=new TextDecoder,i=[],r=0;for(let s of D(e,Uint16Array))i.
push(o.decode(n.subarray(r,r+s))),r+=s;return i}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function G(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function u(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function Q(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[i,r]of Object.entries(e??{}))o.setAttribute(i,String(r));return n!==void 0&&(o.textContent=n),o}function R(t,e){let n=u("op\
tion","",e);return n.value=String(t),n}function gt(t,e){let n=u("table",t),o=u("thead"),i=u("tr"),r=u("tbody");for(let s of e)i.append(u("th","",s));return o.append(
i),n.append(o,r),{table:n,head:i,rows:r}}function C(t,e,n){let o=window.devicePixelRatio||1,i=Math.max(1,Math.round(e*o)),r=Math.max(1,Math.round(n*o));(t.width!==
i||t.height!==r)&&(t.width=i,t.height=r),t.style.width=`${e}px`,t.style.height=`${n}px`;let s=I(t);return s.setTransform(o,0,0,o,0,0),s.clearRect(0,0,e,n),s}var I=t=>t.
getContext("2d");function B(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function q(t,e,n=5){let o=B(n,n),i=I(o);return i.strokeStyle=
e,i.lineWidth=1,i.beginPath(),i.moveTo(0,n),i.lineTo(n,0),i.moveTo(-1,1),i.lineTo(1,-1),i.moveTo(n-1,n+1),i.lineTo(n+1,n-1),i.stroke(),t.createPattern(o,"repeat")}var Ut=["fill","outline","under","dotted","dashed","ramp"],Xt=["hatch","dots","dot","bar","tick","strike"],Bt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function zt(t,e){let n=u("span","dsv-mark-of"),[o,i]=t.split(" "),r=Ut.includes(o)&&i||Xt.includes(o),
s=u("span",r?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",r?"":t);return i&&r&&s.style.setProperty("--sign",`var(--dsv-${i==="tint"?"ramp-high":i})`),s.setAttribute(
"aria-hidden",String(r)),n.append(s,e),n}function yt(t,e,n){if(!e?.look_for)return;let{head:o,look:i}=t,r=u("div","dsv-marks"),s=u("div","dsv-help"),a=u("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),s.hidden=!0,s.setAttribute("role","note"),r.append(...e.marks.map(([l,c])=>zt(l,c))),s.append(...e.explains.map(l=>u("p","",l))),e.equation&&
s.append(...Kt(t,e,n)),i.append(u("p","dsv-look-for",e.look_for),r,s),o.append(a),t.listen(a,"click",()=>{s.hidden=!s.hidden,i.classList.toggle("explained",!s.hidden),
a.setAttribute("aria-expanded",String(!s.hidden))})}function Kt(t,e,n){let o=u("div","dsv-equation"),i=u("div","dsv-symbol-said","Point at a symbol for what it \
is here.");i.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let s=u("div");for(let{text:a,symbol:l}of Bt(r)){if(!l){s.append(a);continue}let c=u("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let f=()=>{let d=n(a),h=d?u("b","",` Here: ${d}.`):"";i.replaceChildren(u("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,h),
i.dataset.symbol=a};for(let d of["mouseenter","focus","click"])t.listen(c,d,f);s.append(c)}o.append(s)}return[o,i]}var wt=globalThis;wt.dsvGains??=new WeakMap;var V=wt.dsvGains;function Ft(t,e){let n=t.get(e);return V.get(n)?.whole??n}function jt(t,e,n,o){let i=t.get(e),r=_(
Ft(t,e)),s=_(o);if(r.length!==n||!(i instanceof Object))return!1;let a=V.get(i);if(!a||a.room.length<n+s.length){let l=new Uint8Array(2*(n+s.length));l.set(r),a=
{room:l},V.set(i,a)}return a.room.set(s,n),a.whole=a.room.subarray(0,n+s.length),!0}async function Yt(t,e,n){let o=await Promise.all(e.map(async([r])=>t.widget_manager.
get_model(r)).map(r=>r.catch(()=>null))),i=0;for(let[r,[,s,a]]of e.entries()){let l=n.slice(i,i+a);i+=a,o[r]?._handle_comm_msg({content:{data:s},buffers:l,parent_header:{}})}}
function bt({model:t}){let e=(n,o)=>{if(n?.frame)return void Yt(t,n.frame,o);let i=(n?.gained??[]).filter(([r,s],a)=>!jt(t,r,s,o[a]));i.length&&t.send({whole:i.
map(([r])=>r)})};t.on("msg:custom",e)}var Z=8;var Gt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Qt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*Z,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Z,o=t.cloneNode(!0);xt(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let i=Vt(t),r=u("div");r.style.cssText=`padding:${Z}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${i}`,r.append(o);let s={width:e,height:n},a=Q("svg",{...s,viewBox:`0 0 ${e} ${n}`}),l=Q("foreignObject",{x:0,y:0,...s});return l.append(
r),a.append(l),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function Vt(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function xt(t,e){kt(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((i,r)=>{if(i instanceof
HTMLCanvasElement)o[r].replaceWith(Jt(i));else if(i instanceof HTMLSelectElement){let s=u("span","",i.selectedOptions[0]?.textContent??"");o[r].replaceWith(s),kt(
i,s),Object.assign(s.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(i).display==="none"?o[r].remove():(xt(i,o[r]),
i.scrollTop&&Zt(i.scrollTop,o[r]))})}function Zt(t,e){let n=u("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function kt(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let i of Gt)o.setProperty(i,n.getPropertyValue(i));e.removeAttribute("class"),e.removeAttribute("id")}function Jt(t){let e=u("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function te(t,e){let{text:n,width:o,height:i}=Qt(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await r.decode();let s=u("canvas");s.width=o*e,s.height=i*e;let a=s.getContext("2d");return a.scale(e,e),a.drawImage(r,0,0),s}var ee=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function At(t,e){let n=await ee(await te(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var ne=1500,oe=6e3,re=1,Tt="dsv-kept-away",se="dsv-kept-came",J=new Set,_t=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function Et(t,e,n){let o,i=!1,r=()=>t.get("kept"),s=()=>{for(let c of _t(r()))c.classList.add(Tt)},a=({animationName:c})=>{c===se&&s()};document.addEventListener(
"animationstart",a),J.add(r);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!n()))try{let{kind:f,bytes:d}=await At(c,re);t.send({kept:f},void 0,
[d.buffer]),i=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){r()&&(s(),clearTimeout(o),o=setTimeout(l,i?oe:
ne))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",a),J.delete(r),![...J].some(c=>c()===r()))for(let c of _t(r()))c.classList.remove(
Tt)}}}var A=(t,e,n)=>Math.max(e,Math.min(n,t));function T(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function z(t){let e=t.reduce((s,a)=>s+
a,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(s=>Math.floor(s/e*100+1e-9)),o=t.map(s=>s/e*100%1),i=t.map((s,a)=>a).sort((s,a)=>o[a]-o[s]),r=100-n.reduce(
(s,a)=>s+a,0);for(let s=0;s<r;s++)n[i[s%i.length]]++;return n.map(s=>s/100)}var tt=400;function vt(t,e){let n=u("button","dsv-small dsv-numbers","numbers"),o=u("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the \
numbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let i=!1;
return t.listen(n,"click",()=>{i=!i,n.setAttribute("aria-pressed",String(i)),t.redraw()}),()=>(o.style.display=i?"":"none",t.body.style.display=i?"none":"",i&&ie(
t,o,e()),i)}function ie(t,e,{columns:n,rows:o,note:i}){let r=gt("dsv-table",n);for(let a of r.head.children)a.scope="col";for(let a of o.slice(0,tt)){let l=u("t\
r");l.style.cursor="default";for(let c of a)l.append(u("td","",ae(c)));r.rows.append(l)}let s=o.length>tt?`The first ${tt} of ${o.length} rows. `:"";e.replaceChildren(
u("div","dsv-note",s+(i??"")),r.table),t.root.drawnTable={columns:n,rows:o.length}}function ae(t){return typeof t=="number"?Number.isInteger(t)?String(t):T(t,4):
String(t??"–")}var le="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ce={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},fe={expert:-1,entry:-1,hover_entry:-1},de=["SELECT","INPUT","TEX\
TAREA"],St=t=>({initialize:bt,render:e=>he(e,t)});async function he({model:t,el:e},n){let o=pe(n);e.append(o.root);let i=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new et(t,i,o,n);return r.own=n.build(r),n.listen?.(r),r.redraw(),()=>r.clean()}function ue(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,i]of Object.entries({...n?fe:{},...e}))t.set(o,i);t.save_changes()}function pe({title:t,aria:e}){let n=u("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=u("div","dsv-head"),i=u("div","dsv-facts");i.setAttribute("aria-live","polite"),o.append(u(
"span","dsv-title",t),u("span","dsv-space"));let r=u("div","dsv-look"),s=u("div","dsv-message"),a=u("div","dsv-body");return n.append(u("div","dsv-gone",le),o,r,
i,s,a),{root:n,head:o,look:r,facts:i,message:s,body:a}}var et=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:o,head:i,look:r,facts:s,message:a,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=i,this.look=r,this.facts=s,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?vt(this,()=>c.table(
this)):null,yt(this,e.get("about"),f=>c.symbols?.(this,f)),this.kept=Et(e,()=>o,()=>n.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,
requestAnimationFrame(()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:i}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let r=n.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",i.style.
display=r?"none":"",r){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(s){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${s}`,console.error(s)}}pick(e){ue(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,i])=>this.sel.get(o)!==i);this.#a(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,i){e.addEventListener(
n,o,i),this.#e.push(()=>e.removeEventListener(n,o,i))}#l(){let{model:e,sel:n,root:o}=this,i=()=>this.redraw(),r=(c,f,d)=>{c.on(f,d),this.#e.push(()=>c.off(f,d))};
r(e,"change",i),r(e,"msg:custom",i),r(n,"change",i);let s=()=>o.classList.toggle("gone",n.comm_live===!1);s(),r(n,"comm_live_update",s);let a=new MutationObserver(
()=>{i(),setTimeout(i,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(i);l.
observe(o),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",me,!0),this.listen(this.root,"keydown",e=>{if(de.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(ce):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#o=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},me=t=>{t.target.dataset.lmSuppressShortcuts="true"};function nt(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[A(o+e,0,n.length-1)],expert:-1,entry:-1})}var ot={sliding:"▭",csa:"▤",hca:"▦"},rt=(t,e)=>`layer ${t} ${ot[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ge=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ye=/<｜([^｜<>\n]*)｜>/g,we=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
be=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ke=t=>t.replace(ge,be),K=t=>ke(t.replace(ye,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
F=t=>we.test(t)?`⁨${t}⁩`:t;function P(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=K(n)||"␣",i=[...o];return F(i.length>e?`${i.slice(0,
e-1).join("")}…`:o)}var j=(t,e,n)=>t.find(o=>n(o)<=e)??"";var v=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var Nt=4278190080;function xe(t,e,n,o,i){let s=n?12:0,a=t-40-s-8,l=A(a/Math.max(1,n+o),.25,7),c=Math.min(n*l,a-Math.min(o*l,a*.45)),f=40+c+s,d=Math.min(o*l,t-f-
8),h=A((e-45)/Math.max(1,i),1,8),y={entryCell:n?c/n:0,windowCell:o?d/o:0};return{left:40,entryW:c,windowX:f,windowW:d,row:h,top:15,...y}}function lt({model:t,own:e},n){
let{map:o,canvas:i}=e;if(!o)return null;let r=t.get("map_facts"),s=i.getBoundingClientRect(),a=n.clientX-s.left,l=Math.floor((n.clientY-s.top-o.top)/o.row);if(l<
0||l>=r.queries)return null;let c=r.first+l;if(o.entryW&&a>=o.left&&a<o.left+o.entryW){let f=Math.floor((a-o.left)/o.entryCell);return{query:c,entry:f,key:-1,code:_(
t.get("map_entries"))[l*r.entries+f]}}if(a>=o.windowX&&a<o.windowX+o.windowW){let f=Math.floor((a-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-f,code:_(
t.get("map_window"))[l*r.window+f]}}return{query:c,entry:-1,key:-1,code:255}}function Ae(t,e,n,[o,i,r],[s,a,l]){let c=new ImageData(n,e),f=new ImageData(n,e),d=new Uint32Array(
c.data.buffer),h=new Uint32Array(f.data.buffer);return t.forEach((y,w)=>{if(y<=252){let g=18+Math.round(237*y/252);d[w]=(g<<24|r<<16|i<<8|o)>>>0}else y===254?h[w]=
Nt:y===253&&(w+Math.floor(w/n))%3===0&&(d[w]=(Nt|l<<16|a<<8|s)>>>0)}),{image:c,mask:f}}function Te(t,e,n,o,{rgb:i,missing:r,pattern:s},a){if(!o||!n)return;let{image:l,
mask:c}=Ae(e,n,o,i,r),f=B(o,n),d=B(Math.max(1,Math.ceil(a.w)),Math.max(1,Math.ceil(a.h)));t.imageSmoothingEnabled=!1,I(f).putImageData(c,0,0);let h=I(d);h.imageSmoothingEnabled=
!1,h.drawImage(f,0,0,d.width,d.height),h.globalCompositeOperation="source-in",h.fillStyle=s,h.fillRect(0,0,d.width,d.height),t.globalAlpha=.5,t.drawImage(d,a.x,
a.y,a.w,a.h),t.globalAlpha=1,I(f).putImageData(l,0,0),t.drawImage(f,a.x,a.y,a.w,a.h)}function _e(t,e,n,o){let i=k(o,"quiet"),r=e;t.font=v(),t.textBaseline="midd\
le";for(let s of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=k(o,"line"),t.strokeRect(r+.5,n+.5,11,9),s==="not picked")t.globalAlpha=
.6,t.fillStyle=q(t,i),t.fillRect(r,n,12,10);else if(s==="next to zero")t.globalAlpha=.09,t.fillStyle=k(o,"entries"),t.fillRect(r,n,12,10);else if(s==="not captu\
red"){t.fillStyle=i;for(let a of[2,6,10])t.fillRect(r+a,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=i,t.textAlign="left",t.fillText(s,r+16,n+5.5),r+=26+t.measureText(
s).width}}function $t(t,e){let{model:n,root:o,own:i}=t,r=n.get("map_facts"),s=r.queries??0,a=i.scroll.clientWidth,l=xe(a,e,r.entries,r.window,s),c=s*l.row,f=C(i.
canvas,a,l.top+c+30),d=k(o,"quiet"),h=q(f,d,4);f.font=v(),f.textBaseline="middle";let y=(m,x,b,E,L)=>{let H={rgb:G(k(o,b)),missing:G(ve(d)),pattern:h};Te(f,m,s,
x,H,{x:E,y:l.top,w:L,h:c}),f.strokeStyle=k(o,"line"),f.strokeRect(E-.5,l.top-.5,L+1,c+1),f.fillStyle=k(o,b)},w=(m,x,b)=>f.fillText(j(m,b,E=>f.measureText(E).width),
x,6);if(r.entries){y(_(n.get("map_entries")),r.entries,"entries",l.left,l.entryW);let m=[`compressed past: entries 0 to ${r.entries-1}`,"compressed past","entri\
es","past"];w(m,l.left,l.windowX-l.left-4)}y(_(n.get("map_window")),r.window,"window",l.windowX,l.windowW),w(["window: itself, then back","window"],l.windowX,l.
windowW),f.fillStyle=d,f.textAlign="right";let g=Math.max(1,Math.ceil(s/Math.max(2,c/40)));for(let m=0;m<s;m+=g)f.fillText(`${r.first+m}`,l.left-4,l.top+(m+.5)*
l.row);return f.textAlign="left",Ee(t,f,r,s,l),_e(f,l.left,l.top+c+12,o),l}function Ee({root:t,sel:e,own:n},o,i,r,s){let a=e.get("token")===-1?r-1:e.get("token")-
i.first;a>=0&&a<r&&(o.strokeStyle=k(t,"chosen"),o.lineWidth=1.5,o.strokeRect(s.left-1,s.top+a*s.row-.5,s.windowX+s.windowW-s.left+2,s.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=i.entries||(o.strokeStyle=k(t,"ink"),o.strokeRect(s.left+l*s.entryCell,s.top-1,Math.max(2,s.entryCell),r*s.row+2))}function ve(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var Mt=["entries","window","sink"],$e=["compressed past (bottom)","window","sink (top)"],Ot=[.85,.5,.95];function Me(t,e,n){let i=A(Math.floor((t-74-4)/Math.max(
1,n)),5,70),r=A(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:i,h:r,top:16}}function Rt({model:t,own:e},n){let{thumbs:o,canvas:i}=e;if(!o)return null;let[
r,s]=t.get("profile_shape"),a=i.getBoundingClientRect(),l=Math.floor((n.clientY-a.top-o.top)/o.h),c=Math.floor((n.clientX-a.left-o.left)/o.w);return l>=0&&l<r&&
c>=0&&c<s?{layer:t.get("layers")[l],head:c}:null}function Ct(t){let{model:e,root:n,sel:o,own:i}=t,[r,s]=e.get("profile_shape"),a=e.get("layers"),l=i.scroll.clientWidth,
c=Me(l,r,s),f=C(i.canvas,l,c.top+r*c.h+24),d=Mt.map(h=>k(n,h));f.font=v(),f.textBaseline="middle",f.fillStyle=k(n,"quiet");for(let h=0;h<s;h+=Math.ceil(24/c.w))
f.fillText(`${h}`,c.left+h*c.w+2,7);f.fillText("head",c.left-28,7);for(let h=0;h<r;h++){let y=c.top+h*c.h,w=a[h]===o.get("layer"),g=e.get("kinds")[h];f.fillStyle=
k(n,w?"chosen":"ink"),f.font=v(w);let m=`${a[h]} ${ot[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&f.fillText(m,4,y+c.h/2);for(let x=0;x<s;x++)Oe(t,f,c,d,h,x);w&&(f.strokeStyle=
k(n,"chosen"),f.lineWidth=1.5,f.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,y+.5,c.w-1,c.h-1),f.lineWidth=1)}return Re(t,f,d,c.left,c.top+r*c.h+8),c}function Oe({
model:t,root:e},n,o,i,r,s){let[,a,l]=t.get("profile_shape"),c=_(t.get("profile")),f=o.top+r*o.h,d=(o.w-2)/l+.4;for(let h=0;h<l;h++){let y=((r*a+s)*l+h)*Mt.length,
w=o.left+s*o.w+1+h*(o.w-2)/l;if(c[y]===255){n.fillStyle=k(e,"none"),n.fillRect(w,f+o.h/2,1,1);continue}let g=f+o.h-1;for(let[m,x]of i.entries()){let b=c[y+m]/254*
(o.h-2);n.fillStyle=x,n.globalAlpha=Ot[m],n.fillRect(w,g-b,d,b),g-=b}n.globalAlpha=1}}function Re({root:t},e,n,o,i){let r=o;for(let[s,a]of $e.entries())e.fillStyle=
n[s],e.globalAlpha=Ot[s],e.fillRect(r,i,10,10),e.globalAlpha=1,e.fillStyle=k(t,"quiet"),e.fillText(a,r+14,i+5),r+=30+e.measureText(a).width}var ct=50,ht=48,Ce=3*ht,M=22,$=10,Ie=54,S=22,Y=22,Pe=330;function We(t,e,n){let o=Math.max(60,t-ct-Ce-M-2*$),i=Math.min(Y,o/Math.max(1,e+n)),r=Math.min(n*14,o*.45),
s=o-Math.min(r,n*Y),a=e?A(e*i,Math.min(e*Y,o*.25),s):0,l=Math.min(n*Y,o-a),c=ct+a+(a?$:0);return{entryX:ct,entryW:a,entryCell:e?a/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+$}}var qe=t=>A(Math.floor(Pe/t),14,34);function ft(t,e,n,o){if(t==="heads")return Array.from({length:e},(r,s)=>o.slice(s*n,(s+1)*n));let i=new Float32Array(
n).fill(Number.NaN);for(let r=0;r<n;r++){let s=Array.from({length:e},(a,l)=>o[l*n+r]).filter(a=>!Number.isNaN(a));s.length&&(i[r]=t==="mean"?s.reduce((a,l)=>a+l,
0)/e:Math.max(...s))}return[i]}function ut({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),i=U(t.get("mass")),r=N(t.get("window")),s=N(t.get("entri\
es")),a=l=>Float32Array.from({length:n},(c,f)=>i[3*f+l]);return{facts:e,heads:n,mode:o,window:r,entries:s,pieces:X(t.get("utf8"),t.get("lengths")),windowRows:ft(
o,n,r.length,O(t.get("window_weight"))),entryRows:ft(o,n,s.length,O(t.get("entry_weight"))),masses:[0,1,2].map(l=>ft(o,n,1,a(l)).map(c=>c[0]))}}function pt({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let i=e.canvas.getBoundingClientRect(),r=n.clientX-i.left,s=Math.floor((n.clientY-i.top-S)/o.tall),a=t.get("rows")===
"heads"&&s>=0&&s<t.get("facts").heads?s:-1;return o.entryW&&r>=o.entryX&&r<o.entryX+o.entryW?{zone:"entry",key:Math.floor((r-o.entryX)/o.entryCell),head:a}:o.windowW&&
r>=o.windowX&&r<o.windowX+o.windowW?{zone:"window",key:N(t.get("window"))[Math.floor((r-o.windowX)/o.windowCell)],head:a}:{zone:r>=o.sinkX&&r<o.sinkX+M?"sink":"",
key:-1,head:a}}function It(t,e){let{root:n,own:o}=t,i=e.windowRows.length,r=o.scroll.clientWidth,s={...We(r,e.facts.visible,e.window.length),tall:qe(i)};o.zones=
s;let a=S+i*s.tall,l=C(o.canvas,r,a+Ie),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[f,d,h,y,w,g,m,x]=c.map(mt=>k(n,mt)),b={ink:f,quiet:d,
line:h,mark:y,paper:w,entries:g,window:m,sink:x};l.textBaseline="middle",l.font=v();let E=Le(l,s,b);s.entryW&&(l.globalAlpha=.4,l.fillStyle=q(l,d),l.fillRect(s.
entryX,S,s.entryW,a-S),l.globalAlpha=1);let L=e.windowRows.map((mt,Lt)=>He(t,l,e,s,b,Lt));s.entryW&&(l.strokeStyle=h,l.strokeRect(s.entryX+.5,S-.5,s.entryW-1,a-
S)),Ue(t,l,e,s,b,a),s.entryW&&Xe(t,l,e,s,b,a);let H=e.window.indexOf(t.sel.get("hover_token"));return H>=0&&(l.strokeStyle=f,l.lineWidth=1,l.strokeRect(s.windowX+
H*s.windowCell,S-.5,s.windowCell,a-S)),{titles:E,shares:L}}function Le(t,e,n){let o=[],i=(s,a,l,c)=>{let f=j(s,l,d=>t.measureText(d).width);t.fillStyle=n.ink,t.
fillText(f,a,7),t.fillStyle=c,t.fillRect(a,16,Math.max(0,l-$+4),3),o.push([f,a,t.measureText(f).width])},r=["compressed past","compressed","past"];e.entryW&&i(r,
e.entryX,e.entryW+$-4,n.entries),i(["window: exact tokens","window"],e.windowX,e.windowW+$-4,n.window),i(["sink"],e.sinkX,M+$-4,n.sink),t.fillStyle=n.quiet;for(let[
s,a]of["past","window","sink"].entries())t.fillText(a,e.sinkX+M+8+ht*s,7);return o}function dt(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(A(n,0,1)),t.fillStyle=e}function He({
sel:t},e,n,o,i,r){let{mode:s,masses:a,facts:l}=n,{sinkX:c,tall:f}=o,d=S+r*f,h=s==="heads"&&r===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?i.mark:i.quiet,e.font=
v(h),e.fillText(s==="heads"?`head ${r}`:s,2,d+f/2),l.listed)De(e,n,o,i,r);else{e.globalAlpha=1,e.fillStyle=i.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let m=o.
windowX;m<g;m+=8)e.fillRect(m,d+f/2,2,2)}dt(e,i.sink,a[2][r]),e.fillRect(c,d,M,f-1),e.globalAlpha=1,e.strokeStyle=i.line,e.lineWidth=1,e.strokeRect(c+.5,d+.5,M-
1,f-2);let y=a.map(g=>g[r]),w=s==="max"?y:z(y);e.fillStyle=h?i.mark:i.ink,e.font=v();for(let[g,m]of w.entries())e.fillText(T(m),c+M+8+ht*g,d+f/2);return w}function De(t,{
entries:e,window:n,entryRows:o,windowRows:i},r,s,a){let{entryX:l,entryCell:c,windowX:f,windowCell:d,tall:h}=r,y=S+a*h;e.forEach((w,g)=>{let m=o[a][g];if(Number.
isNaN(m))return;let x=l+w*c;t.globalAlpha=1,t.fillStyle=s.paper,t.fillRect(x,y,Math.max(c,1),h),dt(t,s.entries,m),t.fillRect(x,y,Math.max(c-(c>4?1:0),1),h-1)}),
n.forEach((w,g)=>{let m=i[a][g];Number.isNaN(m)||(dt(t,s.window,m),t.fillRect(f+g*d,y,Math.max(d-(d>4?1:0),1),h-1))})}function Ue({sel:t},e,{facts:n,window:o,pieces:i},{
windowX:r,windowW:s,windowCell:a},l,c){let f=t.get("hover_token");e.font=v(),a>=9?o.forEach((d,h)=>{e.save(),e.translate(r+(h+.5)*a,c+3),e.rotate(-Math.PI/2),e.
textAlign="right",e.fillStyle=d===n.query?l.mark:d===f?l.ink:l.quiet,e.font=v(d===f||d===n.query),e.fillText(P(i[h]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=
l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,r,c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,r+s,c+8)),e.textAlign="left"}function Xe({own:t},e,{
facts:n,entries:o},{entryX:i,entryW:r,entryCell:s},a,l){let{visible:c,rate:f}=n;if(e.fillStyle=a.quiet,s>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=
o.includes(h)?a.ink:a.quiet,e.fillText(`${h}`,i+(h+.5)*s,l+8)}else e.fillText("0",i,l+8),e.textAlign="right",e.fillText(`${c-1}`,i+r,l+8);e.textAlign="left",e.fillStyle=
a.quiet,r>60&&e.fillText(`entries of ${f}`,i,l+21);let d=t.shownEntry();d===-1||d>=c||(e.strokeStyle=a.mark,e.lineWidth=2,e.strokeRect(i+d*s,S-1,Math.max(s,2),l-
S+1))}function Pt({facts:t,mode:e,masses:n,window:o,entries:i,windowRows:r,entryRows:s},a,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(a,0),r.length-1):0,
f=e==="heads"?`head ${c}`:`${e} of heads`,d=z(n.map(b=>b[c])),h=[...Array.from(i,(b,E)=>[s[c][E],`entry ${b}`]),...Array.from(o,(b,E)=>[r[c][E],`token ${b}`])],
y=h.filter(([b])=>b>0).sort((b,E)=>E[0]-b[0]),[w,g]=y[0]??[Number.NaN,""],m=`${f} of layer ${t.layer}, query ${t.query}`;return{w:g?`${T(w,3)} at ${g}, the larg\
est of ${h.length} keys (${m})`:`not captured (${m})`,z:g?`${T(Math.log(w))} at ${g}, up to a constant that all keys share (${m})`:"not captured",sink:`${T(Math.
log(n[2][c]))}, up to the same constant (${m})`,past:`${T(d[0])} (${m})`,window:`${T(d[1])} (${m})`,sunk:`${T(d[2])} (${m})`}[l]}var Be=290,ze={hover_entry:-1,hover_token:-1,hover_head:-1},Ke={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Fe({
head:t,body:e,sel:n}){let o=u("select");o.setAttribute("aria-label","what is drawn"),o.append(R("heads","every head"),R("mean","mean of heads"),R("max","largest\
 of heads"),R("map","query × key"),R("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let i=u("div","dsv-scroll"),r=u("canvas"),s=u("div","dsv-n\
ote");return i.style.overflow="hidden",r.style.cursor="pointer",i.append(r),e.append(i,s),s.style.minHeight="30px",{rows:o,scroll:i,canvas:r,note:s,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function je(t){let{model:e,own:n}=t,{rows:o,canvas:i}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(i,"mousemove",r=>{let s=e.get("rows");s!=="all"&&(s==="map"?Ye(t,r):Ge(t,r),t.redraw())}),t.listen(i,"m\
ouseleave",()=>{n.hovered=null,t.hover(ze),t.redraw()}),t.listen(i,"click",r=>{let s=e.get("rows");s==="all"?Qe(t,r):s==="map"?Ve(t,r):Ze(t,r)})}function Ye(t,e){
let n=lt(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function Ge(t,e){let n=pt(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function Qe(t,e){let n=Rt(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Ve(t,e){let n=lt(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function Ze(t,e){let n=pt(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function Je(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?tn(t):o==="map"?en(t):on(t)}function tn(t){let{model:e,sel:n,root:o,
facts:i,own:r}=t;e.get("profile_shape")[0]&&(r.map=null,r.thumbs=Ct(t),i.replaceChildren("every layer and head over the run; click one to choose it"),r.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:r.thumbs,at:performance.now()})}function en(t){let{model:e,root:n,facts:o,
own:i}=t,r=e.get("map_facts");if(r.queries===void 0)return;i.thumbs=null,i.map=$t(t,Be);let s=r.first+r.queries-1,a=` · head ${r.head} · queries ${r.first} to\
 ${s}`;o.replaceChildren(u("b","",rt(r.layer,r.kind)),a),i.note.textContent=nn(t),n.drawn={mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,
entries:r.entries,places:i.map,place:i.hovered,codes:Array.from(_(e.get("map_entries")).slice(0,64)),at:performance.now()}}function nn({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let i=Ke[n.code]??`weight about ${T((n.code/252)**2,2)}`,r=o==="entry"?F(K(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?
n.entry:n.key}: ${i}. ${r}`}function on(t){let{model:e,root:n,facts:o,own:i}=t;i.map=i.thumbs=null;let r=ut(t),{facts:s,heads:a,mode:l}=r;if(s.heads===void 0)return;
let{titles:c,shares:f}=It(t,r);o.replaceChildren(u("b","",rt(s.layer,s.kind)),` · query ${s.query} `,u("b","",`“${P(s.piece??"",18)}”`),` · ${l==="heads"?
`${a} heads`:`${l} of ${a} heads`}`),i.note.textContent=rn(t,r),n.drawn={layer:s.layer,query:s.query,kind:s.kind,visible:s.visible,window:Array.from(r.window),entries:Array.
from(r.entries),weights:r.windowRows.map(d=>Array.from(d)),shares:f,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function rn({model:t,sel:e,
own:n},{facts:o,mode:i,entries:r,entryRows:s,window:a,windowRows:l,pieces:c}){let f=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),d=i===
"heads"?A(f,0,l.length-1):0,h=i==="heads"?`head ${d}`:`${i} of heads`,y=n.shownEntry(),w=e.get("hover_token");if(y!==-1&&y<o.visible){let g=r.indexOf(y),m=g<0?"\
not picked by the indexer: it has no weight":`weight ${T(s[d][g],4)} in ${h}`;return`Entry ${y}, ${m}. ${F(K(t.get("entry_text")))}`}if(a.includes(w)){let g=a.indexOf(
w),m=T(l[d][g],4);return`Token ${w} “${P(c[g],20)}”: weight ${m} in ${h}. Click to choose it.`}return i==="max"?"Each key shows the head that weighs it most\
, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were p\
icked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer. Hover one to se\
e its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (dots: weights no\
t captured)."}function sn({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(f,d)=>d),o=U(t.get("mass")),i=N(t.get("window")),r=N(t.get("entries")),
s=O(t.get("window_weight")),a=O(t.get("entry_weight")),l=X(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",
...n.map(f=>`head ${f}`)],rows:[...c.map((f,d)=>[f,...n.map(h=>o[3*h+d])]),...Array.from(r,(f,d)=>[`entry ${f}`,...n.map(h=>a[h*r.length+d])]),...Array.from(i,(f,d)=>[
`token ${f} “${P(l[d]??"",16)}”`,...n.map(h=>s[h*i.length+d])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum t\
o one in every column.`:""}}var Wt=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),qt=t=>e=>e.pick({head:A(e.sel.get("head")+t,0,(e.model.get(
"facts").heads??1)-1)}),an={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, page keys the layer.",
keys:{ArrowLeft:Wt(-1),ArrowRight:Wt(1),ArrowUp:qt(-1),ArrowDown:qt(1),PageUp:t=>nt(t,-1,t.model.get("layers")),PageDown:t=>nt(t,1,t.model.get("layers"))},build:Fe,
listen:je,draw:Je,table:sn,symbols:(t,e)=>Pt(ut(t),t.sel.get("head"),e)},_o=St(an);export{_o as default};
