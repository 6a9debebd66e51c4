function I(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Z(t,e){let o=I(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}function tt(t){let e=null,o;return(...s)=>((!e||s.some((n,r)=>n!==e[r]))&&(o=t(...s),e=s),o)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function l(t,e,o){let s=document.createElement(t);return e&&(s.className=e),o!==void 0&&(s.textContent=o),s}function x(t,e,o){let s=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,r]of Object.entries(e??{}))s.setAttribute(n,String(r));return o!==void 0&&(s.textContent=o),s}function et(t,e){let o=l("o\
ption","",e);return o.value=String(t),o}function v(t,e){let o=l("table",t),s=l("thead"),n=l("tr"),r=l("tbody");for(let c of e)n.append(l("th","",c));return s.append(
n),o.append(s,r),{table:o,head:n,rows:r}}var D=(t,e,o)=>Math.max(e,Math.min(o,t));function k(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function V(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)return`${e>=100||o==="B"?
e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var y=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,",");function H(t,e,o,s){let n=l("select");n.setAttribute("aria-label",o),n.dataset.trait=e,ot(n,s);let r=typeof t.model.get(e)=="number";return t.listen(n,"change",
()=>{t.tell(e,r?Number(n.value):n.value),t.redraw()}),{select:n,show:i=>{i&&ot(n,i),n.value=String(t.model.get(e))}}}function ot(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([s,n])=>et(s,n))),t.dataset.options=o)}var nt=globalThis;nt.dsvGains??=new WeakMap;var j=nt.dsvGains;function mt(t,e){let o=t.get(e);return j.get(o)?.whole??o}function gt(t,e,o,s){let n=t.get(e),r=I(
mt(t,e)),c=I(s);if(r.length!==o||!(n instanceof Object))return!1;let i=j.get(n);if(!i||i.room.length<o+c.length){let a=new Uint8Array(2*(o+c.length));a.set(r),i=
{room:a},j.set(n,i)}return i.room.set(c,o),i.whole=i.room.subarray(0,o+c.length),!0}function st({model:t}){let e=(o,s)=>{let n=(o?.gained??[]).filter(([r,c],i)=>!gt(
t,r,c,s[i]));n.length&&t.send({whole:n.map(([r])=>r)})};t.on("msg:custom",e)}var K=400;function rt(t,e){let o=l("button","dsv-small dsv-numbers","▦"),s=l("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numbe\
rs of this view as a table",o.setAttribute("aria-label","numbers as a table"),s.tabIndex=0,s.style.display="none",t.head.append(o),t.body.before(s);let n=!1;return t.
listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(s.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&bt(t,s,e()),
n)}function bt(t,e,{columns:o,rows:s,note:n}){let r=v("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of s.slice(0,K)){let a=l("tr");a.style.
cursor="default";for(let p of i)a.append(l("td","",xt(p)));r.rows.append(a)}let c=s.length>K?`The first ${K} of ${s.length} rows. `:"";e.replaceChildren(l("div",
"dsv-note",c+(n??"")),r.table),t.root.drawnTable={columns:o,rows:s.length}}function xt(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):String(
t??"–")}var yt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",wt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ot={expert:-1,entry:-1,hover_entry:-1},Et=["SELECT","INPUT","TEX\
TAREA"],it=t=>({initialize:st,render:e=>Tt(e,t)});async function Tt({model:t,el:e},o){let s=Nt(o);e.append(s.root);let n=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new G(t,n,s,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function kt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[s,n]of Object.entries({...o?Ot:{},...e}))t.set(s,n);t.save_changes()}function Nt({title:t,aria:e}){let o=l("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let s=l("div","dsv-head"),n=l("span","dsv-facts");n.setAttribute("aria-live","polite"),s.append(
l("span","dsv-title",t),n);let r=l("div","dsv-message"),c=l("div","dsv-body");return o.append(l("div","dsv-gone",yt),s,r,c),{root:o,head:s,facts:n,message:r,body:c}}
var G=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:s,head:n,facts:r,message:c,body:i},a){this.model=e,this.sel=o,this.root=s,this.head=n,this.facts=
r,this.body=i,this.#t=c,this.#s=a,this.own=void 0,this.tabled=a.table?rt(this,()=>a.table(this)):null,this.#a(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:s,body:n}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#r=60;let r=o.get("message");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",n.style.display=r?"none":
"",r){s.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(c){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${c}`,
console.error(c)}}pick(e){kt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([s,n])=>this.sel.get(s)!==n);this.#c(o),o.some(([s])=>s==="hover_entry")&&this.
sel.save_changes()}#c(e){for(let[o,s]of e)this.sel.set(o,s)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,s,n){e.addEventListener(o,s,n),this.#e.
push(()=>e.removeEventListener(o,s,n))}#a(){let{model:e,sel:o,root:s}=this,n=()=>this.redraw(),r=(p,d,f)=>{p.on(d,f),this.#e.push(()=>p.off(d,f))};r(e,"change",
n),r(e,"msg:custom",n),r(o,"change",n);let c=()=>s.classList.toggle("gone",o.comm_live===!1);c(),r(o,"comm_live_update",c);let i=new MutationObserver(()=>{n(),setTimeout(
n,400)});i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let a=new ResizeObserver(n);a.observe(s),this.#e.
push(()=>i.disconnect(),()=>a.disconnect())}#l(){this.listen(this.root,"focusin",$t,!0),this.listen(this.root,"keydown",e=>{if(Et.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(wt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.root.remove()}},$t=t=>{t.target.dataset.lmSuppressShortcuts="true"};var M=46,z=74,W=18,q=24,N=10,P=20,_t={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Y={"V3.2":"quiet",Pro:"window",Flash:"entries","this mode\
l":"mark","what if":"mark"};function At(t){return t>=1048576?`${k(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Mt(t){let e=t.filter(n=>n>
0),o=Math.floor(Math.log10(Math.min(...e))),s=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(s,o+1)]}function Pt(t,e,o,s){let n=[...t.keys()].sort((i,a)=>t[i]-
t[a]),r=[...t];for(let[i,a]of n.entries())i&&(r[a]=Math.max(r[a],r[n[i-1]]+e));let c=[...n].reverse();if(c.length&&r[c[0]]>s)for(let[i,a]of c.entries())r[a]=i?Math.
min(r[a],r[c[i-1]]-e):s;return r.map(i=>Math.max(o,i))}function X(t,{title:e,what:o,lines:s,words:n}){let{model:r,body:c,root:i}=t,a=c.clientWidth>460,p=Math.max(
220,Math.min(560,(c.clientWidth-16)/(a?2:1))),d=a?172:120,f=p-M-z,[m,w]=Mt(s.flat()),g=u=>M+(Math.log2(u)-N)/(P-N)*f,h=u=>W+(w-Math.log10(u))/(w-m)*(d-W-q),C=r.
get("readings"),_=r.get("models").map((u,E)=>`${u} ${n(C[E][o])}`),b=x("svg",{width:p,height:d,role:"img","aria-label":`${e}: ${_.join(", ")}`});b.append(x("tex\
t",{x:2,y:11},e));for(let u=m;u<=w;u++){let E=n(10**u).replace("FLOP","").replace(".00","").replace(".0","");b.append(x("line",{x1:M,x2:p-z,y1:h(10**u),y2:h(10**
u),stroke:T(i,"line")}),x("text",{x:M-4,y:h(10**u)+4,"text-anchor":"end",class:"quiet"},E))}for(let u=N;u<=P;u+=p<300?5:2){let E={x:g(2**u),y:d-9,"text-anchor":"\
middle",class:"quiet"};b.append(x("text",E,At(2**u)))}let F=g(r.get("own").length),R={x1:F,x2:F,y1:W,y2:d-q};b.append(x("line",{...R,stroke:T(i,"ink"),"stroke-d\
asharray":"1 3"}));let A=Pt(s.map(u=>h(u[u.length-1])),12,W,d-q),L={x:g,y:h,right:p-z};for(let[u,E]of s.entries())b.append(...St(t,u,o,E,A[u],L,n));return b.addEventListener(
"click",u=>{let E=(u.clientX-b.getBoundingClientRect().left-M)/f,ut=Math.round(D(N+E*(P-N),N,P));t.tell("length",2**ut),t.redraw()}),b.style.cursor="pointer",b}
function St({model:t,root:e},o,s,n,r,{x:c,y:i,right:a},p){let d=t.get("models")[o],f=t.get("lengths"),{context:m,length:w}=t.get("own"),g=t.get("readings")[o][s],
h=T(e,Y[d]),C=x("path",{d:n.map((A,L)=>`${L?"L":"M"}${c(f[L]).toFixed(1)} ${i(A).toFixed(1)}`).join(""),fill:"none",stroke:h,"stroke-width":d==="what if"?2.4:1.8,
"stroke-dasharray":_t[d]}),_=x("text",{x:a+5,y:r+4},d);_.style.fill=h;let b=x("circle",{cx:c(w),cy:i(g),r:3,fill:h});if(b.append(x("title",{},`${d}: ${p(g)}`)),
d!=="this model"||m<2**N||m>=2**P)return[C,_,b];let F=i(n[f.findIndex(A=>A>=m)]),R=x("circle",{cx:c(m),cy:F,r:3.2,fill:T(e,"panel"),stroke:h});return R.append(x(
"title",{},`longest context this model accepts: ${y(m)}`)),[C,_,R,b]}var J=["window","entries","sink"],ct=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90de\
g, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],B="V3.2";function Q(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var $=t=>Number.isFinite(t)?`${k(100*t,t>=.1?1:2)} %`:"–";function S({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(B)]}}function lt(t){let{root:e}=t,{models:o,readings:s,v32:n}=S(t),r=["mode\
l","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:c,head:i,rows:a}=v("dsv-table dsv-cost-table",r);for(let p of i.children)p.textContent==="o\
f which"&&(p.style.textAlign="left");for(let[p,d]of o.entries()){let f=s[p],m=l("td","",d),w=l("td"),g=l("td");m.style.color=T(e,Y[d]),w.style.textAlign=g.style.
textAlign="left",w.append(...at(t,f.classes)),Object.keys(f.parts).length>1&&g.append(...at(t,f.parts));let h=l("tr");h.append(m,l("td","",Q(f.flops)),l("td","",
$(f.flops/n.flops)),w,l("td","",V(f.bytes)),l("td","",$(f.bytes/n.bytes)),g),a.append(h)}return c}function at({root:t},e){let o=Object.entries(e),s=o.reduce((i,[
,a])=>i+a,0),n=l("span","dsv-stack");for(let[i,[a,p]]of o.entries()){if(!(p>0))continue;let d=l("span"),f=ct[Math.floor(i/J.length)%ct.length];d.style.width=`${100*
p/s}%`,d.style.background=`${f}${T(t,J[i%J.length])}`,d.title=`${a}: ${$(p/s)}`,n.append(d)}let[r,c]=[...o].sort((i,a)=>a[1]-i[1])[0];return[n,` ${r} ${$(c/s)}`]}
function dt({model:t}){let e=l("div","dsv-note");e.style.marginTop="6px",e.append(l("b","","Published for 1,048,576 tokens, recomputed here: "));let o=t.get("pu\
blished");for(let[s,[n,r,c,i,a]]of o.entries())e.append(`${s?"; ":""}${n} ${r} ${Math.round(100*c)} % of V3.2, `,l("b","",`${k(100*i,2)} %`),a?" ✓":" ✗ differ\
s");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function pt({model:t}){let e=t.get("held"),o=l("div",
"dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside the formula once a run has ended.",o;let s=l(
"b","",`This run's cache held ${y(e.held)} bytes`);if(o.append(s,` after ${y(e.tokens)} tokens (${e.dtype})`),e.formula){let n=Object.entries(e.formula),r=n.reduce(
(i,[,a])=>i+a,0),c=r===e.held;o.append(c?"; the formula says the same to the byte: ":`; the formula says ${y(r)}: `,n.filter(([,i])=>i).map(([i,a])=>`${i} ${y(a)}`).
join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${y(e.rows)} bytes, in the release's precision ${y(e.release)}.`),o}var ft="what if",Ct=["csa_rate","hca_rate","index_topk"];function Ft(t){let{model:e,body:o}=t,s=l("div","dsv-controls"),n=l("div","dsv-cost-charts"),r=l("div","\
dsv-panel"),c=H(t,"precision","precision",e.get("precisions")),i=H(t,"counting","how FLOPs are counted",e.get("countings")),a=H(t,"base","model the sliders star\
t from",[]),p=[U(t,"length","context",10,20),U(t,"csa_rate","CSA rate",1,6),U(t,"hca_rate","HCA rate",2,10),U(t,"index_topk","top-k",3,12)],d=l("div","dsv-cost-\
sliders"),f=l("button","dsv-small","own values");return d.append(...p.map(m=>m.box),f),s.append(a.select,c.select,i.select),o.append(s,d,n,r),{charts:n,below:r,
precision:c,counting:i,base:a,sliders:p,reset:f,doubles:tt(Rt)}}var Rt=t=>Z(t,Float64Array);function Lt(t){t.listen(t.own.reset,"click",()=>{for(let e of Ct)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function U(t,e,o,s,n){let{model:r}=t,c=l("label"),i=l("input"),a=l("output");return Object.assign(i,{type:"range",min:s,
max:n,step:1}),i.setAttribute("aria-label",o),c.append(o,i,a),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===r.get("own")[e]?0:d),t.
redraw()}),{box:c,show:()=>{let d=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(d))),a.textContent=e==="length"?y(d):`${d}${r.get(e)?"":" (own)"}`}}}
function It(t){let{model:e,root:o,own:s}=t,{base:n,precision:r,counting:c,sliders:i,reset:a,charts:p,below:d}=s,{models:f,readings:m}=S(t);if(!f.length)return;let w=f.
filter(h=>h!==B&&h!==ft);n.show(w.map(h=>[h,`sliders change: ${h}`])),n.select.value||(n.select.selectedIndex=n.select.options.length-1);for(let h of[r,c,...i])
h.show();a.style.visibility=f.includes(ft)?"":"hidden",vt(t);let g=ht(t,0);p.replaceChildren(X(t,{title:"FLOPs of one token",what:"flops",lines:g,words:Q}),X(t,
{title:"cache of one sequence",what:"bytes",lines:ht(t,1),words:V})),d.replaceChildren(lt(t),dt(t),pt(t)),o.drawn={models:[...f],length:e.get("own").length,flops:m.
map(h=>h.flops),bytes:m.map(h=>h.bytes),first:g.map(h=>h[0]),published:e.get("published"),held:e.get("held")}}function ht({model:t,own:e},o){let s=e.doubles(t.get(
"curves")),n=t.get("lengths").length;return t.get("models").map((r,c)=>[...s.subarray((2*c+o)*n,(2*c+o+1)*n)])}function vt(t){let{models:e,readings:o,v32:s}=S(t),
n=e.flatMap((c,i)=>{let a=`${$(o[i].flops/s.flops)} / ${$(o[i].bytes/s.bytes)}`;return c===B?[]:[`${c} `,l("b","",a)," "]}),r=l("b","",`${y(t.model.get("own").length)}\
 tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...n,"(FLOPs / cache)")}function Vt(t){let{model:e}=t,{models:o,readings:s,v32:n}=S(t),r=(a,p)=>a.
find(([d])=>d===p)?.[1],c=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","GFLOP of a token","of V3.\
2","cache, bytes","of V3.2"],rows:o.map((a,p)=>{let{flops:d,bytes:f}=s[p];return[a,d/1e9,d/n.flops,f,f/n.bytes]}),note:`At ${y(e.get("own").length)} tokens of c\
ontext; ${c}; ${i}.`}}var Ht={title:"Cost",aria:"Cost of a token against the length of its context",build:Ft,listen:Lt,draw:It,table:Vt},Ne=it(Ht);export{Ne as default};
