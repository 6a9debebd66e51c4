function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function j(t,e){let o=w(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>j(t,Int16Array);function H(t,e){let o=w(t),n=new TextDecoder,r=[],s=0;for(let i of j(e,Uint16Array))r.push(n.decode(o.subarray(s,s+i))),s+=i;return r}function M(t){let e=null,o;
return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var N=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function l(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function R(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function W(t,e){let o=l("table",t),n=l("thead"),r=l("tr"),s=l("tbody");for(let i of e)r.append(l("th","",i));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}
function z(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=
s),t.style.width=`${e}px`,t.style.height=`${o}px`;let i=nt(t);return i.setTransform(n,0,0,n,0,0),i.clearRect(0,0,e,o),i}var nt=t=>t.getContext("2d");var F=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var rt=["fill","outline","under","dotted","dashed","ramp"],st=["hatch","dots","dot","bar","tick","strike"],it=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function at(t,e){let o=l("span","dsv-mark-of"),[n,r]=t.split(" "),s=rt.includes(n)&&r||st.includes(n),
i=l("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&i.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),i.setAttribute(
"aria-hidden",String(s)),o.append(i,e),o}function K(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=l("div","dsv-marks"),i=l("div","dsv-help"),a=l("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),s.append(...e.marks.map(([c,p])=>at(c,p))),i.append(...e.explains.map(c=>l("p","",c))),e.equation&&
i.append(...ct(t,e,o)),r.append(l("p","dsv-look-for",e.look_for),s,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function ct(t,e,o){let n=l("div","dsv-equation"),r=l("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let i=l("div");for(let{text:a,symbol:c}of it(s)){if(!c){i.append(a);continue}let p=l("span","dsv-symbol",a.replace(/_/g,"-"));p.tabIndex=0,p.setAttribute("r\
ole","button"),p.dataset.symbol=a;let f=()=>{let d=o(a),u=d?l("b","",` Here: ${d}.`):"";r.replaceChildren(l("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
r.dataset.symbol=a};for(let d of["mouseenter","focus","click"])t.listen(p,d,f);i.append(p)}n.append(i)}return[n,r]}var V=globalThis;V.dsvGains??=new WeakMap;var I=V.dsvGains;function lt(t,e){let o=t.get(e);return I.get(o)?.whole??o}function pt(t,e,o,n){let r=t.get(e),s=w(lt(
t,e)),i=w(n);if(s.length!==o||!(r instanceof Object))return!1;let a=I.get(r);if(!a||a.room.length<o+i.length){let c=new Uint8Array(2*(o+i.length));c.set(s),a={room:c},
I.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function q({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!pt(t,s,i,
n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var C=8;var ft="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function dt(t){
let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+2*C,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*C,n=t.cloneNode(!0);Y(t,n),Object.assign(n.style,
{height:"auto",maxHeight:"none",overflow:"visible",outline:"none"});let r=ut(t),s=l("div");s.style.cssText=`padding:${C}px;box-sizing:border-box;width:${e}px;he\
ight:${o}px;background:${r}`,s.append(n);let i={width:e,height:o},a=R("svg",{...i,viewBox:`0 0 ${e} ${o}`}),c=R("foreignObject",{x:0,y:0,...i});return c.append(
s),a.append(c),{text:new XMLSerializer().serializeToString(a),width:e,height:o}}function ut(t){for(let e=t;e;e=e.parentElement){let o=getComputedStyle(e).backgroundColor;
if(o!=="rgba(0, 0, 0, 0)"&&o!=="transparent")return o}return"#fff"}function Y(t,e){G(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof
HTMLCanvasElement)n[s].replaceWith(mt(r));else if(r instanceof HTMLSelectElement){let i=l("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(i),G(
r,i),Object.assign(i.style,{overflow:"hidden",whiteSpace:"nowrap",textOverflow:"ellipsis"})}else getComputedStyle(r).display==="none"?n[s].remove():(Y(r,n[s]),r.
scrollTop&&ht(r.scrollTop,n[s]))})}function ht(t,e){let o=l("div");o.style.cssText=`position:relative;top:${-t}px`,o.append(...e.childNodes),e.append(o),e.style.
overflow="hidden"}function G(t,e){t instanceof HTMLInputElement&&e.setAttribute("value",t.value),t instanceof HTMLTextAreaElement&&(e.textContent=t.value);let o=getComputedStyle(
t),n=e.style;for(let r of ft)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute("class"),e.removeAttribute("id")}function mt(t){let e=l("img");e.src=t.width&&
t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["position","left","top","width","height","margin","display"])e.style.setProperty(n,o.
getPropertyValue(n));return e}async function gt(t,e){let{text:o,width:n,height:r}=dt(t),s=new Image;s.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(
o)}`,await s.decode();let i=l("canvas");i.width=n*e,i.height=r*e;let a=i.getContext("2d");return a.scale(e,e),a.drawImage(s,0,0),i}var yt=(t,e)=>new Promise(o=>t.
toBlob(o,e,.85));async function Q(t,e){let o=await yt(await gt(t,e),"image/webp");if(!o)throw new Error("This browser made no picture.");return{kind:o.type.replace("image/",""),
bytes:new Uint8Array(await o.arrayBuffer())}}var bt=1500,xt=6e3,wt=1;function X(t,e,o){let n=l("style"),r,s=!1,i=()=>{let c=t.get("kept");n.textContent=c?`.${c}, .jp-OutputArea-child:has(.${c}) { display: \
none !important; }`:"",c&&!n.isConnected&&document.head.append(n)},a=async()=>{let c=e();if(!(!c?.clientWidth||document.hidden||!o()))try{let{kind:p,bytes:f}=await Q(
c,wt);t.send({kept:p},void 0,[f.buffer]),s=!0}catch(p){console.warn(`No picture of this view goes into the notebook: ${p}`)}};return{changed(){t.get("kept")&&(i(),
clearTimeout(r),r=setTimeout(a,s?xt:bt))},clean(){clearTimeout(r),n.remove()}}}var v=(t,e,o)=>Math.max(e,Math.min(o,t));function T(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var P=400;function Z(t,e){let o=l("button","dsv-small dsv-numbers","numbers"),n=l("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&kt(
t,n,e()),r)}function kt(t,e,{columns:o,rows:n,note:r}){let s=W("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,P)){let c=l("tr");
c.style.cursor="default";for(let p of a)c.append(l("td","",vt(p)));s.rows.append(c)}let i=n.length>P?`The first ${P} of ${n.length} rows. `:"";e.replaceChildren(
l("div","dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function vt(t){return typeof t=="number"?Number.isInteger(t)?String(t):T(t,4):
String(t??"–")}var Et="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",At={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Nt={expert:-1,entry:-1,hover_entry:-1},Tt=["SELECT","INPUT","TEX\
TAREA"],J=t=>({initialize:q,render:e=>Ot(e,t)});async function Ot({model:t,el:e},o){let n=_t(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new L(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function St(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,r]of Object.entries({...o?Nt:{},...e}))t.set(n,r);t.save_changes()}function _t({title:t,aria:e}){let o=l("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=l("div","dsv-head"),r=l("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(l(
"span","dsv-title",t),l("span","dsv-space"));let s=l("div","dsv-look"),i=l("div","dsv-message"),a=l("div","dsv-body");return o.append(l("div","dsv-gone",Et),n,s,
r,i,a),{root:o,head:n,look:s,facts:r,message:i,body:a}}var L=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:i,message:a,body:c},p){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=i,this.body=c,this.#t=a,this.#r=p,this.own=void 0,this.tabled=p.table?Z(this,()=>p.table(
this)):null,K(this,e.get("about"),f=>p.symbols?.(this,f)),this.kept=X(e,()=>n,()=>o.comm_live!==!1),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(
()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=
60,this.kept.changed();let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){St(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(p,f,d)=>{p.on(f,d),this.#e.push(()=>p.off(f,d))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(
r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.
push(()=>a.disconnect(),()=>c.disconnect())}#l(){this.listen(this.root,"focusin",$t,!0),this.listen(this.root,"keydown",e=>{if(Tt.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(At):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.kept.clean(),this.root.remove()}},$t=t=>{t.target.dataset.lmSuppressShortcuts="true"};function U(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:v(s,0,o-1)})}function B(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[v(n+e,0,o.length-1)],expert:-1,entry:-1})}var Mt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Rt=/<｜([^｜<>\n]*)｜>/g,It=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ct=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Pt=t=>t.replace(Rt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Mt,Ct),Lt=t=>It.
test(t)?`⁨${t}⁩`:t;function $(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=Pt(o)||"␣",r=[...n];return Lt(r.length>e?`${r.slice(
0,e-1).join("")}…`:n)}var k=30,Bt=.55,Dt=(t,e)=>v(1-1.6*t/Math.max(1,e),.5,.85);function jt(t,e,[o,n,r,s]){let i=new Float32Array(o*s),a=new Int16Array(o*s).fill(-1),c=Dt(r,s);for(let p=0;p<
n;p++){let f=n-1-p,d=f?Bt*c**(f-1):1;for(let u=0;u<o;u++)for(let y=0;y<r;y++){let x=(p*o+u)*r+y,b=t[x];if(b<0||b>=s||e[x]===255)continue;let g=u*s+b;i[g]=Math.max(
i[g],d*Math.sqrt(e[x]/254)),a[g]=f}}return{strength:i,age:a}}var ot=t=>v(Math.floor(150/Math.max(1,t)),3,9);function Ht({root:t,body:e}){t.classList.add("dsv-la\
ne");let o=l("canvas");return o.style.display="block",o.style.cursor="pointer",e.append(o),{canvas:o,texts:M(H),lights:M((n,r,s)=>jt(_(n),w(r),JSON.parse(s))),hovered:null}}
function Wt(t){let{canvas:e}=t.own,o=n=>{t.own.hovered=n,t.redraw()};t.listen(e,"mousemove",n=>o(et(t,n))),t.listen(e,"mouseleave",()=>o(null)),t.listen(e,"clic\
k",n=>{let r=et(t,n);if(!r)return;let s=t.model.get("layers")[r.layer],i=s===t.sel.get("layer")&&r.expert===t.sel.get("expert");t.pick({layer:s,entry:-1,expert:i?
-1:r.expert})})}function et({own:t,model:e},o){let[n,,,r]=e.get("shape"),s=t.canvas.getBoundingClientRect(),i=Math.floor((o.clientY-s.top)/ot(n)),a=Math.floor((o.
clientX-s.left-k)/(s.width-k)*r);return i>=0&&i<n&&a>=0&&a<r?{layer:i,expert:a}:null}function zt(t){let{model:e,sel:o,own:n,root:r,body:s}=t,i=e.get("shape"),[a,
c,p,f]=i,d=e.get("experts"),u=e.get("weights");if(w(u).length!==a*c*p)return;let{strength:y,age:x}=n.lights(d,u,JSON.stringify(i)),b=ot(a),g=Math.max(k+f,s.clientWidth),
A=z(n.canvas,g,a*b);Ft(t,A,y,x,(g-k)/f,b),Kt(t,A,b),Vt(t,_(d),w(u)),r.drawn={last:e.get("last"),tokens:c,lit:y.reduce((E,h)=>E+ +(h>0),0),fresh:x.reduce((E,h)=>E+
+(h===0),0),layer:o.get("layer"),expert:o.get("expert"),at:performance.now()}}function Ft({root:t,sel:e,model:o,own:n},r,s,i,a,c){let[p,,,f]=o.get("shape"),[d,u,
y,x]=["line","ramp-high","ink","mark"].map(h=>N(t,h)),b=a>4?1:0,g=c>4?1:0;r.fillStyle=d,r.globalAlpha=.35;for(let h=0;h<p;h++)r.fillRect(k,h*c,a*f-b,c-g);for(let h=0;h<
p*f;h++){if(!s[h])continue;let O=k+h%f*a,S=Math.floor(h/f)*c;r.globalAlpha=v(s[h],.06,1),r.fillStyle=u,r.fillRect(O,S,a-b,c-g),!i[h]&&(r.globalAlpha=1,r.fillStyle=
y,r.fillRect(O,S+c-g-(g?2:1),a-b,g?2:1))}r.globalAlpha=1;let A=o.get("layers").indexOf(e.get("layer")),E=(h,O,S)=>{r.strokeStyle=S,r.strokeRect(k+O*a-.5,h*c-.5,
a-b+1,c-g+1)};A>=0&&e.get("expert")>=0&&E(A,e.get("expert"),x),n.hovered&&E(n.hovered.layer,n.hovered.expert,N(t,"ink"))}function Kt({root:t,sel:e,model:o},n,r){
let s=o.get("layers"),i=s.indexOf(e.get("layer"));n.font=F(),n.textBaseline="middle",n.textAlign="right";let a=r>12?1:Math.ceil(13/r);s.forEach((c,p)=>{p!==i&&(p%
a||i>=0&&Math.abs(p-i)<a)||(n.fillStyle=N(t,p===i?"mark":"quiet"),n.fillText(String(c),k-5,Math.max(5,p*r+r/2)))})}function Vt({facts:t,model:e,own:o},n,r){let[
s,i,a,c]=e.get("shape"),p=o.texts(e.get("utf8"),e.get("lengths")),{hovered:f}=o;if(!f){t.replaceChildren(`${s} layers × ${c} experts; underlined: chosen for `,
l("b","",`${e.get("last")} “${$(p[i-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[f.layer]}, expert ${f.expert}: `;
for(let u=i-1;u>=0;u--){let y=(u*s+f.layer)*a,x=n.subarray(y,y+a).indexOf(f.expert);if(x<0)continue;let b=i-1-u?`${i-1-u} tokens ago`:"just now",g=T(r[y+x]/254);
t.replaceChildren(d,l("b","",`“${$(p[u]??"",16)}”`),` ${b}, ${g} of the weight`);return}t.replaceChildren(`${d}not among the last ${i} tokens' experts`)}function qt({
model:t,own:e}){let[o,n,r]=t.get("shape"),s=_(t.get("experts")),i=w(t.get("weights")),a=e.texts(t.get("utf8"),t.get("lengths")),c=Math.max(0,n-1)*o*r;return{columns:[
"layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((p,f)=>{let d=c+f*r,u=Array.from(i.subarray(d,d+r),y=>T(y/254));return[p,Array.
from(s.subarray(d,d+r)).join(" "),u.join(" ")]}),note:`Token ${t.get("last")} “${$(a[n-1]??"",40)}”.`}}var Gt={title:"Experts at work",aria:"A board of all \
layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{ArrowLeft:t=>U(t,-1,t.model.get("total")),ArrowRight:t=>U(t,1,t.model.
get("total")),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers"))},build:Ht,listen:Wt,draw:zt,table:qt},Ue=J(Gt);export{Ue as default,Dt as fadeOf,jt as lightsOf,ot as rowHeight};
