function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function _t(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>_t(t,Float32Array),I=t=>_t(t,Int32Array),Ae=t=>_t(
t,Int16Array),ct=t=>Float32Array.from(_t(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function G(t,e){let n=q(t),o=new TextDecoder,s=[],r=0;for(let a of _t(e,Uint16Array))
s.push(o.decode(n.subarray(r,r+a))),r+=a;return s}function C(t){let e=null,n;return(...o)=>((!e||o.some((s,r)=>s!==e[r]))&&(n=t(...o),e=o),n)}var w=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ee(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function on(t,e,n){let o=ee(t),s=ee(e);return o.map((r,a)=>Math.round(r+(s[a]-r)*n))}var dt=(t,e,n)=>`rgb(${on(t,
e,n).join(",")})`,Ft=(t,e)=>Array.from({length:255},(n,o)=>dt(t,e,o/254));function Bt(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
n+.114*o>140?"#111":"#fff"}function p(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function M(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))o.setAttribute(s,String(r));return n!==void 0&&(o.textContent=n),o}function V(t,e){let n=p("op\
tion","",e);return n.value=String(t),n}function K(t,e){let n=p("table",t),o=p("thead"),s=p("tr"),r=p("tbody");for(let a of e)s.append(p("th","",a));return o.append(
s),n.append(o,r),{table:n,head:s,rows:r}}function P(t,e,n){let o=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*o)),r=Math.max(1,Math.round(n*o));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=Q(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var Q=t=>t.
getContext("2d");function bt(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function wt(t,e,n=5){let o=bt(n,n),s=Q(o);return s.strokeStyle=
e,s.lineWidth=1,s.beginPath(),s.moveTo(0,n),s.lineTo(n,0),s.moveTo(-1,1),s.lineTo(1,-1),s.moveTo(n-1,n+1),s.lineTo(n+1,n-1),s.stroke(),t.createPattern(o,"repeat")}
function J(t,e,n,o,s,r){t.fillStyle=wt(t,w(e,"none"),5),t.fillRect(n,o,s,r)}var po=globalThis;po.dsvGains??=new WeakMap;var sn=po.dsvGains;function D(t,e){let n=t.get(e);return sn.get(n)?.whole??n}function aa(t,e,n,o){let s=t.get(e),r=q(
D(t,e)),a=q(o);if(r.length!==n||!(s instanceof Object))return!1;let i=sn.get(s);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(r),i=
{room:l},sn.set(s,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}function mo({model:t}){let e=(n,o)=>{let s=(n?.gained??[]).filter(([r,a],i)=>!aa(
t,r,a,o[i]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var T=(t,e,n)=>Math.max(e,Math.min(n,t));function Z(t,e,n){return n>e?T((t-e)/(n-e),0,1):t>=n?1:0}function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Dt(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),s=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),r=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<r;a++)n[s[a%s.length]]++;
return n.map(a=>a/100)}function ft(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var rn=400;function uo(t,e){let n=p("button","dsv-small dsv-numbers","▦"),o=p("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let s=!1;return t.
listen(n,"click",()=>{s=!s,n.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(o.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&ia(t,o,e()),
s)}function ia(t,e,{columns:n,rows:o,note:s}){let r=K("dsv-table",n);for(let i of r.head.children)i.scope="col";for(let i of o.slice(0,rn)){let l=p("tr");l.style.
cursor="default";for(let c of i)l.append(p("td","",la(c)));r.rows.append(l)}let a=o.length>rn?`The first ${rn} of ${o.length} rows. `:"";e.replaceChildren(p("di\
v","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:n,rows:o.length}}function la(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):String(
t??"–")}var ca="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",da={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},fa={expert:-1,entry:-1,hover_entry:-1},ha=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:mo,render:e=>pa(e,t)});async function pa({model:t,el:e},n){let o=ma(n);e.append(o.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new an(t,s,o,n);return r.own=n.build(r),n.listen?.(r),r.redraw(),()=>r.clean()}function ma({title:t,aria:e}){let n=p("di\
v","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=p("div","dsv-head"),s=p("span","dsv-facts");s.setAttribute("aria-live",
"polite"),o.append(p("span","dsv-title",t),s);let r=p("div","dsv-message"),a=p("div","dsv-body");return n.append(p("div","dsv-gone",ca),o,r,a),{root:n,head:o,facts:s,
message:r,body:a}}var an=class{#t=!1;#e=!1;#r=60;#o;#s;#n=[];constructor(e,n,{root:o,head:s,facts:r,message:a,body:i},l){this.model=e,this.sel=n,this.root=o,this.
head=s,this.facts=r,this.body=i,this.#o=a,this.#s=l,this.own=void 0,this.tabled=l.table?uo(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#t||this.#e||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#r=60;let r=n.get("message");if(e.classList.toggle("empty",!!r),this.#o.textContent=r,this.#o.style.display=r?"":"none",s.style.
display=r?"none":"",r){o.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#i(Object.entries({...n?fa:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,s])=>this.sel.get(o)!==s);this.#i(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,s){e.addEventListener(n,o,s),this.#n.push(()=>e.removeEventListener(n,o,s))}#l(){let{
model:e,sel:n,root:o}=this,s=()=>this.redraw(),r=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};r(e,"change",s),r(e,"msg:custom",s),r(n,"change",s);let a=()=>o.
classList.toggle("gone",n.comm_live===!1);a(),r(n,"comm_live_update",a);let i=new MutationObserver(()=>{s(),setTimeout(s,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",ln,!0),this.listen(this.root,"keydown",e=>{if(ha.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(da):this.#s.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#n)e();this.root.remove()}},
ln=t=>{t.target.dataset.lmSuppressShortcuts="true"};var pt={sliding:"▭",csa:"▤",hca:"▦"},ne=(t,e)=>`layer ${t} ${pt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ua=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ga=/<｜([^｜<>\n]*)｜>/g,ya=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
ka=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,tt=t=>t.replace(ga,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(ua,ka),$t=t=>ya.
test(t)?`⁨${t}⁩`:t,mt=t=>tt(t.replace(/\n/g,"⏎"));function S(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=tt(n)||"␣",s=[...o];return $t(s.length>e?`${s.slice(0,e-1).join("")}…`:o)}function ht(t,e,n=!1){let o=[...tt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?$t(o.join("")):$t(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var ut=(t,e,n)=>t.find(o=>n(o)<=e)??"";var Se=34;function xa(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var ba=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),cn=({model:t})=>xa(t.get("table"),
t.get("chosen"));function wa({body:t}){let e=p("div","dsv-note"),n=p("div","dsv-scroll"),o=p("div"),s=p("div","dsv-note");return n.style.maxHeight="230px",t.append(
e,n,o,s),{words:e,list:n,strip:o,waiting:s}}function $a(t){let{words:e,list:n,waiting:o}=t.own,s=cn(t);s.kind&&(t.facts.replaceChildren(p("b","",ne(s.layer,s.kind)),
s.entry>=0?` · entry ${s.entry} of ${s.complete}`:" · no entry is complete yet"),e.textContent=s.kind==="csa"?`A CSA entry stands for ${s.rate} tokens and is \
pooled from ${2*s.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${s.rate} tokens; the gates sum to one.`,n.replaceChildren(...s.rows.length?[Ta(t,s)]:[]),Na(t,s),o.textContent=s.pending.length?`Waiting f\
or their block to fill (${s.pending.length} of ${s.rate}): `+s.pending.map(r=>S(r,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:s.layer,token:s.token,entry:s.entry,complete:s.complete,tokens:s.rows.map(r=>r.token),gates:s.rows.map(r=>r.gate),index:s.rows.map(r=>r.index_gate),pending:s.
pending.length})}function Ta(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:s}=K("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),r=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=p("tr"),l=p("td","",`“${S(a.piece,14)}”`);l.style.textAlign="left",i.append(
p("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=p("span","dsv-bar"),f=p("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/r*(n?56:130))}px`,f.append(d),i.append(p("td","",$(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),s.append(i)}return o}function Na(t,e){
let{model:n,body:o,root:s}=t,{strip:r}=t.own,a=_(n.get("sharpness")),i=a.length;if(!i){r.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),f=M("svg",{width:l,height:Se+16,role:"img","aria-label":`${i} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${$(d,1)})`;f.append(M("text",{x:0,y:10,class:"quiet"},h));for(let m=0;m<i;m++){let u=Number.isNaN(a[m]),g=u?Se:T(a[m]/d,0,1)*Se,y=m===e.
entry?w(s,"mark"):`rgb(${w(s,"tint")})`,k=M("rect",{class:"step",x:m*c,y:14+Se-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?w(s,"none"):
"none","stroke-dasharray":"2 3"});k.append(M("title",{},`entry ${m}: ${u?"its gates were not captured":$(a[m],2)}`)),f.append(k)}f.addEventListener("click",m=>{
t.pick({entry:ba(m.clientX-f.getBoundingClientRect().left,l,i)})}),r.replaceChildren(f)}function Ma(t){let e=cn(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var go=t=>e=>{let n=cn(e);n.complete&&e.pick({entry:T(n.entry+t,0,n.complete-1)})},Aa={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:go(-1),ArrowRight:go(1)},build:wa,draw:$a,table:Ma},yo=F(Aa);function et(t,e,n,o){let s=p("select");s.setAttribute("aria-label",n),s.dataset.trait=e,Tt(s,o);let r=typeof t.model.get(e)=="number";return t.listen(s,"change",
()=>{t.tell(e,r?Number(s.value):s.value),t.redraw()}),{select:s,show:i=>{i&&Tt(s,i),s.value=String(t.model.get(e))}}}function Tt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,s])=>V(o,s))),t.dataset.options=n)}function ko(t,e,n,o,s){let r=null,a=l=>l.clientX-e.getBoundingClientRect().
left-n()[0],i=l=>T(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(r=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{r!==null&&o(Math.min(r,i(l)),Math.max(r,i(l)))}),t.listen(e,"pointerup",l=>{if(r===null)return;let c=r,d=i(l);r=null,s(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{r=null})}function Oe(t,e){let n=0,o=()=>{let r=t.root,a=r.getBoundingClientRect(),i=e.getBoundingClientRect();if(performance.
now()>n||r.scrollHeight<=r.clientHeight)return;let l=r.querySelector(".dsv-controls")?.offsetHeight??0;i.bottom>a.bottom&&(r.scrollTop+=Math.max(0,i.top-a.top-l-
6))},s=()=>{n=0};return o.ask=()=>{n=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",s,{passive:!0}),t.listen(t.root,"pointerdown",r=>{r.target.tagName!==
"SELECT"&&s()}),o}var oe=46,dn=74,Ee=18,fn=24,Rt=10,se=20,Sa={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},hn={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function Oa(t){return t>=1048576?`${$(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Ea(t){let e=t.filter(
s=>s>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function _a(t,e,n,o){let s=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),r=[...t];for(let[i,l]of s.entries())i&&(r[l]=Math.max(r[l],r[s[i-1]]+e));let a=[...s].reverse();if(a.length&&r[a[0]]>o)for(let[i,l]of a.entries())
r[l]=i?Math.min(r[l],r[a[i-1]]-e):o;return r.map(i=>Math.max(n,i))}function pn(t,{title:e,what:n,lines:o,words:s}){let{model:r,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-oe-dn,[h,m]=Ea(o.flat()),u=O=>oe+(Math.log2(O)-Rt)/(se-Rt)*f,g=O=>Ee+(m-Math.log10(
O))/(m-h)*(d-Ee-fn),y=r.get("readings"),k=r.get("models").map((O,v)=>`${O} ${s(y[v][n])}`),x=M("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${k.join("\
, ")}`});x.append(M("text",{x:2,y:11},e));for(let O=h;O<=m;O++){let v=s(10**O).replace("FLOP","").replace(".00","").replace(".0","");x.append(M("line",{x1:oe,x2:c-
dn,y1:g(10**O),y2:g(10**O),stroke:w(i,"line")}),M("text",{x:oe-4,y:g(10**O)+4,"text-anchor":"end",class:"quiet"},v))}for(let O=Rt;O<=se;O+=c<300?5:2){let v={x:u(
2**O),y:d-9,"text-anchor":"middle",class:"quiet"};x.append(M("text",v,Oa(2**O)))}let N=u(r.get("own").length),A={x1:N,x2:N,y1:Ee,y2:d-fn};x.append(M("line",{...A,
stroke:w(i,"ink"),"stroke-dasharray":"1 3"}));let R=_a(o.map(O=>g(O[O.length-1])),12,Ee,d-fn),L={x:u,y:g,right:c-dn};for(let[O,v]of o.entries())x.append(...Ra(t,
O,n,v,R[O],L,s));return x.addEventListener("click",O=>{let v=(O.clientX-x.getBoundingClientRect().left-oe)/f,Ot=Math.round(T(Rt+v*(se-Rt),Rt,se));t.tell("length",
2**Ot),t.redraw()}),x.style.cursor="pointer",x}function Ra({model:t,root:e},n,o,s,r,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:h,
length:m}=t.get("own"),u=t.get("readings")[n][o],g=w(e,hn[d]),y=M("path",{d:s.map((R,L)=>`${L?"L":"M"}${a(f[L]).toFixed(1)} ${i(R).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Sa[d]}),k=M("text",{x:l+5,y:r+4},d);k.style.fill=g;let x=M("circle",{cx:a(m),cy:i(u),r:3,
fill:g});if(x.append(M("title",{},`${d}: ${c(u)}`)),d!=="this model"||h<2**Rt||h>=2**se)return[y,k,x];let N=i(s[f.findIndex(R=>R>=h)]),A=M("circle",{cx:a(h),cy:N,
r:3.2,fill:w(e,"panel"),stroke:g});return A.append(M("title",{},`longest context this model accepts: ${E(h)}`)),[y,k,A,x]}var mn=["window","entries","sink"],xo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],_e="V3.2";function un(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var vt=t=>Number.isFinite(t)?`${$(100*t,t>=.1?1:2)} %`:"–";function re({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(_e)]}}function wo(t){let{root:e}=t,{models:n,readings:o,v32:s}=re(t),r=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=K("dsv-table dsv-cost-table",r);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],h=p("td","",d),m=p("td"),u=p("td");h.style.color=w(e,hn[d]),m.style.textAlign=u.style.
textAlign="left",m.append(...bo(t,f.classes)),Object.keys(f.parts).length>1&&u.append(...bo(t,f.parts));let g=p("tr");g.append(h,p("td","",un(f.flops)),p("td","",
vt(f.flops/s.flops)),m,p("td","",ft(f.bytes)),p("td","",vt(f.bytes/s.bytes)),u),l.append(g)}return a}function bo({root:t},e){let n=Object.entries(e),o=n.reduce(
(i,[,l])=>i+l,0),s=p("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=p("span"),f=xo[Math.floor(i/mn.length)%xo.length];d.style.width=
`${100*c/o}%`,d.style.background=`${f}${w(t,mn[i%mn.length])}`,d.title=`${l}: ${vt(c/o)}`,s.append(d)}let[r,a]=[...n].sort((i,l)=>l[1]-i[1])[0];return[s,` ${r} ${vt(
a/o)}`]}function $o({model:t}){let e=p("div","dsv-note");e.style.marginTop="6px",e.append(p("b","","Published for 1,048,576 tokens, recomputed here: "));let n=t.
get("published");for(let[o,[s,r,a,i,l]]of n.entries())e.append(`${o?"; ":""}${s} ${r} ${Math.round(100*a)} % of V3.2, `,p("b","",`${$(100*i,2)} %`),l?" ✓":" ✗\
 differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function To({model:t}){let e=t.get("held"),n=p(
"div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really holds is shown beside the formula once a run has ended.",
n;let o=p("b","",`This run's cache held ${E(e.held)} bytes`);if(n.append(o,` after ${E(e.tokens)} tokens (${e.dtype})`),e.formula){let s=Object.entries(e.formula),
r=s.reduce((i,[,l])=>i+l,0),a=r===e.held;n.append(a?"; the formula says the same to the byte: ":`; the formula says ${E(r)}: `,s.filter(([,i])=>i).map(([i,l])=>`${i}\
 ${E(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${E(e.rows)} bytes, in the release's precision ${E(e.release)}.`),n}var No="what if",va=["csa_rate","hca_rate","index_topk"];function La(t){let{model:e,body:n}=t,o=p("div","dsv-controls"),s=p("div","dsv-cost-charts"),r=p("div","\
dsv-panel"),a=et(t,"precision","precision",e.get("precisions")),i=et(t,"counting","how FLOPs are counted",e.get("countings")),l=et(t,"base","model the sliders s\
tart from",[]),c=[Re(t,"length","context",10,20),Re(t,"csa_rate","CSA rate",1,6),Re(t,"hca_rate","HCA rate",2,10),Re(t,"index_topk","top-k",3,12)],d=p("div","ds\
v-cost-sliders"),f=p("button","dsv-small","own values");return d.append(...c.map(h=>h.box),f),o.append(l.select,a.select,i.select),n.append(o,d,s,r),{charts:s,below:r,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:C(Ca)}}var Ca=t=>_t(t,Float64Array);function qa(t){t.listen(t.own.reset,"click",()=>{for(let e of va)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function Re(t,e,n,o,s){let{model:r}=t,a=p("label"),i=p("input"),l=p("output");return Object.assign(i,{type:"range",
min:o,max:s,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===r.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?E(d):`${d}${r.get(e)?"":"\
 (own)"}`}}}function Ia(t){let{model:e,root:n,own:o}=t,{base:s,precision:r,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:h}=re(t);if(!f.length)
return;let m=f.filter(g=>g!==_e&&g!==No);s.show(m.map(g=>[g,`sliders change: ${g}`])),s.select.value||(s.select.selectedIndex=s.select.options.length-1);for(let g of[
r,a,...i])g.show();l.style.visibility=f.includes(No)?"":"hidden",Pa(t);let u=Mo(t,0);c.replaceChildren(pn(t,{title:"FLOPs of one token",what:"flops",lines:u,words:un}),
pn(t,{title:"cache of one sequence",what:"bytes",lines:Mo(t,1),words:ft})),d.replaceChildren(wo(t),$o(t),To(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function Mo({model:t,own:e},n){let o=e.doubles(
t.get("curves")),s=t.get("lengths").length;return t.get("models").map((r,a)=>[...o.subarray((2*a+n)*s,(2*a+n+1)*s)])}function Pa(t){let{models:e,readings:n,v32:o}=re(
t),s=e.flatMap((a,i)=>{let l=`${vt(n[i].flops/o.flops)} / ${vt(n[i].bytes/o.bytes)}`;return a===_e?[]:[`${a} `,p("b","",l)," "]}),r=p("b","",`${E(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...s,"(FLOPs / cache)")}function Wa(t){let{model:e}=t,{models:n,readings:o,
v32:s}=re(t),r=(l,c)=>l.find(([d])=>d===c)?.[1],a=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/s.flops,f,f/s.bytes]}),note:`At ${E(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var Fa={title:"Cost",aria:"Cost of a token against the length of its context",build:La,listen:qa,draw:Ia,table:Wa},
Ao=F(Fa);function nt(t,e,n){let o=t.sel.get("token"),s=o===-1?n-1:o,r=Number.isFinite(e)?s+e:e<0?0:n-1;t.pick({token:T(r,0,n-1)})}function z(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[T(o+e,0,n.length-1)],expert:-1,entry:-1})}var Lt=16,yt=7,ve=268,So=206,gt=70;function Oo(t,e){let{body:n,root:o,own:s}=t,r=Math.max(200,n.clientWidth-2),a=P(s.range,r,17),i=r-gt-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=w(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=w(o,"line"),a.fillRect(gt,3,i,11);let[l,c]=s.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>gt+i*m/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${w(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),
11)),a.fillStyle=w(o,"ink");let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(f).width;a.fillText(f,T(l>=0?d(l)+3:gt+4,gt,gt+i-h),9)}function Eo(t,{
facts:e,layers:n,summary:o},s){let{root:r,model:a,sel:i,own:l}=t,c=P(l.side,s,gn(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=w(r,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(s===ve?"effective experts":"effect.",166,8);for(let[d,f]of n.entries()){
let h=Lt+d*l.place.tall+l.place.tall/2,m=f===i.get("layer"),[u,g,y,k,x]=o.subarray(yt*d,yt*d+5);c.fillStyle=w(r,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let N=pt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${N} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=w(r,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText($(u),84,h),c.fillText($(g),136,h),c.fillText($(y,1),166,h),s===ve&&Ba(c,r,h,[y,k,x].map(A=>A/e.experts))}}function Ba(t,e,n,[
o,s,r]){let a=i=>196+62*T(i,0,1);if(t.strokeStyle=w(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(a(1),n),t.stroke(),Number.isNaN(o)){J(t,e,a(0),n-4,62,8);return}
Number.isNaN(s)||(t.strokeStyle=w(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(s),n),t.lineTo(a(r),n),t.stroke(),t.lineWidth=1),t.fillStyle=w(e,"mark"),t.fillRect(
a(o)-1,n-5,2,10)}function _o(t,{facts:e,layers:n,counts:o,tokens:s,summary:r,brushed:a,here:i,elsewhere:l}){let{sel:c,facts:d,own:f}=t,h=n.indexOf(c.get("layer")),
m=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,u=f.hovered??m;if(d.replaceChildren(),!u){let k=0,x=0;for(let A=0;A<n.length;A++)k+=r[yt*A+5]||0,
x+=r[yt*A+6]||0;let N=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${N}, ${e.slots} of ${e.experts} experts each: `,p("b","",`${k} neve\
r chosen`),`, ${$(x,1)} would be by chance`);return}let g=s[2*u.row],y=i(u.row,u.expert);d.append(`layer ${n[u.row]}, expert ${u.expert}: `,p("b","",Number.isNaN(
y)?"not captured":`${$(y)} × even use`),` (${o[u.row*e.experts+u.expert]} of ${g} tokens, even ${$(g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${$(l(
u.row,u.expert))} ×`)}function Ro({root:t,model:e},n){let o=p("span","dsv-ramp");o.style.display="inline-block",o.style.width="90px",o.style.verticalAlign="mid\
dle";let s=["less","even","more"].map(a=>w(t,a));o.style.background=`linear-gradient(90deg, ${s.join(", ")})`;let r=e.get("against")==="rest"&&n.first>=0?"the r\
est":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${r} · full tile: above · dot: never chosen · hatched: not captured · effective expe\
rts: of ${n.draws} choices, with 5 to 95 %`]}var gn=({model:t,own:e})=>Lt+t.get("layers").length*e.place.tall+2;var Da=2,Ct=32,yn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function vo(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,s)=>t[s]-t[o]||o-s):n}var kn=t=>t>
0?T(Math.log2(t)/Da,-1,1):-1;function Le(t,e,n,o,s,r,a){let i=kn(r),l=i<-1e-9?Math.max(2,s*(1+.5*i)):s;t.fillStyle=a(i),t.fillRect(e,n+(s-l)/2,o,l)}function Ce(t){
let e=w(t,"less"),n=w(t,"even"),o=w(t,"more"),s=Array.from({length:2*Ct+1},(r,a)=>a<Ct?dt(n,e,(Ct-a)/Ct):dt(n,o,(a-Ct)/Ct));return r=>s[Math.round((T(r,-1,1)+1)*
Ct)]}var Ha="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Ua="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Lo(t,e){
let{model:n,sel:o}=t,{low:s}=t.own,r=n.get("panel");s.replaceChildren(),r==="ranks"?Xa(t):n.get("layers").includes(o.get("layer"))?r==="together"?ja(t,e):za(t,n.
get("detail")):s.append(p("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function za(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(p("div","dsv-note",Ha));return}let[o,s,r]=e.weight.map(c=>$(c)),a=p("div","dsv-note");a.append(p("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${r} (middle ${s})`:"",e.bias===null?"":`; its bias is ${$(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=p("table","dsv-table"),l=p("tbody");i.append(l);for(let c of e.rows){let d=p("tr"),f=p("td","dsv-context");f.append(ht(c.before,26,
!0),p("b","",ht(c.piece,20)),ht(c.after,26)),d.append(p("td","",String(c.token)),p("td","",$(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function ja(t,e){let{model:n,sel:o,body:s,root:r}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=p(
"canvas"),c=p("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(p("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=T(Math.floor((s.clientWidth-40)/e),
2,17),h=26,m=15,u=P(l,h+f*e+2,f*e+m+1),g=Ce(r);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=w(r,"quiet");for(let A=0;A<e;A+=Math.max(
1,Math.ceil(14/f)))u.fillText(String(A),h+A*f+1,7),u.fillText(String(A),6,m+A*f+f/2);let y=wt(u,w(r,"none"),4),k=f-(f>5?1:0),x=[Number.NaN,0,0];for(let A=0;A<i.
length;A++){let[R,L]=[Math.floor(A/e),A%e],O=h+L*f,v=m+R*f;Number.isNaN(i[A])?R!==L&&(u.fillStyle=y,u.fillRect(O,v,k,k)):(Le(u,O,v,k,k,i[A],g),i[A]<=x[0]||(x=[i[A],
R,L]))}if(Number.isNaN(x[0]))return;let N=`Most often beyond chance: experts ${x[1]} and ${x[2]}, ${$(x[0])} times.`;a.append(p("div","dsv-note",N))}function Xa(t){
let{model:e}=t,{many:n,where:o,low:s}=t.own,r=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=p("div","dsv-controls");n.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),o.show(),l.append(p("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:f,rows:h}=K("dsv-table",c);f.lastChild.style.textAlign="left";let m=r+3;if(i.length===a.length*
m)for(let[u,g]of a.entries()){let y=i.subarray(u*m,(u+1)*m),k=p("tr");k.append(p("td","",String(g)),p("td","",`${$(y[r])} ×`),p("td","",$(y[r+1])),p("td","",$(
y[r+2])),Ya(t,y.subarray(0,r))),k.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(k)}s.append(l,d,p("div","dsv-note",Ua))}function Ya(t,e){
let n=p("td");return n.style.textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,s)=>{let r=p("span","dsv-bar");r.style.width=`${T(160/e.length,2,18)}px`,
r.style.height=`${Math.round(7*T(o,0,2.4))}px`,r.style.marginRight="1px",r.style.verticalAlign="baseline",r.title=`rank ${s}: ${$(o)}`,o>1&&(r.style.background=
w(t.root,"more")),n.append(r)}),n}function Va(t){let e=p("div","dsv-controls"),n=et(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=et(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),s=et(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),r=et(t,"ranks","number of ranks",[]),a=et(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=p("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,s.select,i);
let l=p("canvas","dsv-load-range"),c=p("div","dsv-load"),d=p("canvas"),f=p("div","dsv-load-scroll"),h=p("canvas"),m=p("div","dsv-note"),u=p("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",f.append(h),c.append(d,f),t.body.append(e,l,c,m,u),{against:n,sort:o,panel:s,many:r,where:a,clear:i,range:l,side:d,scroll:f,
map:h,legend:m,low:u,reveal:Oe(t,u),counts:C(I),rest:C(I),tokens:C(I),summary:C(_),together:C(_),parallel:C(_),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Ga(t){let{model:e,own:n}=t,{panel:o,many:s,where:r,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let m of[o,s,r])t.listen(m.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),ko(t,l,()=>[gt,l.clientWidth-gt-4],(m,u)=>{n.dragging=qo(t,m,u),t.redraw()},(m,u)=>{let[g,y]=qo(t,m,u);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{n.hovered=Io(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=Io(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-Lt)/n.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Co=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[T(o<0?
0:o+t,0,n.length-1)]})};function qo(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Io({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-Lt)/t.place.tall),s=Math.floor((e.clientX-n.left)/t.place.cell),r=t.place.orders[o];return r&&s>=0&&s<
r.length?{row:o,expert:r[s]}:null}function Po({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:s}=n,r=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(u,g)=>yn(r[u*o+g],i[2*u],s,o),f=(u,g)=>yn(a[u*o+g],i[2*u+1],s,o),h=(u,g)=>c?d(u,g)/f(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:r,tokens:i,summary:m,brushed:l,here:d,elsewhere:f,rate:h}}function Ka(t){let{model:e,
body:n,root:o,sel:s,own:r}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=r;for(let O of[a,i,l])O.show();let h=Po(t),{facts:m,layers:u,brushed:g,rate:y,
summary:k}=h,{experts:x}=m;if(!x)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,Oo(t,m);let N=n.clientWidth<620?So:ve;Qa(t,h,Math.max(120,n.clientWidth-
N-4)),Eo(t,h,N),_o(t,h),d.replaceChildren(...Ro(t,m)),Lo(t,x),f();let{cell:A,tall:R,orders:L}=r.place;o.drawn={experts:x,layers:[...u],first:m.first,last:m.last,
rates:u.map((O,v)=>Array.from({length:x},(Ot,Et)=>y(v,Et))),orders:L,picked:[s.get("layer"),s.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((O,v)=>k[yt*v+1]),cell:A,tall:R}}function Qa(t,e,n){let{model:o,root:s,sel:r,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),h=l.length>24?12:l.length>12?16:21,m=o.get("sort"),u=l.map((A,R)=>vo([...c.subarray(R*d,(R+1)*d)],m));a.place={cell:f,tall:h,orders:u};let g=gn(t),y=P(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=w(s,"quiet");let k=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(k,1,8);let x={shades:Ce(s),ink:w(s,"ink"),paper:w(s,"panel")},N=l.indexOf(
r.get("layer"));for(let[A,R]of u.entries())for(let[L,O]of R.entries())Ja(t,y,e,x,A,O,L),!(A!==N||O!==r.get("expert"))&&(y.strokeStyle=w(s,"mark"),y.lineWidth=2,
y.strokeRect(L*f,Lt+A*h,Math.max(Wo(f),3),h-1))}var Wo=t=>Math.max(t-(t>6?1:.5),1);function Ja({root:t,own:e},n,{facts:o,counts:s,rate:r},{shades:a,ink:i,paper:l},c,d,f){
let{cell:h,tall:m}=e.place,u=f*h,g=Lt+c*m,y=Wo(h),k=r(c,d);if(Number.isNaN(k)){J(n,t,u,g,y,m-1);return}if(s[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=
.15,n.fillRect(u,g,y,m-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(u+y/2,g+m/2,Math.min(2,h/3),0,7),n.fill();return}if(Le(n,u,g,y,m-1,k,a),h<24)return;
n.fillStyle=Math.abs(kn(k))>.55?l:i,n.font="9.5px system-ui, sans-serif";let x=Number.isFinite(k)?$(k,k<9.95?1:0):"new";n.fillText(x,u+(y-n.measureText(x).width)/
2,g+m/2)}function Za(t){let{facts:e,layers:n,tokens:o,summary:s,here:r}=Po(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[
l,i[c]==="hash"?"table":"scores",o[2*c],...s.subarray(yt*c,yt*c+5),o[2*c]>0?s[yt*c+5]:null,...Array.from({length:a},(d,f)=>r(c,f))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var ti={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>z(t,-1,t.model.get("layers")),ArrowDown:t=>z(t,1,t.model.get("layers")),ArrowLeft:Co(
-1),ArrowRight:Co(1)},build:Va,listen:Ga,draw:Ka,table:Za},Fo=F(ti);var H=17,Ht=18,ot=74,st=54,Bo=15,ei=6,ni="☷ chosen by a table over token ids: same token, same experts (outlined)",oi="chosen by the scores of the token's sta\
te";function bn(t){let e=a=>t[a]==="hash"?0:1,n=[...t.keys()].sort((a,i)=>e(a)-e(i)||a-i),o=[],s=0,r=null;for(let a of n)t[a]!==r&&(s+=r===null?0:ei,o.push({band:t[a],
y:s}),s+=Bo,r=t[a]),o.push({index:a,y:s}),s+=Ht;return{rows:o,height:s}}function Do(t,e,n,o){let s=Math.floor(e/H),r=t.find(a=>a.index!==void 0&&n>=a.y&&n<a.y+Ht);
return r?.index!==void 0&&s>=0&&s<o?{token:s,index:r.index}:null}function Ho({model:t,own:e}){let[n,o,s]=t.get("shape"),r=q(D(t,"weights")),a=q(D(t,"colours")),
i=n*s?Math.min(Math.max(o,a.length/n),r.length/(n*s)):0,l=e.texts(D(t,"utf8"),D(t,"lengths"));return{L:n,K:s,T:i,weights:r,codes:a,pieces:l,experts:e.ids(D(t,"e\
xperts")),layers:t.get("layers")}}function si({root:t,sel:e,own:n,model:o},s,r){let a=["none","ink","quiet","mark"],[i,l,c,d]=a.map(h=>w(t,h)),f=n.shadesOf(w(t,
"ramp-low"),w(t,"ramp-high"));return{none:i,ink:l,quiet:c,mark:d,shades:f,picked:r,kinds:o.get("kinds"),left:n.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:s.layers.indexOf(e.get("layer"))}}function Uo(t,e,n){let{own:o}=t,s=o.scroll.clientWidth,r=st+o.layout.height+2,a=P(o.canvas,s,r),i=si(t,e,n),
{left:l,quiet:c}=i,d=Math.max(0,Math.floor(l/H)),f=Math.min(e.T-1,Math.floor((l+s-ot)/H));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.
beginPath(),a.rect(ot,0,s-ot,r),a.clip();let h=0;for(let m=d;m<=f;m++){ri(a,e,i,m);for(let{index:u,y:g}of o.layout.rows)u!==void 0&&ai(a,e,i,m,u,st+g)&&h++}return ii(
t,a,i,d,f),a.restore(),li(t,a,e,i),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,st-8),h}function ri(t,{pieces:e},{left:n,picked:o,hover:s,
mark:r,ink:a,quiet:i},l){t.save(),t.translate(ot+l*H-n+H/2,st-4),t.rotate(-Math.PI/2),t.fillStyle=e[l]===e[o]?r:l===s?a:i,t.font=`${l===o?"bold ":""}10px system\
-ui, sans-serif`,t.fillText(S(e[l]??"",8),0,0),t.restore()}function ai(t,{L:e,K:n,weights:o,codes:s,experts:r,pieces:a},i,l,c,d){let{left:f,none:h,mark:m,shades:u,
picked:g}=i,y=l*e+c,k=ot+l*H-f,x=Ht-2;if(r[y*n]<0)return t.fillStyle=h,t.beginPath(),t.arc(k+H/2,d+1+x/2,1.5,0,7),t.fill(),!1;let N=s[y]===255?h:u[s[y]],A=!1,R=d+
1;for(let L=0;L<n;L++){let O=o[y*n+L]/254*x,v=i.expert!==-1&&c===i.row&&r[y*n+L]===i.expert;A||=v,t.fillStyle=v?m:N,t.fillRect(k+1,R,H-2,Math.max(O-1,.5)),R+=O}
return a[l]===a[g]&&l!==g&&i.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(k+.5,d+.5,H-1,Ht-1)),A}function ii({own:t,model:e},n,{left:o,ink:s,mark:r,
picked:a,hover:i,row:l},c,d){let{rows:f,height:h}=t.layout,m=(y,k,x,N)=>{n.strokeStyle=k,n.lineWidth=x,n.globalAlpha=N,n.strokeRect(ot+y*H-o+.5,st-1,H-1,h),n.globalAlpha=
1};m(a,r,2,.55),i>=0&&m(i,s,1,.5);let u=e.get("parting");u>=c&&u<=d&&(n.strokeStyle=s,n.setLineDash([4,3]),n.strokeRect(ot+u*H-o+.5,st-1,.5,h),n.setLineDash([]));
let g=f.find(y=>y.index===l);l<0||!g||(n.strokeStyle=r,n.lineWidth=2,n.strokeRect(ot+a*H-o,st+g.y,H,Ht))}function li({own:t,model:e},n,{layers:o},{quiet:s,ink:r,
mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){n.fillStyle=s,n.font="10px system-ui, sans-serif",n.fillText(c==="hash"?ni:oi,2,st+d+
Bo/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:r,n.font=`${l===i?"bold ":""}11px system-ui, sans-serif`,n.fillText(`${o[l]} ${pt[f]??""} ${f}`,
4,st+d+Ht/2)}}var ci="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",di="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function fi({expert:t,score:e,chosen:n}){let o=e.map(Number),s=Math.min(...o.filter((l,c)=>n[c])),
r=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>s);if(!r.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function jo(t){let{model:e,sel:n,own:o}=t,{ranking:s,caption:r,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=s.contains(c)?c?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),a.replaceChildren(),
i.textContent="",pi(t);let f=e.get("detail");if(!f?.expert){r.textContent="Click a cell for the ranking behind it.";return}let h=o.texts(D(e,"utf8"),D(e,"length\
s")),m={...f,expert:f.expert};r.append("Ranking at ",p("b","",`layer ${f.layer}, token ${f.token} “${S(h[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${fi(m)}`:` · margin of the choice ${$(f.margin,4)}`),hi(t,m),d!==void 0&&s.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=u?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=di}function hi({sel:t,own:e},n){let o=K("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?$(n.weight[i],3):"",c=p("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=p("td"),h=p("span","dsv-bar");f.style.textAlign="left",h.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/s):0}px`,f.append(h),c.append(p("td","",String(a)),p("td","",$(n.logit[i])),p("td","",$(n.score[i],3)),p("td","",$(
n.biased_score[i],3)),p("td","",l||"not chosen"),f,p("td","",$(n.norm[i]))),o.rows.append(c)});let r=p("tr");for(let a of["shared","","","","always","",$(n.shared_norm)])
r.append(p("td","",a));r.style.cursor="default",r.dataset.expert=String(-1),o.rows.append(r),e.ranking.append(...o.table.children)}function pi(t){let{model:e,sel:n,
own:o}=t,s=e.get("uses")??{};if(s.of?.expert!==n.get("expert"))return;let r=p("div","dsv-uses");r.append(zo(t,s.of,"chosen")),s.control&&r.append(zo(t,s.control,
"matched control")),o.inverse.append(r)}function zo(t,e,n){let o=p("div"),s=p("ol"),r=p("div","dsv-note");r.title=n==="chosen"?"":ci,r.append(p("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=p("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(p("sp\
an","quiet",mt(a.before.slice(-18))),p("b","",mt(a.piece)),p("span","quiet",mt(a.after.slice(0,18))),p("small","",` ${$(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),s.append(i)}return o.append(r,s),o}function Xo(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,s)=>[o,e.logit[s],e.score[s],e.biased_score[s],e.chosen[s]?e.weight[s]:"not chosen",e.norm[s]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function mi(t,e,n,o,s){let r=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(s)&&r++;return r}function ui({body:t}){let e=p("select");e.setAttribute(
"aria-label","colour cells by");let n=p("span","dsv-legend"),o=p("span"),s=p("span","dsv-ramp"),r=p("span"),a=p("div","dsv-bar-row");n.append(e,o,s,r),a.append(
n);let i=p("div","dsv-grid"),l=p("div","dsv-grid-stage"),c=p("canvas"),d=p("div");c.style.position="absolute",c.style.cursor="pointer",l.append(c),i.append(l,d);
let f=p("table","dsv-table"),h=p("div","dsv-note"),m=p("div","dsv-note"),u=p("div");return m.style.margin="4px 0 0",t.append(a,i,m,f,h,u),{choose:e,legend:n,low:o,
bar:s,high:r,scroll:i,canvas:c,spacer:d,ranking:f,note:h,caption:m,inverse:u,texts:C(G),ids:C(Ae),shadesOf:C(Ft),tabled:[],layout:bn([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function gi(t){let{model:e,sel:n,own:o}=t,{choose:s,scroll:r,canvas:a,ranking:i}=o;t.listen(s,"change",()=>t.tell("colour",s.value));
let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(r,d,l,{passive:!0});t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>
r.scrollWidth-2*H?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(Vo(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=Vo(t,d);if(!f)return;let h=e.get("layers")[f.index],m=h===n.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(i,"click",d=>Go(t,d.target.closest("tbody tr"))),t.listen(i,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(Go(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Yo=({model:t,own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?
[]:[t.get("layers")[n.index]]);function Vo({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-ot,s=e.clientY-n.top-st;return o<0?null:Do(t.layout.
rows,o+t.scroll.scrollLeft,s,t.tokens)}function Go(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.sel.get("expert")===n?-1:n})}function yi(t){let{
model:e,sel:n,root:o,own:s}=t,r=Ho(t);s.tokens=r.T,s.layout=bn(e.get("kinds"));let a=n.get("token"),i=a>=0&&a<r.T?a:r.T-1;ki(t,a);let l=Uo(t,r,i);xi(t),bi(t,r),
jo(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:i,layer:n.get("layer"),detail:e.get("deta\
il"),highlighted:l,codes:Array.from(r.codes.slice(0,64))}}function ki({own:t},e){let{scroll:n,spacer:o}=t,s=ot+t.tokens*H+4;if(o.style.width=`${s}px`,o.style.height=
`${st+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=s),e!==t.lastPicked&&e>=0){let r=e*H,a=n.clientWidth-ot;(r<n.scrollLeft||r+H>n.scrollLeft+a)&&(n.scrollLeft=
r-a/2)}t.lastPicked=e}function xi({model:t,root:e,own:n}){let{choose:o,legend:s,low:r,bar:a,high:i}=n,l=t.get("colour_options");Tt(o,l.map(([f,h])=>[f,`colour: ${h}`])),
o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf(w(e,"ramp-low"),w(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,r.textContent=$(t.get("low")),i.textContent=`${$(t.get("high"))} ${c}`,s.title="grey: this layer has no such value"}function bi({facts:t,
sel:e,model:n,own:o},{L:s,K:r,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),h=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*s+d.index)*r;t.append(`layer ${c[d.index]}, token ${d.token} “${S(l[d.token]??"",16)}”: experts `,p("b","",i.slice(m,m+r).join(" ")))}else if(f!==-1&&
h>=0){let m=mi(i,h,s,r,f),u=p("b","",`${m} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,u," (marked cells)")}else n.get("parting")>=0?t.
append("beside another run: the text parts at token ",p("b","",`${n.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var wi={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>nt(t,-1,t.own.
tokens),ArrowRight:t=>nt(t,1,t.own.tokens),ArrowUp:t=>z(t,-1,Yo(t)),ArrowDown:t=>z(t,1,Yo(t)),Home:t=>nt(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>nt(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:ui,listen:gi,draw:yi,table:Xo},Ko=F(wi);var j=18,U=12,$i=66,Ti=46,Ni=92,Mi=1,Qo=.2;function Ai(t,e,n){if(t*Ti<=n)return new Array(t).fill(Math.min(n/t,Ni));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/Mi)**2))),s=o.reduce((i,l)=>i+l,0),r=Math.min($i,n/(s+.6)),a=(n-r*s)/Math.max(t-s,1e-9);return o.map(i=>a+(r-a)*i)}function Si(t,e){let n=t<780,o=t<480,
s=n?{x:4,width:t-8}:{x:0,width:T(t*.29,200,400)},r=n?14:s.x+s.width+58,a={x:r,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=T((t-r)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:T(t*.145,104,190),f={x:t-d,width:d},h={x:c.x+c.width+(o?34:46),width:0};h.width=Math.max(20,f.x-h.x-(o?14:40));let m=o?[c.
x-13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:s,label:a,mass:i,lanes:c,rail:h,lens:f,nodes:m}}function Jo(t,e,n,o,s=!1){let r=Si(t,n.streams),
a=r.stacked?e>480?5:4:0,i={y:a*j+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,h=Ai(n.layers,o,d).map(
u=>{let g={y:f,height:u};return f+=u,g});c.y=f;let m=r.stacked?{y:0,height:a*j}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:r,rows:h,heads:i,
start:l,end:c,text:m,draft:s}}var at=(t,e)=>t.y+t.height*e,ae=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,ie=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,Zo=["read","mixed","\
routed","lens"],it=(t,e,n)=>t===null?1:T((t-e)*4-n,0,1),X=t=>Qo+(1-Qo)*t,It=(t,e=26,n=36)=>Z(t,e,n);function wn(t,e){let n=T(Math.ceil(13/Math.max(t,1)),1,3);return{
columns:n,column:e%n}}var ts=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var Oi="☷",Ei=["entries","window","sink"];function es({ctx:t,look:e,place:n,sizes:o,kinds:s,font:r,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=ns(
c),h=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=r(U,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let m=Math.abs(l-a)===
1&&c.height<13;t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%h===0&&!m)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),t.
textAlign="left",t.font=r(U),t.fillStyle=l===a?e.ink:e.quiet;let{column:u}=wn(c.height,l);c.height>=5.5&&t.fillText(o.kinds[s[l]].glyph,d.x+20+9*Math.min(u,1),f),
i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var ns=t=>at(t,.5-.22*It(t.height,20,36));function le({mass:t},e){let n=T(e.height*.3,Math.
min(3,e.height*.7),14),o=ns(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function $n(t,e,n,o){let s=n.x;for(let r=0;r<o;r++)s+=(t.mass[e*3+r]||0)*n.width;return{
x:s,width:(t.mass[e*3+o]||0)*n.width}}function os(t,e){let{ctx:n,root:o,look:s,place:r,path:a,at:i,hits:l,font:c}=t,d=r.rows[e],f=le(r.columns,d),h=[0,1,2].map(
u=>a.mass[e*3+u]);a.blank?as(t,f):h.some(Number.isNaN)&&J(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=X(it(i,e,0)),Ei.forEach((u,g)=>{let{x:y,width:k}=$n(a,e,f,
g);n.fillStyle=s[u],k>0&&n.fillRect(y,f.y,Math.max(k-.5,.5),f.height),k>0&&l.push({what:u,layer:e,x:y,y:d.y,width:k,height:d.height})});let m=f.width<72?0:It(d.
height,44,52);m>0&&!h.some(Number.isNaN)&&(n.globalAlpha*=m,n.font=c(U),n.textBaseline="top",n.fillStyle=s.ink,Dt(h).map(g=>$(g).replace(/^0/,"")).forEach((g,y)=>{
n.textAlign=["left","center","right"][y],n.fillText(g,f.x+f.width*y/2,f.y+f.height+4)})),n.globalAlpha=1,n.textAlign="left"}var qe=t=>at(t,.5+.4*It(t.height,8,36));
function ss({place:t,path:e,sizes:n},o,s){let r=T(t.rows[o].height*.42,2,22);return Math.max(1.5,r*Math.min(1,2*e.expert_weight[s]/n.scale))}function rs(t,e){let{
ctx:n,root:o,look:s,place:r,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=r.rows[e],{rail:h}=r.columns,m=qe(f),u=it(l,e,2),g=T(f.height*.42,2,22);n.fillStyle=s.none,
n.fillRect(h.x,m,h.width,1),c.push({what:"rail",layer:e,x:h.x,y:f.y,width:h.width,height:f.height});let y=i.chosen,k=Math.max(2,h.width/i.experts*.6);a.expert[e*
y]<0&&!a.blank&&J(n,o,h.x,m-Math.min(g,8),h.width,Math.min(g,8)),n.globalAlpha=X(u),n.fillStyle=s.expert;for(let A=e*y;A<(e+1)*y;A++){if(a.expert[A]<0)continue;
let R=ie(r.columns,i.experts,a.expert[A]),L=ss(t,e,A)*(.3+.7*u);n.fillRect(R-k/2,m-L,k,L),c.push({what:"expert",layer:e,id:a.expert[A],x:R-k,y:f.y,width:2*k,height:f.
height})}Ri(t,e),n.globalAlpha=X(u),n.fillStyle=s.quiet;let x=h.x+h.width+12,N=T(f.height*.18,1.5,4);n.beginPath(),n.moveTo(x,m-2*N),n.lineTo(x+N,m-N),n.lineTo(
x,m),n.lineTo(x-N,m-N),n.fill(),c.push({what:"shared",layer:e,x:x-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&_i(t,e,h.x-15,m-Math.min(6,f.height/3)),n.globalAlpha=
1}function _i({ctx:t,look:e,font:n,place:o},s,r,a){let{column:i}=wn(o.rows[s].height,s);t.font=n(U),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline="middle",
t.fillText(Oi,r-10*Math.min(i,1),a)}function Ri(t,e){let{ctx:n,look:o,place:s,path:r,sizes:a,font:i,at:l}=t,c=It(s.rows[e].height,36,46);if(!c)return;let d=qe(s.
rows[e]);n.font=i(U),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=X(it(l,e,2))*c;let f=[];for(let h=e*a.chosen;h<(e+1)*a.chosen;h++){
if(r.expert[h]<0)continue;let m=ie(s.columns,a.experts,r.expert[h]);f.some(u=>Math.abs(u-m)<7*String(r.expert[h]).length+4)||(f.push(m),n.fillText(String(r.expert[h]),
m,d-ss(t,e,h)-3))}n.textAlign="left"}function Ie(t,e,n,o){let{ctx:s,root:r,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:h}=i.columns,m=l.lens[n+1]?.[0],u=l.
lens_prob[(n+1)*l.ranks],g=Math.min(46,h.width*.3),y=T(e.height-2,1,12),k=at(e,.5);if(d.push({what:"lens",layer:n,x:h.x-10,y:e.y,width:h.width+10,height:e.height}),
l.blank)return as(t,{x:h.x,y:k-y/2,width:g,height:y});if(m===void 0||Number.isNaN(u)){J(s,r,h.x,k-y/2,g,y);return}if(s.globalAlpha=X(n<0?1:it(c,n,3)),s.fillStyle=
a.track,s.fillRect(h.x,k-y/2,g,y),s.fillStyle=l.agree[n+1]?a.mark:a.quiet,s.fillRect(h.x,k-y/2,g*u,y),l.agree[n+1]&&(s.fillStyle=a.mark,s.beginPath(),s.arc(h.x-
6,k,Math.min(3,e.height/2),0,7),s.fill()),(m!==o.word||e.height>=20)&&k-7>=o.bottom){s.font=f(U,l.agree[n+1]?"600":""),s.fillStyle=a.ink,s.textBaseline="middle";
let N=h.width-g-6,A=N>70?$(u):"";s.fillText(S(m,Math.max(3,Math.floor((N-(A?30:0))/7))),h.x+g+6,k),s.textAlign="right",s.font=f(U),s.fillStyle=a.quiet,A&&s.fillText(
A,h.x+h.width,k),s.textAlign="left",o.word=m,o.bottom=k+7}s.globalAlpha=1}function as({ctx:t,look:e},{x:n,y:o,width:s,height:r}){t.strokeStyle=e.none,t.lineWidth=
1,t.strokeRect(n+.5,o+.5,s-1,Math.max(1,r-1))}function is(t,e,n){let o=[],s=0,r=0;for(let a of t){let i=a.split(`
`).length-1,l=$t(tt(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))),c=n(l);s>0&&s+c>e&&(s=0,r++),o.push({x:s,line:r,width:Math.min(c,e),text:l}),s+=c,i&&(s=0,r+=i)}
return o}function ls(t,e,n,o){let s=Math.min(Math.max(n-e,0),t.length-1),r=t[s]?.line??0,a=Math.max(1,Math.floor(o.height/j)),i=r+1,l=e>0;(i>a||l)&&(l=!0,i=Math.
min(i,a-1));let c=r+1-i,d=t.findIndex(h=>h.line>=c),f=o.y+(l?j:0)-c*j;return{from:e+Math.max(d,0),first:e,token:n,words:t,top:f,left:o.x,folded:l}}function ce(t,e){
let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*j,width:n.width,height:j}}function Tn(t,e,n){let o=[];for(let s=Math.max(
e,t.from);s<=Math.min(n,t.token);s++){let r=ce(t,s);if(!r)continue;let a=o[o.length-1];a&&a.y===r.y?a.width=r.x+r.width-a.x:o.push(r)}return o}var Pe=class{#t="";#e=null;draw(e,n,o,s,r){
let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,o.height,a,s].concat(Object.values(r)).join();if(i!==this.#t||!this.#e){
this.#t=i,this.#e=bt(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=Q(this.#e);l.setTransform(a,0,0,a,-n.left*a,0),l.font=s,l.textBaseline="middle";for(let c=n.
from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<r.prompt?r.quiet:r.ink,l.fillText(d.text,n.left+d.x,n.top+(d.line+.5)*j))}}e.drawImage(this.#e,n.
left,0,o.width,o.height)}};function Ut(t,e,n){let o=[];for(let s=e*t.keys;s<(e+1)*t.keys;s++){let[r,a,i]=[t.zone[s],t.key[s],t.weight[s]];r===-1||!(i>0)||o.push({zone:r,key:a,weight:i,...r===
1?ts(a,n):{first:a,last:a}})}return o}function vi({shown:t,place:e},n){let o=Tn(t,n.first,n.last),s=o[o.length-1],{stacked:r,text:a}=e.columns;if(s)return{boxes:o,
x:r?s.x+s.width/2:s.x+s.width,y:s.y+(r?j:j/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+j-2}}function cs(t,e){
let{ctx:n,look:o,shown:s,at:r,layer:a}=t,i=it(r,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of Tn(
s,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function ds(t,e){let{ctx:n,look:o,place:s,path:r,at:a,layer:i}=t,l=it(a,i,0);if(!l)return;let c=s.rows[i],
d=le(s.columns,c),f=Math.max(...e.map(h=>h.weight),1e-9);n.lineCap="round";for(let h of[...e].reverse()){let m=vi(t,h),u=$n(r,i,d,h.zone===1?0:1),g=u.x+u.width/
2,y=m.y<d.y,k=y?d.y:d.y+d.height;n.strokeStyle=h.zone===1?o.entries:o.window,n.globalAlpha=X(l)*(.25+.6*Math.sqrt(h.weight/f)),n.lineWidth=.8+7*h.weight;let x=(14+
Math.abs(k-m.y)*.2)*(y?-1:1),N=s.columns.stacked?[s.columns.text.x,m.y+30]:[m.x+46,m.y],A=s.columns.stacked?[s.columns.text.x,k+x]:[g,k+x];zt(n,[m.x,m.y,N[0],N[1],
A[0],A[1],g,k],l)}n.globalAlpha=1}function zt(t,[e,n,o,s,r,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,s,r,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,h=1-f,[m,u,g,y]=[h*h*h,3*h*h*f,3*h*f*f,f*f*f];t.lineTo(m*e+u*o+g*r+y*i,m*n+u*s+g*a+y*l)}t.stroke()}function fs({ctx:t,look:e,place:n,font:o,path:s}){let{columns:r,heads:a}=n;t.font=o(U),t.fillStyle=e.quiet,t.textBaseline="middle";let i=m=>t.measureText(m).width,
l=a.y+a.height/2,c=(m,u,g)=>{t.textAlign="center",t.fillText(ut(m,g,i),u,l)},d=s.head<0?"read (mean of heads)":`read by head ${s.head}`,f=r.label.x+14,h=r.lanes.
x-f-26;t.textAlign="left",t.fillText(ut([d,s.head<0?"read (mean)":d,"read"],h,i),f,l),c(["residual streams","streams","lanes"],r.lanes.x+r.lanes.width/2,r.lanes.
width+40),c(["experts, by number","experts"],r.rail.x+r.rail.width/2,r.rail.width),t.textAlign="left",t.fillText(ut(["what it would say","would say","says"],r.lens.
width,i),r.lens.x,l)}function hs(t,e){let{ctx:n,look:o,place:s,path:r,font:a,hits:i}=t,{columns:l,start:c}=s,d=l.lanes.x+l.lanes.width/2;n.font=a(U,"600");let f=r.
blank?"token":mt(r.piece.trim())||"␣",h=S(f,14),m=n.measureText(h).width+16;ms(t,d-m/2,c.y+1,m,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(h,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-m/2,y:c.y,width:m,height:c.height}),n.font=a(U),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),Ie(t,{y:c.y,height:22},-1,e)}function ps(t){let{ctx:e,look:n,place:o,path:s,font:r,hits:a,at:i}=t,
{columns:l,end:c}=o,d=s.answer,f=l.lanes.x+l.lanes.width/2,h=c.y+34;e.globalAlpha=X(i===null?1:T((i-o.rows.length)*2,0,1)),e.font=r(U+1,"600"),e.textBaseline="m\
iddle";let m=d.word===void 0?"?":S(mt(d.word.trim())||"␣",14),u=e.measureText(m).width+18;ms(t,f-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(m,f,h),e.textAlign="left",e.font=r(U),e.fillStyle=n.quiet;let g=o.width-f-u/2-8,y=s.blank?["the answer"]:de(d);e.fillText(ut(y,g,k=>e.measureText(k).
width),f+u/2+8,h),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=1}function de(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=$(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function ms({ctx:t,look:e},n,o,s,r,a){t.beginPath(),t.roundRect(
n,o,s,r,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function Nn({ctx:t,look:e,place:n,shown:o,font:s,path:r}){let{text:a}=n.columns;
t.font=s(U),t.fillStyle=e.quiet,t.textBaseline="middle",r.blank&&t.fillText("The text will stand here.",a.x,n.text.y+j/2),!(r.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+j/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+j-3,a.width,2))}function Mn({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function us(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:s}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?Li(t,s):o==="streams"||o==="mixing"?Ci(
t,s,e.site??0):["routing","expert","rail","experts"].includes(o)?qi(t,s,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${$(n.shared_norm[s])}`:o===
"lens"?Ii(n,s):o==="answer"||o==="head"?de(n.answer)[0]:""}function Li({path:t,sizes:e,kinds:n,pieceAt:o},s){let r=[0,1,2].map(f=>t.mass[3*s+f]);if(r.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Dt(r).map(f=>$(f)),c=Ut(t,s,e.kinds[n[s]]).slice(0,3).map(({zone:f,key:h,weight:m,first:u,
last:g})=>`${f?`entry ${h} (tokens ${u} to ${g})`:`${h} “${S(o(h),12)}”`} ${$(m)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function Ci({path:t,sizes:e},n,o){let s=(n*2+o)*e.streams,r=l=>[...l.subarray(s,s+e.streams)].map(c=>$(c)).join("  ");if(Number.isNaN(t.pre[s]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(s+l)*e.streams+l];let i=$(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${r(t.pre)}; written (post) ${r(t.post)}; exchanged ${i}`}function qi({path:t,sizes:e},n,o){let s=n*e.chosen,r=[...t.expert.subarray(
s,s+e.chosen)];if(r[0]<0)return t.missing.routing??"not captured in this layer";let a=r.map((d,f)=>`${d} (${$(t.expert_weight[s+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${$(i,3)}`;return`${o!==void 0&&!r.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function Ii(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((s,r)=>`“${S(s,14)}” ${$(t.lens_prob[(e+1)*t.
ranks+r])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}function gs(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"\
embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${Zo[Math.floor(o%1*4)]}`}function We(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var ys=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function An(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[Mn(e,Sn(t,e.layer))]?.tab??""}
function Sn(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function ks(t){let{card:e}=t.own,n=t.
own.over&&t.own.over.what!=="row"?t.own.over:t.own.chosen,o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get("layer"),t.model.get("s\
erial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...Pi(t,n)):n&&n.what!=="layer"?e.replaceChildren(...Wi(t,n)):e.replaceChildren(
...Di(t,n?.layer??t.sel.get("layer"))))}function Pi(t,e){let n=t.own.pieceAt(e.id??-1),o=p("div");return o.append(p("h4","",`token ${e.id} “${S(n,30)}”`),p(
"div","dsv-note","A click follows this one.")),[o]}function Wi(t,e){let n=Mn(e,Sn(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let s=ys(t,n==="head"&&e.
what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),r=n!=="head"&&n!=="embedding"&&n!=="draft",a=s?.cells.filter(y=>y[0]===n)[n==="mixing"?e.site??0:0],i=p("\
div"),l=r?` of layer ${e.layer}`:"";i.append(p("h4","",`${o.title}${l}`),p("div","dsv-note",o.does));let c=us(t.own.known(),e);c&&i.append(p("div","dsv-follow-n\
umbers",c));let d=p("pre","",o.equation),f=p("div");a&&f.append(p("div","",a[2]<0?"This layer has no such part.":`${We(a[1])} parameters, ${ft(a[2])}`));let h=p(
"div","dsv-note");h.append(`${o.section}, `,p("code","",o.file)),f.append(h);let m=Fi(o,e,r);m.length&&f.append(Bi(m,e.layer));let u=An(t,e);if(u){let y=p("butt\
on","dsv-small",`open “${u}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=p("div","dsv-note");return g.append("alone: ",p("code","",o.code)),
f.append(g),[i,d,f]}function Fi(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([s,,r])=>!s.includes("{i}")||n&&r.includes(
e.layer)&&s.includes(o))}function Bi(t,e){let n=p("details","dsv-note");n.append(p("summary","",`${t.length} values can be captured`));let o=p("ul");for(let[s,r]of t){
let a=p("li");a.append(p("code","",s.replace("{i}",String(e))),` ${r}`),o.append(a)}return n.append(o),n}function Di(t,e){let n=ys(t,{what:"layer",layer:e,x:0,y:0,
width:0,height:0}),o=Sn(t,e);if(!n||!o)return[];let s=p("div");return s.append(p("h4","",`layer ${e} ${o.glyph} ${o.title}`),p("div","dsv-note",`This layer ${n.
words}.`),p("div","",`${We(n.parameters)} parameters`)),[s,Hi(t,e,n)]}function Hi(t,e,n){let o=t.model.get("cards"),s=t.model.get("places"),r=p("div","dsv-follo\
w-parts"),a=s.flatMap(h=>h.cells.map(m=>m[2])).filter(h=>h>0),[i,l]=[Math.min(...a),Math.max(...a)].map(Math.log);r.title=`fuller: more bytes (logarithmic, ${ft(
Math.min(...a))} to ${ft(Math.max(...a))})`;let c=s.filter(h=>!h.kind),d=[...n.cells.map(h=>({cell:h,at:e})),...c.map(({cells:h,place:m})=>({cell:h[0],at:m==="t\
op"?-1:Number.POSITIVE_INFINITY}))],f=0;for(let{cell:h,at:m}of d){let[u,,g]=h,y=u==="mixing"?f++:0;if(g<0)continue;let k=p("button","dsv-small");k.style.setProperty(
"--full",`${Math.round(100*(Math.log(g)-i)/Math.max(l-i,1e-9))}%`),k.append(p("b","",`${o[u].title}${u==="mixing"?y?" (experts)":" (attention)":""}`),` ${ft(g)}`),
k.addEventListener("click",()=>t.own.choose({what:Ui(u),layer:m,site:y,x:0,y:0,width:0,height:0})),r.append(k)}return r}var Ui=t=>t==="mixing"?"streams":t==="sh\
ared expert"?"shared":t;function On(t){let e=t.model.get("totals");return e.parameters?`${We(e.parameters)} parameters, ${ft(e.bytes)}; ${We(e.active)} work on \
each token`:""}var xs=t=>t>0?$(t,t<10?2:0):"–";var zi={share:[2,ct],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,Ae],"<i4":[4,I],"<f4":[4,_]};function ji(t,e,n){let o=q(e),s={},r=0;n.forEach(([i,l],c)=>{
let[d,f]=zi[l],h=t.shapes[c].reduce((m,u)=>m*u,d);s[i]=f(o.subarray(r,r+h)),r+=h});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...s,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var Nt=t=>t.model.get("sizes");function Y(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var Fe=class{#t=new Map;#e=new Set;#r=-1;#o=null;#s=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},s=this.#l.bind(this);e.listen(o,"msg:custom",s)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#r&&(this.#r=e.get("serial"),this.#t.
clear(),this.#e.clear());let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#i(n,e.get("arrays")):this.#s=null)}#i(e,n){this.#t.set(`${e.token} ${e.head}`,
ji(e,n,Nt(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,s]of e.ahead.entries())this.#i(s,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#s=this.#t.get(this.#n(Y(this.view)))??this.#s,this.#s}ask(e,n){if(this.view.model.get("ker\
nel")===!1||this.view.sel.comm_live===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,s=[];for(let r=e;r<=o;r++)!this.has(r)&&!this.#e.has(
this.#n(r))&&s.push(r);if(!(!s.length||s.length<n/2&&this.has(e))){for(let r of s)this.#e.add(this.#n(r));this.view.model.send({ahead:s,head:this.view.sel.get("\
head")})}}},Be=class{#t=null;#e=0;pieces=[];read(e){let n=D(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get(
"first"),this.pieces=G(n,D(e.model,"lengths"))),{first:this.#e,pieces:this.pieces}}};function De({layers:t,streams:e,chosen:n}){let o=s=>new Float32Array(s).fill(
Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(
0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o((t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(
t),margin:o(t),lens_prob:o(t+1),blank:!0}}var jt=[.5,1,2,4,8,16,32,64],$s=-.5,bs=1.5,ws=.25,Ts=t=>({playing:!1,at:null,speed:t>16?4:2});function Ns(t,e){t.speed=T(t.speed+e,0,jt.length-1)}var kt=(t,e)=>T(
Math.floor(t),0,e-1);function Ms(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=$s)}function As(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/ws+1+1e-9)*ws,e+1)}function Ss(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?jt[t.speed]:Math.min(jt[t.speed],6);return t.
at=Math.min(t.at+e*o,n+bs),t.at>=n+bs}function Os(t){t.at=$s}var Es=(t,e)=>t===null||!e?t:Math.ceil(t);function _s(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}function Xt(t,e){let n=p("button","dsv-small",t);return n.title=e,n}function Rs(t,e){let n=p("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function vs(){let t=p("div","dsv-follow-bar"),e=Xt("▶ Play","space: the token travels through the layers, then the next one"),n=Xt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Xt("−","[ : slower"),s=p("span","dsv-follow-speed"),r=Xt("+","] : faster");o.setAttribute("aria-label",
"slower"),r.setAttribute("aria-label","faster");let a=Rs("along the layers",.25),i=p("span","dsv-follow-where"),l=Xt("‹","left: the token before"),c=Rs("token",
1),d=Xt("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=p("span","dsv-follow-\
which"),h=[[e,n],[o,s,r],[p("span","dsv-note","layers"),a,i],[p("span","dsv-note","tokens"),l,c,d,f]].map(m=>{let u=p("span","dsv-follow-group");return u.append(
...m),u});return t.append(...h),{bar:t,play:e,stepped:n,slower:o,speed:s,faster:r,layer:a,where:i,back:l,token:c,on:d,which:f}}function Mt(t,e){let n=T(Y(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function En(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();Ms(e,n),e.playing||Rn(t),t.redraw()}function _n(t){let{player:e}=t.own,{layers:n}=t.own.sizes();As(e,n,t.sel.get("layer")),Rn(t);let o=e.
at??0,s=kt(o-.01,n),r=o>n?"answer":["attention","streams","routing","lens"][Math.round((o-.01)%1*4-.5)];t.own.chosen={what:r,layer:s,site:0,x:0,y:0,width:0,height:0},
t.redraw()}function Rn(t){let{at:e}=t.own.player;if(e===null)return;let n=kt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}function fe(t,e){
Ns(t.own.player,e),t.redraw()}function Ls(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>En(t)),t.listen(e.stepped,"click",()=>_n(t)),t.listen(e.slower,
"click",()=>fe(t,-1)),t.listen(e.faster,"click",()=>fe(t,1)),t.listen(e.back,"click",()=>Mt(t,-1)),t.listen(e.on,"click",()=>Mt(t,1)),t.listen(e.layer,"input",()=>{
n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>Rn(t)),t.listen(e.token,"input",()=>Mt(t,Number(e.token.value)-Y(t)))}function He(t){
let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:s=0}=t.model.get("counts"),r=Y(t),a=t.sel.get("layer");e.play.textContent=n.playing?"❚❚ Pause":"▶\
 Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${jt[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.disabled=n.speed===
jt.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=gs(n.at,o,a),e.layer.setAttribute("aria-valuetext",e.where.
textContent),e.token.max=String(Math.max(0,s-1)),e.token.value=String(Math.max(0,r)),e.which.textContent=s?`${r+1} of ${s}`:"none yet";for(let i of[e.play,e.stepped,
e.layer,e.back,e.token,e.on])i.disabled=!s}var Ue=1.5,Xi=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],vn=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function qs({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:s}=t;return e<0?o.y+o.height*T(1+e,0,1):e>=n.length?s.y+s.height*T(e-n.length,0,1):at(n[Math.floor(e)],
e%1)}function Is(t){let{ctx:e,place:n}=t,o=qs(t);e.globalAlpha=X(0),Cs(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Cs(t),e.restore()}function Yi({place:t,path:e,sizes:n},o){let s=t.columns.lanes.width/n.streams,r=vn(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(Ue+(s*.86-Ue)*(l/r))/2})}function Cs(t){let{ctx:e,look:n,place:o,
sizes:s}=t,{rows:r,columns:a,start:i,end:l}=o,c=[...r.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<s.streams;f++){let h=ae(a,s.streams,f),m=Yi(t,f),
u=m[0]||Ue/2,g=Math.min(m[r.length]||Ue/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(h-u,i.y+i.height-8,2*u,8.4),Vi(t,h,c,m),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(h,l.y),e.bezierCurveTo(h,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function Vi({ctx:t,look:e,path:n},o,s,r){for(let a=0;a<s.length-
1;){let i=a;for(;i+1<s.length&&!Number.isNaN(r[i]+r[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,s[a]),t.lineTo(o,s[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+r[l],s[l]);for(let l=i;l>=a;l--)
t.lineTo(o-r[l],s[l]);t.fill()}a=i}}function Ps(t,e){let{ctx:n,look:o,place:s,path:r,sizes:a,at:i,hits:l}=t,c=s.rows[e],{columns:d}=s;for(let h=0;h<2;h++){let m={
y:c.y+h*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:h,x:d.lanes.x,width:d.lanes.width,...m})}let f=It(c.height,26,34)*(e===t.layer?1:.5);f&&
(Xi.forEach(({from:h,middle:m,to:u},g)=>{let y=it(i,e,g+1),k=d.nodes[g],x=at(c,m),N=(e*2+g)*a.streams;n.globalAlpha=f*X(y),Gi(t,N,at(c,h),at(c,u));for(let R=0;R<
a.streams;R++){let L=ae(d,a.streams,R),[O,v]=[r.pre[N+R],r.post[N+R]];n.strokeStyle=o.streams[R%o.streams.length],n.globalAlpha=f*X(y)*.9;let Ot=(L+k)/2;if(O>.01){
n.lineWidth=.4+3*O;let Et=at(c,h);zt(n,[L,Et,L,(Et+x)/2,Ot,x,k,x],1)}if(v>.01){n.lineWidth=.4+1.5*v;let Et=at(c,u);zt(n,[k,x,Ot,x,L,(Et+x)/2,L,Et],y)}}n.globalAlpha=
f*X(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(k,x,4.5,0,7),n.fill(),n.stroke(),Ki(t,e,g,k,x,f);let A=g?"routing":"attention";
l.push({what:A,layer:e,x:k-9,y:x-9,width:18,height:18})}),n.globalAlpha=1)}function Gi({ctx:t,look:e,place:n,path:o,sizes:s},r,a,i){for(let l=0;l<s.streams;l++)
for(let c=0;c<s.streams;c++){let d=o.comb[(r+l)*s.streams+c];if(l===c||!(d>.005))continue;let[f,h]=[l,c].map(u=>ae(n.columns,s.streams,u));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let m=(a+i)/2;zt(t,[f,a,f,m,h,m,h,i],1)}}function Ki({ctx:t,look:e,place:n,path:o,sizes:s,at:r},a,i,l,c,d){let f=n.rows[a];
if(!i){let m=le(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(m.x+m.width+2,m.y+m.height/2),t.lineTo(l-5,c),t.stroke();return}let h=it(
r,a,2);if(h){t.strokeStyle=e.quiet;for(let m=a*s.chosen;m<(a+1)*s.chosen;m++){if(o.expert[m]<0)continue;let u=ie(n.columns,s.experts,o.expert[m]),g=qe(f);t.globalAlpha=
d*.5*X(h),t.lineWidth=.6+3*(o.expert_weight[m]/s.scale),zt(t,[l+5,c,(l+u)/2,c,u,c,u,g],h)}}}function Ws(t){let{ctx:e,look:n,place:o,sizes:s,at:r}=t;if(r===null||
r>=o.rows.length)return;let a=qs(t);for(let i=0;i<s.streams;i++){let l=ae(o.columns,s.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Fs(t,e){let{legend:n}=t.own,{streams:o,scale:s,kinds:r,window:a}=t.own.sizes(),i=xs(vn(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,h)=>{let m=p("span","dsv-follow-key");return m.append(p("i",h??"",d),f),m};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),p("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${$(s,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(r).map(d=>c(d.glyph,d.title)),c("grey","text of the prompt","grey"),c("","not captured","box none"))}function Ln(t){let e=n=>w(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function Qi(t){
let{own:e,root:n,model:o}=t,s=Nt(t);if(!s?.layers)return null;let r=e.paths.now()??De(s),{player:a}=e,i=Es(a.at,e.still()),l=i===null?t.sel.get("layer"):kt(i-1e-6,
s.layers),c=Math.max(280,e.stage.clientWidth),d=Jo(c,e.height(),s,e.focus,o.get("places").some(k=>k.place==="draft")),f=(k,x="")=>`${x} ${k}px ${e.look.family}`,
h=P(e.canvas,c,d.height);h.font=f(U+1);let{first:m,pieces:u}=e.text.read(t),g=e.words(u,d.columns.text.width,e.look.family),y=o.get("places").filter(k=>k.kind);
return{ctx:h,root:n,look:e.look,font:f,place:d,sizes:s,path:r,at:i,layer:l,hits:[],kinds:y.map(k=>k.kind),routing:y.map(k=>k.routing),shown:ls(g,m,r.blank?-1:r.
token,{x:d.columns.text.x,...d.text})}}function ze(t){let e=Qi(t);if(!e)return;let{own:n}=t,{ctx:o,place:s,sizes:r,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=s.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(s.columns.label.x-6,f.y,s.width-s.columns.label.x+6,f.height,5),o.fill();let h=a.blank?[]:Ut(a,i,r.kinds[l[i]]);
a.blank?Nn(e):Ji(t,e,h),fs(e);for(let u=0;u<r.layers;u++){let g=s.rows[u];e.hits.push({what:"row",layer:u,x:s.columns.label.x-6,y:g.y,width:s.width,height:g.height})}
Is(e);for(let u=0;u<r.layers;u++)os(e,u),rs(e,u),Ps(e,u);let m={word:"",bottom:-1};hs(e,m);for(let u=0;u<r.layers;u++)Ie(e,s.rows[u],u,m);ds(e,h);for(let u=0;u<
r.layers;u++)es(e,u);ps(e),Ws(e),Zi(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=tl(t,e,h),n.shown=d}function Ji(t,e,n){let{ctx:o,place:s,look:r,font:a,shown:i,
path:l}=e,c={width:s.columns.text.width,height:s.text.y+s.text.height};cs(e,n);let d=ce(i,l.token);d&&(o.strokeStyle=r.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(U+1),{ink:r.ink,quiet:r.quiet,prompt:f}),Nn(e)}function Zi({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function tl(t,{path:e,at:n,layer:o,place:s,
hits:r,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:Y(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:s.rows.map(c=>c.height),height:s.height,stacked:s.columns.stacked,readings:i,hits:r,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var el=8,Cn=t=>t.own.paths.ask(Y(t)+1,el);function Bs(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=s=>{let r=Math.min((s-n)/1e3,.1);n=s,e.running=
t.root.isConnected&&t.root.clientWidth>0&&nl(t,r),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function nl(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:s,paths:r}=n;r.now()?.token===Y(t)&&Ss(s,e,o)&&ol(t);let i=s.at===null?t.sel.get("layer"):s.playing?T(s.at-.5,0,o-1):kt(s.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):_s(n.focus,i,e),!s.playing&&l===n.focus?!1:(He(t),t.tabled?.()||ze(t),!0)}function ol(t){let{own:e,model:n}=t,o=Y(t);if(o+1>=n.get(
"counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}Cn(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Os(e.player),t.pick({token:o+1,entry:-1,
expert:-1}),t.redraw())}function je(t,e){let{what:n,layer:o,id:s}=e;if(n==="token")return t.pick({token:s??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let r=o>=
0&&o<t.own.sizes().layers,a=An(t,e),i={...r?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),s!==void 0&&(i.expert=s),n==="entries"&&(i.entry=sl(t,o)),t.pick({token:Y(t),...i})}function sl(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Ds(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),s=n.canvas.offsetWidth/o.width,[r,a]=[(e.clientX-
o.left)*s,(e.clientY-o.top)*s],i=n.hits.filter(l=>r>=l.x&&r<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??rl(t,r,a),n.over?.what==="rail"){let l=Math.
floor((r-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:T(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function rl({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let s=ce(t.shown,
o);if(s&&e>=s.x&&e<=s.x+s.width&&n>=s.y&&n<=s.y+s.height)return{what:"token",layer:-1,id:o,...s}}return null}function Hs(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>Ds(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{Ds(t,n),e.over&&je(t,
e.over)})}function Us({path:t,sizes:e,kinds:n},o){let r=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((k,x)=>k+Math.max(0,x[2]),0)];
for(let k=0;k<r.length;k++)c.push(i.kind&&i.cells[k][2]>=0?i.cells[k][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
h=Array.from({length:e.streams},(k,x)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+x]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...h,d,f,i.parameters,...c];let m=l*e.chosen,u=[...t.expert.subarray(m,m+e.chosen)].filter(k=>k>=0),[g]=Ut(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(k=>t.mass[3*l+k]),y,u.map((k,x)=>`${k}: ${t.expert_weight[m+
x].toFixed(3)}`).join(", "),...h,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...r],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}var al="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.";function il(t){let{body:e,root:n}=t;
n.classList.add("dsv-follow");let o=vs(),s=p("div","dsv-follow-notes"),r=p("div","dsv-follow-stage"),a=p("canvas");a.setAttribute("role","img"),r.append(a);let i=p(
"div","dsv-follow-legend"),l=p("div","dsv-follow-card");e.append(p("div","dsv-note",al),o.bar,r,s,i,l);let c=Q(p("canvas")),d=matchMedia("(prefers-reduced-motio\
n: reduce)"),f=new Be,h={bar:o,notes:s,stage:r,canvas:a,legend:i,card:l,text:f,paths:new Fe(t),picture:new Pe,player:Ts(Nt(t)?.layers??0),look:Ln(n),focus:t.sel.
get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>Nt(t),height:()=>T(window.innerHeight-340,372,620)+
(r.clientWidth<780?84:0),words:C((m,u,g)=>(c.font=`13px ${g}`,is(m,u-4,y=>c.measureText(y).width))),pieceAt:m=>{let{first:u,pieces:g}=f.read(t);return g[m-u]??""},
known:()=>({path:h.paths.now()??De(Nt(t)),sizes:Nt(t),kinds:t.model.get("places").filter(m=>m.kind).map(m=>m.kind),pieceAt:h.pieceAt}),choose:m=>{h.chosen=m,t.redraw()},
open:m=>je(t,m)};return h}function ll(t){let{own:e,facts:n}=t;if(e.look=Ln(t.root),!e.sizes()?.layers)return;let o=e.known().path,s=`${t.sel.get("layer")} ${Y(t)}`;
if(e.seen&&e.seen!==s&&!e.player.playing&&dl(t),e.seen=s,He(t),o.blank)n.textContent=`the model's plan; nothing has been run yet · ${On(t)}`;else{let r=o.answer.
word===void 0?"":` → “${S(o.answer.word,16)}” (${de(o.answer)[2]??""})`;n.replaceChildren(p("b","",`${o.token} “${S(o.piece,16)}”`),r,` · ${On(t)}`)}
e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; ▦ gives its numbers as a table.`),cl(t,o),Fs(t,o),ks(t),ze(t),
o.blank||Cn(t),Bs(t)}function cl({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=n),t.notes.hidden=!n}function dl(t){
let{player:e}=t.own;e.at!==null&&kt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function fl(t){let{own:e,root:n}=t;Ls(t),Hs(t),t.listen(n,"\
keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(["BUTTON","INPUT","SUMMARY"].includes(o.target.tagName)||![" ",
"Enter"].includes(o.key)||o.ctrlKey||o.metaKey||o.altKey)&&(o.key===" "?En(t):e.chosen&&je(t,e.chosen),o.preventDefault(),o.stopPropagation())})}var zs=t=>e=>{e.
own.player.at=null,e.own.player.playing=!1,z(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},hl={title:"Follow a token",aria:"One token's path through \
all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the layer, square brackets the speed, Enter opens the view of th\
e chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>Mt(t,-1),ArrowRight:t=>Mt(t,1),ArrowUp:zs(-1),ArrowDown:zs(1),Home:t=>Mt(t,Number.NEGATIVE_INFINITY),
End:t=>Mt(t,Number.POSITIVE_INFINITY),"[":t=>fe(t,-1),"]":t=>fe(t,1),".":_n},build:il,draw:ll,listen:fl,table:t=>Us(t.own.known(),t.model.get("places"))},js=F(hl);var Ys="outside the nucleus: this run could not have drawn it",pl="put here by a branch: outside the nucleus, this run could not have drawn it";function ml({body:t}){
let e=p("div"),n=p("div","dsv-note"),o=p("div","dsv-drafts"),s=p("div","dsv-beside");return t.append(e,n,o,s),{list:e,draft:n,around:o,pair:s,requests:0}}var qn=t=>t.
model.get("table");function ul(t){let{model:e}=t,{draft:n}=t.own,o=qn(t);if(!o.rows)return;t.facts.replaceChildren("at position ",p("b","",`${o.token}`),gl(o)),
yl(t,o,o.rows);let s=o.draft?`The draft (MTP) block had proposed “${S(o.draft.word,18)}” with probability ${$(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,r=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${r} %).`;n.replaceChildren(
p("div","",s),p("div","",o.proposed?a:"")),xl(t,o),bl(t),t.root.drawn={said:s,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function gl(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function yl(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(p("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let s=p("table","dsv-table"),r=p("tbody");r.append(
...n.map(c=>kl(t,e,c))),s.append(r);let a=e.temperature===null?" and top-p":` (${$(e.temperature,2)}) and top-p (${$(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${Ys.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(s,p("div","dsv-note",l))}function kl(t,e,n){
let o=p("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),s=p("span","dsv-bar"),r=p("td"),a=p("td","",`${n.came?"✓ ":""}“${S(n.word,18)}”`),i=p(
"td");if(n.drawable===!1&&(o.title=n.came?pl:Ys),s.style.width=`${Math.max(1,T(n.probability,0,1)*180)}px`,r.style.textAlign=a.style.textAlign="left",r.append(s),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=p("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${S(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,p("td","",$(n.probability,
3)),r,i),o}function xl(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(s=>s.proposed!==null)?"":"none",n.replaceChildren(...o.map(
s=>{let r=p("button",`dsv-draft${s.token===e.token?" picked":""}${s.agree?" agree":""}`);return r.title=s.proposed===null?`token ${s.token}: no proposal is know\
n`:`token ${s.token}: proposed “${S(s.proposed,40)}”, came “${S(s.came,40)}”`,r.append(p("span","",s.proposed===null?"–":`${s.agree?"✓":"✗"} ${S(s.
proposed,9)}`),p("b","",S(s.came,9))),r.addEventListener("click",()=>t.pick({token:s.token})),r}))}function bl(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=p("div","dsv-uses");o.append(...n.runs.map(wl));let s=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(p("div","dsv-note",s),o)}function wl(t){let e=p("div"),n=p("div","dsv-run"),o=p("div","dsv-note"),s=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(p("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${$(t.mean)} nats e\
ach${s}`);for(let[r,a]of t.words){let i=p("span",a===null?"none":"",mt(r));i.title=a===null?"not captured":`${$(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*Z(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function $l(t){let e=qn(t);return{columns:[
"token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"no"]),note:`\
What could have come at position ${e.token}.`}}var Xs=t=>e=>e.pick({token:Math.max(0,(qn(e).token??0)+t)}),Tl={title:"What could have come",aria:"Alternatives a\
t the chosen position. Left and right move the token.",keys:{ArrowLeft:Xs(-1),ArrowRight:Xs(1)},build:ml,draw:ul,table:$l},Vs=F(Tl);var Pt=40,he=16,Nl=18,Ml=11,Gs=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function Wt(t,e){let{width:n,height:o,title:s,right:r=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:h}=e,m=n-Pt-r,u=o-he-Nl,g=Math.max(...a.map(N=>N.values.length),1),y=N=>Pt+(g>1?N/(g-1):.5)*m,k=N=>he+(1-Z(N,l,c))*u,x=M(
"svg",{width:n,height:o,role:"img","aria-label":s});x.append(M("text",{x:0,y:10,class:"quiet"},s));for(let[N,A]of i)x.append(M("line",{x1:Pt,x2:Pt+m,y1:k(N),y2:k(
N),stroke:w(t,"line")}),M("text",{x:Pt-4,y:k(N)+3,"text-anchor":"end",class:"quiet"},A));for(let[N,A]of f)x.append(M("text",{x:y(N),y:o-4,"text-anchor":"middle",
class:"quiet"},A));if(d>=0){let N={x1:y(d),x2:y(d),y1:he,y2:he+u};x.append(M("line",{...N,stroke:w(t,"mark"),"stroke-width":1.5}))}return x.append(...Al(t,a,y,k,
Pt+m)),h&&(x.style.cursor="pointer",x.addEventListener("click",N=>{let A=(N.clientX-x.getBoundingClientRect().left-Pt)/m;h(T(Math.round(A*(g-1)),0,g-1))})),x}function Al(t,e,n,o,s){
let r=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[h,m]=Gs[d%Gs.length],u=w(t,h),g=Sl(c,n,o);r.push(
M("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:l,stroke:u,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=he+4;for(let{name:l,
stroke:c,y:d}of a){let f=Math.max(d,i),h=M("text",{x:s+5,y:f+3},l);h.style.fill=c,r.push(h),i=f+Ml}return r}function Sl(t,e,n){let o="",s=!1;return t.forEach((r,a)=>{
let i=!Number.isNaN(r);i&&(o+=`${s?"L":"M"}${e(a).toFixed(1)} ${n(r).toFixed(1)}`),s=i}),o}function Xe(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.
floor(Math.min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),s=Math.max(1,Math.ceil((o-n)/4)),r=[];for(let a=n;a<=o;a+=s){let i=String(Number((10**a).toPrecision(
1))),l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");r.push([a,l])}return{low:n,high:o,ticks:r}}var In=40,Ol='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
El=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Ks(t,e,n,o){let s=Float64Array.from(t);for(let r=0;r<e;r++){let a=s.subarray(r*e,r*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let r=0;r<n;r++)r&&Qs(s,e,e,1,o),Qs(s,e,1,e,o);return s}function Qs(t,e,n,o,s){
for(let r=0;r<e;r++){let a=s;for(let i=0;i<e;i++)a+=t[r*n+i*o];for(let i=0;i<e;i++)t[r*n+i*o]/=a}}function _l(t,e){let n=0,o=0;for(let s=0;s<e;s++){let r=0,a=0;
for(let i=0;i<e;i++)r+=t[s*e+i],a+=t[i*e+s];n=Math.max(n,Math.abs(r-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function Js(t,e){let{model:n,own:o}=t,
{pane:s}=o,r=_(n.get("logits")),a=_(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(p("div","dsv-m\
essage",Ol)),{};let c=o.dial??i,d=Ks(r,a,c,l),f=Array.from({length:In+1},(k,x)=>_l(Ks(r,a,x,l),a)),h=e<480?28:34,m=a*h+34,u=p("div","dsv-mix");u.append(vl(t,d,a,
h),Ll(t,f,c,e>m+200?e-m-20:e,a*h+26));let g=s.querySelector("input")??p("input","dsv-dial"),y=document.activeElement===g;return s.replaceChildren(Rl(t,g,f[c],c),
u,p("div","dsv-note",Cl(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function Zs(t,e){t.own.dial=e,t.redraw()}function Rl(t,e,n,o){let s=p(
"label","dsv-note");s.style.display="block",e.type="range",e.min="0",e.max=String(In),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Zs(t,Number(e.value));let r=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${$(n.row,5)}, columns by ${$(n.column,6)}`;return s.append(e,` ${o}\
 steps${r}: ${a}`),s}function vl({root:t},e,n,o){let r=M("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=w(t,"ramp\
-low"),i=w(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;r.append(M("text",{x:0,y:c},`${l} →`),M("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],h=dt(a,i,T(f,0,1)),m={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},u=M("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},$(f));
u.style.fill=Bt(h),r.append(M("rect",{...m,rx:3,fill:h}),u)}}return r}function Ll(t,e,n,o,s){let r=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return Wt(t.root,{width:o,height:s,right:60,low:-8,high:1,ticks:El,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,In].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>r(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>r(i.column)),style:1}],click:i=>Zs(t,i)})}
function Cl({model:t}){let{steps:e,unbalanced:n,late:o,sites:s}=t.get("steps"),r=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${r} at ${o} of the ${s} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var W=38,Wn=68,tr=20,pe=tr+Wn+8,me=28,Pn=26,Fn=40,ue=85,ql=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),Yt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Vt(t,e){let n=t.model.get("layers"),o=T(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function er(t,e){
let{model:n,own:o}=t,[s,r,a]=[_(n.get("pre")),_(n.get("post")),_(n.get("comb"))],i=$(e.sinkhorn_error,4);o.matrix.replaceChildren(Il(t,s,r,a)),o.words.replaceChildren(
p("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`),p("div","","bar in a cell: nine in ten tokens of the run")),o.norms.replaceChildren(Wl(t,e)),o.strip.replaceChildren(Fl(t,s.length));
let l=Array.from(_(n.get("exchange")));return{pre:Array.from(s),comb:Array.from(a),post:Array.from(r),exchange:l}}function Il(t,e,n,o){let s=e.length,r=`rgb(${w(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.toFixed(2)).join(" ")}`,i=M("svg",{width:pe+s*W+4,height:me+s*W+46,role:"img","aria-label":a}),l=tr+Wn;i.
append(M("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),M("text",{x:pe+s*W/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<s;c++){let d=me+c*W,f=T(e[c],0,1)*(Wn-36);i.append(M("text",{x:2,y:d+W/2+4},`${c} →`.slice(0,3)),M("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:W-
22,fill:r}),M("text",{x:l-f-3,y:d+W/2+4,"text-anchor":"end"},$(e[c])),M("text",{x:pe+c*W+W/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<s;g++)i.append(
...Pl(t,o[c*s+g],s,c,g));let h=T(n[c]/2,0,1)*22,m=pe+c*W,u=me+s*W+6;i.append(M("rect",{x:m+8,y:u,width:W-16,height:Math.max(h,.5),fill:r}),M("text",{x:m+W/2,y:u+
h+12,"text-anchor":"middle"},$(n[c])))}return i.append(M("text",{x:l,y:me+s*W+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function Pl({root:t,model:e},n,o,s,r){
let a=pe+r*W,i=me+s*W,l=dt(w(t,"ramp-low"),w(t,"ramp-high"),T(n,0,1)),c=Bt(l),d=M("rect",{x:a+1,y:i+1,width:W-2,height:W-2,rx:3,fill:l}),f=M("title",{},`comb[fr\
om ${s}, to ${r}] = ${$(n,4)}`),h=M("text",{x:a+W/2,y:i+W/2+4,"text-anchor":"middle"},$(n));h.style.fill=c,d.append(f);let m=_(e.get("spread"));if(!m.length)return[
d,h];let u=A=>a+4+T(A,0,1)*(W-8),[g,y,k]=[0,1,2].map(A=>m[A*o*o+s*o+r]);f.textContent+=`; over the run 5 % ${$(g,3)}, middle ${$(y,3)}, 95 % ${$(k,3)}`;let x={x1:u(
g),x2:Math.max(u(k),u(g)+1),y1:i+W-6,y2:i+W-6},N={x1:u(y),x2:u(y),y1:i+W-8,y2:i+W-4};return[d,M("line",{...x,stroke:c,opacity:.55}),M("line",{...N,stroke:c}),h]}
function Wl({root:t,model:e},n){let o=_(e.get("norm"));if(Number.isNaN(o[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.
max(...o,1e-9),r=20+o.length*15,a=M("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:
"stream norms after the embedding";return a.append(M("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/s*90;a.append(M("text",{x:0,y:d+9},
`${c}`),M("rect",{x:12,y:d,width:Math.max(f,.5),height:11,fill:`rgb(${w(t,"tint")})`}),M("text",{x:16+f,y:d+9},$(l,1)))}),a}function Fl(t,e){let{model:n,body:o,
root:s}=t,r=_(n.get("exchange")),a=n.get("layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...r.filter(u=>!Number.isNaN(u)),.001),c=w(s,"line"),d=M("s\
vg",{width:i,height:ue+17,role:"img","aria-label":"all sites"}),f=$(1-1/e),h=`share that comes from other streams, at each site (tallest ${$(l,3)}; evenly mixed\
 would be ${f})`;d.append(M("text",{x:0,y:10,class:"quiet"},h),M("text",{x:0,y:Fn+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...Bl(t,u,i/a,l));for(let u of[Fn+.5,ue+.5])d.append(M("line",{x1:0,x2:i,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{Vt(t,ql(u.clientX-d.getBoundingClientRect().left,i,a))}),d}function Bl(t,e,n,o){let{model:s,root:r}=t,a=s.get("layers"),i=_(s.get("exchange"))[e],l=_(s.get(
"largest_pre"))[e],c=!Number.isNaN(i),d=c?T(i/o,0,1)*Pn:Pn,f=T(l,0,1)*Pn,h=e*n,m=e===Yt(t)?w(r,"mark"):`rgb(${w(r,"tint")})`,u={x:h+1,width:Math.max(n-2,1),opacity:e%
2?.6:1},g=M("g",{class:"step"});g.append(M("rect",{x:h,y:0,width:n,height:ue+17,fill:"transparent"}),M("rect",{...u,y:Fn-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":w(r,"line"),"stroke-dasharray":"2 3"})),c&&g.append(M("rect",{...u,y:ue-f,height:Math.max(f,.7),fill:m}));let y=e-a.indexOf(a[e]),k=`layer ${a[e]}\
, ${y?"experts":"attention"}`,x=`${$(i,3)} from other streams, largest pre ${$(l,3)}`;return g.append(M("title",{},`${k}: ${x}`)),y||n<=9&&a[e]%5?[g]:[M("text",
{x:h+1,y:ue+13,class:"quiet"},`${a[e]}`),g]}var Dl=["Sinkhorn, as run","row softmax","unconstrained"],Hl='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Ul="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",zl="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Ye=40,jl=96,Ve=16;function Xl({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function nr(t,e){let{model:n,root:o,own:s}=t,r=n.get("layers"),a=r.length,i=n.get("variants").length,l=_(n.get("product")),
c=(N,A)=>l.slice((N*i+A)*a,(N*i+A+1)*a),d=N=>Dl.map((A,R)=>({name:A,values:c(N,R),style:R})),f=_(n.get("pre")).length,h=r.flatMap((N,A)=>A===r.indexOf(N)?[[A,`${N}`]]:
[]),m={width:e,height:92,at:Yt(t),axis:h,click:N=>Vt(t,N)},u=`${Xl(n.get("product_facts"))} ${Ul}`;s.pane.replaceChildren(Wt(o,{...m,...Xe(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Wt(o,{...m,low:1,high:f,ticks:[1,f].map(N=>[N,String(N)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Wt(o,{...m,...Xe(l.slice(2*i*a).filter(N=>N>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Hl:u));let[g,y,k,x]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(N=>Array.from(N));return{gain:g,
free:y,rank:k,second:x}}function or(t,e){let{model:n,root:o,own:s}=t,{layers:r,pairs:a}=n.get("stream_facts");if(!r)return s.pane.replaceChildren(p("div","dsv-m\
essage",zl)),{};let i=_(n.get("stream_norm")),l=_(n.get("stream_cosine")),c=r.length,d=i.length/c,f=i.map(m=>Math.log10(m)),h=Wt(o,{width:e,height:150,...Xe(f),
title:"norm of each stream after every layer (log scale)",axis:r.map((m,u)=>[u,m<0?"emb":String(m)]),at:r.indexOf(n.get("facts").layer),click:m=>{r[m]>=0&&t.pick(
{layer:r[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${$(i[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>f[y*
d+u])}))});return s.pane.replaceChildren(h,Yl(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Yl({root:t},e,n,o,s){let r=(s-Ye-jl)/n,a=24+o.length*
Ve,i=M("svg",{width:s,height:a,role:"img","aria-label":"cosines between streams"});i.append(M("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=w(t,"ramp-low"),c=w(t,"ramp-high");for(let[d,f]of o.entries()){let h=Ve+d*Ve;i.append(M("text",{x:Ye-6,y:h+11,"text-anchor":"\
end"},f));for(let m=0;m<n;m++){let u=e[m*o.length+d],g=dt(l,c,Math.abs(T(u,-1,1)));if(i.append(M("rect",{x:Ye+m*r+1,y:h,width:Math.max(r-2,1),height:Ve-2,rx:2,fill:g})),
r<=26)continue;let y=M("text",{x:Ye+(m+.5)*r,y:h+11,"text-anchor":"middle"},$(u));y.style.fill=Bt(g),i.append(y)}}return i}var Vl={product:nr,dial:Js,streams:or};function Gl({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","picture"),n.append(V("site","one site"),V("pr\
oduct","all sites together"),V("dial","Sinkhorn dial"),V("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=p("div","dsv-mix"),s=p(
"div"),r=p("div"),a=p("div","dsv-note"),i=p("div"),l=p("div"),c=p("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(a,i),o.append(s,r),e.
append(o,l,c),{choose:n,mix:o,matrix:s,words:a,norms:i,strip:l,pane:c,dial:null}}function Kl(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Ql(t){let{model:e,facts:n,body:o,root:s,own:r}=t,a=e.get("facts");if(!_(e.get("pre")).length)return;n.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${S(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";r.choose.value=i,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?er(t,a):Vl[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};s.drawn={picture:i,...d,...c,at:performance.now()}}function Jl({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,s,r,a]=n.map(c=>_(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...r.slice(d*i,d*i+i),s[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var sr=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),Zl={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>Vt(t,Yt(t)-1),ArrowDown:t=>Vt(t,Yt(t)+1),ArrowLeft:sr(-1),ArrowRight:sr(1)},build:Gl,listen:Kl,draw:Ql,table:Jl},rr=F(
Zl);var ir=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function tc({body:t}){let e=p("div","dsv-note"),n=p("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var ge=t=>t.model.get("table"),ar=t=>(ge(t).rows??[]).map(e=>e.layer);function ec(t){let{words:e,grid:n}=t.own,o=ge(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",p("b","",`${o.token} “${S(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let s=K("",["layer","agrees","likeliest next tokens, likeliest first"]);s.head.
lastChild.style.textAlign="left",s.rows.append(...o.rows.map(r=>nc(t,r,o.trusted))),n.replaceChildren(...s.table.children),t.root.drawn={token:o.token,words:o.rows.
map(r=>r.words[0]),trust:o.rows.map(r=>r.trust),layers:o.rows.map(r=>r.layer)}}function nc(t,e,n){let o=p("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let s=p("td","dsv-line");return s.style.textAlign="left",s.append(...e.words.map((r,a)=>oc(t,e,a))),e.words.length||
s.append("not read for this token"),e.streams.length&&s.append(sc(e)),o.append(p("td","",e.layer<0?"embedding":`${e.layer} ${pt[e.kind]??""}`),p("td","dsv-line",
ir(e.trust,n)),s),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function oc(t,e,n){let o=n===0&&e.agree,s=p("span",`d\
sv-chip${o?" agree":""}`);return s.style.background=`rgba(${w(t.root,"tint")}, ${.1+.75*T(e.probabilities[n],0,1)})`,e.probabilities[n]>.55&&(s.style.color="#ff\
f"),s.append(`${o?"✓ ":""}${S(e.words[n],14)} `,p("small","",$(e.probabilities[n]))),s}function sc(t){let e=p("div","dsv-alone");return t.streams.forEach(([n,
o],s)=>{let r=p("span","",`${s}: ${S(n,10)} ${$(o)}`);r.title=`stream ${s} alone: “${n}” ${$(o,3)}`,n===t.words[0]&&r.classList.add("same"),e.append(r)}),e}
function rc(t){let e=ge(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"em\
bedding":n.layer,ir(n.trust,0),n.words[0],n.probabilities[0],n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var ac={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>z(t,-1,ar(t)),ArrowDown:t=>z(t,1,ar(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(ge(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(ge(t).token??0)+1})},build:tc,draw:ec,table:rc},lr=F(ac);function ye(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),s=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,r=[];for(let a=Math.ceil(t/s)*s;a<e;a+=
s)r.push(a);return r}function Gt(t,e,n,o,s){let r=M("svg",{width:e,height:n,role:"img"}),a=w(t,"line");return r.append(M("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
M("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),M("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),M("text",{x:2,y:9,class:"quiet"},s)),r}var B=54,ke=13,xt=ke+2,At=150,lc=[96,480];function Bn(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${E(1/t)}`:"none"}var cc=(t,e,n)=>e*(n/e)**((t-1)/249),
xe=({body:t})=>Math.max(160,t.clientWidth-B-4);function Ke(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:T((e.clientX-n.left-B)/xe(
t),0,1),y:T((o-xt)/At,0,1),inStrip:o<ke}}function Un({tokens:t,across:e},n,o){return[n.x,o.x].sort((r,a)=>r-a).map(r=>Math.min(t-1,Math.floor(r*e)))}function zn({
tokens:t,across:e},n,o){let s=[n.x,o.x].sort((u,g)=>u-g),r=[n.y,o.y].sort((u,g)=>u-g),[a,i]=s.map(u=>Math.min(t,Math.round(u*e))),[l,c]=r.map(u=>Math.round(u*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=lc.map(u=>Math.min(t,u)),h=Math.round(T((l+c)/2-d/2,0,t-d)),m=Math.round(T((a+i)/2-f/2,0,t-f));return[h,h+d,m,m+f]}function dr(t,e,n,o,s){
let r=q(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>on(o,s,d/250));r.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=bt(n,e);return Q(
l).putImageData(a,0,0),{off:l,codes:r}}function fr(t,e){let{root:n,model:o,own:s}=t,r=xe(t),[a,i]=e.shape,l=P(s.overview,B+r+2,xt+At+14),c=["ramp-low","ramp-hig\
h"].map(g=>w(n,g)),{off:d,codes:f}=s.pixels(o.get("overview"),a,i,c[0],c[1]),h=g=>B+g/e.across*r,m=g=>xt+g/e.tokens*At,u=()=>{l.beginPath(),l.moveTo(h(0),m(0)),
l.lineTo(h(e.tokens),m(e.tokens)),l.lineTo(h(0),m(e.tokens)),l.closePath()};l.fillStyle=w(n,"paper"),u(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&J(l,n,B,xt+g*
At/a,r*(g+1)/a,At/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,B,xt,r,At),l.strokeStyle=w(n,"line"),u(),l.stroke(),dc(t,l,h,r),fc(t,l,e,h,m,r),hc(t,l,e,h,m),s.
legend.replaceChildren(...pc(t,e))}function dc({root:t,model:e,sel:n,own:o},s,r,a){let i=q(e.get("breaks"));s.fillStyle=w(t,"line"),s.fillRect(B,1,a,ke-3);let l=w(
t,"ink"),c=w(t,"quiet");i.forEach((u,g)=>{if(!u)return;let y=u===2;s.fillStyle=y?l:c,s.fillRect(B+g*a/i.length,y?1:5,1.2,ke-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[h,m]=[Math.min(d,f),Math.max(d,f)];s.fillStyle=w(t,"mark"),s.fillRect(r(h),1,Math.max(2,r(m+1)-r(h)),ke-3)}
function fc({root:t},e,{tokens:n},o,s,r){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=w(t,"quiet"),e.fillText("text",4,7);for(let a of ye(
0,n,Math.min(8,Math.max(6,Math.floor(r/90))))){let i=e.measureText(E(a)).width;e.fillText(E(a),T(o(a)-i/2,B,B+r-i),xt+At+8)}for(let a of ye(0,n,5)){let i=e.measureText(
E(a)).width;e.fillText(E(a),B-i-4,T(s(a),xt+5,xt+At-4))}e.textAlign="right",e.fillText("queries down, positions across",B+r-2,xt+8),e.textAlign="left"}function hc({
root:t,model:e,sel:n,own:o},s,r,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");s.strokeStyle=w(t,"mark"),s.lineWidth=1.5,s.strokeRect(a(d),i(l),Math.max(3,
a(f)-a(d)),Math.max(3,i(c)-i(l))),s.lineWidth=1;let h=n.get("token");h<0||h>=r.tokens||(s.strokeStyle=w(t,"ink"),s.setLineDash([3,2]),s.beginPath(),s.moveTo(a(0),
i(h+.5)),s.lineTo(a(h),i(h+.5)),s.stroke(),s.setLineDash([]))}function pc({root:t,model:e},n){let o=p("span","dsv-ramp"),s=`linear-gradient(90deg, ${w(t,"ramp-l\
ow")}, ${w(t,"ramp-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:s});let r=n.every>1?` · hatched: not kept (every ${n.
every}th prompt query is)`:"";return[`share of the possible picks: ${Bn(e.get("low"))} `,o,` ${Bn(e.get("high"))}`,` · plain: none · above the diagonal: future${r}\
 · drag: a region, in the strip: a needle`]}function hr({model:t},e,{x:n,y:o}){let[s,r]=e.shape,a=Math.min(s-1,Math.floor(o*s)),i=q(t.get("overview"))[a*r+Math.
min(r-1,Math.floor(n*r))],l=`queries near ${E(o*e.tokens)}, positions near ${E(n*e.across)}: `;if(i===254)return[l,p("b","","future")];if(i===255)return[l,p("b",
"","not kept")];if(i===0)return[l,p("b","","none picked")];let c=Bn(cc(i,t.get("low"),t.get("high")));return[l,p("b","",`${c} picked`)]}function pr(t){let e={none:0,
future:0,unknown:0,picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var Kt=2,mr=t=>T(t*4,24,120),jn=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function Xn(t,e){let{model:n,own:o}=t,s=o.detail.getBoundingClientRect(),
[r,a,i,l]=n.get("shown_region"),c=(e.clientY-s.top-Kt)/mr(a-r)*(a-r),d=r+Math.floor(c),f=i+(e.clientX-s.left-B)/xe(t)*(l-i),h=Math.floor(f/n.get("facts").rate);
return d>=r&&d<a&&f>=i&&f<l?{query:d,entry:h}:null}var Yn=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ur=t=>Yn(t)?t.sel.get("entry"):-1;function mc(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return Yn(t)&&e>=0?e:ur(t)}function Qt(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:Yn(t)?e:-1,...o}),t.redraw()}function gr(t,e){let{model:n,root:o,sel:s,own:r}=t,[a,i,l,c]=n.get("shown_region"),d=xe(
t),f=mr(i-a),h=f/(i-a),m=e.rate/(c-l)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=r.ints(n.get("marks")),k=y[0]!==-1,x=P(r.detail,B+d+2,f+4),N=v=>B+
(v-l)/(c-l)*d,A=v=>Kt+(v-a)*h;x.fillStyle=w(o,"paper"),x.fillRect(B,Kt,d,f),x.fillStyle=w(o,"panel");for(let v=a;v<Math.min(i,c-1);v++)x.fillRect(Math.max(B,N(Math.
floor((v+1)/e.rate)*e.rate)),A(v),d,h+.5);x.save(),x.beginPath(),x.rect(B,Kt,d,f),x.clip();let R=Ft(w(o,"ramp-low"),w(o,"ramp-high"));for(let v=0;k&&v<y.length;v+=
3)x.fillStyle=jn(R,y[v+2],e.topk),x.fillRect(N(y[v+1]*e.rate),A(y[v]),u,g);x.restore(),x.strokeStyle=w(o,"line"),x.strokeRect(B,Kt,d,f),x.strokeStyle=w(o,"mark");
let L=s.get("token")>=0?s.get("token"):e.tokens-1;L>=a&&L<i&&(x.lineWidth=1.5,x.strokeRect(B,A(L)-.5,d,Math.max(3,g+1)),x.lineWidth=1);let O=ur(t)*e.rate;return O>=
Math.max(0,l)&&O<c&&x.strokeRect(N(O),Kt,Math.max(3,u),f),x.fillStyle=w(o,"quiet"),x.font="10px system-ui, sans-serif",x.textBaseline="middle",x.fillText(E(a),4,
8),f>30&&x.fillText(E(i-1),4,f-4),r.caption.textContent=uc(n.get("shown_region"),k),k?y:new Int32Array(0)}function uc(t,e){let[n,o,s,r]=t,a=`positions ${E(s)} t\
o ${E(r-1)}`;return e?`The region: ${`queries ${E(n)} to ${E(o-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function yr(t,e){let{model:n,own:o}=t,{text:s}=o,r=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],
i=mc(t);if(o.textOf.pieces!==r&&(s.replaceChildren(...r.flatMap((d,f)=>gc(d,a+f))),o.textOf={pieces:r,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of s.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=s.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=s.querySelector(".own");if(!l)return;let c=l.offsetTop-s.offsetTop;(c<s.scrollTop||c>s.scrollTop+50)&&(s.scrollTop=c-8)}function gc(t,e){
let n=p("span","",tt(t)||"∅");return n.title=`token ${e}`,[n,p("wbr")]}function kr(t,e,{query:n,entry:o}){let s=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(s=e[l+2]);let r=o<Math.floor((n+1)/t.rate),a=`${E(Math.max(0,(o-1)*t.rate))} to ${E((o+1)*t.rate-1)}`,i=s>=0?`picked, rank ${s+1}`:r?"not picked":"not compl\
ete yet";return[`query ${E(n)}, entry ${E(o)} (tokens ${a}): `,p("b","",i)]}var Qe=66,be=17,St=16,bc="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function xr(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function br(t,e){let{model:n,
own:o}=t,s=n.get("needle_facts"),r=p("div","dsv-note");if(o.low.append(r),s.first===void 0)return r.textContent=bc,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";r.append(p("b","",`“${ht(s.text,60)}”`),` (tokens ${s.first} to ${s.last}, entries ${s.entries[0]} to ${s.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=p("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${xr(s.ranks[d])}`);return i.append(`At token ${E(s.asked)} “${S(s.asked_piece,16)}”: `,p("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(wc(t,e,s),i),{needle:[s.first,s.last],ranks:s.ranks}}function wc(t,e,n){let{model:o,body:s,root:r}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,s.clientWidth-4),c=l-Qe-4,d=be+a.length*St,f=p("canvas"),h=P(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font="10px system-ui, sans-serif",h.textBaseline="middle",h.fillStyle=w(r,"quiet"),h.fillText("la\
yers",4,8),$c(t,h,e,i,c);for(let[u,g]of a.entries())h.fillStyle=w(r,g===e.layer?"mark":"ink"),h.fillText(`layer ${g} ▤`,4,be+7+u*St),h.strokeStyle=w(r,"line"),
h.strokeRect(Qe,be+u*St,c,St-2);let m=u=>Qe+(u-n.from)/Math.max(i,1)*c;h.fillStyle=w(r,"quiet");for(let u of ye(n.from,e.tokens,8))h.fillText(E(u),Math.min(m(u),
l-40),d+7);return n.asked<n.from||(h.strokeStyle=w(r,"mark"),h.lineWidth=1.5,h.strokeRect(m(n.asked)-1,be-2,Math.max(3,c/i),a.length*St+2)),f}function $c({model:t,
root:e,own:n},o,s,r,a){let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Ft(w(e,"ramp-low"),w(e,"ramp-high"));for(let f=0;f<c;f++){let h=Qe+
f*a/c,m=a/c+.3,u=r>=c||f*r/c%1<r/c,g=0;for(let k=0;k<l;k++){let x=i[k*c+f],N=be+k*St;Number.isNaN(x)?u&&J(o,e,h,N,m,St-2):x>=0&&(g++,o.fillStyle=jn(d,x,s.topk),
o.fillRect(h,N,m,St-2))}let y=12*g/l;o.fillStyle=w(e,"entries"),o.fillRect(h,14-y,m,y)}}function wr({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?xr(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function Tr(t,e){let{model:n,own:o}=t,s=n.get("overlap_facts"),r=p("div","dsv-note");if(o.low.append(r),!s.compared){let f=(e.topk+1)*e.rate-2;return r.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${E(s.pairs)} pairs`,i=`${E(s.compared)} of ${E(s.pairs)}\
 pairs, evenly spaced`;r.append(p("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(s.mean[0])}, control ${$(s.mean[1])};\
 ${s.compared<s.pairs?i:a}.`);let l=p("div","dsv-columns"),c=p("div");c.append(p("div","dsv-note","the same queries, other layers"),Nc(t)),l.append(Tc(t,s),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${s.stable} entries, in the control ${s.stable_control}.`;return o.low.append(l,p("div","dsv-note",d),
Mc(t,e,s)),{overlap:s.mean,stable:s.rows.map(f=>f.entry),compared:s.compared}}function Tc(t,e){let{model:n,body:o,root:s,own:r}=t,a=r.lines(n.get("overlap")),i=a.
length/2,l=T(o.clientWidth-320,260,560),c=120,d=Gt(s,l,c,"position","overlap"),f=m=>42+m/(i-1)*(l-50),h=m=>c-18-m*(c-34);return d.append(...$r(a.subarray(0,i),f,
h,`rgb(${w(s,"tint")})`,"none"),...$r(a.subarray(i),f,h,w(s,"mark"),"4 3"),M("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),M("text",{x:36,y:h(0),
"text-anchor":"end",class:"quiet"},"0"),M("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),d}function $r(t,e,n,o,s){let r="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(r+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),r?[M("path",{d:r,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":s})]:[]}function Nc(t){let{model:e,root:n,own:o}=t,s=e.get("laye\
rs"),r=o.table(e.get("layer_table")),a=p("table","dsv-table"),i=p("tr");i.append(p("th","","layers"),...s.map(l=>p("th","",String(l)))),a.append(i);for(let[l,c]of s.
entries()){let d=p("tr");d.append(p("th","",String(c)));for(let f of r.subarray(l*s.length,(l+1)*s.length)){let h=p("td","",$(f)),m=(.6*f).toFixed(2);Number.isNaN(
f)||(h.style.background=`rgba(${w(n,"tint")}, ${m})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function Mc(t,e,n){
let o=p("table","dsv-table"),s=p("tbody");o.append(s);for(let r of n.rows){let a=p("tr");a.append(p("td","",`entry ${E(r.entry)}`),p("td","",`${Math.round(100*r.
share)} % of ${E(r.could)}`),p("td","dsv-context",`“${ht(r.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:r.entry,layer:e.layer})),s.append(a)}return o}
function Nr({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let s=t.get("layers"),r=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${$(o.mean[0],4)}, control ${$(o.mean[1],4)}.`;return{columns:["layer",...s.map(i=>`overlap with layer ${i}`)],rows:s.map((i,l)=>[i,...r.
subarray(l*s.length,(l+1)*s.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var Ac=6;function Mr(t,e){let{model:n,own:o}=t,s=n.get("rank"),r=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=p("div","dsv-note");if(o.low.append(
i),!r.length)return i.textContent=`Token ${s.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
p("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(p("b","",`How token ${E(
s.query)} “${S(s.piece,16)}” ranked its past`),`: ${s.picked} of ${E(s.visible)} entries picked`,s.margin===null?", no other was left":`, the last pick lead\
s by ${$(s.margin,4)}`,s.window===null?"":`; ${$(s.window)} of its attention stayed in the window`,s.asked!==s.query?` (token ${s.asked} was not kept)`:"",".");
let l=p("div","dsv-columns");return l.append(Oc(t,e,s,r,a),Ec(t,e,s,r)),o.low.append(l,p("div","dsv-note",Sc(s,r.length))),{ranks:r.length,picked:s.picked,query:s.
query,margin:s.margin}}function Sc(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Oc(t,e,n,o,s){let{body:r,root:a}=t,i=T(r.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...s,
0),f=Math.max(...s),h=y=>44+(y+.5)/c*(i-52),m=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),u=T((i-52)/c*.8,1.5,7),g=Gt(a,i,l,"rank","score");if(s.forEach((y,k)=>{let x=k>=
n.picked,N=M("rect",{x:h(k)-u/2,y:m(y)-3,width:u,height:6,fill:x?"none":`rgb(${w(a,"tint")})`,stroke:x?w(a,"quiet"):"none"});N.append(M("title",{},`rank ${k+1}:\
 entry ${o[k]}, score ${$(y,4)}${x?", left out":""}`)),N.style.cursor="pointer",N.addEventListener("click",()=>t.pick({entry:o[k],layer:e.layer})),N.addEventListener(
"mouseenter",()=>Qt(t,o[k])),N.addEventListener("mouseleave",()=>Qt(t,-1)),g.append(N)}),c>n.picked){let y=(h(n.picked-1)+h(n.picked))/2,k={x1:y,y1:12,x2:y,y2:l-
18,stroke:w(a,"mark")};g.append(M("line",{...k,"stroke-dasharray":"4 3"}),M("text",{x:y+3,y:21},"cut"))}return g.append(M("text",{x:36,y:m(f)+4,"text-anchor":"e\
nd",class:"quiet"},$(f,1)),M("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},$(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} pi\
cked`),g}function Ec(t,e,n,o){let s=p("table","dsv-table"),r=p("tbody");s.append(r);for(let[a,i]of n.texts.slice(0,Ac).entries()){let l=p("tr");l.append(p("td",
"",String(a+1)),p("td","",`entry ${E(o[a])}`),p("td","dsv-context",`“${ht(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),r.append(
l)}return s}function Ar({model:t,own:e},n){let o=t.get("rank"),s=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(r,a)=>[a+1,r,s[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function Vn({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function Sr(t,e){
let{model:n,own:o}=t,{probes:s,values:r,heads:a}=Vn(t),i=p("div","dsv-note",n.get("recall_note"));if(!s.length)return n.get("can_measure")&&i.replaceChildren(..._c(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let h=r.filter((m,u)=>u%a===f&&!Number.isNaN(m));return h.length?h.reduce((m,u)=>m+u,0)/h.
length:Number.NaN}),c=p("div","dsv-note");return c.append(p("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,Rc(t,l)),{recall:l,probes:Array.from(s)}}function _c(t){let e=p("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Rc(t,e){let{body:n,root:o}=t,{probes:s,values:r,heads:a}=Vn(t),i=T(n.clientWidth-20,260,760),l=140,c=Gt(o,i,
l,"head","covered"),d=h=>46+(h+.5)/a*(i-54),f=h=>l-20-h*(l-36);c.append(M("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),M("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,m]of e.entries()){s.forEach((y,k)=>{let x=r[k*a+h];if(Number.isNaN(x))return;let N=M("circle",{cx:d(h),cy:f(x),
r:2.2,fill:`rgba(${w(o,"tint")}, 0.55)`});N.append(M("title",{},`head ${h}, token ${y}: ${$(100*x,1)} %`)),c.append(N)});let u={x1:d(h)-8,x2:d(h)+8,y1:f(m),y2:f(
m),stroke:w(o,"mark")};Number.isNaN(m)||c.append(M("line",{...u,"stroke-width":2}));let g={x:d(h),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(M(
"text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>$(h)).join(", ")}`),c}function Or(t,e){let{probes:n,values:o,heads:s}=Vn(t);
return n.length?{columns:["probe at token",...Array.from({length:s},(r,a)=>`head ${a}`)],rows:Array.from(n,(r,a)=>[r,...o.subarray(a*s,(a+1)*s)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var vc={rank:Mr,overlap:Tr,recall:Sr,needle:br},Lc={overlap:Nr,recall:Or,needle:wr};function Cc(t){let e=p("div","dsv-picks"),n=p("div","dsv-controls"),o=p("sel\
ect");o.setAttribute("aria-label","layer");let s=et(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),r=p("button","dsv-small","random control");r.title="every query gets the distances back \
of another query: the same recency, other words";let a=p("span","dsv-tiled");n.append(o,s.select,r,a);let i=p("canvas"),l=p("div","dsv-note"),c=p("canvas"),d=p(
"div","dsv-note"),f=p("div","dsv-region-text"),h=p("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,f,h),t.body.append(e),{layer:o,panel:s,shuffle:r,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:h,
reveal:Oe(t,h),pixels:C(dr),ints:C(I),texts:C(G),entries:C(I),scores:C(_),lines:C(_),table:C(_),recalls:C(_),probed:C(I),found:C(_),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var lt=t=>t.model.get("facts");function qc(t){let{model:e,own:n}=t,{panel:o,reveal:s,
layer:r,shuffle:a,detail:i}=n;t.listen(o.select,"change",s.ask),t.listen(r,"change",()=>t.pick({layer:Number(r.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),Ic(t),t.listen(i,"mousemove",l=>{n.under=Xn(t,l),Qt(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,Qt(t,-1,-1)}),t.listen(i,"click",l=>{let c=Xn(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:lt(t).layer})})}function Ic(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=Ke(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let s=Ke(t,o);e.hovered=
s,e.from?.inStrip?e.span=Un(lt(t),e.from,s):e.from&&(e.dragging=zn(lt(t),e.from,s)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let s=e.from;if(!s)return;let r=Ke(t,o);if(e.from=e.span=e.dragging=null,s.inStrip){let[a,i]=Un(lt(t),s,r);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",zn(lt(t),s,r).join(":")),t.redraw()})}function Pc(t){let{model:e,root:n,own:o}=t,{layer:s,panel:r,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=lt(t);if(Tt(s,e.get("layers").map(u=>[u,`layer ${u} ▤`])),s.value=String(d.layer),r.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let f=d;fr(t,f);let h=gr(t,f);yr(t,f),Wc(t,f,h),l.replaceChildren();let m=vc[e.get("panel")](
t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:pr(q(e.get("overview"))),panel:e.get("panel"),...m}}function Wc(t,e,n){let{facts:o,model:s,sel:r,own:a}=t;if(a.under)o.replaceChildren(
...kr(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...hr(t,e,a.hovered));else{let i=s.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=r.get("layer")!==e.layer?` · layer ${r.get("layer")} has no indexer`:"";o.replaceChildren(p("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${E(e.queries)} queries, ${E(e.forced)} without a choice${i}${l}`)}}function Fc(t){let e=lt(t);return Lc[t.model.get("panel")]?.(t,e)??
Ar(t,e)}var Bc={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>nt(t,-1,lt(
t).tokens),ArrowRight:t=>nt(t,1,lt(t).tokens),ArrowUp:t=>z(t,-1,t.model.get("layers")),ArrowDown:t=>z(t,1,t.model.get("layers")),Home:t=>nt(t,Number.NEGATIVE_INFINITY,
lt(t).tokens),End:t=>nt(t,Number.POSITIVE_INFINITY,lt(t).tokens)},build:Cc,listen:qc,draw:Pc,table:Fc},Er=F(Bc);var _r=4278190080;function Dc(t,e,n,o,s){let a=n?12:0,i=t-40-a-8,l=T(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),h=T((e-45)/Math.max(1,s),1,8),m={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:h,top:15,...m}}function Jn({model:t,own:e},n){
let{map:o,canvas:s}=e;if(!o)return null;let r=t.get("map_facts"),a=s.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=r.queries)return null;let c=r.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[l*r.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[l*r.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Hc(t,e,n,[o,s,r],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);f[u]=(g<<24|r<<16|s<<8|o)>>>0}else m===254?h[u]=
_r:m===253&&(u+Math.floor(u/n))%3===0&&(f[u]=(_r|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function Uc(t,e,n,o,{rgb:s,missing:r,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=Hc(e,n,o,s,r),d=bt(o,n),f=bt(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,Q(d).putImageData(c,0,0);let h=Q(f);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,f.width,f.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,Q(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function zc(t,e,n,o){let s=w(o,"quiet"),r=e;t.font="10px system-ui, sans-se\
rif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=w(o,"line"),t.strokeRect(r+.5,n+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=wt(t,s),t.fillRect(r,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=w(o,"entries"),t.fillRect(r,
n,12,10);else if(a==="not captured"){t.fillStyle=s;for(let i of[2,6,10])t.fillRect(r+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=s,t.textAlign="left",t.fillText(
a,r+16,n+5.5),r+=26+t.measureText(a).width}}function Rr(t,e){let{model:n,root:o,own:s}=t,r=n.get("map_facts"),a=r.queries??0,i=s.scroll.clientWidth,l=Dc(i,e,r.entries,
r.window,a),c=a*l.row,d=P(s.canvas,i,l.top+c+30),f=w(o,"quiet"),h=wt(d,f,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,k,x,N,A)=>{let R={
rgb:ee(w(o,x)),missing:ee(Xc(f)),pattern:h};Uc(d,y,a,k,R,{x:N,y:l.top,w:A,h:c}),d.strokeStyle=w(o,"line"),d.strokeRect(N-.5,l.top-.5,A+1,c+1),d.fillStyle=w(o,x)},
u=(y,k,x)=>d.fillText(ut(y,x,N=>d.measureText(N).width),k,6);if(r.entries){m(q(n.get("map_entries")),r.entries,"entries",l.left,l.entryW);let y=[`compressed pas\
t: entries 0 to ${r.entries-1}`,"compressed past","entries","past"];u(y,l.left,l.windowX-l.left-4)}m(q(n.get("map_window")),r.window,"window",l.windowX,l.windowW),
u(["window: itself, then back","window"],l.windowX,l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${r.first+y}`,l.left-4,l.top+(y+.5)*l.row);return d.textAlign="left",jc(t,d,r,a,l),zc(d,l.left,l.top+c+12,o),l}function jc({root:t,sel:e,own:n},o,s,r,a){
let i=e.get("token")===-1?r-1:e.get("token")-s.first;i>=0&&i<r&&(o.strokeStyle=w(t,"mark"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),o.lineWidth=1);let l=n.shownEntry();l<0||l>=s.entries||(o.strokeStyle=w(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),
r*a.row+2))}function Xc(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var vr=["entries","window","sink"],Yc=["compressed past (bottom)","window","sink (top)"],Lr=[.85,.5,.95];function Vc(t,e,n){let s=T(Math.floor((t-74-4)/Math.max(
1,n)),5,70),r=T(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:s,h:r,top:16}}function Cr({model:t,own:e},n){let{thumbs:o,canvas:s}=e;if(!o)return null;let[
r,a]=t.get("profile_shape"),i=s.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<r&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function qr(t){let{model:e,root:n,sel:o,own:s}=t,[r,a]=e.get("profile_shape"),i=e.get("layers"),l=s.scroll.clientWidth,
c=Vc(l,r,a),d=P(s.canvas,l,c.top+r*c.h+24),f=vr.map(h=>w(n,h));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=w(n,"quiet");for(let h=0;h<
a;h+=Math.ceil(24/c.w))d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<r;h++){let m=c.top+h*c.h,u=i[h]===o.get("layer"),g=e.get(
"kinds")[h];d.fillStyle=w(n,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${i[h]} ${pt[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(
y,4,m+c.h/2);for(let k=0;k<a;k++)Gc(t,d,c,f,h,k);u&&(d.strokeStyle=w(n,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return Kc(t,d,f,c.left,c.top+r*c.h+8),c}function Gc({model:t,root:e},n,o,s,r,a){let[,i,l]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+
r*o.h,f=(o.w-2)/l+.4;for(let h=0;h<l;h++){let m=((r*i+a)*l+h)*vr.length,u=o.left+a*o.w+1+h*(o.w-2)/l;if(c[m]===255){n.fillStyle=w(e,"none"),n.fillRect(u,d+o.h/2,
1,1);continue}let g=d+o.h-1;for(let[y,k]of s.entries()){let x=c[m+y]/254*(o.h-2);n.fillStyle=k,n.globalAlpha=Lr[y],n.fillRect(u,g-x,f,x),g-=x}n.globalAlpha=1}}function Kc({
root:t},e,n,o,s){let r=o;for(let[a,i]of Yc.entries())e.fillStyle=n[a],e.globalAlpha=Lr[a],e.fillRect(r,s,10,10),e.globalAlpha=1,e.fillStyle=w(t,"quiet"),e.fillText(
i,r+14,s+5),r+=30+e.measureText(i).width}var Zn=48,Qc=108,Zt=20,we=10,Jc=54,rt=15,Je=22;function Zc(t,e,n){let o=Math.max(60,t-Zn-Qc-Zt-2*we),s=Math.min(Je,o/Math.max(1,e+n)),r=Math.min(n*14,o*.45),a=o-
Math.min(r,n*Je),i=e?T(e*s,Math.min(e*Je,o*.25),a):0,l=Math.min(n*Je,o-i),c=Zn+i+(i?we:0);return{entryX:Zn,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+we}}var td=t=>t<=8?24:t<=12?18:13;function to(t,e,n,o){if(t==="heads")return Array.from({length:e},(r,a)=>o.slice(a*n,(a+1)*n));let s=new Float32Array(
n).fill(Number.NaN);for(let r=0;r<n;r++){let a=Array.from({length:e},(i,l)=>o[l*n+r]).filter(i=>!Number.isNaN(i));a.length&&(s[r]=t==="mean"?a.reduce((i,l)=>i+l,
0)/e:Math.max(...a))}return[s]}function Ir({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),s=_(t.get("mass")),r=I(t.get("window")),a=I(t.get("entri\
es")),i=l=>Float32Array.from({length:n},(c,d)=>s[3*d+l]);return{facts:e,heads:n,mode:o,window:r,entries:a,pieces:G(t.get("utf8"),t.get("lengths")),windowRows:to(
o,n,r.length,ct(t.get("window_weight"))),entryRows:to(o,n,a.length,ct(t.get("entry_weight"))),masses:[0,1,2].map(l=>to(o,n,1,i(l)).map(c=>c[0]))}}function no({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let s=e.canvas.getBoundingClientRect(),r=n.clientX-s.left,a=Math.floor((n.clientY-s.top-rt)/o.tall),i=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&r>=o.entryX&&r<o.entryX+o.entryW?{zone:"entry",key:Math.floor((r-o.entryX)/o.entryCell),head:i}:o.windowW&&
r>=o.windowX&&r<o.windowX+o.windowW?{zone:"window",key:I(t.get("window"))[Math.floor((r-o.windowX)/o.windowCell)],head:i}:{zone:r>=o.sinkX&&r<o.sinkX+Zt?"sink":
"",key:-1,head:i}}function Pr(t,e){let{root:n,own:o}=t,s=e.windowRows.length,r=o.scroll.clientWidth,a={...Zc(r,e.facts.visible,e.window.length),tall:td(s)};o.zones=
a;let i=rt+s*a.tall,l=P(o.canvas,r,i+Jc),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,f,h,m,u,g,y,k]=c.map(L=>w(n,L)),x={ink:d,quiet:f,line:h,
mark:m,paper:u,entries:g,window:y,sink:k};l.textBaseline="middle",l.font="10px system-ui, sans-serif";let N=ed(l,a,x);a.entryW&&(l.globalAlpha=.4,l.fillStyle=wt(
l,f),l.fillRect(a.entryX,rt,a.entryW,i-rt),l.globalAlpha=1);let A=e.windowRows.map((L,O)=>nd(t,l,e,a,x,O));a.entryW&&(l.strokeStyle=h,l.strokeRect(a.entryX+.5,rt-
.5,a.entryW-1,i-rt)),sd(t,l,e,a,x,i),a.entryW&&rd(t,l,e,a,x,i);let R=e.window.indexOf(t.sel.get("hover_token"));return R>=0&&(l.strokeStyle=d,l.lineWidth=1,l.strokeRect(
a.windowX+R*a.windowCell,rt-.5,a.windowCell,i-rt)),{titles:N,shares:A}}function ed(t,e,n){let o=[],s=(a,i,l,c)=>{let d=ut(a,l,f=>t.measureText(f).width);t.fillStyle=
c,t.fillText(d,i,6),o.push([d,i,t.measureText(d).width])},r=["compressed past","compressed","past"];return e.entryW&&s(r,e.entryX,e.entryW+we-4,n.entries),s(["w\
indow: exact tokens","window"],e.windowX,e.windowW+we-4,n.window),t.fillStyle=n.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=n.quiet,t.fillText("past   windo\
w  sink",e.sinkX+Zt+8,6),o}function eo(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(T(n,0,1)),t.fillStyle=e}function nd({sel:t},e,n,o,s,r){let{mode:a,masses:i,facts:l}=n,
{sinkX:c,tall:d}=o,f=rt+r*d,h=a==="heads"&&r===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?s.mark:s.quiet,e.font=`${h?"bold ":""}10px system-ui, sans-serif`,
e.fillText(a==="heads"?`head ${r}`:a,2,f+d/2),l.listed)od(e,n,o,s,r);else{e.globalAlpha=1,e.fillStyle=s.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let y=o.
windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}eo(e,s.sink,i[2][r]),e.fillRect(c,f,Zt,d-1),e.globalAlpha=1,e.strokeStyle=s.line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,Zt-
1,d-2);let m=i.map(g=>g[r]),u=a==="max"?m:Dt(m);e.fillStyle=h?s.mark:s.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText($(y),c+Zt+8+
34*g,f+d/2);return u}function od(t,{entries:e,window:n,entryRows:o,windowRows:s},r,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:h}=r,m=rt+i*h;e.forEach(
(u,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let k=l+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(k,m,Math.max(c,1),h),eo(t,a.entries,y),t.fillRect(k,m,
Math.max(c-(c>4?1:0),1),h-1)}),n.forEach((u,g)=>{let y=s[i][g];Number.isNaN(y)||(eo(t,a.window,y),t.fillRect(d+g*f,m,Math.max(f-(f>4?1:0),1),h-1))})}function sd({
sel:t},e,{facts:n,window:o,pieces:s},{windowX:r,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",i>=9?o.forEach((f,h)=>{
e.save(),e.translate(r+(h+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=`${f===d||f===n.query?"b\
old ":""}10px system-ui, sans-serif`,e.fillText(S(s[h]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,r,
c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,r+a,c+8)),e.textAlign="left"}function rd({own:t},e,{facts:n,entries:o},{entryX:s,entryW:r,entryCell:a},i,l){
let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,a>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=o.includes(h)?i.ink:i.quiet,e.fillText(`${h}`,s+(h+.5)*
a,l+8)}else e.fillText("0",s,l+8),e.textAlign="right",e.fillText(`${c-1}`,s+r,l+8);e.textAlign="left",e.fillStyle=i.quiet,r>60&&e.fillText(`entries of ${d}`,s,l+
21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=i.mark,e.lineWidth=2,e.strokeRect(s+f*a,rt-1,Math.max(a,2),l-rt+1))}var ad=290,id={hover_entry:-1,hover_token:-1,hover_head:-1},ld={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function cd({
head:t,body:e,sel:n}){let o=p("select");o.setAttribute("aria-label","what is drawn"),o.append(V("heads","every head"),V("mean","mean of heads"),V("max","largest\
 of heads"),V("map","query × key"),V("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let s=p("div","dsv-scroll"),r=p("canvas"),a=p("div","dsv-n\
ote");return s.style.maxHeight="var(--dsv-attention-height, 300px)",s.style.overflowX="hidden",r.style.cursor="pointer",s.append(r),e.append(s,a),a.style.minHeight=
"30px",{rows:o,scroll:s,canvas:r,note:a,shownEntry:()=>n.get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function dd(t){let{model:e,own:n}=t,{rows:o,canvas:s}=n;t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(s,"mousemove",r=>{let a=e.get("rows");a!=="all"&&
(a==="map"?fd(t,r):hd(t,r),t.redraw())}),t.listen(s,"mouseleave",()=>{n.hovered=null,t.hover(id),t.redraw()}),t.listen(s,"click",r=>{let a=e.get("rows");a==="al\
l"?pd(t,r):a==="map"?md(t,r):ud(t,r)})}function fd(t,e){let n=Jn(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:
-1,hover_token:o??-1})}function hd(t,e){let n=no(t,e);t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??
-1})}function pd(t,e){let n=Cr(t,e);n&&t.pick({...n,entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function md(t,e){let n=Jn(t,e);n&&t.pick({token:n.
query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}function ud(t,e){let n=no(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.
get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?{token:n.key}:{}})}function gd(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?yd(t):o===
"map"?kd(t):bd(t)}function yd(t){let{model:e,sel:n,root:o,facts:s,own:r}=t;e.get("profile_shape")[0]&&(r.map=null,r.thumbs=qr(t),s.replaceChildren("every layer \
and head over the run; click one to choose it"),r.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",o.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:r.
thumbs,at:performance.now()})}function kd(t){let{model:e,root:n,facts:o,own:s}=t,r=e.get("map_facts");if(r.queries===void 0)return;s.thumbs=null,s.map=Rr(t,ad);
let a=r.first+r.queries-1,i=` · head ${r.head} · queries ${r.first} to ${a}`;o.replaceChildren(p("b","",ne(r.layer,r.kind)),i),s.note.textContent=xd(t),n.drawn=
{mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,entries:r.entries,places:s.map,place:s.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function xd({model:t,own:e}){let n=e.hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let s=ld[n.code]??`weight about ${$((n.code/252)**2,2)}`,r=o==="entry"?$t(tt(
t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?n.entry:n.key}: ${s}. ${r}`}function bd(t){let{model:e,root:n,facts:o,own:s}=t;s.map=s.thumbs=
null;let r=Ir(t),{facts:a,heads:i,mode:l}=r;if(a.heads===void 0)return;let{titles:c,shares:d}=Pr(t,r);o.replaceChildren(p("b","",ne(a.layer,a.kind)),` · query ${a.
query} `,p("b","",`“${S(a.piece??"",18)}”`),` · ${l==="heads"?`${i} heads`:`${l} of ${i} heads`}`),s.note.textContent=wd(t,r),n.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(r.window),entries:Array.from(r.entries),weights:r.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:l,at:performance.now()}}function wd({model:t,sel:e,own:n},{facts:o,mode:s,entries:r,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),f=s==="heads"?T(d,0,l.length-1):0,h=s==="heads"?`head ${f}`:`${s} of heads`,m=n.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<o.visible){let g=r.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${$(a[f][g],4)} in ${h}`;return`En\
try ${m}, ${y}. ${$t(tt(t.get("entry_text")))}`}if(i.includes(u)){let g=i.indexOf(u),y=$(l[f][g],4);return`Token ${u} “${S(c[g],20)}”: weight ${y} in ${h}. \
Click to choose it.`}return s==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer see\
s its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function $d({model:t}){let e=t.get("facts"),n=Array.from({length:e.
heads??0},(d,f)=>f),o=_(t.get("mass")),s=I(t.get("window")),r=I(t.get("entries")),a=ct(t.get("window_weight")),i=ct(t.get("entry_weight")),l=G(t.get("utf8"),t.get(
"lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(h=>o[3*h+f])]),...Array.
from(r,(d,f)=>[`entry ${d}`,...n.map(h=>i[h*r.length+f])]),...Array.from(s,(d,f)=>[`token ${d} “${S(l[f]??"",16)}”`,...n.map(h=>a[h*s.length+f])])],note:e.heads?
`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var Wr=t=>e=>e.pick({token:Math.max(0,(e.model.get("fa\
cts").query??0)+t)}),Fr=t=>e=>e.pick({head:T(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),Td={title:"Attention",aria:"What the chosen token attend\
ed to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:Wr(-1),ArrowRight:Wr(1),ArrowUp:Fr(-1),ArrowDown:Fr(1),PageUp:t=>z(
t,-1,t.model.get("layers")),PageDown:t=>z(t,1,t.model.get("layers"))},build:cd,listen:dd,draw:gd,table:$d},Br=F(Td);var Nd=.72;function tn(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function Md({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(D(t,"values")),from:t.get("low"),to:t.get("high")}}function Dr(t,e,n){
let{own:o}=t,s=o.painted,{values:r,from:a,to:i}=Md(t),l=s.from===a&&s.to===i;if(l&&s.values===r&&s.pieces===o.shown)return;let c=l&&!n?tn(s.values,r):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:r,from:a,to:i,pieces:o.shown}}
function Ze({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let s=n+o>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?n=s+1:o=s}return n}function oo(t){let{first:e,strip:n}=t.
own;return[e+Ze(t,n.scrollTop-4),e+Ze(t,n.scrollTop+n.clientHeight-8)]}function so(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:s,from:r,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,Ze(t,n.scrollTop-i)-1),c=Math.min(o.length,Ze(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=s[d],h=Number.isNaN(f)||f===void 0,m=!h&&r<0&&f<0,u=Nd*(r<0?Z(Math.abs(f),0,a):Z(f,r,a)),g=m?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",h),o[d].classList.toggle("below",m),o[d].style.backgroundColor=h?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var $e=16,Ad=300;function Sd(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let s=Math.floor((o+1)*t.length/e),r=0,a=0;for(let i=Math.floor(
o*t.length/e);i<s;i++)Number.isNaN(t[i])||(r+=t[i],a++);a&&(n[o]=r/a)}return n}function en({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(n*t.total),0,t.total-1)}function ro(t,e,n){let{body:o,model:s,root:r,sel:a,own:i}=t,{map:l,total:c}=i,d=c>Ad;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:h}=i.painted,m=Math.min(c,Math.floor(f)),u=c>i.shown.length?_(s.get("bins")):Sd(h,m),g=P(l,f,$e);
Od(t,g,u,f);let y=A=>A/c*f,[k,x]=[a.get("query_first"),a.get("query_last")];k!==-1&&(g.fillStyle=w(r,"mark"),g.fillRect(y(k),$e-3,Math.max(2,y(x+1)-y(k)),3)),i.
nodes.length&&(g.strokeStyle=w(r,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,$e-1)),g.fillStyle=w(r,"mark");for(let A of e)g.fillRect(y(A),0,
1.5,5);if(a.get("token")===-1)return;let N=y(a.get("token"));g.beginPath(),g.moveTo(N-4,0),g.lineTo(N+4,0),g.lineTo(N,7),g.fill()}function Od({root:t,own:e},n,o,s){
let{from:r,to:a}=e.painted,i=w(t,"below"),l=w(t,"tint"),c=s/o.length;o.forEach((d,f)=>{let h=r<0?Z(Math.abs(d),0,a):Z(d,r,a);n.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${r<0&&d<0?i:l}, ${.9*h})`,n.fillRect(f*c,0,Math.max(c,1),$e)}),n.strokeStyle=w(t,"line"),n.strokeRect(.5,.5,s-1,$e-1)}function Hr(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let s=[],r="";for(let i of t)s.push(r.length),r+=i.toLowerCase();let a=0;for(let i=r.indexOf(n);i>=0;i=
r.indexOf(n,i+1)){for(;a+1<s.length&&s[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Te=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Ne(t){let{model:e,own:n}=t;return n.box.value?Te(t)?Array.from(I(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function zr(t,e){let{own:n}=t,{choose:o,strip:s}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(s,"click",r=>{let a=Ur(t,r);a!==-1&&(r.shiftKey?ao(
t,jr(t),a):Xr(t,a))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:Ur(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{n.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),Ed(t),Rd(t),vd(t)}function Ed(t){let{
root:e,sel:n,own:o}=t,{box:s}=o,r=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===s)return;let i=jr(
t),[l,c]=[n.get("query_first"),n.get("query_last")];ao(t,i,T((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{Te(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",a=>{a.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),a.key==="Enter"&&_d(t,a.shiftKey),a.stopPropagation()})}function _d(t,e){let n=Ne(t),o=t.sel.get("token");if(!n.length)return;let s=e?n.findLast(r=>r<
o):n.find(r=>r>o);t.pick({token:s??n[e?n.length-1:0]})}function Rd(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=en(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let s=en(t,o);e.drag!==null&&o.buttons&&Math.abs(s-e.drag)>e.total/200&&ao(t,e.drag,s)}),t.listen(n,"click",o=>{let s=en(t,o);(e.drag===null||
Math.abs(s-e.drag)<=e.total/200)&&Xr(t,s),e.drag=null})}function vd(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&ln(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:s,ctrlKey:r,metaKey:a}=n;o.tagName!=="TEXTAREA"||s!=="Enter"||!(r||a)||!e(n)||(n.preventDefault(),
n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function Ur({own:t},e){let o=e.target.closest?.(".dsv-token");return o?t.first+Number(o.dataset.
index):-1}function jr({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-1}function Xr(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function ao(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,n),query_last:Math.
max(e,n)})}var Ld=["picked","hover","lit","ranged","found","taken"],Cd=18;function Yr(t,e,n){let{model:o,sel:s,own:r}=t;for(let m of r.marked)m.classList.remove(...Ld),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");r.marked=[];let a=qd(t);for(let m of e)te(t,m,"found");let i=I(o.get("taken"));for(let m of i)te(t,m,"taken");let[l,
c]=[s.get("query_first"),s.get("query_last")],d=Math.min(c,r.first+r.nodes.length-1);if(l!==-1)for(let m=Math.max(l,r.first);m<=d;m++)te(t,m,"ranged");let f=s.get(
"expert");r.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${s.get("layer")}: ${i.length} tokens`:"";let h=n?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+h:"",Id(t,a),Pd(t),Wd(t,a)}function te({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function qd(t){let{model:e,own:n}=t,o=_(e.get("lit_gate")),s=Math.max(...o),r=Array.from(I(e.get("lit")));
for(let[a,i]of r.entries()){let l=te(t,i,"lit");l&&(l.title=`gate ${$(o[a],3)}`,l.style.setProperty("--dsv-gate",(Cd*o[a]/s).toFixed(1)))}return r.filter(a=>n.nodes[a-
n.first])}function Vr({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function Id(t,e){let{own:n}=t,{
strip:o}=n,s=e.map(r=>n.nodes[r-n.first]);s.length&&o.dataset.lit!==e.join()&&!s.some(r=>Vr(t,r))?(n.home??=o.scrollTop,o.scrollTop=s[0].offsetTop-o.offsetTop-4):
!s.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function Pd(t){let{sel:e,own:n}=t,{strip:o}=n,s=e.get("hover_token"),r=e.get("\
token");s>=0&&te(t,s,"hover");let a=r>=0?te(t,r,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${r} ${n.first}`&&!Vr(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${r} ${n.first}`}function Wd(t,e){let{model:n,sel:o,facts:s,own:r}=t,{first:a,total:i,shown:l}=r,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,h=c>=a&&c<i?c:f;if(s.replaceChildren(),h<0)return;if(e.length){let L=_(n.get("lit_gate")),O=L.indexOf(Math.
max(...L)),v=S(l[I(n.get("lit"))[O]-a]??"",24),Ot=p("b","",`“${v}” ${$(L[O])}`);s.append(`${n.get("lit_title")}, strongest `,Ot,` of ${e.length} tokens`);return}
let m=h-a,[u,g,y]=r.measure,k=h===c?"":d===h?"chosen: ":"newest: ",x=r.shownFlags[m],N=x&2?" (marker)":x&4?" (bytes of a character)":"";s.append(`${k}token ${h}\
 of ${i} `,p("b","",`“${S(l[m]??"",24)}”`),`${N} · ${g} ${$(r.painted.values[m])} ${y}`),u==="reach"&&n.get("reach_note")&&s.append(" · hatched: ",n.get("\
reach_note"));let[A,R]=[o.get("query_first"),o.get("query_last")];A!==-1&&s.append(` · range ${A} to ${R} (${R-A+1} tokens)`)}var Fd="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",Bd="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function Dd({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","colour tokens by");let o=p("span","dsv-legend"),s=p(
"span"),r=p("span","dsv-ramp"),a=p("span");o.append(n,s,r,a);let i=p("span","dsv-legend dsv-keys"),l=p("span","dsv-key taken");i.append(p("span","dsv-key prompt",
"prompt"),p("span","dsv-key","generated"),l);let c=p("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=p("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,i,o);let f=p(
"canvas","dsv-map"),h=p("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),f.title="the whole run; click to go the\
re, drag to choose a range",e.append(f,h),{choose:n,legend:o,low:s,bar:r,high:a,takenKey:l,box:c,count:d,map:f,strip:h,texts:C(G),floats:C(_),shares:C(ct),search:C(
Hr),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null}}function Hd(t){let{model:e,root:n,sel:o,own:s}=t,r=s.texts(D(e,"utf8"),D(e,"lengths")),a=q(D(e,"flags")),i=s.
first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),s.first+r.length);let l=Ud(t,r,a,i),c=e.get("measures");s.measure=c.find(f=>f[0]===
e.get("measure"))??["","","",""],Dr(t,l,i),so(t),jd(t,c);let d=Ne(t);Yr(t,d,s.total>s.shown.length&&!Te(t)),ro(t,d,oo(t)),n.drawn={pieces:r,values:s.painted.values,
flags:a,first:s.first,total:s.total,measure:s.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get("query_last")],found:d,taken:Array.from(I(e.get(
"taken"))),note:e.get("reach_note"),lit:Array.from(I(e.get("lit"))),at:performance.now()}}function Ud({own:t},e,n,o){let{strip:s}=t,r=e===t.shown?e.length:tn(t.
shown,e),a=o?0:Math.min(r,tn(t.shownFlags.subarray(0,r),n));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.remove();let i=document.createDocumentFragment();
for(let l=a;l<e.length;l++){let c=zd(e[l],n[l],l);t.nodes.push(c),i.append(c,p("wbr"))}return s.append(i),a<e.length&&t.following&&(s.scrollTop=s.scrollHeight),
t.shown=e,t.shownFlags=n,a}function zd(t,e,n){let o=p("span","dsv-token");o.setAttribute("role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),
e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[s,r]of t.split(`
`).entries())s&&o.append(p("span","sign","⏎"),`
`),r&&o.append(tt(r));return t||o.append(p("span","sign","∅")),o}function jd({model:t,own:e},n){let{choose:o,legend:s,low:r,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,h]=e.measure;Tt(o,n.map(([u,g])=>[u,`colour: ${g}`])),o.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";s.title=`darker: ${h}; hatched: ${m||
"no value"}`,r.textContent=$(l),a.textContent=`${$(c)} ${f}`,i.style.background=l<0?Bd:Fd}function Xd({sel:t,own:e}){let{first:n,shown:o,shownFlags:s,painted:r,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${S(l,40)}”`,s[i+c]&1?"generated":"prompt",r.values[i+c]])}}var nn=t=>e=>{e.root.dataset.anchor="",nt(e,t,e.own.total)},Yd={title:"Tokens",aria:"Tok\
ens of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:nn(-1),ArrowRight:nn(1),Home:nn(
Number.NEGATIVE_INFINITY),End:nn(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Dd,listen:t=>zr(t,()=>{so(t),ro(t,Ne(t),oo(t))}),draw:Hd,table:Xd},Kr=F(
Yd);var Qr={compressor:yo,cost:Ao,expert_load:Fo,expert_routing:Ko,follow_token:js,generation:Vs,hyper_connections:rr,lens:lr,lightning_indexer:Er,sparse_attention:Br,
token_strip:Kr};function Jr(t,e){let n={},o=[],s=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)s.push(`${a} ${i}`);else{let d=Vd(a,i,e);d?s.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let r=`The link asks for what this run does not have: ${s.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:s.length?r:""}}function Vd(t,e,{defaults:n,
limits:o,views:s}){if(!(t in n))return t;let r=o[t],a=Number(e);return r&&!(Number.isInteger(a)&&e!==""&&a>=r[0]&&a<=r[1])?`${t} ${e} (it has ${Math.max(r[0],0)}\
 to ${r[1]})`:t==="tab"&&e&&!s.some(i=>i.tab===e)?`view ${e}`:""}function Zr(t,e,n){let o=new URLSearchParams;for(let[s,r]of Object.entries(t.defaults))e.get(s)!==
r&&o.set(s,e.get(s));for(let[s,r,a]of t.linked){let i=t.views.find(l=>l.name===r)?.state[a];n[r].get(a)!==i&&o.set(s,n[r].get(a))}return o.toString()}function Gd(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},s=4+e;for(let[a,
i]of Object.entries(n.bytes)){o[a]=[];for(let l of i)o[a].push(t.subarray(s,s+l)),s+=l}let r=n.tokens.length?n.tokens:[null];return{rows:new Map(r.map((a,i)=>[a,
i])),said:n.said,traits:o}}async function ta(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.from(atob(e.textContent??""),s=>s.charCodeAt(
0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return Gd(new Uint8Array(await new Response(o).arrayBuffer()))}function Kd(t,e,n,o,s){
if(t.startsWith("own."))return n(t.slice(4));let r=e("token"),a=r>=0&&r<o?r:o-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?s[0]:t==="query_last"?s[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function ea(t,e,n,o,s=[-1,-1]){let r=[],a=null;for(let i of t.
fields){let l=i in t.frozen,c=Kd(i,e,n,o,s);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:r.push(l?t.frozen[i]:c)}return{chunk:r.join(
","),token:a}}var na=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var Me=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var oa="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",fo=t=>document.getElementById(
t),co=class{models={};#t={};#e={};#r={};#o=new Map;#s=new Set;#n=p("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="\
tab");let n={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new Me({...e.defaults,...e.selection,...n}),this.#i(),this.sel.on("change",()=>this.all())}#i(){
let e=p("div"),n=p("div","dsv-pane"),o=p("div","dsv-tabs"),s=p("div","dsv-columns");this.#n.setAttribute("role","tablist"),o.append(this.#n),s.append(n,o),document.
querySelector("main")?.append(e,s);for(let r of this.facts.views){this.#l(r);let a=p("div"),i=p("p","dsv-kept");i.setAttribute("role","status"),a.append(i),this.#t[r.
name]=a,this.#e[r.name]=i,{top:e,left:n,tab:o}[r.place].append(a),r.place==="tab"&&this.#c(r,a)}}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},
o=new Me(n,e.held,r=>{let a=r.replace(/_/g," "),i=e.held[r],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${l} ${oa}`)});o.widget_manager={get_model:async()=>this.sel};let s=e.parts.flatMap(r=>r.fields.
filter(a=>a.startsWith("own.")));for(let r of new Set(s))o.on(`change:${r.slice(4)}`,()=>this.all());this.models[e.name]=o}#c(e,n){let o=p("button","",e.tab);o.
setAttribute("role","tab"),this.#n.append(o),n.setAttribute("role","tabpanel"),n.setAttribute("aria-label",e.tab),o.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),o.addEventListener("keydown",s=>{let r=s.key==="ArrowRight"?1:s.key==="ArrowLeft"?-1:0;if(!r)return;let a=(this.tabs.indexOf(e)+r+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#n.children[a].focus()})}#d(e,n,o){this.#r[e]??={},this.#r[e][n]=o,this.#e[e].textContent=Object.values(
this.#r[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let n of this.facts.views)this.#d(n.name,"hel\
d","");let e=this.facts.views.filter(n=>n.place!=="tab"||n.tab===this.sel.get("tab"));await Promise.all(e.map(n=>this.#f(n))),this.#g()}))}async#f(e){let n=!this.#s.
has(e.name);this.#s.add(e.name),await this.#h(e),n&&await Qr[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#h(e){let n=this.models[e.name];
if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("query_first"),this.sel.get("query_last")],s=na(this.facts.ranges,o[0],o[1]),a=e.parts.some(
l=>l.fields.includes("query_first"))&&(s[0]!==o[0]||s[1]!==o[1]),i=`Shown is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;
this.#d(e.name,"range",a?`${i} holds no numbers. ${oa}`:""),await Promise.all(e.parts.map(l=>this.#p(e,l,s))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??
"")}async#p(e,n,o){let s=this.models[e.name],{count:r,tokens:a}=this.facts,i=ea(n,h=>this.sel.get(h),h=>s.get(h),r,o);if(!i){n.said="";return}let l=`${e.name}/${n.
method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#m(l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let h=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${r}.`;n.said=`${h} Open the trace itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let h of n.
traits){let m=h in e.state&&n.fields.includes(`own.${h}`);d.traits[h]&&!m&&s.set(h,d.traits[h][f])}}}#m(e){let n=this.#o.get(e);return n||(n=ta(e),this.#o.set(e,
n)),n}#u(){this.tabs.forEach((e,n)=>{let o=e.tab===this.sel.get("tab"),s=this.#n.children[n];s.setAttribute("aria-selected",String(o)),s.tabIndex=o?0:-1,this.#t[e.
name].style.display=o?"":"none"})}#g(){let e=`#${Zr(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let n=Jr(e,this.facts);for(let[o,s]of Object.entries(n.selection))this.sel.set(o,s);for(let[o,s,r]of n.own)this.models[o].set(s,r);fo("dsv-link").textContent=n.
said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function Qd(){let t=fo("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=
String(n),t.textContent=n?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var ho=new co(JSON.parse(fo("dsv-facts").textContent??""));Qd();ho.restore(location.hash);addEventListener("hashchange",()=>ho.restore(location.
hash));ho.all();
