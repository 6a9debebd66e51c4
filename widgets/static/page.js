function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function It(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var E=t=>It(t,Float32Array),F=t=>It(t,Int32Array),bt=t=>It(
t,Int16Array),ht=t=>Float32Array.from(It(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function Y(t,e){let n=q(t),o=new TextDecoder,s=[],r=0;for(let a of It(e,Uint16Array))
s.push(o.decode(n.subarray(r,r+a))),r+=a;return s}function L(t){let e=null,n;return(...o)=>((!e||o.some((s,r)=>s!==e[r]))&&(n=t(...o),e=o),n)}var $=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function fe(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function Cn(t,e,n){let o=fe(t),s=fe(e);return o.map((r,a)=>Math.round(r+(s[a]-r)*n))}var tt=(t,e,n)=>`rgb(${Cn(t,
e,n).join(",")})`,Gt=(t,e)=>Array.from({length:255},(n,o)=>tt(t,e,o/254)),el=.179;function Tt(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number),[s,r,a]=[
e,n,o].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*s+.7152*r+.0722*a>el?"#000":"#fff"}function h(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function S(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))o.setAttribute(s,String(r));return n!==void 0&&(o.textContent=n),o}function H(t,e){let n=h("op\
tion","",e);return n.value=String(t),n}function Z(t,e){let n=h("table",t),o=h("thead"),s=h("tr"),r=h("tbody");for(let a of e)s.append(h("th","",a));return o.append(
s),n.append(o,r),{table:n,head:s,rows:r}}function I(t,e,n){let o=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*o)),r=Math.max(1,Math.round(n*o));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=nt(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var nt=t=>t.
getContext("2d");function Et(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function ut(t,e,n=5){let o=Et(n,n),s=nt(o);return s.strokeStyle=
e,s.lineWidth=1,s.beginPath(),s.moveTo(0,n),s.lineTo(n,0),s.moveTo(-1,1),s.lineTo(1,-1),s.moveTo(n-1,n+1),s.lineTo(n+1,n-1),s.stroke(),t.createPattern(o,"repeat")}
function et(t,e,n,o,s,r){t.fillStyle=ut(t,$(e,"none"),5),t.fillRect(n,o,s,r)}var nl=["fill","outline","under","dotted","dashed","ramp"],ol=["hatch","dots","dot","bar","tick","strike"],sl=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function rl(t,e){let n=h("span","dsv-mark-of"),[o,s]=t.split(" "),r=nl.includes(o)&&s||ol.includes(o),
a=h("span",r?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",r?"":t);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),n.append(a,e),n}function Zo(t,e,n){if(!e?.look_for)return;let{head:o,look:s}=t,r=h("div","dsv-marks"),a=h("div","dsv-help"),i=h("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([l,c])=>rl(l,c))),a.append(...e.explains.map(l=>h("p","",l))),e.equation&&
a.append(...al(t,e,n)),s.append(h("p","dsv-look-for",e.look_for),r,a),o.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,s.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function al(t,e,n){let o=h("div","dsv-equation"),s=h("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let a=h("div");for(let{text:i,symbol:l}of sl(r)){if(!l){a.append(i);continue}let c=h("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let f=n(i),p=f?h("b","",` Here: ${f}.`):"";s.replaceChildren(h("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,p),
s.dataset.symbol=i};for(let f of["mouseenter","focus","click"])t.listen(c,f,d);a.append(c)}o.append(a)}return[o,s]}var Jo=globalThis;Jo.dsvGains??=new WeakMap;var qn=Jo.dsvGains;function z(t,e){let n=t.get(e);return qn.get(n)?.whole??n}function il(t,e,n,o){let s=t.get(e),r=q(
z(t,e)),a=q(o);if(r.length!==n||!(s instanceof Object))return!1;let i=qn.get(s);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(r),i=
{room:l},qn.set(s,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}async function ll(t,e,n){let o=await Promise.all(e.map(async([r])=>t.widget_manager.
get_model(r)).map(r=>r.catch(()=>null))),s=0;for(let[r,[,a,i]]of e.entries()){let l=n.slice(s,s+i);s+=i,o[r]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function De({model:t}){let e=(n,o)=>{if(n?.frame)return void ll(t,n.frame,o);let s=(n?.gained??[]).filter(([r,a],i)=>!il(t,r,a,o[i]));s.length&&t.send({whole:s.
map(([r])=>r)})};t.on("msg:custom",e)}var Pn=8,cl=2,dl="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left \
border-radius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float\
 font-family font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style m\
argin max-width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layo\
ut text-align text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function In(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*Pn,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Pn,o=t.cloneNode(!0);es(t,o),Object.assign(o.
style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=fl(t),r=h("div");r.style.cssText=`padding:${Pn}px;box-sizing:border-box;width:${e}\
px;height:${n}px;background:${s}`,r.append(o);let a={width:e,height:n},i=S("svg",{...a,viewBox:`0 0 ${e} ${n}`}),l=S("foreignObject",{x:0,y:0,...a});return l.append(
r),i.append(l),{text:new XMLSerializer().serializeToString(i),width:e,height:n}}function fl(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function es(t,e){ts(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)o[r].replaceWith(hl(s));else if(s instanceof HTMLSelectElement){let a=h("span","",s.selectedOptions[0]?.textContent??"");o[r].replaceWith(a),ts(
s,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?o[r].remove():(es(s,o[r]),
s.scrollTop&&pl(s.scrollTop,o[r]))})}function pl(t,e){let n=h("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function ts(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let s of dl)o.setProperty(s,n.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function hl(t){let e=h("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function ns(t,e){let{text:n,width:o,height:s}=In(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await r.decode();let a=h("canvas");a.width=o*e,a.height=s*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(r,0,0),a}var os=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function ss(t){let e=await os(await ns(t,cl),"image/png");if(!e)throw new Error("This browser could not make a PNG of the view; take the \
SVG.");return new Uint8Array(await e.arrayBuffer())}async function rs(t,e){let n=await os(await ns(t,e),"image/webp");if(!n)throw new Error("This browser made n\
o picture.");return{kind:n.type.replace("image/",""),bytes:new Uint8Array(await n.arrayBuffer())}}var ul=1500,ml=6e3,gl=1,as="dsv-kept-away",yl="dsv-kept-came",Wn=new Set,is=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function Be(t,e,n){let o,s=!1,r=()=>t.get("kept"),a=()=>{for(let c of is(r()))c.classList.add(as)},i=({animationName:c})=>{c===yl&&a()};document.addEventListener(
"animationstart",i),Wn.add(r);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!n()))try{let{kind:d,bytes:f}=await rs(c,gl);t.send({kept:d},void 0,
[f.buffer]),s=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){r()&&(a(),clearTimeout(o),o=setTimeout(l,s?ml:
ul))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",i),Wn.delete(r),![...Wn].some(c=>c()===r()))for(let c of is(r()))c.classList.remove(
as)}}}var N=(t,e,n)=>Math.max(e,Math.min(n,t));function ot(t,e,n){return n>e?N((t-e)/(n-e),0,1):t>=n?1:0}function w(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Ot(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),s=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),r=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<r;a++)n[s[a%s.length]]++;
return n.map(a=>a/100)}function mt(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var O=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var Fn=400;function ls(t,e){let n=h("button","dsv-small dsv-numbers","numbers"),o=h("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the \
numbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let s=!1;
return t.listen(n,"click",()=>{s=!s,n.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(o.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&bl(
t,o,e()),s)}function bl(t,e,{columns:n,rows:o,note:s}){let r=Z("dsv-table",n);for(let i of r.head.children)i.scope="col";for(let i of o.slice(0,Fn)){let l=h("tr");
l.style.cursor="default";for(let c of i)l.append(h("td","",kl(c)));r.rows.append(l)}let a=o.length>Fn?`The first ${Fn} of ${o.length} rows. `:"";e.replaceChildren(
h("div","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:n,rows:o.length}}function kl(t){return typeof t=="number"?Number.isInteger(t)?String(t):w(t,4):
String(t??"–")}var xl="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",wl={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},$l={expert:-1,entry:-1,hover_entry:-1},Al=["SELECT","INPUT","TEX\
TAREA"],W=t=>({initialize:De,render:e=>Nl(e,t)});async function Nl({model:t,el:e},n){let o=Sl(n);e.append(o.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new Dn(t,s,o,n);return r.own=n.build(r),n.listen?.(r),r.redraw(),()=>r.clean()}function Bn(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,s]of Object.entries({...n?$l:{},...e}))t.set(o,s);t.save_changes()}function Sl({title:t,aria:e}){let n=h("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=h("div","dsv-head"),s=h("div","dsv-facts");s.setAttribute("aria-live","polite"),o.append(h(
"span","dsv-title",t),h("span","dsv-space"));let r=h("div","dsv-look"),a=h("div","dsv-message"),i=h("div","dsv-body");return n.append(h("div","dsv-gone",xl),o,r,
s,a,i),{root:n,head:o,look:r,facts:s,message:a,body:i}}var Dn=class{#t=!1;#e=!1;#s=60;#o;#r;#n=[];constructor(e,n,{root:o,head:s,look:r,facts:a,message:i,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=s,this.look=r,this.facts=a,this.body=l,this.#o=i,this.#r=c,this.own=void 0,this.tabled=c.table?ls(this,()=>c.table(
this)):null,Zo(this,e.get("about"),d=>c.symbols?.(this,d)),this.kept=Be(e,()=>o,()=>n.comm_live!==!1),this.#i(),this.#c()}redraw(){this.#t||this.#e||(this.#t=!0,
requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:s}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let r=n.get("message");if(e.classList.toggle("empty",!!r),this.#o.textContent=r,this.#o.style.display=r?"":"none",s.style.
display=r?"none":"",r){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){Bn(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,s])=>this.sel.get(o)!==s);this.#l(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#l(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,s){e.addEventListener(
n,o,s),this.#n.push(()=>e.removeEventListener(n,o,s))}#i(){let{model:e,sel:n,root:o}=this,s=()=>this.redraw(),r=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};
r(e,"change",s),r(e,"msg:custom",s),r(n,"change",s);let a=()=>o.classList.toggle("gone",n.comm_live===!1);a(),r(n,"comm_live_update",a);let i=new MutationObserver(
()=>{s(),setTimeout(s,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.
observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Wt,!0),this.listen(this.root,"keydown",e=>{if(Al.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(wl):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#e=!0;for(let e of this.#n)e();this.kept.clean(),this.root.remove()}},Wt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var dt={sliding:"▭",csa:"▤",hca:"▦"},pe=(t,e)=>`layer ${t} ${dt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var Ml=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Tl=/<｜([^｜<>\n]*)｜>/g,El=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ol=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,vl=t=>t.replace(Ml,Ol),J=t=>vl(t.replace(Tl,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
vt=t=>El.test(t)?`⁨${t}⁩`:t,kt=t=>J(t.replace(/\n/g,"⏎"));function T(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,
"·"),o=J(n)||"␣",s=[...o];return vt(s.length>e?`${s.slice(0,e-1).join("")}…`:o)}function gt(t,e,n=!1){let o=[...J(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?vt(o.join("")):vt(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var xt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var He=34;function _l(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var Ll=(t,e,n)=>N(Math.floor(t/e*n),0,n-1),Ue=({model:t})=>_l(t.get("table"),
t.get("chosen"));function Rl({body:t}){let e=h("div","dsv-note"),n=h("div","dsv-scroll"),o=h("div"),s=h("div","dsv-note");return s.style.minHeight="36px",t.append(
e,o,s,n),{words:e,list:n,strip:o,waiting:s}}function Cl(t){let{words:e,list:n,waiting:o}=t.own,s=Ue(t);s.kind&&(t.facts.replaceChildren(h("b","",pe(s.layer,s.kind)),
s.entry>=0?` · entry ${s.entry} of ${s.complete}`:" · no entry is complete yet"),e.textContent=s.kind==="csa"?`A CSA entry stands for ${s.rate} tokens and is \
pooled from ${2*s.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${s.rate} tokens; the gates sum to one.`,n.replaceChildren(...s.rows.length?[ql(t,s)]:[]),Pl(t,s),o.textContent=s.pending.length?`Waiting f\
or their block to fill (${s.pending.length} of ${s.rate}): `+s.pending.map(r=>T(r,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:s.layer,token:s.token,entry:s.entry,complete:s.complete,tokens:s.rows.map(r=>r.token),gates:s.rows.map(r=>r.gate),index:s.rows.map(r=>r.index_gate),pending:s.
pending.length})}function ql(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:s}=Z("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),r=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=h("tr"),l=h("td","",`“${T(a.piece,14)}”`);l.style.textAlign="left",i.append(
h("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=h("span","dsv-bar"),f=h("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/r*(n?56:130))}px`,f.append(d),i.append(h("td","",w(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),s.append(i)}return o}function Pl(t,e){
let{model:n,body:o,root:s}=t,{strip:r}=t.own,a=E(n.get("sharpness")),i=a.length;if(!i){r.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(u=>!Number.isNaN(u)),2),f=S("svg",{width:l,height:He+16,role:"img","aria-label":`${i} complete entries`}),p=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${w(d,1)})`;f.append(S("text",{x:0,y:10,class:"quiet"},p));for(let u=0;u<i;u++){let m=Number.isNaN(a[u]),g=m?He:N(a[u]/d,0,1)*He,y=u===e.
entry?$(s,"chosen"):`rgb(${$(s,"tint")})`,b=S("rect",{class:"step",x:u*c,y:14+He-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:m?"none":y,stroke:m?$(s,"no\
ne"):"none","stroke-dasharray":"2 3"});b.append(S("title",{},`entry ${u}: ${m?"its gates were not captured":w(a[u],2)}`)),f.append(b)}f.addEventListener("click",
u=>{t.pick({entry:Ll(u.clientX-f.getBoundingClientRect().left,l,i)})}),r.replaceChildren(f)}function Il(t){let e=Ue(t);return{columns:["token","text","gate of a\
ttention's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each\
 column of gates sums to one.`}}var cs=t=>e=>{let n=Ue(e);n.complete&&e.pick({entry:N(n.entry+t,0,n.complete-1)})},Wl={title:"Compressor",aria:"What a compresse\
d entry is made of. Left and right move the entry.",keys:{ArrowLeft:cs(-1),ArrowRight:cs(1)},build:Rl,draw:Cl,table:Il,symbols:t=>{let e=Ue(t),n=[...e.rows??[]].
sort((o,s)=>s.gate-o.gate)[0];return n&&`${w(n.gate,3)} of token ${n.token}, the most of ${e.rows.length} in entry ${e.entry}`}},ds=W(Wl);function st(t,e,n,o){let s=h("select");s.setAttribute("aria-label",n),s.dataset.trait=e,G(s,o);let r=typeof t.model.get(e)=="number";return t.listen(s,"change",
()=>{t.tell(e,r?Number(s.value):s.value),t.redraw()}),{select:s,show:i=>{i&&G(s,i),s.value=String(t.model.get(e))}}}function G(t,e){let n=JSON.stringify(e);t.dataset.
options!==n&&(t.replaceChildren(...e.map(([o,s])=>H(o,s))),t.dataset.options=n)}function fs(t,e,n,o,s){let r=null,a=l=>l.clientX-e.getBoundingClientRect().left-
n()[0],i=l=>N(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(r=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,"poin\
termove",l=>{r!==null&&o(Math.min(r,i(l)),Math.max(r,i(l)))}),t.listen(e,"pointerup",l=>{if(r===null)return;let c=r,d=i(l);r=null,s(Math.min(c,d),Math.max(c,d))}),
t.listen(e,"pointercancel",()=>{r=null})}function Hn(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function ze(t,e){
let n=0,o=()=>{if(performance.now()>n)return;let r=Hn(t.root),a=r===document.scrollingElement,i=a?window.innerHeight:r.getBoundingClientRect().bottom,l=a?0:r.getBoundingClientRect().
top,c=e.getBoundingClientRect(),d=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,f=t.root.querySelector(".dsv-controls")?.offsetHeight??
0,p=c.top-l-d-f-12;c.bottom>i&&(r.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,p)))},s=()=>{n=0};return o.ask=()=>{n=performance.now()+2e3,t.redraw()},t.listen(t.
root,"wheel",s,{passive:!0}),t.listen(t.root,"pointerdown",r=>{r.target.tagName!=="SELECT"&&s()}),o}var he=46,Un=74,je=18,zn=24,Ft=10,ue=20,Fl={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},jn={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"ink","what if":"ink"};function Dl(t){return t>=1048576?`${w(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Bl(t){let e=t.filter(
s=>s>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function Hl(t,e,n,o){let s=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),r=[...t];for(let[i,l]of s.entries())i&&(r[l]=Math.max(r[l],r[s[i-1]]+e));let a=[...s].reverse();if(a.length&&r[a[0]]>o)for(let[i,l]of a.entries())
r[l]=i?Math.min(r[l],r[a[i-1]]-e):o;return r.map(i=>Math.max(n,i))}function Yn(t,{title:e,what:n,lines:o,words:s}){let{model:r,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-he-Un,[p,u]=Bl(o.flat()),m=v=>he+(Math.log2(v)-Ft)/(ue-Ft)*f,g=v=>je+(u-Math.log10(
v))/(u-p)*(d-je-zn),y=r.get("readings"),b=r.get("models").map((v,C)=>`${v} ${s(y[C][n])}`),k=S("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${b.join("\
, ")}`});k.append(S("text",{x:2,y:11},e));for(let v=p;v<=u;v++){let C=s(10**v).replace("FLOP","").replace(".00","").replace(".0","");k.append(S("line",{x1:he,x2:c-
Un,y1:g(10**v),y2:g(10**v),stroke:$(i,"line")}),S("text",{x:he-4,y:g(10**v)+4,"text-anchor":"end",class:"quiet"},C))}for(let v=Ft;v<=ue;v+=c<300?5:2){let C={x:m(
2**v),y:d-9,"text-anchor":"middle",class:"quiet"};k.append(S("text",C,Dl(2**v)))}let A=m(r.get("own").length),M={x1:A,x2:A,y1:je,y2:d-zn};k.append(S("line",{...M,
stroke:$(i,"ink"),"stroke-dasharray":"1 3"}));let _=Hl(o.map(v=>g(v[v.length-1])),12,je,d-zn),P={x:m,y:g,right:c-Un};for(let[v,C]of o.entries())k.append(...Ul(t,
v,n,C,_[v],P,s));return k.addEventListener("click",v=>{let C=(v.clientX-k.getBoundingClientRect().left-he)/f,qt=Math.round(N(Ft+C*(ue-Ft),Ft,ue));t.tell("length",
2**qt),t.redraw()}),k.style.cursor="pointer",k}function Ul({model:t,root:e},n,o,s,r,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:p,
length:u}=t.get("own"),m=t.get("readings")[n][o],g=$(e,jn[d]),y=S("path",{d:s.map((_,P)=>`${P?"L":"M"}${a(f[P]).toFixed(1)} ${i(_).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Fl[d]}),b=S("text",{x:l+5,y:r+4},d),k=S("circle",{cx:a(u),cy:i(m),r:3,fill:g});if(k.append(
S("title",{},`${d}: ${c(m)}`)),d!=="this model"||p<2**Ft||p>=2**ue)return[y,b,k];let A=i(s[f.findIndex(_=>_>=p)]),M=S("circle",{cx:a(p),cy:A,r:3.2,fill:$(e,"pan\
el"),stroke:g});return M.append(S("title",{},`longest context this model accepts: ${O(p)}`)),[y,b,M,k]}var Vn=["window","entries","sink"],ps=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],Ye="V3.2";function Kn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var Dt=t=>Number.isFinite(t)?`${w(100*t,t>=.1?1:2)} %`:"–";function me({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(Ye)]}}function us(t){let{root:e}=t,{models:n,readings:o,v32:s}=me(t),r=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=Z("dsv-table dsv-cost-table",r);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],p=h("td","",d),u=h("td"),m=h("td");p.style.borderLeft=`4px solid ${$(e,jn[d])}`,u.
style.textAlign=m.style.textAlign="left",u.append(...hs(t,f.classes)),Object.keys(f.parts).length>1&&m.append(...hs(t,f.parts));let g=h("tr");g.append(p,h("td",
"",Kn(f.flops)),h("td","",Dt(f.flops/s.flops)),u,h("td","",mt(f.bytes)),h("td","",Dt(f.bytes/s.bytes)),m),l.append(g)}return a}function hs({root:t},e){let n=Object.
entries(e),o=n.reduce((i,[,l])=>i+l,0),s=h("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=h("span"),f=ps[Math.floor(i/Vn.length)%ps.
length];d.style.width=`${100*c/o}%`,d.style.background=`${f}${$(t,Vn[i%Vn.length])}`,d.title=`${l}: ${Dt(c/o)}`,s.append(d)}let[r,a]=[...n].sort((i,l)=>l[1]-i[1])[0];
return[s,h("span","dsv-cost-words",` ${r} ${Dt(a/o)}`)]}function ms({model:t}){let e=h("div","dsv-note");e.style.marginTop="6px",e.append(h("b","","Published fo\
r 1,048,576 tokens, recomputed here: "));let n=t.get("published");for(let[o,[s,r,a,i,l]]of n.entries())e.append(`${o?"; ":""}${s} ${r} ${Math.round(100*a)} % of\
 V3.2, `,h("b","",`${w(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left ou\
t."),e}function gs({model:t}){let e=t.get("held"),n=h("div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really hol\
ds is shown beside the formula once a run has ended.",n;let o=h("b","",`This run's cache held ${O(e.held)} bytes`);if(n.append(o,` after ${O(e.tokens)} tokens (${e.
dtype})`),e.formula){let s=Object.entries(e.formula),r=s.reduce((i,[,l])=>i+l,0),a=r===e.held;n.append(a?"; the formula says the same to the byte: ":`; the form\
ula says ${O(r)}: `,s.filter(([,i])=>i).map(([i,l])=>`${i} ${O(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${O(e.rows)}\
 bytes, in the release's precision ${O(e.release)}.`),n}var ys="what if",zl=["csa_rate","hca_rate","index_topk"];function jl(t){let{model:e,body:n}=t,o=h("div","dsv-controls"),s=h("div","dsv-cost-charts"),r=h("div","\
dsv-panel"),a=st(t,"precision","precision",e.get("precisions")),i=st(t,"counting","how FLOPs are counted",e.get("countings")),l=st(t,"base","model the sliders s\
tart from",[]),c=[Ve(t,"length","context",10,20),Ve(t,"csa_rate","CSA rate",1,6),Ve(t,"hca_rate","HCA rate",2,10),Ve(t,"index_topk","top-k",3,12)],d=h("div","ds\
v-cost-sliders"),f=h("button","dsv-small","own values");return d.append(...c.map(p=>p.box),f),o.append(l.select,a.select,i.select),n.append(o,d,s,r),{charts:s,below:r,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:L(Yl)}}var Yl=t=>It(t,Float64Array);function Vl(t){t.listen(t.own.reset,"click",()=>{for(let e of zl)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function Ve(t,e,n,o,s){let{model:r}=t,a=h("label"),i=h("input"),l=h("output");return Object.assign(i,{type:"range",
min:o,max:s,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===r.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?O(d):`${d}${r.get(e)?"":"\
 (own)"}`}}}function Kl(t){let{model:e,root:n,own:o}=t,{base:s,precision:r,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:p}=me(t);if(!f.length)
return;let u=f.filter(g=>g!==Ye&&g!==ys);s.show(u.map(g=>[g,`sliders change: ${g}`])),s.select.value||(s.select.selectedIndex=s.select.options.length-1);for(let g of[
r,a,...i])g.show();l.style.visibility=f.includes(ys)?"":"hidden",Xl(t);let m=bs(t,0);c.replaceChildren(Yn(t,{title:"FLOPs of one token",what:"flops",lines:m,words:Kn}),
Yn(t,{title:"cache of one sequence",what:"bytes",lines:bs(t,1),words:mt})),d.replaceChildren(us(t),ms(t),gs(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:p.map(g=>g.flops),bytes:p.map(g=>g.bytes),first:m.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function bs({model:t,own:e},n){let o=e.doubles(
t.get("curves")),s=t.get("lengths").length;return t.get("models").map((r,a)=>[...o.subarray((2*a+n)*s,(2*a+n+1)*s)])}function Xl(t){let{models:e,readings:n,v32:o}=me(
t),s=e.flatMap((a,i)=>{let l=`${Dt(n[i].flops/o.flops)} / ${Dt(n[i].bytes/o.bytes)}`;return a===Ye?[]:[`${a} `,h("b","",l)," "]}),r=h("b","",`${O(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...s,"(FLOPs / cache)")}function Gl(t){let{model:e}=t,{models:n,readings:o,
v32:s}=me(t),r=(l,c)=>l.find(([d])=>d===c)?.[1],a=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/s.flops,f,f/s.bytes]}),note:`At ${O(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var Ql={title:"Cost",aria:"Cost of a token against the length of its context",build:jl,listen:Vl,draw:Kl,table:Gl,
symbols:({model:t},e)=>{let{length:n,csa_rate:o,hca_rate:s}=t.get("own"),[r,a]=[t.get("csa_rate")||o,t.get("hca_rate")||s];return e==="rate"?`${r} in CSA layers\
, ${a} in HCA layers`:`${O(n/r)} and ${O(n/a)} at ${O(n)} tokens`}},ks=W(Ql);var R=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;function V(t,e,n){let o=t.sel.get("token"),s=o===-1?n-1:o,r=Number.isFinite(e)?s+e:e<0?0:n-1;t.pick({token:N(r,0,n-1)})}function B(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[N(o+e,0,n.length-1)],expert:-1,entry:-1})}var _t=30,Zl=.55,$s=(t,e)=>N(1-1.6*t/Math.max(1,e),.5,.85),As=(t,e)=>t?Zl*e**(t-1):1;function Jl(t,e,[n,o,s,r]){let a=new Float32Array(n*r),i=new Int16Array(n*r).
fill(-1),l=$s(s,r);for(let c=0;c<o;c++){let d=o-1-c,f=As(d,l);for(let p=0;p<n;p++)for(let u=0;u<s;u++){let m=(c*n+p)*s+u,g=t[m];if(g<0||g>=r||e[m]===255)continue;
let y=p*r+g;a[y]=Math.max(a[y],f*Math.sqrt(e[m]/254)),i[y]=d}}return{strength:a,age:i}}var Ns=t=>N(Math.floor(150/Math.max(1,t)),3,9);function tc({root:t,body:e}){
t.classList.add("dsv-lane");let n=h("canvas");return n.style.display="block",n.style.cursor="pointer",e.append(n),{canvas:n,texts:L(Y),lights:L((o,s,r)=>Jl(bt(o),
q(s),JSON.parse(r))),hovered:null}}function ec(t){let{canvas:e}=t.own,n=o=>{t.own.hovered=o,t.redraw()};t.listen(e,"mousemove",o=>n(ws(t,o))),t.listen(e,"mousel\
eave",()=>n(null)),t.listen(e,"click",o=>{let s=ws(t,o);if(!s)return;let r=t.model.get("layers")[s.layer],a=r===t.sel.get("layer")&&s.expert===t.sel.get("expert");
t.pick({layer:r,entry:-1,expert:a?-1:s.expert})})}function ws({own:t,model:e},n){let[o,,,s]=e.get("shape"),r=t.canvas.getBoundingClientRect(),a=Math.floor((n.clientY-
r.top)/Ns(o)),i=Math.floor((n.clientX-r.left-_t)/(r.width-_t)*s);return a>=0&&a<o&&i>=0&&i<s?{layer:a,expert:i}:null}function nc(t){let{model:e,sel:n,own:o,root:s,
body:r}=t,a=e.get("shape"),[i,l,c,d]=a,f=e.get("experts"),p=e.get("weights");if(q(p).length!==i*l*c)return;let{strength:u,age:m}=o.lights(f,p,JSON.stringify(a)),
g=Ns(i),y=Math.max(_t+d,r.clientWidth),b=I(o.canvas,y,i*g);oc(t,b,u,m,(y-_t)/d,g),sc(t,b,g),rc(t,bt(f),q(p)),s.drawn={last:e.get("last"),tokens:l,lit:u.reduce((k,A)=>k+
+(A>0),0),fresh:m.reduce((k,A)=>k+ +(A===0),0),layer:n.get("layer"),expert:n.get("expert"),at:performance.now()}}function oc({root:t,sel:e,model:n,own:o},s,r,a,i,l){
let[c,,,d]=n.get("shape"),[f,p,u,m]=["line","ramp-high","ink","mark"].map(A=>$(t,A)),g=i>4?1:0,y=l>4?1:0;s.fillStyle=f,s.globalAlpha=.35;for(let A=0;A<c;A++)s.fillRect(
_t,A*l,i*d-g,l-y);for(let A=0;A<c*d;A++){if(!r[A])continue;let M=_t+A%d*i,_=Math.floor(A/d)*l;s.globalAlpha=N(r[A],.06,1),s.fillStyle=p,s.fillRect(M,_,i-g,l-y),
!a[A]&&(s.globalAlpha=1,s.fillStyle=u,s.fillRect(M,_+l-y-(y?2:1),i-g,y?2:1))}s.globalAlpha=1;let b=n.get("layers").indexOf(e.get("layer")),k=(A,M,_)=>{s.strokeStyle=
_,s.strokeRect(_t+M*i-.5,A*l-.5,i-g+1,l-y+1)};b>=0&&e.get("expert")>=0&&k(b,e.get("expert"),m),o.hovered&&k(o.hovered.layer,o.hovered.expert,$(t,"ink"))}function sc({
root:t,sel:e,model:n},o,s){let r=n.get("layers"),a=r.indexOf(e.get("layer"));o.font=R(),o.textBaseline="middle",o.textAlign="right";let i=s>12?1:Math.ceil(13/s);
r.forEach((l,c)=>{c!==a&&(c%i||a>=0&&Math.abs(c-a)<i)||(o.fillStyle=$(t,c===a?"mark":"quiet"),o.fillText(String(l),_t-5,Math.max(5,c*s+s/2)))})}function rc({facts:t,
model:e,own:n},o,s){let[r,a,,i]=e.get("shape"),l=n.texts(e.get("utf8"),e.get("lengths")),{hovered:c}=n;if(!c){t.replaceChildren(`${r} layers × ${i} experts; un\
derlined: chosen for `,h("b","",`${e.get("last")} “${T(l[a-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[c.layer]}\
, expert ${c.expert}: `,f=Ss(o,s,e.get("shape"),c);if(!f){t.replaceChildren(`${d}not among the last ${a} tokens' experts`);return}let p=f.old?`${f.old} tokens a\
go`:"just now",u=h("b","",`“${T(l[a-1-f.old]??"",16)}”`);t.replaceChildren(d,u,` ${p}, ${w(f.share)} of the weight`)}function Ss(t,e,[n,o,s],r){for(let a=0;a<
o;a++){let i=((o-1-a)*n+r.layer)*s,l=t.subarray(i,i+s).indexOf(r.expert);if(l>=0)return{old:a,share:e[i+l]/254}}return null}function ac({model:t,sel:e},n){let[o,
s,r,a]=t.get("shape"),i=bt(t.get("experts")),l=q(t.get("weights")),c=Math.max(0,t.get("layers").indexOf(e.get("layer"))),d=e.get("expert"),f={layer:c,expert:d>=
0?d:i[((s-1)*o+c)*r]},p=Ss(i,l,[o,s,r,a],f),u=`expert ${f.expert} of layer ${t.get("layers")[c]}`;if(!p)return`${u} was not taken by the last ${s} tokens`;let m=As(
p.old,$s(r,a)),g=p.old?`${p.old} tokens ago`:"the newest token";return n==="weight"?`${w(p.share)} of the token's weight, ${u}, ${g}`:n==="left"?`${w(m)} after ${p.
old} tokens, ${u}`:`${w(m*Math.sqrt(p.share))}, ${u}`}function ic({model:t,own:e}){let[n,o,s]=t.get("shape"),r=bt(t.get("experts")),a=q(t.get("weights")),i=e.texts(
t.get("utf8"),t.get("lengths")),l=Math.max(0,o-1)*n*s;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((c,d)=>{
let f=l+d*s,p=Array.from(a.subarray(f,f+s),u=>w(u/254));return[c,Array.from(r.subarray(f,f+s)).join(" "),p.join(" ")]}),note:`Token ${t.get("last")} “${T(i[o-
1]??"",40)}”.`}}var lc={title:"Experts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{
ArrowLeft:t=>V(t,-1,t.model.get("total")),ArrowRight:t=>V(t,1,t.model.get("total")),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("lay\
ers"))},build:tc,listen:ec,draw:nc,table:ic,symbols:ac},Ms=W(lc);var Bt=16,$t=7,Ke=300,Ts=238,wt=84;function Es(t,e){let{body:n,root:o,own:s}=t,r=Math.max(200,n.clientWidth-2),a=I(s.range,r,17),i=r-wt-4;a.font=R(),a.textBaseline=
"middle",a.fillStyle=$(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=$(o,"line"),a.fillRect(wt,3,i,11);let[l,c]=s.dragging??(e.first>=0?[e.first,e.last]:
[-1,-1]),d=u=>wt+i*u/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${$(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),11)),a.fillStyle=$(o,"ink");
let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,p=a.measureText(f).width;a.fillText(f,N(l>=0?d(l)+3:wt+4,wt,wt+i-p),9)}function Os(t,{facts:e,layers:n,summary:o},s){
let{root:r,model:a,sel:i,own:l}=t,c=I(l.side,s,Xn(t));c.font=R(),c.textBaseline="middle",c.fillStyle=$(r,"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",
92,8),c.fillText("Gini",158,8),c.fillText(s===Ke?"effective experts":"effect.",194,8);for(let[d,f]of n.entries()){let p=Bt+d*l.place.tall+l.place.tall/2,u=f===i.
get("layer"),[m,g,y,b,k]=o.subarray($t*d,$t*d+5);c.fillStyle=$(r,u?"chosen":"ink"),c.font=R(u);let A=dt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${A} ${a.
get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,p),c.fillStyle=$(r,"ink"),c.font=R(),c.fillText(w(m),100,p),c.fillText(w(g),158,p),c.fillText(w(y,1),194,p),s===
Ke&&cc(c,r,p,[y,b,k].map(M=>M/e.experts))}}function cc(t,e,n,[o,s,r]){let a=i=>228+66*N(i,0,1);if(t.strokeStyle=$(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(
a(1),n),t.stroke(),Number.isNaN(o)){et(t,e,a(0),n-4,66,8);return}Number.isNaN(s)||(t.strokeStyle=$(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(s),n),t.lineTo(
a(r),n),t.stroke(),t.lineWidth=1),t.fillStyle=$(e,"ink"),t.fillRect(a(o)-1,n-5,2,10)}function vs(t,{facts:e,layers:n,counts:o,tokens:s,summary:r,brushed:a,here:i,
elsewhere:l}){let{sel:c,facts:d,own:f}=t,p=n.indexOf(c.get("layer")),u=p>=0&&c.get("expert")>=0?{row:p,expert:c.get("expert")}:null,m=f.hovered??u;if(d.replaceChildren(),
!m){let b=0,k=0;for(let M=0;M<n.length;M++)b+=r[$t*M+5]||0,k+=r[$t*M+6]||0;let A=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${A}, ${e.
slots} of ${e.experts} experts each: `,h("b","",`${b} never chosen`),`, ${w(k,1)} would be by chance`);return}let g=s[2*m.row],y=i(m.row,m.expert);d.append(`lay\
er ${n[m.row]}, expert ${m.expert}: `,h("b","",Number.isNaN(y)?"not captured":`${w(y)} × even use`),` (${o[m.row*e.experts+m.expert]} of ${g} tokens, even ${w(
g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${w(l(m.row,m.expert))} ×`)}function _s({root:t,model:e},n){let o=h("span","dsv-ramp");o.style.display="i\
nline-block",o.style.width="90px",o.style.verticalAlign="middle";let s=["less","even","more"].map(a=>$(t,a));o.style.background=`linear-gradient(90deg, ${s.join(
", ")})`;let r=e.get("against")==="rest"&&n.first>=0?"the rest":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${r} · full tile: above ·\
 dot: never chosen · hatched: not captured · effective experts: of ${n.draws} choices, with 5 to 95 %`]}var Xn=({model:t,own:e})=>Bt+t.get("layers").length*e.
place.tall+2;var dc=2,Ht=32,Gn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function Ls(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,s)=>t[s]-t[o]||o-s):n}var Qn=t=>t>
0?N(Math.log2(t)/dc,-1,1):-1;function Xe(t,e,n,o,s,r,a){let i=Qn(r),l=i<-1e-9?Math.max(2,s*(1+.5*i)):s;t.fillStyle=a(i),t.fillRect(e,n+(s-l)/2,o,l)}function Ge(t){
let e=$(t,"less"),n=$(t,"even"),o=$(t,"more"),s=Array.from({length:2*Ht+1},(r,a)=>a<Ht?tt(n,e,(Ht-a)/Ht):tt(n,o,(a-Ht)/Ht));return r=>s[Math.round((N(r,-1,1)+1)*
Ht)]}var fc="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",pc="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Rs(t,e){
let{model:n,sel:o}=t,{low:s}=t.own,r=n.get("panel");s.replaceChildren(),r==="ranks"?mc(t):n.get("layers").includes(o.get("layer"))?r==="together"?uc(t,e):hc(t,n.
get("detail")):s.append(h("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function hc(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(h("div","dsv-note",fc));return}let[o,s,r]=e.weight.map(c=>w(c)),a=h("div","dsv-note");a.append(h("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${r} (middle ${s})`:"",e.bias===null?"":`; its bias is ${w(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=h("table","dsv-table"),l=h("tbody");i.append(l);for(let c of e.rows){let d=h("tr"),f=h("td","dsv-context");f.append(gt(c.before,26,
!0),h("b","",gt(c.piece,20)),gt(c.after,26)),d.append(h("td","",String(c.token)),h("td","",w(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function uc(t,e){let{model:n,sel:o,body:s,root:r}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=h(
"canvas"),c=h("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(h("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=N(Math.floor((s.clientWidth-40)/e),
2,17),p=26,u=15,m=I(l,p+f*e+2,f*e+u+1),g=Ge(r);m.font=R(),m.textBaseline="middle",m.fillStyle=$(r,"quiet");for(let M=0;M<e;M+=Math.max(1,Math.ceil(14/f)))m.fillText(
String(M),p+M*f+1,7),m.fillText(String(M),6,u+M*f+f/2);let y=ut(m,$(r,"none"),4),b=f-(f>5?1:0),k=[Number.NaN,0,0];for(let M=0;M<i.length;M++){let[_,P]=[Math.floor(
M/e),M%e],v=p+P*f,C=u+_*f;Number.isNaN(i[M])?_!==P&&(m.fillStyle=y,m.fillRect(v,C,b,b)):(Xe(m,v,C,b,b,i[M],g),i[M]<=k[0]||(k=[i[M],_,P]))}if(Number.isNaN(k[0]))
return;let A=`Most often beyond chance: experts ${k[1]} and ${k[2]}, ${w(k[0])} times.`;a.append(h("div","dsv-note",A))}function mc(t){let{model:e}=t,{many:n,where:o,
low:s}=t.own,r=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=h("div","dsv-controls");n.show(e.get("rank_options").map(m=>[m,`${m} ranks`])),
o.show(),l.append(h("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 tokens: middle","95 %","load of each \
rank over the mean"],{table:d,head:f,rows:p}=Z("dsv-table",c);f.lastChild.style.textAlign="left";let u=r+3;if(i.length===a.length*u)for(let[m,g]of a.entries()){
let y=i.subarray(m*u,(m+1)*u),b=h("tr");b.append(h("td","",String(g)),h("td","",`${w(y[r])} ×`),h("td","",w(y[r+1])),h("td","",w(y[r+2])),gc(t,y.subarray(0,r))),
b.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),p.append(b)}s.append(l,d,h("div","dsv-note",pc))}function gc(t,e){let n=h("td");return n.style.
textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,s)=>{let r=h("span","dsv-bar");r.style.width=`${N(160/e.length,2,18)}px`,r.style.height=`${Math.round(
7*N(o,0,2.4))}px`,r.style.marginRight="1px",r.style.verticalAlign="baseline",r.title=`rank ${s}: ${w(o)}`,o>1&&(r.style.background=$(t.root,"more")),n.append(r)}),
n}function yc(t){let e=h("div","dsv-controls"),n=st(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=st(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),s=st(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),r=st(t,"ranks","number of ranks",[]),a=st(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=h("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,s.select,i);
let l=h("canvas","dsv-load-range"),c=h("div","dsv-load"),d=h("canvas"),f=h("div","dsv-load-scroll"),p=h("canvas"),u=h("div","dsv-note"),m=h("div","dsv-panel");return p.
style.cursor=d.style.cursor="pointer",f.append(p),c.append(d,f),t.body.append(e,l,c,u,m),{against:n,sort:o,panel:s,many:r,where:a,clear:i,range:l,side:d,scroll:f,
map:p,legend:u,low:m,reveal:ze(t,m),counts:L(F),rest:L(F),tokens:L(F),summary:L(E),together:L(E),parallel:L(E),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function bc(t){let{model:e,own:n}=t,{panel:o,many:s,where:r,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let u of[o,s,r])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),fs(t,l,()=>[wt,l.clientWidth-wt-4],(u,m)=>{n.dragging=qs(t,u,m),t.redraw()},(u,m)=>{let[g,y]=qs(t,u,m);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{n.hovered=Ps(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let m=Ps(t,u);m&&t.pick({layer:e.get("layers")[m.row],expert:m.expert,entry:-1})}),t.listen(d,"click",u=>{
let m=Math.floor((u.clientY-d.getBoundingClientRect().top-Bt)/n.place.tall),g=e.get("layers")[m];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Cs=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[N(o<0?
0:o+t,0,n.length-1)]})};function qs(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Ps({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-Bt)/t.place.tall),s=Math.floor((e.clientX-n.left)/t.place.cell),r=t.place.orders[o];return r&&s>=0&&s<
r.length?{row:o,expert:r[s]}:null}function Zn({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:s}=n,r=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(m,g)=>Gn(r[m*o+g],i[2*m],s,o),f=(m,g)=>Gn(a[m*o+g],i[2*m+1],s,o),p=(m,g)=>c?d(m,g)/f(m,g):
d(m,g),u=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:r,tokens:i,summary:u,brushed:l,here:d,elsewhere:f,rate:p}}function kc(t){let{model:e,
body:n,root:o,sel:s,own:r}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=r;for(let v of[a,i,l])v.show();let p=Zn(t),{facts:u,layers:m,brushed:g,rate:y,
summary:b}=p,{experts:k}=u;if(!k)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,Es(t,u);let A=n.clientWidth<620?Ts:Ke;xc(t,p,Math.max(120,n.clientWidth-
A-4)),Os(t,p,A),vs(t,p),d.replaceChildren(..._s(t,u)),Rs(t,k),f();let{cell:M,tall:_,orders:P}=r.place;o.drawn={experts:k,layers:[...m],first:u.first,last:u.last,
rates:m.map((v,C)=>Array.from({length:k},(qt,Pt)=>y(C,Pt))),orders:P,picked:[s.get("layer"),s.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:m.
map((v,C)=>b[$t*C+1]),cell:M,tall:_}}function xc(t,e,n){let{model:o,root:s,sel:r,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),p=l.length>24?12:l.length>12?16:21,u=o.get("sort"),m=l.map((M,_)=>Ls([...c.subarray(_*d,(_+1)*d)],u));a.place={cell:f,tall:p,orders:m};let g=Xn(t),y=I(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font=R(),y.fillStyle=$(s,"quiet");let b=u==="id"?`expert 0 to ${d-1}\
 of each layer`:"each layer's experts, busiest first";y.fillText(b,1,8);let k={shades:Ge(s),ink:$(s,"ink"),paper:$(s,"panel")},A=l.indexOf(r.get("layer"));for(let[
M,_]of m.entries())for(let[P,v]of _.entries())wc(t,y,e,k,M,v,P),!(M!==A||v!==r.get("expert"))&&(y.strokeStyle=$(s,"chosen"),y.lineWidth=2,y.strokeRect(P*f,Bt+M*
p,Math.max(Is(f),3),p-1))}var Is=t=>Math.max(t-(t>6?1:.5),1);function wc({root:t,own:e},n,{facts:o,counts:s,rate:r},{shades:a,ink:i,paper:l},c,d,f){let{cell:p,tall:u}=e.
place,m=f*p,g=Bt+c*u,y=Is(p),b=r(c,d);if(Number.isNaN(b)){et(n,t,m,g,y,u-1);return}if(s[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=.15,n.fillRect(m,g,y,
u-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(m+y/2,g+u/2,Math.min(2,p/3),0,7),n.fill();return}if(Xe(n,m,g,y,u-1,b,a),p<24)return;n.fillStyle=Math.abs(
Qn(b))>.55?l:i,n.font=R();let k=Number.isFinite(b)?w(b,b<9.95?1:0):"new";n.fillText(k,m+(y-n.measureText(k).width)/2,g+u/2)}function $c(t){let{facts:e,layers:n,
tokens:o,summary:s,here:r}=Zn(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts o\
f ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[l,i[c]==="hash"?"table":"scores",o[2*c],...s.
subarray($t*c,$t*c+5),o[2*c]>0?s[$t*c+5]:null,...Array.from({length:a},(d,f)=>r(c,f))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`to\
kens ${e.first} to ${e.last}`:"the whole text"}.`}}var Ac={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left \
and right the expert.",keys:{ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),ArrowLeft:Cs(-1),ArrowRight:Cs(1)},build:yc,listen:bc,
draw:kc,table:$c,symbols:(t,e)=>{let n=Zn(t),o=n.layers.indexOf(t.sel.get("layer")),s=t.sel.get("expert");return o<0||s===-1?void 0:`${e==="n"?String(n.counts[o*
n.facts.experts+s]):w(n.here(o,s))} (expert ${s} of layer ${n.layers[o]})`}},Ws=W(Ac);var Nc=17,Sc=18,Mc=27,ge=14,Tc=640,rt=88,at=54,Ds=18,Ec=6,Oc=.42,Fs=2,vc="☷ the table chose, by the token's id: same token, same experts (outlined)",_c="chose\
n by the scores of the token's state";function Qe(t,e=0){let n=e*ge+4,o=e>0&&t.length*n<=Tc,[s,r]=o?[Mc,n]:[Nc,Sc],a=f=>t[f]==="hash"?0:1,i=[...t.keys()].sort((f,p)=>a(
f)-a(p)||f-p),l=[],c=0,d=null;for(let f of i)t[f]!==d&&(c+=d===null?0:Ec,l.push({band:t[f],y:c}),c+=Ds,d=t[f]),l.push({index:f,y:c}),c+=r;return{rows:l,height:c,
cell:s,row:r,named:o}}function Bs({rows:t,cell:e,row:n},o,s,r){let a=Math.floor(o/e),i=t.find(l=>l.index!==void 0&&s>=l.y&&s<l.y+n);return i?.index!==void 0&&a>=
0&&a<r?{token:a,index:i.index}:null}function Hs({model:t,own:e}){let[n,o,s]=t.get("shape"),r=q(z(t,"weights")),a=q(z(t,"colours")),i=n*s?Math.min(Math.max(o,a.length/
n),r.length/(n*s)):0,l=e.texts(z(t,"utf8"),z(t,"lengths"));return{L:n,K:s,T:i,weights:r,codes:a,pieces:l,experts:e.ids(z(t,"experts")),layers:t.get("layers")}}function Lc({
root:t,sel:e,own:n,model:o},s,r){let a=["none","ink","quiet","chosen"],[i,l,c,d]=a.map(p=>$(t,p)),f=n.shadesOf($(t,"ramp-low"),$(t,"ramp-high"));return{none:i,ink:l,
quiet:c,mark:d,shades:f,picked:r,kinds:o.get("kinds"),bar:`rgb(${$(t,"tint")})`,cell:n.layout.cell,tall:n.layout.row,named:n.layout.named,left:n.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:s.layers.indexOf(e.get("layer"))}}function Us(t,e,n){let{own:o}=t,s=o.scroll.clientWidth,r=at+o.layout.height+
2,a=I(o.canvas,s,r),i=Lc(t,e,n),{left:l,quiet:c,cell:d}=i,f=Math.max(0,Math.floor(l/d)),p=Math.min(e.T-1,Math.floor((l+s-rt)/d));a.font=R(),a.textBaseline="midd\
le",a.save(),a.beginPath(),a.rect(rt,0,s-rt,r),a.clip();let u=0;for(let m=f;m<=p;m++){Rc(a,e,i,m);for(let{index:g,y}of o.layout.rows)g!==void 0&&Cc(a,e,i,m,g,at+
y)&&u++}return Ic(t,a,i,f,p),a.restore(),Wc(t,a,e,i),a.fillStyle=c,a.font=R(),a.fillText("layer",4,at-8),u}function Rc(t,{pieces:e},{left:n,cell:o,picked:s,hover:r,
mark:a,ink:i,quiet:l},c){t.save(),t.translate(rt+c*o-n+o/2,at-4),t.rotate(-Math.PI/2),t.fillStyle=e[c]===e[s]?a:c===r?i:l,t.font=R(c===s),t.fillText(T(e[c]??"",
8),0,0),t.restore()}function Cc(t,e,n,o,s,r){let{L:a,K:i,codes:l,experts:c,pieces:d}=e,{left:f,none:p,mark:u,shades:m,picked:g,cell:y,tall:b}=n,k=o*a+s,A=rt+o*y-
f;if(c[k*i]<0)return t.fillStyle=p,t.beginPath(),t.arc(A+y/2,r+b/2,1.5,0,7),t.fill(),!1;let M=l[k]===255?p:m[l[k]],P=(n.named?Pc:qc)(t,e,n,k*i,s,A,r,M);return d[o]===
d[g]&&o!==g&&n.kinds[s]==="hash"&&(t.strokeStyle=u,t.lineWidth=1,t.strokeRect(A+.5,r+.5,y-1,b-1)),P}function zs(t,e){return t===255?e:t/254}function qc(t,{K:e,weights:n,
experts:o},{cell:s,tall:r,expert:a,row:i,mark:l},c,d,f,p,u){let m=!1,g=p+1;for(let y=0;y<e;y++){let b=zs(n[c+y],1/e)*(r-2),k=a!==-1&&d===i&&o[c+y]===a;m||=k,t.fillStyle=
k?l:u,t.fillRect(f+1,g,s-2,Math.max(b-1,.5)),g+=b}return m}function Pc(t,{K:e,weights:n,experts:o},s,r,a,i,l,c){let{cell:d,tall:f,expert:p,row:u,mark:m,ink:g,bar:y}=s,
b=!1;t.globalAlpha=Oc,t.fillStyle=c,t.fillRect(i+1,l+1,d-2,f-2),t.globalAlpha=1;for(let k=0;k<e;k++){let A=l+2+k*ge,M=p!==-1&&a===u&&o[r+k]===p;b||=M,t.fillStyle=
g,t.fillText(String(o[r+k]),i+4,A+ge/2-1),t.fillStyle=y,t.fillRect(i+2,A+ge-1-Fs,Math.max(1,zs(n[r+k],0)*(d-4)),Fs),M&&(t.strokeStyle=m,t.lineWidth=2,t.strokeRect(
i+2,A,d-4,ge-1))}return b}function Ic({own:t,model:e},n,{left:o,ink:s,mark:r,picked:a,hover:i,row:l,cell:c},d,f){let{rows:p,height:u}=t.layout,m=(b,k,A,M)=>{n.strokeStyle=
k,n.lineWidth=A,n.globalAlpha=M,n.strokeRect(rt+b*c-o+.5,at-1,c-1,u),n.globalAlpha=1};m(a,r,2,.55),i>=0&&m(i,s,1,.5);let g=e.get("parting");g>=d&&g<=f&&(n.strokeStyle=
s,n.setLineDash([4,3]),n.strokeRect(rt+g*c-o+.5,at-1,.5,u),n.setLineDash([]));let y=p.find(b=>b.index===l);l<0||!y||(n.strokeStyle=r,n.lineWidth=2,n.strokeRect(
rt+a*c-o,at+y.y,c,t.layout.row))}function Wc({own:t,model:e},n,{layers:o},{quiet:s,ink:r,mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){
n.fillStyle=s,n.font=R(),n.fillText(c==="hash"?vc:_c,2,at+d+Ds/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:r,n.font=R(l===i),n.fillText(`${o[l]}\
 ${dt[f]??""} ${f}`,4,at+d+t.layout.row/2)}}var Fc="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Dc="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Bc({expert:t,score:e,chosen:n}){let o=e.map(Number),s=Math.min(...o.filter((l,c)=>n[c])),
r=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>s);if(!r.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function Ys(t){let{model:e,sel:n,own:o}=t,{ranking:s,caption:r,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=s.contains(c)?c?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),a.replaceChildren(),
i.textContent="",Uc(t);let f=e.get("detail");if(!f?.expert){r.textContent="Click a cell for the ranking behind it.";return}let p=o.texts(z(e,"utf8"),z(e,"length\
s")),u={...f,expert:f.expert};r.append("Ranking at ",h("b","",`layer ${f.layer}, token ${f.token} “${T(p[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${Bc(u)}`:` · margin of the choice ${w(f.margin,4)}`),Hc(t,u),d!==void 0&&s.querySelector(`tr[data-expert="${d}"]`)?.focus();let m=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=m?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=Dc}function Hc({sel:t,own:e},n){let o=Z("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?w(n.weight[i],3):"",c=h("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=h("td"),p=h("span","dsv-bar");f.style.textAlign="left",p.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/s):0}px`,f.append(p),c.append(h("td","",String(a)),h("td","",w(n.logit[i])),h("td","",w(n.score[i],3)),h("td","",w(
n.biased_score[i],3)),h("td","",l||"not chosen"),f,h("td","",w(n.norm[i]))),o.rows.append(c)});let r=h("tr");for(let a of["shared","","","","always","",w(n.shared_norm)])
r.append(h("td","",a));r.style.cursor="default",r.dataset.expert=String(-1),o.rows.append(r),e.ranking.append(...o.table.children)}function Uc(t){let{model:e,sel:n,
own:o}=t,s=e.get("uses")??{};if(s.of?.expert!==n.get("expert"))return;let r=h("div","dsv-uses");r.append(js(t,s.of,"chosen")),s.control&&r.append(js(t,s.control,
"matched control")),o.inverse.append(r)}function js(t,e,n){let o=h("div"),s=h("ol"),r=h("div","dsv-note");r.title=n==="chosen"?"":Fc,r.append(h("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=h("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(h("sp\
an","quiet",kt(a.before.slice(-18))),h("b","",kt(a.piece)),h("span","quiet",kt(a.after.slice(0,18))),h("small","",` ${w(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),s.append(i)}return o.append(r,s),o}function Vs(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,s)=>[o,e.logit[s],e.score[s],e.biased_score[s],e.chosen[s]?e.weight[s]:"not chosen",e.norm[s]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Ks(t,e,n){if(!t?.expert?.length)return;let o=Math.max(0,t.expert.indexOf(e)),s=t.weight.reduce((d,f,p)=>d+(t.chosen[p]?f??0:0),0),[r,a]=[t.score[o],t.biased_score[o]],
i=t.chosen.filter(Boolean).length,l=`expert ${t.expert[o]} of layer ${t.layer}, token ${t.token}`;return{z:`${w(t.logit[o])} (${l})`,s:`${w(r,3)} (${l})`,b:`${r===
null||a===null?"–":w(a-r,3)} (${l})`,k:`${i} of layer ${t.layer}`,weight:t.chosen[o]?`${w(t.weight[o],3)} (${l}, rank ${o+1} of ${i})`:`none: ${l} was not cho\
sen`,scale:w(s,3)}[n]}function zc(t,e,n,o,s){let r=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(s)&&r++;return r}function jc({body:t}){let e=h("select");e.setAttribute(
"aria-label","colour cells by");let n=h("span","dsv-legend"),o=h("span"),s=h("span","dsv-ramp"),r=h("span"),a=h("div","dsv-bar-row"),i=h("button","dsv-small","n\
ames");i.type="button",i.title="name the experts in the cells, or show more tokens",n.append(e,o,s,r),a.append(n,i);let l=h("div","dsv-grid"),c=h("div","dsv-gri\
d-stage"),d=h("canvas"),f=h("div");d.style.position="absolute",d.style.cursor="pointer",c.append(d),l.append(c,f);let p=h("table","dsv-table dsv-ranking"),u=h("\
div","dsv-note"),m=h("div","dsv-note"),g=h("div");return m.style.margin="4px 0 0",t.append(a,l,m,p,u,g),{choose:e,names:i,legend:n,low:o,bar:s,high:r,scroll:l,canvas:d,
spacer:f,ranking:p,note:u,caption:m,inverse:g,texts:L(Y),ids:L(bt),shadesOf:L(Gt),tabled:[],layout:Qe([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function Yc(t){let{model:e,sel:n,own:o}=t,{choose:s,scroll:r,canvas:a,ranking:i}=o;t.listen(s,"change",()=>t.tell("colour",s.value)),t.listen(o.names,"click",()=>{
o.named=!o.named,o.lastPicked=null,t.redraw()});let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(r,d,l,{passive:!0});
t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>r.scrollWidth-2*o.layout.cell?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=
d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(a,"mousemove",d=>c(Gs(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=Gs(t,d);
if(!f)return;let p=e.get("layers")[f.index],u=p===n.get("layer")?{}:{layer:p,expert:-1,entry:-1};t.pick({token:f.token,...u})}),t.listen(i,"click",d=>Qs(t,d.target.
closest("tbody tr"))),t.listen(i,"keydown",d=>{["Enter"," "].includes(d.key)&&(Qs(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Xs=({model:t,
own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?[]:[t.get("layers")[n.index]]);function Gs({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-
rt,s=e.clientY-n.top-at;return o<0?null:Bs(t.layout,o+t.scroll.scrollLeft,s,t.tokens)}function Qs(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.
sel.get("expert")===n?-1:n})}function Vc(t){let{model:e,sel:n,root:o,own:s}=t,r=Hs(t);s.tokens=r.T,s.layout=Qe(e.get("kinds"),s.named?r.K:0),s.names.setAttribute(
"aria-pressed",String(s.named)),s.names.style.display=Qe(e.get("kinds"),r.K).named?"":"none";let a=n.get("token"),i=a>=0&&a<r.T?a:r.T-1;Kc(t,a);let l=Us(t,r,i);
Xc(t),Gc(t,r),Ys(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:i,layer:n.get("layer"),detail:e.
get("detail"),highlighted:l,codes:Array.from(r.codes.slice(0,64))}}function Kc({own:t},e){let{scroll:n,spacer:o}=t,{cell:s}=t.layout,r=rt+t.tokens*s+4;if(o.style.
width=`${r}px`,o.style.height=`${at+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=r),e!==t.lastPicked&&e>=0){let a=e*s,i=n.clientWidth-rt;(a<n.scrollLeft||
a+s>n.scrollLeft+i)&&(n.scrollLeft=a-i/2)}t.lastPicked=e}function Xc({model:t,root:e,own:n}){let{choose:o,legend:s,low:r,bar:a,high:i}=n,l=t.get("colour_options");
G(o,l.map(([f,p])=>[f,`colour: ${p}`])),o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf($(e,"ramp-low"),$(e,"ramp-high"));
a.style.background=`linear-gradient(90deg, ${d[0]}, ${d[254]})`,r.textContent=w(t.get("low")),i.textContent=`${w(t.get("high"))} ${c}`,s.title="grey: this layer\
 has no such value"}function Gc({facts:t,sel:e,model:n,own:o},{L:s,K:r,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),p=c.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),d){let u=(d.token*s+d.index)*r;t.append(`layer ${c[d.index]}, token ${d.token} “${T(l[d.token]??"",16)}”: experts `,h("b","",
i.slice(u,u+r).join(" ")))}else if(f!==-1&&p>=0){let u=zc(i,p,s,r,f),m=h("b","",`${u} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,m," (\
marked cells)")}else n.get("parting")>=0?t.append("beside another run: the text parts at token ",h("b","",`${n.get("parting")}`)," (dashed)"):t.append(`${r} exp\
erts work on each token in every layer, and the shared one besides`)}var Qc={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>V(t,-1,t.own.tokens),ArrowRight:t=>V(t,1,t.own.tokens),ArrowUp:t=>B(t,-1,Xs(t)),ArrowDown:t=>B(t,1,Xs(t)),Home:t=>V(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>V(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:jc,listen:Yc,draw:Vc,table:Vs,symbols:({model:t,sel:e},n)=>Ks(
t.get("detail"),e.get("expert"),n)},Zs=W(Qc);var At=[.5,1,2,4,8,16,32,64],er=-.5,Js=1.5,tr=.25,nr=t=>({playing:!1,at:null,speed:t>16?4:2});function or(t,e){t.speed=N(t.speed+e,0,At.length-1)}var yt=(t,e)=>N(
Math.floor(t),0,e-1);function sr(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=er)}function rr(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/tr+1+1e-9)*tr,e+1)}function ar(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?At[t.speed]:Math.min(At[t.speed],6);return t.
at=Math.min(t.at+e*o,n+Js),t.at>=n+Js}function ir(t){t.at=er}var lr=(t,e)=>t===null||!e?t:Math.ceil(t);function cr(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var K=18,j=12,Zc=66,Jc=46,td=92,ed=1,dr=.2;function nd(t,e,n){if(t*Jc<=n)return new Array(t).fill(Math.min(n/t,td));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/ed)**2))),s=o.reduce((i,l)=>i+l,0),r=Math.min(Zc,n/(s+.6)),a=(n-r*s)/Math.max(t-s,1e-9);return o.map(i=>a+(r-a)*i)}function od(t,e){let n=t<780,o=t<480,
s=n?{x:4,width:t-8}:{x:0,width:N(t*.29,200,400)},r=n?14:s.x+s.width+58,a={x:r,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=N((t-r)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:N(t*.145,104,190),f={x:t-d,width:d},p={x:c.x+c.width+(o?34:46),width:0};p.width=Math.max(20,f.x-p.x-(o?14:40));let u=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:s,label:a,mass:i,lanes:c,rail:p,lens:f,nodes:u}}function fr(t,e,n,o,s=!1){let r=od(t,n.streams),
a=r.stacked?e>480?5:4:0,i={y:a*K+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,p=nd(n.layers,o,d).map(
m=>{let g={y:f,height:m};return f+=m,g});c.y=f;let u=r.stacked?{y:0,height:a*K}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:r,rows:p,heads:i,
start:l,end:c,text:u,draft:s}}var it=(t,e)=>t.y+t.height*e,ye=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,be=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,pr=["read","mixed","\
routed","lens"],lt=(t,e,n)=>t===null?1:N((t-e)*4-n,0,1),X=t=>dr+(1-dr)*t,Ut=(t,e=26,n=36)=>ot(t,e,n);function Jn(t,e){let n=N(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var hr=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var sd="☷",rd=["entries","window","sink"];function ur({ctx:t,look:e,place:n,sizes:o,kinds:s,font:r,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=mr(
c),p=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=r(j,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let u=Math.abs(l-a)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%p===0&&!u)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),
t.textAlign="left",t.font=r(j),t.fillStyle=l===a?e.ink:e.quiet,c.height>=5.5){let{column:m}=Jn(c.height,l),g=d.x+20+9*Math.min(m,1),{glyph:y}=o.kinds[s[l]];c.height>=
13&&t.strokeText(y,g,f),t.fillText(y,g,f)}i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var mr=t=>it(t,.5-.22*Ut(t.height,20,36));function ke({
mass:t},e){let n=N(e.height*.3,Math.min(3,e.height*.7),14),o=mr(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function to(t,e,n,o){let s=n.x;for(let r=0;r<o;r++)
s+=(t.mass[e*3+r]||0)*n.width;return{x:s,width:(t.mass[e*3+o]||0)*n.width}}function gr(t,e){let{ctx:n,root:o,look:s,place:r,path:a,at:i,hits:l,font:c}=t,d=r.rows[e],
f=ke(r.columns,d),p=[0,1,2].map(m=>a.mass[e*3+m]);a.blank?eo(t,f):p.some(Number.isNaN)&&et(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=X(lt(i,e,0)),rd.forEach((m,g)=>{
let{x:y,width:b}=to(a,e,f,g);n.fillStyle=s[m],b>0&&n.fillRect(y,f.y,Math.max(b-.5,.5),f.height),b>0&&l.push({what:m,layer:e,x:y,y:d.y,width:b,height:d.height})});
let u=f.width<72?0:Ut(d.height,44,52);u>0&&!p.some(Number.isNaN)&&(n.globalAlpha*=u,n.font=c(j),n.textBaseline="top",n.fillStyle=s.ink,Ot(p).map(g=>w(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,f.x+f.width*y/2,f.y+f.height+4)})),n.globalAlpha=1,n.textAlign="left"}var Ze=t=>it(
t,.5+.4*Ut(t.height,8,36));function yr({place:t,path:e,sizes:n},o,s){let r=N(t.rows[o].height*.42,2,22);return Math.max(1.5,r*Math.min(1,2*e.expert_weight[s]/n.
scale))}function br(t,e){let{ctx:n,root:o,look:s,place:r,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=r.rows[e],{rail:p}=r.columns,u=Ze(f),m=lt(l,e,2),g=N(f.height*
.42,2,22);n.fillStyle=s.none,n.fillRect(p.x,u,p.width,1),c.push({what:"rail",layer:e,x:p.x,y:f.y,width:p.width,height:f.height});let y=i.chosen,b=Math.max(2,p.width/
i.experts*.6);a.expert[e*y]<0&&!a.blank&&et(n,o,p.x,u-Math.min(g,8),p.width,Math.min(g,8)),n.globalAlpha=X(m),n.fillStyle=s.expert;for(let M=e*y;M<(e+1)*y;M++){
if(a.expert[M]<0)continue;let _=be(r.columns,i.experts,a.expert[M]),P=yr(t,e,M)*(.3+.7*m);n.fillRect(_-b/2,u-P,b,P),c.push({what:"expert",layer:e,id:a.expert[M],
x:_-b,y:f.y,width:2*b,height:f.height})}id(t,e),n.globalAlpha=X(m),n.fillStyle=s.quiet;let k=p.x+p.width+12,A=N(f.height*.18,1.5,4);n.beginPath(),n.moveTo(k,u-2*
A),n.lineTo(k+A,u-A),n.lineTo(k,u),n.lineTo(k-A,u-A),n.fill(),c.push({what:"shared",layer:e,x:k-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&ad(t,e,p.x-15,
u-Math.min(6,f.height/3)),n.globalAlpha=1}function ad({ctx:t,look:e,font:n,place:o},s,r,a){let{column:i}=Jn(o.rows[s].height,s);t.font=n(j),t.fillStyle=e.ink,t.
textAlign="left",t.textBaseline="middle",t.fillText(sd,r-10*Math.min(i,1),a)}function id(t,e){let{ctx:n,look:o,place:s,path:r,sizes:a,font:i,at:l}=t,c=Ut(s.rows[e].
height,36,46);if(!c)return;let d=Ze(s.rows[e]);n.font=i(j),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=X(lt(l,e,2))*c;let f=[];
for(let p=e*a.chosen;p<(e+1)*a.chosen;p++){if(r.expert[p]<0)continue;let u=be(s.columns,a.experts,r.expert[p]);f.some(m=>Math.abs(m-u)<7*String(r.expert[p]).length+
4)||(f.push(u),n.fillText(String(r.expert[p]),u,d-yr(t,e,p)-3))}n.textAlign="left"}function eo({ctx:t,look:e},{x:n,y:o,width:s,height:r}){t.strokeStyle=e.none,t.
lineWidth=1,t.strokeRect(n+.5,o+.5,s-1,Math.max(1,r-1))}function kr(t,e,n){let o=[],s=0,r=0;for(let a of t){let i=a.split(`
`).length-1,l=vt(J(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));s>0&&s+n(l)>e&&(s=0,r++);let c=s===0&&r>0?l.replace(/^ (?=\S)/,""):l,d=n(c);o.push({x:s,line:r,
width:Math.min(d,e),text:c}),s+=d,i&&(s=0,r+=i)}return o}function xr(t,e,n,o){let s=Math.min(Math.max(n-e,0),t.length-1),r=t[s]?.line??0,a=Math.max(1,Math.floor(
o.height/K)),i=r+1,l=e>0;(i>a||l)&&(l=!0,i=Math.min(i,a-1));let c=r+1-i,d=t.findIndex(p=>p.line>=c),f=o.y+(l?K:0)-c*K;return{from:e+Math.max(d,0),first:e,token:n,
words:t,top:f,left:o.x,folded:l}}function xe(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*K,width:n.width,height:K}}
function no(t,e,n){let o=[];for(let s=Math.max(e,t.from);s<=Math.min(n,t.token);s++){let r=xe(t,s);if(!r)continue;let a=o[o.length-1];a&&a.y===r.y?a.width=r.x+r.
width-a.x:o.push(r)}return o}var Je=class{#t="";#e=null;draw(e,n,o,s,r){let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,a,s].concat(Object.values(r)).join();if(i!==this.#t||!this.#e){this.#t=i,this.#e=Et(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=nt(this.#e);l.setTransform(
a,0,0,a,-n.left*a,0),l.font=s,l.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<r.prompt?r.quiet:r.ink,l.fillText(
d.text,n.left+d.x,n.top+(d.line+.5)*K))}}e.drawImage(this.#e,n.left,0,this.#e.width/a,this.#e.height/a)}};function Zt(t,e,n){let o=[];for(let s=e*t.keys;s<(e+1)*t.keys;s++){let[r,a,i]=[t.zone[s],t.key[s],t.weight[s]];r===-1||!(i>0)||o.push({zone:r,key:a,weight:i,...r===
1?hr(a,n):{first:a,last:a}})}return o}function ld({shown:t,place:e},n){let o=no(t,n.first,n.last),s=o[o.length-1],{stacked:r,text:a}=e.columns;if(s)return{boxes:o,
x:r?s.x+s.width/2:s.x+s.width,y:s.y+(r?K:K/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+K-2}}function wr(t,e){
let{ctx:n,look:o,shown:s,at:r,layer:a}=t,i=lt(r,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of no(
s,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function $r(t,e){let{ctx:n,look:o,place:s,path:r,at:a,layer:i}=t,l=lt(a,i,0);if(!l)return;let c=s.rows[i],
d=ke(s.columns,c),f=Math.max(...e.map(p=>p.weight),1e-9);n.lineCap="round";for(let p of[...e].reverse()){let u=ld(t,p),m=to(r,i,d,p.zone===1?0:1),g=m.x+m.width/
2,y=u.y<d.y,b=y?d.y:d.y+d.height;n.strokeStyle=p.zone===1?o.entries:o.window,n.globalAlpha=X(l)*(.25+.6*Math.sqrt(p.weight/f)),n.lineWidth=.8+7*p.weight;let k=(14+
Math.abs(b-u.y)*.2)*(y?-1:1),A=s.columns.stacked?[s.columns.text.x,u.y+30]:[u.x+46,u.y],M=s.columns.stacked?[s.columns.text.x,b+k]:[g,b+k];Jt(n,[u.x,u.y,A[0],A[1],
M[0],M[1],g,b],l)}n.globalAlpha=1}function Jt(t,[e,n,o,s,r,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,s,r,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,p=1-f,[u,m,g,y]=[p*p*p,3*p*p*f,3*p*f*f,f*f*f];t.lineTo(u*e+m*o+g*r+y*i,u*n+m*s+g*a+y*l)}t.stroke()}function tn(t,e,n,o){let{ctx:s,root:r,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:p}=i.columns,u=l.lens[n+1]?.[0],m=l.lens_prob[(n+1)*l.ranks],g=Math.min(
46,p.width*.3),y=N(e.height-2,1,12),b=it(e,.5);if(d.push({what:"lens",layer:n,x:p.x-10,y:e.y,width:p.width+10,height:e.height}),l.blank)return eo(t,{x:p.x,y:b-y/
2,width:g,height:y});if(u===void 0||Number.isNaN(m)){et(s,r,p.x,b-y/2,g,y);return}if(s.globalAlpha=X(n<0?1:lt(c,n,3)),s.fillStyle=a.track,s.fillRect(p.x,b-y/2,g,
y),s.fillStyle=l.agree[n+1]?a.mark:a.quiet,s.fillRect(p.x,b-y/2,g*m,y),l.agree[n+1]&&(s.fillStyle=a.mark,s.beginPath(),s.arc(p.x-6,b,Math.min(3,e.height/2),0,7),
s.fill()),(u!==o.word||e.height>=20)&&b-7>=o.bottom){s.font=f(j,l.agree[n+1]?"600":""),s.fillStyle=a.ink,s.textBaseline="middle";let A=p.width-g-6,M=A>70?w(m):"";
s.fillText(T(u,Math.max(3,Math.floor((A-(M?30:0))/7))),p.x+g+6,b),s.textAlign="right",s.font=f(j),s.fillStyle=a.quiet,M&&s.fillText(M,p.x+p.width,b),s.textAlign=
"left",o.word=u,o.bottom=b+7}s.globalAlpha=1}function Ar({ctx:t,look:e,place:n,font:o,path:s}){let{columns:r,heads:a}=n;t.font=o(j),t.fillStyle=e.quiet,t.textBaseline="middle";let i=u=>t.measureText(u).width,
l=a.y+a.height/2,c=(u,m,g)=>{t.textAlign="center",t.fillText(xt(u,g,i),m,l)},d=s.head<0?"read (mean of heads)":`read by head ${s.head}`,f=r.label.x+14,p=r.lanes.
x-f-26;t.textAlign="left",t.fillText(xt([d,s.head<0?"read (mean)":d,"read"],p,i),f,l),c(["residual streams","streams","lanes"],r.lanes.x+r.lanes.width/2,r.lanes.
width+40),c(["experts, by number","experts"],r.rail.x+r.rail.width/2,r.rail.width),t.textAlign="left",t.fillText(xt(["what it would say","would say","says"],r.lens.
width,i),r.lens.x,l)}function Nr(t,e){let{ctx:n,look:o,place:s,path:r,font:a,hits:i}=t,{columns:l,start:c}=s,d=l.lanes.x+l.lanes.width/2;n.font=a(j,"600");let f=r.
blank?"token":kt(r.piece.trim())||"␣",p=T(f,14),u=n.measureText(p).width+16;Mr(t,d-u/2,c.y+1,u,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(p,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-u/2,y:c.y,width:u,height:c.height}),n.font=a(j),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),tn(t,{y:c.y,height:22},-1,e)}function Sr(t){let{ctx:e,look:n,place:o,path:s,font:r,hits:a,at:i}=t,
{columns:l,end:c}=o,d=s.answer,f=l.lanes.x+l.lanes.width/2,p=c.y+34;e.globalAlpha=X(i===null?1:N((i-o.rows.length)*2,0,1)),e.font=r(j+1,"600"),e.textBaseline="m\
iddle";let u=d.word===void 0?"?":T(kt(d.word.trim())||"␣",14),m=e.measureText(u).width+18;Mr(t,f-m/2,c.y+22,m,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(u,f,p),e.textAlign="left",e.font=r(j),e.fillStyle=n.quiet;let g=o.width-f-m/2-8,y=s.blank?["the answer"]:we(d);e.fillText(xt(y,g,b=>e.measureText(b).
width),f+m/2+8,p),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-m/2,y:c.y,width:m+g,height:c.height}),e.globalAlpha=1}function we(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=w(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function Mr({ctx:t,look:e},n,o,s,r,a){t.beginPath(),t.roundRect(
n,o,s,r,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function oo({ctx:t,look:e,place:n,shown:o,font:s,path:r}){let{text:a}=n.columns;
t.font=s(j),t.fillStyle=e.quiet,t.textBaseline="middle",r.blank&&t.fillText("The text will stand here.",a.x,n.text.y+K/2),!(r.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+K/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+K-3,a.width,2))}function so({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function Tr(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:s}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?cd(t,s):o==="streams"||o==="mixing"?dd(
t,s,e.site??0):["routing","expert","rail","experts"].includes(o)?fd(t,s,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${w(n.shared_norm[s])}`:o===
"lens"?pd(n,s):o==="answer"||o==="head"?we(n.answer)[0]:""}function cd({path:t,sizes:e,kinds:n,pieceAt:o},s){let r=[0,1,2].map(f=>t.mass[3*s+f]);if(r.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Ot(r).map(f=>w(f)),c=Zt(t,s,e.kinds[n[s]]).slice(0,3).map(({zone:f,key:p,weight:u,first:m,
last:g})=>`${f?`entry ${p} (tokens ${m} to ${g})`:`${p} “${T(o(p),12)}”`} ${w(u)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function dd({path:t,sizes:e},n,o){let s=(n*2+o)*e.streams,r=l=>[...l.subarray(s,s+e.streams)].map(c=>w(c)).join("  ");if(Number.isNaN(t.pre[s]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(s+l)*e.streams+l];let i=w(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${r(t.pre)}; written (post) ${r(t.post)}; exchanged ${i}`}function fd({path:t,sizes:e},n,o){let s=n*e.chosen,r=[...t.expert.subarray(
s,s+e.chosen)];if(r[0]<0)return t.missing.routing??"not captured in this layer";let a=r.map((d,f)=>`${d} (${w(t.expert_weight[s+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${w(i,3)}`;return`${o!==void 0&&!r.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function pd(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((s,r)=>`“${T(s,14)}” ${w(t.lens_prob[(e+1)*t.
ranks+r])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var zt=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function en(t,e){if(t<=0)return zt("embedding",-1);if(t>e)return zt("answer",e);let n=t-1e-6;return zt(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function Er(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${pr[Math.
floor(o%1*4)]}`}function Or(t,e,n,o){if(t.blank||n<0||n>=e.layers)return;let s=e.streams,r=(l,c)=>[0,1].map(d=>[...l.subarray((2*n+d)*c,(2*n+d+1)*c)]),a=(l,c)=>{
if(l.flat().some(Number.isNaN))return;let d=l.map(f=>f.map(p=>w(p)).join(", "));return`${c}attention ${d[0]}; experts ${d[1]} (layer ${n}, token ${t.token})`};if(o===
"pre")return a(r(t.pre,s),"");if(o==="post")return a(r(t.post,s),"");if(o!=="comb")return;let i=r(t.comb,s*s).map(l=>Array.from({length:s},(c,d)=>l[d*s+d]));return a(
i,"stays in its stream: ")}function nn(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var vr=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function ro(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[so(e,ao(t,e.layer))]?.tab??""}
function ao(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function hd({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return At[n.speed]<=1?en(n.at,o):zt("layer",
At[n.speed]<=8?yt(n.at-1e-6,o):e.get("layer"))}function on(t){let{card:e}=t.own,n=hd(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.
get("layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...ud(t,n)):n&&n.what!=="layer"?e.replaceChildren(...md(
t,n)):e.replaceChildren(...bd(t,n?.layer??t.sel.get("layer"))))}function ud(t,e){let n=t.own.pieceAt(e.id??-1),o=h("div");return o.append(h("h4","",`token ${e.id}\
 “${T(n,30)}”`),h("div","dsv-note","A click follows this one.")),[o]}function md(t,e){let n=so(e,ao(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let s=vr(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),r=n!=="head"&&n!=="embedding"&&n!=="draft",a=s?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],i=h("div"),l=r?` of layer ${e.layer}`:"";i.append(h("h4","",`${o.title}${l}`),h("div","dsv-note",o.does));let c=Tr(t.own.known(),e);c&&i.append(h("di\
v","dsv-follow-numbers",c));let d=h("pre","",o.equation),f=h("div");a&&f.append(h("div","",a[2]<0?"This layer has no such part.":`${nn(a[1])} parameters, ${mt(a[2])}`));
let p=h("div","dsv-note");p.append(`${o.section}, `,h("code","",o.file)),f.append(p);let u=gd(o,e,r);u.length&&f.append(yd(u,e.layer));let m=ro(t,e);if(m){let y=h(
"button","dsv-small",`open “${m}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=h("div","dsv-note");return g.append("alone: ",h("code","",
o.code)),f.append(g),[i,d,f]}function gd(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([s,,r])=>!s.includes("{i}")||
n&&r.includes(e.layer)&&s.includes(o))}function yd(t,e){let n=h("details","dsv-note");n.append(h("summary","",`${t.length} values can be captured`));let o=h("ul");
for(let[s,r]of t){let a=h("li");a.append(h("code","",s.replace("{i}",String(e))),` ${r}`),o.append(a)}return n.append(o),n}function bd(t,e){let n=vr(t,zt("layer",
e)),o=ao(t,e);if(!n||!o)return[];let s=h("div");return s.append(h("h4","",`layer ${e} ${o.glyph} ${o.title}`),h("div","dsv-note",`This layer ${n.words}.`),h("di\
v","",`${nn(n.parameters)} parameters`)),[s,kd(t,e,n)]}function kd(t,e,n){let o=t.model.get("cards"),s=t.model.get("places"),r=h("div","dsv-follow-parts"),a=s.flatMap(
p=>p.cells.map(u=>u[2])).filter(p=>p>0),[i,l]=[Math.min(...a),Math.max(...a)].map(Math.log);r.title=`fuller: more bytes (logarithmic, ${mt(Math.min(...a))} to ${mt(
Math.max(...a))})`;let c=s.filter(p=>!p.kind),d=[...n.cells.map(p=>({cell:p,at:e})),...c.map(({cells:p,place:u})=>({cell:p[0],at:u==="top"?-1:Number.POSITIVE_INFINITY}))],
f=0;for(let{cell:p,at:u}of d){let[m,,g]=p,y=m==="mixing"?f++:0;if(g<0)continue;let b=h("button","dsv-small");b.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-i)/Math.max(l-i,1e-9))}%`),b.append(h("b","",`${o[m].title}${m==="mixing"?y?" (experts)":" (attention)":""}`),` ${mt(g)}`),b.addEventListener("click",()=>t.
own.choose({...zt(xd(m),u),site:y})),r.append(b)}return r}var xd=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function io(t){let e=t.model.get("tota\
ls");return e.parameters?`${nn(e.parameters)} parameters, ${mt(e.bytes)}; ${nn(e.active)} work on each token`:""}var _r=t=>t>0?w(t,t<10?2:0):"–";var wd={share:[2,ht],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,bt],"<i4":[4,F],"<f4":[4,E]};function $d(t,e,n){let o=q(e),s={},r=0;n.forEach(([i,l],c)=>{
let[d,f]=wd[l],p=t.shapes[c].reduce((u,m)=>u*m,d);s[i]=f(o.subarray(r,r+p)),r+=p});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...s,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var Nt=t=>t.model.get("sizes");function Q(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var sn=class{#t=new Map;#e=new Set;#s=-1;#o=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},s=this.#i.bind(this);e.listen(o,"msg:custom",s)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#t.
clear(),this.#e.clear(),this.#o=null);let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#l(n,e.get("arrays")):this.#r=null)}#l(e,n){this.#t.set(`${e.token}\
 ${e.head}`,$d(e,n,Nt(this.view).layout))}#i(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,s]of e.ahead.entries())this.#l(s,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#r=this.#t.get(this.#n(Q(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,s=[];for(let r=e;r<=o;r++)!this.has(r)&&!this.#e.has(
this.#n(r))&&s.push(r);if(!(!s.length||s.length<n/2&&this.has(e))){for(let r of s)this.#e.add(this.#n(r));this.view.model.send({ahead:s,head:this.view.sel.get("\
head")})}}},rn=class{#t=null;#e=0;pieces=[];read(e){let n=z(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get(
"first"),this.pieces=Y(n,z(e.model,"lengths"))),{first:this.#e,pieces:this.pieces}}};function an({layers:t,streams:e,chosen:n}){let o=s=>new Float32Array(s).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function te(t,e){let n=h("button","dsv-small",t);return n.title=e,n}function Lr(t,e){let n=h("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function Rr(){let t=h("div","dsv-follow-bar"),e=te("▶ Play","space: the token travels through the layers, then the next one"),n=te("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=te("−","[ : slower"),s=h("span","dsv-follow-speed"),r=te("+","] : faster");o.setAttribute("aria-label",
"slower"),r.setAttribute("aria-label","faster");let a=Lr("along the layers",.25),i=h("span","dsv-follow-where"),l=te("‹","left: the token before"),c=Lr("token",
1),d=te("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=h("span","dsv-follow-\
which"),p=[[e,n],[o,s,r],[h("span","dsv-note","layers"),a,i],[h("span","dsv-note","tokens"),l,c,d,f]].map(u=>{let m=h("span","dsv-follow-group");return m.append(
...u),m});return t.append(...p),{bar:t,play:e,stepped:n,slower:o,speed:s,faster:r,layer:a,where:i,back:l,token:c,on:d,which:f}}function Lt(t,e){let n=N(Q(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function lo(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();sr(e,n),e.playing||fo(t),t.redraw()}function co(t){let{player:e}=t.own,{layers:n}=t.own.sizes();rr(e,n,t.sel.get("layer")),fo(t),t.
own.chosen=en(e.at??0,n),t.redraw()}function fo(t){let{at:e}=t.own.player;if(e===null)return;let n=yt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick(
{layer:n})}function $e(t,e){or(t.own.player,e),t.redraw()}function Cr(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>lo(t)),t.listen(e.stepped,"click",
()=>co(t)),t.listen(e.slower,"click",()=>$e(t,-1)),t.listen(e.faster,"click",()=>$e(t,1)),t.listen(e.back,"click",()=>Lt(t,-1)),t.listen(e.on,"click",()=>Lt(t,1)),
t.listen(e.layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>fo(t)),t.listen(e.token,"input",()=>Lt(t,Number(
e.token.value)-Q(t)))}function ln(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:s=0}=t.model.get("counts"),r=Q(t),a=t.sel.get("layer");e.play.textContent=
n.playing?"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${At[n.speed]} layers/s`,e.slower.disabled=n.speed===
0,e.faster.disabled=n.speed===At.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=Er(n.at,o,a),e.layer.setAttribute(
"aria-valuetext",e.where.textContent),e.token.max=String(Math.max(0,s-1)),e.token.value=String(Math.max(0,r)),e.which.textContent=s?`${r+1} of ${s}`:"none yet";
for(let i of[e.play,e.stepped,e.layer,e.back,e.token,e.on])i.disabled=!s}var cn=1.5,Ad=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],po=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Pr({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:s}=t;return e<0?o.y+o.height*N(1+e,0,1):e>=n.length?s.y+s.height*N(e-n.length,0,1):it(n[Math.floor(e)],
e%1)}function Ir(t){let{ctx:e,place:n}=t,o=Pr(t);e.globalAlpha=X(0),qr(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,qr(t),e.restore()}function Nd({place:t,path:e,sizes:n},o){let s=t.columns.lanes.width/n.streams,r=po(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(cn+(s*.86-cn)*(l/r))/2})}function qr(t){let{ctx:e,look:n,place:o,
sizes:s}=t,{rows:r,columns:a,start:i,end:l}=o,c=[...r.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<s.streams;f++){let p=ye(a,s.streams,f),u=Nd(t,f),
m=u[0]||cn/2,g=Math.min(u[r.length]||cn/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(p-m,i.y+i.height-8,2*m,8.4),Sd(t,p,c,u),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(p,l.y),e.bezierCurveTo(p,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function Sd({ctx:t,look:e,path:n},o,s,r){for(let a=0;a<s.length-
1;){let i=a;for(;i+1<s.length&&!Number.isNaN(r[i]+r[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,s[a]),t.lineTo(o,s[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+r[l],s[l]);for(let l=i;l>=a;l--)
t.lineTo(o-r[l],s[l]);t.fill()}a=i}}function Wr(t,e){let{ctx:n,look:o,place:s,path:r,sizes:a,at:i,hits:l}=t,c=s.rows[e],{columns:d}=s;for(let p=0;p<2;p++){let u={
y:c.y+p*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:p,x:d.lanes.x,width:d.lanes.width,...u})}let f=Ut(c.height,26,34)*(e===t.layer?1:.5);f&&
(Ad.forEach(({from:p,middle:u,to:m},g)=>{let y=lt(i,e,g+1),b=d.nodes[g],k=it(c,u),A=(e*2+g)*a.streams;n.globalAlpha=f*X(y),Md(t,A,it(c,p),it(c,m));for(let _=0;_<
a.streams;_++){let P=ye(d,a.streams,_),[v,C]=[r.pre[A+_],r.post[A+_]];n.strokeStyle=o.streams[_%o.streams.length],n.globalAlpha=f*X(y)*.9;let qt=(P+b)/2;if(v>.01){
n.lineWidth=.4+3*v;let Pt=it(c,p);Jt(n,[P,Pt,P,(Pt+k)/2,qt,k,b,k],1)}if(C>.01){n.lineWidth=.4+1.5*C;let Pt=it(c,m);Jt(n,[b,k,qt,k,P,(Pt+k)/2,P,Pt],y)}}n.globalAlpha=
f*X(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(b,k,4.5,0,7),n.fill(),n.stroke(),Td(t,e,g,b,k,f);let M=g?"routing":"attention";
l.push({what:M,layer:e,x:b-9,y:k-9,width:18,height:18})}),n.globalAlpha=1)}function Md({ctx:t,look:e,place:n,path:o,sizes:s},r,a,i){for(let l=0;l<s.streams;l++)
for(let c=0;c<s.streams;c++){let d=o.comb[(r+l)*s.streams+c];if(l===c||!(d>.005))continue;let[f,p]=[l,c].map(m=>ye(n.columns,s.streams,m));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let u=(a+i)/2;Jt(t,[f,a,f,u,p,u,p,i],1)}}function Td({ctx:t,look:e,place:n,path:o,sizes:s,at:r},a,i,l,c,d){let f=n.rows[a];
if(!i){let u=ke(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(u.x+u.width+2,u.y+u.height/2),t.lineTo(l-5,c),t.stroke();return}let p=lt(
r,a,2);if(p){t.strokeStyle=e.quiet;for(let u=a*s.chosen;u<(a+1)*s.chosen;u++){if(o.expert[u]<0)continue;let m=be(n.columns,s.experts,o.expert[u]),g=Ze(f);t.globalAlpha=
d*.5*X(p),t.lineWidth=.6+3*(o.expert_weight[u]/s.scale),Jt(t,[l+5,c,(l+m)/2,c,m,c,m,g],p)}}}function Fr(t){let{ctx:e,look:n,place:o,sizes:s,at:r}=t;if(r===null||
r>=o.rows.length)return;let a=Pr(t);for(let i=0;i<s.streams;i++){let l=ye(o.columns,s.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Dr(t,e){let{legend:n}=t.own,{streams:o,scale:s,kinds:r,window:a}=t.own.sizes(),i=_r(po(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,p)=>{let u=h("span","dsv-follow-key");return u.append(h("i",p??"",d),f),u};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),h("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${w(s,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(r).map(d=>c(d.glyph,d.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function ho(t){let e=n=>$(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("chosen"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function Ed(t){
let{own:e,root:n,model:o}=t,s=Nt(t);if(!s?.layers)return null;let r=e.paths.now()??an(s),{player:a}=e,i=lr(a.at,e.still()),l=i===null?t.sel.get("layer"):yt(i-1e-6,
s.layers),c=Math.max(280,e.stage.clientWidth),d=fr(c,e.height(),s,e.focus,o.get("places").some(b=>b.place==="draft")),f=(b,k="")=>`${k} ${b}px ${e.look.family}`,
p=I(e.canvas,c,d.height);p.font=f(j+1);let{first:u,pieces:m}=e.text.read(t),g=e.words(m,d.columns.text.width,e.look.family),y=o.get("places").filter(b=>b.kind);
return{ctx:p,root:n,look:e.look,font:f,place:d,sizes:s,path:r,at:i,layer:l,hits:[],kinds:y.map(b=>b.kind),routing:y.map(b=>b.routing),shown:xr(g,u,r.blank?-1:r.
token,{x:d.columns.text.x,...d.text})}}function dn(t){let e=Ed(t);if(!e)return;let{own:n}=t,{ctx:o,place:s,sizes:r,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=s.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(s.columns.label.x-6,f.y,s.width-s.columns.label.x+6,f.height,5),o.fill();let p=a.blank?[]:Zt(a,i,r.kinds[l[i]]);
a.blank?oo(e):Od(t,e,p),Ar(e);for(let m=0;m<r.layers;m++){let g=s.rows[m];e.hits.push({what:"row",layer:m,x:s.columns.label.x-6,y:g.y,width:s.width,height:g.height})}
Ir(e);for(let m=0;m<r.layers;m++)gr(e,m),br(e,m),Wr(e,m);let u={word:"",bottom:-1};Nr(e,u);for(let m=0;m<r.layers;m++)tn(e,s.rows[m],m,u);$r(e,p);for(let m=0;m<
r.layers;m++)ur(e,m);Sr(e),Fr(e),vd(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=_d(t,e,p),n.shown=d}function Od(t,e,n){let{ctx:o,place:s,look:r,font:a,shown:i,
path:l}=e,c={width:s.columns.text.width,height:s.text.y+s.text.height};wr(e,n);let d=xe(i,l.token);d&&(o.strokeStyle=r.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(j+1),{ink:r.ink,quiet:r.quiet,prompt:f}),oo(e)}function vd({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function _d(t,{path:e,at:n,layer:o,place:s,
hits:r,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:Q(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:s.rows.map(c=>c.height),height:s.height,stacked:s.columns.stacked,readings:i,hits:r,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var Ld=8,uo=t=>t.own.paths.ask(Q(t)+1,Ld);function Br(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=s=>{let r=Math.min((s-n)/1e3,.1);n=s,e.running=
t.root.isConnected&&t.root.clientWidth>0&&Rd(t,r),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function Rd(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:s,paths:r}=n;r.now()?.token===Q(t)&&ar(s,e,o)&&Cd(t);let i=s.at===null?t.sel.get("layer"):s.playing?N(s.at-.5,0,o-1):yt(s.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):cr(n.focus,i,e),!s.playing&&l===n.focus?!1:(ln(t),on(t),t.tabled?.()||dn(t),!0)}function Cd(t){let{own:e,model:n}=t,o=Q(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}uo(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(ir(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function fn(t,e){let{what:n,layer:o,id:s}=e;if(n==="token")return t.pick({token:s??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let r=o>=
0&&o<t.own.sizes().layers,a=ro(t,e),i={...r?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),s!==void 0&&(i.expert=s),n==="entries"&&(i.entry=qd(t,o)),t.pick({token:Q(t),...i})}function qd(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Hr(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),s=n.canvas.offsetWidth/o.width,[r,a]=[(e.clientX-
o.left)*s,(e.clientY-o.top)*s],i=n.hits.filter(l=>r>=l.x&&r<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??Pd(t,r,a),n.over?.what==="rail"){let l=Math.
floor((r-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:N(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function Pd({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let s=xe(t.shown,
o);if(s&&e>=s.x&&e<=s.x+s.width&&n>=s.y&&n<=s.y+s.height)return{what:"token",layer:-1,id:o,...s}}return null}function Ur(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>Hr(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{Hr(t,n),e.over&&fn(t,
e.over)})}function zr({path:t,sizes:e,kinds:n},o){let r=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((b,k)=>b+Math.max(0,k[2]),0)];
for(let b=0;b<r.length;b++)c.push(i.kind&&i.cells[b][2]>=0?i.cells[b][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
p=Array.from({length:e.streams},(b,k)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+k]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...p,d,f,i.parameters,...c];let u=l*e.chosen,m=[...t.expert.subarray(u,u+e.chosen)].filter(b=>b>=0),[g]=Zt(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(b=>t.mass[3*l+b]),y,m.map((b,k)=>`${b}: ${t.expert_weight[u+
k].toFixed(3)}`).join(", "),...p,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...r],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}function Id(t){let{body:e,root:n}=t;n.classList.add("dsv-follow");let o=Rr(),s=h("div","dsv-follow-notes"),r=h("div","dsv-follow-stage"),a=h("canvas");a.setAttribute(
"role","img"),r.append(a);let i=h("div","dsv-follow-legend"),l=h("div","dsv-follow-card");e.append(o.bar,r,s,i,l);let c=nt(h("canvas")),d=matchMedia("(prefers-r\
educed-motion: reduce)"),f=new rn,p={bar:o,notes:s,stage:r,canvas:a,legend:i,card:l,text:f,paths:new sn(t),picture:new Je,player:nr(Nt(t)?.layers??0),look:ho(n),
focus:t.sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>Nt(t),height:()=>N(window.innerHeight-
340,Nt(t).layers>30?456:372,620)+(r.clientWidth<780?84:0),words:L((u,m,g)=>(c.font=`13px ${g}`,kr(u,m-4,y=>c.measureText(y).width))),pieceAt:u=>{let{first:m,pieces:g}=f.
read(t);return g[u-m]??""},known:()=>({path:p.paths.now()??an(Nt(t)),sizes:Nt(t),kinds:t.model.get("places").filter(u=>u.kind).map(u=>u.kind),pieceAt:p.pieceAt}),
choose:u=>{p.chosen=u,t.redraw()},open:u=>fn(t,u)};return p}function Wd(t){let{own:e,facts:n}=t;if(e.look=ho(t.root),!e.sizes()?.layers)return;let o=e.known().path,
s=`${t.sel.get("layer")} ${Q(t)}`;if(e.seen&&e.seen!==s&&!e.player.playing&&Dd(t),e.seen=s,ln(t),o.blank)n.textContent=`the model's plan; nothing has been run y\
et · ${io(t)}`;else{let r=o.answer.word===void 0?"":` → “${T(o.answer.word,16)}” (${we(o.answer)[2]??""})`;n.replaceChildren(h("b","",`${o.token} “${T(
o.piece,16)}”`),r,` · ${io(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; “numbers” gives them as a t\
able.`),Fd(t,o),Dr(t,o),on(t),dn(t),o.blank||uo(t),Br(t)}function Fd({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=
n),t.notes.classList.toggle("some",!!n)}function Dd(t){let{player:e}=t.own;e.at!==null&&yt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function Bd(t){
let{own:e,root:n}=t;Cr(t),Ur(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?lo(t):e.chosen&&fn(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var jr=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,B(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},Hd={title:"Follow a\
 token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracket\
s the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>Lt(t,-1),ArrowRight:t=>Lt(t,1),ArrowUp:jr(-1),ArrowDown:jr(1),
Home:t=>Lt(t,Number.NEGATIVE_INFINITY),End:t=>Lt(t,Number.POSITIVE_INFINITY),"[":t=>$e(t,-1),"]":t=>$e(t,1),".":co},build:Id,draw:Wd,listen:Bd,table:t=>zr(t.own.
known(),t.model.get("places")),symbols:(t,e)=>Or(t.own.known().path,t.own.sizes(),t.sel.get("layer"),e)},Yr=W(Hd);var Kr="outside the nucleus: this run could not have drawn it",Ud="put here by a branch: outside the nucleus, this run could not have drawn it";function zd({body:t}){
let e=h("div"),n=h("div","dsv-note"),o=h("div","dsv-drafts"),s=h("div","dsv-beside");return t.append(e,n,o,s),{list:e,draft:n,around:o,pair:s,requests:0}}var pn=t=>t.
model.get("table");function jd(t){let{model:e}=t,{draft:n}=t.own,o=pn(t);if(!o.rows)return;t.facts.replaceChildren("at position ",h("b","",`${o.token}`),Yd(o)),
Vd(t,o,o.rows);let s=o.draft?`The draft (MTP) block had proposed “${T(o.draft.word,18)}” with probability ${w(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,r=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${r} %).`;n.replaceChildren(
h("div","",s),h("div","",o.proposed?a:"")),Xd(t,o),Gd(t),t.root.drawn={said:s,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function Yd(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Vd(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(h("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let s=h("table","dsv-table"),r=h("tbody");r.append(
...n.map(c=>Kd(t,e,c))),s.append(r);let a=e.temperature===null?" and top-p":` (${w(e.temperature,2)}) and top-p (${w(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${Kr.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(s,h("div","dsv-note",l))}function Kd(t,e,n){
let o=h("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),s=h("span","dsv-bar"),r=h("td"),a=h("td","",`${n.came?"✓ ":""}“${T(n.word,18)}”`),i=h(
"td");if(n.drawable===!1&&(o.title=n.came?Ud:Kr),s.style.width=`${Math.max(1,N(n.probability,0,1)*180)}px`,r.style.textAlign=a.style.textAlign="left",r.append(s),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=h("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${T(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,h("td","",w(n.probability,
3)),r,i),o}function Xd(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(s=>s.proposed!==null)?"":"none",n.replaceChildren(...o.map(
s=>{let r=h("button",`dsv-draft${s.token===e.token?" picked":""}${s.agree?" agree":""}`);return r.title=s.proposed===null?`token ${s.token}: no proposal is know\
n`:`token ${s.token}: proposed “${T(s.proposed,40)}”, came “${T(s.came,40)}”`,r.append(h("span","",s.proposed===null?"–":`${s.agree?"✓":"✗"} ${T(s.
proposed,9)}`),h("b","",T(s.came,9))),r.addEventListener("click",()=>t.pick({token:s.token})),r}))}function Gd(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=h("div","dsv-uses");o.append(...n.runs.map(Qd));let s=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(h("div","dsv-note",s),o)}function Qd(t){let e=h("div"),n=h("div","dsv-run"),o=h("div","dsv-note"),s=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(h("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${w(t.mean)} nats e\
ach${s}`);for(let[r,a]of t.words){let i=h("span",a===null?"none":"",kt(r));i.title=a===null?"not captured":`${w(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*ot(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function Zd(t){let e=pn(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var Vr=t=>e=>e.pick({token:Math.max(0,(pn(e).token??0)+t)}),Jd={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:Vr(-1),ArrowRight:Vr(1)},build:zd,draw:jd,table:Zd,symbols:(t,e)=>{let n=pn(t),
s={p:n.rows?.find(r=>r.came)?.probability,T:n.temperature,top_p:n.top_p}[e];return typeof s=="number"?`${w(s,3)} at position ${n.token}`:void 0}},Xr=W(Jd);var jt=40,Ae=16,tf=18,ef=11,Gr=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function Yt(t,e){let{width:n,height:o,title:s,right:r=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:p}=e,u=n-jt-r,m=o-Ae-tf,g=Math.max(...a.map(A=>A.values.length),1),y=A=>jt+(g>1?A/(g-1):.5)*u,b=A=>Ae+(1-ot(A,l,c))*m,
k=S("svg",{width:n,height:o,role:"img","aria-label":s});k.append(S("text",{x:0,y:10,class:"quiet"},s));for(let[A,M]of i)k.append(S("line",{x1:jt,x2:jt+u,y1:b(A),
y2:b(A),stroke:$(t,"line")}),S("text",{x:jt-4,y:b(A)+3,"text-anchor":"end",class:"quiet"},M));for(let[A,M]of f)k.append(S("text",{x:y(A),y:o-4,"text-anchor":"mi\
ddle",class:"quiet"},M));if(d>=0){let A={x1:y(d),x2:y(d),y1:Ae,y2:Ae+m};k.append(S("line",{...A,stroke:$(t,"chosen"),"stroke-width":1.5}))}return k.append(...nf(
t,a,y,b,jt+u)),p&&(k.style.cursor="pointer",k.addEventListener("click",A=>{let M=(A.clientX-k.getBoundingClientRect().left-jt)/u;p(N(Math.round(M*(g-1)),0,g-1))})),
k}function nf(t,e,n,o,s){let r=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[p,u]=Gr[d%Gr.length],
m=$(t,p),g=of(c,n,o);r.push(S("path",{d:g,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=Ae+
4;for(let{name:l,y:c}of a){let d=Math.max(c,i),f=S("text",{x:s+5,y:d+3},l);r.push(f),i=d+ef}return r}function of(t,e,n){let o="",s=!1;return t.forEach((r,a)=>{let i=!Number.
isNaN(r);i&&(o+=`${s?"L":"M"}${e(a).toFixed(1)} ${n(r).toFixed(1)}`),s=i}),o}function hn(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.floor(Math.
min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),s=Math.max(1,Math.ceil((o-n)/4)),r=[];for(let a=n;a<=o;a+=s){let i=String(Number((10**a).toPrecision(1))),
l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");r.push([a,l])}return{low:n,high:o,ticks:r}}var mo=40,sf='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
rf=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Qr(t,e,n,o){let s=Float64Array.from(t);for(let r=0;r<e;r++){let a=s.subarray(r*e,r*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let r=0;r<n;r++)r&&Zr(s,e,e,1,o),Zr(s,e,1,e,o);return s}function Zr(t,e,n,o,s){
for(let r=0;r<e;r++){let a=s;for(let i=0;i<e;i++)a+=t[r*n+i*o];for(let i=0;i<e;i++)t[r*n+i*o]/=a}}function af(t,e){let n=0,o=0;for(let s=0;s<e;s++){let r=0,a=0;
for(let i=0;i<e;i++)r+=t[s*e+i],a+=t[i*e+s];n=Math.max(n,Math.abs(r-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function Jr(t,e){let{model:n,own:o}=t,
{pane:s}=o,r=E(n.get("logits")),a=E(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(h("div","dsv-m\
essage",sf)),{};let c=o.dial??i,d=Qr(r,a,c,l),f=Array.from({length:mo+1},(b,k)=>af(Qr(r,a,k,l),a)),p=e<480?28:34,u=a*p+34,m=h("div","dsv-mix");m.append(cf(t,d,a,
p),df(t,f,c,e>u+200?e-u-20:e,a*p+26));let g=s.querySelector("input")??h("input","dsv-dial"),y=document.activeElement===g;return s.replaceChildren(lf(t,g,f[c],c),
m,h("div","dsv-note",ff(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function ta(t,e){t.own.dial=e,t.redraw()}function lf(t,e,n,o){let s=h(
"label","dsv-note");s.style.display="block",e.type="range",e.min="0",e.max=String(mo),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>ta(t,Number(e.value));let r=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${w(n.row,5)}, columns by ${w(n.column,6)}`;return s.append(e,` ${o}\
 steps${r}: ${a}`),s}function cf({root:t},e,n,o){let r=S("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=$(t,"ramp\
-low"),i=$(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;r.append(S("text",{x:0,y:c},`${l} →`),S("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],p=tt(a,i,N(f,0,1)),u={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},m=S("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},w(f));
m.style.fill=Tt(p),r.append(S("rect",{...u,rx:3,fill:p}),m)}}return r}function df(t,e,n,o,s){let r=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return Yt(t.root,{width:o,height:s,right:60,low:-8,high:1,ticks:rf,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,mo].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>r(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>r(i.column)),style:1}],click:i=>ta(t,i)})}
function ff({model:t}){let{steps:e,unbalanced:n,late:o,sites:s}=t.get("steps"),r=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${r} at ${o} of the ${s} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var D=38,yo=68,ea=20,Ne=ea+yo+8,Se=28,go=26,bo=40,Me=85,pf=(t,e,n)=>N(Math.floor(t/e*n),0,n-1),ee=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function ne(t,e){let n=t.model.get("layers"),o=N(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function na(t,e){
let{model:n,own:o}=t,[s,r,a]=[E(n.get("pre")),E(n.get("post")),E(n.get("comb"))],i=w(e.sinkhorn_error,4);o.matrix.replaceChildren(hf(t,s,r,a)),o.words.replaceChildren(
h("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),h("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),o.norms.replaceChildren(mf(t,e)),o.strip.replaceChildren(gf(t,s.length));let l=Array.from(E(n.get("exchange")));return{pre:Array.
from(s),comb:Array.from(a),post:Array.from(r),exchange:l}}function hf(t,e,n,o){let s=e.length,r=`rgb(${$(t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.
toFixed(2)).join(" ")}`,i=S("svg",{width:Ne+s*D+4,height:Se+s*D+46,role:"img","aria-label":a}),l=ea+yo;i.append(S("text",{x:l,y:10,"text-anchor":"end",class:"qu\
iet"},"pre: read"),S("text",{x:Ne+s*D/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<s;c++){let d=Se+c*D,f=N(e[c],0,1)*(yo-36);
i.append(S("text",{x:2,y:d+D/2+4},`${c} →`.slice(0,3)),S("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:D-22,fill:r}),S("text",{x:l-f-3,y:d+D/2+4,"text-anch\
or":"end"},w(e[c])),S("text",{x:Ne+c*D+D/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<s;g++)i.append(...uf(t,o[c*s+g],s,c,g));let p=N(n[c]/2,0,1)*22,u=Ne+
c*D,m=Se+s*D+6;i.append(S("rect",{x:u+8,y:m,width:D-16,height:Math.max(p,.5),fill:r}),S("text",{x:u+D/2,y:m+p+12,"text-anchor":"middle"},w(n[c])))}return i.append(
S("text",{x:l,y:Se+s*D+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function uf({root:t,model:e},n,o,s,r){let a=Ne+r*D,i=Se+s*D,l=tt($(t,"ramp-lo\
w"),$(t,"ramp-high"),N(n,0,1)),c=Tt(l),d=S("rect",{x:a+1,y:i+1,width:D-2,height:D-2,rx:3,fill:l}),f=S("title",{},`comb[from ${s}, to ${r}] = ${w(n,4)}`),p=S("te\
xt",{x:a+D/2,y:i+D/2+4,"text-anchor":"middle"},w(n));p.style.fill=c,d.append(f);let u=E(e.get("spread"));if(!u.length)return[d,p];let m=M=>a+4+N(M,0,1)*(D-8),[g,
y,b]=[0,1,2].map(M=>u[M*o*o+s*o+r]);f.textContent+=`; over the run 5 % ${w(g,3)}, middle ${w(y,3)}, 95 % ${w(b,3)}`;let k={x1:m(g),x2:Math.max(m(b),m(g)+1),y1:i+
D-6,y2:i+D-6},A={x1:m(y),x2:m(y),y1:i+D-8,y2:i+D-4};return[d,S("line",{...k,stroke:c,opacity:.55}),S("line",{...A,stroke:c}),p]}function mf({root:t,model:e},n){
let o=E(e.get("norm"));if(Number.isNaN(o[0]))return h("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.max(...o,1e-9),r=20+o.length*
15,a=S("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:"stream norms after the embe\
dding";return a.append(S("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/s*90;a.append(S("text",{x:0,y:d+9},`${c}`),S("rect",{x:12,y:d,width:Math.
max(f,.5),height:11,fill:`rgb(${$(t,"tint")})`}),S("text",{x:16+f,y:d+9},w(l,1)))}),a}function gf(t,e){let{model:n,body:o,root:s}=t,r=E(n.get("exchange")),a=n.get(
"layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...r.filter(m=>!Number.isNaN(m)),.001),c=$(s,"line"),d=S("svg",{width:i,height:Me+17,role:"img","ari\
a-label":"all sites"}),f=w(1-1/e),p=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${f})`;d.append(S("text",{x:0,y:10,
class:"quiet"},p),S("text",{x:0,y:bo+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let m=0;m<a;m++)d.append(...yf(t,m,i/
a,l));for(let m of[bo+.5,Me+.5])d.append(S("line",{x1:0,x2:i,y1:m,y2:m,stroke:c}));return d.addEventListener("click",m=>{ne(t,pf(m.clientX-d.getBoundingClientRect().
left,i,a))}),d}function yf(t,e,n,o){let{model:s,root:r}=t,a=s.get("layers"),i=E(s.get("exchange"))[e],l=E(s.get("largest_pre"))[e],c=!Number.isNaN(i),d=c?N(i/o,
0,1)*go:go,f=N(l,0,1)*go,p=e*n,u=e===ee(t)?$(r,"chosen"):`rgb(${$(r,"tint")})`,m={x:p+1,width:Math.max(n-2,1),opacity:e%2?.6:1},g=S("g",{class:"step"});g.append(
S("rect",{x:p,y:0,width:n,height:Me+17,fill:"transparent"}),S("rect",{...m,y:bo-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":$(r,"line"),"stroke-dash\
array":"2 3"})),c&&g.append(S("rect",{...m,y:Me-f,height:Math.max(f,.7),fill:u}));let y=e-a.indexOf(a[e]),b=`layer ${a[e]}, ${y?"experts":"attention"}`,k=`${w(i,
3)} from other streams, largest pre ${w(l,3)}`;return g.append(S("title",{},`${b}: ${k}`)),y||n<=9&&a[e]%5?[g]:[S("text",{x:p+1,y:Me+13,class:"quiet"},`${a[e]}`),
g]}var bf=["Sinkhorn, as run","row softmax","unconstrained"],kf='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
xf="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",wf="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",un=40,$f=96,mn=16;function Af({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function oa(t,e){let{model:n,root:o,own:s}=t,r=n.get("layers"),a=r.length,i=n.get("variants").length,l=E(n.get("product")),
c=(A,M)=>l.slice((A*i+M)*a,(A*i+M+1)*a),d=A=>bf.map((M,_)=>({name:M,values:c(A,_),style:_})),f=E(n.get("pre")).length,p=r.flatMap((A,M)=>M===r.indexOf(A)?[[M,`${A}`]]:
[]),u={width:e,height:92,at:ee(t),axis:p,click:A=>ne(t,A)},m=`${Af(n.get("product_facts"))} ${xf}`;s.pane.replaceChildren(Yt(o,{...u,...hn(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Yt(o,{...u,low:1,high:f,ticks:[1,f].map(A=>[A,String(A)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Yt(o,{...u,...hn(l.slice(2*i*a).filter(A=>A>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),h("div","dsv-note",Number.isNaN(c(0,1)[a-1])?kf:m));let[g,y,b,k]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(A=>Array.from(A));return{gain:g,
free:y,rank:b,second:k}}function sa(t,e){let{model:n,root:o,own:s}=t,{layers:r,pairs:a}=n.get("stream_facts");if(!r)return s.pane.replaceChildren(h("div","dsv-m\
essage",wf)),{};let i=E(n.get("stream_norm")),l=E(n.get("stream_cosine")),c=r.length,d=i.length/c,f=i.map(u=>Math.log10(u)),p=Yt(o,{width:e,height:150,...hn(f),
title:"norm of each stream after every layer (log scale)",axis:r.map((u,m)=>[m,u<0?"emb":String(u)]),at:r.indexOf(n.get("facts").layer),click:u=>{r[u]>=0&&t.pick(
{layer:r[u],expert:-1,entry:-1})},series:Array.from({length:d},(u,m)=>({name:`stream ${m}: ${w(i[(c-1)*d+m],1)}`,style:m,values:Float32Array.from({length:c},(g,y)=>f[y*
d+m])}))});return s.pane.replaceChildren(p,Nf(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Nf({root:t},e,n,o,s){let r=(s-un-$f)/n,a=24+o.length*
mn,i=S("svg",{width:s,height:a,role:"img","aria-label":"cosines between streams"});i.append(S("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=$(t,"ramp-low"),c=$(t,"ramp-high");for(let[d,f]of o.entries()){let p=mn+d*mn;i.append(S("text",{x:un-6,y:p+11,"text-anchor":"\
end"},f));for(let u=0;u<n;u++){let m=e[u*o.length+d],g=tt(l,c,Math.abs(N(m,-1,1)));if(i.append(S("rect",{x:un+u*r+1,y:p,width:Math.max(r-2,1),height:mn-2,rx:2,fill:g})),
r<=26)continue;let y=S("text",{x:un+(u+.5)*r,y:p+11,"text-anchor":"middle"},w(m));y.style.fill=Tt(g),i.append(y)}}return i}var Sf={product:oa,dial:Jr,streams:sa};function Mf({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","picture"),n.append(H("site","one site"),H("pr\
oduct","all sites together"),H("dial","Sinkhorn dial"),H("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=h("div","dsv-mix"),s=h(
"div"),r=h("div"),a=h("div","dsv-note"),i=h("div"),l=h("div"),c=h("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(a,i),o.append(s,r),e.
append(o,l,c),{choose:n,mix:o,matrix:s,words:a,norms:i,strip:l,pane:c,dial:null}}function Tf(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Ef(t){let{model:e,facts:n,body:o,root:s,own:r}=t,a=e.get("facts");if(!E(e.get("pre")).length)return;n.replaceChildren(h("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,h("b","",`“${T(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";r.choose.value=i,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?na(t,a):Sf[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};s.drawn={picture:i,...d,...c,at:performance.now()}}function Of({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,s,r,a]=n.map(c=>E(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...r.slice(d*i,d*i+i),s[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}function vf({model:t},e){let n=t.
get("facts"),o=["pre","post","comb"],[s,r,a]=o.map(d=>Array.from(E(t.get(d)))),i=`layer ${n.layer}, at ${n.site?"the experts":"attention"}, token ${n.token}`,l=d=>`${d.
map(f=>w(f)).join(", ")} for streams 0 to ${s.length-1} (${i})`,c={pre:s,post:r,comb:a.filter((d,f)=>f%(s.length+1)===0)};return s.length&&e in c?l(c[e]):void 0}
var ra=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").token??0)+t)}),_f={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:t=>ne(t,ee(t)-1),ArrowDown:t=>ne(t,ee(t)+1),ArrowLeft:ra(-1),ArrowRight:ra(1)},build:Mf,listen:Tf,
draw:Ef,table:Of,symbols:vf},aa=W(_f);var la=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Lf({body:t}){let e=h("div","dsv-note"),n=h("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var oe=t=>t.model.get("table"),ia=t=>(oe(t).rows??[]).map(e=>e.layer);function Rf(t){let{words:e,grid:n}=t.own,o=oe(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",h("b","",`${o.token} “${T(o.piece,16)}”`),", layer by layer"),e.textContent=(o.partial?`${o.partial} `:"")+`\
“agrees” is how often a layer's first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not t\
he model's opinion.`,o.rows[0]?.streams.length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let s=Z("",["layer","agrees","likelies\
t next tokens, likeliest first"]);s.head.lastChild.style.textAlign="left",s.rows.append(...o.rows.map(r=>Cf(t,r,o.trusted))),n.replaceChildren(...s.table.children),
t.root.drawn={token:o.token,words:o.rows.map(r=>r.words[0]),trust:o.rows.map(r=>r.trust),layers:o.rows.map(r=>r.layer)}}function Cf(t,e,n){let o=h("tr",e.trust===
null||e.trust<n?"untrusted":"");o.classList.toggle("picked",e.layer===t.sel.get("layer"));let s=h("td","dsv-line");return s.style.textAlign="left",s.append(...e.
words.map((r,a)=>qf(t,e,a))),e.words.length||s.append("not read for this token"),e.streams.length&&s.append(Pf(e)),o.append(h("td","",e.layer<0?"embedding":`${e.
layer} ${dt[e.kind]??""}`),h("td","dsv-line",la(e.trust,n)),s),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function qf(t,e,n){
let o=n===0&&e.agree,s=h("span",`dsv-chip${o?" agree":""}`);return s.style.background=`rgba(${$(t.root,"tint")}, ${.08+.5*N(e.probabilities[n],0,1)})`,s.append(
`${o?"✓ ":""}${T(e.words[n],14)} `,h("small","",w(e.probabilities[n]))),s}function Pf(t){let e=h("div","dsv-alone");return t.streams.forEach(([n,o],s)=>{let r=h(
"span","",`${s}: ${T(n,10)} ${w(o)}`);r.title=`stream ${s} alone: “${n}” ${w(o,3)}`,n===t.words[0]&&r.classList.add("same"),e.append(r)}),e}function If(t){let e=oe(
t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"embedding":n.layer,la(n.trust,
0),n.words[0],n.probabilities[0],n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Wf={title:"Lens",aria:"What each layer wou\
ld answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>B(t,-1,ia(t)),ArrowDown:t=>B(t,1,ia(t)),ArrowLeft:t=>t.pick({token:Math.max(0,
(oe(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(oe(t).token??0)+1})},build:Lf,draw:Rf,table:If,symbols:(t,e)=>{let n=oe(t).rows?.find(s=>s.layer===t.sel.get(
"layer"));if(!n)return;let o=`${w(n.probabilities[0],3)} for “${T(n.words[0],16)}” after layer ${n.layer}`;return e==="p"?o:String(n.layer)}},ca=W(Wf);function Te(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),s=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,r=[];for(let a=Math.ceil(t/s)*s;a<e;a+=
s)r.push(a);return r}function se(t,e,n,o,s){let r=S("svg",{width:e,height:n,role:"img"}),a=$(t,"line");return r.append(S("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
S("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),S("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),S("text",{x:2,y:9,class:"quiet"},s)),r}var U=54,Ee=13,St=Ee+2,Rt=150,Df=[96,480];function ko(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${O(1/t)}`:"none"}var Bf=(t,e,n)=>e*(n/e)**((t-1)/249),
Oe=({body:t})=>Math.max(160,t.clientWidth-U-4);function yn(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:N((e.clientX-n.left-U)/Oe(
t),0,1),y:N((o-St)/Rt,0,1),inStrip:o<Ee}}function $o({tokens:t,across:e},n,o){return[n.x,o.x].sort((r,a)=>r-a).map(r=>Math.min(t-1,Math.floor(r*e)))}function Ao({
tokens:t,across:e},n,o){let s=[n.x,o.x].sort((m,g)=>m-g),r=[n.y,o.y].sort((m,g)=>m-g),[a,i]=s.map(m=>Math.min(t,Math.round(m*e))),[l,c]=r.map(m=>Math.round(m*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=Df.map(m=>Math.min(t,m)),p=Math.round(N((l+c)/2-d/2,0,t-d)),u=Math.round(N((a+i)/2-f/2,0,t-f));return[p,p+d,u,u+f]}function fa(t,e,n,o,s){
let r=q(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>Cn(o,s,d/250));r.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=Et(n,e);return nt(
l).putImageData(a,0,0),{off:l,codes:r}}function pa(t,e){let{root:n,model:o,own:s}=t,r=Oe(t),[a,i]=e.shape,l=I(s.overview,U+r+2,St+Rt+14),c=["ramp-low","ramp-hig\
h"].map(g=>$(n,g)),{off:d,codes:f}=s.pixels(o.get("overview"),a,i,c[0],c[1]),p=g=>U+g/e.across*r,u=g=>St+g/e.tokens*Rt,m=()=>{l.beginPath(),l.moveTo(p(0),u(0)),
l.lineTo(p(e.tokens),u(e.tokens)),l.lineTo(p(0),u(e.tokens)),l.closePath()};l.fillStyle=$(n,"paper"),m(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&et(l,n,U,St+
g*Rt/a,r*(g+1)/a,Rt/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,U,St,r,Rt),l.strokeStyle=$(n,"line"),m(),l.stroke(),Hf(t,l,p,r),Uf(t,l,e,p,u,r),zf(t,l,e,p,u),
s.legend.replaceChildren(...jf(t,e))}function Hf({root:t,model:e,sel:n,own:o},s,r,a){let i=q(e.get("breaks"));s.fillStyle=$(t,"line"),s.fillRect(U,1,a,Ee-3);let l=$(
t,"ink"),c=$(t,"quiet");i.forEach((m,g)=>{if(!m)return;let y=m===2;s.fillStyle=y?l:c,s.fillRect(U+g*a/i.length,y?1:5,1.2,Ee-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[p,u]=[Math.min(d,f),Math.max(d,f)];s.fillStyle=$(t,"chosen"),s.fillRect(r(p),1,Math.max(2,r(u+1)-r(p)),Ee-3)}
function Uf({root:t},e,{tokens:n},o,s,r){e.font=R(),e.textBaseline="middle",e.fillStyle=$(t,"quiet"),e.fillText("text",4,7);for(let a of Te(0,n,Math.min(8,Math.
max(6,Math.floor(r/90))))){let i=e.measureText(O(a)).width;e.fillText(O(a),N(o(a)-i/2,U,U+r-i),St+Rt+8)}for(let a of Te(0,n,5)){let i=e.measureText(O(a)).width;
e.fillText(O(a),U-i-4,N(s(a),St+5,St+Rt-4))}e.textAlign="right",e.fillText("queries down, positions across",U+r-2,St+8),e.textAlign="left"}function zf({root:t,model:e,
sel:n,own:o},s,r,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");s.strokeStyle=$(t,"chosen"),s.lineWidth=1.5,s.strokeRect(a(d),i(l),Math.max(3,a(f)-a(d)),Math.
max(3,i(c)-i(l))),s.lineWidth=1;let p=n.get("token");p<0||p>=r.tokens||(s.strokeStyle=$(t,"ink"),s.setLineDash([3,2]),s.beginPath(),s.moveTo(a(0),i(p+.5)),s.lineTo(
a(p),i(p+.5)),s.stroke(),s.setLineDash([]))}function jf({root:t,model:e},n){let o=h("span","dsv-ramp"),s=`linear-gradient(90deg, ${$(t,"ramp-low")}, ${$(t,"ramp\
-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:s});let r=n.every>1?` · hatched: not kept (every ${n.every}th prompt\
 query is)`:"";return[`share of the possible picks: ${ko(e.get("low"))} `,o,` ${ko(e.get("high"))}`,` · plain: none · above the diagonal: future${r} · drag: a\
 region, in the strip: a needle`]}function ha({model:t},e,{x:n,y:o}){let[s,r]=e.shape,a=Math.min(s-1,Math.floor(o*s)),i=q(t.get("overview"))[a*r+Math.min(r-1,Math.
floor(n*r))],l=`queries near ${O(o*e.tokens)}, positions near ${O(n*e.across)}: `;if(i===254)return[l,h("b","","future")];if(i===255)return[l,h("b","","not kept")];
if(i===0)return[l,h("b","","none picked")];let c=ko(Bf(i,t.get("low"),t.get("high")));return[l,h("b","",`${c} picked`)]}function ua(t){let e={none:0,future:0,unknown:0,
picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var re=2,ma=t=>N(t*4,24,120),No=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function So(t,e){let{model:n,own:o}=t,s=o.detail.getBoundingClientRect(),
[r,a,i,l]=n.get("shown_region"),c=(e.clientY-s.top-re)/ma(a-r)*(a-r),d=r+Math.floor(c),f=i+(e.clientX-s.left-U)/Oe(t)*(l-i),p=Math.floor(f/n.get("facts").rate);
return d>=r&&d<a&&f>=i&&f<l?{query:d,entry:p}:null}var Mo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ga=t=>Mo(t)?t.sel.get("entry"):-1;function Yf(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return Mo(t)&&e>=0?e:ga(t)}function ae(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:Mo(t)?e:-1,...o}),t.redraw()}function ya(t,e){let{model:n,root:o,sel:s,own:r}=t,[a,i,l,c]=n.get("shown_region"),d=Oe(
t),f=ma(i-a),p=f/(i-a),u=e.rate/(c-l)*d,m=Math.max(1.5,u-(u>4?1:0)),g=Math.max(1,p-(p>3?.5:0)),y=r.ints(n.get("marks")),b=y[0]!==-1,k=I(r.detail,U+d+2,f+4),A=C=>U+
(C-l)/(c-l)*d,M=C=>re+(C-a)*p;k.fillStyle=$(o,"paper"),k.fillRect(U,re,d,f),k.fillStyle=$(o,"panel");for(let C=a;C<Math.min(i,c-1);C++)k.fillRect(Math.max(U,A(Math.
floor((C+1)/e.rate)*e.rate)),M(C),d,p+.5);k.save(),k.beginPath(),k.rect(U,re,d,f),k.clip();let _=Gt($(o,"ramp-low"),$(o,"ramp-high"));for(let C=0;b&&C<y.length;C+=
3)k.fillStyle=No(_,y[C+2],e.topk),k.fillRect(A(y[C+1]*e.rate),M(y[C]),m,g);k.restore(),k.strokeStyle=$(o,"line"),k.strokeRect(U,re,d,f),k.strokeStyle=$(o,"chose\
n");let P=s.get("token")>=0?s.get("token"):e.tokens-1;P>=a&&P<i&&(k.lineWidth=1.5,k.strokeRect(U,M(P)-.5,d,Math.max(3,g+1)),k.lineWidth=1);let v=ga(t)*e.rate;return v>=
Math.max(0,l)&&v<c&&k.strokeRect(A(v),re,Math.max(3,m),f),k.fillStyle=$(o,"quiet"),k.font=R(),k.textBaseline="middle",k.fillText(O(a),4,8),f>30&&k.fillText(O(i-
1),4,f-4),r.caption.textContent=Vf(n.get("shown_region"),b),b?y:new Int32Array(0)}function Vf(t,e){let[n,o,s,r]=t,a=`positions ${O(s)} to ${O(r-1)}`;return e?`T\
he region: ${`queries ${O(n)} to ${O(o-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one; d\
rag a smaller one. Its text, ${a}:`}function ba(t,e){let{model:n,own:o}=t,{text:s}=o,r=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],i=Yf(t);
if(o.textOf.pieces!==r&&(s.replaceChildren(...r.flatMap((d,f)=>Kf(d,a+f))),o.textOf={pieces:r,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of s.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=s.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=s.querySelector(".own");if(!l)return;let c=l.offsetTop-s.offsetTop;(c<s.scrollTop||c>s.scrollTop+50)&&(s.scrollTop=c-8)}function Kf(t,e){
let n=h("span","",J(t)||"∅");return n.title=`token ${e}`,[n,h("wbr")]}function ka(t,e,{query:n,entry:o}){let s=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(s=e[l+2]);let r=o<Math.floor((n+1)/t.rate),a=`${O(Math.max(0,(o-1)*t.rate))} to ${O((o+1)*t.rate-1)}`,i=s>=0?`picked, rank ${s+1}`:r?"not picked":"not compl\
ete yet";return[`query ${O(n)}, entry ${O(o)} (tokens ${a}): `,h("b","",i)]}var bn=66,ve=17,Ct=16,Zf="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function xa(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function wa(t,e){let{model:n,
own:o}=t,s=n.get("needle_facts"),r=h("div","dsv-note");if(o.low.append(r),s.first===void 0)return r.textContent=Zf,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";r.append(h("b","",`“${gt(s.text,60)}”`),` (tokens ${s.first} to ${s.last}, entries ${s.entries[0]} to ${s.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=h("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${xa(s.ranks[d])}`);return i.append(`At token ${O(s.asked)} “${T(s.asked_piece,16)}”: `,h("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(Jf(t,e,s),i),{needle:[s.first,s.last],ranks:s.ranks}}function Jf(t,e,n){let{model:o,body:s,root:r}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,s.clientWidth-4),c=l-bn-4,d=ve+a.length*Ct,f=h("canvas"),p=I(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),p.font=R(),p.textBaseline="middle",p.fillStyle=$(r,"quiet"),p.fillText("layers",4,8),tp(t,p,e,i,c);
for(let[m,g]of a.entries())p.fillStyle=$(r,g===e.layer?"chosen":"ink"),p.fillText(`layer ${g} ▤`,4,ve+7+m*Ct),p.strokeStyle=$(r,"line"),p.strokeRect(bn,ve+m*Ct,
c,Ct-2);let u=m=>bn+(m-n.from)/Math.max(i,1)*c;p.fillStyle=$(r,"quiet");for(let m of Te(n.from,e.tokens,8))p.fillText(O(m),Math.min(u(m),l-40),d+7);return n.asked<
n.from||(p.strokeStyle=$(r,"chosen"),p.lineWidth=1.5,p.strokeRect(u(n.asked)-1,ve-2,Math.max(3,c/i),a.length*Ct+2)),f}function tp({model:t,root:e,own:n},o,s,r,a){
let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Gt($(e,"ramp-low"),$(e,"ramp-high"));for(let f=0;f<c;f++){let p=bn+f*a/c,u=a/c+.3,m=r>=c||
f*r/c%1<r/c,g=0;for(let b=0;b<l;b++){let k=i[b*c+f],A=ve+b*Ct;Number.isNaN(k)?m&&et(o,e,p,A,u,Ct-2):k>=0&&(g++,o.fillStyle=No(d,k,s.topk),o.fillRect(p,A,u,Ct-2))}
let y=12*g/l;o.fillStyle=$(e,"entries"),o.fillRect(p,14-y,u,y)}}function $a({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],
rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?xa(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function Na(t,e){let{model:n,own:o}=t,s=n.get("overlap_facts"),r=h("div","dsv-note");if(o.low.append(r),!s.compared){let f=(e.topk+1)*e.rate-2;return r.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${O(s.pairs)} pairs`,i=`${O(s.compared)} of ${O(s.pairs)}\
 pairs, evenly spaced`;r.append(h("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${w(s.mean[0])}, control ${w(s.mean[1])};\
 ${s.compared<s.pairs?i:a}.`);let l=h("div","dsv-columns"),c=h("div");c.append(h("div","dsv-note","the same queries, other layers"),np(t)),l.append(ep(t,s),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${s.stable} entries, in the control ${s.stable_control}.`;return o.low.append(l,h("div","dsv-note",d),
op(t,e,s)),{overlap:s.mean,stable:s.rows.map(f=>f.entry),compared:s.compared}}function ep(t,e){let{model:n,body:o,root:s,own:r}=t,a=r.lines(n.get("overlap")),i=a.
length/2,l=N(o.clientWidth-320,260,560),c=120,d=se(s,l,c,"position","overlap"),f=u=>42+u/(i-1)*(l-50),p=u=>c-18-u*(c-34);return d.append(...Aa(a.subarray(0,i),f,
p,`rgb(${$(s,"tint")})`,"none"),...Aa(a.subarray(i),f,p,$(s,"chosen"),"4 3"),S("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"1"),S("text",{x:36,y:p(
0),"text-anchor":"end",class:"quiet"},"0"),S("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${w(e.mean[0])}\
, control ${w(e.mean[1])}`),d}function Aa(t,e,n,o,s){let r="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(r+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),r?[S("path",{d:r,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":s})]:[]}function np(t){let{model:e,root:n,own:o}=t,s=e.get("laye\
rs"),r=o.table(e.get("layer_table")),a=h("table","dsv-table"),i=h("tr");i.append(h("th","","layers"),...s.map(l=>h("th","",String(l)))),a.append(i);for(let[l,c]of s.
entries()){let d=h("tr");d.append(h("th","",String(c)));for(let f of r.subarray(l*s.length,(l+1)*s.length)){let p=h("td","",w(f)),u=(.6*f).toFixed(2);Number.isNaN(
f)||(p.style.background=`rgba(${$(n,"tint")}, ${u})`),d.append(p)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function op(t,e,n){
let o=h("table","dsv-table"),s=h("tbody");o.append(s);for(let r of n.rows){let a=h("tr");a.append(h("td","",`entry ${O(r.entry)}`),h("td","",`${Math.round(100*r.
share)} % of ${O(r.could)}`),h("td","dsv-context",`“${gt(r.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:r.entry,layer:e.layer})),s.append(a)}return o}
function Sa({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let s=t.get("layers"),r=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${w(o.mean[0],4)}, control ${w(o.mean[1],4)}.`;return{columns:["layer",...s.map(i=>`overlap with layer ${i}`)],rows:s.map((i,l)=>[i,...r.
subarray(l*s.length,(l+1)*s.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var sp=6;function Ma(t,e){let{model:n,own:o}=t,s=n.get("rank"),r=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=h("div","dsv-note");if(o.low.append(
i),!r.length)return i.textContent=`Token ${s.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
h("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(h("b","",`How token ${O(
s.query)} “${T(s.piece,16)}” ranked its past`),`: ${s.picked} of ${O(s.visible)} entries picked`,s.margin===null?", no other was left":`, the last pick lead\
s by ${w(s.margin,4)}`,s.window===null?"":`; ${w(s.window)} of its attention stayed in the window`,s.asked!==s.query?` (token ${s.asked} was not kept)`:"",".");
let l=h("div","dsv-columns");return l.append(ap(t,e,s,r,a),ip(t,e,s,r)),o.low.append(l,h("div","dsv-note",rp(s,r.length))),{ranks:r.length,picked:s.picked,query:s.
query,margin:s.margin}}function rp(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function ap(t,e,n,o,s){let{body:r,root:a}=t,i=N(r.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...s,
0),f=Math.max(...s),p=y=>44+(y+.5)/c*(i-52),u=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),m=N((i-52)/c*.8,1.5,7),g=se(a,i,l,"rank","score");if(s.forEach((y,b)=>{let k=b>=
n.picked,A=S("rect",{x:p(b)-m/2,y:u(y)-3,width:m,height:6,fill:k?"none":`rgb(${$(a,"tint")})`,stroke:k?$(a,"quiet"):"none"});A.append(S("title",{},`rank ${b+1}:\
 entry ${o[b]}, score ${w(y,4)}${k?", left out":""}`)),A.style.cursor="pointer",A.addEventListener("click",()=>t.pick({entry:o[b],layer:e.layer})),A.addEventListener(
"mouseenter",()=>ae(t,o[b])),A.addEventListener("mouseleave",()=>ae(t,-1)),g.append(A)}),c>n.picked){let y=(p(n.picked-1)+p(n.picked))/2,b={x1:y,y1:12,x2:y,y2:l-
18,stroke:$(a,"chosen")};g.append(S("line",{...b,"stroke-dasharray":"4 3"}),S("text",{x:y+3,y:21},"cut"))}return g.append(S("text",{x:36,y:u(f)+4,"text-anchor":"\
end",class:"quiet"},w(f,1)),S("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},w(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} p\
icked`),g}function ip(t,e,n,o){let s=h("table","dsv-table"),r=h("tbody");s.append(r);for(let[a,i]of n.texts.slice(0,sp).entries()){let l=h("tr");l.append(h("td",
"",String(a+1)),h("td","",`entry ${O(o[a])}`),h("td","dsv-context",`“${gt(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),r.append(
l)}return s}function Ta({model:t,own:e},n){let o=t.get("rank"),s=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(r,a)=>[a+1,r,s[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function Ea({model:t,own:e},n){let o=t.get("rank"),s=e.scores(t.get("rank_score")),r=e.entries(t.get("rank_entry"));if(!r.length)return;
let a=`${w(s[o.picked-1],3)} of the last that was picked`;return{score:`${w(s[0],3)} of the best, entry ${r[0]}; ${a} (token ${o.query})`,k:`${t.get("facts").topk}\
; picked were ${o.picked}`,n:`${O(o.visible)} at token ${O(o.query)}`}[n]}function To({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function Oa(t,e){
let{model:n,own:o}=t,{probes:s,values:r,heads:a}=To(t),i=h("div","dsv-note",n.get("recall_note"));if(!s.length)return n.get("can_measure")&&i.replaceChildren(...lp(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let p=r.filter((u,m)=>m%a===f&&!Number.isNaN(u));return p.length?p.reduce((u,m)=>u+m,0)/p.
length:Number.NaN}),c=h("div","dsv-note");return c.append(h("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,cp(t,l)),{recall:l,probes:Array.from(s)}}function lp(t){let e=h("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function cp(t,e){let{body:n,root:o}=t,{probes:s,values:r,heads:a}=To(t),i=N(n.clientWidth-20,260,760),l=140,c=se(o,i,
l,"head","covered"),d=p=>46+(p+.5)/a*(i-54),f=p=>l-20-p*(l-36);c.append(S("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),S("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[p,u]of e.entries()){s.forEach((y,b)=>{let k=r[b*a+p];if(Number.isNaN(k))return;let A=S("circle",{cx:d(p),cy:f(k),
r:2.2,fill:`rgba(${$(o,"tint")}, 0.55)`});A.append(S("title",{},`head ${p}, token ${y}: ${w(100*k,1)} %`)),c.append(A)});let m={x1:d(p)-8,x2:d(p)+8,y1:f(u),y2:f(
u),stroke:$(o,"chosen")};Number.isNaN(u)||c.append(S("line",{...m,"stroke-width":2}));let g={x:d(p),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
S("text",g,String(p)))}return c.setAttribute("aria-label",`recall per head: ${e.map(p=>w(p)).join(", ")}`),c}function va(t,e){let{probes:n,values:o,heads:s}=To(
t);return n.length?{columns:["probe at token",...Array.from({length:s},(r,a)=>`head ${a}`)],rows:Array.from(n,(r,a)=>[r,...o.subarray(a*s,(a+1)*s)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var dp={rank:Ma,overlap:Na,recall:Oa,needle:wa},fp={overlap:Sa,recall:va,needle:$a};function pp(t){let e=h("div","dsv-picks"),n=h("div","dsv-controls"),o=h("sel\
ect");o.setAttribute("aria-label","layer");let s=st(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),r=h("button","dsv-small","random control");r.title="every query gets the distances back \
of another query: the same recency, other words";let a=h("span","dsv-tiled");n.append(o,s.select,r,a);let i=h("canvas"),l=h("div","dsv-note"),c=h("canvas"),d=h(
"div","dsv-note"),f=h("div","dsv-region-text"),p=h("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,p,f),t.body.append(e),{layer:o,panel:s,shuffle:r,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:p,
reveal:ze(t,p),pixels:L(fa),ints:L(F),texts:L(Y),entries:L(F),scores:L(E),lines:L(E),table:L(E),recalls:L(E),probed:L(F),found:L(E),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var pt=t=>t.model.get("facts");function hp(t){let{model:e,own:n}=t,{panel:o,reveal:s,
layer:r,shuffle:a,detail:i}=n;t.listen(o.select,"change",s.ask),t.listen(r,"change",()=>t.pick({layer:Number(r.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),up(t),t.listen(i,"mousemove",l=>{n.under=So(t,l),ae(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,ae(t,-1,-1)}),t.listen(i,"click",l=>{let c=So(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:pt(t).layer})})}function up(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=yn(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let s=yn(t,o);e.hovered=
s,e.from?.inStrip?e.span=$o(pt(t),e.from,s):e.from&&(e.dragging=Ao(pt(t),e.from,s)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let s=e.from;if(!s)return;let r=yn(t,o);if(e.from=e.span=e.dragging=null,s.inStrip){let[a,i]=$o(pt(t),s,r);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",Ao(pt(t),s,r).join(":")),t.redraw()})}function mp(t){let{model:e,root:n,own:o}=t,{layer:s,panel:r,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=pt(t);if(G(s,e.get("layers").map(m=>[m,`layer ${m} ▤`])),s.value=String(d.layer),r.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:d.beyond,!d.shape)return;let f=d;pa(t,f);let p=ya(t,f);ba(t,f),gp(t,f,p),l.replaceChildren();let u=dp[e.get("p\
anel")](t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:p.length/3,
first_marks:Array.from(p.slice(0,30)),codes:ua(q(e.get("overview"))),panel:e.get("panel"),...u}}function gp(t,e,n){let{facts:o,model:s,sel:r,own:a}=t;if(a.under)
o.replaceChildren(...ka(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...ha(t,e,a.hovered));else{let i=s.get("shows")==="control"?" · CONTROL: \
other queries' distances":"",l=r.get("layer")!==e.layer?` · layer ${r.get("layer")} has no indexer`:"";o.replaceChildren(h("b","",`layer ${e.layer}`),` · up to\
 ${e.topk} entries of ${e.rate} tokens · ${O(e.queries)} queries, ${O(e.forced)} without a choice${i}${l}`)}}function yp(t){let e=pt(t);return fp[t.model.get("\
panel")]?.(t,e)??Ta(t,e)}var bp={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>V(
t,-1,pt(t).tokens),ArrowRight:t=>V(t,1,pt(t).tokens),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),Home:t=>V(t,Number.NEGATIVE_INFINITY,
pt(t).tokens),End:t=>V(t,Number.POSITIVE_INFINITY,pt(t).tokens)},build:pp,listen:hp,draw:mp,table:yp,symbols:Ea},_a=W(bp);function La(t,e){let n=h("select");n.setAttribute("aria-label","layer");let o=0,s=0,r=d=>e({layer:N(d,0,o-1)}),a=(d,f,p)=>{let u=h("button","dsv-step",d);return u.
type="button",u.setAttribute("aria-label",f),u.title=f,u.addEventListener("click",()=>r(s+p)),u},i=a("‹","previous layer",-1),l=a("›","next layer",1);return n.
addEventListener("change",()=>r(Number(n.value))),t.append(h("span","dsv-quiet","layer"),i,n,l),{show:(d,f)=>{o=d.length,s=f,G(n,d.map((p,u)=>[u,`${u} ${dt[p]??
""} ${p==="sliding"?p:p.toUpperCase()}`])),n.value=String(f),i.disabled=f<=0,l.disabled=f>=o-1}}}function Ra(t,e,n){let o=t.get("token"),[s,r]=[t.get("query_fir\
st"),t.get("query_last")],a=`“${T(e,16)}”`,i=[];n&&o>=0?i.push({words:`token ${o} ${a}`,free:{token:-1}}):n&&i.push({words:`newest token, ${n-1} ${a}`,free:null}),
s>=0&&i.push({words:`tokens ${s} to ${r}`,free:{query_first:-1,query_last:-1}});for(let l of["head","expert","entry"])t.get(l)>=0&&i.push({words:`${l} ${t.get(l)}`,
free:{[l]:-1}});return i}function Ca(t,e){let n="";return{show:s=>{let r=JSON.stringify(s);r!==n&&(n=r,t.replaceChildren(...s.map(({words:a,free:i})=>{let l=h("\
span",i?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!i)return l;let c=h("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(i)),l.append(c),l})))}}}var kp="dsv-way",xp=760,qa=480,Pa=1360;function wp(t,e){for(let n=t.parentElement;n&&n!==e&&n!==document.body;n=n.parentElement){if(n.classList.contains("jp-mod\
-outputsScrolled"))return;n.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&n.classList.add(kp)}}var $p=(t,e)=>t&&e?Math.max(0,e.getBoundingClientRect().
bottom-t.getBoundingClientRect().top):0;function Ia(t,e){let n=t.querySelector(".dsv-top"),o=null,s=()=>{let{style:i,classList:l}=t;i.setProperty("--dsv-frame",
`${o?.clientHeight??600}px`);let c=t.clientWidth;if(!c)return;l.toggle("dsv-narrow",c<xp),l.toggle("dsv-phone",c<qa);let d=$p(n,n?.querySelector(".dsv-chat-form"));
i.setProperty("--dsv-above",`${Math.round(d)}px`);let f=c<qa?0:(n?.getBoundingClientRect().height??0)-d;i.setProperty("--dsv-top",`${Math.round(f)}px`),e(c)},r=new ResizeObserver(
s),a=()=>{let i=Hn(t);o&&o!==i&&r.unobserve(o),o=i,r.observe(o),wp(t,o),s()};return r.observe(t),n&&r.observe(n),a(),document.addEventListener("fullscreenchange",
a),()=>{r.disconnect(),document.removeEventListener("fullscreenchange",a)}}var xn=.14,wn=.7,kn=.02;function Ap(t,e){let n={ArrowLeft:-kn,ArrowUp:-kn,ArrowRight:kn,ArrowDown:kn}[t];return n!==void 0?N(e+n,xn,wn):{Home:xn,End:wn}[t]}function Wa(t,e,n){
let o=h("div","dsv-handle");o.tabIndex=0,o.title="drag to give the text more or less room (arrow keys when focused)",o.setAttribute("role","separator"),o.setAttribute(
"aria-label","width of the text"),o.setAttribute("aria-valuemin",String(100*xn)),o.setAttribute("aria-valuemax",String(100*wn));let s=t.querySelector(".dsv-text"),
r=t.querySelector(".dsv-room"),a=i=>{let l=r.getBoundingClientRect(),d=t.classList.contains("dsv-narrow")?(i.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Np(t))):(i.clientX-l.left)/Math.max(1,l.width);return N(d,xn,wn)};return o.addEventListener("focusin",i=>Wt(i)),o.addEventListener("pointerdown",i=>{
o.setPointerCapture(i.pointerId),i.preventDefault()}),o.addEventListener("pointermove",i=>{o.hasPointerCapture(i.pointerId)&&n(a(i),!1)}),o.addEventListener("po\
interup",i=>n(a(i),!0)),o.addEventListener("keydown",i=>{let l=Ap(i.key,e());l!==void 0&&(n(l,!0),i.preventDefault(),i.stopPropagation())}),s.append(o),o}var Np=t=>t.
style.getPropertyValue("--dsv-frame")||"600";var _e="none";function Sp(t,{tab:e,beside:n,wide:o,companions:s}){let r=t.map(i=>i[1]),a=r.includes(e)?e:r[0];return r.includes(n)&&n!==a?[a,n]:n===_e||!o?[a]:[
a,...s.filter(i=>i!==a).slice(0,1)]}var $n=(t,e)=>Sp(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});
function Fa(t){let e=new Map;for(let[,n,o]of t)e.set(o,[...e.get(o)??[],n]);return[...e].map(([n,o])=>({name:n,titles:o}))}function Da(t,e,n){let o=!0;for(let[s,
r]of e){let a=t.querySelector(`.dsv-place-${s}`),i=n.indexOf(r);a?.classList.toggle("dsv-shown",i>=0),a?.classList.toggle("dsv-second",i===1),a||(o=!1)}return t.
querySelector(".dsv-views")?.classList.toggle("dsv-two",n.length>1),o}function Ua(t,e,n){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let o={},s="";for(let a of[t,e])
a.addEventListener("keydown",Mp);return{show:(a,i)=>{let l=Fa(a),c=l.find(p=>p.titles.includes(i))??l[0];if(!c)return;o[c.name]=i;let d=JSON.stringify(a);s!==d&&
(s=d,t.replaceChildren(...l.map(({name:p,titles:u})=>{let m=Ba(p,u.length>1?p:u[0]);return m.title=u.join(", "),m.addEventListener("click",()=>n(o[p]??u[0])),m})));
for(let[p,u]of l.entries())Ha(t.children[p],u===c);let f=c.titles.length>1?c.titles:[];e.dataset.titles!==f.join(`
`)&&(e.dataset.titles=f.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...f.map(p=>{let u=Ba(p,p);return u.addEventListener("click",()=>n(p)),u})));for(let[p,
u]of f.entries())Ha(e.children[p],u===i)}}}function Ba(t,e){let n=h("button","",t);return n.type="button",n.setAttribute("role","tab"),t!==e&&n.setAttribute("ar\
ia-label",`${t}: ${e}`),n}function Ha(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Mp(t){let e=t.currentTarget,n={ArrowRight:1,ArrowLeft:-1}[t.
key],o=[...e.children].indexOf(t.target);if(n===void 0||o<0)return;let s=e.children[(o+n+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function Eo(t,e,n){let o=h("button","dsv-press",t);return o.type="button",o.title=e,o.addEventListener("click",n),o}var Oo=class{#t=null;#e=[];#s=!1;constructor(e,n,o){
this.model=e,this.sel=n,this.root=h("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#o(),this.kept=Be(e,()=>this.#t,()=>n.
comm_live!==!1),o.append(this.root),this.#r(),this.show()}#o(){let e=h("div","dsv-groups"),n=h("div","dsv-group-views"),o=h("div","dsv-layer"),s=h("div","dsv-ch\
osen-row"),r=h("div","dsv-bar-line"),a=h("div","dsv-bar-line"),i=c=>this.pick(c);this.tabs=Ua(e,n,c=>this.pick({tab:c})),this.layer=La(o,i),this.chosen=Ca(s,i),
this.fold=Eo("Text","show the text or put it away",()=>this.tell("folded",!this.model.get("folded"))),this.two=Eo("Two views","put a second view beside this one",
()=>this.#i());let l=h("select","dsv-second-menu");this.menu=l,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick(
{beside:l.value})),this.full=Eo("Full screen","the explorer alone on the screen; Escape leaves",()=>this.#c()),r.append(e,h("span","dsv-space"),this.fold,this.two,
this.menu,this.full),a.append(n,o,s),this.root.append(r,a),this.root.addEventListener("focusin",c=>Wt(c),!0)}#r(){let e=()=>this.redraw();this.model.on("change",
e),this.sel.on("change",e);let n=new ResizeObserver(()=>{let o=this.root.closest(".dsv-explorer");if(!o?.querySelector(".dsv-text")||!o.querySelector(".dsv-view\
s")){setTimeout(()=>n.observe(this.root),50),n.unobserve(this.root);return}n.disconnect(),this.#n(o)});n.observe(this.root),this.#e.push(()=>this.model.off("cha\
nge",e),()=>this.sel.off("change",e),()=>n.disconnect())}#n(e){this.#t=e,this.handle=Wa(e,()=>this.model.get("share"),(s,r)=>{this.model.set("share",s),r&&this.
model.save_changes(),this.show()});let n=()=>{let s=document.fullscreenElement===e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener(
"fullscreenchange",n);let o=new MutationObserver(()=>this.#a()&&o.disconnect());this.#e.push(Ia(e,s=>this.tell("wide",s>=Pa)),()=>document.removeEventListener("\
fullscreenchange",n),()=>o.disconnect()),this.show(),this.#a()||o.observe(e,{childList:!0,subtree:!0})}get inSight(){return $n(this.model,this.sel)}#a(){return this.#t!==
null&&Da(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#s||(this.#s=!0,requestAnimationFrame(()=>{this.#s=!1,this.show()}))}show(){let{model:e,sel:n}=this,
[o,s]=this.inSight;this.tabs?.show(e.get("places"),o),this.layer?.show(e.get("layers"),n.get("layer")),this.chosen?.show(Ra(n,e.get("piece"),e.get("count"))),this.#l(
o,s);let r=e.get("folded");this.fold?.setAttribute("aria-pressed",String(!r)),this.#a();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.
round(100*a))),this.#t?.classList.toggle("dsv-folded",r),this.#t?.style.setProperty("--dsv-share",String(a)),this.kept.changed()}#l(e,n){if(!this.menu||!this.two)
return;this.two.setAttribute("aria-pressed",String(n!==void 0)),this.menu.style.display=n===void 0?"none":"";let o=this.model.get("places").map(s=>s[1]);G(this.
menu,o.filter(s=>s!==e).map(s=>[s,s])),n!==void 0&&(this.menu.value=n)}#i(){let[e,n]=this.inSight,o=this.model.get("companions").find(s=>s!==e);this.pick({beside:n===
void 0?o??"":_e})}#c(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){Bn(this.sel,e)}tell(e,n){this.model.get(e)!==n&&
(this.model.set(e,n),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.kept.clean(),this.root.remove()}},za={initialize:De,
async render({model:t,el:e}){let n=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),o=new Oo(t,n,e);return()=>o.clean()}};var ja=4278190080;function Tp(t,e,n,o,s){let a=n?12:0,i=t-40-a-8,l=N(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),p=N((e-45)/Math.max(1,s),1,8),u={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:p,top:15,...u}}function Ro({model:t,own:e},n){
let{map:o,canvas:s}=e;if(!o)return null;let r=t.get("map_facts"),a=s.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=r.queries)return null;let c=r.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[l*r.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[l*r.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Ep(t,e,n,[o,s,r],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),p=new Uint32Array(d.data.buffer);return t.forEach((u,m)=>{if(u<=252){let g=18+Math.round(237*u/252);f[m]=(g<<24|r<<16|s<<8|o)>>>0}else u===254?p[m]=
ja:u===253&&(m+Math.floor(m/n))%3===0&&(f[m]=(ja|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function Op(t,e,n,o,{rgb:s,missing:r,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=Ep(e,n,o,s,r),d=Et(o,n),f=Et(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,nt(d).putImageData(c,0,0);let p=nt(f);p.imageSmoothingEnabled=
!1,p.drawImage(d,0,0,f.width,f.height),p.globalCompositeOperation="source-in",p.fillStyle=a,p.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,nt(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function vp(t,e,n,o){let s=$(o,"quiet"),r=e;t.font=R(),t.textBaseline="mid\
dle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=$(o,"line"),t.strokeRect(r+.5,n+.5,11,9),a==="not picked")t.globalAlpha=
.6,t.fillStyle=ut(t,s),t.fillRect(r,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=$(o,"entries"),t.fillRect(r,n,12,10);else if(a==="not capt\
ured"){t.fillStyle=s;for(let i of[2,6,10])t.fillRect(r+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=s,t.textAlign="left",t.fillText(a,r+16,n+5.5),r+=26+t.measureText(
a).width}}function Ya(t,e){let{model:n,root:o,own:s}=t,r=n.get("map_facts"),a=r.queries??0,i=s.scroll.clientWidth,l=Tp(i,e,r.entries,r.window,a),c=a*l.row,d=I(s.
canvas,i,l.top+c+30),f=$(o,"quiet"),p=ut(d,f,4);d.font=R(),d.textBaseline="middle";let u=(y,b,k,A,M)=>{let _={rgb:fe($(o,k)),missing:fe(Lp(f)),pattern:p};Op(d,y,
a,b,_,{x:A,y:l.top,w:M,h:c}),d.strokeStyle=$(o,"line"),d.strokeRect(A-.5,l.top-.5,M+1,c+1),d.fillStyle=$(o,k)},m=(y,b,k)=>d.fillText(xt(y,k,A=>d.measureText(A).
width),b,6);if(r.entries){u(q(n.get("map_entries")),r.entries,"entries",l.left,l.entryW);let y=[`compressed past: entries 0 to ${r.entries-1}`,"compressed past",
"entries","past"];m(y,l.left,l.windowX-l.left-4)}u(q(n.get("map_window")),r.window,"window",l.windowX,l.windowW),m(["window: itself, then back","window"],l.windowX,
l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=g)d.fillText(`${r.first+y}`,l.left-4,l.top+(y+.5)*
l.row);return d.textAlign="left",_p(t,d,r,a,l),vp(d,l.left,l.top+c+12,o),l}function _p({root:t,sel:e,own:n},o,s,r,a){let i=e.get("token")===-1?r-1:e.get("token")-
s.first;i>=0&&i<r&&(o.strokeStyle=$(t,"chosen"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-a.left+2,a.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=s.entries||(o.strokeStyle=$(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),r*a.row+2))}function Lp(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var Va=["entries","window","sink"],Rp=["compressed past (bottom)","window","sink (top)"],Ka=[.85,.5,.95];function Cp(t,e,n){let s=N(Math.floor((t-74-4)/Math.max(
1,n)),5,70),r=N(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:s,h:r,top:16}}function Xa({model:t,own:e},n){let{thumbs:o,canvas:s}=e;if(!o)return null;let[
r,a]=t.get("profile_shape"),i=s.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<r&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function Ga(t){let{model:e,root:n,sel:o,own:s}=t,[r,a]=e.get("profile_shape"),i=e.get("layers"),l=s.scroll.clientWidth,
c=Cp(l,r,a),d=I(s.canvas,l,c.top+r*c.h+24),f=Va.map(p=>$(n,p));d.font=R(),d.textBaseline="middle",d.fillStyle=$(n,"quiet");for(let p=0;p<a;p+=Math.ceil(24/c.w))
d.fillText(`${p}`,c.left+p*c.w+2,7);d.fillText("head",c.left-28,7);for(let p=0;p<r;p++){let u=c.top+p*c.h,m=i[p]===o.get("layer"),g=e.get("kinds")[p];d.fillStyle=
$(n,m?"chosen":"ink"),d.font=R(m);let y=`${i[p]} ${dt[g]??""} ${g??""}`;(c.h>=11||p%2===0)&&d.fillText(y,4,u+c.h/2);for(let b=0;b<a;b++)qp(t,d,c,f,p,b);m&&(d.strokeStyle=
$(n,"chosen"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,u+.5,c.w-1,c.h-1),d.lineWidth=1)}return Pp(t,d,f,c.left,c.top+r*c.h+8),c}function qp({
model:t,root:e},n,o,s,r,a){let[,i,l]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+r*o.h,f=(o.w-2)/l+.4;for(let p=0;p<l;p++){let u=((r*i+a)*l+p)*Va.length,
m=o.left+a*o.w+1+p*(o.w-2)/l;if(c[u]===255){n.fillStyle=$(e,"none"),n.fillRect(m,d+o.h/2,1,1);continue}let g=d+o.h-1;for(let[y,b]of s.entries()){let k=c[u+y]/254*
(o.h-2);n.fillStyle=b,n.globalAlpha=Ka[y],n.fillRect(m,g-k,f,k),g-=k}n.globalAlpha=1}}function Pp({root:t},e,n,o,s){let r=o;for(let[a,i]of Rp.entries())e.fillStyle=
n[a],e.globalAlpha=Ka[a],e.fillRect(r,s,10,10),e.globalAlpha=1,e.fillStyle=$(t,"quiet"),e.fillText(i,r+14,s+5),r+=30+e.measureText(i).width}var Co=50,Io=48,Ip=3*Io,Kt=22,Vt=10,Wp=54,ct=22,An=22,Fp=330;function Dp(t,e,n){let o=Math.max(60,t-Co-Ip-Kt-2*Vt),s=Math.min(An,o/Math.max(1,e+n)),r=Math.min(n*
14,o*.45),a=o-Math.min(r,n*An),i=e?N(e*s,Math.min(e*An,o*.25),a):0,l=Math.min(n*An,o-i),c=Co+i+(i?Vt:0);return{entryX:Co,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,
windowCell:n?l/n:0,sinkX:c+l+Vt}}var Bp=t=>N(Math.floor(Fp/t),14,34);function qo(t,e,n,o){if(t==="heads")return Array.from({length:e},(r,a)=>o.slice(a*n,(a+1)*n));
let s=new Float32Array(n).fill(Number.NaN);for(let r=0;r<n;r++){let a=Array.from({length:e},(i,l)=>o[l*n+r]).filter(i=>!Number.isNaN(i));a.length&&(s[r]=t==="me\
an"?a.reduce((i,l)=>i+l,0)/e:Math.max(...a))}return[s]}function Wo({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),s=E(t.get("mass")),r=F(t.get("wi\
ndow")),a=F(t.get("entries")),i=l=>Float32Array.from({length:n},(c,d)=>s[3*d+l]);return{facts:e,heads:n,mode:o,window:r,entries:a,pieces:Y(t.get("utf8"),t.get("\
lengths")),windowRows:qo(o,n,r.length,ht(t.get("window_weight"))),entryRows:qo(o,n,a.length,ht(t.get("entry_weight"))),masses:[0,1,2].map(l=>qo(o,n,1,i(l)).map(
c=>c[0]))}}function Fo({model:t,own:e},n){let{zones:o}=e;if(!o)return null;let s=e.canvas.getBoundingClientRect(),r=n.clientX-s.left,a=Math.floor((n.clientY-s.top-
ct)/o.tall),i=t.get("rows")==="heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&r>=o.entryX&&r<o.entryX+o.entryW?{zone:"entry",key:Math.floor((r-o.entryX)/
o.entryCell),head:i}:o.windowW&&r>=o.windowX&&r<o.windowX+o.windowW?{zone:"window",key:F(t.get("window"))[Math.floor((r-o.windowX)/o.windowCell)],head:i}:{zone:r>=
o.sinkX&&r<o.sinkX+Kt?"sink":"",key:-1,head:i}}function Qa(t,e){let{root:n,own:o}=t,s=e.windowRows.length,r=o.scroll.clientWidth,a={...Dp(r,e.facts.visible,e.window.
length),tall:Bp(s)};o.zones=a;let i=ct+s*a.tall,l=I(o.canvas,r,i+Wp),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[d,f,p,u,m,g,y,b]=c.map(
P=>$(n,P)),k={ink:d,quiet:f,line:p,mark:u,paper:m,entries:g,window:y,sink:b};l.textBaseline="middle",l.font=R();let A=Hp(l,a,k);a.entryW&&(l.globalAlpha=.4,l.fillStyle=
ut(l,f),l.fillRect(a.entryX,ct,a.entryW,i-ct),l.globalAlpha=1);let M=e.windowRows.map((P,v)=>Up(t,l,e,a,k,v));a.entryW&&(l.strokeStyle=p,l.strokeRect(a.entryX+.5,
ct-.5,a.entryW-1,i-ct)),jp(t,l,e,a,k,i),a.entryW&&Yp(t,l,e,a,k,i);let _=e.window.indexOf(t.sel.get("hover_token"));return _>=0&&(l.strokeStyle=d,l.lineWidth=1,l.
strokeRect(a.windowX+_*a.windowCell,ct-.5,a.windowCell,i-ct)),{titles:A,shares:M}}function Hp(t,e,n){let o=[],s=(a,i,l,c)=>{let d=xt(a,l,f=>t.measureText(f).width);
t.fillStyle=n.ink,t.fillText(d,i,7),t.fillStyle=c,t.fillRect(i,16,Math.max(0,l-Vt+4),3),o.push([d,i,t.measureText(d).width])},r=["compressed past","compressed",
"past"];e.entryW&&s(r,e.entryX,e.entryW+Vt-4,n.entries),s(["window: exact tokens","window"],e.windowX,e.windowW+Vt-4,n.window),s(["sink"],e.sinkX,Kt+Vt-4,n.sink),
t.fillStyle=n.quiet;for(let[a,i]of["past","window","sink"].entries())t.fillText(i,e.sinkX+Kt+8+Io*a,7);return o}function Po(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(
N(n,0,1)),t.fillStyle=e}function Up({sel:t},e,n,o,s,r){let{mode:a,masses:i,facts:l}=n,{sinkX:c,tall:d}=o,f=ct+r*d,p=a==="heads"&&r===t.get("head");if(e.globalAlpha=
1,e.fillStyle=p?s.mark:s.quiet,e.font=R(p),e.fillText(a==="heads"?`head ${r}`:a,2,f+d/2),l.listed)zp(e,n,o,s,r);else{e.globalAlpha=1,e.fillStyle=s.quiet;let g=o.
windowX+Math.max(o.windowW,40);for(let y=o.windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}Po(e,s.sink,i[2][r]),e.fillRect(c,f,Kt,d-1),e.globalAlpha=1,e.strokeStyle=s.
line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,Kt-1,d-2);let u=i.map(g=>g[r]),m=a==="max"?u:Ot(u);e.fillStyle=p?s.mark:s.ink,e.font=R();for(let[g,y]of m.entries())e.
fillText(w(y),c+Kt+8+Io*g,f+d/2);return m}function zp(t,{entries:e,window:n,entryRows:o,windowRows:s},r,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:p}=r,
u=ct+i*p;e.forEach((m,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let b=l+m*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(b,u,Math.max(c,1),p),Po(t,a.entries,
y),t.fillRect(b,u,Math.max(c-(c>4?1:0),1),p-1)}),n.forEach((m,g)=>{let y=s[i][g];Number.isNaN(y)||(Po(t,a.window,y),t.fillRect(d+g*f,u,Math.max(f-(f>4?1:0),1),p-
1))})}function jp({sel:t},e,{facts:n,window:o,pieces:s},{windowX:r,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font=R(),i>=9?o.forEach((f,p)=>{e.save(),
e.translate(r+(p+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=R(f===d||f===n.query),e.fillText(
T(s[p]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,r,c+8),e.textAlign="right",e.fillText(`${o[o.length-
1]}`,r+a,c+8)),e.textAlign="left"}function Yp({own:t},e,{facts:n,entries:o},{entryX:s,entryW:r,entryCell:a},i,l){let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,
a>=14){e.textAlign="center";for(let p=0;p<c;p++)e.fillStyle=o.includes(p)?i.ink:i.quiet,e.fillText(`${p}`,s+(p+.5)*a,l+8)}else e.fillText("0",s,l+8),e.textAlign=
"right",e.fillText(`${c-1}`,s+r,l+8);e.textAlign="left",e.fillStyle=i.quiet,r>60&&e.fillText(`entries of ${d}`,s,l+21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=
i.mark,e.lineWidth=2,e.strokeRect(s+f*a,ct-1,Math.max(a,2),l-ct+1))}function Za({facts:t,mode:e,masses:n,window:o,entries:s,windowRows:r,entryRows:a},i,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(i,0),r.length-1):0,
d=e==="heads"?`head ${c}`:`${e} of heads`,f=Ot(n.map(k=>k[c])),p=[...Array.from(s,(k,A)=>[a[c][A],`entry ${k}`]),...Array.from(o,(k,A)=>[r[c][A],`token ${k}`])],
u=p.filter(([k])=>k>0).sort((k,A)=>A[0]-k[0]),[m,g]=u[0]??[Number.NaN,""],y=`${d} of layer ${t.layer}, query ${t.query}`;return{w:g?`${w(m,3)} at ${g}, the larg\
est of ${p.length} keys (${y})`:`not captured (${y})`,z:g?`${w(Math.log(m))} at ${g}, up to a constant that all keys share (${y})`:"not captured",sink:`${w(Math.
log(n[2][c]))}, up to the same constant (${y})`,past:`${w(f[0])} (${y})`,window:`${w(f[1])} (${y})`,sunk:`${w(f[2])} (${y})`}[l]}var Vp=290,Kp={hover_entry:-1,hover_token:-1,hover_head:-1},Xp={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Gp({
head:t,body:e,sel:n}){let o=h("select");o.setAttribute("aria-label","what is drawn"),o.append(H("heads","every head"),H("mean","mean of heads"),H("max","largest\
 of heads"),H("map","query × key"),H("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let s=h("div","dsv-scroll"),r=h("canvas"),a=h("div","dsv-n\
ote");return s.style.overflow="hidden",r.style.cursor="pointer",s.append(r),e.append(s,a),a.style.minHeight="30px",{rows:o,scroll:s,canvas:r,note:a,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function Qp(t){let{model:e,own:n}=t,{rows:o,canvas:s}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(s,"mousemove",r=>{let a=e.get("rows");a!=="all"&&(a==="map"?Zp(t,r):Jp(t,r),t.redraw())}),t.listen(s,"m\
ouseleave",()=>{n.hovered=null,t.hover(Kp),t.redraw()}),t.listen(s,"click",r=>{let a=e.get("rows");a==="all"?th(t,r):a==="map"?eh(t,r):nh(t,r)})}function Zp(t,e){
let n=Ro(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function Jp(t,e){let n=Fo(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function th(t,e){let n=Xa(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function eh(t,e){let n=Ro(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function nh(t,e){let n=Fo(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function oh(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?sh(t):o==="map"?rh(t):ih(t)}function sh(t){let{model:e,sel:n,root:o,
facts:s,own:r}=t;e.get("profile_shape")[0]&&(r.map=null,r.thumbs=Ga(t),s.replaceChildren("every layer and head over the run; click one to choose it"),r.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:r.thumbs,at:performance.now()})}function rh(t){let{model:e,root:n,facts:o,
own:s}=t,r=e.get("map_facts");if(r.queries===void 0)return;s.thumbs=null,s.map=Ya(t,Vp);let a=r.first+r.queries-1,i=` · head ${r.head} · queries ${r.first} to\
 ${a}`;o.replaceChildren(h("b","",pe(r.layer,r.kind)),i),s.note.textContent=ah(t),n.drawn={mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,
entries:r.entries,places:s.map,place:s.hovered,codes:Array.from(q(e.get("map_entries")).slice(0,64)),at:performance.now()}}function ah({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let s=Xp[n.code]??`weight about ${w((n.code/252)**2,2)}`,r=o==="entry"?vt(J(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entr\
y"?n.entry:n.key}: ${s}. ${r}`}function ih(t){let{model:e,root:n,facts:o,own:s}=t;s.map=s.thumbs=null;let r=Wo(t),{facts:a,heads:i,mode:l}=r;if(a.heads===void 0)
return;let{titles:c,shares:d}=Qa(t,r);o.replaceChildren(h("b","",pe(a.layer,a.kind)),` · query ${a.query} `,h("b","",`“${T(a.piece??"",18)}”`),` · ${l==="\
heads"?`${i} heads`:`${l} of ${i} heads`}`),s.note.textContent=lh(t,r),n.drawn={layer:a.layer,query:a.query,kind:a.kind,visible:a.visible,window:Array.from(r.window),
entries:Array.from(r.entries),weights:r.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function lh({
model:t,sel:e,own:n},{facts:o,mode:s,entries:r,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("h\
ead"),0),f=s==="heads"?N(d,0,l.length-1):0,p=s==="heads"?`head ${f}`:`${s} of heads`,u=n.shownEntry(),m=e.get("hover_token");if(u!==-1&&u<o.visible){let g=r.indexOf(
u),y=g<0?"not picked by the indexer: it has no weight":`weight ${w(a[f][g],4)} in ${p}`;return`Entry ${u}, ${y}. ${vt(J(t.get("entry_text")))}`}if(i.includes(m)){
let g=i.indexOf(m),y=w(l[f][g],4);return`Token ${m} “${T(c[g],20)}”: weight ${y} in ${p}. Click to choose it.`}return s==="max"?"Each key shows the head tha\
t weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloure\
d entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer.\
 Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (\
dots: weights not captured)."}function ch({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(d,f)=>f),o=E(t.get("mass")),s=F(t.get("window")),r=F(
t.get("entries")),a=ht(t.get("window_weight")),i=ht(t.get("entry_weight")),l=Y(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{
columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(p=>o[3*p+f])]),...Array.from(r,(d,f)=>[`entry ${d}`,...n.map(p=>i[p*r.length+f])]),...Array.
from(s,(d,f)=>[`token ${d} “${T(l[f]??"",16)}”`,...n.map(p=>a[p*s.length+f])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first t\
hree rows sum to one in every column.`:""}}var Ja=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),ti=t=>e=>e.pick({head:N(e.sel.get("head")+
t,0,(e.model.get("facts").heads??1)-1)}),dh={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, pag\
e keys the layer.",keys:{ArrowLeft:Ja(-1),ArrowRight:Ja(1),ArrowUp:ti(-1),ArrowDown:ti(1),PageUp:t=>B(t,-1,t.model.get("layers")),PageDown:t=>B(t,1,t.model.get(
"layers"))},build:Gp,listen:Qp,draw:oh,table:ch,symbols:(t,e)=>Za(Wo(t),t.sel.get("head"),e)},ei=W(dh);var fh=.58;function Sn(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function ph({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(z(t,"values")),from:t.get("low"),to:t.get("high")}}function ni(t,e,n){
let{own:o}=t,s=o.painted,{values:r,from:a,to:i}=ph(t),l=s.from===a&&s.to===i;if(l&&s.values===r&&s.pieces===o.shown)return;let c=l&&!n?Sn(s.values,r):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:r,from:a,to:i,pieces:o.shown}}
function Nn({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let s=n+o>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?n=s+1:o=s}return n}function Do(t){let{first:e,strip:n}=t.
own;return[e+Nn(t,n.scrollTop-4),e+Nn(t,n.scrollTop+n.clientHeight-8)]}function Bo(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:s,from:r,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,Nn(t,n.scrollTop-i)-1),c=Math.min(o.length,Nn(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=s[d],p=Number.isNaN(f)||f===void 0,u=!p&&r<0&&f<0,m=fh*(r<0?ot(Math.abs(f),0,a):ot(f,r,a)),g=u?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",p),o[d].classList.toggle("below",u),o[d].style.backgroundColor=p?"":`rgba(var(${g}), ${m.toFixed(3)})`}}var Le=16,hh=300;function uh(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let s=Math.floor((o+1)*t.length/e),r=0,a=0;for(let i=Math.floor(
o*t.length/e);i<s;i++)Number.isNaN(t[i])||(r+=t[i],a++);a&&(n[o]=r/a)}return n}function Mn({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return N(Math.floor(n*t.total),0,t.total-1)}function Ho(t,e,n){let{body:o,model:s,root:r,sel:a,own:i}=t,{map:l,total:c}=i,d=c>hh;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:p}=i.painted,u=Math.min(c,Math.floor(f)),m=c>i.shown.length?E(s.get("bins")):uh(p,u),g=I(l,f,Le);
mh(t,g,m,f);let y=M=>M/c*f,[b,k]=[a.get("query_first"),a.get("query_last")];b!==-1&&(g.fillStyle=$(r,"chosen"),g.fillRect(y(b),Le-3,Math.max(2,y(k+1)-y(b)),3)),
i.nodes.length&&(g.strokeStyle=$(r,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,Le-1)),g.fillStyle=$(r,"chosen");for(let M of e)g.fillRect(y(
M),0,1.5,5);if(a.get("token")===-1)return;let A=y(a.get("token"));g.beginPath(),g.moveTo(A-4,0),g.lineTo(A+4,0),g.lineTo(A,7),g.fill()}function mh({root:t,own:e},n,o,s){
let{from:r,to:a}=e.painted,i=$(t,"below"),l=$(t,"tint"),c=s/o.length;o.forEach((d,f)=>{let p=r<0?ot(Math.abs(d),0,a):ot(d,r,a);n.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${r<0&&d<0?i:l}, ${.9*p})`,n.fillRect(f*c,0,Math.max(c,1),Le)}),n.strokeStyle=$(t,"line"),n.strokeRect(.5,.5,s-1,Le-1)}function oi(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let s=[],r="";for(let i of t)s.push(r.length),r+=i.toLowerCase();let a=0;for(let i=r.indexOf(n);i>=0;i=
r.indexOf(n,i+1)){for(;a+1<s.length&&s[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Re=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Ce(t){let{model:e,own:n}=t;return n.box.value?Re(t)?Array.from(F(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function ri(t,e){let{own:n}=t,{choose:o,strip:s}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(s,"click",r=>{let a=si(t,r);a!==-1&&(r.shiftKey?Uo(
t,ai(t),a):ii(t,a))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:si(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{n.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),gh(t),bh(t),kh(t)}function gh(t){let{
root:e,sel:n,own:o}=t,{box:s}=o,r=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===s)return;let i=ai(
t),[l,c]=[n.get("query_first"),n.get("query_last")];Uo(t,i,N((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{Re(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",a=>{a.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),a.key==="Enter"&&yh(t,a.shiftKey),a.stopPropagation()})}function yh(t,e){let n=Ce(t),o=t.sel.get("token");if(!n.length)return;let s=e?n.findLast(r=>r<
o):n.find(r=>r>o);t.pick({token:s??n[e?n.length-1:0]})}function bh(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=Mn(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let s=Mn(t,o);e.drag!==null&&o.buttons&&Math.abs(s-e.drag)>e.total/200&&Uo(t,e.drag,s)}),t.listen(n,"click",o=>{let s=Mn(t,o);(e.drag===null||
Math.abs(s-e.drag)<=e.total/200)&&ii(t,s),e.drag=null})}function kh(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&Wt(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:s,ctrlKey:r,metaKey:a,shiftKey:i}=n,l=s==="Enter"&&(r||a||i);o.tagName!=="TEXTAREA"||!l||
!e(n)||o.closest(".dsv-chat")||(n.preventDefault(),n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function si({own:t},e){let o=e.target.closest?.(
".dsv-token");return o?t.first+Number(o.dataset.index):-1}function ai({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?
e.get("token"):n.total-1}function ii(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function Uo(t,e,n){t.root.dataset.anchor=String(
e),t.pick({query_first:Math.min(e,n),query_last:Math.max(e,n)})}var xh=["picked","hover","lit","ranged","found","taken"],wh=18;function li(t,e,n){let{model:o,sel:s,own:r}=t;for(let u of r.marked)u.classList.remove(...xh),u.removeAttribute(
"aria-selected"),u.removeAttribute("title");r.marked=[];let a=$h(t);for(let u of e)le(t,u,"found");let i=F(o.get("taken"));for(let u of i)le(t,u,"taken");let[l,
c]=[s.get("query_first"),s.get("query_last")],d=Math.min(c,r.first+r.nodes.length-1);if(l!==-1)for(let u=Math.max(l,r.first);u<=d;u++)le(t,u,"ranged");let f=s.get(
"expert");r.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${s.get("layer")}: ${i.length} tokens`:"";let p=n?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+p:"",Ah(t,a),Nh(t),Sh(t,a)}function le({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function $h(t){let{model:e,own:n}=t,o=E(e.get("lit_gate")),s=Math.max(...o),r=Array.from(F(e.get("lit")));
for(let[a,i]of r.entries()){let l=le(t,i,"lit");l&&(l.title=`gate ${w(o[a],3)}`,l.style.setProperty("--dsv-gate",(wh*o[a]/s).toFixed(1)))}return r.filter(a=>n.nodes[a-
n.first])}function ci({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function Ah(t,e){let{own:n}=t,{
strip:o}=n,s=e.map(r=>n.nodes[r-n.first]);s.length&&o.dataset.lit!==e.join()&&!s.some(r=>ci(t,r))?(n.home??=o.scrollTop,o.scrollTop=s[0].offsetTop-o.offsetTop-4):
!s.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function Nh(t){let{sel:e,own:n}=t,{strip:o}=n,s=e.get("hover_token"),r=e.get("\
token");s>=0&&le(t,s,"hover");let a=r>=0?le(t,r,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${r} ${n.first}`&&!ci(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${r} ${n.first}`}function Sh(t,e){let{model:n,sel:o,facts:s,own:r}=t,{first:a,total:i,shown:l}=r,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,p=c>=a&&c<i?c:f;if(s.replaceChildren(),p<0)return;if(e.length){let P=E(n.get("lit_gate")),v=P.indexOf(Math.
max(...P)),C=T(l[F(n.get("lit"))[v]-a]??"",24),qt=h("b","",`“${C}” ${w(P[v])}`);s.append(`${n.get("lit_title")}, strongest `,qt,` of ${e.length} tokens`);return}
let u=p-a,[m,g,y]=r.measure,b=p===c?"":d===p?"chosen: ":"newest: ",k=r.shownFlags[u],A=k&2?" (marker)":k&4?" (bytes of a character)":"";s.append(`${b}token ${p}\
 of ${i} `,h("b","",`“${T(l[u]??"",24)}”`),`${A} · ${g} ${w(r.painted.values[u])} ${y}`),m==="reach"&&n.get("reach_note")&&s.append(" · hatched: ",n.get("\
reach_note"));let[M,_]=[o.get("query_first"),o.get("query_last")];M!==-1&&s.append(` · range ${M} to ${_} (${_-M+1} tokens)`)}var Mh="0.16";function di(t,e){let n=performance.now()+1200;for(let o of e.slice(-60))o.classList.add("new"),t.fresh.push({node:o,until:n});fi(t)}function fi(t){
let e=performance.now(),n=t.fresh.filter(({until:o},s)=>o<=e||s<t.fresh.length-60).length;for(let{node:o}of t.fresh.splice(0,n))o.classList.remove("new");clearTimeout(
t.fading),t.fresh.length&&(t.fading=setTimeout(()=>fi(t),Math.max(300,t.fresh[0].until-e)))}function Th(t,e,n){let o=t||n,s=e||n;return o<s?[o,s,!1]:[s,o,!0]}function pi({
sel:t,own:e}){let n=t.get("written"),o=n===void 0||n<0?0:Math.max(1,n+1-e.first),[s,r,a]=Th(Math.min(e.dimmed||e.nodes.length,e.nodes.length),o,e.nodes.length);
for(let i=s;i<Math.min(r,e.nodes.length);i++)e.nodes[i].style.opacity=a?Mh:"";e.dimmed=o,o&&o<=e.nodes.length&&e.nodes[o-1].scrollIntoView({block:"nearest",inline:"\
nearest"})}var Eh="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",Oh="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function vh({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","colour tokens by");let o=h("span","dsv-legend"),s=h(
"span"),r=h("span","dsv-ramp"),a=h("span"),i=h("span","dsv-scale");i.append(s,r,a),o.append(n,i);let l=h("span","dsv-key taken"),c=h("input","dsv-search");c.type=
"search",c.placeholder="find",c.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let d=h("span","dsv-legend");d.setAttribute("\
role","status"),t.querySelector(".dsv-numbers")?.before(c,o,d,l);let f=h("canvas","dsv-map"),p=h("div","dsv-strip");return p.setAttribute("role","listbox"),p.setAttribute(
"aria-label","tokens"),f.title="the whole run; click to go there, drag to choose a range",e.append(f,p),{choose:n,legend:o,low:s,bar:r,high:a,takenKey:l,box:c,count:d,
map:f,strip:p,texts:L(Y),floats:L(E),shares:L(ht),search:L(oi),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{
values:new Float32Array(0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,fresh:[],fading:void 0,dimmed:0}}function _h(t){let{model:e,
root:n,sel:o,own:s}=t,r=s.texts(z(e,"utf8"),z(e,"lengths")),a=q(z(e,"flags")),i=s.first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),
s.first+r.length);let l=Lh(t,r,a,i),c=e.get("measures");s.measure=c.find(f=>f[0]===e.get("measure"))??["","","",""],ni(t,l,i),Bo(t),pi(t),Ch(t,c);let d=Ce(t);li(
t,d,s.total>s.shown.length&&!Re(t)),Ho(t,d,Do(t)),n.drawn={pieces:r,values:s.painted.values,flags:a,first:s.first,total:s.total,measure:s.measure[0],picked:o.get(
"token"),range:[o.get("query_first"),o.get("query_last")],found:d,taken:Array.from(F(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(F(e.get("lit"))),at:performance.
now()}}function Lh({own:t},e,n,o){let{strip:s}=t,r=e===t.shown?e.length:Sn(t.shown,e),a=o?0:Math.min(r,Sn(t.shownFlags.subarray(0,r),n));for(let l of t.nodes.splice(
a))l.nextSibling?.remove(),l.remove();let i=document.createDocumentFragment();for(let l=a;l<e.length;l++){let c=Rh(e[l],n[l],l);t.nodes.push(c),i.append(c,h("wb\
r"))}return s.append(i),a&&di(t,t.nodes.slice(a)),a<e.length&&t.following&&(s.scrollTop=s.scrollHeight),t.shown=e,t.shownFlags=n,a}function Rh(t,e,n){let o=h("s\
pan","dsv-token");o.setAttribute("role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),e&2&&o.classList.add("special"),e&4&&o.classList.add(
"bytes");for(let[s,r]of t.split(`
`).entries())s&&o.append(h("span","sign","⏎"),`
`),r&&o.append(J(r));return t||o.append(h("span","sign","∅")),o}function Ch({model:t,own:e},n){let{choose:o,legend:s,low:r,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,p]=e.measure;G(o,n.map(([m,g])=>[m,`colour: ${g}`])),o.value=t.get("measure");let u=d==="reach"?t.get("reach_note"):"";s.title=`darker: ${p}; hatched: ${u||
"no value"}`,r.textContent=w(l),a.textContent=`${w(c)} ${f}`,i.style.background=l<0?Oh:Eh}function qh({sel:t,own:e}){let{first:n,shown:o,shownFlags:s,painted:r,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${T(l,40)}”`,s[i+c]&1?"generated":"prompt",r.values[i+c]])}}var Tn=t=>e=>{e.root.dataset.anchor="",V(e,t,e.own.total)};function hi(t,e){B(t,e,Array.
from({length:t.model.get("layers")},(n,o)=>o))}var Ph={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:Tn(-1),ArrowRight:Tn(1),ArrowUp:t=>hi(t,-1),ArrowDown:t=>hi(t,1),Home:Tn(Number.NEGATIVE_INFINITY),
End:Tn(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:vh,listen:t=>ri(t,()=>{Bo(t),Ho(t,Ce(t),Do(t))}),draw:_h,table:qh,symbols:({sel:t,own:e},n)=>{let o=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,s=e.measure[0]==="surprise"?e.painted.values[o]:Number.NaN;if(s>=0)return`${w(n==="p"?Math.exp(-s):s,3)} for\
 token ${e.first+o}`}},mi=W(Ph);var Ih=25,Wh=[[Ih,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],gi="M4 2 L13 8 L4 14 Z",Fh="M4 2 H7 V14 H4 Z M\
9 2 H12 V14 H9 Z",Dh="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",Bh="M3 3 H13 V13 H3 Z";function Yo(t,e){let n=h("button","dsv-small dsv-button-sign"),o=S("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return o.append(S("path",{d:t})),n.append(o,h("span")),n.type="button",n.title=e,n.setAttribute("aria-label",
e),n}function yi(){let t=h("span","dsv-toolbar-part"),e=Yo(gi,"Watch this run again, token by token, from the end of the prompt"),n=Yo(Dh,"One token, then wait"),
o=Yo(Bh,"End the replay and show the whole text"),s=h("select");s.setAttribute("aria-label","pace of the replay"),s.title="Pace of the replay; it can be changed\
 while it goes on",s.append(...Wh.map(([i,l])=>H(String(i),l))),s.value="4";let r=h("input");r.type="range",r.min="0",r.setAttribute("aria-label","token that wa\
s written last"),r.title="Go to a moment of the run";let a=h("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),
t.append(e,n,o,s,r,a),{row:t,play:e,step:n,stop:o,pace:s,slider:r,words:a,at:-1,timer:null}}function bi(t,e,n){return t>=0&&t<n-1?t:e<n?Math.max(0,e-1):0}function ki(t){
let{play:e,step:n,stop:o,pace:s,slider:r}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Hh(t):En(t)),t.listen(n,"click",()=>{En(t),xi(t)}),t.listen(
o,"click",()=>qe(t)),t.listen(s,"change",()=>{t.own.replay.timer!==null&&Vo(t)}),t.listen(r,"input",()=>{En(t),On(t,Number(r.value))})}function Hh(t){let{replay:e}=t.
own;e.at===-1&&On(t,bi(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),Vo(t),t.redraw()}function Vo(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(xi(t)?Vo(t):t.redraw())},1e3/Number(e.pace.value))}function xi(t){let{replay:e}=t.own,{model:n,
sel:o}=t,s=e.at===-1?bi(o.get("token"),n.get("prompt"),n.get("total")):e.at+1;return s>=n.get("total")?!1:(On(t,s),s<n.get("total")-1)}function On(t,e){let n=N(
e,0,t.model.get("total")-1);t.own.replay.at=n,t.pick({token:n,written:n}),t.redraw()}function En(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.
timer=null,t.redraw()}function qe(t){En(t),t.own.replay.at=-1,t.pick({written:-1})}function wi(t){let{replay:e}=t.own,{play:n,step:o,stop:s,slider:r,words:a}=e,
i=t.model.get("total"),l=t.model.get("growing");l&&e.at!==-1&&qe(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?qe(t):On(t,t.sel.get("token")));
let c=e.timer!==null;for(let d of[n,o,r])d.disabled=l||i<2;s.disabled=e.at===-1,n.querySelector("path")?.setAttribute("d",c?Fh:gi),n.lastChild.textContent=c?"Pa\
use":e.at===-1?"Replay":"Continue",r.max=String(Math.max(0,i-1)),r.value=String(e.at===-1?i-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${i-1}`}function $i(){let t=h("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=h("div",
"dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:"",focus:!1}}
var Ai=t=>t.model.get("discoveries");function Ni(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let n=Ai(t).find(o=>o.name===e.select.value);e.select.
value="",n&&Uh(t,n)}),t.listen(e.card,"click",n=>{let o=n.target.closest("button");o&&(o.dataset.close?e.open="":e.chosen=Number(o.dataset.choice),t.redraw())})}
function Uh(t,e){let{discover:n}=t.own;t.own.replay.at!==-1&&qe(t),n.open=e.name,n.chosen=null,n.focus=!0,e.link&&zh(t,e.link),t.redraw()}function zh(t,e){t.model.
get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function Si(t){let{discover:e}=t.own,{select:n,card:o}=e,
s=Ai(t),r=s.map(l=>l.name).join();n.dataset.options!==r&&(n.replaceChildren(H("","Discover …"),...s.map(l=>H(l.name,l.title))),n.dataset.options=r),n.style.display=
s.length?"":"none";let a=s.find(l=>l.name===e.open);o.hidden=!a;let i=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==i&&jh(o,a,e.chosen),e.shown=i,a&&e.focus&&
o.querySelector("button")?.focus(),e.focus=!1}function jh(t,e,n){let o=h("button","dsv-small","×");if(o.type="button",o.dataset.close="yes",o.title="Close",o.setAttribute(
"aria-label","close the discovery"),t.replaceChildren(h("b","",e.title)," ",h("span","",e.missing??e.question??"")),!e.missing){let s=h("div","dsv-toolbar-choic\
es");(e.choices??[]).forEach((a,i)=>{let l=h("button","dsv-small",a);l.type="button",l.dataset.choice=String(i),n!==null&&i===e.answer&&(l.classList.add("right"),
l.textContent=`✓ ${a}`),i===n&&l.setAttribute("aria-pressed","true"),s.append(l)}),t.append(s);let r=h("p","dsv-toolbar-reveal",n===null?"":Yh(e,n));r.setAttribute(
"role","status"),t.append(r)}t.append(o)}var Yh=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var Vh="Copies where you are in this run: view, token, layer",Kh=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Mi(){let t=h("span","dsv-tool\
bar-part"),e=h("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${Vh}`,t.append(e);let n=h("div","dsv-too\
lbar-said");return n.setAttribute("role","status"),{row:t,select:e,said:n,answered:0}}function Ti(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let n=e.
value;e.value="",Pe(t,""),Xh(t,n).catch(o=>Pe(t,`⚠ ${o.message??o}`))})}async function Xh(t,e){let n=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let o=Gh(
t);if(!o)throw new Error("No view is in front; open one, then take its picture.");let s=o.querySelector(".dsv-title")?.textContent??"view",r=e==="svg"?new TextEncoder().
encode(In(o).text):await ss(o);n?Qh(r,`${s}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:s},void 0,[r.buffer])}else e===
"link"&&n?await Ei(t,location.href):t.model.send({share:e})}function Gh({root:t}){let n=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
s=>s.offsetParent&&s!==t),o=n.filter(s=>s.closest(".dsv-views > .dsv-shown:not(.dsv-second)"));return(o.length?o:n).at(-1)}function Qh(t,e,n){let o=h("a");o.href=
URL.createObjectURL(new Blob([t],{type:n})),o.download=e,o.click(),setTimeout(()=>URL.revokeObjectURL(o.href),1e4)}async function Ei(t,e){try{await navigator.clipboard.
writeText(e),Pe(t,`Copied: ${e}`)}catch{Pe(t,`The browser does not let a page copy; here it is: ${e}`)}}function Pe(t,e){t.own.share.said.textContent=e}function Oi(t){
let{share:e}=t.own,n=t.model.get("kernel")===!1,o=Kh.filter(([,,r])=>!r||t.model.get("can_share"));e.select.style.display=n||t.model.get("can_share")?"":"none",
e.select.options.length!==o.length+1&&e.select.replaceChildren(H("","Share …"),...o.map(([r,a])=>H(r,a)));let s=t.model.get("answer")??{};(s.n??0)<=e.answered||
(e.answered=s.n,s.kind==="link"?Ei(t,s.text||"(nothing is chosen yet)"):Pe(t,s.text))}function Zh({root:t,body:e}){t.classList.add("dsv-toolbar");let n=h("div","dsv-toolbar-row"),o=yi(),s=$i(),r=Mi();return n.append(o.row,s.select,r.row),e.append(
n,s.card,r.said),{replay:o,discover:s,share:r}}function Jh(t){wi(t),Si(t),Oi(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.
timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var tu={title:"Toolbar",aria:"Replay, discoveries and sharing of t\
his run.",build:Zh,listen:t=>{ki(t),Ni(t),Ti(t)},draw:Jh},vi=W(tu);var _i=40,ce=20,eu=6,nu=.05;function ou(t,e,n){let o=n.some(r=>/\D/.test(r))?96:30,s=N((t-_i-2)/Math.max(1,n.length),eu,o);return{left:_i,top:ce,wide:s,tall:e>40?
10:18}}function Ri({left:t,top:e,wide:n,tall:o},s,r,a){let[i,l]=[Math.floor((r-e)/o),Math.floor((s-t)/n)];return i>=0&&l>=0&&i<a.layers.length&&l<a.columns.length?
{row:i,column:l}:null}function su(t,e,n){let[o,s]=[$(t,e?"less":"ramp-low"),$(t,e?"more":"ramp-high")],r=$(t,"even");return a=>{let i=N(a/n,-1,1);return e?tt(r,
i<0?o:s,Math.abs(i)):tt(o,s,Math.max(0,i))}}function Ci(t,e,n,o,s,r,{signed:a},i){let{layers:l,columns:c}=o,d=ou(n,l.length,o.labels),{left:f,wide:p,tall:u}=d,m=I(
e,f+p*c.length+2,ce+u*l.length+2);ru(m,t,o,d);let[g,y]=[su(t,a,r),ut(m,$(t,"none"))];for(let b=0;b<s.length;b++){if(Number.isNaN(s[b]))continue;let k=f+b%c.length*
p,A=ce+Math.floor(b/c.length)*u,M=g(s[b]);m.fillStyle=i.fired[b]?M:y,m.fillRect(k,A,Math.max(p-1,1),u-1),i.q[b]<nu&&(m.fillStyle=Tt(M),m.beginPath(),m.arc(k+(p-
1)/2,A+(u-1)/2,Math.min(2.5,p/4),0,2*Math.PI),m.fill())}return Li(m,i.hovered,d,$(t,"ink"),1),Li(m,i.chosen,d,$(t,"chosen"),2),d}function ru(t,e,{layers:n,labels:o},{
left:s,wide:r,tall:a}){t.font=R(),t.fillStyle=$(e,"quiet"),t.textBaseline="middle",t.textAlign="right";let i=Math.ceil(14/a);for(let[d,f]of n.entries())d%i===0&&
t.fillText(f<0?"emb":String(f),s-6,ce+(d+.5)*a);t.textAlign="center";let l=Math.max(...o.map(d=>t.measureText(d).width))+6,c=Math.ceil(l/r);for(let[d,f]of o.entries())
d%c===0&&t.fillText(f,s+(d+.5)*r-.5,ce/2)}function Li(t,e,{left:n,wide:o,tall:s},r,a){e&&(t.strokeStyle=r,t.lineWidth=a,t.strokeRect(n+e.column*o-.5,ce+e.row*s-
.5,o,s))}function qi(t,e,{unit:n,signed:o},s){let r=h("span","dsv-ramp"),a=o?["less","even","more"]:["ramp-low","ramp-high"];r.style.background=`linear-gradient\
(90deg, ${a.map(c=>$(t,c)).join(", ")})`;let i=w(s,s<.01?4:s<1?3:2),l=o?[`≤ −${i}`,`≥ +${i}`]:["0",`≥ ${i}`];e.replaceChildren(l[0],r,`${l[1]} ${n} · ● \
q < 0.05 · hatched: never acted`)}var Xo=["kl","change","flip","low","high","q","fired"],Ii={expert:"experts",stream:"streams",picks:"picks"},Wi={kl:{words:"KL from the plain reading",unit:"nats\
 a token",signed:!1},change:{words:"change of log-probability",unit:"nats a token",signed:!0},flip:{words:"tokens where another word is first",unit:"share",signed:!1}};
function de(t,e){let n=t.length/Xo.length,o=Xo.indexOf(e)*n;return t.subarray(o,o+n)}var vn=(t,e)=>Object.fromEntries(Xo.map(n=>[n,de(t,n)[e]]));function au(t){
let e=Array.from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(1e-6,e[Math.floor(.98*(e.length-1))]??0)}var Mt=(t,e=3)=>`${t>0?"+":t<
0?"−":""}${w(Math.abs(t),Math.abs(t)<.01&&t?e+1:e)}`;function iu(t,e){if(!e.fired)return`${t}: never acted on this text`;let n=`[${Mt(e.low)}, ${Mt(e.high)}]`,
o=`q ${e.q<.05?"<":"="} ${e.q<.05?"0.05":w(e.q)}`;return`${t}: ${Mt(e.change)} nats a token ${n}, KL ${w(e.kl,4)}, another word first at ${w(100*e.flip,0)} % of\
 tokens, ${o}`}function lu(t,e,n,o){let s={ArrowUp:[-1,0],ArrowDown:[1,0],ArrowLeft:[0,-1],ArrowRight:[0,1],Home:[0,-o],End:[0,o]}[t];return s?{row:N(e.row+s[0],
0,n-1),column:N(e.column+s[1],0,o-1)}:null}function Fi(t){let e=h("div","dsv-sweep-bar"),n=h("select");n.setAttribute("aria-label","what to sweep");let o=h("but\
ton","dsv-small","Sweep");o.title="read this text once under every one of these edits";let s=h("button","dsv-small","Stop");for(let b of[o,s])b.type="button";let r=h(
"progress","dsv-sweep-progress");r.setAttribute("aria-label","arms that are done");let a=h("span","dsv-quiet");a.setAttribute("role","status"),e.append(n,o,r,s,
a);let i=h("div","dsv-sweep-title"),l=h("div","dsv-sweep-bar"),c=h("select");c.setAttribute("aria-label","what the colours of the map mean"),c.append(...Object.
entries(Wi).map(([b,{words:k}])=>H(b,k)));let d=h("select");d.setAttribute("aria-label","which arms the map shows");let f=h("button","dsv-small","numbers of the\
 map");f.type="button",f.setAttribute("aria-pressed","false");let p=h("span","dsv-legend");l.append(d,c,p,f);let u=h("canvas","dsv-sweep-map");u.tabIndex=0,u.setAttribute(
"role","application"),u.setAttribute("aria-label","Map of the sweep: arrows choose an arm, Enter tries it.");let m=h("div","dsv-scroll");m.append(u);let g=h("di\
v","dsv-quiet dsv-sweep-words");g.setAttribute("role","status");let y=h("div","dsv-scroll dsv-sweep-table");return t.append(e,i,l,m,g,y),{bar:e,kinds:n,start:o,
stop:s,progress:r,said:a,title:i,tools:l,metric:c,family:d,numbers:f,ramp:p,map:u,scroll:m,words:g,pane:y,cells:L(E),change:L(E),flips:L(q),texts:L(Y),of:null,cell:null,
hovered:null,tabled:!1,layout:{left:0,top:0,wide:1,tall:1}}}var Ie=t=>{let e=t.model.get("swept");return e.layers?.length?e:null};function Di(t,e){let{sweep:n}=t.
own;t.listen(n.start,"click",()=>e({sweep:n.kinds.value})),t.listen(n.stop,"click",()=>e({stop:!0})),t.listen(n.metric,"change",()=>t.redraw()),t.listen(n.family,
"change",()=>t.tell("family",n.family.value)),t.listen(n.numbers,"click",()=>{n.tabled=!n.tabled,t.redraw()}),t.listen(n.map,"mousemove",o=>{n.hovered=Pi(t,o),t.
redraw()}),t.listen(n.map,"mouseleave",()=>{n.hovered=null,t.redraw()}),t.listen(n.map,"click",o=>{let s=Pi(t,o);s&&Ko(t,s,e)}),t.listen(n.map,"keydown",o=>{let s=Ie(
t);if(!s||o.ctrlKey||o.metaKey||o.altKey)return;let r=lu(o.key,n.cell??{row:0,column:0},s.layers.length,s.columns.length);if(r)Ko(t,r,null);else if((o.key==="En\
ter"||o.key===" ")&&n.cell)Ko(t,n.cell,e);else return;o.preventDefault(),o.stopPropagation()})}function Pi(t,e){let n=Ie(t),{map:o,layout:s,cells:r}=t.own.sweep,
a=o.getBoundingClientRect(),i=n&&Ri(s,e.clientX-a.left,e.clientY-a.top,n),l=i&&de(r(t.model.get("swept_cells")),"kl")[_n(n,i)];return i&&!Number.isNaN(l)?i:null}
var _n=(t,e)=>e.row*t.columns.length+e.column;function Ko(t,e,n){let o=Ie(t);t.own.sweep.cell=e;let s=o.layers[e.row],r=o.family==="expert"?Number(o.columns[e.column]):
-1;s>=0&&t.pick({layer:s,expert:r}),n&&t.model.get("can_try")&&n({cell:[e.row,e.column]}),t.redraw()}function Bi(t){let{model:e,own:n}=t,{sweep:o}=n,s=Ie(t);cu(
t),o.of!==e.get("swept_cells")&&(o.of=e.get("swept_cells"),o.cell=o.hovered=null,s&&(o.metric.value=s.metric));for(let u of[o.title,o.tools,o.scroll,o.words,o.pane])
u.hidden=!s;if(!s)return null;let r=o.cells(e.get("swept_cells")),a=Wi[o.metric.value],i=de(r,o.metric.value),l=au(i);G(o.family,s.families.map(u=>[u,Ii[u]??u])),
o.family.value=s.family,o.family.hidden=s.families.length<2,o.title.textContent=du(s,r,a),qi(t.root,o.ramp,a,l),o.numbers.setAttribute("aria-pressed",String(o.tabled)),
o.scroll.hidden=o.tabled,o.pane.hidden=!o.tabled,o.tabled&&pu(o.pane,s,r);let[c,d]=[de(r,"q"),de(r,"fired")],f={q:c,fired:d,chosen:o.cell,hovered:o.hovered};o.tabled||
(o.layout=Ci(t.root,o.map,o.scroll.clientWidth,s,i,l,a,f));let p=o.hovered??o.cell;return o.words.textContent=p?`${iu(s.names[p.row][p.column],vn(r,_n(s,p)))}.`:
fu(t,s),{family:s.family,metric:o.metric.value,arms:s.arms,found:s.found,top:l,title:o.title.textContent,words:o.words.textContent,cell:o.cell,layout:o.layout}}
function cu({model:t,own:e}){let{sweep:n}=e,o=t.get("sweeps")??[],s=t.get("sweeping")??{},r=(s.done??-1)!==-1;G(n.kinds,o.map(({family:a,words:i})=>[a,i])),n.bar.
hidden=!o.length,n.kinds.hidden=n.start.hidden=r,n.stop.hidden=n.progress.hidden=!r,s.of?n.progress.value=(s.done??0)/s.of:n.progress.removeAttribute("value"),n.
said.textContent=s.words??""}function du(t,e,n){let o=`n=${t.tokens} tokens of ${t.texts} text${t.texts===1?"":"s"}`,s=de(e,"kl").reduce((f,p,u,m)=>p>(m[f]||0)?
u:f,0),{change:r,low:a,high:i}=vn(e,s),c=`strongest: ${t.names.flat()[s]}, ${Mt(r)} nats a token [${Mt(a)}, ${Mt(i)}]`;return`${`layers × ${Ii[t.family]??t.family}`}\
: ${n.words}, ${n.unit}; ${o}; ${t.found} of ${t.arms} arms with q < 0.05; ${c}`}function fu(t,e){return e.own?t.model.get("can_try")?"A click on a cell reads t\
he text under its edit; all views follow.":"A click on a cell shows what its edit did to every word.":"This sweep read another text than the one that is shown."}
function pu(t,e,n){let o=["layer",e.across,"change, nats","2.5 %","97.5 %","KL, nats","another first","q","acted"],{table:s,rows:r}=Z("dsv-table",o);for(let[a,i]of e.
layers.entries())for(let[l,c]of e.labels.entries()){let d=vn(n,_n(e,{row:a,column:l}));if(Number.isNaN(d.kl))continue;let f=[d.change,d.low,d.high,d.kl,d.flip,d.
q].map(u=>w(u,4)),p=h("tr");for(let u of[i<0?"embedding":i,c,...f,d.fired])p.append(h("td","",String(u)));r.append(p)}t.replaceChildren(s)}function Hi(t){let{model:e,
own:n}=t,{sweep:o}=n,s=Ie(t);if(!s?.by_token||!o.cell)return null;let r=o.change(e.get("swept_change")),a=r.length/(s.layers.length*s.columns.length),i=_n(s,o.cell),
l=o.flips(e.get("swept_flips")).subarray(i*a,(i+1)*a),c=vn(o.cells(e.get("swept_cells")),i);return{name:s.names[o.cell.row][o.cell.column],words:` · ${Mt(c.change)}\
 nats a token [${Mt(c.low)}, ${Mt(c.high)}], n=${s.tokens} tokens, of the sweep`,change:r.subarray(i*a,(i+1)*a),flipped:Array.from(l.keys()).filter(d=>l[d]),pieces:o.
texts(e.get("swept_utf8"),e.get("swept_lengths"))}}var hu=.58,uu=.5;function mu(t){let e=Array.from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(uu,e[Math.floor(.98*(e.length-1))]??0)}
var gu=(t,e)=>Number.isNaN(t)?null:N(t/e,-1,1);function yu(t,e,n){let o=e.length/2,s=e[n],r=e[o+n];return!o||Number.isNaN(s)||Number.isNaN(t)?null:t<s||t>r}function bu({
body:t,root:e}){e.classList.add("dsv-whatif");let n=h("div","dsv-whatif-offers");n.setAttribute("role","group"),n.setAttribute("aria-label","edits to try on wha\
t is chosen");let o=h("div","dsv-whatif-state");o.setAttribute("role","status");let s=h("div","dsv-whatif-text");s.setAttribute("aria-label","the text, coloured\
 by what the edit changed");let r=h("div","dsv-note");return t.append(n,o,s,r),{offers:n,state:o,strip:s,words:r,floats:L(E),bands:L(E),texts:L(Y),offered:null,
written:null,requests:0,sweep:Fi(t)}}var ku=t=>Di(t,e=>Go(t,e)),We=t=>t.model.get("facts"),Go=(t,e)=>t.tell("request",{...e,n:++t.own.requests+performance.now()});
function xu(t){let{model:e,root:n,sel:o}=t;$u(t),Nu(t);let s=Bi(t),r=zi(t);Su(t,r),Mu(t,r);let a=We(t);t.facts.replaceChildren(...r.name?[h("b","",r.name),r.words]:
["nothing was tried yet"]),n.drawn={offers:e.get("offers").map(i=>i.name),edited:a.edited,front:a.front,sweep:s,shown:r.name,change:Array.from(r.change),flipped:r.
flipped,sweeping:e.get("sweeping"),banded:e.get("band").byteLength>0,title:a.title,working:e.get("working"),token:a.token??-1,layer:o.get("layer"),at:performance.
now()}}function zi(t){let{model:e,own:n}=t,o=We(t),s=Hi(t);if(s&&s.name!==o.edited)return{...s,band:new Float32Array(0),tried:!1};let r=e.get("flipped"),a=n.texts(
e.get("utf8"),e.get("lengths")),[i,l]=[n.floats(e.get("change")),n.bands(e.get("band"))];return{name:o.edited,words:wu(o),change:i,flipped:r,pieces:a,band:l,tried:!0}}
function wu(t){return t.title?` · ${t.title}`:t.mean===null?"":` · ${Xt(t.mean)} nats a token, n=${t.of}`}var Xt=t=>`${t>0?"+":t<0?"−":""}${w(Math.abs(t),3)}`;
function $u(t){let{model:e,own:n}=t,o=e.get("offers"),s=e.get("can_try"),r=JSON.stringify([o,s]);n.offered!==r&&(n.offered=r,n.offers.replaceChildren(...o.length?
[h("span","dsv-quiet","Try: ")]:[],...o.map((a,i)=>Au(t,a,i,s))))}function Au(t,e,n,o){let s=h("span","dsv-whatif-offer"),r=h("button","dsv-small",e.name);r.type=
"button",r.disabled=!o;let a=()=>{t.own.sweep.cell=null,Go(t,{offer:n,dose:i?Number(i.value):0})};r.addEventListener("click",a),s.append(r);let i=null;if(e.doses.
length>1){i=h("input"),i.type="range",i.min="0",i.max=String(e.doses.length-1),i.value="0",i.disabled=!o,i.setAttribute("aria-label",`how much of: ${e.name}`);let l=h(
"span","dsv-quiet",e.doses[0]);i.addEventListener("input",()=>{l.textContent=e.doses[Number(i?.value)]}),i.addEventListener("change",a),s.append(i,l)}return s}function Nu(t){
let{model:e,own:n}=t,o=We(t),s=[];if(o.edited&&e.get("can_try")){let r=h("button","dsv-small","back to the plain run");r.type="button",r.addEventListener("click",
()=>{t.own.sweep.cell=null,Go(t,{back:!0})}),s.push(r)}if(o.edited){let r=o.parted<0?"no other word would come first anywhere":`another word would first come at\
 ${o.parted}`;s.push(h("span","",o.front==="plain"?`the plain run is in front; ${r}`:r))}e.get("working")&&s.push(h("span","dsv-quiet",e.get("working"))),n.state.
replaceChildren(...s)}function Su(t,{change:e,flipped:n,pieces:o,band:s}){let{own:r,sel:a}=t,i=new Set(n),l=[e.buffer,e.byteOffset,e.length,s,o],c=r.written;if(!c||
l.some((d,f)=>d!==c[f])){r.written=l;let d=mu(e);r.strip.replaceChildren(...o.map((f,p)=>{let u=h("span","dsv-whatif-word",J(f)),m=gu(e[p],d);if(m===null)u.classList.
add("dsv-unknown");else{let g=m<0?"--dsv-below":"--dsv-tint",y=yu(e[p],s,p)===!1?.2:1;u.style.background=`rgba(var(${g}), ${(Math.abs(m)*hu*y).toFixed(3)})`}return u.
classList.toggle("dsv-flipped",i.has(p)),u.title=Number.isNaN(e[p])?"not compared":`${Xt(e[p])} nats`,u.addEventListener("click",()=>t.pick({token:p})),u}))}for(let d of r.
strip.querySelectorAll(".picked"))d.classList.remove("picked");a.get("token")>=0&&r.strip.children[a.get("token")]?.classList.add("picked")}function Mu(t,e){let{
own:n,model:o,sel:s}=t,r=We(t);if(!e.tried){let f=s.get("token")>=0?s.get("token"):e.change.length-1,p=!Number.isNaN(e.change[f]??Number.NaN);n.words.textContent=
p?`At ${f}: ${Xt(e.change[f])} nats for the word that stands there.`:"";return}if(!r.edited||r.change===null){let f=o.get("can_try")?"Choose an expert, an entry\
, a head or a layer in any view, then try what happens without it.":"A saved run has no model behind it: explore(Session(model)) can read its text again under a\
n edit.";n.words.textContent=r.edited?"Nothing is known of the first token: nothing was expected before it.":f;return}let a=f=>f===null?"":` (${w(f)})`,i=r.before===
r.after,l=`“${T(r.before??"",18)}”${a(r.before_probability)}`,c=i?`stays first${a(r.after_probability)}`:`gives way to “${T(r.after??"",18)}”${a(r.after_probability)}`,
d=o.get("band").byteLength?Tu(n.bands(o.get("band")),r.token):"";n.words.textContent=`At ${r.token}: ${Xt(r.change)} nats for the word that stands there${d}. As\
 the likeliest, ${l} ${c}.`}function Tu(t,e){let n=t[e],o=t[t.length/2+e];return Number.isNaN(n)?"":`; random edits: ${Xt(n)} to ${Xt(o)}`}function Eu(t){let{change:e,
band:n,pieces:o,name:s,words:r,...a}=zi(t),i=new Set(a.flipped),l=n.length/2;return{columns:["token","text","change, nats","random 5 %","random 95 %","another w\
ord first"],rows:o.map((c,d)=>[d,c,e[d],l?n[d]:null,l?n[l+d]:null,i.has(d)?"yes":""]),note:s?`${s}${r}`:"Nothing was tried yet."}}var Ui=t=>e=>B(e,t,Array.from(
{length:e.model.get("layers")},(n,o)=>o)),Ou={title:"What if",aria:"The text, coloured by what an edit inside the model changed. Left and right move the token, \
up and down the layer; the buttons above try an edit.",keys:{ArrowLeft:t=>V(t,-1,t.model.get("tokens")),ArrowRight:t=>V(t,1,t.model.get("tokens")),ArrowUp:Ui(-1),
ArrowDown:Ui(1)},build:bu,listen:ku,draw:xu,table:Eu,symbols:t=>{let e=We(t);return e.edited&&e.change!==null?`${Xt(e.change)} nats at token ${e.token}`:void 0}},
ji=W(Ou);var Yi={compressor:ds,cost:ks,expert_lane:Ms,expert_load:Ws,expert_routing:Zs,follow_token:Yr,generation:Xr,hyper_connections:aa,lens:ca,lightning_indexer:_a,room:za,
sparse_attention:ei,token_strip:mi,toolbar:vi,what_if:ji};function Vi(t,e){let n={},o=[],s=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)s.push(`${a} ${i}`);else{let d=vu(a,i,e);d?s.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let r=`The link asks for what this run does not have: ${s.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:s.length?r:""}}function vu(t,e,{defaults:n,
limits:o,views:s}){if(!(t in n))return t;let r=o[t],a=Number(e);if(r&&!(Number.isInteger(a)&&e!==""&&a>=r[0]&&a<=r[1]))return`${t} ${e} (it has ${Math.max(r[0],
0)} to ${r[1]})`;let i=e===""||t==="beside"&&e===_e||s.some(l=>l.tab===e);return["tab","beside"].includes(t)&&!i?`view ${e}`:""}function Ki(t,e,n){let o=new URLSearchParams;
for(let[s,r]of Object.entries(t.defaults))e.get(s)!==r&&o.set(s,e.get(s));for(let[s,r,a]of t.linked){let i=t.views.find(l=>l.name===r)?.state[a];n[r].get(a)!==i&&
o.set(s,n[r].get(a))}return o.toString()}function _u(t,e){if(e===1)return t;let n=new Uint8Array(t.length),o=t.length/e;for(let s=0;s<e;s++)for(let r=0;r<o;r++)n[r*e+s]=t[s*o+r];return n}function Lu(t){
let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},s=4+e;for(let[a,i]of Object.entries(
n.bytes)){let l=i.reduce((f,p)=>f+p,0),c=_u(t.subarray(s,s+l),n.planes?.[a]??1);s+=l;let d=0;o[a]=[];for(let f of i)o[a].push(c.subarray(d,d+f)),d+=f}let r=n.tokens.
length?n.tokens:[null];return{rows:new Map(r.map((a,i)=>[a,i])),said:n.said,traits:o}}async function Xi(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.
from(atob(e.textContent??""),s=>s.charCodeAt(0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return Lu(new Uint8Array(await new Response(
o).arrayBuffer()))}function Ru(t,e,n,o,s){if(t.startsWith("own."))return n(t.slice(4));let r=e("token"),a=r>=0&&r<o?r:o-1;return t.startsWith("token//")?Math.floor(
a/Number(t.slice(7))):t==="token"?a:t==="query_first"?s[0]:t==="query_last"?s[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function Gi(t,e,n,o,s=[
-1,-1]){let r=[],a=null;for(let i of t.fields){let l=i in t.frozen,c=Ru(i,e,n,o,s);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:r.push(
l?t.frozen[i]:c)}return{chunk:r.join(","),token:a}}var Qi=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var Fe=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var Zi="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",Cu=400,Ln=t=>document.
getElementById(t),Qo=class{models={};#t={};#e={};#s={};#o=new Map;#r=new Set;#n=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="tab");let n={
hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new Fe({...e.defaults,...e.selection,...n}),this.#a(),this.sel.on("change",()=>this.all())}#a(){let e={bar:h(
"div","dsv-top"),text:h("div","dsv-text"),tab:h("div","dsv-views")},n=h("div","dsv-room");n.append(e.text,e.tab),document.querySelector("main")?.append(e.bar,n);
for(let o of this.facts.views){this.#l(o);let s=h("div",`dsv-place-${o.name}`),r=h("p","dsv-kept");r.setAttribute("role","status"),s.append(r),this.#t[o.name]=s,
this.#e[o.name]=r,e[o.place].append(s)}this.models.room.on("change:wide",()=>this.all())}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},o=new Fe(
n,e.held,r=>{let a=r.replace(/_/g," "),i=e.held[r],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” stays as it\
 was when the page was written.`;this.#i(e.name,"held",`${l} ${Zi}`)});o.widget_manager={get_model:async()=>this.sel};let s=e.parts.flatMap(r=>r.fields.filter(a=>a.
startsWith("own.")));for(let r of new Set(s))o.on(`change:${r.slice(4)}`,()=>this.all());this.models[e.name]=o}#i(e,n,o){this.#s[e]??={},this.#s[e][n]=o,this.#e[e].
textContent=Object.values(this.#s[e]).filter(Boolean).join(" ")}all(){this.#n||(this.#n=!0,queueMicrotask(async()=>{this.#n=!1;for(let o of this.facts.views)this.#i(
o.name,"held","");let e=$n(this.models.room,this.sel),n=this.facts.views.filter(o=>o.place!=="tab"||e.includes(o.tab));await Promise.all(n.map(o=>this.#c(o))),this.#h()}))}showAll(){
return Promise.all(this.facts.views.map(e=>this.#c(e)))}async#c(e){let n=!this.#r.has(e.name);this.#r.add(e.name),await this.#d(e),n&&await Yi[e.module].render(
{model:this.models[e.name],el:this.#t[e.name]})}async#d(e){let n=this.models[e.name];if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("quer\
y_first"),this.sel.get("query_last")],s=Qi(this.facts.ranges,o[0],o[1]),a=e.parts.some(l=>l.fields.includes("query_first"))&&(s[0]!==o[0]||s[1]!==o[1]),i=`Shown\
 is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;this.#i(e.name,"range",a?`${i} holds no numbers. ${Zi}`:""),await Promise.
all(e.parts.map(l=>this.#f(e,l,s))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??"")}async#f(e,n,o){let s=this.models[e.name],{count:r,tokens:a}=this.facts,
i=Gi(n,p=>this.sel.get(p),p=>s.get(p),r,o);if(!i){n.said="";return}let l=`${e.name}/${n.method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#p(
l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let p=`This page keeps the details of tokens ${a[0]} to ${a[1]-1} of ${r}.`;n.said=`${p} Open the tra\
ce itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let p of n.traits){let u=p in e.state&&n.fields.includes(`own.${p}`);d.traits[p]&&!u&&s.set(p,
d.traits[p][f])}}}#p(e){let n=this.#o.get(e);return n||(n=Xi(e),this.#o.set(e,n)),n}#h(){let e=`#${Ki(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{
history.replaceState(null,"",e)}catch{}}restore(e){let n=Vi(e,this.facts);for(let[o,s]of Object.entries(n.selection))this.sel.set(o,s);for(let[o,s,r]of n.own)this.
models[o].set(s,r);Ln("dsv-link").textContent=n.said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function qu(){let t=document.
querySelector("main");Ln("dsv-print").addEventListener("click",async()=>{t.classList.add("dsv-all"),await Rn.showAll(),await new Promise(e=>setTimeout(e,Cu)),window.
print(),t.classList.remove("dsv-all")})}function Pu(){let t=Ln("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=String(n),t.textContent=n?"dark":"light"};t.
addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: dark)").matches)}var Rn=new Qo(JSON.parse(Ln(
"dsv-facts").textContent??""));Pu();qu();Rn.restore(location.hash);addEventListener("hashchange",()=>Rn.restore(location.hash));Rn.all();
