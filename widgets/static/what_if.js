function x(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function R(t,e){let n=x(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var A=t=>R(t,Float32Array);function P(t,e){let n=x(t),o=new TextDecoder,r=[],s=0;for(let i of R(e,Uint16Array))r.push(o.decode(n.subarray(s,s+i))),s+=i;return r}function v(t){let e=null,n;
return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}function c(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function E(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function I(t,e){let n=c("table",t),o=c("thead"),r=c("tr"),s=c("tbody");for(let i of e)r.append(c("th","",i));return o.append(r),n.append(o,s),{table:n,head:r,rows:s}}var X=["fill","outline","under","dotted","dashed","ramp"],J=["hatch","dots","dot","bar","tick","strike"],Z=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function tt(t,e){let n=c("span","dsv-mark-of"),[o,r]=t.split(" "),s=X.includes(o)&&r||J.includes(o),i=c(
"span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),n.append(i,e),n}function U(t,e,n){if(!e?.look_for)return;let{head:o,look:r}=t,s=c("div","dsv-marks"),i=c("div","dsv-help"),a=c("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([l,d])=>tt(l,d))),i.append(...e.explains.map(l=>c("p","",l))),e.equation&&
i.append(...et(t,e,n)),r.append(c("p","dsv-look-for",e.look_for),s,i),o.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function et(t,e,n){let o=c("div","dsv-equation"),r=c("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let i=c("div");for(let{text:a,symbol:l}of Z(s)){if(!l){i.append(a);continue}let d=c("span","dsv-symbol",a.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("ro\
le","button"),d.dataset.symbol=a;let u=()=>{let f=n(a),y=f?c("b","",` Here: ${f}.`):"";r.replaceChildren(c("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,y),r.
dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(d,f,u);i.append(d)}o.append(i)}return[o,r]}var W=globalThis;W.dsvGains??=new WeakMap;var T=W.dsvGains;function nt(t,e){let n=t.get(e);return T.get(n)?.whole??n}function ot(t,e,n,o){let r=t.get(e),s=x(nt(
t,e)),i=x(o);if(s.length!==n||!(r instanceof Object))return!1;let a=T.get(r);if(!a||a.room.length<n+i.length){let l=new Uint8Array(2*(n+i.length));l.set(s),a={room:l},
T.set(r,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}function H({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,i],a)=>!ot(t,s,i,
o[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var O=8;var rt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function st(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*O,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*O,o=t.cloneNode(!0);D(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=it(t),s=c("div");s.style.cssText=`padding:${O}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${r}`,s.append(o);let i={width:e,height:n},a=E("svg",{...i,viewBox:`0 0 ${e} ${n}`}),l=E("foreignObject",{x:0,y:0,...i});return l.append(
s),a.append(l),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function it(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function D(t,e){B(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)o[s].replaceWith(ct(r));else if(r instanceof HTMLSelectElement){let i=c("span","",r.selectedOptions[0]?.textContent??"");o[s].replaceWith(i),B(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?o[s].remove():(D(r,o[s]),r.
scrollTop&&at(r.scrollTop,o[s]))})}function at(t,e){let n=c("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function B(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let r of rt)o.setProperty(r,n.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function ct(t){let e=c("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function dt(t,e){let{text:n,width:o,height:r}=st(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let i=c("canvas");i.width=o*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var lt=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function j(t,e){let n=await lt(await dt(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var pt=1500,ft=6e3,ut=1;function z(t,e,n){let o=c("style"),r,s=!1,i=()=>{let l=t.get("kept");o.textContent=l?`.${l}, .jp-OutputArea-child:has(.${l}) { display: \
none !important; }`:"",l&&!o.isConnected&&document.head.append(o)},a=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:d,bytes:u}=await j(
l,ut);t.send({kept:d},void 0,[u.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){t.get("kept")&&(i(),
clearTimeout(r),r=setTimeout(a,s?ft:pt))},clean(){clearTimeout(r),o.remove()}}}var w=(t,e,n)=>Math.max(e,Math.min(n,t));function k(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var $=400;function q(t,e){let n=c("button","dsv-small dsv-numbers","numbers"),o=c("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the nu\
mbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;
return t.listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ht(
t,o,e()),r)}function ht(t,e,{columns:n,rows:o,note:r}){let s=I("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,$)){let l=c("tr");
l.style.cursor="default";for(let d of a)l.append(c("td","",mt(d)));s.rows.append(l)}let i=o.length>$?`The first ${$} of ${o.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function mt(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):
String(t??"–")}var gt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",bt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},yt={expert:-1,entry:-1,hover_entry:-1},xt=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:H,render:e=>wt(e,t)});async function wt({model:t,el:e},n){let o=vt(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new _(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function kt(t,e){let n=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[o,r]of Object.entries({...n?yt:{},...e}))t.set(o,r);t.save_changes()}function vt({title:t,aria:e}){let n=c("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=c("div","dsv-head"),r=c("div","dsv-facts");r.setAttribute("aria-live","polite"),o.append(c(
"span","dsv-title",t),c("span","dsv-space"));let s=c("div","dsv-look"),i=c("div","dsv-message"),a=c("div","dsv-body");return n.append(c("div","dsv-gone",gt),o,s,
r,i,a),{root:n,head:o,look:s,facts:r,message:i,body:a}}var _=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:o,head:r,look:s,facts:i,message:a,body:l},d){
this.model=e,this.sel=n,this.root=o,this.head=r,this.look=s,this.facts=i,this.body=l,this.#t=a,this.#r=d,this.own=void 0,this.tabled=d.table?q(this,()=>d.table(
this)):null,U(this,e.get("about"),u=>d.symbols?.(this,u)),this.kept=z(e,()=>o,()=>n.comm_live!==!1),this.#c(),this.#d()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(
()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){kt(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#a(n),n.some(([o])=>o==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(n,o,r),this.#e.
push(()=>e.removeEventListener(n,o,r))}#c(){let{model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(d,u,f)=>{d.on(u,f),this.#e.push(()=>d.off(u,f))};s(e,"change",
r),s(e,"msg:custom",r),s(n,"change",r);let i=()=>o.classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(
r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(o),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#d(){this.listen(this.root,"focusin",Nt,!0),this.listen(this.root,"keydown",e=>{if(xt.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(bt):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#o=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Nt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function S(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:w(s,0,n-1)})}function K(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[w(o+e,0,n.length-1)],expert:-1,entry:-1})}var At=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Et=/<｜([^｜<>\n]*)｜>/g,Tt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ot=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,L=t=>t.replace(Et,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(At,Ot),$t=t=>Tt.
test(t)?`⁨${t}⁩`:t;function C(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=L(n)||"␣",r=[...o];return $t(r.length>e?`${r.slice(0,
e-1).join("")}…`:o)}var _t=.58,St=.5;function Lt(t){let e=Array.from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(St,e[Math.floor(.98*(e.length-1))]??0)}
var Ct=(t,e)=>Number.isNaN(t)?null:w(t/e,-1,1);function Mt(t,e,n){let o=e.length/2,r=e[n],s=e[o+n];return!o||Number.isNaN(r)||Number.isNaN(t)?null:t<r||t>s}function Rt({
body:t,root:e}){e.classList.add("dsv-whatif");let n=c("div","dsv-whatif-offers");n.setAttribute("role","group"),n.setAttribute("aria-label","edits to try on wha\
t is chosen");let o=c("div","dsv-whatif-state");o.setAttribute("role","status");let r=c("div","dsv-whatif-text");r.setAttribute("aria-label","the text, coloured\
 by what the edit changed");let s=c("div","dsv-note");return t.append(n,o,r,s),{offers:n,state:o,strip:r,words:s,floats:v(A),bands:v(A),texts:v(P),offered:null,
written:null,requests:0}}var h=t=>t.model.get("facts"),M=(t,e)=>t.tell("request",{...e,n:++t.own.requests+performance.now()});function Pt(t){let{model:e,own:n,root:o,
sel:r}=t,s=n.floats(e.get("change"));It(t),Wt(t),Ht(t,s),Bt(t);let i=h(t);t.facts.replaceChildren(...i.edited?[c("b","",i.edited),G(i)]:["nothing was tried yet"]),
o.drawn={offers:e.get("offers").map(a=>a.name),edited:i.edited,front:i.front,change:Array.from(s),flipped:e.get("flipped"),banded:e.get("band").byteLength>0,title:i.
title,working:e.get("working"),token:i.token??-1,layer:r.get("layer"),at:performance.now()}}function G(t){return t.title?` · ${t.title}`:t.mean===null?"":` · ${b(
t.mean)} nats a token, n=${t.of}`}var b=t=>`${t>0?"+":t<0?"−":""}${k(Math.abs(t),3)}`;function It(t){let{model:e,own:n}=t,o=e.get("offers"),r=e.get("can_try"),
s=JSON.stringify([o,r]);n.offered!==s&&(n.offered=s,n.offers.replaceChildren(...o.length?[c("span","dsv-quiet","Try: ")]:[],...o.map((i,a)=>Ut(t,i,a,r))))}function Ut(t,e,n,o){
let r=c("span","dsv-whatif-offer"),s=c("button","dsv-small",e.name);s.type="button",s.disabled=!o,s.addEventListener("click",()=>M(t,{offer:n,dose:i?Number(i.value):
0})),r.append(s);let i=null;if(e.doses.length>1){i=c("input"),i.type="range",i.min="0",i.max=String(e.doses.length-1),i.value="0",i.disabled=!o,i.setAttribute("\
aria-label",`how much of: ${e.name}`);let a=c("span","dsv-quiet",e.doses[0]);i.addEventListener("input",()=>{a.textContent=e.doses[Number(i?.value)]}),i.addEventListener(
"change",()=>M(t,{offer:n,dose:Number(i?.value)})),r.append(i,a)}return r}function Wt(t){let{model:e,own:n}=t,o=h(t),r=[];if(o.edited&&e.get("can_try")){let s=c(
"button","dsv-small","back to the plain run");s.type="button",s.addEventListener("click",()=>M(t,{back:!0})),r.push(s)}if(o.edited){let s=o.parted<0?"no other w\
ord would come first anywhere":`another word would first come at ${o.parted}`;r.push(c("span","",o.front==="plain"?`the plain run is in front; ${s}`:s))}e.get("\
working")&&r.push(c("span","dsv-quiet",e.get("working"))),n.state.replaceChildren(...r)}function Ht(t,e){let{model:n,own:o,sel:r}=t,s=o.texts(n.get("utf8"),n.get(
"lengths")),i=o.bands(n.get("band")),a=new Set(n.get("flipped")),l=h(t).token??-1,d=[n.get("change"),n.get("band"),n.get("utf8")],u=o.written;if(!u||d.some((f,y)=>f!==
u[y])){o.written=d;let f=Lt(e);o.strip.replaceChildren(...s.map((y,m)=>{let g=c("span","dsv-whatif-word",L(y)),N=Ct(e[m],f);if(N===null)g.classList.add("dsv-unk\
nown");else{let Y=N<0?"--dsv-below":"--dsv-tint",Q=Mt(e[m],i,m)===!1?.2:1;g.style.background=`rgba(var(${Y}), ${(Math.abs(N)*_t*Q).toFixed(3)})`}return g.classList.
toggle("dsv-flipped",a.has(m)),g.title=Number.isNaN(e[m])?"not compared":`${b(e[m])} nats`,g.addEventListener("click",()=>t.pick({token:m})),g}))}for(let f of o.
strip.querySelectorAll(".picked"))f.classList.remove("picked");r.get("token")>=0&&o.strip.children[l]?.classList.add("picked")}function Bt(t){let{own:e,model:n}=t,
o=h(t);if(!o.edited||o.change===null){let d=n.get("can_try")?"Choose an expert, an entry, a head or a layer in any view, then try what happens without it.":"A s\
aved run has no model behind it: explore(Session(model)) can read its text again under an edit.";e.words.textContent=o.edited?"Nothing is known of the first tok\
en: nothing was expected before it.":d;return}let r=d=>d===null?"":` (${k(d)})`,s=o.before===o.after,i=`“${C(o.before??"",18)}”${r(o.before_probability)}`,a=s?
`stays first${r(o.after_probability)}`:`gives way to “${C(o.after??"",18)}”${r(o.after_probability)}`,l=n.get("band").byteLength?Dt(e.bands(n.get("band")),o.
token):"";e.words.textContent=`At ${o.token}: ${b(o.change)} nats for the word that stands there${l}. As the likeliest, ${i} ${a}.`}function Dt(t,e){let n=t[e],
o=t[t.length/2+e];return Number.isNaN(n)?"":`; random edits: ${b(n)} to ${b(o)}`}function jt(t){let{model:e,own:n}=t,o=n.floats(e.get("change")),r=n.bands(e.get(
"band")),s=n.texts(e.get("utf8"),e.get("lengths")),i=new Set(e.get("flipped")),a=r.length/2;return{columns:["token","text","change, nats","random 5 %","random 9\
5 %","another word first"],rows:s.map((l,d)=>[d,l,o[d],a?r[d]:null,a?r[a+d]:null,i.has(d)?"yes":""]),note:h(t).edited?`${h(t).edited}${G(h(t))}`:"Nothing was tr\
ied yet."}}var V=t=>e=>K(e,t,Array.from({length:e.model.get("layers")},(n,o)=>o)),zt={title:"What if",aria:"The text, coloured by what an edit inside the model \
changed. Left and right move the token, up and down the layer; the buttons above try an edit.",keys:{ArrowLeft:t=>S(t,-1,t.model.get("tokens")),ArrowRight:t=>S(
t,1,t.model.get("tokens")),ArrowUp:V(-1),ArrowDown:V(1)},build:Rt,draw:Pt,table:jt,symbols:t=>{let e=h(t);return e.edited&&e.change!==null?`${b(e.change)} nats \
at token ${e.token}`:void 0}},Se=F(zt);export{Se as default,Mt as outside,Lt as scaleOf,Ct as toneOf};
