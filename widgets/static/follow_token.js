function W(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Y(t,e){let n=W(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var Kt=t=>Y(t,Float32Array),Yt=t=>Y(t,Int32Array),Vt=t=>Y(t,
Int16Array),Gt=t=>Float32Array.from(Y(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function Xt(t,e){let n=W(t),o=new TextDecoder,r=[],s=0;for(let i of Y(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+i))),s+=i;return r}function Qt(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var nt=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function m(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function bt(t,e,n){let o=document.createElementNS("h\
ttp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function Jt(t,e){let n=m("table",t),o=m("thead"),r=m("tr"),s=m("tbody");for(let i of e)r.append(m("th","",i));return o.append(r),n.append(o,s),{table:n,head:r,rows:s}}
function Zt(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==r||t.height!==s)&&(t.width=r,t.height=
s),t.style.width=`${e}px`,t.style.height=`${n}px`;let i=q(t);return i.setTransform(o,0,0,o,0,0),i.clearRect(0,0,e,n),i}var q=t=>t.getContext("2d");function wt(t,e){
let n=document.createElement("canvas");return n.width=t,n.height=e,n}function cn(t,e,n=5){let o=wt(n,n),r=q(o);return r.strokeStyle=e,r.lineWidth=1,r.beginPath(),
r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}function V(t,e,n,o,r,s){t.fillStyle=
cn(t,nt(e,"none"),5),t.fillRect(n,o,r,s)}var dn=["fill","outline","under","dotted","dashed","ramp"],fn=["hatch","dots","dot","bar","tick","strike"],hn=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function pn(t,e){let n=m("span","dsv-mark-of"),[o,r]=t.split(" "),s=dn.includes(o)&&r||fn.includes(o),
i=m("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),n.append(i,e),n}function te(t,e,n){if(!e?.look_for)return;let{head:o,look:r}=t,s=m("div","dsv-marks"),i=m("div","dsv-help"),a=m("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>pn(l,c))),i.append(...e.explains.map(l=>m("p","",l))),e.equation&&
i.append(...mn(t,e,n)),r.append(m("p","dsv-look-for",e.look_for),s,i),o.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,r.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function mn(t,e,n){let o=m("div","dsv-equation"),r=m("div","dsv-symbol-said","Point at a symbol for what it \
is here.");r.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=m("div");for(let{text:a,symbol:l}of hn(s)){if(!l){i.append(a);continue}let c=m("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let h=()=>{let d=n(a),f=d?m("b","",` Here: ${d}.`):"";r.replaceChildren(m("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,f),
r.dataset.symbol=a};for(let d of["mouseenter","focus","click"])t.listen(c,d,h);i.append(c)}o.append(i)}return[o,r]}var ee=globalThis;ee.dsvGains??=new WeakMap;var kt=ee.dsvGains;function ot(t,e){let n=t.get(e);return kt.get(n)?.whole??n}function un(t,e,n,o){let r=t.get(e),s=W(
ot(t,e)),i=W(o);if(s.length!==n||!(r instanceof Object))return!1;let a=kt.get(r);if(!a||a.room.length<n+i.length){let l=new Uint8Array(2*(n+i.length));l.set(s),
a={room:l},kt.set(r,a)}return a.room.set(i,n),a.whole=a.room.subarray(0,n+i.length),!0}async function gn(t,e,n){let o=await Promise.all(e.map(async([s])=>t.widget_manager.
get_model(s)).map(s=>s.catch(()=>null))),r=0;for(let[s,[,i,a]]of e.entries()){let l=n.slice(r,r+a);r+=a,o[s]?._handle_comm_msg({content:{data:i},buffers:l,parent_header:{}})}}
function ne({model:t}){let e=(n,o)=>{if(n?.frame)return void gn(t,n.frame,o);let r=(n?.gained??[]).filter(([s,i],a)=>!un(t,s,i,o[a]));r.length&&t.send({whole:r.
map(([s])=>s)})};t.on("msg:custom",e)}var At=8;var xn="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function yn(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*At,n=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*At,o=t.cloneNode(!0);re(t,o),Object.assign(o.
style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=bn(t),s=m("div");s.style.cssText=`padding:${At}px;box-sizing:border-box;width:${e}\
px;height:${n}px;background:${r}`,s.append(o);let i={width:e,height:n},a=bt("svg",{...i,viewBox:`0 0 ${e} ${n}`}),l=bt("foreignObject",{x:0,y:0,...i});return l.
append(s),a.append(l),{text:new XMLSerializer().serializeToString(a),width:e,height:n}}function bn(t){for(let e=t;e;e=e.parentElement){let n=getComputedStyle(e).
backgroundColor;if(n!=="rgba(0, 0, 0, 0)"&&n!=="transparent")return n}return"#fff"}function re(t,e){oe(t,e);let[n,o]=[[...t.children],[...e.children]];n.forEach(
(r,s)=>{if(r instanceof HTMLCanvasElement)o[s].replaceWith(kn(r));else if(r instanceof HTMLSelectElement){let i=m("span","",r.selectedOptions[0]?.textContent??"");
o[s].replaceWith(i),oe(r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?o[s].
remove():(re(r,o[s]),r.scrollTop&&wn(r.scrollTop,o[s]))})}function wn(t,e){let n=m("div");n.style.cssText=`position:relative;top:${-t}px`,n.append(...e.childNodes),
e.append(n),e.style.overflow="hidden"}function oe(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=
t.value);let n=getComputedStyle(t),o=e.style;for(let r of xn)o.setProperty(r,n.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function kn(t){
let e=m("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let n=getComputedStyle(t);for(let o of["position","left","top","width","height","margin","dis\
play"])e.style.setProperty(o,n.getPropertyValue(o));return e}async function An(t,e){let{text:n,width:o,height:r}=yn(t),s=new Image;s.src=`data:image/svg+xml;cha\
rset=utf-8,${encodeURIComponent(n)}`,await s.decode();let i=m("canvas");i.width=o*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),
i}var Nn=(t,e)=>new Promise(n=>t.toBlob(n,e,.85));async function se(t,e){let n=await Nn(await An(t,e),"image/webp");if(!n)throw new Error("This browser made no picture.");return{kind:n.type.replace("image/",""),
bytes:new Uint8Array(await n.arrayBuffer())}}var $n=1500,Tn=6e3,Sn=1,ie="dsv-kept-away",En="dsv-kept-came",Nt=new Set,ae=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function le(t,e,n){let o,r=!1,s=()=>t.get("kept"),i=()=>{for(let c of ae(s()))c.classList.add(ie)},a=({animationName:c})=>{c===En&&i()};document.addEventListener(
"animationstart",a),Nt.add(s);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!n()))try{let{kind:h,bytes:d}=await se(c,Sn);t.send({kept:h},void 0,
[d.buffer]),r=!0}catch(h){console.warn(`No picture of this view goes into the notebook: ${h}`)}};return{changed(){s()&&(i(),clearTimeout(o),o=setTimeout(l,r?Tn:
$n))},clean(){if(clearTimeout(o),document.removeEventListener("animationstart",a),Nt.delete(s),![...Nt].some(c=>c()===s()))for(let c of ae(s()))c.classList.remove(
ie)}}}var w=(t,e,n)=>Math.max(e,Math.min(n,t));function ce(t,e,n){return n>e?w((t-e)/(n-e),0,1):t>=n?1:0}function A(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function rt(t){let e=t.reduce((i,a)=>i+a,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
i=>Math.floor(i/e*100+1e-9)),o=t.map(i=>i/e*100%1),r=t.map((i,a)=>a).sort((i,a)=>o[a]-o[i]),s=100-n.reduce((i,a)=>i+a,0);for(let i=0;i<s;i++)n[r[i%r.length]]++;
return n.map(i=>i/100)}function H(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var $t=400;function de(t,e){let n=m("button","dsv-small dsv-numbers","numbers"),o=m("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the \
numbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;
return t.listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Mn(
t,o,e()),r)}function Mn(t,e,{columns:n,rows:o,note:r}){let s=Jt("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,$t)){let l=m("t\
r");l.style.cursor="default";for(let c of a)l.append(m("td","",On(c)));s.rows.append(l)}let i=o.length>$t?`The first ${$t} of ${o.length} rows. `:"";e.replaceChildren(
m("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function On(t){return typeof t=="number"?Number.isInteger(t)?String(t):A(t,4):
String(t??"–")}var _n="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",In={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Pn={expert:-1,entry:-1,hover_entry:-1},vn=["SELECT","INPUT","TEX\
TAREA"],fe=t=>({initialize:ne,render:e=>Rn(e,t)});async function Rn({model:t,el:e},n){let o=Cn(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new Tt(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function Ln(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,r]of Object.entries({...n?Pn:{},...e}))t.set(o,r);t.save_changes()}function Cn({title:t,aria:e}){let n=m("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=m("div","dsv-head"),r=m("div","dsv-facts");r.setAttribute("aria-live","polite"),o.append(m(
"span","dsv-title",t),m("span","dsv-space"));let s=m("div","dsv-look"),i=m("div","dsv-message"),a=m("div","dsv-body");return n.append(m("div","dsv-gone",_n),o,s,
r,i,a),{root:n,head:o,look:s,facts:r,message:i,body:a}}var Tt=class{#e=!1;#t=!1;#s=60;#n;#r;#o=[];constructor(e,n,{root:o,head:r,look:s,facts:i,message:a,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=r,this.look=s,this.facts=i,this.body=l,this.#n=a,this.#r=c,this.own=void 0,this.tabled=c.table?de(this,()=>c.table(
this)):null,te(this,e.get("about"),h=>c.symbols?.(this,h)),this.kept=le(e,()=>o,()=>n.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#e||this.#t||(this.#e=!0,
requestAnimationFrame(()=>{this.#e=!1,this.#t||this.#i()}))}#i(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#n.textContent=s,this.#n.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#n.style.display="",this.#n.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){Ln(this.sel,e)}hover(e){let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#a(n),n.some(([o])=>o===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(
n,o,r),this.#o.push(()=>e.removeEventListener(n,o,r))}#l(){let{model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,h,d)=>{c.on(h,d),this.#o.push(()=>c.off(h,d))};
s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let i=()=>o.classList.toggle("gone",n.comm_live===!1);i(),s(n,"comm_live_update",i);let a=new MutationObserver(
()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.
observe(o),this.#o.push(()=>a.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Wn,!0),this.listen(this.root,"keydown",e=>{if(vn.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key==="Escape"?()=>this.pick(In):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#t=!0;for(let e of this.#o)e();this.kept.clean(),this.root.remove()}},Wn=t=>{t.target.dataset.lmSuppressShortcuts="true"};function he(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[w(o+e,0,n.length-1)],expert:-1,entry:-1})}var Bn=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,zn=/<｜([^｜<>\n]*)｜>/g,Fn=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
qn=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Hn=t=>t.replace(Bn,qn),st=t=>Hn(t.replace(zn,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`)),
St=t=>Fn.test(t)?`⁨${t}⁩`:t,Et=t=>st(t.replace(/\n/g,"⏎"));function O(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,
"·"),o=st(n)||"␣",r=[...o];return St(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}var G=(t,e,n)=>t.find(o=>n(o)<=e)??"";var R=[.5,1,2,4,8,16,32,64],ue=-.5,pe=1.5,me=.25,ge=t=>({playing:!1,at:null,speed:t>16?4:2});function xe(t,e){t.speed=w(t.speed+e,0,R.length-1)}var P=(t,e)=>w(Math.
floor(t),0,e-1);function ye(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=ue)}function be(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.at=
n),t.at=Math.min(Math.floor(t.at/me+1+1e-9)*me,e+1)}function we(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?R[t.speed]:Math.min(R[t.speed],6);return t.
at=Math.min(t.at+e*o,n+pe),t.at>=n+pe}function ke(t){t.at=ue}var Ae=(t,e)=>t===null||!e?t:Math.ceil(t);function Ne(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var $=18,N=12,Un=66,jn=46,Dn=92,Kn=1,$e=.2;function Yn(t,e,n){if(t*jn<=n)return new Array(t).fill(Math.min(n/t,Dn));let o=Array.from({length:t},(a,l)=>Math.exp(
-(((l-e)/Kn)**2))),r=o.reduce((a,l)=>a+l,0),s=Math.min(Un,n/(r+.6)),i=(n-s*r)/Math.max(t-r,1e-9);return o.map(a=>i+(s-i)*a)}function Vn(t,e){let n=t<780,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:w(t*.29,200,400)},s=n?14:r.x+r.width+58,i={x:s,width:o?32:40},a={x:i.x+i.width,width:o?40:n?60:84},l=w((t-s)/30,o?9:14,26),c={x:a.
x+a.width+(o?26:38),width:l*e},h=o?80:w(t*.145,104,190),d={x:t-h,width:h},f={x:c.x+c.width+(o?34:46),width:0};f.width=Math.max(20,d.x-f.x-(o?14:40));let p=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:i,mass:a,lanes:c,rail:f,lens:d,nodes:p}}function Te(t,e,n,o,r=!1){let s=Vn(t,n.streams),
i=s.stacked?e>480?5:4:0,a={y:i*$+(i?8:0),height:20},l={y:a.y+a.height,height:30},c={y:0,height:50},h=e-l.y-l.height-c.height,d=l.y+l.height,f=Yn(n.layers,o,h).map(
u=>{let g={y:d,height:u};return d+=u,g});c.y=d;let p=s.stacked?{y:0,height:i*$}:{y:0,height:d+c.height};return{width:t,height:d+c.height,columns:s,rows:f,heads:a,
start:l,end:c,text:p,draft:r}}var _=(t,e)=>t.y+t.height*e,X=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,Q=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,Se=["read","mixed","rou\
ted","lens"],I=(t,e,n)=>t===null?1:w((t-e)*4-n,0,1),T=t=>$e+(1-$e)*t,z=(t,e=26,n=36)=>ce(t,e,n);function Mt(t,e){let n=w(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var Ee=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var Gn="☷",Xn=["entries","window","sink"];function Me({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:i,hits:a},l){let c=n.rows[l],{label:h}=n.columns,d=Oe(
c),f=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(N,l===i?"600":""),t.fillStyle=l===i?e.mark:e.quiet,t.textAlign="right";let p=Math.abs(l-i)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===i||l%f===0&&!p)&&(t.strokeText(String(l),h.x+16,d),t.fillText(String(l),h.x+16,d)),
t.textAlign="left",t.font=s(N),t.fillStyle=l===i?e.ink:e.quiet,c.height>=5.5){let{column:u}=Mt(c.height,l),g=h.x+20+9*Math.min(u,1),{glyph:y}=o.kinds[r[l]];c.height>=
13&&t.strokeText(y,g,d),t.fillText(y,g,d)}a.push({what:"layer",layer:l,x:h.x,y:c.y,width:h.width,height:c.height})}var Oe=t=>_(t,.5-.22*z(t.height,20,36));function J({
mass:t},e){let n=w(e.height*.3,Math.min(3,e.height*.7),14),o=Oe(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function Ot(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)
r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function _e(t,e){let{ctx:n,root:o,look:r,place:s,path:i,at:a,hits:l,font:c}=t,h=s.rows[e],
d=J(s.columns,h),f=[0,1,2].map(u=>i.mass[e*3+u]);i.blank?_t(t,d):f.some(Number.isNaN)&&V(n,o,d.x,d.y,d.width,d.height),n.globalAlpha=T(I(a,e,0)),Xn.forEach((u,g)=>{
let{x:y,width:x}=Ot(i,e,d,g);n.fillStyle=r[u],x>0&&n.fillRect(y,d.y,Math.max(x-.5,.5),d.height),x>0&&l.push({what:u,layer:e,x:y,y:h.y,width:x,height:h.height})});
let p=d.width<72?0:z(h.height,44,52);p>0&&!f.some(Number.isNaN)&&(n.globalAlpha*=p,n.font=c(N),n.textBaseline="top",n.fillStyle=r.ink,rt(f).map(g=>A(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,d.x+d.width*y/2,d.y+d.height+4)})),n.globalAlpha=1,n.textAlign="left"}var it=t=>_(
t,.5+.4*z(t.height,8,36));function Ie({place:t,path:e,sizes:n},o,r){let s=w(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.scale))}
function Pe(t,e){let{ctx:n,root:o,look:r,place:s,path:i,sizes:a,at:l,hits:c,routing:h}=t,d=s.rows[e],{rail:f}=s.columns,p=it(d),u=I(l,e,2),g=w(d.height*.42,2,22);
n.fillStyle=r.none,n.fillRect(f.x,p,f.width,1),c.push({what:"rail",layer:e,x:f.x,y:d.y,width:f.width,height:d.height});let y=a.chosen,x=Math.max(2,f.width/a.experts*
.6);i.expert[e*y]<0&&!i.blank&&V(n,o,f.x,p-Math.min(g,8),f.width,Math.min(g,8)),n.globalAlpha=T(u),n.fillStyle=r.expert;for(let E=e*y;E<(e+1)*y;E++){if(i.expert[E]<
0)continue;let v=Q(s.columns,a.experts,i.expert[E]),C=Ie(t,e,E)*(.3+.7*u);n.fillRect(v-x/2,p-C,x,C),c.push({what:"expert",layer:e,id:i.expert[E],x:v-x,y:d.y,width:2*
x,height:d.height})}Jn(t,e),n.globalAlpha=T(u),n.fillStyle=r.quiet;let k=f.x+f.width+12,S=w(d.height*.18,1.5,4);n.beginPath(),n.moveTo(k,p-2*S),n.lineTo(k+S,p-S),
n.lineTo(k,p),n.lineTo(k-S,p-S),n.fill(),c.push({what:"shared",layer:e,x:k-7,y:d.y,width:14,height:d.height}),h[e]==="hash"&&Qn(t,e,f.x-15,p-Math.min(6,d.height/
3)),n.globalAlpha=1}function Qn({ctx:t,look:e,font:n,place:o},r,s,i){let{column:a}=Mt(o.rows[r].height,r);t.font=n(N),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline=
"middle",t.fillText(Gn,s-10*Math.min(a,1),i)}function Jn(t,e){let{ctx:n,look:o,place:r,path:s,sizes:i,font:a,at:l}=t,c=z(r.rows[e].height,36,46);if(!c)return;let h=it(
r.rows[e]);n.font=a(N),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=T(I(l,e,2))*c;let d=[];for(let f=e*i.chosen;f<(e+1)*i.chosen;f++){
if(s.expert[f]<0)continue;let p=Q(r.columns,i.experts,s.expert[f]);d.some(u=>Math.abs(u-p)<7*String(s.expert[f]).length+4)||(d.push(p),n.fillText(String(s.expert[f]),
p,h-Ie(t,e,f)-3))}n.textAlign="left"}function _t({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,t.strokeRect(n+.5,o+.5,r-1,Math.max(
1,s-1))}function ve(t,e,n){let o=[],r=0,s=0;for(let i of t){let a=i.split(`
`).length-1,l=St(st(i.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));r>0&&r+n(l)>e&&(r=0,s++);let c=r===0&&s>0?l.replace(/^ (?=\S)/,""):l,h=n(c);o.push({x:r,line:s,
width:Math.min(h,e),text:c}),r+=h,a&&(r=0,s+=a)}return o}function Re(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,i=Math.max(1,Math.floor(
o.height/$)),a=s+1,l=e>0;(a>i||l)&&(l=!0,a=Math.min(a,i-1));let c=s+1-a,h=t.findIndex(f=>f.line>=c),d=o.y+(l?$:0)-c*$;return{from:e+Math.max(h,0),first:e,token:n,
words:t,top:d,left:o.x,folded:l}}function Z(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*$,width:n.width,height:$}}
function It(t,e,n){let o=[];for(let r=Math.max(e,t.from);r<=Math.min(n,t.token);r++){let s=Z(t,r);if(!s)continue;let i=o[o.length-1];i&&i.y===s.y?i.width=s.x+s.
width-i.x:o.push(s)}return o}var at=class{#e="";#t=null;draw(e,n,o,r,s){let i=window.devicePixelRatio||1,a=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,i,r].concat(Object.values(s)).join();if(a!==this.#e||!this.#t){this.#e=a,this.#t=wt(Math.ceil(o.width*i),Math.ceil(o.height*i));let l=q(this.#t);l.setTransform(
i,0,0,i,-n.left*i,0),l.font=r,l.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let h=n.words[c-n.first];h&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(
h.text,n.left+h.x,n.top+(h.line+.5)*$))}}e.drawImage(this.#t,n.left,0,this.#t.width/i,this.#t.height/i)}};function U(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,i,a]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(a>0)||o.push({zone:s,key:i,weight:a,...s===
1?Ee(i,n):{first:i,last:i}})}return o}function Zn({shown:t,place:e},n){let o=It(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:i}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?$:$/2)};let a=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:i.x+Math.min(a,1)*i.width,y:e.text.y+$-2}}function Le(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:i}=t,a=I(s,i,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let h=a*Math.sqrt(c.weight/l);for(let d of It(
r,c.first,c.last))n.globalAlpha=.08+.3*h,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(d.x,d.y+1,d.width,d.height-2),c.zone===1&&(n.globalAlpha=.3+.7*h,n.
fillRect(d.x,d.y+d.height-2,d.width,2))}n.globalAlpha=1}function Ce(t,e){let{ctx:n,look:o,place:r,path:s,at:i,layer:a}=t,l=I(i,a,0);if(!l)return;let c=r.rows[a],
h=J(r.columns,c),d=Math.max(...e.map(f=>f.weight),1e-9);n.lineCap="round";for(let f of[...e].reverse()){let p=Zn(t,f),u=Ot(s,a,h,f.zone===1?0:1),g=u.x+u.width/2,
y=p.y<h.y,x=y?h.y:h.y+h.height;n.strokeStyle=f.zone===1?o.entries:o.window,n.globalAlpha=T(l)*(.25+.6*Math.sqrt(f.weight/d)),n.lineWidth=.8+7*f.weight;let k=(14+
Math.abs(x-p.y)*.2)*(y?-1:1),S=r.columns.stacked?[r.columns.text.x,p.y+30]:[p.x+46,p.y],E=r.columns.stacked?[r.columns.text.x,x+k]:[g,x+k];j(n,[p.x,p.y,S[0],S[1],
E[0],E[1],g,x],l)}n.globalAlpha=1}function j(t,[e,n,o,r,s,i,a,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,i,a,l);else for(let h=1;h<=20;h++){
let d=h/20*c,f=1-d,[p,u,g,y]=[f*f*f,3*f*f*d,3*f*d*d,d*d*d];t.lineTo(p*e+u*o+g*s+y*a,p*n+u*r+g*i+y*l)}t.stroke()}function lt(t,e,n,o){let{ctx:r,root:s,look:i,place:a,path:l,at:c,hits:h,font:d}=t,{lens:f}=a.columns,p=l.lens[n+1]?.[0],u=l.lens_prob[(n+1)*l.ranks],g=Math.min(
46,f.width*.3),y=w(e.height-2,1,12),x=_(e,.5);if(h.push({what:"lens",layer:n,x:f.x-10,y:e.y,width:f.width+10,height:e.height}),l.blank)return _t(t,{x:f.x,y:x-y/
2,width:g,height:y});if(p===void 0||Number.isNaN(u)){V(r,s,f.x,x-y/2,g,y);return}if(r.globalAlpha=T(n<0?1:I(c,n,3)),r.fillStyle=i.track,r.fillRect(f.x,x-y/2,g,y),
r.fillStyle=l.agree[n+1]?i.mark:i.quiet,r.fillRect(f.x,x-y/2,g*u,y),l.agree[n+1]&&(r.fillStyle=i.mark,r.beginPath(),r.arc(f.x-6,x,Math.min(3,e.height/2),0,7),r.
fill()),(p!==o.word||e.height>=20)&&x-7>=o.bottom){r.font=d(N,l.agree[n+1]?"600":""),r.fillStyle=i.ink,r.textBaseline="middle";let S=f.width-g-6,E=S>70?A(u):"";
r.fillText(O(p,Math.max(3,Math.floor((S-(E?30:0))/7))),f.x+g+6,x),r.textAlign="right",r.font=d(N),r.fillStyle=i.quiet,E&&r.fillText(E,f.x+f.width,x),r.textAlign=
"left",o.word=p,o.bottom=x+7}r.globalAlpha=1}function We({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:i}=n;t.font=o(N),t.fillStyle=e.quiet,t.textBaseline="middle";let a=p=>t.measureText(p).width,
l=i.y+i.height/2,c=(p,u,g)=>{t.textAlign="center",t.fillText(G(p,g,a),u,l)},h=r.head<0?"read (mean of heads)":`read by head ${r.head}`,d=s.label.x+14,f=s.lanes.
x-d-26;t.textAlign="left",t.fillText(G([h,r.head<0?"read (mean)":h,"read"],f,a),d,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(G(["what it would say","would say","says"],s.lens.
width,a),s.lens.x,l)}function Be(t,e){let{ctx:n,look:o,place:r,path:s,font:i,hits:a}=t,{columns:l,start:c}=r,h=l.lanes.x+l.lanes.width/2;n.font=i(N,"600");let d=s.
blank?"token":Et(s.piece.trim())||"␣",f=O(d,14),p=n.measureText(f).width+16;Fe(t,h-p/2,c.y+1,p,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(f,h,c.y+11),n.textAlign="left",a.push({what:"embedding",layer:-1,x:h-p/2,y:c.y,width:p,height:c.height}),n.font=i(N),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),lt(t,{y:c.y,height:22},-1,e)}function ze(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:i,at:a}=t,
{columns:l,end:c}=o,h=r.answer,d=l.lanes.x+l.lanes.width/2,f=c.y+34;e.globalAlpha=T(a===null?1:w((a-o.rows.length)*2,0,1)),e.font=s(N+1,"600"),e.textBaseline="m\
iddle";let p=h.word===void 0?"?":O(Et(h.word.trim())||"␣",14),u=e.measureText(p).width+18;Fe(t,d-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(p,d,f),e.textAlign="left",e.font=s(N),e.fillStyle=n.quiet;let g=o.width-d-u/2-8,y=r.blank?["the answer"]:tt(h);e.fillText(G(y,g,x=>e.measureText(x).width),
d+u/2+8,f),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),i.push({what:"draft",layer:o.rows.length,x:l.
lens.x,y:c.y,width:72,height:22})),i.push({what:"answer",layer:o.rows.length,x:d-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=1}function tt(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=A(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function Fe({ctx:t,look:e},n,o,r,s,i){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=i,t.lineWidth=1.5,t.stroke()}function Pt({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:i}=n.columns;
t.font=r(N),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",i.x,n.text.y+$/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,i.x,n.text.y+$/2-1),t.fillStyle=e.none,t.fillRect(i.x,n.text.y+$-3,i.width,2))}function vt({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function qe(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?to(t,r):o==="streams"||o==="mixing"?eo(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?no(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${A(n.shared_norm[r])}`:o===
"lens"?oo(n,r):o==="answer"||o==="head"?tt(n.answer)[0]:""}function to({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(d=>t.mass[3*r+d]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[i,a,l]=rt(s).map(d=>A(d)),c=U(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:d,key:f,weight:p,first:u,
last:g})=>`${d?`entry ${f} (tokens ${u} to ${g})`:`${f} “${O(o(f),12)}”`} ${A(p)}`),h=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${i} + window ${a}\
 + sink ${l} = 1${h}`}function eo({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>A(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let i=0;for(let l=0;l<e.streams;l++)i+=t.comb[(r+l)*e.streams+l];let a=A(1-i/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${a}`}function no({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let i=s.map((h,d)=>`${h} (${A(t.expert_weight[r+d])})`).join(", "),a=t.margin[n],
l=Number.isNaN(a)?"a table chose them":`margin ${A(a,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${i}; ${l}`}
function oo(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${O(r,14)}” ${A(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var F=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function ct(t,e){if(t<=0)return F("embedding",-1);if(t>e)return F("answer",e);let n=t-1e-6;return F(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function He(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${Se[Math.
floor(o%1*4)]}`}function Ue(t,e,n,o){if(t.blank||n<0||n>=e.layers)return;let r=e.streams,s=(l,c)=>[0,1].map(h=>[...l.subarray((2*n+h)*c,(2*n+h+1)*c)]),i=(l,c)=>{
if(l.flat().some(Number.isNaN))return;let h=l.map(d=>d.map(f=>A(f)).join(", "));return`${c}attention ${h[0]}; experts ${h[1]} (layer ${n}, token ${t.token})`};if(o===
"pre")return i(s(t.pre,r),"");if(o==="post")return i(s(t.post,r),"");if(o!=="comb")return;let a=s(t.comb,r*r).map(l=>Array.from({length:r},(c,h)=>l[h*r+h]));return i(
a,"stays in its stream: ")}function dt(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var je=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function Rt(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[vt(e,Lt(t,e.layer))]?.tab??""}
function Lt(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function ro({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return R[n.speed]<=1?ct(n.at,o):F("layer",R[n.
speed]<=8?P(n.at-1e-6,o):e.get("layer"))}function ft(t){let{card:e}=t.own,n=ro(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get(
"layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...so(t,n)):n&&n.what!=="layer"?e.replaceChildren(...io(
t,n)):e.replaceChildren(...co(t,n?.layer??t.sel.get("layer"))))}function so(t,e){let n=t.own.pieceAt(e.id??-1),o=m("div");return o.append(m("h4","",`token ${e.id}\
 “${O(n,30)}”`),m("div","dsv-note","A click follows this one.")),[o]}function io(t,e){let n=vt(e,Lt(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=je(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",i=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],a=m("div"),l=s?` of layer ${e.layer}`:"";a.append(m("h4","",`${o.title}${l}`),m("div","dsv-note",o.does));let c=qe(t.own.known(),e);c&&a.append(m("di\
v","dsv-follow-numbers",c));let h=m("pre","",o.equation),d=m("div");i&&d.append(m("div","",i[2]<0?"This layer has no such part.":`${dt(i[1])} parameters, ${H(i[2])}`));
let f=m("div","dsv-note");f.append(`${o.section}, `,m("code","",o.file)),d.append(f);let p=ao(o,e,s);p.length&&d.append(lo(p,e.layer));let u=Rt(t,e);if(u){let y=m(
"button","dsv-small",`open “${u}”`);y.addEventListener("click",()=>t.own.open(e)),d.append(y)}let g=m("div","dsv-note");return g.append("alone: ",m("code","",
o.code)),d.append(g),[a,h,d]}function ao(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||
n&&s.includes(e.layer)&&r.includes(o))}function lo(t,e){let n=m("details","dsv-note");n.append(m("summary","",`${t.length} values can be captured`));let o=m("ul");
for(let[r,s]of t){let i=m("li");i.append(m("code","",r.replace("{i}",String(e))),` ${s}`),o.append(i)}return n.append(o),n}function co(t,e){let n=je(t,F("layer",
e)),o=Lt(t,e);if(!n||!o)return[];let r=m("div");return r.append(m("h4","",`layer ${e} ${o.glyph} ${o.title}`),m("div","dsv-note",`This layer ${n.words}.`),m("di\
v","",`${dt(n.parameters)} parameters`)),[r,fo(t,e,n)]}function fo(t,e,n){let o=t.model.get("cards"),r=t.model.get("places"),s=m("div","dsv-follow-parts"),i=r.flatMap(
f=>f.cells.map(p=>p[2])).filter(f=>f>0),[a,l]=[Math.min(...i),Math.max(...i)].map(Math.log);s.title=`fuller: more bytes (logarithmic, ${H(Math.min(...i))} to ${H(
Math.max(...i))})`;let c=r.filter(f=>!f.kind),h=[...n.cells.map(f=>({cell:f,at:e})),...c.map(({cells:f,place:p})=>({cell:f[0],at:p==="top"?-1:Number.POSITIVE_INFINITY}))],
d=0;for(let{cell:f,at:p}of h){let[u,,g]=f,y=u==="mixing"?d++:0;if(g<0)continue;let x=m("button","dsv-small");x.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-a)/Math.max(l-a,1e-9))}%`),x.append(m("b","",`${o[u].title}${u==="mixing"?y?" (experts)":" (attention)":""}`),` ${H(g)}`),x.addEventListener("click",()=>t.
own.choose({...F(ho(u),p),site:y})),s.append(x)}return s}var ho=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function Ct(t){let e=t.model.get("total\
s");return e.parameters?`${dt(e.parameters)} parameters, ${H(e.bytes)}; ${dt(e.active)} work on each token`:""}var De=t=>t>0?A(t,t<10?2:0):"–";var po={share:[2,Gt],i1:[1,t=>new Int8Array(W(t).slice().buffer)],"<i2":[2,Vt],"<i4":[4,Yt],"<f4":[4,Kt]};function mo(t,e,n){let o=W(e),r={},s=0;n.forEach(([a,l],c)=>{
let[h,d]=po[l],f=t.shapes[c].reduce((p,u)=>p*u,h);r[a]=d(o.subarray(s,s+f)),s+=f});let i=a=>t.shapes[n.findIndex(l=>l[0]===a)];return{...t,...r,keys:i("zone")[1],
ranks:i("lens_prob")[1]}}var L=t=>t.model.get("sizes");function M(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var ht=class{#e=new Map;#t=new Set;#s=-1;#n=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#l.bind(this);e.listen(o,"msg:custom",r)}#o(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#i(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#e.
clear(),this.#t.clear(),this.#n=null);let n=e.get("path");n!==this.#n&&(this.#n=n,n?.shapes?this.#a(n,e.get("arrays")):this.#r=null)}#a(e,n){this.#e.set(`${e.token}\
 ${e.head}`,mo(e,n,L(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#i();for(let[o,r]of e.ahead.entries())this.#a(r,n[o])}}has(e){
return this.#i(),this.#e.has(this.#o(e))}now(){return this.#i(),this.#r=this.#e.get(this.#o(M(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#t.has(
this.#o(s))&&r.push(s);if(!(!r.length||r.length<n/2&&this.has(e))){for(let s of r)this.#t.add(this.#o(s));this.view.model.send({ahead:r,head:this.view.sel.get("\
head")})}}},pt=class{#e=null;#t=0;pieces=[];read(e){let n=ot(e.model,"utf8");return(n!==this.#e||e.model.get("first")!==this.#t)&&(this.#e=n,this.#t=e.model.get(
"first"),this.pieces=Xt(n,ot(e.model,"lengths"))),{first:this.#t,pieces:this.pieces}}};function mt({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function D(t,e){let n=m("button","dsv-small",t);return n.title=e,n}function Ke(t,e){let n=m("input");return n.type="range",n.step=String(e),n.setAttribute("aria\
-label",t),n}function Ye(){let t=m("div","dsv-follow-bar"),e=D("▶ Play","space: the token travels through the layers, then the next one"),n=D("Step","full sto\
p: one part further (read, mixed, routed, lens)"),o=D("−","[ : slower"),r=m("span","dsv-follow-speed"),s=D("+","] : faster");o.setAttribute("aria-label","slow\
er"),s.setAttribute("aria-label","faster");let i=Ke("along the layers",.25),a=m("span","dsv-follow-where"),l=D("‹","left: the token before"),c=Ke("token",1),h=D(
"›","right: the next token");l.setAttribute("aria-label","the token before"),h.setAttribute("aria-label","the next token");let d=m("span","dsv-follow-which"),
f=[[e,n],[o,r,s],[m("span","dsv-note","layers"),i,a],[m("span","dsv-note","tokens"),l,c,h,d]].map(p=>{let u=m("span","dsv-follow-group");return u.append(...p),u});
return t.append(...f),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:i,where:a,back:l,token:c,on:h,which:d}}function B(t,e){let n=w(M(t)+e,0,Math.max(0,
(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Wt(t){let{player:e}=t.own,
{layers:n}=t.own.sizes();ye(e,n),e.playing||zt(t),t.redraw()}function Bt(t){let{player:e}=t.own,{layers:n}=t.own.sizes();be(e,n,t.sel.get("layer")),zt(t),t.own.
chosen=ct(e.at??0,n),t.redraw()}function zt(t){let{at:e}=t.own.player;if(e===null)return;let n=P(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}
function et(t,e){xe(t.own.player,e),t.redraw()}function Ve(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Wt(t)),t.listen(e.stepped,"click",()=>Bt(t)),
t.listen(e.slower,"click",()=>et(t,-1)),t.listen(e.faster,"click",()=>et(t,1)),t.listen(e.back,"click",()=>B(t,-1)),t.listen(e.on,"click",()=>B(t,1)),t.listen(e.
layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>zt(t)),t.listen(e.token,"input",()=>B(t,Number(e.token.value)-
M(t)))}function ut(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=M(t),i=t.sel.get("layer");e.play.textContent=n.playing?
"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${R[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.
disabled=n.speed===R.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??i+1),e.where.textContent=He(n.at,o,i),e.layer.setAttribute("ari\
a-valuetext",e.where.textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";for(let a of[
e.play,e.stepped,e.layer,e.back,e.token,e.on])a.disabled=!r}var gt=1.5,uo=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],Ft=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Xe({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*w(1+e,0,1):e>=n.length?r.y+r.height*w(e-n.length,0,1):_(n[Math.floor(e)],
e%1)}function Qe(t){let{ctx:e,place:n}=t,o=Xe(t);e.globalAlpha=T(0),Ge(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Ge(t),e.restore()}function go({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=Ft(e.norm)||1;return Array.
from({length:t.rows.length+1},(i,a)=>{let l=e.norm[a*n.streams+o];return Number.isNaN(l)?Number.NaN:(gt+(r*.86-gt)*(l/s))/2})}function Ge(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:i,start:a,end:l}=o,c=[...s.map(d=>d.y),l.y],h=i.lanes.x+i.lanes.width/2;for(let d=0;d<r.streams;d++){let f=X(i,r.streams,d),p=go(t,d),
u=p[0]||gt/2,g=Math.min(p[s.length]||gt/2,5);e.fillStyle=n.streams[d%n.streams.length],e.fillRect(f-u,a.y+a.height-8,2*u,8.4),xo(t,f,c,p),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(f,l.y),e.bezierCurveTo(f,l.y+12,h,l.y+6,h,l.y+18),e.stroke()}}function xo({ctx:t,look:e,path:n},o,r,s){for(let i=0;i<r.length-
1;){let a=i;for(;a+1<r.length&&!Number.isNaN(s[a]+s[a+1]);)a++;if(t.beginPath(),a===i)a=i+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[i]),t.lineTo(o,r[a]),t.stroke(),t.setLineDash([]);else{for(let l=i;l<=a;l++)t.lineTo(o+s[l],r[l]);for(let l=a;l>=i;l--)
t.lineTo(o-s[l],r[l]);t.fill()}i=a}}function Je(t,e){let{ctx:n,look:o,place:r,path:s,sizes:i,at:a,hits:l}=t,c=r.rows[e],{columns:h}=r;for(let f=0;f<2;f++){let p={
y:c.y+f*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:f,x:h.lanes.x,width:h.lanes.width,...p})}let d=z(c.height,26,34)*(e===t.layer?1:.5);d&&
(uo.forEach(({from:f,middle:p,to:u},g)=>{let y=I(a,e,g+1),x=h.nodes[g],k=_(c,p),S=(e*2+g)*i.streams;n.globalAlpha=d*T(y),yo(t,S,_(c,f),_(c,u));for(let v=0;v<i.streams;v++){
let C=X(h,i.streams,v),[Ut,jt]=[s.pre[S+v],s.post[S+v]];n.strokeStyle=o.streams[v%o.streams.length],n.globalAlpha=d*T(y)*.9;let Dt=(C+x)/2;if(Ut>.01){n.lineWidth=
.4+3*Ut;let K=_(c,f);j(n,[C,K,C,(K+k)/2,Dt,k,x,k],1)}if(jt>.01){n.lineWidth=.4+1.5*jt;let K=_(c,u);j(n,[x,k,Dt,k,C,(K+k)/2,C,K],y)}}n.globalAlpha=d*T(y),n.fillStyle=
o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(x,k,4.5,0,7),n.fill(),n.stroke(),bo(t,e,g,x,k,d);let E=g?"routing":"attention";l.push({what:E,layer:e,
x:x-9,y:k-9,width:18,height:18})}),n.globalAlpha=1)}function yo({ctx:t,look:e,place:n,path:o,sizes:r},s,i,a){for(let l=0;l<r.streams;l++)for(let c=0;c<r.streams;c++){
let h=o.comb[(s+l)*r.streams+c];if(l===c||!(h>.005))continue;let[d,f]=[l,c].map(u=>X(n.columns,r.streams,u));t.strokeStyle=e.streams[l%e.streams.length],t.lineWidth=
.5+10*h;let p=(i+a)/2;j(t,[d,i,d,p,f,p,f,a],1)}}function bo({ctx:t,look:e,place:n,path:o,sizes:r,at:s},i,a,l,c,h){let d=n.rows[i];if(!a){let p=J(n.columns,d);t.
strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(p.x+p.width+2,p.y+p.height/2),t.lineTo(l-5,c),t.stroke();return}let f=I(s,i,2);if(f){t.strokeStyle=e.
quiet;for(let p=i*r.chosen;p<(i+1)*r.chosen;p++){if(o.expert[p]<0)continue;let u=Q(n.columns,r.experts,o.expert[p]),g=it(d);t.globalAlpha=h*.5*T(f),t.lineWidth=
.6+3*(o.expert_weight[p]/r.scale),j(t,[l+5,c,(l+u)/2,c,u,c,u,g],f)}}}function Ze(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||s>=o.rows.length)return;
let i=Xe(t);for(let a=0;a<r.streams;a++){let l=X(o.columns,r.streams,a);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,i,7,0,7),e.fill(),e.globalAlpha=
1,e.beginPath(),e.arc(l,i,3.4,0,7),e.fill()}}function tn(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:i}=t.own.sizes(),a=De(Ft(e.norm)),l=`${a} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(h,d,f)=>{let p=m("span","dsv-follow-key");return p.append(m("i",f??"",h),d),p};n.replaceChildren(...Array.from({length:o},(h,d)=>c("",String(d),`lane s${d%
4}`)),m("span","",`streams: as wide as their norm, full width ${a}`),c("","compressed","box entries"),c("",`window (last ${i})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${A(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(h=>c(h.glyph,h.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function qt(t){let e=n=>nt(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("chosen"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function wo(t){
let{own:e,root:n,model:o}=t,r=L(t);if(!r?.layers)return null;let s=e.paths.now()??mt(r),{player:i}=e,a=Ae(i.at,e.still()),l=a===null?t.sel.get("layer"):P(a-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),h=Te(c,e.height(),r,e.focus,o.get("places").some(x=>x.place==="draft")),d=(x,k="")=>`${k} ${x}px ${e.look.family}`,
f=Zt(e.canvas,c,h.height);f.font=d(N+1);let{first:p,pieces:u}=e.text.read(t),g=e.words(u,h.columns.text.width,e.look.family),y=o.get("places").filter(x=>x.kind);
return{ctx:f,root:n,look:e.look,font:d,place:h,sizes:r,path:s,at:a,layer:l,hits:[],kinds:y.map(x=>x.kind),routing:y.map(x=>x.routing),shown:Re(g,p,s.blank?-1:s.
token,{x:h.columns.text.x,...h.text})}}function xt(t){let e=wo(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:i,layer:a,kinds:l,look:c,shown:h}=e,d=r.
rows[a];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,d.y,r.width-r.columns.label.x+6,d.height,5),o.fill();let f=i.blank?[]:U(i,a,s.kinds[l[a]]);
i.blank?Pt(e):ko(t,e,f),We(e);for(let u=0;u<s.layers;u++){let g=r.rows[u];e.hits.push({what:"row",layer:u,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
Qe(e);for(let u=0;u<s.layers;u++)_e(e,u),Pe(e,u),Je(e,u);let p={word:"",bottom:-1};Be(e,p);for(let u=0;u<s.layers;u++)lt(e,r.rows[u],u,p);Ce(e,f);for(let u=0;u<
s.layers;u++)Me(e,u);ze(e),Ze(e),Ao(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=No(t,e,f),n.shown=h}function ko(t,e,n){let{ctx:o,place:r,look:s,font:i,shown:a,
path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};Le(e,n);let h=Z(a,l.token);h&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(h.x-1,h.y+
1,h.width+2,h.height-2));let d=t.model.get("counts").prompt??0;t.own.picture.draw(o,a,c,i(N+1),{ink:s.ink,quiet:s.quiet,prompt:d}),Pt(e)}function Ao({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function No(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:i},a){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:M(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:i.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:a,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(i.chosen*o,i.chosen*(o+1))]}}var $o=8,Ht=t=>t.own.paths.ask(M(t)+1,$o);function en(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&To(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function To(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===M(t)&&we(r,e,o)&&So(t);let a=r.at===null?t.sel.get("layer"):r.playing?w(r.at-.5,0,o-1):P(r.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(a):Ne(n.focus,a,e),!r.playing&&l===n.focus?!1:(ut(t),ft(t),t.tabled?.()||xt(t),!0)}function So(t){let{own:e,model:n}=t,o=M(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}Ht(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(ke(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function yt(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,i=Rt(t,e),a={...s?{layer:o}:{},...i?{tab:i}:{}};n==="streams"&&(a.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(a.
site=1),r!==void 0&&(a.expert=r),n==="entries"&&(a.entry=Eo(t,o)),t.pick({token:M(t),...a})}function Eo(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function nn(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,i]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],a=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&i>=l.y&&i<=l.y+l.height);if(n.over=a[a.length-1]??Mo(t,s,i),n.over?.what==="rail"){let l=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:w(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function Mo({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=Z(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function on(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>nn(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{nn(t,n),e.over&&yt(t,
e.over)})}function rn({path:t,sizes:e,kinds:n},o){let s=(o.filter(a=>a.kind)[0]?.cells??[]).map(([a],l,c)=>{let h=c.findIndex(d=>d[0]===a)<l;return`bytes of ${a}${a==="mi\
xing"?h?" (experts)":" (attention)":""}`}),i=o.map(a=>{let l=a.place==="top"?-1:a.kind?Number(a.place):Number.NaN,c=[a.cells.reduce((x,k)=>x+Math.max(0,k[2]),0)];
for(let x=0;x<s.length;x++)c.push(a.kind&&a.cells[x][2]>=0?a.cells[x][2]:Number.NaN);let h=t.lens[l+1]?.[0]??null,d=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
f=Array.from({length:e.streams},(x,k)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+k]);if(!a.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[a.place]??
a.place,"",null,null,null,"","",...f,h,d,a.parameters,...c];let p=l*e.chosen,u=[...t.expert.subarray(p,p+e.chosen)].filter(x=>x>=0),[g]=U(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${a.kind}${a.routing==="hash"?", table":""}`,...[0,1,2].map(x=>t.mass[3*l+x]),y,u.map((x,k)=>`${x}: ${t.expert_weight[p+
k].toFixed(3)}`).join(", "),...f,h,d,a.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(a,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...s],rows:i,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}function Oo(t){let{body:e,root:n}=t;n.classList.add("dsv-follow");let o=Ye(),r=m("div","dsv-follow-notes"),s=m("div","dsv-follow-stage"),i=m("canvas");i.setAttribute(
"role","img"),s.append(i);let a=m("div","dsv-follow-legend"),l=m("div","dsv-follow-card");e.append(o.bar,s,r,a,l);let c=q(m("canvas")),h=matchMedia("(prefers-re\
duced-motion: reduce)"),d=new pt,f={bar:o,notes:r,stage:s,canvas:i,legend:a,card:l,text:d,paths:new ht(t),picture:new at,player:ge(L(t)?.layers??0),look:qt(n),focus:t.
sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>h.matches,sizes:()=>L(t),height:()=>w(window.innerHeight-340,L(t).
layers>30?456:372,620)+(s.clientWidth<780?84:0),words:Qt((p,u,g)=>(c.font=`13px ${g}`,ve(p,u-4,y=>c.measureText(y).width))),pieceAt:p=>{let{first:u,pieces:g}=d.
read(t);return g[p-u]??""},known:()=>({path:f.paths.now()??mt(L(t)),sizes:L(t),kinds:t.model.get("places").filter(p=>p.kind).map(p=>p.kind),pieceAt:f.pieceAt}),
choose:p=>{f.chosen=p,t.redraw()},open:p=>yt(t,p)};return f}function _o(t){let{own:e,facts:n}=t;if(e.look=qt(t.root),!e.sizes()?.layers)return;let o=e.known().path,
r=`${t.sel.get("layer")} ${M(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&Po(t),e.seen=r,ut(t),o.blank)n.textContent=`the model's plan; nothing has been run y\
et · ${Ct(t)}`;else{let s=o.answer.word===void 0?"":` → “${O(o.answer.word,16)}” (${tt(o.answer)[2]??""})`;n.replaceChildren(m("b","",`${o.token} “${O(
o.piece,16)}”`),s,` · ${Ct(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; “numbers” gives them as a t\
able.`),Io(t,o),tn(t,o),ft(t),xt(t),o.blank||Ht(t),en(t)}function Io({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=
n),t.notes.classList.toggle("some",!!n)}function Po(t){let{player:e}=t.own;e.at!==null&&P(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function vo(t){
let{own:e,root:n}=t;Ve(t),on(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?Wt(t):e.chosen&&yt(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var sn=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,he(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},Ro={title:"Follow \
a token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracke\
ts the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>B(t,-1),ArrowRight:t=>B(t,1),ArrowUp:sn(-1),ArrowDown:sn(1),
Home:t=>B(t,Number.NEGATIVE_INFINITY),End:t=>B(t,Number.POSITIVE_INFINITY),"[":t=>et(t,-1),"]":t=>et(t,1),".":Bt},build:Oo,draw:_o,listen:vo,table:t=>rn(t.own.known(),
t.model.get("places")),symbols:(t,e)=>Ue(t.own.known().path,t.own.sizes(),t.sel.get("layer"),e)},fi=fe(Ro);export{fi as default};
