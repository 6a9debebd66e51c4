function x(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function q(e,t){let n=x(e);return new t(n.slice(0,n.length-n.length%t.BYTES_PER_ELEMENT).buffer)}var M=e=>q(e,Float32Array);var b=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function c(e,t,n){let r=document.createElement(e);return t&&(r.className=t),n!==void 0&&(r.textContent=n),r}function m(e,t,n){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[o,s]of Object.entries(t??{}))r.setAttribute(o,String(s));return n!==void 0&&(r.textContent=n),r}function w(e,t){let n=c("table",e),r=c("thead"),o=c("tr"),s=c("tbody");for(let i of t)o.append(c("th","",i));return r.append(o),n.append(r,s),{table:n,head:o,rows:s}}var Y=["fill","outline","under","dotted","dashed","ramp"],X=["hatch","dots","dot","bar","tick","strike"],Q=e=>e.split(/(\{\w+\})/).filter(Boolean).map(t=>/^\{\w+\}$/.
test(t)?{text:t.slice(1,-1),symbol:!0}:{text:t,symbol:!1});function J(e,t){let n=c("span","dsv-mark-of"),[r,o]=e.split(" "),s=Y.includes(r)&&o||X.includes(r),i=c(
"span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":e);return o&&s&&i.style.setProperty("--sign",`var(--dsv-${o==="tint"?"ramp-high":o})`),i.setAttribute(
"aria-hidden",String(s)),n.append(i,t),n}function R(e,t,n){if(!t?.look_for)return;let{head:r,look:o}=e,s=c("div","dsv-marks"),i=c("div","dsv-help"),a=c("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...t.marks.map(([d,l])=>J(d,l))),i.append(...t.explains.map(d=>c("p","",d))),t.equation&&i.
append(...Z(e,t,n)),o.append(c("p","dsv-look-for",t.look_for),s,i),r.append(a),e.listen(a,"click",()=>{i.hidden=!i.hidden,o.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function Z(e,t,n){let r=c("div","dsv-equation"),o=c("div","dsv-symbol-said","Point at a symbol for what it i\
s here.");o.setAttribute("aria-live","polite");for(let s of t.equation.split(`
`)){let i=c("div");for(let{text:a,symbol:d}of Q(s)){if(!d){i.append(a);continue}let l=c("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("ro\
le","button"),l.dataset.symbol=a;let f=()=>{let p=n(a),A=p?c("b","",` Here: ${p}.`):"";o.replaceChildren(c("i","",a.replace(/_/g,"-")),`: ${t.symbols[a]}.`,A),o.
dataset.symbol=a};for(let p of["mouseenter","focus","click"])e.listen(l,p,f);i.append(l)}r.append(i)}return[r,o]}var L=globalThis;L.dsvGains??=new WeakMap;var N=L.dsvGains;function tt(e,t){let n=e.get(t);return N.get(n)?.whole??n}function et(e,t,n,r){let o=e.get(t),s=x(tt(
e,t)),i=x(r);if(s.length!==n||!(o instanceof Object))return!1;let a=N.get(o);if(!a||a.room.length<n+i.length){let d=new Uint8Array(2*(n+i.length));d.set(s),a={room:d},
N.set(o,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}async function nt(e,t,n){let r=await Promise.all(t.map(async([s])=>e.widget_manager.get_model(
s)).map(s=>s.catch(()=>null))),o=0;for(let[s,[,i,a]]of t.entries()){let d=n.slice(o,o+a);o+=a,r[s]?._handle_comm_msg({content:{data:i},buffers:d,parent_header:{}})}}
function I({model:e}){let t=(n,r)=>{if(n?.frame)return void nt(e,n.frame,r);let o=(n?.gained??[]).filter(([s,i],a)=>!et(e,s,i,r[a]));o.length&&e.send({whole:o.map(
([s])=>s)})};e.on("msg:custom",t)}var T=8;var ot="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function rt(e){
let t=Math.ceil(Math.max(e.scrollWidth,e.offsetWidth))+2*T,n=Math.ceil(Math.max(e.scrollHeight,e.offsetHeight))+2*T,r=e.cloneNode(!0);H(e,r),Object.assign(r.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let o=st(e),s=c("div");s.style.cssText=`padding:${T}px;box-sizing:border-box;width:${t}px;he\
ight:${n}px;background:${o}`,s.append(r);let i={width:t,height:n},a=m("svg",{...i,viewBox:`0 0 ${t} ${n}`}),d=m("foreignObject",{x:0,y:0,...i});return d.append(
s),a.append(d),{text:new XMLSerializer().serializeToString(a),width:t,height:n}}function st(e){for(let t=e;t;t=t.parentElement){let n=getComputedStyle(t).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function H(e,t){U(e,t);let[n,r]=[[...e.children],[...t.children]];n.forEach((o,s)=>{if(o instanceof
HTMLCanvasElement)r[s].replaceWith(at(o));else if(o instanceof HTMLSelectElement){let i=c("span","",o.selectedOptions[0]?.textContent??"");r[s].replaceWith(i),U(
o,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(o).display==="none"?r[s].remove():(H(o,r[s]),o.
scrollTop&&it(o.scrollTop,r[s]))})}function it(e,t){let n=c("div");n.style.cssText=`position:relative;top:${-e}px`,n.append(...t.childNodes),t.append(n),t.style.
overflow="hidden"}function U(e,t){e instanceof HTMLInputElement&&t.setAttribute("value",e.value),e instanceof HTMLTextAreaElement&&(t.textContent=e.value);let n=getComputedStyle(
e),r=t.style;for(let o of ot)r.setProperty(o,n.getPropertyValue(o));t.removeAttribute("class"),t.removeAttribute("id")}function at(e){let t=c("img");t.src=e.width&&
e.height?e.toDataURL("image/png"):"";let n=getComputedStyle(e);for(let r of["position","left","top","width","height","margin","display"])t.style.setProperty(r,n.
getPropertyValue(r));return t}async function ct(e,t){let{text:n,width:r,height:o}=rt(e),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let i=c("canvas");i.width=r*t,i.height=o*t;let a=i.getContext("2d");return a.scale(t,t),a.drawImage(s,0,0),i}var lt=(e,t)=>new Promise(n=>e.
toBlob(n,t,.85));async function W(e,t){let n=await lt(await ct(e,t),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var dt=1500,pt=6e3,ft=1,B="dsv-kept-away",ut="dsv-kept-came",_=new Set,j=e=>[...document.getElementsByClassName(e)].map(t=>t.closest(".jp-OutputArea-child")??t);
function D(e,t,n){let r,o=!1,s=()=>e.get("kept"),i=()=>{for(let l of j(s()))l.classList.add(B)},a=({animationName:l})=>{l===ut&&i()};document.addEventListener("\
animationstart",a),_.add(s);let d=async()=>{let l=t();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:f,bytes:p}=await W(l,ft);e.send({kept:f},void 0,
[p.buffer]),o=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){s()&&(i(),clearTimeout(r),r=setTimeout(d,o?pt:
dt))},clean(){if(clearTimeout(r),document.removeEventListener("animationstart",a),_.delete(s),![..._].some(l=>l()===s()))for(let l of j(s()))l.classList.remove(
B)}}}var k=(e,t,n)=>Math.max(t,Math.min(n,e));function g(e,t=2){return typeof e!="number"||Number.isNaN(e)?"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var O=400;function z(e,t){let n=c("button","dsv-small dsv-numbers","numbers"),r=c("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the nu\
mbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",e.head.append(n),e.body.before(r);let o=!1;
return e.listen(n,"click",()=>{o=!o,n.setAttribute("aria-pressed",String(o)),e.redraw()}),()=>(r.style.display=o?"":"none",e.body.style.display=o?"none":"",o&&ht(
e,r,t()),o)}function ht(e,t,{columns:n,rows:r,note:o}){let s=w("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of r.slice(0,O)){let d=c("tr");
d.style.cursor="default";for(let l of a)d.append(c("td","",mt(l)));s.rows.append(d)}let i=r.length>O?`The first ${O} of ${r.length} rows. `:"";t.replaceChildren(
c("div","dsv-note",i+(o??"")),s.table),e.root.drawnTable={columns:n,rows:r.length}}function mt(e){return typeof e=="number"?Number.isInteger(e)?String(e):g(e,4):
String(e??"–")}var gt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",bt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},yt={expert:-1,entry:-1,hover_entry:-1},xt=["SELECT","INPUT","TEX\
TAREA"],K=e=>({initialize:I,render:t=>wt(t,e)});async function wt({model:e,el:t},n){let r=vt(n);t.append(r.root);let o=await e.widget_manager.get_model(e.get("s\
election").replace("IPY_MODEL_","")),s=new $(e,o,r,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function kt(e,t){let n=t.layer!==void 0&&t.
layer!==e.get("layer");for(let[r,o]of Object.entries({...n?yt:{},...t}))e.set(r,o);e.save_changes()}function vt({title:e,aria:t}){let n=c("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",t);let r=c("div","dsv-head"),o=c("div","dsv-facts");o.setAttribute("aria-live","polite"),r.append(c(
"span","dsv-title",e),c("span","dsv-space"));let s=c("div","dsv-look"),i=c("div","dsv-message"),a=c("div","dsv-body");return n.append(c("div","dsv-gone",gt),r,s,
o,i,a),{root:n,head:r,look:s,facts:o,message:i,body:a}}var $=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(t,n,{root:r,head:o,look:s,facts:i,message:a,body:d},l){
this.model=t,this.sel=n,this.root=r,this.head=o,this.look=s,this.facts=i,this.body=d,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?z(this,()=>l.table(
this)):null,R(this,t.get("about"),f=>l.symbols?.(this,f)),this.kept=D(t,()=>r,()=>n.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(
()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:t,model:n,facts:r,body:o}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=n.get("message");if(t.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",o.style.display=s?"none":
"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(t){kt(this.sel,t)}hover(t){let n=Object.entries(t).filter(([r,o])=>this.sel.get(r)!==o);this.#a(n),n.some(([r])=>r==="hover_entry")&&this.
sel.save_changes()}#a(t){for(let[n,r]of t)this.sel.set(n,r)}tell(t,n){this.model.set(t,n),this.model.save_changes()}listen(t,n,r,o){t.addEventListener(n,r,o),this.#e.
push(()=>t.removeEventListener(n,r,o))}#c(){let{model:t,sel:n,root:r}=this,o=()=>this.redraw(),s=(l,f,p)=>{l.on(f,p),this.#e.push(()=>l.off(f,p))};s(t,"change",
o),s(t,"msg:custom",o),s(n,"change",o);let i=()=>r.classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(()=>{o(),setTimeout(
o,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(o);d.observe(r),this.#e.
push(()=>a.disconnect(),()=>d.disconnect())}#l(){this.listen(this.root,"focusin",Et,!0),this.listen(this.root,"keydown",t=>{if(xt.includes(t.target.tagName)||t.
ctrlKey||t.metaKey||t.altKey)return;let n=t.key==="Escape"?()=>this.pick(bt):this.#r.keys?.[t.key];n&&(n(this),t.preventDefault(),t.stopPropagation())})}clean(){
this.#o=!0;for(let t of this.#e)t();this.kept.clean(),this.root.remove()}},Et=e=>{e.target.dataset.lmSuppressShortcuts="true"};var At={sliding:"▭",csa:"▤",hca:"▦"},F=(e,t)=>`layer ${e} ${At[t??""]??""} ${t==="sliding"?"sliding":(t??"").toUpperCase()}`;var Nt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Tt=/<｜([^｜<>\n]*)｜>/g,_t=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ot=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,$t=e=>e.replace(Nt,Ot),St=e=>$t(e.replace(Tt,(t,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
Ct=e=>_t.test(e)?`⁨${e}⁩`:e;function S(e,t=9){let n=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=St(n)||"␣",o=[...r];return Ct(o.length>t?`${o.slice(
0,t-1).join("")}…`:r)}var v=34;function Pt(e,t){let n=t?.entry??-1;return n>=0&&n<e.complete?{...e,...t}:e}var Mt=(e,t,n)=>k(Math.floor(e/t*n),0,n-1),E=({model:e})=>Pt(e.get("table"),
e.get("chosen"));function Rt({body:e}){let t=c("div","dsv-note"),n=c("div","dsv-scroll"),r=c("div"),o=c("div","dsv-note");return o.style.minHeight="36px",e.append(
t,r,o,n),{words:t,list:n,strip:r,waiting:o}}function Lt(e){let{words:t,list:n,waiting:r}=e.own,o=E(e);o.kind&&(e.facts.replaceChildren(c("b","",F(o.layer,o.kind)),
o.entry>=0?` · entry ${o.entry} of ${o.complete}`:" · no entry is complete yet"),t.textContent=o.kind==="csa"?`A CSA entry stands for ${o.rate} tokens and is \
pooled from ${2*o.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${o.rate} tokens; the gates sum to one.`,n.replaceChildren(...o.rows.length?[It(e,o)]:[]),Ut(e,o),r.textContent=o.pending.length?`Waiting f\
or their block to fill (${o.pending.length} of ${o.rate}): `+o.pending.map(s=>S(s,12)).join(" · "):"No token is waiting: the last block is complete.",e.root.drawn=
{layer:o.layer,token:o.token,entry:o.entry,complete:o.complete,tokens:o.rows.map(s=>s.token),gates:o.rows.map(s=>s.gate),index:o.rows.map(s=>s.index_gate),pending:o.
pending.length})}function It(e,t){let n=t.rows.some(i=>i.index_gate!==null),{table:r,rows:o}=w("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...t.rows.flatMap(i=>[i.gate,i.index_gate??0]),1e-9);for(let i of t.rows){let a=c("tr"),d=c("td","",`“${S(i.piece,14)}”`);d.style.textAlign="left",a.append(
c("td","",`${i.token}`),d);for(let l of n?[i.gate,i.index_gate]:[i.gate]){let f=c("span","dsv-bar"),p=c("td");p.style.textAlign="left",f.style.width=`${Math.max(
1,(l??0)/s*(n?56:130))}px`,p.append(f),a.append(c("td","",g(l,3)),p)}a.addEventListener("click",()=>e.pick({token:i.token})),o.append(a)}return r}function Ut(e,t){
let{model:n,body:r,root:o}=e,{strip:s}=e.own,i=M(n.get("sharpness")),a=i.length;if(!a){s.replaceChildren();return}let d=Math.max(200,r.clientWidth-2),l=d/a,f=Math.
max(...i.filter(u=>!Number.isNaN(u)),2),p=m("svg",{width:d,height:v+16,role:"img","aria-label":`${a} complete entries`}),A=`all entries: leaning on few tokens (\
even mean: 1, tallest: ${g(f,1)})`;p.append(m("text",{x:0,y:10,class:"quiet"},A));for(let u=0;u<a;u++){let y=Number.isNaN(i[u]),C=y?v:k(i[u]/f,0,1)*v,G=u===t.entry?
b(o,"chosen"):`rgb(${b(o,"tint")})`,P=m("rect",{class:"step",x:u*l,y:14+v-C,width:Math.max(l-1,.6),height:Math.max(C,.6),fill:y?"none":G,stroke:y?b(o,"none"):"n\
one","stroke-dasharray":"2 3"});P.append(m("title",{},`entry ${u}: ${y?"its gates were not captured":g(i[u],2)}`)),p.append(P)}p.addEventListener("click",u=>{e.
pick({entry:Mt(u.clientX-p.getBoundingClientRect().left,d,a)})}),s.replaceChildren(p)}function Ht(e){let t=E(e);return{columns:["token","text","gate of attentio\
n's compressor","gate of the indexer's"],rows:(t.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${t.entry} of layer ${t.layer}; each column\
 of gates sums to one.`}}var V=e=>t=>{let n=E(t);n.complete&&t.pick({entry:k(n.entry+e,0,n.complete-1)})},Wt={title:"Compressor",aria:"What a compressed entry i\
s made of. Left and right move the entry.",keys:{ArrowLeft:V(-1),ArrowRight:V(1)},build:Rt,draw:Lt,table:Ht,symbols:e=>{let t=E(e),n=[...t.rows??[]].sort((r,o)=>o.
gate-r.gate)[0];return n&&`${g(n.gate,3)} of token ${n.token}, the most of ${t.rows.length} in entry ${t.entry}`}},ve=K(Wt);export{ve as default,Mt as entryAt,Pt as shownEntry};
