function b(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function U(t,e){let o=b(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var R=t=>U(t,Int16Array);function B(t,e){let o=b(t),r=new TextDecoder,n=[],s=0;for(let a of U(e,Uint16Array))n.push(r.decode(o.subarray(s,s+a))),s+=a;return n}function $(t){let e=null,o;
return(...r)=>((!e||r.some((n,s)=>n!==e[s]))&&(o=t(...r),e=r),o)}var _=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function p(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function F(t,e){let o=p("table",t),r=p("thead"),n=p("tr"),s=p("tbody");for(let a of e)n.append(p("th","",a));return r.append(n),o.append(r,s),{table:o,head:n,rows:s}}
function K(t,e,o){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(e*r)),s=Math.max(1,Math.round(o*r));(t.width!==n||t.height!==s)&&(t.width=n,t.height=
s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=Y(t);return a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,o),a}var Y=t=>t.getContext("2d");var j=globalThis;j.dsvGains??=new WeakMap;var v=j.dsvGains;function q(t,e){let o=t.get(e);return v.get(o)?.whole??o}function J(t,e,o,r){let n=t.get(e),s=b(q(t,e)),
a=b(r);if(s.length!==o||!(n instanceof Object))return!1;let i=v.get(n);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),i={room:c},
v.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function W({model:t}){let e=(o,r)=>{let n=(o?.gained??[]).filter(([s,a],i)=>!J(t,s,a,
r[i]));n.length&&t.send({whole:n.map(([s])=>s)})};t.on("msg:custom",e)}var A=(t,e,o)=>Math.max(e,Math.min(o,t));function k(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var I=400;function H(t,e){let o=p("button","dsv-small dsv-numbers","▦"),r=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;return t.
listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&Q(t,r,e()),
n)}function Q(t,e,{columns:o,rows:r,note:n}){let s=F("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of r.slice(0,I)){let c=p("tr");c.style.
cursor="default";for(let l of i)c.append(p("td","",X(l)));s.rows.append(c)}let a=r.length>I?`The first ${I} of ${r.length} rows. `:"";e.replaceChildren(p("div",
"dsv-note",a+(n??"")),s.table),t.root.drawnTable={columns:o,rows:r.length}}function X(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):String(t??
"–")}var Z="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",tt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},et={expert:-1,entry:-1,hover_entry:-1},ot=["SELECT","INPUT","TEX\
TAREA"],V=t=>({initialize:W,render:e=>rt(e,t)});async function rt({model:t,el:e},o){let r=nt(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new P(t,n,r,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function nt({title:t,aria:e}){let o=p("div",
"dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=p("div","dsv-head"),n=p("span","dsv-facts");n.setAttribute("aria-live","\
polite"),r.append(p("span","dsv-title",t),n);let s=p("div","dsv-message"),a=p("div","dsv-body");return o.append(p("div","dsv-gone",Z),r,s,a),{root:o,head:r,facts:n,
message:s,body:a}}var P=class{#o=!1;#r=!1;#s=60;#t;#n;#e=[];constructor(e,o,{root:r,head:n,facts:s,message:a,body:i},c){this.model=e,this.sel=o,this.root=r,this.
head=n,this.facts=s,this.body=i,this.#t=a,this.#n=c,this.own=void 0,this.tabled=c.table?H(this,()=>c.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#r||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#r||this.#i()}))}#i(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.
display=s?"none":"",s){r.textContent="";return}if(!this.tabled?.())try{this.#n.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...o?et:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#a(o),o.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,r]of e)this.sel.
set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#c(){let{
model:e,sel:o,root:r}=this,n=()=>this.redraw(),s=(l,h,f)=>{l.on(h,f),this.#e.push(()=>l.off(h,f))};s(e,"change",n),s(e,"msg:custom",n),s(o,"change",n);let a=()=>r.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(n);c.observe(r),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#l(){
this.listen(this.root,"focusin",st,!0),this.listen(this.root,"keydown",e=>{if(ot.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(tt):this.#n.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#r=!0;for(let e of this.#e)e();this.root.remove()}},
st=t=>{t.target.dataset.lmSuppressShortcuts="true"};function C(t,e,o){let r=t.sel.get("token"),n=r===-1?o-1:r,s=Number.isFinite(e)?n+e:e<0?0:o-1;t.pick({token:A(s,0,o-1)})}function L(t,e,o){if(!o.length)return;let r=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[A(r+e,0,o.length-1)],expert:-1,entry:-1})}var at=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,it=/<｜([^｜<>\n]*)｜>/g,ct=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
lt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ft=t=>t.replace(it,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(at,lt),pt=t=>ct.
test(t)?`⁨${t}⁩`:t;function M(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=ft(o)||"␣",n=[...r];return pt(n.length>e?`${n.slice(
0,e-1).join("")}…`:r)}var w=30,dt=.82,ht=450;function mt(t,e,[o,r,n,s]){let a=new Float32Array(o*s),i=new Int16Array(o*s).fill(-1);for(let c=0;c<r;c++){let l=r-1-c,h=dt**l;for(let f=0;f<
o;f++)for(let m=0;m<n;m++){let g=(c*o+f)*n+m,x=t[g];if(x<0||x>=s||e[g]===255)continue;let y=f*s+x;a[y]=Math.max(a[y],h*Math.sqrt(e[g]/254)),i[y]=l}}return{strength:a,
age:i}}var G=t=>A(Math.floor(150/Math.max(1,t)),3,9);function gt({body:t}){let e=p("canvas");return e.style.display="block",e.style.cursor="pointer",t.append(e),
{canvas:e,texts:$(B),lights:$((o,r,n)=>mt(R(o),b(r),JSON.parse(n))),hovered:null,last:-1,came:0}}function yt(t){let{canvas:e}=t.own,o=r=>{t.own.hovered=r,t.redraw()};
t.listen(e,"mousemove",r=>o(z(t,r))),t.listen(e,"mouseleave",()=>o(null)),t.listen(e,"click",r=>{let n=z(t,r);if(!n)return;let s=t.model.get("layers")[n.layer],
a=s===t.sel.get("layer")&&n.expert===t.sel.get("expert");t.pick({layer:s,entry:-1,expert:a?-1:n.expert})})}function z({own:t,model:e},o){let[r,,,n]=e.get("shape"),
s=t.canvas.getBoundingClientRect(),a=Math.floor((o.clientY-s.top)/G(r)),i=Math.floor((o.clientX-s.left-w)/(s.width-w)*n);return a>=0&&a<r&&i>=0&&i<n?{layer:a,expert:i}:
null}function xt(t){let{model:e,sel:o,own:r,root:n,body:s}=t,a=e.get("shape"),[i,c,l,h]=a,f=e.get("experts"),m=e.get("weights");if(b(m).length!==i*c*l)return;let{
strength:g,age:x}=r.lights(f,m,JSON.stringify(a));e.get("last")!==r.last&&(r.last=e.get("last"),r.came=performance.now());let y=G(i),E=Math.max(w+h,s.clientWidth),
T=K(r.canvas,E,i*y),O=bt(r.came);Et(t,T,g,x,(E-w)/h,y,O),Nt(t,T,y),wt(t,R(f),b(m)),n.drawn={last:r.last,tokens:c,lit:g.reduce((u,N)=>u+ +(N>0),0),fresh:x.reduce(
(u,N)=>u+ +(N===0),0),layer:o.get("layer"),expert:o.get("expert"),at:performance.now()},O>0&&setTimeout(()=>t.redraw(),60)}var bt=t=>matchMedia("(prefers-reduce\
d-motion: reduce)").matches?0:A(1-(performance.now()-t)/ht,0,1);function Et({root:t,sel:e,model:o,own:r},n,s,a,i,c,l){let[h,,,f]=o.get("shape"),[m,g,x]=["line",
"ramp-high","mark"].map(u=>_(t,u)),y=i>4?1:0,E=c>4?1:0;n.fillStyle=m,n.globalAlpha=.35;for(let u=0;u<h;u++)n.fillRect(w,u*c,i*f-y,c-E);for(let u=0;u<h*f;u++){if(!s[u])
continue;let N=w+u%f*i,S=Math.floor(u/f)*c;n.globalAlpha=A(s[u],.06,1),n.fillStyle=g,n.fillRect(N,S,i-y,c-E),!(a[u]||!l)&&(n.globalAlpha=l*s[u],n.fillStyle=x,n.
fillRect(N,S,i-y,c-E))}n.globalAlpha=1;let T=o.get("layers").indexOf(e.get("layer")),O=(u,N,S)=>{n.strokeStyle=S,n.strokeRect(w+N*i-.5,u*c-.5,i-y+1,c-E+1)};T>=0&&
e.get("expert")>=0&&O(T,e.get("expert"),x),r.hovered&&O(r.hovered.layer,r.hovered.expert,_(t,"ink"))}function Nt({root:t,sel:e,model:o},r,n){let s=o.get("layers"),
a=s.indexOf(e.get("layer"));r.font="9px system-ui, sans-serif",r.textBaseline="middle",r.textAlign="right";let i=n>=8?1:Math.ceil(10/n);s.forEach((c,l)=>{l!==a&&
(l%i||a>=0&&Math.abs(l-a)<i)||(r.fillStyle=_(t,l===a?"mark":"quiet"),r.fillText(String(c),w-5,l*n+n/2))})}function wt({facts:t,model:e,own:o},r,n){let[s,a,i,c]=e.
get("shape"),l=o.texts(e.get("utf8"),e.get("lengths")),{hovered:h}=o;if(!h){t.replaceChildren(`${s} layers × ${c} experts; lit now by `,p("b","",`${o.last} “${M(
l[a-1]??"",16)}”`),`, fading over ${a} tokens`);return}let f=`layer ${e.get("layers")[h.layer]}, expert ${h.expert}: `;for(let m=a-1;m>=0;m--){let g=(m*s+h.layer)*
i,x=r.subarray(g,g+i).indexOf(h.expert);if(x<0)continue;let y=a-1-m?`${a-1-m} tokens ago`:"just now",E=k(n[g+x]/254);t.replaceChildren(f,p("b","",`“${M(l[m]??
"",16)}”`),` ${y}, ${E} of the weight`);return}t.replaceChildren(`${f}not among the last ${a} tokens' experts`)}function At({model:t,own:e}){let[o,r,n]=t.get(
"shape"),s=R(t.get("experts")),a=b(t.get("weights")),i=e.texts(t.get("utf8"),t.get("lengths")),c=Math.max(0,r-1)*o*n;return{columns:["layer","experts, heaviest \
first","shares of the weight"],rows:t.get("layers").map((l,h)=>{let f=c+h*n,m=Array.from(a.subarray(f,f+n),g=>k(g/254));return[l,Array.from(s.subarray(f,f+n)).join(
" "),m.join(" ")]}),note:`Token ${t.get("last")} “${M(i[r-1]??"",40)}”.`}}var Tt={title:"Experts at work",aria:"A board of all layers and experts; the newes\
t token's experts are lit. Up and down move the layer.",keys:{ArrowLeft:t=>C(t,-1,t.model.get("total")),ArrowRight:t=>C(t,1,t.model.get("total")),ArrowUp:t=>L(t,
-1,t.model.get("layers")),ArrowDown:t=>L(t,1,t.model.get("layers"))},build:gt,listen:yt,draw:xt,table:At},oe=V(Tt);export{oe as default,mt as lightsOf,G as rowHeight};
