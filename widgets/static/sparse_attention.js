function _(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function L(t,e){let n=_(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var X=t=>L(t,Float32Array),S=t=>L(t,Int32Array);var v=t=>Float32Array.from(L(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function U(t,e){let n=_(t),o=new TextDecoder,i=[],s=0;for(let r of L(e,Uint16Array))i.
push(o.decode(n.subarray(s,s+r))),s+=r;return i}var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function j(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function u(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function R(t,e){let n=u("option","",e);return n.value=String(t),n}function dt(t,e){let n=u("table",t),o=u("thead"),i=u("tr"),s=u("tbody");for(let r of e)i.append(
u("th","",r));return o.append(i),n.append(o,s),{table:n,head:i,rows:s}}function W(t,e,n){let o=window.devicePixelRatio||1,i=Math.max(1,Math.round(e*o)),s=Math.max(
1,Math.round(n*o));(t.width!==i||t.height!==s)&&(t.width=i,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let r=I(t);return r.setTransform(o,0,0,o,0,
0),r.clearRect(0,0,e,n),r}var I=t=>t.getContext("2d");function B(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function q(t,e,n=5){let o=B(
n,n),i=I(o);return i.strokeStyle=e,i.lineWidth=1,i.beginPath(),i.moveTo(0,n),i.lineTo(n,0),i.moveTo(-1,1),i.lineTo(1,-1),i.moveTo(n-1,n+1),i.lineTo(n+1,n-1),i.stroke(),
t.createPattern(o,"repeat")}var vt=["fill","outline","under","dotted","dashed","ramp"],Rt=["hatch","dots","dot","bar","tick","strike"],Wt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function It(t,e){let n=u("span","dsv-mark-of"),[o,i]=t.split(" "),s=vt.includes(o)&&i||Rt.includes(o),
r=u("span",s?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",s?"":t);return i&&s&&r.style.setProperty("--sign",`var(--dsv-${i==="tint"?"ramp-high":i})`),r.setAttribute(
"aria-hidden",String(s)),n.append(r,e),n}function ht(t,e,n){if(!e?.look_for)return;let{head:o,look:i}=t,s=u("div","dsv-marks"),r=u("div","dsv-help"),a=u("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),r.hidden=!0,r.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>It(l,c))),r.append(...e.explains.map(l=>u("p","",l))),e.equation&&
r.append(...Ct(t,e,n)),i.append(u("p","dsv-look-for",e.look_for),s,r),o.append(a),t.listen(a,"click",()=>{r.hidden=!r.hidden,a.setAttribute("aria-expanded",String(
!r.hidden))})}function Ct(t,e,n){let o=u("div","dsv-equation"),i=u("div","dsv-symbol-said","Point at a symbol for what it is here.");i.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let r=u("div");for(let{text:a,symbol:l}of Wt(s)){if(!l){r.append(a);continue}let c=u("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let f=()=>{let d=n(a),h=d?u("b","",` Here: ${d}.`):"";i.replaceChildren(u("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,h),
i.dataset.symbol=a};for(let d of["mouseenter","focus","click"])t.listen(c,d,f);r.append(c)}o.append(r)}return[o,i]}var ut=globalThis;ut.dsvGains??=new WeakMap;var G=ut.dsvGains;function Pt(t,e){let n=t.get(e);return G.get(n)?.whole??n}function qt(t,e,n,o){let i=t.get(e),s=_(
Pt(t,e)),r=_(o);if(s.length!==n||!(i instanceof Object))return!1;let a=G.get(i);if(!a||a.room.length<n+r.length){let l=new Uint8Array(2*(n+r.length));l.set(s),a=
{room:l},G.set(i,a)}return a.room.set(r,n),a.whole=a.room.subarray(0,n+r.length),!0}function pt({model:t}){let e=(n,o)=>{let i=(n?.gained??[]).filter(([s,r],a)=>!qt(
t,s,r,o[a]));i.length&&t.send({whole:i.map(([s])=>s)})};t.on("msg:custom",e)}var k=(t,e,n)=>Math.max(e,Math.min(n,t));function N(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function mt(t){let e=t.reduce((r,a)=>r+
a,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(r=>Math.floor(r/e*100+1e-9)),o=t.map(r=>r/e*100%1),i=t.map((r,a)=>a).sort((r,a)=>o[a]-o[r]),s=100-n.reduce(
(r,a)=>r+a,0);for(let r=0;r<s;r++)n[i[r%i.length]]++;return n.map(r=>r/100)}var Q=400;function yt(t,e){let n=u("button","dsv-small dsv-numbers","numbers"),o=u("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the n\
umbers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let i=!1;
return t.listen(n,"click",()=>{i=!i,n.setAttribute("aria-pressed",String(i)),t.redraw()}),()=>(o.style.display=i?"":"none",t.body.style.display=i?"none":"",i&&Dt(
t,o,e()),i)}function Dt(t,e,{columns:n,rows:o,note:i}){let s=dt("dsv-table",n);for(let a of s.head.children)a.scope="col";for(let a of o.slice(0,Q)){let l=u("tr");
l.style.cursor="default";for(let c of a)l.append(u("td","",Ht(c)));s.rows.append(l)}let r=o.length>Q?`The first ${Q} of ${o.length} rows. `:"";e.replaceChildren(
u("div","dsv-note",r+(i??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Ht(t){return typeof t=="number"?Number.isInteger(t)?String(t):N(t,4):
String(t??"–")}var Lt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Xt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ut={expert:-1,entry:-1,hover_entry:-1},Bt=["SELECT","INPUT","TEX\
TAREA"],gt=t=>({initialize:pt,render:e=>Kt(e,t)});async function Kt({model:t,el:e},n){let o=Ft(n);e.append(o.root);let i=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new V(t,i,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function zt(t,e){let n=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[o,i]of Object.entries({...n?Ut:{},...e}))t.set(o,i);t.save_changes()}function Ft({title:t,aria:e}){let n=u("div","dsv");n.tabIndex=
0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=u("div","dsv-head"),i=u("div","dsv-facts");i.setAttribute("aria-live","polite"),o.append(u(
"span","dsv-title",t),u("span","dsv-space"));let s=u("div","dsv-look"),r=u("div","dsv-message"),a=u("div","dsv-body");return n.append(u("div","dsv-gone",Lt),o,s,
i,r,a),{root:n,head:o,look:s,facts:i,message:r,body:a}}var V=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(e,n,{root:o,head:i,look:s,facts:r,message:a,body:l},c){
this.model=e,this.sel=n,this.root=o,this.head=i,this.look=s,this.facts=r,this.body=l,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?yt(this,()=>c.table(
this)):null,ht(this,e.get("about"),f=>c.symbols?.(this,f)),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.#o||
this.#i()}))}#i(){let{root:e,model:n,facts:o,body:i}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=n.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",i.style.display=s?"none":"",s){o.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(r){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${r}`,console.error(r)}}pick(e){zt(this.sel,
e)}hover(e){let n=Object.entries(e).filter(([o,i])=>this.sel.get(o)!==i);this.#a(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[n,o]of e)
this.sel.set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,i){e.addEventListener(n,o,i),this.#e.push(()=>e.removeEventListener(n,o,i))}#l(){
let{model:e,sel:n,root:o}=this,i=()=>this.redraw(),s=(c,f,d)=>{c.on(f,d),this.#e.push(()=>c.off(f,d))};s(e,"change",i),s(e,"msg:custom",i),s(n,"change",i);let r=()=>o.
classList.toggle("gone",n.comm_live===!1);r(),s(n,"comm_live_update",r);let a=new MutationObserver(()=>{i(),setTimeout(i,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(i);l.observe(o),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",Yt,!0),this.listen(this.root,"keydown",e=>{if(Bt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(Xt):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#o=!0;for(let e of this.#e)e();this.root.remove()}},
Yt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function Z(t,e,n){if(!n.length)return;let o=Math.max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[k(o+e,0,n.length-1)],expert:-1,entry:-1})}var J={sliding:"▭",csa:"▤",hca:"▦"},tt=(t,e)=>`layer ${t} ${J[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var jt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Gt=/<｜([^｜<>\n]*)｜>/g,Qt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Vt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,K=t=>t.replace(Gt,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(jt,Vt),z=t=>Qt.test(
t)?`⁨${t}⁩`:t;function C(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=K(n)||"␣",i=[...o];return z(i.length>e?`${i.slice(0,
e-1).join("")}…`:o)}var F=(t,e,n)=>t.find(o=>n(o)<=e)??"";var E=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var wt=4278190080;function Zt(t,e,n,o,i){let r=n?12:0,a=t-40-r-8,l=k(a/Math.max(1,n+o),.25,7),c=Math.min(n*l,a-Math.min(o*l,a*.45)),f=40+c+r,d=Math.min(o*l,t-f-
8),h=k((e-45)/Math.max(1,i),1,8),y={entryCell:n?c/n:0,windowCell:o?d/o:0};return{left:40,entryW:c,windowX:f,windowW:d,row:h,top:15,...y}}function rt({model:t,own:e},n){
let{map:o,canvas:i}=e;if(!o)return null;let s=t.get("map_facts"),r=i.getBoundingClientRect(),a=n.clientX-r.left,l=Math.floor((n.clientY-r.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&a>=o.left&&a<o.left+o.entryW){let f=Math.floor((a-o.left)/o.entryCell);return{query:c,entry:f,key:-1,code:_(
t.get("map_entries"))[l*s.entries+f]}}if(a>=o.windowX&&a<o.windowX+o.windowW){let f=Math.floor((a-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-f,code:_(
t.get("map_window"))[l*s.window+f]}}return{query:c,entry:-1,key:-1,code:255}}function Jt(t,e,n,[o,i,s],[r,a,l]){let c=new ImageData(n,e),f=new ImageData(n,e),d=new Uint32Array(
c.data.buffer),h=new Uint32Array(f.data.buffer);return t.forEach((y,w)=>{if(y<=252){let g=18+Math.round(237*y/252);d[w]=(g<<24|s<<16|i<<8|o)>>>0}else y===254?h[w]=
wt:y===253&&(w+Math.floor(w/n))%3===0&&(d[w]=(wt|l<<16|a<<8|r)>>>0)}),{image:c,mask:f}}function te(t,e,n,o,{rgb:i,missing:s,pattern:r},a){if(!o||!n)return;let{image:l,
mask:c}=Jt(e,n,o,i,s),f=B(o,n),d=B(Math.max(1,Math.ceil(a.w)),Math.max(1,Math.ceil(a.h)));t.imageSmoothingEnabled=!1,I(f).putImageData(c,0,0);let h=I(d);h.imageSmoothingEnabled=
!1,h.drawImage(f,0,0,d.width,d.height),h.globalCompositeOperation="source-in",h.fillStyle=r,h.fillRect(0,0,d.width,d.height),t.globalAlpha=.5,t.drawImage(d,a.x,
a.y,a.w,a.h),t.globalAlpha=1,I(f).putImageData(l,0,0),t.drawImage(f,a.x,a.y,a.w,a.h)}function ee(t,e,n,o){let i=b(o,"quiet"),s=e;t.font=E(),t.textBaseline="midd\
le";for(let r of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=b(o,"line"),t.strokeRect(s+.5,n+.5,11,9),r==="not picked")t.globalAlpha=
.6,t.fillStyle=q(t,i),t.fillRect(s,n,12,10);else if(r==="next to zero")t.globalAlpha=.09,t.fillStyle=b(o,"entries"),t.fillRect(s,n,12,10);else if(r==="not captu\
red"){t.fillStyle=i;for(let a of[2,6,10])t.fillRect(s+a,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=i,t.textAlign="left",t.fillText(r,s+16,n+5.5),s+=26+t.measureText(
r).width}}function bt(t,e){let{model:n,root:o,own:i}=t,s=n.get("map_facts"),r=s.queries??0,a=i.scroll.clientWidth,l=Zt(a,e,s.entries,s.window,r),c=r*l.row,f=W(i.
canvas,a,l.top+c+30),d=b(o,"quiet"),h=q(f,d,4);f.font=E(),f.textBaseline="middle";let y=(m,A,x,$,D)=>{let H={rgb:j(b(o,x)),missing:j(oe(d)),pattern:h};te(f,m,r,
A,H,{x:$,y:l.top,w:D,h:c}),f.strokeStyle=b(o,"line"),f.strokeRect($-.5,l.top-.5,D+1,c+1),f.fillStyle=b(o,x)},w=(m,A,x)=>f.fillText(F(m,x,$=>f.measureText($).width),
A,6);if(s.entries){y(_(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let m=[`compressed past: entries 0 to ${s.entries-1}`,"compressed past","entri\
es","past"];w(m,l.left,l.windowX-l.left-4)}y(_(n.get("map_window")),s.window,"window",l.windowX,l.windowW),w(["window: itself, then back","window"],l.windowX,l.
windowW),f.fillStyle=d,f.textAlign="right";let g=Math.max(1,Math.ceil(r/Math.max(2,c/40)));for(let m=0;m<r;m+=g)f.fillText(`${s.first+m}`,l.left-4,l.top+(m+.5)*
l.row);return f.textAlign="left",ne(t,f,s,r,l),ee(f,l.left,l.top+c+12,o),l}function ne({root:t,sel:e,own:n},o,i,s,r){let a=e.get("token")===-1?s-1:e.get("token")-
i.first;a>=0&&a<s&&(o.strokeStyle=b(t,"chosen"),o.lineWidth=1.5,o.strokeRect(r.left-1,r.top+a*r.row-.5,r.windowX+r.windowW-r.left+2,r.row+1),o.lineWidth=1);let l=n.
shownEntry();l<0||l>=i.entries||(o.strokeStyle=b(t,"ink"),o.strokeRect(r.left+l*r.entryCell,r.top-1,Math.max(2,r.entryCell),s*r.row+2))}function oe(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var kt=["entries","window","sink"],ie=["compressed past (bottom)","window","sink (top)"],At=[.85,.5,.95];function ae(t,e,n){let i=k(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=k(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:i,h:s,top:16}}function _t({model:t,own:e},n){let{thumbs:o,canvas:i}=e;if(!o)return null;let[
s,r]=t.get("profile_shape"),a=i.getBoundingClientRect(),l=Math.floor((n.clientY-a.top-o.top)/o.h),c=Math.floor((n.clientX-a.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<r?{layer:t.get("layers")[l],head:c}:null}function xt(t){let{model:e,root:n,sel:o,own:i}=t,[s,r]=e.get("profile_shape"),a=e.get("layers"),l=i.scroll.clientWidth,
c=ae(l,s,r),f=W(i.canvas,l,c.top+s*c.h+24),d=kt.map(h=>b(n,h));f.font=E(),f.textBaseline="middle",f.fillStyle=b(n,"quiet");for(let h=0;h<r;h+=Math.ceil(24/c.w))
f.fillText(`${h}`,c.left+h*c.w+2,7);f.fillText("head",c.left-28,7);for(let h=0;h<s;h++){let y=c.top+h*c.h,w=a[h]===o.get("layer"),g=e.get("kinds")[h];f.fillStyle=
b(n,w?"chosen":"ink"),f.font=E(w);let m=`${a[h]} ${J[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&f.fillText(m,4,y+c.h/2);for(let A=0;A<r;A++)le(t,f,c,d,h,A);w&&(f.strokeStyle=
b(n,"chosen"),f.lineWidth=1.5,f.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,y+.5,c.w-1,c.h-1),f.lineWidth=1)}return ce(t,f,d,c.left,c.top+s*c.h+8),c}function le({
model:t,root:e},n,o,i,s,r){let[,a,l]=t.get("profile_shape"),c=_(t.get("profile")),f=o.top+s*o.h,d=(o.w-2)/l+.4;for(let h=0;h<l;h++){let y=((s*a+r)*l+h)*kt.length,
w=o.left+r*o.w+1+h*(o.w-2)/l;if(c[y]===255){n.fillStyle=b(e,"none"),n.fillRect(w,f+o.h/2,1,1);continue}let g=f+o.h-1;for(let[m,A]of i.entries()){let x=c[y+m]/254*
(o.h-2);n.fillStyle=A,n.globalAlpha=At[m],n.fillRect(w,g-x,d,x),g-=x}n.globalAlpha=1}}function ce({root:t},e,n,o,i){let s=o;for(let[r,a]of ie.entries())e.fillStyle=
n[r],e.globalAlpha=At[r],e.fillRect(s,i,10,10),e.globalAlpha=1,e.fillStyle=b(t,"quiet"),e.fillText(a,s+14,i+5),s+=30+e.measureText(a).width}var st=50,lt=48,fe=3*lt,O=22,M=10,de=54,T=22,Y=22,he=330;function ue(t,e,n){let o=Math.max(60,t-st-fe-O-2*M),i=Math.min(Y,o/Math.max(1,e+n)),s=Math.min(n*14,o*.45),
r=o-Math.min(s,n*Y),a=e?k(e*i,Math.min(e*Y,o*.25),r):0,l=Math.min(n*Y,o-a),c=st+a+(a?M:0);return{entryX:st,entryW:a,entryCell:e?a/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+M}}var pe=t=>k(Math.floor(he/t),14,34);function it(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,r)=>o.slice(r*n,(r+1)*n));let i=new Float32Array(
n).fill(Number.NaN);for(let s=0;s<n;s++){let r=Array.from({length:e},(a,l)=>o[l*n+s]).filter(a=>!Number.isNaN(a));r.length&&(i[s]=t==="mean"?r.reduce((a,l)=>a+l,
0)/e:Math.max(...r))}return[i]}function Et({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),i=X(t.get("mass")),s=S(t.get("window")),r=S(t.get("entri\
es")),a=l=>Float32Array.from({length:n},(c,f)=>i[3*f+l]);return{facts:e,heads:n,mode:o,window:s,entries:r,pieces:U(t.get("utf8"),t.get("lengths")),windowRows:it(
o,n,s.length,v(t.get("window_weight"))),entryRows:it(o,n,r.length,v(t.get("entry_weight"))),masses:[0,1,2].map(l=>it(o,n,1,a(l)).map(c=>c[0]))}}function ct({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let i=e.canvas.getBoundingClientRect(),s=n.clientX-i.left,r=Math.floor((n.clientY-i.top-T)/o.tall),a=t.get("rows")===
"heads"&&r>=0&&r<t.get("facts").heads?r:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/o.entryCell),head:a}:o.windowW&&
s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:S(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:a}:{zone:s>=o.sinkX&&s<o.sinkX+O?"sink":"",
key:-1,head:a}}function Tt(t,e){let{root:n,own:o}=t,i=e.windowRows.length,s=o.scroll.clientWidth,r={...ue(s,e.facts.visible,e.window.length),tall:pe(i)};o.zones=
r;let a=T+i*r.tall,l=W(o.canvas,s,a+de),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[f,d,h,y,w,g,m,A]=c.map(ft=>b(n,ft)),x={ink:f,quiet:d,
line:h,mark:y,paper:w,entries:g,window:m,sink:A};l.textBaseline="middle",l.font=E();let $=me(l,r,x);r.entryW&&(l.globalAlpha=.4,l.fillStyle=q(l,d),l.fillRect(r.
entryX,T,r.entryW,a-T),l.globalAlpha=1);let D=e.windowRows.map((ft,Mt)=>ye(t,l,e,r,x,Mt));r.entryW&&(l.strokeStyle=h,l.strokeRect(r.entryX+.5,T-.5,r.entryW-1,a-
T)),we(t,l,e,r,x,a),r.entryW&&be(t,l,e,r,x,a);let H=e.window.indexOf(t.sel.get("hover_token"));return H>=0&&(l.strokeStyle=f,l.lineWidth=1,l.strokeRect(r.windowX+
H*r.windowCell,T-.5,r.windowCell,a-T)),{titles:$,shares:D}}function me(t,e,n){let o=[],i=(r,a,l,c)=>{let f=F(r,l,d=>t.measureText(d).width);t.fillStyle=n.ink,t.
fillText(f,a,7),t.fillStyle=c,t.fillRect(a,16,Math.max(0,l-M+4),3),o.push([f,a,t.measureText(f).width])},s=["compressed past","compressed","past"];e.entryW&&i(s,
e.entryX,e.entryW+M-4,n.entries),i(["window: exact tokens","window"],e.windowX,e.windowW+M-4,n.window),i(["sink"],e.sinkX,O+M-4,n.sink),t.fillStyle=n.quiet;for(let[
r,a]of["past","window","sink"].entries())t.fillText(a,e.sinkX+O+8+lt*r,7);return o}function at(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(k(n,0,1)),t.fillStyle=e}function ye({
sel:t},e,n,o,i,s){let{mode:r,masses:a,facts:l}=n,{sinkX:c,tall:f}=o,d=T+s*f,h=r==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?i.mark:i.quiet,e.font=
E(h),e.fillText(r==="heads"?`head ${s}`:r,2,d+f/2),l.listed)ge(e,n,o,i,s);else{e.globalAlpha=1,e.fillStyle=i.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let m=o.
windowX;m<g;m+=8)e.fillRect(m,d+f/2,2,2)}at(e,i.sink,a[2][s]),e.fillRect(c,d,O,f-1),e.globalAlpha=1,e.strokeStyle=i.line,e.lineWidth=1,e.strokeRect(c+.5,d+.5,O-
1,f-2);let y=a.map(g=>g[s]),w=r==="max"?y:mt(y);e.fillStyle=h?i.mark:i.ink,e.font=E();for(let[g,m]of w.entries())e.fillText(N(m),c+O+8+lt*g,d+f/2);return w}function ge(t,{
entries:e,window:n,entryRows:o,windowRows:i},s,r,a){let{entryX:l,entryCell:c,windowX:f,windowCell:d,tall:h}=s,y=T+a*h;e.forEach((w,g)=>{let m=o[a][g];if(Number.
isNaN(m))return;let A=l+w*c;t.globalAlpha=1,t.fillStyle=r.paper,t.fillRect(A,y,Math.max(c,1),h),at(t,r.entries,m),t.fillRect(A,y,Math.max(c-(c>4?1:0),1),h-1)}),
n.forEach((w,g)=>{let m=i[a][g];Number.isNaN(m)||(at(t,r.window,m),t.fillRect(f+g*d,y,Math.max(d-(d>4?1:0),1),h-1))})}function we({sel:t},e,{facts:n,window:o,pieces:i},{
windowX:s,windowW:r,windowCell:a},l,c){let f=t.get("hover_token");e.font=E(),a>=9?o.forEach((d,h)=>{e.save(),e.translate(s+(h+.5)*a,c+3),e.rotate(-Math.PI/2),e.
textAlign="right",e.fillStyle=d===n.query?l.mark:d===f?l.ink:l.quiet,e.font=E(d===f||d===n.query),e.fillText(C(i[h]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=
l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,s+r,c+8)),e.textAlign="left"}function be({own:t},e,{
facts:n,entries:o},{entryX:i,entryW:s,entryCell:r},a,l){let{visible:c,rate:f}=n;if(e.fillStyle=a.quiet,r>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=
o.includes(h)?a.ink:a.quiet,e.fillText(`${h}`,i+(h+.5)*r,l+8)}else e.fillText("0",i,l+8),e.textAlign="right",e.fillText(`${c-1}`,i+s,l+8);e.textAlign="left",e.fillStyle=
a.quiet,s>60&&e.fillText(`entries of ${f}`,i,l+21);let d=t.shownEntry();d===-1||d>=c||(e.strokeStyle=a.mark,e.lineWidth=2,e.strokeRect(i+d*r,T-1,Math.max(r,2),l-
T+1))}var ke=290,Ae={hover_entry:-1,hover_token:-1,hover_head:-1},_e={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function xe({
head:t,body:e,sel:n}){let o=u("select");o.setAttribute("aria-label","what is drawn"),o.append(R("heads","every head"),R("mean","mean of heads"),R("max","largest\
 of heads"),R("map","query × key"),R("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let i=u("div","dsv-scroll"),s=u("canvas"),r=u("div","dsv-n\
ote");return i.style.overflow="hidden",s.style.cursor="pointer",i.append(s),e.append(i,r),r.style.minHeight="30px",{rows:o,scroll:i,canvas:s,note:r,shownEntry:()=>n.
get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function Ee(t){let{model:e,own:n}=t,{rows:o,canvas:i}=n;
t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(i,"mousemove",s=>{let r=e.get("rows");r!=="all"&&(r==="map"?Te(t,s):Ne(t,s),t.redraw())}),t.listen(i,"m\
ouseleave",()=>{n.hovered=null,t.hover(Ae),t.redraw()}),t.listen(i,"click",s=>{let r=e.get("rows");r==="all"?Se(t,s):r==="map"?Me(t,s):Oe(t,s)})}function Te(t,e){
let n=rt(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:-1,hover_token:o??-1})}function Ne(t,e){let n=ct(t,e);
t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??-1})}function Se(t,e){let n=_t(t,e);n&&t.pick({...n,
entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Me(t,e){let n=rt(t,e);n&&t.pick({token:n.query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}
function Oe(t,e){let n=ct(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?
{token:n.key}:{}})}function $e(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?ve(t):o==="map"?Re(t):Ie(t)}function ve(t){let{model:e,sel:n,root:o,
facts:i,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=xt(t),i.replaceChildren("every layer and head over the run; click one to choose it"),s.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",o.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.thumbs,at:performance.now()})}function Re(t){let{model:e,root:n,facts:o,
own:i}=t,s=e.get("map_facts");if(s.queries===void 0)return;i.thumbs=null,i.map=bt(t,ke);let r=s.first+s.queries-1,a=` · head ${s.head} · queries ${s.first} to\
 ${r}`;o.replaceChildren(u("b","",tt(s.layer,s.kind)),a),i.note.textContent=We(t),n.drawn={mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,
entries:s.entries,places:i.map,place:i.hovered,codes:Array.from(_(e.get("map_entries")).slice(0,64)),at:performance.now()}}function We({model:t,own:e}){let n=e.
hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let i=_e[n.code]??`weight about ${N((n.code/252)**2,2)}`,s=o==="entry"?z(K(t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?
n.entry:n.key}: ${i}. ${s}`}function Ie(t){let{model:e,root:n,facts:o,own:i}=t;i.map=i.thumbs=null;let s=Et(t),{facts:r,heads:a,mode:l}=s;if(r.heads===void 0)return;
let{titles:c,shares:f}=Tt(t,s);o.replaceChildren(u("b","",tt(r.layer,r.kind)),` · query ${r.query} `,u("b","",`“${C(r.piece??"",18)}”`),` · ${l==="heads"?
`${a} heads`:`${l} of ${a} heads`}`),i.note.textContent=Ce(t,s),n.drawn={layer:r.layer,query:r.query,kind:r.kind,visible:r.visible,window:Array.from(s.window),entries:Array.
from(s.entries),weights:s.windowRows.map(d=>Array.from(d)),shares:f,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function Ce({model:t,sel:e,
own:n},{facts:o,mode:i,entries:s,entryRows:r,window:a,windowRows:l,pieces:c}){let f=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),d=i===
"heads"?k(f,0,l.length-1):0,h=i==="heads"?`head ${d}`:`${i} of heads`,y=n.shownEntry(),w=e.get("hover_token");if(y!==-1&&y<o.visible){let g=s.indexOf(y),m=g<0?"\
not picked by the indexer: it has no weight":`weight ${N(r[d][g],4)} in ${h}`;return`Entry ${y}, ${m}. ${z(K(t.get("entry_text")))}`}if(a.includes(w)){let g=a.indexOf(
w),m=N(l[d][g],4);return`Token ${w} “${C(c[g],20)}”: weight ${m} in ${h}. Click to choose it.`}return i==="max"?"Each key shows the head that weighs it most\
, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer sees its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were p\
icked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer. Hover one to se\
e its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate} tokens.`:"Only the three masses were captured for this query (dots: weights no\
t captured)."}function Pe({model:t}){let e=t.get("facts"),n=Array.from({length:e.heads??0},(f,d)=>d),o=X(t.get("mass")),i=S(t.get("window")),s=S(t.get("entries")),
r=v(t.get("window_weight")),a=v(t.get("entry_weight")),l=U(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",
...n.map(f=>`head ${f}`)],rows:[...c.map((f,d)=>[f,...n.map(h=>o[3*h+d])]),...Array.from(s,(f,d)=>[`entry ${f}`,...n.map(h=>a[h*s.length+d])]),...Array.from(i,(f,d)=>[
`token ${f} “${C(l[d]??"",16)}”`,...n.map(h=>r[h*i.length+d])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum t\
o one in every column.`:""}}var Nt=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),St=t=>e=>e.pick({head:k(e.sel.get("head")+t,0,(e.model.get(
"facts").heads??1)-1)}),qe={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down the head, page keys the layer.",
keys:{ArrowLeft:Nt(-1),ArrowRight:Nt(1),ArrowUp:St(-1),ArrowDown:St(1),PageUp:t=>Z(t,-1,t.model.get("layers")),PageDown:t=>Z(t,1,t.model.get("layers"))},build:xe,
listen:Ee,draw:$e,table:Pe},Fn=gt(qe);export{Fn as default};
