function E(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function D(t,o){let e=E(t);return new o(e.slice(0,e.length-e.length%o.BYTES_PER_ELEMENT).buffer)}var R=t=>D(t,Int16Array);function B(t,o){let e=E(t),r=new TextDecoder,n=[],s=0;for(let a of D(o,Uint16Array))n.push(r.decode(e.subarray(s,s+a))),s+=a;return n}function $(t){let o=null,e;
return(...r)=>((!o||r.some((n,s)=>n!==o[s]))&&(e=t(...r),o=r),e)}var T=(t,o)=>getComputedStyle(t).getPropertyValue(`--dsv-${o}`).trim()||"#888";function f(t,o,e){let r=document.createElement(t);return o&&(r.className=o),e!==void 0&&(r.textContent=e),r}function j(t,o){let e=f("table",t),r=f("thead"),n=f("tr"),s=f("tbody");for(let a of o)n.append(f("th","",a));return r.append(n),e.append(r,s),{table:e,head:n,rows:s}}
function F(t,o,e){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(o*r)),s=Math.max(1,Math.round(e*r));(t.width!==n||t.height!==s)&&(t.width=n,t.height=
s),t.style.width=`${o}px`,t.style.height=`${e}px`;let a=Y(t);return a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,o,e),a}var Y=t=>t.getContext("2d");var K=globalThis;K.dsvGains??=new WeakMap;var v=K.dsvGains;function q(t,o){let e=t.get(o);return v.get(e)?.whole??e}function J(t,o,e,r){let n=t.get(o),s=E(q(t,o)),
a=E(r);if(s.length!==e||!(n instanceof Object))return!1;let i=v.get(n);if(!i||i.room.length<e+a.length){let c=new Uint8Array(2*(e+a.length));c.set(s),i={room:c},
v.set(n,i)}return i.room.set(a,e),i.whole=i.room.subarray(0,e+a.length),!0}function W({model:t}){let o=(e,r)=>{let n=(e?.gained??[]).filter(([s,a],i)=>!J(t,s,a,
r[i]));n.length&&t.send({whole:n.map(([s])=>s)})};t.on("msg:custom",o)}var w=(t,o,e)=>Math.max(o,Math.min(e,t));function k(t,o=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var I=400;function H(t,o){let e=f("button","dsv-small dsv-numbers","▦"),r=f("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the number\
s of this view as a table",e.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(e),t.body.before(r);let n=!1;return t.
listen(e,"click",()=>{n=!n,e.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&Q(t,r,o()),
n)}function Q(t,o,{columns:e,rows:r,note:n}){let s=j("dsv-table",e);for(let i of s.head.children)i.scope="col";for(let i of r.slice(0,I)){let c=f("tr");c.style.
cursor="default";for(let l of i)c.append(f("td","",X(l)));s.rows.append(c)}let a=r.length>I?`The first ${I} of ${r.length} rows. `:"";o.replaceChildren(f("div",
"dsv-note",a+(n??"")),s.table),t.root.drawnTable={columns:e,rows:r.length}}function X(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):String(t??
"–")}var Z="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",tt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},et={expert:-1,entry:-1,hover_entry:-1},ot=["SELECT","INPUT","TEX\
TAREA"],V=t=>({initialize:W,render:o=>nt(o,t)});async function nt({model:t,el:o},e){let r=rt(e);o.append(r.root);let n=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new P(t,n,r,e);return s.own=e.build(s),e.listen?.(s),s.redraw(),()=>s.clean()}function rt({title:t,aria:o}){let e=f("div",
"dsv");e.tabIndex=0,e.setAttribute("role","group"),e.setAttribute("aria-label",o);let r=f("div","dsv-head"),n=f("span","dsv-facts");n.setAttribute("aria-live","\
polite"),r.append(f("span","dsv-title",t),n);let s=f("div","dsv-message"),a=f("div","dsv-body");return e.append(f("div","dsv-gone",Z),r,s,a),{root:e,head:r,facts:n,
message:s,body:a}}var P=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(o,e,{root:r,head:n,facts:s,message:a,body:i},c){this.model=o,this.sel=e,this.root=r,this.
head=n,this.facts=s,this.body=i,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?H(this,()=>c.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:o,model:e,facts:r,body:n}=this;if(!o.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=e.get("message");if(o.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.
display=s?"none":"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(o){let e=o.layer!==void 0&&o.layer!==this.sel.get("layer");this.#a(Object.entries({...e?et:{},...o})),this.sel.save_changes()}hover(o){
let e=Object.entries(o).filter(([r,n])=>this.sel.get(r)!==n);this.#a(e),e.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#a(o){for(let[e,r]of o)this.sel.
set(e,r)}tell(o,e){this.model.set(o,e),this.model.save_changes()}listen(o,e,r,n){o.addEventListener(e,r,n),this.#e.push(()=>o.removeEventListener(e,r,n))}#c(){let{
model:o,sel:e,root:r}=this,n=()=>this.redraw(),s=(l,p,m)=>{l.on(p,m),this.#e.push(()=>l.off(p,m))};s(o,"change",n),s(o,"msg:custom",n),s(e,"change",n);let a=()=>r.
classList.toggle("gone",e.comm_live===!1);a(),s(e,"comm_live_update",a);let i=new MutationObserver(()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(n);c.observe(r),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#l(){
this.listen(this.root,"focusin",st,!0),this.listen(this.root,"keydown",o=>{if(ot.includes(o.target.tagName)||o.ctrlKey||o.metaKey||o.altKey)return;let e=o.key===
"Escape"?()=>this.pick(tt):this.#r.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){this.#n=!0;for(let o of this.#e)o();this.root.remove()}},
st=t=>{t.target.dataset.lmSuppressShortcuts="true"};function C(t,o,e){let r=t.sel.get("token"),n=r===-1?e-1:r,s=Number.isFinite(o)?n+o:o<0?0:e-1;t.pick({token:w(s,0,e-1)})}function L(t,o,e){if(!e.length)return;let r=Math.
max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[w(r+o,0,e.length-1)],expert:-1,entry:-1})}var at=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,it=/<｜([^｜<>\n]*)｜>/g,ct=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
lt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ft=t=>t.replace(it,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(at,lt),pt=t=>ct.
test(t)?`⁨${t}⁩`:t;function M(t,o=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=ft(e)||"␣",n=[...r];return pt(n.length>o?`${n.slice(
0,o-1).join("")}…`:r)}var N=30,ht=.55,dt=(t,o)=>w(1-1.6*t/Math.max(1,o),.5,.85);function mt(t,o,[e,r,n,s]){let a=new Float32Array(e*s),i=new Int16Array(e*s).fill(-1),c=dt(n,s);for(let l=0;l<
r;l++){let p=r-1-l,m=p?ht*c**(p-1):1;for(let u=0;u<e;u++)for(let y=0;y<n;y++){let b=(l*e+u)*n+y,x=t[b];if(x<0||x>=s||o[b]===255)continue;let g=u*s+x;a[g]=Math.max(
a[g],m*Math.sqrt(o[b]/254)),i[g]=p}}return{strength:a,age:i}}var G=t=>w(Math.floor(150/Math.max(1,t)),3,9);function gt({root:t,body:o}){t.classList.add("dsv-lan\
e");let e=f("canvas");return e.style.display="block",e.style.cursor="pointer",o.append(e),{canvas:e,texts:$(B),lights:$((r,n,s)=>mt(R(r),E(n),JSON.parse(s))),hovered:null}}
function yt(t){let{canvas:o}=t.own,e=r=>{t.own.hovered=r,t.redraw()};t.listen(o,"mousemove",r=>e(z(t,r))),t.listen(o,"mouseleave",()=>e(null)),t.listen(o,"click",
r=>{let n=z(t,r);if(!n)return;let s=t.model.get("layers")[n.layer],a=s===t.sel.get("layer")&&n.expert===t.sel.get("expert");t.pick({layer:s,entry:-1,expert:a?-1:
n.expert})})}function z({own:t,model:o},e){let[r,,,n]=o.get("shape"),s=t.canvas.getBoundingClientRect(),a=Math.floor((e.clientY-s.top)/G(r)),i=Math.floor((e.clientX-
s.left-N)/(s.width-N)*n);return a>=0&&a<r&&i>=0&&i<n?{layer:a,expert:i}:null}function xt(t){let{model:o,sel:e,own:r,root:n,body:s}=t,a=o.get("shape"),[i,c,l,p]=a,
m=o.get("experts"),u=o.get("weights");if(E(u).length!==i*c*l)return;let{strength:y,age:b}=r.lights(m,u,JSON.stringify(a)),x=G(i),g=Math.max(N+p,s.clientWidth),O=F(
r.canvas,g,i*x);bt(t,O,y,b,(g-N)/p,x),Et(t,O,x),Nt(t,R(m),E(u)),n.drawn={last:o.get("last"),tokens:c,lit:y.reduce((A,h)=>A+ +(h>0),0),fresh:b.reduce((A,h)=>A+ +(h===
0),0),layer:e.get("layer"),expert:e.get("expert"),at:performance.now()}}function bt({root:t,sel:o,model:e,own:r},n,s,a,i,c){let[l,,,p]=e.get("shape"),[m,u,y,b]=[
"line","ramp-high","ink","mark"].map(h=>T(t,h)),x=i>4?1:0,g=c>4?1:0;n.fillStyle=m,n.globalAlpha=.35;for(let h=0;h<l;h++)n.fillRect(N,h*c,i*p-x,c-g);for(let h=0;h<
l*p;h++){if(!s[h])continue;let _=N+h%p*i,S=Math.floor(h/p)*c;n.globalAlpha=w(s[h],.06,1),n.fillStyle=u,n.fillRect(_,S,i-x,c-g),!a[h]&&(n.globalAlpha=1,n.fillStyle=
y,n.fillRect(_,S+c-g-(g?2:1),i-x,g?2:1))}n.globalAlpha=1;let O=e.get("layers").indexOf(o.get("layer")),A=(h,_,S)=>{n.strokeStyle=S,n.strokeRect(N+_*i-.5,h*c-.5,
i-x+1,c-g+1)};O>=0&&o.get("expert")>=0&&A(O,o.get("expert"),b),r.hovered&&A(r.hovered.layer,r.hovered.expert,T(t,"ink"))}function Et({root:t,sel:o,model:e},r,n){
let s=e.get("layers"),a=s.indexOf(o.get("layer"));r.font="9px system-ui, sans-serif",r.textBaseline="middle",r.textAlign="right";let i=n>=8?1:Math.ceil(10/n);s.
forEach((c,l)=>{l!==a&&(l%i||a>=0&&Math.abs(l-a)<i)||(r.fillStyle=T(t,l===a?"mark":"quiet"),r.fillText(String(c),N-5,Math.max(5,l*n+n/2)))})}function Nt({facts:t,
model:o,own:e},r,n){let[s,a,i,c]=o.get("shape"),l=e.texts(o.get("utf8"),o.get("lengths")),{hovered:p}=e;if(!p){t.replaceChildren(`${s} layers × ${c} experts; u\
nderlined: chosen for `,f("b","",`${o.get("last")} “${M(l[a-1]??"",16)}”`),", fading: for the tokens before");return}let m=`layer ${o.get("layers")[p.layer]}\
, expert ${p.expert}: `;for(let u=a-1;u>=0;u--){let y=(u*s+p.layer)*i,b=r.subarray(y,y+i).indexOf(p.expert);if(b<0)continue;let x=a-1-u?`${a-1-u} tokens ago`:"j\
ust now",g=k(n[y+b]/254);t.replaceChildren(m,f("b","",`“${M(l[u]??"",16)}”`),` ${x}, ${g} of the weight`);return}t.replaceChildren(`${m}not among the last ${a}\
 tokens' experts`)}function wt({model:t,own:o}){let[e,r,n]=t.get("shape"),s=R(t.get("experts")),a=E(t.get("weights")),i=o.texts(t.get("utf8"),t.get("lengths")),
c=Math.max(0,r-1)*e*n;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((l,p)=>{let m=c+p*n,u=Array.from(a.subarray(
m,m+n),y=>k(y/254));return[l,Array.from(s.subarray(m,m+n)).join(" "),u.join(" ")]}),note:`Token ${t.get("last")} “${M(i[r-1]??"",40)}”.`}}var At={title:"Exp\
erts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{ArrowLeft:t=>C(t,-1,t.model.get("t\
otal")),ArrowRight:t=>C(t,1,t.model.get("total")),ArrowUp:t=>L(t,-1,t.model.get("layers")),ArrowDown:t=>L(t,1,t.model.get("layers"))},build:gt,listen:yt,draw:xt,
table:wt},ee=V(At);export{ee as default,dt as fadeOf,mt as lightsOf,G as rowHeight};
