function W(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function et(t,e){let o=W(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var B=t=>et(t,Float32Array),U=t=>et(t,Int32Array);function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ot(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function At(t,e,o){let n=ot(t),r=ot(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var K=(t,e,o)=>`rgb(${At(t,e,
o).join(",")})`;function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function nt(t,e){let o=f("option","",e);return o.value=String(t),o}function D(t,e){let o=f("table",t),n=f("thead"),r=f("tr"),s=f("tbody");for(let a of e)r.append(
f("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function v(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(
1,Math.round(o*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=rt(t);return a.setTransform(n,0,0,n,
0,0),a.clearRect(0,0,e,o),a}var rt=t=>t.getContext("2d");function Ot(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function G(t,e,o=5){
let n=Ot(o,o),r=rt(n);return r.strokeStyle=e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+
1,o-1),r.stroke(),t.createPattern(n,"repeat")}function j(t,e,o,n,r,s){t.fillStyle=G(t,k(e,"none"),5),t.fillRect(o,n,r,s)}var T=(t,e,o)=>Math.max(e,Math.min(o,t));function E(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function L(t,e,o,n){let r=f("select");r.setAttribute("aria-label",o),r.dataset.trait=e,st(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&st(r,i),r.value=String(t.model.get(e))}}}function st(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>nt(n,r))),t.dataset.options=o)}function at(t,e,o,n,r){let s=null,a=l=>l.clientX-e.getBoundingClientRect().
left-o()[0],i=l=>T(a(l)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>o()[1]||(s=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{s!==null&&n(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(e,"pointerup",l=>{if(s===null)return;let c=s,d=i(l);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function it(t,e){let o=0,n=()=>{let s=t.root,a=s.getBoundingClientRect(),i=e.getBoundingClientRect();if(performance.
now()>o||s.scrollHeight<=s.clientHeight)return;let l=s.querySelector(".dsv-controls")?.offsetHeight??0;i.bottom>a.bottom&&(s.scrollTop+=Math.max(0,i.top-a.top-l-
6))},r=()=>{o=0};return n.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),n}var lt=globalThis;lt.dsvGains??=new WeakMap;var z=lt.dsvGains;function _t(t,e){let o=t.get(e);return z.get(o)?.whole??o}function Mt(t,e,o,n){let r=t.get(e),s=W(
_t(t,e)),a=W(n);if(s.length!==o||!(r instanceof Object))return!1;let i=z.get(r);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),i=
{room:l},z.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function ct({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],i)=>!Mt(
t,s,a,n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var V=400;function pt(t,e){let o=f("button","dsv-small dsv-numbers","▦"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numbe\
rs of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Rt(t,n,e()),
r)}function Rt(t,e,{columns:o,rows:n,note:r}){let s=D("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,V)){let l=f("tr");l.style.
cursor="default";for(let c of i)l.append(f("td","",vt(c)));s.rows.append(l)}let a=n.length>V?`The first ${V} of ${n.length} rows. `:"";e.replaceChildren(f("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function vt(t){return typeof t=="number"?Number.isInteger(t)?String(t):E(t,4):String(
t??"–")}var Pt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",It={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ct={expert:-1,entry:-1,hover_entry:-1},Lt=["SELECT","INPUT","TEX\
TAREA"],ft=t=>({initialize:ct,render:e=>Wt(e,t)});async function Wt({model:t,el:e},o){let n=Ut(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new X(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Bt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?Ct:{},...e}))t.set(n,r);t.save_changes()}function Ut({title:t,aria:e}){let o=f("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),r=f("span","dsv-facts");r.setAttribute("aria-live","polite"),n.append(
f("span","dsv-title",t),r);let s=f("div","dsv-message"),a=f("div","dsv-body");return o.append(f("div","dsv-gone",Pt),n,s,a),{root:o,head:n,facts:r,message:s,body:a}}
var X=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:i},l){this.model=e,this.sel=o,this.root=n,this.head=r,this.facts=
s,this.body=i,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?pt(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,
console.error(a)}}pick(e){Bt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#i(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#l(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,h)=>{c.on(d,h),this.#e.push(()=>c.off(d,h))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(
r,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.
push(()=>i.disconnect(),()=>l.disconnect())}#c(){this.listen(this.root,"focusin",Dt,!0),this.listen(this.root,"keydown",e=>{if(Lt.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(It):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.root.remove()}},Dt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function J(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[T(n+e,0,o.length-1)],expert:-1,entry:-1})}var dt={sliding:"▭",csa:"▤",hca:"▦"};var P=16,_=7,q=268,ut=206,O=70;function ht(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=v(r.range,s,17),i=s-O-4;a.font="10px system-ui, san\
s-serif",a.textBaseline="middle",a.fillStyle=k(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=k(n,"line"),a.fillRect(O,3,i,11);let[l,c]=r.dragging??(e.first>=
0?[e.first,e.last]:[-1,-1]),d=u=>O+i*u/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),11)),a.fillStyle=
k(n,"ink");let h=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,m=a.measureText(h).width;a.fillText(h,T(l>=0?d(l)+3:O+4,O,O+i-m),9)}function mt(t,{facts:e,layers:o,
summary:n},r){let{root:s,model:a,sel:i,own:l}=t,c=v(l.side,r,Q(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=k(s,"quiet"),c.fillText(
"layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===q?"effective experts":"effect.",166,8);for(let[d,h]of o.entries()){let m=P+d*l.
place.tall+l.place.tall/2,u=h===i.get("layer"),[p,g,y,w,N]=n.subarray(_*d,_*d+5);c.fillStyle=k(s,u?"mark":"ink"),c.font=`${u?"bold ":""}11px system-ui, sans-ser\
if`;let $=dt[a.get("attention_kinds")[d]]??"";c.fillText(`${h} ${$} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,m),c.fillStyle=k(s,"ink"),c.font="10.5\
px system-ui, sans-serif",c.fillText(E(p),84,m),c.fillText(E(g),136,m),c.fillText(E(y,1),166,m),r===q&&jt(c,s,m,[y,w,N].map(b=>b/e.experts))}}function jt(t,e,o,[
n,r,s]){let a=i=>196+62*T(i,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(a(1),o),t.stroke(),Number.isNaN(n)){j(t,e,a(0),o-4,62,8);return}
Number.isNaN(r)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(a(s),o),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"mark"),t.fillRect(
a(n)-1,o-5,2,10)}function gt(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:i,elsewhere:l}){let{sel:c,facts:d,own:h}=t,m=o.indexOf(c.get("layer")),
u=m>=0&&c.get("expert")>=0?{row:m,expert:c.get("expert")}:null,p=h.hovered??u;if(d.replaceChildren(),!p){let w=0,N=0;for(let b=0;b<o.length;b++)w+=s[_*b+5]||0,N+=
s[_*b+6]||0;let $=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${$}, ${e.slots} of ${e.experts} experts each: `,f("b","",`${w} never ch\
osen`),`, ${E(N,1)} would be by chance`);return}let g=r[2*p.row],y=i(p.row,p.expert);d.append(`layer ${o[p.row]}, expert ${p.expert}: `,f("b","",Number.isNaN(y)?
"not captured":`${E(y)} × even use`),` (${n[p.row*e.experts+p.expert]} of ${g} tokens, even ${E(g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${E(l(p.row,
p.expert))} ×`)}function yt({root:t,model:e},o){let n=f("span","dsv-ramp");n.style.display="inline-block",n.style.width="90px",n.style.verticalAlign="middle";let r=[
"less","even","more"].map(a=>k(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even u\
se";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective experts: of ${o.
draws} choices, with 5 to 95 %`]}var Q=({model:t,own:e})=>P+t.get("layers").length*e.place.tall+2;var qt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Ft=/<｜([^｜<>\n]*)｜>/g,Ht=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Yt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Kt=t=>t.replace(Ft,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(qt,Yt),bt=t=>Ht.
test(t)?`⁨${t}⁩`:t;function F(t,e,o=!1){let n=[...Kt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=e?bt(n.join("")):bt(o?`…${n.slice(1-e).join("")}`:`${n.slice(
0,e-1).join("")}…`)}var Gt=2,I=32,Z=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function xt(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var tt=t=>t>0?
T(Math.log2(t)/Gt,-1,1):-1;function H(t,e,o,n,r,s,a){let i=tt(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,o+(r-l)/2,n,l)}function Y(t){let e=k(
t,"less"),o=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*I+1},(s,a)=>a<I?K(o,e,(I-a)/I):K(o,n,(a-I)/I));return s=>r[Math.round((T(s,-1,1)+1)*I)]}var zt="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Vt="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function kt(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?Qt(t):o.get("layers").includes(n.get("layer"))?s==="together"?Jt(t,e):Xt(t,o.
get("detail")):r.append(f("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Xt(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(f("div","dsv-note",zt));return}let[n,r,s]=e.weight.map(c=>E(c)),a=f("div","dsv-note");a.append(f("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${E(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=f("table","dsv-table"),l=f("tbody");i.append(l);for(let c of e.rows){let d=f("tr"),h=f("td","dsv-context");h.append(F(c.before,26,
!0),f("b","",F(c.piece,20)),F(c.after,26)),d.append(f("td","",String(c.token)),f("td","",E(c.weight,3)),h),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}o.append(a,i)}function Jt(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(o.get("together"));if(i.length!==e*e)return;let l=f(
"canvas"),c=f("div","dsv-note"),d=Math.round(100*o.get("judged"));c.append(f("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let h=T(Math.floor((r.clientWidth-40)/e),
2,17),m=26,u=15,p=v(l,m+h*e+2,h*e+u+1),g=Y(s);p.font="9.5px system-ui, sans-serif",p.textBaseline="middle",p.fillStyle=k(s,"quiet");for(let b=0;b<e;b+=Math.max(
1,Math.ceil(14/h)))p.fillText(String(b),m+b*h+1,7),p.fillText(String(b),6,u+b*h+h/2);let y=G(p,k(s,"none"),4),w=h-(h>5?1:0),N=[Number.NaN,0,0];for(let b=0;b<i.length;b++){
let[S,M]=[Math.floor(b/e),b%e],A=m+M*h,C=u+S*h;Number.isNaN(i[b])?S!==M&&(p.fillStyle=y,p.fillRect(A,C,w,w)):(H(p,A,C,w,w,i[b],g),i[b]<=N[0]||(N=[i[b],S,M]))}if(Number.
isNaN(N[0]))return;let $=`Most often beyond chance: experts ${N[1]} and ${N[2]}, ${E(N[0])} times.`;a.append(f("div","dsv-note",$))}function Qt(t){let{model:e}=t,
{many:o,where:n,low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=f("div","dsv-controls");o.show(e.get("rank_options").map(p=>[
p,`${p} ranks`])),n.show(),l.append(f("b","","If the experts were spread over devices:"),o.select,n.select);let c=["layer","busiest","per 64 tokens: middle","95\
 %","load of each rank over the mean"],{table:d,head:h,rows:m}=D("dsv-table",c);h.lastChild.style.textAlign="left";let u=s+3;if(i.length===a.length*u)for(let[p,
g]of a.entries()){let y=i.subarray(p*u,(p+1)*u),w=f("tr");w.append(f("td","",String(g)),f("td","",`${E(y[s])} ×`),f("td","",E(y[s+1])),f("td","",E(y[s+2])),Zt(
t,y.subarray(0,s))),w.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(w)}r.append(l,d,f("div","dsv-note",Vt))}function Zt(t,e){let o=f(
"td");return o.style.textAlign="left",o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=f("span","dsv-bar");s.style.width=`${T(160/e.length,2,18)}px`,s.style.
height=`${Math.round(7*T(n,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${E(n)}`,n>1&&(s.style.background=k(t.root,
"more")),o.append(s)}),o}function te(t){let e=f("div","dsv-controls"),o=L(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=L(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=L(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=L(t,"ranks","number of ranks",[]),a=L(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),i=f("button","dsv-small","whole text");i.title="forget the brushed range",e.append(o.select,n.select,r.select,i);let l=f(
"canvas","dsv-load-range"),c=f("div","dsv-load"),d=f("canvas"),h=f("div","dsv-load-scroll"),m=f("canvas"),u=f("div","dsv-note"),p=f("div","dsv-panel");return m.
style.cursor=d.style.cursor="pointer",h.append(m),c.append(d,h),t.body.append(e,l,c,u,p),{against:o,sort:n,panel:r,many:s,where:a,clear:i,range:l,side:d,scroll:h,
map:m,legend:u,low:p,reveal:it(t,p),counts:R(U),rest:R(U),tokens:R(U),summary:R(B),together:R(B),parallel:R(B),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function ee(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:d}=o;for(let u of[n,r,s])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),at(t,l,()=>[O,l.clientWidth-O-4],(u,p)=>{o.dragging=Nt(t,u,p),t.redraw()},(u,p)=>{let[g,y]=Nt(t,u,p);o.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{o.hovered=Et(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let p=Et(t,u);p&&t.pick({layer:e.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(d,"click",u=>{
let p=Math.floor((u.clientY-d.getBoundingClientRect().top-P)/o.place.tall),g=e.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var wt=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[T(n<0?
0:n+t,0,o.length-1)]})};function Nt(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function Et({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-P)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function Tt({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=o.first>=0,c=l&&t.get("against")==="rest",d=(p,g)=>Z(s[p*n+g],i[2*p],r,n),h=(p,g)=>Z(a[p*n+g],i[2*p+1],r,n),m=(p,g)=>c?d(p,g)/h(p,g):d(
p,g),u=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:i,summary:u,brushed:l,here:d,elsewhere:h,rate:m}}function oe(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:h}=s;for(let A of[a,i,l])A.show();let m=Tt(t),{facts:u,layers:p,brushed:g,rate:y,
summary:w}=m,{experts:N}=u;if(!N)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,ht(t,u);let $=o.clientWidth<620?ut:q;ne(t,m,Math.max(120,o.clientWidth-
$-4)),mt(t,m,$),gt(t,m),d.replaceChildren(...yt(t,u)),kt(t,N),h();let{cell:b,tall:S,orders:M}=s.place;n.drawn={experts:N,layers:[...p],first:u.first,last:u.last,
rates:p.map((A,C)=>Array.from({length:N},(ie,St)=>y(C,St))),orders:M,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:p.
map((A,C)=>w[_*C+1]),cell:b,tall:S}}function ne(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,h=Math.max(4,Math.min(34,o/
d)),m=l.length>24?12:l.length>12?16:21,u=n.get("sort"),p=l.map((b,S)=>xt([...c.subarray(S*d,(S+1)*d)],u));a.place={cell:h,tall:m,orders:p};let g=Q(t),y=v(a.map,
Math.ceil(h*d)+1,g);a.scroll.style.height=`${g+(h*d>o+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=k(r,"quiet");let w=u===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(w,1,8);let N={shades:Y(r),ink:k(r,"ink"),paper:k(r,"panel")},$=l.indexOf(
s.get("layer"));for(let[b,S]of p.entries())for(let[M,A]of S.entries())re(t,y,e,N,b,A,M),!(b!==$||A!==s.get("expert"))&&(y.strokeStyle=k(r,"mark"),y.lineWidth=2,
y.strokeRect(M*h,P+b*m,Math.max($t(h),3),m-1))}var $t=t=>Math.max(t-(t>6?1:.5),1);function re({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:i,paper:l},c,d,h){
let{cell:m,tall:u}=e.place,p=h*m,g=P+c*u,y=$t(m),w=s(c,d);if(Number.isNaN(w)){j(o,t,p,g,y,u-1);return}if(r[c*n.experts+d]===0){o.fillStyle=a(-1),o.globalAlpha=.15,
o.fillRect(p,g,y,u-1),o.globalAlpha=1,o.fillStyle=i,o.beginPath(),o.arc(p+y/2,g+u/2,Math.min(2,m/3),0,7),o.fill();return}if(H(o,p,g,y,u-1,w,a),m<24)return;o.fillStyle=
Math.abs(tt(w))>.55?l:i,o.font="9.5px system-ui, sans-serif";let N=Number.isFinite(w)?E(w,w<9.95?1:0):"new";o.fillText(N,p+(y-o.measureText(N).width)/2,g+u/2)}function se(t){
let{facts:e,layers:o,tokens:n,summary:r,here:s}=Tt(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",
`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:o.map((l,c)=>[l,i[c]==="hash"?"table":
"scores",n[2*c],...r.subarray(_*c,_*c+5),n[2*c]>0?r[_*c+5]:null,...Array.from({length:a},(d,h)=>s(c,h))]),note:`Choices of each expert over even use (1 is even)\
, ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var ae={title:"Expert load",aria:"Choices of every expert against even use. Up and down mov\
e the layer, left and right the expert.",keys:{ArrowUp:t=>J(t,-1,t.model.get("layers")),ArrowDown:t=>J(t,1,t.model.get("layers")),ArrowLeft:wt(-1),ArrowRight:wt(
1)},build:te,listen:ee,draw:oe,table:se},lo=ft(ae);export{lo as default};
