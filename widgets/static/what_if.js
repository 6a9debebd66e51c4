function v(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function tt(t,e){let n=v(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var O=t=>tt(t,Float32Array);function L(t,e){let n=v(t),o=new TextDecoder,s=[],r=0;for(let i of tt(e,Uint16Array))s.push(o.decode(n.subarray(r,r+i))),r+=i;return s}function k(t){let e=null,
n;return(...o)=>((!e||o.some((s,r)=>s!==e[r]))&&(n=t(...o),e=o),n)}var x=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function et(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function Lt(t,e,n){let o=et(t),s=et(e);return o.map((r,i)=>Math.round(r+(s[i]-r)*n))}var W=(t,e,n)=>`rgb(${Lt(t,e,
n).join(",")})`;var Rt=.179;function nt(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number),[s,r,i]=[e,n,o].map(a=>a<=10?a/255/12.92:((a/255+.055)/1.055)**2.4);return .2126*
s+.7152*r+.0722*i>Rt?"#000":"#fff"}function l(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function B(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))o.setAttribute(s,String(r));return n!==void 0&&(o.textContent=n),o}function R(t,e){let n=l("op\
tion","",e);return n.value=String(t),n}function P(t,e){let n=l("table",t),o=l("thead"),s=l("tr"),r=l("tbody");for(let i of e)s.append(l("th","",i));return o.append(
s),n.append(o,r),{table:n,head:s,rows:r}}function ot(t,e,n){let o=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*o)),r=Math.max(1,Math.round(n*o));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${n}px`;let i=st(t);return i.setTransform(o,0,0,o,0,0),i.clearRect(0,0,e,n),i}var st=t=>t.
getContext("2d");function Pt(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function rt(t,e,n=5){let o=Pt(n,n),s=st(o);return s.strokeStyle=
e,s.lineWidth=1,s.beginPath(),s.moveTo(0,n),s.lineTo(n,0),s.moveTo(-1,1),s.lineTo(1,-1),s.moveTo(n-1,n+1),s.lineTo(n+1,n-1),s.stroke(),t.createPattern(o,"repeat")}var It=["fill","outline","under","dotted","dashed","ramp"],qt=["hatch","dots","dot","bar","tick","strike"],Wt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Bt(t,e){let n=l("span","dsv-mark-of"),[o,s]=t.split(" "),r=It.includes(o)&&s||qt.includes(o),
i=l("span",r?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),n.append(i,e),n}function it(t,e,n){if(!e?.look_for)return;let{head:o,look:s}=t,r=l("div","dsv-marks"),i=l("div","dsv-help"),a=l("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...e.marks.map(([c,d])=>Bt(c,d))),i.append(...e.explains.map(c=>l("p","",c))),e.equation&&
i.append(...Ht(t,e,n)),s.append(l("p","dsv-look-for",e.look_for),r,i),o.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,s.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function Ht(t,e,n){let o=l("div","dsv-equation"),s=l("div","dsv-symbol-said","Point at a symbol for what it \
is here.");s.setAttribute("aria-live","polite");for(let r of e.equation.split(`
`)){let i=l("div");for(let{text:a,symbol:c}of Wt(r)){if(!c){i.append(a);continue}let d=l("span","dsv-symbol",a.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("r\
ole","button"),d.dataset.symbol=a;let f=()=>{let p=n(a),u=p?l("b","",` Here: ${p}.`):"";s.replaceChildren(l("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
s.dataset.symbol=a};for(let p of["mouseenter","focus","click"])t.listen(d,p,f);i.append(d)}o.append(i)}return[o,s]}var at=globalThis;at.dsvGains??=new WeakMap;var H=at.dsvGains;function Ut(t,e){let n=t.get(e);return H.get(n)?.whole??n}function Dt(t,e,n,o){let s=t.get(e),r=v(
Ut(t,e)),i=v(o);if(r.length!==n||!(s instanceof Object))return!1;let a=H.get(s);if(!a||a.room.length<n+i.length){let c=new Uint8Array(2*(n+i.length));c.set(r),a=
{room:c},H.set(s,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}async function Kt(t,e,n){let o=await Promise.all(e.map(async([r])=>t.widget_manager.
get_model(r)).map(r=>r.catch(()=>null))),s=0;for(let[r,[,i,a]]of e.entries()){let c=n.slice(s,s+a);s+=a,o[r]?._handle_comm_msg({content:{data:i},buffers:c,parent_header:{}})}}
function lt({model:t}){let e=(n,o)=>{if(n?.frame)return void Kt(t,n.frame,o);let s=(n?.gained??[]).filter(([r,i],a)=>!Dt(t,r,i,o[a]));s.length&&t.send({whole:s.
map(([r])=>r)})};t.on("msg:custom",e)}var U=8;var jt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function zt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*U,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*U,o=t.cloneNode(!0);dt(t,o),Object.assign(o.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let s=Ft(t),r=l("div");r.style.cssText=`padding:${U}px;box-sizing:border-box;width:${e}px;he\
ight:${n}px;background:${s}`,r.append(o);let i={width:e,height:n},a=B("svg",{...i,viewBox:`0 0 ${e} ${n}`}),c=B("foreignObject",{x:0,y:0,...i});return c.append(
r),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function Ft(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).backgroundColor;
if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function dt(t,e){ct(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach((s,r)=>{if(s instanceof
HTMLCanvasElement)o[r].replaceWith(Gt(s));else if(s instanceof HTMLSelectElement){let i=l("span","",s.selectedOptions[0]?.textContent??"");o[r].replaceWith(i),ct(
s,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(s).display==="none"?o[r].remove():(dt(s,o[r]),
s.scrollTop&&Vt(s.scrollTop,o[r]))})}function Vt(t,e){let n=l("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),e.append(n),e.style.
overflow="hidden"}function ct(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let n=getComputedStyle(
t),o=e.style;for(let s of jt)o.setProperty(s,n.getPropertyValue(s));e.removeAttribute("class"),e.removeAttribute("id")}function Gt(t){let e=l("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","display"])e.style.setProperty(o,n.
getPropertyValue(o));return e}async function Yt(t,e){let{text:n,width:o,height:s}=zt(t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
n)}`,await r.decode();let i=l("canvas");i.width=o*e,i.height=s*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(r,0,0),i}var Xt=(t,e)=>new Promise(n=>t.
toBlob(n,e,.85));async function ft(t,e){let n=await Xt(await Yt(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var Jt=1500,Qt=6e3,Zt=1,pt="dsv-kept-away",te="dsv-kept-came",D=new Set,ut=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function mt(t,e,n){let o,s=!1,r=()=>t.get("kept"),i=()=>{for(let d of ut(r()))d.classList.add(pt)},a=({animationName:d})=>{d===te&&i()};document.addEventListener(
"animationstart",a),D.add(r);let c=async()=>{let d=e();if(!(!d?.clientWidth||document.hidden||!n()))try{let{kind:f,bytes:p}=await ft(d,Zt);t.send({kept:f},void 0,
[p.buffer]),s=!0}catch(f){console.warn(`No picture of this view goes into the notebook: ${f}`)}};return{changed(){r()&&(i(),clearTimeout(o),o=setTimeout(c,s?Qt:
Jt))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",a),D.delete(r),![...D].some(d=>d()===r()))for(let d of ut(r()))d.classList.remove(
pt)}}}var y=(t,e,n)=>Math.max(e,Math.min(n,t));function b(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var K=400;function ht(t,e){let n=l("button","dsv-small dsv-numbers","numbers"),o=l("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the n\
umbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let s=!1;
return t.listen(n,"click",()=>{s=!s,n.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(o.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&ee(
t,o,e()),s)}function ee(t,e,{columns:n,rows:o,note:s}){let r=P("dsv-table",n);for(let a of r.head.children)a.scope="col";for(let a of o.slice(0,K)){let c=l("tr");
c.style.cursor="default";for(let d of a)c.append(l("td","",ne(d)));r.rows.append(c)}let i=o.length>K?`The first ${K} of ${o.length} rows. `:"";e.replaceChildren(
l("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:n,rows:o.length}}function ne(t){return typeof t=="number"?Number.isInteger(t)?String(t):b(t,4):
String(t??"–")}var oe="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",se={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},re={expert:-1,entry:-1,hover_entry:-1},ie=["SELECT","INPUT","TEX\
TAREA"],gt=t=>({initialize:lt,render:e=>ae(e,t)});async function ae({model:t,el:e},n){let o=ce(n);e.append(o.root);let s=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new j(t,s,o,n);return r.own=n.build(r),n.listen?.(r),r.redraw(),()=>r.clean()}function le(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,s]of Object.entries({...n?re:{},...e}))t.set(o,s);t.save_changes()}function ce({title:t,aria:e}){let n=l("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=l("div","dsv-head"),s=l("div","dsv-facts");s.setAttribute("aria-live","polite"),o.append(l(
"span","dsv-title",t),l("span","dsv-space"));let r=l("div","dsv-look"),i=l("div","dsv-message"),a=l("div","dsv-body");return n.append(l("div","dsv-gone",oe),o,r,
s,i,a),{root:n,head:o,look:r,facts:s,message:i,body:a}}var j=class{#n=!1;#o=!1;#r=60;#t;#s;#e=[];constructor(e,n,{root:o,head:s,look:r,facts:i,message:a,body:c},d){
this.model=e,this.sel=n,this.root=o,this.head=s,this.look=r,this.facts=i,this.body=c,this.#t=a,this.#s=d,this.own=void 0,this.tabled=d.table?ht(this,()=>d.table(
this)):null,it(this,e.get("about"),f=>d.symbols?.(this,f)),this.kept=mt(e,()=>o,()=>n.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,
requestAnimationFrame(()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60,this.kept.changed();let r=n.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.
display=r?"none":"",r){o.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){le(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,s])=>this.sel.get(o)!==s);this.#a(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,s){e.addEventListener(
n,o,s),this.#e.push(()=>e.removeEventListener(n,o,s))}#l(){let{model:e,sel:n,root:o}=this,s=()=>this.redraw(),r=(d,f,p)=>{d.on(f,p),this.#e.push(()=>d.off(f,p))};
r(e,"change",s),r(e,"msg:custom",s),r(n,"change",s);let i=()=>o.classList.toggle("gone",n.comm_live===!1);i(),r(n,"comm_live_update",i);let a=new MutationObserver(
()=>{s(),setTimeout(s,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(s);c.
observe(o),this.#e.push(()=>a.disconnect(),()=>c.disconnect())}#c(){this.listen(this.root,"focusin",de,!0),this.listen(this.root,"keydown",e=>{if(ie.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(se):this.#s.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#o=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},de=t=>{t.target.dataset.lmSuppressShortcuts="true"};function z(t,e,n){let o=t.sel.get("token"),s=o===-1?n-1:o,r=Number.isFinite(e)?s+e:e<0?0:n-1;t.pick({token:y(r,0,n-1)})}function bt(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[y(o+e,0,n.length-1)],expert:-1,entry:-1})}var fe=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,pe=/<｜([^｜<>\n]*)｜>/g,ue=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
me=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,he=t=>t.replace(fe,me),F=t=>he(t.replace(pe,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
ge=t=>ue.test(t)?`⁨${t}⁩`:t;function V(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=F(n)||"␣",s=[...o];return ge(s.length>e?`${s.slice(0,
e-1).join("")}…`:o)}function G(t,e){let n=JSON.stringify(e);t.dataset.options!==n&&(t.replaceChildren(...e.map(([o,s])=>R(o,s))),t.dataset.options=n)}var wt=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var yt=40,T=20,be=6,we=.05;function ye(t,e,n){let o=n.some(r=>/\D/.test(r))?96:30,s=y((t-yt-2)/Math.max(1,n.length),be,o);return{left:yt,top:T,wide:s,tall:e>40?
10:18}}function kt({left:t,top:e,wide:n,tall:o},s,r,i){let[a,c]=[Math.floor((r-e)/o),Math.floor((s-t)/n)];return a>=0&&c>=0&&a<i.layers.length&&c<i.columns.length?
{row:a,column:c}:null}function xe(t,e,n){let[o,s]=[x(t,e?"less":"ramp-low"),x(t,e?"more":"ramp-high")],r=x(t,"even");return i=>{let a=y(i/n,-1,1);return e?W(r,a<
0?o:s,Math.abs(a)):W(o,s,Math.max(0,a))}}function At(t,e,n,o,s,r,{signed:i},a){let{layers:c,columns:d}=o,f=ye(n,c.length,o.labels),{left:p,wide:u,tall:m}=f,g=ot(
e,p+u*d.length+2,T+m*c.length+2);ke(g,t,o,f);let[N,E]=[xe(t,i,r),rt(g,x(t,"none"))];for(let w=0;w<s.length;w++){if(Number.isNaN(s[w]))continue;let C=p+w%d.length*
u,Q=T+Math.floor(w/d.length)*m,Z=N(s[w]);g.fillStyle=a.fired[w]?Z:E,g.fillRect(C,Q,Math.max(u-1,1),m-1),a.q[w]<we&&(g.fillStyle=nt(Z),g.beginPath(),g.arc(C+(u-1)/
2,Q+(m-1)/2,Math.min(2.5,u/4),0,2*Math.PI),g.fill())}return xt(g,a.hovered,f,x(t,"ink"),1),xt(g,a.chosen,f,x(t,"chosen"),2),f}function ke(t,e,{layers:n,labels:o},{
left:s,wide:r,tall:i}){t.font=wt(),t.fillStyle=x(e,"quiet"),t.textBaseline="middle",t.textAlign="right";let a=Math.ceil(14/i);for(let[f,p]of n.entries())f%a===0&&
t.fillText(p<0?"emb":String(p),s-6,T+(f+.5)*i);t.textAlign="center";let c=Math.max(...o.map(f=>t.measureText(f).width))+6,d=Math.ceil(c/r);for(let[f,p]of o.entries())
f%d===0&&t.fillText(p,s+(f+.5)*r-.5,T/2)}function xt(t,e,{left:n,wide:o,tall:s},r,i){e&&(t.strokeStyle=r,t.lineWidth=i,t.strokeRect(n+e.column*o-.5,T+e.row*s-.5,
o,s))}function Nt(t,e,{unit:n,signed:o},s){let r=l("span","dsv-ramp"),i=o?["less","even","more"]:["ramp-low","ramp-high"];r.style.background=`linear-gradient(90\
deg, ${i.map(d=>x(t,d)).join(", ")})`;let a=b(s,s<.01?4:s<1?3:2),c=o?[`≤ −${a}`,`≥ +${a}`]:["0",`≥ ${a}`];e.replaceChildren(c[0],r,`${c[1]} ${n} · ● q <\
 0.05 · hatched: never acted`)}var X=["kl","change","flip","low","high","q","fired"],$t={expert:"experts",stream:"streams",picks:"picks"},Et={kl:{words:"KL from the plain reading",unit:"nats \
a token",signed:!1},change:{words:"change of log-probability",unit:"nats a token",signed:!0},flip:{words:"tokens where another word is first",unit:"share",signed:!1}};
function S(t,e){let n=t.length/X.length,o=X.indexOf(e)*n;return t.subarray(o,o+n)}var I=(t,e)=>Object.fromEntries(X.map(n=>[n,S(t,n)[e]]));function Ae(t){let e=Array.
from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(1e-6,e[Math.floor(.98*(e.length-1))]??0)}var A=(t,e=3)=>`${t>0?"+":t<0?"−":""}${b(
Math.abs(t),Math.abs(t)<.01&&t?e+1:e)}`;function Ne(t,e){if(!e.fired)return`${t}: never acted on this text`;let n=`[${A(e.low)}, ${A(e.high)}]`,o=`q ${e.q<.05?"\
<":"="} ${e.q<.05?"0.05":b(e.q)}`;return`${t}: ${A(e.change)} nats a token ${n}, KL ${b(e.kl,4)}, another word first at ${b(100*e.flip,0)} % of tokens, ${o}`}function ve(t,e,n,o){
let s={ArrowUp:[-1,0],ArrowDown:[1,0],ArrowLeft:[0,-1],ArrowRight:[0,1],Home:[0,-o],End:[0,o]}[t];return s?{row:y(e.row+s[0],0,n-1),column:y(e.column+s[1],0,o-1)}:
null}function Ot(t){let e=l("div","dsv-sweep-bar"),n=l("select");n.setAttribute("aria-label","what to sweep");let o=l("button","dsv-small","Sweep");o.title="rea\
d this text once under every one of these edits";let s=l("button","dsv-small","Stop");for(let w of[o,s])w.type="button";let r=l("progress","dsv-sweep-progress");
r.setAttribute("aria-label","arms that are done");let i=l("span","dsv-quiet");i.setAttribute("role","status"),e.append(n,o,r,s,i);let a=l("div","dsv-sweep-title"),
c=l("div","dsv-sweep-bar"),d=l("select");d.setAttribute("aria-label","what the colours of the map mean"),d.append(...Object.entries(Et).map(([w,{words:C}])=>R(w,
C)));let f=l("select");f.setAttribute("aria-label","which arms the map shows");let p=l("button","dsv-small","numbers of the map");p.type="button",p.setAttribute(
"aria-pressed","false");let u=l("span","dsv-legend");c.append(f,d,u,p);let m=l("canvas","dsv-sweep-map");m.tabIndex=0,m.setAttribute("role","application"),m.setAttribute(
"aria-label","Map of the sweep: arrows choose an arm, Enter tries it.");let g=l("div","dsv-scroll");g.append(m);let N=l("div","dsv-quiet dsv-sweep-words");N.setAttribute(
"role","status");let E=l("div","dsv-scroll dsv-sweep-table");return t.append(e,a,c,g,N,E),{bar:e,kinds:n,start:o,stop:s,progress:r,said:i,title:a,tools:c,metric:d,
family:f,numbers:p,ramp:u,map:m,scroll:g,words:N,pane:E,cells:k(O),change:k(O),flips:k(v),texts:k(L),of:null,cell:null,hovered:null,tabled:!1,layout:{left:0,top:0,
wide:1,tall:1}}}var _=t=>{let e=t.model.get("swept");return e.layers?.length?e:null};function Tt(t,e){let{sweep:n}=t.own;t.listen(n.start,"click",()=>e({sweep:n.
kinds.value})),t.listen(n.stop,"click",()=>e({stop:!0})),t.listen(n.metric,"change",()=>t.redraw()),t.listen(n.family,"change",()=>t.tell("family",n.family.value)),
t.listen(n.numbers,"click",()=>{n.tabled=!n.tabled,t.redraw()}),t.listen(n.map,"mousemove",o=>{n.hovered=vt(t,o),t.redraw()}),t.listen(n.map,"mouseleave",()=>{n.
hovered=null,t.redraw()}),t.listen(n.map,"click",o=>{let s=vt(t,o);s&&Y(t,s,e)}),t.listen(n.map,"keydown",o=>{let s=_(t);if(!s||o.ctrlKey||o.metaKey||o.altKey)return;
let r=ve(o.key,n.cell??{row:0,column:0},s.layers.length,s.columns.length);if(r)Y(t,r,null);else if((o.key==="Enter"||o.key===" ")&&n.cell)Y(t,n.cell,e);else return;
o.preventDefault(),o.stopPropagation()})}function vt(t,e){let n=_(t),{map:o,layout:s,cells:r}=t.own.sweep,i=o.getBoundingClientRect(),a=n&&kt(s,e.clientX-i.left,
e.clientY-i.top,n),c=a&&S(r(t.model.get("swept_cells")),"kl")[q(n,a)];return a&&!Number.isNaN(c)?a:null}var q=(t,e)=>e.row*t.columns.length+e.column;function Y(t,e,n){
let o=_(t);t.own.sweep.cell=e;let s=o.layers[e.row],r=o.family==="expert"?Number(o.columns[e.column]):-1;s>=0&&t.pick({layer:s,expert:r}),n&&t.model.get("can_tr\
y")&&n({cell:[e.row,e.column]}),t.redraw()}function St(t){let{model:e,own:n}=t,{sweep:o}=n,s=_(t);$e(t),o.of!==e.get("swept_cells")&&(o.of=e.get("swept_cells"),
o.cell=o.hovered=null,s&&(o.metric.value=s.metric));for(let m of[o.title,o.tools,o.scroll,o.words,o.pane])m.hidden=!s;if(!s)return null;let r=o.cells(e.get("swe\
pt_cells")),i=Et[o.metric.value],a=S(r,o.metric.value),c=Ae(a);G(o.family,s.families.map(m=>[m,$t[m]??m])),o.family.value=s.family,o.family.hidden=s.families.length<
2,o.title.textContent=Ee(s,r,i),Nt(t.root,o.ramp,i,c),o.numbers.setAttribute("aria-pressed",String(o.tabled)),o.scroll.hidden=o.tabled,o.pane.hidden=!o.tabled,o.
tabled&&Te(o.pane,s,r);let[d,f]=[S(r,"q"),S(r,"fired")],p={q:d,fired:f,chosen:o.cell,hovered:o.hovered};o.tabled||(o.layout=At(t.root,o.map,o.scroll.clientWidth,
s,a,c,i,p));let u=o.hovered??o.cell;return o.words.textContent=u?`${Ne(s.names[u.row][u.column],I(r,q(s,u)))}.`:Oe(t,s),{family:s.family,metric:o.metric.value,arms:s.
arms,found:s.found,top:c,title:o.title.textContent,words:o.words.textContent,cell:o.cell,layout:o.layout}}function $e({model:t,own:e}){let{sweep:n}=e,o=t.get("s\
weeps")??[],s=t.get("sweeping")??{},r=(s.done??-1)!==-1;G(n.kinds,o.map(({family:i,words:a})=>[i,a])),n.bar.hidden=!o.length,n.kinds.hidden=n.start.hidden=r,n.stop.
hidden=n.progress.hidden=!r,s.of?n.progress.value=(s.done??0)/s.of:n.progress.removeAttribute("value"),n.said.textContent=s.words??""}function Ee(t,e,n){let o=`\
n=${t.tokens} tokens of ${t.texts} text${t.texts===1?"":"s"}`,s=S(e,"kl").reduce((p,u,m,g)=>u>(g[p]||0)?m:p,0),{change:r,low:i,high:a}=I(e,s),d=`strongest: ${t.
names.flat()[s]}, ${A(r)} nats a token [${A(i)}, ${A(a)}]`;return`${`layers × ${$t[t.family]??t.family}`}: ${n.words}, ${n.unit}; ${o}; ${t.found} of ${t.arms}\
 arms with q < 0.05; ${d}`}function Oe(t,e){return e.own?t.model.get("can_try")?"A click on a cell reads the text under its edit; all views follow.":"A click on\
 a cell shows what its edit did to every word.":"This sweep read another text than the one that is shown."}function Te(t,e,n){let o=["layer",e.across,"change, n\
ats","2.5 %","97.5 %","KL, nats","another first","q","acted"],{table:s,rows:r}=P("dsv-table",o);for(let[i,a]of e.layers.entries())for(let[c,d]of e.labels.entries()){
let f=I(n,q(e,{row:i,column:c}));if(Number.isNaN(f.kl))continue;let p=[f.change,f.low,f.high,f.kl,f.flip,f.q].map(m=>b(m,4)),u=l("tr");for(let m of[a<0?"embeddi\
ng":a,d,...p,f.fired])u.append(l("td","",String(m)));r.append(u)}t.replaceChildren(s)}function _t(t){let{model:e,own:n}=t,{sweep:o}=n,s=_(t);if(!s?.by_token||!o.
cell)return null;let r=o.change(e.get("swept_change")),i=r.length/(s.layers.length*s.columns.length),a=q(s,o.cell),c=o.flips(e.get("swept_flips")).subarray(a*i,
(a+1)*i),d=I(o.cells(e.get("swept_cells")),a);return{name:s.names[o.cell.row][o.cell.column],words:` · ${A(d.change)} nats a token [${A(d.low)}, ${A(d.high)}],\
 n=${s.tokens} tokens, of the sweep`,change:r.subarray(a*i,(a+1)*i),flipped:Array.from(c.keys()).filter(f=>c[f]),pieces:o.texts(e.get("swept_utf8"),e.get("swept\
_lengths"))}}var Se=.58,_e=.5;function Me(t){let e=Array.from(t,Math.abs).filter(n=>!Number.isNaN(n)).sort((n,o)=>n-o);return Math.max(_e,e[Math.floor(.98*(e.length-1))]??0)}
var Ce=(t,e)=>Number.isNaN(t)?null:y(t/e,-1,1);function Le(t,e,n){let o=e.length/2,s=e[n],r=e[o+n];return!o||Number.isNaN(s)||Number.isNaN(t)?null:t<s||t>r}function Re({
body:t,root:e}){e.classList.add("dsv-whatif");let n=l("div","dsv-whatif-offers");n.setAttribute("role","group"),n.setAttribute("aria-label","edits to try on wha\
t is chosen");let o=l("div","dsv-whatif-state");o.setAttribute("role","status");let s=l("div","dsv-whatif-text");s.setAttribute("aria-label","the text, coloured\
 by what the edit changed");let r=l("div","dsv-note");return t.append(n,o,s,r),{offers:n,state:o,strip:s,words:r,floats:k(O),bands:k(O),texts:k(L),offered:null,
written:null,requests:0,sweep:Ot(t)}}var Pe=t=>Tt(t,e=>J(t,e)),M=t=>t.model.get("facts"),J=(t,e)=>t.tell("request",{...e,n:++t.own.requests+performance.now()});
function Ie(t){let{model:e,root:n,sel:o}=t;We(t),He(t);let s=St(t),r=Ct(t);Ue(t,r),De(t,r);let i=M(t);t.facts.replaceChildren(...r.name?[l("b","",r.name),r.words]:
["nothing was tried yet"]),n.drawn={offers:e.get("offers").map(a=>a.name),edited:i.edited,front:i.front,sweep:s,shown:r.name,change:Array.from(r.change),flipped:r.
flipped,sweeping:e.get("sweeping"),banded:e.get("band").byteLength>0,title:i.title,working:e.get("working"),token:i.token??-1,layer:o.get("layer"),at:performance.
now()}}function Ct(t){let{model:e,own:n}=t,o=M(t),s=_t(t);if(s&&s.name!==o.edited)return{...s,band:new Float32Array(0),tried:!1};let r=e.get("flipped"),i=n.texts(
e.get("utf8"),e.get("lengths")),[a,c]=[n.floats(e.get("change")),n.bands(e.get("band"))];return{name:o.edited,words:qe(o),change:a,flipped:r,pieces:i,band:c,tried:!0}}
function qe(t){return t.title?` · ${t.title}`:t.mean===null?"":` · ${$(t.mean)} nats a token, n=${t.of}`}var $=t=>`${t>0?"+":t<0?"−":""}${b(Math.abs(t),3)}`;
function We(t){let{model:e,own:n}=t,o=e.get("offers"),s=e.get("can_try"),r=JSON.stringify([o,s]);n.offered!==r&&(n.offered=r,n.offers.replaceChildren(...o.length?
[l("span","dsv-quiet","Try: ")]:[],...o.map((i,a)=>Be(t,i,a,s))))}function Be(t,e,n,o){let s=l("span","dsv-whatif-offer"),r=l("button","dsv-small",e.name);r.type=
"button",r.disabled=!o;let i=()=>{t.own.sweep.cell=null,J(t,{offer:n,dose:a?Number(a.value):0})};r.addEventListener("click",i),s.append(r);let a=null;if(e.doses.
length>1){a=l("input"),a.type="range",a.min="0",a.max=String(e.doses.length-1),a.value="0",a.disabled=!o,a.setAttribute("aria-label",`how much of: ${e.name}`);let c=l(
"span","dsv-quiet",e.doses[0]);a.addEventListener("input",()=>{c.textContent=e.doses[Number(a?.value)]}),a.addEventListener("change",i),s.append(a,c)}return s}function He(t){
let{model:e,own:n}=t,o=M(t),s=[];if(o.edited&&e.get("can_try")){let r=l("button","dsv-small","back to the plain run");r.type="button",r.addEventListener("click",
()=>{t.own.sweep.cell=null,J(t,{back:!0})}),s.push(r)}if(o.edited){let r=o.parted<0?"no other word would come first anywhere":`another word would first come at ${o.
parted}`;s.push(l("span","",o.front==="plain"?`the plain run is in front; ${r}`:r))}e.get("working")&&s.push(l("span","dsv-quiet",e.get("working"))),n.state.replaceChildren(
...s)}function Ue(t,{change:e,flipped:n,pieces:o,band:s}){let{own:r,sel:i}=t,a=new Set(n),c=[e.buffer,e.byteOffset,e.length,s,o],d=r.written;if(!d||c.some((f,p)=>f!==
d[p])){r.written=c;let f=Me(e);r.strip.replaceChildren(...o.map((p,u)=>{let m=l("span","dsv-whatif-word",F(p)),g=Ce(e[u],f);if(g===null)m.classList.add("dsv-unk\
nown");else{let N=g<0?"--dsv-below":"--dsv-tint",E=Le(e[u],s,u)===!1?.2:1;m.style.background=`rgba(var(${N}), ${(Math.abs(g)*Se*E).toFixed(3)})`}return m.classList.
toggle("dsv-flipped",a.has(u)),m.title=Number.isNaN(e[u])?"not compared":`${$(e[u])} nats`,m.addEventListener("click",()=>t.pick({token:u})),m}))}for(let f of r.
strip.querySelectorAll(".picked"))f.classList.remove("picked");i.get("token")>=0&&r.strip.children[i.get("token")]?.classList.add("picked")}function De(t,e){let{
own:n,model:o,sel:s}=t,r=M(t);if(!e.tried){let p=s.get("token")>=0?s.get("token"):e.change.length-1,u=!Number.isNaN(e.change[p]??Number.NaN);n.words.textContent=
u?`At ${p}: ${$(e.change[p])} nats for the word that stands there.`:"";return}if(!r.edited||r.change===null){let p=o.get("can_try")?"Choose an expert, an entry,\
 a head or a layer in any view, then try what happens without it.":"A saved run has no model behind it: explore(Session(model)) can read its text again under an\
 edit.";n.words.textContent=r.edited?"Nothing is known of the first token: nothing was expected before it.":p;return}let i=p=>p===null?"":` (${b(p)})`,a=r.before===
r.after,c=`“${V(r.before??"",18)}”${i(r.before_probability)}`,d=a?`stays first${i(r.after_probability)}`:`gives way to “${V(r.after??"",18)}”${i(r.after_probability)}`,
f=o.get("band").byteLength?Ke(n.bands(o.get("band")),r.token):"";n.words.textContent=`At ${r.token}: ${$(r.change)} nats for the word that stands there${f}. As \
the likeliest, ${c} ${d}.`}function Ke(t,e){let n=t[e],o=t[t.length/2+e];return Number.isNaN(n)?"":`; random edits: ${$(n)} to ${$(o)}`}function je(t){let{change:e,
band:n,pieces:o,name:s,words:r,...i}=Ct(t),a=new Set(i.flipped),c=n.length/2;return{columns:["token","text","change, nats","random 5 %","random 95 %","another w\
ord first"],rows:o.map((d,f)=>[f,d,e[f],c?n[f]:null,c?n[c+f]:null,a.has(f)?"yes":""]),note:s?`${s}${r}`:"Nothing was tried yet."}}var Mt=t=>e=>bt(e,t,Array.from(
{length:e.model.get("layers")},(n,o)=>o)),ze={title:"What if",aria:"The text, coloured by what an edit inside the model changed. Left and right move the token, \
up and down the layer; the buttons above try an edit.",keys:{ArrowLeft:t=>z(t,-1,t.model.get("tokens")),ArrowRight:t=>z(t,1,t.model.get("tokens")),ArrowUp:Mt(-1),
ArrowDown:Mt(1)},build:Re,listen:Pe,draw:Ie,table:je,symbols:t=>{let e=M(t);return e.edited&&e.change!==null?`${$(e.change)} nats at token ${e.token}`:void 0}},
Gn=gt(ze);export{Gn as default,Le as outside,Me as scaleOf,Ce as toneOf};
