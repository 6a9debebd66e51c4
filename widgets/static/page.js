function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function qt(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var v=t=>qt(t,Float32Array),W=t=>qt(t,Int32Array),yt=t=>qt(
t,Int16Array),pt=t=>Float32Array.from(qt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function K(t,e){let n=q(t),o=new TextDecoder,r=[],s=0;for(let a of qt(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+a))),s+=a;return r}function I(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var $=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ae(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function Nn(t,e,n){let o=ae(t),r=ae(e);return o.map((s,a)=>Math.round(s+(r[a]-s)*n))}var ht=(t,e,n)=>`rgb(${Nn(t,
e,n).join(",")})`,Yt=(t,e)=>Array.from({length:255},(n,o)=>ht(t,e,o/254)),Si=.179;function Xt(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number),[r,s,a]=[
e,n,o].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*r+.7152*s+.0722*a>Si?"#000":"#fff"}function h(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function T(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function H(t,e){let n=h("op\
tion","",e);return n.value=String(t),n}function Z(t,e){let n=h("table",t),o=h("thead"),r=h("tr"),s=h("tbody");for(let a of e)r.append(h("th","",a));return o.append(
r),n.append(o,s),{table:n,head:r,rows:s}}function P(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=J(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var J=t=>t.
getContext("2d");function Tt(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function Nt(t,e,n=5){let o=Tt(n,n),r=J(o);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}
function Q(t,e,n,o,r,s){t.fillStyle=Nt(t,$(e,"none"),5),t.fillRect(n,o,r,s)}var Ti=["fill","outline","under","dotted","dashed","ramp"],Ni=["hatch","dots","dot","bar","tick","strike"],Mi=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Ei(t,e){let n=h("span","dsv-mark-of"),[o,r]=t.split(" "),s=Ti.includes(o)&&r||Ni.includes(o),
a=h("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),n.append(a,e),n}function Do(t,e,n){if(!e?.look_for)return;let{head:o,look:r}=t,s=h("div","dsv-marks"),a=h("div","dsv-help"),i=h("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>Ei(l,c))),a.append(...e.explains.map(l=>h("p","",l))),e.equation&&
a.append(...Oi(t,e,n)),r.append(h("p","dsv-look-for",e.look_for),s,a),o.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function Oi(t,e,n){let o=h("div","dsv-equation"),r=h("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=h("div");for(let{text:i,symbol:l}of Mi(s)){if(!l){a.append(i);continue}let c=h("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let f=n(i),p=f?h("b","",` Here: ${f}.`):"";r.replaceChildren(h("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,p),
r.dataset.symbol=i};for(let f of["mouseenter","focus","click"])t.listen(c,f,d);a.append(c)}o.append(a)}return[o,r]}var Bo=globalThis;Bo.dsvGains??=new WeakMap;var Mn=Bo.dsvGains;function j(t,e){let n=t.get(e);return Mn.get(n)?.whole??n}function vi(t,e,n,o){let r=t.get(e),s=q(
j(t,e)),a=q(o);if(s.length!==n||!(r instanceof Object))return!1;let i=Mn.get(r);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(s),i=
{room:l},Mn.set(r,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}function Ce({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,a],i)=>!vi(
t,s,a,o[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var En=8,_i=2,Li="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left \
border-radius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float\
 font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style m\
argin max-width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layo\
ut text-align text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function On(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*En,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*En,o=t.cloneNode(!0);Uo(t,o),Object.assign(o.
style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Ri(t),s=h("div");s.style.cssText=`padding:${En}px;box-sizing:border-box;width:${e}\
px;height:${n}px;background:${r}`,s.append(o);let a={width:e,height:n},i=T("svg",{...a,viewBox:`0 0 ${e} ${n}`}),l=T("foreignObject",{x:0,y:0,...a});return l.append(
s),i.append(l),{text:new XMLSerializer().serializeToString(i),width:e,height:n}}function Ri(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function Uo(t,e){Ho(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)o[s].replaceWith(qi(r));else if(r instanceof HTMLSelectElement){let a=h("span","",r.selectedOptions[0]?.textContent??"");o[s].replaceWith(a),Ho(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?o[s].remove():(Uo(r,o[s]),
r.scrollTop&&Ci(r.scrollTop,o[s]))})}function Ci(t,e){let n=h("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function Ho(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let r of Li)o.setProperty(r,n.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function qi(t){let e=h("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function jo(t,e){let{text:n,width:o,height:r}=On(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let a=h("canvas");a.width=o*e,a.height=r*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(s,0,0),a}var zo=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function Vo(t){let e=await zo(await jo(t,_i),"image/png");if(!e)throw new Error("This browser could not make a PNG of the view; take the \
SVG.");return new Uint8Array(await e.arrayBuffer())}async function Yo(t,e){let n=await zo(await jo(t,e),"image/webp");if(!n)throw new Error("This browser made n\
o picture.");return{kind:n.type.replace("image/",""),bytes:new Uint8Array(await n.arrayBuffer())}}var Ii=1500,Pi=6e3,Wi=1;function qe(t,e,n){let o=h("style"),r,s=!1,a=()=>{let l=t.get("kept");o.textContent=l?`.${l}, .jp-OutputArea-child:has(.${l}) { display:\
 none !important; }`:"",l&&!o.isConnected&&document.head.append(o)},i=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:c,bytes:d}=await Yo(
l,Wi);t.send({kept:c},void 0,[d.buffer]),s=!0}catch(c){console.warn(`No picture of this view goes into the notebook: ${c}`)}};return{changed(){t.get("kept")&&(a(),
clearTimeout(r),r=setTimeout(i,s?Pi:Ii))},clean(){clearTimeout(r),o.remove()}}}var S=(t,e,n)=>Math.max(e,Math.min(n,t));function tt(t,e,n){return n>e?S((t-e)/(n-e),0,1):t>=n?1:0}function w(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Mt(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),r=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),s=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<s;a++)n[r[a%r.length]]++;
return n.map(a=>a/100)}function ut(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var vn=400;function Xo(t,e){let n=h("button","dsv-small dsv-numbers","numbers"),o=h("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the \
numbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;
return t.listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Fi(
t,o,e()),r)}function Fi(t,e,{columns:n,rows:o,note:r}){let s=Z("dsv-table",n);for(let i of s.head.children)i.scope="col";for(let i of o.slice(0,vn)){let l=h("tr");
l.style.cursor="default";for(let c of i)l.append(h("td","",Di(c)));s.rows.append(l)}let a=o.length>vn?`The first ${vn} of ${o.length} rows. `:"";e.replaceChildren(
h("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Di(t){return typeof t=="number"?Number.isInteger(t)?String(t):w(t,4):
String(t??"–")}var Bi="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Hi={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ui={expert:-1,entry:-1,hover_entry:-1},ji=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:Ce,render:e=>zi(e,t)});async function zi({model:t,el:e},n){let o=Vi(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new _n(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function Ln(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,r]of Object.entries({...n?Ui:{},...e}))t.set(o,r);t.save_changes()}function Vi({title:t,aria:e}){let n=h("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=h("div","dsv-head"),r=h("div","dsv-facts");r.setAttribute("aria-live","polite"),o.append(h(
"span","dsv-title",t),h("span","dsv-space"));let s=h("div","dsv-look"),a=h("div","dsv-message"),i=h("div","dsv-body");return n.append(h("div","dsv-gone",Bi),o,s,
r,a,i),{root:n,head:o,look:s,facts:r,message:a,body:i}}var _n=class{#t=!1;#e=!1;#r=60;#o;#s;#n=[];constructor(e,n,{root:o,head:r,look:s,facts:a,message:i,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=r,this.look=s,this.facts=a,this.body=l,this.#o=i,this.#s=c,this.own=void 0,this.tabled=c.table?Xo(this,()=>c.table(
this)):null,Do(this,e.get("about"),d=>c.symbols?.(this,d)),this.kept=qe(e,()=>o,()=>n.comm_live!==!1),this.#i(),this.#c()}redraw(){this.#t||this.#e||(this.#t=!0,
requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){Ln(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#l(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#l(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(
n,o,r),this.#n.push(()=>e.removeEventListener(n,o,r))}#i(){let{model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};
s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let a=()=>o.classList.toggle("gone",n.comm_live===!1);a(),s(n,"comm_live_update",a);let i=new MutationObserver(
()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.
observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",It,!0),this.listen(this.root,"keydown",e=>{if(ji.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(Hi):this.#s.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#e=!0;for(let e of this.#n)e();this.kept.clean(),this.root.remove()}},It=t=>{t.target.dataset.lmSuppressShortcuts="true"};var dt={sliding:"▭",csa:"▤",hca:"▦"},ie=(t,e)=>`layer ${t} ${dt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var Yi=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Xi=/<｜([^｜<>\n]*)｜>/g,Gi=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ki=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,et=t=>t.replace(Xi,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(Yi,Ki),Et=t=>Gi.
test(t)?`⁨${t}⁩`:t,bt=t=>et(t.replace(/\n/g,"⏎"));function M(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=et(n)||"␣",r=[...o];return Et(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}function mt(t,e,n=!1){let o=[...et(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?Et(o.join("")):Et(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var kt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var Ie=34;function Qi(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var Zi=(t,e,n)=>S(Math.floor(t/e*n),0,n-1),Pe=({model:t})=>Qi(t.get("table"),
t.get("chosen"));function Ji({body:t}){let e=h("div","dsv-note"),n=h("div","dsv-scroll"),o=h("div"),r=h("div","dsv-note");return r.style.minHeight="36px",t.append(
e,o,r,n),{words:e,list:n,strip:o,waiting:r}}function tl(t){let{words:e,list:n,waiting:o}=t.own,r=Pe(t);r.kind&&(t.facts.replaceChildren(h("b","",ie(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,n.replaceChildren(...r.rows.length?[el(t,r)]:[]),nl(t,r),o.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>M(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function el(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:r}=Z("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=h("tr"),l=h("td","",`“${M(a.piece,14)}”`);l.style.textAlign="left",i.append(
h("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=h("span","dsv-bar"),f=h("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(n?56:130))}px`,f.append(d),i.append(h("td","",w(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),r.append(i)}return o}function nl(t,e){
let{model:n,body:o,root:r}=t,{strip:s}=t.own,a=v(n.get("sharpness")),i=a.length;if(!i){s.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(u=>!Number.isNaN(u)),2),f=T("svg",{width:l,height:Ie+16,role:"img","aria-label":`${i} complete entries`}),p=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${w(d,1)})`;f.append(T("text",{x:0,y:10,class:"quiet"},p));for(let u=0;u<i;u++){let m=Number.isNaN(a[u]),g=m?Ie:S(a[u]/d,0,1)*Ie,y=u===e.
entry?$(r,"chosen"):`rgb(${$(r,"tint")})`,b=T("rect",{class:"step",x:u*c,y:14+Ie-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:m?"none":y,stroke:m?$(r,"no\
ne"):"none","stroke-dasharray":"2 3"});b.append(T("title",{},`entry ${u}: ${m?"its gates were not captured":w(a[u],2)}`)),f.append(b)}f.addEventListener("click",
u=>{t.pick({entry:Zi(u.clientX-f.getBoundingClientRect().left,l,i)})}),s.replaceChildren(f)}function ol(t){let e=Pe(t);return{columns:["token","text","gate of a\
ttention's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each\
 column of gates sums to one.`}}var Go=t=>e=>{let n=Pe(e);n.complete&&e.pick({entry:S(n.entry+t,0,n.complete-1)})},rl={title:"Compressor",aria:"What a compresse\
d entry is made of. Left and right move the entry.",keys:{ArrowLeft:Go(-1),ArrowRight:Go(1)},build:Ji,draw:tl,table:ol,symbols:t=>{let e=Pe(t),n=[...e.rows??[]].
sort((o,r)=>r.gate-o.gate)[0];return n&&`${w(n.gate,3)} of token ${n.token}, the most of ${e.rows.length} in entry ${e.entry}`}},Ko=F(rl);function ot(t,e,n,o){let r=h("select");r.setAttribute("aria-label",n),r.dataset.trait=e,nt(r,o);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&nt(r,i),r.value=String(t.model.get(e))}}}function nt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,r])=>H(o,r))),t.dataset.options=n)}function Qo(t,e,n,o,r){let s=null,a=l=>l.clientX-e.getBoundingClientRect().
left-n()[0],i=l=>S(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(s=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{s!==null&&o(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(e,"pointerup",l=>{if(s===null)return;let c=s,d=i(l);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function Rn(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function We(t,e){let n=0,o=()=>{if(performance.now()>n)return;let s=Rn(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().
bottom,l=a?0:s.getBoundingClientRect().top,c=e.getBoundingClientRect(),d=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,f=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,p=c.top-l-d-f-12;c.bottom>i&&(s.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,p)))},r=()=>{n=0};return o.ask=()=>{n=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),o}var le=46,Cn=74,Fe=18,qn=24,Pt=10,ce=20,sl={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},In={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"ink","what if":"ink"};function al(t){return t>=1048576?`${w(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function il(t){let e=t.filter(
r=>r>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function ll(t,e,n,o){let r=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),s=[...t];for(let[i,l]of r.entries())i&&(s[l]=Math.max(s[l],s[r[i-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>o)for(let[i,l]of a.entries())
s[l]=i?Math.min(s[l],s[a[i-1]]-e):o;return s.map(i=>Math.max(n,i))}function Pn(t,{title:e,what:n,lines:o,words:r}){let{model:s,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-le-Cn,[p,u]=il(o.flat()),m=O=>le+(Math.log2(O)-Pt)/(ce-Pt)*f,g=O=>Fe+(u-Math.log10(
O))/(u-p)*(d-Fe-qn),y=s.get("readings"),b=s.get("models").map((O,L)=>`${O} ${r(y[L][n])}`),k=T("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${b.join("\
, ")}`});k.append(T("text",{x:2,y:11},e));for(let O=p;O<=u;O++){let L=r(10**O).replace("FLOP","").replace(".00","").replace(".0","");k.append(T("line",{x1:le,x2:c-
Cn,y1:g(10**O),y2:g(10**O),stroke:$(i,"line")}),T("text",{x:le-4,y:g(10**O)+4,"text-anchor":"end",class:"quiet"},L))}for(let O=Pt;O<=ce;O+=c<300?5:2){let L={x:m(
2**O),y:d-9,"text-anchor":"middle",class:"quiet"};k.append(T("text",L,al(2**O)))}let A=m(s.get("own").length),N={x1:A,x2:A,y1:Fe,y2:d-qn};k.append(T("line",{...N,
stroke:$(i,"ink"),"stroke-dasharray":"1 3"}));let _=ll(o.map(O=>g(O[O.length-1])),12,Fe,d-qn),C={x:m,y:g,right:c-Cn};for(let[O,L]of o.entries())k.append(...cl(t,
O,n,L,_[O],C,r));return k.addEventListener("click",O=>{let L=(O.clientX-k.getBoundingClientRect().left-le)/f,Rt=Math.round(S(Pt+L*(ce-Pt),Pt,ce));t.tell("length",
2**Rt),t.redraw()}),k.style.cursor="pointer",k}function cl({model:t,root:e},n,o,r,s,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:p,
length:u}=t.get("own"),m=t.get("readings")[n][o],g=$(e,In[d]),y=T("path",{d:r.map((_,C)=>`${C?"L":"M"}${a(f[C]).toFixed(1)} ${i(_).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":sl[d]}),b=T("text",{x:l+5,y:s+4},d),k=T("circle",{cx:a(u),cy:i(m),r:3,fill:g});if(k.append(
T("title",{},`${d}: ${c(m)}`)),d!=="this model"||p<2**Pt||p>=2**ce)return[y,b,k];let A=i(r[f.findIndex(_=>_>=p)]),N=T("circle",{cx:a(p),cy:A,r:3.2,fill:$(e,"pan\
el"),stroke:g});return N.append(T("title",{},`longest context this model accepts: ${E(p)}`)),[y,b,N,k]}var Wn=["window","entries","sink"],Zo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],De="V3.2";function Fn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var Wt=t=>Number.isFinite(t)?`${w(100*t,t>=.1?1:2)} %`:"–";function de({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(De)]}}function tr(t){let{root:e}=t,{models:n,readings:o,v32:r}=de(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=Z("dsv-table dsv-cost-table",s);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],p=h("td","",d),u=h("td"),m=h("td");p.style.borderLeft=`4px solid ${$(e,In[d])}`,u.
style.textAlign=m.style.textAlign="left",u.append(...Jo(t,f.classes)),Object.keys(f.parts).length>1&&m.append(...Jo(t,f.parts));let g=h("tr");g.append(p,h("td",
"",Fn(f.flops)),h("td","",Wt(f.flops/r.flops)),u,h("td","",ut(f.bytes)),h("td","",Wt(f.bytes/r.bytes)),m),l.append(g)}return a}function Jo({root:t},e){let n=Object.
entries(e),o=n.reduce((i,[,l])=>i+l,0),r=h("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=h("span"),f=Zo[Math.floor(i/Wn.length)%Zo.
length];d.style.width=`${100*c/o}%`,d.style.background=`${f}${$(t,Wn[i%Wn.length])}`,d.title=`${l}: ${Wt(c/o)}`,r.append(d)}let[s,a]=[...n].sort((i,l)=>l[1]-i[1])[0];
return[r,h("span","dsv-cost-words",` ${s} ${Wt(a/o)}`)]}function er({model:t}){let e=h("div","dsv-note");e.style.marginTop="6px",e.append(h("b","","Published fo\
r 1,048,576 tokens, recomputed here: "));let n=t.get("published");for(let[o,[r,s,a,i,l]]of n.entries())e.append(`${o?"; ":""}${r} ${s} ${Math.round(100*a)} % of\
 V3.2, `,h("b","",`${w(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left ou\
t."),e}function nr({model:t}){let e=t.get("held"),n=h("div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really hol\
ds is shown beside the formula once a run has ended.",n;let o=h("b","",`This run's cache held ${E(e.held)} bytes`);if(n.append(o,` after ${E(e.tokens)} tokens (${e.
dtype})`),e.formula){let r=Object.entries(e.formula),s=r.reduce((i,[,l])=>i+l,0),a=s===e.held;n.append(a?"; the formula says the same to the byte: ":`; the form\
ula says ${E(s)}: `,r.filter(([,i])=>i).map(([i,l])=>`${i} ${E(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${E(e.rows)}\
 bytes, in the release's precision ${E(e.release)}.`),n}var or="what if",dl=["csa_rate","hca_rate","index_topk"];function fl(t){let{model:e,body:n}=t,o=h("div","dsv-controls"),r=h("div","dsv-cost-charts"),s=h("div","\
dsv-panel"),a=ot(t,"precision","precision",e.get("precisions")),i=ot(t,"counting","how FLOPs are counted",e.get("countings")),l=ot(t,"base","model the sliders s\
tart from",[]),c=[Be(t,"length","context",10,20),Be(t,"csa_rate","CSA rate",1,6),Be(t,"hca_rate","HCA rate",2,10),Be(t,"index_topk","top-k",3,12)],d=h("div","ds\
v-cost-sliders"),f=h("button","dsv-small","own values");return d.append(...c.map(p=>p.box),f),o.append(l.select,a.select,i.select),n.append(o,d,r,s),{charts:r,below:s,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:I(pl)}}var pl=t=>qt(t,Float64Array);function hl(t){t.listen(t.own.reset,"click",()=>{for(let e of dl)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function Be(t,e,n,o,r){let{model:s}=t,a=h("label"),i=h("input"),l=h("output");return Object.assign(i,{type:"range",
min:o,max:r,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?E(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function ul(t){let{model:e,root:n,own:o}=t,{base:r,precision:s,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:p}=de(t);if(!f.length)
return;let u=f.filter(g=>g!==De&&g!==or);r.show(u.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...i])g.show();l.style.visibility=f.includes(or)?"":"hidden",ml(t);let m=rr(t,0);c.replaceChildren(Pn(t,{title:"FLOPs of one token",what:"flops",lines:m,words:Fn}),
Pn(t,{title:"cache of one sequence",what:"bytes",lines:rr(t,1),words:ut})),d.replaceChildren(tr(t),er(t),nr(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:p.map(g=>g.flops),bytes:p.map(g=>g.bytes),first:m.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function rr({model:t,own:e},n){let o=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...o.subarray((2*a+n)*r,(2*a+n+1)*r)])}function ml(t){let{models:e,readings:n,v32:o}=de(
t),r=e.flatMap((a,i)=>{let l=`${Wt(n[i].flops/o.flops)} / ${Wt(n[i].bytes/o.bytes)}`;return a===De?[]:[`${a} `,h("b","",l)," "]}),s=h("b","",`${E(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function gl(t){let{model:e}=t,{models:n,readings:o,
v32:r}=de(t),s=(l,c)=>l.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),i=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/r.flops,f,f/r.bytes]}),note:`At ${E(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var yl={title:"Cost",aria:"Cost of a token against the length of its context",build:fl,listen:hl,draw:ul,table:gl,
symbols:({model:t},e)=>{let{length:n,csa_rate:o,hca_rate:r}=t.get("own"),[s,a]=[t.get("csa_rate")||o,t.get("hca_rate")||r];return e==="rate"?`${s} in CSA layers\
, ${a} in HCA layers`:`${E(n/s)} and ${E(n/a)} at ${E(n)} tokens`}},sr=F(yl);var R=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;function X(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:S(s,0,n-1)})}function B(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[S(o+e,0,n.length-1)],expert:-1,entry:-1})}var Ot=30,bl=.55,lr=(t,e)=>S(1-1.6*t/Math.max(1,e),.5,.85),cr=(t,e)=>t?bl*e**(t-1):1;function kl(t,e,[n,o,r,s]){let a=new Float32Array(n*s),i=new Int16Array(n*s).
fill(-1),l=lr(r,s);for(let c=0;c<o;c++){let d=o-1-c,f=cr(d,l);for(let p=0;p<n;p++)for(let u=0;u<r;u++){let m=(c*n+p)*r+u,g=t[m];if(g<0||g>=s||e[m]===255)continue;
let y=p*s+g;a[y]=Math.max(a[y],f*Math.sqrt(e[m]/254)),i[y]=d}}return{strength:a,age:i}}var dr=t=>S(Math.floor(150/Math.max(1,t)),3,9);function xl({root:t,body:e}){
t.classList.add("dsv-lane");let n=h("canvas");return n.style.display="block",n.style.cursor="pointer",e.append(n),{canvas:n,texts:I(K),lights:I((o,r,s)=>kl(yt(o),
q(r),JSON.parse(s))),hovered:null}}function wl(t){let{canvas:e}=t.own,n=o=>{t.own.hovered=o,t.redraw()};t.listen(e,"mousemove",o=>n(ir(t,o))),t.listen(e,"mousel\
eave",()=>n(null)),t.listen(e,"click",o=>{let r=ir(t,o);if(!r)return;let s=t.model.get("layers")[r.layer],a=s===t.sel.get("layer")&&r.expert===t.sel.get("expert");
t.pick({layer:s,entry:-1,expert:a?-1:r.expert})})}function ir({own:t,model:e},n){let[o,,,r]=e.get("shape"),s=t.canvas.getBoundingClientRect(),a=Math.floor((n.clientY-
s.top)/dr(o)),i=Math.floor((n.clientX-s.left-Ot)/(s.width-Ot)*r);return a>=0&&a<o&&i>=0&&i<r?{layer:a,expert:i}:null}function $l(t){let{model:e,sel:n,own:o,root:r,
body:s}=t,a=e.get("shape"),[i,l,c,d]=a,f=e.get("experts"),p=e.get("weights");if(q(p).length!==i*l*c)return;let{strength:u,age:m}=o.lights(f,p,JSON.stringify(a)),
g=dr(i),y=Math.max(Ot+d,s.clientWidth),b=P(o.canvas,y,i*g);Al(t,b,u,m,(y-Ot)/d,g),Sl(t,b,g),Tl(t,yt(f),q(p)),r.drawn={last:e.get("last"),tokens:l,lit:u.reduce((k,A)=>k+
+(A>0),0),fresh:m.reduce((k,A)=>k+ +(A===0),0),layer:n.get("layer"),expert:n.get("expert"),at:performance.now()}}function Al({root:t,sel:e,model:n,own:o},r,s,a,i,l){
let[c,,,d]=n.get("shape"),[f,p,u,m]=["line","ramp-high","ink","mark"].map(A=>$(t,A)),g=i>4?1:0,y=l>4?1:0;r.fillStyle=f,r.globalAlpha=.35;for(let A=0;A<c;A++)r.fillRect(
Ot,A*l,i*d-g,l-y);for(let A=0;A<c*d;A++){if(!s[A])continue;let N=Ot+A%d*i,_=Math.floor(A/d)*l;r.globalAlpha=S(s[A],.06,1),r.fillStyle=p,r.fillRect(N,_,i-g,l-y),
!a[A]&&(r.globalAlpha=1,r.fillStyle=u,r.fillRect(N,_+l-y-(y?2:1),i-g,y?2:1))}r.globalAlpha=1;let b=n.get("layers").indexOf(e.get("layer")),k=(A,N,_)=>{r.strokeStyle=
_,r.strokeRect(Ot+N*i-.5,A*l-.5,i-g+1,l-y+1)};b>=0&&e.get("expert")>=0&&k(b,e.get("expert"),m),o.hovered&&k(o.hovered.layer,o.hovered.expert,$(t,"ink"))}function Sl({
root:t,sel:e,model:n},o,r){let s=n.get("layers"),a=s.indexOf(e.get("layer"));o.font=R(),o.textBaseline="middle",o.textAlign="right";let i=r>12?1:Math.ceil(13/r);
s.forEach((l,c)=>{c!==a&&(c%i||a>=0&&Math.abs(c-a)<i)||(o.fillStyle=$(t,c===a?"mark":"quiet"),o.fillText(String(l),Ot-5,Math.max(5,c*r+r/2)))})}function Tl({facts:t,
model:e,own:n},o,r){let[s,a,,i]=e.get("shape"),l=n.texts(e.get("utf8"),e.get("lengths")),{hovered:c}=n;if(!c){t.replaceChildren(`${s} layers × ${i} experts; un\
derlined: chosen for `,h("b","",`${e.get("last")} “${M(l[a-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[c.layer]}\
, expert ${c.expert}: `,f=fr(o,r,e.get("shape"),c);if(!f){t.replaceChildren(`${d}not among the last ${a} tokens' experts`);return}let p=f.old?`${f.old} tokens a\
go`:"just now",u=h("b","",`“${M(l[a-1-f.old]??"",16)}”`);t.replaceChildren(d,u,` ${p}, ${w(f.share)} of the weight`)}function fr(t,e,[n,o,r],s){for(let a=0;a<
o;a++){let i=((o-1-a)*n+s.layer)*r,l=t.subarray(i,i+r).indexOf(s.expert);if(l>=0)return{old:a,share:e[i+l]/254}}return null}function Nl({model:t,sel:e},n){let[o,
r,s,a]=t.get("shape"),i=yt(t.get("experts")),l=q(t.get("weights")),c=Math.max(0,t.get("layers").indexOf(e.get("layer"))),d=e.get("expert"),f={layer:c,expert:d>=
0?d:i[((r-1)*o+c)*s]},p=fr(i,l,[o,r,s,a],f),u=`expert ${f.expert} of layer ${t.get("layers")[c]}`;if(!p)return`${u} was not taken by the last ${r} tokens`;let m=cr(
p.old,lr(s,a)),g=p.old?`${p.old} tokens ago`:"the newest token";return n==="weight"?`${w(p.share)} of the token's weight, ${u}, ${g}`:n==="left"?`${w(m)} after ${p.
old} tokens, ${u}`:`${w(m*Math.sqrt(p.share))}, ${u}`}function Ml({model:t,own:e}){let[n,o,r]=t.get("shape"),s=yt(t.get("experts")),a=q(t.get("weights")),i=e.texts(
t.get("utf8"),t.get("lengths")),l=Math.max(0,o-1)*n*r;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((c,d)=>{
let f=l+d*r,p=Array.from(a.subarray(f,f+r),u=>w(u/254));return[c,Array.from(s.subarray(f,f+r)).join(" "),p.join(" ")]}),note:`Token ${t.get("last")} “${M(i[o-
1]??"",40)}”.`}}var El={title:"Experts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{
ArrowLeft:t=>X(t,-1,t.model.get("total")),ArrowRight:t=>X(t,1,t.model.get("total")),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("lay\
ers"))},build:xl,listen:wl,draw:$l,table:Ml,symbols:Nl},pr=F(El);var Ft=16,wt=7,He=300,hr=238,xt=84;function ur(t,e){let{body:n,root:o,own:r}=t,s=Math.max(200,n.clientWidth-2),a=P(r.range,s,17),i=s-xt-4;a.font=R(),a.textBaseline=
"middle",a.fillStyle=$(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=$(o,"line"),a.fillRect(xt,3,i,11);let[l,c]=r.dragging??(e.first>=0?[e.first,e.last]:
[-1,-1]),d=u=>xt+i*u/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${$(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),11)),a.fillStyle=$(o,"ink");
let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,p=a.measureText(f).width;a.fillText(f,S(l>=0?d(l)+3:xt+4,xt,xt+i-p),9)}function mr(t,{facts:e,layers:n,summary:o},r){
let{root:s,model:a,sel:i,own:l}=t,c=P(l.side,r,Dn(t));c.font=R(),c.textBaseline="middle",c.fillStyle=$(s,"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",
92,8),c.fillText("Gini",158,8),c.fillText(r===He?"effective experts":"effect.",194,8);for(let[d,f]of n.entries()){let p=Ft+d*l.place.tall+l.place.tall/2,u=f===i.
get("layer"),[m,g,y,b,k]=o.subarray(wt*d,wt*d+5);c.fillStyle=$(s,u?"chosen":"ink"),c.font=R(u);let A=dt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${A} ${a.
get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,p),c.fillStyle=$(s,"ink"),c.font=R(),c.fillText(w(m),100,p),c.fillText(w(g),158,p),c.fillText(w(y,1),194,p),r===
He&&Ol(c,s,p,[y,b,k].map(N=>N/e.experts))}}function Ol(t,e,n,[o,r,s]){let a=i=>228+66*S(i,0,1);if(t.strokeStyle=$(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(
a(1),n),t.stroke(),Number.isNaN(o)){Q(t,e,a(0),n-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=$(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),n),t.lineTo(
a(s),n),t.stroke(),t.lineWidth=1),t.fillStyle=$(e,"ink"),t.fillRect(a(o)-1,n-5,2,10)}function gr(t,{facts:e,layers:n,counts:o,tokens:r,summary:s,brushed:a,here:i,
elsewhere:l}){let{sel:c,facts:d,own:f}=t,p=n.indexOf(c.get("layer")),u=p>=0&&c.get("expert")>=0?{row:p,expert:c.get("expert")}:null,m=f.hovered??u;if(d.replaceChildren(),
!m){let b=0,k=0;for(let N=0;N<n.length;N++)b+=s[wt*N+5]||0,k+=s[wt*N+6]||0;let A=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${A}, ${e.
slots} of ${e.experts} experts each: `,h("b","",`${b} never chosen`),`, ${w(k,1)} would be by chance`);return}let g=r[2*m.row],y=i(m.row,m.expert);d.append(`lay\
er ${n[m.row]}, expert ${m.expert}: `,h("b","",Number.isNaN(y)?"not captured":`${w(y)} × even use`),` (${o[m.row*e.experts+m.expert]} of ${g} tokens, even ${w(
g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${w(l(m.row,m.expert))} ×`)}function yr({root:t,model:e},n){let o=h("span","dsv-ramp");o.style.display="i\
nline-block",o.style.width="90px",o.style.verticalAlign="middle";let r=["less","even","more"].map(a=>$(t,a));o.style.background=`linear-gradient(90deg, ${r.join(
", ")})`;let s=e.get("against")==="rest"&&n.first>=0?"the rest":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${s} · full tile: above ·\
 dot: never chosen · hatched: not captured · effective experts: of ${n.draws} choices, with 5 to 95 %`]}var Dn=({model:t,own:e})=>Ft+t.get("layers").length*e.
place.tall+2;var vl=2,Dt=32,Bn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function br(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,r)=>t[r]-t[o]||o-r):n}var Hn=t=>t>
0?S(Math.log2(t)/vl,-1,1):-1;function Ue(t,e,n,o,r,s,a){let i=Hn(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,n+(r-l)/2,o,l)}function je(t){
let e=$(t,"less"),n=$(t,"even"),o=$(t,"more"),r=Array.from({length:2*Dt+1},(s,a)=>a<Dt?ht(n,e,(Dt-a)/Dt):ht(n,o,(a-Dt)/Dt));return s=>r[Math.round((S(s,-1,1)+1)*
Dt)]}var _l="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Ll="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function kr(t,e){
let{model:n,sel:o}=t,{low:r}=t.own,s=n.get("panel");r.replaceChildren(),s==="ranks"?ql(t):n.get("layers").includes(o.get("layer"))?s==="together"?Cl(t,e):Rl(t,n.
get("detail")):r.append(h("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function Rl(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(h("div","dsv-note",_l));return}let[o,r,s]=e.weight.map(c=>w(c)),a=h("div","dsv-note");a.append(h("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${w(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=h("table","dsv-table"),l=h("tbody");i.append(l);for(let c of e.rows){let d=h("tr"),f=h("td","dsv-context");f.append(mt(c.before,26,
!0),h("b","",mt(c.piece,20)),mt(c.after,26)),d.append(h("td","",String(c.token)),h("td","",w(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function Cl(t,e){let{model:n,sel:o,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=h(
"canvas"),c=h("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(h("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=S(Math.floor((r.clientWidth-40)/e),
2,17),p=26,u=15,m=P(l,p+f*e+2,f*e+u+1),g=je(s);m.font=R(),m.textBaseline="middle",m.fillStyle=$(s,"quiet");for(let N=0;N<e;N+=Math.max(1,Math.ceil(14/f)))m.fillText(
String(N),p+N*f+1,7),m.fillText(String(N),6,u+N*f+f/2);let y=Nt(m,$(s,"none"),4),b=f-(f>5?1:0),k=[Number.NaN,0,0];for(let N=0;N<i.length;N++){let[_,C]=[Math.floor(
N/e),N%e],O=p+C*f,L=u+_*f;Number.isNaN(i[N])?_!==C&&(m.fillStyle=y,m.fillRect(O,L,b,b)):(Ue(m,O,L,b,b,i[N],g),i[N]<=k[0]||(k=[i[N],_,C]))}if(Number.isNaN(k[0]))
return;let A=`Most often beyond chance: experts ${k[1]} and ${k[2]}, ${w(k[0])} times.`;a.append(h("div","dsv-note",A))}function ql(t){let{model:e}=t,{many:n,where:o,
low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=h("div","dsv-controls");n.show(e.get("rank_options").map(m=>[m,`${m} ranks`])),
o.show(),l.append(h("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 tokens: middle","95 %","load of each \
rank over the mean"],{table:d,head:f,rows:p}=Z("dsv-table",c);f.lastChild.style.textAlign="left";let u=s+3;if(i.length===a.length*u)for(let[m,g]of a.entries()){
let y=i.subarray(m*u,(m+1)*u),b=h("tr");b.append(h("td","",String(g)),h("td","",`${w(y[s])} ×`),h("td","",w(y[s+1])),h("td","",w(y[s+2])),Il(t,y.subarray(0,s))),
b.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),p.append(b)}r.append(l,d,h("div","dsv-note",Ll))}function Il(t,e){let n=h("td");return n.style.
textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,r)=>{let s=h("span","dsv-bar");s.style.width=`${S(160/e.length,2,18)}px`,s.style.height=`${Math.round(
7*S(o,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${w(o)}`,o>1&&(s.style.background=$(t.root,"more")),n.append(s)}),
n}function Pl(t){let e=h("div","dsv-controls"),n=ot(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=ot(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=ot(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),s=ot(t,"ranks","number of ranks",[]),a=ot(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=h("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,r.select,i);
let l=h("canvas","dsv-load-range"),c=h("div","dsv-load"),d=h("canvas"),f=h("div","dsv-load-scroll"),p=h("canvas"),u=h("div","dsv-note"),m=h("div","dsv-panel");return p.
style.cursor=d.style.cursor="pointer",f.append(p),c.append(d,f),t.body.append(e,l,c,u,m),{against:n,sort:o,panel:r,many:s,where:a,clear:i,range:l,side:d,scroll:f,
map:p,legend:u,low:m,reveal:We(t,m),counts:I(W),rest:I(W),tokens:I(W),summary:I(v),together:I(v),parallel:I(v),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Wl(t){let{model:e,own:n}=t,{panel:o,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let u of[o,r,s])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),Qo(t,l,()=>[xt,l.clientWidth-xt-4],(u,m)=>{n.dragging=wr(t,u,m),t.redraw()},(u,m)=>{let[g,y]=wr(t,u,m);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{n.hovered=$r(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let m=$r(t,u);m&&t.pick({layer:e.get("layers")[m.row],expert:m.expert,entry:-1})}),t.listen(d,"click",u=>{
let m=Math.floor((u.clientY-d.getBoundingClientRect().top-Ft)/n.place.tall),g=e.get("layers")[m];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var xr=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[S(o<0?
0:o+t,0,n.length-1)]})};function wr(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function $r({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-Ft)/t.place.tall),r=Math.floor((e.clientX-n.left)/t.place.cell),s=t.place.orders[o];return s&&r>=0&&r<
s.length?{row:o,expert:s[r]}:null}function Un({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:r}=n,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(m,g)=>Bn(s[m*o+g],i[2*m],r,o),f=(m,g)=>Bn(a[m*o+g],i[2*m+1],r,o),p=(m,g)=>c?d(m,g)/f(m,g):
d(m,g),u=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:s,tokens:i,summary:u,brushed:l,here:d,elsewhere:f,rate:p}}function Fl(t){let{model:e,
body:n,root:o,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=s;for(let O of[a,i,l])O.show();let p=Un(t),{facts:u,layers:m,brushed:g,rate:y,
summary:b}=p,{experts:k}=u;if(!k)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,ur(t,u);let A=n.clientWidth<620?hr:He;Dl(t,p,Math.max(120,n.clientWidth-
A-4)),mr(t,p,A),gr(t,p),d.replaceChildren(...yr(t,u)),kr(t,k),f();let{cell:N,tall:_,orders:C}=s.place;o.drawn={experts:k,layers:[...m],first:u.first,last:u.last,
rates:m.map((O,L)=>Array.from({length:k},(Rt,Ct)=>y(L,Ct))),orders:C,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:m.
map((O,L)=>b[wt*L+1]),cell:N,tall:_}}function Dl(t,e,n){let{model:o,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),p=l.length>24?12:l.length>12?16:21,u=o.get("sort"),m=l.map((N,_)=>br([...c.subarray(_*d,(_+1)*d)],u));a.place={cell:f,tall:p,orders:m};let g=Dn(t),y=P(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font=R(),y.fillStyle=$(r,"quiet");let b=u==="id"?`expert 0 to ${d-1}\
 of each layer`:"each layer's experts, busiest first";y.fillText(b,1,8);let k={shades:je(r),ink:$(r,"ink"),paper:$(r,"panel")},A=l.indexOf(s.get("layer"));for(let[
N,_]of m.entries())for(let[C,O]of _.entries())Bl(t,y,e,k,N,O,C),!(N!==A||O!==s.get("expert"))&&(y.strokeStyle=$(r,"chosen"),y.lineWidth=2,y.strokeRect(C*f,Ft+N*
p,Math.max(Ar(f),3),p-1))}var Ar=t=>Math.max(t-(t>6?1:.5),1);function Bl({root:t,own:e},n,{facts:o,counts:r,rate:s},{shades:a,ink:i,paper:l},c,d,f){let{cell:p,tall:u}=e.
place,m=f*p,g=Ft+c*u,y=Ar(p),b=s(c,d);if(Number.isNaN(b)){Q(n,t,m,g,y,u-1);return}if(r[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=.15,n.fillRect(m,g,y,
u-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(m+y/2,g+u/2,Math.min(2,p/3),0,7),n.fill();return}if(Ue(n,m,g,y,u-1,b,a),p<24)return;n.fillStyle=Math.abs(
Hn(b))>.55?l:i,n.font=R();let k=Number.isFinite(b)?w(b,b<9.95?1:0):"new";n.fillText(k,m+(y-n.measureText(k).width)/2,g+u/2)}function Hl(t){let{facts:e,layers:n,
tokens:o,summary:r,here:s}=Un(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts o\
f ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[l,i[c]==="hash"?"table":"scores",o[2*c],...r.
subarray(wt*c,wt*c+5),o[2*c]>0?r[wt*c+5]:null,...Array.from({length:a},(d,f)=>s(c,f))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`to\
kens ${e.first} to ${e.last}`:"the whole text"}.`}}var Ul={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left \
and right the expert.",keys:{ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),ArrowLeft:xr(-1),ArrowRight:xr(1)},build:Pl,listen:Wl,
draw:Fl,table:Hl,symbols:(t,e)=>{let n=Un(t),o=n.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return o<0||r===-1?void 0:`${e==="n"?String(n.counts[o*
n.facts.experts+r]):w(n.here(o,r))} (expert ${r} of layer ${n.layers[o]})`}},Sr=F(Ul);var jl=17,zl=18,Vl=27,pe=14,Yl=640,st=88,at=54,Nr=18,Xl=6,Gl=.42,Tr=2,Kl="☷ the table chose, by the token's id: same token, same experts (outlined)",Ql="chose\
n by the scores of the token's state";function ze(t,e=0){let n=e*pe+4,o=e>0&&t.length*n<=Yl,[r,s]=o?[Vl,n]:[jl,zl],a=f=>t[f]==="hash"?0:1,i=[...t.keys()].sort((f,p)=>a(
f)-a(p)||f-p),l=[],c=0,d=null;for(let f of i)t[f]!==d&&(c+=d===null?0:Xl,l.push({band:t[f],y:c}),c+=Nr,d=t[f]),l.push({index:f,y:c}),c+=s;return{rows:l,height:c,
cell:r,row:s,named:o}}function Mr({rows:t,cell:e,row:n},o,r,s){let a=Math.floor(o/e),i=t.find(l=>l.index!==void 0&&r>=l.y&&r<l.y+n);return i?.index!==void 0&&a>=
0&&a<s?{token:a,index:i.index}:null}function Er({model:t,own:e}){let[n,o,r]=t.get("shape"),s=q(j(t,"weights")),a=q(j(t,"colours")),i=n*r?Math.min(Math.max(o,a.length/
n),s.length/(n*r)):0,l=e.texts(j(t,"utf8"),j(t,"lengths"));return{L:n,K:r,T:i,weights:s,codes:a,pieces:l,experts:e.ids(j(t,"experts")),layers:t.get("layers")}}function Zl({
root:t,sel:e,own:n,model:o},r,s){let a=["none","ink","quiet","chosen"],[i,l,c,d]=a.map(p=>$(t,p)),f=n.shadesOf($(t,"ramp-low"),$(t,"ramp-high"));return{none:i,ink:l,
quiet:c,mark:d,shades:f,picked:s,kinds:o.get("kinds"),bar:`rgb(${$(t,"tint")})`,cell:n.layout.cell,tall:n.layout.row,named:n.layout.named,left:n.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:r.layers.indexOf(e.get("layer"))}}function Or(t,e,n){let{own:o}=t,r=o.scroll.clientWidth,s=at+o.layout.height+
2,a=P(o.canvas,r,s),i=Zl(t,e,n),{left:l,quiet:c,cell:d}=i,f=Math.max(0,Math.floor(l/d)),p=Math.min(e.T-1,Math.floor((l+r-st)/d));a.font=R(),a.textBaseline="midd\
le",a.save(),a.beginPath(),a.rect(st,0,r-st,s),a.clip();let u=0;for(let m=f;m<=p;m++){Jl(a,e,i,m);for(let{index:g,y}of o.layout.rows)g!==void 0&&tc(a,e,i,m,g,at+
y)&&u++}return oc(t,a,i,f,p),a.restore(),rc(t,a,e,i),a.fillStyle=c,a.font=R(),a.fillText("layer",4,at-8),u}function Jl(t,{pieces:e},{left:n,cell:o,picked:r,hover:s,
mark:a,ink:i,quiet:l},c){t.save(),t.translate(st+c*o-n+o/2,at-4),t.rotate(-Math.PI/2),t.fillStyle=e[c]===e[r]?a:c===s?i:l,t.font=R(c===r),t.fillText(M(e[c]??"",
8),0,0),t.restore()}function tc(t,e,n,o,r,s){let{L:a,K:i,codes:l,experts:c,pieces:d}=e,{left:f,none:p,mark:u,shades:m,picked:g,cell:y,tall:b}=n,k=o*a+r,A=st+o*y-
f;if(c[k*i]<0)return t.fillStyle=p,t.beginPath(),t.arc(A+y/2,s+b/2,1.5,0,7),t.fill(),!1;let N=l[k]===255?p:m[l[k]],C=(n.named?nc:ec)(t,e,n,k*i,r,A,s,N);return d[o]===
d[g]&&o!==g&&n.kinds[r]==="hash"&&(t.strokeStyle=u,t.lineWidth=1,t.strokeRect(A+.5,s+.5,y-1,b-1)),C}function ec(t,{K:e,weights:n,experts:o},{cell:r,tall:s,expert:a,
row:i,mark:l},c,d,f,p,u){let m=!1,g=p+1;for(let y=0;y<e;y++){let b=n[c+y]/254*(s-2),k=a!==-1&&d===i&&o[c+y]===a;m||=k,t.fillStyle=k?l:u,t.fillRect(f+1,g,r-2,Math.
max(b-1,.5)),g+=b}return m}function nc(t,{K:e,weights:n,experts:o},r,s,a,i,l,c){let{cell:d,tall:f,expert:p,row:u,mark:m,ink:g,bar:y}=r,b=!1;t.globalAlpha=Gl,t.fillStyle=
c,t.fillRect(i+1,l+1,d-2,f-2),t.globalAlpha=1;for(let k=0;k<e;k++){let A=l+2+k*pe,N=p!==-1&&a===u&&o[s+k]===p;b||=N,t.fillStyle=g,t.fillText(String(o[s+k]),i+4,
A+pe/2-1),t.fillStyle=y,t.fillRect(i+2,A+pe-1-Tr,Math.max(1,n[s+k]/254*(d-4)),Tr),N&&(t.strokeStyle=m,t.lineWidth=2,t.strokeRect(i+2,A,d-4,pe-1))}return b}function oc({
own:t,model:e},n,{left:o,ink:r,mark:s,picked:a,hover:i,row:l,cell:c},d,f){let{rows:p,height:u}=t.layout,m=(b,k,A,N)=>{n.strokeStyle=k,n.lineWidth=A,n.globalAlpha=
N,n.strokeRect(st+b*c-o+.5,at-1,c-1,u),n.globalAlpha=1};m(a,s,2,.55),i>=0&&m(i,r,1,.5);let g=e.get("parting");g>=d&&g<=f&&(n.strokeStyle=r,n.setLineDash([4,3]),
n.strokeRect(st+g*c-o+.5,at-1,.5,u),n.setLineDash([]));let y=p.find(b=>b.index===l);l<0||!y||(n.strokeStyle=s,n.lineWidth=2,n.strokeRect(st+a*c-o,at+y.y,c,t.layout.
row))}function rc({own:t,model:e},n,{layers:o},{quiet:r,ink:s,mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){n.fillStyle=r,n.font=R(),
n.fillText(c==="hash"?Kl:Ql,2,at+d+Nr/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:s,n.font=R(l===i),n.fillText(`${o[l]} ${dt[f]??""} ${f}`,
4,at+d+t.layout.row/2)}}var sc="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",ac="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function ic({expert:t,score:e,chosen:n}){let o=e.map(Number),r=Math.min(...o.filter((l,c)=>n[c])),
s=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function _r(t){let{model:e,sel:n,own:o}=t,{ranking:r,caption:s,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
i.textContent="",cc(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let p=o.texts(j(e,"utf8"),j(e,"length\
s")),u={...f,expert:f.expert};s.append("Ranking at ",h("b","",`layer ${f.layer}, token ${f.token} “${M(p[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${ic(u)}`:` · margin of the choice ${w(f.margin,4)}`),lc(t,u),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let m=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=m?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=ac}function lc({sel:t,own:e},n){let o=Z("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?w(n.weight[i],3):"",c=h("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=h("td"),p=h("span","dsv-bar");f.style.textAlign="left",p.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/r):0}px`,f.append(p),c.append(h("td","",String(a)),h("td","",w(n.logit[i])),h("td","",w(n.score[i],3)),h("td","",w(
n.biased_score[i],3)),h("td","",l||"not chosen"),f,h("td","",w(n.norm[i]))),o.rows.append(c)});let s=h("tr");for(let a of["shared","","","","always","",w(n.shared_norm)])
s.append(h("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),o.rows.append(s),e.ranking.append(...o.table.children)}function cc(t){let{model:e,sel:n,
own:o}=t,r=e.get("uses")??{};if(r.of?.expert!==n.get("expert"))return;let s=h("div","dsv-uses");s.append(vr(t,r.of,"chosen")),r.control&&s.append(vr(t,r.control,
"matched control")),o.inverse.append(s)}function vr(t,e,n){let o=h("div"),r=h("ol"),s=h("div","dsv-note");s.title=n==="chosen"?"":sc,s.append(h("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=h("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(h("sp\
an","quiet",bt(a.before.slice(-18))),h("b","",bt(a.piece)),h("span","quiet",bt(a.after.slice(0,18))),h("small","",` ${w(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),r.append(i)}return o.append(s,r),o}function Lr(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,r)=>[o,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Rr(t,e,n){if(!t?.expert?.length)return;let o=Math.max(0,t.expert.indexOf(e)),r=t.weight.reduce((d,f,p)=>d+(t.chosen[p]?f??0:0),0),[s,a]=[t.score[o],t.biased_score[o]],
i=t.chosen.filter(Boolean).length,l=`expert ${t.expert[o]} of layer ${t.layer}, token ${t.token}`;return{z:`${w(t.logit[o])} (${l})`,s:`${w(s,3)} (${l})`,b:`${s===
null||a===null?"–":w(a-s,3)} (${l})`,k:`${i} of layer ${t.layer}`,weight:t.chosen[o]?`${w(t.weight[o],3)} (${l}, rank ${o+1} of ${i})`:`none: ${l} was not cho\
sen`,scale:w(r,3)}[n]}function dc(t,e,n,o,r){let s=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(r)&&s++;return s}function fc({body:t}){let e=h("select");e.setAttribute(
"aria-label","colour cells by");let n=h("span","dsv-legend"),o=h("span"),r=h("span","dsv-ramp"),s=h("span"),a=h("div","dsv-bar-row"),i=h("button","dsv-small","n\
ames");i.type="button",i.title="name the experts in the cells, or show more tokens",n.append(e,o,r,s),a.append(n,i);let l=h("div","dsv-grid"),c=h("div","dsv-gri\
d-stage"),d=h("canvas"),f=h("div");d.style.position="absolute",d.style.cursor="pointer",c.append(d),l.append(c,f);let p=h("table","dsv-table dsv-ranking"),u=h("\
div","dsv-note"),m=h("div","dsv-note"),g=h("div");return m.style.margin="4px 0 0",t.append(a,l,m,p,u,g),{choose:e,names:i,legend:n,low:o,bar:r,high:s,scroll:l,canvas:d,
spacer:f,ranking:p,note:u,caption:m,inverse:g,texts:I(K),ids:I(yt),shadesOf:I(Yt),tabled:[],layout:ze([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function pc(t){let{model:e,sel:n,own:o}=t,{choose:r,scroll:s,canvas:a,ranking:i}=o;t.listen(r,"change",()=>t.tell("colour",r.value)),t.listen(o.names,"click",()=>{
o.named=!o.named,o.lastPicked=null,t.redraw()});let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,l,{passive:!0});
t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>s.scrollWidth-2*o.layout.cell?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=
d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(a,"mousemove",d=>c(qr(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=qr(t,d);
if(!f)return;let p=e.get("layers")[f.index],u=p===n.get("layer")?{}:{layer:p,expert:-1,entry:-1};t.pick({token:f.token,...u})}),t.listen(i,"click",d=>Ir(t,d.target.
closest("tbody tr"))),t.listen(i,"keydown",d=>{["Enter"," "].includes(d.key)&&(Ir(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Cr=({model:t,
own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?[]:[t.get("layers")[n.index]]);function qr({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-
st,r=e.clientY-n.top-at;return o<0?null:Mr(t.layout,o+t.scroll.scrollLeft,r,t.tokens)}function Ir(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.
sel.get("expert")===n?-1:n})}function hc(t){let{model:e,sel:n,root:o,own:r}=t,s=Er(t);r.tokens=s.T,r.layout=ze(e.get("kinds"),r.named?s.K:0),r.names.setAttribute(
"aria-pressed",String(r.named)),r.names.style.display=ze(e.get("kinds"),s.K).named?"":"none";let a=n.get("token"),i=a>=0&&a<s.T?a:s.T-1;uc(t,a);let l=Or(t,s,i);
mc(t),gc(t,s),_r(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:i,layer:n.get("layer"),detail:e.
get("detail"),highlighted:l,codes:Array.from(s.codes.slice(0,64))}}function uc({own:t},e){let{scroll:n,spacer:o}=t,{cell:r}=t.layout,s=st+t.tokens*r+4;if(o.style.
width=`${s}px`,o.style.height=`${at+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=s),e!==t.lastPicked&&e>=0){let a=e*r,i=n.clientWidth-st;(a<n.scrollLeft||
a+r>n.scrollLeft+i)&&(n.scrollLeft=a-i/2)}t.lastPicked=e}function mc({model:t,root:e,own:n}){let{choose:o,legend:r,low:s,bar:a,high:i}=n,l=t.get("colour_options");
nt(o,l.map(([f,p])=>[f,`colour: ${p}`])),o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf($(e,"ramp-low"),$(e,"ramp-high"));
a.style.background=`linear-gradient(90deg, ${d[0]}, ${d[254]})`,s.textContent=w(t.get("low")),i.textContent=`${w(t.get("high"))} ${c}`,r.title="grey: this layer\
 has no such value"}function gc({facts:t,sel:e,model:n,own:o},{L:r,K:s,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),p=c.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),d){let u=(d.token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${M(l[d.token]??"",16)}”: experts `,h("b","",
i.slice(u,u+s).join(" ")))}else if(f!==-1&&p>=0){let u=dc(i,p,r,s,f),m=h("b","",`${u} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,m," (\
marked cells)")}else n.get("parting")>=0?t.append("beside another run: the text parts at token ",h("b","",`${n.get("parting")}`)," (dashed)"):t.append(`${s} exp\
erts work on each token in every layer, and the shared one besides`)}var yc={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>X(t,-1,t.own.tokens),ArrowRight:t=>X(t,1,t.own.tokens),ArrowUp:t=>B(t,-1,Cr(t)),ArrowDown:t=>B(t,1,Cr(t)),Home:t=>X(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>X(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:fc,listen:pc,draw:hc,table:Lr,symbols:({model:t,sel:e},n)=>Rr(
t.get("detail"),e.get("expert"),n)},Pr=F(yc);var $t=[.5,1,2,4,8,16,32,64],Dr=-.5,Wr=1.5,Fr=.25,Br=t=>({playing:!1,at:null,speed:t>16?4:2});function Hr(t,e){t.speed=S(t.speed+e,0,$t.length-1)}var gt=(t,e)=>S(
Math.floor(t),0,e-1);function Ur(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=Dr)}function jr(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/Fr+1+1e-9)*Fr,e+1)}function zr(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?$t[t.speed]:Math.min($t[t.speed],6);return t.
at=Math.min(t.at+e*o,n+Wr),t.at>=n+Wr}function Vr(t){t.at=Dr}var Yr=(t,e)=>t===null||!e?t:Math.ceil(t);function Xr(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var V=18,z=12,bc=66,kc=46,xc=92,wc=1,Gr=.2;function $c(t,e,n){if(t*kc<=n)return new Array(t).fill(Math.min(n/t,xc));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/wc)**2))),r=o.reduce((i,l)=>i+l,0),s=Math.min(bc,n/(r+.6)),a=(n-s*r)/Math.max(t-r,1e-9);return o.map(i=>a+(s-a)*i)}function Ac(t,e){let n=t<780,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:S(t*.29,200,400)},s=n?14:r.x+r.width+58,a={x:s,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=S((t-s)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:S(t*.145,104,190),f={x:t-d,width:d},p={x:c.x+c.width+(o?34:46),width:0};p.width=Math.max(20,f.x-p.x-(o?14:40));let u=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:a,mass:i,lanes:c,rail:p,lens:f,nodes:u}}function Kr(t,e,n,o,r=!1){let s=Ac(t,n.streams),
a=s.stacked?e>480?5:4:0,i={y:a*V+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,p=$c(n.layers,o,d).map(
m=>{let g={y:f,height:m};return f+=m,g});c.y=f;let u=s.stacked?{y:0,height:a*V}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:s,rows:p,heads:i,
start:l,end:c,text:u,draft:r}}var it=(t,e)=>t.y+t.height*e,he=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,ue=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,Qr=["read","mixed","\
routed","lens"],lt=(t,e,n)=>t===null?1:S((t-e)*4-n,0,1),Y=t=>Gr+(1-Gr)*t,Bt=(t,e=26,n=36)=>tt(t,e,n);function jn(t,e){let n=S(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var Zr=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var Sc="☷",Tc=["entries","window","sink"];function Jr({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=ts(
c),p=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(z,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let u=Math.abs(l-a)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%p===0&&!u)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),
t.textAlign="left",t.font=s(z),t.fillStyle=l===a?e.ink:e.quiet,c.height>=5.5){let{column:m}=jn(c.height,l),g=d.x+20+9*Math.min(m,1),{glyph:y}=o.kinds[r[l]];c.height>=
13&&t.strokeText(y,g,f),t.fillText(y,g,f)}i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var ts=t=>it(t,.5-.22*Bt(t.height,20,36));function me({
mass:t},e){let n=S(e.height*.3,Math.min(3,e.height*.7),14),o=ts(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function zn(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)
r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function es(t,e){let{ctx:n,root:o,look:r,place:s,path:a,at:i,hits:l,font:c}=t,d=s.rows[e],
f=me(s.columns,d),p=[0,1,2].map(m=>a.mass[e*3+m]);a.blank?Vn(t,f):p.some(Number.isNaN)&&Q(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=Y(lt(i,e,0)),Tc.forEach((m,g)=>{
let{x:y,width:b}=zn(a,e,f,g);n.fillStyle=r[m],b>0&&n.fillRect(y,f.y,Math.max(b-.5,.5),f.height),b>0&&l.push({what:m,layer:e,x:y,y:d.y,width:b,height:d.height})});
let u=f.width<72?0:Bt(d.height,44,52);u>0&&!p.some(Number.isNaN)&&(n.globalAlpha*=u,n.font=c(z),n.textBaseline="top",n.fillStyle=r.ink,Mt(p).map(g=>w(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,f.x+f.width*y/2,f.y+f.height+4)})),n.globalAlpha=1,n.textAlign="left"}var Ve=t=>it(
t,.5+.4*Bt(t.height,8,36));function ns({place:t,path:e,sizes:n},o,r){let s=S(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.
scale))}function os(t,e){let{ctx:n,root:o,look:r,place:s,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=s.rows[e],{rail:p}=s.columns,u=Ve(f),m=lt(l,e,2),g=S(f.height*
.42,2,22);n.fillStyle=r.none,n.fillRect(p.x,u,p.width,1),c.push({what:"rail",layer:e,x:p.x,y:f.y,width:p.width,height:f.height});let y=i.chosen,b=Math.max(2,p.width/
i.experts*.6);a.expert[e*y]<0&&!a.blank&&Q(n,o,p.x,u-Math.min(g,8),p.width,Math.min(g,8)),n.globalAlpha=Y(m),n.fillStyle=r.expert;for(let N=e*y;N<(e+1)*y;N++){if(a.
expert[N]<0)continue;let _=ue(s.columns,i.experts,a.expert[N]),C=ns(t,e,N)*(.3+.7*m);n.fillRect(_-b/2,u-C,b,C),c.push({what:"expert",layer:e,id:a.expert[N],x:_-
b,y:f.y,width:2*b,height:f.height})}Mc(t,e),n.globalAlpha=Y(m),n.fillStyle=r.quiet;let k=p.x+p.width+12,A=S(f.height*.18,1.5,4);n.beginPath(),n.moveTo(k,u-2*A),
n.lineTo(k+A,u-A),n.lineTo(k,u),n.lineTo(k-A,u-A),n.fill(),c.push({what:"shared",layer:e,x:k-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&Nc(t,e,p.x-15,u-Math.
min(6,f.height/3)),n.globalAlpha=1}function Nc({ctx:t,look:e,font:n,place:o},r,s,a){let{column:i}=jn(o.rows[r].height,r);t.font=n(z),t.fillStyle=e.ink,t.textAlign=
"left",t.textBaseline="middle",t.fillText(Sc,s-10*Math.min(i,1),a)}function Mc(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,font:i,at:l}=t,c=Bt(r.rows[e].height,
36,46);if(!c)return;let d=Ve(r.rows[e]);n.font=i(z),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=Y(lt(l,e,2))*c;let f=[];for(let p=e*
a.chosen;p<(e+1)*a.chosen;p++){if(s.expert[p]<0)continue;let u=ue(r.columns,a.experts,s.expert[p]);f.some(m=>Math.abs(m-u)<7*String(s.expert[p]).length+4)||(f.push(
u),n.fillText(String(s.expert[p]),u,d-ns(t,e,p)-3))}n.textAlign="left"}function Vn({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,
t.strokeRect(n+.5,o+.5,r-1,Math.max(1,s-1))}function rs(t,e,n){let o=[],r=0,s=0;for(let a of t){let i=a.split(`
`).length-1,l=Et(et(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));r>0&&r+n(l)>e&&(r=0,s++);let c=r===0&&s>0?l.replace(/^ (?=\S)/,""):l,d=n(c);o.push({x:r,line:s,
width:Math.min(d,e),text:c}),r+=d,i&&(r=0,s+=i)}return o}function ss(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,a=Math.max(1,Math.floor(
o.height/V)),i=s+1,l=e>0;(i>a||l)&&(l=!0,i=Math.min(i,a-1));let c=s+1-i,d=t.findIndex(p=>p.line>=c),f=o.y+(l?V:0)-c*V;return{from:e+Math.max(d,0),first:e,token:n,
words:t,top:f,left:o.x,folded:l}}function ge(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*V,width:n.width,height:V}}
function Yn(t,e,n){let o=[];for(let r=Math.max(e,t.from);r<=Math.min(n,t.token);r++){let s=ge(t,r);if(!s)continue;let a=o[o.length-1];a&&a.y===s.y?a.width=s.x+s.
width-a.x:o.push(s)}return o}var Ye=class{#t="";#e=null;draw(e,n,o,r,s){let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,a,r].concat(Object.values(s)).join();if(i!==this.#t||!this.#e){this.#t=i,this.#e=Tt(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=J(this.#e);l.setTransform(
a,0,0,a,-n.left*a,0),l.font=r,l.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(
d.text,n.left+d.x,n.top+(d.line+.5)*V))}}e.drawImage(this.#e,n.left,0,this.#e.width/a,this.#e.height/a)}};function Gt(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,a,i]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(i>0)||o.push({zone:s,key:a,weight:i,...s===
1?Zr(a,n):{first:a,last:a}})}return o}function Ec({shown:t,place:e},n){let o=Yn(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:a}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?V:V/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+V-2}}function as(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:a}=t,i=lt(s,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of Yn(
r,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function is(t,e){let{ctx:n,look:o,place:r,path:s,at:a,layer:i}=t,l=lt(a,i,0);if(!l)return;let c=r.rows[i],
d=me(r.columns,c),f=Math.max(...e.map(p=>p.weight),1e-9);n.lineCap="round";for(let p of[...e].reverse()){let u=Ec(t,p),m=zn(s,i,d,p.zone===1?0:1),g=m.x+m.width/
2,y=u.y<d.y,b=y?d.y:d.y+d.height;n.strokeStyle=p.zone===1?o.entries:o.window,n.globalAlpha=Y(l)*(.25+.6*Math.sqrt(p.weight/f)),n.lineWidth=.8+7*p.weight;let k=(14+
Math.abs(b-u.y)*.2)*(y?-1:1),A=r.columns.stacked?[r.columns.text.x,u.y+30]:[u.x+46,u.y],N=r.columns.stacked?[r.columns.text.x,b+k]:[g,b+k];Kt(n,[u.x,u.y,A[0],A[1],
N[0],N[1],g,b],l)}n.globalAlpha=1}function Kt(t,[e,n,o,r,s,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,p=1-f,[u,m,g,y]=[p*p*p,3*p*p*f,3*p*f*f,f*f*f];t.lineTo(u*e+m*o+g*s+y*i,u*n+m*r+g*a+y*l)}t.stroke()}function Xe(t,e,n,o){let{ctx:r,root:s,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:p}=i.columns,u=l.lens[n+1]?.[0],m=l.lens_prob[(n+1)*l.ranks],g=Math.min(
46,p.width*.3),y=S(e.height-2,1,12),b=it(e,.5);if(d.push({what:"lens",layer:n,x:p.x-10,y:e.y,width:p.width+10,height:e.height}),l.blank)return Vn(t,{x:p.x,y:b-y/
2,width:g,height:y});if(u===void 0||Number.isNaN(m)){Q(r,s,p.x,b-y/2,g,y);return}if(r.globalAlpha=Y(n<0?1:lt(c,n,3)),r.fillStyle=a.track,r.fillRect(p.x,b-y/2,g,
y),r.fillStyle=l.agree[n+1]?a.mark:a.quiet,r.fillRect(p.x,b-y/2,g*m,y),l.agree[n+1]&&(r.fillStyle=a.mark,r.beginPath(),r.arc(p.x-6,b,Math.min(3,e.height/2),0,7),
r.fill()),(u!==o.word||e.height>=20)&&b-7>=o.bottom){r.font=f(z,l.agree[n+1]?"600":""),r.fillStyle=a.ink,r.textBaseline="middle";let A=p.width-g-6,N=A>70?w(m):"";
r.fillText(M(u,Math.max(3,Math.floor((A-(N?30:0))/7))),p.x+g+6,b),r.textAlign="right",r.font=f(z),r.fillStyle=a.quiet,N&&r.fillText(N,p.x+p.width,b),r.textAlign=
"left",o.word=u,o.bottom=b+7}r.globalAlpha=1}function ls({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:a}=n;t.font=o(z),t.fillStyle=e.quiet,t.textBaseline="middle";let i=u=>t.measureText(u).width,
l=a.y+a.height/2,c=(u,m,g)=>{t.textAlign="center",t.fillText(kt(u,g,i),m,l)},d=r.head<0?"read (mean of heads)":`read by head ${r.head}`,f=s.label.x+14,p=s.lanes.
x-f-26;t.textAlign="left",t.fillText(kt([d,r.head<0?"read (mean)":d,"read"],p,i),f,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(kt(["what it would say","would say","says"],s.lens.
width,i),s.lens.x,l)}function cs(t,e){let{ctx:n,look:o,place:r,path:s,font:a,hits:i}=t,{columns:l,start:c}=r,d=l.lanes.x+l.lanes.width/2;n.font=a(z,"600");let f=s.
blank?"token":bt(s.piece.trim())||"␣",p=M(f,14),u=n.measureText(p).width+16;fs(t,d-u/2,c.y+1,u,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(p,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-u/2,y:c.y,width:u,height:c.height}),n.font=a(z),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),Xe(t,{y:c.y,height:22},-1,e)}function ds(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:a,at:i}=t,
{columns:l,end:c}=o,d=r.answer,f=l.lanes.x+l.lanes.width/2,p=c.y+34;e.globalAlpha=Y(i===null?1:S((i-o.rows.length)*2,0,1)),e.font=s(z+1,"600"),e.textBaseline="m\
iddle";let u=d.word===void 0?"?":M(bt(d.word.trim())||"␣",14),m=e.measureText(u).width+18;fs(t,f-m/2,c.y+22,m,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(u,f,p),e.textAlign="left",e.font=s(z),e.fillStyle=n.quiet;let g=o.width-f-m/2-8,y=r.blank?["the answer"]:ye(d);e.fillText(kt(y,g,b=>e.measureText(b).
width),f+m/2+8,p),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-m/2,y:c.y,width:m+g,height:c.height}),e.globalAlpha=1}function ye(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=w(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function fs({ctx:t,look:e},n,o,r,s,a){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function Xn({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:a}=n.columns;
t.font=r(z),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",a.x,n.text.y+V/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+V/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+V-3,a.width,2))}function Gn({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function ps(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?Oc(t,r):o==="streams"||o==="mixing"?vc(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?_c(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${w(n.shared_norm[r])}`:o===
"lens"?Lc(n,r):o==="answer"||o==="head"?ye(n.answer)[0]:""}function Oc({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(f=>t.mass[3*r+f]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Mt(s).map(f=>w(f)),c=Gt(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:f,key:p,weight:u,first:m,
last:g})=>`${f?`entry ${p} (tokens ${m} to ${g})`:`${p} “${M(o(p),12)}”`} ${w(u)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function vc({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>w(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(r+l)*e.streams+l];let i=w(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${i}`}function _c({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let a=s.map((d,f)=>`${d} (${w(t.expert_weight[r+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${w(i,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function Lc(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${M(r,14)}” ${w(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var Ht=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function Ge(t,e){if(t<=0)return Ht("embedding",-1);if(t>e)return Ht("answer",e);let n=t-1e-6;return Ht(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function hs(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${Qr[Math.
floor(o%1*4)]}`}function us(t,e,n,o){if(t.blank||n<0||n>=e.layers)return;let r=e.streams,s=(l,c)=>[0,1].map(d=>[...l.subarray((2*n+d)*c,(2*n+d+1)*c)]),a=(l,c)=>{
if(l.flat().some(Number.isNaN))return;let d=l.map(f=>f.map(p=>w(p)).join(", "));return`${c}attention ${d[0]}; experts ${d[1]} (layer ${n}, token ${t.token})`};if(o===
"pre")return a(s(t.pre,r),"");if(o==="post")return a(s(t.post,r),"");if(o!=="comb")return;let i=s(t.comb,r*r).map(l=>Array.from({length:r},(c,d)=>l[d*r+d]));return a(
i,"stays in its stream: ")}function Ke(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var ms=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function Kn(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[Gn(e,Qn(t,e.layer))]?.tab??""}
function Qn(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function Rc({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return $t[n.speed]<=1?Ge(n.at,o):Ht("layer",
$t[n.speed]<=8?gt(n.at-1e-6,o):e.get("layer"))}function Qe(t){let{card:e}=t.own,n=Rc(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.
get("layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...Cc(t,n)):n&&n.what!=="layer"?e.replaceChildren(...qc(
t,n)):e.replaceChildren(...Wc(t,n?.layer??t.sel.get("layer"))))}function Cc(t,e){let n=t.own.pieceAt(e.id??-1),o=h("div");return o.append(h("h4","",`token ${e.id}\
 “${M(n,30)}”`),h("div","dsv-note","A click follows this one.")),[o]}function qc(t,e){let n=Gn(e,Qn(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=ms(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",a=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],i=h("div"),l=s?` of layer ${e.layer}`:"";i.append(h("h4","",`${o.title}${l}`),h("div","dsv-note",o.does));let c=ps(t.own.known(),e);c&&i.append(h("di\
v","dsv-follow-numbers",c));let d=h("pre","",o.equation),f=h("div");a&&f.append(h("div","",a[2]<0?"This layer has no such part.":`${Ke(a[1])} parameters, ${ut(a[2])}`));
let p=h("div","dsv-note");p.append(`${o.section}, `,h("code","",o.file)),f.append(p);let u=Ic(o,e,s);u.length&&f.append(Pc(u,e.layer));let m=Kn(t,e);if(m){let y=h(
"button","dsv-small",`open “${m}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=h("div","dsv-note");return g.append("alone: ",h("code","",
o.code)),f.append(g),[i,d,f]}function Ic(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||
n&&s.includes(e.layer)&&r.includes(o))}function Pc(t,e){let n=h("details","dsv-note");n.append(h("summary","",`${t.length} values can be captured`));let o=h("ul");
for(let[r,s]of t){let a=h("li");a.append(h("code","",r.replace("{i}",String(e))),` ${s}`),o.append(a)}return n.append(o),n}function Wc(t,e){let n=ms(t,Ht("layer",
e)),o=Qn(t,e);if(!n||!o)return[];let r=h("div");return r.append(h("h4","",`layer ${e} ${o.glyph} ${o.title}`),h("div","dsv-note",`This layer ${n.words}.`),h("di\
v","",`${Ke(n.parameters)} parameters`)),[r,Fc(t,e,n)]}function Fc(t,e,n){let o=t.model.get("cards"),r=t.model.get("places"),s=h("div","dsv-follow-parts"),a=r.flatMap(
p=>p.cells.map(u=>u[2])).filter(p=>p>0),[i,l]=[Math.min(...a),Math.max(...a)].map(Math.log);s.title=`fuller: more bytes (logarithmic, ${ut(Math.min(...a))} to ${ut(
Math.max(...a))})`;let c=r.filter(p=>!p.kind),d=[...n.cells.map(p=>({cell:p,at:e})),...c.map(({cells:p,place:u})=>({cell:p[0],at:u==="top"?-1:Number.POSITIVE_INFINITY}))],
f=0;for(let{cell:p,at:u}of d){let[m,,g]=p,y=m==="mixing"?f++:0;if(g<0)continue;let b=h("button","dsv-small");b.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-i)/Math.max(l-i,1e-9))}%`),b.append(h("b","",`${o[m].title}${m==="mixing"?y?" (experts)":" (attention)":""}`),` ${ut(g)}`),b.addEventListener("click",()=>t.
own.choose({...Ht(Dc(m),u),site:y})),s.append(b)}return s}var Dc=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function Zn(t){let e=t.model.get("tota\
ls");return e.parameters?`${Ke(e.parameters)} parameters, ${ut(e.bytes)}; ${Ke(e.active)} work on each token`:""}var gs=t=>t>0?w(t,t<10?2:0):"–";var Bc={share:[2,pt],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,yt],"<i4":[4,W],"<f4":[4,v]};function Hc(t,e,n){let o=q(e),r={},s=0;n.forEach(([i,l],c)=>{
let[d,f]=Bc[l],p=t.shapes[c].reduce((u,m)=>u*m,d);r[i]=f(o.subarray(s,s+p)),s+=p});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...r,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var At=t=>t.model.get("sizes");function G(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var Ze=class{#t=new Map;#e=new Set;#r=-1;#o=null;#s=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#i.bind(this);e.listen(o,"msg:custom",r)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#r&&(this.#r=e.get("serial"),this.#t.
clear(),this.#e.clear(),this.#o=null);let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#l(n,e.get("arrays")):this.#s=null)}#l(e,n){this.#t.set(`${e.token}\
 ${e.head}`,Hc(e,n,At(this.view).layout))}#i(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,r]of e.ahead.entries())this.#l(r,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#s=this.#t.get(this.#n(G(this.view)))??this.#s,this.#s}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#e.has(
this.#n(s))&&r.push(s);if(!(!r.length||r.length<n/2&&this.has(e))){for(let s of r)this.#e.add(this.#n(s));this.view.model.send({ahead:r,head:this.view.sel.get("\
head")})}}},Je=class{#t=null;#e=0;pieces=[];read(e){let n=j(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get(
"first"),this.pieces=K(n,j(e.model,"lengths"))),{first:this.#e,pieces:this.pieces}}};function tn({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function Qt(t,e){let n=h("button","dsv-small",t);return n.title=e,n}function ys(t,e){let n=h("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function bs(){let t=h("div","dsv-follow-bar"),e=Qt("▶ Play","space: the token travels through the layers, then the next one"),n=Qt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Qt("−","[ : slower"),r=h("span","dsv-follow-speed"),s=Qt("+","] : faster");o.setAttribute("aria-label",
"slower"),s.setAttribute("aria-label","faster");let a=ys("along the layers",.25),i=h("span","dsv-follow-where"),l=Qt("‹","left: the token before"),c=ys("token",
1),d=Qt("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=h("span","dsv-follow-\
which"),p=[[e,n],[o,r,s],[h("span","dsv-note","layers"),a,i],[h("span","dsv-note","tokens"),l,c,d,f]].map(u=>{let m=h("span","dsv-follow-group");return m.append(
...u),m});return t.append(...p),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:a,where:i,back:l,token:c,on:d,which:f}}function vt(t,e){let n=S(G(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Jn(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();Ur(e,n),e.playing||eo(t),t.redraw()}function to(t){let{player:e}=t.own,{layers:n}=t.own.sizes();jr(e,n,t.sel.get("layer")),eo(t),t.
own.chosen=Ge(e.at??0,n),t.redraw()}function eo(t){let{at:e}=t.own.player;if(e===null)return;let n=gt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick(
{layer:n})}function be(t,e){Hr(t.own.player,e),t.redraw()}function ks(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Jn(t)),t.listen(e.stepped,"click",
()=>to(t)),t.listen(e.slower,"click",()=>be(t,-1)),t.listen(e.faster,"click",()=>be(t,1)),t.listen(e.back,"click",()=>vt(t,-1)),t.listen(e.on,"click",()=>vt(t,1)),
t.listen(e.layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>eo(t)),t.listen(e.token,"input",()=>vt(t,Number(
e.token.value)-G(t)))}function en(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=G(t),a=t.sel.get("layer");e.play.textContent=
n.playing?"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${$t[n.speed]} layers/s`,e.slower.disabled=n.speed===
0,e.faster.disabled=n.speed===$t.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=hs(n.at,o,a),e.layer.setAttribute(
"aria-valuetext",e.where.textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";
for(let i of[e.play,e.stepped,e.layer,e.back,e.token,e.on])i.disabled=!r}var nn=1.5,Uc=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],no=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function ws({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*S(1+e,0,1):e>=n.length?r.y+r.height*S(e-n.length,0,1):it(n[Math.floor(e)],
e%1)}function $s(t){let{ctx:e,place:n}=t,o=ws(t);e.globalAlpha=Y(0),xs(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,xs(t),e.restore()}function jc({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=no(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(nn+(r*.86-nn)*(l/s))/2})}function xs(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:a,start:i,end:l}=o,c=[...s.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<r.streams;f++){let p=he(a,r.streams,f),u=jc(t,f),
m=u[0]||nn/2,g=Math.min(u[s.length]||nn/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(p-m,i.y+i.height-8,2*m,8.4),zc(t,p,c,u),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(p,l.y),e.bezierCurveTo(p,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function zc({ctx:t,look:e,path:n},o,r,s){for(let a=0;a<r.length-
1;){let i=a;for(;i+1<r.length&&!Number.isNaN(s[i]+s[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[a]),t.lineTo(o,r[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+s[l],r[l]);for(let l=i;l>=a;l--)
t.lineTo(o-s[l],r[l]);t.fill()}a=i}}function As(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,at:i,hits:l}=t,c=r.rows[e],{columns:d}=r;for(let p=0;p<2;p++){let u={
y:c.y+p*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:p,x:d.lanes.x,width:d.lanes.width,...u})}let f=Bt(c.height,26,34)*(e===t.layer?1:.5);f&&
(Uc.forEach(({from:p,middle:u,to:m},g)=>{let y=lt(i,e,g+1),b=d.nodes[g],k=it(c,u),A=(e*2+g)*a.streams;n.globalAlpha=f*Y(y),Vc(t,A,it(c,p),it(c,m));for(let _=0;_<
a.streams;_++){let C=he(d,a.streams,_),[O,L]=[s.pre[A+_],s.post[A+_]];n.strokeStyle=o.streams[_%o.streams.length],n.globalAlpha=f*Y(y)*.9;let Rt=(C+b)/2;if(O>.01){
n.lineWidth=.4+3*O;let Ct=it(c,p);Kt(n,[C,Ct,C,(Ct+k)/2,Rt,k,b,k],1)}if(L>.01){n.lineWidth=.4+1.5*L;let Ct=it(c,m);Kt(n,[b,k,Rt,k,C,(Ct+k)/2,C,Ct],y)}}n.globalAlpha=
f*Y(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(b,k,4.5,0,7),n.fill(),n.stroke(),Yc(t,e,g,b,k,f);let N=g?"routing":"attention";
l.push({what:N,layer:e,x:b-9,y:k-9,width:18,height:18})}),n.globalAlpha=1)}function Vc({ctx:t,look:e,place:n,path:o,sizes:r},s,a,i){for(let l=0;l<r.streams;l++)
for(let c=0;c<r.streams;c++){let d=o.comb[(s+l)*r.streams+c];if(l===c||!(d>.005))continue;let[f,p]=[l,c].map(m=>he(n.columns,r.streams,m));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let u=(a+i)/2;Kt(t,[f,a,f,u,p,u,p,i],1)}}function Yc({ctx:t,look:e,place:n,path:o,sizes:r,at:s},a,i,l,c,d){let f=n.rows[a];
if(!i){let u=me(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(u.x+u.width+2,u.y+u.height/2),t.lineTo(l-5,c),t.stroke();return}let p=lt(
s,a,2);if(p){t.strokeStyle=e.quiet;for(let u=a*r.chosen;u<(a+1)*r.chosen;u++){if(o.expert[u]<0)continue;let m=ue(n.columns,r.experts,o.expert[u]),g=Ve(f);t.globalAlpha=
d*.5*Y(p),t.lineWidth=.6+3*(o.expert_weight[u]/r.scale),Kt(t,[l+5,c,(l+m)/2,c,m,c,m,g],p)}}}function Ss(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||
s>=o.rows.length)return;let a=ws(t);for(let i=0;i<r.streams;i++){let l=he(o.columns,r.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Ts(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:a}=t.own.sizes(),i=gs(no(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,p)=>{let u=h("span","dsv-follow-key");return u.append(h("i",p??"",d),f),u};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),h("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${w(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(d=>c(d.glyph,d.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function oo(t){let e=n=>$(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("chosen"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function Xc(t){
let{own:e,root:n,model:o}=t,r=At(t);if(!r?.layers)return null;let s=e.paths.now()??tn(r),{player:a}=e,i=Yr(a.at,e.still()),l=i===null?t.sel.get("layer"):gt(i-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),d=Kr(c,e.height(),r,e.focus,o.get("places").some(b=>b.place==="draft")),f=(b,k="")=>`${k} ${b}px ${e.look.family}`,
p=P(e.canvas,c,d.height);p.font=f(z+1);let{first:u,pieces:m}=e.text.read(t),g=e.words(m,d.columns.text.width,e.look.family),y=o.get("places").filter(b=>b.kind);
return{ctx:p,root:n,look:e.look,font:f,place:d,sizes:r,path:s,at:i,layer:l,hits:[],kinds:y.map(b=>b.kind),routing:y.map(b=>b.routing),shown:ss(g,u,s.blank?-1:s.
token,{x:d.columns.text.x,...d.text})}}function on(t){let e=Xc(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=r.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,f.y,r.width-r.columns.label.x+6,f.height,5),o.fill();let p=a.blank?[]:Gt(a,i,s.kinds[l[i]]);
a.blank?Xn(e):Gc(t,e,p),ls(e);for(let m=0;m<s.layers;m++){let g=r.rows[m];e.hits.push({what:"row",layer:m,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
$s(e);for(let m=0;m<s.layers;m++)es(e,m),os(e,m),As(e,m);let u={word:"",bottom:-1};cs(e,u);for(let m=0;m<s.layers;m++)Xe(e,r.rows[m],m,u);is(e,p);for(let m=0;m<
s.layers;m++)Jr(e,m);ds(e),Ss(e),Kc(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=Qc(t,e,p),n.shown=d}function Gc(t,e,n){let{ctx:o,place:r,look:s,font:a,shown:i,
path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};as(e,n);let d=ge(i,l.token);d&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(z+1),{ink:s.ink,quiet:s.quiet,prompt:f}),Xn(e)}function Kc({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function Qc(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:G(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:i,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var Zc=8,ro=t=>t.own.paths.ask(G(t)+1,Zc);function Ns(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&Jc(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function Jc(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===G(t)&&zr(r,e,o)&&td(t);let i=r.at===null?t.sel.get("layer"):r.playing?S(r.at-.5,0,o-1):gt(r.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):Xr(n.focus,i,e),!r.playing&&l===n.focus?!1:(en(t),Qe(t),t.tabled?.()||on(t),!0)}function td(t){let{own:e,model:n}=t,o=G(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}ro(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Vr(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function rn(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,a=Kn(t,e),i={...s?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),r!==void 0&&(i.expert=r),n==="entries"&&(i.entry=ed(t,o)),t.pick({token:G(t),...i})}function ed(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Ms(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,a]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],i=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??nd(t,s,a),n.over?.what==="rail"){let l=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:S(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function nd({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=ge(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function Es(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>Ms(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{Ms(t,n),e.over&&rn(t,
e.over)})}function Os({path:t,sizes:e,kinds:n},o){let s=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((b,k)=>b+Math.max(0,k[2]),0)];
for(let b=0;b<s.length;b++)c.push(i.kind&&i.cells[b][2]>=0?i.cells[b][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
p=Array.from({length:e.streams},(b,k)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+k]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...p,d,f,i.parameters,...c];let u=l*e.chosen,m=[...t.expert.subarray(u,u+e.chosen)].filter(b=>b>=0),[g]=Gt(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(b=>t.mass[3*l+b]),y,m.map((b,k)=>`${b}: ${t.expert_weight[u+
k].toFixed(3)}`).join(", "),...p,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...s],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}function od(t){let{body:e,root:n}=t;n.classList.add("dsv-follow");let o=bs(),r=h("div","dsv-follow-notes"),s=h("div","dsv-follow-stage"),a=h("canvas");a.setAttribute(
"role","img"),s.append(a);let i=h("div","dsv-follow-legend"),l=h("div","dsv-follow-card");e.append(o.bar,s,r,i,l);let c=J(h("canvas")),d=matchMedia("(prefers-re\
duced-motion: reduce)"),f=new Je,p={bar:o,notes:r,stage:s,canvas:a,legend:i,card:l,text:f,paths:new Ze(t),picture:new Ye,player:Br(At(t)?.layers??0),look:oo(n),
focus:t.sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>At(t),height:()=>S(window.innerHeight-
340,At(t).layers>30?456:372,620)+(s.clientWidth<780?84:0),words:I((u,m,g)=>(c.font=`13px ${g}`,rs(u,m-4,y=>c.measureText(y).width))),pieceAt:u=>{let{first:m,pieces:g}=f.
read(t);return g[u-m]??""},known:()=>({path:p.paths.now()??tn(At(t)),sizes:At(t),kinds:t.model.get("places").filter(u=>u.kind).map(u=>u.kind),pieceAt:p.pieceAt}),
choose:u=>{p.chosen=u,t.redraw()},open:u=>rn(t,u)};return p}function rd(t){let{own:e,facts:n}=t;if(e.look=oo(t.root),!e.sizes()?.layers)return;let o=e.known().path,
r=`${t.sel.get("layer")} ${G(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&ad(t),e.seen=r,en(t),o.blank)n.textContent=`the model's plan; nothing has been run y\
et · ${Zn(t)}`;else{let s=o.answer.word===void 0?"":` → “${M(o.answer.word,16)}” (${ye(o.answer)[2]??""})`;n.replaceChildren(h("b","",`${o.token} “${M(
o.piece,16)}”`),s,` · ${Zn(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; “numbers” gives them as a t\
able.`),sd(t,o),Ts(t,o),Qe(t),on(t),o.blank||ro(t),Ns(t)}function sd({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=
n),t.notes.classList.toggle("some",!!n)}function ad(t){let{player:e}=t.own;e.at!==null&&gt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function id(t){
let{own:e,root:n}=t;ks(t),Es(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?Jn(t):e.chosen&&rn(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var vs=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,B(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},ld={title:"Follow a\
 token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracket\
s the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>vt(t,-1),ArrowRight:t=>vt(t,1),ArrowUp:vs(-1),ArrowDown:vs(1),
Home:t=>vt(t,Number.NEGATIVE_INFINITY),End:t=>vt(t,Number.POSITIVE_INFINITY),"[":t=>be(t,-1),"]":t=>be(t,1),".":to},build:od,draw:rd,listen:id,table:t=>Os(t.own.
known(),t.model.get("places")),symbols:(t,e)=>us(t.own.known().path,t.own.sizes(),t.sel.get("layer"),e)},_s=F(ld);var Rs="outside the nucleus: this run could not have drawn it",cd="put here by a branch: outside the nucleus, this run could not have drawn it";function dd({body:t}){
let e=h("div"),n=h("div","dsv-note"),o=h("div","dsv-drafts"),r=h("div","dsv-beside");return t.append(e,n,o,r),{list:e,draft:n,around:o,pair:r,requests:0}}var sn=t=>t.
model.get("table");function fd(t){let{model:e}=t,{draft:n}=t.own,o=sn(t);if(!o.rows)return;t.facts.replaceChildren("at position ",h("b","",`${o.token}`),pd(o)),
hd(t,o,o.rows);let r=o.draft?`The draft (MTP) block had proposed “${M(o.draft.word,18)}” with probability ${w(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,s=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${s} %).`;n.replaceChildren(
h("div","",r),h("div","",o.proposed?a:"")),md(t,o),gd(t),t.root.drawn={said:r,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function pd(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function hd(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(h("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=h("table","dsv-table"),s=h("tbody");s.append(
...n.map(c=>ud(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${w(e.temperature,2)}) and top-p (${w(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${Rs.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(r,h("div","dsv-note",l))}function ud(t,e,n){
let o=h("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),r=h("span","dsv-bar"),s=h("td"),a=h("td","",`${n.came?"✓ ":""}“${M(n.word,18)}”`),i=h(
"td");if(n.drawable===!1&&(o.title=n.came?cd:Rs),r.style.width=`${Math.max(1,S(n.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=h("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${M(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,h("td","",w(n.probability,
3)),s,i),o}function md(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(r=>r.proposed!==null)?"":"none",n.replaceChildren(...o.map(
r=>{let s=h("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${M(r.proposed,40)}”, came “${M(r.came,40)}”`,s.append(h("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${M(r.
proposed,9)}`),h("b","",M(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function gd(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=h("div","dsv-uses");o.append(...n.runs.map(yd));let r=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(h("div","dsv-note",r),o)}function yd(t){let e=h("div"),n=h("div","dsv-run"),o=h("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(h("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${w(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let i=h("span",a===null?"none":"",bt(s));i.title=a===null?"not captured":`${w(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*tt(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function bd(t){let e=sn(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var Ls=t=>e=>e.pick({token:Math.max(0,(sn(e).token??0)+t)}),kd={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:Ls(-1),ArrowRight:Ls(1)},build:dd,draw:fd,table:bd,symbols:(t,e)=>{let n=sn(t),
r={p:n.rows?.find(s=>s.came)?.probability,T:n.temperature,top_p:n.top_p}[e];return typeof r=="number"?`${w(r,3)} at position ${n.token}`:void 0}},Cs=F(kd);var Ut=40,ke=16,xd=18,wd=11,qs=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function jt(t,e){let{width:n,height:o,title:r,right:s=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:p}=e,u=n-Ut-s,m=o-ke-xd,g=Math.max(...a.map(A=>A.values.length),1),y=A=>Ut+(g>1?A/(g-1):.5)*u,b=A=>ke+(1-tt(A,l,c))*m,
k=T("svg",{width:n,height:o,role:"img","aria-label":r});k.append(T("text",{x:0,y:10,class:"quiet"},r));for(let[A,N]of i)k.append(T("line",{x1:Ut,x2:Ut+u,y1:b(A),
y2:b(A),stroke:$(t,"line")}),T("text",{x:Ut-4,y:b(A)+3,"text-anchor":"end",class:"quiet"},N));for(let[A,N]of f)k.append(T("text",{x:y(A),y:o-4,"text-anchor":"mi\
ddle",class:"quiet"},N));if(d>=0){let A={x1:y(d),x2:y(d),y1:ke,y2:ke+m};k.append(T("line",{...A,stroke:$(t,"chosen"),"stroke-width":1.5}))}return k.append(...$d(
t,a,y,b,Ut+u)),p&&(k.style.cursor="pointer",k.addEventListener("click",A=>{let N=(A.clientX-k.getBoundingClientRect().left-Ut)/u;p(S(Math.round(N*(g-1)),0,g-1))})),
k}function $d(t,e,n,o,r){let s=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[p,u]=qs[d%qs.length],
m=$(t,p),g=Ad(c,n,o);s.push(T("path",{d:g,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=ke+
4;for(let{name:l,y:c}of a){let d=Math.max(c,i),f=T("text",{x:r+5,y:d+3},l);s.push(f),i=d+wd}return s}function Ad(t,e,n){let o="",r=!1;return t.forEach((s,a)=>{let i=!Number.
isNaN(s);i&&(o+=`${r?"L":"M"}${e(a).toFixed(1)} ${n(s).toFixed(1)}`),r=i}),o}function an(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.floor(Math.
min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((o-n)/4)),s=[];for(let a=n;a<=o;a+=r){let i=String(Number((10**a).toPrecision(1))),
l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");s.push([a,l])}return{low:n,high:o,ticks:s}}var so=40,Sd='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
Td=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Is(t,e,n,o){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let s=0;s<n;s++)s&&Ps(r,e,e,1,o),Ps(r,e,1,e,o);return r}function Ps(t,e,n,o,r){
for(let s=0;s<e;s++){let a=r;for(let i=0;i<e;i++)a+=t[s*n+i*o];for(let i=0;i<e;i++)t[s*n+i*o]/=a}}function Nd(t,e){let n=0,o=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let i=0;i<e;i++)s+=t[r*e+i],a+=t[i*e+r];n=Math.max(n,Math.abs(s-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function Ws(t,e){let{model:n,own:o}=t,
{pane:r}=o,s=v(n.get("logits")),a=v(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(h("div","dsv-m\
essage",Sd)),{};let c=o.dial??i,d=Is(s,a,c,l),f=Array.from({length:so+1},(b,k)=>Nd(Is(s,a,k,l),a)),p=e<480?28:34,u=a*p+34,m=h("div","dsv-mix");m.append(Ed(t,d,a,
p),Od(t,f,c,e>u+200?e-u-20:e,a*p+26));let g=r.querySelector("input")??h("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(Md(t,g,f[c],c),
m,h("div","dsv-note",vd(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function Fs(t,e){t.own.dial=e,t.redraw()}function Md(t,e,n,o){let r=h(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(so),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Fs(t,Number(e.value));let s=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${w(n.row,5)}, columns by ${w(n.column,6)}`;return r.append(e,` ${o}\
 steps${s}: ${a}`),r}function Ed({root:t},e,n,o){let s=T("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=$(t,"ramp\
-low"),i=$(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;s.append(T("text",{x:0,y:c},`${l} →`),T("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],p=ht(a,i,S(f,0,1)),u={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},m=T("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},w(f));
m.style.fill=Xt(p),s.append(T("rect",{...u,rx:3,fill:p}),m)}}return s}function Od(t,e,n,o,r){let s=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return jt(t.root,{width:o,height:r,right:60,low:-8,high:1,ticks:Td,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,so].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>s(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>s(i.column)),style:1}],click:i=>Fs(t,i)})}
function vd({model:t}){let{steps:e,unbalanced:n,late:o,sites:r}=t.get("steps"),s=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${o} of the ${r} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var D=38,io=68,Ds=20,xe=Ds+io+8,we=28,ao=26,lo=40,$e=85,_d=(t,e,n)=>S(Math.floor(t/e*n),0,n-1),Zt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Jt(t,e){let n=t.model.get("layers"),o=S(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function Bs(t,e){
let{model:n,own:o}=t,[r,s,a]=[v(n.get("pre")),v(n.get("post")),v(n.get("comb"))],i=w(e.sinkhorn_error,4);o.matrix.replaceChildren(Ld(t,r,s,a)),o.words.replaceChildren(
h("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),h("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),o.norms.replaceChildren(Cd(t,e)),o.strip.replaceChildren(qd(t,r.length));let l=Array.from(v(n.get("exchange")));return{pre:Array.
from(r),comb:Array.from(a),post:Array.from(s),exchange:l}}function Ld(t,e,n,o){let r=e.length,s=`rgb(${$(t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.
toFixed(2)).join(" ")}`,i=T("svg",{width:xe+r*D+4,height:we+r*D+46,role:"img","aria-label":a}),l=Ds+io;i.append(T("text",{x:l,y:10,"text-anchor":"end",class:"qu\
iet"},"pre: read"),T("text",{x:xe+r*D/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<r;c++){let d=we+c*D,f=S(e[c],0,1)*(io-36);
i.append(T("text",{x:2,y:d+D/2+4},`${c} →`.slice(0,3)),T("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:D-22,fill:s}),T("text",{x:l-f-3,y:d+D/2+4,"text-anch\
or":"end"},w(e[c])),T("text",{x:xe+c*D+D/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)i.append(...Rd(t,o[c*r+g],r,c,g));let p=S(n[c]/2,0,1)*22,u=xe+
c*D,m=we+r*D+6;i.append(T("rect",{x:u+8,y:m,width:D-16,height:Math.max(p,.5),fill:s}),T("text",{x:u+D/2,y:m+p+12,"text-anchor":"middle"},w(n[c])))}return i.append(
T("text",{x:l,y:we+r*D+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function Rd({root:t,model:e},n,o,r,s){let a=xe+s*D,i=we+r*D,l=ht($(t,"ramp-lo\
w"),$(t,"ramp-high"),S(n,0,1)),c=Xt(l),d=T("rect",{x:a+1,y:i+1,width:D-2,height:D-2,rx:3,fill:l}),f=T("title",{},`comb[from ${r}, to ${s}] = ${w(n,4)}`),p=T("te\
xt",{x:a+D/2,y:i+D/2+4,"text-anchor":"middle"},w(n));p.style.fill=c,d.append(f);let u=v(e.get("spread"));if(!u.length)return[d,p];let m=N=>a+4+S(N,0,1)*(D-8),[g,
y,b]=[0,1,2].map(N=>u[N*o*o+r*o+s]);f.textContent+=`; over the run 5 % ${w(g,3)}, middle ${w(y,3)}, 95 % ${w(b,3)}`;let k={x1:m(g),x2:Math.max(m(b),m(g)+1),y1:i+
D-6,y2:i+D-6},A={x1:m(y),x2:m(y),y1:i+D-8,y2:i+D-4};return[d,T("line",{...k,stroke:c,opacity:.55}),T("line",{...A,stroke:c}),p]}function Cd({root:t,model:e},n){
let o=v(e.get("norm"));if(Number.isNaN(o[0]))return h("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.max(...o,1e-9),s=20+o.length*
15,a=T("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:"stream norms after the embe\
dding";return a.append(T("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/r*90;a.append(T("text",{x:0,y:d+9},`${c}`),T("rect",{x:12,y:d,width:Math.
max(f,.5),height:11,fill:`rgb(${$(t,"tint")})`}),T("text",{x:16+f,y:d+9},w(l,1)))}),a}function qd(t,e){let{model:n,body:o,root:r}=t,s=v(n.get("exchange")),a=n.get(
"layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...s.filter(m=>!Number.isNaN(m)),.001),c=$(r,"line"),d=T("svg",{width:i,height:$e+17,role:"img","ari\
a-label":"all sites"}),f=w(1-1/e),p=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${f})`;d.append(T("text",{x:0,y:10,
class:"quiet"},p),T("text",{x:0,y:lo+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let m=0;m<a;m++)d.append(...Id(t,m,i/
a,l));for(let m of[lo+.5,$e+.5])d.append(T("line",{x1:0,x2:i,y1:m,y2:m,stroke:c}));return d.addEventListener("click",m=>{Jt(t,_d(m.clientX-d.getBoundingClientRect().
left,i,a))}),d}function Id(t,e,n,o){let{model:r,root:s}=t,a=r.get("layers"),i=v(r.get("exchange"))[e],l=v(r.get("largest_pre"))[e],c=!Number.isNaN(i),d=c?S(i/o,
0,1)*ao:ao,f=S(l,0,1)*ao,p=e*n,u=e===Zt(t)?$(s,"chosen"):`rgb(${$(s,"tint")})`,m={x:p+1,width:Math.max(n-2,1),opacity:e%2?.6:1},g=T("g",{class:"step"});g.append(
T("rect",{x:p,y:0,width:n,height:$e+17,fill:"transparent"}),T("rect",{...m,y:lo-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":$(s,"line"),"stroke-dash\
array":"2 3"})),c&&g.append(T("rect",{...m,y:$e-f,height:Math.max(f,.7),fill:u}));let y=e-a.indexOf(a[e]),b=`layer ${a[e]}, ${y?"experts":"attention"}`,k=`${w(i,
3)} from other streams, largest pre ${w(l,3)}`;return g.append(T("title",{},`${b}: ${k}`)),y||n<=9&&a[e]%5?[g]:[T("text",{x:p+1,y:$e+13,class:"quiet"},`${a[e]}`),
g]}var Pd=["Sinkhorn, as run","row softmax","unconstrained"],Wd='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Fd="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Dd="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",ln=40,Bd=96,cn=16;function Hd({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function Hs(t,e){let{model:n,root:o,own:r}=t,s=n.get("layers"),a=s.length,i=n.get("variants").length,l=v(n.get("product")),
c=(A,N)=>l.slice((A*i+N)*a,(A*i+N+1)*a),d=A=>Pd.map((N,_)=>({name:N,values:c(A,_),style:_})),f=v(n.get("pre")).length,p=s.flatMap((A,N)=>N===s.indexOf(A)?[[N,`${A}`]]:
[]),u={width:e,height:92,at:Zt(t),axis:p,click:A=>Jt(t,A)},m=`${Hd(n.get("product_facts"))} ${Fd}`;r.pane.replaceChildren(jt(o,{...u,...an(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),jt(o,{...u,low:1,high:f,ticks:[1,f].map(A=>[A,String(A)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),jt(o,{...u,...an(l.slice(2*i*a).filter(A=>A>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),h("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Wd:m));let[g,y,b,k]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(A=>Array.from(A));return{gain:g,
free:y,rank:b,second:k}}function Us(t,e){let{model:n,root:o,own:r}=t,{layers:s,pairs:a}=n.get("stream_facts");if(!s)return r.pane.replaceChildren(h("div","dsv-m\
essage",Dd)),{};let i=v(n.get("stream_norm")),l=v(n.get("stream_cosine")),c=s.length,d=i.length/c,f=i.map(u=>Math.log10(u)),p=jt(o,{width:e,height:150,...an(f),
title:"norm of each stream after every layer (log scale)",axis:s.map((u,m)=>[m,u<0?"emb":String(u)]),at:s.indexOf(n.get("facts").layer),click:u=>{s[u]>=0&&t.pick(
{layer:s[u],expert:-1,entry:-1})},series:Array.from({length:d},(u,m)=>({name:`stream ${m}: ${w(i[(c-1)*d+m],1)}`,style:m,values:Float32Array.from({length:c},(g,y)=>f[y*
d+m])}))});return r.pane.replaceChildren(p,Ud(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Ud({root:t},e,n,o,r){let s=(r-ln-Bd)/n,a=24+o.length*
cn,i=T("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});i.append(T("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=$(t,"ramp-low"),c=$(t,"ramp-high");for(let[d,f]of o.entries()){let p=cn+d*cn;i.append(T("text",{x:ln-6,y:p+11,"text-anchor":"\
end"},f));for(let u=0;u<n;u++){let m=e[u*o.length+d],g=ht(l,c,Math.abs(S(m,-1,1)));if(i.append(T("rect",{x:ln+u*s+1,y:p,width:Math.max(s-2,1),height:cn-2,rx:2,fill:g})),
s<=26)continue;let y=T("text",{x:ln+(u+.5)*s,y:p+11,"text-anchor":"middle"},w(m));y.style.fill=Xt(g),i.append(y)}}return i}var jd={product:Hs,dial:Ws,streams:Us};function zd({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","picture"),n.append(H("site","one site"),H("pr\
oduct","all sites together"),H("dial","Sinkhorn dial"),H("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=h("div","dsv-mix"),r=h(
"div"),s=h("div"),a=h("div","dsv-note"),i=h("div"),l=h("div"),c=h("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,i),o.append(r,s),e.
append(o,l,c),{choose:n,mix:o,matrix:r,words:a,norms:i,strip:l,pane:c,dial:null}}function Vd(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Yd(t){let{model:e,facts:n,body:o,root:r,own:s}=t,a=e.get("facts");if(!v(e.get("pre")).length)return;n.replaceChildren(h("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,h("b","",`“${M(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";s.choose.value=i,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?Bs(t,a):jd[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:i,...d,...c,at:performance.now()}}function Xd({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,r,s,a]=n.map(c=>v(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...s.slice(d*i,d*i+i),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}function Gd({model:t},e){let n=t.
get("facts"),o=["pre","post","comb"],[r,s,a]=o.map(d=>Array.from(v(t.get(d)))),i=`layer ${n.layer}, at ${n.site?"the experts":"attention"}, token ${n.token}`,l=d=>`${d.
map(f=>w(f)).join(", ")} for streams 0 to ${r.length-1} (${i})`,c={pre:r,post:s,comb:a.filter((d,f)=>f%(r.length+1)===0)};return r.length&&e in c?l(c[e]):void 0}
var js=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").token??0)+t)}),Kd={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:t=>Jt(t,Zt(t)-1),ArrowDown:t=>Jt(t,Zt(t)+1),ArrowLeft:js(-1),ArrowRight:js(1)},build:zd,listen:Vd,
draw:Yd,table:Xd,symbols:Gd},zs=F(Kd);var Ys=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Qd({body:t}){let e=h("div","dsv-note"),n=h("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var te=t=>t.model.get("table"),Vs=t=>(te(t).rows??[]).map(e=>e.layer);function Zd(t){let{words:e,grid:n}=t.own,o=te(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",h("b","",`${o.token} “${M(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=Z("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...o.rows.map(s=>Jd(t,s,o.trusted))),n.replaceChildren(...r.table.children),t.root.drawn={token:o.token,words:o.rows.
map(s=>s.words[0]),trust:o.rows.map(s=>s.trust),layers:o.rows.map(s=>s.layer)}}function Jd(t,e,n){let o=h("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=h("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>tf(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(ef(e)),o.append(h("td","",e.layer<0?"embedding":`${e.layer} ${dt[e.kind]??""}`),h("td","dsv-line",
Ys(e.trust,n)),r),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function tf(t,e,n){let o=n===0&&e.agree,r=h("span",`d\
sv-chip${o?" agree":""}`);return r.style.background=`rgba(${$(t.root,"tint")}, ${.08+.5*S(e.probabilities[n],0,1)})`,r.append(`${o?"✓ ":""}${M(e.words[n],14)}\
 `,h("small","",w(e.probabilities[n]))),r}function ef(t){let e=h("div","dsv-alone");return t.streams.forEach(([n,o],r)=>{let s=h("span","",`${r}: ${M(n,10)} ${w(
o)}`);s.title=`stream ${r} alone: “${n}” ${w(o,3)}`,n===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function nf(t){let e=te(t);return{columns:["laye\
r","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"embedding":n.layer,Ys(n.trust,0),n.words[0],n.probabilities[0],
n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var of={title:"Lens",aria:"What each layer would answer. Up and down move the l\
ayer, left and right the token.",keys:{ArrowUp:t=>B(t,-1,Vs(t)),ArrowDown:t=>B(t,1,Vs(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(te(t).token??0)-1)}),ArrowRight:t=>t.
pick({token:(te(t).token??0)+1})},build:Qd,draw:Zd,table:nf,symbols:(t,e)=>{let n=te(t).rows?.find(r=>r.layer===t.sel.get("layer"));if(!n)return;let o=`${w(n.probabilities[0],
3)} for “${M(n.words[0],16)}” after layer ${n.layer}`;return e==="p"?o:String(n.layer)}},Xs=F(of);function Ae(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),r=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function ee(t,e,n,o,r){let s=T("svg",{width:e,height:n,role:"img"}),a=$(t,"line");return s.append(T("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
T("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),T("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),T("text",{x:2,y:9,class:"quiet"},r)),s}var U=54,Se=13,St=Se+2,_t=150,sf=[96,480];function co(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${E(1/t)}`:"none"}var af=(t,e,n)=>e*(n/e)**((t-1)/249),
Te=({body:t})=>Math.max(160,t.clientWidth-U-4);function fn(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:S((e.clientX-n.left-U)/Te(
t),0,1),y:S((o-St)/_t,0,1),inStrip:o<Se}}function ho({tokens:t,across:e},n,o){return[n.x,o.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function uo({
tokens:t,across:e},n,o){let r=[n.x,o.x].sort((m,g)=>m-g),s=[n.y,o.y].sort((m,g)=>m-g),[a,i]=r.map(m=>Math.min(t,Math.round(m*e))),[l,c]=s.map(m=>Math.round(m*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=sf.map(m=>Math.min(t,m)),p=Math.round(S((l+c)/2-d/2,0,t-d)),u=Math.round(S((a+i)/2-f/2,0,t-f));return[p,p+d,u,u+f]}function Ks(t,e,n,o,r){
let s=q(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>Nn(o,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=Tt(n,e);return J(
l).putImageData(a,0,0),{off:l,codes:s}}function Qs(t,e){let{root:n,model:o,own:r}=t,s=Te(t),[a,i]=e.shape,l=P(r.overview,U+s+2,St+_t+14),c=["ramp-low","ramp-hig\
h"].map(g=>$(n,g)),{off:d,codes:f}=r.pixels(o.get("overview"),a,i,c[0],c[1]),p=g=>U+g/e.across*s,u=g=>St+g/e.tokens*_t,m=()=>{l.beginPath(),l.moveTo(p(0),u(0)),
l.lineTo(p(e.tokens),u(e.tokens)),l.lineTo(p(0),u(e.tokens)),l.closePath()};l.fillStyle=$(n,"paper"),m(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&Q(l,n,U,St+g*
_t/a,s*(g+1)/a,_t/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,U,St,s,_t),l.strokeStyle=$(n,"line"),m(),l.stroke(),lf(t,l,p,s),cf(t,l,e,p,u,s),df(t,l,e,p,u),r.
legend.replaceChildren(...ff(t,e))}function lf({root:t,model:e,sel:n,own:o},r,s,a){let i=q(e.get("breaks"));r.fillStyle=$(t,"line"),r.fillRect(U,1,a,Se-3);let l=$(
t,"ink"),c=$(t,"quiet");i.forEach((m,g)=>{if(!m)return;let y=m===2;r.fillStyle=y?l:c,r.fillRect(U+g*a/i.length,y?1:5,1.2,Se-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[p,u]=[Math.min(d,f),Math.max(d,f)];r.fillStyle=$(t,"chosen"),r.fillRect(s(p),1,Math.max(2,s(u+1)-s(p)),Se-3)}
function cf({root:t},e,{tokens:n},o,r,s){e.font=R(),e.textBaseline="middle",e.fillStyle=$(t,"quiet"),e.fillText("text",4,7);for(let a of Ae(0,n,Math.min(8,Math.
max(6,Math.floor(s/90))))){let i=e.measureText(E(a)).width;e.fillText(E(a),S(o(a)-i/2,U,U+s-i),St+_t+8)}for(let a of Ae(0,n,5)){let i=e.measureText(E(a)).width;
e.fillText(E(a),U-i-4,S(r(a),St+5,St+_t-4))}e.textAlign="right",e.fillText("queries down, positions across",U+s-2,St+8),e.textAlign="left"}function df({root:t,model:e,
sel:n,own:o},r,s,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");r.strokeStyle=$(t,"chosen"),r.lineWidth=1.5,r.strokeRect(a(d),i(l),Math.max(3,a(f)-a(d)),Math.
max(3,i(c)-i(l))),r.lineWidth=1;let p=n.get("token");p<0||p>=s.tokens||(r.strokeStyle=$(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),i(p+.5)),r.lineTo(
a(p),i(p+.5)),r.stroke(),r.setLineDash([]))}function ff({root:t,model:e},n){let o=h("span","dsv-ramp"),r=`linear-gradient(90deg, ${$(t,"ramp-low")}, ${$(t,"ramp\
-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=n.every>1?` · hatched: not kept (every ${n.every}th prompt\
 query is)`:"";return[`share of the possible picks: ${co(e.get("low"))} `,o,` ${co(e.get("high"))}`,` · plain: none · above the diagonal: future${s} · drag: a\
 region, in the strip: a needle`]}function Zs({model:t},e,{x:n,y:o}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(o*r)),i=q(t.get("overview"))[a*s+Math.min(s-1,Math.
floor(n*s))],l=`queries near ${E(o*e.tokens)}, positions near ${E(n*e.across)}: `;if(i===254)return[l,h("b","","future")];if(i===255)return[l,h("b","","not kept")];
if(i===0)return[l,h("b","","none picked")];let c=co(af(i,t.get("low"),t.get("high")));return[l,h("b","",`${c} picked`)]}function Js(t){let e={none:0,future:0,unknown:0,
picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var ne=2,ta=t=>S(t*4,24,120),mo=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function go(t,e){let{model:n,own:o}=t,r=o.detail.getBoundingClientRect(),
[s,a,i,l]=n.get("shown_region"),c=(e.clientY-r.top-ne)/ta(a-s)*(a-s),d=s+Math.floor(c),f=i+(e.clientX-r.left-U)/Te(t)*(l-i),p=Math.floor(f/n.get("facts").rate);
return d>=s&&d<a&&f>=i&&f<l?{query:d,entry:p}:null}var yo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ea=t=>yo(t)?t.sel.get("entry"):-1;function pf(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return yo(t)&&e>=0?e:ea(t)}function oe(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:yo(t)?e:-1,...o}),t.redraw()}function na(t,e){let{model:n,root:o,sel:r,own:s}=t,[a,i,l,c]=n.get("shown_region"),d=Te(
t),f=ta(i-a),p=f/(i-a),u=e.rate/(c-l)*d,m=Math.max(1.5,u-(u>4?1:0)),g=Math.max(1,p-(p>3?.5:0)),y=s.ints(n.get("marks")),b=y[0]!==-1,k=P(s.detail,U+d+2,f+4),A=L=>U+
(L-l)/(c-l)*d,N=L=>ne+(L-a)*p;k.fillStyle=$(o,"paper"),k.fillRect(U,ne,d,f),k.fillStyle=$(o,"panel");for(let L=a;L<Math.min(i,c-1);L++)k.fillRect(Math.max(U,A(Math.
floor((L+1)/e.rate)*e.rate)),N(L),d,p+.5);k.save(),k.beginPath(),k.rect(U,ne,d,f),k.clip();let _=Yt($(o,"ramp-low"),$(o,"ramp-high"));for(let L=0;b&&L<y.length;L+=
3)k.fillStyle=mo(_,y[L+2],e.topk),k.fillRect(A(y[L+1]*e.rate),N(y[L]),m,g);k.restore(),k.strokeStyle=$(o,"line"),k.strokeRect(U,ne,d,f),k.strokeStyle=$(o,"chose\
n");let C=r.get("token")>=0?r.get("token"):e.tokens-1;C>=a&&C<i&&(k.lineWidth=1.5,k.strokeRect(U,N(C)-.5,d,Math.max(3,g+1)),k.lineWidth=1);let O=ea(t)*e.rate;return O>=
Math.max(0,l)&&O<c&&k.strokeRect(A(O),ne,Math.max(3,m),f),k.fillStyle=$(o,"quiet"),k.font=R(),k.textBaseline="middle",k.fillText(E(a),4,8),f>30&&k.fillText(E(i-
1),4,f-4),s.caption.textContent=hf(n.get("shown_region"),b),b?y:new Int32Array(0)}function hf(t,e){let[n,o,r,s]=t,a=`positions ${E(r)} to ${E(s-1)}`;return e?`T\
he region: ${`queries ${E(n)} to ${E(o-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one; d\
rag a smaller one. Its text, ${a}:`}function oa(t,e){let{model:n,own:o}=t,{text:r}=o,s=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],i=pf(t);
if(o.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,f)=>uf(d,a+f))),o.textOf={pieces:s,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=r.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=r.querySelector(".own");if(!l)return;let c=l.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function uf(t,e){
let n=h("span","",et(t)||"∅");return n.title=`token ${e}`,[n,h("wbr")]}function ra(t,e,{query:n,entry:o}){let r=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(r=e[l+2]);let s=o<Math.floor((n+1)/t.rate),a=`${E(Math.max(0,(o-1)*t.rate))} to ${E((o+1)*t.rate-1)}`,i=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${E(n)}, entry ${E(o)} (tokens ${a}): `,h("b","",i)]}var pn=66,Ne=17,Lt=16,bf="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function sa(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function aa(t,e){let{model:n,
own:o}=t,r=n.get("needle_facts"),s=h("div","dsv-note");if(o.low.append(s),r.first===void 0)return s.textContent=bf,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";s.append(h("b","",`“${mt(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=h("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${sa(r.ranks[d])}`);return i.append(`At token ${E(r.asked)} “${M(r.asked_piece,16)}”: `,h("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(kf(t,e,r),i),{needle:[r.first,r.last],ranks:r.ranks}}function kf(t,e,n){let{model:o,body:r,root:s}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,r.clientWidth-4),c=l-pn-4,d=Ne+a.length*Lt,f=h("canvas"),p=P(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),p.font=R(),p.textBaseline="middle",p.fillStyle=$(s,"quiet"),p.fillText("layers",4,8),xf(t,p,e,i,c);
for(let[m,g]of a.entries())p.fillStyle=$(s,g===e.layer?"chosen":"ink"),p.fillText(`layer ${g} ▤`,4,Ne+7+m*Lt),p.strokeStyle=$(s,"line"),p.strokeRect(pn,Ne+m*Lt,
c,Lt-2);let u=m=>pn+(m-n.from)/Math.max(i,1)*c;p.fillStyle=$(s,"quiet");for(let m of Ae(n.from,e.tokens,8))p.fillText(E(m),Math.min(u(m),l-40),d+7);return n.asked<
n.from||(p.strokeStyle=$(s,"chosen"),p.lineWidth=1.5,p.strokeRect(u(n.asked)-1,Ne-2,Math.max(3,c/i),a.length*Lt+2)),f}function xf({model:t,root:e,own:n},o,r,s,a){
let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Yt($(e,"ramp-low"),$(e,"ramp-high"));for(let f=0;f<c;f++){let p=pn+f*a/c,u=a/c+.3,m=s>=c||
f*s/c%1<s/c,g=0;for(let b=0;b<l;b++){let k=i[b*c+f],A=Ne+b*Lt;Number.isNaN(k)?m&&Q(o,e,p,A,u,Lt-2):k>=0&&(g++,o.fillStyle=mo(d,k,r.topk),o.fillRect(p,A,u,Lt-2))}
let y=12*g/l;o.fillStyle=$(e,"entries"),o.fillRect(p,14-y,u,y)}}function ia({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],
rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?sa(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function ca(t,e){let{model:n,own:o}=t,r=n.get("overlap_facts"),s=h("div","dsv-note");if(o.low.append(s),!r.compared){let f=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${E(r.pairs)} pairs`,i=`${E(r.compared)} of ${E(r.pairs)}\
 pairs, evenly spaced`;s.append(h("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${w(r.mean[0])}, control ${w(r.mean[1])};\
 ${r.compared<r.pairs?i:a}.`);let l=h("div","dsv-columns"),c=h("div");c.append(h("div","dsv-note","the same queries, other layers"),$f(t)),l.append(wf(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return o.low.append(l,h("div","dsv-note",d),
Af(t,e,r)),{overlap:r.mean,stable:r.rows.map(f=>f.entry),compared:r.compared}}function wf(t,e){let{model:n,body:o,root:r,own:s}=t,a=s.lines(n.get("overlap")),i=a.
length/2,l=S(o.clientWidth-320,260,560),c=120,d=ee(r,l,c,"position","overlap"),f=u=>42+u/(i-1)*(l-50),p=u=>c-18-u*(c-34);return d.append(...la(a.subarray(0,i),f,
p,`rgb(${$(r,"tint")})`,"none"),...la(a.subarray(i),f,p,$(r,"chosen"),"4 3"),T("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"1"),T("text",{x:36,y:p(
0),"text-anchor":"end",class:"quiet"},"0"),T("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${w(e.mean[0])}\
, control ${w(e.mean[1])}`),d}function la(t,e,n,o,r){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),s?[T("path",{d:s,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function $f(t){let{model:e,root:n,own:o}=t,r=e.get("laye\
rs"),s=o.table(e.get("layer_table")),a=h("table","dsv-table"),i=h("tr");i.append(h("th","","layers"),...r.map(l=>h("th","",String(l)))),a.append(i);for(let[l,c]of r.
entries()){let d=h("tr");d.append(h("th","",String(c)));for(let f of s.subarray(l*r.length,(l+1)*r.length)){let p=h("td","",w(f)),u=(.6*f).toFixed(2);Number.isNaN(
f)||(p.style.background=`rgba(${$(n,"tint")}, ${u})`),d.append(p)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function Af(t,e,n){
let o=h("table","dsv-table"),r=h("tbody");o.append(r);for(let s of n.rows){let a=h("tr");a.append(h("td","",`entry ${E(s.entry)}`),h("td","",`${Math.round(100*s.
share)} % of ${E(s.could)}`),h("td","dsv-context",`“${mt(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return o}
function da({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${w(o.mean[0],4)}, control ${w(o.mean[1],4)}.`;return{columns:["layer",...r.map(i=>`overlap with layer ${i}`)],rows:r.map((i,l)=>[i,...s.
subarray(l*r.length,(l+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var Sf=6;function fa(t,e){let{model:n,own:o}=t,r=n.get("rank"),s=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=h("div","dsv-note");if(o.low.append(
i),!s.length)return i.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
h("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(h("b","",`How token ${E(
r.query)} “${M(r.piece,16)}” ranked its past`),`: ${r.picked} of ${E(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${w(r.margin,4)}`,r.window===null?"":`; ${w(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let l=h("div","dsv-columns");return l.append(Nf(t,e,r,s,a),Mf(t,e,r,s)),o.low.append(l,h("div","dsv-note",Tf(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function Tf(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Nf(t,e,n,o,r){let{body:s,root:a}=t,i=S(s.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...r,
0),f=Math.max(...r),p=y=>44+(y+.5)/c*(i-52),u=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),m=S((i-52)/c*.8,1.5,7),g=ee(a,i,l,"rank","score");if(r.forEach((y,b)=>{let k=b>=
n.picked,A=T("rect",{x:p(b)-m/2,y:u(y)-3,width:m,height:6,fill:k?"none":`rgb(${$(a,"tint")})`,stroke:k?$(a,"quiet"):"none"});A.append(T("title",{},`rank ${b+1}:\
 entry ${o[b]}, score ${w(y,4)}${k?", left out":""}`)),A.style.cursor="pointer",A.addEventListener("click",()=>t.pick({entry:o[b],layer:e.layer})),A.addEventListener(
"mouseenter",()=>oe(t,o[b])),A.addEventListener("mouseleave",()=>oe(t,-1)),g.append(A)}),c>n.picked){let y=(p(n.picked-1)+p(n.picked))/2,b={x1:y,y1:12,x2:y,y2:l-
18,stroke:$(a,"chosen")};g.append(T("line",{...b,"stroke-dasharray":"4 3"}),T("text",{x:y+3,y:21},"cut"))}return g.append(T("text",{x:36,y:u(f)+4,"text-anchor":"\
end",class:"quiet"},w(f,1)),T("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},w(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} p\
icked`),g}function Mf(t,e,n,o){let r=h("table","dsv-table"),s=h("tbody");r.append(s);for(let[a,i]of n.texts.slice(0,Sf).entries()){let l=h("tr");l.append(h("td",
"",String(a+1)),h("td","",`entry ${E(o[a])}`),h("td","dsv-context",`“${mt(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),s.append(
l)}return r}function pa({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function ha({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score")),s=e.entries(t.get("rank_entry"));if(!s.length)return;
let a=`${w(r[o.picked-1],3)} of the last that was picked`;return{score:`${w(r[0],3)} of the best, entry ${s[0]}; ${a} (token ${o.query})`,k:`${t.get("facts").topk}\
; picked were ${o.picked}`,n:`${E(o.visible)} at token ${E(o.query)}`}[n]}function bo({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function ua(t,e){
let{model:n,own:o}=t,{probes:r,values:s,heads:a}=bo(t),i=h("div","dsv-note",n.get("recall_note"));if(!r.length)return n.get("can_measure")&&i.replaceChildren(...Ef(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let p=s.filter((u,m)=>m%a===f&&!Number.isNaN(u));return p.length?p.reduce((u,m)=>u+m,0)/p.
length:Number.NaN}),c=h("div","dsv-note");return c.append(h("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,Of(t,l)),{recall:l,probes:Array.from(r)}}function Ef(t){let e=h("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Of(t,e){let{body:n,root:o}=t,{probes:r,values:s,heads:a}=bo(t),i=S(n.clientWidth-20,260,760),l=140,c=ee(o,i,
l,"head","covered"),d=p=>46+(p+.5)/a*(i-54),f=p=>l-20-p*(l-36);c.append(T("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),T("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[p,u]of e.entries()){r.forEach((y,b)=>{let k=s[b*a+p];if(Number.isNaN(k))return;let A=T("circle",{cx:d(p),cy:f(k),
r:2.2,fill:`rgba(${$(o,"tint")}, 0.55)`});A.append(T("title",{},`head ${p}, token ${y}: ${w(100*k,1)} %`)),c.append(A)});let m={x1:d(p)-8,x2:d(p)+8,y1:f(u),y2:f(
u),stroke:$(o,"chosen")};Number.isNaN(u)||c.append(T("line",{...m,"stroke-width":2}));let g={x:d(p),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
T("text",g,String(p)))}return c.setAttribute("aria-label",`recall per head: ${e.map(p=>w(p)).join(", ")}`),c}function ma(t,e){let{probes:n,values:o,heads:r}=bo(
t);return n.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(n,(s,a)=>[s,...o.subarray(a*r,(a+1)*r)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var vf={rank:fa,overlap:ca,recall:ua,needle:aa},_f={overlap:da,recall:ma,needle:ia};function Lf(t){let e=h("div","dsv-picks"),n=h("div","dsv-controls"),o=h("sel\
ect");o.setAttribute("aria-label","layer");let r=ot(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=h("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=h("span","dsv-tiled");n.append(o,r.select,s,a);let i=h("canvas"),l=h("div","dsv-note"),c=h("canvas"),d=h(
"div","dsv-note"),f=h("div","dsv-region-text"),p=h("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,p,f),t.body.append(e),{layer:o,panel:r,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:p,
reveal:We(t,p),pixels:I(Ks),ints:I(W),texts:I(K),entries:I(W),scores:I(v),lines:I(v),table:I(v),recalls:I(v),probed:I(W),found:I(v),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var ft=t=>t.model.get("facts");function Rf(t){let{model:e,own:n}=t,{panel:o,reveal:r,
layer:s,shuffle:a,detail:i}=n;t.listen(o.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),Cf(t),t.listen(i,"mousemove",l=>{n.under=go(t,l),oe(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,oe(t,-1,-1)}),t.listen(i,"click",l=>{let c=go(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:ft(t).layer})})}function Cf(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=fn(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let r=fn(t,o);e.hovered=
r,e.from?.inStrip?e.span=ho(ft(t),e.from,r):e.from&&(e.dragging=uo(ft(t),e.from,r)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let r=e.from;if(!r)return;let s=fn(t,o);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,i]=ho(ft(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",uo(ft(t),r,s).join(":")),t.redraw()})}function qf(t){let{model:e,root:n,own:o}=t,{layer:r,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=ft(t);if(nt(r,e.get("layers").map(m=>[m,`layer ${m} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:d.beyond,!d.shape)return;let f=d;Qs(t,f);let p=na(t,f);oa(t,f),If(t,f,p),l.replaceChildren();let u=vf[e.get("p\
anel")](t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:p.length/3,
first_marks:Array.from(p.slice(0,30)),codes:Js(q(e.get("overview"))),panel:e.get("panel"),...u}}function If(t,e,n){let{facts:o,model:r,sel:s,own:a}=t;if(a.under)
o.replaceChildren(...ra(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...Zs(t,e,a.hovered));else{let i=r.get("shows")==="control"?" · CONTROL: \
other queries' distances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";o.replaceChildren(h("b","",`layer ${e.layer}`),` · up to\
 ${e.topk} entries of ${e.rate} tokens · ${E(e.queries)} queries, ${E(e.forced)} without a choice${i}${l}`)}}function Pf(t){let e=ft(t);return _f[t.model.get("\
panel")]?.(t,e)??pa(t,e)}var Wf={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>X(
t,-1,ft(t).tokens),ArrowRight:t=>X(t,1,ft(t).tokens),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),Home:t=>X(t,Number.NEGATIVE_INFINITY,
ft(t).tokens),End:t=>X(t,Number.POSITIVE_INFINITY,ft(t).tokens)},build:Lf,listen:Rf,draw:qf,table:Pf,symbols:ha},ga=F(Wf);function ya(t,e){let n=h("select");n.setAttribute("aria-label","layer");let o=0,r=0,s=d=>e({layer:S(d,0,o-1)}),a=(d,f,p)=>{let u=h("button","dsv-step",d);return u.
type="button",u.setAttribute("aria-label",f),u.title=f,u.addEventListener("click",()=>s(r+p)),u},i=a("‹","previous layer",-1),l=a("›","next layer",1);return n.
addEventListener("change",()=>s(Number(n.value))),t.append(h("span","dsv-quiet","layer"),i,n,l),{show:(d,f)=>{o=d.length,r=f,nt(n,d.map((p,u)=>[u,`${u} ${dt[p]??
""} ${p==="sliding"?p:p.toUpperCase()}`])),n.value=String(f),i.disabled=f<=0,l.disabled=f>=o-1}}}function ba(t,e,n){let o=t.get("token"),[r,s]=[t.get("query_fir\
st"),t.get("query_last")],a=`“${M(e,16)}”`,i=[];n&&o>=0?i.push({words:`token ${o} ${a}`,free:{token:-1}}):n&&i.push({words:`newest token, ${n-1} ${a}`,free:null}),
r>=0&&i.push({words:`tokens ${r} to ${s}`,free:{query_first:-1,query_last:-1}});for(let l of["head","expert","entry"])t.get(l)>=0&&i.push({words:`${l} ${t.get(l)}`,
free:{[l]:-1}});return i}function ka(t,e){let n="";return{show:r=>{let s=JSON.stringify(r);s!==n&&(n=s,t.replaceChildren(...r.map(({words:a,free:i})=>{let l=h("\
span",i?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!i)return l;let c=h("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(i)),l.append(c),l})))}}}var Ff="dsv-way",Df=760,xa=480,wa=1360;function Bf(t,e){for(let n=t.parentElement;n&&n!==e&&n!==document.body;n=n.parentElement){if(n.classList.contains("jp-mod\
-outputsScrolled"))return;n.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&n.classList.add(Ff)}}function $a(t,e){let n=t.querySelector(
".dsv-top"),o=null,r=()=>{let{style:i,classList:l}=t;i.setProperty("--dsv-frame",`${o?.clientHeight??600}px`);let c=t.clientWidth;if(!c)return;l.toggle("dsv-nar\
row",c<Df),l.toggle("dsv-phone",c<xa);let d=c<xa?0:n?.getBoundingClientRect().height??0;i.setProperty("--dsv-top",`${Math.round(d)}px`),e(c)},s=new ResizeObserver(
r),a=()=>{let i=Rn(t);o&&o!==i&&s.unobserve(o),o=i,s.observe(o),Bf(t,o),r()};return s.observe(t),n&&s.observe(n),a(),document.addEventListener("fullscreenchange",
a),()=>{s.disconnect(),document.removeEventListener("fullscreenchange",a)}}var un=.14,mn=.7,hn=.02;function Hf(t,e){let n={ArrowLeft:-hn,ArrowUp:-hn,ArrowRight:hn,ArrowDown:hn}[t];return n!==void 0?S(e+n,un,mn):{Home:un,End:mn}[t]}function Aa(t,e,n){
let o=h("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*un)),o.setAttribute("aria-valuemax",String(100*mn));let r=t.querySelector(".dsv-text"),
s=t.querySelector(".dsv-room"),a=i=>{let l=s.getBoundingClientRect(),d=t.classList.contains("dsv-narrow")?(i.clientY-r.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Uf(t))):(i.clientX-l.left)/Math.max(1,l.width);return S(d,un,mn)};return o.addEventListener("focusin",i=>It(i)),o.addEventListener("pointerdown",i=>{
o.setPointerCapture(i.pointerId),i.preventDefault()}),o.addEventListener("pointermove",i=>{o.hasPointerCapture(i.pointerId)&&n(a(i),!1)}),o.addEventListener("po\
interup",i=>n(a(i),!0)),o.addEventListener("keydown",i=>{let l=Hf(i.key,e());l!==void 0&&(n(l,!0),i.preventDefault(),i.stopPropagation())}),r.append(o),o}var Uf=t=>t.
style.getPropertyValue("--dsv-frame")||"600";var Me="none";function jf(t,{tab:e,beside:n,wide:o,companions:r}){let s=t.map(i=>i[1]),a=s.includes(e)?e:s[0];return s.includes(n)&&n!==a?[a,n]:n===Me||!o?[a]:[
a,...r.filter(i=>i!==a).slice(0,1)]}var gn=(t,e)=>jf(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});
function Sa(t){let e=new Map;for(let[,n,o]of t)e.set(o,[...e.get(o)??[],n]);return[...e].map(([n,o])=>({name:n,titles:o}))}function Ta(t,e,n){let o=!0;for(let[r,
s]of e){let a=t.querySelector(`.dsv-place-${r}`),i=n.indexOf(s);a?.classList.toggle("dsv-shown",i>=0),a?.classList.toggle("dsv-second",i===1),a||(o=!1)}return t.
querySelector(".dsv-views")?.classList.toggle("dsv-two",n.length>1),o}function Ea(t,e,n){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let o={},r="";for(let a of[t,e])
a.addEventListener("keydown",zf);return{show:(a,i)=>{let l=Sa(a),c=l.find(p=>p.titles.includes(i))??l[0];if(!c)return;o[c.name]=i;let d=JSON.stringify(a);r!==d&&
(r=d,t.replaceChildren(...l.map(({name:p,titles:u})=>{let m=Na(p,u.length>1?p:u[0]);return m.title=u.join(", "),m.addEventListener("click",()=>n(o[p]??u[0])),m})));
for(let[p,u]of l.entries())Ma(t.children[p],u===c);let f=c.titles.length>1?c.titles:[];e.dataset.titles!==f.join(`
`)&&(e.dataset.titles=f.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...f.map(p=>{let u=Na(p,p);return u.addEventListener("click",()=>n(p)),u})));for(let[p,
u]of f.entries())Ma(e.children[p],u===i)}}}function Na(t,e){let n=h("button","",t);return n.type="button",n.setAttribute("role","tab"),t!==e&&n.setAttribute("ar\
ia-label",`${t}: ${e}`),n}function Ma(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function zf(t){let e=t.currentTarget,n={ArrowRight:1,ArrowLeft:-1}[t.
key],o=[...e.children].indexOf(t.target);if(n===void 0||o<0)return;let r=e.children[(o+n+e.children.length)%e.children.length];r.click(),r.focus(),t.preventDefault(),
t.stopPropagation()}function ko(t,e,n){let o=h("button","dsv-press",t);return o.type="button",o.title=e,o.addEventListener("click",n),o}var xo=class{#t=null;#e=[];#r=!1;constructor(e,n,o){
this.model=e,this.sel=n,this.root=h("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#o(),this.kept=qe(e,()=>this.#t,()=>n.
comm_live!==!1),o.append(this.root),this.#s(),this.show()}#o(){let e=h("div","dsv-groups"),n=h("div","dsv-group-views"),o=h("div","dsv-layer"),r=h("div","dsv-ch\
osen-row"),s=h("div","dsv-bar-line"),a=h("div","dsv-bar-line"),i=c=>this.pick(c);this.tabs=Ea(e,n,c=>this.pick({tab:c})),this.layer=ya(o,i),this.chosen=ka(r,i),
this.fold=ko("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=ko("Two views","put a second view beside this one",
()=>this.#i());let l=h("select","dsv-second-menu");this.menu=l,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick(
{beside:l.value})),this.full=ko("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#c()),s.append(e,h("span","dsv-space"),this.fold,this.two,
this.menu,this.full),a.append(n,o,r),this.root.append(s,a),this.root.addEventListener("focusin",c=>It(c),!0)}#s(){let e=()=>this.redraw();this.model.on("change",
e),this.sel.on("change",e);let n=new ResizeObserver(()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-view\
s")){setTimeout(()=>n.observe(this.root),50),n.unobserve(this.root);return}n.disconnect(),this.#n(o)});n.observe(this.root),this.#e.push(()=>this.model.off("cha\
nge",e),()=>this.sel.off("change",e),()=>n.disconnect())}#n(e){this.#t=e,this.handle=Aa(e,()=>this.model.get("share"),(r,s)=>{this.model.set("share",r),s&&this.
model.save_changes(),this.show()});let n=()=>{let r=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(r))};document.addEventListener(
"fullscreenchange",n);let o=new MutationObserver(()=>this.#a()&&o.disconnect());this.#e.push($a(e,r=>this.tell("wide",r>=wa)),()=>document.removeEventListener("\
fullscreenchange",n),()=>o.disconnect()),this.show(),this.#a()||o.observe(e,{childList:!0,subtree:!0})}get inSight(){return gn(this.model,this.sel)}#a(){return this.#t!==
null&&Ta(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#r||(this.#r=!0,requestAnimationFrame(()=>{this.#r=!1,this.show()}))}show(){let{model:e,sel:n}=this,
[o,r]=this.inSight;this.tabs?.show(e.get("places"),o),this.layer?.show(e.get("layers"),n.get("layer")),this.chosen?.show(ba(n,e.get("piece"),e.get("count"))),this.#l(
o,r);let s=e.get("folded");this.fold?.setAttribute("aria-pressed",String(!s)),this.#a();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.
round(100*a))),this.#t?.classList.toggle("dsv-folded",s),this.#t?.style.setProperty("--dsv-share",String(a)),this.kept.changed()}#l(e,n){if(!this.menu||!this.two)
return;this.two.setAttribute("aria-pressed",String(n!==void 0)),this.menu.style.display=n===void 0?"none":"";let o=this.model.get("places").map(r=>r[1]);nt(this.
menu,o.filter(r=>r!==e).map(r=>[r,r])),n!==void 0&&(this.menu.value=n)}#i(){let[e,n]=this.inSight,o=this.model.get("companions").find(r=>r!==e);this.pick({beside:n===
void 0?o??"":Me})}#c(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){Ln(this.sel,e)}tell(e,n){this.model.get(e)!==n&&
(this.model.set(e,n),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},Oa={initialize:Ce,
async render({model:t,el:e}){let n=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),o=new xo(t,n,e);return()=>o.clean()}};var va=4278190080;function Vf(t,e,n,o,r){let a=n?12:0,i=t-40-a-8,l=S(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),p=S((e-45)/Math.max(1,r),1,8),u={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:p,top:15,...u}}function So({model:t,own:e},n){
let{map:o,canvas:r}=e;if(!o)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[l*s.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[l*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Yf(t,e,n,[o,r,s],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),p=new Uint32Array(d.data.buffer);return t.forEach((u,m)=>{if(u<=252){let g=18+Math.round(237*u/252);f[m]=(g<<24|s<<16|r<<8|o)>>>0}else u===254?p[m]=
va:u===253&&(m+Math.floor(m/n))%3===0&&(f[m]=(va|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function Xf(t,e,n,o,{rgb:r,missing:s,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=Yf(e,n,o,r,s),d=Tt(o,n),f=Tt(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,J(d).putImageData(c,0,0);let p=J(f);p.imageSmoothingEnabled=
!1,p.drawImage(d,0,0,f.width,f.height),p.globalCompositeOperation="source-in",p.fillStyle=a,p.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,J(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function Gf(t,e,n,o){let r=$(o,"quiet"),s=e;t.font=R(),t.textBaseline="midd\
le";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=$(o,"line"),t.strokeRect(s+.5,n+.5,11,9),a==="not picked")t.globalAlpha=
.6,t.fillStyle=Nt(t,r),t.fillRect(s,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=$(o,"entries"),t.fillRect(s,n,12,10);else if(a==="not capt\
ured"){t.fillStyle=r;for(let i of[2,6,10])t.fillRect(s+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(a,s+16,n+5.5),s+=26+t.measureText(
a).width}}function _a(t,e){let{model:n,root:o,own:r}=t,s=n.get("map_facts"),a=s.queries??0,i=r.scroll.clientWidth,l=Vf(i,e,s.entries,s.window,a),c=a*l.row,d=P(r.
canvas,i,l.top+c+30),f=$(o,"quiet"),p=Nt(d,f,4);d.font=R(),d.textBaseline="middle";let u=(y,b,k,A,N)=>{let _={rgb:ae($(o,k)),missing:ae(Qf(f)),pattern:p};Xf(d,y,
a,b,_,{x:A,y:l.top,w:N,h:c}),d.strokeStyle=$(o,"line"),d.strokeRect(A-.5,l.top-.5,N+1,c+1),d.fillStyle=$(o,k)},m=(y,b,k)=>d.fillText(kt(y,k,A=>d.measureText(A).
width),b,6);if(s.entries){u(q(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let y=[`compressed past: entries 0 to ${s.entries-1}`,"compressed past",
"entries","past"];m(y,l.left,l.windowX-l.left-4)}u(q(n.get("map_window")),s.window,"window",l.windowX,l.windowW),m(["window: itself, then back","window"],l.windowX,
l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=g)d.fillText(`${s.first+y}`,l.left-4,l.top+(y+.5)*
l.row);return d.textAlign="left",Kf(t,d,s,a,l),Gf(d,l.left,l.top+c+12,o),l}function Kf({root:t,sel:e,own:n},o,r,s,a){let i=e.get("token")===-1?s-1:e.get("token")-
r.first;i>=0&&i<s&&(o.strokeStyle=$(t,"chosen"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-a.left+2,a.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=r.entries||(o.strokeStyle=$(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),s*a.row+2))}function Qf(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var La=["entries","window","sink"],Zf=["compressed past (bottom)","window","sink (top)"],Ra=[.85,.5,.95];function Jf(t,e,n){let r=S(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=S(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function Ca({model:t,own:e},n){let{thumbs:o,canvas:r}=e;if(!o)return null;let[
s,a]=t.get("profile_shape"),i=r.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function qa(t){let{model:e,root:n,sel:o,own:r}=t,[s,a]=e.get("profile_shape"),i=e.get("layers"),l=r.scroll.clientWidth,
c=Jf(l,s,a),d=P(r.canvas,l,c.top+s*c.h+24),f=La.map(p=>$(n,p));d.font=R(),d.textBaseline="middle",d.fillStyle=$(n,"quiet");for(let p=0;p<a;p+=Math.ceil(24/c.w))
d.fillText(`${p}`,c.left+p*c.w+2,7);d.fillText("head",c.left-28,7);for(let p=0;p<s;p++){let u=c.top+p*c.h,m=i[p]===o.get("layer"),g=e.get("kinds")[p];d.fillStyle=
$(n,m?"chosen":"ink"),d.font=R(m);let y=`${i[p]} ${dt[g]??""} ${g??""}`;(c.h>=11||p%2===0)&&d.fillText(y,4,u+c.h/2);for(let b=0;b<a;b++)tp(t,d,c,f,p,b);m&&(d.strokeStyle=
$(n,"chosen"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,u+.5,c.w-1,c.h-1),d.lineWidth=1)}return ep(t,d,f,c.left,c.top+s*c.h+8),c}function tp({
model:t,root:e},n,o,r,s,a){let[,i,l]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+s*o.h,f=(o.w-2)/l+.4;for(let p=0;p<l;p++){let u=((s*i+a)*l+p)*La.length,
m=o.left+a*o.w+1+p*(o.w-2)/l;if(c[u]===255){n.fillStyle=$(e,"none"),n.fillRect(m,d+o.h/2,1,1);continue}let g=d+o.h-1;for(let[y,b]of r.entries()){let k=c[u+y]/254*
(o.h-2);n.fillStyle=b,n.globalAlpha=Ra[y],n.fillRect(m,g-k,f,k),g-=k}n.globalAlpha=1}}function ep({root:t},e,n,o,r){let s=o;for(let[a,i]of Zf.entries())e.fillStyle=
n[a],e.globalAlpha=Ra[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=$(t,"quiet"),e.fillText(i,s+14,r+5),s+=30+e.measureText(i).width}var To=50,Eo=48,np=3*Eo,Vt=22,zt=10,op=54,ct=22,yn=22,rp=330;function sp(t,e,n){let o=Math.max(60,t-To-np-Vt-2*zt),r=Math.min(yn,o/Math.max(1,e+n)),s=Math.min(n*
14,o*.45),a=o-Math.min(s,n*yn),i=e?S(e*r,Math.min(e*yn,o*.25),a):0,l=Math.min(n*yn,o-i),c=To+i+(i?zt:0);return{entryX:To,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,
windowCell:n?l/n:0,sinkX:c+l+zt}}var ap=t=>S(Math.floor(rp/t),14,34);function No(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,a)=>o.slice(a*n,(a+1)*n));
let r=new Float32Array(n).fill(Number.NaN);for(let s=0;s<n;s++){let a=Array.from({length:e},(i,l)=>o[l*n+s]).filter(i=>!Number.isNaN(i));a.length&&(r[s]=t==="me\
an"?a.reduce((i,l)=>i+l,0)/e:Math.max(...a))}return[r]}function Oo({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),r=v(t.get("mass")),s=W(t.get("wi\
ndow")),a=W(t.get("entries")),i=l=>Float32Array.from({length:n},(c,d)=>r[3*d+l]);return{facts:e,heads:n,mode:o,window:s,entries:a,pieces:K(t.get("utf8"),t.get("\
lengths")),windowRows:No(o,n,s.length,pt(t.get("window_weight"))),entryRows:No(o,n,a.length,pt(t.get("entry_weight"))),masses:[0,1,2].map(l=>No(o,n,1,i(l)).map(
c=>c[0]))}}function vo({model:t,own:e},n){let{zones:o}=e;if(!o)return null;let r=e.canvas.getBoundingClientRect(),s=n.clientX-r.left,a=Math.floor((n.clientY-r.top-
ct)/o.tall),i=t.get("rows")==="heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/
o.entryCell),head:i}:o.windowW&&s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:W(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:i}:{zone:s>=
o.sinkX&&s<o.sinkX+Vt?"sink":"",key:-1,head:i}}function Ia(t,e){let{root:n,own:o}=t,r=e.windowRows.length,s=o.scroll.clientWidth,a={...sp(s,e.facts.visible,e.window.
length),tall:ap(r)};o.zones=a;let i=ct+r*a.tall,l=P(o.canvas,s,i+op),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[d,f,p,u,m,g,y,b]=c.map(
C=>$(n,C)),k={ink:d,quiet:f,line:p,mark:u,paper:m,entries:g,window:y,sink:b};l.textBaseline="middle",l.font=R();let A=ip(l,a,k);a.entryW&&(l.globalAlpha=.4,l.fillStyle=
Nt(l,f),l.fillRect(a.entryX,ct,a.entryW,i-ct),l.globalAlpha=1);let N=e.windowRows.map((C,O)=>lp(t,l,e,a,k,O));a.entryW&&(l.strokeStyle=p,l.strokeRect(a.entryX+.5,
ct-.5,a.entryW-1,i-ct)),dp(t,l,e,a,k,i),a.entryW&&fp(t,l,e,a,k,i);let _=e.window.indexOf(t.sel.get("hover_token"));return _>=0&&(l.strokeStyle=d,l.lineWidth=1,l.
strokeRect(a.windowX+_*a.windowCell,ct-.5,a.windowCell,i-ct)),{titles:A,shares:N}}function ip(t,e,n){let o=[],r=(a,i,l,c)=>{let d=kt(a,l,f=>t.measureText(f).width);
t.fillStyle=n.ink,t.fillText(d,i,7),t.fillStyle=c,t.fillRect(i,16,Math.max(0,l-zt+4),3),o.push([d,i,t.measureText(d).width])},s=["compressed past","compressed",
"past"];e.entryW&&r(s,e.entryX,e.entryW+zt-4,n.entries),r(["window: exact tokens","window"],e.windowX,e.windowW+zt-4,n.window),r(["sink"],e.sinkX,Vt+zt-4,n.sink),
t.fillStyle=n.quiet;for(let[a,i]of["past","window","sink"].entries())t.fillText(i,e.sinkX+Vt+8+Eo*a,7);return o}function Mo(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(
S(n,0,1)),t.fillStyle=e}function lp({sel:t},e,n,o,r,s){let{mode:a,masses:i,facts:l}=n,{sinkX:c,tall:d}=o,f=ct+s*d,p=a==="heads"&&s===t.get("head");if(e.globalAlpha=
1,e.fillStyle=p?r.mark:r.quiet,e.font=R(p),e.fillText(a==="heads"?`head ${s}`:a,2,f+d/2),l.listed)cp(e,n,o,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=o.
windowX+Math.max(o.windowW,40);for(let y=o.windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}Mo(e,r.sink,i[2][s]),e.fillRect(c,f,Vt,d-1),e.globalAlpha=1,e.strokeStyle=r.
line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,Vt-1,d-2);let u=i.map(g=>g[s]),m=a==="max"?u:Mt(u);e.fillStyle=p?r.mark:r.ink,e.font=R();for(let[g,y]of m.entries())e.
fillText(w(y),c+Vt+8+Eo*g,f+d/2);return m}function cp(t,{entries:e,window:n,entryRows:o,windowRows:r},s,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:p}=s,
u=ct+i*p;e.forEach((m,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let b=l+m*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(b,u,Math.max(c,1),p),Mo(t,a.entries,
y),t.fillRect(b,u,Math.max(c-(c>4?1:0),1),p-1)}),n.forEach((m,g)=>{let y=r[i][g];Number.isNaN(y)||(Mo(t,a.window,y),t.fillRect(d+g*f,u,Math.max(f-(f>4?1:0),1),p-
1))})}function dp({sel:t},e,{facts:n,window:o,pieces:r},{windowX:s,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font=R(),i>=9?o.forEach((f,p)=>{e.save(),
e.translate(s+(p+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=R(f===d||f===n.query),e.fillText(
M(r[p]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,c+8),e.textAlign="right",e.fillText(`${o[o.length-
1]}`,s+a,c+8)),e.textAlign="left"}function fp({own:t},e,{facts:n,entries:o},{entryX:r,entryW:s,entryCell:a},i,l){let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,
a>=14){e.textAlign="center";for(let p=0;p<c;p++)e.fillStyle=o.includes(p)?i.ink:i.quiet,e.fillText(`${p}`,r+(p+.5)*a,l+8)}else e.fillText("0",r,l+8),e.textAlign=
"right",e.fillText(`${c-1}`,r+s,l+8);e.textAlign="left",e.fillStyle=i.quiet,s>60&&e.fillText(`entries of ${d}`,r,l+21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=
i.mark,e.lineWidth=2,e.strokeRect(r+f*a,ct-1,Math.max(a,2),l-ct+1))}function Pa({facts:t,mode:e,masses:n,window:o,entries:r,windowRows:s,entryRows:a},i,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(i,0),s.length-1):0,
d=e==="heads"?`head ${c}`:`${e} of heads`,f=Mt(n.map(k=>k[c])),p=[...Array.from(r,(k,A)=>[a[c][A],`entry ${k}`]),...Array.from(o,(k,A)=>[s[c][A],`token ${k}`])],
u=p.filter(([k])=>k>0).sort((k,A)=>A[0]-k[0]),[m,g]=u[0]??[Number.NaN,""],y=`${d} of layer ${t.layer}, query ${t.query}`;return{w:g?`${w(m,3)} at ${g}, the larg\
est of ${p.length} keys (${y})`:`not captured (${y})`,z:g?`${w(Math.log(m))} at ${g}, up to a constant that all keys share (${y})`:"not captured",sink:`${w(Math.
log(n[2][c]))}, up to the same constant (${y})`,past:`${w(f[0])} (${y})`,window:`${w(f[1])} (${y})`,sunk:`${w(f[2])} (${y})`}[l]}var pp=290,hp={hover_entry:-1,hover_token:-1,hover_head:-1},up={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function mp({
head:t,body:e,sel:n}){let o=h("select");o.setAttribute("aria-label","what is drawn"),o.append(H("heads","every head"),H("mean","mean of heads"),H("max","largest\
 of heads"),H("map","query × key"),H("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let r=h("div","dsv-scroll"),s=h("canvas"),a=h("div","dsv-n\
ote");return r.style.overflow="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight="30px",{rows:o,scroll:r,canvas:s,note:a,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function gp(t){let{model:e,own:n}=t,{rows:o,canvas:r}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&(a==="map"?yp(t,s):bp(t,s),t.redraw())}),t.listen(r,"m\
ouseleave",()=>{n.hovered=null,t.hover(hp),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="all"?kp(t,s):a==="map"?xp(t,s):wp(t,s)})}function yp(t,e){
let n=So(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function bp(t,e){let n=vo(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function kp(t,e){let n=Ca(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function xp(t,e){let n=So(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function wp(t,e){let n=vo(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function $p(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?Ap(t):o==="map"?Sp(t):Np(t)}function Ap(t){let{model:e,sel:n,root:o,
facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=qa(t),r.replaceChildren("every layer and head over the run; click one to choose it"),s.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.thumbs,at:performance.now()})}function Sp(t){let{model:e,root:n,facts:o,
own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=_a(t,pp);let a=s.first+s.queries-1,i=` · head ${s.head} · queries ${s.first} to\
 ${a}`;o.replaceChildren(h("b","",ie(s.layer,s.kind)),i),r.note.textContent=Tp(t),n.drawn={mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,
entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(q(e.get("map_entries")).slice(0,64)),at:performance.now()}}function Tp({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let r=up[n.code]??`weight about ${w((n.code/252)**2,2)}`,s=o==="entry"?Et(et(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="ent\
ry"?n.entry:n.key}: ${r}. ${s}`}function Np(t){let{model:e,root:n,facts:o,own:r}=t;r.map=r.thumbs=null;let s=Oo(t),{facts:a,heads:i,mode:l}=s;if(a.heads===void 0)
return;let{titles:c,shares:d}=Ia(t,s);o.replaceChildren(h("b","",ie(a.layer,a.kind)),` · query ${a.query} `,h("b","",`“${M(a.piece??"",18)}”`),` · ${l==="\
heads"?`${i} heads`:`${l} of ${i} heads`}`),r.note.textContent=Mp(t,s),n.drawn={layer:a.layer,query:a.query,kind:a.kind,visible:a.visible,window:Array.from(s.window),
entries:Array.from(s.entries),weights:s.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function Mp({
model:t,sel:e,own:n},{facts:o,mode:r,entries:s,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("h\
ead"),0),f=r==="heads"?S(d,0,l.length-1):0,p=r==="heads"?`head ${f}`:`${r} of heads`,u=n.shownEntry(),m=e.get("hover_token");if(u!==-1&&u<o.visible){let g=s.indexOf(
u),y=g<0?"not picked by the indexer: it has no weight":`weight ${w(a[f][g],4)} in ${p}`;return`Entry ${u}, ${y}. ${Et(et(t.get("entry_text")))}`}if(i.includes(m)){
let g=i.indexOf(m),y=w(l[f][g],4);return`Token ${m} “${M(c[g],20)}”: weight ${y} in ${p}. Click to choose it.`}return r==="max"?"Each key shows the head tha\
t weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloure\
d entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer.\
 Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (\
dots: weights not captured)."}function Ep({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(d,f)=>f),o=v(t.get("mass")),r=W(t.get("window")),s=W(
t.get("entries")),a=pt(t.get("window_weight")),i=pt(t.get("entry_weight")),l=K(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{
columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(p=>o[3*p+f])]),...Array.from(s,(d,f)=>[`entry ${d}`,...n.map(p=>i[p*s.length+f])]),...Array.
from(r,(d,f)=>[`token ${d} “${M(l[f]??"",16)}”`,...n.map(p=>a[p*r.length+f])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first t\
hree rows sum to one in every column.`:""}}var Wa=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),Fa=t=>e=>e.pick({head:S(e.sel.get("head")+
t,0,(e.model.get("facts").heads??1)-1)}),Op={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, pag\
e keys the layer.",keys:{ArrowLeft:Wa(-1),ArrowRight:Wa(1),ArrowUp:Fa(-1),ArrowDown:Fa(1),PageUp:t=>B(t,-1,t.model.get("layers")),PageDown:t=>B(t,1,t.model.get(
"layers"))},build:mp,listen:gp,draw:$p,table:Ep,symbols:(t,e)=>Pa(Oo(t),t.sel.get("head"),e)},Da=F(Op);var vp=.58;function kn(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function _p({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(j(t,"values")),from:t.get("low"),to:t.get("high")}}function Ba(t,e,n){
let{own:o}=t,r=o.painted,{values:s,from:a,to:i}=_p(t),l=r.from===a&&r.to===i;if(l&&r.values===s&&r.pieces===o.shown)return;let c=l&&!n?kn(r.values,s):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:s,from:a,to:i,pieces:o.shown}}
function bn({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let r=n+o>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?n=r+1:o=r}return n}function _o(t){let{first:e,strip:n}=t.
own;return[e+bn(t,n.scrollTop-4),e+bn(t,n.scrollTop+n.clientHeight-8)]}function Lo(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:r,from:s,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,bn(t,n.scrollTop-i)-1),c=Math.min(o.length,bn(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=r[d],p=Number.isNaN(f)||f===void 0,u=!p&&s<0&&f<0,m=vp*(s<0?tt(Math.abs(f),0,a):tt(f,s,a)),g=u?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",p),o[d].classList.toggle("below",u),o[d].style.backgroundColor=p?"":`rgba(var(${g}), ${m.toFixed(3)})`}}var Ee=16,Lp=300;function Rp(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let r=Math.floor((o+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
o*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(n[o]=s/a)}return n}function xn({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return S(Math.floor(n*t.total),0,t.total-1)}function Ro(t,e,n){let{body:o,model:r,root:s,sel:a,own:i}=t,{map:l,total:c}=i,d=c>Lp;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:p}=i.painted,u=Math.min(c,Math.floor(f)),m=c>i.shown.length?v(r.get("bins")):Rp(p,u),g=P(l,f,Ee);
Cp(t,g,m,f);let y=N=>N/c*f,[b,k]=[a.get("query_first"),a.get("query_last")];b!==-1&&(g.fillStyle=$(s,"chosen"),g.fillRect(y(b),Ee-3,Math.max(2,y(k+1)-y(b)),3)),
i.nodes.length&&(g.strokeStyle=$(s,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,Ee-1)),g.fillStyle=$(s,"chosen");for(let N of e)g.fillRect(y(
N),0,1.5,5);if(a.get("token")===-1)return;let A=y(a.get("token"));g.beginPath(),g.moveTo(A-4,0),g.lineTo(A+4,0),g.lineTo(A,7),g.fill()}function Cp({root:t,own:e},n,o,r){
let{from:s,to:a}=e.painted,i=$(t,"below"),l=$(t,"tint"),c=r/o.length;o.forEach((d,f)=>{let p=s<0?tt(Math.abs(d),0,a):tt(d,s,a);n.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${s<0&&d<0?i:l}, ${.9*p})`,n.fillRect(f*c,0,Math.max(c,1),Ee)}),n.strokeStyle=$(t,"line"),n.strokeRect(.5,.5,r-1,Ee-1)}function Ha(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(n);i>=0;i=
s.indexOf(n,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Oe=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function ve(t){let{model:e,own:n}=t;return n.box.value?Oe(t)?Array.from(W(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function ja(t,e){let{own:n}=t,{choose:o,strip:r}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(r,"click",s=>{let a=Ua(t,s);a!==-1&&(s.shiftKey?Co(
t,za(t),a):Va(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:Ua(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{n.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),qp(t),Pp(t),Wp(t)}function qp(t){let{
root:e,sel:n,own:o}=t,{box:r}=o,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=za(
t),[l,c]=[n.get("query_first"),n.get("query_last")];Co(t,i,S((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{Oe(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Ip(t,a.shiftKey),a.stopPropagation()})}function Ip(t,e){let n=ve(t),o=t.sel.get("token");if(!n.length)return;let r=e?n.findLast(s=>s<
o):n.find(s=>s>o);t.pick({token:r??n[e?n.length-1:0]})}function Pp(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=xn(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let r=xn(t,o);e.drag!==null&&o.buttons&&Math.abs(r-e.drag)>e.total/200&&Co(t,e.drag,r)}),t.listen(n,"click",o=>{let r=xn(t,o);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&Va(t,r),e.drag=null})}function Wp(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&It(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:r,ctrlKey:s,metaKey:a,shiftKey:i}=n,l=r==="Enter"&&(s||a||i);o.tagName!=="TEXTAREA"||!l||
!e(n)||(n.preventDefault(),n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function Ua({own:t},e){let o=e.target.closest?.(".dsv-token");return o?
t.first+Number(o.dataset.index):-1}function za({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-
1}function Va(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function Co(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.
min(e,n),query_last:Math.max(e,n)})}var Fp=["picked","hover","lit","ranged","found","taken"],Dp=18;function Ya(t,e,n){let{model:o,sel:r,own:s}=t;for(let u of s.marked)u.classList.remove(...Fp),u.removeAttribute(
"aria-selected"),u.removeAttribute("title");s.marked=[];let a=Bp(t);for(let u of e)se(t,u,"found");let i=W(o.get("taken"));for(let u of i)se(t,u,"taken");let[l,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(l!==-1)for(let u=Math.max(l,s.first);u<=d;u++)se(t,u,"ranged");let f=r.get(
"expert");s.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${r.get("layer")}: ${i.length} tokens`:"";let p=n?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+p:"",Hp(t,a),Up(t),jp(t,a)}function se({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function Bp(t){let{model:e,own:n}=t,o=v(e.get("lit_gate")),r=Math.max(...o),s=Array.from(W(e.get("lit")));
for(let[a,i]of s.entries()){let l=se(t,i,"lit");l&&(l.title=`gate ${w(o[a],3)}`,l.style.setProperty("--dsv-gate",(Dp*o[a]/r).toFixed(1)))}return s.filter(a=>n.nodes[a-
n.first])}function Xa({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function Hp(t,e){let{own:n}=t,{
strip:o}=n,r=e.map(s=>n.nodes[s-n.first]);r.length&&o.dataset.lit!==e.join()&&!r.some(s=>Xa(t,s))?(n.home??=o.scrollTop,o.scrollTop=r[0].offsetTop-o.offsetTop-4):
!r.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function Up(t){let{sel:e,own:n}=t,{strip:o}=n,r=e.get("hover_token"),s=e.get("\
token");r>=0&&se(t,r,"hover");let a=s>=0?se(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${s} ${n.first}`&&!Xa(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${s} ${n.first}`}function jp(t,e){let{model:n,sel:o,facts:r,own:s}=t,{first:a,total:i,shown:l}=s,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,p=c>=a&&c<i?c:f;if(r.replaceChildren(),p<0)return;if(e.length){let C=v(n.get("lit_gate")),O=C.indexOf(Math.
max(...C)),L=M(l[W(n.get("lit"))[O]-a]??"",24),Rt=h("b","",`“${L}” ${w(C[O])}`);r.append(`${n.get("lit_title")}, strongest `,Rt,` of ${e.length} tokens`);return}
let u=p-a,[m,g,y]=s.measure,b=p===c?"":d===p?"chosen: ":"newest: ",k=s.shownFlags[u],A=k&2?" (marker)":k&4?" (bytes of a character)":"";r.append(`${b}token ${p}\
 of ${i} `,h("b","",`“${M(l[u]??"",24)}”`),`${A} · ${g} ${w(s.painted.values[u])} ${y}`),m==="reach"&&n.get("reach_note")&&r.append(" · hatched: ",n.get("\
reach_note"));let[N,_]=[o.get("query_first"),o.get("query_last")];N!==-1&&r.append(` · range ${N} to ${_} (${_-N+1} tokens)`)}var zp="0.16";function Ga(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=n=>({boxShadow:`inset 0 -2px 0 ${n}`});for(let n of t.slice(
-60))n.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function Vp(t,e,n){let o=t||n,r=e||n;return o<r?[o,r,!1]:[r,o,!0]}function Ka({sel:t,own:e}){let n=t.
get("written"),o=n===void 0||n<0?0:Math.max(1,n+1-e.first),[r,s,a]=Vp(Math.min(e.dimmed||e.nodes.length,e.nodes.length),o,e.nodes.length);for(let i=r;i<Math.min(
s,e.nodes.length);i++)e.nodes[i].style.opacity=a?zp:"";e.dimmed=o,o&&o<=e.nodes.length&&e.nodes[o-1].scrollIntoView({block:"nearest",inline:"nearest"})}var Yp="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",Xp="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function Gp({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","colour tokens by");let o=h("span","dsv-legend"),r=h(
"span"),s=h("span","dsv-ramp"),a=h("span");o.append(n,r,s,a);let i=h("span","dsv-key taken"),l=h("input","dsv-search");l.type="search",l.placeholder="find text",
l.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let c=h("span","dsv-legend");c.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(l,o,c,i);let d=h("canvas","dsv-map"),f=h("div","dsv-strip");return f.setAttribute("role","listbox"),f.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,f),{choose:n,legend:o,low:r,bar:s,high:a,takenKey:i,box:l,count:c,map:d,strip:f,texts:I(
K),floats:I(v),shares:I(pt),search:I(Ha),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function Kp(t){let{model:e,root:n,sel:o,own:r}=t,s=r.texts(j(e,"utf8"),
j(e,"lengths")),a=q(j(e,"flags")),i=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let l=Qp(t,s,a,i),c=e.get(
"measures");r.measure=c.find(f=>f[0]===e.get("measure"))??["","","",""],Ba(t,l,i),Lo(t),Ka(t),Jp(t,c);let d=ve(t);Ya(t,d,r.total>r.shown.length&&!Oe(t)),Ro(t,d,
_o(t)),n.drawn={pieces:s,values:r.painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get(
"query_last")],found:d,taken:Array.from(W(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(W(e.get("lit"))),at:performance.now()}}function Qp({own:t},e,n,o){
let{strip:r}=t,s=e===t.shown?e.length:kn(t.shown,e),a=o?0:Math.min(s,kn(t.shownFlags.subarray(0,s),n));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.
remove();let i=document.createDocumentFragment();for(let l=a;l<e.length;l++){let c=Zp(e[l],n[l],l);t.nodes.push(c),i.append(c,h("wbr"))}return r.append(i),a&&Ga(
t.nodes.slice(a)),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),t.shown=e,t.shownFlags=n,a}function Zp(t,e,n){let o=h("span","dsv-token");o.setAttribute(
"role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[r,s]of t.split(`\

`).entries())r&&o.append(h("span","sign","⏎"),`
`),s&&o.append(et(s));return t||o.append(h("span","sign","∅")),o}function Jp({model:t,own:e},n){let{choose:o,legend:r,low:s,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,p]=e.measure;nt(o,n.map(([m,g])=>[m,`colour: ${g}`])),o.value=t.get("measure");let u=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${p}; hatched: ${u||
"no value"}`,s.textContent=w(l),a.textContent=`${w(c)} ${f}`,i.style.background=l<0?Xp:Yp}function th({sel:t,own:e}){let{first:n,shown:o,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${M(l,40)}”`,r[i+c]&1?"generated":"prompt",s.values[i+c]])}}var wn=t=>e=>{e.root.dataset.anchor="",X(e,t,e.own.total)};function Qa(t,e){B(t,e,Array.
from({length:t.model.get("layers")},(n,o)=>o))}var eh={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:wn(-1),ArrowRight:wn(1),ArrowUp:t=>Qa(t,-1),ArrowDown:t=>Qa(t,1),Home:wn(Number.NEGATIVE_INFINITY),
End:wn(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Gp,listen:t=>ja(t,()=>{Lo(t),Ro(t,ve(t),_o(t))}),draw:Kp,table:th,symbols:({sel:t,own:e},n)=>{let o=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,r=e.measure[0]==="surprise"?e.painted.values[o]:Number.NaN;if(r>=0)return`${w(n==="p"?Math.exp(-r):r,3)} for\
 token ${e.first+o}`}},Ja=F(eh);var nh=25,oh=[[nh,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],ti="M4 2 L13 8 L4 14 Z",rh="M4 2 H7 V14 H4 Z M\
9 2 H12 V14 H9 Z",sh="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",ah="M3 3 H13 V13 H3 Z";function Po(t,e){let n=h("button","dsv-small dsv-button-sign"),o=T("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return o.append(T("path",{d:t})),n.append(o,h("span")),n.type="button",n.title=e,n.setAttribute("aria-label",
e),n}function ei(){let t=h("span","dsv-toolbar-part"),e=Po(ti,"Watch this run again, token by token, from the end of the prompt"),n=Po(sh,"One token, then wait"),
o=Po(ah,"End the replay and show the whole text"),r=h("select");r.setAttribute("aria-label","pace of the replay"),r.title="Pace of the replay; it can be changed\
 while it goes on",r.append(...oh.map(([i,l])=>H(String(i),l))),r.value="4";let s=h("input");s.type="range",s.min="0",s.setAttribute("aria-label","token that wa\
s written last"),s.title="Go to a moment of the run";let a=h("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),
t.append(e,n,o,r,s,a),{row:t,play:e,step:n,stop:o,pace:r,slider:s,words:a,at:-1,timer:null}}function ni(t,e,n){return t>=0&&t<n-1?t:e<n?Math.max(0,e-1):0}function oi(t){
let{play:e,step:n,stop:o,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?ih(t):$n(t)),t.listen(n,"click",()=>{$n(t),ri(t)}),t.listen(
o,"click",()=>_e(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&Wo(t)}),t.listen(s,"input",()=>{$n(t),An(t,Number(s.value))})}function ih(t){let{replay:e}=t.
own;e.at===-1&&An(t,ni(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),Wo(t),t.redraw()}function Wo(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(ri(t)?Wo(t):t.redraw())},1e3/Number(e.pace.value))}function ri(t){let{replay:e}=t.own,{model:n,
sel:o}=t,r=e.at===-1?ni(o.get("token"),n.get("prompt"),n.get("total")):e.at+1;return r>=n.get("total")?!1:(An(t,r),r<n.get("total")-1)}function An(t,e){let n=S(
e,0,t.model.get("total")-1);t.own.replay.at=n,t.pick({token:n,written:n}),t.redraw()}function $n(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.
timer=null,t.redraw()}function _e(t){$n(t),t.own.replay.at=-1,t.pick({written:-1})}function si(t){let{replay:e}=t.own,{play:n,step:o,stop:r,slider:s,words:a}=e,
i=t.model.get("total"),l=t.model.get("growing");l&&e.at!==-1&&_e(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?_e(t):An(t,t.sel.get("token")));
let c=e.timer!==null;for(let d of[n,o,s])d.disabled=l||i<2;r.disabled=e.at===-1,n.querySelector("path")?.setAttribute("d",c?rh:ti),n.lastChild.textContent=c?"Pa\
use":e.at===-1?"Replay":"Continue",s.max=String(Math.max(0,i-1)),s.value=String(e.at===-1?i-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${i-1}`}function ai(){let t=h("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=h("div",
"dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var ii=t=>t.
model.get("discoveries");function li(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let n=ii(t).find(o=>o.name===e.select.value);e.select.value="",n&&
lh(t,n)}),t.listen(e.card,"click",n=>{let o=n.target.closest("button");o&&(o.dataset.close?e.open="":e.chosen=Number(o.dataset.choice),t.redraw())})}function lh(t,e){
let{discover:n}=t.own;t.own.replay.at!==-1&&_e(t),n.open=e.name,n.chosen=null,e.link&&ch(t,e.link),t.redraw(),setTimeout(()=>n.card.querySelector("button")?.focus(),
60)}function ch(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function ci(t){let{discover:e}=t.
own,{select:n,card:o}=e,r=ii(t),s=r.map(l=>l.name).join();n.dataset.options!==s&&(n.replaceChildren(H("","Discover …"),...r.map(l=>H(l.name,l.title))),n.dataset.
options=s),n.style.display=r.length?"":"none";let a=r.find(l=>l.name===e.open);o.hidden=!a;let i=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==i&&dh(o,a,e.chosen),
e.shown=i}function dh(t,e,n){let o=h("button","dsv-small","×");if(o.type="button",o.dataset.close="yes",o.title="Close",o.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(h("b","",e.title)," ",h("span","",e.missing??e.question??"")),!e.missing){let r=h("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(a,i)=>{let l=h("button","dsv-small",a);l.type="button",l.dataset.choice=String(i),n!==null&&i===e.answer&&(l.classList.add("right"),l.textContent=`✓ ${a}`),i===
n&&l.setAttribute("aria-pressed","true"),r.append(l)}),t.append(r);let s=h("p","dsv-toolbar-reveal",n===null?"":fh(e,n));s.setAttribute("role","status"),t.append(
s)}t.append(o)}var fh=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var ph="Copies where you are in this run: view, token, layer",hh=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function di(){let t=h("span","dsv-tool\
bar-part"),e=h("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${ph}`,t.append(e);let n=h("div","dsv-too\
lbar-said");return n.setAttribute("role","status"),{row:t,select:e,said:n,answered:0}}function fi(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let n=e.
value;e.value="",Le(t,""),uh(t,n).catch(o=>Le(t,`⚠ ${o.message??o}`))})}async function uh(t,e){let n=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let o=mh(
t);if(!o)throw new Error("No view is in front; open one, then take its picture.");let r=o.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(On(o).text):await Vo(o);n?gh(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&n?await pi(t,location.href):t.model.send({share:e})}function mh({root:t}){let n=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),o=n.filter(r=>r.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(o.length?o:n).at(-1)}function gh(t,e,n){let o=h("a");o.href=
URL.createObjectURL(new Blob([t],{type:n})),o.download=e,o.click(),setTimeout(()=>URL.revokeObjectURL(o.href),1e4)}async function pi(t,e){try{await navigator.clipboard.
writeText(e),Le(t,`Copied: ${e}`)}catch{Le(t,`The browser does not let a page copy; here it is: ${e}`)}}function Le(t,e){t.own.share.said.textContent=e}function hi(t){
let{share:e}=t.own,n=t.model.get("kernel")===!1,o=hh.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=n||t.model.get("can_share")?"":"none",
e.select.options.length!==o.length+1&&e.select.replaceChildren(H("","Share …"),...o.map(([s,a])=>H(s,a)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?pi(t,r.text||"(nothing is chosen yet)"):Le(t,r.text))}function yh({root:t,body:e}){t.classList.add("dsv-toolbar");let n=h("div","dsv-toolbar-row"),o=ei(),r=ai(),s=di();return n.append(o.row,r.select,s.row),e.append(
n,r.card,s.said),{replay:o,discover:r,share:s}}function bh(t){si(t),ci(t),hi(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.
timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var kh={title:"Toolbar",aria:"Replay, discoveries and sharing of t\
his run.",build:yh,listen:t=>{oi(t),li(t),fi(t)},draw:bh},ui=F(kh);var mi={compressor:Ko,cost:sr,expert_lane:pr,expert_load:Sr,expert_routing:Pr,follow_token:_s,generation:Cs,hyper_connections:zs,lens:Xs,lightning_indexer:ga,room:Oa,
sparse_attention:Da,token_strip:Ja,toolbar:ui};function gi(t,e){let n={},o=[],r=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)r.push(`${a} ${i}`);else{let d=xh(a,i,e);d?r.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:r.length?s:""}}function xh(t,e,{defaults:n,
limits:o,views:r}){if(!(t in n))return t;let s=o[t],a=Number(e);if(s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1]))return`${t} ${e} (it has ${Math.max(s[0],
0)} to ${s[1]})`;let i=e===""||t==="beside"&&e===Me||r.some(l=>l.tab===e);return["tab","beside"].includes(t)&&!i?`view ${e}`:""}function yi(t,e,n){let o=new URLSearchParams;
for(let[r,s]of Object.entries(t.defaults))e.get(r)!==s&&o.set(r,e.get(r));for(let[r,s,a]of t.linked){let i=t.views.find(l=>l.name===s)?.state[a];n[s].get(a)!==i&&
o.set(r,n[s].get(a))}return o.toString()}function wh(t,e){if(e===1)return t;let n=new Uint8Array(t.length),o=t.length/e;for(let r=0;r<e;r++)for(let s=0;s<o;s++)n[s*e+r]=t[r*o+s];return n}function $h(t){
let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},r=4+e;for(let[a,i]of Object.entries(
n.bytes)){let l=i.reduce((f,p)=>f+p,0),c=wh(t.subarray(r,r+l),n.planes?.[a]??1);r+=l;let d=0;o[a]=[];for(let f of i)o[a].push(c.subarray(d,d+f)),d+=f}let s=n.tokens.
length?n.tokens:[null];return{rows:new Map(s.map((a,i)=>[a,i])),said:n.said,traits:o}}async function bi(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.
from(atob(e.textContent??""),r=>r.charCodeAt(0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return $h(new Uint8Array(await new Response(
o).arrayBuffer()))}function Ah(t,e,n,o,r){if(t.startsWith("own."))return n(t.slice(4));let s=e("token"),a=s>=0&&s<o?s:o-1;return t.startsWith("token//")?Math.floor(
a/Number(t.slice(7))):t==="token"?a:t==="query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function ki(t,e,n,o,r=[
-1,-1]){let s=[],a=null;for(let i of t.fields){let l=i in t.frozen,c=Ah(i,e,n,o,r);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:s.push(
l?t.frozen[i]:c)}return{chunk:s.join(","),token:a}}var xi=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var Re=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var wi="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",Sh=400,Sn=t=>document.
getElementById(t),Fo=class{models={};#t={};#e={};#r={};#o=new Map;#s=new Set;#n=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="tab");let n={
hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new Re({...e.defaults,...e.selection,...n}),this.#a(),this.sel.on("change",()=>this.all())}#a(){let e={bar:h(
"div","dsv-top"),text:h("div","dsv-text"),tab:h("div","dsv-views")},n=h("div","dsv-room");n.append(e.text,e.tab),document.querySelector("main")?.append(e.bar,n);
for(let o of this.facts.views){this.#l(o);let r=h("div",`dsv-place-${o.name}`),s=h("p","dsv-kept");s.setAttribute("role","status"),r.append(s),this.#t[o.name]=r,
this.#e[o.name]=s,e[o.place].append(r)}this.models.room.on("change:wide",()=>this.all())}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},o=new Re(
n,e.held,s=>{let a=s.replace(/_/g," "),i=e.held[s],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” stays as it\
 was when the page was written.`;this.#i(e.name,"held",`${l} ${wi}`)});o.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.filter(a=>a.
startsWith("own.")));for(let s of new Set(r))o.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=o}#i(e,n,o){this.#r[e]??={},this.#r[e][n]=o,this.#e[e].
textContent=Object.values(this.#r[e]).filter(Boolean).join(" ")}all(){this.#n||(this.#n=!0,queueMicrotask(async()=>{this.#n=!1;for(let o of this.facts.views)this.#i(
o.name,"held","");let e=gn(this.models.room,this.sel),n=this.facts.views.filter(o=>o.place!=="tab"||e.includes(o.tab));await Promise.all(n.map(o=>this.#c(o))),this.#h()}))}showAll(){
return Promise.all(this.facts.views.map(e=>this.#c(e)))}async#c(e){let n=!this.#s.has(e.name);this.#s.add(e.name),await this.#d(e),n&&await mi[e.module].render(
{model:this.models[e.name],el:this.#t[e.name]})}async#d(e){let n=this.models[e.name];if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("quer\
y_first"),this.sel.get("query_last")],r=xi(this.facts.ranges,o[0],o[1]),a=e.parts.some(l=>l.fields.includes("query_first"))&&(r[0]!==o[0]||r[1]!==o[1]),i=`Shown\
 is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;this.#i(e.name,"range",a?`${i} holds no numbers. ${wi}`:""),await Promise.
all(e.parts.map(l=>this.#f(e,l,r))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??"")}async#f(e,n,o){let r=this.models[e.name],{count:s,tokens:a}=this.facts,
i=ki(n,p=>this.sel.get(p),p=>r.get(p),s,o);if(!i){n.said="";return}let l=`${e.name}/${n.method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#p(
l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let p=`This page keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;n.said=`${p} Open the tra\
ce itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let p of n.traits){let u=p in e.state&&n.fields.includes(`own.${p}`);d.traits[p]&&!u&&r.set(p,
d.traits[p][f])}}}#p(e){let n=this.#o.get(e);return n||(n=bi(e),this.#o.set(e,n)),n}#h(){let e=`#${yi(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{
history.replaceState(null,"",e)}catch{}}restore(e){let n=gi(e,this.facts);for(let[o,r]of Object.entries(n.selection))this.sel.set(o,r);for(let[o,r,s]of n.own)this.
models[o].set(r,s);Sn("dsv-link").textContent=n.said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function Th(){let t=document.
querySelector("main");Sn("dsv-print").addEventListener("click",async()=>{t.classList.add("dsv-all"),await Tn.showAll(),await new Promise(e=>setTimeout(e,Sh)),window.
print(),t.classList.remove("dsv-all")})}function Nh(){let t=Sn("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=String(n),t.textContent=n?"dark":"light"};t.
addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: dark)").matches)}var Tn=new Fo(JSON.parse(Sn(
"dsv-facts").textContent??""));Nh();Th();Tn.restore(location.hash);addEventListener("hashchange",()=>Tn.restore(location.hash));Tn.all();
