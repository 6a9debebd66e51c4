function _(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function at(t,e){let o=_(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var L=t=>at(t,Float32Array),z=t=>at(t,Int32Array);function Tt(t,e){let o=_(t),r=new TextDecoder,n=[],s=0;for(let a of at(e,Uint16Array))n.push(r.decode(o.subarray(s,s+a))),s+=a;return n}function S(t){let e=null,
o;return(...r)=>((!e||r.some((n,s)=>n!==e[s]))&&(o=t(...r),e=r),o)}var h=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function Nt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function it(t,e,o){let r=Nt(t),n=Nt(e);return r.map((s,a)=>Math.round(s+(n[a]-s)*o))}var de=(t,e,o)=>`rgb(${it(t,
e,o).join(",")})`,G=(t,e)=>Array.from({length:255},(o,r)=>de(t,e,r/254));function d(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function w(t,e,o){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,s]of Object.entries(e??{}))r.setAttribute(n,String(s));return o!==void 0&&(r.textContent=o),r}function Ot(t,e){let o=d("o\
ption","",e);return o.value=String(t),o}function At(t,e){let o=d("table",t),r=d("thead"),n=d("tr"),s=d("tbody");for(let a of e)n.append(d("th","",a));return r.append(
n),o.append(r,s),{table:o,head:n,rows:s}}function C(t,e,o){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(e*r)),s=Math.max(1,Math.round(o*r));(t.width!==
n||t.height!==s)&&(t.width=n,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=Y(t);return a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,o),a}var Y=t=>t.
getContext("2d");function lt(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function pe(t,e,o=5){let r=lt(o,o),n=Y(r);return n.strokeStyle=
e,n.lineWidth=1,n.beginPath(),n.moveTo(0,o),n.lineTo(o,0),n.moveTo(-1,1),n.lineTo(1,-1),n.moveTo(o-1,o+1),n.lineTo(o+1,o-1),n.stroke(),t.createPattern(r,"repeat")}
function X(t,e,o,r,n,s){t.fillStyle=pe(t,h(e,"none"),5),t.fillRect(o,r,n,s)}var T=(t,e,o)=>Math.max(e,Math.min(o,t));function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var y=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,",");function _t(t,e,o,r){let n=d("select");n.setAttribute("aria-label",o),n.dataset.trait=e,J(n,r);let s=typeof t.model.get(e)=="number";return t.listen(n,"change",
()=>{t.tell(e,s?Number(n.value):n.value),t.redraw()}),{select:n,show:i=>{i&&J(n,i),n.value=String(t.model.get(e))}}}function J(t,e){let o=JSON.stringify(e);t.dataset.
options!==o&&(t.replaceChildren(...e.map(([r,n])=>Ot(r,n))),t.dataset.options=o)}function ue(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function St(t,e){let o=0,r=()=>{if(performance.now()>
o)return;let s=ue(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().bottom,l=a?0:s.getBoundingClientRect().top,c=e.getBoundingClientRect(),
p=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,u=t.root.querySelector(".dsv-controls")?.offsetHeight??0,f=c.top-l-p-u-12;c.bottom>
i&&(s.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,f)))},n=()=>{o=0};return r.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",n,{passive:!0}),
t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&n()}),r}var fe=["fill","outline","under","dotted","dashed","ramp"],he=["hatch","dots","dot","bar","tick","strike"],me=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function ge(t,e){let o=d("span","dsv-mark-of"),[r,n]=t.split(" "),s=fe.includes(r)&&n||he.includes(r),
a=d("span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":t);return n&&s&&a.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function Mt(t,e,o){if(!e?.look_for)return;let{head:r,look:n}=t,s=d("div","dsv-marks"),a=d("div","dsv-help"),i=d("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>ge(l,c))),a.append(...e.explains.map(l=>d("p","",l))),e.equation&&
a.append(...ye(t,e,o)),n.append(d("p","dsv-look-for",e.look_for),s,a),r.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,n.classList.toggle("explained",!a.hidden),
i.setAttribute("aria-expanded",String(!a.hidden))})}function ye(t,e,o){let r=d("div","dsv-equation"),n=d("div","dsv-symbol-said","Point at a symbol for what it \
is here.");n.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let a=d("div");for(let{text:i,symbol:l}of me(s)){if(!l){a.append(i);continue}let c=d("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let p=()=>{let u=o(i),f=u?d("b","",` Here: ${u}.`):"";n.replaceChildren(d("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,f),
n.dataset.symbol=i};for(let u of["mouseenter","focus","click"])t.listen(c,u,p);a.append(c)}r.append(a)}return[r,n]}var qt=globalThis;qt.dsvGains??=new WeakMap;var ct=qt.dsvGains;function be(t,e){let o=t.get(e);return ct.get(o)?.whole??o}function ke(t,e,o,r){let n=t.get(e),s=_(
be(t,e)),a=_(r);if(s.length!==o||!(n instanceof Object))return!1;let i=ct.get(n);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),
i={room:l},ct.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}async function xe(t,e,o){let r=await Promise.all(e.map(async([s])=>t.widget_manager.
get_model(s)).map(s=>s.catch(()=>null))),n=0;for(let[s,[,a,i]]of e.entries()){let l=o.slice(n,n+i);n+=i,r[s]?._handle_comm_msg({content:{data:a},buffers:l,parent_header:{}})}}
function Rt({model:t}){let e=(o,r)=>{if(o?.frame)return void xe(t,o.frame,r);let n=(o?.gained??[]).filter(([s,a],i)=>!ke(t,s,a,r[i]));n.length&&t.send({whole:n.
map(([s])=>s)})};t.on("msg:custom",e)}var dt=8;var we="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function ve(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*dt,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*dt,r=t.cloneNode(!0);Lt(t,r),Object.assign(r.
style,{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let n=$e(t),s=d("div");s.style.cssText=`padding:${dt}px;box-sizing:border-box;width:${e}\
px;height:${o}px;background:${n}`,s.append(r);let a={width:e,height:o},i=w("svg",{...a,viewBox:`0 0 ${e} ${o}`}),l=w("foreignObject",{x:0,y:0,...a});return l.append(
s),i.append(l),{text:new XMLSerializer().serializeToString(i),width:e,height:o}}function $e(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function Lt(t,e){It(t,e);let[o,r]=[[...t.children],[...e.children]];o.forEach((n,s)=>{if(n instanceof
HTMLCanvasElement)r[s].replaceWith(Te(n));else if(n instanceof HTMLSelectElement){let a=d("span","",n.selectedOptions[0]?.textContent??"");r[s].replaceWith(a),It(
n,a),Object.assign(a.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(n).display==="none"?r[s].remove():(Lt(n,r[s]),
n.scrollTop&&Ee(n.scrollTop,r[s]))})}function Ee(t,e){let o=d("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function It(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),r=e.style;for(let n of we)r.setProperty(n,o.getPropertyValue(n));e.removeAttribute("class"),e.removeAttribute("id")}function Te(t){let e=d("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let r of["position","left","top","width","height","margin","display"])e.style.setProperty(r,o.
getPropertyValue(r));return e}async function Ne(t,e){let{text:o,width:r,height:n}=ve(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let a=d("canvas");a.width=r*e,a.height=n*e;let i=a.getContext("2d");return i.scale(e,e),i.drawImage(s,0,0),a}var Oe=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function Ct(t,e){let o=await Oe(await Ne(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var Ae=1500,_e=6e3,Se=1,Pt="dsv-kept-away",Me="dsv-kept-came",pt=new Set,Wt=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??
e);function Bt(t,e,o){let r,n=!1,s=()=>t.get("kept"),a=()=>{for(let c of Wt(s()))c.classList.add(Pt)},i=({animationName:c})=>{c===Me&&a()};document.addEventListener(
"animationstart",i),pt.add(s);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:p,bytes:u}=await Ct(c,Se);t.send({kept:p},void 0,
[u.buffer]),n=!0}catch(p){console.warn(`No picture of this view goes into the notebook: ${p}`)}};return{changed(){s()&&(a(),clearTimeout(r),r=setTimeout(l,n?_e:
Ae))},clean(){if(clearTimeout(r),document.removeEventListener("animationstart",i),pt.delete(s),![...pt].some(c=>c()===s()))for(let c of Wt(s()))c.classList.remove(
Pt)}}}var ut=400;function Ut(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),r=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the \
numbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&qe(
t,r,e()),n)}function qe(t,e,{columns:o,rows:r,note:n}){let s=At("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of r.slice(0,ut)){let l=d("t\
r");l.style.cursor="default";for(let c of i)l.append(d("td","",Re(c)));s.rows.append(l)}let a=r.length>ut?`The first ${ut} of ${r.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",a+(n??"")),s.table),t.root.drawnTable={columns:o,rows:r.length}}function Re(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):
String(t??"–")}var Ie="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Le={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ce={expert:-1,entry:-1,hover_entry:-1},Pe=["SELECT","INPUT","TEX\
TAREA"],Ht=t=>({initialize:Rt,render:e=>We(e,t)});async function We({model:t,el:e},o){let r=Ue(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new ft(t,n,r,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Be(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[r,n]of Object.entries({...o?Ce:{},...e}))t.set(r,n);t.save_changes()}function Ue({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=d("div","dsv-head"),n=d("div","dsv-facts");n.setAttribute("aria-live","polite"),r.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),a=d("div","dsv-message"),i=d("div","dsv-body");return o.append(d("div","dsv-gone",Ie),r,s,
n,a,i),{root:o,head:r,look:s,facts:n,message:a,body:i}}var ft=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:r,head:n,look:s,facts:a,message:i,body:l},c){
this.model=e,this.sel=o,this.root=r,this.head=n,this.look=s,this.facts=a,this.body=l,this.#t=i,this.#r=c,this.own=void 0,this.tabled=c.table?Ut(this,()=>c.table(
this)):null,Mt(this,e.get("about"),p=>c.symbols?.(this,p)),this.kept=Bt(e,()=>r,()=>o.comm_live!==!1),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.
display=s?"none":"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){Be(this.sel,e)}hover(e){let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#i(o),o.some(([r])=>r===
"hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,r]of e)this.sel.set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(
o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#l(){let{model:e,sel:o,root:r}=this,n=()=>this.redraw(),s=(c,p,u)=>{c.on(p,u),this.#e.push(()=>c.off(p,u))};
s(e,"change",n),s(e,"msg:custom",n),s(o,"change",n);let a=()=>r.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(
()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(n);l.
observe(r),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",He,!0),this.listen(this.root,"keydown",e=>{if(Pe.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(Le):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},He=t=>{t.target.dataset.lmSuppressShortcuts="true"};function D(t,e,o){let r=t.sel.get("token"),n=r===-1?o-1:r,s=Number.isFinite(e)?n+e:e<0?0:o-1;t.pick({token:T(s,0,o-1)})}function ht(t,e,o){if(!o.length)return;let r=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[T(r+e,0,o.length-1)],expert:-1,entry:-1})}function F(t,e,o){let r=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),n=[1,2,5,10].map(a=>a*r).find(a=>(e-t)/a<=o)??r*10,s=[];for(let a=Math.ceil(t/n)*n;a<e;a+=
n)s.push(a);return s}function P(t,e,o,r,n){let s=w("svg",{width:e,height:o,role:"img"}),a=h(t,"line");return s.append(w("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
w("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),w("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},r),w("text",{x:2,y:9,class:"quiet"},n)),s}var W=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var De=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Fe=/<｜([^｜<>\n]*)｜>/g,Ve=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
je=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Ke=t=>t.replace(De,je),Q=t=>Ke(t.replace(Fe,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
mt=t=>Ve.test(t)?`⁨${t}⁩`:t;function Z(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=Q(o)||"␣",n=[...r];return mt(n.length>e?`${n.slice(0,
e-1).join("")}…`:r)}function B(t,e,o=!1){let r=[...Q(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return r.length<=e?mt(r.join("")):mt(o?`…${r.slice(1-e).join(
"")}`:`${r.slice(0,e-1).join("")}…`)}var E=54,V=13,q=V+2,R=150,Ge=[96,480];function gt(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${y(1/t)}`:"none"}var Ye=(t,e,o)=>e*(o/e)**((t-1)/249),j=({
body:t})=>Math.max(160,t.clientWidth-E-4);function et(t,e){let o=t.own.overview.getBoundingClientRect(),r=e.clientY-o.top;return{x:T((e.clientX-o.left-E)/j(t),0,
1),y:T((r-q)/R,0,1),inStrip:r<V}}function kt({tokens:t,across:e},o,r){return[o.x,r.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function xt({tokens:t,
across:e},o,r){let n=[o.x,r.x].sort((m,k)=>m-k),s=[o.y,r.y].sort((m,k)=>m-k),[a,i]=n.map(m=>Math.min(t,Math.round(m*e))),[l,c]=s.map(m=>Math.round(m*t));if(i-a>=
8&&c-l>=2)return[l,c,a,i];let[p,u]=Ge.map(m=>Math.min(t,m)),f=Math.round(T((l+c)/2-p/2,0,t-p)),g=Math.round(T((a+i)/2-u/2,0,t-u));return[f,f+p,g,g+u]}function Ft(t,e,o,r,n){
let s=_(t),a=new ImageData(o,e),i=Array.from({length:251},(c,p)=>it(r,n,p/250));s.forEach((c,p)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*p)});let l=lt(o,e);return Y(
l).putImageData(a,0,0),{off:l,codes:s}}function Vt(t,e){let{root:o,model:r,own:n}=t,s=j(t),[a,i]=e.shape,l=C(n.overview,E+s+2,q+R+14),c=["ramp-low","ramp-high"].
map(k=>h(o,k)),{off:p,codes:u}=n.pixels(r.get("overview"),a,i,c[0],c[1]),f=k=>E+k/e.across*s,g=k=>q+k/e.tokens*R,m=()=>{l.beginPath(),l.moveTo(f(0),g(0)),l.lineTo(
f(e.tokens),g(e.tokens)),l.lineTo(f(0),g(e.tokens)),l.closePath()};l.fillStyle=h(o,"paper"),m(),l.fill();for(let k=0;k<a;k++)u[k*i]===255&&X(l,o,E,q+k*R/a,s*(k+
1)/a,R/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(p,E,q,s,R),l.strokeStyle=h(o,"line"),m(),l.stroke(),Xe(t,l,f,s),Je(t,l,e,f,g,s),Qe(t,l,e,f,g),n.legend.replaceChildren(
...Ze(t,e))}function Xe({root:t,model:e,sel:o,own:r},n,s,a){let i=_(e.get("breaks"));n.fillStyle=h(t,"line"),n.fillRect(E,1,a,V-3);let l=h(t,"ink"),c=h(t,"quiet");
i.forEach((m,k)=>{if(!m)return;let v=m===2;n.fillStyle=v?l:c,n.fillRect(E+k*a/i.length,v?1:5,1.2,V-(v?3:7))});let[p,u]=r.span??[o.get("query_first"),o.get("quer\
y_last")];if(p<0)return;let[f,g]=[Math.min(p,u),Math.max(p,u)];n.fillStyle=h(t,"chosen"),n.fillRect(s(f),1,Math.max(2,s(g+1)-s(f)),V-3)}function Je({root:t},e,{
tokens:o},r,n,s){e.font=W(),e.textBaseline="middle",e.fillStyle=h(t,"quiet"),e.fillText("text",4,7);for(let a of F(0,o,Math.min(8,Math.max(6,Math.floor(s/90))))){
let i=e.measureText(y(a)).width;e.fillText(y(a),T(r(a)-i/2,E,E+s-i),q+R+8)}for(let a of F(0,o,5)){let i=e.measureText(y(a)).width;e.fillText(y(a),E-i-4,T(n(a),q+
5,q+R-4))}e.textAlign="right",e.fillText("queries down, positions across",E+s-2,q+8),e.textAlign="left"}function Qe({root:t,model:e,sel:o,own:r},n,s,a,i){let[l,
c,p,u]=r.dragging??e.get("shown_region");n.strokeStyle=h(t,"chosen"),n.lineWidth=1.5,n.strokeRect(a(p),i(l),Math.max(3,a(u)-a(p)),Math.max(3,i(c)-i(l))),n.lineWidth=
1;let f=o.get("token");f<0||f>=s.tokens||(n.strokeStyle=h(t,"ink"),n.setLineDash([3,2]),n.beginPath(),n.moveTo(a(0),i(f+.5)),n.lineTo(a(f),i(f+.5)),n.stroke(),n.
setLineDash([]))}function Ze({root:t,model:e},o){let r=d("span","dsv-ramp"),n=`linear-gradient(90deg, ${h(t,"ramp-low")}, ${h(t,"ramp-high")})`;Object.assign(r.
style,{display:"inline-block",verticalAlign:"middle",background:n});let s=o.every>1?` · hatched: not kept (every ${o.every}th prompt query is)`:"";return[`shar\
e of the possible picks: ${gt(e.get("low"))} `,r,` ${gt(e.get("high"))}`,` · plain: none · above the diagonal: future${s} · drag: a region, in the strip: a ne\
edle`]}function jt({model:t},e,{x:o,y:r}){let[n,s]=e.shape,a=Math.min(n-1,Math.floor(r*n)),i=_(t.get("overview"))[a*s+Math.min(s-1,Math.floor(o*s))],l=`queries \
near ${y(r*e.tokens)}, positions near ${y(o*e.across)}: `;if(i===254)return[l,d("b","","future")];if(i===255)return[l,d("b","","not kept")];if(i===0)return[l,d(
"b","","none picked")];let c=gt(Ye(i,t.get("low"),t.get("high")));return[l,d("b","",`${c} picked`)]}function Kt(t){let e={none:0,future:0,unknown:0,picked:0};for(let o of t)
o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var U=2,zt=t=>T(t*4,24,120),wt=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function vt(t,e){let{model:o,own:r}=t,n=r.detail.getBoundingClientRect(),
[s,a,i,l]=o.get("shown_region"),c=(e.clientY-n.top-U)/zt(a-s)*(a-s),p=s+Math.floor(c),u=i+(e.clientX-n.left-E)/j(t)*(l-i),f=Math.floor(u/o.get("facts").rate);return p>=
s&&p<a&&u>=i&&u<l?{query:p,entry:f}:null}var $t=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Gt=t=>$t(t)?t.sel.get("entry"):-1;function eo(t){if(t.own.
hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return $t(t)&&e>=0?e:Gt(t)}function H(t,e,o){t.own.hoveredEntry=e;let r=o===void 0?{}:
{hover_token:o};t.hover({hover_entry:$t(t)?e:-1,...r}),t.redraw()}function Yt(t,e){let{model:o,root:r,sel:n,own:s}=t,[a,i,l,c]=o.get("shown_region"),p=j(t),u=zt(
i-a),f=u/(i-a),g=e.rate/(c-l)*p,m=Math.max(1.5,g-(g>4?1:0)),k=Math.max(1,f-(f>3?.5:0)),v=s.ints(o.get("marks")),N=v[0]!==-1,b=C(s.detail,E+p+2,u+4),O=A=>E+(A-l)/
(c-l)*p,nt=A=>U+(A-a)*f;b.fillStyle=h(r,"paper"),b.fillRect(E,U,p,u),b.fillStyle=h(r,"panel");for(let A=a;A<Math.min(i,c-1);A++)b.fillRect(Math.max(E,O(Math.floor(
(A+1)/e.rate)*e.rate)),nt(A),p,f+.5);b.save(),b.beginPath(),b.rect(E,U,p,u),b.clip();let ce=G(h(r,"ramp-low"),h(r,"ramp-high"));for(let A=0;N&&A<v.length;A+=3)b.
fillStyle=wt(ce,v[A+2],e.topk),b.fillRect(O(v[A+1]*e.rate),nt(v[A]),m,k);b.restore(),b.strokeStyle=h(r,"line"),b.strokeRect(E,U,p,u),b.strokeStyle=h(r,"chosen");
let rt=n.get("token")>=0?n.get("token"):e.tokens-1;rt>=a&&rt<i&&(b.lineWidth=1.5,b.strokeRect(E,nt(rt)-.5,p,Math.max(3,k+1)),b.lineWidth=1);let st=Gt(t)*e.rate;
return st>=Math.max(0,l)&&st<c&&b.strokeRect(O(st),U,Math.max(3,m),u),b.fillStyle=h(r,"quiet"),b.font=W(),b.textBaseline="middle",b.fillText(y(a),4,8),u>30&&b.fillText(
y(i-1),4,u-4),s.caption.textContent=oo(o.get("shown_region"),N),N?v:new Int32Array(0)}function oo(t,e){let[o,r,n,s]=t,a=`positions ${y(n)} to ${y(s-1)}`;return e?
`The region: ${`queries ${y(o)} to ${y(r-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one;\
 drag a smaller one. Its text, ${a}:`}function Xt(t,e){let{model:o,own:r}=t,{text:n}=r,s=r.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],i=eo(
t);if(r.textOf.pieces!==s&&(n.replaceChildren(...s.flatMap((p,u)=>no(p,a+u))),r.textOf={pieces:s,entry:null}),r.textOf.entry===i)return;r.textOf.entry=i;for(let p of n.
querySelectorAll(".own, .before"))p.className="";if(i<0)return;for(let p=(i-1)*e.rate;p<(i+1)*e.rate;p++){let u=n.children[2*(p-a)];p>=a&&u&&(u.className=p<i*e.
rate?"before":"own")}let l=n.querySelector(".own");if(!l)return;let c=l.offsetTop-n.offsetTop;(c<n.scrollTop||c>n.scrollTop+50)&&(n.scrollTop=c-8)}function no(t,e){
let o=d("span","",Q(t)||"∅");return o.title=`token ${e}`,[o,d("wbr")]}function Jt(t,e,{query:o,entry:r}){let n=-1;for(let l=0;l<e.length;l+=3)e[l]===o&&e[l+1]===
r&&(n=e[l+2]);let s=r<Math.floor((o+1)/t.rate),a=`${y(Math.max(0,(r-1)*t.rate))} to ${y((r+1)*t.rate-1)}`,i=n>=0?`picked, rank ${n+1}`:s?"not picked":"not compl\
ete yet";return[`query ${y(o)}, entry ${y(r)} (tokens ${a}): `,d("b","",i)]}var ot=66,K=17,I=16,io="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later queries \
picked it, and at what rank.";function Qt(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function Zt(t,e){let{model:o,
own:r}=t,n=o.get("needle_facts"),s=d("div","dsv-note");if(r.low.append(s),n.first===void 0)return s.textContent=io,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";s.append(d("b","",`“${B(n.text,60)}”`),` (tokens ${n.first} to ${n.last}, entries ${n.entries[0]} to ${n.entries[1]}): coloured where a\
 later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=d("div","dsv-note"),l=o.get("layers").map(
(c,p)=>`layer ${c} ${Qt(n.ranks[p])}`);return i.append(`At token ${y(n.asked)} “${Z(n.asked_piece,16)}”: `,d("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),r.low.append(lo(t,e,n),i),{needle:[n.first,n.last],ranks:n.ranks}}function lo(t,e,o){let{model:r,body:n,root:s}=t,a=r.get("layers"),
i=e.tokens-o.from,l=Math.max(200,n.clientWidth-4),c=l-ot-4,p=K+a.length*I,u=d("canvas"),f=C(u,l,p+17);u.setAttribute("role","img"),u.setAttribute("aria-label",`\
ranks of the passage at later queries, ${a.length} layers`),f.font=W(),f.textBaseline="middle",f.fillStyle=h(s,"quiet"),f.fillText("layers",4,8),co(t,f,e,i,c);for(let[
m,k]of a.entries())f.fillStyle=h(s,k===e.layer?"chosen":"ink"),f.fillText(`layer ${k} ▤`,4,K+7+m*I),f.strokeStyle=h(s,"line"),f.strokeRect(ot,K+m*I,c,I-2);let g=m=>ot+
(m-o.from)/Math.max(i,1)*c;f.fillStyle=h(s,"quiet");for(let m of F(o.from,e.tokens,8))f.fillText(y(m),Math.min(g(m),l-40),p+7);return o.asked<o.from||(f.strokeStyle=
h(s,"chosen"),f.lineWidth=1.5,f.strokeRect(g(o.asked)-1,K-2,Math.max(3,c/i),a.length*I+2)),u}function co({model:t,root:e,own:o},r,n,s,a){let i=o.found(t.get("ne\
edle")),l=t.get("layers").length,c=i.length/l,p=G(h(e,"ramp-low"),h(e,"ramp-high"));for(let u=0;u<c;u++){let f=ot+u*a/c,g=a/c+.3,m=s>=c||u*s/c%1<s/c,k=0;for(let N=0;N<
l;N++){let b=i[N*c+u],O=K+N*I;Number.isNaN(b)?m&&X(r,e,f,O,g,I-2):b>=0&&(k++,r.fillStyle=wt(p,b,n.topk),r.fillRect(f,O,g,I-2))}let v=12*k/l;r.fillStyle=h(e,"ent\
ries"),r.fillRect(f,14-v,g,v)}}function te({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],rows:t.get("layers").map((o,r)=>[
o,e.ranks[r]<0?Qt(e.ranks[r]):e.ranks[r]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function oe(t,e){let{model:o,own:r}=t,n=o.get("overlap_facts"),s=d("div","dsv-note");if(r.low.append(s),!n.compared){let u=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${u} all complete entries are picked.`,{}}let a=`all ${y(n.pairs)} pairs`,i=`${y(n.compared)} of ${y(n.pairs)}\
 pairs, evenly spaced`;s.append(d("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(n.mean[0])}, control ${$(n.mean[1])};\
 ${n.compared<n.pairs?i:a}.`);let l=d("div","dsv-columns"),c=d("div");c.append(d("div","dsv-note","the same queries, other layers"),uo(t)),l.append(po(t,n),c);let p=`\
Picked by at least 80 % of the queries that could see them: ${n.stable} entries, in the control ${n.stable_control}.`;return r.low.append(l,d("div","dsv-note",p),
fo(t,e,n)),{overlap:n.mean,stable:n.rows.map(u=>u.entry),compared:n.compared}}function po(t,e){let{model:o,body:r,root:n,own:s}=t,a=s.lines(o.get("overlap")),i=a.
length/2,l=T(r.clientWidth-320,260,560),c=120,p=P(n,l,c,"position","overlap"),u=g=>42+g/(i-1)*(l-50),f=g=>c-18-g*(c-34);return p.append(...ee(a.subarray(0,i),u,
f,`rgb(${h(n,"tint")})`,"none"),...ee(a.subarray(i),u,f,h(n,"chosen"),"4 3"),w("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"1"),w("text",{x:36,y:f(
0),"text-anchor":"end",class:"quiet"},"0"),w("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),p.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),p}function ee(t,e,o,r,n){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${o(i).
toFixed(1)}`),a=c}),s?[w("path",{d:s,fill:"none",stroke:r,"stroke-width":1.6,"stroke-dasharray":n})]:[]}function uo(t){let{model:e,root:o,own:r}=t,n=e.get("laye\
rs"),s=r.table(e.get("layer_table")),a=d("table","dsv-table"),i=d("tr");i.append(d("th","","layers"),...n.map(l=>d("th","",String(l)))),a.append(i);for(let[l,c]of n.
entries()){let p=d("tr");p.append(d("th","",String(c)));for(let u of s.subarray(l*n.length,(l+1)*n.length)){let f=d("td","",$(u)),g=(.6*u).toFixed(2);Number.isNaN(
u)||(f.style.background=`rgba(${h(o,"tint")}, ${g})`),p.append(f)}p.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(p)}return a}function fo(t,e,o){
let r=d("table","dsv-table"),n=d("tbody");r.append(n);for(let s of o.rows){let a=d("tr");a.append(d("td","",`entry ${y(s.entry)}`),d("td","",`${Math.round(100*s.
share)} % of ${y(s.could)}`),d("td","dsv-context",`“${B(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),n.append(a)}return r}
function ne({model:t,own:e},o){let r=t.get("overlap_facts");if(!r.compared)return null;let n=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${$(r.mean[0],4)}, control ${$(r.mean[1],4)}.`;return{columns:["layer",...n.map(i=>`overlap with layer ${i}`)],rows:n.map((i,l)=>[i,...s.
subarray(l*n.length,(l+1)*n.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var ho=6;function re(t,e){let{model:o,own:r}=t,n=o.get("rank"),s=r.entries(o.get("rank_entry")),a=r.scores(o.get("rank_score")),i=d("div","dsv-note");if(r.low.append(
i),!s.length)return i.textContent=`Token ${n.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&i.append(
d("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(d("b","",`How token ${y(
n.query)} “${Z(n.piece,16)}” ranked its past`),`: ${n.picked} of ${y(n.visible)} entries picked`,n.margin===null?", no other was left":`, the last pick lead\
s by ${$(n.margin,4)}`,n.window===null?"":`; ${$(n.window)} of its attention stayed in the window`,n.asked!==n.query?` (token ${n.asked} was not kept)`:"",".");
let l=d("div","dsv-columns");return l.append(go(t,e,n,s,a),yo(t,e,n,s)),r.low.append(l,d("div","dsv-note",mo(n,s.length))),{ranks:s.length,picked:n.picked,query:n.
query,margin:n.margin}}function mo(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function go(t,e,o,r,n){let{body:s,root:a}=t,i=T(s.clientWidth-300,260,520),l=128,c=r.length,p=Math.min(...n,
0),u=Math.max(...n),f=v=>44+(v+.5)/c*(i-52),g=v=>l-20-(v-p)/Math.max(u-p,1e-9)*(l-38),m=T((i-52)/c*.8,1.5,7),k=P(a,i,l,"rank","score");if(n.forEach((v,N)=>{let b=N>=
o.picked,O=w("rect",{x:f(N)-m/2,y:g(v)-3,width:m,height:6,fill:b?"none":`rgb(${h(a,"tint")})`,stroke:b?h(a,"quiet"):"none"});O.append(w("title",{},`rank ${N+1}:\
 entry ${r[N]}, score ${$(v,4)}${b?", left out":""}`)),O.style.cursor="pointer",O.addEventListener("click",()=>t.pick({entry:r[N],layer:e.layer})),O.addEventListener(
"mouseenter",()=>H(t,r[N])),O.addEventListener("mouseleave",()=>H(t,-1)),k.append(O)}),c>o.picked){let v=(f(o.picked-1)+f(o.picked))/2,N={x1:v,y1:12,x2:v,y2:l-18,
stroke:h(a,"chosen")};k.append(w("line",{...N,"stroke-dasharray":"4 3"}),w("text",{x:v+3,y:21},"cut"))}return k.append(w("text",{x:36,y:g(u)+4,"text-anchor":"en\
d",class:"quiet"},$(u,1)),w("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},$(p,1))),k.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} pic\
ked`),k}function yo(t,e,o,r){let n=d("table","dsv-table"),s=d("tbody");n.append(s);for(let[a,i]of o.texts.slice(0,ho).entries()){let l=d("tr");l.append(d("td","",
String(a+1)),d("td","",`entry ${y(r[a])}`),d("td","dsv-context",`“${B(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:r[a],layer:e.layer})),s.append(
l)}return n}function se({model:t,own:e},o){let r=t.get("rank"),n=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,n[a],a<r.picked?"picked":"left out",r.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${r.query}: ${r.visible}\
 entries were complete.`}}function ae({model:t,own:e},o){let r=t.get("rank"),n=e.scores(t.get("rank_score")),s=e.entries(t.get("rank_entry"));if(!s.length)return;
let a=`${$(n[r.picked-1],3)} of the last that was picked`;return{score:`${$(n[0],3)} of the best, entry ${s[0]}; ${a} (token ${r.query})`,k:`${t.get("facts").topk}\
; picked were ${r.picked}`,n:`${y(r.visible)} at token ${y(r.query)}`}[o]}function Et({model:t,own:e}){let o=e.probed(t.get("probes")),r=e.recalls(t.get("recall"));return{probes:o,values:r,heads:o.length?r.length/o.length:0}}function ie(t,e){
let{model:o,own:r}=t,{probes:n,values:s,heads:a}=Et(t),i=d("div","dsv-note",o.get("recall_note"));if(!n.length)return o.get("can_measure")&&i.replaceChildren(...bo(
t)),r.low.append(i),{recall:null};let l=Array.from({length:a},(p,u)=>{let f=s.filter((g,m)=>m%a===u&&!Number.isNaN(g));return f.length?f.reduce((g,m)=>g+m,0)/f.
length:Number.NaN}),c=d("div","dsv-note");return c.append(d("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),r.low.append(c,i,ko(t,l)),{recall:l,probes:Array.from(n)}}function bo(t){let e=d("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function ko(t,e){let{body:o,root:r}=t,{probes:n,values:s,heads:a}=Et(t),i=T(o.clientWidth-20,260,760),l=140,c=P(r,i,
l,"head","covered"),p=f=>46+(f+.5)/a*(i-54),u=f=>l-20-f*(l-36);c.append(w("text",{x:36,y:u(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),w("text",{x:36,y:u(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[f,g]of e.entries()){n.forEach((v,N)=>{let b=s[N*a+f];if(Number.isNaN(b))return;let O=w("circle",{cx:p(f),cy:u(b),
r:2.2,fill:`rgba(${h(r,"tint")}, 0.55)`});O.append(w("title",{},`head ${f}, token ${v}: ${$(100*b,1)} %`)),c.append(O)});let m={x1:p(f)-8,x2:p(f)+8,y1:u(g),y2:u(
g),stroke:h(r,"chosen")};Number.isNaN(g)||c.append(w("line",{...m,"stroke-width":2}));let k={x:p(f),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
w("text",k,String(f)))}return c.setAttribute("aria-label",`recall per head: ${e.map(f=>$(f)).join(", ")}`),c}function le(t,e){let{probes:o,values:r,heads:n}=Et(
t);return o.length?{columns:["probe at token",...Array.from({length:n},(s,a)=>`head ${a}`)],rows:Array.from(o,(s,a)=>[s,...r.subarray(a*n,(a+1)*n)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var xo={rank:re,overlap:oe,recall:ie,needle:Zt},wo={overlap:ne,recall:le,needle:te};function vo(t){let e=d("div","dsv-picks"),o=d("div","dsv-controls"),r=d("sel\
ect");r.setAttribute("aria-label","layer");let n=_t(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=d("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=d("span","dsv-tiled");o.append(r,n.select,s,a);let i=d("canvas"),l=d("div","dsv-note"),c=d("canvas"),p=d(
"div","dsv-note"),u=d("div","dsv-region-text"),f=d("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),u.tabIndex=0,e.append(o,i,l,c,p,f,u),t.body.append(e),{layer:r,panel:n,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:p,text:u,low:f,
reveal:St(t,f),pixels:S(Ft),ints:S(z),texts:S(Tt),entries:S(z),scores:S(L),lines:S(L),table:S(L),recalls:S(L),probed:S(z),found:S(L),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var M=t=>t.model.get("facts");function $o(t){let{model:e,own:o}=t,{panel:r,reveal:n,
layer:s,shuffle:a,detail:i}=o;t.listen(r.select,"change",n.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),Eo(t),t.listen(i,"mousemove",l=>{o.under=vt(t,l),H(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{o.under=null,H(t,-1,-1)}),t.listen(i,"click",l=>{let c=vt(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:M(t).layer})})}function Eo(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",r=>{e.from=et(t,r),o.setPointerCapture?.(r.pointerId)}),t.listen(o,"pointermove",r=>{let n=et(t,r);e.hovered=
n,e.from?.inStrip?e.span=kt(M(t),e.from,n):e.from&&(e.dragging=xt(M(t),e.from,n)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",r=>{let n=e.from;if(!n)return;let s=et(t,r);if(e.from=e.span=e.dragging=null,n.inStrip){let[a,i]=kt(M(t),n,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",xt(M(t),n,s).join(":")),t.redraw()})}function To(t){let{model:e,root:o,own:r}=t,{layer:n,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=r,
p=M(t);if(J(n,e.get("layers").map(m=>[m,`layer ${m} ▤`])),n.value=String(p.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),i.
textContent=i.title=p.tiled?`Tiled: ${p.tiled}`:p.beyond,!p.shape)return;let u=p;Vt(t,u);let f=Yt(t,u);Xt(t,u),No(t,u,f),l.replaceChildren();let g=xo[e.get("pan\
el")](t,u);c(),o.drawn={layer:u.layer,tokens:u.tokens,queries:u.queries,tiled:u.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:f.length/3,first_marks:Array.
from(f.slice(0,30)),codes:Kt(_(e.get("overview"))),panel:e.get("panel"),...g}}function No(t,e,o){let{facts:r,model:n,sel:s,own:a}=t;if(a.under)r.replaceChildren(
...Jt(e,o,a.under));else if(a.hovered&&!a.dragging)r.replaceChildren(...jt(t,e,a.hovered));else{let i=n.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";r.replaceChildren(d("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${y(e.queries)} queries, ${y(e.forced)} without a choice${i}${l}`)}}function Oo(t){let e=M(t);return wo[t.model.get("panel")]?.(t,e)??se(
t,e)}var Ao={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>D(t,-1,M(t).
tokens),ArrowRight:t=>D(t,1,M(t).tokens),ArrowUp:t=>ht(t,-1,t.model.get("layers")),ArrowDown:t=>ht(t,1,t.model.get("layers")),Home:t=>D(t,Number.NEGATIVE_INFINITY,
M(t).tokens),End:t=>D(t,Number.POSITIVE_INFINITY,M(t).tokens)},build:vo,listen:$o,draw:To,table:Oo,symbols:ae},br=Ht(Ao);export{br as default};
