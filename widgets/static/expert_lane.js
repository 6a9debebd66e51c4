function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function j(t,e){let o=w(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var T=t=>j(t,Int16Array);function W(t,e){let o=w(t),r=new TextDecoder,n=[],s=0;for(let i of j(e,Uint16Array))n.push(r.decode(o.subarray(s,s+i))),s+=i;return n}function M(t){let e=null,o;
return(...r)=>((!e||r.some((n,s)=>n!==e[s]))&&(o=t(...r),e=r),o)}var N=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function p(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function I(t,e,o){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,s]of Object.entries(e??{}))r.setAttribute(n,String(s));return o!==void 0&&(r.textContent=o),r}function z(t,e){let o=p("table",t),r=p("thead"),n=p("tr"),s=p("tbody");for(let i of e)n.append(p("th","",i));return r.append(n),o.append(r,s),{table:o,head:n,rows:s}}
function F(t,e,o){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(e*r)),s=Math.max(1,Math.round(o*r));(t.width!==n||t.height!==s)&&(t.width=n,t.height=
s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=lt(t);return i.setTransform(r,0,0,r,0,0),i.clearRect(0,0,e,o),i}var lt=t=>t.getContext("2d");var K=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var pt=["fill","outline","under","dotted","dashed","ramp"],ft=["hatch","dots","dot","bar","tick","strike"],dt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function ut(t,e){let o=p("span","dsv-mark-of"),[r,n]=t.split(" "),s=pt.includes(r)&&n||ft.includes(r),
i=p("span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":t);return n&&s&&i.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function V(t,e,o){if(!e?.look_for)return;let{head:r,look:n}=t,s=p("div","dsv-marks"),i=p("div","dsv-help"),a=p("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>ut(l,c))),i.append(...e.explains.map(l=>p("p","",l))),e.equation&&
i.append(...ht(t,e,o)),n.append(p("p","dsv-look-for",e.look_for),s,i),r.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,n.classList.toggle("explained",!i.hidden),
a.setAttribute("aria-expanded",String(!i.hidden))})}function ht(t,e,o){let r=p("div","dsv-equation"),n=p("div","dsv-symbol-said","Point at a symbol for what it \
is here.");n.setAttribute("aria-live","polite");for(let s of e.equation.split(`
`)){let i=p("div");for(let{text:a,symbol:l}of dt(s)){if(!l){i.append(a);continue}let c=p("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let d=()=>{let f=o(a),u=f?p("b","",` Here: ${f}.`):"";n.replaceChildren(p("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
n.dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(c,f,d);i.append(c)}r.append(i)}return[r,n]}var q=globalThis;q.dsvGains??=new WeakMap;var R=q.dsvGains;function mt(t,e){let o=t.get(e);return R.get(o)?.whole??o}function gt(t,e,o,r){let n=t.get(e),s=w(mt(
t,e)),i=w(r);if(s.length!==o||!(n instanceof Object))return!1;let a=R.get(n);if(!a||a.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(s),a={room:l},
R.set(n,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}async function yt(t,e,o){let r=await Promise.all(e.map(async([s])=>t.widget_manager.get_model(
s)).map(s=>s.catch(()=>null))),n=0;for(let[s,[,i,a]]of e.entries()){let l=o.slice(n,n+a);n+=a,r[s]?._handle_comm_msg({content:{data:i},buffers:l,parent_header:{}})}}
function G({model:t}){let e=(o,r)=>{if(o?.frame)return void yt(t,o.frame,r);let n=(o?.gained??[]).filter(([s,i],a)=>!gt(t,s,i,r[a]));n.length&&t.send({whole:n.map(
([s])=>s)})};t.on("msg:custom",e)}var C=8;var bt="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function xt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*C,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*C,r=t.cloneNode(!0);Q(t,r),Object.assign(r.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let n=wt(t),s=p("div");s.style.cssText=`padding:${C}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${n}`,s.append(r);let i={width:e,height:o},a=I("svg",{...i,viewBox:`0 0 ${e} ${o}`}),l=I("foreignObject",{x:0,y:0,...i});return l.append(
s),a.append(l),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function wt(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function Q(t,e){Y(t,e);let[o,r]=[[...t.children],[...e.children]];o.forEach((n,s)=>{if(n instanceof
HTMLCanvasElement)r[s].replaceWith(vt(n));else if(n instanceof HTMLSelectElement){let i=p("span","",n.selectedOptions[0]?.textContent??"");r[s].replaceWith(i),Y(
n,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(n).display==="none"?r[s].remove():(Q(n,r[s]),n.
scrollTop&&kt(n.scrollTop,r[s]))})}function kt(t,e){let o=p("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function Y(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),r=e.style;for(let n of bt)r.setProperty(n,o.getPropertyValue(n));e.removeAttribute("class"),e.removeAttribute("id")}function vt(t){let e=p("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let r of["position","left","top","width","height","margin","display"])e.style.setProperty(r,o.
getPropertyValue(r));return e}async function Et(t,e){let{text:o,width:r,height:n}=xt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=p("canvas");i.width=r*e,i.height=n*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var At=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function X(t,e){let o=await At(await Et(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var Ot=1500,Tt=6e3,Nt=1,Z="dsv-kept-away",St="dsv-kept-came",L=new Set,J=t=>[...document.getElementsByClassName(t)].map(e=>e.closest(".jp-OutputArea-child")??e);
function tt(t,e,o){let r,n=!1,s=()=>t.get("kept"),i=()=>{for(let c of J(s()))c.classList.add(Z)},a=({animationName:c})=>{c===St&&i()};document.addEventListener(
"animationstart",a),L.add(s);let l=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:d,bytes:f}=await X(c,Nt);t.send({kept:d},void 0,
[f.buffer]),n=!0}catch(d){console.warn(`No picture of this view goes into the notebook: ${d}`)}};return{changed(){s()&&(i(),clearTimeout(r),r=setTimeout(l,n?Tt:
Ot))},clean(){if(clearTimeout(r),document.removeEventListener("animationstart",a),L.delete(s),![...L].some(c=>c()===s()))for(let c of J(s()))c.classList.remove(
Z)}}}var E=(t,e,o)=>Math.max(e,Math.min(o,t));function k(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var P=400;function et(t,e){let o=p("button","dsv-small dsv-numbers","numbers"),r=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&_t(
t,r,e()),n)}function _t(t,e,{columns:o,rows:r,note:n}){let s=z("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of r.slice(0,P)){let l=p("tr");
l.style.cursor="default";for(let c of a)l.append(p("td","",$t(c)));s.rows.append(l)}let i=r.length>P?`The first ${P} of ${r.length} rows. `:"";e.replaceChildren(
p("div","dsv-note",i+(n??"")),s.table),t.root.drawnTable={columns:o,rows:r.length}}function $t(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):
String(t??"–")}var Mt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",It={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Rt={expert:-1,entry:-1,hover_entry:-1},Ct=["SELECT","INPUT","TEX\
TAREA"],ot=t=>({initialize:G,render:e=>Lt(e,t)});async function Lt({model:t,el:e},o){let r=Ut(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new U(t,n,r,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Pt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[r,n]of Object.entries({...o?Rt:{},...e}))t.set(r,n);t.save_changes()}function Ut({title:t,aria:e}){let o=p("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=p("div","dsv-head"),n=p("div","dsv-facts");n.setAttribute("aria-live","polite"),r.append(p(
"span","dsv-title",t),p("span","dsv-space"));let s=p("div","dsv-look"),i=p("div","dsv-message"),a=p("div","dsv-body");return o.append(p("div","dsv-gone",Mt),r,s,
n,i,a),{root:o,head:r,look:s,facts:n,message:i,body:a}}var U=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:r,head:n,look:s,facts:i,message:a,body:l},c){
this.model=e,this.sel=o,this.root=r,this.head=n,this.look=s,this.facts=i,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?et(this,()=>c.table(
this)):null,V(this,e.get("about"),d=>c.symbols?.(this,d)),this.kept=tt(e,()=>r,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.
display=s?"none":"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${i}`,console.error(i)}}pick(e){Pt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#a(o),o.some(([r])=>r===
"hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,r]of e)this.sel.set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(
o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#c(){let{model:e,sel:o,root:r}=this,n=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#e.push(()=>c.off(d,f))};
s(e,"change",n),s(e,"msg:custom",n),s(o,"change",n);let i=()=>r.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(
()=>{n(),setTimeout(n,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(n);l.
observe(r),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Bt,!0),this.listen(this.root,"keydown",e=>{if(Ct.includes(e.
target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(It):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},Bt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function B(t,e,o){let r=t.sel.get("token"),n=r===-1?o-1:r,s=Number.isFinite(e)?n+e:e<0?0:o-1;t.pick({token:E(s,0,o-1)})}function D(t,e,o){if(!o.length)return;let r=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[E(r+e,0,o.length-1)],expert:-1,entry:-1})}var Dt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Ht=/<｜([^｜<>\n]*)｜>/g,jt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Wt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,zt=t=>t.replace(Dt,Wt),Ft=t=>zt(t.replace(Ht,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`)),
Kt=t=>jt.test(t)?`⁨${t}⁩`:t;function $(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=Ft(o)||"␣",n=[...r];return Kt(n.length>e?`${n.slice(
0,e-1).join("")}…`:r)}var v=30,qt=.55,st=(t,e)=>E(1-1.6*t/Math.max(1,e),.5,.85),it=(t,e)=>t?qt*e**(t-1):1;function Gt(t,e,[o,r,n,s]){let i=new Float32Array(o*s),a=new Int16Array(o*s).
fill(-1),l=st(n,s);for(let c=0;c<r;c++){let d=r-1-c,f=it(d,l);for(let u=0;u<o;u++)for(let g=0;g<n;g++){let x=(c*o+u)*n+g,y=t[x];if(y<0||y>=s||e[x]===255)continue;
let b=u*s+y;i[b]=Math.max(i[b],f*Math.sqrt(e[x]/254)),a[b]=d}}return{strength:i,age:a}}var at=t=>E(Math.floor(150/Math.max(1,t)),3,9);function Yt({root:t,body:e}){
t.classList.add("dsv-lane");let o=p("canvas");return o.style.display="block",o.style.cursor="pointer",e.append(o),{canvas:o,texts:M(W),lights:M((r,n,s)=>Gt(T(r),
w(n),JSON.parse(s))),hovered:null}}function Qt(t){let{canvas:e}=t.own,o=r=>{t.own.hovered=r,t.redraw()};t.listen(e,"mousemove",r=>o(rt(t,r))),t.listen(e,"mousel\
eave",()=>o(null)),t.listen(e,"click",r=>{let n=rt(t,r);if(!n)return;let s=t.model.get("layers")[n.layer],i=s===t.sel.get("layer")&&n.expert===t.sel.get("expert");
t.pick({layer:s,entry:-1,expert:i?-1:n.expert})})}function rt({own:t,model:e},o){let[r,,,n]=e.get("shape"),s=t.canvas.getBoundingClientRect(),i=Math.floor((o.clientY-
s.top)/at(r)),a=Math.floor((o.clientX-s.left-v)/(s.width-v)*n);return i>=0&&i<r&&a>=0&&a<n?{layer:i,expert:a}:null}function Xt(t){let{model:e,sel:o,own:r,root:n,
body:s}=t,i=e.get("shape"),[a,l,c,d]=i,f=e.get("experts"),u=e.get("weights");if(w(u).length!==a*l*c)return;let{strength:g,age:x}=r.lights(f,u,JSON.stringify(i)),
y=at(a),b=Math.max(v+d,s.clientWidth),O=F(r.canvas,b,a*y);Zt(t,O,g,x,(b-v)/d,y),Jt(t,O,y),te(t,T(f),w(u)),n.drawn={last:e.get("last"),tokens:l,lit:g.reduce((A,h)=>A+
+(h>0),0),fresh:x.reduce((A,h)=>A+ +(h===0),0),layer:o.get("layer"),expert:o.get("expert"),at:performance.now()}}function Zt({root:t,sel:e,model:o,own:r},n,s,i,a,l){
let[c,,,d]=o.get("shape"),[f,u,g,x]=["line","ramp-high","ink","mark"].map(h=>N(t,h)),y=a>4?1:0,b=l>4?1:0;n.fillStyle=f,n.globalAlpha=.35;for(let h=0;h<c;h++)n.fillRect(
v,h*l,a*d-y,l-b);for(let h=0;h<c*d;h++){if(!s[h])continue;let S=v+h%d*a,_=Math.floor(h/d)*l;n.globalAlpha=E(s[h],.06,1),n.fillStyle=u,n.fillRect(S,_,a-y,l-b),!i[h]&&
(n.globalAlpha=1,n.fillStyle=g,n.fillRect(S,_+l-b-(b?2:1),a-y,b?2:1))}n.globalAlpha=1;let O=o.get("layers").indexOf(e.get("layer")),A=(h,S,_)=>{n.strokeStyle=_,
n.strokeRect(v+S*a-.5,h*l-.5,a-y+1,l-b+1)};O>=0&&e.get("expert")>=0&&A(O,e.get("expert"),x),r.hovered&&A(r.hovered.layer,r.hovered.expert,N(t,"ink"))}function Jt({
root:t,sel:e,model:o},r,n){let s=o.get("layers"),i=s.indexOf(e.get("layer"));r.font=K(),r.textBaseline="middle",r.textAlign="right";let a=n>12?1:Math.ceil(13/n);
s.forEach((l,c)=>{c!==i&&(c%a||i>=0&&Math.abs(c-i)<a)||(r.fillStyle=N(t,c===i?"mark":"quiet"),r.fillText(String(l),v-5,Math.max(5,c*n+n/2)))})}function te({facts:t,
model:e,own:o},r,n){let[s,i,,a]=e.get("shape"),l=o.texts(e.get("utf8"),e.get("lengths")),{hovered:c}=o;if(!c){t.replaceChildren(`${s} layers × ${a} experts; un\
derlined: chosen for `,p("b","",`${e.get("last")} “${$(l[i-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[c.layer]}\
, expert ${c.expert}: `,f=ct(r,n,e.get("shape"),c);if(!f){t.replaceChildren(`${d}not among the last ${i} tokens' experts`);return}let u=f.old?`${f.old} tokens a\
go`:"just now",g=p("b","",`“${$(l[i-1-f.old]??"",16)}”`);t.replaceChildren(d,g,` ${u}, ${k(f.share)} of the weight`)}function ct(t,e,[o,r,n],s){for(let i=0;i<
r;i++){let a=((r-1-i)*o+s.layer)*n,l=t.subarray(a,a+n).indexOf(s.expert);if(l>=0)return{old:i,share:e[a+l]/254}}return null}function ee({model:t,sel:e},o){let[r,
n,s,i]=t.get("shape"),a=T(t.get("experts")),l=w(t.get("weights")),c=Math.max(0,t.get("layers").indexOf(e.get("layer"))),d=e.get("expert"),f={layer:c,expert:d>=0?
d:a[((n-1)*r+c)*s]},u=ct(a,l,[r,n,s,i],f),g=`expert ${f.expert} of layer ${t.get("layers")[c]}`;if(!u)return`${g} was not taken by the last ${n} tokens`;let x=it(
u.old,st(s,i)),y=u.old?`${u.old} tokens ago`:"the newest token";return o==="weight"?`${k(u.share)} of the token's weight, ${g}, ${y}`:o==="left"?`${k(x)} after ${u.
old} tokens, ${g}`:`${k(x*Math.sqrt(u.share))}, ${g}`}function oe({model:t,own:e}){let[o,r,n]=t.get("shape"),s=T(t.get("experts")),i=w(t.get("weights")),a=e.texts(
t.get("utf8"),t.get("lengths")),l=Math.max(0,r-1)*o*n;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((c,d)=>{
let f=l+d*n,u=Array.from(i.subarray(f,f+n),g=>k(g/254));return[c,Array.from(s.subarray(f,f+n)).join(" "),u.join(" ")]}),note:`Token ${t.get("last")} “${$(a[r-
1]??"",40)}”.`}}var ne={title:"Experts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{
ArrowLeft:t=>B(t,-1,t.model.get("total")),ArrowRight:t=>B(t,1,t.model.get("total")),ArrowUp:t=>D(t,-1,t.model.get("layers")),ArrowDown:t=>D(t,1,t.model.get("lay\
ers"))},build:Yt,listen:Qt,draw:Xt,table:oe,symbols:ee},Ke=ot(ne);export{Ke as default,st as fadeOf,ct as lastOf,it as leftOf,Gt as lightsOf,at as rowHeight};
