function E(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function L(t,e){let n=E(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var X=t=>L(t,Float32Array),S=t=>L(t,Int32Array);var v=t=>Float32Array.from(L(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function U(t,e){let n=E(t),o=new TextDecoder,i=[],s=0;for(let r of L(e,Uint16Array))i.
push(o.decode(n.subarray(s,s+r))),s+=r;return i}var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function G(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function u(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function R(t,e){let n=u("option","",e);return n.value=String(t),n}function ut(t,e){let n=u("table",t),o=u("thead"),i=u("tr"),s=u("tbody");for(let r of e)i.append(
u("th","",r));return o.append(i),n.append(o,s),{table:n,head:i,rows:s}}function W(t,e,n){let o=window.devicePixelRatio||1,i=Math.max(1,Math.round(e*o)),s=Math.max(
1,Math.round(n*o));(t.width!==i||t.height!==s)&&(t.width=i,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let r=I(t);return r.setTransform(o,0,0,o,0,
0),r.clearRect(0,0,e,n),r}var I=t=>t.getContext("2d");function B(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function P(t,e,n=5){let o=B(
n,n),i=I(o);return i.strokeStyle=e,i.lineWidth=1,i.beginPath(),i.moveTo(0,n),i.lineTo(n,0),i.moveTo(-1,1),i.lineTo(1,-1),i.moveTo(n-1,n+1),i.lineTo(n+1,n-1),i.stroke(),
t.createPattern(o,"repeat")}var Rt=["fill","outline","under","dotted","dashed","ramp"],Wt=["hatch","dots","dot","bar","tick","strike"],It=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Ct(t,e){let n=u("span","dsv-mark-of"),[o,i]=t.split(" "),s=Rt.includes(o)&&i||Wt.includes(o),
r=u("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return i&&s&&r.style.setProperty("--sign",`var(--dsv-${i==="tint"?"ramp-high":i})`),r.setAttribute(
"aria-hidden",String(s)),n.append(r,e),n}function pt(t,e,n){if(!e?.look_for)return;let{head:o,look:i}=t,s=u("div","dsv-marks"),r=u("div","dsv-help"),a=u("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),r.hidden=!0,r.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>Ct(l,c))),r.append(...e.explains.map(l=>u("p","",l))),e.equation&&
r.append(...qt(t,e,n)),i.append(u("p","dsv-look-for",e.look_for),s,r),o.append(a),t.listen(a,"click",()=>{r.hidden=!r.hidden,a.setAttribute("aria-expanded",String(
!r.hidden))})}function qt(t,e,n){let o=u("div","dsv-equation"),i=u("div","dsv-symbol-said","Point at a symbol for what it is here.");i.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let r=u("div");for(let{text:a,symbol:l}of It(s)){if(!l){r.append(a);continue}let c=u("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let f=()=>{let h=n(a),d=h?u("b","",` Here: ${h}.`):"";i.replaceChildren(u("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,d),
i.dataset.symbol=a};for(let h of["mouseenter","focus","click"])t.listen(c,h,f);r.append(c)}o.append(r)}return[o,i]}var mt=globalThis;mt.dsvGains??=new WeakMap;var Q=mt.dsvGains;function Pt(t,e){let n=t.get(e);return Q.get(n)?.whole??n}function Ht(t,e,n,o){let i=t.get(e),s=E(
Pt(t,e)),r=E(o);if(s.length!==n||!(i instanceof Object))return!1;let a=Q.get(i);if(!a||a.room.length<n+r.length){let l=new Uint8Array(2*(n+r.length));l.set(s),a=
{room:l},Q.set(i,a)}return a.room.set(r,n),a.whole=a.room.subarray(0,n+r.length),!0}function yt({model:t}){let e=(n,o)=>{let i=(n?.gained??[]).filter(([s,r],a)=>!Ht(
t,s,r,o[a]));i.length&&t.send({whole:i.map(([s])=>s)})};t.on("msg:custom",e)}var x=(t,e,n)=>Math.max(e,Math.min(n,t));function _(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function z(t){let e=t.reduce((r,a)=>r+
a,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(r=>Math.floor(r/e*100+1e-9)),o=t.map(r=>r/e*100%1),i=t.map((r,a)=>a).sort((r,a)=>o[a]-o[r]),s=100-n.reduce(
(r,a)=>r+a,0);for(let r=0;r<s;r++)n[i[r%i.length]]++;return n.map(r=>r/100)}var V=400;function gt(t,e){let n=u("button","dsv-small dsv-numbers","numbers"),o=u("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the n\
umbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let i=!1;
return t.listen(n,"click",()=>{i=!i,n.setAttribute("aria-pressed",String(i)),t.redraw()}),()=>(o.style.display=i?"":"none",t.body.style.display=i?"none":"",i&&Dt(
t,o,e()),i)}function Dt(t,e,{columns:n,rows:o,note:i}){let s=ut("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,V)){let l=u("tr");
l.style.cursor="default";for(let c of a)l.append(u("td","",Lt(c)));s.rows.append(l)}let r=o.length>V?`The first ${V} of ${o.length} rows. `:"";e.replaceChildren(
u("div","dsv-note",r+(i??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Lt(t){return typeof t=="number"?Number.isInteger(t)?String(t):_(t,4):
String(t??"–")}var Xt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ut={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Bt={expert:-1,entry:-1,hover_entry:-1},zt=["SELECT","INPUT","TEX\
TAREA"],wt=t=>({initialize:yt,render:e=>Kt(e,t)});async function Kt({model:t,el:e},n){let o=Yt(n);e.append(o.root);let i=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new Z(t,i,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function Ft(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,i]of Object.entries({...n?Bt:{},...e}))t.set(o,i);t.save_changes()}function Yt({title:t,aria:e}){let n=u("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=u("div","dsv-head"),i=u("div","dsv-facts");i.setAttribute("aria-live","polite"),o.append(u(
"span","dsv-title",t),u("span","dsv-space"));let s=u("div","dsv-look"),r=u("div","dsv-message"),a=u("div","dsv-body");return n.append(u("div","dsv-gone",Xt),o,s,
i,r,a),{root:n,head:o,look:s,facts:i,message:r,body:a}}var Z=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:o,head:i,look:s,facts:r,message:a,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=i,this.look=s,this.facts=r,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?gt(this,()=>c.table(
this)):null,pt(this,e.get("about"),f=>c.symbols?.(this,f)),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.#o||
this.#i()}))}#i(){let{root:e,model:n,facts:o,body:i}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=n.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",i.style.display=s?"none":"",s){o.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(r){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${r}`,console.error(r)}}pick(e){Ft(this.sel,
e)}hover(e){let n=Object.entries(e).filter(([o,i])=>this.sel.get(o)!==i);this.#a(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)
this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,i){e.addEventListener(n,o,i),this.#e.push(()=>e.removeEventListener(n,o,i))}#l(){
let{model:e,sel:n,root:o}=this,i=()=>this.redraw(),s=(c,f,h)=>{c.on(f,h),this.#e.push(()=>c.off(f,h))};s(e,"change",i),s(e,"msg:custom",i),s(n,"change",i);let r=()=>o.
classList.toggle("gone",n.comm_live===!1);r(),s(n,"comm_live_update",r);let a=new MutationObserver(()=>{i(),setTimeout(i,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(i);l.observe(o),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",jt,!0),this.listen(this.root,"keydown",e=>{if(zt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(Ut):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#o=!0;for(let e of this.#e)e();this.root.remove()}},
jt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function J(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[x(o+e,0,n.length-1)],expert:-1,entry:-1})}var tt={sliding:"▭",csa:"▤",hca:"▦"},et=(t,e)=>`layer ${t} ${tt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var Gt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Qt=/<｜([^｜<>\n]*)｜>/g,Vt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Zt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,K=t=>t.replace(Qt,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(Gt,Zt),F=t=>Vt.test(
t)?`⁨${t}⁩`:t;function C(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=K(n)||"␣",i=[...o];return F(i.length>e?`${i.slice(0,
e-1).join("")}…`:o)}var Y=(t,e,n)=>t.find(o=>n(o)<=e)??"";var T=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var kt=4278190080;function Jt(t,e,n,o,i){let r=n?12:0,a=t-40-r-8,l=x(a/Math.max(1,n+o),.25,7),c=Math.min(n*l,a-Math.min(o*l,a*.45)),f=40+c+r,h=Math.min(o*l,t-f-
8),d=x((e-45)/Math.max(1,i),1,8),g={entryCell:n?c/n:0,windowCell:o?h/o:0};return{left:40,entryW:c,windowX:f,windowW:h,row:d,top:15,...g}}function st({model:t,own:e},n){
let{map:o,canvas:i}=e;if(!o)return null;let s=t.get("map_facts"),r=i.getBoundingClientRect(),a=n.clientX-r.left,l=Math.floor((n.clientY-r.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&a>=o.left&&a<o.left+o.entryW){let f=Math.floor((a-o.left)/o.entryCell);return{query:c,entry:f,key:-1,code:E(
t.get("map_entries"))[l*s.entries+f]}}if(a>=o.windowX&&a<o.windowX+o.windowW){let f=Math.floor((a-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-f,code:E(
t.get("map_window"))[l*s.window+f]}}return{query:c,entry:-1,key:-1,code:255}}function te(t,e,n,[o,i,s],[r,a,l]){let c=new ImageData(n,e),f=new ImageData(n,e),h=new Uint32Array(
c.data.buffer),d=new Uint32Array(f.data.buffer);return t.forEach((g,w)=>{if(g<=252){let y=18+Math.round(237*g/252);h[w]=(y<<24|s<<16|i<<8|o)>>>0}else g===254?d[w]=
kt:g===253&&(w+Math.floor(w/n))%3===0&&(h[w]=(kt|l<<16|a<<8|r)>>>0)}),{image:c,mask:f}}function ee(t,e,n,o,{rgb:i,missing:s,pattern:r},a){if(!o||!n)return;let{image:l,
mask:c}=te(e,n,o,i,s),f=B(o,n),h=B(Math.max(1,Math.ceil(a.w)),Math.max(1,Math.ceil(a.h)));t.imageSmoothingEnabled=!1,I(f).putImageData(c,0,0);let d=I(h);d.imageSmoothingEnabled=
!1,d.drawImage(f,0,0,h.width,h.height),d.globalCompositeOperation="source-in",d.fillStyle=r,d.fillRect(0,0,h.width,h.height),t.globalAlpha=.5,t.drawImage(h,a.x,
a.y,a.w,a.h),t.globalAlpha=1,I(f).putImageData(l,0,0),t.drawImage(f,a.x,a.y,a.w,a.h)}function ne(t,e,n,o){let i=b(o,"quiet"),s=e;t.font=T(),t.textBaseline="midd\
le";for(let r of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=b(o,"line"),t.strokeRect(s+.5,n+.5,11,9),r==="not picked")t.globalAlpha=
.6,t.fillStyle=P(t,i),t.fillRect(s,n,12,10);else if(r==="next to zero")t.globalAlpha=.09,t.fillStyle=b(o,"entries"),t.fillRect(s,n,12,10);else if(r==="not captu\
red"){t.fillStyle=i;for(let a of[2,6,10])t.fillRect(s+a,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=i,t.textAlign="left",t.fillText(r,s+16,n+5.5),s+=26+t.measureText(
r).width}}function bt(t,e){let{model:n,root:o,own:i}=t,s=n.get("map_facts"),r=s.queries??0,a=i.scroll.clientWidth,l=Jt(a,e,s.entries,s.window,r),c=r*l.row,f=W(i.
canvas,a,l.top+c+30),h=b(o,"quiet"),d=P(f,h,4);f.font=T(),f.textBaseline="middle";let g=(m,A,k,N,H)=>{let D={rgb:G(b(o,k)),missing:G(re(h)),pattern:d};ee(f,m,r,
A,D,{x:N,y:l.top,w:H,h:c}),f.strokeStyle=b(o,"line"),f.strokeRect(N-.5,l.top-.5,H+1,c+1),f.fillStyle=b(o,k)},w=(m,A,k)=>f.fillText(Y(m,k,N=>f.measureText(N).width),
A,6);if(s.entries){g(E(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let m=[`compressed past: entries 0 to ${s.entries-1}`,"compressed past","entri\
es","past"];w(m,l.left,l.windowX-l.left-4)}g(E(n.get("map_window")),s.window,"window",l.windowX,l.windowW),w(["window: itself, then back","window"],l.windowX,l.
windowW),f.fillStyle=h,f.textAlign="right";let y=Math.max(1,Math.ceil(r/Math.max(2,c/40)));for(let m=0;m<r;m+=y)f.fillText(`${s.first+m}`,l.left-4,l.top+(m+.5)*
l.row);return f.textAlign="left",oe(t,f,s,r,l),ne(f,l.left,l.top+c+12,o),l}function oe({root:t,sel:e,own:n},o,i,s,r){let a=e.get("token")===-1?s-1:e.get("token")-
i.first;a>=0&&a<s&&(o.strokeStyle=b(t,"chosen"),o.lineWidth=1.5,o.strokeRect(r.left-1,r.top+a*r.row-.5,r.windowX+r.windowW-r.left+2,r.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=i.entries||(o.strokeStyle=b(t,"ink"),o.strokeRect(r.left+l*r.entryCell,r.top-1,Math.max(2,r.entryCell),s*r.row+2))}function re(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var At=["entries","window","sink"],ae=["compressed past (bottom)","window","sink (top)"],xt=[.85,.5,.95];function le(t,e,n){let i=x(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=x(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:i,h:s,top:16}}function _t({model:t,own:e},n){let{thumbs:o,canvas:i}=e;if(!o)return null;let[
s,r]=t.get("profile_shape"),a=i.getBoundingClientRect(),l=Math.floor((n.clientY-a.top-o.top)/o.h),c=Math.floor((n.clientX-a.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<r?{layer:t.get("layers")[l],head:c}:null}function Et(t){let{model:e,root:n,sel:o,own:i}=t,[s,r]=e.get("profile_shape"),a=e.get("layers"),l=i.scroll.clientWidth,
c=le(l,s,r),f=W(i.canvas,l,c.top+s*c.h+24),h=At.map(d=>b(n,d));f.font=T(),f.textBaseline="middle",f.fillStyle=b(n,"quiet");for(let d=0;d<r;d+=Math.ceil(24/c.w))
f.fillText(`${d}`,c.left+d*c.w+2,7);f.fillText("head",c.left-28,7);for(let d=0;d<s;d++){let g=c.top+d*c.h,w=a[d]===o.get("layer"),y=e.get("kinds")[d];f.fillStyle=
b(n,w?"chosen":"ink"),f.font=T(w);let m=`${a[d]} ${tt[y]??""} ${y??""}`;(c.h>=11||d%2===0)&&f.fillText(m,4,g+c.h/2);for(let A=0;A<r;A++)ce(t,f,c,h,d,A);w&&(f.strokeStyle=
b(n,"chosen"),f.lineWidth=1.5,f.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,g+.5,c.w-1,c.h-1),f.lineWidth=1)}return fe(t,f,h,c.left,c.top+s*c.h+8),c}function ce({
model:t,root:e},n,o,i,s,r){let[,a,l]=t.get("profile_shape"),c=E(t.get("profile")),f=o.top+s*o.h,h=(o.w-2)/l+.4;for(let d=0;d<l;d++){let g=((s*a+r)*l+d)*At.length,
w=o.left+r*o.w+1+d*(o.w-2)/l;if(c[g]===255){n.fillStyle=b(e,"none"),n.fillRect(w,f+o.h/2,1,1);continue}let y=f+o.h-1;for(let[m,A]of i.entries()){let k=c[g+m]/254*
(o.h-2);n.fillStyle=A,n.globalAlpha=xt[m],n.fillRect(w,y-k,h,k),y-=k}n.globalAlpha=1}}function fe({root:t},e,n,o,i){let s=o;for(let[r,a]of ae.entries())e.fillStyle=
n[r],e.globalAlpha=xt[r],e.fillRect(s,i,10,10),e.globalAlpha=1,e.fillStyle=b(t,"quiet"),e.fillText(a,s+14,i+5),s+=30+e.measureText(a).width}var it=50,ct=48,he=3*ct,O=22,M=10,de=54,$=22,j=22,ue=330;function pe(t,e,n){let o=Math.max(60,t-it-he-O-2*M),i=Math.min(j,o/Math.max(1,e+n)),s=Math.min(n*14,o*.45),
r=o-Math.min(s,n*j),a=e?x(e*i,Math.min(e*j,o*.25),r):0,l=Math.min(n*j,o-a),c=it+a+(a?M:0);return{entryX:it,entryW:a,entryCell:e?a/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+M}}var me=t=>x(Math.floor(ue/t),14,34);function at(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,r)=>o.slice(r*n,(r+1)*n));let i=new Float32Array(
n).fill(Number.NaN);for(let s=0;s<n;s++){let r=Array.from({length:e},(a,l)=>o[l*n+s]).filter(a=>!Number.isNaN(a));r.length&&(i[s]=t==="mean"?r.reduce((a,l)=>a+l,
0)/e:Math.max(...r))}return[i]}function ft({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),i=X(t.get("mass")),s=S(t.get("window")),r=S(t.get("entri\
es")),a=l=>Float32Array.from({length:n},(c,f)=>i[3*f+l]);return{facts:e,heads:n,mode:o,window:s,entries:r,pieces:U(t.get("utf8"),t.get("lengths")),windowRows:at(
o,n,s.length,v(t.get("window_weight"))),entryRows:at(o,n,r.length,v(t.get("entry_weight"))),masses:[0,1,2].map(l=>at(o,n,1,a(l)).map(c=>c[0]))}}function ht({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let i=e.canvas.getBoundingClientRect(),s=n.clientX-i.left,r=Math.floor((n.clientY-i.top-$)/o.tall),a=t.get("rows")===
"heads"&&r>=0&&r<t.get("facts").heads?r:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/o.entryCell),head:a}:o.windowW&&
s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:S(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:a}:{zone:s>=o.sinkX&&s<o.sinkX+O?"sink":"",
key:-1,head:a}}function Nt(t,e){let{root:n,own:o}=t,i=e.windowRows.length,s=o.scroll.clientWidth,r={...pe(s,e.facts.visible,e.window.length),tall:me(i)};o.zones=
r;let a=$+i*r.tall,l=W(o.canvas,s,a+de),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[f,h,d,g,w,y,m,A]=c.map(dt=>b(n,dt)),k={ink:f,quiet:h,
line:d,mark:g,paper:w,entries:y,window:m,sink:A};l.textBaseline="middle",l.font=T();let N=ye(l,r,k);r.entryW&&(l.globalAlpha=.4,l.fillStyle=P(l,h),l.fillRect(r.
entryX,$,r.entryW,a-$),l.globalAlpha=1);let H=e.windowRows.map((dt,Mt)=>ge(t,l,e,r,k,Mt));r.entryW&&(l.strokeStyle=d,l.strokeRect(r.entryX+.5,$-.5,r.entryW-1,a-
$)),ke(t,l,e,r,k,a),r.entryW&&be(t,l,e,r,k,a);let D=e.window.indexOf(t.sel.get("hover_token"));return D>=0&&(l.strokeStyle=f,l.lineWidth=1,l.strokeRect(r.windowX+
D*r.windowCell,$-.5,r.windowCell,a-$)),{titles:N,shares:H}}function ye(t,e,n){let o=[],i=(r,a,l,c)=>{let f=Y(r,l,h=>t.measureText(h).width);t.fillStyle=n.ink,t.
fillText(f,a,7),t.fillStyle=c,t.fillRect(a,16,Math.max(0,l-M+4),3),o.push([f,a,t.measureText(f).width])},s=["compressed past","compressed","past"];e.entryW&&i(s,
e.entryX,e.entryW+M-4,n.entries),i(["window: exact tokens","window"],e.windowX,e.windowW+M-4,n.window),i(["sink"],e.sinkX,O+M-4,n.sink),t.fillStyle=n.quiet;for(let[
r,a]of["past","window","sink"].entries())t.fillText(a,e.sinkX+O+8+ct*r,7);return o}function lt(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(x(n,0,1)),t.fillStyle=e}function ge({
sel:t},e,n,o,i,s){let{mode:r,masses:a,facts:l}=n,{sinkX:c,tall:f}=o,h=$+s*f,d=r==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=d?i.mark:i.quiet,e.font=
T(d),e.fillText(r==="heads"?`head ${s}`:r,2,h+f/2),l.listed)we(e,n,o,i,s);else{e.globalAlpha=1,e.fillStyle=i.quiet;let y=o.windowX+Math.max(o.windowW,40);for(let m=o.
windowX;m<y;m+=8)e.fillRect(m,h+f/2,2,2)}lt(e,i.sink,a[2][s]),e.fillRect(c,h,O,f-1),e.globalAlpha=1,e.strokeStyle=i.line,e.lineWidth=1,e.strokeRect(c+.5,h+.5,O-
1,f-2);let g=a.map(y=>y[s]),w=r==="max"?g:z(g);e.fillStyle=d?i.mark:i.ink,e.font=T();for(let[y,m]of w.entries())e.fillText(_(m),c+O+8+ct*y,h+f/2);return w}function we(t,{
entries:e,window:n,entryRows:o,windowRows:i},s,r,a){let{entryX:l,entryCell:c,windowX:f,windowCell:h,tall:d}=s,g=$+a*d;e.forEach((w,y)=>{let m=o[a][y];if(Number.
isNaN(m))return;let A=l+w*c;t.globalAlpha=1,t.fillStyle=r.paper,t.fillRect(A,g,Math.max(c,1),d),lt(t,r.entries,m),t.fillRect(A,g,Math.max(c-(c>4?1:0),1),d-1)}),
n.forEach((w,y)=>{let m=i[a][y];Number.isNaN(m)||(lt(t,r.window,m),t.fillRect(f+y*h,g,Math.max(h-(h>4?1:0),1),d-1))})}function ke({sel:t},e,{facts:n,window:o,pieces:i},{
windowX:s,windowW:r,windowCell:a},l,c){let f=t.get("hover_token");e.font=T(),a>=9?o.forEach((h,d)=>{e.save(),e.translate(s+(d+.5)*a,c+3),e.rotate(-Math.PI/2),e.
textAlign="right",e.fillStyle=h===n.query?l.mark:h===f?l.ink:l.quiet,e.font=T(h===f||h===n.query),e.fillText(C(i[d]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=
l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,s+r,c+8)),e.textAlign="left"}function be({own:t},e,{
facts:n,entries:o},{entryX:i,entryW:s,entryCell:r},a,l){let{visible:c,rate:f}=n;if(e.fillStyle=a.quiet,r>=14){e.textAlign="center";for(let d=0;d<c;d++)e.fillStyle=
o.includes(d)?a.ink:a.quiet,e.fillText(`${d}`,i+(d+.5)*r,l+8)}else e.fillText("0",i,l+8),e.textAlign="right",e.fillText(`${c-1}`,i+s,l+8);e.textAlign="left",e.fillStyle=
a.quiet,s>60&&e.fillText(`entries of ${f}`,i,l+21);let h=t.shownEntry();h===-1||h>=c||(e.strokeStyle=a.mark,e.lineWidth=2,e.strokeRect(i+h*r,$-1,Math.max(r,2),l-
$+1))}function Tt({facts:t,mode:e,masses:n,window:o,entries:i,windowRows:s,entryRows:r},a,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(a,0),s.length-1):0,
f=e==="heads"?`head ${c}`:`${e} of heads`,h=z(n.map(k=>k[c])),d=[...Array.from(i,(k,N)=>[r[c][N],`entry ${k}`]),...Array.from(o,(k,N)=>[s[c][N],`token ${k}`])],
g=d.filter(([k])=>k>0).sort((k,N)=>N[0]-k[0]),[w,y]=g[0]??[Number.NaN,""],m=`${f} of layer ${t.layer}, query ${t.query}`;return{w:y?`${_(w,3)} at ${y}, the larg\
est of ${d.length} keys (${m})`:`not captured (${m})`,z:y?`${_(Math.log(w))} at ${y}, up to a constant that all keys share (${m})`:"not captured",sink:`${_(Math.
log(n[2][c]))}, up to the same constant (${m})`,past:`${_(h[0])} (${m})`,window:`${_(h[1])} (${m})`,sunk:`${_(h[2])} (${m})`}[l]}var Ae=290,xe={hover_entry:-1,hover_token:-1,hover_head:-1},_e={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Ee({
head:t,body:e,sel:n}){let o=u("select");o.setAttribute("aria-label","what is drawn"),o.append(R("heads","every head"),R("mean","mean of heads"),R("max","largest\
 of heads"),R("map","query × key"),R("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let i=u("div","dsv-scroll"),s=u("canvas"),r=u("div","dsv-n\
ote");return i.style.overflow="hidden",s.style.cursor="pointer",i.append(s),e.append(i,r),r.style.minHeight="30px",{rows:o,scroll:i,canvas:s,note:r,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function Ne(t){let{model:e,own:n}=t,{rows:o,canvas:i}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(i,"mousemove",s=>{let r=e.get("rows");r!=="all"&&(r==="map"?Te(t,s):$e(t,s),t.redraw())}),t.listen(i,"m\
ouseleave",()=>{n.hovered=null,t.hover(xe),t.redraw()}),t.listen(i,"click",s=>{let r=e.get("rows");r==="all"?Se(t,s):r==="map"?Me(t,s):Oe(t,s)})}function Te(t,e){
let n=st(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function $e(t,e){let n=ht(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function Se(t,e){let n=_t(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Me(t,e){let n=st(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function Oe(t,e){let n=ht(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function ve(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?Re(t):o==="map"?We(t):Ce(t)}function Re(t){let{model:e,sel:n,root:o,
facts:i,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=Et(t),i.replaceChildren("every layer and head over the run; click one to choose it"),s.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.thumbs,at:performance.now()})}function We(t){let{model:e,root:n,facts:o,
own:i}=t,s=e.get("map_facts");if(s.queries===void 0)return;i.thumbs=null,i.map=bt(t,Ae);let r=s.first+s.queries-1,a=` · head ${s.head} · queries ${s.first} to\
 ${r}`;o.replaceChildren(u("b","",et(s.layer,s.kind)),a),i.note.textContent=Ie(t),n.drawn={mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,
entries:s.entries,places:i.map,place:i.hovered,codes:Array.from(E(e.get("map_entries")).slice(0,64)),at:performance.now()}}function Ie({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let i=_e[n.code]??`weight about ${_((n.code/252)**2,2)}`,s=o==="entry"?F(K(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?
n.entry:n.key}: ${i}. ${s}`}function Ce(t){let{model:e,root:n,facts:o,own:i}=t;i.map=i.thumbs=null;let s=ft(t),{facts:r,heads:a,mode:l}=s;if(r.heads===void 0)return;
let{titles:c,shares:f}=Nt(t,s);o.replaceChildren(u("b","",et(r.layer,r.kind)),` · query ${r.query} `,u("b","",`“${C(r.piece??"",18)}”`),` · ${l==="heads"?
`${a} heads`:`${l} of ${a} heads`}`),i.note.textContent=qe(t,s),n.drawn={layer:r.layer,query:r.query,kind:r.kind,visible:r.visible,window:Array.from(s.window),entries:Array.
from(s.entries),weights:s.windowRows.map(h=>Array.from(h)),shares:f,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function qe({model:t,sel:e,
own:n},{facts:o,mode:i,entries:s,entryRows:r,window:a,windowRows:l,pieces:c}){let f=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),h=i===
"heads"?x(f,0,l.length-1):0,d=i==="heads"?`head ${h}`:`${i} of heads`,g=n.shownEntry(),w=e.get("hover_token");if(g!==-1&&g<o.visible){let y=s.indexOf(g),m=y<0?"\
not picked by the indexer: it has no weight":`weight ${_(r[h][y],4)} in ${d}`;return`Entry ${g}, ${m}. ${F(K(t.get("entry_text")))}`}if(a.includes(w)){let y=a.indexOf(
w),m=_(l[h][y],4);return`Token ${w} “${C(c[y],20)}”: weight ${m} in ${d}. Click to choose it.`}return i==="max"?"Each key shows the head that weighs it most\
, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were p\
icked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer. Hover one to se\
e its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (dots: weights no\
t captured)."}function Pe({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(f,h)=>h),o=X(t.get("mass")),i=S(t.get("window")),s=S(t.get("entries")),
r=v(t.get("window_weight")),a=v(t.get("entry_weight")),l=U(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",
...n.map(f=>`head ${f}`)],rows:[...c.map((f,h)=>[f,...n.map(d=>o[3*d+h])]),...Array.from(s,(f,h)=>[`entry ${f}`,...n.map(d=>a[d*s.length+h])]),...Array.from(i,(f,h)=>[
`token ${f} “${C(l[h]??"",16)}”`,...n.map(d=>r[d*i.length+h])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum t\
o one in every column.`:""}}var $t=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),St=t=>e=>e.pick({head:x(e.sel.get("head")+t,0,(e.model.get(
"facts").heads??1)-1)}),He={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, page keys the layer.",
keys:{ArrowLeft:$t(-1),ArrowRight:$t(1),ArrowUp:St(-1),ArrowDown:St(1),PageUp:t=>J(t,-1,t.model.get("layers")),PageDown:t=>J(t,1,t.model.get("layers"))},build:Ee,
listen:Ne,draw:ve,table:Pe,symbols:(t,e)=>Tt(ft(t),t.sel.get("head"),e)},Qn=wt(He);export{Qn as default};
