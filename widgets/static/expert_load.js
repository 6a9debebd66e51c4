function W(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function et(t,o){let e=W(t);return new o(e.slice(0,e.length-e.length%o.BYTES_PER_ELEMENT).buffer)}var B=t=>et(t,Float32Array),U=t=>et(t,Int32Array);function R(t){let o=null,e;return(...n)=>((!o||n.some((r,s)=>r!==o[s]))&&(e=t(...n),o=n),e)}var k=(t,o)=>getComputedStyle(t).getPropertyValue(`--dsv-${o}`).trim()||"#888";function ot(t){let o=t.trim().replace("#","");return[0,2,4].map(e=>Number.parseInt(
o.length===3?o[e/2]+o[e/2]:o.slice(e,e+2),16))}function At(t,o,e){let n=ot(t),r=ot(o);return n.map((s,a)=>Math.round(s+(r[a]-s)*e))}var K=(t,o,e)=>`rgb(${At(t,o,
e).join(",")})`;function d(t,o,e){let n=document.createElement(t);return o&&(n.className=o),e!==void 0&&(n.textContent=e),n}function nt(t,o){let e=d("option","",o);return e.value=String(t),e}function D(t,o){let e=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let a of o)r.append(
d("th","",a));return n.append(r),e.append(n,s),{table:e,head:r,rows:s}}function v(t,o,e){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(o*n)),s=Math.max(
1,Math.round(e*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${o}px`,t.style.height=`${e}px`;let a=rt(t);return a.setTransform(n,0,0,n,
0,0),a.clearRect(0,0,o,e),a}var rt=t=>t.getContext("2d");function Ot(t,o){let e=document.createElement("canvas");return e.width=t,e.height=o,e}function G(t,o,e=5){
let n=Ot(e,e),r=rt(n);return r.strokeStyle=o,r.lineWidth=1,r.beginPath(),r.moveTo(0,e),r.lineTo(e,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(e-1,e+1),r.lineTo(e+
1,e-1),r.stroke(),t.createPattern(n,"repeat")}function j(t,o,e,n,r,s){t.fillStyle=G(t,k(o,"none"),5),t.fillRect(e,n,r,s)}var T=(t,o,e)=>Math.max(o,Math.min(e,t));function E(t,o=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function L(t,o,e,n){let r=d("select");r.setAttribute("aria-label",e),r.dataset.trait=o,st(r,n);let s=typeof t.model.get(o)=="number";return t.listen(r,"change",
()=>{t.tell(o,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&st(r,i),r.value=String(t.model.get(o))}}}function st(t,o){let e=JSON.stringify(o);t.
dataset.options!==e&&(t.replaceChildren(...o.map(([n,r])=>nt(n,r))),t.dataset.options=e)}function at(t,o,e,n,r){let s=null,a=l=>l.clientX-o.getBoundingClientRect().
left-e()[0],i=l=>T(a(l)/Math.max(e()[1],1),0,1);t.listen(o,"pointerdown",l=>{let c=a(l);c<0||c>e()[1]||(s=i(l),o.setPointerCapture?.(l.pointerId))}),t.listen(o,
"pointermove",l=>{s!==null&&n(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(o,"pointerup",l=>{if(s===null)return;let c=s,f=i(l);s=null,r(Math.min(c,f),Math.max(
c,f))}),t.listen(o,"pointercancel",()=>{s=null})}function it(t,o){let e=0,n=()=>{let s=t.root,a=s.getBoundingClientRect(),i=o.getBoundingClientRect();if(performance.
now()>e||s.scrollHeight<=s.clientHeight)return;let l=s.querySelector(".dsv-controls")?.offsetHeight??0;i.bottom>a.bottom&&(s.scrollTop+=Math.max(0,i.top-a.top-l-
6))},r=()=>{e=0};return n.ask=()=>{e=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),n}var lt=globalThis;lt.dsvGains??=new WeakMap;var z=lt.dsvGains;function _t(t,o){let e=t.get(o);return z.get(e)?.whole??e}function Mt(t,o,e,n){let r=t.get(o),s=W(
_t(t,o)),a=W(n);if(s.length!==e||!(r instanceof Object))return!1;let i=z.get(r);if(!i||i.room.length<e+a.length){let l=new Uint8Array(2*(e+a.length));l.set(s),i=
{room:l},z.set(r,i)}return i.room.set(a,e),i.whole=i.room.subarray(0,e+a.length),!0}function ct({model:t}){let o=(e,n)=>{let r=(e?.gained??[]).filter(([s,a],i)=>!Mt(
t,s,a,n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",o)}var V=400;function pt(t,o){let e=d("button","dsv-small dsv-numbers","▦"),n=d("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the numbe\
rs of this view as a table",e.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(e),t.body.before(n);let r=!1;return t.
listen(e,"click",()=>{r=!r,e.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Rt(t,n,o()),
r)}function Rt(t,o,{columns:e,rows:n,note:r}){let s=D("dsv-table",e);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,V)){let l=d("tr");l.style.
cursor="default";for(let c of i)l.append(d("td","",vt(c)));s.rows.append(l)}let a=n.length>V?`The first ${V} of ${n.length} rows. `:"";o.replaceChildren(d("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:e,rows:n.length}}function vt(t){return typeof t=="number"?Number.isInteger(t)?String(t):E(t,4):String(
t??"–")}var Pt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",It={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ct={expert:-1,entry:-1,hover_entry:-1},Lt=["SELECT","INPUT","TEX\
TAREA"],dt=t=>({initialize:ct,render:o=>Wt(o,t)});async function Wt({model:t,el:o},e){let n=Bt(e);o.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new X(t,r,n,e);return s.own=e.build(s),e.listen?.(s),s.redraw(),()=>s.clean()}function Bt({title:t,aria:o}){let e=d("di\
v","dsv");e.tabIndex=0,e.setAttribute("role","group"),e.setAttribute("aria-label",o);let n=d("div","dsv-head"),r=d("span","dsv-facts");r.setAttribute("aria-live",
"polite"),n.append(d("span","dsv-title",t),r);let s=d("div","dsv-message"),a=d("div","dsv-body");return e.append(d("div","dsv-gone",Pt),n,s,a),{root:e,head:n,facts:r,
message:s,body:a}}var X=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(o,e,{root:n,head:r,facts:s,message:a,body:i},l){this.model=o,this.sel=e,this.root=n,this.
head=r,this.facts=s,this.body=i,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?pt(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:o,model:e,facts:n,body:r}=this;if(!o.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=e.get("message");if(o.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(o){let e=o.layer!==void 0&&o.layer!==this.sel.get("layer");this.#a(Object.entries({...e?Ct:{},...o})),this.sel.save_changes()}hover(o){
let e=Object.entries(o).filter(([n,r])=>this.sel.get(n)!==r);this.#a(e),e.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(o){for(let[e,n]of o)this.sel.
set(e,n)}tell(o,e){this.model.set(o,e),this.model.save_changes()}listen(o,e,n,r){o.addEventListener(e,n,r),this.#e.push(()=>o.removeEventListener(e,n,r))}#l(){let{
model:o,sel:e,root:n}=this,r=()=>this.redraw(),s=(c,f,h)=>{c.on(f,h),this.#e.push(()=>c.off(f,h))};s(o,"change",r),s(o,"msg:custom",r),s(e,"change",r);let a=()=>n.
classList.toggle("gone",e.comm_live===!1);a(),s(e,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",Ut,!0),this.listen(this.root,"keydown",o=>{if(Lt.includes(o.target.tagName)||o.ctrlKey||o.metaKey||o.altKey)return;let e=o.key===
"Escape"?()=>this.pick(It):this.#r.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){this.#n=!0;for(let o of this.#e)o();this.root.remove()}},
Ut=t=>{t.target.dataset.lmSuppressShortcuts="true"};function J(t,o,e){if(!e.length)return;let n=Math.max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[T(n+o,0,e.length-1)],expert:-1,entry:-1})}var ft={sliding:"▭",csa:"▤",hca:"▦"};var P=16,_=7,q=268,ut=206,O=70;function ht(t,o){let{body:e,root:n,own:r}=t,s=Math.max(200,e.clientWidth-2),a=v(r.range,s,17),i=s-O-4;a.font="10px system-ui, san\
s-serif",a.textBaseline="middle",a.fillStyle=k(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=k(n,"line"),a.fillRect(O,3,i,11);let[l,c]=r.dragging??(o.first>=
0?[o.first,o.last]:[-1,-1]),f=u=>O+i*u/Math.max(o.tokens,1);l>=0&&(a.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,a.fillRect(f(l),3,Math.max(2,f(c+1)-f(l)),11)),a.fillStyle=
k(n,"ink");let h=l>=0?`${l} to ${c}`:`all ${o.tokens} tokens`,m=a.measureText(h).width;a.fillText(h,T(l>=0?f(l)+3:O+4,O,O+i-m),9)}function mt(t,{facts:o,layers:e,
summary:n},r){let{root:s,model:a,sel:i,own:l}=t,c=v(l.side,r,Q(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=k(s,"quiet"),c.fillText(
"layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===q?"effective experts":"effect.",166,8);for(let[f,h]of e.entries()){let m=P+f*l.
place.tall+l.place.tall/2,u=h===i.get("layer"),[p,g,y,w,N]=n.subarray(_*f,_*f+5);c.fillStyle=k(s,u?"mark":"ink"),c.font=`${u?"bold ":""}11px system-ui, sans-ser\
if`;let $=ft[a.get("attention_kinds")[f]]??"";c.fillText(`${h} ${$} ${a.get("kinds")[f]==="hash"?"☷ table":"scores"}`,4,m),c.fillStyle=k(s,"ink"),c.font="10.5\
px system-ui, sans-serif",c.fillText(E(p),84,m),c.fillText(E(g),136,m),c.fillText(E(y,1),166,m),r===q&&Dt(c,s,m,[y,w,N].map(b=>b/o.experts))}}function Dt(t,o,e,[
n,r,s]){let a=i=>196+62*T(i,0,1);if(t.strokeStyle=k(o,"line"),t.beginPath(),t.moveTo(a(0),e),t.lineTo(a(1),e),t.stroke(),Number.isNaN(n)){j(t,o,a(0),e-4,62,8);return}
Number.isNaN(r)||(t.strokeStyle=k(o,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),e),t.lineTo(a(s),e),t.stroke(),t.lineWidth=1),t.fillStyle=k(o,"mark"),t.fillRect(
a(n)-1,e-5,2,10)}function gt(t,{facts:o,layers:e,counts:n,tokens:r,summary:s,brushed:a,here:i,elsewhere:l}){let{sel:c,facts:f,own:h}=t,m=e.indexOf(c.get("layer")),
u=m>=0&&c.get("expert")>=0?{row:m,expert:c.get("expert")}:null,p=h.hovered??u;if(f.replaceChildren(),!p){let w=0,N=0;for(let b=0;b<e.length;b++)w+=s[_*b+5]||0,N+=
s[_*b+6]||0;let $=a?`tokens ${o.first} to ${o.last}`:`all ${o.tokens} tokens`;f.append(`${$}, ${o.slots} of ${o.experts} experts each: `,d("b","",`${w} never ch\
osen`),`, ${E(N,1)} would be by chance`);return}let g=r[2*p.row],y=i(p.row,p.expert);f.append(`layer ${e[p.row]}, expert ${p.expert}: `,d("b","",Number.isNaN(y)?
"not captured":`${E(y)} × even use`),` (${n[p.row*o.experts+p.expert]} of ${g} tokens, even ${E(g*o.slots/o.experts,1)})`),a&&f.append(`, in the rest ${E(l(p.row,
p.expert))} ×`)}function yt({root:t,model:o},e){let n=d("span","dsv-ramp");n.style.display="inline-block",n.style.width="90px",n.style.verticalAlign="middle";let r=[
"less","even","more"].map(a=>k(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=o.get("against")==="rest"&&e.first>=0?"the rest":"even u\
se";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective experts: of ${e.
draws} choices, with 5 to 95 %`]}var Q=({model:t,own:o})=>P+t.get("layers").length*o.place.tall+2;var jt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,qt=/<｜([^｜<>\n]*)｜>/g,Ft=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ht=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Yt=t=>t.replace(qt,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(jt,Ht),bt=t=>Ft.
test(t)?`⁨${t}⁩`:t;function F(t,o,e=!1){let n=[...Yt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=o?bt(n.join("")):bt(e?`…${n.slice(1-o).join("")}`:`${n.slice(
0,o-1).join("")}…`)}var Kt=2,I=32,Z=(t,o,e,n)=>o>0?t*n/(o*e):Number.NaN;function xt(t,o){let e=Array.from(t.keys());return o==="load"?e.sort((n,r)=>t[r]-t[n]||n-r):e}var tt=t=>t>0?
T(Math.log2(t)/Kt,-1,1):-1;function H(t,o,e,n,r,s,a){let i=tt(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(o,e+(r-l)/2,n,l)}function Y(t){let o=k(
t,"less"),e=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*I+1},(s,a)=>a<I?K(e,o,(I-a)/I):K(e,n,(a-I)/I));return s=>r[Math.round((T(s,-1,1)+1)*I)]}var Gt="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",zt="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function kt(t,o){
let{model:e,sel:n}=t,{low:r}=t.own,s=e.get("panel");r.replaceChildren(),s==="ranks"?Jt(t):e.get("layers").includes(n.get("layer"))?s==="together"?Xt(t,o):Vt(t,e.
get("detail")):r.append(d("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Vt(t,o){let{low:e}=t.own;if(o.expert===
void 0){e.append(d("div","dsv-note",Gt));return}let[n,r,s]=o.weight.map(c=>E(c)),a=d("div","dsv-note");a.append(d("b","",`Expert ${o.expert} of layer ${o.layer}`),
` took ${o.count} of ${o.of} tokens`,o.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",o.bias===null?"":`; its bias is ${E(o.bias,4)}`,o.rows.length?
". Heaviest first:":".");let i=d("table","dsv-table"),l=d("tbody");i.append(l);for(let c of o.rows){let f=d("tr"),h=d("td","dsv-context");h.append(F(c.before,26,
!0),d("b","",F(c.piece,20)),F(c.after,26)),f.append(d("td","",String(c.token)),d("td","",E(c.weight,3)),h),f.addEventListener("click",()=>t.pick({token:c.token})),
l.append(f)}e.append(a,i)}function Xt(t,o){let{model:e,sel:n,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(e.get("together"));if(i.length!==o*o)return;let l=d(
"canvas"),c=d("div","dsv-note"),f=Math.round(100*e.get("judged"));c.append(d("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${f} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let h=T(Math.floor((r.clientWidth-40)/o),
2,17),m=26,u=15,p=v(l,m+h*o+2,h*o+u+1),g=Y(s);p.font="9.5px system-ui, sans-serif",p.textBaseline="middle",p.fillStyle=k(s,"quiet");for(let b=0;b<o;b+=Math.max(
1,Math.ceil(14/h)))p.fillText(String(b),m+b*h+1,7),p.fillText(String(b),6,u+b*h+h/2);let y=G(p,k(s,"none"),4),w=h-(h>5?1:0),N=[Number.NaN,0,0];for(let b=0;b<i.length;b++){
let[S,M]=[Math.floor(b/o),b%o],A=m+M*h,C=u+S*h;Number.isNaN(i[b])?S!==M&&(p.fillStyle=y,p.fillRect(A,C,w,w)):(H(p,A,C,w,w,i[b],g),i[b]<=N[0]||(N=[i[b],S,M]))}if(Number.
isNaN(N[0]))return;let $=`Most often beyond chance: experts ${N[1]} and ${N[2]}, ${E(N[0])} times.`;a.append(d("div","dsv-note",$))}function Jt(t){let{model:o}=t,
{many:e,where:n,low:r}=t.own,s=o.get("ranks"),a=o.get("layers"),i=t.own.parallel(o.get("parallel")),l=d("div","dsv-controls");e.show(o.get("rank_options").map(p=>[
p,`${p} ranks`])),n.show(),l.append(d("b","","If the experts were spread over devices:"),e.select,n.select);let c=["layer","busiest","per 64 tokens: middle","95\
 %","load of each rank over the mean"],{table:f,head:h,rows:m}=D("dsv-table",c);h.lastChild.style.textAlign="left";let u=s+3;if(i.length===a.length*u)for(let[p,
g]of a.entries()){let y=i.subarray(p*u,(p+1)*u),w=d("tr");w.append(d("td","",String(g)),d("td","",`${E(y[s])} ×`),d("td","",E(y[s+1])),d("td","",E(y[s+2])),Qt(
t,y.subarray(0,s))),w.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(w)}r.append(l,f,d("div","dsv-note",zt))}function Qt(t,o){let e=d(
"td");return e.style.textAlign="left",e.style.whiteSpace="nowrap",o.forEach((n,r)=>{let s=d("span","dsv-bar");s.style.width=`${T(160/o.length,2,18)}px`,s.style.
height=`${Math.round(7*T(n,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${E(n)}`,n>1&&(s.style.background=k(t.root,
"more")),e.append(s)}),e}function Zt(t){let o=d("div","dsv-controls"),e=L(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=L(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=L(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=L(t,"ranks","number of ranks",[]),a=L(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),i=d("button","dsv-small","whole text");i.title="forget the brushed range",o.append(e.select,n.select,r.select,i);let l=d(
"canvas","dsv-load-range"),c=d("div","dsv-load"),f=d("canvas"),h=d("div","dsv-load-scroll"),m=d("canvas"),u=d("div","dsv-note"),p=d("div","dsv-panel");return m.
style.cursor=f.style.cursor="pointer",h.append(m),c.append(f,h),t.body.append(o,l,c,u,p),{against:e,sort:n,panel:r,many:s,where:a,clear:i,range:l,side:f,scroll:h,
map:m,legend:u,low:p,reveal:it(t,p),counts:R(U),rest:R(U),tokens:R(U),summary:R(B),together:R(B),parallel:R(B),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function te(t){let{model:o,own:e}=t,{panel:n,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:f}=e;for(let u of[n,r,s])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),at(t,l,()=>[O,l.clientWidth-O-4],(u,p)=>{e.dragging=Nt(t,u,p),t.redraw()},(u,p)=>{let[g,y]=Nt(t,u,p);e.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{e.hovered=Et(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{e.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let p=Et(t,u);p&&t.pick({layer:o.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(f,"click",u=>{
let p=Math.floor((u.clientY-f.getBoundingClientRect().top-P)/e.place.tall),g=o.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var wt=t=>o=>{
let e=o.own.place.orders[o.model.get("layers").indexOf(o.sel.get("layer"))]??[];if(!e.length)return;let n=e.indexOf(o.sel.get("expert"));o.pick({expert:e[T(n<0?
0:n+t,0,e.length-1)]})};function Nt(t,o,e){let n=t.model.get("facts").tokens??0;return[Math.floor(o*n),Math.min(n-1,Math.floor(e*n))]}function Et({own:t},o){let e=t.
map.getBoundingClientRect(),n=Math.floor((o.clientY-e.top-P)/t.place.tall),r=Math.floor((o.clientX-e.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function Tt({model:t,own:o}){let e=t.get("facts"),{experts:n,slots:r}=e,s=o.counts(t.get("counts")),a=o.rest(t.get("rest")),i=o.
tokens(t.get("tokens")),l=e.first>=0,c=l&&t.get("against")==="rest",f=(p,g)=>Z(s[p*n+g],i[2*p],r,n),h=(p,g)=>Z(a[p*n+g],i[2*p+1],r,n),m=(p,g)=>c?f(p,g)/h(p,g):f(
p,g),u=o.summary(t.get("summary"));return{facts:e,layers:t.get("layers"),counts:s,tokens:i,summary:u,brushed:l,here:f,elsewhere:h,rate:m}}function ee(t){let{model:o,
body:e,root:n,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:f,reveal:h}=s;for(let A of[a,i,l])A.show();let m=Tt(t),{facts:u,layers:p,brushed:g,rate:y,
summary:w}=m,{experts:N}=u;if(!N)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,ht(t,u);let $=e.clientWidth<620?ut:q;oe(t,m,Math.max(120,e.clientWidth-
$-4)),mt(t,m,$),gt(t,m),f.replaceChildren(...yt(t,u)),kt(t,N),h();let{cell:b,tall:S,orders:M}=s.place;n.drawn={experts:N,layers:[...p],first:u.first,last:u.last,
rates:p.map((A,C)=>Array.from({length:N},(ae,St)=>y(C,St))),orders:M,picked:[r.get("layer"),r.get("expert")],panel:o.get("panel"),detail:o.get("detail"),gini:p.
map((A,C)=>w[_*C+1]),cell:b,tall:S}}function oe(t,o,e){let{model:n,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=o,{experts:f}=i,h=Math.max(4,Math.min(34,e/
f)),m=l.length>24?12:l.length>12?16:21,u=n.get("sort"),p=l.map((b,S)=>xt([...c.subarray(S*f,(S+1)*f)],u));a.place={cell:h,tall:m,orders:p};let g=Q(t),y=v(a.map,
Math.ceil(h*f)+1,g);a.scroll.style.height=`${g+(h*f>e+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=k(r,"quiet");let w=u===
"id"?`expert 0 to ${f-1} of each layer`:"each layer's experts, busiest first";y.fillText(w,1,8);let N={shades:Y(r),ink:k(r,"ink"),paper:k(r,"panel")},$=l.indexOf(
s.get("layer"));for(let[b,S]of p.entries())for(let[M,A]of S.entries())ne(t,y,o,N,b,A,M),!(b!==$||A!==s.get("expert"))&&(y.strokeStyle=k(r,"mark"),y.lineWidth=2,
y.strokeRect(M*h,P+b*m,Math.max($t(h),3),m-1))}var $t=t=>Math.max(t-(t>6?1:.5),1);function ne({root:t,own:o},e,{facts:n,counts:r,rate:s},{shades:a,ink:i,paper:l},c,f,h){
let{cell:m,tall:u}=o.place,p=h*m,g=P+c*u,y=$t(m),w=s(c,f);if(Number.isNaN(w)){j(e,t,p,g,y,u-1);return}if(r[c*n.experts+f]===0){e.fillStyle=a(-1),e.globalAlpha=.15,
e.fillRect(p,g,y,u-1),e.globalAlpha=1,e.fillStyle=i,e.beginPath(),e.arc(p+y/2,g+u/2,Math.min(2,m/3),0,7),e.fill();return}if(H(e,p,g,y,u-1,w,a),m<24)return;e.fillStyle=
Math.abs(tt(w))>.55?l:i,e.font="9.5px system-ui, sans-serif";let N=Number.isFinite(w)?E(w,w<9.95?1:0):"new";e.fillText(N,p+(y-e.measureText(N).width)/2,g+u/2)}function re(t){
let{facts:o,layers:e,tokens:n,summary:r,here:s}=Tt(t),a=o.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",
`effective experts of ${o.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:e.map((l,c)=>[l,i[c]==="hash"?"table":
"scores",n[2*c],...r.subarray(_*c,_*c+5),n[2*c]>0?r[_*c+5]:null,...Array.from({length:a},(f,h)=>s(c,h))]),note:`Choices of each expert over even use (1 is even)\
, ${o.first>=0?`tokens ${o.first} to ${o.last}`:"the whole text"}.`}}var se={title:"Expert load",aria:"Choices of every expert against even use. Up and down mov\
e the layer, left and right the expert.",keys:{ArrowUp:t=>J(t,-1,t.model.get("layers")),ArrowDown:t=>J(t,1,t.model.get("layers")),ArrowLeft:wt(-1),ArrowRight:wt(
1)},build:Zt,listen:te,draw:ee,table:re},io=dt(se);export{io as default};
