function x(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function q(t,e){let n=x(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var L=t=>q(t,Float32Array);var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,n){let r=document.createElement(t);return e&&(r.className=e),n!==void 0&&(r.textContent=n),r}function m(t,e,n){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[o,s]of Object.entries(e??{}))r.setAttribute(o,String(s));return n!==void 0&&(r.textContent=n),r}function w(t,e){let n=c("table",t),r=c("thead"),o=c("tr"),s=c("tbody");for(let i of e)o.append(c("th","",i));return r.append(o),n.append(r,s),{table:n,head:o,rows:s}}var Y=["fill","outline","under","dotted","dashed","ramp"],X=["hatch","dots","dot","bar","tick","strike"],Q=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function J(t,e){let n=c("span","dsv-mark-of"),[r,o]=t.split(" "),s=Y.includes(r)&&o||X.includes(r),i=c(
"span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":t);return o&&s&&i.style.setProperty("--sign",`var(--dsv-${o==="tint"?"ramp-high":o})`),i.setAttribute(
"aria-hidden",String(s)),n.append(i,e),n}function M(t,e,n){if(!e?.look_for)return;let{head:r,look:o}=t,s=c("div","dsv-marks"),i=c("div","dsv-help"),a=c("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([l,d])=>J(l,d))),i.append(...e.explains.map(l=>c("p","",l))),e.equation&&i.
append(...Z(t,e,n)),o.append(c("p","dsv-look-for",e.look_for),s,i),r.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,o.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function Z(t,e,n){let r=c("div","dsv-equation"),o=c("div","dsv-symbol-said","Point at a symbol for what it i\
s here.");o.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=c("div");for(let{text:a,symbol:l}of Q(s)){if(!l){i.append(a);continue}let d=c("span","dsv-symbol",a.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("ro\
le","button"),d.dataset.symbol=a;let f=()=>{let p=n(a),A=p?c("b","",` Here: ${p}.`):"";o.replaceChildren(c("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,A),o.
dataset.symbol=a};for(let p of["mouseenter","focus","click"])t.listen(d,p,f);i.append(d)}r.append(i)}return[r,o]}var P=globalThis;P.dsvGains??=new WeakMap;var N=P.dsvGains;function tt(t,e){let n=t.get(e);return N.get(n)?.whole??n}function et(t,e,n,r){let o=t.get(e),s=x(tt(
t,e)),i=x(r);if(s.length!==n||!(o instanceof Object))return!1;let a=N.get(o);if(!a||a.room.length<n+i.length){let l=new Uint8Array(2*(n+i.length));l.set(s),a={room:l},
N.set(o,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}function R({model:t}){let e=(n,r)=>{let o=(n?.gained??[]).filter(([s,i],a)=>!et(t,s,i,
r[a]));o.length&&t.send({whole:o.map(([s])=>s)})};t.on("msg:custom",e)}var T=8;var nt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function ot(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*T,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*T,r=t.cloneNode(!0);U(t,r),Object.assign(r.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let o=rt(t),s=c("div");s.style.cssText=`padding:${T}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${o}`,s.append(r);let i={width:e,height:n},a=m("svg",{...i,viewBox:`0 0 ${e} ${n}`}),l=m("foreignObject",{x:0,y:0,...i});return l.append(
s),a.append(l),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function rt(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function U(t,e){I(t,e);let[n,r]=[[...t.children],[...e.children]];n.forEach((o,s)=>{if(o instanceof
HTMLCanvasElement)r[s].replaceWith(it(o));else if(o instanceof HTMLSelectElement){let i=c("span","",o.selectedOptions[0]?.textContent??"");r[s].replaceWith(i),I(
o,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(o).display==="none"?r[s].remove():(U(o,r[s]),o.
scrollTop&&st(o.scrollTop,r[s]))})}function st(t,e){let n=c("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function I(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),r=e.style;for(let o of nt)r.setProperty(o,n.getPropertyValue(o));e.removeAttribute("class"),e.removeAttribute("id")}function it(t){let e=c("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let r of["position","left","top","width","height","margin","display"])e.style.setProperty(r,n.
getPropertyValue(r));return e}async function at(t,e){let{text:n,width:r,height:o}=ot(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let i=c("canvas");i.width=r*e,i.height=o*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var ct=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function H(t,e){let n=await ct(await at(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var lt=1500,dt=6e3,pt=1,W="dsv-kept-away",ft="dsv-live",ut="dsv-kept-came",B=0,j=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-chi\
ld")??e);function D(t,e,n){let r,o=!1,s=()=>{e()?.closest(".jp-OutputArea-output")?.classList.add(ft);for(let l of j(t.get("kept")))l.classList.add(W)},i=({animationName:l})=>{
l===ut&&t.get("kept")&&s()};document.addEventListener("animationstart",i),B++;let a=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:d,
bytes:f}=await H(l,pt);t.send({kept:d},void 0,[f.buffer]),o=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){
t.get("kept")&&(s(),clearTimeout(r),r=setTimeout(a,o?dt:lt))},clean(){if(clearTimeout(r),document.removeEventListener("animationstart",i),!(--B>0))for(let l of j(
t.get("kept")))l.classList.remove(W)}}}var k=(t,e,n)=>Math.max(e,Math.min(n,t));function g(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var _=400;function z(t,e){let n=c("button","dsv-small dsv-numbers","numbers"),r=c("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the nu\
mbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(n),t.body.before(r);let o=!1;
return t.listen(n,"click",()=>{o=!o,n.setAttribute("aria-pressed",String(o)),t.redraw()}),()=>(r.style.display=o?"":"none",t.body.style.display=o?"none":"",o&&ht(
t,r,e()),o)}function ht(t,e,{columns:n,rows:r,note:o}){let s=w("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of r.slice(0,_)){let l=c("tr");
l.style.cursor="default";for(let d of a)l.append(c("td","",mt(d)));s.rows.append(l)}let i=r.length>_?`The first ${_} of ${r.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",i+(o??"")),s.table),t.root.drawnTable={columns:n,rows:r.length}}function mt(t){return typeof t=="number"?Number.isInteger(t)?String(t):g(t,4):
String(t??"–")}var gt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",bt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},yt={expert:-1,entry:-1,hover_entry:-1},xt=["SELECT","INPUT","TEX\
TAREA"],K=t=>({initialize:R,render:e=>wt(e,t)});async function wt({model:t,el:e},n){let r=vt(n);e.append(r.root);let o=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new O(t,o,r,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function kt(t,e){let n=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[r,o]of Object.entries({...n?yt:{},...e}))t.set(r,o);t.save_changes()}function vt({title:t,aria:e}){let n=c("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let r=c("div","dsv-head"),o=c("div","dsv-facts");o.setAttribute("aria-live","polite"),r.append(c(
"span","dsv-title",t),c("span","dsv-space"));let s=c("div","dsv-look"),i=c("div","dsv-message"),a=c("div","dsv-body");return n.append(c("div","dsv-gone",gt),r,s,
o,i,a),{root:n,head:r,look:s,facts:o,message:i,body:a}}var O=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:r,head:o,look:s,facts:i,message:a,body:l},d){
this.model=e,this.sel=n,this.root=r,this.head=o,this.look=s,this.facts=i,this.body=l,this.#t=a,this.#r=d,this.own=void 0,this.tabled=d.table?z(this,()=>d.table(
this)):null,M(this,e.get("about"),f=>d.symbols?.(this,f)),this.kept=D(e,()=>r,()=>n.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(
()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:e,model:n,facts:r,body:o}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",o.style.display=s?"none":
"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){kt(this.sel,e)}hover(e){let n=Object.entries(e).filter(([r,o])=>this.sel.get(r)!==o);this.#a(n),n.some(([r])=>r==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[n,r]of e)this.sel.set(n,r)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,r,o){e.addEventListener(n,r,o),this.#e.
push(()=>e.removeEventListener(n,r,o))}#c(){let{model:e,sel:n,root:r}=this,o=()=>this.redraw(),s=(d,f,p)=>{d.on(f,p),this.#e.push(()=>d.off(f,p))};s(e,"change",
o),s(e,"msg:custom",o),s(n,"change",o);let i=()=>r.classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(()=>{o(),setTimeout(
o,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(o);l.observe(r),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Et,!0),this.listen(this.root,"keydown",e=>{if(xt.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(bt):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#o=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Et=t=>{t.target.dataset.lmSuppressShortcuts="true"};var At={sliding:"▭",csa:"▤",hca:"▦"},F=(t,e)=>`layer ${t} ${At[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var Nt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Tt=/<｜([^｜<>\n]*)｜>/g,_t=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ot=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,$t=t=>t.replace(Nt,Ot),St=t=>$t(t.replace(Tt,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
Ct=t=>_t.test(t)?`⁨${t}⁩`:t;function $(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=St(n)||"␣",o=[...r];return Ct(o.length>e?`${o.slice(
0,e-1).join("")}…`:r)}var v=34;function Lt(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var Mt=(t,e,n)=>k(Math.floor(t/e*n),0,n-1),E=({model:t})=>Lt(t.get("table"),
t.get("chosen"));function Pt({body:t}){let e=c("div","dsv-note"),n=c("div","dsv-scroll"),r=c("div"),o=c("div","dsv-note");return o.style.minHeight="36px",t.append(
e,r,o,n),{words:e,list:n,strip:r,waiting:o}}function Rt(t){let{words:e,list:n,waiting:r}=t.own,o=E(t);o.kind&&(t.facts.replaceChildren(c("b","",F(o.layer,o.kind)),
o.entry>=0?` · entry ${o.entry} of ${o.complete}`:" · no entry is complete yet"),e.textContent=o.kind==="csa"?`A CSA entry stands for ${o.rate} tokens and is \
pooled from ${2*o.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${o.rate} tokens; the gates sum to one.`,n.replaceChildren(...o.rows.length?[It(t,o)]:[]),Ut(t,o),r.textContent=o.pending.length?`Waiting f\
or their block to fill (${o.pending.length} of ${o.rate}): `+o.pending.map(s=>$(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:o.layer,token:o.token,entry:o.entry,complete:o.complete,tokens:o.rows.map(s=>s.token),gates:o.rows.map(s=>s.gate),index:o.rows.map(s=>s.index_gate),pending:o.
pending.length})}function It(t,e){let n=e.rows.some(i=>i.index_gate!==null),{table:r,rows:o}=w("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(i=>[i.gate,i.index_gate??0]),1e-9);for(let i of e.rows){let a=c("tr"),l=c("td","",`“${$(i.piece,14)}”`);l.style.textAlign="left",a.append(
c("td","",`${i.token}`),l);for(let d of n?[i.gate,i.index_gate]:[i.gate]){let f=c("span","dsv-bar"),p=c("td");p.style.textAlign="left",f.style.width=`${Math.max(
1,(d??0)/s*(n?56:130))}px`,p.append(f),a.append(c("td","",g(d,3)),p)}a.addEventListener("click",()=>t.pick({token:i.token})),o.append(a)}return r}function Ut(t,e){
let{model:n,body:r,root:o}=t,{strip:s}=t.own,i=L(n.get("sharpness")),a=i.length;if(!a){s.replaceChildren();return}let l=Math.max(200,r.clientWidth-2),d=l/a,f=Math.
max(...i.filter(u=>!Number.isNaN(u)),2),p=m("svg",{width:l,height:v+16,role:"img","aria-label":`${a} complete entries`}),A=`all entries: leaning on few tokens (\
even mean: 1, tallest: ${g(f,1)})`;p.append(m("text",{x:0,y:10,class:"quiet"},A));for(let u=0;u<a;u++){let y=Number.isNaN(i[u]),S=y?v:k(i[u]/f,0,1)*v,G=u===e.entry?
b(o,"chosen"):`rgb(${b(o,"tint")})`,C=m("rect",{class:"step",x:u*d,y:14+v-S,width:Math.max(d-1,.6),height:Math.max(S,.6),fill:y?"none":G,stroke:y?b(o,"none"):"n\
one","stroke-dasharray":"2 3"});C.append(m("title",{},`entry ${u}: ${y?"its gates were not captured":g(i[u],2)}`)),p.append(C)}p.addEventListener("click",u=>{t.
pick({entry:Mt(u.clientX-p.getBoundingClientRect().left,l,a)})}),s.replaceChildren(p)}function Ht(t){let e=E(t);return{columns:["token","text","gate of attentio\
n's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each column\
 of gates sums to one.`}}var V=t=>e=>{let n=E(e);n.complete&&e.pick({entry:k(n.entry+t,0,n.complete-1)})},Wt={title:"Compressor",aria:"What a compressed entry i\
s made of. Left and right move the entry.",keys:{ArrowLeft:V(-1),ArrowRight:V(1)},build:Pt,draw:Rt,table:Ht,symbols:t=>{let e=E(t),n=[...e.rows??[]].sort((r,o)=>o.
gate-r.gate)[0];return n&&`${g(n.gate,3)} of token ${n.token}, the most of ${e.rows.length} in entry ${e.entry}`}},ve=K(Wt);export{ve as default,Mt as entryAt,Lt as shownEntry};
