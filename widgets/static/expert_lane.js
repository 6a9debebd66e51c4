function k(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function U(t,e){let o=k(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var S=t=>U(t,Int16Array);function B(t,e){let o=k(t),r=new TextDecoder,n=[],s=0;for(let a of U(e,Uint16Array))n.push(r.decode(o.subarray(s,s+a))),s+=a;return n}function R(t){let e=null,o;
return(...r)=>((!e||r.some((n,s)=>n!==e[s]))&&(o=t(...r),e=r),o)}var v=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function F(t,e){let o=c("table",t),r=c("thead"),n=c("tr"),s=c("tbody");for(let a of e)n.append(c("th","",a));return r.append(n),o.append(r,s),{table:o,head:n,rows:s}}
function j(t,e,o){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(e*r)),s=Math.max(1,Math.round(o*r));(t.width!==n||t.height!==s)&&(t.width=n,t.height=
s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=J(t);return a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,o),a}var J=t=>t.getContext("2d");var K=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var Q=["fill","outline","under","dotted","dashed","ramp"],X=["hatch","dots","dot","bar","tick","strike"],tt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function et(t,e){let o=c("span","dsv-mark-of"),[r,n]=t.split(" "),s=Q.includes(r)&&n||X.includes(r),a=c(
"span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":t);return n&&s&&a.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function W(t,e,o){if(!e?.look_for)return;let{head:r,look:n}=t,s=c("div","dsv-marks"),a=c("div","dsv-help"),i=c("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([p,l])=>et(p,l))),a.append(...e.explains.map(p=>c("p","",p))),e.equation&&
a.append(...ot(t,e,o)),n.append(c("p","dsv-look-for",e.look_for),s,a),r.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function ot(t,e,o){let r=c("div","dsv-equation"),n=c("div","dsv-symbol-said","Point at a symbol for what it is here.");n.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=c("div");for(let{text:i,symbol:p}of tt(s)){if(!p){a.append(i);continue}let l=c("span","dsv-symbol",i.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=i;let f=()=>{let d=o(i),u=d?c("b","",` Here: ${d}.`):"";n.replaceChildren(c("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,u),
n.dataset.symbol=i};for(let d of["mouseenter","focus","click"])t.listen(l,d,f);a.append(l)}r.append(a)}return[r,n]}var H=globalThis;H.dsvGains??=new WeakMap;var I=H.dsvGains;function nt(t,e){let o=t.get(e);return I.get(o)?.whole??o}function rt(t,e,o,r){let n=t.get(e),s=k(nt(
t,e)),a=k(r);if(s.length!==o||!(n instanceof Object))return!1;let i=I.get(n);if(!i||i.room.length<o+a.length){let p=new Uint8Array(2*(o+a.length));p.set(s),i={room:p},
I.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function q({model:t}){let e=(o,r)=>{let n=(o?.gained??[]).filter(([s,a],i)=>!rt(t,s,a,
r[i]));n.length&&t.send({whole:n.map(([s])=>s)})};t.on("msg:custom",e)}var A=(t,e,o)=>Math.max(e,Math.min(o,t));function O(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var M=400;function V(t,e){let o=c("button","dsv-small dsv-numbers","numbers"),r=c("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&st(
t,r,e()),n)}function st(t,e,{columns:o,rows:r,note:n}){let s=F("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of r.slice(0,M)){let p=c("tr");
p.style.cursor="default";for(let l of i)p.append(c("td","",at(l)));s.rows.append(p)}let a=r.length>M?`The first ${M} of ${r.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",a+(n??"")),s.table),t.root.drawnTable={columns:o,rows:r.length}}function at(t){return typeof t=="number"?Number.isInteger(t)?String(t):O(t,4):
String(t??"–")}var it="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ct={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},lt={expert:-1,entry:-1,hover_entry:-1},pt=["SELECT","INPUT","TEX\
TAREA"],z=t=>({initialize:q,render:e=>ft(e,t)});async function ft({model:t,el:e},o){let r=ut(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new P(t,n,r,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function dt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[r,n]of Object.entries({...o?lt:{},...e}))t.set(r,n);t.save_changes()}function ut({title:t,aria:e}){let o=c("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=c("div","dsv-head"),n=c("div","dsv-facts");n.setAttribute("aria-live","polite"),r.append(c(
"span","dsv-title",t),c("span","dsv-space"));let s=c("div","dsv-look"),a=c("div","dsv-message"),i=c("div","dsv-body");return o.append(c("div","dsv-gone",it),r,s,
n,a,i),{root:o,head:r,look:s,facts:n,message:a,body:i}}var P=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:r,head:n,look:s,facts:a,message:i,body:p},l){
this.model=e,this.sel=o,this.root=r,this.head=n,this.look=s,this.facts=a,this.body=p,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?V(this,()=>l.table(
this)):null,W(this,e.get("about"),f=>l.symbols?.(this,f)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.display=s?"none":"",s){r.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){dt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#i(o),o.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,r]of e)
this.sel.set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#c(){
let{model:e,sel:o,root:r}=this,n=()=>this.redraw(),s=(l,f,d)=>{l.on(f,d),this.#e.push(()=>l.off(f,d))};s(e,"change",n),s(e,"msg:custom",n),s(o,"change",n);let a=()=>r.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let p=new ResizeObserver(n);p.observe(r),this.#e.push(()=>i.disconnect(),()=>p.disconnect())}#l(){
this.listen(this.root,"focusin",ht,!0),this.listen(this.root,"keydown",e=>{if(pt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(ct):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
ht=t=>{t.target.dataset.lmSuppressShortcuts="true"};function C(t,e,o){let r=t.sel.get("token"),n=r===-1?o-1:r,s=Number.isFinite(e)?n+e:e<0?0:o-1;t.pick({token:A(s,0,o-1)})}function L(t,e,o){if(!o.length)return;let r=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[A(r+e,0,o.length-1)],expert:-1,entry:-1})}var mt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,gt=/<｜([^｜<>\n]*)｜>/g,yt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
bt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,xt=t=>t.replace(gt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(mt,bt),kt=t=>yt.
test(t)?`⁨${t}⁩`:t;function $(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=xt(o)||"␣",n=[...r];return kt(n.length>e?`${n.slice(
0,e-1).join("")}…`:r)}var E=30,At=.55,Nt=(t,e)=>A(1-1.6*t/Math.max(1,e),.5,.85);function wt(t,e,[o,r,n,s]){let a=new Float32Array(o*s),i=new Int16Array(o*s).fill(-1),p=Nt(n,s);for(let l=0;l<
r;l++){let f=r-1-l,d=f?At*p**(f-1):1;for(let u=0;u<o;u++)for(let y=0;y<n;y++){let x=(l*o+u)*n+y,b=t[x];if(b<0||b>=s||e[x]===255)continue;let g=u*s+b;a[g]=Math.max(
a[g],d*Math.sqrt(e[x]/254)),i[g]=f}}return{strength:a,age:i}}var Z=t=>A(Math.floor(150/Math.max(1,t)),3,9);function vt({root:t,body:e}){t.classList.add("dsv-lan\
e");let o=c("canvas");return o.style.display="block",o.style.cursor="pointer",e.append(o),{canvas:o,texts:R(B),lights:R((r,n,s)=>wt(S(r),k(n),JSON.parse(s))),hovered:null}}
function Ot(t){let{canvas:e}=t.own,o=r=>{t.own.hovered=r,t.redraw()};t.listen(e,"mousemove",r=>o(Y(t,r))),t.listen(e,"mouseleave",()=>o(null)),t.listen(e,"click",
r=>{let n=Y(t,r);if(!n)return;let s=t.model.get("layers")[n.layer],a=s===t.sel.get("layer")&&n.expert===t.sel.get("expert");t.pick({layer:s,entry:-1,expert:a?-1:
n.expert})})}function Y({own:t,model:e},o){let[r,,,n]=e.get("shape"),s=t.canvas.getBoundingClientRect(),a=Math.floor((o.clientY-s.top)/Z(r)),i=Math.floor((o.clientX-
s.left-E)/(s.width-E)*n);return a>=0&&a<r&&i>=0&&i<n?{layer:a,expert:i}:null}function Tt(t){let{model:e,sel:o,own:r,root:n,body:s}=t,a=e.get("shape"),[i,p,l,f]=a,
d=e.get("experts"),u=e.get("weights");if(k(u).length!==i*p*l)return;let{strength:y,age:x}=r.lights(d,u,JSON.stringify(a)),b=Z(i),g=Math.max(E+f,s.clientWidth),w=j(
r.canvas,g,i*b);_t(t,w,y,x,(g-E)/f,b),St(t,w,b),$t(t,S(d),k(u)),n.drawn={last:e.get("last"),tokens:p,lit:y.reduce((N,h)=>N+ +(h>0),0),fresh:x.reduce((N,h)=>N+ +(h===
0),0),layer:o.get("layer"),expert:o.get("expert"),at:performance.now()}}function _t({root:t,sel:e,model:o,own:r},n,s,a,i,p){let[l,,,f]=o.get("shape"),[d,u,y,x]=[
"line","ramp-high","ink","mark"].map(h=>v(t,h)),b=i>4?1:0,g=p>4?1:0;n.fillStyle=d,n.globalAlpha=.35;for(let h=0;h<l;h++)n.fillRect(E,h*p,i*f-b,p-g);for(let h=0;h<
l*f;h++){if(!s[h])continue;let T=E+h%f*i,_=Math.floor(h/f)*p;n.globalAlpha=A(s[h],.06,1),n.fillStyle=u,n.fillRect(T,_,i-b,p-g),!a[h]&&(n.globalAlpha=1,n.fillStyle=
y,n.fillRect(T,_+p-g-(g?2:1),i-b,g?2:1))}n.globalAlpha=1;let w=o.get("layers").indexOf(e.get("layer")),N=(h,T,_)=>{n.strokeStyle=_,n.strokeRect(E+T*i-.5,h*p-.5,
i-b+1,p-g+1)};w>=0&&e.get("expert")>=0&&N(w,e.get("expert"),x),r.hovered&&N(r.hovered.layer,r.hovered.expert,v(t,"ink"))}function St({root:t,sel:e,model:o},r,n){
let s=o.get("layers"),a=s.indexOf(e.get("layer"));r.font=K(),r.textBaseline="middle",r.textAlign="right";let i=n>12?1:Math.ceil(13/n);s.forEach((p,l)=>{l!==a&&(l%
i||a>=0&&Math.abs(l-a)<i)||(r.fillStyle=v(t,l===a?"mark":"quiet"),r.fillText(String(p),E-5,Math.max(5,l*n+n/2)))})}function $t({facts:t,model:e,own:o},r,n){let[
s,a,i,p]=e.get("shape"),l=o.texts(e.get("utf8"),e.get("lengths")),{hovered:f}=o;if(!f){t.replaceChildren(`${s} layers × ${p} experts; underlined: chosen for `,
c("b","",`${e.get("last")} “${$(l[a-1]??"",16)}”`),", fading: for the tokens before");return}let d=`layer ${e.get("layers")[f.layer]}, expert ${f.expert}: `;
for(let u=a-1;u>=0;u--){let y=(u*s+f.layer)*i,x=r.subarray(y,y+i).indexOf(f.expert);if(x<0)continue;let b=a-1-u?`${a-1-u} tokens ago`:"just now",g=O(n[y+x]/254);
t.replaceChildren(d,c("b","",`“${$(l[u]??"",16)}”`),` ${b}, ${g} of the weight`);return}t.replaceChildren(`${d}not among the last ${a} tokens' experts`)}function Rt({
model:t,own:e}){let[o,r,n]=t.get("shape"),s=S(t.get("experts")),a=k(t.get("weights")),i=e.texts(t.get("utf8"),t.get("lengths")),p=Math.max(0,r-1)*o*n;return{columns:[
"layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((l,f)=>{let d=p+f*n,u=Array.from(a.subarray(d,d+n),y=>O(y/254));return[l,Array.
from(s.subarray(d,d+n)).join(" "),u.join(" ")]}),note:`Token ${t.get("last")} “${$(i[r-1]??"",40)}”.`}}var It={title:"Experts at work",aria:"A board of all \
layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{ArrowLeft:t=>C(t,-1,t.model.get("total")),ArrowRight:t=>C(t,1,t.model.
get("total")),ArrowUp:t=>L(t,-1,t.model.get("layers")),ArrowDown:t=>L(t,1,t.model.get("layers"))},build:vt,listen:Ot,draw:Tt,table:Rt},me=z(It);export{me as default,Nt as fadeOf,wt as lightsOf,Z as rowHeight};
