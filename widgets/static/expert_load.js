function B(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function nt(t,e){let o=B(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var U=t=>nt(t,Float32Array),q=t=>nt(t,Int32Array);function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function rt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Ot(t,e,o){let n=rt(t),r=rt(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var G=(t,e,o)=>`rgb(${Ot(t,e,
o).join(",")})`;function d(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function st(t,e){let o=d("option","",e);return o.value=String(t),o}function D(t,e){let o=d("table",t),n=d("thead"),r=d("tr"),s=d("tbody");for(let a of e)r.append(
d("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function P(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(
1,Math.round(o*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=at(t);return a.setTransform(n,0,0,n,
0,0),a.clearRect(0,0,e,o),a}var at=t=>t.getContext("2d");function _t(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function z(t,e,o=5){
let n=_t(o,o),r=at(n);return r.strokeStyle=e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+
1,o-1),r.stroke(),t.createPattern(n,"repeat")}function H(t,e,o,n,r,s){t.fillStyle=z(t,k(e,"none"),5),t.fillRect(o,n,r,s)}var $=(t,e,o)=>Math.max(e,Math.min(o,t));function N(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function W(t,e,o,n){let r=d("select");r.setAttribute("aria-label",o),r.dataset.trait=e,it(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&it(r,i),r.value=String(t.model.get(e))}}}function it(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>st(n,r))),t.dataset.options=o)}function lt(t,e,o,n,r){let s=null,a=c=>c.clientX-e.getBoundingClientRect().
left-o()[0],i=c=>$(a(c)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",c=>{let l=a(c);l<0||l>o()[1]||(s=i(c),e.setPointerCapture?.(c.pointerId))}),t.listen(e,
"pointermove",c=>{s!==null&&n(Math.min(s,i(c)),Math.max(s,i(c)))}),t.listen(e,"pointerup",c=>{if(s===null)return;let l=s,f=i(c);s=null,r(Math.min(l,f),Math.max(
l,f))}),t.listen(e,"pointercancel",()=>{s=null})}function Mt(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}
function ct(t,e){let o=0,n=()=>{if(performance.now()>o)return;let s=Mt(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().
bottom,c=a?0:s.getBoundingClientRect().top,l=e.getBoundingClientRect(),f=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,u=t.root.querySelector(
".dsv-controls")?.offsetHeight??0,m=l.top-c-f-u-12;l.bottom>i&&(s.scrollTop+=Math.max(0,Math.min(l.bottom-i+8,m)))},r=()=>{o=0};return n.ask=()=>{o=performance.
now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),n}var v=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var Rt=["fill","outline","under","dotted","dashed","ramp"],Pt=["hatch","dots","dot","bar","tick","strike"],It=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Ct(t,e){let o=d("span","dsv-mark-of"),[n,r]=t.split(" "),s=Rt.includes(n)&&r||Pt.includes(n),
a=d("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function dt(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=d("div","dsv-marks"),a=d("div","dsv-help"),i=d("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([c,l])=>Ct(c,l))),a.append(...e.explains.map(c=>d("p","",c))),e.equation&&
a.append(...Lt(t,e,o)),r.append(d("p","dsv-look-for",e.look_for),s,a),n.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function Lt(t,e,o){let n=d("div","dsv-equation"),r=d("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=d("div");for(let{text:i,symbol:c}of It(s)){if(!c){a.append(i);continue}let l=d("span","dsv-symbol",i.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=i;let f=()=>{let u=o(i),m=u?d("b","",` Here: ${u}.`):"";r.replaceChildren(d("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,m),
r.dataset.symbol=i};for(let u of["mouseenter","focus","click"])t.listen(l,u,f);a.append(l)}n.append(a)}return[n,r]}var pt=globalThis;pt.dsvGains??=new WeakMap;var V=pt.dsvGains;function Wt(t,e){let o=t.get(e);return V.get(o)?.whole??o}function Bt(t,e,o,n){let r=t.get(e),s=B(
Wt(t,e)),a=B(n);if(s.length!==o||!(r instanceof Object))return!1;let i=V.get(r);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),i=
{room:c},V.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function ft({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],i)=>!Bt(
t,s,a,n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var X=400;function ut(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Ut(
t,n,e()),r)}function Ut(t,e,{columns:o,rows:n,note:r}){let s=D("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,X)){let c=d("tr");
c.style.cursor="default";for(let l of i)c.append(d("td","",qt(l)));s.rows.append(c)}let a=n.length>X?`The first ${X} of ${n.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function qt(t){return typeof t=="number"?Number.isInteger(t)?String(t):N(t,4):
String(t??"–")}var Dt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ht={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},jt={expert:-1,entry:-1,hover_entry:-1},Ft=["SELECT","INPUT","TEX\
TAREA"],ht=t=>({initialize:ft,render:e=>Yt(e,t)});async function Yt({model:t,el:e},o){let n=Gt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new Z(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Kt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?jt:{},...e}))t.set(n,r);t.save_changes()}function Gt({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=d("div","dsv-head"),r=d("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),a=d("div","dsv-message"),i=d("div","dsv-body");return o.append(d("div","dsv-gone",Dt),n,s,
r,a,i),{root:o,head:n,look:s,facts:r,message:a,body:i}}var Z=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:i,body:c},l){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=c,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?ut(this,()=>l.table(
this)):null,dt(this,e.get("about"),f=>l.symbols?.(this,f)),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){Kt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#l(){
let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,f,u)=>{l.on(f,u),this.#e.push(()=>l.off(f,u))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#c(){
this.listen(this.root,"focusin",zt,!0),this.listen(this.root,"keydown",e=>{if(Ft.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(Ht):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
zt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function J(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[$(n+e,0,o.length-1)],expert:-1,entry:-1})}var mt={sliding:"▭",csa:"▤",hca:"▦"};var I=16,_=7,j=300,gt=238,O=84;function bt(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=P(r.range,s,17),i=s-O-4;a.font=v(),a.textBaseline="\
middle",a.fillStyle=k(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=k(n,"line"),a.fillRect(O,3,i,11);let[c,l]=r.dragging??(e.first>=0?[e.first,e.last]:[
-1,-1]),f=h=>O+i*h/Math.max(e.tokens,1);c>=0&&(a.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,a.fillRect(f(c),3,Math.max(2,f(l+1)-f(c)),11)),a.fillStyle=k(n,"ink");let u=c>=
0?`${c} to ${l}`:`all ${e.tokens} tokens`,m=a.measureText(u).width;a.fillText(u,$(c>=0?f(c)+3:O+4,O,O+i-m),9)}function yt(t,{facts:e,layers:o,summary:n},r){let{
root:s,model:a,sel:i,own:c}=t,l=P(c.side,r,Q(t));l.font=v(),l.textBaseline="middle",l.fillStyle=k(s,"quiet"),l.fillText("layer",4,8),l.fillText("max/mean",92,8),
l.fillText("Gini",158,8),l.fillText(r===j?"effective experts":"effect.",194,8);for(let[f,u]of o.entries()){let m=I+f*c.place.tall+c.place.tall/2,h=u===i.get("la\
yer"),[p,g,b,w,E]=n.subarray(_*f,_*f+5);l.fillStyle=k(s,h?"chosen":"ink"),l.font=v(h);let A=mt[a.get("attention_kinds")[f]]??"";l.fillText(`${u} ${A} ${a.get("k\
inds")[f]==="hash"?"☷ table":"scores"}`,4,m),l.fillStyle=k(s,"ink"),l.font=v(),l.fillText(N(p),100,m),l.fillText(N(g),158,m),l.fillText(N(b,1),194,m),r===j&&Vt(
l,s,m,[b,w,E].map(y=>y/e.experts))}}function Vt(t,e,o,[n,r,s]){let a=i=>228+66*$(i,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(a(1),
o),t.stroke(),Number.isNaN(n)){H(t,e,a(0),o-4,66,8);return}Number.isNaN(r)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(a(s),
o),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"ink"),t.fillRect(a(n)-1,o-5,2,10)}function xt(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:i,elsewhere:c}){
let{sel:l,facts:f,own:u}=t,m=o.indexOf(l.get("layer")),h=m>=0&&l.get("expert")>=0?{row:m,expert:l.get("expert")}:null,p=u.hovered??h;if(f.replaceChildren(),!p){
let w=0,E=0;for(let y=0;y<o.length;y++)w+=s[_*y+5]||0,E+=s[_*y+6]||0;let A=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;f.append(`${A}, ${e.slots}\
 of ${e.experts} experts each: `,d("b","",`${w} never chosen`),`, ${N(E,1)} would be by chance`);return}let g=r[2*p.row],b=i(p.row,p.expert);f.append(`layer ${o[p.
row]}, expert ${p.expert}: `,d("b","",Number.isNaN(b)?"not captured":`${N(b)} × even use`),` (${n[p.row*e.experts+p.expert]} of ${g} tokens, even ${N(g*e.slots/
e.experts,1)})`),a&&f.append(`, in the rest ${N(c(p.row,p.expert))} ×`)}function kt({root:t,model:e},o){let n=d("span","dsv-ramp");n.style.display="inline-bloc\
k",n.style.width="90px",n.style.verticalAlign="middle";let r=["less","even","more"].map(a=>k(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;
let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: nev\
er chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var Q=({model:t,own:e})=>I+t.get("layers").length*e.place.tall+
2;var Xt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Zt=/<｜([^｜<>\n]*)｜>/g,Jt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Qt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,te=t=>t.replace(Zt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Xt,Qt),wt=t=>Jt.
test(t)?`⁨${t}⁩`:t;function F(t,e,o=!1){let n=[...te(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return n.length<=e?wt(n.join("")):wt(o?`…${n.slice(1-e).join("")}`:`${n.slice(
0,e-1).join("")}…`)}var ee=2,C=32,tt=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function Nt(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var et=t=>t>0?
$(Math.log2(t)/ee,-1,1):-1;function Y(t,e,o,n,r,s,a){let i=et(s),c=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,o+(r-c)/2,n,c)}function K(t){let e=k(
t,"less"),o=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*C+1},(s,a)=>a<C?G(o,e,(C-a)/C):G(o,n,(a-C)/C));return s=>r[Math.round(($(s,-1,1)+1)*C)]}var oe="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",ne="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Et(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?ae(t):o.get("layers").includes(n.get("layer"))?s==="together"?se(t,e):re(t,o.
get("detail")):r.append(d("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function re(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(d("div","dsv-note",oe));return}let[n,r,s]=e.weight.map(l=>N(l)),a=d("div","dsv-note");a.append(d("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${N(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=d("table","dsv-table"),c=d("tbody");i.append(c);for(let l of e.rows){let f=d("tr"),u=d("td","dsv-context");u.append(F(l.before,26,
!0),d("b","",F(l.piece,20)),F(l.after,26)),f.append(d("td","",String(l.token)),d("td","",N(l.weight,3)),u),f.addEventListener("click",()=>t.pick({token:l.token})),
c.append(f)}o.append(a,i)}function se(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(o.get("together"));if(i.length!==e*e)return;let c=d(
"canvas"),l=d("div","dsv-note"),f=Math.round(100*o.get("judged"));l.append(d("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${f} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(l,c);let u=$(Math.floor((r.clientWidth-40)/e),
2,17),m=26,h=15,p=P(c,m+u*e+2,u*e+h+1),g=K(s);p.font=v(),p.textBaseline="middle",p.fillStyle=k(s,"quiet");for(let y=0;y<e;y+=Math.max(1,Math.ceil(14/u)))p.fillText(
String(y),m+y*u+1,7),p.fillText(String(y),6,h+y*u+u/2);let b=z(p,k(s,"none"),4),w=u-(u>5?1:0),E=[Number.NaN,0,0];for(let y=0;y<i.length;y++){let[T,M]=[Math.floor(
y/e),y%e],S=m+M*u,L=h+T*u;Number.isNaN(i[y])?T!==M&&(p.fillStyle=b,p.fillRect(S,L,w,w)):(Y(p,S,L,w,w,i[y],g),i[y]<=E[0]||(E=[i[y],T,M]))}if(Number.isNaN(E[0]))return;
let A=`Most often beyond chance: experts ${E[1]} and ${E[2]}, ${N(E[0])} times.`;a.append(d("div","dsv-note",A))}function ae(t){let{model:e}=t,{many:o,where:n,low:r}=t.
own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),c=d("div","dsv-controls");o.show(e.get("rank_options").map(p=>[p,`${p} ranks`])),n.show(),
c.append(d("b","","If the experts were spread over devices:"),o.select,n.select);let l=["layer","busiest","per 64 tokens: middle","95 %","load of each rank over\
 the mean"],{table:f,head:u,rows:m}=D("dsv-table",l);u.lastChild.style.textAlign="left";let h=s+3;if(i.length===a.length*h)for(let[p,g]of a.entries()){let b=i.subarray(
p*h,(p+1)*h),w=d("tr");w.append(d("td","",String(g)),d("td","",`${N(b[s])} ×`),d("td","",N(b[s+1])),d("td","",N(b[s+2])),ie(t,b.subarray(0,s))),w.addEventListener(
"click",()=>t.pick({layer:g,expert:-1,entry:-1})),m.append(w)}r.append(c,f,d("div","dsv-note",ne))}function ie(t,e){let o=d("td");return o.style.textAlign="left",
o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=d("span","dsv-bar");s.style.width=`${$(160/e.length,2,18)}px`,s.style.height=`${Math.round(7*$(n,0,2.4))}px`,
s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${N(n)}`,n>1&&(s.style.background=k(t.root,"more")),o.append(s)}),o}function le(t){let e=d("div","dsv-controls"),o=W(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=W(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=W(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=W(t,"ranks","number of ranks",[]),a=W(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),i=d("button","dsv-small","whole text");i.title="forget the brushed range",e.append(o.select,n.select,r.select,i);let c=d(
"canvas","dsv-load-range"),l=d("div","dsv-load"),f=d("canvas"),u=d("div","dsv-load-scroll"),m=d("canvas"),h=d("div","dsv-note"),p=d("div","dsv-panel");return m.
style.cursor=f.style.cursor="pointer",u.append(m),l.append(f,u),t.body.append(e,c,l,h,p),{against:o,sort:n,panel:r,many:s,where:a,clear:i,range:c,side:f,scroll:u,
map:m,legend:h,low:p,reveal:ct(t,p),counts:R(q),rest:R(q),tokens:R(q),summary:R(U),together:R(U),parallel:R(U),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function ce(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:i,range:c,map:l,side:f}=o;for(let h of[n,r,s])t.listen(h.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),lt(t,c,()=>[O,c.clientWidth-O-4],(h,p)=>{o.dragging=At(t,h,p),t.redraw()},(h,p)=>{let[g,b]=At(t,h,p);o.dragging=
null,t.pick(b>g?{query_first:g,query_last:b}:{query_first:-1,query_last:-1})}),t.listen(l,"mousemove",h=>{o.hovered=Tt(t,h),t.redraw()}),t.listen(l,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(l,"click",h=>{let p=Tt(t,h);p&&t.pick({layer:e.get("layers")[p.row],expert:p.expert,entry:-1})}),t.listen(f,"click",h=>{
let p=Math.floor((h.clientY-f.getBoundingClientRect().top-I)/o.place.tall),g=e.get("layers")[p];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var $t=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[$(n<0?
0:n+t,0,o.length-1)]})};function At(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function Tt({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-I)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<s.
length?{row:n,expert:s[r]}:null}function ot({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),c=o.first>=0,l=c&&t.get("against")==="rest",f=(p,g)=>tt(s[p*n+g],i[2*p],r,n),u=(p,g)=>tt(a[p*n+g],i[2*p+1],r,n),m=(p,g)=>l?f(p,g)/u(p,g):
f(p,g),h=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:i,summary:h,brushed:c,here:f,elsewhere:u,rate:m}}function de(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:i,panel:c,clear:l,legend:f,reveal:u}=s;for(let S of[a,i,c])S.show();let m=ot(t),{facts:h,layers:p,brushed:g,rate:b,
summary:w}=m,{experts:E}=h;if(!E)return;l.style.visibility=g?"":"hidden",a.select.disabled=!g,bt(t,h);let A=o.clientWidth<620?gt:j;pe(t,m,Math.max(120,o.clientWidth-
A-4)),yt(t,m,A),xt(t,m),f.replaceChildren(...kt(t,h)),Et(t,E),u();let{cell:y,tall:T,orders:M}=s.place;n.drawn={experts:E,layers:[...p],first:h.first,last:h.last,
rates:p.map((S,L)=>Array.from({length:E},(me,St)=>b(L,St))),orders:M,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:p.
map((S,L)=>w[_*L+1]),cell:y,tall:T}}function pe(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:i,layers:c,counts:l}=e,{experts:f}=i,u=Math.max(4,Math.min(34,o/
f)),m=c.length>24?12:c.length>12?16:21,h=n.get("sort"),p=c.map((y,T)=>Nt([...l.subarray(T*f,(T+1)*f)],h));a.place={cell:u,tall:m,orders:p};let g=Q(t),b=P(a.map,
Math.ceil(u*f)+1,g);a.scroll.style.height=`${g+(u*f>o+1?14:0)}px`,b.textBaseline="middle",b.font=v(),b.fillStyle=k(r,"quiet");let w=h==="id"?`expert 0 to ${f-1}\
 of each layer`:"each layer's experts, busiest first";b.fillText(w,1,8);let E={shades:K(r),ink:k(r,"ink"),paper:k(r,"panel")},A=c.indexOf(s.get("layer"));for(let[
y,T]of p.entries())for(let[M,S]of T.entries())fe(t,b,e,E,y,S,M),!(y!==A||S!==s.get("expert"))&&(b.strokeStyle=k(r,"chosen"),b.lineWidth=2,b.strokeRect(M*u,I+y*m,
Math.max(vt(u),3),m-1))}var vt=t=>Math.max(t-(t>6?1:.5),1);function fe({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:i,paper:c},l,f,u){let{cell:m,tall:h}=e.
place,p=u*m,g=I+l*h,b=vt(m),w=s(l,f);if(Number.isNaN(w)){H(o,t,p,g,b,h-1);return}if(r[l*n.experts+f]===0){o.fillStyle=a(-1),o.globalAlpha=.15,o.fillRect(p,g,b,h-
1),o.globalAlpha=1,o.fillStyle=i,o.beginPath(),o.arc(p+b/2,g+h/2,Math.min(2,m/3),0,7),o.fill();return}if(Y(o,p,g,b,h-1,w,a),m<24)return;o.fillStyle=Math.abs(et(
w))>.55?c:i,o.font=v();let E=Number.isFinite(w)?N(w,w<9.95?1:0):"new";o.fillText(E,p+(b-o.measureText(E).width)/2,g+h/2)}function ue(t){let{facts:e,layers:o,tokens:n,
summary:r,here:s}=ot(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts of ${e.draws}\
 choices`,"5 %","95 %","never chosen",...Array.from({length:a},(c,l)=>`expert ${l}`)],rows:o.map((c,l)=>[c,i[l]==="hash"?"table":"scores",n[2*l],...r.subarray(_*
l,_*l+5),n[2*l]>0?r[_*l+5]:null,...Array.from({length:a},(f,u)=>s(l,u))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`tokens ${e.first}\
 to ${e.last}`:"the whole text"}.`}}var he={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left and right the e\
xpert.",keys:{ArrowUp:t=>J(t,-1,t.model.get("layers")),ArrowDown:t=>J(t,1,t.model.get("layers")),ArrowLeft:$t(-1),ArrowRight:$t(1)},build:le,listen:ce,draw:de,table:ue,
symbols:(t,e)=>{let o=ot(t),n=o.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return n<0||r===-1?void 0:`${e==="n"?String(o.counts[n*o.facts.experts+
r]):N(o.here(n,r))} (expert ${r} of layer ${o.layers[n]})`}},$o=ht(he);export{$o as default};
