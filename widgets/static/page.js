function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Rt(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>Rt(t,Float32Array),I=t=>Rt(t,Int32Array),Se=t=>Rt(
t,Int16Array),ct=t=>Float32Array.from(Rt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function K(t,e){let n=q(t),o=new TextDecoder,r=[],s=0;for(let a of Rt(e,Uint16Array))
r.push(o.decode(n.subarray(s,s+a))),s+=a;return r}function C(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var w=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ne(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function an(t,e,n){let o=ne(t),r=ne(e);return o.map((s,a)=>Math.round(s+(r[a]-s)*n))}var dt=(t,e,n)=>`rgb(${an(t,
e,n).join(",")})`,Dt=(t,e)=>Array.from({length:255},(n,o)=>dt(t,e,o/254));function Ht(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
n+.114*o>140?"#111":"#fff"}function p(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function M(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function V(t,e){let n=p("op\
tion","",e);return n.value=String(t),n}function Q(t,e){let n=p("table",t),o=p("thead"),r=p("tr"),s=p("tbody");for(let a of e)r.append(p("th","",a));return o.append(
r),n.append(o,s),{table:n,head:r,rows:s}}function P(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=J(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var J=t=>t.
getContext("2d");function $t(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function Tt(t,e,n=5){let o=$t(n,n),r=J(o);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}
function G(t,e,n,o,r,s){t.fillStyle=Tt(t,w(e,"none"),5),t.fillRect(n,o,r,s)}var yo=globalThis;yo.dsvGains??=new WeakMap;var ln=yo.dsvGains;function D(t,e){let n=t.get(e);return ln.get(n)?.whole??n}function la(t,e,n,o){let r=t.get(e),s=q(
D(t,e)),a=q(o);if(s.length!==n||!(r instanceof Object))return!1;let i=ln.get(r);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(s),i=
{room:l},ln.set(r,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}function ko({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,a],i)=>!la(
t,s,a,o[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var T=(t,e,n)=>Math.max(e,Math.min(n,t));function Z(t,e,n){return n>e?T((t-e)/(n-e),0,1):t>=n?1:0}function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Ut(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),r=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),s=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<s;a++)n[r[a%r.length]]++;
return n.map(a=>a/100)}function ft(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var cn=400;function xo(t,e){let n=p("button","dsv-small dsv-numbers","▦"),o=p("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;return t.
listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ca(t,o,e()),
r)}function ca(t,e,{columns:n,rows:o,note:r}){let s=Q("dsv-table",n);for(let i of s.head.children)i.scope="col";for(let i of o.slice(0,cn)){let l=p("tr");l.style.
cursor="default";for(let c of i)l.append(p("td","",da(c)));s.rows.append(l)}let a=o.length>cn?`The first ${cn} of ${o.length} rows. `:"";e.replaceChildren(p("di\
v","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function da(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):String(
t??"–")}var fa="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ha={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},pa={expert:-1,entry:-1,hover_entry:-1},ma=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:ko,render:e=>ua(e,t)});async function ua({model:t,el:e},n){let o=ga(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new dn(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function ga({title:t,aria:e}){let n=p("di\
v","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=p("div","dsv-head"),r=p("span","dsv-facts");r.setAttribute("aria-live",
"polite"),o.append(p("span","dsv-title",t),r);let s=p("div","dsv-message"),a=p("div","dsv-body");return n.append(p("div","dsv-gone",fa),o,s,a),{root:n,head:o,facts:r,
message:s,body:a}}var dn=class{#t=!1;#e=!1;#s=60;#o;#r;#n=[];constructor(e,n,{root:o,head:r,facts:s,message:a,body:i},l){this.model=e,this.sel=n,this.root=o,this.
head=r,this.facts=s,this.body=i,this.#o=a,this.#r=l,this.own=void 0,this.tabled=l.table?xo(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#t||this.#e||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#i(Object.entries({...n?pa:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#i(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(n,o,r),this.#n.push(()=>e.removeEventListener(n,o,r))}#l(){let{
model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let a=()=>o.
classList.toggle("gone",n.comm_live===!1);a(),s(n,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",fn,!0),this.listen(this.root,"keydown",e=>{if(ma.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(ha):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#n)e();this.root.remove()}},
fn=t=>{t.target.dataset.lmSuppressShortcuts="true"};var mt={sliding:"▭",csa:"▤",hca:"▦"},oe=(t,e)=>`layer ${t} ${mt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ya=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ka=/<｜([^｜<>\n]*)｜>/g,xa=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ba=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,tt=t=>t.replace(ka,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(ya,ba),Nt=t=>xa.
test(t)?`⁨${t}⁩`:t,ut=t=>tt(t.replace(/\n/g,"⏎"));function S(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=tt(n)||"␣",r=[...o];return Nt(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}function ht(t,e,n=!1){let o=[...tt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?Nt(o.join("")):Nt(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var gt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var Oe=34;function wa(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var $a=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),hn=({model:t})=>wa(t.get("table"),
t.get("chosen"));function Ta({body:t}){let e=p("div","dsv-note"),n=p("div","dsv-scroll"),o=p("div"),r=p("div","dsv-note");return n.style.maxHeight="230px",t.append(
e,n,o,r),{words:e,list:n,strip:o,waiting:r}}function Na(t){let{words:e,list:n,waiting:o}=t.own,r=hn(t);r.kind&&(t.facts.replaceChildren(p("b","",oe(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,n.replaceChildren(...r.rows.length?[Ma(t,r)]:[]),Aa(t,r),o.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>S(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function Ma(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:r}=Q("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=p("tr"),l=p("td","",`“${S(a.piece,14)}”`);l.style.textAlign="left",i.append(
p("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=p("span","dsv-bar"),f=p("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(n?56:130))}px`,f.append(d),i.append(p("td","",$(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),r.append(i)}return o}function Aa(t,e){
let{model:n,body:o,root:r}=t,{strip:s}=t.own,a=_(n.get("sharpness")),i=a.length;if(!i){s.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),f=M("svg",{width:l,height:Oe+16,role:"img","aria-label":`${i} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${$(d,1)})`;f.append(M("text",{x:0,y:10,class:"quiet"},h));for(let m=0;m<i;m++){let u=Number.isNaN(a[m]),g=u?Oe:T(a[m]/d,0,1)*Oe,y=m===e.
entry?w(r,"mark"):`rgb(${w(r,"tint")})`,k=M("rect",{class:"step",x:m*c,y:14+Oe-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?w(r,"none"):
"none","stroke-dasharray":"2 3"});k.append(M("title",{},`entry ${m}: ${u?"its gates were not captured":$(a[m],2)}`)),f.append(k)}f.addEventListener("click",m=>{
t.pick({entry:$a(m.clientX-f.getBoundingClientRect().left,l,i)})}),s.replaceChildren(f)}function Sa(t){let e=hn(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var bo=t=>e=>{let n=hn(e);n.complete&&e.pick({entry:T(n.entry+t,0,n.complete-1)})},Oa={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:bo(-1),ArrowRight:bo(1)},build:Ta,draw:Na,table:Sa},wo=F(Oa);function et(t,e,n,o){let r=p("select");r.setAttribute("aria-label",n),r.dataset.trait=e,Mt(r,o);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&Mt(r,i),r.value=String(t.model.get(e))}}}function Mt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,r])=>V(o,r))),t.dataset.options=n)}function $o(t,e,n,o,r){let s=null,a=l=>l.clientX-e.getBoundingClientRect().
left-n()[0],i=l=>T(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(s=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{s!==null&&o(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(e,"pointerup",l=>{if(s===null)return;let c=s,d=i(l);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function Ee(t,e){let n=0,o=()=>{let s=t.root,a=s.getBoundingClientRect(),i=e.getBoundingClientRect();if(performance.
now()>n||s.scrollHeight<=s.clientHeight)return;let l=s.querySelector(".dsv-controls")?.offsetHeight??0;i.bottom>a.bottom&&(s.scrollTop+=Math.max(0,i.top-a.top-l-
6))},r=()=>{n=0};return o.ask=()=>{n=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),o}var re=46,pn=74,_e=18,mn=24,vt=10,se=20,Ea={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},un={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function _a(t){return t>=1048576?`${$(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Ra(t){let e=t.filter(
r=>r>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function va(t,e,n,o){let r=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),s=[...t];for(let[i,l]of r.entries())i&&(s[l]=Math.max(s[l],s[r[i-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>o)for(let[i,l]of a.entries())
s[l]=i?Math.min(s[l],s[a[i-1]]-e):o;return s.map(i=>Math.max(n,i))}function gn(t,{title:e,what:n,lines:o,words:r}){let{model:s,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-re-pn,[h,m]=Ra(o.flat()),u=O=>re+(Math.log2(O)-vt)/(se-vt)*f,g=O=>_e+(m-Math.log10(
O))/(m-h)*(d-_e-mn),y=s.get("readings"),k=s.get("models").map((O,v)=>`${O} ${r(y[v][n])}`),x=M("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${k.join("\
, ")}`});x.append(M("text",{x:2,y:11},e));for(let O=h;O<=m;O++){let v=r(10**O).replace("FLOP","").replace(".00","").replace(".0","");x.append(M("line",{x1:re,x2:c-
pn,y1:g(10**O),y2:g(10**O),stroke:w(i,"line")}),M("text",{x:re-4,y:g(10**O)+4,"text-anchor":"end",class:"quiet"},v))}for(let O=vt;O<=se;O+=c<300?5:2){let v={x:u(
2**O),y:d-9,"text-anchor":"middle",class:"quiet"};x.append(M("text",v,_a(2**O)))}let N=u(s.get("own").length),A={x1:N,x2:N,y1:_e,y2:d-mn};x.append(M("line",{...A,
stroke:w(i,"ink"),"stroke-dasharray":"1 3"}));let R=va(o.map(O=>g(O[O.length-1])),12,_e,d-mn),L={x:u,y:g,right:c-pn};for(let[O,v]of o.entries())x.append(...La(t,
O,n,v,R[O],L,r));return x.addEventListener("click",O=>{let v=(O.clientX-x.getBoundingClientRect().left-re)/f,Et=Math.round(T(vt+v*(se-vt),vt,se));t.tell("length",
2**Et),t.redraw()}),x.style.cursor="pointer",x}function La({model:t,root:e},n,o,r,s,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:h,
length:m}=t.get("own"),u=t.get("readings")[n][o],g=w(e,un[d]),y=M("path",{d:r.map((R,L)=>`${L?"L":"M"}${a(f[L]).toFixed(1)} ${i(R).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Ea[d]}),k=M("text",{x:l+5,y:s+4},d);k.style.fill=g;let x=M("circle",{cx:a(m),cy:i(u),r:3,
fill:g});if(x.append(M("title",{},`${d}: ${c(u)}`)),d!=="this model"||h<2**vt||h>=2**se)return[y,k,x];let N=i(r[f.findIndex(R=>R>=h)]),A=M("circle",{cx:a(h),cy:N,
r:3.2,fill:w(e,"panel"),stroke:g});return A.append(M("title",{},`longest context this model accepts: ${E(h)}`)),[y,k,A,x]}var yn=["window","entries","sink"],To=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],Re="V3.2";function kn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var Lt=t=>Number.isFinite(t)?`${$(100*t,t>=.1?1:2)} %`:"–";function ae({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(Re)]}}function Mo(t){let{root:e}=t,{models:n,readings:o,v32:r}=ae(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=Q("dsv-table dsv-cost-table",s);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],h=p("td","",d),m=p("td"),u=p("td");h.style.color=w(e,un[d]),m.style.textAlign=u.style.
textAlign="left",m.append(...No(t,f.classes)),Object.keys(f.parts).length>1&&u.append(...No(t,f.parts));let g=p("tr");g.append(h,p("td","",kn(f.flops)),p("td","",
Lt(f.flops/r.flops)),m,p("td","",ft(f.bytes)),p("td","",Lt(f.bytes/r.bytes)),u),l.append(g)}return a}function No({root:t},e){let n=Object.entries(e),o=n.reduce(
(i,[,l])=>i+l,0),r=p("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=p("span"),f=To[Math.floor(i/yn.length)%To.length];d.style.width=
`${100*c/o}%`,d.style.background=`${f}${w(t,yn[i%yn.length])}`,d.title=`${l}: ${Lt(c/o)}`,r.append(d)}let[s,a]=[...n].sort((i,l)=>l[1]-i[1])[0];return[r,` ${s} ${Lt(
a/o)}`]}function Ao({model:t}){let e=p("div","dsv-note");e.style.marginTop="6px",e.append(p("b","","Published for 1,048,576 tokens, recomputed here: "));let n=t.
get("published");for(let[o,[r,s,a,i,l]]of n.entries())e.append(`${o?"; ":""}${r} ${s} ${Math.round(100*a)} % of V3.2, `,p("b","",`${$(100*i,2)} %`),l?" ✓":" ✗\
 differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function So({model:t}){let e=t.get("held"),n=p(
"div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really holds is shown beside the formula once a run has ended.",
n;let o=p("b","",`This run's cache held ${E(e.held)} bytes`);if(n.append(o,` after ${E(e.tokens)} tokens (${e.dtype})`),e.formula){let r=Object.entries(e.formula),
s=r.reduce((i,[,l])=>i+l,0),a=s===e.held;n.append(a?"; the formula says the same to the byte: ":`; the formula says ${E(s)}: `,r.filter(([,i])=>i).map(([i,l])=>`${i}\
 ${E(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${E(e.rows)} bytes, in the release's precision ${E(e.release)}.`),n}var Oo="what if",Ca=["csa_rate","hca_rate","index_topk"];function qa(t){let{model:e,body:n}=t,o=p("div","dsv-controls"),r=p("div","dsv-cost-charts"),s=p("div","\
dsv-panel"),a=et(t,"precision","precision",e.get("precisions")),i=et(t,"counting","how FLOPs are counted",e.get("countings")),l=et(t,"base","model the sliders s\
tart from",[]),c=[ve(t,"length","context",10,20),ve(t,"csa_rate","CSA rate",1,6),ve(t,"hca_rate","HCA rate",2,10),ve(t,"index_topk","top-k",3,12)],d=p("div","ds\
v-cost-sliders"),f=p("button","dsv-small","own values");return d.append(...c.map(h=>h.box),f),o.append(l.select,a.select,i.select),n.append(o,d,r,s),{charts:r,below:s,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:C(Ia)}}var Ia=t=>Rt(t,Float64Array);function Pa(t){t.listen(t.own.reset,"click",()=>{for(let e of Ca)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function ve(t,e,n,o,r){let{model:s}=t,a=p("label"),i=p("input"),l=p("output");return Object.assign(i,{type:"range",
min:o,max:r,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?E(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function Wa(t){let{model:e,root:n,own:o}=t,{base:r,precision:s,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:h}=ae(t);if(!f.length)
return;let m=f.filter(g=>g!==Re&&g!==Oo);r.show(m.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...i])g.show();l.style.visibility=f.includes(Oo)?"":"hidden",Fa(t);let u=Eo(t,0);c.replaceChildren(gn(t,{title:"FLOPs of one token",what:"flops",lines:u,words:kn}),
gn(t,{title:"cache of one sequence",what:"bytes",lines:Eo(t,1),words:ft})),d.replaceChildren(Mo(t),Ao(t),So(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function Eo({model:t,own:e},n){let o=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...o.subarray((2*a+n)*r,(2*a+n+1)*r)])}function Fa(t){let{models:e,readings:n,v32:o}=ae(
t),r=e.flatMap((a,i)=>{let l=`${Lt(n[i].flops/o.flops)} / ${Lt(n[i].bytes/o.bytes)}`;return a===Re?[]:[`${a} `,p("b","",l)," "]}),s=p("b","",`${E(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function Ba(t){let{model:e}=t,{models:n,readings:o,
v32:r}=ae(t),s=(l,c)=>l.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),i=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/r.flops,f,f/r.bytes]}),note:`At ${E(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var Da={title:"Cost",aria:"Cost of a token against the length of its context",build:qa,listen:Pa,draw:Wa,table:Ba},
_o=F(Da);function nt(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:T(s,0,n-1)})}function z(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[T(o+e,0,n.length-1)],expert:-1,entry:-1})}var Ct=16,kt=7,Le=268,Ro=206,yt=70;function vo(t,e){let{body:n,root:o,own:r}=t,s=Math.max(200,n.clientWidth-2),a=P(r.range,s,17),i=s-yt-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=w(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=w(o,"line"),a.fillRect(yt,3,i,11);let[l,c]=r.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>yt+i*m/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${w(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),
11)),a.fillStyle=w(o,"ink");let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(f).width;a.fillText(f,T(l>=0?d(l)+3:yt+4,yt,yt+i-h),9)}function Lo(t,{
facts:e,layers:n,summary:o},r){let{root:s,model:a,sel:i,own:l}=t,c=P(l.side,r,xn(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=w(s,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===Le?"effective experts":"effect.",166,8);for(let[d,f]of n.entries()){
let h=Ct+d*l.place.tall+l.place.tall/2,m=f===i.get("layer"),[u,g,y,k,x]=o.subarray(kt*d,kt*d+5);c.fillStyle=w(s,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let N=mt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${N} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=w(s,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText($(u),84,h),c.fillText($(g),136,h),c.fillText($(y,1),166,h),r===Le&&Ha(c,s,h,[y,k,x].map(A=>A/e.experts))}}function Ha(t,e,n,[
o,r,s]){let a=i=>196+62*T(i,0,1);if(t.strokeStyle=w(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(a(1),n),t.stroke(),Number.isNaN(o)){G(t,e,a(0),n-4,62,8);return}
Number.isNaN(r)||(t.strokeStyle=w(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),n),t.lineTo(a(s),n),t.stroke(),t.lineWidth=1),t.fillStyle=w(e,"mark"),t.fillRect(
a(o)-1,n-5,2,10)}function Co(t,{facts:e,layers:n,counts:o,tokens:r,summary:s,brushed:a,here:i,elsewhere:l}){let{sel:c,facts:d,own:f}=t,h=n.indexOf(c.get("layer")),
m=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,u=f.hovered??m;if(d.replaceChildren(),!u){let k=0,x=0;for(let A=0;A<n.length;A++)k+=s[kt*A+5]||0,
x+=s[kt*A+6]||0;let N=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${N}, ${e.slots} of ${e.experts} experts each: `,p("b","",`${k} neve\
r chosen`),`, ${$(x,1)} would be by chance`);return}let g=r[2*u.row],y=i(u.row,u.expert);d.append(`layer ${n[u.row]}, expert ${u.expert}: `,p("b","",Number.isNaN(
y)?"not captured":`${$(y)} × even use`),` (${o[u.row*e.experts+u.expert]} of ${g} tokens, even ${$(g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${$(l(
u.row,u.expert))} ×`)}function qo({root:t,model:e},n){let o=p("span","dsv-ramp");o.style.display="inline-block",o.style.width="90px",o.style.verticalAlign="mid\
dle";let r=["less","even","more"].map(a=>w(t,a));o.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=e.get("against")==="rest"&&n.first>=0?"the r\
est":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective expe\
rts: of ${n.draws} choices, with 5 to 95 %`]}var xn=({model:t,own:e})=>Ct+t.get("layers").length*e.place.tall+2;var Ua=2,qt=32,bn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function Io(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,r)=>t[r]-t[o]||o-r):n}var wn=t=>t>
0?T(Math.log2(t)/Ua,-1,1):-1;function Ce(t,e,n,o,r,s,a){let i=wn(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,n+(r-l)/2,o,l)}function qe(t){
let e=w(t,"less"),n=w(t,"even"),o=w(t,"more"),r=Array.from({length:2*qt+1},(s,a)=>a<qt?dt(n,e,(qt-a)/qt):dt(n,o,(a-qt)/qt));return s=>r[Math.round((T(s,-1,1)+1)*
qt)]}var za="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",ja="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Po(t,e){
let{model:n,sel:o}=t,{low:r}=t.own,s=n.get("panel");r.replaceChildren(),s==="ranks"?Va(t):n.get("layers").includes(o.get("layer"))?s==="together"?Ya(t,e):Xa(t,n.
get("detail")):r.append(p("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function Xa(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(p("div","dsv-note",za));return}let[o,r,s]=e.weight.map(c=>$(c)),a=p("div","dsv-note");a.append(p("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${$(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=p("table","dsv-table"),l=p("tbody");i.append(l);for(let c of e.rows){let d=p("tr"),f=p("td","dsv-context");f.append(ht(c.before,26,
!0),p("b","",ht(c.piece,20)),ht(c.after,26)),d.append(p("td","",String(c.token)),p("td","",$(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function Ya(t,e){let{model:n,sel:o,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=p(
"canvas"),c=p("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(p("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=T(Math.floor((r.clientWidth-40)/e),
2,17),h=26,m=15,u=P(l,h+f*e+2,f*e+m+1),g=qe(s);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=w(s,"quiet");for(let A=0;A<e;A+=Math.max(
1,Math.ceil(14/f)))u.fillText(String(A),h+A*f+1,7),u.fillText(String(A),6,m+A*f+f/2);let y=Tt(u,w(s,"none"),4),k=f-(f>5?1:0),x=[Number.NaN,0,0];for(let A=0;A<i.
length;A++){let[R,L]=[Math.floor(A/e),A%e],O=h+L*f,v=m+R*f;Number.isNaN(i[A])?R!==L&&(u.fillStyle=y,u.fillRect(O,v,k,k)):(Ce(u,O,v,k,k,i[A],g),i[A]<=x[0]||(x=[i[A],
R,L]))}if(Number.isNaN(x[0]))return;let N=`Most often beyond chance: experts ${x[1]} and ${x[2]}, ${$(x[0])} times.`;a.append(p("div","dsv-note",N))}function Va(t){
let{model:e}=t,{many:n,where:o,low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=p("div","dsv-controls");n.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),o.show(),l.append(p("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:f,rows:h}=Q("dsv-table",c);f.lastChild.style.textAlign="left";let m=s+3;if(i.length===a.length*
m)for(let[u,g]of a.entries()){let y=i.subarray(u*m,(u+1)*m),k=p("tr");k.append(p("td","",String(g)),p("td","",`${$(y[s])} ×`),p("td","",$(y[s+1])),p("td","",$(
y[s+2])),Ga(t,y.subarray(0,s))),k.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(k)}r.append(l,d,p("div","dsv-note",ja))}function Ga(t,e){
let n=p("td");return n.style.textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,r)=>{let s=p("span","dsv-bar");s.style.width=`${T(160/e.length,2,18)}px`,
s.style.height=`${Math.round(7*T(o,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${$(o)}`,o>1&&(s.style.background=
w(t.root,"more")),n.append(s)}),n}function Ka(t){let e=p("div","dsv-controls"),n=et(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=et(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=et(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),s=et(t,"ranks","number of ranks",[]),a=et(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=p("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,r.select,i);
let l=p("canvas","dsv-load-range"),c=p("div","dsv-load"),d=p("canvas"),f=p("div","dsv-load-scroll"),h=p("canvas"),m=p("div","dsv-note"),u=p("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",f.append(h),c.append(d,f),t.body.append(e,l,c,m,u),{against:n,sort:o,panel:r,many:s,where:a,clear:i,range:l,side:d,scroll:f,
map:h,legend:m,low:u,reveal:Ee(t,u),counts:C(I),rest:C(I),tokens:C(I),summary:C(_),together:C(_),parallel:C(_),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Qa(t){let{model:e,own:n}=t,{panel:o,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let m of[o,r,s])t.listen(m.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),$o(t,l,()=>[yt,l.clientWidth-yt-4],(m,u)=>{n.dragging=Fo(t,m,u),t.redraw()},(m,u)=>{let[g,y]=Fo(t,m,u);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{n.hovered=Bo(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=Bo(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-Ct)/n.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Wo=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[T(o<0?
0:o+t,0,n.length-1)]})};function Fo(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Bo({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-Ct)/t.place.tall),r=Math.floor((e.clientX-n.left)/t.place.cell),s=t.place.orders[o];return s&&r>=0&&r<
s.length?{row:o,expert:s[r]}:null}function Do({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:r}=n,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(u,g)=>bn(s[u*o+g],i[2*u],r,o),f=(u,g)=>bn(a[u*o+g],i[2*u+1],r,o),h=(u,g)=>c?d(u,g)/f(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:s,tokens:i,summary:m,brushed:l,here:d,elsewhere:f,rate:h}}function Ja(t){let{model:e,
body:n,root:o,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=s;for(let O of[a,i,l])O.show();let h=Do(t),{facts:m,layers:u,brushed:g,rate:y,
summary:k}=h,{experts:x}=m;if(!x)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,vo(t,m);let N=n.clientWidth<620?Ro:Le;Za(t,h,Math.max(120,n.clientWidth-
N-4)),Lo(t,h,N),Co(t,h),d.replaceChildren(...qo(t,m)),Po(t,x),f();let{cell:A,tall:R,orders:L}=s.place;o.drawn={experts:x,layers:[...u],first:m.first,last:m.last,
rates:u.map((O,v)=>Array.from({length:x},(Et,_t)=>y(v,_t))),orders:L,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((O,v)=>k[kt*v+1]),cell:A,tall:R}}function Za(t,e,n){let{model:o,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),h=l.length>24?12:l.length>12?16:21,m=o.get("sort"),u=l.map((A,R)=>Io([...c.subarray(R*d,(R+1)*d)],m));a.place={cell:f,tall:h,orders:u};let g=xn(t),y=P(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=w(r,"quiet");let k=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(k,1,8);let x={shades:qe(r),ink:w(r,"ink"),paper:w(r,"panel")},N=l.indexOf(
s.get("layer"));for(let[A,R]of u.entries())for(let[L,O]of R.entries())ti(t,y,e,x,A,O,L),!(A!==N||O!==s.get("expert"))&&(y.strokeStyle=w(r,"mark"),y.lineWidth=2,
y.strokeRect(L*f,Ct+A*h,Math.max(Ho(f),3),h-1))}var Ho=t=>Math.max(t-(t>6?1:.5),1);function ti({root:t,own:e},n,{facts:o,counts:r,rate:s},{shades:a,ink:i,paper:l},c,d,f){
let{cell:h,tall:m}=e.place,u=f*h,g=Ct+c*m,y=Ho(h),k=s(c,d);if(Number.isNaN(k)){G(n,t,u,g,y,m-1);return}if(r[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=
.15,n.fillRect(u,g,y,m-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(u+y/2,g+m/2,Math.min(2,h/3),0,7),n.fill();return}if(Ce(n,u,g,y,m-1,k,a),h<24)return;
n.fillStyle=Math.abs(wn(k))>.55?l:i,n.font="9.5px system-ui, sans-serif";let x=Number.isFinite(k)?$(k,k<9.95?1:0):"new";n.fillText(x,u+(y-n.measureText(x).width)/
2,g+m/2)}function ei(t){let{facts:e,layers:n,tokens:o,summary:r,here:s}=Do(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[
l,i[c]==="hash"?"table":"scores",o[2*c],...r.subarray(kt*c,kt*c+5),o[2*c]>0?r[kt*c+5]:null,...Array.from({length:a},(d,f)=>s(c,f))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var ni={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>z(t,-1,t.model.get("layers")),ArrowDown:t=>z(t,1,t.model.get("layers")),ArrowLeft:Wo(
-1),ArrowRight:Wo(1)},build:Ka,listen:Qa,draw:Ja,table:ei},Uo=F(ni);var H=17,zt=18,ot=74,rt=54,zo=15,oi=6,ri="☷ chosen by a table over token ids: same token, same experts (outlined)",si="chosen by the scores of the token's sta\
te";function Tn(t){let e=a=>t[a]==="hash"?0:1,n=[...t.keys()].sort((a,i)=>e(a)-e(i)||a-i),o=[],r=0,s=null;for(let a of n)t[a]!==s&&(r+=s===null?0:oi,o.push({band:t[a],
y:r}),r+=zo,s=t[a]),o.push({index:a,y:r}),r+=zt;return{rows:o,height:r}}function jo(t,e,n,o){let r=Math.floor(e/H),s=t.find(a=>a.index!==void 0&&n>=a.y&&n<a.y+zt);
return s?.index!==void 0&&r>=0&&r<o?{token:r,index:s.index}:null}function Xo({model:t,own:e}){let[n,o,r]=t.get("shape"),s=q(D(t,"weights")),a=q(D(t,"colours")),
i=n*r?Math.min(Math.max(o,a.length/n),s.length/(n*r)):0,l=e.texts(D(t,"utf8"),D(t,"lengths"));return{L:n,K:r,T:i,weights:s,codes:a,pieces:l,experts:e.ids(D(t,"e\
xperts")),layers:t.get("layers")}}function ai({root:t,sel:e,own:n,model:o},r,s){let a=["none","ink","quiet","mark"],[i,l,c,d]=a.map(h=>w(t,h)),f=n.shadesOf(w(t,
"ramp-low"),w(t,"ramp-high"));return{none:i,ink:l,quiet:c,mark:d,shades:f,picked:s,kinds:o.get("kinds"),left:n.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:r.layers.indexOf(e.get("layer"))}}function Yo(t,e,n){let{own:o}=t,r=o.scroll.clientWidth,s=rt+o.layout.height+2,a=P(o.canvas,r,s),i=ai(t,e,n),
{left:l,quiet:c}=i,d=Math.max(0,Math.floor(l/H)),f=Math.min(e.T-1,Math.floor((l+r-ot)/H));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.
beginPath(),a.rect(ot,0,r-ot,s),a.clip();let h=0;for(let m=d;m<=f;m++){ii(a,e,i,m);for(let{index:u,y:g}of o.layout.rows)u!==void 0&&li(a,e,i,m,u,rt+g)&&h++}return ci(
t,a,i,d,f),a.restore(),di(t,a,e,i),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,rt-8),h}function ii(t,{pieces:e},{left:n,picked:o,hover:r,
mark:s,ink:a,quiet:i},l){t.save(),t.translate(ot+l*H-n+H/2,rt-4),t.rotate(-Math.PI/2),t.fillStyle=e[l]===e[o]?s:l===r?a:i,t.font=`${l===o?"bold ":""}10px system\
-ui, sans-serif`,t.fillText(S(e[l]??"",8),0,0),t.restore()}function li(t,{L:e,K:n,weights:o,codes:r,experts:s,pieces:a},i,l,c,d){let{left:f,none:h,mark:m,shades:u,
picked:g}=i,y=l*e+c,k=ot+l*H-f,x=zt-2;if(s[y*n]<0)return t.fillStyle=h,t.beginPath(),t.arc(k+H/2,d+1+x/2,1.5,0,7),t.fill(),!1;let N=r[y]===255?h:u[r[y]],A=!1,R=d+
1;for(let L=0;L<n;L++){let O=o[y*n+L]/254*x,v=i.expert!==-1&&c===i.row&&s[y*n+L]===i.expert;A||=v,t.fillStyle=v?m:N,t.fillRect(k+1,R,H-2,Math.max(O-1,.5)),R+=O}
return a[l]===a[g]&&l!==g&&i.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(k+.5,d+.5,H-1,zt-1)),A}function ci({own:t,model:e},n,{left:o,ink:r,mark:s,
picked:a,hover:i,row:l},c,d){let{rows:f,height:h}=t.layout,m=(y,k,x,N)=>{n.strokeStyle=k,n.lineWidth=x,n.globalAlpha=N,n.strokeRect(ot+y*H-o+.5,rt-1,H-1,h),n.globalAlpha=
1};m(a,s,2,.55),i>=0&&m(i,r,1,.5);let u=e.get("parting");u>=c&&u<=d&&(n.strokeStyle=r,n.setLineDash([4,3]),n.strokeRect(ot+u*H-o+.5,rt-1,.5,h),n.setLineDash([]));
let g=f.find(y=>y.index===l);l<0||!g||(n.strokeStyle=s,n.lineWidth=2,n.strokeRect(ot+a*H-o,rt+g.y,H,zt))}function di({own:t,model:e},n,{layers:o},{quiet:r,ink:s,
mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){n.fillStyle=r,n.font="10px system-ui, sans-serif",n.fillText(c==="hash"?ri:si,2,rt+d+
zo/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:s,n.font=`${l===i?"bold ":""}11px system-ui, sans-serif`,n.fillText(`${o[l]} ${mt[f]??""} ${f}`,
4,rt+d+zt/2)}}var fi="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",hi="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function pi({expert:t,score:e,chosen:n}){let o=e.map(Number),r=Math.min(...o.filter((l,c)=>n[c])),
s=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function Go(t){let{model:e,sel:n,own:o}=t,{ranking:r,caption:s,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
i.textContent="",ui(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let h=o.texts(D(e,"utf8"),D(e,"length\
s")),m={...f,expert:f.expert};s.append("Ranking at ",p("b","",`layer ${f.layer}, token ${f.token} “${S(h[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${pi(m)}`:` · margin of the choice ${$(f.margin,4)}`),mi(t,m),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=u?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=hi}function mi({sel:t,own:e},n){let o=Q("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?$(n.weight[i],3):"",c=p("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=p("td"),h=p("span","dsv-bar");f.style.textAlign="left",h.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/r):0}px`,f.append(h),c.append(p("td","",String(a)),p("td","",$(n.logit[i])),p("td","",$(n.score[i],3)),p("td","",$(
n.biased_score[i],3)),p("td","",l||"not chosen"),f,p("td","",$(n.norm[i]))),o.rows.append(c)});let s=p("tr");for(let a of["shared","","","","always","",$(n.shared_norm)])
s.append(p("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),o.rows.append(s),e.ranking.append(...o.table.children)}function ui(t){let{model:e,sel:n,
own:o}=t,r=e.get("uses")??{};if(r.of?.expert!==n.get("expert"))return;let s=p("div","dsv-uses");s.append(Vo(t,r.of,"chosen")),r.control&&s.append(Vo(t,r.control,
"matched control")),o.inverse.append(s)}function Vo(t,e,n){let o=p("div"),r=p("ol"),s=p("div","dsv-note");s.title=n==="chosen"?"":fi,s.append(p("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=p("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(p("sp\
an","quiet",ut(a.before.slice(-18))),p("b","",ut(a.piece)),p("span","quiet",ut(a.after.slice(0,18))),p("small","",` ${$(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),r.append(i)}return o.append(s,r),o}function Ko(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,r)=>[o,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function gi(t,e,n,o,r){let s=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(r)&&s++;return s}function yi({body:t}){let e=p("select");e.setAttribute(
"aria-label","colour cells by");let n=p("span","dsv-legend"),o=p("span"),r=p("span","dsv-ramp"),s=p("span"),a=p("div","dsv-bar-row");n.append(e,o,r,s),a.append(
n);let i=p("div","dsv-grid"),l=p("div","dsv-grid-stage"),c=p("canvas"),d=p("div");c.style.position="absolute",c.style.cursor="pointer",l.append(c),i.append(l,d);
let f=p("table","dsv-table"),h=p("div","dsv-note"),m=p("div","dsv-note"),u=p("div");return m.style.margin="4px 0 0",t.append(a,i,m,f,h,u),{choose:e,legend:n,low:o,
bar:r,high:s,scroll:i,canvas:c,spacer:d,ranking:f,note:h,caption:m,inverse:u,texts:C(K),ids:C(Se),shadesOf:C(Dt),tabled:[],layout:Tn([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function ki(t){let{model:e,sel:n,own:o}=t,{choose:r,scroll:s,canvas:a,ranking:i}=o;t.listen(r,"change",()=>t.tell("colour",r.value));
let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,l,{passive:!0});t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>
s.scrollWidth-2*H?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(Jo(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=Jo(t,d);if(!f)return;let h=e.get("layers")[f.index],m=h===n.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(i,"click",d=>Zo(t,d.target.closest("tbody tr"))),t.listen(i,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(Zo(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Qo=({model:t,own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?
[]:[t.get("layers")[n.index]]);function Jo({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-ot,r=e.clientY-n.top-rt;return o<0?null:jo(t.layout.
rows,o+t.scroll.scrollLeft,r,t.tokens)}function Zo(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.sel.get("expert")===n?-1:n})}function xi(t){let{
model:e,sel:n,root:o,own:r}=t,s=Xo(t);r.tokens=s.T,r.layout=Tn(e.get("kinds"));let a=n.get("token"),i=a>=0&&a<s.T?a:s.T-1;bi(t,a);let l=Yo(t,s,i);wi(t),$i(t,s),
Go(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:i,layer:n.get("layer"),detail:e.get("deta\
il"),highlighted:l,codes:Array.from(s.codes.slice(0,64))}}function bi({own:t},e){let{scroll:n,spacer:o}=t,r=ot+t.tokens*H+4;if(o.style.width=`${r}px`,o.style.height=
`${rt+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=r),e!==t.lastPicked&&e>=0){let s=e*H,a=n.clientWidth-ot;(s<n.scrollLeft||s+H>n.scrollLeft+a)&&(n.scrollLeft=
s-a/2)}t.lastPicked=e}function wi({model:t,root:e,own:n}){let{choose:o,legend:r,low:s,bar:a,high:i}=n,l=t.get("colour_options");Mt(o,l.map(([f,h])=>[f,`colour: ${h}`])),
o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf(w(e,"ramp-low"),w(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,s.textContent=$(t.get("low")),i.textContent=`${$(t.get("high"))} ${c}`,r.title="grey: this layer has no such value"}function $i({facts:t,
sel:e,model:n,own:o},{L:r,K:s,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),h=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${S(l[d.token]??"",16)}”: experts `,p("b","",i.slice(m,m+s).join(" ")))}else if(f!==-1&&
h>=0){let m=gi(i,h,r,s,f),u=p("b","",`${m} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,u," (marked cells)")}else n.get("parting")>=0?t.
append("beside another run: the text parts at token ",p("b","",`${n.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var Ti={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>nt(t,-1,t.own.
tokens),ArrowRight:t=>nt(t,1,t.own.tokens),ArrowUp:t=>z(t,-1,Qo(t)),ArrowDown:t=>z(t,1,Qo(t)),Home:t=>nt(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>nt(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:yi,listen:ki,draw:xi,table:Ko},tr=F(Ti);var xt=[.5,1,2,4,8,16,32,64],or=-.5,er=1.5,nr=.25,rr=t=>({playing:!1,at:null,speed:t>16?4:2});function sr(t,e){t.speed=T(t.speed+e,0,xt.length-1)}var pt=(t,e)=>T(
Math.floor(t),0,e-1);function ar(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=or)}function ir(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/nr+1+1e-9)*nr,e+1)}function lr(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?xt[t.speed]:Math.min(xt[t.speed],6);return t.
at=Math.min(t.at+e*o,n+er),t.at>=n+er}function cr(t){t.at=or}var dr=(t,e)=>t===null||!e?t:Math.ceil(t);function fr(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}var j=18,U=12,Ni=66,Mi=46,Ai=92,Si=1,hr=.2;function Oi(t,e,n){if(t*Mi<=n)return new Array(t).fill(Math.min(n/t,Ai));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/Si)**2))),r=o.reduce((i,l)=>i+l,0),s=Math.min(Ni,n/(r+.6)),a=(n-s*r)/Math.max(t-r,1e-9);return o.map(i=>a+(s-a)*i)}function Ei(t,e){let n=t<780,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:T(t*.29,200,400)},s=n?14:r.x+r.width+58,a={x:s,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=T((t-s)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:T(t*.145,104,190),f={x:t-d,width:d},h={x:c.x+c.width+(o?34:46),width:0};h.width=Math.max(20,f.x-h.x-(o?14:40));let m=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:a,mass:i,lanes:c,rail:h,lens:f,nodes:m}}function pr(t,e,n,o,r=!1){let s=Ei(t,n.streams),
a=s.stacked?e>480?5:4:0,i={y:a*j+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,h=Oi(n.layers,o,d).map(
u=>{let g={y:f,height:u};return f+=u,g});c.y=f;let m=s.stacked?{y:0,height:a*j}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:s,rows:h,heads:i,
start:l,end:c,text:m,draft:r}}var st=(t,e)=>t.y+t.height*e,ie=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,le=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,mr=["read","mixed","\
routed","lens"],at=(t,e,n)=>t===null?1:T((t-e)*4-n,0,1),X=t=>hr+(1-hr)*t,Pt=(t,e=26,n=36)=>Z(t,e,n);function Nn(t,e){let n=T(Math.ceil(13/Math.max(t,1)),1,2);return{
columns:n,column:e%n}}var ur=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var _i="☷",Ri=["entries","window","sink"];function gr({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=yr(
c),h=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(U,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let m=Math.abs(l-a)===
1&&c.height<13;if(t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%h===0&&!m)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),
t.textAlign="left",t.font=s(U),t.fillStyle=l===a?e.ink:e.quiet,c.height>=5.5){let{column:u}=Nn(c.height,l),g=d.x+20+9*Math.min(u,1),{glyph:y}=o.kinds[r[l]];c.height>=
13&&t.strokeText(y,g,f),t.fillText(y,g,f)}i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var yr=t=>st(t,.5-.22*Pt(t.height,20,36));function ce({
mass:t},e){let n=T(e.height*.3,Math.min(3,e.height*.7),14),o=yr(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function Mn(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)
r+=(t.mass[e*3+s]||0)*n.width;return{x:r,width:(t.mass[e*3+o]||0)*n.width}}function kr(t,e){let{ctx:n,root:o,look:r,place:s,path:a,at:i,hits:l,font:c}=t,d=s.rows[e],
f=ce(s.columns,d),h=[0,1,2].map(u=>a.mass[e*3+u]);a.blank?An(t,f):h.some(Number.isNaN)&&G(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=X(at(i,e,0)),Ri.forEach((u,g)=>{
let{x:y,width:k}=Mn(a,e,f,g);n.fillStyle=r[u],k>0&&n.fillRect(y,f.y,Math.max(k-.5,.5),f.height),k>0&&l.push({what:u,layer:e,x:y,y:d.y,width:k,height:d.height})});
let m=f.width<72?0:Pt(d.height,44,52);m>0&&!h.some(Number.isNaN)&&(n.globalAlpha*=m,n.font=c(U),n.textBaseline="top",n.fillStyle=r.ink,Ut(h).map(g=>$(g).replace(
/^0/,"")).forEach((g,y)=>{n.textAlign=["left","center","right"][y],n.fillText(g,f.x+f.width*y/2,f.y+f.height+4)})),n.globalAlpha=1,n.textAlign="left"}var Ie=t=>st(
t,.5+.4*Pt(t.height,8,36));function xr({place:t,path:e,sizes:n},o,r){let s=T(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.
scale))}function br(t,e){let{ctx:n,root:o,look:r,place:s,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=s.rows[e],{rail:h}=s.columns,m=Ie(f),u=at(l,e,2),g=T(f.height*
.42,2,22);n.fillStyle=r.none,n.fillRect(h.x,m,h.width,1),c.push({what:"rail",layer:e,x:h.x,y:f.y,width:h.width,height:f.height});let y=i.chosen,k=Math.max(2,h.width/
i.experts*.6);a.expert[e*y]<0&&!a.blank&&G(n,o,h.x,m-Math.min(g,8),h.width,Math.min(g,8)),n.globalAlpha=X(u),n.fillStyle=r.expert;for(let A=e*y;A<(e+1)*y;A++){if(a.
expert[A]<0)continue;let R=le(s.columns,i.experts,a.expert[A]),L=xr(t,e,A)*(.3+.7*u);n.fillRect(R-k/2,m-L,k,L),c.push({what:"expert",layer:e,id:a.expert[A],x:R-
k,y:f.y,width:2*k,height:f.height})}Li(t,e),n.globalAlpha=X(u),n.fillStyle=r.quiet;let x=h.x+h.width+12,N=T(f.height*.18,1.5,4);n.beginPath(),n.moveTo(x,m-2*N),
n.lineTo(x+N,m-N),n.lineTo(x,m),n.lineTo(x-N,m-N),n.fill(),c.push({what:"shared",layer:e,x:x-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&vi(t,e,h.x-15,m-Math.
min(6,f.height/3)),n.globalAlpha=1}function vi({ctx:t,look:e,font:n,place:o},r,s,a){let{column:i}=Nn(o.rows[r].height,r);t.font=n(U),t.fillStyle=e.ink,t.textAlign=
"left",t.textBaseline="middle",t.fillText(_i,s-10*Math.min(i,1),a)}function Li(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,font:i,at:l}=t,c=Pt(r.rows[e].height,
36,46);if(!c)return;let d=Ie(r.rows[e]);n.font=i(U),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=X(at(l,e,2))*c;let f=[];for(let h=e*
a.chosen;h<(e+1)*a.chosen;h++){if(s.expert[h]<0)continue;let m=le(r.columns,a.experts,s.expert[h]);f.some(u=>Math.abs(u-m)<7*String(s.expert[h]).length+4)||(f.push(
m),n.fillText(String(s.expert[h]),m,d-xr(t,e,h)-3))}n.textAlign="left"}function An({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=1,
t.strokeRect(n+.5,o+.5,r-1,Math.max(1,s-1))}function wr(t,e,n){let o=[],r=0,s=0;for(let a of t){let i=a.split(`
`).length-1,l=Nt(tt(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥")));r>0&&r+n(l)>e&&(r=0,s++);let c=r===0&&s>0?l.replace(/^ (?=\S)/,""):l,d=n(c);o.push({x:r,line:s,
width:Math.min(d,e),text:c}),r+=d,i&&(r=0,s+=i)}return o}function $r(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,a=Math.max(1,Math.floor(
o.height/j)),i=s+1,l=e>0;(i>a||l)&&(l=!0,i=Math.min(i,a-1));let c=s+1-i,d=t.findIndex(h=>h.line>=c),f=o.y+(l?j:0)-c*j;return{from:e+Math.max(d,0),first:e,token:n,
words:t,top:f,left:o.x,folded:l}}function de(t,e){let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*j,width:n.width,height:j}}
function Sn(t,e,n){let o=[];for(let r=Math.max(e,t.from);r<=Math.min(n,t.token);r++){let s=de(t,r);if(!s)continue;let a=o[o.length-1];a&&a.y===s.y?a.width=s.x+s.
width-a.x:o.push(s)}return o}var Pe=class{#t="";#e=null;draw(e,n,o,r,s){let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,
o.height,a,r].concat(Object.values(s)).join();if(i!==this.#t||!this.#e){this.#t=i,this.#e=$t(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=J(this.#e);l.setTransform(
a,0,0,a,-n.left*a,0),l.font=r,l.textBaseline="middle";for(let c=n.from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(
d.text,n.left+d.x,n.top+(d.line+.5)*j))}}e.drawImage(this.#e,n.left,0,this.#e.width/a,this.#e.height/a)}};function jt(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,a,i]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(i>0)||o.push({zone:s,key:a,weight:i,...s===
1?ur(a,n):{first:a,last:a}})}return o}function Ci({shown:t,place:e},n){let o=Sn(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:a}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?j:j/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+j-2}}function Tr(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:a}=t,i=at(s,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of Sn(
r,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function Nr(t,e){let{ctx:n,look:o,place:r,path:s,at:a,layer:i}=t,l=at(a,i,0);if(!l)return;let c=r.rows[i],
d=ce(r.columns,c),f=Math.max(...e.map(h=>h.weight),1e-9);n.lineCap="round";for(let h of[...e].reverse()){let m=Ci(t,h),u=Mn(s,i,d,h.zone===1?0:1),g=u.x+u.width/
2,y=m.y<d.y,k=y?d.y:d.y+d.height;n.strokeStyle=h.zone===1?o.entries:o.window,n.globalAlpha=X(l)*(.25+.6*Math.sqrt(h.weight/f)),n.lineWidth=.8+7*h.weight;let x=(14+
Math.abs(k-m.y)*.2)*(y?-1:1),N=r.columns.stacked?[r.columns.text.x,m.y+30]:[m.x+46,m.y],A=r.columns.stacked?[r.columns.text.x,k+x]:[g,k+x];Xt(n,[m.x,m.y,N[0],N[1],
A[0],A[1],g,k],l)}n.globalAlpha=1}function Xt(t,[e,n,o,r,s,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,h=1-f,[m,u,g,y]=[h*h*h,3*h*h*f,3*h*f*f,f*f*f];t.lineTo(m*e+u*o+g*s+y*i,m*n+u*r+g*a+y*l)}t.stroke()}function We(t,e,n,o){let{ctx:r,root:s,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:h}=i.columns,m=l.lens[n+1]?.[0],u=l.lens_prob[(n+1)*l.ranks],g=Math.min(
46,h.width*.3),y=T(e.height-2,1,12),k=st(e,.5);if(d.push({what:"lens",layer:n,x:h.x-10,y:e.y,width:h.width+10,height:e.height}),l.blank)return An(t,{x:h.x,y:k-y/
2,width:g,height:y});if(m===void 0||Number.isNaN(u)){G(r,s,h.x,k-y/2,g,y);return}if(r.globalAlpha=X(n<0?1:at(c,n,3)),r.fillStyle=a.track,r.fillRect(h.x,k-y/2,g,
y),r.fillStyle=l.agree[n+1]?a.mark:a.quiet,r.fillRect(h.x,k-y/2,g*u,y),l.agree[n+1]&&(r.fillStyle=a.mark,r.beginPath(),r.arc(h.x-6,k,Math.min(3,e.height/2),0,7),
r.fill()),(m!==o.word||e.height>=20)&&k-7>=o.bottom){r.font=f(U,l.agree[n+1]?"600":""),r.fillStyle=a.ink,r.textBaseline="middle";let N=h.width-g-6,A=N>70?$(u):"";
r.fillText(S(m,Math.max(3,Math.floor((N-(A?30:0))/7))),h.x+g+6,k),r.textAlign="right",r.font=f(U),r.fillStyle=a.quiet,A&&r.fillText(A,h.x+h.width,k),r.textAlign=
"left",o.word=m,o.bottom=k+7}r.globalAlpha=1}function Mr({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:a}=n;t.font=o(U),t.fillStyle=e.quiet,t.textBaseline="middle";let i=m=>t.measureText(m).width,
l=a.y+a.height/2,c=(m,u,g)=>{t.textAlign="center",t.fillText(gt(m,g,i),u,l)},d=r.head<0?"read (mean of heads)":`read by head ${r.head}`,f=s.label.x+14,h=s.lanes.
x-f-26;t.textAlign="left",t.fillText(gt([d,r.head<0?"read (mean)":d,"read"],h,i),f,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(gt(["what it would say","would say","says"],s.lens.
width,i),s.lens.x,l)}function Ar(t,e){let{ctx:n,look:o,place:r,path:s,font:a,hits:i}=t,{columns:l,start:c}=r,d=l.lanes.x+l.lanes.width/2;n.font=a(U,"600");let f=s.
blank?"token":ut(s.piece.trim())||"␣",h=S(f,14),m=n.measureText(h).width+16;Or(t,d-m/2,c.y+1,m,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(h,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-m/2,y:c.y,width:m,height:c.height}),n.font=a(U),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),We(t,{y:c.y,height:22},-1,e)}function Sr(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:a,at:i}=t,
{columns:l,end:c}=o,d=r.answer,f=l.lanes.x+l.lanes.width/2,h=c.y+34;e.globalAlpha=X(i===null?1:T((i-o.rows.length)*2,0,1)),e.font=s(U+1,"600"),e.textBaseline="m\
iddle";let m=d.word===void 0?"?":S(ut(d.word.trim())||"␣",14),u=e.measureText(m).width+18;Or(t,f-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(m,f,h),e.textAlign="left",e.font=s(U),e.fillStyle=n.quiet;let g=o.width-f-u/2-8,y=r.blank?["the answer"]:fe(d);e.fillText(gt(y,g,k=>e.measureText(k).
width),f+u/2+8,h),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=1}function fe(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=$(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function Or({ctx:t,look:e},n,o,r,s,a){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function On({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:a}=n.columns;
t.font=r(U),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",a.x,n.text.y+j/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+j/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+j-3,a.width,2))}function En({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function Er(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?qi(t,r):o==="streams"||o==="mixing"?Ii(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?Pi(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${$(n.shared_norm[r])}`:o===
"lens"?Wi(n,r):o==="answer"||o==="head"?fe(n.answer)[0]:""}function qi({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(f=>t.mass[3*r+f]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Ut(s).map(f=>$(f)),c=jt(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:f,key:h,weight:m,first:u,
last:g})=>`${f?`entry ${h} (tokens ${u} to ${g})`:`${h} “${S(o(h),12)}”`} ${$(m)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function Ii({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>$(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(r+l)*e.streams+l];let i=$(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${i}`}function Pi({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let a=s.map((d,f)=>`${d} (${$(t.expert_weight[r+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${$(i,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function Wi(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${S(r,14)}” ${$(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}var Wt=(t,e)=>({what:t,layer:e,site:0,x:0,y:0,width:0,height:0});
function Fe(t,e){if(t<=0)return Wt("embedding",-1);if(t>e)return Wt("answer",e);let n=t-1e-6;return Wt(["attention","streams","routing","lens"][Math.floor(n%1*4)],
Math.floor(n))}function _r(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${mr[Math.
floor(o%1*4)]}`}function Be(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var Rr=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function _n(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[En(e,Rn(t,e.layer))]?.tab??""}
function Rn(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function Fi({own:t,sel:e}){if(t.over&&
t.over.what!=="row")return t.over;let{player:n}=t;if(!n.playing||n.at===null)return t.chosen;let o=t.sizes().layers;return xt[n.speed]<=1?Fe(n.at,o):Wt("layer",
xt[n.speed]<=8?pt(n.at-1e-6,o):e.get("layer"))}function De(t){let{card:e}=t.own,n=Fi(t),o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.
get("layer"),t.model.get("serial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...Bi(t,n)):n&&n.what!=="layer"?e.replaceChildren(...Di(
t,n)):e.replaceChildren(...zi(t,n?.layer??t.sel.get("layer"))))}function Bi(t,e){let n=t.own.pieceAt(e.id??-1),o=p("div");return o.append(p("h4","",`token ${e.id}\
 “${S(n,30)}”`),p("div","dsv-note","A click follows this one.")),[o]}function Di(t,e){let n=En(e,Rn(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=Rr(
t,n==="head"&&e.what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",a=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.
site??0:0],i=p("div"),l=s?` of layer ${e.layer}`:"";i.append(p("h4","",`${o.title}${l}`),p("div","dsv-note",o.does));let c=Er(t.own.known(),e);c&&i.append(p("di\
v","dsv-follow-numbers",c));let d=p("pre","",o.equation),f=p("div");a&&f.append(p("div","",a[2]<0?"This layer has no such part.":`${Be(a[1])} parameters, ${ft(a[2])}`));
let h=p("div","dsv-note");h.append(`${o.section}, `,p("code","",o.file)),f.append(h);let m=Hi(o,e,s);m.length&&f.append(Ui(m,e.layer));let u=_n(t,e);if(u){let y=p(
"button","dsv-small",`open “${u}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=p("div","dsv-note");return g.append("alone: ",p("code","",
o.code)),f.append(g),[i,d,f]}function Hi(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||
n&&s.includes(e.layer)&&r.includes(o))}function Ui(t,e){let n=p("details","dsv-note");n.append(p("summary","",`${t.length} values can be captured`));let o=p("ul");
for(let[r,s]of t){let a=p("li");a.append(p("code","",r.replace("{i}",String(e))),` ${s}`),o.append(a)}return n.append(o),n}function zi(t,e){let n=Rr(t,Wt("layer",
e)),o=Rn(t,e);if(!n||!o)return[];let r=p("div");return r.append(p("h4","",`layer ${e} ${o.glyph} ${o.title}`),p("div","dsv-note",`This layer ${n.words}.`),p("di\
v","",`${Be(n.parameters)} parameters`)),[r,ji(t,e,n)]}function ji(t,e,n){let o=t.model.get("cards"),r=t.model.get("places"),s=p("div","dsv-follow-parts"),a=r.flatMap(
h=>h.cells.map(m=>m[2])).filter(h=>h>0),[i,l]=[Math.min(...a),Math.max(...a)].map(Math.log);s.title=`fuller: more bytes (logarithmic, ${ft(Math.min(...a))} to ${ft(
Math.max(...a))})`;let c=r.filter(h=>!h.kind),d=[...n.cells.map(h=>({cell:h,at:e})),...c.map(({cells:h,place:m})=>({cell:h[0],at:m==="top"?-1:Number.POSITIVE_INFINITY}))],
f=0;for(let{cell:h,at:m}of d){let[u,,g]=h,y=u==="mixing"?f++:0;if(g<0)continue;let k=p("button","dsv-small");k.style.setProperty("--full",`${Math.round(100*(Math.
log(g)-i)/Math.max(l-i,1e-9))}%`),k.append(p("b","",`${o[u].title}${u==="mixing"?y?" (experts)":" (attention)":""}`),` ${ft(g)}`),k.addEventListener("click",()=>t.
own.choose({...Wt(Xi(u),m),site:y})),s.append(k)}return s}var Xi=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function vn(t){let e=t.model.get("tota\
ls");return e.parameters?`${Be(e.parameters)} parameters, ${ft(e.bytes)}; ${Be(e.active)} work on each token`:""}var vr=t=>t>0?$(t,t<10?2:0):"–";var Yi={share:[2,ct],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,Se],"<i4":[4,I],"<f4":[4,_]};function Vi(t,e,n){let o=q(e),r={},s=0;n.forEach(([i,l],c)=>{
let[d,f]=Yi[l],h=t.shapes[c].reduce((m,u)=>m*u,d);r[i]=f(o.subarray(s,s+h)),s+=h});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...r,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var bt=t=>t.model.get("sizes");function Y(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var He=class{#t=new Map;#e=new Set;#s=-1;#o=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#l.bind(this);e.listen(o,"msg:custom",r)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#t.
clear(),this.#e.clear(),this.#o=null);let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#i(n,e.get("arrays")):this.#r=null)}#i(e,n){this.#t.set(`${e.token}\
 ${e.head}`,Vi(e,n,bt(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,r]of e.ahead.entries())this.#i(r,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#r=this.#t.get(this.#n(Y(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#e.has(
this.#n(s))&&r.push(s);if(!(!r.length||r.length<n/2&&this.has(e))){for(let s of r)this.#e.add(this.#n(s));this.view.model.send({ahead:r,head:this.view.sel.get("\
head")})}}},Ue=class{#t=null;#e=0;pieces=[];read(e){let n=D(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get(
"first"),this.pieces=K(n,D(e.model,"lengths"))),{first:this.#e,pieces:this.pieces}}};function ze({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}function Yt(t,e){let n=p("button","dsv-small",t);return n.title=e,n}function Lr(t,e){let n=p("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function Cr(){let t=p("div","dsv-follow-bar"),e=Yt("▶ Play","space: the token travels through the layers, then the next one"),n=Yt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Yt("−","[ : slower"),r=p("span","dsv-follow-speed"),s=Yt("+","] : faster");o.setAttribute("aria-label",
"slower"),s.setAttribute("aria-label","faster");let a=Lr("along the layers",.25),i=p("span","dsv-follow-where"),l=Yt("‹","left: the token before"),c=Lr("token",
1),d=Yt("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=p("span","dsv-follow-\
which"),h=[[e,n],[o,r,s],[p("span","dsv-note","layers"),a,i],[p("span","dsv-note","tokens"),l,c,d,f]].map(m=>{let u=p("span","dsv-follow-group");return u.append(
...m),u});return t.append(...h),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:a,where:i,back:l,token:c,on:d,which:f}}function At(t,e){let n=T(Y(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Ln(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();ar(e,n),e.playing||qn(t),t.redraw()}function Cn(t){let{player:e}=t.own,{layers:n}=t.own.sizes();ir(e,n,t.sel.get("layer")),qn(t),t.
own.chosen=Fe(e.at??0,n),t.redraw()}function qn(t){let{at:e}=t.own.player;if(e===null)return;let n=pt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick(
{layer:n})}function he(t,e){sr(t.own.player,e),t.redraw()}function qr(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Ln(t)),t.listen(e.stepped,"click",
()=>Cn(t)),t.listen(e.slower,"click",()=>he(t,-1)),t.listen(e.faster,"click",()=>he(t,1)),t.listen(e.back,"click",()=>At(t,-1)),t.listen(e.on,"click",()=>At(t,1)),
t.listen(e.layer,"input",()=>{n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>qn(t)),t.listen(e.token,"input",()=>At(t,Number(
e.token.value)-Y(t)))}function je(t){let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=Y(t),a=t.sel.get("layer");e.play.textContent=
n.playing?"❚❚ Pause":"▶ Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${xt[n.speed]} layers/s`,e.slower.disabled=n.speed===
0,e.faster.disabled=n.speed===xt.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=_r(n.at,o,a),e.layer.setAttribute(
"aria-valuetext",e.where.textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";
for(let i of[e.play,e.stepped,e.layer,e.back,e.token,e.on])i.disabled=!r}var Xe=1.5,Gi=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],In=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Pr({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*T(1+e,0,1):e>=n.length?r.y+r.height*T(e-n.length,0,1):st(n[Math.floor(e)],
e%1)}function Wr(t){let{ctx:e,place:n}=t,o=Pr(t);e.globalAlpha=X(0),Ir(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Ir(t),e.restore()}function Ki({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=In(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(Xe+(r*.86-Xe)*(l/s))/2})}function Ir(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:a,start:i,end:l}=o,c=[...s.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<r.streams;f++){let h=ie(a,r.streams,f),m=Ki(t,f),
u=m[0]||Xe/2,g=Math.min(m[s.length]||Xe/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(h-u,i.y+i.height-8,2*u,8.4),Qi(t,h,c,m),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(h,l.y),e.bezierCurveTo(h,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function Qi({ctx:t,look:e,path:n},o,r,s){for(let a=0;a<r.length-
1;){let i=a;for(;i+1<r.length&&!Number.isNaN(s[i]+s[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[a]),t.lineTo(o,r[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+s[l],r[l]);for(let l=i;l>=a;l--)
t.lineTo(o-s[l],r[l]);t.fill()}a=i}}function Fr(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,at:i,hits:l}=t,c=r.rows[e],{columns:d}=r;for(let h=0;h<2;h++){let m={
y:c.y+h*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:h,x:d.lanes.x,width:d.lanes.width,...m})}let f=Pt(c.height,26,34)*(e===t.layer?1:.5);f&&
(Gi.forEach(({from:h,middle:m,to:u},g)=>{let y=at(i,e,g+1),k=d.nodes[g],x=st(c,m),N=(e*2+g)*a.streams;n.globalAlpha=f*X(y),Ji(t,N,st(c,h),st(c,u));for(let R=0;R<
a.streams;R++){let L=ie(d,a.streams,R),[O,v]=[s.pre[N+R],s.post[N+R]];n.strokeStyle=o.streams[R%o.streams.length],n.globalAlpha=f*X(y)*.9;let Et=(L+k)/2;if(O>.01){
n.lineWidth=.4+3*O;let _t=st(c,h);Xt(n,[L,_t,L,(_t+x)/2,Et,x,k,x],1)}if(v>.01){n.lineWidth=.4+1.5*v;let _t=st(c,u);Xt(n,[k,x,Et,x,L,(_t+x)/2,L,_t],y)}}n.globalAlpha=
f*X(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(k,x,4.5,0,7),n.fill(),n.stroke(),Zi(t,e,g,k,x,f);let A=g?"routing":"attention";
l.push({what:A,layer:e,x:k-9,y:x-9,width:18,height:18})}),n.globalAlpha=1)}function Ji({ctx:t,look:e,place:n,path:o,sizes:r},s,a,i){for(let l=0;l<r.streams;l++)
for(let c=0;c<r.streams;c++){let d=o.comb[(s+l)*r.streams+c];if(l===c||!(d>.005))continue;let[f,h]=[l,c].map(u=>ie(n.columns,r.streams,u));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let m=(a+i)/2;Xt(t,[f,a,f,m,h,m,h,i],1)}}function Zi({ctx:t,look:e,place:n,path:o,sizes:r,at:s},a,i,l,c,d){let f=n.rows[a];
if(!i){let m=ce(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(m.x+m.width+2,m.y+m.height/2),t.lineTo(l-5,c),t.stroke();return}let h=at(
s,a,2);if(h){t.strokeStyle=e.quiet;for(let m=a*r.chosen;m<(a+1)*r.chosen;m++){if(o.expert[m]<0)continue;let u=le(n.columns,r.experts,o.expert[m]),g=Ie(f);t.globalAlpha=
d*.5*X(h),t.lineWidth=.6+3*(o.expert_weight[m]/r.scale),Xt(t,[l+5,c,(l+u)/2,c,u,c,u,g],h)}}}function Br(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||
s>=o.rows.length)return;let a=Pr(t);for(let i=0;i<r.streams;i++){let l=ie(o.columns,r.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Dr(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:a}=t.own.sizes(),i=vr(In(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,h)=>{let m=p("span","dsv-follow-key");return m.append(p("i",h??"",d),f),m};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),p("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${$(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(d=>c(d.glyph,d.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function Pn(t){let e=n=>w(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function tl(t){
let{own:e,root:n,model:o}=t,r=bt(t);if(!r?.layers)return null;let s=e.paths.now()??ze(r),{player:a}=e,i=dr(a.at,e.still()),l=i===null?t.sel.get("layer"):pt(i-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),d=pr(c,e.height(),r,e.focus,o.get("places").some(k=>k.place==="draft")),f=(k,x="")=>`${x} ${k}px ${e.look.family}`,
h=P(e.canvas,c,d.height);h.font=f(U+1);let{first:m,pieces:u}=e.text.read(t),g=e.words(u,d.columns.text.width,e.look.family),y=o.get("places").filter(k=>k.kind);
return{ctx:h,root:n,look:e.look,font:f,place:d,sizes:r,path:s,at:i,layer:l,hits:[],kinds:y.map(k=>k.kind),routing:y.map(k=>k.routing),shown:$r(g,m,s.blank?-1:s.
token,{x:d.columns.text.x,...d.text})}}function Ye(t){let e=tl(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=r.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,f.y,r.width-r.columns.label.x+6,f.height,5),o.fill();let h=a.blank?[]:jt(a,i,s.kinds[l[i]]);
a.blank?On(e):el(t,e,h),Mr(e);for(let u=0;u<s.layers;u++){let g=r.rows[u];e.hits.push({what:"row",layer:u,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
Wr(e);for(let u=0;u<s.layers;u++)kr(e,u),br(e,u),Fr(e,u);let m={word:"",bottom:-1};Ar(e,m);for(let u=0;u<s.layers;u++)We(e,r.rows[u],u,m);Nr(e,h);for(let u=0;u<
s.layers;u++)gr(e,u);Sr(e),Br(e),nl(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=ol(t,e,h),n.shown=d}function el(t,e,n){let{ctx:o,place:r,look:s,font:a,shown:i,
path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};Tr(e,n);let d=de(i,l.token);d&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(U+1),{ink:s.ink,quiet:s.quiet,prompt:f}),On(e)}function nl({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function ol(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:Y(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:i,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var rl=8,Wn=t=>t.own.paths.ask(Y(t)+1,rl);function Hr(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&sl(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function sl(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===Y(t)&&lr(r,e,o)&&al(t);let i=r.at===null?t.sel.get("layer"):r.playing?T(r.at-.5,0,o-1):pt(r.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):fr(n.focus,i,e),!r.playing&&l===n.focus?!1:(je(t),De(t),t.tabled?.()||Ye(t),!0)}function al(t){let{own:e,model:n}=t,o=Y(t);if(o+1>=
n.get("counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}Wn(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(cr(e.player),t.pick({token:o+1,
entry:-1,expert:-1}),t.redraw())}function Ve(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,a=_n(t,e),i={...s?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),r!==void 0&&(i.expert=r),n==="entries"&&(i.entry=il(t,o)),t.pick({token:Y(t),...i})}function il(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Ur(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,a]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],i=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??ll(t,s,a),n.over?.what==="rail"){let l=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:T(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function ll({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=de(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function zr(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>Ur(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{Ur(t,n),e.over&&Ve(t,
e.over)})}function jr({path:t,sizes:e,kinds:n},o){let s=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((k,x)=>k+Math.max(0,x[2]),0)];
for(let k=0;k<s.length;k++)c.push(i.kind&&i.cells[k][2]>=0?i.cells[k][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
h=Array.from({length:e.streams},(k,x)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+x]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...h,d,f,i.parameters,...c];let m=l*e.chosen,u=[...t.expert.subarray(m,m+e.chosen)].filter(k=>k>=0),[g]=jt(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(k=>t.mass[3*l+k]),y,u.map((k,x)=>`${k}: ${t.expert_weight[m+
x].toFixed(3)}`).join(", "),...h,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...s],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}var cl="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.";function dl(t){let{body:e,root:n}=t;
n.classList.add("dsv-follow");let o=Cr(),r=p("div","dsv-follow-notes"),s=p("div","dsv-follow-stage"),a=p("canvas");a.setAttribute("role","img"),s.append(a);let i=p(
"div","dsv-follow-legend"),l=p("div","dsv-follow-card");e.append(p("div","dsv-note",cl),o.bar,s,r,i,l);let c=J(p("canvas")),d=matchMedia("(prefers-reduced-motio\
n: reduce)"),f=new Ue,h={bar:o,notes:r,stage:s,canvas:a,legend:i,card:l,text:f,paths:new He(t),picture:new Pe,player:rr(bt(t)?.layers??0),look:Pn(n),focus:t.sel.
get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>bt(t),height:()=>T(window.innerHeight-340,bt(t).
layers>30?456:372,620)+(s.clientWidth<780?84:0),words:C((m,u,g)=>(c.font=`13px ${g}`,wr(m,u-4,y=>c.measureText(y).width))),pieceAt:m=>{let{first:u,pieces:g}=f.read(
t);return g[m-u]??""},known:()=>({path:h.paths.now()??ze(bt(t)),sizes:bt(t),kinds:t.model.get("places").filter(m=>m.kind).map(m=>m.kind),pieceAt:h.pieceAt}),choose:m=>{
h.chosen=m,t.redraw()},open:m=>Ve(t,m)};return h}function fl(t){let{own:e,facts:n}=t;if(e.look=Pn(t.root),!e.sizes()?.layers)return;let o=e.known().path,r=`${t.
sel.get("layer")} ${Y(t)}`;if(e.seen&&e.seen!==r&&!e.player.playing&&pl(t),e.seen=r,je(t),o.blank)n.textContent=`the model's plan; nothing has been run yet · ${vn(
t)}`;else{let s=o.answer.word===void 0?"":` → “${S(o.answer.word,16)}” (${fe(o.answer)[2]??""})`;n.replaceChildren(p("b","",`${o.token} “${S(o.piece,16)}\
”`),s,` · ${vn(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; ▦ gives its numbers as a table.`),hl(
t,o),Dr(t,o),De(t),Ye(t),o.blank||Wn(t),Hr(t)}function hl({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=n),t.
notes.classList.toggle("some",!!n)}function pl(t){let{player:e}=t.own;e.at!==null&&pt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function ml(t){
let{own:e,root:n}=t;qr(t),zr(t),t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","\
SUMMARY"].includes(o.target.tagName)||![" ","Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?Ln(t):e.chosen&&Ve(t,e.chosen),o.preventDefault(),
o.stopPropagation())})}var Xr=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,z(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},ul={title:"Follow a\
 token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square bracket\
s the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>At(t,-1),ArrowRight:t=>At(t,1),ArrowUp:Xr(-1),ArrowDown:Xr(1),
Home:t=>At(t,Number.NEGATIVE_INFINITY),End:t=>At(t,Number.POSITIVE_INFINITY),"[":t=>he(t,-1),"]":t=>he(t,1),".":Cn},build:dl,draw:fl,listen:ml,table:t=>jr(t.own.
known(),t.model.get("places"))},Yr=F(ul);var Gr="outside the nucleus: this run could not have drawn it",gl="put here by a branch: outside the nucleus, this run could not have drawn it";function yl({body:t}){
let e=p("div"),n=p("div","dsv-note"),o=p("div","dsv-drafts"),r=p("div","dsv-beside");return t.append(e,n,o,r),{list:e,draft:n,around:o,pair:r,requests:0}}var Fn=t=>t.
model.get("table");function kl(t){let{model:e}=t,{draft:n}=t.own,o=Fn(t);if(!o.rows)return;t.facts.replaceChildren("at position ",p("b","",`${o.token}`),xl(o)),
bl(t,o,o.rows);let r=o.draft?`The draft (MTP) block had proposed “${S(o.draft.word,18)}” with probability ${$(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,s=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${s} %).`;n.replaceChildren(
p("div","",r),p("div","",o.proposed?a:"")),$l(t,o),Tl(t),t.root.drawn={said:r,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function xl(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function bl(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(p("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=p("table","dsv-table"),s=p("tbody");s.append(
...n.map(c=>wl(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${$(e.temperature,2)}) and top-p (${$(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${Gr.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(r,p("div","dsv-note",l))}function wl(t,e,n){
let o=p("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),r=p("span","dsv-bar"),s=p("td"),a=p("td","",`${n.came?"✓ ":""}“${S(n.word,18)}”`),i=p(
"td");if(n.drawable===!1&&(o.title=n.came?gl:Gr),r.style.width=`${Math.max(1,T(n.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=p("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${S(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,p("td","",$(n.probability,
3)),s,i),o}function $l(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(r=>r.proposed!==null)?"":"none",n.replaceChildren(...o.map(
r=>{let s=p("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${S(r.proposed,40)}”, came “${S(r.came,40)}”`,s.append(p("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${S(r.
proposed,9)}`),p("b","",S(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function Tl(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=p("div","dsv-uses");o.append(...n.runs.map(Nl));let r=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(p("div","dsv-note",r),o)}function Nl(t){let e=p("div"),n=p("div","dsv-run"),o=p("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(p("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${$(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let i=p("span",a===null?"none":"",ut(s));i.title=a===null?"not captured":`${$(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*Z(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function Ml(t){let e=Fn(t);return{columns:[
"token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"no"]),note:`\
What could have come at position ${e.token}.`}}var Vr=t=>e=>e.pick({token:Math.max(0,(Fn(e).token??0)+t)}),Al={title:"What could have come",aria:"Alternatives a\
t the chosen position. Left and right move the token.",keys:{ArrowLeft:Vr(-1),ArrowRight:Vr(1)},build:yl,draw:kl,table:Ml},Kr=F(Al);var Ft=40,pe=16,Sl=18,Ol=11,Qr=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function Bt(t,e){let{width:n,height:o,title:r,right:s=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:h}=e,m=n-Ft-s,u=o-pe-Sl,g=Math.max(...a.map(N=>N.values.length),1),y=N=>Ft+(g>1?N/(g-1):.5)*m,k=N=>pe+(1-Z(N,l,c))*u,x=M(
"svg",{width:n,height:o,role:"img","aria-label":r});x.append(M("text",{x:0,y:10,class:"quiet"},r));for(let[N,A]of i)x.append(M("line",{x1:Ft,x2:Ft+m,y1:k(N),y2:k(
N),stroke:w(t,"line")}),M("text",{x:Ft-4,y:k(N)+3,"text-anchor":"end",class:"quiet"},A));for(let[N,A]of f)x.append(M("text",{x:y(N),y:o-4,"text-anchor":"middle",
class:"quiet"},A));if(d>=0){let N={x1:y(d),x2:y(d),y1:pe,y2:pe+u};x.append(M("line",{...N,stroke:w(t,"mark"),"stroke-width":1.5}))}return x.append(...El(t,a,y,k,
Ft+m)),h&&(x.style.cursor="pointer",x.addEventListener("click",N=>{let A=(N.clientX-x.getBoundingClientRect().left-Ft)/m;h(T(Math.round(A*(g-1)),0,g-1))})),x}function El(t,e,n,o,r){
let s=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[h,m]=Qr[d%Qr.length],u=w(t,h),g=_l(c,n,o);s.push(
M("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:l,stroke:u,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=pe+4;for(let{name:l,
stroke:c,y:d}of a){let f=Math.max(d,i),h=M("text",{x:r+5,y:f+3},l);h.style.fill=c,s.push(h),i=f+Ol}return s}function _l(t,e,n){let o="",r=!1;return t.forEach((s,a)=>{
let i=!Number.isNaN(s);i&&(o+=`${r?"L":"M"}${e(a).toFixed(1)} ${n(s).toFixed(1)}`),r=i}),o}function Ge(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.
floor(Math.min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((o-n)/4)),s=[];for(let a=n;a<=o;a+=r){let i=String(Number((10**a).toPrecision(
1))),l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");s.push([a,l])}return{low:n,high:o,ticks:s}}var Bn=40,Rl='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
vl=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Jr(t,e,n,o){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let s=0;s<n;s++)s&&Zr(r,e,e,1,o),Zr(r,e,1,e,o);return r}function Zr(t,e,n,o,r){
for(let s=0;s<e;s++){let a=r;for(let i=0;i<e;i++)a+=t[s*n+i*o];for(let i=0;i<e;i++)t[s*n+i*o]/=a}}function Ll(t,e){let n=0,o=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let i=0;i<e;i++)s+=t[r*e+i],a+=t[i*e+r];n=Math.max(n,Math.abs(s-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function ts(t,e){let{model:n,own:o}=t,
{pane:r}=o,s=_(n.get("logits")),a=_(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(p("div","dsv-m\
essage",Rl)),{};let c=o.dial??i,d=Jr(s,a,c,l),f=Array.from({length:Bn+1},(k,x)=>Ll(Jr(s,a,x,l),a)),h=e<480?28:34,m=a*h+34,u=p("div","dsv-mix");u.append(ql(t,d,a,
h),Il(t,f,c,e>m+200?e-m-20:e,a*h+26));let g=r.querySelector("input")??p("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(Cl(t,g,f[c],c),
u,p("div","dsv-note",Pl(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function es(t,e){t.own.dial=e,t.redraw()}function Cl(t,e,n,o){let r=p(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(Bn),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>es(t,Number(e.value));let s=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${$(n.row,5)}, columns by ${$(n.column,6)}`;return r.append(e,` ${o}\
 steps${s}: ${a}`),r}function ql({root:t},e,n,o){let s=M("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=w(t,"ramp\
-low"),i=w(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;s.append(M("text",{x:0,y:c},`${l} →`),M("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],h=dt(a,i,T(f,0,1)),m={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},u=M("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},$(f));
u.style.fill=Ht(h),s.append(M("rect",{...m,rx:3,fill:h}),u)}}return s}function Il(t,e,n,o,r){let s=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return Bt(t.root,{width:o,height:r,right:60,low:-8,high:1,ticks:vl,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,Bn].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>s(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>s(i.column)),style:1}],click:i=>es(t,i)})}
function Pl({model:t}){let{steps:e,unbalanced:n,late:o,sites:r}=t.get("steps"),s=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${o} of the ${r} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var W=38,Hn=68,ns=20,me=ns+Hn+8,ue=28,Dn=26,Un=40,ge=85,Wl=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),Vt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Gt(t,e){let n=t.model.get("layers"),o=T(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function os(t,e){
let{model:n,own:o}=t,[r,s,a]=[_(n.get("pre")),_(n.get("post")),_(n.get("comb"))],i=$(e.sinkhorn_error,4);o.matrix.replaceChildren(Fl(t,r,s,a)),o.words.replaceChildren(
p("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`),p("div","","bar in a cell: nine in ten tokens of the run")),o.norms.replaceChildren(Dl(t,e)),o.strip.replaceChildren(Hl(t,r.length));
let l=Array.from(_(n.get("exchange")));return{pre:Array.from(r),comb:Array.from(a),post:Array.from(s),exchange:l}}function Fl(t,e,n,o){let r=e.length,s=`rgb(${w(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.toFixed(2)).join(" ")}`,i=M("svg",{width:me+r*W+4,height:ue+r*W+46,role:"img","aria-label":a}),l=ns+Hn;i.
append(M("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),M("text",{x:me+r*W/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<r;c++){let d=ue+c*W,f=T(e[c],0,1)*(Hn-36);i.append(M("text",{x:2,y:d+W/2+4},`${c} →`.slice(0,3)),M("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:W-
22,fill:s}),M("text",{x:l-f-3,y:d+W/2+4,"text-anchor":"end"},$(e[c])),M("text",{x:me+c*W+W/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)i.append(
...Bl(t,o[c*r+g],r,c,g));let h=T(n[c]/2,0,1)*22,m=me+c*W,u=ue+r*W+6;i.append(M("rect",{x:m+8,y:u,width:W-16,height:Math.max(h,.5),fill:s}),M("text",{x:m+W/2,y:u+
h+12,"text-anchor":"middle"},$(n[c])))}return i.append(M("text",{x:l,y:ue+r*W+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function Bl({root:t,model:e},n,o,r,s){
let a=me+s*W,i=ue+r*W,l=dt(w(t,"ramp-low"),w(t,"ramp-high"),T(n,0,1)),c=Ht(l),d=M("rect",{x:a+1,y:i+1,width:W-2,height:W-2,rx:3,fill:l}),f=M("title",{},`comb[fr\
om ${r}, to ${s}] = ${$(n,4)}`),h=M("text",{x:a+W/2,y:i+W/2+4,"text-anchor":"middle"},$(n));h.style.fill=c,d.append(f);let m=_(e.get("spread"));if(!m.length)return[
d,h];let u=A=>a+4+T(A,0,1)*(W-8),[g,y,k]=[0,1,2].map(A=>m[A*o*o+r*o+s]);f.textContent+=`; over the run 5 % ${$(g,3)}, middle ${$(y,3)}, 95 % ${$(k,3)}`;let x={x1:u(
g),x2:Math.max(u(k),u(g)+1),y1:i+W-6,y2:i+W-6},N={x1:u(y),x2:u(y),y1:i+W-8,y2:i+W-4};return[d,M("line",{...x,stroke:c,opacity:.55}),M("line",{...N,stroke:c}),h]}
function Dl({root:t,model:e},n){let o=_(e.get("norm"));if(Number.isNaN(o[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.
max(...o,1e-9),s=20+o.length*15,a=M("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:
"stream norms after the embedding";return a.append(M("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/r*90;a.append(M("text",{x:0,y:d+9},
`${c}`),M("rect",{x:12,y:d,width:Math.max(f,.5),height:11,fill:`rgb(${w(t,"tint")})`}),M("text",{x:16+f,y:d+9},$(l,1)))}),a}function Hl(t,e){let{model:n,body:o,
root:r}=t,s=_(n.get("exchange")),a=n.get("layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...s.filter(u=>!Number.isNaN(u)),.001),c=w(r,"line"),d=M("s\
vg",{width:i,height:ge+17,role:"img","aria-label":"all sites"}),f=$(1-1/e),h=`share that comes from other streams, at each site (tallest ${$(l,3)}; evenly mixed\
 would be ${f})`;d.append(M("text",{x:0,y:10,class:"quiet"},h),M("text",{x:0,y:Un+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...Ul(t,u,i/a,l));for(let u of[Un+.5,ge+.5])d.append(M("line",{x1:0,x2:i,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{Gt(t,Wl(u.clientX-d.getBoundingClientRect().left,i,a))}),d}function Ul(t,e,n,o){let{model:r,root:s}=t,a=r.get("layers"),i=_(r.get("exchange"))[e],l=_(r.get(
"largest_pre"))[e],c=!Number.isNaN(i),d=c?T(i/o,0,1)*Dn:Dn,f=T(l,0,1)*Dn,h=e*n,m=e===Vt(t)?w(s,"mark"):`rgb(${w(s,"tint")})`,u={x:h+1,width:Math.max(n-2,1),opacity:e%
2?.6:1},g=M("g",{class:"step"});g.append(M("rect",{x:h,y:0,width:n,height:ge+17,fill:"transparent"}),M("rect",{...u,y:Un-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":w(s,"line"),"stroke-dasharray":"2 3"})),c&&g.append(M("rect",{...u,y:ge-f,height:Math.max(f,.7),fill:m}));let y=e-a.indexOf(a[e]),k=`layer ${a[e]}\
, ${y?"experts":"attention"}`,x=`${$(i,3)} from other streams, largest pre ${$(l,3)}`;return g.append(M("title",{},`${k}: ${x}`)),y||n<=9&&a[e]%5?[g]:[M("text",
{x:h+1,y:ge+13,class:"quiet"},`${a[e]}`),g]}var zl=["Sinkhorn, as run","row softmax","unconstrained"],jl='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Xl="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Yl="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Ke=40,Vl=96,Qe=16;function Gl({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function rs(t,e){let{model:n,root:o,own:r}=t,s=n.get("layers"),a=s.length,i=n.get("variants").length,l=_(n.get("product")),
c=(N,A)=>l.slice((N*i+A)*a,(N*i+A+1)*a),d=N=>zl.map((A,R)=>({name:A,values:c(N,R),style:R})),f=_(n.get("pre")).length,h=s.flatMap((N,A)=>A===s.indexOf(N)?[[A,`${N}`]]:
[]),m={width:e,height:92,at:Vt(t),axis:h,click:N=>Gt(t,N)},u=`${Gl(n.get("product_facts"))} ${Xl}`;r.pane.replaceChildren(Bt(o,{...m,...Ge(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Bt(o,{...m,low:1,high:f,ticks:[1,f].map(N=>[N,String(N)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Bt(o,{...m,...Ge(l.slice(2*i*a).filter(N=>N>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?jl:u));let[g,y,k,x]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(N=>Array.from(N));return{gain:g,
free:y,rank:k,second:x}}function ss(t,e){let{model:n,root:o,own:r}=t,{layers:s,pairs:a}=n.get("stream_facts");if(!s)return r.pane.replaceChildren(p("div","dsv-m\
essage",Yl)),{};let i=_(n.get("stream_norm")),l=_(n.get("stream_cosine")),c=s.length,d=i.length/c,f=i.map(m=>Math.log10(m)),h=Bt(o,{width:e,height:150,...Ge(f),
title:"norm of each stream after every layer (log scale)",axis:s.map((m,u)=>[u,m<0?"emb":String(m)]),at:s.indexOf(n.get("facts").layer),click:m=>{s[m]>=0&&t.pick(
{layer:s[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${$(i[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>f[y*
d+u])}))});return r.pane.replaceChildren(h,Kl(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Kl({root:t},e,n,o,r){let s=(r-Ke-Vl)/n,a=24+o.length*
Qe,i=M("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});i.append(M("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=w(t,"ramp-low"),c=w(t,"ramp-high");for(let[d,f]of o.entries()){let h=Qe+d*Qe;i.append(M("text",{x:Ke-6,y:h+11,"text-anchor":"\
end"},f));for(let m=0;m<n;m++){let u=e[m*o.length+d],g=dt(l,c,Math.abs(T(u,-1,1)));if(i.append(M("rect",{x:Ke+m*s+1,y:h,width:Math.max(s-2,1),height:Qe-2,rx:2,fill:g})),
s<=26)continue;let y=M("text",{x:Ke+(m+.5)*s,y:h+11,"text-anchor":"middle"},$(u));y.style.fill=Ht(g),i.append(y)}}return i}var Ql={product:rs,dial:ts,streams:ss};function Jl({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","picture"),n.append(V("site","one site"),V("pr\
oduct","all sites together"),V("dial","Sinkhorn dial"),V("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=p("div","dsv-mix"),r=p(
"div"),s=p("div"),a=p("div","dsv-note"),i=p("div"),l=p("div"),c=p("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,i),o.append(r,s),e.
append(o,l,c),{choose:n,mix:o,matrix:r,words:a,norms:i,strip:l,pane:c,dial:null}}function Zl(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function tc(t){let{model:e,facts:n,body:o,root:r,own:s}=t,a=e.get("facts");if(!_(e.get("pre")).length)return;n.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${S(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";s.choose.value=i,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?os(t,a):Ql[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:i,...d,...c,at:performance.now()}}function ec({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,r,s,a]=n.map(c=>_(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...s.slice(d*i,d*i+i),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var as=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),nc={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>Gt(t,Vt(t)-1),ArrowDown:t=>Gt(t,Vt(t)+1),ArrowLeft:as(-1),ArrowRight:as(1)},build:Jl,listen:Zl,draw:tc,table:ec},is=F(
nc);var cs=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function oc({body:t}){let e=p("div","dsv-note"),n=p("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var ye=t=>t.model.get("table"),ls=t=>(ye(t).rows??[]).map(e=>e.layer);function rc(t){let{words:e,grid:n}=t.own,o=ye(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",p("b","",`${o.token} “${S(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=Q("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...o.rows.map(s=>sc(t,s,o.trusted))),n.replaceChildren(...r.table.children),t.root.drawn={token:o.token,words:o.rows.
map(s=>s.words[0]),trust:o.rows.map(s=>s.trust),layers:o.rows.map(s=>s.layer)}}function sc(t,e,n){let o=p("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=p("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>ac(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(ic(e)),o.append(p("td","",e.layer<0?"embedding":`${e.layer} ${mt[e.kind]??""}`),p("td","dsv-line",
cs(e.trust,n)),r),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function ac(t,e,n){let o=n===0&&e.agree,r=p("span",`d\
sv-chip${o?" agree":""}`);return r.style.background=`rgba(${w(t.root,"tint")}, ${.1+.75*T(e.probabilities[n],0,1)})`,e.probabilities[n]>.55&&(r.style.color="#ff\
f"),r.append(`${o?"✓ ":""}${S(e.words[n],14)} `,p("small","",$(e.probabilities[n]))),r}function ic(t){let e=p("div","dsv-alone");return t.streams.forEach(([n,
o],r)=>{let s=p("span","",`${r}: ${S(n,10)} ${$(o)}`);s.title=`stream ${r} alone: “${n}” ${$(o,3)}`,n===t.words[0]&&s.classList.add("same"),e.append(s)}),e}
function lc(t){let e=ye(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"em\
bedding":n.layer,cs(n.trust,0),n.words[0],n.probabilities[0],n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var cc={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>z(t,-1,ls(t)),ArrowDown:t=>z(t,1,ls(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(ye(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(ye(t).token??0)+1})},build:oc,draw:rc,table:lc},ds=F(cc);function ke(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),r=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function Kt(t,e,n,o,r){let s=M("svg",{width:e,height:n,role:"img"}),a=w(t,"line");return s.append(M("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
M("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),M("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),M("text",{x:2,y:9,class:"quiet"},r)),s}var B=54,xe=13,wt=xe+2,St=150,fc=[96,480];function zn(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${E(1/t)}`:"none"}var hc=(t,e,n)=>e*(n/e)**((t-1)/249),
be=({body:t})=>Math.max(160,t.clientWidth-B-4);function Ze(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:T((e.clientX-n.left-B)/be(
t),0,1),y:T((o-wt)/St,0,1),inStrip:o<xe}}function Yn({tokens:t,across:e},n,o){return[n.x,o.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function Vn({
tokens:t,across:e},n,o){let r=[n.x,o.x].sort((u,g)=>u-g),s=[n.y,o.y].sort((u,g)=>u-g),[a,i]=r.map(u=>Math.min(t,Math.round(u*e))),[l,c]=s.map(u=>Math.round(u*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=fc.map(u=>Math.min(t,u)),h=Math.round(T((l+c)/2-d/2,0,t-d)),m=Math.round(T((a+i)/2-f/2,0,t-f));return[h,h+d,m,m+f]}function hs(t,e,n,o,r){
let s=q(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>an(o,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=$t(n,e);return J(
l).putImageData(a,0,0),{off:l,codes:s}}function ps(t,e){let{root:n,model:o,own:r}=t,s=be(t),[a,i]=e.shape,l=P(r.overview,B+s+2,wt+St+14),c=["ramp-low","ramp-hig\
h"].map(g=>w(n,g)),{off:d,codes:f}=r.pixels(o.get("overview"),a,i,c[0],c[1]),h=g=>B+g/e.across*s,m=g=>wt+g/e.tokens*St,u=()=>{l.beginPath(),l.moveTo(h(0),m(0)),
l.lineTo(h(e.tokens),m(e.tokens)),l.lineTo(h(0),m(e.tokens)),l.closePath()};l.fillStyle=w(n,"paper"),u(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&G(l,n,B,wt+g*
St/a,s*(g+1)/a,St/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,B,wt,s,St),l.strokeStyle=w(n,"line"),u(),l.stroke(),pc(t,l,h,s),mc(t,l,e,h,m,s),uc(t,l,e,h,m),r.
legend.replaceChildren(...gc(t,e))}function pc({root:t,model:e,sel:n,own:o},r,s,a){let i=q(e.get("breaks"));r.fillStyle=w(t,"line"),r.fillRect(B,1,a,xe-3);let l=w(
t,"ink"),c=w(t,"quiet");i.forEach((u,g)=>{if(!u)return;let y=u===2;r.fillStyle=y?l:c,r.fillRect(B+g*a/i.length,y?1:5,1.2,xe-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[h,m]=[Math.min(d,f),Math.max(d,f)];r.fillStyle=w(t,"mark"),r.fillRect(s(h),1,Math.max(2,s(m+1)-s(h)),xe-3)}
function mc({root:t},e,{tokens:n},o,r,s){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=w(t,"quiet"),e.fillText("text",4,7);for(let a of ke(
0,n,Math.min(8,Math.max(6,Math.floor(s/90))))){let i=e.measureText(E(a)).width;e.fillText(E(a),T(o(a)-i/2,B,B+s-i),wt+St+8)}for(let a of ke(0,n,5)){let i=e.measureText(
E(a)).width;e.fillText(E(a),B-i-4,T(r(a),wt+5,wt+St-4))}e.textAlign="right",e.fillText("queries down, positions across",B+s-2,wt+8),e.textAlign="left"}function uc({
root:t,model:e,sel:n,own:o},r,s,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");r.strokeStyle=w(t,"mark"),r.lineWidth=1.5,r.strokeRect(a(d),i(l),Math.max(3,
a(f)-a(d)),Math.max(3,i(c)-i(l))),r.lineWidth=1;let h=n.get("token");h<0||h>=s.tokens||(r.strokeStyle=w(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),
i(h+.5)),r.lineTo(a(h),i(h+.5)),r.stroke(),r.setLineDash([]))}function gc({root:t,model:e},n){let o=p("span","dsv-ramp"),r=`linear-gradient(90deg, ${w(t,"ramp-l\
ow")}, ${w(t,"ramp-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=n.every>1?` · hatched: not kept (every ${n.
every}th prompt query is)`:"";return[`share of the possible picks: ${zn(e.get("low"))} `,o,` ${zn(e.get("high"))}`,` · plain: none · above the diagonal: future${s}\
 · drag: a region, in the strip: a needle`]}function ms({model:t},e,{x:n,y:o}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(o*r)),i=q(t.get("overview"))[a*s+Math.
min(s-1,Math.floor(n*s))],l=`queries near ${E(o*e.tokens)}, positions near ${E(n*e.across)}: `;if(i===254)return[l,p("b","","future")];if(i===255)return[l,p("b",
"","not kept")];if(i===0)return[l,p("b","","none picked")];let c=zn(hc(i,t.get("low"),t.get("high")));return[l,p("b","",`${c} picked`)]}function us(t){let e={none:0,
future:0,unknown:0,picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var Qt=2,gs=t=>T(t*4,24,120),Gn=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function Kn(t,e){let{model:n,own:o}=t,r=o.detail.getBoundingClientRect(),
[s,a,i,l]=n.get("shown_region"),c=(e.clientY-r.top-Qt)/gs(a-s)*(a-s),d=s+Math.floor(c),f=i+(e.clientX-r.left-B)/be(t)*(l-i),h=Math.floor(f/n.get("facts").rate);
return d>=s&&d<a&&f>=i&&f<l?{query:d,entry:h}:null}var Qn=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ys=t=>Qn(t)?t.sel.get("entry"):-1;function yc(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return Qn(t)&&e>=0?e:ys(t)}function Jt(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:Qn(t)?e:-1,...o}),t.redraw()}function ks(t,e){let{model:n,root:o,sel:r,own:s}=t,[a,i,l,c]=n.get("shown_region"),d=be(
t),f=gs(i-a),h=f/(i-a),m=e.rate/(c-l)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=s.ints(n.get("marks")),k=y[0]!==-1,x=P(s.detail,B+d+2,f+4),N=v=>B+
(v-l)/(c-l)*d,A=v=>Qt+(v-a)*h;x.fillStyle=w(o,"paper"),x.fillRect(B,Qt,d,f),x.fillStyle=w(o,"panel");for(let v=a;v<Math.min(i,c-1);v++)x.fillRect(Math.max(B,N(Math.
floor((v+1)/e.rate)*e.rate)),A(v),d,h+.5);x.save(),x.beginPath(),x.rect(B,Qt,d,f),x.clip();let R=Dt(w(o,"ramp-low"),w(o,"ramp-high"));for(let v=0;k&&v<y.length;v+=
3)x.fillStyle=Gn(R,y[v+2],e.topk),x.fillRect(N(y[v+1]*e.rate),A(y[v]),u,g);x.restore(),x.strokeStyle=w(o,"line"),x.strokeRect(B,Qt,d,f),x.strokeStyle=w(o,"mark");
let L=r.get("token")>=0?r.get("token"):e.tokens-1;L>=a&&L<i&&(x.lineWidth=1.5,x.strokeRect(B,A(L)-.5,d,Math.max(3,g+1)),x.lineWidth=1);let O=ys(t)*e.rate;return O>=
Math.max(0,l)&&O<c&&x.strokeRect(N(O),Qt,Math.max(3,u),f),x.fillStyle=w(o,"quiet"),x.font="10px system-ui, sans-serif",x.textBaseline="middle",x.fillText(E(a),4,
8),f>30&&x.fillText(E(i-1),4,f-4),s.caption.textContent=kc(n.get("shown_region"),k),k?y:new Int32Array(0)}function kc(t,e){let[n,o,r,s]=t,a=`positions ${E(r)} t\
o ${E(s-1)}`;return e?`The region: ${`queries ${E(n)} to ${E(o-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function xs(t,e){let{model:n,own:o}=t,{text:r}=o,s=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],
i=yc(t);if(o.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,f)=>xc(d,a+f))),o.textOf={pieces:s,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=r.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=r.querySelector(".own");if(!l)return;let c=l.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function xc(t,e){
let n=p("span","",tt(t)||"∅");return n.title=`token ${e}`,[n,p("wbr")]}function bs(t,e,{query:n,entry:o}){let r=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(r=e[l+2]);let s=o<Math.floor((n+1)/t.rate),a=`${E(Math.max(0,(o-1)*t.rate))} to ${E((o+1)*t.rate-1)}`,i=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${E(n)}, entry ${E(o)} (tokens ${a}): `,p("b","",i)]}var tn=66,we=17,Ot=16,Tc="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function ws(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function $s(t,e){let{model:n,
own:o}=t,r=n.get("needle_facts"),s=p("div","dsv-note");if(o.low.append(s),r.first===void 0)return s.textContent=Tc,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";s.append(p("b","",`“${ht(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=p("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${ws(r.ranks[d])}`);return i.append(`At token ${E(r.asked)} “${S(r.asked_piece,16)}”: `,p("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(Nc(t,e,r),i),{needle:[r.first,r.last],ranks:r.ranks}}function Nc(t,e,n){let{model:o,body:r,root:s}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,r.clientWidth-4),c=l-tn-4,d=we+a.length*Ot,f=p("canvas"),h=P(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font="10px system-ui, sans-serif",h.textBaseline="middle",h.fillStyle=w(s,"quiet"),h.fillText("la\
yers",4,8),Mc(t,h,e,i,c);for(let[u,g]of a.entries())h.fillStyle=w(s,g===e.layer?"mark":"ink"),h.fillText(`layer ${g} ▤`,4,we+7+u*Ot),h.strokeStyle=w(s,"line"),
h.strokeRect(tn,we+u*Ot,c,Ot-2);let m=u=>tn+(u-n.from)/Math.max(i,1)*c;h.fillStyle=w(s,"quiet");for(let u of ke(n.from,e.tokens,8))h.fillText(E(u),Math.min(m(u),
l-40),d+7);return n.asked<n.from||(h.strokeStyle=w(s,"mark"),h.lineWidth=1.5,h.strokeRect(m(n.asked)-1,we-2,Math.max(3,c/i),a.length*Ot+2)),f}function Mc({model:t,
root:e,own:n},o,r,s,a){let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Dt(w(e,"ramp-low"),w(e,"ramp-high"));for(let f=0;f<c;f++){let h=tn+
f*a/c,m=a/c+.3,u=s>=c||f*s/c%1<s/c,g=0;for(let k=0;k<l;k++){let x=i[k*c+f],N=we+k*Ot;Number.isNaN(x)?u&&G(o,e,h,N,m,Ot-2):x>=0&&(g++,o.fillStyle=Gn(d,x,r.topk),
o.fillRect(h,N,m,Ot-2))}let y=12*g/l;o.fillStyle=w(e,"entries"),o.fillRect(h,14-y,m,y)}}function Ts({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?ws(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function Ms(t,e){let{model:n,own:o}=t,r=n.get("overlap_facts"),s=p("div","dsv-note");if(o.low.append(s),!r.compared){let f=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${E(r.pairs)} pairs`,i=`${E(r.compared)} of ${E(r.pairs)}\
 pairs, evenly spaced`;s.append(p("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(r.mean[0])}, control ${$(r.mean[1])};\
 ${r.compared<r.pairs?i:a}.`);let l=p("div","dsv-columns"),c=p("div");c.append(p("div","dsv-note","the same queries, other layers"),Sc(t)),l.append(Ac(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return o.low.append(l,p("div","dsv-note",d),
Oc(t,e,r)),{overlap:r.mean,stable:r.rows.map(f=>f.entry),compared:r.compared}}function Ac(t,e){let{model:n,body:o,root:r,own:s}=t,a=s.lines(n.get("overlap")),i=a.
length/2,l=T(o.clientWidth-320,260,560),c=120,d=Kt(r,l,c,"position","overlap"),f=m=>42+m/(i-1)*(l-50),h=m=>c-18-m*(c-34);return d.append(...Ns(a.subarray(0,i),f,
h,`rgb(${w(r,"tint")})`,"none"),...Ns(a.subarray(i),f,h,w(r,"mark"),"4 3"),M("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),M("text",{x:36,y:h(0),
"text-anchor":"end",class:"quiet"},"0"),M("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),d}function Ns(t,e,n,o,r){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),s?[M("path",{d:s,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function Sc(t){let{model:e,root:n,own:o}=t,r=e.get("laye\
rs"),s=o.table(e.get("layer_table")),a=p("table","dsv-table"),i=p("tr");i.append(p("th","","layers"),...r.map(l=>p("th","",String(l)))),a.append(i);for(let[l,c]of r.
entries()){let d=p("tr");d.append(p("th","",String(c)));for(let f of s.subarray(l*r.length,(l+1)*r.length)){let h=p("td","",$(f)),m=(.6*f).toFixed(2);Number.isNaN(
f)||(h.style.background=`rgba(${w(n,"tint")}, ${m})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function Oc(t,e,n){
let o=p("table","dsv-table"),r=p("tbody");o.append(r);for(let s of n.rows){let a=p("tr");a.append(p("td","",`entry ${E(s.entry)}`),p("td","",`${Math.round(100*s.
share)} % of ${E(s.could)}`),p("td","dsv-context",`“${ht(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return o}
function As({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${$(o.mean[0],4)}, control ${$(o.mean[1],4)}.`;return{columns:["layer",...r.map(i=>`overlap with layer ${i}`)],rows:r.map((i,l)=>[i,...s.
subarray(l*r.length,(l+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var Ec=6;function Ss(t,e){let{model:n,own:o}=t,r=n.get("rank"),s=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=p("div","dsv-note");if(o.low.append(
i),!s.length)return i.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
p("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(p("b","",`How token ${E(
r.query)} “${S(r.piece,16)}” ranked its past`),`: ${r.picked} of ${E(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${$(r.margin,4)}`,r.window===null?"":`; ${$(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let l=p("div","dsv-columns");return l.append(Rc(t,e,r,s,a),vc(t,e,r,s)),o.low.append(l,p("div","dsv-note",_c(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function _c(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Rc(t,e,n,o,r){let{body:s,root:a}=t,i=T(s.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...r,
0),f=Math.max(...r),h=y=>44+(y+.5)/c*(i-52),m=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),u=T((i-52)/c*.8,1.5,7),g=Kt(a,i,l,"rank","score");if(r.forEach((y,k)=>{let x=k>=
n.picked,N=M("rect",{x:h(k)-u/2,y:m(y)-3,width:u,height:6,fill:x?"none":`rgb(${w(a,"tint")})`,stroke:x?w(a,"quiet"):"none"});N.append(M("title",{},`rank ${k+1}:\
 entry ${o[k]}, score ${$(y,4)}${x?", left out":""}`)),N.style.cursor="pointer",N.addEventListener("click",()=>t.pick({entry:o[k],layer:e.layer})),N.addEventListener(
"mouseenter",()=>Jt(t,o[k])),N.addEventListener("mouseleave",()=>Jt(t,-1)),g.append(N)}),c>n.picked){let y=(h(n.picked-1)+h(n.picked))/2,k={x1:y,y1:12,x2:y,y2:l-
18,stroke:w(a,"mark")};g.append(M("line",{...k,"stroke-dasharray":"4 3"}),M("text",{x:y+3,y:21},"cut"))}return g.append(M("text",{x:36,y:m(f)+4,"text-anchor":"e\
nd",class:"quiet"},$(f,1)),M("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},$(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} pi\
cked`),g}function vc(t,e,n,o){let r=p("table","dsv-table"),s=p("tbody");r.append(s);for(let[a,i]of n.texts.slice(0,Ec).entries()){let l=p("tr");l.append(p("td",
"",String(a+1)),p("td","",`entry ${E(o[a])}`),p("td","dsv-context",`“${ht(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),s.append(
l)}return r}function Os({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function Jn({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function Es(t,e){
let{model:n,own:o}=t,{probes:r,values:s,heads:a}=Jn(t),i=p("div","dsv-note",n.get("recall_note"));if(!r.length)return n.get("can_measure")&&i.replaceChildren(...Lc(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let h=s.filter((m,u)=>u%a===f&&!Number.isNaN(m));return h.length?h.reduce((m,u)=>m+u,0)/h.
length:Number.NaN}),c=p("div","dsv-note");return c.append(p("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,Cc(t,l)),{recall:l,probes:Array.from(r)}}function Lc(t){let e=p("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Cc(t,e){let{body:n,root:o}=t,{probes:r,values:s,heads:a}=Jn(t),i=T(n.clientWidth-20,260,760),l=140,c=Kt(o,i,
l,"head","covered"),d=h=>46+(h+.5)/a*(i-54),f=h=>l-20-h*(l-36);c.append(M("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),M("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,m]of e.entries()){r.forEach((y,k)=>{let x=s[k*a+h];if(Number.isNaN(x))return;let N=M("circle",{cx:d(h),cy:f(x),
r:2.2,fill:`rgba(${w(o,"tint")}, 0.55)`});N.append(M("title",{},`head ${h}, token ${y}: ${$(100*x,1)} %`)),c.append(N)});let u={x1:d(h)-8,x2:d(h)+8,y1:f(m),y2:f(
m),stroke:w(o,"mark")};Number.isNaN(m)||c.append(M("line",{...u,"stroke-width":2}));let g={x:d(h),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(M(
"text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>$(h)).join(", ")}`),c}function _s(t,e){let{probes:n,values:o,heads:r}=Jn(t);
return n.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(n,(s,a)=>[s,...o.subarray(a*r,(a+1)*r)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var qc={rank:Ss,overlap:Ms,recall:Es,needle:$s},Ic={overlap:As,recall:_s,needle:Ts};function Pc(t){let e=p("div","dsv-picks"),n=p("div","dsv-controls"),o=p("sel\
ect");o.setAttribute("aria-label","layer");let r=et(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=p("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=p("span","dsv-tiled");n.append(o,r.select,s,a);let i=p("canvas"),l=p("div","dsv-note"),c=p("canvas"),d=p(
"div","dsv-note"),f=p("div","dsv-region-text"),h=p("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,f,h),t.body.append(e),{layer:o,panel:r,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:h,
reveal:Ee(t,h),pixels:C(hs),ints:C(I),texts:C(K),entries:C(I),scores:C(_),lines:C(_),table:C(_),recalls:C(_),probed:C(I),found:C(_),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var lt=t=>t.model.get("facts");function Wc(t){let{model:e,own:n}=t,{panel:o,reveal:r,
layer:s,shuffle:a,detail:i}=n;t.listen(o.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),Fc(t),t.listen(i,"mousemove",l=>{n.under=Kn(t,l),Jt(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,Jt(t,-1,-1)}),t.listen(i,"click",l=>{let c=Kn(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:lt(t).layer})})}function Fc(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=Ze(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let r=Ze(t,o);e.hovered=
r,e.from?.inStrip?e.span=Yn(lt(t),e.from,r):e.from&&(e.dragging=Vn(lt(t),e.from,r)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let r=e.from;if(!r)return;let s=Ze(t,o);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,i]=Yn(lt(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",Vn(lt(t),r,s).join(":")),t.redraw()})}function Bc(t){let{model:e,root:n,own:o}=t,{layer:r,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=lt(t);if(Mt(r,e.get("layers").map(u=>[u,`layer ${u} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let f=d;ps(t,f);let h=ks(t,f);xs(t,f),Dc(t,f,h),l.replaceChildren();let m=qc[e.get("panel")](
t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:us(q(e.get("overview"))),panel:e.get("panel"),...m}}function Dc(t,e,n){let{facts:o,model:r,sel:s,own:a}=t;if(a.under)o.replaceChildren(
...bs(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...ms(t,e,a.hovered));else{let i=r.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";o.replaceChildren(p("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${E(e.queries)} queries, ${E(e.forced)} without a choice${i}${l}`)}}function Hc(t){let e=lt(t);return Ic[t.model.get("panel")]?.(t,e)??
Os(t,e)}var Uc={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>nt(t,-1,lt(
t).tokens),ArrowRight:t=>nt(t,1,lt(t).tokens),ArrowUp:t=>z(t,-1,t.model.get("layers")),ArrowDown:t=>z(t,1,t.model.get("layers")),Home:t=>nt(t,Number.NEGATIVE_INFINITY,
lt(t).tokens),End:t=>nt(t,Number.POSITIVE_INFINITY,lt(t).tokens)},build:Pc,listen:Wc,draw:Bc,table:Hc},Rs=F(Uc);var vs=4278190080;function zc(t,e,n,o,r){let a=n?12:0,i=t-40-a-8,l=T(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),h=T((e-45)/Math.max(1,r),1,8),m={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:h,top:15,...m}}function no({model:t,own:e},n){
let{map:o,canvas:r}=e;if(!o)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[l*s.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[l*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function jc(t,e,n,[o,r,s],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);f[u]=(g<<24|s<<16|r<<8|o)>>>0}else m===254?h[u]=
vs:m===253&&(u+Math.floor(u/n))%3===0&&(f[u]=(vs|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function Xc(t,e,n,o,{rgb:r,missing:s,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=jc(e,n,o,r,s),d=$t(o,n),f=$t(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,J(d).putImageData(c,0,0);let h=J(f);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,f.width,f.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,J(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function Yc(t,e,n,o){let r=w(o,"quiet"),s=e;t.font="10px system-ui, sans-se\
rif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=w(o,"line"),t.strokeRect(s+.5,n+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=Tt(t,r),t.fillRect(s,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=w(o,"entries"),t.fillRect(s,
n,12,10);else if(a==="not captured"){t.fillStyle=r;for(let i of[2,6,10])t.fillRect(s+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(
a,s+16,n+5.5),s+=26+t.measureText(a).width}}function Ls(t,e){let{model:n,root:o,own:r}=t,s=n.get("map_facts"),a=s.queries??0,i=r.scroll.clientWidth,l=zc(i,e,s.entries,
s.window,a),c=a*l.row,d=P(r.canvas,i,l.top+c+30),f=w(o,"quiet"),h=Tt(d,f,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,k,x,N,A)=>{let R={
rgb:ne(w(o,x)),missing:ne(Gc(f)),pattern:h};Xc(d,y,a,k,R,{x:N,y:l.top,w:A,h:c}),d.strokeStyle=w(o,"line"),d.strokeRect(N-.5,l.top-.5,A+1,c+1),d.fillStyle=w(o,x)},
u=(y,k,x)=>d.fillText(gt(y,x,N=>d.measureText(N).width),k,6);if(s.entries){m(q(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let y=[`compressed pas\
t: entries 0 to ${s.entries-1}`,"compressed past","entries","past"];u(y,l.left,l.windowX-l.left-4)}m(q(n.get("map_window")),s.window,"window",l.windowX,l.windowW),
u(["window: itself, then back","window"],l.windowX,l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${s.first+y}`,l.left-4,l.top+(y+.5)*l.row);return d.textAlign="left",Vc(t,d,s,a,l),Yc(d,l.left,l.top+c+12,o),l}function Vc({root:t,sel:e,own:n},o,r,s,a){
let i=e.get("token")===-1?s-1:e.get("token")-r.first;i>=0&&i<s&&(o.strokeStyle=w(t,"mark"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),o.lineWidth=1);let l=n.shownEntry();l<0||l>=r.entries||(o.strokeStyle=w(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),
s*a.row+2))}function Gc(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var Cs=["entries","window","sink"],Kc=["compressed past (bottom)","window","sink (top)"],qs=[.85,.5,.95];function Qc(t,e,n){let r=T(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=T(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function Is({model:t,own:e},n){let{thumbs:o,canvas:r}=e;if(!o)return null;let[
s,a]=t.get("profile_shape"),i=r.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function Ps(t){let{model:e,root:n,sel:o,own:r}=t,[s,a]=e.get("profile_shape"),i=e.get("layers"),l=r.scroll.clientWidth,
c=Qc(l,s,a),d=P(r.canvas,l,c.top+s*c.h+24),f=Cs.map(h=>w(n,h));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=w(n,"quiet");for(let h=0;h<
a;h+=Math.ceil(24/c.w))d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<s;h++){let m=c.top+h*c.h,u=i[h]===o.get("layer"),g=e.get(
"kinds")[h];d.fillStyle=w(n,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${i[h]} ${mt[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(
y,4,m+c.h/2);for(let k=0;k<a;k++)Jc(t,d,c,f,h,k);u&&(d.strokeStyle=w(n,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return Zc(t,d,f,c.left,c.top+s*c.h+8),c}function Jc({model:t,root:e},n,o,r,s,a){let[,i,l]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+
s*o.h,f=(o.w-2)/l+.4;for(let h=0;h<l;h++){let m=((s*i+a)*l+h)*Cs.length,u=o.left+a*o.w+1+h*(o.w-2)/l;if(c[m]===255){n.fillStyle=w(e,"none"),n.fillRect(u,d+o.h/2,
1,1);continue}let g=d+o.h-1;for(let[y,k]of r.entries()){let x=c[m+y]/254*(o.h-2);n.fillStyle=k,n.globalAlpha=qs[y],n.fillRect(u,g-x,f,x),g-=x}n.globalAlpha=1}}function Zc({
root:t},e,n,o,r){let s=o;for(let[a,i]of Kc.entries())e.fillStyle=n[a],e.globalAlpha=qs[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=w(t,"quiet"),e.fillText(
i,s+14,r+5),s+=30+e.measureText(i).width}var oo=48,td=108,te=20,$e=10,ed=54,it=15,en=22;function nd(t,e,n){let o=Math.max(60,t-oo-td-te-2*$e),r=Math.min(en,o/Math.max(1,e+n)),s=Math.min(n*14,o*.45),a=o-
Math.min(s,n*en),i=e?T(e*r,Math.min(e*en,o*.25),a):0,l=Math.min(n*en,o-i),c=oo+i+(i?$e:0);return{entryX:oo,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+$e}}var od=t=>t<=8?24:t<=12?18:13;function ro(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,a)=>o.slice(a*n,(a+1)*n));let r=new Float32Array(
n).fill(Number.NaN);for(let s=0;s<n;s++){let a=Array.from({length:e},(i,l)=>o[l*n+s]).filter(i=>!Number.isNaN(i));a.length&&(r[s]=t==="mean"?a.reduce((i,l)=>i+l,
0)/e:Math.max(...a))}return[r]}function Ws({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),r=_(t.get("mass")),s=I(t.get("window")),a=I(t.get("entri\
es")),i=l=>Float32Array.from({length:n},(c,d)=>r[3*d+l]);return{facts:e,heads:n,mode:o,window:s,entries:a,pieces:K(t.get("utf8"),t.get("lengths")),windowRows:ro(
o,n,s.length,ct(t.get("window_weight"))),entryRows:ro(o,n,a.length,ct(t.get("entry_weight"))),masses:[0,1,2].map(l=>ro(o,n,1,i(l)).map(c=>c[0]))}}function ao({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let r=e.canvas.getBoundingClientRect(),s=n.clientX-r.left,a=Math.floor((n.clientY-r.top-it)/o.tall),i=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/o.entryCell),head:i}:o.windowW&&
s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:I(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:i}:{zone:s>=o.sinkX&&s<o.sinkX+te?"sink":
"",key:-1,head:i}}function Fs(t,e){let{root:n,own:o}=t,r=e.windowRows.length,s=o.scroll.clientWidth,a={...nd(s,e.facts.visible,e.window.length),tall:od(r)};o.zones=
a;let i=it+r*a.tall,l=P(o.canvas,s,i+ed),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,f,h,m,u,g,y,k]=c.map(L=>w(n,L)),x={ink:d,quiet:f,line:h,
mark:m,paper:u,entries:g,window:y,sink:k};l.textBaseline="middle",l.font="10px system-ui, sans-serif";let N=rd(l,a,x);a.entryW&&(l.globalAlpha=.4,l.fillStyle=Tt(
l,f),l.fillRect(a.entryX,it,a.entryW,i-it),l.globalAlpha=1);let A=e.windowRows.map((L,O)=>sd(t,l,e,a,x,O));a.entryW&&(l.strokeStyle=h,l.strokeRect(a.entryX+.5,it-
.5,a.entryW-1,i-it)),id(t,l,e,a,x,i),a.entryW&&ld(t,l,e,a,x,i);let R=e.window.indexOf(t.sel.get("hover_token"));return R>=0&&(l.strokeStyle=d,l.lineWidth=1,l.strokeRect(
a.windowX+R*a.windowCell,it-.5,a.windowCell,i-it)),{titles:N,shares:A}}function rd(t,e,n){let o=[],r=(a,i,l,c)=>{let d=gt(a,l,f=>t.measureText(f).width);t.fillStyle=
c,t.fillText(d,i,6),o.push([d,i,t.measureText(d).width])},s=["compressed past","compressed","past"];return e.entryW&&r(s,e.entryX,e.entryW+$e-4,n.entries),r(["w\
indow: exact tokens","window"],e.windowX,e.windowW+$e-4,n.window),t.fillStyle=n.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=n.quiet,t.fillText("past   windo\
w  sink",e.sinkX+te+8,6),o}function so(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(T(n,0,1)),t.fillStyle=e}function sd({sel:t},e,n,o,r,s){let{mode:a,masses:i,facts:l}=n,
{sinkX:c,tall:d}=o,f=it+s*d,h=a==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?r.mark:r.quiet,e.font=`${h?"bold ":""}10px system-ui, sans-serif`,
e.fillText(a==="heads"?`head ${s}`:a,2,f+d/2),l.listed)ad(e,n,o,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let y=o.
windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}so(e,r.sink,i[2][s]),e.fillRect(c,f,te,d-1),e.globalAlpha=1,e.strokeStyle=r.line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,te-
1,d-2);let m=i.map(g=>g[s]),u=a==="max"?m:Ut(m);e.fillStyle=h?r.mark:r.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText($(y),c+te+8+
34*g,f+d/2);return u}function ad(t,{entries:e,window:n,entryRows:o,windowRows:r},s,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:h}=s,m=it+i*h;e.forEach(
(u,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let k=l+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(k,m,Math.max(c,1),h),so(t,a.entries,y),t.fillRect(k,m,
Math.max(c-(c>4?1:0),1),h-1)}),n.forEach((u,g)=>{let y=r[i][g];Number.isNaN(y)||(so(t,a.window,y),t.fillRect(d+g*f,m,Math.max(f-(f>4?1:0),1),h-1))})}function id({
sel:t},e,{facts:n,window:o,pieces:r},{windowX:s,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",i>=9?o.forEach((f,h)=>{
e.save(),e.translate(s+(h+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=`${f===d||f===n.query?"b\
old ":""}10px system-ui, sans-serif`,e.fillText(S(r[h]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,
c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,s+a,c+8)),e.textAlign="left"}function ld({own:t},e,{facts:n,entries:o},{entryX:r,entryW:s,entryCell:a},i,l){
let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,a>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=o.includes(h)?i.ink:i.quiet,e.fillText(`${h}`,r+(h+.5)*
a,l+8)}else e.fillText("0",r,l+8),e.textAlign="right",e.fillText(`${c-1}`,r+s,l+8);e.textAlign="left",e.fillStyle=i.quiet,s>60&&e.fillText(`entries of ${d}`,r,l+
21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=i.mark,e.lineWidth=2,e.strokeRect(r+f*a,it-1,Math.max(a,2),l-it+1))}var cd=290,dd={hover_entry:-1,hover_token:-1,hover_head:-1},fd={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function hd({
head:t,body:e,sel:n}){let o=p("select");o.setAttribute("aria-label","what is drawn"),o.append(V("heads","every head"),V("mean","mean of heads"),V("max","largest\
 of heads"),V("map","query × key"),V("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let r=p("div","dsv-scroll"),s=p("canvas"),a=p("div","dsv-n\
ote");return r.style.maxHeight="var(--dsv-attention-height, 300px)",r.style.overflowX="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight=
"30px",{rows:o,scroll:r,canvas:s,note:a,shownEntry:()=>n.get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function pd(t){let{model:e,own:n}=t,{rows:o,canvas:r}=n;t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&
(a==="map"?md(t,s):ud(t,s),t.redraw())}),t.listen(r,"mouseleave",()=>{n.hovered=null,t.hover(dd),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="al\
l"?gd(t,s):a==="map"?yd(t,s):kd(t,s)})}function md(t,e){let n=no(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:
-1,hover_token:o??-1})}function ud(t,e){let n=ao(t,e);t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??
-1})}function gd(t,e){let n=Is(t,e);n&&t.pick({...n,entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function yd(t,e){let n=no(t,e);n&&t.pick({token:n.
query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}function kd(t,e){let n=ao(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.
get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?{token:n.key}:{}})}function xd(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?bd(t):o===
"map"?wd(t):Td(t)}function bd(t){let{model:e,sel:n,root:o,facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=Ps(t),r.replaceChildren("every layer \
and head over the run; click one to choose it"),s.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",o.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.
thumbs,at:performance.now()})}function wd(t){let{model:e,root:n,facts:o,own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=Ls(t,cd);
let a=s.first+s.queries-1,i=` · head ${s.head} · queries ${s.first} to ${a}`;o.replaceChildren(p("b","",oe(s.layer,s.kind)),i),r.note.textContent=$d(t),n.drawn=
{mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function $d({model:t,own:e}){let n=e.hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let r=fd[n.code]??`weight about ${$((n.code/252)**2,2)}`,s=o==="entry"?Nt(tt(
t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?n.entry:n.key}: ${r}. ${s}`}function Td(t){let{model:e,root:n,facts:o,own:r}=t;r.map=r.thumbs=
null;let s=Ws(t),{facts:a,heads:i,mode:l}=s;if(a.heads===void 0)return;let{titles:c,shares:d}=Fs(t,s);o.replaceChildren(p("b","",oe(a.layer,a.kind)),` · query ${a.
query} `,p("b","",`“${S(a.piece??"",18)}”`),` · ${l==="heads"?`${i} heads`:`${l} of ${i} heads`}`),r.note.textContent=Nd(t,s),n.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(s.window),entries:Array.from(s.entries),weights:s.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:l,at:performance.now()}}function Nd({model:t,sel:e,own:n},{facts:o,mode:r,entries:s,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),f=r==="heads"?T(d,0,l.length-1):0,h=r==="heads"?`head ${f}`:`${r} of heads`,m=n.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<o.visible){let g=s.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${$(a[f][g],4)} in ${h}`;return`En\
try ${m}, ${y}. ${Nt(tt(t.get("entry_text")))}`}if(i.includes(u)){let g=i.indexOf(u),y=$(l[f][g],4);return`Token ${u} “${S(c[g],20)}”: weight ${y} in ${h}. \
Click to choose it.`}return r==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer see\
s its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function Md({model:t}){let e=t.get("facts"),n=Array.from({length:e.
heads??0},(d,f)=>f),o=_(t.get("mass")),r=I(t.get("window")),s=I(t.get("entries")),a=ct(t.get("window_weight")),i=ct(t.get("entry_weight")),l=K(t.get("utf8"),t.get(
"lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(h=>o[3*h+f])]),...Array.
from(s,(d,f)=>[`entry ${d}`,...n.map(h=>i[h*s.length+f])]),...Array.from(r,(d,f)=>[`token ${d} “${S(l[f]??"",16)}”`,...n.map(h=>a[h*r.length+f])])],note:e.heads?
`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var Bs=t=>e=>e.pick({token:Math.max(0,(e.model.get("fa\
cts").query??0)+t)}),Ds=t=>e=>e.pick({head:T(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),Ad={title:"Attention",aria:"What the chosen token attend\
ed to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:Bs(-1),ArrowRight:Bs(1),ArrowUp:Ds(-1),ArrowDown:Ds(1),PageUp:t=>z(
t,-1,t.model.get("layers")),PageDown:t=>z(t,1,t.model.get("layers"))},build:hd,listen:pd,draw:xd,table:Md},Hs=F(Ad);var Sd=.72;function on(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function Od({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(D(t,"values")),from:t.get("low"),to:t.get("high")}}function Us(t,e,n){
let{own:o}=t,r=o.painted,{values:s,from:a,to:i}=Od(t),l=r.from===a&&r.to===i;if(l&&r.values===s&&r.pieces===o.shown)return;let c=l&&!n?on(r.values,s):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:s,from:a,to:i,pieces:o.shown}}
function nn({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let r=n+o>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?n=r+1:o=r}return n}function io(t){let{first:e,strip:n}=t.
own;return[e+nn(t,n.scrollTop-4),e+nn(t,n.scrollTop+n.clientHeight-8)]}function lo(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:r,from:s,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,nn(t,n.scrollTop-i)-1),c=Math.min(o.length,nn(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=r[d],h=Number.isNaN(f)||f===void 0,m=!h&&s<0&&f<0,u=Sd*(s<0?Z(Math.abs(f),0,a):Z(f,s,a)),g=m?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",h),o[d].classList.toggle("below",m),o[d].style.backgroundColor=h?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var Te=16,Ed=300;function _d(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let r=Math.floor((o+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
o*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(n[o]=s/a)}return n}function rn({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(n*t.total),0,t.total-1)}function co(t,e,n){let{body:o,model:r,root:s,sel:a,own:i}=t,{map:l,total:c}=i,d=c>Ed;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:h}=i.painted,m=Math.min(c,Math.floor(f)),u=c>i.shown.length?_(r.get("bins")):_d(h,m),g=P(l,f,Te);
Rd(t,g,u,f);let y=A=>A/c*f,[k,x]=[a.get("query_first"),a.get("query_last")];k!==-1&&(g.fillStyle=w(s,"mark"),g.fillRect(y(k),Te-3,Math.max(2,y(x+1)-y(k)),3)),i.
nodes.length&&(g.strokeStyle=w(s,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,Te-1)),g.fillStyle=w(s,"mark");for(let A of e)g.fillRect(y(A),0,
1.5,5);if(a.get("token")===-1)return;let N=y(a.get("token"));g.beginPath(),g.moveTo(N-4,0),g.lineTo(N+4,0),g.lineTo(N,7),g.fill()}function Rd({root:t,own:e},n,o,r){
let{from:s,to:a}=e.painted,i=w(t,"below"),l=w(t,"tint"),c=r/o.length;o.forEach((d,f)=>{let h=s<0?Z(Math.abs(d),0,a):Z(d,s,a);n.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${s<0&&d<0?i:l}, ${.9*h})`,n.fillRect(f*c,0,Math.max(c,1),Te)}),n.strokeStyle=w(t,"line"),n.strokeRect(.5,.5,r-1,Te-1)}function zs(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(n);i>=0;i=
s.indexOf(n,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Ne=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Me(t){let{model:e,own:n}=t;return n.box.value?Ne(t)?Array.from(I(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function Xs(t,e){let{own:n}=t,{choose:o,strip:r}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(r,"click",s=>{let a=js(t,s);a!==-1&&(s.shiftKey?fo(
t,Ys(t),a):Vs(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:js(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{n.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),vd(t),Cd(t),qd(t)}function vd(t){let{
root:e,sel:n,own:o}=t,{box:r}=o,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=Ys(
t),[l,c]=[n.get("query_first"),n.get("query_last")];fo(t,i,T((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{Ne(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Ld(t,a.shiftKey),a.stopPropagation()})}function Ld(t,e){let n=Me(t),o=t.sel.get("token");if(!n.length)return;let r=e?n.findLast(s=>s<
o):n.find(s=>s>o);t.pick({token:r??n[e?n.length-1:0]})}function Cd(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=rn(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let r=rn(t,o);e.drag!==null&&o.buttons&&Math.abs(r-e.drag)>e.total/200&&fo(t,e.drag,r)}),t.listen(n,"click",o=>{let r=rn(t,o);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&Vs(t,r),e.drag=null})}function qd(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&fn(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:r,ctrlKey:s,metaKey:a}=n;o.tagName!=="TEXTAREA"||r!=="Enter"||!(s||a)||!e(n)||(n.preventDefault(),
n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function js({own:t},e){let o=e.target.closest?.(".dsv-token");return o?t.first+Number(o.dataset.
index):-1}function Ys({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-1}function Vs(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function fo(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,n),query_last:Math.
max(e,n)})}var Id=["picked","hover","lit","ranged","found","taken"],Pd=18;function Gs(t,e,n){let{model:o,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...Id),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=Wd(t);for(let m of e)ee(t,m,"found");let i=I(o.get("taken"));for(let m of i)ee(t,m,"taken");let[l,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(l!==-1)for(let m=Math.max(l,s.first);m<=d;m++)ee(t,m,"ranged");let f=r.get(
"expert");s.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${r.get("layer")}: ${i.length} tokens`:"";let h=n?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",Fd(t,a),Bd(t),Dd(t,a)}function ee({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function Wd(t){let{model:e,own:n}=t,o=_(e.get("lit_gate")),r=Math.max(...o),s=Array.from(I(e.get("lit")));
for(let[a,i]of s.entries()){let l=ee(t,i,"lit");l&&(l.title=`gate ${$(o[a],3)}`,l.style.setProperty("--dsv-gate",(Pd*o[a]/r).toFixed(1)))}return s.filter(a=>n.nodes[a-
n.first])}function Ks({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function Fd(t,e){let{own:n}=t,{
strip:o}=n,r=e.map(s=>n.nodes[s-n.first]);r.length&&o.dataset.lit!==e.join()&&!r.some(s=>Ks(t,s))?(n.home??=o.scrollTop,o.scrollTop=r[0].offsetTop-o.offsetTop-4):
!r.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function Bd(t){let{sel:e,own:n}=t,{strip:o}=n,r=e.get("hover_token"),s=e.get("\
token");r>=0&&ee(t,r,"hover");let a=s>=0?ee(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${s} ${n.first}`&&!Ks(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${s} ${n.first}`}function Dd(t,e){let{model:n,sel:o,facts:r,own:s}=t,{first:a,total:i,shown:l}=s,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,h=c>=a&&c<i?c:f;if(r.replaceChildren(),h<0)return;if(e.length){let L=_(n.get("lit_gate")),O=L.indexOf(Math.
max(...L)),v=S(l[I(n.get("lit"))[O]-a]??"",24),Et=p("b","",`“${v}” ${$(L[O])}`);r.append(`${n.get("lit_title")}, strongest `,Et,` of ${e.length} tokens`);return}
let m=h-a,[u,g,y]=s.measure,k=h===c?"":d===h?"chosen: ":"newest: ",x=s.shownFlags[m],N=x&2?" (marker)":x&4?" (bytes of a character)":"";r.append(`${k}token ${h}\
 of ${i} `,p("b","",`“${S(l[m]??"",24)}”`),`${N} · ${g} ${$(s.painted.values[m])} ${y}`),u==="reach"&&n.get("reach_note")&&r.append(" · hatched: ",n.get("\
reach_note"));let[A,R]=[o.get("query_first"),o.get("query_last")];A!==-1&&r.append(` · range ${A} to ${R} (${R-A+1} tokens)`)}var Hd="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",Ud="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function zd({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","colour tokens by");let o=p("span","dsv-legend"),r=p(
"span"),s=p("span","dsv-ramp"),a=p("span");o.append(n,r,s,a);let i=p("span","dsv-legend dsv-keys"),l=p("span","dsv-key taken");i.append(p("span","dsv-key prompt",
"prompt"),p("span","dsv-key","generated"),l);let c=p("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=p("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,i,o);let f=p(
"canvas","dsv-map"),h=p("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),f.title="the whole run; click to go the\
re, drag to choose a range",e.append(f,h),{choose:n,legend:o,low:r,bar:s,high:a,takenKey:l,box:c,count:d,map:f,strip:h,texts:C(K),floats:C(_),shares:C(ct),search:C(
zs),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null}}function jd(t){let{model:e,root:n,sel:o,own:r}=t,s=r.texts(D(e,"utf8"),D(e,"lengths")),a=q(D(e,"flags")),i=r.
first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let l=Xd(t,s,a,i),c=e.get("measures");r.measure=c.find(f=>f[0]===
e.get("measure"))??["","","",""],Us(t,l,i),lo(t),Vd(t,c);let d=Me(t);Gs(t,d,r.total>r.shown.length&&!Ne(t)),co(t,d,io(t)),n.drawn={pieces:s,values:r.painted.values,
flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get("query_last")],found:d,taken:Array.from(I(e.get(
"taken"))),note:e.get("reach_note"),lit:Array.from(I(e.get("lit"))),at:performance.now()}}function Xd({own:t},e,n,o){let{strip:r}=t,s=e===t.shown?e.length:on(t.
shown,e),a=o?0:Math.min(s,on(t.shownFlags.subarray(0,s),n));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.remove();let i=document.createDocumentFragment();
for(let l=a;l<e.length;l++){let c=Yd(e[l],n[l],l);t.nodes.push(c),i.append(c,p("wbr"))}return r.append(i),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),
t.shown=e,t.shownFlags=n,a}function Yd(t,e,n){let o=p("span","dsv-token");o.setAttribute("role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),
e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&o.append(p("span","sign","⏎"),`
`),s&&o.append(tt(s));return t||o.append(p("span","sign","∅")),o}function Vd({model:t,own:e},n){let{choose:o,legend:r,low:s,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,h]=e.measure;Mt(o,n.map(([u,g])=>[u,`colour: ${g}`])),o.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=$(l),a.textContent=`${$(c)} ${f}`,i.style.background=l<0?Ud:Hd}function Gd({sel:t,own:e}){let{first:n,shown:o,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${S(l,40)}”`,r[i+c]&1?"generated":"prompt",s.values[i+c]])}}var sn=t=>e=>{e.root.dataset.anchor="",nt(e,t,e.own.total)},Kd={title:"Tokens",aria:"Tok\
ens of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:sn(-1),ArrowRight:sn(1),Home:sn(
Number.NEGATIVE_INFINITY),End:sn(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:zd,listen:t=>Xs(t,()=>{lo(t),co(t,Me(t),io(t))}),draw:jd,table:Gd},Js=F(
Kd);var Zs={compressor:wo,cost:_o,expert_load:Uo,expert_routing:tr,follow_token:Yr,generation:Kr,hyper_connections:is,lens:ds,lightning_indexer:Rs,sparse_attention:Hs,
token_strip:Js};function ta(t,e){let n={},o=[],r=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)r.push(`${a} ${i}`);else{let d=Qd(a,i,e);d?r.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:r.length?s:""}}function Qd(t,e,{defaults:n,
limits:o,views:r}){if(!(t in n))return t;let s=o[t],a=Number(e);return s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1])?`${t} ${e} (it has ${Math.max(s[0],0)}\
 to ${s[1]})`:t==="tab"&&e&&!r.some(i=>i.tab===e)?`view ${e}`:""}function ea(t,e,n){let o=new URLSearchParams;for(let[r,s]of Object.entries(t.defaults))e.get(r)!==
s&&o.set(r,e.get(r));for(let[r,s,a]of t.linked){let i=t.views.find(l=>l.name===s)?.state[a];n[s].get(a)!==i&&o.set(r,n[s].get(a))}return o.toString()}function Jd(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},r=4+e;for(let[a,
i]of Object.entries(n.bytes)){o[a]=[];for(let l of i)o[a].push(t.subarray(r,r+l)),r+=l}let s=n.tokens.length?n.tokens:[null];return{rows:new Map(s.map((a,i)=>[a,
i])),said:n.said,traits:o}}async function na(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.from(atob(e.textContent??""),r=>r.charCodeAt(
0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return Jd(new Uint8Array(await new Response(o).arrayBuffer()))}function Zd(t,e,n,o,r){
if(t.startsWith("own."))return n(t.slice(4));let s=e("token"),a=s>=0&&s<o?s:o-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function oa(t,e,n,o,r=[-1,-1]){let s=[],a=null;for(let i of t.
fields){let l=i in t.frozen,c=Zd(i,e,n,o,r);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:s.push(l?t.frozen[i]:c)}return{chunk:s.join(
","),token:a}}var ra=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var Ae=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var sa="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",uo=t=>document.getElementById(
t),mo=class{models={};#t={};#e={};#s={};#o=new Map;#r=new Set;#n=p("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="\
tab");let n={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new Ae({...e.defaults,...e.selection,...n}),this.#i(),this.sel.on("change",()=>this.all())}#i(){
let e=p("div"),n=p("div","dsv-pane"),o=p("div","dsv-tabs"),r=p("div","dsv-columns");this.#n.setAttribute("role","tablist"),o.append(this.#n),r.append(n,o),document.
querySelector("main")?.append(e,r);for(let s of this.facts.views){this.#l(s);let a=p("div"),i=p("p","dsv-kept");i.setAttribute("role","status"),a.append(i),this.#t[s.
name]=a,this.#e[s.name]=i,{top:e,left:n,tab:o}[s.place].append(a),s.place==="tab"&&this.#c(s,a)}}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},
o=new Ae(n,e.held,s=>{let a=s.replace(/_/g," "),i=e.held[s],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${l} ${sa}`)});o.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.
filter(a=>a.startsWith("own.")));for(let s of new Set(r))o.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=o}#c(e,n){let o=p("button","",e.tab);o.
setAttribute("role","tab"),this.#n.append(o),n.setAttribute("role","tabpanel"),n.setAttribute("aria-label",e.tab),o.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),o.addEventListener("keydown",r=>{let s=r.key==="ArrowRight"?1:r.key==="ArrowLeft"?-1:0;if(!s)return;let a=(this.tabs.indexOf(e)+s+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#n.children[a].focus()})}#d(e,n,o){this.#s[e]??={},this.#s[e][n]=o,this.#e[e].textContent=Object.values(
this.#s[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let n of this.facts.views)this.#d(n.name,"hel\
d","");let e=this.facts.views.filter(n=>n.place!=="tab"||n.tab===this.sel.get("tab"));await Promise.all(e.map(n=>this.#f(n))),this.#g()}))}async#f(e){let n=!this.#r.
has(e.name);this.#r.add(e.name),await this.#h(e),n&&await Zs[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#h(e){let n=this.models[e.name];
if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("query_first"),this.sel.get("query_last")],r=ra(this.facts.ranges,o[0],o[1]),a=e.parts.some(
l=>l.fields.includes("query_first"))&&(r[0]!==o[0]||r[1]!==o[1]),i=`Shown is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;
this.#d(e.name,"range",a?`${i} holds no numbers. ${sa}`:""),await Promise.all(e.parts.map(l=>this.#p(e,l,r))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??
"")}async#p(e,n,o){let r=this.models[e.name],{count:s,tokens:a}=this.facts,i=oa(n,h=>this.sel.get(h),h=>r.get(h),s,o);if(!i){n.said="";return}let l=`${e.name}/${n.
method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#m(l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let h=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;n.said=`${h} Open the trace itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let h of n.
traits){let m=h in e.state&&n.fields.includes(`own.${h}`);d.traits[h]&&!m&&r.set(h,d.traits[h][f])}}}#m(e){let n=this.#o.get(e);return n||(n=na(e),this.#o.set(e,
n)),n}#u(){this.tabs.forEach((e,n)=>{let o=e.tab===this.sel.get("tab"),r=this.#n.children[n];r.setAttribute("aria-selected",String(o)),r.tabIndex=o?0:-1,this.#t[e.
name].style.display=o?"":"none"})}#g(){let e=`#${ea(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let n=ta(e,this.facts);for(let[o,r]of Object.entries(n.selection))this.sel.set(o,r);for(let[o,r,s]of n.own)this.models[o].set(r,s);uo("dsv-link").textContent=n.
said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function tf(){let t=uo("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=
String(n),t.textContent=n?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var go=new mo(JSON.parse(uo("dsv-facts").textContent??""));tf();go.restore(location.hash);addEventListener("hashchange",()=>go.restore(location.
hash));go.all();
