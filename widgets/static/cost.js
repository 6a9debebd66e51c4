function L(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Z(t,e){let o=L(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}function tt(t){let e=null,o;return(...s)=>((!e||s.some((n,r)=>n!==e[r]))&&(o=t(...s),e=s),o)}var $=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,o){let s=document.createElement(t);return e&&(s.className=e),o!==void 0&&(s.textContent=o),s}function y(t,e,o){let s=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,r]of Object.entries(e??{}))s.setAttribute(n,String(r));return o!==void 0&&(s.textContent=o),s}function et(t,e){let o=c("o\
ption","",e);return o.value=String(t),o}function I(t,e){let o=c("table",t),s=c("thead"),n=c("tr"),r=c("tbody");for(let a of e)n.append(c("th","",a));return s.append(
n),o.append(s,r),{table:o,head:n,rows:r}}var U=(t,e,o)=>Math.max(e,Math.min(o,t));function E(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function H(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)return`${e>=100||o==="B"?
e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var g=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,",");function W(t,e,o,s){let n=c("select");n.setAttribute("aria-label",o),n.dataset.trait=e,ot(n,s);let r=typeof t.model.get(e)=="number";return t.listen(n,"change",
()=>{t.tell(e,r?Number(n.value):n.value),t.redraw()}),{select:n,show:i=>{i&&ot(n,i),n.value=String(t.model.get(e))}}}function ot(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([s,n])=>et(s,n))),t.dataset.options=o)}var gt=["fill","outline","under","dotted","dashed","ramp"],bt=["hatch","dots","dot","bar","tick","strike"],xt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function yt(t,e){let o=c("span","dsv-mark-of"),[s,n]=t.split(" "),r=gt.includes(s)&&n||bt.includes(s),
a=c("span",r?`dsv-sign dsv-sign-${s}`:"dsv-sign-letters",r?"":t);return n&&r&&a.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function nt(t,e,o){if(!e?.look_for)return;let{head:s,look:n}=t,r=c("div","dsv-marks"),a=c("div","dsv-help"),i=c("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([l,d])=>yt(l,d))),a.append(...e.explains.map(l=>c("p","",l))),e.equation&&
a.append(...kt(t,e,o)),n.append(c("p","dsv-look-for",e.look_for),r,a),s.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function kt(t,e,o){let s=c("div","dsv-equation"),n=c("div","dsv-symbol-said","Point at a symbol for what it is here.");n.setAttribute("aria-live",
"polite");for(let r of e.equation.split(`
`)){let a=c("div");for(let{text:i,symbol:l}of xt(r)){if(!l){a.append(i);continue}let d=c("span","dsv-symbol",i.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("r\
ole","button"),d.dataset.symbol=i;let p=()=>{let u=o(i),m=u?c("b","",` Here: ${u}.`):"";n.replaceChildren(c("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,m),
n.dataset.symbol=i};for(let u of["mouseenter","focus","click"])t.listen(d,u,p);a.append(d)}s.append(a)}return[s,n]}var st=globalThis;st.dsvGains??=new WeakMap;var j=st.dsvGains;function wt(t,e){let o=t.get(e);return j.get(o)?.whole??o}function Ot(t,e,o,s){let n=t.get(e),r=L(
wt(t,e)),a=L(s);if(r.length!==o||!(n instanceof Object))return!1;let i=j.get(n);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(r),i=
{room:l},j.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function rt({model:t}){let e=(o,s)=>{let n=(o?.gained??[]).filter(([r,a],i)=>!Ot(
t,r,a,s[i]));n.length&&t.send({whole:n.map(([r])=>r)})};t.on("msg:custom",e)}var q=400;function it(t,e){let o=c("button","dsv-small dsv-numbers","numbers"),s=c("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),s.tabIndex=0,s.style.display="none",t.head.append(o),t.body.before(s);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(s.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&$t(
t,s,e()),n)}function $t(t,e,{columns:o,rows:s,note:n}){let r=I("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of s.slice(0,q)){let l=c("tr");
l.style.cursor="default";for(let d of i)l.append(c("td","",Et(d)));r.rows.append(l)}let a=s.length>q?`The first ${q} of ${s.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",a+(n??"")),r.table),t.root.drawnTable={columns:o,rows:s.length}}function Et(t){return typeof t=="number"?Number.isInteger(t)?String(t):E(t,4):
String(t??"–")}var Tt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",At={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Nt={expert:-1,entry:-1,hover_entry:-1},_t=["SELECT","INPUT","TEX\
TAREA"],at=t=>({initialize:rt,render:e=>vt(e,t)});async function vt({model:t,el:e},o){let s=Pt(o);e.append(s.root);let n=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new K(t,n,s,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Mt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[s,n]of Object.entries({...o?Nt:{},...e}))t.set(s,n);t.save_changes()}function Pt({title:t,aria:e}){let o=c("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let s=c("div","dsv-head"),n=c("div","dsv-facts");n.setAttribute("aria-live","polite"),s.append(c(
"span","dsv-title",t),c("span","dsv-space"));let r=c("div","dsv-look"),a=c("div","dsv-message"),i=c("div","dsv-body");return o.append(c("div","dsv-gone",Tt),s,r,
n,a,i),{root:o,head:s,look:r,facts:n,message:a,body:i}}var K=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:s,head:n,look:r,facts:a,message:i,body:l},d){
this.model=e,this.sel=o,this.root=s,this.head=n,this.look=r,this.facts=a,this.body=l,this.#t=i,this.#s=d,this.own=void 0,this.tabled=d.table?it(this,()=>d.table(
this)):null,nt(this,e.get("about"),p=>d.symbols?.(this,p)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#i()}))}#i(){let{root:e,model:o,facts:s,body:n}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=o.get("messa\
ge");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",n.style.display=r?"none":"",r){s.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){Mt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([s,n])=>this.sel.get(s)!==n);this.#a(o),o.some(([s])=>s==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,s]of e)
this.sel.set(o,s)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,s,n){e.addEventListener(o,s,n),this.#e.push(()=>e.removeEventListener(o,s,n))}#c(){
let{model:e,sel:o,root:s}=this,n=()=>this.redraw(),r=(d,p,u)=>{d.on(p,u),this.#e.push(()=>d.off(p,u))};r(e,"change",n),r(e,"msg:custom",n),r(o,"change",n);let a=()=>s.
classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let i=new MutationObserver(()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(n);l.observe(s),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#l(){
this.listen(this.root,"focusin",St,!0),this.listen(this.root,"keydown",e=>{if(_t.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(At):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
St=t=>{t.target.dataset.lmSuppressShortcuts="true"};var _=46,G=74,V=18,z=24,T=10,v=20,Ct={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Y={"V3.2":"quiet",Pro:"window",Flash:"entries","this mode\
l":"ink","what if":"ink"};function Rt(t){return t>=1048576?`${E(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Ft(t){let e=t.filter(n=>n>0),
o=Math.floor(Math.log10(Math.min(...e))),s=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(s,o+1)]}function Lt(t,e,o,s){let n=[...t.keys()].sort((i,l)=>t[i]-
t[l]),r=[...t];for(let[i,l]of n.entries())i&&(r[l]=Math.max(r[l],r[n[i-1]]+e));let a=[...n].reverse();if(a.length&&r[a[0]]>s)for(let[i,l]of a.entries())r[l]=i?Math.
min(r[l],r[a[i-1]]-e):s;return r.map(i=>Math.max(o,i))}function X(t,{title:e,what:o,lines:s,words:n}){let{model:r,body:a,root:i}=t,l=a.clientWidth>460,d=Math.max(
220,Math.min(560,(a.clientWidth-16)/(l?2:1))),p=l?172:120,u=d-_-G,[m,k]=Ft(s.flat()),b=h=>_+(Math.log2(h)-T)/(v-T)*u,f=h=>V+(k-Math.log10(h))/(k-m)*(p-V-z),P=r.
get("readings"),S=r.get("models").map((h,O)=>`${h} ${n(P[O][o])}`),x=y("svg",{width:d,height:p,role:"img","aria-label":`${e}: ${S.join(", ")}`});x.append(y("tex\
t",{x:2,y:11},e));for(let h=m;h<=k;h++){let O=n(10**h).replace("FLOP","").replace(".00","").replace(".0","");x.append(y("line",{x1:_,x2:d-G,y1:f(10**h),y2:f(10**
h),stroke:$(i,"line")}),y("text",{x:_-4,y:f(10**h)+4,"text-anchor":"end",class:"quiet"},O))}for(let h=T;h<=v;h+=d<300?5:2){let O={x:b(2**h),y:p-9,"text-anchor":"\
middle",class:"quiet"};x.append(y("text",O,Rt(2**h)))}let C=b(r.get("own").length),R={x1:C,x2:C,y1:V,y2:p-z};x.append(y("line",{...R,stroke:$(i,"ink"),"stroke-d\
asharray":"1 3"}));let N=Lt(s.map(h=>f(h[h.length-1])),12,V,p-z),F={x:b,y:f,right:d-G};for(let[h,O]of s.entries())x.append(...It(t,h,o,O,N[h],F,n));return x.addEventListener(
"click",h=>{let O=(h.clientX-x.getBoundingClientRect().left-_)/u,mt=Math.round(U(T+O*(v-T),T,v));t.tell("length",2**mt),t.redraw()}),x.style.cursor="pointer",x}
function It({model:t,root:e},o,s,n,r,{x:a,y:i,right:l},d){let p=t.get("models")[o],u=t.get("lengths"),{context:m,length:k}=t.get("own"),b=t.get("readings")[o][s],
f=$(e,Y[p]),P=y("path",{d:n.map((N,F)=>`${F?"L":"M"}${a(u[F]).toFixed(1)} ${i(N).toFixed(1)}`).join(""),fill:"none",stroke:f,"stroke-width":p==="what if"?2.4:1.8,
"stroke-dasharray":Ct[p]}),S=y("text",{x:l+5,y:r+4},p),x=y("circle",{cx:a(k),cy:i(b),r:3,fill:f});if(x.append(y("title",{},`${p}: ${d(b)}`)),p!=="this model"||m<
2**T||m>=2**v)return[P,S,x];let C=i(n[u.findIndex(N=>N>=m)]),R=y("circle",{cx:a(m),cy:C,r:3.2,fill:$(e,"panel"),stroke:f});return R.append(y("title",{},`longest\
 context this model accepts: ${g(m)}`)),[P,S,R,x]}var J=["window","entries","sink"],ct=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90de\
g, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],B="V3.2";function Q(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var A=t=>Number.isFinite(t)?`${E(100*t,t>=.1?1:2)} %`:"–";function M({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(B)]}}function dt(t){let{root:e}=t,{models:o,readings:s,v32:n}=M(t),r=["mode\
l","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=I("dsv-table dsv-cost-table",r);for(let d of i.children)d.textContent==="o\
f which"&&(d.style.textAlign="left");for(let[d,p]of o.entries()){let u=s[d],m=c("td","",p),k=c("td"),b=c("td");m.style.borderLeft=`4px solid ${$(e,Y[p])}`,k.style.
textAlign=b.style.textAlign="left",k.append(...lt(t,u.classes)),Object.keys(u.parts).length>1&&b.append(...lt(t,u.parts));let f=c("tr");f.append(m,c("td","",Q(u.
flops)),c("td","",A(u.flops/n.flops)),k,c("td","",H(u.bytes)),c("td","",A(u.bytes/n.bytes)),b),l.append(f)}return a}function lt({root:t},e){let o=Object.entries(
e),s=o.reduce((i,[,l])=>i+l,0),n=c("span","dsv-stack");for(let[i,[l,d]]of o.entries()){if(!(d>0))continue;let p=c("span"),u=ct[Math.floor(i/J.length)%ct.length];
p.style.width=`${100*d/s}%`,p.style.background=`${u}${$(t,J[i%J.length])}`,p.title=`${l}: ${A(d/s)}`,n.append(p)}let[r,a]=[...o].sort((i,l)=>l[1]-i[1])[0];return[
n,c("span","dsv-cost-words",` ${r} ${A(a/s)}`)]}function pt({model:t}){let e=c("div","dsv-note");e.style.marginTop="6px",e.append(c("b","","Published for 1,048,\
576 tokens, recomputed here: "));let o=t.get("published");for(let[s,[n,r,a,i,l]]of o.entries())e.append(`${s?"; ":""}${n} ${r} ${Math.round(100*a)} % of V3.2, `,
c("b","",`${E(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function ut({
model:t}){let e=t.get("held"),o=c("div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside t\
he formula once a run has ended.",o;let s=c("b","",`This run's cache held ${g(e.held)} bytes`);if(o.append(s,` after ${g(e.tokens)} tokens (${e.dtype})`),e.formula){
let n=Object.entries(e.formula),r=n.reduce((i,[,l])=>i+l,0),a=r===e.held;o.append(a?"; the formula says the same to the byte: ":`; the formula says ${g(r)}: `,n.
filter(([,i])=>i).map(([i,l])=>`${i} ${g(l)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${g(e.rows)} bytes, in the relea\
se's precision ${g(e.release)}.`),o}var ft="what if",Ht=["csa_rate","hca_rate","index_topk"];function Wt(t){let{model:e,body:o}=t,s=c("div","dsv-controls"),n=c("div","dsv-cost-charts"),r=c("div","\
dsv-panel"),a=W(t,"precision","precision",e.get("precisions")),i=W(t,"counting","how FLOPs are counted",e.get("countings")),l=W(t,"base","model the sliders star\
t from",[]),d=[D(t,"length","context",10,20),D(t,"csa_rate","CSA rate",1,6),D(t,"hca_rate","HCA rate",2,10),D(t,"index_topk","top-k",3,12)],p=c("div","dsv-cost-\
sliders"),u=c("button","dsv-small","own values");return p.append(...d.map(m=>m.box),u),s.append(l.select,a.select,i.select),o.append(s,p,n,r),{charts:n,below:r,
precision:a,counting:i,base:l,sliders:d,reset:u,doubles:tt(Vt)}}var Vt=t=>Z(t,Float64Array);function Bt(t){t.listen(t.own.reset,"click",()=>{for(let e of Ht)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function D(t,e,o,s,n){let{model:r}=t,a=c("label"),i=c("input"),l=c("output");return Object.assign(i,{type:"range",min:s,
max:n,step:1}),i.setAttribute("aria-label",o),a.append(o,i,l),t.listen(i,"input",()=>{let p=2**Number(i.value);t.tell(e,e!=="length"&&p===r.get("own")[e]?0:p),t.
redraw()}),{box:a,show:()=>{let p=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(p))),l.textContent=e==="length"?g(p):`${p}${r.get(e)?"":" (own)"}`}}}
function Dt(t){let{model:e,root:o,own:s}=t,{base:n,precision:r,counting:a,sliders:i,reset:l,charts:d,below:p}=s,{models:u,readings:m}=M(t);if(!u.length)return;let k=u.
filter(f=>f!==B&&f!==ft);n.show(k.map(f=>[f,`sliders change: ${f}`])),n.select.value||(n.select.selectedIndex=n.select.options.length-1);for(let f of[r,a,...i])
f.show();l.style.visibility=u.includes(ft)?"":"hidden",Ut(t);let b=ht(t,0);d.replaceChildren(X(t,{title:"FLOPs of one token",what:"flops",lines:b,words:Q}),X(t,
{title:"cache of one sequence",what:"bytes",lines:ht(t,1),words:H})),p.replaceChildren(dt(t),pt(t),ut(t)),o.drawn={models:[...u],length:e.get("own").length,flops:m.
map(f=>f.flops),bytes:m.map(f=>f.bytes),first:b.map(f=>f[0]),published:e.get("published"),held:e.get("held")}}function ht({model:t,own:e},o){let s=e.doubles(t.get(
"curves")),n=t.get("lengths").length;return t.get("models").map((r,a)=>[...s.subarray((2*a+o)*n,(2*a+o+1)*n)])}function Ut(t){let{models:e,readings:o,v32:s}=M(t),
n=e.flatMap((a,i)=>{let l=`${A(o[i].flops/s.flops)} / ${A(o[i].bytes/s.bytes)}`;return a===B?[]:[`${a} `,c("b","",l)," "]}),r=c("b","",`${g(t.model.get("own").length)}\
 tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...n,"(FLOPs / cache)")}function jt(t){let{model:e}=t,{models:o,readings:s,v32:n}=M(t),r=(l,d)=>l.
find(([p])=>p===d)?.[1],a=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","GFLOP of a token","of V3.\
2","cache, bytes","of V3.2"],rows:o.map((l,d)=>{let{flops:p,bytes:u}=s[d];return[l,p/1e9,p/n.flops,u,u/n.bytes]}),note:`At ${g(e.get("own").length)} tokens of c\
ontext; ${a}; ${i}.`}}var qt={title:"Cost",aria:"Cost of a token against the length of its context",build:Wt,listen:Bt,draw:Dt,table:jt,symbols:({model:t},e)=>{
let{length:o,csa_rate:s,hca_rate:n}=t.get("own"),[r,a]=[t.get("csa_rate")||s,t.get("hca_rate")||n];return e==="rate"?`${r} in CSA layers, ${a} in HCA layers`:`${g(
o/r)} and ${g(o/a)} at ${g(o)} tokens`}},Re=at(qt);export{Re as default};
