function x(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function X(t,n){let e=x(t);return new n(e.slice(0,e.length-e.length%n.BYTES_PER_ELEMENT).buffer)}var D=t=>X(t,Float32Array),N=t=>X(t,Int32Array);var M=t=>Float32Array.from(X(t,Uint16Array),n=>n===65535?Number.NaN:n/1e4);function L(t,n){let e=x(t),o=new TextDecoder,i=[],r=0;for(let s of X(n,Uint16Array))i.
push(o.decode(e.subarray(r,r+s))),r+=s;return i}var k=(t,n)=>getComputedStyle(t).getPropertyValue(`--dsv-${n}`).trim()||"#888";function Y(t){let n=t.trim().replace("#","");return[0,2,4].map(e=>Number.parseInt(
n.length===3?n[e/2]+n[e/2]:n.slice(e,e+2),16))}function g(t,n,e){let o=document.createElement(t);return n&&(o.className=n),e!==void 0&&(o.textContent=e),o}function O(t,n){let e=g("option","",n);return e.value=String(t),e}function ct(t,n){let e=g("table",t),o=g("thead"),i=g("tr"),r=g("tbody");for(let s of n)i.append(
g("th","",s));return o.append(i),e.append(o,r),{table:e,head:i,rows:r}}function R(t,n,e){let o=window.devicePixelRatio||1,i=Math.max(1,Math.round(n*o)),r=Math.max(
1,Math.round(e*o));(t.width!==i||t.height!==r)&&(t.width=i,t.height=r),t.style.width=`${n}px`,t.style.height=`${e}px`;let s=$(t);return s.setTransform(o,0,0,o,0,
0),s.clearRect(0,0,n,e),s}var $=t=>t.getContext("2d");function U(t,n){let e=document.createElement("canvas");return e.width=t,e.height=n,e}function I(t,n,e=5){let o=U(
e,e),i=$(o);return i.strokeStyle=n,i.lineWidth=1,i.beginPath(),i.moveTo(0,e),i.lineTo(e,0),i.moveTo(-1,1),i.lineTo(1,-1),i.moveTo(e-1,e+1),i.lineTo(e+1,e-1),i.stroke(),
t.createPattern(o,"repeat")}var ft=globalThis;ft.dsvGains??=new WeakMap;var j=ft.dsvGains;function Mt(t,n){let e=t.get(n);return j.get(e)?.whole??e}function Ot(t,n,e,o){let i=t.get(n),r=x(
Mt(t,n)),s=x(o);if(r.length!==e||!(i instanceof Object))return!1;let a=j.get(i);if(!a||a.room.length<e+s.length){let l=new Uint8Array(2*(e+s.length));l.set(r),a=
{room:l},j.set(i,a)}return a.room.set(s,e),a.whole=a.room.subarray(0,e+s.length),!0}function ht({model:t}){let n=(e,o)=>{let i=(e?.gained??[]).filter(([r,s],a)=>!Ot(
t,r,s,o[a]));i.length&&t.send({whole:i.map(([r])=>r)})};t.on("msg:custom",n)}var _=(t,n,e)=>Math.max(n,Math.min(e,t));function E(t,n=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(n).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function dt(t){let n=t.reduce((s,a)=>s+
a,0);if(!(n>0))return t.map(()=>Number.NaN);let e=t.map(s=>Math.floor(s/n*100+1e-9)),o=t.map(s=>s/n*100%1),i=t.map((s,a)=>a).sort((s,a)=>o[a]-o[s]),r=100-e.reduce(
(s,a)=>s+a,0);for(let s=0;s<r;s++)e[i[s%i.length]]++;return e.map(s=>s/100)}var G=400;function ut(t,n){let e=g("button","dsv-small dsv-numbers","▦"),o=g("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the numbe\
rs of this view as a table",e.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(e),t.body.before(o);let i=!1;return t.
listen(e,"click",()=>{i=!i,e.setAttribute("aria-pressed",String(i)),t.redraw()}),()=>(o.style.display=i?"":"none",t.body.style.display=i?"none":"",i&&Rt(t,o,n()),
i)}function Rt(t,n,{columns:e,rows:o,note:i}){let r=ct("dsv-table",e);for(let a of r.head.children)a.scope="col";for(let a of o.slice(0,G)){let l=g("tr");l.style.
cursor="default";for(let f of a)l.append(g("td","",$t(f)));r.rows.append(l)}let s=o.length>G?`The first ${G} of ${o.length} rows. `:"";n.replaceChildren(g("div",
"dsv-note",s+(i??"")),r.table),t.root.drawnTable={columns:e,rows:o.length}}function $t(t){return typeof t=="number"?Number.isInteger(t)?String(t):E(t,4):String(
t??"–")}var Wt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",vt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ct={expert:-1,entry:-1,hover_entry:-1},It=["SELECT","INPUT","TEX\
TAREA"],pt=t=>({initialize:ht,render:n=>Pt(n,t)});async function Pt({model:t,el:n},e){let o=Ht(e);n.append(o.root);let i=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new Q(t,i,o,e);return r.own=e.build(r),e.listen?.(r),r.redraw(),()=>r.clean()}function qt(t,n){let e=n.layer!==void 0&&
n.layer!==t.get("layer");for(let[o,i]of Object.entries({...e?Ct:{},...n}))t.set(o,i);t.save_changes()}function Ht({title:t,aria:n}){let e=g("div","dsv");e.tabIndex=
0,e.setAttribute("role","group"),e.setAttribute("aria-label",n);let o=g("div","dsv-head"),i=g("span","dsv-facts");i.setAttribute("aria-live","polite"),o.append(
g("span","dsv-title",t),i);let r=g("div","dsv-message"),s=g("div","dsv-body");return e.append(g("div","dsv-gone",Wt),o,r,s),{root:e,head:o,facts:i,message:r,body:s}}
var Q=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(n,e,{root:o,head:i,facts:r,message:s,body:a},l){this.model=n,this.sel=e,this.root=o,this.head=i,this.facts=
r,this.body=a,this.#t=s,this.#r=l,this.own=void 0,this.tabled=l.table?ut(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,
requestAnimationFrame(()=>{this.#n=!1,this.#o||this.#i()}))}#i(){let{root:n,model:e,facts:o,body:i}=this;if(!n.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60;let r=e.get("message");if(n.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",i.style.display=r?"none":
"",r){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(s){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${s}`,
console.error(s)}}pick(n){qt(this.sel,n)}hover(n){let e=Object.entries(n).filter(([o,i])=>this.sel.get(o)!==i);this.#a(e),e.some(([o])=>o==="hover_entry")&&this.
sel.save_changes()}#a(n){for(let[e,o]of n)this.sel.set(e,o)}tell(n,e){this.model.set(n,e),this.model.save_changes()}listen(n,e,o,i){n.addEventListener(e,o,i),this.#e.
push(()=>n.removeEventListener(e,o,i))}#l(){let{model:n,sel:e,root:o}=this,i=()=>this.redraw(),r=(f,c,h)=>{f.on(c,h),this.#e.push(()=>f.off(c,h))};r(n,"change",
i),r(n,"msg:custom",i),r(e,"change",i);let s=()=>o.classList.toggle("gone",e.comm_live===!1);s(),r(e,"comm_live_update",s);let a=new MutationObserver(()=>{i(),setTimeout(
i,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(i);l.observe(o),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Xt,!0),this.listen(this.root,"keydown",n=>{if(It.includes(n.target.tagName)||n.
ctrlKey||n.metaKey||n.altKey)return;let e=n.key==="Escape"?()=>this.pick(vt):this.#r.keys?.[n.key];e&&(e(this),n.preventDefault(),n.stopPropagation())})}clean(){
this.#o=!0;for(let n of this.#e)n();this.root.remove()}},Xt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function V(t,n,e){if(!e.length)return;let o=Math.max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[_(o+n,0,e.length-1)],expert:-1,entry:-1})}var Z={sliding:"▭",csa:"▤",hca:"▦"},J=(t,n)=>`layer ${t} ${Z[n??""]??""} ${n==="sliding"?"sliding":(n??"").toUpperCase()}`;var Dt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Lt=/<｜([^｜<>\n]*)｜>/g,Ut=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Bt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,B=t=>t.replace(Lt,(n,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(Dt,Bt),K=t=>Ut.test(
t)?`⁨${t}⁩`:t;function W(t,n=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=B(e)||"␣",i=[...o];return K(i.length>n?`${i.slice(0,
n-1).join("")}…`:o)}var z=(t,n,e)=>t.find(o=>e(o)<=n)??"";var mt=4278190080;function Kt(t,n,e,o,i){let s=e?12:0,a=t-40-s-8,l=_(a/Math.max(1,e+o),.25,7),f=Math.min(e*l,a-Math.min(o*l,a*.45)),c=40+f+s,h=Math.min(o*l,t-c-
8),d=_((n-45)/Math.max(1,i),1,8),m={entryCell:e?f/e:0,windowCell:o?h/o:0};return{left:40,entryW:f,windowX:c,windowW:h,row:d,top:15,...m}}function ot({model:t,own:n},e){
let{map:o,canvas:i}=n;if(!o)return null;let r=t.get("map_facts"),s=i.getBoundingClientRect(),a=e.clientX-s.left,l=Math.floor((e.clientY-s.top-o.top)/o.row);if(l<
0||l>=r.queries)return null;let f=r.first+l;if(o.entryW&&a>=o.left&&a<o.left+o.entryW){let c=Math.floor((a-o.left)/o.entryCell);return{query:f,entry:c,key:-1,code:x(
t.get("map_entries"))[l*r.entries+c]}}if(a>=o.windowX&&a<o.windowX+o.windowW){let c=Math.floor((a-o.windowX)/o.windowCell);return{query:f,entry:-1,key:f-c,code:x(
t.get("map_window"))[l*r.window+c]}}return{query:f,entry:-1,key:-1,code:255}}function zt(t,n,e,[o,i,r],[s,a,l]){let f=new ImageData(e,n),c=new ImageData(e,n),h=new Uint32Array(
f.data.buffer),d=new Uint32Array(c.data.buffer);return t.forEach((m,w)=>{if(m<=252){let y=18+Math.round(237*m/252);h[w]=(y<<24|r<<16|i<<8|o)>>>0}else m===254?d[w]=
mt:m===253&&(w+Math.floor(w/e))%3===0&&(h[w]=(mt|l<<16|a<<8|s)>>>0)}),{image:f,mask:c}}function Ft(t,n,e,o,{rgb:i,missing:r,pattern:s},a){if(!o||!e)return;let{image:l,
mask:f}=zt(n,e,o,i,r),c=U(o,e),h=U(Math.max(1,Math.ceil(a.w)),Math.max(1,Math.ceil(a.h)));t.imageSmoothingEnabled=!1,$(c).putImageData(f,0,0);let d=$(h);d.imageSmoothingEnabled=
!1,d.drawImage(c,0,0,h.width,h.height),d.globalCompositeOperation="source-in",d.fillStyle=s,d.fillRect(0,0,h.width,h.height),t.globalAlpha=.5,t.drawImage(h,a.x,
a.y,a.w,a.h),t.globalAlpha=1,$(c).putImageData(l,0,0),t.drawImage(c,a.x,a.y,a.w,a.h)}function Yt(t,n,e,o){let i=k(o,"quiet"),r=n;t.font="10px system-ui, sans-se\
rif",t.textBaseline="middle";for(let s of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=k(o,"line"),t.strokeRect(r+.5,e+.5,11,9),
s==="not picked")t.globalAlpha=.6,t.fillStyle=I(t,i),t.fillRect(r,e,12,10);else if(s==="next to zero")t.globalAlpha=.09,t.fillStyle=k(o,"entries"),t.fillRect(r,
e,12,10);else if(s==="not captured"){t.fillStyle=i;for(let a of[2,6,10])t.fillRect(r+a,e+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=i,t.textAlign="left",t.fillText(
s,r+16,e+5.5),r+=26+t.measureText(s).width}}function yt(t,n){let{model:e,root:o,own:i}=t,r=e.get("map_facts"),s=r.queries??0,a=i.scroll.clientWidth,l=Kt(a,n,r.entries,
r.window,s),f=s*l.row,c=R(i.canvas,a,l.top+f+30),h=k(o,"quiet"),d=I(c,h,4);c.font="10px system-ui, sans-serif",c.textBaseline="middle";let m=(p,b,A,S,q)=>{let H={
rgb:Y(k(o,A)),missing:Y(Gt(h)),pattern:d};Ft(c,p,s,b,H,{x:S,y:l.top,w:q,h:f}),c.strokeStyle=k(o,"line"),c.strokeRect(S-.5,l.top-.5,q+1,f+1),c.fillStyle=k(o,A)},
w=(p,b,A)=>c.fillText(z(p,A,S=>c.measureText(S).width),b,6);if(r.entries){m(x(e.get("map_entries")),r.entries,"entries",l.left,l.entryW);let p=[`compressed past\
: entries 0 to ${r.entries-1}`,"compressed past","entries","past"];w(p,l.left,l.windowX-l.left-4)}m(x(e.get("map_window")),r.window,"window",l.windowX,l.windowW),
w(["window: itself, then back","window"],l.windowX,l.windowW),c.fillStyle=h,c.textAlign="right";let y=Math.max(1,Math.ceil(s/Math.max(2,f/40)));for(let p=0;p<s;p+=
y)c.fillText(`${r.first+p}`,l.left-4,l.top+(p+.5)*l.row);return c.textAlign="left",jt(t,c,r,s,l),Yt(c,l.left,l.top+f+12,o),l}function jt({root:t,sel:n,own:e},o,i,r,s){
let a=n.get("token")===-1?r-1:n.get("token")-i.first;a>=0&&a<r&&(o.strokeStyle=k(t,"mark"),o.lineWidth=1.5,o.strokeRect(s.left-1,s.top+a*s.row-.5,s.windowX+s.windowW-
s.left+2,s.row+1),o.lineWidth=1);let l=e.shownEntry();l<0||l>=i.entries||(o.strokeStyle=k(t,"ink"),o.strokeRect(s.left+l*s.entryCell,s.top-1,Math.max(2,s.entryCell),
r*s.row+2))}function Gt(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(e=>Number(e).toString(16).padStart(2,"0")).join("")}`}var gt=["entries","window","sink"],Zt=["compressed past (bottom)","window","sink (top)"],wt=[.85,.5,.95];function Jt(t,n,e){let i=_(Math.floor((t-74-4)/Math.max(
1,e)),5,70),r=_(Math.floor(250/Math.max(1,n)),7,30);return{left:74,w:i,h:r,top:16}}function kt({model:t,own:n},e){let{thumbs:o,canvas:i}=n;if(!o)return null;let[
r,s]=t.get("profile_shape"),a=i.getBoundingClientRect(),l=Math.floor((e.clientY-a.top-o.top)/o.h),f=Math.floor((e.clientX-a.left-o.left)/o.w);return l>=0&&l<r&&
f>=0&&f<s?{layer:t.get("layers")[l],head:f}:null}function bt(t){let{model:n,root:e,sel:o,own:i}=t,[r,s]=n.get("profile_shape"),a=n.get("layers"),l=i.scroll.clientWidth,
f=Jt(l,r,s),c=R(i.canvas,l,f.top+r*f.h+24),h=gt.map(d=>k(e,d));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=k(e,"quiet");for(let d=0;d<
s;d+=Math.ceil(24/f.w))c.fillText(`${d}`,f.left+d*f.w+2,7);c.fillText("head",f.left-28,7);for(let d=0;d<r;d++){let m=f.top+d*f.h,w=a[d]===o.get("layer"),y=n.get(
"kinds")[d];c.fillStyle=k(e,w?"mark":"ink"),c.font=`${w?"bold ":""}10px system-ui, sans-serif`;let p=`${a[d]} ${Z[y]??""} ${y??""}`;(f.h>=11||d%2===0)&&c.fillText(
p,4,m+f.h/2);for(let b=0;b<s;b++)te(t,c,f,h,d,b);w&&(c.strokeStyle=k(e,"mark"),c.lineWidth=1.5,c.strokeRect(f.left+Math.max(0,o.get("head"))*f.w+.5,m+.5,f.w-1,f.
h-1),c.lineWidth=1)}return ee(t,c,h,f.left,f.top+r*f.h+8),f}function te({model:t,root:n},e,o,i,r,s){let[,a,l]=t.get("profile_shape"),f=x(t.get("profile")),c=o.top+
r*o.h,h=(o.w-2)/l+.4;for(let d=0;d<l;d++){let m=((r*a+s)*l+d)*gt.length,w=o.left+s*o.w+1+d*(o.w-2)/l;if(f[m]===255){e.fillStyle=k(n,"none"),e.fillRect(w,c+o.h/2,
1,1);continue}let y=c+o.h-1;for(let[p,b]of i.entries()){let A=f[m+p]/254*(o.h-2);e.fillStyle=b,e.globalAlpha=wt[p],e.fillRect(w,y-A,h,A),y-=A}e.globalAlpha=1}}function ee({
root:t},n,e,o,i){let r=o;for(let[s,a]of Zt.entries())n.fillStyle=e[s],n.globalAlpha=wt[s],n.fillRect(r,i,10,10),n.globalAlpha=1,n.fillStyle=k(t,"quiet"),n.fillText(
a,r+14,i+5),r+=30+n.measureText(a).width}var rt=48,ne=108,C=20,P=10,oe=54,T=15,F=22;function re(t,n,e){let o=Math.max(60,t-rt-ne-C-2*P),i=Math.min(F,o/Math.max(1,n+e)),r=Math.min(e*14,o*.45),s=o-Math.min(
r,e*F),a=n?_(n*i,Math.min(n*F,o*.25),s):0,l=Math.min(e*F,o-a),f=rt+a+(a?P:0);return{entryX:rt,entryW:a,entryCell:n?a/n:0,windowX:f,windowW:l,windowCell:e?l/e:0,
sinkX:f+l+P}}var se=t=>t<=8?24:t<=12?18:13;function st(t,n,e,o){if(t==="heads")return Array.from({length:n},(r,s)=>o.slice(s*e,(s+1)*e));let i=new Float32Array(
e).fill(Number.NaN);for(let r=0;r<e;r++){let s=Array.from({length:n},(a,l)=>o[l*e+r]).filter(a=>!Number.isNaN(a));s.length&&(i[r]=t==="mean"?s.reduce((a,l)=>a+l,
0)/n:Math.max(...s))}return[i]}function xt({model:t}){let n=t.get("facts"),e=n.heads??0,o=t.get("rows"),i=D(t.get("mass")),r=N(t.get("window")),s=N(t.get("entri\
es")),a=l=>Float32Array.from({length:e},(f,c)=>i[3*c+l]);return{facts:n,heads:e,mode:o,window:r,entries:s,pieces:L(t.get("utf8"),t.get("lengths")),windowRows:st(
o,e,r.length,M(t.get("window_weight"))),entryRows:st(o,e,s.length,M(t.get("entry_weight"))),masses:[0,1,2].map(l=>st(o,e,1,a(l)).map(f=>f[0]))}}function at({model:t,
own:n},e){let{zones:o}=n;if(!o)return null;let i=n.canvas.getBoundingClientRect(),r=e.clientX-i.left,s=Math.floor((e.clientY-i.top-T)/o.tall),a=t.get("rows")===
"heads"&&s>=0&&s<t.get("facts").heads?s:-1;return o.entryW&&r>=o.entryX&&r<o.entryX+o.entryW?{zone:"entry",key:Math.floor((r-o.entryX)/o.entryCell),head:a}:o.windowW&&
r>=o.windowX&&r<o.windowX+o.windowW?{zone:"window",key:N(t.get("window"))[Math.floor((r-o.windowX)/o.windowCell)],head:a}:{zone:r>=o.sinkX&&r<o.sinkX+C?"sink":"",
key:-1,head:a}}function _t(t,n){let{root:e,own:o}=t,i=n.windowRows.length,r=o.scroll.clientWidth,s={...re(r,n.facts.visible,n.window.length),tall:se(i)};o.zones=
s;let a=T+i*s.tall,l=R(o.canvas,r,a+oe),f=["ink","quiet","line","mark","panel","entries","window","sink"],[c,h,d,m,w,y,p,b]=f.map(lt=>k(e,lt)),A={ink:c,quiet:h,
line:d,mark:m,paper:w,entries:y,window:p,sink:b};l.textBaseline="middle",l.font="10px system-ui, sans-serif";let S=ie(l,s,A);s.entryW&&(l.globalAlpha=.4,l.fillStyle=
I(l,h),l.fillRect(s.entryX,T,s.entryW,a-T),l.globalAlpha=1);let q=n.windowRows.map((lt,Et)=>ae(t,l,n,s,A,Et));s.entryW&&(l.strokeStyle=d,l.strokeRect(s.entryX+.5,
T-.5,s.entryW-1,a-T)),ce(t,l,n,s,A,a),s.entryW&&fe(t,l,n,s,A,a);let H=n.window.indexOf(t.sel.get("hover_token"));return H>=0&&(l.strokeStyle=c,l.lineWidth=1,l.strokeRect(
s.windowX+H*s.windowCell,T-.5,s.windowCell,a-T)),{titles:S,shares:q}}function ie(t,n,e){let o=[],i=(s,a,l,f)=>{let c=z(s,l,h=>t.measureText(h).width);t.fillStyle=
f,t.fillText(c,a,6),o.push([c,a,t.measureText(c).width])},r=["compressed past","compressed","past"];return n.entryW&&i(r,n.entryX,n.entryW+P-4,e.entries),i(["wi\
ndow: exact tokens","window"],n.windowX,n.windowW+P-4,e.window),t.fillStyle=e.sink,t.fillText("sink",n.sinkX-1,6),t.fillStyle=e.quiet,t.fillText("past   window \
 sink",n.sinkX+C+8,6),o}function it(t,n,e){t.globalAlpha=.06+.94*Math.sqrt(_(e,0,1)),t.fillStyle=n}function ae({sel:t},n,e,o,i,r){let{mode:s,masses:a,facts:l}=e,
{sinkX:f,tall:c}=o,h=T+r*c,d=s==="heads"&&r===t.get("head");if(n.globalAlpha=1,n.fillStyle=d?i.mark:i.quiet,n.font=`${d?"bold ":""}10px system-ui, sans-serif`,n.
fillText(s==="heads"?`head ${r}`:s,2,h+c/2),l.listed)le(n,e,o,i,r);else{n.globalAlpha=1,n.fillStyle=i.quiet;let y=o.windowX+Math.max(o.windowW,40);for(let p=o.windowX;p<
y;p+=8)n.fillRect(p,h+c/2,2,2)}it(n,i.sink,a[2][r]),n.fillRect(f,h,C,c-1),n.globalAlpha=1,n.strokeStyle=i.line,n.lineWidth=1,n.strokeRect(f+.5,h+.5,C-1,c-2);let m=a.
map(y=>y[r]),w=s==="max"?m:dt(m);n.fillStyle=d?i.mark:i.ink,n.font="10px system-ui, sans-serif";for(let[y,p]of w.entries())n.fillText(E(p),f+C+8+34*y,h+c/2);return w}
function le(t,{entries:n,window:e,entryRows:o,windowRows:i},r,s,a){let{entryX:l,entryCell:f,windowX:c,windowCell:h,tall:d}=r,m=T+a*d;n.forEach((w,y)=>{let p=o[a][y];
if(Number.isNaN(p))return;let b=l+w*f;t.globalAlpha=1,t.fillStyle=s.paper,t.fillRect(b,m,Math.max(f,1),d),it(t,s.entries,p),t.fillRect(b,m,Math.max(f-(f>4?1:0),
1),d-1)}),e.forEach((w,y)=>{let p=i[a][y];Number.isNaN(p)||(it(t,s.window,p),t.fillRect(c+y*h,m,Math.max(h-(h>4?1:0),1),d-1))})}function ce({sel:t},n,{facts:e,window:o,
pieces:i},{windowX:r,windowW:s,windowCell:a},l,f){let c=t.get("hover_token");n.font="10px system-ui, sans-serif",a>=9?o.forEach((h,d)=>{n.save(),n.translate(r+(d+
.5)*a,f+3),n.rotate(-Math.PI/2),n.textAlign="right",n.fillStyle=h===e.query?l.mark:h===c?l.ink:l.quiet,n.font=`${h===c||h===e.query?"bold ":""}10px system-ui, s\
ans-serif`,n.fillText(W(i[d]??"",8),0,0),n.restore()}):o.length&&(n.fillStyle=l.quiet,n.textAlign="left",n.fillText(`token ${o[0]}`,r,f+8),n.textAlign="right",n.
fillText(`${o[o.length-1]}`,r+s,f+8)),n.textAlign="left"}function fe({own:t},n,{facts:e,entries:o},{entryX:i,entryW:r,entryCell:s},a,l){let{visible:f,rate:c}=e;
if(n.fillStyle=a.quiet,s>=14){n.textAlign="center";for(let d=0;d<f;d++)n.fillStyle=o.includes(d)?a.ink:a.quiet,n.fillText(`${d}`,i+(d+.5)*s,l+8)}else n.fillText(
"0",i,l+8),n.textAlign="right",n.fillText(`${f-1}`,i+r,l+8);n.textAlign="left",n.fillStyle=a.quiet,r>60&&n.fillText(`entries of ${c}`,i,l+21);let h=t.shownEntry();
h===-1||h>=f||(n.strokeStyle=a.mark,n.lineWidth=2,n.strokeRect(i+h*s,T-1,Math.max(s,2),l-T+1))}var he=290,de={hover_entry:-1,hover_token:-1,hover_head:-1},ue={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function pe({
head:t,body:n,sel:e}){let o=g("select");o.setAttribute("aria-label","what is drawn"),o.append(O("heads","every head"),O("mean","mean of heads"),O("max","largest\
 of heads"),O("map","query × key"),O("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let i=g("div","dsv-scroll"),r=g("canvas"),s=g("div","dsv-n\
ote");return i.style.maxHeight="var(--dsv-attention-height, 300px)",i.style.overflowX="hidden",r.style.cursor="pointer",i.append(r),n.append(i,s),s.style.minHeight=
"30px",{rows:o,scroll:i,canvas:r,note:s,shownEntry:()=>e.get("hover_entry")!==-1?e.get("hover_entry"):e.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function me(t){let{model:n,own:e}=t,{rows:o,canvas:i}=e;t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(i,"mousemove",r=>{let s=n.get("rows");s!=="all"&&
(s==="map"?ye(t,r):ge(t,r),t.redraw())}),t.listen(i,"mouseleave",()=>{e.hovered=null,t.hover(de),t.redraw()}),t.listen(i,"click",r=>{let s=n.get("rows");s==="al\
l"?we(t,r):s==="map"?ke(t,r):be(t,r)})}function ye(t,n){let e=ot(t,n);t.own.hovered=e;let o=e&&e.key>=0?e.key:e?.query;t.hover({hover_entry:e&&e.code<=252?e.entry:
-1,hover_token:o??-1})}function ge(t,n){let e=at(t,n);t.hover({hover_entry:e?.zone==="entry"?e.key:-1,hover_token:e?.zone==="window"?e.key:-1,hover_head:e?.head??
-1})}function we(t,n){let e=kt(t,n);e&&t.pick({...e,entry:-1,...e.layer===t.sel.get("layer")?{}:{expert:-1}})}function ke(t,n){let e=ot(t,n);e&&t.pick({token:e.
query,...e.entry!==-1&&e.code<=252?{entry:e.entry}:{}})}function be(t,n){let e=at(t,n);e&&t.pick({...e.head===-1?{}:{head:e.head},...e.zone==="entry"?{entry:t.sel.
get("entry")===e.key?-1:e.key}:{},...e.zone==="window"?{token:e.key}:{}})}function xe(t){let{model:n,own:e}=t,o=n.get("rows");e.rows.value=o,o==="all"?_e(t):o===
"map"?Ae(t):Ee(t)}function _e(t){let{model:n,sel:e,root:o,facts:i,own:r}=t;n.get("profile_shape")[0]&&(r.map=null,r.thumbs=bt(t),i.replaceChildren("every layer \
and head over the run; click one to choose it"),r.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",o.drawn={mode:"all",shape:[...n.get("profile_shape")],layer:e.get("layer"),head:e.get("head"),places:r.
thumbs,at:performance.now()})}function Ae(t){let{model:n,root:e,facts:o,own:i}=t,r=n.get("map_facts");if(r.queries===void 0)return;i.thumbs=null,i.map=yt(t,he);
let s=r.first+r.queries-1,a=` · head ${r.head} · queries ${r.first} to ${s}`;o.replaceChildren(g("b","",J(r.layer,r.kind)),a),i.note.textContent=Te(t),e.drawn=
{mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,entries:r.entries,places:i.map,place:i.hovered,codes:Array.from(x(n.get("map_entries")).slice(
0,64)),at:performance.now()}}function Te({model:t,own:n}){let e=n.hovered,o=!e||e.entry===-1&&e.key<0?"":e.entry!==-1?"entry":"token";if(!e||!o)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let i=ue[e.code]??`weight about ${E((e.code/252)**2,2)}`,r=o==="entry"?K(B(t.
get("entry_text"))):"";return`Query ${e.query}, ${o} ${o==="entry"?e.entry:e.key}: ${i}. ${r}`}function Ee(t){let{model:n,root:e,facts:o,own:i}=t;i.map=i.thumbs=
null;let r=xt(t),{facts:s,heads:a,mode:l}=r;if(s.heads===void 0)return;let{titles:f,shares:c}=_t(t,r);o.replaceChildren(g("b","",J(s.layer,s.kind)),` · query ${s.
query} `,g("b","",`“${W(s.piece??"",18)}”`),` · ${l==="heads"?`${a} heads`:`${l} of ${a} heads`}`),i.note.textContent=Ne(t,r),e.drawn={layer:s.layer,query:s.
query,kind:s.kind,visible:s.visible,window:Array.from(r.window),entries:Array.from(r.entries),weights:r.windowRows.map(h=>Array.from(h)),shares:c,entryText:n.get(
"entry_text"),titles:f,mode:l,at:performance.now()}}function Ne({model:t,sel:n,own:e},{facts:o,mode:i,entries:r,entryRows:s,window:a,windowRows:l,pieces:f}){let c=n.
get("hover_head")!==-1?n.get("hover_head"):Math.max(n.get("head"),0),h=i==="heads"?_(c,0,l.length-1):0,d=i==="heads"?`head ${h}`:`${i} of heads`,m=e.shownEntry(),
w=n.get("hover_token");if(m!==-1&&m<o.visible){let y=r.indexOf(m),p=y<0?"not picked by the indexer: it has no weight":`weight ${E(s[h][y],4)} in ${d}`;return`En\
try ${m}, ${p}. ${K(B(t.get("entry_text")))}`}if(a.includes(w)){let y=a.indexOf(w),p=E(l[h][y],4);return`Token ${w} “${W(f[y],20)}”: weight ${p} in ${d}. Cl\
ick to choose it.`}return i==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees \
its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see i\
ts tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function Se({model:t}){let n=t.get("facts"),e=Array.from({length:n.
heads??0},(c,h)=>h),o=D(t.get("mass")),i=N(t.get("window")),r=N(t.get("entries")),s=M(t.get("window_weight")),a=M(t.get("entry_weight")),l=L(t.get("utf8"),t.get(
"lengths")),f=["compressed past, all","window, all","sink"];return{columns:["read",...e.map(c=>`head ${c}`)],rows:[...f.map((c,h)=>[c,...e.map(d=>o[3*d+h])]),...Array.
from(r,(c,h)=>[`entry ${c}`,...e.map(d=>a[d*r.length+h])]),...Array.from(i,(c,h)=>[`token ${c} “${W(l[h]??"",16)}”`,...e.map(d=>s[d*i.length+h])])],note:n.heads?
`Attention of layer ${n.layer} at query ${n.query}; the first three rows sum to one in every column.`:""}}var At=t=>n=>n.pick({token:Math.max(0,(n.model.get("fa\
cts").query??0)+t)}),Tt=t=>n=>n.pick({head:_(n.sel.get("head")+t,0,(n.model.get("facts").heads??1)-1)}),Me={title:"Attention",aria:"What the chosen token attend\
ed to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:At(-1),ArrowRight:At(1),ArrowUp:Tt(-1),ArrowDown:Tt(1),PageUp:t=>V(
t,-1,t.model.get("layers")),PageDown:t=>V(t,1,t.model.get("layers"))},build:pe,listen:me,draw:xe,table:Se},Rn=pt(Me);export{Rn as default};
