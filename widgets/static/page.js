function I(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function It(t,e){let n=I(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var O=t=>It(t,Float32Array),F=t=>It(t,Int32Array),yt=t=>It(
t,Int16Array),pt=t=>Float32Array.from(It(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function K(t,e){let n=I(t),o=new TextDecoder,r=[],s=0;for(let a of It(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+a))),s+=a;return r}function L(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var $=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function le(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function En(t,e,n){let o=le(t),r=le(e);return o.map((s,a)=>Math.round(s+(r[a]-s)*n))}var ht=(t,e,n)=>`rgb(${En(t,
e,n).join(",")})`,Gt=(t,e)=>Array.from({length:255},(n,o)=>ht(t,e,o/254)),vi=.179;function Kt(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number),[r,s,a]=[
e,n,o].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*r+.7152*s+.0722*a>vi?"#000":"#fff"}function h(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function S(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function H(t,e){let n=h("op\
tion","",e);return n.value=String(t),n}function J(t,e){let n=h("table",t),o=h("thead"),r=h("tr"),s=h("tbody");for(let a of e)r.append(h("th","",a));return o.append(
r),n.append(o,s),{table:n,head:r,rows:s}}function W(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=tt(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var tt=t=>t.
getContext("2d");function St(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function Tt(t,e,n=5){let o=St(n,n),r=tt(o);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}
function Z(t,e,n,o,r,s){t.fillStyle=Tt(t,$(e,"none"),5),t.fillRect(n,o,r,s)}var _i=["fill","outline","under","dotted","dashed","ramp"],Li=["hatch","dots","dot","bar","tick","strike"],Ri=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Ci(t,e){let n=h("span","dsv-mark-of"),[o,r]=t.split(" "),s=_i.includes(o)&&r||Li.includes(o),
a=h("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),n.append(a,e),n}function Uo(t,e,n){if(!e?.look_for)return;let{head:o,look:r}=t,s=h("div","dsv-marks"),a=h("div","dsv-help"),i=h("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>Ci(l,c))),a.append(...e.explains.map(l=>h("p","",l))),e.equation&&
a.append(...qi(t,e,n)),r.append(h("p","dsv-look-for",e.look_for),s,a),o.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function qi(t,e,n){let o=h("div","dsv-equation"),r=h("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=h("div");for(let{text:i,symbol:l}of Ri(s)){if(!l){a.append(i);continue}let c=h("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let f=n(i),p=f?h("b","",` Here: ${f}.`):"";r.replaceChildren(h("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,p),
r.dataset.symbol=i};for(let f of["mouseenter","focus","click"])t.listen(c,f,d);a.append(c)}o.append(a)}return[o,r]}var jo=globalThis;jo.dsvGains??=new WeakMap;var On=jo.dsvGains;function j(t,e){let n=t.get(e);return On.get(n)?.whole??n}function Ii(t,e,n,o){let r=t.get(e),s=I(
j(t,e)),a=I(o);if(s.length!==n||!(r instanceof Object))return!1;let i=On.get(r);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(s),i=
{room:l},On.set(r,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}function Ie({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,a],i)=>!Ii(
t,s,a,o[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var vn=8,Pi=2,Wi="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left \
border-radius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float\
 font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style m\
argin max-width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layo\
ut text-align text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function _n(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*vn,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*vn,o=t.cloneNode(!0);Vo(t,o),Object.assign(o.
style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=Fi(t),s=h("div");s.style.cssText=`padding:${vn}px;box-sizing:border-box;width:${e}\
px;height:${n}px;background:${r}`,s.append(o);let a={width:e,height:n},i=S("svg",{...a,viewBox:`0 0 ${e} ${n}`}),l=S("foreignObject",{x:0,y:0,...a});return l.append(
s),i.append(l),{text:new XMLSerializer().serializeToString(i),width:e,height:n}}function Fi(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function Vo(t,e){zo(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)o[s].replaceWith(Bi(r));else if(r instanceof HTMLSelectElement){let a=h("span","",r.selectedOptions[0]?.textContent??"");o[s].replaceWith(a),zo(
r,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?o[s].remove():(Vo(r,o[s]),
r.scrollTop&&Di(r.scrollTop,o[s]))})}function Di(t,e){let n=h("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function zo(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let r of Wi)o.setProperty(r,n.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function Bi(t){let e=h("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function Yo(t,e){let{text:n,width:o,height:r}=_n(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await s.decode();let a=h("canvas");a.width=o*e,a.height=r*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(s,0,0),a}var Go=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function Ko(t){let e=await Go(await Yo(t,Pi),"image/png");if(!e)throw new Error("This browser could not make a PNG of the view; take the \
SVG.");return new Uint8Array(await e.arrayBuffer())}async function Xo(t,e){let n=await Go(await Yo(t,e),"image/webp");if(!n)throw new Error("This browser made n\
o picture.");return{kind:n.type.replace("image/",""),bytes:new Uint8Array(await n.arrayBuffer())}}var Hi=1500,Ui=6e3,ji=1;function Pe(t,e,n){let o=h("style"),r,s=!1,a=()=>{let l=t.get("kept");o.textContent=l?`.${l}, .jp-OutputArea-child:has(.${l}) { display:\
 none !important; }`:"",l&&!o.isConnected&&document.head.append(o)},i=async()=>{let l=e();if(!(!l?.clientWidth||document.hidden||!n()))try{let{kind:c,bytes:d}=await Xo(
l,ji);t.send({kept:c},void 0,[d.buffer]),s=!0}catch(c){console.warn(`No picture of this view goes into the notebook: ${c}`)}};return{changed(){t.get("kept")&&(a(),
clearTimeout(r),r=setTimeout(i,s?Ui:Hi))},clean(){clearTimeout(r),o.remove()}}}var N=(t,e,n)=>Math.max(e,Math.min(n,t));function et(t,e,n){return n>e?N((t-e)/(n-e),0,1):t>=n?1:0}function w(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Mt(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),r=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),s=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<s;a++)n[r[a%r.length]]++;
return n.map(a=>a/100)}function ut(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var Ln=400;function Qo(t,e){let n=h("button","dsv-small dsv-numbers","numbers"),o=h("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the \
numbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;
return t.listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&zi(
t,o,e()),r)}function zi(t,e,{columns:n,rows:o,note:r}){let s=J("dsv-table",n);for(let i of s.head.children)i.scope="col";for(let i of o.slice(0,Ln)){let l=h("tr");
l.style.cursor="default";for(let c of i)l.append(h("td","",Vi(c)));s.rows.append(l)}let a=o.length>Ln?`The first ${Ln} of ${o.length} rows. `:"";e.replaceChildren(
h("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Vi(t){return typeof t=="number"?Number.isInteger(t)?String(t):w(t,4):
String(t??"–")}var Yi="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Gi={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ki={expert:-1,entry:-1,hover_entry:-1},Xi=["SELECT","INPUT","TEX\
TAREA"],P=t=>({initialize:Ie,render:e=>Qi(e,t)});async function Qi({model:t,el:e},n){let o=Zi(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new Rn(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function Cn(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,r]of Object.entries({...n?Ki:{},...e}))t.set(o,r);t.save_changes()}function Zi({title:t,aria:e}){let n=h("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=h("div","dsv-head"),r=h("div","dsv-facts");r.setAttribute("aria-live","polite"),o.append(h(
"span","dsv-title",t),h("span","dsv-space"));let s=h("div","dsv-look"),a=h("div","dsv-message"),i=h("div","dsv-body");return n.append(h("div","dsv-gone",Yi),o,s,
r,a,i),{root:n,head:o,look:s,facts:r,message:a,body:i}}var Rn=class{#t=!1;#e=!1;#r=60;#o;#s;#n=[];constructor(e,n,{root:o,head:r,look:s,facts:a,message:i,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=r,this.look=s,this.facts=a,this.body=l,this.#o=i,this.#s=c,this.own=void 0,this.tabled=c.table?Qo(this,()=>c.table(
this)):null,Uo(this,e.get("about"),d=>c.symbols?.(this,d)),this.kept=Pe(e,()=>o,()=>n.comm_live!==!1),this.#i(),this.#c()}redraw(){this.#t||this.#e||(this.#t=!0,
requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){Cn(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#l(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#l(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(
n,o,r),this.#n.push(()=>e.removeEventListener(n,o,r))}#i(){let{model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};
s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let a=()=>o.classList.toggle("gone",n.comm_live===!1);a(),s(n,"comm_live_update",a);let i=new MutationObserver(
()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.
observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Pt,!0),this.listen(this.root,"keydown",e=>{if(Xi.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(Gi):this.#s.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#e=!0;for(let e of this.#n)e();this.kept.clean(),this.root.remove()}},Pt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var dt={sliding:"▭",csa:"▤",hca:"▦"},ce=(t,e)=>`layer ${t} ${dt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var Ji=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,tl=/<｜([^｜<>\n]*)｜>/g,el=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
nl=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Q=t=>t.replace(tl,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(Ji,nl),Et=t=>el.
test(t)?`⁨${t}⁩`:t,bt=t=>Q(t.replace(/\n/g,"⏎"));function M(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=Q(
n)||"␣",r=[...o];return Et(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}function mt(t,e,n=!1){let o=[...Q(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return o.
length<=e?Et(o.join("")):Et(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var kt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var We=34;function ol(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var rl=(t,e,n)=>N(Math.floor(t/e*n),0,n-1),Fe=({model:t})=>ol(t.get("table"),
t.get("chosen"));function sl({body:t}){let e=h("div","dsv-note"),n=h("div","dsv-scroll"),o=h("div"),r=h("div","dsv-note");return r.style.minHeight="36px",t.append(
e,o,r,n),{words:e,list:n,strip:o,waiting:r}}function al(t){let{words:e,list:n,waiting:o}=t.own,r=Fe(t);r.kind&&(t.facts.replaceChildren(h("b","",ce(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,n.replaceChildren(...r.rows.length?[il(t,r)]:[]),ll(t,r),o.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>M(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function il(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:r}=J("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=h("tr"),l=h("td","",`“${M(a.piece,14)}”`);l.style.textAlign="left",i.append(
h("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=h("span","dsv-bar"),f=h("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(n?56:130))}px`,f.append(d),i.append(h("td","",w(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),r.append(i)}return o}function ll(t,e){
let{model:n,body:o,root:r}=t,{strip:s}=t.own,a=O(n.get("sharpness")),i=a.length;if(!i){s.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(u=>!Number.isNaN(u)),2),f=S("svg",{width:l,height:We+16,role:"img","aria-label":`${i} complete entries`}),p=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${w(d,1)})`;f.append(S("text",{x:0,y:10,class:"quiet"},p));for(let u=0;u<i;u++){let m=Number.isNaN(a[u]),g=m?We:N(a[u]/d,0,1)*We,y=u===e.
entry?$(r,"chosen"):`rgb(${$(r,"tint")})`,b=S("rect",{class:"step",x:u*c,y:14+We-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:m?"none":y,stroke:m?$(r,"no\
ne"):"none","stroke-dasharray":"2 3"});b.append(S("title",{},`entry ${u}: ${m?"its gates were not captured":w(a[u],2)}`)),f.append(b)}f.addEventListener("click",
u=>{t.pick({entry:rl(u.clientX-f.getBoundingClientRect().left,l,i)})}),s.replaceChildren(f)}function cl(t){let e=Fe(t);return{columns:["token","text","gate of a\
ttention's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each\
 column of gates sums to one.`}}var Zo=t=>e=>{let n=Fe(e);n.complete&&e.pick({entry:N(n.entry+t,0,n.complete-1)})},dl={title:"Compressor",aria:"What a compresse\
d entry is made of. Left and right move the entry.",keys:{ArrowLeft:Zo(-1),ArrowRight:Zo(1)},build:sl,draw:al,table:cl,symbols:t=>{let e=Fe(t),n=[...e.rows??[]].
sort((o,r)=>r.gate-o.gate)[0];return n&&`${w(n.gate,3)} of token ${n.token}, the most of ${e.rows.length} in entry ${e.entry}`}},Jo=P(dl);function ot(t,e,n,o){let r=h("select");r.setAttribute("aria-label",n),r.dataset.trait=e,nt(r,o);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&nt(r,i),r.value=String(t.model.get(e))}}}function nt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,r])=>H(o,r))),t.dataset.options=n)}function tr(t,e,n,o,r){let s=null,a=l=>l.clientX-e.getBoundingClientRect().
left-n()[0],i=l=>N(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(s=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{s!==null&&o(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(e,"pointerup",l=>{if(s===null)return;let c=s,d=i(l);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function qn(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function De(t,e){let n=0,o=()=>{if(performance.now()>n)return;let s=qn(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().
bottom,l=a?0:s.getBoundingClientRect().top,c=e.getBoundingClientRect(),d=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,f=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,p=c.top-l-d-f-12;c.bottom>i&&(s.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,p)))},r=()=>{n=0};return o.ask=()=>{n=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),o}var de=46,In=74,Be=18,Pn=24,Wt=10,fe=20,fl={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Wn={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"ink","what if":"ink"};function pl(t){return t>=1048576?`${w(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function hl(t){let e=t.filter(
r=>r>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function ul(t,e,n,o){let r=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),s=[...t];for(let[i,l]of r.entries())i&&(s[l]=Math.max(s[l],s[r[i-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>o)for(let[i,l]of a.entries())
s[l]=i?Math.min(s[l],s[a[i-1]]-e):o;return s.map(i=>Math.max(n,i))}function Fn(t,{title:e,what:n,lines:o,words:r}){let{model:s,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-de-In,[p,u]=hl(o.flat()),m=v=>de+(Math.log2(v)-Wt)/(fe-Wt)*f,g=v=>Be+(u-Math.log10(
v))/(u-p)*(d-Be-Pn),y=s.get("readings"),b=s.get("models").map((v,R)=>`${v} ${r(y[R][n])}`),k=S("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${b.join("\
, ")}`});k.append(S("text",{x:2,y:11},e));for(let v=p;v<=u;v++){let R=r(10**v).replace("FLOP","").replace(".00","").replace(".0","");k.append(S("line",{x1:de,x2:c-
In,y1:g(10**v),y2:g(10**v),stroke:$(i,"line")}),S("text",{x:de-4,y:g(10**v)+4,"text-anchor":"end",class:"quiet"},R))}for(let v=Wt;v<=fe;v+=c<300?5:2){let R={x:m(
2**v),y:d-9,"text-anchor":"middle",class:"quiet"};k.append(S("text",R,pl(2**v)))}let A=m(s.get("own").length),T={x1:A,x2:A,y1:Be,y2:d-Pn};k.append(S("line",{...T,
stroke:$(i,"ink"),"stroke-dasharray":"1 3"}));let _=ul(o.map(v=>g(v[v.length-1])),12,Be,d-Pn),q={x:m,y:g,right:c-In};for(let[v,R]of o.entries())k.append(...ml(t,
v,n,R,_[v],q,r));return k.addEventListener("click",v=>{let R=(v.clientX-k.getBoundingClientRect().left-de)/f,Ct=Math.round(N(Wt+R*(fe-Wt),Wt,fe));t.tell("length",
2**Ct),t.redraw()}),k.style.cursor="pointer",k}function ml({model:t,root:e},n,o,r,s,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:p,
length:u}=t.get("own"),m=t.get("readings")[n][o],g=$(e,Wn[d]),y=S("path",{d:r.map((_,q)=>`${q?"L":"M"}${a(f[q]).toFixed(1)} ${i(_).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":fl[d]}),b=S("text",{x:l+5,y:s+4},d),k=S("circle",{cx:a(u),cy:i(m),r:3,fill:g});if(k.append(
S("title",{},`${d}: ${c(m)}`)),d!=="this model"||p<2**Wt||p>=2**fe)return[y,b,k];let A=i(r[f.findIndex(_=>_>=p)]),T=S("circle",{cx:a(p),cy:A,r:3.2,fill:$(e,"pan\
el"),stroke:g});return T.append(S("title",{},`longest context this model accepts: ${E(p)}`)),[y,b,T,k]}var Dn=["window","entries","sink"],er=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],He="V3.2";function Bn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var Ft=t=>Number.isFinite(t)?`${w(100*t,t>=.1?1:2)} %`:"–";function pe({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(He)]}}function or(t){let{root:e}=t,{models:n,readings:o,v32:r}=pe(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=J("dsv-table dsv-cost-table",s);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],p=h("td","",d),u=h("td"),m=h("td");p.style.borderLeft=`4px solid ${$(e,Wn[d])}`,u.
style.textAlign=m.style.textAlign="left",u.append(...nr(t,f.classes)),Object.keys(f.parts).length>1&&m.append(...nr(t,f.parts));let g=h("tr");g.append(p,h("td",
"",Bn(f.flops)),h("td","",Ft(f.flops/r.flops)),u,h("td","",ut(f.bytes)),h("td","",Ft(f.bytes/r.bytes)),m),l.append(g)}return a}function nr({root:t},e){let n=Object.
entries(e),o=n.reduce((i,[,l])=>i+l,0),r=h("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=h("span"),f=er[Math.floor(i/Dn.length)%er.
length];d.style.width=`${100*c/o}%`,d.style.background=`${f}${$(t,Dn[i%Dn.length])}`,d.title=`${l}: ${Ft(c/o)}`,r.append(d)}let[s,a]=[...n].sort((i,l)=>l[1]-i[1])[0];
return[r,h("span","dsv-cost-words",` ${s} ${Ft(a/o)}`)]}function rr({model:t}){let e=h("div","dsv-note");e.style.marginTop="6px",e.append(h("b","","Published fo\
r 1,048,576 tokens, recomputed here: "));let n=t.get("published");for(let[o,[r,s,a,i,l]]of n.entries())e.append(`${o?"; ":""}${r} ${s} ${Math.round(100*a)} % of\
 V3.2, `,h("b","",`${w(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left ou\
t."),e}function sr({model:t}){let e=t.get("held"),n=h("div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really hol\
ds is shown beside the formula once a run has ended.",n;let o=h("b","",`This run's cache held ${E(e.held)} bytes`);if(n.append(o,` after ${E(e.tokens)} tokens (${e.
dtype})`),e.formula){let r=Object.entries(e.formula),s=r.reduce((i,[,l])=>i+l,0),a=s===e.held;n.append(a?"; the formula says the same to the byte: ":`; the form\
ula says ${E(s)}: `,r.filter(([,i])=>i).map(([i,l])=>`${i} ${E(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${E(e.rows)}\
 bytes, in the release's precision ${E(e.release)}.`),n}var ar="what if",gl=["csa_rate","hca_rate","index_topk"];function yl(t){let{model:e,body:n}=t,o=h("div","dsv-controls"),r=h("div","dsv-cost-charts"),s=h("div","\
dsv-panel"),a=ot(t,"precision","precision",e.get("precisions")),i=ot(t,"counting","how FLOPs are counted",e.get("countings")),l=ot(t,"base","model the sliders s\
tart from",[]),c=[Ue(t,"length","context",10,20),Ue(t,"csa_rate","CSA rate",1,6),Ue(t,"hca_rate","HCA rate",2,10),Ue(t,"index_topk","top-k",3,12)],d=h("div","ds\
v-cost-sliders"),f=h("button","dsv-small","own values");return d.append(...c.map(p=>p.box),f),o.append(l.select,a.select,i.select),n.append(o,d,r,s),{charts:r,below:s,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:L(bl)}}var bl=t=>It(t,Float64Array);function kl(t){t.listen(t.own.reset,"click",()=>{for(let e of gl)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function Ue(t,e,n,o,r){let{model:s}=t,a=h("label"),i=h("input"),l=h("output");return Object.assign(i,{type:"range",
min:o,max:r,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?E(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function xl(t){let{model:e,root:n,own:o}=t,{base:r,precision:s,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:p}=pe(t);if(!f.length)
return;let u=f.filter(g=>g!==He&&g!==ar);r.show(u.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...i])g.show();l.style.visibility=f.includes(ar)?"":"hidden",wl(t);let m=ir(t,0);c.replaceChildren(Fn(t,{title:"FLOPs of one token",what:"flops",lines:m,words:Bn}),
Fn(t,{title:"cache of one sequence",what:"bytes",lines:ir(t,1),words:ut})),d.replaceChildren(or(t),rr(t),sr(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:p.map(g=>g.flops),bytes:p.map(g=>g.bytes),first:m.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function ir({model:t,own:e},n){let o=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...o.subarray((2*a+n)*r,(2*a+n+1)*r)])}function wl(t){let{models:e,readings:n,v32:o}=pe(
t),r=e.flatMap((a,i)=>{let l=`${Ft(n[i].flops/o.flops)} / ${Ft(n[i].bytes/o.bytes)}`;return a===He?[]:[`${a} `,h("b","",l)," "]}),s=h("b","",`${E(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function $l(t){let{model:e}=t,{models:n,readings:o,
v32:r}=pe(t),s=(l,c)=>l.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),i=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/r.flops,f,f/r.bytes]}),note:`At ${E(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var Al={title:"Cost",aria:"Cost of a token against the length of its context",build:yl,listen:kl,draw:xl,table:$l,
symbols:({model:t},e)=>{let{length:n,csa_rate:o,hca_rate:r}=t.get("own"),[s,a]=[t.get("csa_rate")||o,t.get("hca_rate")||r];return e==="rate"?`${s} in CSA layers\
, ${a} in HCA layers`:`${E(n/s)} and ${E(n/a)} at ${E(n)} tokens`}},lr=P(Al);var C=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;function V(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:N(s,0,n-1)})}function B(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[N(o+e,0,n.length-1)],expert:-1,entry:-1})}var Ot=30,Nl=.55,fr=(t,e)=>N(1-1.6*t/Math.max(1,e),.5,.85),pr=(t,e)=>t?Nl*e**(t-1):1;function Sl(t,e,[n,o,r,s]){let a=new Float32Array(n*s),i=new Int16Array(n*s).
fill(-1),l=fr(r,s);for(let c=0;c<o;c++){let d=o-1-c,f=pr(d,l);for(let p=0;p<n;p++)for(let u=0;u<r;u++){let m=(c*n+p)*r+u,g=t[m];if(g<0||g>=s||e[m]===255)continue;
let y=p*s+g;a[y]=Math.max(a[y],f*Math.sqrt(e[m]/254)),i[y]=d}}return{strength:a,age:i}}var hr=t=>N(Math.floor(150/Math.max(1,t)),3,9);function Tl({root:t,body:e}){
t.classList.add("dsv-lane");let n=h("canvas");return n.style.display="block",n.style.cursor="pointer",e.append(n),{canvas:n,texts:L(K),lights:L((o,r,s)=>Sl(yt(o),
I(r),JSON.parse(s))),hovered:null}}function Ml(t){let{canvas:e}=t.own,n=o=>{t.own.hovered=o,t.redraw()};t.listen(e,"mousemove",o=>n(dr(t,o))),t.listen(e,"mousel\
eave",()=>n(null)),t.listen(e,"click",o=>{let r=dr(t,o);if(!r)return;let s=t.model.get("layers")[r.layer],a=s===t.sel.get("layer")&&r.expert===t.sel.get("expert");
t.pick({layer:s,entry:-1,expert:a?-1:r.expert})})}function dr({own:t,model:e},n){let[o,,,r]=e.get("shape"),s=t.canvas.getBoundingClientRect(),a=Math.floor((n.clientY-
s.top)/hr(o)),i=Math.floor((n.clientX-s.left-Ot)/(s.width-Ot)*r);return a>=0&&a<o&&i>=0&&i<r?{layer:a,expert:i}:null}function El(t){let{model:e,sel:n,own:o,root:r,
body:s}=t,a=e.get("shape"),[i,l,c,d]=a,f=e.get("experts"),p=e.get("weights");if(I(p).length!==i*l*c)return;let{strength:u,age:m}=o.lights(f,p,JSON.stringify(a)),
g=hr(i),y=Math.max(Ot+d,s.clientWidth),b=W(o.canvas,y,i*g);Ol(t,b,u,m,(y-Ot)/d,g),vl(t,b,g),_l(t,yt(f),I(p)),r.drawn={last:e.get("last"),tokens:l,lit:u.reduce((k,A)=>k+
+(A>0),0),fresh:m.reduce((k,A)=>k+ +(A===0),0),layer:n.get("layer"),expert:n.get("expert"),at:performance.now()}}function Ol({root:t,sel:e,model:n,own:o},r,s,a,i,l){
let[c,,,d]=n.get("shape"),[f,p,u,m]=["line","ramp-high","ink","mark"].map(A=>$(t,A)),g=i>4?1:0,y=l>4?1:0;r.fillStyle=f,r.globalAlpha=.35;for(let A=0;A<c;A++)r.fillRect(
Ot,A*l,i*d-g,l-y);for(let A=0;A<c*d;A++){if(!s[A])continue;let T=Ot+A%d*i,_=Math.floor(A/d)*l;r.globalAlpha=N(s[A],.06,1),r.fillStyle=p,r.fillRect(T,_,i-g,l-y),
!a[A]&&(r.globalAlpha=1,r.fillStyle=u,r.fillRect(T,_+l-y-(y?2:1),i-g,y?2:1))}r.globalAlpha=1;let b=n.get("layers").indexOf(e.get("layer")),k=(A,T,_)=>{r.strokeStyle=
_,r.strokeRect(Ot+T*i-.5,A*l-.5,i-g+1,l-y+1)};b>=0&&e.get("expert")>=0&&k(b,e.get("expert"),m),o.hovered&&k(o.hovered.layer,o.hovered.expert,$(t,"ink"))}function vl({
root:t,sel:e,model:n},o,r){let s=n.get("layers"),a=s.indexOf(e.get("layer"));o.font=C(),o.textBaseline="middle",o.textAlign="right";let i=r>12?1:Math.ceil(13/r);
s.forEach((l,c)=>{c!==a&&(c%i||a>=0&&Math.abs(c-a)<i)||(o.fillStyle=$(t,c===a?"mark":"quiet"),o.fillText(String(l),Ot-5,Math.max(5,c*r+r/2)))})}function _l({facts:t,
model:e,own:n},o,r){let[s,a,,i]=e.get("shape"),l=n.texts(e.get("utf8"),e.get("lengths")),{hovered:c}=n;if(!c){t.replaceChildren(`${s} layers × ${i} experts; un\
derlined: chosen for `,h("b","",`${e.get("last")} “${M(l[a-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[c.layer]}\
, expert ${c.expert}: `,f=ur(o,r,e.get("shape"),c);if(!f){t.replaceChildren(`${d}not among the last ${a} tokens' experts`);return}let p=f.old?`${f.old} tokens a\
go`:"just now",u=h("b","",`“${M(l[a-1-f.old]??"",16)}”`);t.replaceChildren(d,u,` ${p}, ${w(f.share)} of the weight`)}function ur(t,e,[n,o,r],s){for(let a=0;a<
o;a++){let i=((o-1-a)*n+s.layer)*r,l=t.subarray(i,i+r).indexOf(s.expert);if(l>=0)return{old:a,share:e[i+l]/254}}return null}function Ll({model:t,sel:e},n){let[o,
r,s,a]=t.get("shape"),i=yt(t.get("experts")),l=I(t.get("weights")),c=Math.max(0,t.get("layers").indexOf(e.get("layer"))),d=e.get("expert"),f={layer:c,expert:d>=
0?d:i[((r-1)*o+c)*s]},p=ur(i,l,[o,r,s,a],f),u=`expert ${f.expert} of layer ${t.get("layers")[c]}`;if(!p)return`${u} was not taken by the last ${r} tokens`;let m=pr(
p.old,fr(s,a)),g=p.old?`${p.old} tokens ago`:"the newest token";return n==="weight"?`${w(p.share)} of the token's weight, ${u}, ${g}`:n==="left"?`${w(m)} after ${p.
old} tokens, ${u}`:`${w(m*Math.sqrt(p.share))}, ${u}`}function Rl({model:t,own:e}){let[n,o,r]=t.get("shape"),s=yt(t.get("experts")),a=I(t.get("weights")),i=e.texts(
t.get("utf8"),t.get("lengths")),l=Math.max(0,o-1)*n*r;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((c,d)=>{
let f=l+d*r,p=Array.from(a.subarray(f,f+r),u=>w(u/254));return[c,Array.from(s.subarray(f,f+r)).join(" "),p.join(" ")]}),note:`Token ${t.get("last")} “${M(i[o-
1]??"",40)}”.`}}var Cl={title:"Experts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{
ArrowLeft:t=>V(t,-1,t.model.get("total")),ArrowRight:t=>V(t,1,t.model.get("total")),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("lay\
ers"))},build:Tl,listen:Ml,draw:El,table:Rl,symbols:Ll},mr=P(Cl);var Dt=16,wt=7,je=300,gr=238,xt=84;function yr(t,e){let{body:n,root:o,own:r}=t,s=Math.max(200,n.clientWidth-2),a=W(r.range,s,17),i=s-xt-4;a.font=C(),a.textBaseline=
"middle",a.fillStyle=$(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=$(o,"line"),a.fillRect(xt,3,i,11);let[l,c]=r.dragging??(e.first>=0?[e.first,e.last]:
[-1,-1]),d=u=>xt+i*u/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${$(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),11)),a.fillStyle=$(o,"ink");
let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,p=a.measureText(f).width;a.fillText(f,N(l>=0?d(l)+3:xt+4,xt,xt+i-p),9)}function br(t,{facts:e,layers:n,summary:o},r){
let{root:s,model:a,sel:i,own:l}=t,c=W(l.side,r,Hn(t));c.font=C(),c.textBaseline="middle",c.fillStyle=$(s,"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",
92,8),c.fillText("Gini",158,8),c.fillText(r===je?"effective experts":"effect.",194,8);for(let[d,f]of n.entries()){let p=Dt+d*l.place.tall+l.place.tall/2,u=f===i.
get("layer"),[m,g,y,b,k]=o.subarray(wt*d,wt*d+5);c.fillStyle=$(s,u?"chosen":"ink"),c.font=C(u);let A=dt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${A} ${a.
get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,p),c.fillStyle=$(s,"ink"),c.font=C(),c.fillText(w(m),100,p),c.fillText(w(g),158,p),c.fillText(w(y,1),194,p),r===
je&&ql(c,s,p,[y,b,k].map(T=>T/e.experts))}}function ql(t,e,n,[o,r,s]){let a=i=>228+66*N(i,0,1);if(t.strokeStyle=$(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(
a(1),n),t.stroke(),Number.isNaN(o)){Z(t,e,a(0),n-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=$(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),n),t.lineTo(
a(s),n),t.stroke(),t.lineWidth=1),t.fillStyle=$(e,"ink"),t.fillRect(a(o)-1,n-5,2,10)}function kr(t,{facts:e,layers:n,counts:o,tokens:r,summary:s,brushed:a,here:i,
elsewhere:l}){let{sel:c,facts:d,own:f}=t,p=n.indexOf(c.get("layer")),u=p>=0&&c.get("expert")>=0?{row:p,expert:c.get("expert")}:null,m=f.hovered??u;if(d.replaceChildren(),
!m){let b=0,k=0;for(let T=0;T<n.length;T++)b+=s[wt*T+5]||0,k+=s[wt*T+6]||0;let A=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${A}, ${e.
slots} of ${e.experts} experts each: `,h("b","",`${b} never chosen`),`, ${w(k,1)} would be by chance`);return}let g=r[2*m.row],y=i(m.row,m.expert);d.append(`lay\
er ${n[m.row]}, expert ${m.expert}: `,h("b","",Number.isNaN(y)?"not captured":`${w(y)} × even use`),` (${o[m.row*e.experts+m.expert]} of ${g} tokens, even ${w(
g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${w(l(m.row,m.expert))} ×`)}function xr({root:t,model:e},n){let o=h("span","dsv-ramp");o.style.display="i\
nline-block",o.style.width="90px",o.style.verticalAlign="middle";let r=["less","even","more"].map(a=>$(t,a));o.style.background=`linear-gradient(90deg, ${r.join(
", ")})`;let s=e.get("against")==="rest"&&n.first>=0?"the rest":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${s} · full tile: above ·\
 dot: never chosen · hatched: not captured · effective experts: of ${n.draws} choices, with 5 to 95 %`]}var Hn=({model:t,own:e})=>Dt+t.get("layers").length*e.
place.tall+2;var Il=2,Bt=32,Un=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function wr(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,r)=>t[r]-t[o]||o-r):n}var jn=t=>t>
0?N(Math.log2(t)/Il,-1,1):-1;function ze(t,e,n,o,r,s,a){let i=jn(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,n+(r-l)/2,o,l)}function Ve(t){
let e=$(t,"less"),n=$(t,"even"),o=$(t,"more"),r=Array.from({length:2*Bt+1},(s,a)=>a<Bt?ht(n,e,(Bt-a)/Bt):ht(n,o,(a-Bt)/Bt));return s=>r[Math.round((N(s,-1,1)+1)*
Bt)]}var Pl="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Wl="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function $r(t,e){
let{model:n,sel:o}=t,{low:r}=t.own,s=n.get("panel");r.replaceChildren(),s==="ranks"?Bl(t):n.get("layers").includes(o.get("layer"))?s==="together"?Dl(t,e):Fl(t,n.
get("detail")):r.append(h("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function Fl(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(h("div","dsv-note",Pl));return}let[o,r,s]=e.weight.map(c=>w(c)),a=h("div","dsv-note");a.append(h("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${w(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=h("table","dsv-table"),l=h("tbody");i.append(l);for(let c of e.rows){let d=h("tr"),f=h("td","dsv-context");f.append(mt(c.before,26,
!0),h("b","",mt(c.piece,20)),mt(c.after,26)),d.append(h("td","",String(c.token)),h("td","",w(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function Dl(t,e){let{model:n,sel:o,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=h(
"canvas"),c=h("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(h("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=N(Math.floor((r.clientWidth-40)/e),
2,17),p=26,u=15,m=W(l,p+f*e+2,f*e+u+1),g=Ve(s);m.font=C(),m.textBaseline="middle",m.fillStyle=$(s,"quiet");for(let T=0;T<e;T+=Math.max(1,Math.ceil(14/f)))m.fillText(
String(T),p+T*f+1,7),m.fillText(String(T),6,u+T*f+f/2);let y=Tt(m,$(s,"none"),4),b=f-(f>5?1:0),k=[Number.NaN,0,0];for(let T=0;T<i.length;T++){let[_,q]=[Math.floor(
T/e),T%e],v=p+q*f,R=u+_*f;Number.isNaN(i[T])?_!==q&&(m.fillStyle=y,m.fillRect(v,R,b,b)):(ze(m,v,R,b,b,i[T],g),i[T]<=k[0]||(k=[i[T],_,q]))}if(Number.isNaN(k[0]))
return;let A=`Most often beyond chance: experts ${k[1]} and ${k[2]}, ${w(k[0])} times.`;a.append(h("div","dsv-note",A))}function Bl(t){let{model:e}=t,{many:n,where:o,
low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=h("div","dsv-controls");n.show(e.get("rank_options").map(m=>[m,`${m} ranks`])),
o.show(),l.append(h("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 tokens: middle","95 %","load of each \
rank over the mean"],{table:d,head:f,rows:p}=J("dsv-table",c);f.lastChild.style.textAlign="left";let u=s+3;if(i.length===a.length*u)for(let[m,g]of a.entries()){
let y=i.subarray(m*u,(m+1)*u),b=h("tr");b.append(h("td","",String(g)),h("td","",`${w(y[s])} ×`),h("td","",w(y[s+1])),h("td","",w(y[s+2])),Hl(t,y.subarray(0,s))),
b.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),p.append(b)}r.append(l,d,h("div","dsv-note",Wl))}function Hl(t,e){let n=h("td");return n.style.
textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,r)=>{let s=h("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,s.style.height=`${Math.round(
7*N(o,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${w(o)}`,o>1&&(s.style.background=$(t.root,"more")),n.append(s)}),
n}function Ul(t){let e=h("div","dsv-controls"),n=ot(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=ot(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=ot(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),s=ot(t,"ranks","number of ranks",[]),a=ot(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=h("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,r.select,i);
let l=h("canvas","dsv-load-range"),c=h("div","dsv-load"),d=h("canvas"),f=h("div","dsv-load-scroll"),p=h("canvas"),u=h("div","dsv-note"),m=h("div","dsv-panel");return p.
style.cursor=d.style.cursor="pointer",f.append(p),c.append(d,f),t.body.append(e,l,c,u,m),{against:n,sort:o,panel:r,many:s,where:a,clear:i,range:l,side:d,scroll:f,
map:p,legend:u,low:m,reveal:De(t,m),counts:L(F),rest:L(F),tokens:L(F),summary:L(O),together:L(O),parallel:L(O),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function jl(t){let{model:e,own:n}=t,{panel:o,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let u of[o,r,s])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),tr(t,l,()=>[xt,l.clientWidth-xt-4],(u,m)=>{n.dragging=Nr(t,u,m),t.redraw()},(u,m)=>{let[g,y]=Nr(t,u,m);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{n.hovered=Sr(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let m=Sr(t,u);m&&t.pick({layer:e.get("layers")[m.row],expert:m.expert,entry:-1})}),t.listen(d,"click",u=>{
let m=Math.floor((u.clientY-d.getBoundingClientRect().top-Dt)/n.place.tall),g=e.get("layers")[m];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Ar=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[N(o<0?
0:o+t,0,n.length-1)]})};function Nr(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Sr({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-Dt)/t.place.tall),r=Math.floor((e.clientX-n.left)/t.place.cell),s=t.place.orders[o];return s&&r>=0&&r<
s.length?{row:o,expert:s[r]}:null}function zn({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:r}=n,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(m,g)=>Un(s[m*o+g],i[2*m],r,o),f=(m,g)=>Un(a[m*o+g],i[2*m+1],r,o),p=(m,g)=>c?d(m,g)/f(m,g):
d(m,g),u=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:s,tokens:i,summary:u,brushed:l,here:d,elsewhere:f,rate:p}}function zl(t){let{model:e,
body:n,root:o,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=s;for(let v of[a,i,l])v.show();let p=zn(t),{facts:u,layers:m,brushed:g,rate:y,
summary:b}=p,{experts:k}=u;if(!k)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,yr(t,u);let A=n.clientWidth<620?gr:je;Vl(t,p,Math.max(120,n.clientWidth-
A-4)),br(t,p,A),kr(t,p),d.replaceChildren(...xr(t,u)),$r(t,k),f();let{cell:T,tall:_,orders:q}=s.place;o.drawn={experts:k,layers:[...m],first:u.first,last:u.last,
rates:m.map((v,R)=>Array.from({length:k},(Ct,qt)=>y(R,qt))),orders:q,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:m.
map((v,R)=>b[wt*R+1]),cell:T,tall:_}}function Vl(t,e,n){let{model:o,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),p=l.length>24?12:l.length>12?16:21,u=o.get("sort"),m=l.map((T,_)=>wr([...c.subarray(_*d,(_+1)*d)],u));a.place={cell:f,tall:p,orders:m};let g=Hn(t),y=W(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font=C(),y.fillStyle=$(r,"quiet");let b=u==="id"?`expert 0 to ${d-1}\
 of each layer`:"each layer's experts, busiest first";y.fillText(b,1,8);let k={shades:Ve(r),ink:$(r,"ink"),paper:$(r,"panel")},A=l.indexOf(s.get("layer"));for(let[
T,_]of m.entries())for(let[q,v]of _.entries())Yl(t,y,e,k,T,v,q),!(T!==A||v!==s.get("expert"))&&(y.strokeStyle=$(r,"chosen"),y.lineWidth=2,y.strokeRect(q*f,Dt+T*
p,Math.max(Tr(f),3),p-1))}var Tr=t=>Math.max(t-(t>6?1:.5),1);function Yl({root:t,own:e},n,{facts:o,counts:r,rate:s},{shades:a,ink:i,paper:l},c,d,f){let{cell:p,tall:u}=e.
place,m=f*p,g=Dt+c*u,y=Tr(p),b=s(c,d);if(Number.isNaN(b)){Z(n,t,m,g,y,u-1);return}if(r[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=.15,n.fillRect(m,g,y,
u-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(m+y/2,g+u/2,Math.min(2,p/3),0,7),n.fill();return}if(ze(n,m,g,y,u-1,b,a),p<24)return;n.fillStyle=Math.abs(
jn(b))>.55?l:i,n.font=C();let k=Number.isFinite(b)?w(b,b<9.95?1:0):"new";n.fillText(k,m+(y-n.measureText(k).width)/2,g+u/2)}function Gl(t){let{facts:e,layers:n,
tokens:o,summary:r,here:s}=zn(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts o\
f ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[l,i[c]==="hash"?"table":"scores",o[2*c],...r.
subarray(wt*c,wt*c+5),o[2*c]>0?r[wt*c+5]:null,...Array.from({length:a},(d,f)=>s(c,f))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`to\
kens ${e.first} to ${e.last}`:"the whole text"}.`}}var Kl={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left \
and right the expert.",keys:{ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),ArrowLeft:Ar(-1),ArrowRight:Ar(1)},build:Ul,listen:jl,
draw:zl,table:Gl,symbols:(t,e)=>{let n=zn(t),o=n.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return o<0||r===-1?void 0:`${e==="n"?String(n.counts[o*
n.facts.experts+r]):w(n.here(o,r))} (expert ${r} of layer ${n.layers[o]})`}},Mr=P(Kl);var Xl=17,Ql=18,Zl=27,ue=14,Jl=640,st=88,at=54,Or=18,tc=6,ec=.42,Er=2,nc="☷ the table chose, by the token's id: same token, same experts (outlined)",oc="chose\
n by the scores of the token's state";function Ye(t,e=0){let n=e*ue+4,o=e>0&&t.length*n<=Jl,[r,s]=o?[Zl,n]:[Xl,Ql],a=f=>t[f]==="hash"?0:1,i=[...t.keys()].sort((f,p)=>a(
f)-a(p)||f-p),l=[],c=0,d=null;for(let f of i)t[f]!==d&&(c+=d===null?0:tc,l.push({band:t[f],y:c}),c+=Or,d=t[f]),l.push({index:f,y:c}),c+=s;return{rows:l,height:c,
cell:r,row:s,named:o}}function vr({rows:t,cell:e,row:n},o,r,s){let a=Math.floor(o/e),i=t.find(l=>l.index!==void 0&&r>=l.y&&r<l.y+n);return i?.index!==void 0&&a>=
0&&a<s?{token:a,index:i.index}:null}function _r({model:t,own:e}){let[n,o,r]=t.get("shape"),s=I(j(t,"weights")),a=I(j(t,"colours")),i=n*r?Math.min(Math.max(o,a.length/
n),s.length/(n*r)):0,l=e.texts(j(t,"utf8"),j(t,"lengths"));return{L:n,K:r,T:i,weights:s,codes:a,pieces:l,experts:e.ids(j(t,"experts")),layers:t.get("layers")}}function rc({
root:t,sel:e,own:n,model:o},r,s){let a=["none","ink","quiet","chosen"],[i,l,c,d]=a.map(p=>$(t,p)),f=n.shadesOf($(t,"ramp-low"),$(t,"ramp-high"));return{none:i,ink:l,
quiet:c,mark:d,shades:f,picked:s,kinds:o.get("kinds"),bar:`rgb(${$(t,"tint")})`,cell:n.layout.cell,tall:n.layout.row,named:n.layout.named,left:n.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:r.layers.indexOf(e.get("layer"))}}function Lr(t,e,n){let{own:o}=t,r=o.scroll.clientWidth,s=at+o.layout.height+
2,a=W(o.canvas,r,s),i=rc(t,e,n),{left:l,quiet:c,cell:d}=i,f=Math.max(0,Math.floor(l/d)),p=Math.min(e.T-1,Math.floor((l+r-st)/d));a.font=C(),a.textBaseline="midd\
le",a.save(),a.beginPath(),a.rect(st,0,r-st,s),a.clip();let u=0;for(let m=f;m<=p;m++){sc(a,e,i,m);for(let{index:g,y}of o.layout.rows)g!==void 0&&ac(a,e,i,m,g,at+
y)&&u++}return cc(t,a,i,f,p),a.restore(),dc(t,a,e,i),a.fillStyle=c,a.font=C(),a.fillText("layer",4,at-8),u}function sc(t,{pieces:e},{left:n,cell:o,picked:r,hover:s,
mark:a,ink:i,quiet:l},c){t.save(),t.translate(st+c*o-n+o/2,at-4),t.rotate(-Math.PI/2),t.fillStyle=e[c]===e[r]?a:c===s?i:l,t.font=C(c===r),t.fillText(M(e[c]??"",
8),0,0),t.restore()}function ac(t,e,n,o,r,s){let{L:a,K:i,codes:l,experts:c,pieces:d}=e,{left:f,none:p,mark:u,shades:m,picked:g,cell:y,tall:b}=n,k=o*a+r,A=st+o*y-
f;if(c[k*i]<0)return t.fillStyle=p,t.beginPath(),t.arc(A+y/2,s+b/2,1.5,0,7),t.fill(),!1;let T=l[k]===255?p:m[l[k]],q=(n.named?lc:ic)(t,e,n,k*i,r,A,s,T);return d[o]===
d[g]&&o!==g&&n.kinds[r]==="hash"&&(t.strokeStyle=u,t.lineWidth=1,t.strokeRect(A+.5,s+.5,y-1,b-1)),q}function ic(t,{K:e,weights:n,experts:o},{cell:r,tall:s,expert:a,
row:i,mark:l},c,d,f,p,u){let m=!1,g=p+1;for(let y=0;y<e;y++){let b=n[c+y]/254*(s-2),k=a!==-1&&d===i&&o[c+y]===a;m||=k,t.fillStyle=k?l:u,t.fillRect(f+1,g,r-2,Math.
max(b-1,.5)),g+=b}return m}function lc(t,{K:e,weights:n,experts:o},r,s,a,i,l,c){let{cell:d,tall:f,expert:p,row:u,mark:m,ink:g,bar:y}=r,b=!1;t.globalAlpha=ec,t.fillStyle=
c,t.fillRect(i+1,l+1,d-2,f-2),t.globalAlpha=1;for(let k=0;k<e;k++){let A=l+2+k*ue,T=p!==-1&&a===u&&o[s+k]===p;b||=T,t.fillStyle=g,t.fillText(String(o[s+k]),i+4,
A+ue/2-1),t.fillStyle=y,t.fillRect(i+2,A+ue-1-Er,Math.max(1,n[s+k]/254*(d-4)),Er),T&&(t.strokeStyle=m,t.lineWidth=2,t.strokeRect(i+2,A,d-4,ue-1))}return b}function cc({
own:t,model:e},n,{left:o,ink:r,mark:s,picked:a,hover:i,row:l,cell:c},d,f){let{rows:p,height:u}=t.layout,m=(b,k,A,T)=>{n.strokeStyle=k,n.lineWidth=A,n.globalAlpha=
T,n.strokeRect(st+b*c-o+.5,at-1,c-1,u),n.globalAlpha=1};m(a,s,2,.55),i>=0&&m(i,r,1,.5);let g=e.get("parting");g>=d&&g<=f&&(n.strokeStyle=r,n.setLineDash([4,3]),
n.strokeRect(st+g*c-o+.5,at-1,.5,u),n.setLineDash([]));let y=p.find(b=>b.index===l);l<0||!y||(n.strokeStyle=s,n.lineWidth=2,n.strokeRect(st+a*c-o,at+y.y,c,t.layout.
row))}function dc({own:t,model:e},n,{layers:o},{quiet:r,ink:s,mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){n.fillStyle=r,n.font=C(),
n.fillText(c==="hash"?nc:oc,2,at+d+Or/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:s,n.font=C(l===i),n.fillText(`${o[l]} ${dt[f]??""} ${f}`,
4,at+d+t.layout.row/2)}}var fc="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",pc="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function hc({expert:t,score:e,chosen:n}){let o=e.map(Number),r=Math.min(...o.filter((l,c)=>n[c])),
s=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function Cr(t){let{model:e,sel:n,own:o}=t,{ranking:r,caption:s,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
i.textContent="",mc(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let p=o.texts(j(e,"utf8"),j(e,"length\
s")),u={...f,expert:f.expert};s.append("Ranking at ",h("b","",`layer ${f.layer}, token ${f.token} “${M(p[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${hc(u)}`:` · margin of the choice ${w(f.margin,4)}`),uc(t,u),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let m=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=m?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=pc}function uc({sel:t,own:e},n){let o=J("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?w(n.weight[i],3):"",c=h("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=h("td"),p=h("span","dsv-bar");f.style.textAlign="left",p.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/r):0}px`,f.append(p),c.append(h("td","",String(a)),h("td","",w(n.logit[i])),h("td","",w(n.score[i],3)),h("td","",w(
n.biased_score[i],3)),h("td","",l||"not chosen"),f,h("td","",w(n.norm[i]))),o.rows.append(c)});let s=h("tr");for(let a of["shared","","","","always","",w(n.shared_norm)])
s.append(h("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),o.rows.append(s),e.ranking.append(...o.table.children)}function mc(t){let{model:e,sel:n,
own:o}=t,r=e.get("uses")??{};if(r.of?.expert!==n.get("expert"))return;let s=h("div","dsv-uses");s.append(Rr(t,r.of,"chosen")),r.control&&s.append(Rr(t,r.control,
"matched control")),o.inverse.append(s)}function Rr(t,e,n){let o=h("div"),r=h("ol"),s=h("div","dsv-note");s.title=n==="chosen"?"":fc,s.append(h("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=h("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(h("sp\
an","quiet",bt(a.before.slice(-18))),h("b","",bt(a.piece)),h("span","quiet",bt(a.after.slice(0,18))),h("small","",` ${w(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),r.append(i)}return o.append(s,r),o}function qr(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,r)=>[o,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Ir(t,e,n){if(!t?.expert?.length)return;let o=Math.max(0,t.expert.indexOf(e)),r=t.weight.reduce((d,f,p)=>d+(t.chosen[p]?f??0:0),0),[s,a]=[t.score[o],t.biased_score[o]],
i=t.chosen.filter(Boolean).length,l=`expert ${t.expert[o]} of layer ${t.layer}, token ${t.token}`;return{z:`${w(t.logit[o])} (${l})`,s:`${w(s,3)} (${l})`,b:`${s===
null||a===null?"–":w(a-s,3)} (${l})`,k:`${i} of layer ${t.layer}`,weight:t.chosen[o]?`${w(t.weight[o],3)} (${l}, rank ${o+1} of ${i})`:`none: ${l} was not cho\
sen`,scale:w(r,3)}[n]}function gc(t,e,n,o,r){let s=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(r)&&s++;return s}function yc({body:t}){let e=h("select");e.setAttribute(
"aria-label","colour cells by");let n=h("span","dsv-legend"),o=h("span"),r=h("span","dsv-ramp"),s=h("span"),a=h("div","dsv-bar-row"),i=h("button","dsv-small","n\
ames");i.type="button",i.title="name the experts in the cells, or show more tokens",n.append(e,o,r,s),a.append(n,i);let l=h("div","dsv-grid"),c=h("div","dsv-gri\
d-stage"),d=h("canvas"),f=h("div");d.style.position="absolute",d.style.cursor="pointer",c.append(d),l.append(c,f);let p=h("table","dsv-table dsv-ranking"),u=h("\
div","dsv-note"),m=h("div","dsv-note"),g=h("div");return m.style.margin="4px 0 0",t.append(a,l,m,p,u,g),{choose:e,names:i,legend:n,low:o,bar:r,high:s,scroll:l,canvas:d,
spacer:f,ranking:p,note:u,caption:m,inverse:g,texts:L(K),ids:L(yt),shadesOf:L(Gt),tabled:[],layout:Ye([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function bc(t){let{model:e,sel:n,own:o}=t,{choose:r,scroll:s,canvas:a,ranking:i}=o;t.listen(r,"change",()=>t.tell("colour",r.value)),t.listen(o.names,"click",()=>{
o.named=!o.named,o.lastPicked=null,t.redraw()});let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,l,{passive:!0});
t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>s.scrollWidth-2*o.layout.cell?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=
d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(a,"mousemove",d=>c(Wr(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=Wr(t,d);
if(!f)return;let p=e.get("layers")[f.index],u=p===n.get("layer")?{}:{layer:p,expert:-1,entry:-1};t.pick({token:f.token,...u})}),t.listen(i,"click",d=>Fr(t,d.target.
closest("tbody tr"))),t.listen(i,"keydown",d=>{["Enter"," "].includes(d.key)&&(Fr(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Pr=({model:t,
own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?[]:[t.get("layers")[n.index]]);function Wr({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-
st,r=e.clientY-n.top-at;return o<0?null:vr(t.layout,o+t.scroll.scrollLeft,r,t.tokens)}function Fr(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.
sel.get("expert")===n?-1:n})}function kc(t){let{model:e,sel:n,root:o,own:r}=t,s=_r(t);r.tokens=s.T,r.layout=Ye(e.get("kinds"),r.named?s.K:0),r.names.setAttribute(
"aria-pressed",String(r.named)),r.names.style.display=Ye(e.get("kinds"),s.K).named?"":"none";let a=n.get("token"),i=a>=0&&a<s.T?a:s.T-1;xc(t,a);let l=Lr(t,s,i);
wc(t),$c(t,s),Cr(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:i,layer:n.get("layer"),detail:e.
get("detail"),highlighted:l,codes:Array.from(s.codes.slice(0,64))}}function xc({own:t},e){let{scroll:n,spacer:o}=t,{cell:r}=t.layout,s=st+t.tokens*r+4;if(o.style.
width=`${s}px`,o.style.height=`${at+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=s),e!==t.lastPicked&&e>=0){let a=e*r,i=n.clientWidth-st;(a<n.scrollLeft||
a+r>n.scrollLeft+i)&&(n.scrollLeft=a-i/2)}t.lastPicked=e}function wc({model:t,root:e,own:n}){let{choose:o,legend:r,low:s,bar:a,high:i}=n,l=t.get("colour_options");
nt(o,l.map(([f,p])=>[f,`colour: ${p}`])),o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf($(e,"ramp-low"),$(e,"ramp-high"));
a.style.background=`linear-gradient(90deg, ${d[0]}, ${d[254]})`,s.textContent=w(t.get("low")),i.textContent=`${w(t.get("high"))} ${c}`,r.title="grey: this layer\
 has no such value"}function $c({facts:t,sel:e,model:n,own:o},{L:r,K:s,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),p=c.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),d){let u=(d.token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${M(l[d.token]??"",16)}”: experts `,h("b","",
i.slice(u,u+s).join(" ")))}else if(f!==-1&&p>=0){let u=gc(i,p,r,s,f),m=h("b","",`${u} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,m," (\
marked cells)")}else n.get("parting")>=0?t.append("beside another run: the text parts at token ",h("b","",`${n.get("parting")}`)," (dashed)"):t.append(`${s} exp\
erts work on each token in every layer, and the shared one besides`)}var Ac={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>V(t,-1,t.own.tokens),ArrowRight:t=>V(t,1,t.own.tokens),ArrowUp:t=>B(t,-1,Pr(t)),ArrowDown:t=>B(t,1,Pr(t)),Home:t=>V(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>V(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:yc,listen:bc,draw:kc,table:qr,symbols:({model:t,sel:e},n)=>Ir(
t.get("detail"),e.get("expert"),n)},Dr=P(Ac);var $t=[.5,1,2,4,8,16,32,64],Ur=-.5,Br=1.5,Hr=.25,jr=t=>({playing:!1,at:null,speed:t>16?4:2});function zr(t,e){t.speed=N(t.speed+e,0,$t.length-1)}var gt=(t,e)=>N(
Math.floor(t),0,e-1);function Vr(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=Ur)}function Yr(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/Hr+1+1e-9)*Hr,e+1)}function Gr(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?$t[t.speed]:Math.min($t[t.speed],6);return t.
at=Math.min(t.at+e*o,n+Br),t.at>=n+Br}function Kr(t){t.at=Ur}var Xr=(t,e)=>t===null||!e?t:Math.ceil(t);function Qr(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var Y=18,z=12,Nc=66,Sc=46,Tc=92,Mc=1,Zr=.2;function Ec(t,e,n){if(t*Sc<=n)return new Array(t).fill(Math.min(n/t,Tc));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/Mc)**2))),r=o.reduce((i,l)=>i+l,0),s=Math.min(Nc,n/(r+.6)),a=(n-s*r)/Math.max(t-r,1e-9);return o.map(i=>a+(s-a)*i)}function Oc(t,e){let n=t<780,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:N(t*.29,200,400)},s=n?14:r.x+r.width+58,a={x:s,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=N((t-s)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:N(t*.145,104,190),f={x:t-d,width:d},p={x:c.x+c.width+(o?34:46),width:0};p.width=Math.max(20,f.x-p.x-(o?14:40));let u=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:a,mass:i,lanes:c,rail:p,lens:f,nodes:u}}function Jr(t,e,n,o,r=!1){let s=Oc(t,n.streams),
a=s.stacked?e>480?5:4:0,i={y:a*Y+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,p=Ec(n.layers,o,d).map(
m=>{let g={y:f,height:m};return f+=m,g});c.y=f;let u=s.stacked?{y:0,height:a*Y}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:s,rows:p,heads:i,
start:l,end:c,text:u,draft:r}}var it=(t,e)=>t.y+t.height*e,me=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,ge=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,ts=["read","mixed","\
routed","lens"],lt=(t,e,n)=>t===null?1:N((t-e)*4-n,0,1),G=t=>Zr+(1-Zr)*t,Ht=(t,e=26,n=36)=>et(t,e,n);function Vn(t,e){let n=N(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var es=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var vc="☷",_c=["entries","window","sink"];function ns({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=os(
c),p=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(z,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let u=Math.abs(l-a)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%p===0&&!u)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),
t.textAlign="left",t.font=s(z),t.fillStyle=l===a?e.ink:e.quiet,c.height>=5.5){let{column:m}=Vn(c.height,l),g=d.x+20+9*Math.min(m,1),{glyph:y}=o.kinds[r[l]];c.height>=
13&&t.strokeText(y,g,f),t.fillText(y,g,f)}i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var os=t=>it(t,.5-.22*Ht(t.height,20,36));function ye({
mass:t},e){let n=N(e.height*.3,Math.min(3,e.height*.7),14),o=os(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function Yn(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)
r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function rs(t,e){let{ctx:n,root:o,look:r,place:s,path:a,at:i,hits:l,font:c}=t,d=s.rows[e],
f=ye(s.columns,d),p=[0,1,2].map(m=>a.mass[e*3+m]);a.blank?Gn(t,f):p.some(Number.isNaN)&&Z(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=G(lt(i,e,0)),_c.forEach((m,g)=>{
let{x:y,width:b}=Yn(a,e,f,g);n.fillStyle=r[m],b>0&&n.fillRect(y,f.y,Math.max(b-.5,.5),f.height),b>0&&l.push({what:m,layer:e,x:y,y:d.y,width:b,height:d.height})});
let u=f.width<72?0:Ht(d.height,44,52);u>0&&!p.some(Number.isNaN)&&(n.globalAlpha*=u,n.font=c(z),n.textBaseline="top",n.fillStyle=r.ink,Mt(p).map(g=>w(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,f.x+f.width*y/2,f.y+f.height+4)})),n.globalAlpha=1,n.textAlign="left"}var Ge=t=>it(
t,.5+.4*Ht(t.height,8,36));function ss({place:t,path:e,sizes:n},o,r){let s=N(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.
scale))}function as(t,e){let{ctx:n,root:o,look:r,place:s,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=s.rows[e],{rail:p}=s.columns,u=Ge(f),m=lt(l,e,2),g=N(f.height*
.42,2,22);n.fillStyle=r.none,n.fillRect(p.x,u,p.width,1),c.push({what:"rail",layer:e,x:p.x,y:f.y,width:p.width,height:f.height});let y=i.chosen,b=Math.max(2,p.width/
i.experts*.6);a.expert[e*y]<0&&!a.blank&&Z(n,o,p.x,u-Math.min(g,8),p.width,Math.min(g,8)),n.globalAlpha=G(m),n.fillStyle=r.expert;for(let T=e*y;T<(e+1)*y;T++){if(a.
expert[T]<0)continue;let _=ge(s.columns,i.experts,a.expert[T]),q=ss(t,e,T)*(.3+.7*m);n.fillRect(_-b/2,u-q,b,q),c.push({what:"expert",layer:e,id:a.expert[T],x:_-
b,y:f.y,width:2*b,height:f.height})}Rc(t,e),n.globalAlpha=G(m),n.fillStyle=r.quiet;let k=p.x+p.width+12,A=N(f.height*.18,1.5,4);n.beginPath(),n.moveTo(k,u-2*A),
n.lineTo(k+A,u-A),n.lineTo(k,u),n.lineTo(k-A,u-A),n.fill(),c.push({what:"shared",layer:e,x:k-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&Lc(t,e,p.x-15,u-Math.
min(6,f.height/3)),n.globalAlpha=1}function Lc({ctx:t,look:e,font:n,place:o},r,s,a){let{column:i}=Vn(o.rows[r].height,r);t.font=n(z),t.fillStyle=e.ink,t.textAlign=
"left",t.textBaseline="middle",t.fillText(vc,s-10*Math.min(i,1),a)}function Rc(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,font:i,at:l}=t,c=Ht(r.rows[e].height,
36,46);if(!c)return;let d=Ge(r.rows[e]);n.font=i(z),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=G(lt(l,e,2))*c;let f=[];for(let p=e*
a.chosen;p<(e+1)*a.chosen;p++){if(s.expert[p]<0)continue;let u=ge(r.columns,a.experts,s.expert[p]);f.some(m=>Math.abs(m-u)<7*String(s.expert[p]).length+4)||(f.push(
u),n.fillText(String(s.expert[p]),u,d-ss(t,e,p)-3))}n.textAlign="left"}function Gn({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,
t.strokeRect(n+.5,o+.5,r-1,Math.max(1,s-1))}function is(t,e,n){let o=[],r=0,s=0;for(let a of t){let i=a.split(`
`).length-1,l=Et(Q(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));r>0&&r+n(l)>e&&(r=0,s++);let c=r===0&&s>0?l.replace(/^ (?=\S)/,""):l,d=n(c);o.push({x:r,line:s,
width:Math.min(d,e),text:c}),r+=d,i&&(r=0,s+=i)}return o}function ls(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,a=Math.max(1,Math.floor(
o.height/Y)),i=s+1,l=e>0;(i>a||l)&&(l=!0,i=Math.min(i,a-1));let c=s+1-i,d=t.findIndex(p=>p.line>=c),f=o.y+(l?Y:0)-c*Y;return{from:e+Math.max(d,0),first:e,token:n,
words:t,top:f,left:o.x,folded:l}}function be(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*Y,width:n.width,height:Y}}
function Kn(t,e,n){let o=[];for(let r=Math.max(e,t.from);r<=Math.min(n,t.token);r++){let s=be(t,r);if(!s)continue;let a=o[o.length-1];a&&a.y===s.y?a.width=s.x+s.
width-a.x:o.push(s)}return o}var Ke=class{#t="";#e=null;draw(e,n,o,r,s){let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,a,r].concat(Object.values(s)).join();if(i!==this.#t||!this.#e){this.#t=i,this.#e=St(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=tt(this.#e);l.setTransform(
a,0,0,a,-n.left*a,0),l.font=r,l.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(
d.text,n.left+d.x,n.top+(d.line+.5)*Y))}}e.drawImage(this.#e,n.left,0,this.#e.width/a,this.#e.height/a)}};function Xt(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,a,i]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(i>0)||o.push({zone:s,key:a,weight:i,...s===
1?es(a,n):{first:a,last:a}})}return o}function Cc({shown:t,place:e},n){let o=Kn(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:a}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?Y:Y/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+Y-2}}function cs(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:a}=t,i=lt(s,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of Kn(
r,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function ds(t,e){let{ctx:n,look:o,place:r,path:s,at:a,layer:i}=t,l=lt(a,i,0);if(!l)return;let c=r.rows[i],
d=ye(r.columns,c),f=Math.max(...e.map(p=>p.weight),1e-9);n.lineCap="round";for(let p of[...e].reverse()){let u=Cc(t,p),m=Yn(s,i,d,p.zone===1?0:1),g=m.x+m.width/
2,y=u.y<d.y,b=y?d.y:d.y+d.height;n.strokeStyle=p.zone===1?o.entries:o.window,n.globalAlpha=G(l)*(.25+.6*Math.sqrt(p.weight/f)),n.lineWidth=.8+7*p.weight;let k=(14+
Math.abs(b-u.y)*.2)*(y?-1:1),A=r.columns.stacked?[r.columns.text.x,u.y+30]:[u.x+46,u.y],T=r.columns.stacked?[r.columns.text.x,b+k]:[g,b+k];Qt(n,[u.x,u.y,A[0],A[1],
T[0],T[1],g,b],l)}n.globalAlpha=1}function Qt(t,[e,n,o,r,s,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,p=1-f,[u,m,g,y]=[p*p*p,3*p*p*f,3*p*f*f,f*f*f];t.lineTo(u*e+m*o+g*s+y*i,u*n+m*r+g*a+y*l)}t.stroke()}function Xe(t,e,n,o){let{ctx:r,root:s,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:p}=i.columns,u=l.lens[n+1]?.[0],m=l.lens_prob[(n+1)*l.ranks],g=Math.min(
46,p.width*.3),y=N(e.height-2,1,12),b=it(e,.5);if(d.push({what:"lens",layer:n,x:p.x-10,y:e.y,width:p.width+10,height:e.height}),l.blank)return Gn(t,{x:p.x,y:b-y/
2,width:g,height:y});if(u===void 0||Number.isNaN(m)){Z(r,s,p.x,b-y/2,g,y);return}if(r.globalAlpha=G(n<0?1:lt(c,n,3)),r.fillStyle=a.track,r.fillRect(p.x,b-y/2,g,
y),r.fillStyle=l.agree[n+1]?a.mark:a.quiet,r.fillRect(p.x,b-y/2,g*m,y),l.agree[n+1]&&(r.fillStyle=a.mark,r.beginPath(),r.arc(p.x-6,b,Math.min(3,e.height/2),0,7),
r.fill()),(u!==o.word||e.height>=20)&&b-7>=o.bottom){r.font=f(z,l.agree[n+1]?"600":""),r.fillStyle=a.ink,r.textBaseline="middle";let A=p.width-g-6,T=A>70?w(m):"";
r.fillText(M(u,Math.max(3,Math.floor((A-(T?30:0))/7))),p.x+g+6,b),r.textAlign="right",r.font=f(z),r.fillStyle=a.quiet,T&&r.fillText(T,p.x+p.width,b),r.textAlign=
"left",o.word=u,o.bottom=b+7}r.globalAlpha=1}function fs({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:a}=n;t.font=o(z),t.fillStyle=e.quiet,t.textBaseline="middle";let i=u=>t.measureText(u).width,
l=a.y+a.height/2,c=(u,m,g)=>{t.textAlign="center",t.fillText(kt(u,g,i),m,l)},d=r.head<0?"read (mean of heads)":`read by head ${r.head}`,f=s.label.x+14,p=s.lanes.
x-f-26;t.textAlign="left",t.fillText(kt([d,r.head<0?"read (mean)":d,"read"],p,i),f,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(kt(["what it would say","would say","says"],s.lens.
width,i),s.lens.x,l)}function ps(t,e){let{ctx:n,look:o,place:r,path:s,font:a,hits:i}=t,{columns:l,start:c}=r,d=l.lanes.x+l.lanes.width/2;n.font=a(z,"600");let f=s.
blank?"token":bt(s.piece.trim())||"␣",p=M(f,14),u=n.measureText(p).width+16;us(t,d-u/2,c.y+1,u,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(p,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-u/2,y:c.y,width:u,height:c.height}),n.font=a(z),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),Xe(t,{y:c.y,height:22},-1,e)}function hs(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:a,at:i}=t,
{columns:l,end:c}=o,d=r.answer,f=l.lanes.x+l.lanes.width/2,p=c.y+34;e.globalAlpha=G(i===null?1:N((i-o.rows.length)*2,0,1)),e.font=s(z+1,"600"),e.textBaseline="m\
iddle";let u=d.word===void 0?"?":M(bt(d.word.trim())||"␣",14),m=e.measureText(u).width+18;us(t,f-m/2,c.y+22,m,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(u,f,p),e.textAlign="left",e.font=s(z),e.fillStyle=n.quiet;let g=o.width-f-m/2-8,y=r.blank?["the answer"]:ke(d);e.fillText(kt(y,g,b=>e.measureText(b).
width),f+m/2+8,p),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-m/2,y:c.y,width:m+g,height:c.height}),e.globalAlpha=1}function ke(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=w(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function us({ctx:t,look:e},n,o,r,s,a){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function Xn({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:a}=n.columns;
t.font=r(z),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",a.x,n.text.y+Y/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+Y/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+Y-3,a.width,2))}function Qn({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function ms(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?qc(t,r):o==="streams"||o==="mixing"?Ic(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?Pc(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${w(n.shared_norm[r])}`:o===
"lens"?Wc(n,r):o==="answer"||o==="head"?ke(n.answer)[0]:""}function qc({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(f=>t.mass[3*r+f]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Mt(s).map(f=>w(f)),c=Xt(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:f,key:p,weight:u,first:m,
last:g})=>`${f?`entry ${p} (tokens ${m} to ${g})`:`${p} “${M(o(p),12)}”`} ${w(u)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function Ic({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>w(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(r+l)*e.streams+l];let i=w(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${i}`}function Pc({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let a=s.map((d,f)=>`${d} (${w(t.expert_weight[r+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${w(i,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function Wc(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${M(r,14)}” ${w(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var Ut=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function Qe(t,e){if(t<=0)return Ut("embedding",-1);if(t>e)return Ut("answer",e);let n=t-1e-6;return Ut(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function gs(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${ts[Math.
floor(o%1*4)]}`}function ys(t,e,n,o){if(t.blank||n<0||n>=e.layers)return;let r=e.streams,s=(l,c)=>[0,1].map(d=>[...l.subarray((2*n+d)*c,(2*n+d+1)*c)]),a=(l,c)=>{
if(l.flat().some(Number.isNaN))return;let d=l.map(f=>f.map(p=>w(p)).join(", "));return`${c}attention ${d[0]}; experts ${d[1]} (layer ${n}, token ${t.token})`};if(o===
"pre")return a(s(t.pre,r),"");if(o==="post")return a(s(t.post,r),"");if(o!=="comb")return;let i=s(t.comb,r*r).map(l=>Array.from({length:r},(c,d)=>l[d*r+d]));return a(
i,"stays in its stream: ")}function Ze(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var bs=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function Zn(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[Qn(e,Jn(t,e.layer))]?.tab??""}
function Jn(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function Fc({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return $t[n.speed]<=1?Qe(n.at,o):Ut("layer",
$t[n.speed]<=8?gt(n.at-1e-6,o):e.get("layer"))}function Je(t){let{card:e}=t.own,n=Fc(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.
get("layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...Dc(t,n)):n&&n.what!=="layer"?e.replaceChildren(...Bc(
t,n)):e.replaceChildren(...jc(t,n?.layer??t.sel.get("layer"))))}function Dc(t,e){let n=t.own.pieceAt(e.id??-1),o=h("div");return o.append(h("h4","",`token ${e.id}\
 “${M(n,30)}”`),h("div","dsv-note","A click follows this one.")),[o]}function Bc(t,e){let n=Qn(e,Jn(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=bs(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",a=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],i=h("div"),l=s?` of layer ${e.layer}`:"";i.append(h("h4","",`${o.title}${l}`),h("div","dsv-note",o.does));let c=ms(t.own.known(),e);c&&i.append(h("di\
v","dsv-follow-numbers",c));let d=h("pre","",o.equation),f=h("div");a&&f.append(h("div","",a[2]<0?"This layer has no such part.":`${Ze(a[1])} parameters, ${ut(a[2])}`));
let p=h("div","dsv-note");p.append(`${o.section}, `,h("code","",o.file)),f.append(p);let u=Hc(o,e,s);u.length&&f.append(Uc(u,e.layer));let m=Zn(t,e);if(m){let y=h(
"button","dsv-small",`open “${m}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=h("div","dsv-note");return g.append("alone: ",h("code","",
o.code)),f.append(g),[i,d,f]}function Hc(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||
n&&s.includes(e.layer)&&r.includes(o))}function Uc(t,e){let n=h("details","dsv-note");n.append(h("summary","",`${t.length} values can be captured`));let o=h("ul");
for(let[r,s]of t){let a=h("li");a.append(h("code","",r.replace("{i}",String(e))),` ${s}`),o.append(a)}return n.append(o),n}function jc(t,e){let n=bs(t,Ut("layer",
e)),o=Jn(t,e);if(!n||!o)return[];let r=h("div");return r.append(h("h4","",`layer ${e} ${o.glyph} ${o.title}`),h("div","dsv-note",`This layer ${n.words}.`),h("di\
v","",`${Ze(n.parameters)} parameters`)),[r,zc(t,e,n)]}function zc(t,e,n){let o=t.model.get("cards"),r=t.model.get("places"),s=h("div","dsv-follow-parts"),a=r.flatMap(
p=>p.cells.map(u=>u[2])).filter(p=>p>0),[i,l]=[Math.min(...a),Math.max(...a)].map(Math.log);s.title=`fuller: more bytes (logarithmic, ${ut(Math.min(...a))} to ${ut(
Math.max(...a))})`;let c=r.filter(p=>!p.kind),d=[...n.cells.map(p=>({cell:p,at:e})),...c.map(({cells:p,place:u})=>({cell:p[0],at:u==="top"?-1:Number.POSITIVE_INFINITY}))],
f=0;for(let{cell:p,at:u}of d){let[m,,g]=p,y=m==="mixing"?f++:0;if(g<0)continue;let b=h("button","dsv-small");b.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-i)/Math.max(l-i,1e-9))}%`),b.append(h("b","",`${o[m].title}${m==="mixing"?y?" (experts)":" (attention)":""}`),` ${ut(g)}`),b.addEventListener("click",()=>t.
own.choose({...Ut(Vc(m),u),site:y})),s.append(b)}return s}var Vc=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function to(t){let e=t.model.get("tota\
ls");return e.parameters?`${Ze(e.parameters)} parameters, ${ut(e.bytes)}; ${Ze(e.active)} work on each token`:""}var ks=t=>t>0?w(t,t<10?2:0):"–";var Yc={share:[2,pt],i1:[1,t=>new Int8Array(I(t).slice().buffer)],"<i2":[2,yt],"<i4":[4,F],"<f4":[4,O]};function Gc(t,e,n){let o=I(e),r={},s=0;n.forEach(([i,l],c)=>{
let[d,f]=Yc[l],p=t.shapes[c].reduce((u,m)=>u*m,d);r[i]=f(o.subarray(s,s+p)),s+=p});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...r,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var At=t=>t.model.get("sizes");function X(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var tn=class{#t=new Map;#e=new Set;#r=-1;#o=null;#s=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#i.bind(this);e.listen(o,"msg:custom",r)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#r&&(this.#r=e.get("serial"),this.#t.
clear(),this.#e.clear(),this.#o=null);let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#l(n,e.get("arrays")):this.#s=null)}#l(e,n){this.#t.set(`${e.token}\
 ${e.head}`,Gc(e,n,At(this.view).layout))}#i(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,r]of e.ahead.entries())this.#l(r,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#s=this.#t.get(this.#n(X(this.view)))??this.#s,this.#s}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#e.has(
this.#n(s))&&r.push(s);if(!(!r.length||r.length<n/2&&this.has(e))){for(let s of r)this.#e.add(this.#n(s));this.view.model.send({ahead:r,head:this.view.sel.get("\
head")})}}},en=class{#t=null;#e=0;pieces=[];read(e){let n=j(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get(
"first"),this.pieces=K(n,j(e.model,"lengths"))),{first:this.#e,pieces:this.pieces}}};function nn({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function Zt(t,e){let n=h("button","dsv-small",t);return n.title=e,n}function xs(t,e){let n=h("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function ws(){let t=h("div","dsv-follow-bar"),e=Zt("▶ Play","space: the token travels through the layers, then the next one"),n=Zt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Zt("−","[ : slower"),r=h("span","dsv-follow-speed"),s=Zt("+","] : faster");o.setAttribute("aria-label",
"slower"),s.setAttribute("aria-label","faster");let a=xs("along the layers",.25),i=h("span","dsv-follow-where"),l=Zt("‹","left: the token before"),c=xs("token",
1),d=Zt("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=h("span","dsv-follow-\
which"),p=[[e,n],[o,r,s],[h("span","dsv-note","layers"),a,i],[h("span","dsv-note","tokens"),l,c,d,f]].map(u=>{let m=h("span","dsv-follow-group");return m.append(
...u),m});return t.append(...p),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:a,where:i,back:l,token:c,on:d,which:f}}function vt(t,e){let n=N(X(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function eo(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();Vr(e,n),e.playing||oo(t),t.redraw()}function no(t){let{player:e}=t.own,{layers:n}=t.own.sizes();Yr(e,n,t.sel.get("layer")),oo(t),t.
own.chosen=Qe(e.at??0,n),t.redraw()}function oo(t){let{at:e}=t.own.player;if(e===null)return;let n=gt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick(
{layer:n})}function xe(t,e){zr(t.own.player,e),t.redraw()}function $s(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>eo(t)),t.listen(e.stepped,"click",
()=>no(t)),t.listen(e.slower,"click",()=>xe(t,-1)),t.listen(e.faster,"click",()=>xe(t,1)),t.listen(e.back,"click",()=>vt(t,-1)),t.listen(e.on,"click",()=>vt(t,1)),
t.listen(e.layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>oo(t)),t.listen(e.token,"input",()=>vt(t,Number(
e.token.value)-X(t)))}function on(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=X(t),a=t.sel.get("layer");e.play.textContent=
n.playing?"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${$t[n.speed]} layers/s`,e.slower.disabled=n.speed===
0,e.faster.disabled=n.speed===$t.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=gs(n.at,o,a),e.layer.setAttribute(
"aria-valuetext",e.where.textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";
for(let i of[e.play,e.stepped,e.layer,e.back,e.token,e.on])i.disabled=!r}var rn=1.5,Kc=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],ro=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Ns({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*N(1+e,0,1):e>=n.length?r.y+r.height*N(e-n.length,0,1):it(n[Math.floor(e)],
e%1)}function Ss(t){let{ctx:e,place:n}=t,o=Ns(t);e.globalAlpha=G(0),As(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,As(t),e.restore()}function Xc({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=ro(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(rn+(r*.86-rn)*(l/s))/2})}function As(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:a,start:i,end:l}=o,c=[...s.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<r.streams;f++){let p=me(a,r.streams,f),u=Xc(t,f),
m=u[0]||rn/2,g=Math.min(u[s.length]||rn/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(p-m,i.y+i.height-8,2*m,8.4),Qc(t,p,c,u),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(p,l.y),e.bezierCurveTo(p,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function Qc({ctx:t,look:e,path:n},o,r,s){for(let a=0;a<r.length-
1;){let i=a;for(;i+1<r.length&&!Number.isNaN(s[i]+s[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[a]),t.lineTo(o,r[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+s[l],r[l]);for(let l=i;l>=a;l--)
t.lineTo(o-s[l],r[l]);t.fill()}a=i}}function Ts(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,at:i,hits:l}=t,c=r.rows[e],{columns:d}=r;for(let p=0;p<2;p++){let u={
y:c.y+p*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:p,x:d.lanes.x,width:d.lanes.width,...u})}let f=Ht(c.height,26,34)*(e===t.layer?1:.5);f&&
(Kc.forEach(({from:p,middle:u,to:m},g)=>{let y=lt(i,e,g+1),b=d.nodes[g],k=it(c,u),A=(e*2+g)*a.streams;n.globalAlpha=f*G(y),Zc(t,A,it(c,p),it(c,m));for(let _=0;_<
a.streams;_++){let q=me(d,a.streams,_),[v,R]=[s.pre[A+_],s.post[A+_]];n.strokeStyle=o.streams[_%o.streams.length],n.globalAlpha=f*G(y)*.9;let Ct=(q+b)/2;if(v>.01){
n.lineWidth=.4+3*v;let qt=it(c,p);Qt(n,[q,qt,q,(qt+k)/2,Ct,k,b,k],1)}if(R>.01){n.lineWidth=.4+1.5*R;let qt=it(c,m);Qt(n,[b,k,Ct,k,q,(qt+k)/2,q,qt],y)}}n.globalAlpha=
f*G(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(b,k,4.5,0,7),n.fill(),n.stroke(),Jc(t,e,g,b,k,f);let T=g?"routing":"attention";
l.push({what:T,layer:e,x:b-9,y:k-9,width:18,height:18})}),n.globalAlpha=1)}function Zc({ctx:t,look:e,place:n,path:o,sizes:r},s,a,i){for(let l=0;l<r.streams;l++)
for(let c=0;c<r.streams;c++){let d=o.comb[(s+l)*r.streams+c];if(l===c||!(d>.005))continue;let[f,p]=[l,c].map(m=>me(n.columns,r.streams,m));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let u=(a+i)/2;Qt(t,[f,a,f,u,p,u,p,i],1)}}function Jc({ctx:t,look:e,place:n,path:o,sizes:r,at:s},a,i,l,c,d){let f=n.rows[a];
if(!i){let u=ye(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(u.x+u.width+2,u.y+u.height/2),t.lineTo(l-5,c),t.stroke();return}let p=lt(
s,a,2);if(p){t.strokeStyle=e.quiet;for(let u=a*r.chosen;u<(a+1)*r.chosen;u++){if(o.expert[u]<0)continue;let m=ge(n.columns,r.experts,o.expert[u]),g=Ge(f);t.globalAlpha=
d*.5*G(p),t.lineWidth=.6+3*(o.expert_weight[u]/r.scale),Qt(t,[l+5,c,(l+m)/2,c,m,c,m,g],p)}}}function Ms(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||
s>=o.rows.length)return;let a=Ns(t);for(let i=0;i<r.streams;i++){let l=me(o.columns,r.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Es(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:a}=t.own.sizes(),i=ks(ro(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,p)=>{let u=h("span","dsv-follow-key");return u.append(h("i",p??"",d),f),u};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),h("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${w(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(d=>c(d.glyph,d.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function so(t){let e=n=>$(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("chosen"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function td(t){
let{own:e,root:n,model:o}=t,r=At(t);if(!r?.layers)return null;let s=e.paths.now()??nn(r),{player:a}=e,i=Xr(a.at,e.still()),l=i===null?t.sel.get("layer"):gt(i-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),d=Jr(c,e.height(),r,e.focus,o.get("places").some(b=>b.place==="draft")),f=(b,k="")=>`${k} ${b}px ${e.look.family}`,
p=W(e.canvas,c,d.height);p.font=f(z+1);let{first:u,pieces:m}=e.text.read(t),g=e.words(m,d.columns.text.width,e.look.family),y=o.get("places").filter(b=>b.kind);
return{ctx:p,root:n,look:e.look,font:f,place:d,sizes:r,path:s,at:i,layer:l,hits:[],kinds:y.map(b=>b.kind),routing:y.map(b=>b.routing),shown:ls(g,u,s.blank?-1:s.
token,{x:d.columns.text.x,...d.text})}}function sn(t){let e=td(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=r.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,f.y,r.width-r.columns.label.x+6,f.height,5),o.fill();let p=a.blank?[]:Xt(a,i,s.kinds[l[i]]);
a.blank?Xn(e):ed(t,e,p),fs(e);for(let m=0;m<s.layers;m++){let g=r.rows[m];e.hits.push({what:"row",layer:m,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
Ss(e);for(let m=0;m<s.layers;m++)rs(e,m),as(e,m),Ts(e,m);let u={word:"",bottom:-1};ps(e,u);for(let m=0;m<s.layers;m++)Xe(e,r.rows[m],m,u);ds(e,p);for(let m=0;m<
s.layers;m++)ns(e,m);hs(e),Ms(e),nd(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=od(t,e,p),n.shown=d}function ed(t,e,n){let{ctx:o,place:r,look:s,font:a,shown:i,
path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};cs(e,n);let d=be(i,l.token);d&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(z+1),{ink:s.ink,quiet:s.quiet,prompt:f}),Xn(e)}function nd({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function od(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:X(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:i,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var rd=8,ao=t=>t.own.paths.ask(X(t)+1,rd);function Os(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&sd(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function sd(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===X(t)&&Gr(r,e,o)&&ad(t);let i=r.at===null?t.sel.get("layer"):r.playing?N(r.at-.5,0,o-1):gt(r.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):Qr(n.focus,i,e),!r.playing&&l===n.focus?!1:(on(t),Je(t),t.tabled?.()||sn(t),!0)}function ad(t){let{own:e,model:n}=t,o=X(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}ao(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Kr(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function an(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,a=Zn(t,e),i={...s?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),r!==void 0&&(i.expert=r),n==="entries"&&(i.entry=id(t,o)),t.pick({token:X(t),...i})}function id(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function vs(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,a]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],i=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??ld(t,s,a),n.over?.what==="rail"){let l=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:N(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function ld({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=be(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function _s(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>vs(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{vs(t,n),e.over&&an(t,
e.over)})}function Ls({path:t,sizes:e,kinds:n},o){let s=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((b,k)=>b+Math.max(0,k[2]),0)];
for(let b=0;b<s.length;b++)c.push(i.kind&&i.cells[b][2]>=0?i.cells[b][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
p=Array.from({length:e.streams},(b,k)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+k]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...p,d,f,i.parameters,...c];let u=l*e.chosen,m=[...t.expert.subarray(u,u+e.chosen)].filter(b=>b>=0),[g]=Xt(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(b=>t.mass[3*l+b]),y,m.map((b,k)=>`${b}: ${t.expert_weight[u+
k].toFixed(3)}`).join(", "),...p,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...s],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}function cd(t){let{body:e,root:n}=t;n.classList.add("dsv-follow");let o=ws(),r=h("div","dsv-follow-notes"),s=h("div","dsv-follow-stage"),a=h("canvas");a.setAttribute(
"role","img"),s.append(a);let i=h("div","dsv-follow-legend"),l=h("div","dsv-follow-card");e.append(o.bar,s,r,i,l);let c=tt(h("canvas")),d=matchMedia("(prefers-r\
educed-motion: reduce)"),f=new en,p={bar:o,notes:r,stage:s,canvas:a,legend:i,card:l,text:f,paths:new tn(t),picture:new Ke,player:jr(At(t)?.layers??0),look:so(n),
focus:t.sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>At(t),height:()=>N(window.innerHeight-
340,At(t).layers>30?456:372,620)+(s.clientWidth<780?84:0),words:L((u,m,g)=>(c.font=`13px ${g}`,is(u,m-4,y=>c.measureText(y).width))),pieceAt:u=>{let{first:m,pieces:g}=f.
read(t);return g[u-m]??""},known:()=>({path:p.paths.now()??nn(At(t)),sizes:At(t),kinds:t.model.get("places").filter(u=>u.kind).map(u=>u.kind),pieceAt:p.pieceAt}),
choose:u=>{p.chosen=u,t.redraw()},open:u=>an(t,u)};return p}function dd(t){let{own:e,facts:n}=t;if(e.look=so(t.root),!e.sizes()?.layers)return;let o=e.known().path,
r=`${t.sel.get("layer")} ${X(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&pd(t),e.seen=r,on(t),o.blank)n.textContent=`the model's plan; nothing has been run y\
et · ${to(t)}`;else{let s=o.answer.word===void 0?"":` → “${M(o.answer.word,16)}” (${ke(o.answer)[2]??""})`;n.replaceChildren(h("b","",`${o.token} “${M(
o.piece,16)}”`),s,` · ${to(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; “numbers” gives them as a t\
able.`),fd(t,o),Es(t,o),Je(t),sn(t),o.blank||ao(t),Os(t)}function fd({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=
n),t.notes.classList.toggle("some",!!n)}function pd(t){let{player:e}=t.own;e.at!==null&&gt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function hd(t){
let{own:e,root:n}=t;$s(t),_s(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?eo(t):e.chosen&&an(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var Rs=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,B(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},ud={title:"Follow a\
 token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracket\
s the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>vt(t,-1),ArrowRight:t=>vt(t,1),ArrowUp:Rs(-1),ArrowDown:Rs(1),
Home:t=>vt(t,Number.NEGATIVE_INFINITY),End:t=>vt(t,Number.POSITIVE_INFINITY),"[":t=>xe(t,-1),"]":t=>xe(t,1),".":no},build:cd,draw:dd,listen:hd,table:t=>Ls(t.own.
known(),t.model.get("places")),symbols:(t,e)=>ys(t.own.known().path,t.own.sizes(),t.sel.get("layer"),e)},Cs=P(ud);var Is="outside the nucleus: this run could not have drawn it",md="put here by a branch: outside the nucleus, this run could not have drawn it";function gd({body:t}){
let e=h("div"),n=h("div","dsv-note"),o=h("div","dsv-drafts"),r=h("div","dsv-beside");return t.append(e,n,o,r),{list:e,draft:n,around:o,pair:r,requests:0}}var ln=t=>t.
model.get("table");function yd(t){let{model:e}=t,{draft:n}=t.own,o=ln(t);if(!o.rows)return;t.facts.replaceChildren("at position ",h("b","",`${o.token}`),bd(o)),
kd(t,o,o.rows);let r=o.draft?`The draft (MTP) block had proposed “${M(o.draft.word,18)}” with probability ${w(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,s=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${s} %).`;n.replaceChildren(
h("div","",r),h("div","",o.proposed?a:"")),wd(t,o),$d(t),t.root.drawn={said:r,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function bd(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function kd(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(h("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=h("table","dsv-table"),s=h("tbody");s.append(
...n.map(c=>xd(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${w(e.temperature,2)}) and top-p (${w(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${Is.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(r,h("div","dsv-note",l))}function xd(t,e,n){
let o=h("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),r=h("span","dsv-bar"),s=h("td"),a=h("td","",`${n.came?"✓ ":""}“${M(n.word,18)}”`),i=h(
"td");if(n.drawable===!1&&(o.title=n.came?md:Is),r.style.width=`${Math.max(1,N(n.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=h("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${M(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,h("td","",w(n.probability,
3)),s,i),o}function wd(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(r=>r.proposed!==null)?"":"none",n.replaceChildren(...o.map(
r=>{let s=h("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${M(r.proposed,40)}”, came “${M(r.came,40)}”`,s.append(h("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${M(r.
proposed,9)}`),h("b","",M(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function $d(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=h("div","dsv-uses");o.append(...n.runs.map(Ad));let r=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(h("div","dsv-note",r),o)}function Ad(t){let e=h("div"),n=h("div","dsv-run"),o=h("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(h("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${w(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let i=h("span",a===null?"none":"",bt(s));i.title=a===null?"not captured":`${w(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*et(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function Nd(t){let e=ln(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var qs=t=>e=>e.pick({token:Math.max(0,(ln(e).token??0)+t)}),Sd={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:qs(-1),ArrowRight:qs(1)},build:gd,draw:yd,table:Nd,symbols:(t,e)=>{let n=ln(t),
r={p:n.rows?.find(s=>s.came)?.probability,T:n.temperature,top_p:n.top_p}[e];return typeof r=="number"?`${w(r,3)} at position ${n.token}`:void 0}},Ps=P(Sd);var jt=40,we=16,Td=18,Md=11,Ws=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function zt(t,e){let{width:n,height:o,title:r,right:s=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:p}=e,u=n-jt-s,m=o-we-Td,g=Math.max(...a.map(A=>A.values.length),1),y=A=>jt+(g>1?A/(g-1):.5)*u,b=A=>we+(1-et(A,l,c))*m,
k=S("svg",{width:n,height:o,role:"img","aria-label":r});k.append(S("text",{x:0,y:10,class:"quiet"},r));for(let[A,T]of i)k.append(S("line",{x1:jt,x2:jt+u,y1:b(A),
y2:b(A),stroke:$(t,"line")}),S("text",{x:jt-4,y:b(A)+3,"text-anchor":"end",class:"quiet"},T));for(let[A,T]of f)k.append(S("text",{x:y(A),y:o-4,"text-anchor":"mi\
ddle",class:"quiet"},T));if(d>=0){let A={x1:y(d),x2:y(d),y1:we,y2:we+m};k.append(S("line",{...A,stroke:$(t,"chosen"),"stroke-width":1.5}))}return k.append(...Ed(
t,a,y,b,jt+u)),p&&(k.style.cursor="pointer",k.addEventListener("click",A=>{let T=(A.clientX-k.getBoundingClientRect().left-jt)/u;p(N(Math.round(T*(g-1)),0,g-1))})),
k}function Ed(t,e,n,o,r){let s=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[p,u]=Ws[d%Ws.length],
m=$(t,p),g=Od(c,n,o);s.push(S("path",{d:g,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=we+
4;for(let{name:l,y:c}of a){let d=Math.max(c,i),f=S("text",{x:r+5,y:d+3},l);s.push(f),i=d+Md}return s}function Od(t,e,n){let o="",r=!1;return t.forEach((s,a)=>{let i=!Number.
isNaN(s);i&&(o+=`${r?"L":"M"}${e(a).toFixed(1)} ${n(s).toFixed(1)}`),r=i}),o}function cn(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.floor(Math.
min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((o-n)/4)),s=[];for(let a=n;a<=o;a+=r){let i=String(Number((10**a).toPrecision(1))),
l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");s.push([a,l])}return{low:n,high:o,ticks:s}}var io=40,vd='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
_d=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Fs(t,e,n,o){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let s=0;s<n;s++)s&&Ds(r,e,e,1,o),Ds(r,e,1,e,o);return r}function Ds(t,e,n,o,r){
for(let s=0;s<e;s++){let a=r;for(let i=0;i<e;i++)a+=t[s*n+i*o];for(let i=0;i<e;i++)t[s*n+i*o]/=a}}function Ld(t,e){let n=0,o=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let i=0;i<e;i++)s+=t[r*e+i],a+=t[i*e+r];n=Math.max(n,Math.abs(s-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function Bs(t,e){let{model:n,own:o}=t,
{pane:r}=o,s=O(n.get("logits")),a=O(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(h("div","dsv-m\
essage",vd)),{};let c=o.dial??i,d=Fs(s,a,c,l),f=Array.from({length:io+1},(b,k)=>Ld(Fs(s,a,k,l),a)),p=e<480?28:34,u=a*p+34,m=h("div","dsv-mix");m.append(Cd(t,d,a,
p),qd(t,f,c,e>u+200?e-u-20:e,a*p+26));let g=r.querySelector("input")??h("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(Rd(t,g,f[c],c),
m,h("div","dsv-note",Id(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function Hs(t,e){t.own.dial=e,t.redraw()}function Rd(t,e,n,o){let r=h(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(io),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Hs(t,Number(e.value));let s=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${w(n.row,5)}, columns by ${w(n.column,6)}`;return r.append(e,` ${o}\
 steps${s}: ${a}`),r}function Cd({root:t},e,n,o){let s=S("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=$(t,"ramp\
-low"),i=$(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;s.append(S("text",{x:0,y:c},`${l} →`),S("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],p=ht(a,i,N(f,0,1)),u={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},m=S("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},w(f));
m.style.fill=Kt(p),s.append(S("rect",{...u,rx:3,fill:p}),m)}}return s}function qd(t,e,n,o,r){let s=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return zt(t.root,{width:o,height:r,right:60,low:-8,high:1,ticks:_d,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,io].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>s(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>s(i.column)),style:1}],click:i=>Hs(t,i)})}
function Id({model:t}){let{steps:e,unbalanced:n,late:o,sites:r}=t.get("steps"),s=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${o} of the ${r} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var D=38,co=68,Us=20,$e=Us+co+8,Ae=28,lo=26,fo=40,Ne=85,Pd=(t,e,n)=>N(Math.floor(t/e*n),0,n-1),Jt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function te(t,e){let n=t.model.get("layers"),o=N(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function js(t,e){
let{model:n,own:o}=t,[r,s,a]=[O(n.get("pre")),O(n.get("post")),O(n.get("comb"))],i=w(e.sinkhorn_error,4);o.matrix.replaceChildren(Wd(t,r,s,a)),o.words.replaceChildren(
h("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),h("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),o.norms.replaceChildren(Dd(t,e)),o.strip.replaceChildren(Bd(t,r.length));let l=Array.from(O(n.get("exchange")));return{pre:Array.
from(r),comb:Array.from(a),post:Array.from(s),exchange:l}}function Wd(t,e,n,o){let r=e.length,s=`rgb(${$(t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.
toFixed(2)).join(" ")}`,i=S("svg",{width:$e+r*D+4,height:Ae+r*D+46,role:"img","aria-label":a}),l=Us+co;i.append(S("text",{x:l,y:10,"text-anchor":"end",class:"qu\
iet"},"pre: read"),S("text",{x:$e+r*D/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<r;c++){let d=Ae+c*D,f=N(e[c],0,1)*(co-36);
i.append(S("text",{x:2,y:d+D/2+4},`${c} →`.slice(0,3)),S("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:D-22,fill:s}),S("text",{x:l-f-3,y:d+D/2+4,"text-anch\
or":"end"},w(e[c])),S("text",{x:$e+c*D+D/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)i.append(...Fd(t,o[c*r+g],r,c,g));let p=N(n[c]/2,0,1)*22,u=$e+
c*D,m=Ae+r*D+6;i.append(S("rect",{x:u+8,y:m,width:D-16,height:Math.max(p,.5),fill:s}),S("text",{x:u+D/2,y:m+p+12,"text-anchor":"middle"},w(n[c])))}return i.append(
S("text",{x:l,y:Ae+r*D+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function Fd({root:t,model:e},n,o,r,s){let a=$e+s*D,i=Ae+r*D,l=ht($(t,"ramp-lo\
w"),$(t,"ramp-high"),N(n,0,1)),c=Kt(l),d=S("rect",{x:a+1,y:i+1,width:D-2,height:D-2,rx:3,fill:l}),f=S("title",{},`comb[from ${r}, to ${s}] = ${w(n,4)}`),p=S("te\
xt",{x:a+D/2,y:i+D/2+4,"text-anchor":"middle"},w(n));p.style.fill=c,d.append(f);let u=O(e.get("spread"));if(!u.length)return[d,p];let m=T=>a+4+N(T,0,1)*(D-8),[g,
y,b]=[0,1,2].map(T=>u[T*o*o+r*o+s]);f.textContent+=`; over the run 5 % ${w(g,3)}, middle ${w(y,3)}, 95 % ${w(b,3)}`;let k={x1:m(g),x2:Math.max(m(b),m(g)+1),y1:i+
D-6,y2:i+D-6},A={x1:m(y),x2:m(y),y1:i+D-8,y2:i+D-4};return[d,S("line",{...k,stroke:c,opacity:.55}),S("line",{...A,stroke:c}),p]}function Dd({root:t,model:e},n){
let o=O(e.get("norm"));if(Number.isNaN(o[0]))return h("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.max(...o,1e-9),s=20+o.length*
15,a=S("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:"stream norms after the embe\
dding";return a.append(S("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/r*90;a.append(S("text",{x:0,y:d+9},`${c}`),S("rect",{x:12,y:d,width:Math.
max(f,.5),height:11,fill:`rgb(${$(t,"tint")})`}),S("text",{x:16+f,y:d+9},w(l,1)))}),a}function Bd(t,e){let{model:n,body:o,root:r}=t,s=O(n.get("exchange")),a=n.get(
"layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...s.filter(m=>!Number.isNaN(m)),.001),c=$(r,"line"),d=S("svg",{width:i,height:Ne+17,role:"img","ari\
a-label":"all sites"}),f=w(1-1/e),p=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${f})`;d.append(S("text",{x:0,y:10,
class:"quiet"},p),S("text",{x:0,y:fo+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let m=0;m<a;m++)d.append(...Hd(t,m,i/
a,l));for(let m of[fo+.5,Ne+.5])d.append(S("line",{x1:0,x2:i,y1:m,y2:m,stroke:c}));return d.addEventListener("click",m=>{te(t,Pd(m.clientX-d.getBoundingClientRect().
left,i,a))}),d}function Hd(t,e,n,o){let{model:r,root:s}=t,a=r.get("layers"),i=O(r.get("exchange"))[e],l=O(r.get("largest_pre"))[e],c=!Number.isNaN(i),d=c?N(i/o,
0,1)*lo:lo,f=N(l,0,1)*lo,p=e*n,u=e===Jt(t)?$(s,"chosen"):`rgb(${$(s,"tint")})`,m={x:p+1,width:Math.max(n-2,1),opacity:e%2?.6:1},g=S("g",{class:"step"});g.append(
S("rect",{x:p,y:0,width:n,height:Ne+17,fill:"transparent"}),S("rect",{...m,y:fo-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":$(s,"line"),"stroke-dash\
array":"2 3"})),c&&g.append(S("rect",{...m,y:Ne-f,height:Math.max(f,.7),fill:u}));let y=e-a.indexOf(a[e]),b=`layer ${a[e]}, ${y?"experts":"attention"}`,k=`${w(i,
3)} from other streams, largest pre ${w(l,3)}`;return g.append(S("title",{},`${b}: ${k}`)),y||n<=9&&a[e]%5?[g]:[S("text",{x:p+1,y:Ne+13,class:"quiet"},`${a[e]}`),
g]}var Ud=["Sinkhorn, as run","row softmax","unconstrained"],jd='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
zd="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Vd="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",dn=40,Yd=96,fn=16;function Gd({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function zs(t,e){let{model:n,root:o,own:r}=t,s=n.get("layers"),a=s.length,i=n.get("variants").length,l=O(n.get("product")),
c=(A,T)=>l.slice((A*i+T)*a,(A*i+T+1)*a),d=A=>Ud.map((T,_)=>({name:T,values:c(A,_),style:_})),f=O(n.get("pre")).length,p=s.flatMap((A,T)=>T===s.indexOf(A)?[[T,`${A}`]]:
[]),u={width:e,height:92,at:Jt(t),axis:p,click:A=>te(t,A)},m=`${Gd(n.get("product_facts"))} ${zd}`;r.pane.replaceChildren(zt(o,{...u,...cn(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),zt(o,{...u,low:1,high:f,ticks:[1,f].map(A=>[A,String(A)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),zt(o,{...u,...cn(l.slice(2*i*a).filter(A=>A>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),h("div","dsv-note",Number.isNaN(c(0,1)[a-1])?jd:m));let[g,y,b,k]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(A=>Array.from(A));return{gain:g,
free:y,rank:b,second:k}}function Vs(t,e){let{model:n,root:o,own:r}=t,{layers:s,pairs:a}=n.get("stream_facts");if(!s)return r.pane.replaceChildren(h("div","dsv-m\
essage",Vd)),{};let i=O(n.get("stream_norm")),l=O(n.get("stream_cosine")),c=s.length,d=i.length/c,f=i.map(u=>Math.log10(u)),p=zt(o,{width:e,height:150,...cn(f),
title:"norm of each stream after every layer (log scale)",axis:s.map((u,m)=>[m,u<0?"emb":String(u)]),at:s.indexOf(n.get("facts").layer),click:u=>{s[u]>=0&&t.pick(
{layer:s[u],expert:-1,entry:-1})},series:Array.from({length:d},(u,m)=>({name:`stream ${m}: ${w(i[(c-1)*d+m],1)}`,style:m,values:Float32Array.from({length:c},(g,y)=>f[y*
d+m])}))});return r.pane.replaceChildren(p,Kd(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Kd({root:t},e,n,o,r){let s=(r-dn-Yd)/n,a=24+o.length*
fn,i=S("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});i.append(S("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=$(t,"ramp-low"),c=$(t,"ramp-high");for(let[d,f]of o.entries()){let p=fn+d*fn;i.append(S("text",{x:dn-6,y:p+11,"text-anchor":"\
end"},f));for(let u=0;u<n;u++){let m=e[u*o.length+d],g=ht(l,c,Math.abs(N(m,-1,1)));if(i.append(S("rect",{x:dn+u*s+1,y:p,width:Math.max(s-2,1),height:fn-2,rx:2,fill:g})),
s<=26)continue;let y=S("text",{x:dn+(u+.5)*s,y:p+11,"text-anchor":"middle"},w(m));y.style.fill=Kt(g),i.append(y)}}return i}var Xd={product:zs,dial:Bs,streams:Vs};function Qd({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","picture"),n.append(H("site","one site"),H("pr\
oduct","all sites together"),H("dial","Sinkhorn dial"),H("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=h("div","dsv-mix"),r=h(
"div"),s=h("div"),a=h("div","dsv-note"),i=h("div"),l=h("div"),c=h("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,i),o.append(r,s),e.
append(o,l,c),{choose:n,mix:o,matrix:r,words:a,norms:i,strip:l,pane:c,dial:null}}function Zd(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Jd(t){let{model:e,facts:n,body:o,root:r,own:s}=t,a=e.get("facts");if(!O(e.get("pre")).length)return;n.replaceChildren(h("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,h("b","",`“${M(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";s.choose.value=i,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?js(t,a):Xd[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:i,...d,...c,at:performance.now()}}function tf({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,r,s,a]=n.map(c=>O(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...s.slice(d*i,d*i+i),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}function ef({model:t},e){let n=t.
get("facts"),o=["pre","post","comb"],[r,s,a]=o.map(d=>Array.from(O(t.get(d)))),i=`layer ${n.layer}, at ${n.site?"the experts":"attention"}, token ${n.token}`,l=d=>`${d.
map(f=>w(f)).join(", ")} for streams 0 to ${r.length-1} (${i})`,c={pre:r,post:s,comb:a.filter((d,f)=>f%(r.length+1)===0)};return r.length&&e in c?l(c[e]):void 0}
var Ys=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").token??0)+t)}),nf={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:t=>te(t,Jt(t)-1),ArrowDown:t=>te(t,Jt(t)+1),ArrowLeft:Ys(-1),ArrowRight:Ys(1)},build:Qd,listen:Zd,
draw:Jd,table:tf,symbols:ef},Gs=P(nf);var Xs=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function of({body:t}){let e=h("div","dsv-note"),n=h("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var ee=t=>t.model.get("table"),Ks=t=>(ee(t).rows??[]).map(e=>e.layer);function rf(t){let{words:e,grid:n}=t.own,o=ee(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",h("b","",`${o.token} “${M(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=J("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...o.rows.map(s=>sf(t,s,o.trusted))),n.replaceChildren(...r.table.children),t.root.drawn={token:o.token,words:o.rows.
map(s=>s.words[0]),trust:o.rows.map(s=>s.trust),layers:o.rows.map(s=>s.layer)}}function sf(t,e,n){let o=h("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=h("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>af(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(lf(e)),o.append(h("td","",e.layer<0?"embedding":`${e.layer} ${dt[e.kind]??""}`),h("td","dsv-line",
Xs(e.trust,n)),r),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function af(t,e,n){let o=n===0&&e.agree,r=h("span",`d\
sv-chip${o?" agree":""}`);return r.style.background=`rgba(${$(t.root,"tint")}, ${.08+.5*N(e.probabilities[n],0,1)})`,r.append(`${o?"✓ ":""}${M(e.words[n],14)}\
 `,h("small","",w(e.probabilities[n]))),r}function lf(t){let e=h("div","dsv-alone");return t.streams.forEach(([n,o],r)=>{let s=h("span","",`${r}: ${M(n,10)} ${w(
o)}`);s.title=`stream ${r} alone: “${n}” ${w(o,3)}`,n===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function cf(t){let e=ee(t);return{columns:["laye\
r","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"embedding":n.layer,Xs(n.trust,0),n.words[0],n.probabilities[0],
n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var df={title:"Lens",aria:"What each layer would answer. Up and down move the l\
ayer, left and right the token.",keys:{ArrowUp:t=>B(t,-1,Ks(t)),ArrowDown:t=>B(t,1,Ks(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(ee(t).token??0)-1)}),ArrowRight:t=>t.
pick({token:(ee(t).token??0)+1})},build:of,draw:rf,table:cf,symbols:(t,e)=>{let n=ee(t).rows?.find(r=>r.layer===t.sel.get("layer"));if(!n)return;let o=`${w(n.probabilities[0],
3)} for “${M(n.words[0],16)}” after layer ${n.layer}`;return e==="p"?o:String(n.layer)}},Qs=P(df);function Se(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),r=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function ne(t,e,n,o,r){let s=S("svg",{width:e,height:n,role:"img"}),a=$(t,"line");return s.append(S("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
S("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),S("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),S("text",{x:2,y:9,class:"quiet"},r)),s}var U=54,Te=13,Nt=Te+2,_t=150,pf=[96,480];function po(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${E(1/t)}`:"none"}var hf=(t,e,n)=>e*(n/e)**((t-1)/249),
Me=({body:t})=>Math.max(160,t.clientWidth-U-4);function hn(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:N((e.clientX-n.left-U)/Me(
t),0,1),y:N((o-Nt)/_t,0,1),inStrip:o<Te}}function mo({tokens:t,across:e},n,o){return[n.x,o.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function go({
tokens:t,across:e},n,o){let r=[n.x,o.x].sort((m,g)=>m-g),s=[n.y,o.y].sort((m,g)=>m-g),[a,i]=r.map(m=>Math.min(t,Math.round(m*e))),[l,c]=s.map(m=>Math.round(m*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=pf.map(m=>Math.min(t,m)),p=Math.round(N((l+c)/2-d/2,0,t-d)),u=Math.round(N((a+i)/2-f/2,0,t-f));return[p,p+d,u,u+f]}function Js(t,e,n,o,r){
let s=I(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>En(o,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=St(n,e);return tt(
l).putImageData(a,0,0),{off:l,codes:s}}function ta(t,e){let{root:n,model:o,own:r}=t,s=Me(t),[a,i]=e.shape,l=W(r.overview,U+s+2,Nt+_t+14),c=["ramp-low","ramp-hig\
h"].map(g=>$(n,g)),{off:d,codes:f}=r.pixels(o.get("overview"),a,i,c[0],c[1]),p=g=>U+g/e.across*s,u=g=>Nt+g/e.tokens*_t,m=()=>{l.beginPath(),l.moveTo(p(0),u(0)),
l.lineTo(p(e.tokens),u(e.tokens)),l.lineTo(p(0),u(e.tokens)),l.closePath()};l.fillStyle=$(n,"paper"),m(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&Z(l,n,U,Nt+g*
_t/a,s*(g+1)/a,_t/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,U,Nt,s,_t),l.strokeStyle=$(n,"line"),m(),l.stroke(),uf(t,l,p,s),mf(t,l,e,p,u,s),gf(t,l,e,p,u),r.
legend.replaceChildren(...yf(t,e))}function uf({root:t,model:e,sel:n,own:o},r,s,a){let i=I(e.get("breaks"));r.fillStyle=$(t,"line"),r.fillRect(U,1,a,Te-3);let l=$(
t,"ink"),c=$(t,"quiet");i.forEach((m,g)=>{if(!m)return;let y=m===2;r.fillStyle=y?l:c,r.fillRect(U+g*a/i.length,y?1:5,1.2,Te-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[p,u]=[Math.min(d,f),Math.max(d,f)];r.fillStyle=$(t,"chosen"),r.fillRect(s(p),1,Math.max(2,s(u+1)-s(p)),Te-3)}
function mf({root:t},e,{tokens:n},o,r,s){e.font=C(),e.textBaseline="middle",e.fillStyle=$(t,"quiet"),e.fillText("text",4,7);for(let a of Se(0,n,Math.min(8,Math.
max(6,Math.floor(s/90))))){let i=e.measureText(E(a)).width;e.fillText(E(a),N(o(a)-i/2,U,U+s-i),Nt+_t+8)}for(let a of Se(0,n,5)){let i=e.measureText(E(a)).width;
e.fillText(E(a),U-i-4,N(r(a),Nt+5,Nt+_t-4))}e.textAlign="right",e.fillText("queries down, positions across",U+s-2,Nt+8),e.textAlign="left"}function gf({root:t,model:e,
sel:n,own:o},r,s,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");r.strokeStyle=$(t,"chosen"),r.lineWidth=1.5,r.strokeRect(a(d),i(l),Math.max(3,a(f)-a(d)),Math.
max(3,i(c)-i(l))),r.lineWidth=1;let p=n.get("token");p<0||p>=s.tokens||(r.strokeStyle=$(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),i(p+.5)),r.lineTo(
a(p),i(p+.5)),r.stroke(),r.setLineDash([]))}function yf({root:t,model:e},n){let o=h("span","dsv-ramp"),r=`linear-gradient(90deg, ${$(t,"ramp-low")}, ${$(t,"ramp\
-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=n.every>1?` · hatched: not kept (every ${n.every}th prompt\
 query is)`:"";return[`share of the possible picks: ${po(e.get("low"))} `,o,` ${po(e.get("high"))}`,` · plain: none · above the diagonal: future${s} · drag: a\
 region, in the strip: a needle`]}function ea({model:t},e,{x:n,y:o}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(o*r)),i=I(t.get("overview"))[a*s+Math.min(s-1,Math.
floor(n*s))],l=`queries near ${E(o*e.tokens)}, positions near ${E(n*e.across)}: `;if(i===254)return[l,h("b","","future")];if(i===255)return[l,h("b","","not kept")];
if(i===0)return[l,h("b","","none picked")];let c=po(hf(i,t.get("low"),t.get("high")));return[l,h("b","",`${c} picked`)]}function na(t){let e={none:0,future:0,unknown:0,
picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var oe=2,oa=t=>N(t*4,24,120),yo=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function bo(t,e){let{model:n,own:o}=t,r=o.detail.getBoundingClientRect(),
[s,a,i,l]=n.get("shown_region"),c=(e.clientY-r.top-oe)/oa(a-s)*(a-s),d=s+Math.floor(c),f=i+(e.clientX-r.left-U)/Me(t)*(l-i),p=Math.floor(f/n.get("facts").rate);
return d>=s&&d<a&&f>=i&&f<l?{query:d,entry:p}:null}var ko=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ra=t=>ko(t)?t.sel.get("entry"):-1;function bf(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return ko(t)&&e>=0?e:ra(t)}function re(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:ko(t)?e:-1,...o}),t.redraw()}function sa(t,e){let{model:n,root:o,sel:r,own:s}=t,[a,i,l,c]=n.get("shown_region"),d=Me(
t),f=oa(i-a),p=f/(i-a),u=e.rate/(c-l)*d,m=Math.max(1.5,u-(u>4?1:0)),g=Math.max(1,p-(p>3?.5:0)),y=s.ints(n.get("marks")),b=y[0]!==-1,k=W(s.detail,U+d+2,f+4),A=R=>U+
(R-l)/(c-l)*d,T=R=>oe+(R-a)*p;k.fillStyle=$(o,"paper"),k.fillRect(U,oe,d,f),k.fillStyle=$(o,"panel");for(let R=a;R<Math.min(i,c-1);R++)k.fillRect(Math.max(U,A(Math.
floor((R+1)/e.rate)*e.rate)),T(R),d,p+.5);k.save(),k.beginPath(),k.rect(U,oe,d,f),k.clip();let _=Gt($(o,"ramp-low"),$(o,"ramp-high"));for(let R=0;b&&R<y.length;R+=
3)k.fillStyle=yo(_,y[R+2],e.topk),k.fillRect(A(y[R+1]*e.rate),T(y[R]),m,g);k.restore(),k.strokeStyle=$(o,"line"),k.strokeRect(U,oe,d,f),k.strokeStyle=$(o,"chose\
n");let q=r.get("token")>=0?r.get("token"):e.tokens-1;q>=a&&q<i&&(k.lineWidth=1.5,k.strokeRect(U,T(q)-.5,d,Math.max(3,g+1)),k.lineWidth=1);let v=ra(t)*e.rate;return v>=
Math.max(0,l)&&v<c&&k.strokeRect(A(v),oe,Math.max(3,m),f),k.fillStyle=$(o,"quiet"),k.font=C(),k.textBaseline="middle",k.fillText(E(a),4,8),f>30&&k.fillText(E(i-
1),4,f-4),s.caption.textContent=kf(n.get("shown_region"),b),b?y:new Int32Array(0)}function kf(t,e){let[n,o,r,s]=t,a=`positions ${E(r)} to ${E(s-1)}`;return e?`T\
he region: ${`queries ${E(n)} to ${E(o-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one; d\
rag a smaller one. Its text, ${a}:`}function aa(t,e){let{model:n,own:o}=t,{text:r}=o,s=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],i=bf(t);
if(o.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,f)=>xf(d,a+f))),o.textOf={pieces:s,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=r.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=r.querySelector(".own");if(!l)return;let c=l.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function xf(t,e){
let n=h("span","",Q(t)||"∅");return n.title=`token ${e}`,[n,h("wbr")]}function ia(t,e,{query:n,entry:o}){let r=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(r=e[l+2]);let s=o<Math.floor((n+1)/t.rate),a=`${E(Math.max(0,(o-1)*t.rate))} to ${E((o+1)*t.rate-1)}`,i=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${E(n)}, entry ${E(o)} (tokens ${a}): `,h("b","",i)]}var un=66,Ee=17,Lt=16,Nf="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function la(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function ca(t,e){let{model:n,
own:o}=t,r=n.get("needle_facts"),s=h("div","dsv-note");if(o.low.append(s),r.first===void 0)return s.textContent=Nf,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";s.append(h("b","",`“${mt(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=h("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${la(r.ranks[d])}`);return i.append(`At token ${E(r.asked)} “${M(r.asked_piece,16)}”: `,h("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(Sf(t,e,r),i),{needle:[r.first,r.last],ranks:r.ranks}}function Sf(t,e,n){let{model:o,body:r,root:s}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,r.clientWidth-4),c=l-un-4,d=Ee+a.length*Lt,f=h("canvas"),p=W(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),p.font=C(),p.textBaseline="middle",p.fillStyle=$(s,"quiet"),p.fillText("layers",4,8),Tf(t,p,e,i,c);
for(let[m,g]of a.entries())p.fillStyle=$(s,g===e.layer?"chosen":"ink"),p.fillText(`layer ${g} ▤`,4,Ee+7+m*Lt),p.strokeStyle=$(s,"line"),p.strokeRect(un,Ee+m*Lt,
c,Lt-2);let u=m=>un+(m-n.from)/Math.max(i,1)*c;p.fillStyle=$(s,"quiet");for(let m of Se(n.from,e.tokens,8))p.fillText(E(m),Math.min(u(m),l-40),d+7);return n.asked<
n.from||(p.strokeStyle=$(s,"chosen"),p.lineWidth=1.5,p.strokeRect(u(n.asked)-1,Ee-2,Math.max(3,c/i),a.length*Lt+2)),f}function Tf({model:t,root:e,own:n},o,r,s,a){
let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Gt($(e,"ramp-low"),$(e,"ramp-high"));for(let f=0;f<c;f++){let p=un+f*a/c,u=a/c+.3,m=s>=c||
f*s/c%1<s/c,g=0;for(let b=0;b<l;b++){let k=i[b*c+f],A=Ee+b*Lt;Number.isNaN(k)?m&&Z(o,e,p,A,u,Lt-2):k>=0&&(g++,o.fillStyle=yo(d,k,r.topk),o.fillRect(p,A,u,Lt-2))}
let y=12*g/l;o.fillStyle=$(e,"entries"),o.fillRect(p,14-y,u,y)}}function da({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],
rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?la(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function pa(t,e){let{model:n,own:o}=t,r=n.get("overlap_facts"),s=h("div","dsv-note");if(o.low.append(s),!r.compared){let f=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${E(r.pairs)} pairs`,i=`${E(r.compared)} of ${E(r.pairs)}\
 pairs, evenly spaced`;s.append(h("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${w(r.mean[0])}, control ${w(r.mean[1])};\
 ${r.compared<r.pairs?i:a}.`);let l=h("div","dsv-columns"),c=h("div");c.append(h("div","dsv-note","the same queries, other layers"),Ef(t)),l.append(Mf(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return o.low.append(l,h("div","dsv-note",d),
Of(t,e,r)),{overlap:r.mean,stable:r.rows.map(f=>f.entry),compared:r.compared}}function Mf(t,e){let{model:n,body:o,root:r,own:s}=t,a=s.lines(n.get("overlap")),i=a.
length/2,l=N(o.clientWidth-320,260,560),c=120,d=ne(r,l,c,"position","overlap"),f=u=>42+u/(i-1)*(l-50),p=u=>c-18-u*(c-34);return d.append(...fa(a.subarray(0,i),f,
p,`rgb(${$(r,"tint")})`,"none"),...fa(a.subarray(i),f,p,$(r,"chosen"),"4 3"),S("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"1"),S("text",{x:36,y:p(
0),"text-anchor":"end",class:"quiet"},"0"),S("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${w(e.mean[0])}\
, control ${w(e.mean[1])}`),d}function fa(t,e,n,o,r){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),s?[S("path",{d:s,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function Ef(t){let{model:e,root:n,own:o}=t,r=e.get("laye\
rs"),s=o.table(e.get("layer_table")),a=h("table","dsv-table"),i=h("tr");i.append(h("th","","layers"),...r.map(l=>h("th","",String(l)))),a.append(i);for(let[l,c]of r.
entries()){let d=h("tr");d.append(h("th","",String(c)));for(let f of s.subarray(l*r.length,(l+1)*r.length)){let p=h("td","",w(f)),u=(.6*f).toFixed(2);Number.isNaN(
f)||(p.style.background=`rgba(${$(n,"tint")}, ${u})`),d.append(p)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function Of(t,e,n){
let o=h("table","dsv-table"),r=h("tbody");o.append(r);for(let s of n.rows){let a=h("tr");a.append(h("td","",`entry ${E(s.entry)}`),h("td","",`${Math.round(100*s.
share)} % of ${E(s.could)}`),h("td","dsv-context",`“${mt(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return o}
function ha({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${w(o.mean[0],4)}, control ${w(o.mean[1],4)}.`;return{columns:["layer",...r.map(i=>`overlap with layer ${i}`)],rows:r.map((i,l)=>[i,...s.
subarray(l*r.length,(l+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var vf=6;function ua(t,e){let{model:n,own:o}=t,r=n.get("rank"),s=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=h("div","dsv-note");if(o.low.append(
i),!s.length)return i.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
h("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(h("b","",`How token ${E(
r.query)} “${M(r.piece,16)}” ranked its past`),`: ${r.picked} of ${E(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${w(r.margin,4)}`,r.window===null?"":`; ${w(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let l=h("div","dsv-columns");return l.append(Lf(t,e,r,s,a),Rf(t,e,r,s)),o.low.append(l,h("div","dsv-note",_f(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function _f(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Lf(t,e,n,o,r){let{body:s,root:a}=t,i=N(s.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...r,
0),f=Math.max(...r),p=y=>44+(y+.5)/c*(i-52),u=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),m=N((i-52)/c*.8,1.5,7),g=ne(a,i,l,"rank","score");if(r.forEach((y,b)=>{let k=b>=
n.picked,A=S("rect",{x:p(b)-m/2,y:u(y)-3,width:m,height:6,fill:k?"none":`rgb(${$(a,"tint")})`,stroke:k?$(a,"quiet"):"none"});A.append(S("title",{},`rank ${b+1}:\
 entry ${o[b]}, score ${w(y,4)}${k?", left out":""}`)),A.style.cursor="pointer",A.addEventListener("click",()=>t.pick({entry:o[b],layer:e.layer})),A.addEventListener(
"mouseenter",()=>re(t,o[b])),A.addEventListener("mouseleave",()=>re(t,-1)),g.append(A)}),c>n.picked){let y=(p(n.picked-1)+p(n.picked))/2,b={x1:y,y1:12,x2:y,y2:l-
18,stroke:$(a,"chosen")};g.append(S("line",{...b,"stroke-dasharray":"4 3"}),S("text",{x:y+3,y:21},"cut"))}return g.append(S("text",{x:36,y:u(f)+4,"text-anchor":"\
end",class:"quiet"},w(f,1)),S("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},w(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} p\
icked`),g}function Rf(t,e,n,o){let r=h("table","dsv-table"),s=h("tbody");r.append(s);for(let[a,i]of n.texts.slice(0,vf).entries()){let l=h("tr");l.append(h("td",
"",String(a+1)),h("td","",`entry ${E(o[a])}`),h("td","dsv-context",`“${mt(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),s.append(
l)}return r}function ma({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function ga({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score")),s=e.entries(t.get("rank_entry"));if(!s.length)return;
let a=`${w(r[o.picked-1],3)} of the last that was picked`;return{score:`${w(r[0],3)} of the best, entry ${s[0]}; ${a} (token ${o.query})`,k:`${t.get("facts").topk}\
; picked were ${o.picked}`,n:`${E(o.visible)} at token ${E(o.query)}`}[n]}function xo({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function ya(t,e){
let{model:n,own:o}=t,{probes:r,values:s,heads:a}=xo(t),i=h("div","dsv-note",n.get("recall_note"));if(!r.length)return n.get("can_measure")&&i.replaceChildren(...Cf(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let p=s.filter((u,m)=>m%a===f&&!Number.isNaN(u));return p.length?p.reduce((u,m)=>u+m,0)/p.
length:Number.NaN}),c=h("div","dsv-note");return c.append(h("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,qf(t,l)),{recall:l,probes:Array.from(r)}}function Cf(t){let e=h("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function qf(t,e){let{body:n,root:o}=t,{probes:r,values:s,heads:a}=xo(t),i=N(n.clientWidth-20,260,760),l=140,c=ne(o,i,
l,"head","covered"),d=p=>46+(p+.5)/a*(i-54),f=p=>l-20-p*(l-36);c.append(S("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),S("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[p,u]of e.entries()){r.forEach((y,b)=>{let k=s[b*a+p];if(Number.isNaN(k))return;let A=S("circle",{cx:d(p),cy:f(k),
r:2.2,fill:`rgba(${$(o,"tint")}, 0.55)`});A.append(S("title",{},`head ${p}, token ${y}: ${w(100*k,1)} %`)),c.append(A)});let m={x1:d(p)-8,x2:d(p)+8,y1:f(u),y2:f(
u),stroke:$(o,"chosen")};Number.isNaN(u)||c.append(S("line",{...m,"stroke-width":2}));let g={x:d(p),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
S("text",g,String(p)))}return c.setAttribute("aria-label",`recall per head: ${e.map(p=>w(p)).join(", ")}`),c}function ba(t,e){let{probes:n,values:o,heads:r}=xo(
t);return n.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(n,(s,a)=>[s,...o.subarray(a*r,(a+1)*r)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var If={rank:ua,overlap:pa,recall:ya,needle:ca},Pf={overlap:ha,recall:ba,needle:da};function Wf(t){let e=h("div","dsv-picks"),n=h("div","dsv-controls"),o=h("sel\
ect");o.setAttribute("aria-label","layer");let r=ot(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=h("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=h("span","dsv-tiled");n.append(o,r.select,s,a);let i=h("canvas"),l=h("div","dsv-note"),c=h("canvas"),d=h(
"div","dsv-note"),f=h("div","dsv-region-text"),p=h("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,p,f),t.body.append(e),{layer:o,panel:r,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:p,
reveal:De(t,p),pixels:L(Js),ints:L(F),texts:L(K),entries:L(F),scores:L(O),lines:L(O),table:L(O),recalls:L(O),probed:L(F),found:L(O),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var ft=t=>t.model.get("facts");function Ff(t){let{model:e,own:n}=t,{panel:o,reveal:r,
layer:s,shuffle:a,detail:i}=n;t.listen(o.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),Df(t),t.listen(i,"mousemove",l=>{n.under=bo(t,l),re(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,re(t,-1,-1)}),t.listen(i,"click",l=>{let c=bo(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:ft(t).layer})})}function Df(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=hn(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let r=hn(t,o);e.hovered=
r,e.from?.inStrip?e.span=mo(ft(t),e.from,r):e.from&&(e.dragging=go(ft(t),e.from,r)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let r=e.from;if(!r)return;let s=hn(t,o);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,i]=mo(ft(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",go(ft(t),r,s).join(":")),t.redraw()})}function Bf(t){let{model:e,root:n,own:o}=t,{layer:r,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=ft(t);if(nt(r,e.get("layers").map(m=>[m,`layer ${m} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:d.beyond,!d.shape)return;let f=d;ta(t,f);let p=sa(t,f);aa(t,f),Hf(t,f,p),l.replaceChildren();let u=If[e.get("p\
anel")](t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:p.length/3,
first_marks:Array.from(p.slice(0,30)),codes:na(I(e.get("overview"))),panel:e.get("panel"),...u}}function Hf(t,e,n){let{facts:o,model:r,sel:s,own:a}=t;if(a.under)
o.replaceChildren(...ia(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...ea(t,e,a.hovered));else{let i=r.get("shows")==="control"?" · CONTROL: \
other queries' distances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";o.replaceChildren(h("b","",`layer ${e.layer}`),` · up to\
 ${e.topk} entries of ${e.rate} tokens · ${E(e.queries)} queries, ${E(e.forced)} without a choice${i}${l}`)}}function Uf(t){let e=ft(t);return Pf[t.model.get("\
panel")]?.(t,e)??ma(t,e)}var jf={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>V(
t,-1,ft(t).tokens),ArrowRight:t=>V(t,1,ft(t).tokens),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),Home:t=>V(t,Number.NEGATIVE_INFINITY,
ft(t).tokens),End:t=>V(t,Number.POSITIVE_INFINITY,ft(t).tokens)},build:Wf,listen:Ff,draw:Bf,table:Uf,symbols:ga},ka=P(jf);function xa(t,e){let n=h("select");n.setAttribute("aria-label","layer");let o=0,r=0,s=d=>e({layer:N(d,0,o-1)}),a=(d,f,p)=>{let u=h("button","dsv-step",d);return u.
type="button",u.setAttribute("aria-label",f),u.title=f,u.addEventListener("click",()=>s(r+p)),u},i=a("‹","previous layer",-1),l=a("›","next layer",1);return n.
addEventListener("change",()=>s(Number(n.value))),t.append(h("span","dsv-quiet","layer"),i,n,l),{show:(d,f)=>{o=d.length,r=f,nt(n,d.map((p,u)=>[u,`${u} ${dt[p]??
""} ${p==="sliding"?p:p.toUpperCase()}`])),n.value=String(f),i.disabled=f<=0,l.disabled=f>=o-1}}}function wa(t,e,n){let o=t.get("token"),[r,s]=[t.get("query_fir\
st"),t.get("query_last")],a=`“${M(e,16)}”`,i=[];n&&o>=0?i.push({words:`token ${o} ${a}`,free:{token:-1}}):n&&i.push({words:`newest token, ${n-1} ${a}`,free:null}),
r>=0&&i.push({words:`tokens ${r} to ${s}`,free:{query_first:-1,query_last:-1}});for(let l of["head","expert","entry"])t.get(l)>=0&&i.push({words:`${l} ${t.get(l)}`,
free:{[l]:-1}});return i}function $a(t,e){let n="";return{show:r=>{let s=JSON.stringify(r);s!==n&&(n=s,t.replaceChildren(...r.map(({words:a,free:i})=>{let l=h("\
span",i?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!i)return l;let c=h("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(i)),l.append(c),l})))}}}var zf="dsv-way",Vf=760,Aa=480,Na=1360;function Yf(t,e){for(let n=t.parentElement;n&&n!==e&&n!==document.body;n=n.parentElement){if(n.classList.contains("jp-mod\
-outputsScrolled"))return;n.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&n.classList.add(zf)}}function Sa(t,e){let n=t.querySelector(
".dsv-top"),o=null,r=()=>{let{style:i,classList:l}=t;i.setProperty("--dsv-frame",`${o?.clientHeight??600}px`);let c=t.clientWidth;if(!c)return;l.toggle("dsv-nar\
row",c<Vf),l.toggle("dsv-phone",c<Aa);let d=c<Aa?0:n?.getBoundingClientRect().height??0;i.setProperty("--dsv-top",`${Math.round(d)}px`),e(c)},s=new ResizeObserver(
r),a=()=>{let i=qn(t);o&&o!==i&&s.unobserve(o),o=i,s.observe(o),Yf(t,o),r()};return s.observe(t),n&&s.observe(n),a(),document.addEventListener("fullscreenchange",
a),()=>{s.disconnect(),document.removeEventListener("fullscreenchange",a)}}var gn=.14,yn=.7,mn=.02;function Gf(t,e){let n={ArrowLeft:-mn,ArrowUp:-mn,ArrowRight:mn,ArrowDown:mn}[t];return n!==void 0?N(e+n,gn,yn):{Home:gn,End:yn}[t]}function Ta(t,e,n){
let o=h("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*gn)),o.setAttribute("aria-valuemax",String(100*yn));let r=t.querySelector(".dsv-text"),
s=t.querySelector(".dsv-room"),a=i=>{let l=s.getBoundingClientRect(),d=t.classList.contains("dsv-narrow")?(i.clientY-r.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Kf(t))):(i.clientX-l.left)/Math.max(1,l.width);return N(d,gn,yn)};return o.addEventListener("focusin",i=>Pt(i)),o.addEventListener("pointerdown",i=>{
o.setPointerCapture(i.pointerId),i.preventDefault()}),o.addEventListener("pointermove",i=>{o.hasPointerCapture(i.pointerId)&&n(a(i),!1)}),o.addEventListener("po\
interup",i=>n(a(i),!0)),o.addEventListener("keydown",i=>{let l=Gf(i.key,e());l!==void 0&&(n(l,!0),i.preventDefault(),i.stopPropagation())}),r.append(o),o}var Kf=t=>t.
style.getPropertyValue("--dsv-frame")||"600";var Oe="none";function Xf(t,{tab:e,beside:n,wide:o,companions:r}){let s=t.map(i=>i[1]),a=s.includes(e)?e:s[0];return s.includes(n)&&n!==a?[a,n]:n===Oe||!o?[a]:[
a,...r.filter(i=>i!==a).slice(0,1)]}var bn=(t,e)=>Xf(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});
function Ma(t){let e=new Map;for(let[,n,o]of t)e.set(o,[...e.get(o)??[],n]);return[...e].map(([n,o])=>({name:n,titles:o}))}function Ea(t,e,n){let o=!0;for(let[r,
s]of e){let a=t.querySelector(`.dsv-place-${r}`),i=n.indexOf(s);a?.classList.toggle("dsv-shown",i>=0),a?.classList.toggle("dsv-second",i===1),a||(o=!1)}return t.
querySelector(".dsv-views")?.classList.toggle("dsv-two",n.length>1),o}function _a(t,e,n){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let o={},r="";for(let a of[t,e])
a.addEventListener("keydown",Qf);return{show:(a,i)=>{let l=Ma(a),c=l.find(p=>p.titles.includes(i))??l[0];if(!c)return;o[c.name]=i;let d=JSON.stringify(a);r!==d&&
(r=d,t.replaceChildren(...l.map(({name:p,titles:u})=>{let m=Oa(p,u.length>1?p:u[0]);return m.title=u.join(", "),m.addEventListener("click",()=>n(o[p]??u[0])),m})));
for(let[p,u]of l.entries())va(t.children[p],u===c);let f=c.titles.length>1?c.titles:[];e.dataset.titles!==f.join(`
`)&&(e.dataset.titles=f.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...f.map(p=>{let u=Oa(p,p);return u.addEventListener("click",()=>n(p)),u})));for(let[p,
u]of f.entries())va(e.children[p],u===i)}}}function Oa(t,e){let n=h("button","",t);return n.type="button",n.setAttribute("role","tab"),t!==e&&n.setAttribute("ar\
ia-label",`${t}: ${e}`),n}function va(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Qf(t){let e=t.currentTarget,n={ArrowRight:1,ArrowLeft:-1}[t.
key],o=[...e.children].indexOf(t.target);if(n===void 0||o<0)return;let r=e.children[(o+n+e.children.length)%e.children.length];r.click(),r.focus(),t.preventDefault(),
t.stopPropagation()}function wo(t,e,n){let o=h("button","dsv-press",t);return o.type="button",o.title=e,o.addEventListener("click",n),o}var $o=class{#t=null;#e=[];#r=!1;constructor(e,n,o){
this.model=e,this.sel=n,this.root=h("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#o(),this.kept=Pe(e,()=>this.#t,()=>n.
comm_live!==!1),o.append(this.root),this.#s(),this.show()}#o(){let e=h("div","dsv-groups"),n=h("div","dsv-group-views"),o=h("div","dsv-layer"),r=h("div","dsv-ch\
osen-row"),s=h("div","dsv-bar-line"),a=h("div","dsv-bar-line"),i=c=>this.pick(c);this.tabs=_a(e,n,c=>this.pick({tab:c})),this.layer=xa(o,i),this.chosen=$a(r,i),
this.fold=wo("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=wo("Two views","put a second view beside this one",
()=>this.#i());let l=h("select","dsv-second-menu");this.menu=l,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick(
{beside:l.value})),this.full=wo("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#c()),s.append(e,h("span","dsv-space"),this.fold,this.two,
this.menu,this.full),a.append(n,o,r),this.root.append(s,a),this.root.addEventListener("focusin",c=>Pt(c),!0)}#s(){let e=()=>this.redraw();this.model.on("change",
e),this.sel.on("change",e);let n=new ResizeObserver(()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-view\
s")){setTimeout(()=>n.observe(this.root),50),n.unobserve(this.root);return}n.disconnect(),this.#n(o)});n.observe(this.root),this.#e.push(()=>this.model.off("cha\
nge",e),()=>this.sel.off("change",e),()=>n.disconnect())}#n(e){this.#t=e,this.handle=Ta(e,()=>this.model.get("share"),(r,s)=>{this.model.set("share",r),s&&this.
model.save_changes(),this.show()});let n=()=>{let r=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(r))};document.addEventListener(
"fullscreenchange",n);let o=new MutationObserver(()=>this.#a()&&o.disconnect());this.#e.push(Sa(e,r=>this.tell("wide",r>=Na)),()=>document.removeEventListener("\
fullscreenchange",n),()=>o.disconnect()),this.show(),this.#a()||o.observe(e,{childList:!0,subtree:!0})}get inSight(){return bn(this.model,this.sel)}#a(){return this.#t!==
null&&Ea(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#r||(this.#r=!0,requestAnimationFrame(()=>{this.#r=!1,this.show()}))}show(){let{model:e,sel:n}=this,
[o,r]=this.inSight;this.tabs?.show(e.get("places"),o),this.layer?.show(e.get("layers"),n.get("layer")),this.chosen?.show(wa(n,e.get("piece"),e.get("count"))),this.#l(
o,r);let s=e.get("folded");this.fold?.setAttribute("aria-pressed",String(!s)),this.#a();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.
round(100*a))),this.#t?.classList.toggle("dsv-folded",s),this.#t?.style.setProperty("--dsv-share",String(a)),this.kept.changed()}#l(e,n){if(!this.menu||!this.two)
return;this.two.setAttribute("aria-pressed",String(n!==void 0)),this.menu.style.display=n===void 0?"none":"";let o=this.model.get("places").map(r=>r[1]);nt(this.
menu,o.filter(r=>r!==e).map(r=>[r,r])),n!==void 0&&(this.menu.value=n)}#i(){let[e,n]=this.inSight,o=this.model.get("companions").find(r=>r!==e);this.pick({beside:n===
void 0?o??"":Oe})}#c(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){Cn(this.sel,e)}tell(e,n){this.model.get(e)!==n&&
(this.model.set(e,n),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},La={initialize:Ie,
async render({model:t,el:e}){let n=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),o=new $o(t,n,e);return()=>o.clean()}};var Ra=4278190080;function Zf(t,e,n,o,r){let a=n?12:0,i=t-40-a-8,l=N(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),p=N((e-45)/Math.max(1,r),1,8),u={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:p,top:15,...u}}function To({model:t,own:e},n){
let{map:o,canvas:r}=e;if(!o)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:I(
t.get("map_entries"))[l*s.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:I(
t.get("map_window"))[l*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Jf(t,e,n,[o,r,s],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),p=new Uint32Array(d.data.buffer);return t.forEach((u,m)=>{if(u<=252){let g=18+Math.round(237*u/252);f[m]=(g<<24|s<<16|r<<8|o)>>>0}else u===254?p[m]=
Ra:u===253&&(m+Math.floor(m/n))%3===0&&(f[m]=(Ra|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function tp(t,e,n,o,{rgb:r,missing:s,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=Jf(e,n,o,r,s),d=St(o,n),f=St(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,tt(d).putImageData(c,0,0);let p=tt(f);p.imageSmoothingEnabled=
!1,p.drawImage(d,0,0,f.width,f.height),p.globalCompositeOperation="source-in",p.fillStyle=a,p.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,tt(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function ep(t,e,n,o){let r=$(o,"quiet"),s=e;t.font=C(),t.textBaseline="mid\
dle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=$(o,"line"),t.strokeRect(s+.5,n+.5,11,9),a==="not picked")t.globalAlpha=
.6,t.fillStyle=Tt(t,r),t.fillRect(s,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=$(o,"entries"),t.fillRect(s,n,12,10);else if(a==="not capt\
ured"){t.fillStyle=r;for(let i of[2,6,10])t.fillRect(s+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(a,s+16,n+5.5),s+=26+t.measureText(
a).width}}function Ca(t,e){let{model:n,root:o,own:r}=t,s=n.get("map_facts"),a=s.queries??0,i=r.scroll.clientWidth,l=Zf(i,e,s.entries,s.window,a),c=a*l.row,d=W(r.
canvas,i,l.top+c+30),f=$(o,"quiet"),p=Tt(d,f,4);d.font=C(),d.textBaseline="middle";let u=(y,b,k,A,T)=>{let _={rgb:le($(o,k)),missing:le(op(f)),pattern:p};tp(d,y,
a,b,_,{x:A,y:l.top,w:T,h:c}),d.strokeStyle=$(o,"line"),d.strokeRect(A-.5,l.top-.5,T+1,c+1),d.fillStyle=$(o,k)},m=(y,b,k)=>d.fillText(kt(y,k,A=>d.measureText(A).
width),b,6);if(s.entries){u(I(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let y=[`compressed past: entries 0 to ${s.entries-1}`,"compressed past",
"entries","past"];m(y,l.left,l.windowX-l.left-4)}u(I(n.get("map_window")),s.window,"window",l.windowX,l.windowW),m(["window: itself, then back","window"],l.windowX,
l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=g)d.fillText(`${s.first+y}`,l.left-4,l.top+(y+.5)*
l.row);return d.textAlign="left",np(t,d,s,a,l),ep(d,l.left,l.top+c+12,o),l}function np({root:t,sel:e,own:n},o,r,s,a){let i=e.get("token")===-1?s-1:e.get("token")-
r.first;i>=0&&i<s&&(o.strokeStyle=$(t,"chosen"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-a.left+2,a.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=r.entries||(o.strokeStyle=$(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),s*a.row+2))}function op(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var qa=["entries","window","sink"],rp=["compressed past (bottom)","window","sink (top)"],Ia=[.85,.5,.95];function sp(t,e,n){let r=N(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=N(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function Pa({model:t,own:e},n){let{thumbs:o,canvas:r}=e;if(!o)return null;let[
s,a]=t.get("profile_shape"),i=r.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function Wa(t){let{model:e,root:n,sel:o,own:r}=t,[s,a]=e.get("profile_shape"),i=e.get("layers"),l=r.scroll.clientWidth,
c=sp(l,s,a),d=W(r.canvas,l,c.top+s*c.h+24),f=qa.map(p=>$(n,p));d.font=C(),d.textBaseline="middle",d.fillStyle=$(n,"quiet");for(let p=0;p<a;p+=Math.ceil(24/c.w))
d.fillText(`${p}`,c.left+p*c.w+2,7);d.fillText("head",c.left-28,7);for(let p=0;p<s;p++){let u=c.top+p*c.h,m=i[p]===o.get("layer"),g=e.get("kinds")[p];d.fillStyle=
$(n,m?"chosen":"ink"),d.font=C(m);let y=`${i[p]} ${dt[g]??""} ${g??""}`;(c.h>=11||p%2===0)&&d.fillText(y,4,u+c.h/2);for(let b=0;b<a;b++)ap(t,d,c,f,p,b);m&&(d.strokeStyle=
$(n,"chosen"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,u+.5,c.w-1,c.h-1),d.lineWidth=1)}return ip(t,d,f,c.left,c.top+s*c.h+8),c}function ap({
model:t,root:e},n,o,r,s,a){let[,i,l]=t.get("profile_shape"),c=I(t.get("profile")),d=o.top+s*o.h,f=(o.w-2)/l+.4;for(let p=0;p<l;p++){let u=((s*i+a)*l+p)*qa.length,
m=o.left+a*o.w+1+p*(o.w-2)/l;if(c[u]===255){n.fillStyle=$(e,"none"),n.fillRect(m,d+o.h/2,1,1);continue}let g=d+o.h-1;for(let[y,b]of r.entries()){let k=c[u+y]/254*
(o.h-2);n.fillStyle=b,n.globalAlpha=Ia[y],n.fillRect(m,g-k,f,k),g-=k}n.globalAlpha=1}}function ip({root:t},e,n,o,r){let s=o;for(let[a,i]of rp.entries())e.fillStyle=
n[a],e.globalAlpha=Ia[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=$(t,"quiet"),e.fillText(i,s+14,r+5),s+=30+e.measureText(i).width}var Mo=50,vo=48,lp=3*vo,Yt=22,Vt=10,cp=54,ct=22,kn=22,dp=330;function fp(t,e,n){let o=Math.max(60,t-Mo-lp-Yt-2*Vt),r=Math.min(kn,o/Math.max(1,e+n)),s=Math.min(n*
14,o*.45),a=o-Math.min(s,n*kn),i=e?N(e*r,Math.min(e*kn,o*.25),a):0,l=Math.min(n*kn,o-i),c=Mo+i+(i?Vt:0);return{entryX:Mo,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,
windowCell:n?l/n:0,sinkX:c+l+Vt}}var pp=t=>N(Math.floor(dp/t),14,34);function Eo(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,a)=>o.slice(a*n,(a+1)*n));
let r=new Float32Array(n).fill(Number.NaN);for(let s=0;s<n;s++){let a=Array.from({length:e},(i,l)=>o[l*n+s]).filter(i=>!Number.isNaN(i));a.length&&(r[s]=t==="me\
an"?a.reduce((i,l)=>i+l,0)/e:Math.max(...a))}return[r]}function _o({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),r=O(t.get("mass")),s=F(t.get("wi\
ndow")),a=F(t.get("entries")),i=l=>Float32Array.from({length:n},(c,d)=>r[3*d+l]);return{facts:e,heads:n,mode:o,window:s,entries:a,pieces:K(t.get("utf8"),t.get("\
lengths")),windowRows:Eo(o,n,s.length,pt(t.get("window_weight"))),entryRows:Eo(o,n,a.length,pt(t.get("entry_weight"))),masses:[0,1,2].map(l=>Eo(o,n,1,i(l)).map(
c=>c[0]))}}function Lo({model:t,own:e},n){let{zones:o}=e;if(!o)return null;let r=e.canvas.getBoundingClientRect(),s=n.clientX-r.left,a=Math.floor((n.clientY-r.top-
ct)/o.tall),i=t.get("rows")==="heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/
o.entryCell),head:i}:o.windowW&&s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:F(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:i}:{zone:s>=
o.sinkX&&s<o.sinkX+Yt?"sink":"",key:-1,head:i}}function Fa(t,e){let{root:n,own:o}=t,r=e.windowRows.length,s=o.scroll.clientWidth,a={...fp(s,e.facts.visible,e.window.
length),tall:pp(r)};o.zones=a;let i=ct+r*a.tall,l=W(o.canvas,s,i+cp),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[d,f,p,u,m,g,y,b]=c.map(
q=>$(n,q)),k={ink:d,quiet:f,line:p,mark:u,paper:m,entries:g,window:y,sink:b};l.textBaseline="middle",l.font=C();let A=hp(l,a,k);a.entryW&&(l.globalAlpha=.4,l.fillStyle=
Tt(l,f),l.fillRect(a.entryX,ct,a.entryW,i-ct),l.globalAlpha=1);let T=e.windowRows.map((q,v)=>up(t,l,e,a,k,v));a.entryW&&(l.strokeStyle=p,l.strokeRect(a.entryX+.5,
ct-.5,a.entryW-1,i-ct)),gp(t,l,e,a,k,i),a.entryW&&yp(t,l,e,a,k,i);let _=e.window.indexOf(t.sel.get("hover_token"));return _>=0&&(l.strokeStyle=d,l.lineWidth=1,l.
strokeRect(a.windowX+_*a.windowCell,ct-.5,a.windowCell,i-ct)),{titles:A,shares:T}}function hp(t,e,n){let o=[],r=(a,i,l,c)=>{let d=kt(a,l,f=>t.measureText(f).width);
t.fillStyle=n.ink,t.fillText(d,i,7),t.fillStyle=c,t.fillRect(i,16,Math.max(0,l-Vt+4),3),o.push([d,i,t.measureText(d).width])},s=["compressed past","compressed",
"past"];e.entryW&&r(s,e.entryX,e.entryW+Vt-4,n.entries),r(["window: exact tokens","window"],e.windowX,e.windowW+Vt-4,n.window),r(["sink"],e.sinkX,Yt+Vt-4,n.sink),
t.fillStyle=n.quiet;for(let[a,i]of["past","window","sink"].entries())t.fillText(i,e.sinkX+Yt+8+vo*a,7);return o}function Oo(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(
N(n,0,1)),t.fillStyle=e}function up({sel:t},e,n,o,r,s){let{mode:a,masses:i,facts:l}=n,{sinkX:c,tall:d}=o,f=ct+s*d,p=a==="heads"&&s===t.get("head");if(e.globalAlpha=
1,e.fillStyle=p?r.mark:r.quiet,e.font=C(p),e.fillText(a==="heads"?`head ${s}`:a,2,f+d/2),l.listed)mp(e,n,o,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=o.
windowX+Math.max(o.windowW,40);for(let y=o.windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}Oo(e,r.sink,i[2][s]),e.fillRect(c,f,Yt,d-1),e.globalAlpha=1,e.strokeStyle=r.
line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,Yt-1,d-2);let u=i.map(g=>g[s]),m=a==="max"?u:Mt(u);e.fillStyle=p?r.mark:r.ink,e.font=C();for(let[g,y]of m.entries())e.
fillText(w(y),c+Yt+8+vo*g,f+d/2);return m}function mp(t,{entries:e,window:n,entryRows:o,windowRows:r},s,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:p}=s,
u=ct+i*p;e.forEach((m,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let b=l+m*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(b,u,Math.max(c,1),p),Oo(t,a.entries,
y),t.fillRect(b,u,Math.max(c-(c>4?1:0),1),p-1)}),n.forEach((m,g)=>{let y=r[i][g];Number.isNaN(y)||(Oo(t,a.window,y),t.fillRect(d+g*f,u,Math.max(f-(f>4?1:0),1),p-
1))})}function gp({sel:t},e,{facts:n,window:o,pieces:r},{windowX:s,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font=C(),i>=9?o.forEach((f,p)=>{e.save(),
e.translate(s+(p+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=C(f===d||f===n.query),e.fillText(
M(r[p]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,c+8),e.textAlign="right",e.fillText(`${o[o.length-
1]}`,s+a,c+8)),e.textAlign="left"}function yp({own:t},e,{facts:n,entries:o},{entryX:r,entryW:s,entryCell:a},i,l){let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,
a>=14){e.textAlign="center";for(let p=0;p<c;p++)e.fillStyle=o.includes(p)?i.ink:i.quiet,e.fillText(`${p}`,r+(p+.5)*a,l+8)}else e.fillText("0",r,l+8),e.textAlign=
"right",e.fillText(`${c-1}`,r+s,l+8);e.textAlign="left",e.fillStyle=i.quiet,s>60&&e.fillText(`entries of ${d}`,r,l+21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=
i.mark,e.lineWidth=2,e.strokeRect(r+f*a,ct-1,Math.max(a,2),l-ct+1))}function Da({facts:t,mode:e,masses:n,window:o,entries:r,windowRows:s,entryRows:a},i,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(i,0),s.length-1):0,
d=e==="heads"?`head ${c}`:`${e} of heads`,f=Mt(n.map(k=>k[c])),p=[...Array.from(r,(k,A)=>[a[c][A],`entry ${k}`]),...Array.from(o,(k,A)=>[s[c][A],`token ${k}`])],
u=p.filter(([k])=>k>0).sort((k,A)=>A[0]-k[0]),[m,g]=u[0]??[Number.NaN,""],y=`${d} of layer ${t.layer}, query ${t.query}`;return{w:g?`${w(m,3)} at ${g}, the larg\
est of ${p.length} keys (${y})`:`not captured (${y})`,z:g?`${w(Math.log(m))} at ${g}, up to a constant that all keys share (${y})`:"not captured",sink:`${w(Math.
log(n[2][c]))}, up to the same constant (${y})`,past:`${w(f[0])} (${y})`,window:`${w(f[1])} (${y})`,sunk:`${w(f[2])} (${y})`}[l]}var bp=290,kp={hover_entry:-1,hover_token:-1,hover_head:-1},xp={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function wp({
head:t,body:e,sel:n}){let o=h("select");o.setAttribute("aria-label","what is drawn"),o.append(H("heads","every head"),H("mean","mean of heads"),H("max","largest\
 of heads"),H("map","query × key"),H("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let r=h("div","dsv-scroll"),s=h("canvas"),a=h("div","dsv-n\
ote");return r.style.overflow="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight="30px",{rows:o,scroll:r,canvas:s,note:a,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function $p(t){let{model:e,own:n}=t,{rows:o,canvas:r}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&(a==="map"?Ap(t,s):Np(t,s),t.redraw())}),t.listen(r,"m\
ouseleave",()=>{n.hovered=null,t.hover(kp),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="all"?Sp(t,s):a==="map"?Tp(t,s):Mp(t,s)})}function Ap(t,e){
let n=To(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function Np(t,e){let n=Lo(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function Sp(t,e){let n=Pa(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Tp(t,e){let n=To(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function Mp(t,e){let n=Lo(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function Ep(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?Op(t):o==="map"?vp(t):Lp(t)}function Op(t){let{model:e,sel:n,root:o,
facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=Wa(t),r.replaceChildren("every layer and head over the run; click one to choose it"),s.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.thumbs,at:performance.now()})}function vp(t){let{model:e,root:n,facts:o,
own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=Ca(t,bp);let a=s.first+s.queries-1,i=` · head ${s.head} · queries ${s.first} to\
 ${a}`;o.replaceChildren(h("b","",ce(s.layer,s.kind)),i),r.note.textContent=_p(t),n.drawn={mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,
entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(I(e.get("map_entries")).slice(0,64)),at:performance.now()}}function _p({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let r=xp[n.code]??`weight about ${w((n.code/252)**2,2)}`,s=o==="entry"?Et(Q(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entr\
y"?n.entry:n.key}: ${r}. ${s}`}function Lp(t){let{model:e,root:n,facts:o,own:r}=t;r.map=r.thumbs=null;let s=_o(t),{facts:a,heads:i,mode:l}=s;if(a.heads===void 0)
return;let{titles:c,shares:d}=Fa(t,s);o.replaceChildren(h("b","",ce(a.layer,a.kind)),` · query ${a.query} `,h("b","",`“${M(a.piece??"",18)}”`),` · ${l==="\
heads"?`${i} heads`:`${l} of ${i} heads`}`),r.note.textContent=Rp(t,s),n.drawn={layer:a.layer,query:a.query,kind:a.kind,visible:a.visible,window:Array.from(s.window),
entries:Array.from(s.entries),weights:s.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function Rp({
model:t,sel:e,own:n},{facts:o,mode:r,entries:s,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("h\
ead"),0),f=r==="heads"?N(d,0,l.length-1):0,p=r==="heads"?`head ${f}`:`${r} of heads`,u=n.shownEntry(),m=e.get("hover_token");if(u!==-1&&u<o.visible){let g=s.indexOf(
u),y=g<0?"not picked by the indexer: it has no weight":`weight ${w(a[f][g],4)} in ${p}`;return`Entry ${u}, ${y}. ${Et(Q(t.get("entry_text")))}`}if(i.includes(m)){
let g=i.indexOf(m),y=w(l[f][g],4);return`Token ${m} “${M(c[g],20)}”: weight ${y} in ${p}. Click to choose it.`}return r==="max"?"Each key shows the head tha\
t weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloure\
d entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer.\
 Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (\
dots: weights not captured)."}function Cp({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(d,f)=>f),o=O(t.get("mass")),r=F(t.get("window")),s=F(
t.get("entries")),a=pt(t.get("window_weight")),i=pt(t.get("entry_weight")),l=K(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{
columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(p=>o[3*p+f])]),...Array.from(s,(d,f)=>[`entry ${d}`,...n.map(p=>i[p*s.length+f])]),...Array.
from(r,(d,f)=>[`token ${d} “${M(l[f]??"",16)}”`,...n.map(p=>a[p*r.length+f])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first t\
hree rows sum to one in every column.`:""}}var Ba=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),Ha=t=>e=>e.pick({head:N(e.sel.get("head")+
t,0,(e.model.get("facts").heads??1)-1)}),qp={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, pag\
e keys the layer.",keys:{ArrowLeft:Ba(-1),ArrowRight:Ba(1),ArrowUp:Ha(-1),ArrowDown:Ha(1),PageUp:t=>B(t,-1,t.model.get("layers")),PageDown:t=>B(t,1,t.model.get(
"layers"))},build:wp,listen:$p,draw:Ep,table:Cp,symbols:(t,e)=>Da(_o(t),t.sel.get("head"),e)},Ua=P(qp);var Ip=.58;function wn(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function Pp({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(j(t,"values")),from:t.get("low"),to:t.get("high")}}function ja(t,e,n){
let{own:o}=t,r=o.painted,{values:s,from:a,to:i}=Pp(t),l=r.from===a&&r.to===i;if(l&&r.values===s&&r.pieces===o.shown)return;let c=l&&!n?wn(r.values,s):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:s,from:a,to:i,pieces:o.shown}}
function xn({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let r=n+o>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?n=r+1:o=r}return n}function Ro(t){let{first:e,strip:n}=t.
own;return[e+xn(t,n.scrollTop-4),e+xn(t,n.scrollTop+n.clientHeight-8)]}function Co(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:r,from:s,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,xn(t,n.scrollTop-i)-1),c=Math.min(o.length,xn(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=r[d],p=Number.isNaN(f)||f===void 0,u=!p&&s<0&&f<0,m=Ip*(s<0?et(Math.abs(f),0,a):et(f,s,a)),g=u?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",p),o[d].classList.toggle("below",u),o[d].style.backgroundColor=p?"":`rgba(var(${g}), ${m.toFixed(3)})`}}var ve=16,Wp=300;function Fp(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let r=Math.floor((o+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
o*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(n[o]=s/a)}return n}function $n({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return N(Math.floor(n*t.total),0,t.total-1)}function qo(t,e,n){let{body:o,model:r,root:s,sel:a,own:i}=t,{map:l,total:c}=i,d=c>Wp;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:p}=i.painted,u=Math.min(c,Math.floor(f)),m=c>i.shown.length?O(r.get("bins")):Fp(p,u),g=W(l,f,ve);
Dp(t,g,m,f);let y=T=>T/c*f,[b,k]=[a.get("query_first"),a.get("query_last")];b!==-1&&(g.fillStyle=$(s,"chosen"),g.fillRect(y(b),ve-3,Math.max(2,y(k+1)-y(b)),3)),
i.nodes.length&&(g.strokeStyle=$(s,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,ve-1)),g.fillStyle=$(s,"chosen");for(let T of e)g.fillRect(y(
T),0,1.5,5);if(a.get("token")===-1)return;let A=y(a.get("token"));g.beginPath(),g.moveTo(A-4,0),g.lineTo(A+4,0),g.lineTo(A,7),g.fill()}function Dp({root:t,own:e},n,o,r){
let{from:s,to:a}=e.painted,i=$(t,"below"),l=$(t,"tint"),c=r/o.length;o.forEach((d,f)=>{let p=s<0?et(Math.abs(d),0,a):et(d,s,a);n.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${s<0&&d<0?i:l}, ${.9*p})`,n.fillRect(f*c,0,Math.max(c,1),ve)}),n.strokeStyle=$(t,"line"),n.strokeRect(.5,.5,r-1,ve-1)}function za(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(n);i>=0;i=
s.indexOf(n,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var _e=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Le(t){let{model:e,own:n}=t;return n.box.value?_e(t)?Array.from(F(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function Ya(t,e){let{own:n}=t,{choose:o,strip:r}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(r,"click",s=>{let a=Va(t,s);a!==-1&&(s.shiftKey?Io(
t,Ga(t),a):Ka(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:Va(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{n.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),Bp(t),Up(t),jp(t)}function Bp(t){let{
root:e,sel:n,own:o}=t,{box:r}=o,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=Ga(
t),[l,c]=[n.get("query_first"),n.get("query_last")];Io(t,i,N((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{_e(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Hp(t,a.shiftKey),a.stopPropagation()})}function Hp(t,e){let n=Le(t),o=t.sel.get("token");if(!n.length)return;let r=e?n.findLast(s=>s<
o):n.find(s=>s>o);t.pick({token:r??n[e?n.length-1:0]})}function Up(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=$n(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let r=$n(t,o);e.drag!==null&&o.buttons&&Math.abs(r-e.drag)>e.total/200&&Io(t,e.drag,r)}),t.listen(n,"click",o=>{let r=$n(t,o);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&Ka(t,r),e.drag=null})}function jp(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&Pt(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:r,ctrlKey:s,metaKey:a,shiftKey:i}=n,l=r==="Enter"&&(s||a||i);o.tagName!=="TEXTAREA"||!l||
!e(n)||(n.preventDefault(),n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function Va({own:t},e){let o=e.target.closest?.(".dsv-token");return o?
t.first+Number(o.dataset.index):-1}function Ga({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-
1}function Ka(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function Io(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.
min(e,n),query_last:Math.max(e,n)})}var zp=["picked","hover","lit","ranged","found","taken"],Vp=18;function Xa(t,e,n){let{model:o,sel:r,own:s}=t;for(let u of s.marked)u.classList.remove(...zp),u.removeAttribute(
"aria-selected"),u.removeAttribute("title");s.marked=[];let a=Yp(t);for(let u of e)ae(t,u,"found");let i=F(o.get("taken"));for(let u of i)ae(t,u,"taken");let[l,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(l!==-1)for(let u=Math.max(l,s.first);u<=d;u++)ae(t,u,"ranged");let f=r.get(
"expert");s.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${r.get("layer")}: ${i.length} tokens`:"";let p=n?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+p:"",Gp(t,a),Kp(t),Xp(t,a)}function ae({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function Yp(t){let{model:e,own:n}=t,o=O(e.get("lit_gate")),r=Math.max(...o),s=Array.from(F(e.get("lit")));
for(let[a,i]of s.entries()){let l=ae(t,i,"lit");l&&(l.title=`gate ${w(o[a],3)}`,l.style.setProperty("--dsv-gate",(Vp*o[a]/r).toFixed(1)))}return s.filter(a=>n.nodes[a-
n.first])}function Qa({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function Gp(t,e){let{own:n}=t,{
strip:o}=n,r=e.map(s=>n.nodes[s-n.first]);r.length&&o.dataset.lit!==e.join()&&!r.some(s=>Qa(t,s))?(n.home??=o.scrollTop,o.scrollTop=r[0].offsetTop-o.offsetTop-4):
!r.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function Kp(t){let{sel:e,own:n}=t,{strip:o}=n,r=e.get("hover_token"),s=e.get("\
token");r>=0&&ae(t,r,"hover");let a=s>=0?ae(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${s} ${n.first}`&&!Qa(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${s} ${n.first}`}function Xp(t,e){let{model:n,sel:o,facts:r,own:s}=t,{first:a,total:i,shown:l}=s,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,p=c>=a&&c<i?c:f;if(r.replaceChildren(),p<0)return;if(e.length){let q=O(n.get("lit_gate")),v=q.indexOf(Math.
max(...q)),R=M(l[F(n.get("lit"))[v]-a]??"",24),Ct=h("b","",`“${R}” ${w(q[v])}`);r.append(`${n.get("lit_title")}, strongest `,Ct,` of ${e.length} tokens`);return}
let u=p-a,[m,g,y]=s.measure,b=p===c?"":d===p?"chosen: ":"newest: ",k=s.shownFlags[u],A=k&2?" (marker)":k&4?" (bytes of a character)":"";r.append(`${b}token ${p}\
 of ${i} `,h("b","",`“${M(l[u]??"",24)}”`),`${A} · ${g} ${w(s.painted.values[u])} ${y}`),m==="reach"&&n.get("reach_note")&&r.append(" · hatched: ",n.get("\
reach_note"));let[T,_]=[o.get("query_first"),o.get("query_last")];T!==-1&&r.append(` · range ${T} to ${_} (${_-T+1} tokens)`)}var Qp="0.16";function Za(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=n=>({boxShadow:`inset 0 -2px 0 ${n}`});for(let n of t.slice(
-60))n.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function Zp(t,e,n){let o=t||n,r=e||n;return o<r?[o,r,!1]:[r,o,!0]}function Ja({sel:t,own:e}){let n=t.
get("written"),o=n===void 0||n<0?0:Math.max(1,n+1-e.first),[r,s,a]=Zp(Math.min(e.dimmed||e.nodes.length,e.nodes.length),o,e.nodes.length);for(let i=r;i<Math.min(
s,e.nodes.length);i++)e.nodes[i].style.opacity=a?Qp:"";e.dimmed=o,o&&o<=e.nodes.length&&e.nodes[o-1].scrollIntoView({block:"nearest",inline:"nearest"})}var Jp="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",th="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function eh({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","colour tokens by");let o=h("span","dsv-legend"),r=h(
"span"),s=h("span","dsv-ramp"),a=h("span");o.append(n,r,s,a);let i=h("span","dsv-key taken"),l=h("input","dsv-search");l.type="search",l.placeholder="find text",
l.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let c=h("span","dsv-legend");c.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(l,o,c,i);let d=h("canvas","dsv-map"),f=h("div","dsv-strip");return f.setAttribute("role","listbox"),f.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,f),{choose:n,legend:o,low:r,bar:s,high:a,takenKey:i,box:l,count:c,map:d,strip:f,texts:L(
K),floats:L(O),shares:L(pt),search:L(za),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function nh(t){let{model:e,root:n,sel:o,own:r}=t,s=r.texts(j(e,"utf8"),
j(e,"lengths")),a=I(j(e,"flags")),i=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let l=oh(t,s,a,i),c=e.get(
"measures");r.measure=c.find(f=>f[0]===e.get("measure"))??["","","",""],ja(t,l,i),Co(t),Ja(t),sh(t,c);let d=Le(t);Xa(t,d,r.total>r.shown.length&&!_e(t)),qo(t,d,
Ro(t)),n.drawn={pieces:s,values:r.painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get(
"query_last")],found:d,taken:Array.from(F(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(F(e.get("lit"))),at:performance.now()}}function oh({own:t},e,n,o){
let{strip:r}=t,s=e===t.shown?e.length:wn(t.shown,e),a=o?0:Math.min(s,wn(t.shownFlags.subarray(0,s),n));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.
remove();let i=document.createDocumentFragment();for(let l=a;l<e.length;l++){let c=rh(e[l],n[l],l);t.nodes.push(c),i.append(c,h("wbr"))}return r.append(i),a&&Za(
t.nodes.slice(a)),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),t.shown=e,t.shownFlags=n,a}function rh(t,e,n){let o=h("span","dsv-token");o.setAttribute(
"role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[r,s]of t.split(`\

`).entries())r&&o.append(h("span","sign","⏎"),`
`),s&&o.append(Q(s));return t||o.append(h("span","sign","∅")),o}function sh({model:t,own:e},n){let{choose:o,legend:r,low:s,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,p]=e.measure;nt(o,n.map(([m,g])=>[m,`colour: ${g}`])),o.value=t.get("measure");let u=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${p}; hatched: ${u||
"no value"}`,s.textContent=w(l),a.textContent=`${w(c)} ${f}`,i.style.background=l<0?th:Jp}function ah({sel:t,own:e}){let{first:n,shown:o,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${M(l,40)}”`,r[i+c]&1?"generated":"prompt",s.values[i+c]])}}var An=t=>e=>{e.root.dataset.anchor="",V(e,t,e.own.total)};function ti(t,e){B(t,e,Array.
from({length:t.model.get("layers")},(n,o)=>o))}var ih={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:An(-1),ArrowRight:An(1),ArrowUp:t=>ti(t,-1),ArrowDown:t=>ti(t,1),Home:An(Number.NEGATIVE_INFINITY),
End:An(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:eh,listen:t=>Ya(t,()=>{Co(t),qo(t,Le(t),Ro(t))}),draw:nh,table:ah,symbols:({sel:t,own:e},n)=>{let o=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,r=e.measure[0]==="surprise"?e.painted.values[o]:Number.NaN;if(r>=0)return`${w(n==="p"?Math.exp(-r):r,3)} for\
 token ${e.first+o}`}},ni=P(ih);var lh=25,ch=[[lh,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],oi="M4 2 L13 8 L4 14 Z",dh="M4 2 H7 V14 H4 Z M\
9 2 H12 V14 H9 Z",fh="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",ph="M3 3 H13 V13 H3 Z";function Fo(t,e){let n=h("button","dsv-small dsv-button-sign"),o=S("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return o.append(S("path",{d:t})),n.append(o,h("span")),n.type="button",n.title=e,n.setAttribute("aria-label",
e),n}function ri(){let t=h("span","dsv-toolbar-part"),e=Fo(oi,"Watch this run again, token by token, from the end of the prompt"),n=Fo(fh,"One token, then wait"),
o=Fo(ph,"End the replay and show the whole text"),r=h("select");r.setAttribute("aria-label","pace of the replay"),r.title="Pace of the replay; it can be changed\
 while it goes on",r.append(...ch.map(([i,l])=>H(String(i),l))),r.value="4";let s=h("input");s.type="range",s.min="0",s.setAttribute("aria-label","token that wa\
s written last"),s.title="Go to a moment of the run";let a=h("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),
t.append(e,n,o,r,s,a),{row:t,play:e,step:n,stop:o,pace:r,slider:s,words:a,at:-1,timer:null}}function si(t,e,n){return t>=0&&t<n-1?t:e<n?Math.max(0,e-1):0}function ai(t){
let{play:e,step:n,stop:o,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?hh(t):Nn(t)),t.listen(n,"click",()=>{Nn(t),ii(t)}),t.listen(
o,"click",()=>Re(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&Do(t)}),t.listen(s,"input",()=>{Nn(t),Sn(t,Number(s.value))})}function hh(t){let{replay:e}=t.
own;e.at===-1&&Sn(t,si(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),Do(t),t.redraw()}function Do(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(ii(t)?Do(t):t.redraw())},1e3/Number(e.pace.value))}function ii(t){let{replay:e}=t.own,{model:n,
sel:o}=t,r=e.at===-1?si(o.get("token"),n.get("prompt"),n.get("total")):e.at+1;return r>=n.get("total")?!1:(Sn(t,r),r<n.get("total")-1)}function Sn(t,e){let n=N(
e,0,t.model.get("total")-1);t.own.replay.at=n,t.pick({token:n,written:n}),t.redraw()}function Nn(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.
timer=null,t.redraw()}function Re(t){Nn(t),t.own.replay.at=-1,t.pick({written:-1})}function li(t){let{replay:e}=t.own,{play:n,step:o,stop:r,slider:s,words:a}=e,
i=t.model.get("total"),l=t.model.get("growing");l&&e.at!==-1&&Re(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?Re(t):Sn(t,t.sel.get("token")));
let c=e.timer!==null;for(let d of[n,o,s])d.disabled=l||i<2;r.disabled=e.at===-1,n.querySelector("path")?.setAttribute("d",c?dh:oi),n.lastChild.textContent=c?"Pa\
use":e.at===-1?"Replay":"Continue",s.max=String(Math.max(0,i-1)),s.value=String(e.at===-1?i-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${i-1}`}function ci(){let t=h("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=h("div",
"dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var di=t=>t.
model.get("discoveries");function fi(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let n=di(t).find(o=>o.name===e.select.value);e.select.value="",n&&
uh(t,n)}),t.listen(e.card,"click",n=>{let o=n.target.closest("button");o&&(o.dataset.close?e.open="":e.chosen=Number(o.dataset.choice),t.redraw())})}function uh(t,e){
let{discover:n}=t.own;t.own.replay.at!==-1&&Re(t),n.open=e.name,n.chosen=null,e.link&&mh(t,e.link),t.redraw(),setTimeout(()=>n.card.querySelector("button")?.focus(),
60)}function mh(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function pi(t){let{discover:e}=t.
own,{select:n,card:o}=e,r=di(t),s=r.map(l=>l.name).join();n.dataset.options!==s&&(n.replaceChildren(H("","Discover …"),...r.map(l=>H(l.name,l.title))),n.dataset.
options=s),n.style.display=r.length?"":"none";let a=r.find(l=>l.name===e.open);o.hidden=!a;let i=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==i&&gh(o,a,e.chosen),
e.shown=i}function gh(t,e,n){let o=h("button","dsv-small","×");if(o.type="button",o.dataset.close="yes",o.title="Close",o.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(h("b","",e.title)," ",h("span","",e.missing??e.question??"")),!e.missing){let r=h("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(a,i)=>{let l=h("button","dsv-small",a);l.type="button",l.dataset.choice=String(i),n!==null&&i===e.answer&&(l.classList.add("right"),l.textContent=`✓ ${a}`),i===
n&&l.setAttribute("aria-pressed","true"),r.append(l)}),t.append(r);let s=h("p","dsv-toolbar-reveal",n===null?"":yh(e,n));s.setAttribute("role","status"),t.append(
s)}t.append(o)}var yh=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var bh="Copies where you are in this run: view, token, layer",kh=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function hi(){let t=h("span","dsv-tool\
bar-part"),e=h("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${bh}`,t.append(e);let n=h("div","dsv-too\
lbar-said");return n.setAttribute("role","status"),{row:t,select:e,said:n,answered:0}}function ui(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let n=e.
value;e.value="",Ce(t,""),xh(t,n).catch(o=>Ce(t,`⚠ ${o.message??o}`))})}async function xh(t,e){let n=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let o=wh(
t);if(!o)throw new Error("No view is in front; open one, then take its picture.");let r=o.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(_n(o).text):await Ko(o);n?$h(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&n?await mi(t,location.href):t.model.send({share:e})}function wh({root:t}){let n=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),o=n.filter(r=>r.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(o.length?o:n).at(-1)}function $h(t,e,n){let o=h("a");o.href=
URL.createObjectURL(new Blob([t],{type:n})),o.download=e,o.click(),setTimeout(()=>URL.revokeObjectURL(o.href),1e4)}async function mi(t,e){try{await navigator.clipboard.
writeText(e),Ce(t,`Copied: ${e}`)}catch{Ce(t,`The browser does not let a page copy; here it is: ${e}`)}}function Ce(t,e){t.own.share.said.textContent=e}function gi(t){
let{share:e}=t.own,n=t.model.get("kernel")===!1,o=kh.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=n||t.model.get("can_share")?"":"none",
e.select.options.length!==o.length+1&&e.select.replaceChildren(H("","Share …"),...o.map(([s,a])=>H(s,a)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?mi(t,r.text||"(nothing is chosen yet)"):Ce(t,r.text))}function Ah({root:t,body:e}){t.classList.add("dsv-toolbar");let n=h("div","dsv-toolbar-row"),o=ri(),r=ci(),s=hi();return n.append(o.row,r.select,s.row),e.append(
n,r.card,s.said),{replay:o,discover:r,share:s}}function Nh(t){li(t),pi(t),gi(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.
timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Sh={title:"Toolbar",aria:"Replay, discoveries and sharing of t\
his run.",build:Ah,listen:t=>{ai(t),fi(t),ui(t)},draw:Nh},yi=P(Sh);var Th=.58,Mh=.5;function Eh(t){let e=Array.from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(Mh,e[Math.floor(.98*(e.length-1))]??0)}
var Oh=(t,e)=>Number.isNaN(t)?null:N(t/e,-1,1);function vh(t,e,n){let o=e.length/2,r=e[n],s=e[o+n];return!o||Number.isNaN(r)||Number.isNaN(t)?null:t<r||t>s}function _h({
body:t,root:e}){e.classList.add("dsv-whatif");let n=h("div","dsv-whatif-offers");n.setAttribute("role","group"),n.setAttribute("aria-label","edits to try on wha\
t is chosen");let o=h("div","dsv-whatif-state");o.setAttribute("role","status");let r=h("div","dsv-whatif-text");r.setAttribute("aria-label","the text, coloured\
 by what the edit changed");let s=h("div","dsv-note");return t.append(n,o,r,s),{offers:n,state:o,strip:r,words:s,floats:L(O),bands:L(O),texts:L(K),offered:null,
written:null,requests:0}}var Rt=t=>t.model.get("facts"),Bo=(t,e)=>t.tell("request",{...e,n:++t.own.requests+performance.now()});function Lh(t){let{model:e,own:n,
root:o,sel:r}=t,s=n.floats(e.get("change"));Rh(t),qh(t),Ih(t,s),Ph(t);let a=Rt(t);t.facts.replaceChildren(...a.edited?[h("b","",a.edited),ki(a)]:["nothing was t\
ried yet"]),o.drawn={offers:e.get("offers").map(i=>i.name),edited:a.edited,front:a.front,change:Array.from(s),flipped:e.get("flipped"),banded:e.get("band").byteLength>
0,title:a.title,working:e.get("working"),token:a.token??-1,layer:r.get("layer"),at:performance.now()}}function ki(t){return t.title?` · ${t.title}`:t.mean===null?
"":` · ${ie(t.mean)} nats a token, n=${t.of}`}var ie=t=>`${t>0?"+":t<0?"−":""}${w(Math.abs(t),3)}`;function Rh(t){let{model:e,own:n}=t,o=e.get("offers"),r=e.
get("can_try"),s=JSON.stringify([o,r]);n.offered!==s&&(n.offered=s,n.offers.replaceChildren(...o.length?[h("span","dsv-quiet","Try: ")]:[],...o.map((a,i)=>Ch(t,
a,i,r))))}function Ch(t,e,n,o){let r=h("span","dsv-whatif-offer"),s=h("button","dsv-small",e.name);s.type="button",s.disabled=!o,s.addEventListener("click",()=>Bo(
t,{offer:n,dose:a?Number(a.value):0})),r.append(s);let a=null;if(e.doses.length>1){a=h("input"),a.type="range",a.min="0",a.max=String(e.doses.length-1),a.value=
"0",a.disabled=!o,a.setAttribute("aria-label",`how much of: ${e.name}`);let i=h("span","dsv-quiet",e.doses[0]);a.addEventListener("input",()=>{i.textContent=e.doses[Number(
a?.value)]}),a.addEventListener("change",()=>Bo(t,{offer:n,dose:Number(a?.value)})),r.append(a,i)}return r}function qh(t){let{model:e,own:n}=t,o=Rt(t),r=[];if(o.
edited&&e.get("can_try")){let s=h("button","dsv-small","back to the plain run");s.type="button",s.addEventListener("click",()=>Bo(t,{back:!0})),r.push(s)}if(o.edited){
let s=o.parted<0?"no other word would come first anywhere":`another word would first come at ${o.parted}`;r.push(h("span","",o.front==="plain"?`the plain run is\
 in front; ${s}`:s))}e.get("working")&&r.push(h("span","dsv-quiet",e.get("working"))),n.state.replaceChildren(...r)}function Ih(t,e){let{model:n,own:o,sel:r}=t,
s=o.texts(n.get("utf8"),n.get("lengths")),a=o.bands(n.get("band")),i=new Set(n.get("flipped")),l=Rt(t).token??-1,c=[n.get("change"),n.get("band"),n.get("utf8")],
d=o.written;if(!d||c.some((f,p)=>f!==d[p])){o.written=c;let f=Eh(e);o.strip.replaceChildren(...s.map((p,u)=>{let m=h("span","dsv-whatif-word",Q(p)),g=Oh(e[u],f);
if(g===null)m.classList.add("dsv-unknown");else{let y=g<0?"--dsv-below":"--dsv-tint",b=vh(e[u],a,u)===!1?.2:1;m.style.background=`rgba(var(${y}), ${(Math.abs(g)*
Th*b).toFixed(3)})`}return m.classList.toggle("dsv-flipped",i.has(u)),m.title=Number.isNaN(e[u])?"not compared":`${ie(e[u])} nats`,m.addEventListener("click",()=>t.
pick({token:u})),m}))}for(let f of o.strip.querySelectorAll(".picked"))f.classList.remove("picked");r.get("token")>=0&&o.strip.children[l]?.classList.add("picke\
d")}function Ph(t){let{own:e,model:n}=t,o=Rt(t);if(!o.edited||o.change===null){let c=n.get("can_try")?"Choose an expert, an entry, a head or a layer in any view\
, then try what happens without it.":"A saved run has no model behind it: explore(Session(model)) can read its text again under an edit.";e.words.textContent=o.
edited?"Nothing is known of the first token: nothing was expected before it.":c;return}let r=c=>c===null?"":` (${w(c)})`,s=o.before===o.after,a=`“${M(o.before??
"",18)}”${r(o.before_probability)}`,i=s?`stays first${r(o.after_probability)}`:`gives way to “${M(o.after??"",18)}”${r(o.after_probability)}`,l=n.get("ban\
d").byteLength?Wh(e.bands(n.get("band")),o.token):"";e.words.textContent=`At ${o.token}: ${ie(o.change)} nats for the word that stands there${l}. As the likelie\
st, ${a} ${i}.`}function Wh(t,e){let n=t[e],o=t[t.length/2+e];return Number.isNaN(n)?"":`; random edits: ${ie(n)} to ${ie(o)}`}function Fh(t){let{model:e,own:n}=t,
o=n.floats(e.get("change")),r=n.bands(e.get("band")),s=n.texts(e.get("utf8"),e.get("lengths")),a=new Set(e.get("flipped")),i=r.length/2;return{columns:["token",
"text","change, nats","random 5 %","random 95 %","another word first"],rows:s.map((l,c)=>[c,l,o[c],i?r[c]:null,i?r[i+c]:null,a.has(c)?"yes":""]),note:Rt(t).edited?
`${Rt(t).edited}${ki(Rt(t))}`:"Nothing was tried yet."}}var bi=t=>e=>B(e,t,Array.from({length:e.model.get("layers")},(n,o)=>o)),Dh={title:"What if",aria:"The te\
xt, coloured by what an edit inside the model changed. Left and right move the token, up and down the layer; the buttons above try an edit.",keys:{ArrowLeft:t=>V(
t,-1,t.model.get("tokens")),ArrowRight:t=>V(t,1,t.model.get("tokens")),ArrowUp:bi(-1),ArrowDown:bi(1)},build:_h,draw:Lh,table:Fh,symbols:t=>{let e=Rt(t);return e.
edited&&e.change!==null?`${ie(e.change)} nats at token ${e.token}`:void 0}},xi=P(Dh);var wi={compressor:Jo,cost:lr,expert_lane:mr,expert_load:Mr,expert_routing:Dr,follow_token:Cs,generation:Ps,hyper_connections:Gs,lens:Qs,lightning_indexer:ka,room:La,
sparse_attention:Ua,token_strip:ni,toolbar:yi,what_if:xi};function $i(t,e){let n={},o=[],r=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)r.push(`${a} ${i}`);else{let d=Bh(a,i,e);d?r.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:r.length?s:""}}function Bh(t,e,{defaults:n,
limits:o,views:r}){if(!(t in n))return t;let s=o[t],a=Number(e);if(s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1]))return`${t} ${e} (it has ${Math.max(s[0],
0)} to ${s[1]})`;let i=e===""||t==="beside"&&e===Oe||r.some(l=>l.tab===e);return["tab","beside"].includes(t)&&!i?`view ${e}`:""}function Ai(t,e,n){let o=new URLSearchParams;
for(let[r,s]of Object.entries(t.defaults))e.get(r)!==s&&o.set(r,e.get(r));for(let[r,s,a]of t.linked){let i=t.views.find(l=>l.name===s)?.state[a];n[s].get(a)!==i&&
o.set(r,n[s].get(a))}return o.toString()}function Hh(t,e){if(e===1)return t;let n=new Uint8Array(t.length),o=t.length/e;for(let r=0;r<e;r++)for(let s=0;s<o;s++)n[s*e+r]=t[r*o+s];return n}function Uh(t){
let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},r=4+e;for(let[a,i]of Object.entries(
n.bytes)){let l=i.reduce((f,p)=>f+p,0),c=Hh(t.subarray(r,r+l),n.planes?.[a]??1);r+=l;let d=0;o[a]=[];for(let f of i)o[a].push(c.subarray(d,d+f)),d+=f}let s=n.tokens.
length?n.tokens:[null];return{rows:new Map(s.map((a,i)=>[a,i])),said:n.said,traits:o}}async function Ni(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.
from(atob(e.textContent??""),r=>r.charCodeAt(0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return Uh(new Uint8Array(await new Response(
o).arrayBuffer()))}function jh(t,e,n,o,r){if(t.startsWith("own."))return n(t.slice(4));let s=e("token"),a=s>=0&&s<o?s:o-1;return t.startsWith("token//")?Math.floor(
a/Number(t.slice(7))):t==="token"?a:t==="query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function Si(t,e,n,o,r=[
-1,-1]){let s=[],a=null;for(let i of t.fields){let l=i in t.frozen,c=jh(i,e,n,o,r);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:s.push(
l?t.frozen[i]:c)}return{chunk:s.join(","),token:a}}var Ti=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var qe=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var Mi="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",zh=400,Tn=t=>document.
getElementById(t),Ho=class{models={};#t={};#e={};#r={};#o=new Map;#s=new Set;#n=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="tab");let n={
hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new qe({...e.defaults,...e.selection,...n}),this.#a(),this.sel.on("change",()=>this.all())}#a(){let e={bar:h(
"div","dsv-top"),text:h("div","dsv-text"),tab:h("div","dsv-views")},n=h("div","dsv-room");n.append(e.text,e.tab),document.querySelector("main")?.append(e.bar,n);
for(let o of this.facts.views){this.#l(o);let r=h("div",`dsv-place-${o.name}`),s=h("p","dsv-kept");s.setAttribute("role","status"),r.append(s),this.#t[o.name]=r,
this.#e[o.name]=s,e[o.place].append(r)}this.models.room.on("change:wide",()=>this.all())}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},o=new qe(
n,e.held,s=>{let a=s.replace(/_/g," "),i=e.held[s],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” stays as it\
 was when the page was written.`;this.#i(e.name,"held",`${l} ${Mi}`)});o.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.filter(a=>a.
startsWith("own.")));for(let s of new Set(r))o.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=o}#i(e,n,o){this.#r[e]??={},this.#r[e][n]=o,this.#e[e].
textContent=Object.values(this.#r[e]).filter(Boolean).join(" ")}all(){this.#n||(this.#n=!0,queueMicrotask(async()=>{this.#n=!1;for(let o of this.facts.views)this.#i(
o.name,"held","");let e=bn(this.models.room,this.sel),n=this.facts.views.filter(o=>o.place!=="tab"||e.includes(o.tab));await Promise.all(n.map(o=>this.#c(o))),this.#h()}))}showAll(){
return Promise.all(this.facts.views.map(e=>this.#c(e)))}async#c(e){let n=!this.#s.has(e.name);this.#s.add(e.name),await this.#d(e),n&&await wi[e.module].render(
{model:this.models[e.name],el:this.#t[e.name]})}async#d(e){let n=this.models[e.name];if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("quer\
y_first"),this.sel.get("query_last")],r=Ti(this.facts.ranges,o[0],o[1]),a=e.parts.some(l=>l.fields.includes("query_first"))&&(r[0]!==o[0]||r[1]!==o[1]),i=`Shown\
 is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;this.#i(e.name,"range",a?`${i} holds no numbers. ${Mi}`:""),await Promise.
all(e.parts.map(l=>this.#f(e,l,r))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??"")}async#f(e,n,o){let r=this.models[e.name],{count:s,tokens:a}=this.facts,
i=Si(n,p=>this.sel.get(p),p=>r.get(p),s,o);if(!i){n.said="";return}let l=`${e.name}/${n.method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#p(
l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let p=`This page keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;n.said=`${p} Open the tra\
ce itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let p of n.traits){let u=p in e.state&&n.fields.includes(`own.${p}`);d.traits[p]&&!u&&r.set(p,
d.traits[p][f])}}}#p(e){let n=this.#o.get(e);return n||(n=Ni(e),this.#o.set(e,n)),n}#h(){let e=`#${Ai(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{
history.replaceState(null,"",e)}catch{}}restore(e){let n=$i(e,this.facts);for(let[o,r]of Object.entries(n.selection))this.sel.set(o,r);for(let[o,r,s]of n.own)this.
models[o].set(r,s);Tn("dsv-link").textContent=n.said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function Vh(){let t=document.
querySelector("main");Tn("dsv-print").addEventListener("click",async()=>{t.classList.add("dsv-all"),await Mn.showAll(),await new Promise(e=>setTimeout(e,zh)),window.
print(),t.classList.remove("dsv-all")})}function Yh(){let t=Tn("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=String(n),t.textContent=n?"dark":"light"};t.
addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: dark)").matches)}var Mn=new Ho(JSON.parse(Tn(
"dsv-facts").textContent??""));Yh();Vh();Mn.restore(location.hash);addEventListener("hashchange",()=>Mn.restore(location.hash));Mn.all();
