var A=(t,e,n)=>Math.max(e,Math.min(n,t));function K(t,e,n){return n>e?A((t-e)/(n-e),0,1):t>=n?1:0}function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Ht(t){let e=t.reduce((a,l)=>a+l,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),s=t.map((a,l)=>l).sort((a,l)=>o[l]-o[a]),r=100-n.reduce((a,l)=>a+l,0);for(let a=0;a<r;a++)n[s[a%s.length]]++;
return n.map(a=>a/100)}function U(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var O=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var mt={top:"embedding",bottom:"head",draft:"draft block"};function Rt(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var vt=t=>t.model.get("rows");function se(t){let e=t.model.get("place")||String(t.sel.get("layer")),n=vt(
t).findIndex(o=>o.place===e);return n<0?1:n}function Re({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function ln(t){let e=vt(t)[se(t)];return{row:e,cell:e.cells[Math.min(Re(t),e.cells.length-1)]}}function cn(t,e,n){let o=vt(t)[e],s=Math.min(n,o.cells.
length-1);for(;s>0&&o.cells[s][2]<0;)s--;let r=o.cells[s][0];if(t.model.set("place",mt[o.place]?o.place:""),t.tell("part",r),!mt[o.place]){let a=r==="mixing"?{site:s?
1:0}:{};t.pick({layer:Number(o.place),entry:-1,expert:-1,...a})}t.redraw()}var re=(t,e)=>n=>{let o=vt(n),s=A(se(n)+t,0,o.length-1),{cells:r}=o[s],a=Re(n);if(e){
do a+=e;while(a>=0&&a<r.length&&r[a][2]<0);if(a<0||a>=r.length)return}cn(n,s,Math.max(0,a))};function ve(t){let{tab:e}=t.model.get("cards")[ln(t).cell[0]];e&&t.
pick({tab:e})}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ae(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function dn(t,e,n){let o=ae(t),s=ae(e);return o.map((r,a)=>Math.round(r+(s[a]-r)*n))}var ft=(t,e,n)=>`rgb(${dn(t,
e,n).join(",")})`,zt=(t,e)=>Array.from({length:255},(n,o)=>ft(t,e,o/254));function Ut(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
n+.114*o>140?"#111":"#fff"}function p(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function N(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))o.setAttribute(s,String(r));return n!==void 0&&(o.textContent=n),o}function V(t,e){let n=p("op\
tion","",e);return n.value=String(t),n}function Q(t,e){let n=p("table",t),o=p("thead"),s=p("tr"),r=p("tbody");for(let a of e)s.append(p("th","",a));return o.append(
s),n.append(o,r),{table:n,head:s,rows:r}}function P(t,e,n){let o=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*o)),r=Math.max(1,Math.round(n*o));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=J(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var J=t=>t.
getContext("2d");function bt(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function wt(t,e,n=5){let o=bt(n,n),s=J(o);return s.strokeStyle=
e,s.lineWidth=1,s.beginPath(),s.moveTo(0,n),s.lineTo(n,0),s.moveTo(-1,1),s.lineTo(1,-1),s.moveTo(n-1,n+1),s.lineTo(n+1,n-1),s.stroke(),t.createPattern(o,"repeat")}
function Z(t,e,n,o,s,r){t.fillStyle=wt(t,k(e,"none"),5),t.fillRect(n,o,s,r)}function bo(t,e,[n,o,s]){let{card:r}=t.own,a=t.model.get("cards")[n],l=mt[e.place]?"":e.place,i=p("div");i.append(`${a.section}, `,p("code","",a.file)),r.replaceChildren(
p("h4","",`${a.title}${l?` of layer ${l}`:""}`),p("div","dsv-note",a.does),p("div","",s<0?`Layer ${l} has no such part.`:`${Rt(o)} parameters, ${U(s)}`),p("pre",
"",a.equation),...e.words?[p("div","dsv-note",`This layer ${e.words}.`)]:[],i,...ma(t,a.points,n,l));let c=p("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=p("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>ve(t)),c.append(d," ")}c.append("alone: ",p("code","",a.code)),r.append(c)}function ma(t,e,n,o){
let s=n==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",r=e.filter(([l,,i])=>!l.includes("{i}")||o&&i.includes(Number(o))&&l.includes(s));if(!r.length)return[];
let a=p("ul");for(let[l,i]of r){let c=p("li");c.append(p("code","",l.replace("{i}",o)),` ${i}`),a.append(c)}return[p("div","dsv-note","Can be captured:"),a]}var lt={sliding:"▭",csa:"▤",hca:"▦"},le=(t,e)=>`layer ${t} ${lt[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ua={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function ga({
model:t,own:e},n){let{layers:o}=t.get("totals"),s=t.get("columns").length,r=o>30?13:o>14?17:24,a=e.figure.clientWidth<330,l=a?70:112,i=a?2:62,c=A(e.figure.clientWidth-
2,236,620),d=c-l-i,f=d/s,h=f<58,m=h?68:20;return{tall:r,narrow:a,left:l,right:i,width:c,span:d,wide:f,steep:h,top:m,height:m+n*(r+2)+4}}function wo(t,e,n,o){let s=Math.
max(Math.log(o)-Math.log(n),1e-9),r=m=>.1+.8*(Math.log(m)-Math.log(n))/s,a={...ga(t,e.length),alpha:r},{width:l,height:i,narrow:c,right:d,top:f}=a,h=N("svg",{width:l,
height:i,role:"group","aria-label":"the model's layers and parts"});h.append(...ya(t,a)),c||h.append(N("text",{x:l-d+4,y:f-8,class:"quiet"},"parameters")),h.append(
...ka(t,a,e));for(let[m,u]of e.entries())h.append(...xa(t,a,u,m));return h.addEventListener("click",m=>{let u=m.target.closest?.(".cell");u&&cn(t,Number(u.dataset.
row),Number(u.dataset.column))}),h}function ya(t,{left:e,wide:n,steep:o,top:s}){return t.model.get("columns").map((r,a)=>{let l=e+(a+.5)*n,i={transform:`transla\
te(${l+4},${s-5}) rotate(-90)`};return N("text",{class:"quiet column",...o?i:{x:l,y:12,"text-anchor":"middle"}},ua[r])})}function ka(t,{left:e,top:n,tall:o},s){
let{streams:r}=t.model.get("totals"),a=n+(s.findIndex(l=>l.place==="bottom")+.2)*(o+2);return Array.from({length:r},(l,i)=>{let c=e-6-4*(r-i),d=k(t.root,"quiet");
return N("line",{x1:c,x2:c,y1:n+o,y2:a,stroke:d,"stroke-width":1.2})})}function xa(t,e,n,o){let{tall:s,narrow:r,width:a,right:l,top:i}=e,c=i+o*(s+2),d=r?"":` ${n.
kind}`,f=`${n.place} ${lt[n.kind]}${d}${n.routing==="hash"?" ☷":""}`,h=N("text",{x:2,y:c+s/2+4},mt[n.place]??f);o===se(t)&&(h.style.fontWeight="700",h.style.fill=
k(t.root,"mark"));let m=n.cells.flatMap((g,y)=>ba(t,e,n,g,o,y)),u=[h,...m];return r||u.push(N("text",{x:a-l+4,y:c+s/2+4,class:"quiet"},Rt(n.parameters))),u}function ba(t,{
left:e,span:n,wide:o,tall:s,top:r,alpha:a},l,[i,,c],d,f){let{root:h}=t,m=mt[l.place],u=r+d*(s+2),g=m?e:e+f*o,y=m?n:o-2,x=u+s/2;if(c<0){let v={x1:g+y/2-4,x2:g+y/
2+4,y1:x,y2:x};return[N("line",{...v,stroke:k(h,"line")})]}let w=d===se(t)&&(m||f===Re(t)),T=N("rect",{class:"cell",x:g,y:u,width:y,height:s,rx:3,fill:`rgba(${k(
h,"tint")}, ${a(c).toFixed(2)})`,stroke:w?k(h,"mark"):"none","stroke-width":2});if(T.dataset.row=String(d),T.dataset.column=String(f),T.append(N("title",{},`${m??
`layer ${l.place}, ${i}`}: ${U(c)}`)),s<=15||y<=46)return[T];let M={x:g+y/2,y:x+4,"text-anchor":"middle","pointer-events":"none"},_=N("text",M,U(c));return _.style.
fontSize="10px",a(c)>.62&&(_.style.fill=k(h,"panel")),[T,_]}function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Ct(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var R=t=>Ct(t,Float32Array),I=t=>Ct(t,Int32Array),Ce=t=>Ct(
t,Int16Array),ht=t=>Float32Array.from(Ct(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function tt(t,e){let n=q(t),o=new TextDecoder,s=[],r=0;for(let a of Ct(e,
Uint16Array))s.push(o.decode(n.subarray(r,r+a))),r+=a;return s}function L(t){let e=null,n;return(...o)=>((!e||o.some((s,r)=>s!==e[r]))&&(n=t(...o),e=o),n)}var $o=globalThis;$o.dsvGains??=new WeakMap;var fn=$o.dsvGains;function D(t,e){let n=t.get(e);return fn.get(n)?.whole??n}function Ta(t,e,n,o){let s=t.get(e),r=q(
D(t,e)),a=q(o);if(r.length!==n||!(s instanceof Object))return!1;let l=fn.get(s);if(!l||l.room.length<n+a.length){let i=new Uint8Array(2*(n+a.length));i.set(r),l=
{room:i},fn.set(s,l)}return l.room.set(a,n),l.whole=l.room.subarray(0,n+a.length),!0}function To({model:t}){let e=(n,o)=>{let s=(n?.gained??[]).filter(([r,a],l)=>!Ta(
t,r,a,o[l]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var hn=400;function No(t,e){let n=p("button","dsv-small dsv-numbers","▦"),o=p("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let s=!1;return t.
listen(n,"click",()=>{s=!s,n.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(o.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&Na(t,o,e()),
s)}function Na(t,e,{columns:n,rows:o,note:s}){let r=Q("dsv-table",n);for(let l of r.head.children)l.scope="col";for(let l of o.slice(0,hn)){let i=p("tr");i.style.
cursor="default";for(let c of l)i.append(p("td","",Aa(c)));r.rows.append(i)}let a=o.length>hn?`The first ${hn} of ${o.length} rows. `:"";e.replaceChildren(p("di\
v","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:n,rows:o.length}}function Aa(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):String(
t??"–")}var Ma="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Sa={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ea={expert:-1,entry:-1,hover_entry:-1},Oa=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:To,render:e=>_a(e,t)});async function _a({model:t,el:e},n){let o=Ra(n);e.append(o.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new pn(t,s,o,n);return r.own=n.build(r),n.listen?.(r),r.redraw(),()=>r.clean()}function Ra({title:t,aria:e}){let n=p("di\
v","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=p("div","dsv-head"),s=p("span","dsv-facts");s.setAttribute("aria-live",
"polite"),o.append(p("span","dsv-title",t),s);let r=p("div","dsv-message"),a=p("div","dsv-body");return n.append(p("div","dsv-gone",Ma),o,r,a),{root:n,head:o,facts:s,
message:r,body:a}}var pn=class{#t=!1;#e=!1;#r=60;#o;#s;#n=[];constructor(e,n,{root:o,head:s,facts:r,message:a,body:l},i){this.model=e,this.sel=n,this.root=o,this.
head=s,this.facts=r,this.body=l,this.#o=a,this.#s=i,this.own=void 0,this.tabled=i.table?No(this,()=>i.table(this)):null,this.#i(),this.#c()}redraw(){this.#t||this.#e||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#r=60;let r=n.get("message");if(e.classList.toggle("empty",!!r),this.#o.textContent=r,this.#o.style.display=r?"":"none",s.style.
display=r?"none":"",r){o.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#l(Object.entries({...n?Ea:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,s])=>this.sel.get(o)!==s);this.#l(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#l(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,s){e.addEventListener(n,o,s),this.#n.push(()=>e.removeEventListener(n,o,s))}#i(){let{
model:e,sel:n,root:o}=this,s=()=>this.redraw(),r=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};r(e,"change",s),r(e,"msg:custom",s),r(n,"change",s);let a=()=>o.
classList.toggle("gone",n.comm_live===!1);a(),r(n,"comm_live_update",a);let l=new MutationObserver(()=>{s(),setTimeout(s,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let i=new ResizeObserver(s);i.observe(o),this.#n.push(()=>l.disconnect(),()=>i.disconnect())}#c(){
this.listen(this.root,"focusin",mn,!0),this.listen(this.root,"keydown",e=>{if(Oa.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(Sa):this.#s.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#n)e();this.root.remove()}},
mn=t=>{t.target.dataset.lmSuppressShortcuts="true"};var va="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Ca({body:t}){let e=p("div","dsv-map"),n=p("div","dsv-map-figur\
e"),o=p("div","dsv-map-card");return e.append(n,o),t.append(e),{figure:n,card:o}}function La(t){let{model:e,facts:n,root:o}=t,{figure:s,card:r}=t.own,a=vt(t),l=e.
get("totals");if(!a.length)return;n.replaceChildren(p("b","",`${Rt(l.parameters)} parameters`),` in ${U(l.bytes)} of the release's formats; ${Rt(l.active)} work\
 on each token · ${l.layers} layers, ${l.streams} streams`);let i=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...i),Math.max(...i)],f=`(${U(
c)} to ${U(d)}, logarithmic)`,h=s.scrollTop;s.replaceChildren(wo(t,a,c,d),p("div","dsv-note",`${va} ${f} · – : not in this layer`)),s.scrollTop=h;let{row:m,cell:u}=ln(
t);bo(t,m,u),o.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:u[0],place:m.place,bytes:l.bytes,card:r.textContent}}function qa(t){let e=t.model.get("\
columns"),n=t.model.get("cards"),o=s=>s?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((s,r)=>`${n[s].title}${s===
"mixing"?o(r):""}, bytes`)],rows:vt(t).map(s=>[mt[s.place]??`layer ${s.place}`,s.kind,s.routing,s.parameters,...s.cells.map(r=>r[2]<0?null:r[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Ia={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:re(-1,0),ArrowDown:re(1,0),ArrowLeft:re(0,-1),
ArrowRight:re(0,1),Enter:ve},build:Ca,draw:La,table:qa},Ao=F(Ia);var Pa=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Wa=/<｜([^｜<>\n]*)｜>/g,Fa=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ba=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,et=t=>t.replace(Wa,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(Pa,Ba),$t=t=>Fa.
test(t)?`⁨${t}⁩`:t,ut=t=>et(t.replace(/\n/g,"⏎"));function S(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=et(n)||"␣",s=[...o];return $t(s.length>e?`${s.slice(0,e-1).join("")}…`:o)}function pt(t,e,n=!1){let o=[...et(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?$t(o.join("")):$t(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var gt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var Le=34;function Da(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var Ha=(t,e,n)=>A(Math.floor(t/e*n),0,n-1),un=({model:t})=>Da(t.get("table"),
t.get("chosen"));function za({body:t}){let e=p("div","dsv-note"),n=p("div","dsv-scroll"),o=p("div"),s=p("div","dsv-note");return n.style.maxHeight="230px",t.append(
e,n,o,s),{words:e,list:n,strip:o,waiting:s}}function Ua(t){let{words:e,list:n,waiting:o}=t.own,s=un(t);s.kind&&(t.facts.replaceChildren(p("b","",le(s.layer,s.kind)),
s.entry>=0?` · entry ${s.entry} of ${s.complete}`:" · no entry is complete yet"),e.textContent=s.kind==="csa"?`A CSA entry stands for ${s.rate} tokens and is \
pooled from ${2*s.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${s.rate} tokens; the gates sum to one.`,n.replaceChildren(...s.rows.length?[ja(t,s)]:[]),Ya(t,s),o.textContent=s.pending.length?`Waiting f\
or their block to fill (${s.pending.length} of ${s.rate}): `+s.pending.map(r=>S(r,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:s.layer,token:s.token,entry:s.entry,complete:s.complete,tokens:s.rows.map(r=>r.token),gates:s.rows.map(r=>r.gate),index:s.rows.map(r=>r.index_gate),pending:s.
pending.length})}function ja(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:s}=Q("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),r=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let l=p("tr"),i=p("td","",`“${S(a.piece,14)}”`);i.style.textAlign="left",l.append(
p("td","",`${a.token}`),i);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=p("span","dsv-bar"),f=p("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/r*(n?56:130))}px`,f.append(d),l.append(p("td","",$(c,3)),f)}l.addEventListener("click",()=>t.pick({token:a.token})),s.append(l)}return o}function Ya(t,e){
let{model:n,body:o,root:s}=t,{strip:r}=t.own,a=R(n.get("sharpness")),l=a.length;if(!l){r.replaceChildren();return}let i=Math.max(200,o.clientWidth-2),c=i/l,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),f=N("svg",{width:i,height:Le+16,role:"img","aria-label":`${l} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${$(d,1)})`;f.append(N("text",{x:0,y:10,class:"quiet"},h));for(let m=0;m<l;m++){let u=Number.isNaN(a[m]),g=u?Le:A(a[m]/d,0,1)*Le,y=m===e.
entry?k(s,"mark"):`rgb(${k(s,"tint")})`,x=N("rect",{class:"step",x:m*c,y:14+Le-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?k(s,"none"):
"none","stroke-dasharray":"2 3"});x.append(N("title",{},`entry ${m}: ${u?"its gates were not captured":$(a[m],2)}`)),f.append(x)}f.addEventListener("click",m=>{
t.pick({entry:Ha(m.clientX-f.getBoundingClientRect().left,i,l)})}),r.replaceChildren(f)}function Xa(t){let e=un(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var Mo=t=>e=>{let n=un(e);n.complete&&e.pick({entry:A(n.entry+t,0,n.complete-1)})},Va={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:Mo(-1),ArrowRight:Mo(1)},build:za,draw:Ua,table:Xa},So=F(Va);function nt(t,e,n,o){let s=p("select");s.setAttribute("aria-label",n),s.dataset.trait=e,Tt(s,o);let r=typeof t.model.get(e)=="number";return t.listen(s,"change",
()=>{t.tell(e,r?Number(s.value):s.value),t.redraw()}),{select:s,show:l=>{l&&Tt(s,l),s.value=String(t.model.get(e))}}}function Tt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,s])=>V(o,s))),t.dataset.options=n)}function Eo(t,e,n,o,s){let r=null,a=i=>i.clientX-e.getBoundingClientRect().
left-n()[0],l=i=>A(a(i)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",i=>{let c=a(i);c<0||c>n()[1]||(r=l(i),e.setPointerCapture?.(i.pointerId))}),t.listen(e,
"pointermove",i=>{r!==null&&o(Math.min(r,l(i)),Math.max(r,l(i)))}),t.listen(e,"pointerup",i=>{if(r===null)return;let c=r,d=l(i);r=null,s(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{r=null})}function qe(t,e){let n=0,o=()=>{let r=t.root,a=r.getBoundingClientRect(),l=e.getBoundingClientRect();if(performance.
now()>n||r.scrollHeight<=r.clientHeight)return;let i=r.querySelector(".dsv-controls")?.offsetHeight??0;l.bottom>a.bottom&&(r.scrollTop+=Math.max(0,l.top-a.top-i-
6))},s=()=>{n=0};return o.ask=()=>{n=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",s,{passive:!0}),t.listen(t.root,"pointerdown",r=>{r.target.tagName!==
"SELECT"&&s()}),o}var ie=46,gn=74,Ie=18,yn=24,Lt=10,ce=20,Ga={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},kn={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function Ka(t){return t>=1048576?`${$(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Qa(t){let e=t.filter(
s=>s>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function Ja(t,e,n,o){let s=[...t.keys()].sort(
(l,i)=>t[l]-t[i]),r=[...t];for(let[l,i]of s.entries())l&&(r[i]=Math.max(r[i],r[s[l-1]]+e));let a=[...s].reverse();if(a.length&&r[a[0]]>o)for(let[l,i]of a.entries())
r[i]=l?Math.min(r[i],r[a[l-1]]-e):o;return r.map(l=>Math.max(n,l))}function xn(t,{title:e,what:n,lines:o,words:s}){let{model:r,body:a,root:l}=t,i=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(i?2:1))),d=i?172:120,f=c-ie-gn,[h,m]=Qa(o.flat()),u=E=>ie+(Math.log2(E)-Lt)/(ce-Lt)*f,g=E=>Ie+(m-Math.log10(
E))/(m-h)*(d-Ie-yn),y=r.get("readings"),x=r.get("models").map((E,C)=>`${E} ${s(y[C][n])}`),w=N("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${x.join("\
, ")}`});w.append(N("text",{x:2,y:11},e));for(let E=h;E<=m;E++){let C=s(10**E).replace("FLOP","").replace(".00","").replace(".0","");w.append(N("line",{x1:ie,x2:c-
gn,y1:g(10**E),y2:g(10**E),stroke:k(l,"line")}),N("text",{x:ie-4,y:g(10**E)+4,"text-anchor":"end",class:"quiet"},C))}for(let E=Lt;E<=ce;E+=c<300?5:2){let C={x:u(
2**E),y:d-9,"text-anchor":"middle",class:"quiet"};w.append(N("text",C,Ka(2**E)))}let T=u(r.get("own").length),M={x1:T,x2:T,y1:Ie,y2:d-yn};w.append(N("line",{...M,
stroke:k(l,"ink"),"stroke-dasharray":"1 3"}));let _=Ja(o.map(E=>g(E[E.length-1])),12,Ie,d-yn),v={x:u,y:g,right:c-gn};for(let[E,C]of o.entries())w.append(...Za(t,
E,n,C,_[E],v,s));return w.addEventListener("click",E=>{let C=(E.clientX-w.getBoundingClientRect().left-ie)/f,Ot=Math.round(A(Lt+C*(ce-Lt),Lt,ce));t.tell("length",
2**Ot),t.redraw()}),w.style.cursor="pointer",w}function Za({model:t,root:e},n,o,s,r,{x:a,y:l,right:i},c){let d=t.get("models")[n],f=t.get("lengths"),{context:h,
length:m}=t.get("own"),u=t.get("readings")[n][o],g=k(e,kn[d]),y=N("path",{d:s.map((_,v)=>`${v?"L":"M"}${a(f[v]).toFixed(1)} ${l(_).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Ga[d]}),x=N("text",{x:i+5,y:r+4},d);x.style.fill=g;let w=N("circle",{cx:a(m),cy:l(u),r:3,
fill:g});if(w.append(N("title",{},`${d}: ${c(u)}`)),d!=="this model"||h<2**Lt||h>=2**ce)return[y,x,w];let T=l(s[f.findIndex(_=>_>=h)]),M=N("circle",{cx:a(h),cy:T,
r:3.2,fill:k(e,"panel"),stroke:g});return M.append(N("title",{},`longest context this model accepts: ${O(h)}`)),[y,x,M,w]}var bn=["window","entries","sink"],Oo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],Pe="V3.2";function wn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var qt=t=>Number.isFinite(t)?`${$(100*t,t>=.1?1:2)} %`:"–";function de({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(Pe)]}}function Ro(t){let{root:e}=t,{models:n,readings:o,v32:s}=de(t),r=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:l,rows:i}=Q("dsv-table dsv-cost-table",r);for(let c of l.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],h=p("td","",d),m=p("td"),u=p("td");h.style.color=k(e,kn[d]),m.style.textAlign=u.style.
textAlign="left",m.append(..._o(t,f.classes)),Object.keys(f.parts).length>1&&u.append(..._o(t,f.parts));let g=p("tr");g.append(h,p("td","",wn(f.flops)),p("td","",
qt(f.flops/s.flops)),m,p("td","",U(f.bytes)),p("td","",qt(f.bytes/s.bytes)),u),i.append(g)}return a}function _o({root:t},e){let n=Object.entries(e),o=n.reduce((l,[
,i])=>l+i,0),s=p("span","dsv-stack");for(let[l,[i,c]]of n.entries()){if(!(c>0))continue;let d=p("span"),f=Oo[Math.floor(l/bn.length)%Oo.length];d.style.width=`${100*
c/o}%`,d.style.background=`${f}${k(t,bn[l%bn.length])}`,d.title=`${i}: ${qt(c/o)}`,s.append(d)}let[r,a]=[...n].sort((l,i)=>i[1]-l[1])[0];return[s,` ${r} ${qt(a/
o)}`]}function vo({model:t}){let e=p("div","dsv-note");e.style.marginTop="6px",e.append(p("b","","Published for 1,048,576 tokens, recomputed here: "));let n=t.get(
"published");for(let[o,[s,r,a,l,i]]of n.entries())e.append(`${o?"; ":""}${s} ${r} ${Math.round(100*a)} % of V3.2, `,p("b","",`${$(100*l,2)} %`),i?" ✓":" ✗ dif\
fers");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function Co({model:t}){let e=t.get("held"),n=p("\
div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really holds is shown beside the formula once a run has ended.",n;
let o=p("b","",`This run's cache held ${O(e.held)} bytes`);if(n.append(o,` after ${O(e.tokens)} tokens (${e.dtype})`),e.formula){let s=Object.entries(e.formula),
r=s.reduce((l,[,i])=>l+i,0),a=r===e.held;n.append(a?"; the formula says the same to the byte: ":`; the formula says ${O(r)}: `,s.filter(([,l])=>l).map(([l,i])=>`${l}\
 ${O(i)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${O(e.rows)} bytes, in the release's precision ${O(e.release)}.`),n}var Lo="what if",tl=["csa_rate","hca_rate","index_topk"];function el(t){let{model:e,body:n}=t,o=p("div","dsv-controls"),s=p("div","dsv-cost-charts"),r=p("div","\
dsv-panel"),a=nt(t,"precision","precision",e.get("precisions")),l=nt(t,"counting","how FLOPs are counted",e.get("countings")),i=nt(t,"base","model the sliders s\
tart from",[]),c=[We(t,"length","context",10,20),We(t,"csa_rate","CSA rate",1,6),We(t,"hca_rate","HCA rate",2,10),We(t,"index_topk","top-k",3,12)],d=p("div","ds\
v-cost-sliders"),f=p("button","dsv-small","own values");return d.append(...c.map(h=>h.box),f),o.append(i.select,a.select,l.select),n.append(o,d,s,r),{charts:s,below:r,
precision:a,counting:l,base:i,sliders:c,reset:f,doubles:L(nl)}}var nl=t=>Ct(t,Float64Array);function ol(t){t.listen(t.own.reset,"click",()=>{for(let e of tl)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function We(t,e,n,o,s){let{model:r}=t,a=p("label"),l=p("input"),i=p("output");return Object.assign(l,{type:"range",
min:o,max:s,step:1}),l.setAttribute("aria-label",n),a.append(n,l,i),t.listen(l,"input",()=>{let d=2**Number(l.value);t.tell(e,e!=="length"&&d===r.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=r.get(e)||r.get("own")[e];l.value=String(Math.round(Math.log2(d))),i.textContent=e==="length"?O(d):`${d}${r.get(e)?"":"\
 (own)"}`}}}function sl(t){let{model:e,root:n,own:o}=t,{base:s,precision:r,counting:a,sliders:l,reset:i,charts:c,below:d}=o,{models:f,readings:h}=de(t);if(!f.length)
return;let m=f.filter(g=>g!==Pe&&g!==Lo);s.show(m.map(g=>[g,`sliders change: ${g}`])),s.select.value||(s.select.selectedIndex=s.select.options.length-1);for(let g of[
r,a,...l])g.show();i.style.visibility=f.includes(Lo)?"":"hidden",rl(t);let u=qo(t,0);c.replaceChildren(xn(t,{title:"FLOPs of one token",what:"flops",lines:u,words:wn}),
xn(t,{title:"cache of one sequence",what:"bytes",lines:qo(t,1),words:U})),d.replaceChildren(Ro(t),vo(t),Co(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function qo({model:t,own:e},n){let o=e.doubles(
t.get("curves")),s=t.get("lengths").length;return t.get("models").map((r,a)=>[...o.subarray((2*a+n)*s,(2*a+n+1)*s)])}function rl(t){let{models:e,readings:n,v32:o}=de(
t),s=e.flatMap((a,l)=>{let i=`${qt(n[l].flops/o.flops)} / ${qt(n[l].bytes/o.bytes)}`;return a===Pe?[]:[`${a} `,p("b","",i)," "]}),r=p("b","",`${O(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...s,"(FLOPs / cache)")}function al(t){let{model:e}=t,{models:n,readings:o,
v32:s}=de(t),r=(i,c)=>i.find(([d])=>d===c)?.[1],a=r(e.get("precisions"),e.get("precision")),l=r(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((i,c)=>{let{flops:d,bytes:f}=o[c];return[i,d/1e9,d/s.flops,f,f/s.bytes]}),note:`At ${O(e.get("ow\
n").length)} tokens of context; ${a}; ${l}.`}}var ll={title:"Cost",aria:"Cost of a token against the length of its context",build:el,listen:ol,draw:sl,table:al},
Io=F(ll);function ot(t,e,n){let o=t.sel.get("token"),s=o===-1?n-1:o,r=Number.isFinite(e)?s+e:e<0?0:n-1;t.pick({token:A(r,0,n-1)})}function j(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[A(o+e,0,n.length-1)],expert:-1,entry:-1})}var It=16,kt=7,Fe=268,Po=206,yt=70;function Wo(t,e){let{body:n,root:o,own:s}=t,r=Math.max(200,n.clientWidth-2),a=P(s.range,r,17),l=r-yt-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=k(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=k(o,"line"),a.fillRect(yt,3,l,11);let[i,c]=s.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>yt+l*m/Math.max(e.tokens,1);i>=0&&(a.fillStyle=`rgba(${k(o,"tint")}, 0.75)`,a.fillRect(d(i),3,Math.max(2,d(c+1)-d(i)),
11)),a.fillStyle=k(o,"ink");let f=i>=0?`${i} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(f).width;a.fillText(f,A(i>=0?d(i)+3:yt+4,yt,yt+l-h),9)}function Fo(t,{
facts:e,layers:n,summary:o},s){let{root:r,model:a,sel:l,own:i}=t,c=P(i.side,s,$n(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=k(r,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(s===Fe?"effective experts":"effect.",166,8);for(let[d,f]of n.entries()){
let h=It+d*i.place.tall+i.place.tall/2,m=f===l.get("layer"),[u,g,y,x,w]=o.subarray(kt*d,kt*d+5);c.fillStyle=k(r,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let T=lt[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${T} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=k(r,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText($(u),84,h),c.fillText($(g),136,h),c.fillText($(y,1),166,h),s===Fe&&il(c,r,h,[y,x,w].map(M=>M/e.experts))}}function il(t,e,n,[
o,s,r]){let a=l=>196+62*A(l,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(a(1),n),t.stroke(),Number.isNaN(o)){Z(t,e,a(0),n-4,62,8);return}
Number.isNaN(s)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(s),n),t.lineTo(a(r),n),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"mark"),t.fillRect(
a(o)-1,n-5,2,10)}function Bo(t,{facts:e,layers:n,counts:o,tokens:s,summary:r,brushed:a,here:l,elsewhere:i}){let{sel:c,facts:d,own:f}=t,h=n.indexOf(c.get("layer")),
m=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,u=f.hovered??m;if(d.replaceChildren(),!u){let x=0,w=0;for(let M=0;M<n.length;M++)x+=r[kt*M+5]||0,
w+=r[kt*M+6]||0;let T=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${T}, ${e.slots} of ${e.experts} experts each: `,p("b","",`${x} neve\
r chosen`),`, ${$(w,1)} would be by chance`);return}let g=s[2*u.row],y=l(u.row,u.expert);d.append(`layer ${n[u.row]}, expert ${u.expert}: `,p("b","",Number.isNaN(
y)?"not captured":`${$(y)} × even use`),` (${o[u.row*e.experts+u.expert]} of ${g} tokens, even ${$(g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${$(i(
u.row,u.expert))} ×`)}function Do({root:t,model:e},n){let o=p("span","dsv-ramp");o.style.display="inline-block",o.style.width="90px",o.style.verticalAlign="mid\
dle";let s=["less","even","more"].map(a=>k(t,a));o.style.background=`linear-gradient(90deg, ${s.join(", ")})`;let r=e.get("against")==="rest"&&n.first>=0?"the r\
est":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${r} · full tile: above · dot: never chosen · hatched: not captured · effective expe\
rts: of ${n.draws} choices, with 5 to 95 %`]}var $n=({model:t,own:e})=>It+t.get("layers").length*e.place.tall+2;var cl=2,Pt=32,Tn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function Ho(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,s)=>t[s]-t[o]||o-s):n}var Nn=t=>t>
0?A(Math.log2(t)/cl,-1,1):-1;function Be(t,e,n,o,s,r,a){let l=Nn(r),i=l<-1e-9?Math.max(2,s*(1+.5*l)):s;t.fillStyle=a(l),t.fillRect(e,n+(s-i)/2,o,i)}function De(t){
let e=k(t,"less"),n=k(t,"even"),o=k(t,"more"),s=Array.from({length:2*Pt+1},(r,a)=>a<Pt?ft(n,e,(Pt-a)/Pt):ft(n,o,(a-Pt)/Pt));return r=>s[Math.round((A(r,-1,1)+1)*
Pt)]}var dl="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",fl="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function zo(t,e){
let{model:n,sel:o}=t,{low:s}=t.own,r=n.get("panel");s.replaceChildren(),r==="ranks"?ml(t):n.get("layers").includes(o.get("layer"))?r==="together"?pl(t,e):hl(t,n.
get("detail")):s.append(p("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function hl(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(p("div","dsv-note",dl));return}let[o,s,r]=e.weight.map(c=>$(c)),a=p("div","dsv-note");a.append(p("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${r} (middle ${s})`:"",e.bias===null?"":`; its bias is ${$(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let l=p("table","dsv-table"),i=p("tbody");l.append(i);for(let c of e.rows){let d=p("tr"),f=p("td","dsv-context");f.append(pt(c.before,26,
!0),p("b","",pt(c.piece,20)),pt(c.after,26)),d.append(p("td","",String(c.token)),p("td","",$(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
i.append(d)}n.append(a,l)}function pl(t,e){let{model:n,sel:o,body:s,root:r}=t,{low:a}=t.own,l=t.own.together(n.get("together"));if(l.length!==e*e)return;let i=p(
"canvas"),c=p("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(p("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,i);let f=A(Math.floor((s.clientWidth-40)/e),
2,17),h=26,m=15,u=P(i,h+f*e+2,f*e+m+1),g=De(r);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=k(r,"quiet");for(let M=0;M<e;M+=Math.max(
1,Math.ceil(14/f)))u.fillText(String(M),h+M*f+1,7),u.fillText(String(M),6,m+M*f+f/2);let y=wt(u,k(r,"none"),4),x=f-(f>5?1:0),w=[Number.NaN,0,0];for(let M=0;M<l.
length;M++){let[_,v]=[Math.floor(M/e),M%e],E=h+v*f,C=m+_*f;Number.isNaN(l[M])?_!==v&&(u.fillStyle=y,u.fillRect(E,C,x,x)):(Be(u,E,C,x,x,l[M],g),l[M]<=w[0]||(w=[l[M],
_,v]))}if(Number.isNaN(w[0]))return;let T=`Most often beyond chance: experts ${w[1]} and ${w[2]}, ${$(w[0])} times.`;a.append(p("div","dsv-note",T))}function ml(t){
let{model:e}=t,{many:n,where:o,low:s}=t.own,r=e.get("ranks"),a=e.get("layers"),l=t.own.parallel(e.get("parallel")),i=p("div","dsv-controls");n.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),o.show(),i.append(p("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:f,rows:h}=Q("dsv-table",c);f.lastChild.style.textAlign="left";let m=r+3;if(l.length===a.length*
m)for(let[u,g]of a.entries()){let y=l.subarray(u*m,(u+1)*m),x=p("tr");x.append(p("td","",String(g)),p("td","",`${$(y[r])} ×`),p("td","",$(y[r+1])),p("td","",$(
y[r+2])),ul(t,y.subarray(0,r))),x.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(x)}s.append(i,d,p("div","dsv-note",fl))}function ul(t,e){
let n=p("td");return n.style.textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,s)=>{let r=p("span","dsv-bar");r.style.width=`${A(160/e.length,2,18)}px`,
r.style.height=`${Math.round(7*A(o,0,2.4))}px`,r.style.marginRight="1px",r.style.verticalAlign="baseline",r.title=`rank ${s}: ${$(o)}`,o>1&&(r.style.background=
k(t.root,"more")),n.append(r)}),n}function gl(t){let e=p("div","dsv-controls"),n=nt(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=nt(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),s=nt(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),r=nt(t,"ranks","number of ranks",[]),a=nt(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),l=p("button","dsv-small","whole text");l.title="forget the brushed range",e.append(n.select,o.select,s.select,l);
let i=p("canvas","dsv-load-range"),c=p("div","dsv-load"),d=p("canvas"),f=p("div","dsv-load-scroll"),h=p("canvas"),m=p("div","dsv-note"),u=p("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",f.append(h),c.append(d,f),t.body.append(e,i,c,m,u),{against:n,sort:o,panel:s,many:r,where:a,clear:l,range:i,side:d,scroll:f,
map:h,legend:m,low:u,reveal:qe(t,u),counts:L(I),rest:L(I),tokens:L(I),summary:L(R),together:L(R),parallel:L(R),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function yl(t){let{model:e,own:n}=t,{panel:o,many:s,where:r,reveal:a,clear:l,range:i,map:c,side:d}=n;for(let m of[o,s,r])t.listen(m.select,"change",a.ask);t.listen(
l,"click",()=>t.pick({query_first:-1,query_last:-1})),Eo(t,i,()=>[yt,i.clientWidth-yt-4],(m,u)=>{n.dragging=jo(t,m,u),t.redraw()},(m,u)=>{let[g,y]=jo(t,m,u);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{n.hovered=Yo(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=Yo(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-It)/n.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Uo=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[A(o<0?
0:o+t,0,n.length-1)]})};function jo(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Yo({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-It)/t.place.tall),s=Math.floor((e.clientX-n.left)/t.place.cell),r=t.place.orders[o];return r&&s>=0&&s<
r.length?{row:o,expert:r[s]}:null}function Xo({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:s}=n,r=e.counts(t.get("counts")),a=e.rest(t.get("rest")),l=e.
tokens(t.get("tokens")),i=n.first>=0,c=i&&t.get("against")==="rest",d=(u,g)=>Tn(r[u*o+g],l[2*u],s,o),f=(u,g)=>Tn(a[u*o+g],l[2*u+1],s,o),h=(u,g)=>c?d(u,g)/f(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:r,tokens:l,summary:m,brushed:i,here:d,elsewhere:f,rate:h}}function kl(t){let{model:e,
body:n,root:o,sel:s,own:r}=t,{against:a,sort:l,panel:i,clear:c,legend:d,reveal:f}=r;for(let E of[a,l,i])E.show();let h=Xo(t),{facts:m,layers:u,brushed:g,rate:y,
summary:x}=h,{experts:w}=m;if(!w)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,Wo(t,m);let T=n.clientWidth<620?Po:Fe;xl(t,h,Math.max(120,n.clientWidth-
T-4)),Fo(t,h,T),Bo(t,h),d.replaceChildren(...Do(t,m)),zo(t,w),f();let{cell:M,tall:_,orders:v}=r.place;o.drawn={experts:w,layers:[...u],first:m.first,last:m.last,
rates:u.map((E,C)=>Array.from({length:w},(Ot,_t)=>y(C,_t))),orders:v,picked:[s.get("layer"),s.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((E,C)=>x[kt*C+1]),cell:M,tall:_}}function xl(t,e,n){let{model:o,root:s,sel:r,own:a}=t,{facts:l,layers:i,counts:c}=e,{experts:d}=l,f=Math.max(4,Math.min(34,n/
d)),h=i.length>24?12:i.length>12?16:21,m=o.get("sort"),u=i.map((M,_)=>Ho([...c.subarray(_*d,(_+1)*d)],m));a.place={cell:f,tall:h,orders:u};let g=$n(t),y=P(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=k(s,"quiet");let x=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(x,1,8);let w={shades:De(s),ink:k(s,"ink"),paper:k(s,"panel")},T=i.indexOf(
r.get("layer"));for(let[M,_]of u.entries())for(let[v,E]of _.entries())bl(t,y,e,w,M,E,v),!(M!==T||E!==r.get("expert"))&&(y.strokeStyle=k(s,"mark"),y.lineWidth=2,
y.strokeRect(v*f,It+M*h,Math.max(Vo(f),3),h-1))}var Vo=t=>Math.max(t-(t>6?1:.5),1);function bl({root:t,own:e},n,{facts:o,counts:s,rate:r},{shades:a,ink:l,paper:i},c,d,f){
let{cell:h,tall:m}=e.place,u=f*h,g=It+c*m,y=Vo(h),x=r(c,d);if(Number.isNaN(x)){Z(n,t,u,g,y,m-1);return}if(s[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=
.15,n.fillRect(u,g,y,m-1),n.globalAlpha=1,n.fillStyle=l,n.beginPath(),n.arc(u+y/2,g+m/2,Math.min(2,h/3),0,7),n.fill();return}if(Be(n,u,g,y,m-1,x,a),h<24)return;
n.fillStyle=Math.abs(Nn(x))>.55?i:l,n.font="9.5px system-ui, sans-serif";let w=Number.isFinite(x)?$(x,x<9.95?1:0):"new";n.fillText(w,u+(y-n.measureText(w).width)/
2,g+m/2)}function wl(t){let{facts:e,layers:n,tokens:o,summary:s,here:r}=Xo(t),a=e.experts??0,l=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(i,c)=>`expert ${c}`)],rows:n.map((i,c)=>[
i,l[c]==="hash"?"table":"scores",o[2*c],...s.subarray(kt*c,kt*c+5),o[2*c]>0?s[kt*c+5]:null,...Array.from({length:a},(d,f)=>r(c,f))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var $l={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>j(t,-1,t.model.get("layers")),ArrowDown:t=>j(t,1,t.model.get("layers")),ArrowLeft:Uo(
-1),ArrowRight:Uo(1)},build:gl,listen:yl,draw:kl,table:wl},Go=F($l);var H=17,jt=18,st=74,rt=54,Ko=15,Tl=6,Nl="☷ chosen by a table over token ids: same token, same experts (outlined)",Al="chosen by the scores of the token's sta\
te";function Mn(t){let e=a=>t[a]==="hash"?0:1,n=[...t.keys()].sort((a,l)=>e(a)-e(l)||a-l),o=[],s=0,r=null;for(let a of n)t[a]!==r&&(s+=r===null?0:Tl,o.push({band:t[a],
y:s}),s+=Ko,r=t[a]),o.push({index:a,y:s}),s+=jt;return{rows:o,height:s}}function Qo(t,e,n,o){let s=Math.floor(e/H),r=t.find(a=>a.index!==void 0&&n>=a.y&&n<a.y+jt);
return r?.index!==void 0&&s>=0&&s<o?{token:s,index:r.index}:null}function Jo({model:t,own:e}){let[n,o,s]=t.get("shape"),r=q(D(t,"weights")),a=q(D(t,"colours")),
l=n*s?Math.min(Math.max(o,a.length/n),r.length/(n*s)):0,i=e.texts(D(t,"utf8"),D(t,"lengths"));return{L:n,K:s,T:l,weights:r,codes:a,pieces:i,experts:e.ids(D(t,"e\
xperts")),layers:t.get("layers")}}function Ml({root:t,sel:e,own:n,model:o},s,r){let a=["none","ink","quiet","mark"],[l,i,c,d]=a.map(h=>k(t,h)),f=n.shadesOf(k(t,
"ramp-low"),k(t,"ramp-high"));return{none:l,ink:i,quiet:c,mark:d,shades:f,picked:r,kinds:o.get("kinds"),left:n.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:s.layers.indexOf(e.get("layer"))}}function Zo(t,e,n){let{own:o}=t,s=o.scroll.clientWidth,r=rt+o.layout.height+2,a=P(o.canvas,s,r),l=Ml(t,e,n),
{left:i,quiet:c}=l,d=Math.max(0,Math.floor(i/H)),f=Math.min(e.T-1,Math.floor((i+s-st)/H));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.
beginPath(),a.rect(st,0,s-st,r),a.clip();let h=0;for(let m=d;m<=f;m++){Sl(a,e,l,m);for(let{index:u,y:g}of o.layout.rows)u!==void 0&&El(a,e,l,m,u,rt+g)&&h++}return Ol(
t,a,l,d,f),a.restore(),_l(t,a,e,l),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,rt-8),h}function Sl(t,{pieces:e},{left:n,picked:o,hover:s,
mark:r,ink:a,quiet:l},i){t.save(),t.translate(st+i*H-n+H/2,rt-4),t.rotate(-Math.PI/2),t.fillStyle=e[i]===e[o]?r:i===s?a:l,t.font=`${i===o?"bold ":""}10px system\
-ui, sans-serif`,t.fillText(S(e[i]??"",8),0,0),t.restore()}function El(t,{L:e,K:n,weights:o,codes:s,experts:r,pieces:a},l,i,c,d){let{left:f,none:h,mark:m,shades:u,
picked:g}=l,y=i*e+c,x=st+i*H-f,w=jt-2;if(r[y*n]<0)return t.fillStyle=h,t.beginPath(),t.arc(x+H/2,d+1+w/2,1.5,0,7),t.fill(),!1;let T=s[y]===255?h:u[s[y]],M=!1,_=d+
1;for(let v=0;v<n;v++){let E=o[y*n+v]/254*w,C=l.expert!==-1&&c===l.row&&r[y*n+v]===l.expert;M||=C,t.fillStyle=C?m:T,t.fillRect(x+1,_,H-2,Math.max(E-1,.5)),_+=E}
return a[i]===a[g]&&i!==g&&l.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(x+.5,d+.5,H-1,jt-1)),M}function Ol({own:t,model:e},n,{left:o,ink:s,mark:r,
picked:a,hover:l,row:i},c,d){let{rows:f,height:h}=t.layout,m=(y,x,w,T)=>{n.strokeStyle=x,n.lineWidth=w,n.globalAlpha=T,n.strokeRect(st+y*H-o+.5,rt-1,H-1,h),n.globalAlpha=
1};m(a,r,2,.55),l>=0&&m(l,s,1,.5);let u=e.get("parting");u>=c&&u<=d&&(n.strokeStyle=s,n.setLineDash([4,3]),n.strokeRect(st+u*H-o+.5,rt-1,.5,h),n.setLineDash([]));
let g=f.find(y=>y.index===i);i<0||!g||(n.strokeStyle=r,n.lineWidth=2,n.strokeRect(st+a*H-o,rt+g.y,H,jt))}function _l({own:t,model:e},n,{layers:o},{quiet:s,ink:r,
mark:a,row:l}){for(let{index:i,band:c,y:d}of t.layout.rows){if(i===void 0){n.fillStyle=s,n.font="10px system-ui, sans-serif",n.fillText(c==="hash"?Nl:Al,2,rt+d+
Ko/2);continue}let f=e.get("attention_kinds")[i];n.fillStyle=i===l?a:r,n.font=`${i===l?"bold ":""}11px system-ui, sans-serif`,n.fillText(`${o[i]} ${lt[f]??""} ${f}`,
4,rt+d+jt/2)}}var Rl="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",vl="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Cl({expert:t,score:e,chosen:n}){let o=e.map(Number),s=Math.min(...o.filter((i,c)=>n[c])),
r=t.filter((i,c)=>!n[c]),a=t.filter((i,c)=>!n[c]&&o[c]>s);if(!r.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let l=a.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${l}`}function es(t){let{model:e,sel:n,own:o}=t,{ranking:s,caption:r,inverse:a,note:l}=o,i=[e.get("detail"),n.get("expert"),e.get("uses")];if(i.every((g,y)=>g===
o.tabled[y]))return;o.tabled=i;let c=document.activeElement,d=s.contains(c)?c?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),a.replaceChildren(),
l.textContent="",ql(t);let f=e.get("detail");if(!f?.expert){r.textContent="Click a cell for the ranking behind it.";return}let h=o.texts(D(e,"utf8"),D(e,"length\
s")),m={...f,expert:f.expert};r.append("Ranking at ",p("b","",`layer ${f.layer}, token ${f.token} “${S(h[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${Cl(m)}`:` · margin of the choice ${$(f.margin,4)}`),Ll(t,m),d!==void 0&&s.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
n.get("expert");l.textContent=u?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",l.textContent+=vl}function Ll({sel:t,own:e},n){let o=Q("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,l)=>{let i=n.chosen[l]?$(n.weight[l],3):"",c=p("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=i?
`weight ${i}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[l]),c.classList.toggle("c\
ut",l>0&&n.chosen[l-1]&&!n.chosen[l]),c.classList.toggle("picked",a===t.get("expert"));let f=p("td"),h=p("span","dsv-bar");f.style.textAlign="left",h.style.width=
`${n.chosen[l]?Math.round(48*(n.weight[l]??0)/s):0}px`,f.append(h),c.append(p("td","",String(a)),p("td","",$(n.logit[l])),p("td","",$(n.score[l],3)),p("td","",$(
n.biased_score[l],3)),p("td","",i||"not chosen"),f,p("td","",$(n.norm[l]))),o.rows.append(c)});let r=p("tr");for(let a of["shared","","","","always","",$(n.shared_norm)])
r.append(p("td","",a));r.style.cursor="default",r.dataset.expert=String(-1),o.rows.append(r),e.ranking.append(...o.table.children)}function ql(t){let{model:e,sel:n,
own:o}=t,s=e.get("uses")??{};if(s.of?.expert!==n.get("expert"))return;let r=p("div","dsv-uses");r.append(ts(t,s.of,"chosen")),s.control&&r.append(ts(t,s.control,
"matched control")),o.inverse.append(r)}function ts(t,e,n){let o=p("div"),s=p("ol"),r=p("div","dsv-note");r.title=n==="chosen"?"":Rl,r.append(p("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let l=p("li");l.dataset.token=String(a.token),l.tabIndex=0,l.append(p("sp\
an","quiet",ut(a.before.slice(-18))),p("b","",ut(a.piece)),p("span","quiet",ut(a.after.slice(0,18))),p("small","",` ${$(a.weight)}`));let i=()=>t.pick({token:a.
token});l.addEventListener("click",i),l.addEventListener("keydown",c=>{c.key==="Enter"&&(i(),c.stopPropagation())}),s.append(l)}return o.append(r,s),o}function ns(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,s)=>[o,e.logit[s],e.score[s],e.biased_score[s],e.chosen[s]?e.weight[s]:"not chosen",e.norm[s]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Il(t,e,n,o,s){let r=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(s)&&r++;return r}function Pl({body:t}){let e=p("select");e.setAttribute(
"aria-label","colour cells by");let n=p("span","dsv-legend"),o=p("span"),s=p("span","dsv-ramp"),r=p("span"),a=p("div","dsv-bar-row");n.append(e,o,s,r),a.append(
n);let l=p("div","dsv-grid"),i=p("div","dsv-grid-stage"),c=p("canvas"),d=p("div");c.style.position="absolute",c.style.cursor="pointer",i.append(c),l.append(i,d);
let f=p("table","dsv-table"),h=p("div","dsv-note"),m=p("div","dsv-note"),u=p("div");return m.style.margin="4px 0 0",t.append(a,l,m,f,h,u),{choose:e,legend:n,low:o,
bar:s,high:r,scroll:l,canvas:c,spacer:d,ranking:f,note:h,caption:m,inverse:u,texts:L(tt),ids:L(Ce),shadesOf:L(zt),tabled:[],layout:Mn([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function Wl(t){let{model:e,sel:n,own:o}=t,{choose:s,scroll:r,canvas:a,ranking:l}=o;t.listen(s,"change",()=>t.tell("colour",s.value));
let i=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(r,d,i,{passive:!0});t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>
r.scrollWidth-2*H?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(ss(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=ss(t,d);if(!f)return;let h=e.get("layers")[f.index],m=h===n.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(l,"click",d=>rs(t,d.target.closest("tbody tr"))),t.listen(l,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(rs(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var os=({model:t,own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?
[]:[t.get("layers")[n.index]]);function ss({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-st,s=e.clientY-n.top-rt;return o<0?null:Qo(t.layout.
rows,o+t.scroll.scrollLeft,s,t.tokens)}function rs(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.sel.get("expert")===n?-1:n})}function Fl(t){let{
model:e,sel:n,root:o,own:s}=t,r=Jo(t);s.tokens=r.T,s.layout=Mn(e.get("kinds"));let a=n.get("token"),l=a>=0&&a<r.T?a:r.T-1;Bl(t,a);let i=Zo(t,r,l);Dl(t),Hl(t,r),
es(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:l,layer:n.get("layer"),detail:e.get("deta\
il"),highlighted:i,codes:Array.from(r.codes.slice(0,64))}}function Bl({own:t},e){let{scroll:n,spacer:o}=t,s=st+t.tokens*H+4;if(o.style.width=`${s}px`,o.style.height=
`${rt+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=s),e!==t.lastPicked&&e>=0){let r=e*H,a=n.clientWidth-st;(r<n.scrollLeft||r+H>n.scrollLeft+a)&&(n.scrollLeft=
r-a/2)}t.lastPicked=e}function Dl({model:t,root:e,own:n}){let{choose:o,legend:s,low:r,bar:a,high:l}=n,i=t.get("colour_options");Tt(o,i.map(([f,h])=>[f,`colour: ${h}`])),
o.value=t.get("colour");let c=i.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf(k(e,"ramp-low"),k(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,r.textContent=$(t.get("low")),l.textContent=`${$(t.get("high"))} ${c}`,s.title="grey: this layer has no such value"}function Hl({facts:t,
sel:e,model:n,own:o},{L:s,K:r,T:a,experts:l,pieces:i,layers:c}){let{hovered:d}=o,f=e.get("expert"),h=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*s+d.index)*r;t.append(`layer ${c[d.index]}, token ${d.token} “${S(i[d.token]??"",16)}”: experts `,p("b","",l.slice(m,m+r).join(" ")))}else if(f!==-1&&
h>=0){let m=Il(l,h,s,r,f),u=p("b","",`${m} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,u," (marked cells)")}else n.get("parting")>=0?t.
append("beside another run: the text parts at token ",p("b","",`${n.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var zl={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>ot(t,-1,t.own.
tokens),ArrowRight:t=>ot(t,1,t.own.tokens),ArrowUp:t=>j(t,-1,os(t)),ArrowDown:t=>j(t,1,os(t)),Home:t=>ot(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>ot(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:Pl,listen:Wl,draw:Fl,table:ns},as=F(zl);var Y=18,z=12,Ul=66,jl=34,Yl=92,Xl=1,ls=.2;function Vl(t,e,n){if(t*jl<=n)return new Array(t).fill(Math.min(n/t,Yl));let o=Array.from({length:t},(l,i)=>Math.exp(
-(((i-e)/Xl)**2))),s=o.reduce((l,i)=>l+i,0),r=Math.min(Ul,n/(s+.6)),a=(n-r*s)/Math.max(t-s,1e-9);return o.map(l=>a+(r-a)*l)}function Gl(t,e){let n=t<760,o=t<480,
s=n?{x:4,width:t-8}:{x:0,width:A(t*.3,210,400)},r=n?14:s.x+s.width+58,a={x:r,width:o?32:40},l={x:a.x+a.width,width:o?46:n?60:84},i=A((t-r)/30,o?9:14,26),c={x:l.
x+l.width+(o?14:38),width:i*e},d=o?84:A(t*.16,104,190),f={x:t-d,width:d},h={x:c.x+c.width+(o?16:46),width:0};return h.width=Math.max(20,f.x-h.x-(o?14:40)),{stacked:n,
text:s,label:a,mass:l,lanes:c,rail:h,lens:f}}function is(t,e,n,o){let s=Gl(t,n.streams),r=s.stacked?e>480?5:4:0,a={y:r*Y+(r?8:0),height:20},l={y:a.y+a.height,height:30},
i={y:0,height:50},c=e-l.y-l.height-i.height,d=l.y+l.height,f=Vl(n.layers,o,c).map(m=>{let u={y:d,height:m};return d+=m,u});i.y=d;let h=s.stacked?{y:0,height:r*Y}:
{y:0,height:d+i.height};return{width:t,height:d+i.height,columns:s,rows:f,heads:a,start:l,end:i,text:h}}var it=(t,e)=>t.y+t.height*e,fe=({lanes:t},e,n)=>t.x+(n+
.5)*t.width/e,he=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,cs=["read","mixed","routed","lens"],ct=(t,e,n)=>t===null?1:A((t-e)*4-n,0,1),X=t=>ls+(1-ls)*t,Ft=(t,e=26,n=36)=>K(
t,e,n);function Sn(t,e){let n=A(Math.ceil(13/Math.max(t,1)),1,3);return{columns:n,column:e%n}}var ds=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+
1)*e-1});var Kl="☷",fs=["entries","window","sink"];function hs({ctx:t,look:e,place:n,sizes:o,kinds:s,font:r,layer:a,hits:l},i){let c=n.rows[i],{label:d}=n.columns,f=ps(
c),h=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=r(z,i===a?"600":""),t.fillStyle=i===a?e.mark:e.quiet,t.textAlign="right";let m=Math.abs(i-a)===
1&&c.height<13;t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(i===a||i%h===0&&!m)&&(t.strokeText(String(i),d.x+16,f),t.fillText(String(i),d.x+16,f)),t.
textAlign="left",t.font=r(z),t.fillStyle=i===a?e.ink:e.quiet;let{column:u}=Sn(c.height,i);t.fillText(o.kinds[s[i]].glyph,d.x+20+9*Math.min(u,1),f),l.push({what:"\
layer",layer:i,x:d.x,y:c.y,width:d.width,height:c.height})}var ps=t=>it(t,.5-.22*Ft(t.height,20,36));function pe({mass:t},e){let n=A(e.height*.3,Math.min(3,e.height*
.7),14),o=ps(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function En(t,e,n,o){let s=n.x;for(let r=0;r<o;r++)s+=(t.mass[e*3+r]||0)*n.width;return{x:s,width:(t.
mass[e*3+o]||0)*n.width}}function ms(t,e){let{ctx:n,root:o,look:s,place:r,path:a,at:l,hits:i,font:c}=t,d=r.rows[e],f=pe(r.columns,d),h=[0,1,2].map(u=>a.mass[e*3+
u]);a.blank?ys(t,f):h.some(Number.isNaN)&&Z(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=X(ct(l,e,0)),fs.forEach((u,g)=>{let{x:y,width:x}=En(a,e,f,g);n.fillStyle=
s[u],x>0&&n.fillRect(y,f.y,Math.max(x-.5,.5),f.height),x>0&&i.push({what:u,layer:e,x:y,y:d.y,width:x,height:d.height})});let m=Ft(d.height,44,52);if(m>0&&!h.some(
Number.isNaN)){n.globalAlpha*=m,n.font=c(z),n.textBaseline="top";let u=Ht(h).map(g=>$(g).replace(/^0/,""));fs.forEach((g,y)=>{n.textAlign=["left","center","righ\
t"][y],n.fillStyle=s[g],n.fillText(u[y],f.x+f.width*y/2,f.y+f.height+4)})}n.globalAlpha=1,n.textAlign="left"}var He=t=>it(t,.5+.4*Ft(t.height,8,36));function us({
place:t,path:e,sizes:n},o,s){let r=A(t.rows[o].height*.42,2,22);return Math.max(1.5,r*Math.min(1,2*e.expert_weight[s]/n.scale))}function gs(t,e){let{ctx:n,root:o,
look:s,place:r,path:a,sizes:l,at:i,hits:c,routing:d}=t,f=r.rows[e],{rail:h}=r.columns,m=He(f),u=ct(i,e,2),g=A(f.height*.42,2,22);n.fillStyle=s.none,n.fillRect(h.
x,m,h.width,1),c.push({what:"rail",layer:e,x:h.x,y:f.y,width:h.width,height:f.height});let y=l.chosen,x=Math.max(2,h.width/l.experts*.6);a.expert[e*y]<0&&!a.blank&&
Z(n,o,h.x,m-Math.min(g,8),h.width,Math.min(g,8)),n.globalAlpha=X(u),n.fillStyle=s.expert;for(let M=e*y;M<(e+1)*y;M++){if(a.expert[M]<0)continue;let _=he(r.columns,
l.experts,a.expert[M]),v=us(t,e,M)*(.3+.7*u);n.fillRect(_-x/2,m-v,x,v),c.push({what:"expert",layer:e,id:a.expert[M],x:_-x,y:f.y,width:2*x,height:f.height})}Jl(t,
e),n.globalAlpha=X(u),n.fillStyle=s.quiet;let w=h.x+h.width+12,T=A(f.height*.18,1.5,4);n.beginPath(),n.moveTo(w,m-2*T),n.lineTo(w+T,m-T),n.lineTo(w,m),n.lineTo(
w-T,m-T),n.fill(),c.push({what:"shared",layer:e,x:w-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&Ql(t,e,h.x-15,m-Math.min(6,f.height/3)),n.globalAlpha=1}function Ql({
ctx:t,look:e,font:n,place:o},s,r,a){let{column:l}=Sn(o.rows[s].height,s);t.font=n(z),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline="middle",t.fillText(Kl,
r-10*Math.min(l,1),a)}function Jl(t,e){let{ctx:n,look:o,place:s,path:r,sizes:a,font:l,at:i}=t,c=Ft(s.rows[e].height,36,46);if(!c)return;let d=He(s.rows[e]);n.font=
l(z),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=X(ct(i,e,2))*c;let f=[];for(let h=e*a.chosen;h<(e+1)*a.chosen;h++){if(r.expert[h]<
0)continue;let m=he(s.columns,a.experts,r.expert[h]);f.some(u=>Math.abs(u-m)<7*String(r.expert[h]).length+4)||(f.push(m),n.fillText(String(r.expert[h]),m,d-us(t,
e,h)-3))}n.textAlign="left"}function ze(t,e,n,o){let{ctx:s,root:r,look:a,place:l,path:i,at:c,hits:d,font:f}=t,{lens:h}=l.columns,m=i.lens[n+1]?.[0],u=i.lens_prob[(n+
1)*i.ranks],g=Math.min(46,h.width*.3),y=A(e.height-2,1,12),x=it(e,.5);if(d.push({what:"lens",layer:n,x:h.x-10,y:e.y,width:h.width+10,height:e.height}),i.blank)return ys(
t,{x:h.x,y:x-y/2,width:g,height:y});if(m===void 0||Number.isNaN(u)){Z(s,r,h.x,x-y/2,g,y);return}if(s.globalAlpha=X(n<0?1:ct(c,n,3)),s.fillStyle=a.track,s.fillRect(
h.x,x-y/2,g,y),s.fillStyle=i.agree[n+1]?a.mark:a.quiet,s.fillRect(h.x,x-y/2,g*u,y),i.agree[n+1]&&(s.fillStyle=a.mark,s.beginPath(),s.arc(h.x-6,x,Math.min(3,e.height/
2),0,7),s.fill()),(m!==o.word||e.height>=20)&&x-7>=o.bottom){s.font=f(z,i.agree[n+1]?"600":""),s.fillStyle=a.ink,s.textBaseline="middle";let T=h.width-g-6,M=T>70?
$(u):"";s.fillText(S(m,Math.max(3,Math.floor((T-(M?30:0))/7))),h.x+g+6,x),s.textAlign="right",s.font=f(z),s.fillStyle=a.quiet,M&&s.fillText(M,h.x+h.width,x),s.textAlign=
"left",o.word=m,o.bottom=x+7}s.globalAlpha=1}function ys({ctx:t,look:e},{x:n,y:o,width:s,height:r}){t.strokeStyle=e.none,t.lineWidth=1,t.strokeRect(n+.5,o+.5,s-
1,Math.max(1,r-1))}function ks(t,e,n){let o=[],s=0,r=0;for(let a of t){let l=a.split(`
`).length-1,i=$t(et(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))),c=n(i);s>0&&s+c>e&&(s=0,r++),o.push({x:s,line:r,width:Math.min(c,e),text:i}),s+=c,l&&(s=0,r+=l)}
return o}function xs(t,e,n,o){let s=Math.min(Math.max(n-e,0),t.length-1),r=t[s]?.line??0,a=Math.max(1,Math.floor(o.height/Y)),l=r+1,i=e>0;(l>a||i)&&(i=!0,l=Math.
min(l,a-1));let c=r+1-l,d=t.findIndex(h=>h.line>=c),f=o.y+(i?Y:0)-c*Y;return{from:e+Math.max(d,0),first:e,token:n,words:t,top:f,left:o.x,folded:i}}function me(t,e){
let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*Y,width:n.width,height:Y}}function On(t,e,n){let o=[];for(let s=Math.max(
e,t.from);s<=Math.min(n,t.token);s++){let r=me(t,s);if(!r)continue;let a=o[o.length-1];a&&a.y===r.y?a.width=r.x+r.width-a.x:o.push(r)}return o}var Ue=class{#t="";#e=null;draw(e,n,o,s,r){
let a=window.devicePixelRatio||1,l=[n.first,n.from,n.token,n.top,n.words.length,o.width,o.height,a,s].concat(Object.values(r)).join();if(l!==this.#t||!this.#e){
this.#t=l,this.#e=bt(Math.ceil(o.width*a),Math.ceil(o.height*a));let i=J(this.#e);i.setTransform(a,0,0,a,-n.left*a,0),i.font=s,i.textBaseline="middle";for(let c=n.
from;c<=n.token;c++){let d=n.words[c-n.first];d&&(i.fillStyle=c<r.prompt?r.quiet:r.ink,i.fillText(d.text,n.left+d.x,n.top+(d.line+.5)*Y))}}e.drawImage(this.#e,n.
left,0,o.width,o.height)}};function Yt(t,e,n){let o=[];for(let s=e*t.keys;s<(e+1)*t.keys;s++){let[r,a,l]=[t.zone[s],t.key[s],t.weight[s]];r===-1||!(l>0)||o.push({zone:r,key:a,weight:l,...r===
1?ds(a,n):{first:a,last:a}})}return o}function Zl({shown:t,place:e},n){let o=On(t,n.first,n.last),s=o[o.length-1],{stacked:r,text:a}=e.columns;if(s)return{boxes:o,
x:r?s.x+s.width/2:s.x+s.width,y:s.y+(r?Y:Y/2)};let l=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(l,1)*a.width,y:e.text.y+Y-2}}function bs(t,e){
let{ctx:n,look:o,shown:s,at:r,layer:a}=t,l=ct(r,a,0),i=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=l*Math.sqrt(c.weight/i);for(let f of On(
s,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function ws(t,e){let{ctx:n,look:o,place:s,path:r,at:a,layer:l}=t,i=ct(a,l,0);if(!i)return;let c=s.rows[l],
d=pe(s.columns,c),f=Math.max(...e.map(h=>h.weight),1e-9);n.lineCap="round";for(let h of[...e].reverse()){let m=Zl(t,h),u=En(r,l,d,h.zone===1?0:1),g=u.x+u.width/
2,y=m.y<d.y,x=y?d.y:d.y+d.height;n.strokeStyle=h.zone===1?o.entries:o.window,n.globalAlpha=X(i)*(.25+.6*Math.sqrt(h.weight/f)),n.lineWidth=.8+9*h.weight;let w=(14+
Math.abs(x-m.y)*.2)*(y?-1:1),T=s.columns.stacked?[s.columns.text.x,m.y+30]:[m.x+46,m.y],M=s.columns.stacked?[s.columns.text.x,x+w]:[g,x+w];Xt(n,[m.x,m.y,T[0],T[1],
M[0],M[1],g,x],i)}n.globalAlpha=1}function Xt(t,[e,n,o,s,r,a,l,i],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,s,r,a,l,i);else for(let d=1;d<=20;d++){
let f=d/20*c,h=1-f,[m,u,g,y]=[h*h*h,3*h*h*f,3*h*f*f,f*f*f];t.lineTo(m*e+u*o+g*r+y*l,m*n+u*s+g*a+y*i)}t.stroke()}function $s({ctx:t,look:e,place:n,font:o,path:s}){let{columns:r,heads:a}=n;t.font=o(z),t.fillStyle=e.quiet,t.textBaseline="middle";let l=m=>t.measureText(m).width,
i=a.y+a.height/2,c=(m,u,g)=>{t.textAlign="center",t.fillText(gt(m,g,l),u,i)},d=s.head<0?"read (mean of heads)":`read by head ${s.head}`,f=r.label.x+14,h=r.lanes.
x-f-4;t.textAlign="left",t.fillText(gt([d,s.head<0?"read (mean)":d,"read"],h,l),f,i),c(["residual streams","streams","lanes"],r.lanes.x+r.lanes.width/2,r.lanes.
width+40),c(["experts, by number","experts"],r.rail.x+r.rail.width/2,r.rail.width),t.textAlign="left",t.fillText(gt(["what it would say","would say","says"],r.lens.
width,l),r.lens.x,i)}function Ts(t,e){let{ctx:n,look:o,place:s,path:r,font:a,hits:l}=t,{columns:i,start:c}=s,d=i.lanes.x+i.lanes.width/2;n.font=a(z,"600");let f=r.
blank?"a token":ut(r.piece.trim())||"␣",h=S(f,14),m=n.measureText(h).width+16;As(t,d-m/2,c.y+1,m,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(h,d,c.y+11),n.textAlign="left",l.push({what:"embedding",layer:-1,x:d-m/2,y:c.y,width:m,height:c.height}),n.font=a(z),n.fillStyle=o.quiet,n.fillText(
i.stacked?"embed":"embedding",i.label.x+(i.stacked?-6:0),c.y+11),ze(t,{y:c.y,height:22},-1,e)}function Ns(t){let{ctx:e,look:n,place:o,path:s,font:r,hits:a,at:l}=t,
{columns:i,end:c}=o,d=s.answer,f=i.lanes.x+i.lanes.width/2,h=c.y+34;e.globalAlpha=X(l===null?1:A((l-o.rows.length)*2,0,1)),e.font=r(z+1,"600"),e.textBaseline="m\
iddle";let m=d.word===void 0?"?":S(ut(d.word.trim())||"␣",14),u=e.measureText(m).width+18;As(t,f-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(m,f,h),e.textAlign="left",e.font=r(z),e.fillStyle=n.quiet;let g=o.width-f-u/2-8,y=s.blank?["the answer"]:ue(d);e.fillText(gt(y,g,x=>e.measureText(x).
width),f+u/2+8,h),e.fillText("head",i.label.x+(i.stacked?-6:0),c.y+12),a.push({what:"answer",layer:o.rows.length,x:f-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=
1}function ue(t){if(t.word===void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===
null||t.probability===void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=$(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`no\
t among the first ${t.ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function As({ctx:t,look:e},n,o,s,r,a){
t.beginPath(),t.roundRect(n,o,s,r,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function Ms({ctx:t,look:e,place:n,shown:o,font:s}){
if(!o.folded)return;let{text:r}=n.columns;t.font=s(z),t.fillStyle=e.quiet,t.textBaseline="middle",t.fillText(`${o.from} earlier tokens`,r.x,n.text.y+Y/2-1),t.fillStyle=
e.none,t.fillRect(r.x,n.text.y+Y-3,r.width,2)}function _n({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function Ss(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:s}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?ti(t,s):o==="streams"||o==="mixing"?ei(
t,s,e.site??0):["routing","expert","rail","experts"].includes(o)?ni(t,s,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${$(n.shared_norm[s])}`:o===
"lens"?oi(n,s):o==="answer"||o==="head"?ue(n.answer)[0]:""}function ti({path:t,sizes:e,kinds:n,pieceAt:o},s){let r=[0,1,2].map(f=>t.mass[3*s+f]);if(r.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,l,i]=Ht(r).map(f=>$(f)),c=Yt(t,s,e.kinds[n[s]]).slice(0,3).map(({zone:f,key:h,weight:m,first:u,
last:g})=>`${f?`entry ${h} (tokens ${u} to ${g})`:`${h} “${S(o(h),12)}”`} ${$(m)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${l}\
 + sink ${i} = 1${d}`}function ei({path:t,sizes:e},n,o){let s=(n*2+o)*e.streams,r=i=>[...i.subarray(s,s+e.streams)].map(c=>$(c)).join("  ");if(Number.isNaN(t.pre[s]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let i=0;i<e.streams;i++)a+=t.comb[(s+i)*e.streams+i];let l=$(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${r(t.pre)}; written (post) ${r(t.post)}; exchanged ${l}`}function ni({path:t,sizes:e},n,o){let s=n*e.chosen,r=[...t.expert.subarray(
s,s+e.chosen)];if(r[0]<0)return t.missing.routing??"not captured in this layer";let a=r.map((d,f)=>`${d} (${$(t.expert_weight[s+f])})`).join(", "),l=t.margin[n],
i=Number.isNaN(l)?"a table chose them":`margin ${$(l,3)}`;return`${o!==void 0&&!r.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${i}`}
function oi(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((s,r)=>`“${S(s,14)}” ${$(t.lens_prob[(e+1)*t.
ranks+r])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}function Es(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"\
embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${cs[Math.floor(o%1*4)]}`}function je(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var Os=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function Rn(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[_n(e,vn(t,e.layer))]?.tab??""}
function vn(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function _s(t){let{card:e}=t.own,n=t.
own.over&&t.own.over.what!=="row"?t.own.over:t.own.chosen,o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get("layer"),t.model.get("s\
erial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...si(t,n)):n&&n.what!=="layer"?e.replaceChildren(...ri(t,n)):e.replaceChildren(
...ii(t,n?.layer??t.sel.get("layer"))))}function si(t,e){let n=t.own.pieceAt(e.id??-1),o=p("div");return o.append(p("h4","",`token ${e.id} “${S(n,30)}”`),p(
"div","dsv-note","A click follows this one.")),[o]}function ri(t,e){let n=_n(e,vn(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let s=Os(t,n==="head"&&e.
what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),r=n!=="head"&&n!=="embedding"&&n!=="draft",a=s?.cells.filter(g=>g[0]===n)[n==="mixing"?e.site??0:0],l=p("\
div"),i=r?` of layer ${e.layer}`:"";l.append(p("h4","",`${o.title}${i}`),p("div","dsv-note",o.does));let c=Ss(t.own.known(),e);c&&l.append(p("div","dsv-follow-n\
umbers",c));let d=p("pre","",o.equation),f=p("div");a&&f.append(p("div","",a[2]<0?"This layer has no such part.":`${je(a[1])} parameters, ${U(a[2])}`));let h=p(
"div","dsv-note");h.append(`${o.section}, `,p("code","",o.file)),f.append(h);let m=ai(o,e,r);m.length&&f.append(li(m,e.layer));let u=Rn(t,e);if(u){let g=p("butt\
on","dsv-small",`open “${u}”`);g.addEventListener("click",()=>t.own.open(e)),f.append(g)}return[l,d,f]}function ai(t,e,n){let o=t.title==="hyper-connection"?
e.site?".ffn.":".attn.":"";return t.points.filter(([s,,r])=>!s.includes("{i}")||n&&r.includes(e.layer)&&s.includes(o))}function li(t,e){let n=p("details","dsv-n\
ote");n.append(p("summary","",`${t.length} values can be captured`));let o=p("ul");for(let[s,r]of t){let a=p("li");a.append(p("code","",s.replace("{i}",String(e))),
` ${r}`),o.append(a)}return n.append(o),n}function ii(t,e){let n=Os(t,{what:"layer",layer:e,x:0,y:0,width:0,height:0}),o=vn(t,e);if(!n||!o)return[];let s=t.model.
get("cards"),r=p("div");r.append(p("h4","",`layer ${e} ${o.glyph} ${o.title}`),p("div","dsv-note",`This layer ${n.words}.`),p("div","",`${je(n.parameters)} para\
meters`));let a=p("div","dsv-follow-parts"),l=0;for(let[i,,c]of n.cells){let d=i==="mixing"?l++:0;if(c<0)continue;let f=p("button","dsv-small");f.append(p("b","",
`${s[i].title}${i==="mixing"?d?" (experts)":" (attention)":""}`),` ${U(c)}`),f.addEventListener("click",()=>t.own.choose({what:ci(i),layer:e,site:d,x:0,y:0,width:0,
height:0})),a.append(f)}return[r,a]}var ci=t=>t==="mixing"?"streams":t==="shared expert"?"shared":t;function Cn(t){let e=t.model.get("totals");return e.parameters?
`${je(e.parameters)} parameters, ${U(e.bytes)}; ${je(e.active)} work on each token`:""}var Rs=t=>t>0?$(t,t<10?2:0):"–";var di={share:[2,ht],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,Ce],"<i4":[4,I],"<f4":[4,R]};function fi(t,e,n){let o=q(e),s={},r=0;n.forEach(([l,i],c)=>{
let[d,f]=di[i],h=t.shapes[c].reduce((m,u)=>m*u,d);s[l]=f(o.subarray(r,r+h)),r+=h});let a=l=>t.shapes[n.findIndex(i=>i[0]===l)];return{...t,...s,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var Nt=t=>t.model.get("sizes");function G(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var Ye=class{#t=new Map;#e=new Set;#r=-1;#o=null;#s=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},s=this.#i.bind(this);e.listen(o,"msg:custom",s)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#r&&(this.#r=e.get("serial"),this.#t.
clear(),this.#e.clear());let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#l(n,e.get("arrays")):this.#s=null)}#l(e,n){this.#t.set(`${e.token} ${e.head}`,
fi(e,n,Nt(this.view).layout))}#i(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,s]of e.ahead.entries())this.#l(s,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#s=this.#t.get(this.#n(G(this.view)))??this.#s,this.#s}ask(e,n){if(this.view.model.get("ker\
nel")===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,s=[];for(let r=e;r<=o;r++)!this.has(r)&&!this.#e.has(this.#n(r))&&s.push(r);if(!(!s.
length||s.length<n/2&&this.has(e))){for(let r of s)this.#e.add(this.#n(r));this.view.model.send({ahead:s,head:this.view.sel.get("head")})}}},Xe=class{#t=null;#e=0;pieces=[];read(e){
let n=D(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get("first"),this.pieces=tt(n,D(e.model,"lengths"))),{first:this.#e,
pieces:this.pieces}}};function Ve({layers:t,streams:e,chosen:n}){let o=s=>new Float32Array(s).fill(Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],
agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o(
(t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(t),margin:o(t),lens_prob:o(t+1),blank:!0}}var Vt=[.5,1,2,4,8,16,32,64],Ls=-.5,vs=1.5,Cs=.25,qs=t=>({playing:!1,at:null,speed:t>16?4:2});function Is(t,e){t.speed=A(t.speed+e,0,Vt.length-1)}var At=(t,e)=>A(
Math.floor(t),0,e-1);function Ps(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=Ls)}function Ws(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/Cs+1+1e-9)*Cs,e+1)}function Fs(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?Vt[t.speed]:Math.min(Vt[t.speed],6);return t.
at=Math.min(t.at+e*o,n+vs),t.at>=n+vs}function Bs(t){t.at=Ls}var Ds=(t,e)=>t===null||!e?t:Math.ceil(t);function Hs(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}function Gt(t,e){let n=p("button","dsv-small",t);return n.title=e,n}function zs(t,e){let n=p("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function Us(){let t=p("div","dsv-follow-bar"),e=Gt("▶ Play","space: the token travels through the layers, then the next one"),n=Gt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Gt("−","[ : slower"),s=p("span","dsv-follow-speed"),r=Gt("+","] : faster");o.setAttribute("aria-label",
"slower"),r.setAttribute("aria-label","faster");let a=zs("along the layers",.25),l=p("span","dsv-follow-where"),i=Gt("‹","left: the token before"),c=zs("token",
1),d=Gt("›","right: the next token");i.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=p("span","dsv-follow-\
which"),h=[[e,n],[o,s,r],[p("span","dsv-note","layers"),a,l],[p("span","dsv-note","tokens"),i,c,d,f]].map(m=>{let u=p("span","dsv-follow-group");return u.append(
...m),u});return t.append(...h),{bar:t,play:e,stepped:n,slower:o,speed:s,faster:r,layer:a,where:l,back:i,token:c,on:d,which:f}}function Mt(t,e){let n=A(G(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Ln(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();Ps(e,n),e.playing||In(t),t.redraw()}function qn(t){let{player:e}=t.own,{layers:n}=t.own.sizes();Ws(e,n,t.sel.get("layer")),In(t);let o=e.
at??0,s=At(o-.01,n),r=o>n?"answer":["attention","streams","routing","lens"][Math.round((o-.01)%1*4-.5)];t.own.chosen={what:r,layer:s,site:0,x:0,y:0,width:0,height:0},
t.redraw()}function In(t){let{at:e}=t.own.player;if(e===null)return;let n=At(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}function ge(t,e){
Is(t.own.player,e),t.redraw()}function js(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Ln(t)),t.listen(e.stepped,"click",()=>qn(t)),t.listen(e.slower,
"click",()=>ge(t,-1)),t.listen(e.faster,"click",()=>ge(t,1)),t.listen(e.back,"click",()=>Mt(t,-1)),t.listen(e.on,"click",()=>Mt(t,1)),t.listen(e.layer,"input",()=>{
n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>In(t)),t.listen(e.token,"input",()=>Mt(t,Number(e.token.value)-G(t)))}function Pn(t){
let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:s=0}=t.model.get("counts"),r=G(t),a=t.sel.get("layer");e.play.textContent=n.playing?"❚❚ Pause":"▶\
 Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${Vt[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.disabled=n.speed===
Vt.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=Es(n.at,o,a),e.layer.setAttribute("aria-valuetext",e.where.
textContent),e.token.max=String(Math.max(0,s-1)),e.token.value=String(Math.max(0,r)),e.which.textContent=s?`${r+1} of ${s}`:"none yet";for(let l of[e.play,e.stepped,
e.layer,e.back,e.token,e.on])l.disabled=!s}var Ge=1.5,hi=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],Wn=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Xs({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:s}=t;return e<0?o.y+o.height*A(1+e,0,1):e>=n.length?s.y+s.height*A(e-n.length,0,1):it(n[Math.floor(e)],
e%1)}function Vs(t){let{ctx:e,place:n}=t,o=Xs(t);e.globalAlpha=X(0),Ys(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Ys(t),e.restore()}function pi({place:t,path:e,sizes:n},o){let s=t.columns.lanes.width/n.streams,r=Wn(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,l)=>{let i=e.norm[l*n.streams+o];return Number.isNaN(i)?Number.NaN:(Ge+(s*.86-Ge)*(i/r))/2})}function Ys(t){let{ctx:e,look:n,place:o,
sizes:s}=t,{rows:r,columns:a,start:l,end:i}=o,c=[...r.map(f=>f.y),i.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<s.streams;f++){let h=fe(a,s.streams,f),m=pi(t,f),
u=m[0]||Ge/2,g=Math.min(m[r.length]||Ge/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(h-u,l.y+l.height-8,2*u,8.4),mi(t,h,c,m),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(h,i.y),e.bezierCurveTo(h,i.y+12,d,i.y+6,d,i.y+18),e.stroke()}}function mi({ctx:t,look:e},n,o,s){for(let r=0;r<o.length-1;){let a=r;
for(;a+1<o.length&&!Number.isNaN(s[a]+s[a+1]);)a++;if(t.beginPath(),a===r)a=r+1,t.setLineDash([3,3]),t.lineWidth=1,t.strokeStyle=e.quiet,t.moveTo(n,o[r]),t.lineTo(
n,o[a]),t.stroke(),t.setLineDash([]);else{for(let l=r;l<=a;l++)t.lineTo(n+s[l],o[l]);for(let l=a;l>=r;l--)t.lineTo(n-s[l],o[l]);t.fill()}r=a}}function Gs(t,e){let{
ctx:n,look:o,place:s,path:r,sizes:a,at:l,hits:i}=t,c=s.rows[e],{columns:d}=s;for(let h=0;h<2;h++){let m={y:c.y+h*c.height/2,height:c.height/2};i.push({what:"str\
eams",layer:e,site:h,x:d.lanes.x,width:d.lanes.width,...m})}let f=Ft(c.height,26,34)*(e===t.layer?1:.5);f&&(hi.forEach(({from:h,middle:m,to:u},g)=>{let y=ct(l,e,
g+1),x=g?d.lanes.x+d.lanes.width+20:d.lanes.x-18,w=it(c,m),T=(e*2+g)*a.streams;n.globalAlpha=f*X(y),ui(t,T,it(c,h),it(c,u));for(let _=0;_<a.streams;_++){let v=fe(
d,a.streams,_),[E,C]=[r.pre[T+_],r.post[T+_]];n.strokeStyle=o.streams[_%o.streams.length],n.globalAlpha=f*X(y)*.9;let Ot=(v+x)/2;if(E>.01){n.lineWidth=.4+3*E;let _t=it(
c,h);Xt(n,[v,_t,v,(_t+w)/2,Ot,w,x,w],1)}if(C>.01){n.lineWidth=.4+1.5*C;let _t=it(c,u);Xt(n,[x,w,Ot,w,v,(_t+w)/2,v,_t],y)}}n.globalAlpha=f*X(y),n.fillStyle=o.panel,
n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(x,w,4.5,0,7),n.fill(),n.stroke(),gi(t,e,g,x,w,f);let M=g?"routing":"attention";i.push({what:M,layer:e,x:x-
9,y:w-9,width:18,height:18})}),n.globalAlpha=1)}function ui({ctx:t,look:e,place:n,path:o,sizes:s},r,a,l){for(let i=0;i<s.streams;i++)for(let c=0;c<s.streams;c++){
let d=o.comb[(r+i)*s.streams+c];if(i===c||!(d>.005))continue;let[f,h]=[i,c].map(u=>fe(n.columns,s.streams,u));t.strokeStyle=e.streams[i%e.streams.length],t.lineWidth=
.5+10*d;let m=(a+l)/2;Xt(t,[f,a,f,m,h,m,h,l],1)}}function gi({ctx:t,look:e,place:n,path:o,sizes:s,at:r},a,l,i,c,d){let f=n.rows[a];if(!l){let m=pe(n.columns,f);
t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(m.x+m.width+2,m.y+m.height/2),t.lineTo(i-5,c),t.stroke();return}let h=ct(r,a,2);if(h){t.strokeStyle=
e.quiet;for(let m=a*s.chosen;m<(a+1)*s.chosen;m++){if(o.expert[m]<0)continue;let u=he(n.columns,s.experts,o.expert[m]),g=He(f);t.globalAlpha=d*.5*X(h),t.lineWidth=
.6+3*(o.expert_weight[m]/s.scale),Xt(t,[i+5,c,(i+u)/2,c,u,c,u,g],h)}}}function Ks(t){let{ctx:e,look:n,place:o,sizes:s,at:r}=t;if(r===null||r>=o.rows.length)return;
let a=Xs(t);for(let l=0;l<s.streams;l++){let i=fe(o.columns,s.streams,l);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(i,a,7,0,7),e.fill(),e.globalAlpha=
1,e.beginPath(),e.arc(i,a,3.4,0,7),e.fill()}}function Fn(t){let e=n=>k(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function yi(t){
let{own:e,root:n,model:o}=t,s=Nt(t);if(!s?.layers)return null;let r=e.paths.now()??Ve(s),{player:a}=e,l=Ds(a.at,e.still()),i=l===null?t.sel.get("layer"):At(l-1e-6,
s.layers),c=Math.max(280,e.stage.clientWidth),d=is(c,e.height(),s,e.focus),f=(x,w="")=>`${w} ${x}px ${e.look.family}`,h=P(e.canvas,c,d.height);h.font=f(z+1);let{
first:m,pieces:u}=e.text.read(t),g=e.words(u,d.columns.text.width,e.look.family),y=o.get("places").filter(x=>x.kind);return{ctx:h,root:n,look:e.look,font:f,place:d,
sizes:s,path:r,at:l,layer:i,hits:[],kinds:y.map(x=>x.kind),routing:y.map(x=>x.routing),shown:xs(g,m,r.blank?-1:r.token,{x:d.columns.text.x,...d.text})}}function Bn(t){
let e=yi(t);if(!e)return;let{own:n}=t,{ctx:o,place:s,sizes:r,path:a,layer:l,kinds:i,look:c,shown:d}=e,f=s.rows[l];o.fillStyle=c.band,o.beginPath(),o.roundRect(s.
columns.label.x-6,f.y,s.width-s.columns.label.x+6,f.height,5),o.fill();let h=a.blank?[]:Yt(a,l,r.kinds[i[l]]);a.blank||ki(t,e,h),$s(e);for(let u=0;u<r.layers;u++){
let g=s.rows[u];e.hits.push({what:"row",layer:u,x:s.columns.label.x-6,y:g.y,width:s.width,height:g.height})}Vs(e);for(let u=0;u<r.layers;u++)ms(e,u),gs(e,u),Gs(
e,u);let m={word:"",bottom:-1};Ts(e,m);for(let u=0;u<r.layers;u++)ze(e,s.rows[u],u,m);ws(e,h);for(let u=0;u<r.layers;u++)hs(e,u);Ns(e),Ks(e),xi(e,n.over),n.hits=
e.hits,n.frames++,t.root.drawn=bi(t,e,h),n.shown=d}function ki(t,e,n){let{ctx:o,place:s,look:r,font:a,shown:l,path:i}=e,c={width:s.columns.text.width,height:s.text.
y+s.text.height};bs(e,n);let d=me(l,i.token);d&&(o.strokeStyle=r.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+1,d.width+2,d.height-2));let f=t.model.get("counts").
prompt??0;t.own.picture.draw(o,l,c,a(z+1),{ink:r.ink,quiet:r.quiet,prompt:f}),Ms(e)}function xi({ctx:t,look:e},n){!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=
1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function bi(t,{path:e,at:n,layer:o,place:s,hits:r,sizes:a},l){let{own:i}=t;return{token:e.blank?
-1:e.token,wanted:G(t),head:e.head,at:n,layer:o,playing:i.player.playing,speed:i.player.speed,frames:i.frames,layers:a.layers,heights:s.rows.map(c=>c.height),height:s.
height,stacked:s.columns.stacked,readings:l,hits:r,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.
expert.subarray(a.chosen*o,a.chosen*(o+1))]}}function Qs({path:t,sizes:e,kinds:n},o){let s=o.map(r=>{let a=r.place==="top"?-1:r.kind?Number(r.place):Number.NaN,l=r.cells.reduce((g,y)=>g+Math.max(0,y[2]),0),
i=t.lens[a+1]?.[0]??null,c=Number.isNaN(a)?null:t.lens_prob[(a+1)*t.ranks],d=Array.from({length:e.streams},(g,y)=>Number.isNaN(a)?null:t.norm[(a+1)*e.streams+y]);
if(!r.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[r.place]??r.place,"",null,null,null,"","",...d,i,c,r.parameters,l];let f=a*e.chosen,h=[...t.
expert.subarray(f,f+e.chosen)].filter(g=>g>=0),[m]=Yt(t,a,e.kinds[n[a]]),u=m?`${m.zone?"entry":"token"} ${m.key}`:"";return[a,`${r.kind}${r.routing==="hash"?", \
table":""}`,...[0,1,2].map(g=>t.mass[3*a+g]),u,h.map((g,y)=>`${g}: ${t.expert_weight[f+y].toFixed(3)}`).join(", "),...d,i,c,r.parameters,l]});return{columns:["l\
ayer","kind","compressed","window","sink","read most","experts and weights",...Array.from({length:e.streams},(r,a)=>`norm of stream ${a}`),"would say","probabil\
ity","parameters","bytes"],rows:s,note:t.blank?"The model's plan; nothing has been run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of \
head ${t.head}`}.`}}var wi="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.",tr=8;function $i(t){let{body:e,
root:n}=t;n.classList.add("dsv-follow");let o=Us(),s=p("div","dsv-follow-notes"),r=p("div","dsv-follow-stage"),a=p("canvas");a.setAttribute("role","img"),r.append(
a);let l=p("div","dsv-follow-legend"),i=p("div","dsv-follow-card");e.append(p("div","dsv-note",wi),o.bar,s,r,l,i);let c=J(p("canvas")),d=matchMedia("(prefers-re\
duced-motion: reduce)"),f=new Xe,h={bar:o,notes:s,stage:r,canvas:a,legend:l,card:i,text:f,paths:new Ye(t),picture:new Ue,player:qs(Nt(t)?.layers??0),look:Fn(n),
focus:t.sel.get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>Nt(t),height:()=>A(window.innerHeight-
340,372,620)+(r.clientWidth<760?84:0),words:L((m,u,g)=>(c.font=`13px ${g}`,ks(m,u-4,y=>c.measureText(y).width))),pieceAt:m=>{let{first:u,pieces:g}=f.read(t);return g[m-
u]??""},known:()=>({path:h.paths.now()??Ve(Nt(t)),sizes:Nt(t),kinds:t.model.get("places").filter(m=>m.kind).map(m=>m.kind),pieceAt:h.pieceAt}),choose:m=>{h.chosen=
m,t.redraw()},open:m=>Dn(t,m)};return h}function Dn(t,e){let{what:n,layer:o,id:s}=e;if(n==="token")return t.pick({token:s??-1});if(t.own.chosen=e,n==="row"||n===
"layer")return t.pick({layer:o});let r=o>=0&&o<t.own.sizes().layers,a=Rn(t,e),l={...r?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(l.site=e.site??0),["routing",
"expert","rail","shared"].includes(n)&&(l.site=1),s!==void 0&&(l.expert=s),n==="entries"&&(l.entry=Ti(t,o)),t.pick({token:G(t),...l})}function Ti(t,e){let{path:n}=t.
own.known();for(let o=e*n.keys;o<(e+1)*n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function Ni(t){let{own:e,facts:n}=t;if(e.look=Fn(t.root),!e.sizes()?.
layers)return;let o=e.known().path,s=`${t.sel.get("layer")} ${G(t)}`;if(e.seen&&e.seen!==s&&!e.player.playing&&Ai(t),e.seen=s,Pn(t),o.blank)n.textContent=`the m\
odel's plan; nothing has been run yet · ${Cn(t)}`;else{let r=o.answer.word===void 0?"":` → “${S(o.answer.word,16)}” (${ue(o.answer)[2]??""})`;n.replaceChildren(
p("b","",`${o.token} “${S(o.piece,16)}”`),r,` · ${Cn(t)}`)}e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers;\
 ▦ gives its numbers as a table.`),e.notes.replaceChildren(...Object.values(o.missing).map(r=>p("div","dsv-follow-missing",r))),Oi(t,o),_s(t),Bn(t),o.blank||e.
paths.ask(G(t)+1,tr),Mi(t)}function Ai(t){let{player:e}=t.own;e.at!==null&&At(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function Mi(t){let{
own:e}=t;if(e.running)return;let n=performance.now(),o=s=>{let r=Math.min((s-n)/1e3,.1);n=s,e.running=t.root.isConnected&&t.root.clientWidth>0&&Si(t,r),e.running&&
requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function Si(t,e){let{own:n}=t,{layers:o}=n.sizes(),{player:s,paths:r}=n;r.now()?.token===G(t)&&Fs(
s,e,o)&&Ei(t);let l=s.at===null?t.sel.get("layer"):s.playing?A(s.at-.5,0,o-1):At(s.at-.01,o),i=n.focus;return n.focus=n.still()?Math.round(l):Hs(n.focus,l,e),!s.
playing&&i===n.focus?!1:(Pn(t),t.tabled?.()||Bn(t),!0)}function Ei(t){let{own:e,model:n}=t,o=G(t);if(o+1>=n.get("counts").tokens){e.player.playing=!1,e.player.at=
null,t.redraw();return}e.paths.ask(o+1,tr),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Bs(e.player),t.pick({token:o+1,entry:-1,expert:-1}),t.redraw())}function Oi(t,e){
let{legend:n}=t.own,{streams:o,scale:s,kinds:r,window:a}=t.own.sizes(),l=Rs(Wn(e.norm)),i=`${l} ${o}`;if(n.dataset.of===i)return;n.dataset.of=i;let c=(d,f,h)=>{
let m=p("span","dsv-follow-key");return m.append(p("i",h??"",d),f),m};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%4}`)),p("span",
"",`streams: as wide as their norm, full width ${l}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box sink"),c("",`cho\
sen expert: as high as its weight (they sum to ${$(s,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the token that came","\
came"),...Object.values(r).map(d=>c(d.glyph,d.title)),c("","not captured","box none"))}function _i(t){let{own:e,root:n}=t;js(t),t.listen(e.canvas,"pointermove",
o=>Js(t,o)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",o=>{Js(t,o),e.over&&Dn(t,e.over)}),
t.listen(n,"keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(o.key!==" "||["BUTTON","INPUT","SUMMARY"].includes(
o.target.tagName))&&(Ln(t),o.preventDefault(),o.stopPropagation())})}function Js(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),[s,r]=[e.clientX-o.left,e.
clientY-o.top],a=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&r>=l.y&&r<=l.y+l.height);if(n.over=a[a.length-1]??Ri(t,s,r),n.over?.what==="rail"){let l=Math.floor((s-
n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:A(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.over?.
what==="token"?n.over.id??-1:-1}),t.redraw()}function Ri({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let s=me(t.shown,o);if(s&&
e>=s.x&&e<=s.x+s.width&&n>=s.y&&n<=s.y+s.height)return{what:"token",layer:-1,id:o,...s}}return null}var Zs=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,j(
e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},vi={title:"Follow a token",aria:"One token's path through all layers. Space plays and pauses, full stop\
 steps, left and right move the token, up and down the layer, square brackets the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{
ArrowLeft:t=>Mt(t,-1),ArrowRight:t=>Mt(t,1),ArrowUp:Zs(-1),ArrowDown:Zs(1),Home:t=>Mt(t,Number.NEGATIVE_INFINITY),End:t=>Mt(t,Number.POSITIVE_INFINITY),"[":t=>ge(
t,-1),"]":t=>ge(t,1),".":qn,Enter:t=>t.own.chosen&&Dn(t,t.own.chosen)},build:$i,draw:Ni,listen:_i,table:t=>Qs(t.own.known(),t.model.get("places"))},er=F(vi);var or="outside the nucleus: this run could not have drawn it",Ci="put here by a branch: outside the nucleus, this run could not have drawn it";function Li({body:t}){
let e=p("div"),n=p("div","dsv-note"),o=p("div","dsv-drafts"),s=p("div","dsv-beside");return t.append(e,n,o,s),{list:e,draft:n,around:o,pair:s,requests:0}}var Hn=t=>t.
model.get("table");function qi(t){let{model:e}=t,{draft:n}=t.own,o=Hn(t);if(!o.rows)return;t.facts.replaceChildren("at position ",p("b","",`${o.token}`),Ii(o)),
Pi(t,o,o.rows);let s=o.draft?`The draft (MTP) block had proposed “${S(o.draft.word,18)}” with probability ${$(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,r=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${r} %).`;n.replaceChildren(
p("div","",s),p("div","",o.proposed?a:"")),Fi(t,o),Bi(t),t.root.drawn={said:s,never:o.rows.filter(l=>l.drawable===!1).map(l=>l.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(l=>l.word),probabilities:o.rows.map(l=>l.probability),came:o.rows.findIndex(l=>l.came),
draft:o.draft}}function Ii(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Pi(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(p("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let s=p("table","dsv-table"),r=p("tbody");r.append(
...n.map(c=>Wi(t,e,c))),s.append(r);let a=e.temperature===null?" and top-p":` (${$(e.temperature,2)}) and top-p (${$(e.top_p,2)})`,l=n.some(c=>c.drawable===!1)?
`; struck through: ${or.replace(":",",")}`:"",i=`Probabilities of the model itself, before temperature${a}${l}.`;o.replaceChildren(s,p("div","dsv-note",i))}function Wi(t,e,n){
let o=p("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),s=p("span","dsv-bar"),r=p("td"),a=p("td","",`${n.came?"✓ ":""}“${S(n.word,18)}”`),l=p(
"td");if(n.drawable===!1&&(o.title=n.came?Ci:or),s.style.width=`${Math.max(1,A(n.probability,0,1)*180)}px`,r.style.textAlign=a.style.textAlign="left",r.append(s),
t.model.get("can_branch")&&!n.came&&e.token>0){let i=p("button","dsv-small","branch here");i.title=`Go on from position ${e.token} with “${S(n.word,40)}” inst\
ead`,i.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),l.append(i)}return o.append(a,p("td","",$(n.probability,
3)),r,l),o}function Fi(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(s=>s.proposed!==null)?"":"none",n.replaceChildren(...o.map(
s=>{let r=p("button",`dsv-draft${s.token===e.token?" picked":""}${s.agree?" agree":""}`);return r.title=s.proposed===null?`token ${s.token}: no proposal is know\
n`:`token ${s.token}: proposed “${S(s.proposed,40)}”, came “${S(s.came,40)}”`,r.append(p("span","",s.proposed===null?"–":`${s.agree?"✓":"✗"} ${S(s.
proposed,9)}`),p("b","",S(s.came,9))),r.addEventListener("click",()=>t.pick({token:s.token})),r}))}function Bi(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=p("div","dsv-uses");o.append(...n.runs.map(Di));let s=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(p("div","dsv-note",s),o)}function Di(t){let e=p("div"),n=p("div","dsv-run"),o=p("div","dsv-note"),s=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(p("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${$(t.mean)} nats e\
ach${s}`);for(let[r,a]of t.words){let l=p("span",a===null?"none":"",ut(r));l.title=a===null?"not captured":`${$(-a)} nats`,a!==null&&(l.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*K(-a,0,8)).toFixed(3)})`),n.append(l)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function Hi(t){let e=Hn(t);return{columns:[
"token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"no"]),note:`\
What could have come at position ${e.token}.`}}var nr=t=>e=>e.pick({token:Math.max(0,(Hn(e).token??0)+t)}),zi={title:"What could have come",aria:"Alternatives a\
t the chosen position. Left and right move the token.",keys:{ArrowLeft:nr(-1),ArrowRight:nr(1)},build:Li,draw:qi,table:Hi},sr=F(zi);var Bt=40,ye=16,Ui=18,ji=11,rr=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function Dt(t,e){let{width:n,height:o,title:s,right:r=96,series:a,
ticks:l,low:i,high:c,at:d,axis:f=[],click:h}=e,m=n-Bt-r,u=o-ye-Ui,g=Math.max(...a.map(T=>T.values.length),1),y=T=>Bt+(g>1?T/(g-1):.5)*m,x=T=>ye+(1-K(T,i,c))*u,w=N(
"svg",{width:n,height:o,role:"img","aria-label":s});w.append(N("text",{x:0,y:10,class:"quiet"},s));for(let[T,M]of l)w.append(N("line",{x1:Bt,x2:Bt+m,y1:x(T),y2:x(
T),stroke:k(t,"line")}),N("text",{x:Bt-4,y:x(T)+3,"text-anchor":"end",class:"quiet"},M));for(let[T,M]of f)w.append(N("text",{x:y(T),y:o-4,"text-anchor":"middle",
class:"quiet"},M));if(d>=0){let T={x1:y(d),x2:y(d),y1:ye,y2:ye+u};w.append(N("line",{...T,stroke:k(t,"mark"),"stroke-width":1.5}))}return w.append(...Yi(t,a,y,x,
Bt+m)),h&&(w.style.cursor="pointer",w.addEventListener("click",T=>{let M=(T.clientX-w.getBoundingClientRect().left-Bt)/m;h(A(Math.round(M*(g-1)),0,g-1))})),w}function Yi(t,e,n,o,s){
let r=[],a=[];for(let{name:i,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[h,m]=rr[d%rr.length],u=k(t,h),g=Xi(c,n,o);r.push(
N("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:i,stroke:u,y:o(c[f])})}a.sort((i,c)=>i.y-c.y);let l=ye+4;for(let{name:i,
stroke:c,y:d}of a){let f=Math.max(d,l),h=N("text",{x:s+5,y:f+3},i);h.style.fill=c,r.push(h),l=f+ji}return r}function Xi(t,e,n){let o="",s=!1;return t.forEach((r,a)=>{
let l=!Number.isNaN(r);l&&(o+=`${s?"L":"M"}${e(a).toFixed(1)} ${n(r).toFixed(1)}`),s=l}),o}function Ke(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.
floor(Math.min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),s=Math.max(1,Math.ceil((o-n)/4)),r=[];for(let a=n;a<=o;a+=s){let l=String(Number((10**a).toPrecision(
1))),i=a===0?"1":Math.abs(a)<=3?l:`1e${a}`.replace("-","−");r.push([a,i])}return{low:n,high:o,ticks:r}}var zn=40,Vi='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
Gi=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function ar(t,e,n,o){let s=Float64Array.from(t);for(let r=0;r<e;r++){let a=s.subarray(r*e,r*e+e),l=Math.max(
...a),i=a.map(d=>Math.exp(d-l)),c=i.reduce((d,f)=>d+f,0);a.set(i.map(d=>d/c+o))}for(let r=0;r<n;r++)r&&lr(s,e,e,1,o),lr(s,e,1,e,o);return s}function lr(t,e,n,o,s){
for(let r=0;r<e;r++){let a=s;for(let l=0;l<e;l++)a+=t[r*n+l*o];for(let l=0;l<e;l++)t[r*n+l*o]/=a}}function Ki(t,e){let n=0,o=0;for(let s=0;s<e;s++){let r=0,a=0;
for(let l=0;l<e;l++)r+=t[s*e+l],a+=t[l*e+s];n=Math.max(n,Math.abs(r-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function ir(t,e){let{model:n,own:o}=t,
{pane:s}=o,r=R(n.get("logits")),a=R(n.get("pre")).length,{steps:l,eps:i}=n.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(p("div","dsv-m\
essage",Vi)),{};let c=o.dial??l,d=ar(r,a,c,i),f=Array.from({length:zn+1},(x,w)=>Ki(ar(r,a,w,i),a)),h=e<480?28:34,m=a*h+34,u=p("div","dsv-mix");u.append(Ji(t,d,a,
h),Zi(t,f,c,e>m+200?e-m-20:e,a*h+26));let g=s.querySelector("input")??p("input","dsv-dial"),y=document.activeElement===g;return s.replaceChildren(Qi(t,g,f[c],c),
u,p("div","dsv-note",tc(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function cr(t,e){t.own.dial=e,t.redraw()}function Qi(t,e,n,o){let s=p(
"label","dsv-note");s.style.display="block",e.type="range",e.min="0",e.max=String(zn),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>cr(t,Number(e.value));let r=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${$(n.row,5)}, columns by ${$(n.column,6)}`;return s.append(e,` ${o}\
 steps${r}: ${a}`),s}function Ji({root:t},e,n,o){let r=N("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=k(t,"ramp\
-low"),l=k(t,"ramp-high");for(let i=0;i<n;i++){let c=16+i*o+o/2+4;r.append(N("text",{x:0,y:c},`${i} →`),N("text",{x:26+(i+.5)*o,y:10,"text-anchor":"middle"},`${i}`));
for(let d=0;d<n;d++){let f=e[i*n+d],h=ft(a,l,A(f,0,1)),m={x:26+d*o+1,y:16+i*o+1,width:o-2,height:o-2},u=N("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},$(f));
u.style.fill=Ut(h),r.append(N("rect",{...m,rx:3,fill:h}),u)}}return r}function Zi(t,e,n,o,s){let r=l=>Math.log10(Math.max(l,1e-8)),{steps:a}=t.model.get("steps");
return Dt(t.root,{width:o,height:s,right:60,low:-8,high:1,ticks:Gi,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,zn].map(l=>[l,String(
l)]),series:[{name:"rows",values:Float32Array.from(e,l=>r(l.row)),style:0},{name:"columns",values:Float32Array.from(e,l=>r(l.column)),style:1}],click:l=>cr(t,l)})}
function tc({model:t}){let{steps:e,unbalanced:n,late:o,sites:s}=t.get("steps"),r=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let a=n.map(([l,i,c])=>`layer ${l} ${i?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${r} at ${o} of the ${s} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var W=38,jn=68,dr=20,ke=dr+jn+8,xe=28,Un=26,Yn=40,be=85,ec=(t,e,n)=>A(Math.floor(t/e*n),0,n-1),Kt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Qt(t,e){let n=t.model.get("layers"),o=A(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function fr(t,e){
let{model:n,own:o}=t,[s,r,a]=[R(n.get("pre")),R(n.get("post")),R(n.get("comb"))],l=$(e.sinkhorn_error,4);o.matrix.replaceChildren(nc(t,s,r,a)),o.words.replaceChildren(
p("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${l}`),p("div","","bar in a cell: nine in ten tokens of the run")),o.norms.replaceChildren(sc(t,e)),o.strip.replaceChildren(rc(t,s.length));
let i=Array.from(R(n.get("exchange")));return{pre:Array.from(s),comb:Array.from(a),post:Array.from(r),exchange:i}}function nc(t,e,n,o){let s=e.length,r=`rgb(${k(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.toFixed(2)).join(" ")}`,l=N("svg",{width:ke+s*W+4,height:xe+s*W+46,role:"img","aria-label":a}),i=dr+jn;l.
append(N("text",{x:i,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),N("text",{x:ke+s*W/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<s;c++){let d=xe+c*W,f=A(e[c],0,1)*(jn-36);l.append(N("text",{x:2,y:d+W/2+4},`${c} →`.slice(0,3)),N("rect",{x:i-f,y:d+11,width:Math.max(f,.5),height:W-
22,fill:r}),N("text",{x:i-f-3,y:d+W/2+4,"text-anchor":"end"},$(e[c])),N("text",{x:ke+c*W+W/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<s;g++)l.append(
...oc(t,o[c*s+g],s,c,g));let h=A(n[c]/2,0,1)*22,m=ke+c*W,u=xe+s*W+6;l.append(N("rect",{x:m+8,y:u,width:W-16,height:Math.max(h,.5),fill:r}),N("text",{x:m+W/2,y:u+
h+12,"text-anchor":"middle"},$(n[c])))}return l.append(N("text",{x:i,y:xe+s*W+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),l}function oc({root:t,model:e},n,o,s,r){
let a=ke+r*W,l=xe+s*W,i=ft(k(t,"ramp-low"),k(t,"ramp-high"),A(n,0,1)),c=Ut(i),d=N("rect",{x:a+1,y:l+1,width:W-2,height:W-2,rx:3,fill:i}),f=N("title",{},`comb[fr\
om ${s}, to ${r}] = ${$(n,4)}`),h=N("text",{x:a+W/2,y:l+W/2+4,"text-anchor":"middle"},$(n));h.style.fill=c,d.append(f);let m=R(e.get("spread"));if(!m.length)return[
d,h];let u=M=>a+4+A(M,0,1)*(W-8),[g,y,x]=[0,1,2].map(M=>m[M*o*o+s*o+r]);f.textContent+=`; over the run 5 % ${$(g,3)}, middle ${$(y,3)}, 95 % ${$(x,3)}`;let w={x1:u(
g),x2:Math.max(u(x),u(g)+1),y1:l+W-6,y2:l+W-6},T={x1:u(y),x2:u(y),y1:l+W-8,y2:l+W-4};return[d,N("line",{...w,stroke:c,opacity:.55}),N("line",{...T,stroke:c}),h]}
function sc({root:t,model:e},n){let o=R(e.get("norm"));if(Number.isNaN(o[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.
max(...o,1e-9),r=20+o.length*15,a=N("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),l=n.layer?`stream norms after layer ${n.layer-1}`:
"stream norms after the embedding";return a.append(N("text",{x:0,y:12,class:"quiet"},l)),o.forEach((i,c)=>{let d=18+c*15,f=i/s*90;a.append(N("text",{x:0,y:d+9},
`${c}`),N("rect",{x:12,y:d,width:Math.max(f,.5),height:11,fill:`rgb(${k(t,"tint")})`}),N("text",{x:16+f,y:d+9},$(i,1)))}),a}function rc(t,e){let{model:n,body:o,
root:s}=t,r=R(n.get("exchange")),a=n.get("layers").length,l=Math.max(200,o.clientWidth-2),i=Math.max(...r.filter(u=>!Number.isNaN(u)),.001),c=k(s,"line"),d=N("s\
vg",{width:l,height:be+17,role:"img","aria-label":"all sites"}),f=$(1-1/e),h=`share that comes from other streams, at each site (tallest ${$(i,3)}; evenly mixed\
 would be ${f})`;d.append(N("text",{x:0,y:10,class:"quiet"},h),N("text",{x:0,y:Yn+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...ac(t,u,l/a,i));for(let u of[Yn+.5,be+.5])d.append(N("line",{x1:0,x2:l,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{Qt(t,ec(u.clientX-d.getBoundingClientRect().left,l,a))}),d}function ac(t,e,n,o){let{model:s,root:r}=t,a=s.get("layers"),l=R(s.get("exchange"))[e],i=R(s.get(
"largest_pre"))[e],c=!Number.isNaN(l),d=c?A(l/o,0,1)*Un:Un,f=A(i,0,1)*Un,h=e*n,m=e===Kt(t)?k(r,"mark"):`rgb(${k(r,"tint")})`,u={x:h+1,width:Math.max(n-2,1),opacity:e%
2?.6:1},g=N("g",{class:"step"});g.append(N("rect",{x:h,y:0,width:n,height:be+17,fill:"transparent"}),N("rect",{...u,y:Yn-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":k(r,"line"),"stroke-dasharray":"2 3"})),c&&g.append(N("rect",{...u,y:be-f,height:Math.max(f,.7),fill:m}));let y=e-a.indexOf(a[e]),x=`layer ${a[e]}\
, ${y?"experts":"attention"}`,w=`${$(l,3)} from other streams, largest pre ${$(i,3)}`;return g.append(N("title",{},`${x}: ${w}`)),y||n<=9&&a[e]%5?[g]:[N("text",
{x:h+1,y:be+13,class:"quiet"},`${a[e]}`),g]}var lc=["Sinkhorn, as run","row softmax","unconstrained"],ic='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
cc="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",dc="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Qe=40,fc=96,Je=16;function hc({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function hr(t,e){let{model:n,root:o,own:s}=t,r=n.get("layers"),a=r.length,l=n.get("variants").length,i=R(n.get("product")),
c=(T,M)=>i.slice((T*l+M)*a,(T*l+M+1)*a),d=T=>lc.map((M,_)=>({name:M,values:c(T,_),style:_})),f=R(n.get("pre")).length,h=r.flatMap((T,M)=>M===r.indexOf(T)?[[M,`${T}`]]:
[]),m={width:e,height:92,at:Kt(t),axis:h,click:T=>Qt(t,T)},u=`${hc(n.get("product_facts"))} ${cc}`;s.pane.replaceChildren(Dt(o,{...m,...Ke(i.slice(0,l*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Dt(o,{...m,low:1,high:f,ticks:[1,f].map(T=>[T,String(T)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Dt(o,{...m,...Ke(i.slice(2*l*a).filter(T=>T>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?ic:u));let[g,y,x,w]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(T=>Array.from(T));return{gain:g,
free:y,rank:x,second:w}}function pr(t,e){let{model:n,root:o,own:s}=t,{layers:r,pairs:a}=n.get("stream_facts");if(!r)return s.pane.replaceChildren(p("div","dsv-m\
essage",dc)),{};let l=R(n.get("stream_norm")),i=R(n.get("stream_cosine")),c=r.length,d=l.length/c,f=l.map(m=>Math.log10(m)),h=Dt(o,{width:e,height:150,...Ke(f),
title:"norm of each stream after every layer (log scale)",axis:r.map((m,u)=>[u,m<0?"emb":String(m)]),at:r.indexOf(n.get("facts").layer),click:m=>{r[m]>=0&&t.pick(
{layer:r[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${$(l[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>f[y*
d+u])}))});return s.pane.replaceChildren(h,pc(t,i,c,a,e)),{norms:Array.from(l),cosines:Array.from(i)}}function pc({root:t},e,n,o,s){let r=(s-Qe-fc)/n,a=24+o.length*
Je,l=N("svg",{width:s,height:a,role:"img","aria-label":"cosines between streams"});l.append(N("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let i=k(t,"ramp-low"),c=k(t,"ramp-high");for(let[d,f]of o.entries()){let h=Je+d*Je;l.append(N("text",{x:Qe-6,y:h+11,"text-anchor":"\
end"},f));for(let m=0;m<n;m++){let u=e[m*o.length+d],g=ft(i,c,Math.abs(A(u,-1,1)));if(l.append(N("rect",{x:Qe+m*r+1,y:h,width:Math.max(r-2,1),height:Je-2,rx:2,fill:g})),
r<=26)continue;let y=N("text",{x:Qe+(m+.5)*r,y:h+11,"text-anchor":"middle"},$(u));y.style.fill=Ut(g),l.append(y)}}return l}var mc={product:hr,dial:ir,streams:pr};function uc({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","picture"),n.append(V("site","one site"),V("pr\
oduct","all sites together"),V("dial","Sinkhorn dial"),V("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=p("div","dsv-mix"),s=p(
"div"),r=p("div"),a=p("div","dsv-note"),l=p("div"),i=p("div"),c=p("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(a,l),o.append(s,r),e.
append(o,i,c),{choose:n,mix:o,matrix:s,words:a,norms:l,strip:i,pane:c,dial:null}}function gc(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function yc(t){let{model:e,facts:n,body:o,root:s,own:r}=t,a=e.get("facts");if(!R(e.get("pre")).length)return;n.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${S(a.piece??"",16)}”`));let l=e.get("picture"),i=l==="site";r.choose.value=l,r.mix.style.
display=r.strip.style.display=i?"":"none",r.pane.style.display=i?"none":"";let c=i?fr(t,a):mc[l](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};s.drawn={picture:l,...d,...c,at:performance.now()}}function kc({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,s,r,a]=n.map(c=>R(t.get(
c))),l=o.length;return{columns:["from stream","pre",...Array.from({length:l},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...r.slice(d*l,d*l+l),s[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var mr=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),xc={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>Qt(t,Kt(t)-1),ArrowDown:t=>Qt(t,Kt(t)+1),ArrowLeft:mr(-1),ArrowRight:mr(1)},build:uc,listen:gc,draw:yc,table:kc},ur=F(
xc);var yr=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function bc({body:t}){let e=p("div","dsv-note"),n=p("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var we=t=>t.model.get("table"),gr=t=>(we(t).rows??[]).map(e=>e.layer);function wc(t){let{words:e,grid:n}=t.own,o=we(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",p("b","",`${o.token} “${S(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let s=Q("",["layer","agrees","likeliest next tokens, likeliest first"]);s.head.
lastChild.style.textAlign="left",s.rows.append(...o.rows.map(r=>$c(t,r,o.trusted))),n.replaceChildren(...s.table.children),t.root.drawn={token:o.token,words:o.rows.
map(r=>r.words[0]),trust:o.rows.map(r=>r.trust),layers:o.rows.map(r=>r.layer)}}function $c(t,e,n){let o=p("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let s=p("td","dsv-line");return s.style.textAlign="left",s.append(...e.words.map((r,a)=>Tc(t,e,a))),e.words.length||
s.append("not read for this token"),e.streams.length&&s.append(Nc(e)),o.append(p("td","",e.layer<0?"embedding":`${e.layer} ${lt[e.kind]??""}`),p("td","dsv-line",
yr(e.trust,n)),s),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function Tc(t,e,n){let o=n===0&&e.agree,s=p("span",`d\
sv-chip${o?" agree":""}`);return s.style.background=`rgba(${k(t.root,"tint")}, ${.1+.75*A(e.probabilities[n],0,1)})`,e.probabilities[n]>.55&&(s.style.color="#ff\
f"),s.append(`${o?"✓ ":""}${S(e.words[n],14)} `,p("small","",$(e.probabilities[n]))),s}function Nc(t){let e=p("div","dsv-alone");return t.streams.forEach(([n,
o],s)=>{let r=p("span","",`${s}: ${S(n,10)} ${$(o)}`);r.title=`stream ${s} alone: “${n}” ${$(o,3)}`,n===t.words[0]&&r.classList.add("same"),e.append(r)}),e}
function Ac(t){let e=we(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"em\
bedding":n.layer,yr(n.trust,0),n.words[0],n.probabilities[0],n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Mc={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>j(t,-1,gr(t)),ArrowDown:t=>j(t,1,gr(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(we(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(we(t).token??0)+1})},build:bc,draw:wc,table:Ac},kr=F(Mc);function $e(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),s=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,r=[];for(let a=Math.ceil(t/s)*s;a<e;a+=
s)r.push(a);return r}function Jt(t,e,n,o,s){let r=N("svg",{width:e,height:n,role:"img"}),a=k(t,"line");return r.append(N("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
N("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),N("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),N("text",{x:2,y:9,class:"quiet"},s)),r}var B=54,Te=13,xt=Te+2,St=150,Ec=[96,480];function Xn(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${O(1/t)}`:"none"}var Oc=(t,e,n)=>e*(n/e)**((t-1)/249),
Ne=({body:t})=>Math.max(160,t.clientWidth-B-4);function tn(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:A((e.clientX-n.left-B)/Ne(
t),0,1),y:A((o-xt)/St,0,1),inStrip:o<Te}}function Kn({tokens:t,across:e},n,o){return[n.x,o.x].sort((r,a)=>r-a).map(r=>Math.min(t-1,Math.floor(r*e)))}function Qn({
tokens:t,across:e},n,o){let s=[n.x,o.x].sort((u,g)=>u-g),r=[n.y,o.y].sort((u,g)=>u-g),[a,l]=s.map(u=>Math.min(t,Math.round(u*e))),[i,c]=r.map(u=>Math.round(u*t));
if(l-a>=8&&c-i>=2)return[i,c,a,l];let[d,f]=Ec.map(u=>Math.min(t,u)),h=Math.round(A((i+c)/2-d/2,0,t-d)),m=Math.round(A((a+l)/2-f/2,0,t-f));return[h,h+d,m,m+f]}function br(t,e,n,o,s){
let r=q(t),a=new ImageData(n,e),l=Array.from({length:251},(c,d)=>dn(o,s,d/250));r.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...l[c],255],4*d)});let i=bt(n,e);return J(
i).putImageData(a,0,0),{off:i,codes:r}}function wr(t,e){let{root:n,model:o,own:s}=t,r=Ne(t),[a,l]=e.shape,i=P(s.overview,B+r+2,xt+St+14),c=["ramp-low","ramp-hig\
h"].map(g=>k(n,g)),{off:d,codes:f}=s.pixels(o.get("overview"),a,l,c[0],c[1]),h=g=>B+g/e.across*r,m=g=>xt+g/e.tokens*St,u=()=>{i.beginPath(),i.moveTo(h(0),m(0)),
i.lineTo(h(e.tokens),m(e.tokens)),i.lineTo(h(0),m(e.tokens)),i.closePath()};i.fillStyle=k(n,"paper"),u(),i.fill();for(let g=0;g<a;g++)f[g*l]===255&&Z(i,n,B,xt+g*
St/a,r*(g+1)/a,St/a+.5);i.imageSmoothingEnabled=!1,i.drawImage(d,B,xt,r,St),i.strokeStyle=k(n,"line"),u(),i.stroke(),_c(t,i,h,r),Rc(t,i,e,h,m,r),vc(t,i,e,h,m),s.
legend.replaceChildren(...Cc(t,e))}function _c({root:t,model:e,sel:n,own:o},s,r,a){let l=q(e.get("breaks"));s.fillStyle=k(t,"line"),s.fillRect(B,1,a,Te-3);let i=k(
t,"ink"),c=k(t,"quiet");l.forEach((u,g)=>{if(!u)return;let y=u===2;s.fillStyle=y?i:c,s.fillRect(B+g*a/l.length,y?1:5,1.2,Te-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[h,m]=[Math.min(d,f),Math.max(d,f)];s.fillStyle=k(t,"mark"),s.fillRect(r(h),1,Math.max(2,r(m+1)-r(h)),Te-3)}
function Rc({root:t},e,{tokens:n},o,s,r){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=k(t,"quiet"),e.fillText("text",4,7);for(let a of $e(
0,n,Math.min(8,Math.max(6,Math.floor(r/90))))){let l=e.measureText(O(a)).width;e.fillText(O(a),A(o(a)-l/2,B,B+r-l),xt+St+8)}for(let a of $e(0,n,5)){let l=e.measureText(
O(a)).width;e.fillText(O(a),B-l-4,A(s(a),xt+5,xt+St-4))}e.textAlign="right",e.fillText("queries down, positions across",B+r-2,xt+8),e.textAlign="left"}function vc({
root:t,model:e,sel:n,own:o},s,r,a,l){let[i,c,d,f]=o.dragging??e.get("shown_region");s.strokeStyle=k(t,"mark"),s.lineWidth=1.5,s.strokeRect(a(d),l(i),Math.max(3,
a(f)-a(d)),Math.max(3,l(c)-l(i))),s.lineWidth=1;let h=n.get("token");h<0||h>=r.tokens||(s.strokeStyle=k(t,"ink"),s.setLineDash([3,2]),s.beginPath(),s.moveTo(a(0),
l(h+.5)),s.lineTo(a(h),l(h+.5)),s.stroke(),s.setLineDash([]))}function Cc({root:t,model:e},n){let o=p("span","dsv-ramp"),s=`linear-gradient(90deg, ${k(t,"ramp-l\
ow")}, ${k(t,"ramp-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:s});let r=n.every>1?` · hatched: not kept (every ${n.
every}th prompt query is)`:"";return[`share of the possible picks: ${Xn(e.get("low"))} `,o,` ${Xn(e.get("high"))}`,` · plain: none · above the diagonal: future${r}\
 · drag: a region, in the strip: a needle`]}function $r({model:t},e,{x:n,y:o}){let[s,r]=e.shape,a=Math.min(s-1,Math.floor(o*s)),l=q(t.get("overview"))[a*r+Math.
min(r-1,Math.floor(n*r))],i=`queries near ${O(o*e.tokens)}, positions near ${O(n*e.across)}: `;if(l===254)return[i,p("b","","future")];if(l===255)return[i,p("b",
"","not kept")];if(l===0)return[i,p("b","","none picked")];let c=Xn(Oc(l,t.get("low"),t.get("high")));return[i,p("b","",`${c} picked`)]}function Tr(t){let e={none:0,
future:0,unknown:0,picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var Zt=2,Nr=t=>A(t*4,24,120),Jn=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function Zn(t,e){let{model:n,own:o}=t,s=o.detail.getBoundingClientRect(),
[r,a,l,i]=n.get("shown_region"),c=(e.clientY-s.top-Zt)/Nr(a-r)*(a-r),d=r+Math.floor(c),f=l+(e.clientX-s.left-B)/Ne(t)*(i-l),h=Math.floor(f/n.get("facts").rate);
return d>=r&&d<a&&f>=l&&f<i?{query:d,entry:h}:null}var to=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Ar=t=>to(t)?t.sel.get("entry"):-1;function Lc(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return to(t)&&e>=0?e:Ar(t)}function te(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:to(t)?e:-1,...o}),t.redraw()}function Mr(t,e){let{model:n,root:o,sel:s,own:r}=t,[a,l,i,c]=n.get("shown_region"),d=Ne(
t),f=Nr(l-a),h=f/(l-a),m=e.rate/(c-i)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=r.ints(n.get("marks")),x=y[0]!==-1,w=P(r.detail,B+d+2,f+4),T=C=>B+
(C-i)/(c-i)*d,M=C=>Zt+(C-a)*h;w.fillStyle=k(o,"paper"),w.fillRect(B,Zt,d,f),w.fillStyle=k(o,"panel");for(let C=a;C<Math.min(l,c-1);C++)w.fillRect(Math.max(B,T(Math.
floor((C+1)/e.rate)*e.rate)),M(C),d,h+.5);w.save(),w.beginPath(),w.rect(B,Zt,d,f),w.clip();let _=zt(k(o,"ramp-low"),k(o,"ramp-high"));for(let C=0;x&&C<y.length;C+=
3)w.fillStyle=Jn(_,y[C+2],e.topk),w.fillRect(T(y[C+1]*e.rate),M(y[C]),u,g);w.restore(),w.strokeStyle=k(o,"line"),w.strokeRect(B,Zt,d,f),w.strokeStyle=k(o,"mark");
let v=s.get("token")>=0?s.get("token"):e.tokens-1;v>=a&&v<l&&(w.lineWidth=1.5,w.strokeRect(B,M(v)-.5,d,Math.max(3,g+1)),w.lineWidth=1);let E=Ar(t)*e.rate;return E>=
Math.max(0,i)&&E<c&&w.strokeRect(T(E),Zt,Math.max(3,u),f),w.fillStyle=k(o,"quiet"),w.font="10px system-ui, sans-serif",w.textBaseline="middle",w.fillText(O(a),4,
8),f>30&&w.fillText(O(l-1),4,f-4),r.caption.textContent=qc(n.get("shown_region"),x),x?y:new Int32Array(0)}function qc(t,e){let[n,o,s,r]=t,a=`positions ${O(s)} t\
o ${O(r-1)}`;return e?`The region: ${`queries ${O(n)} to ${O(o-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function Sr(t,e){let{model:n,own:o}=t,{text:s}=o,r=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],
l=Lc(t);if(o.textOf.pieces!==r&&(s.replaceChildren(...r.flatMap((d,f)=>Ic(d,a+f))),o.textOf={pieces:r,entry:null}),o.textOf.entry===l)return;o.textOf.entry=l;for(let d of s.
querySelectorAll(".own, .before"))d.className="";if(l<0)return;for(let d=(l-1)*e.rate;d<(l+1)*e.rate;d++){let f=s.children[2*(d-a)];d>=a&&f&&(f.className=d<l*e.
rate?"before":"own")}let i=s.querySelector(".own");if(!i)return;let c=i.offsetTop-s.offsetTop;(c<s.scrollTop||c>s.scrollTop+50)&&(s.scrollTop=c-8)}function Ic(t,e){
let n=p("span","",et(t)||"∅");return n.title=`token ${e}`,[n,p("wbr")]}function Er(t,e,{query:n,entry:o}){let s=-1;for(let i=0;i<e.length;i+=3)e[i]===n&&e[i+1]===
o&&(s=e[i+2]);let r=o<Math.floor((n+1)/t.rate),a=`${O(Math.max(0,(o-1)*t.rate))} to ${O((o+1)*t.rate-1)}`,l=s>=0?`picked, rank ${s+1}`:r?"not picked":"not compl\
ete yet";return[`query ${O(n)}, entry ${O(o)} (tokens ${a}): `,p("b","",l)]}var en=66,Ae=17,Et=16,Bc="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function Or(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function _r(t,e){let{model:n,
own:o}=t,s=n.get("needle_facts"),r=p("div","dsv-note");if(o.low.append(r),s.first===void 0)return r.textContent=Bc,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";r.append(p("b","",`“${pt(s.text,60)}”`),` (tokens ${s.first} to ${s.last}, entries ${s.entries[0]} to ${s.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let l=p("div","dsv-note"),i=n.get("layers").map(
(c,d)=>`layer ${c} ${Or(s.ranks[d])}`);return l.append(`At token ${O(s.asked)} “${S(s.asked_piece,16)}”: `,p("b","",i.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(Dc(t,e,s),l),{needle:[s.first,s.last],ranks:s.ranks}}function Dc(t,e,n){let{model:o,body:s,root:r}=t,a=o.get("layers"),
l=e.tokens-n.from,i=Math.max(200,s.clientWidth-4),c=i-en-4,d=Ae+a.length*Et,f=p("canvas"),h=P(f,i,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font="10px system-ui, sans-serif",h.textBaseline="middle",h.fillStyle=k(r,"quiet"),h.fillText("la\
yers",4,8),Hc(t,h,e,l,c);for(let[u,g]of a.entries())h.fillStyle=k(r,g===e.layer?"mark":"ink"),h.fillText(`layer ${g} ▤`,4,Ae+7+u*Et),h.strokeStyle=k(r,"line"),
h.strokeRect(en,Ae+u*Et,c,Et-2);let m=u=>en+(u-n.from)/Math.max(l,1)*c;h.fillStyle=k(r,"quiet");for(let u of $e(n.from,e.tokens,8))h.fillText(O(u),Math.min(m(u),
i-40),d+7);return n.asked<n.from||(h.strokeStyle=k(r,"mark"),h.lineWidth=1.5,h.strokeRect(m(n.asked)-1,Ae-2,Math.max(3,c/l),a.length*Et+2)),f}function Hc({model:t,
root:e,own:n},o,s,r,a){let l=n.found(t.get("needle")),i=t.get("layers").length,c=l.length/i,d=zt(k(e,"ramp-low"),k(e,"ramp-high"));for(let f=0;f<c;f++){let h=en+
f*a/c,m=a/c+.3,u=r>=c||f*r/c%1<r/c,g=0;for(let x=0;x<i;x++){let w=l[x*c+f],T=Ae+x*Et;Number.isNaN(w)?u&&Z(o,e,h,T,m,Et-2):w>=0&&(g++,o.fillStyle=Jn(d,w,s.topk),
o.fillRect(h,T,m,Et-2))}let y=12*g/i;o.fillStyle=k(e,"entries"),o.fillRect(h,14-y,m,y)}}function Rr({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?Or(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function Cr(t,e){let{model:n,own:o}=t,s=n.get("overlap_facts"),r=p("div","dsv-note");if(o.low.append(r),!s.compared){let f=(e.topk+1)*e.rate-2;return r.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${O(s.pairs)} pairs`,l=`${O(s.compared)} of ${O(s.pairs)}\
 pairs, evenly spaced`;r.append(p("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(s.mean[0])}, control ${$(s.mean[1])};\
 ${s.compared<s.pairs?l:a}.`);let i=p("div","dsv-columns"),c=p("div");c.append(p("div","dsv-note","the same queries, other layers"),Uc(t)),i.append(zc(t,s),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${s.stable} entries, in the control ${s.stable_control}.`;return o.low.append(i,p("div","dsv-note",d),
jc(t,e,s)),{overlap:s.mean,stable:s.rows.map(f=>f.entry),compared:s.compared}}function zc(t,e){let{model:n,body:o,root:s,own:r}=t,a=r.lines(n.get("overlap")),l=a.
length/2,i=A(o.clientWidth-320,260,560),c=120,d=Jt(s,i,c,"position","overlap"),f=m=>42+m/(l-1)*(i-50),h=m=>c-18-m*(c-34);return d.append(...vr(a.subarray(0,l),f,
h,`rgb(${k(s,"tint")})`,"none"),...vr(a.subarray(l),f,h,k(s,"mark"),"4 3"),N("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),N("text",{x:36,y:h(0),
"text-anchor":"end",class:"quiet"},"0"),N("text",{x:i-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),d}function vr(t,e,n,o,s){let r="",a=!1;return t.forEach((l,i)=>{let c=!Number.isNaN(l);c&&(r+=`${a?"L":"M"}${e(i).toFixed(1)} ${n(l).
toFixed(1)}`),a=c}),r?[N("path",{d:r,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":s})]:[]}function Uc(t){let{model:e,root:n,own:o}=t,s=e.get("laye\
rs"),r=o.table(e.get("layer_table")),a=p("table","dsv-table"),l=p("tr");l.append(p("th","","layers"),...s.map(i=>p("th","",String(i)))),a.append(l);for(let[i,c]of s.
entries()){let d=p("tr");d.append(p("th","",String(c)));for(let f of r.subarray(i*s.length,(i+1)*s.length)){let h=p("td","",$(f)),m=(.6*f).toFixed(2);Number.isNaN(
f)||(h.style.background=`rgba(${k(n,"tint")}, ${m})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function jc(t,e,n){
let o=p("table","dsv-table"),s=p("tbody");o.append(s);for(let r of n.rows){let a=p("tr");a.append(p("td","",`entry ${O(r.entry)}`),p("td","",`${Math.round(100*r.
share)} % of ${O(r.could)}`),p("td","dsv-context",`“${pt(r.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:r.entry,layer:e.layer})),s.append(a)}return o}
function Lr({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let s=t.get("layers"),r=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${$(o.mean[0],4)}, control ${$(o.mean[1],4)}.`;return{columns:["layer",...s.map(l=>`overlap with layer ${l}`)],rows:s.map((l,i)=>[l,...r.
subarray(i*s.length,(i+1)*s.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var Yc=6;function qr(t,e){let{model:n,own:o}=t,s=n.get("rank"),r=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),l=p("div","dsv-note");if(o.low.append(
l),!r.length)return l.textContent=`Token ${s.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&l.append(
p("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),l.append(p("b","",`How token ${O(
s.query)} “${S(s.piece,16)}” ranked its past`),`: ${s.picked} of ${O(s.visible)} entries picked`,s.margin===null?", no other was left":`, the last pick lead\
s by ${$(s.margin,4)}`,s.window===null?"":`; ${$(s.window)} of its attention stayed in the window`,s.asked!==s.query?` (token ${s.asked} was not kept)`:"",".");
let i=p("div","dsv-columns");return i.append(Vc(t,e,s,r,a),Gc(t,e,s,r)),o.low.append(i,p("div","dsv-note",Xc(s,r.length))),{ranks:r.length,picked:s.picked,query:s.
query,margin:s.margin}}function Xc(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Vc(t,e,n,o,s){let{body:r,root:a}=t,l=A(r.clientWidth-300,260,520),i=128,c=o.length,d=Math.min(...s,
0),f=Math.max(...s),h=y=>44+(y+.5)/c*(l-52),m=y=>i-20-(y-d)/Math.max(f-d,1e-9)*(i-38),u=A((l-52)/c*.8,1.5,7),g=Jt(a,l,i,"rank","score");if(s.forEach((y,x)=>{let w=x>=
n.picked,T=N("rect",{x:h(x)-u/2,y:m(y)-3,width:u,height:6,fill:w?"none":`rgb(${k(a,"tint")})`,stroke:w?k(a,"quiet"):"none"});T.append(N("title",{},`rank ${x+1}:\
 entry ${o[x]}, score ${$(y,4)}${w?", left out":""}`)),T.style.cursor="pointer",T.addEventListener("click",()=>t.pick({entry:o[x],layer:e.layer})),T.addEventListener(
"mouseenter",()=>te(t,o[x])),T.addEventListener("mouseleave",()=>te(t,-1)),g.append(T)}),c>n.picked){let y=(h(n.picked-1)+h(n.picked))/2,x={x1:y,y1:12,x2:y,y2:i-
18,stroke:k(a,"mark")};g.append(N("line",{...x,"stroke-dasharray":"4 3"}),N("text",{x:y+3,y:21},"cut"))}return g.append(N("text",{x:36,y:m(f)+4,"text-anchor":"e\
nd",class:"quiet"},$(f,1)),N("text",{x:36,y:i-18,"text-anchor":"end",class:"quiet"},$(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} pi\
cked`),g}function Gc(t,e,n,o){let s=p("table","dsv-table"),r=p("tbody");s.append(r);for(let[a,l]of n.texts.slice(0,Yc).entries()){let i=p("tr");i.append(p("td",
"",String(a+1)),p("td","",`entry ${O(o[a])}`),p("td","dsv-context",`“${pt(l,44)}”`)),i.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),r.append(
i)}return s}function Ir({model:t,own:e},n){let o=t.get("rank"),s=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(r,a)=>[a+1,r,s[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function eo({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function Pr(t,e){
let{model:n,own:o}=t,{probes:s,values:r,heads:a}=eo(t),l=p("div","dsv-note",n.get("recall_note"));if(!s.length)return n.get("can_measure")&&l.replaceChildren(...Kc(
t)),o.low.append(l),{recall:null};let i=Array.from({length:a},(d,f)=>{let h=r.filter((m,u)=>u%a===f&&!Number.isNaN(m));return h.length?h.reduce((m,u)=>m+u,0)/h.
length:Number.NaN}),c=p("div","dsv-note");return c.append(p("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,l,Qc(t,i)),{recall:i,probes:Array.from(s)}}function Kc(t){let e=p("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Qc(t,e){let{body:n,root:o}=t,{probes:s,values:r,heads:a}=eo(t),l=A(n.clientWidth-20,260,760),i=140,c=Jt(o,l,
i,"head","covered"),d=h=>46+(h+.5)/a*(l-54),f=h=>i-20-h*(i-36);c.append(N("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),N("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,m]of e.entries()){s.forEach((y,x)=>{let w=r[x*a+h];if(Number.isNaN(w))return;let T=N("circle",{cx:d(h),cy:f(w),
r:2.2,fill:`rgba(${k(o,"tint")}, 0.55)`});T.append(N("title",{},`head ${h}, token ${y}: ${$(100*w,1)} %`)),c.append(T)});let u={x1:d(h)-8,x2:d(h)+8,y1:f(m),y2:f(
m),stroke:k(o,"mark")};Number.isNaN(m)||c.append(N("line",{...u,"stroke-width":2}));let g={x:d(h),y:i-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(N(
"text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>$(h)).join(", ")}`),c}function Wr(t,e){let{probes:n,values:o,heads:s}=eo(t);
return n.length?{columns:["probe at token",...Array.from({length:s},(r,a)=>`head ${a}`)],rows:Array.from(n,(r,a)=>[r,...o.subarray(a*s,(a+1)*s)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var Jc={rank:qr,overlap:Cr,recall:Pr,needle:_r},Zc={overlap:Lr,recall:Wr,needle:Rr};function td(t){let e=p("div","dsv-picks"),n=p("div","dsv-controls"),o=p("sel\
ect");o.setAttribute("aria-label","layer");let s=nt(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),r=p("button","dsv-small","random control");r.title="every query gets the distances back \
of another query: the same recency, other words";let a=p("span","dsv-tiled");n.append(o,s.select,r,a);let l=p("canvas"),i=p("div","dsv-note"),c=p("canvas"),d=p(
"div","dsv-note"),f=p("div","dsv-region-text"),h=p("div","dsv-panel");return l.setAttribute("role","img"),l.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,l,i,c,d,f,h),t.body.append(e),{layer:o,panel:s,shuffle:r,tiled:a,overview:l,legend:i,detail:c,caption:d,text:f,low:h,
reveal:qe(t,h),pixels:L(br),ints:L(I),texts:L(tt),entries:L(I),scores:L(R),lines:L(R),table:L(R),recalls:L(R),probed:L(I),found:L(R),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var dt=t=>t.model.get("facts");function ed(t){let{model:e,own:n}=t,{panel:o,reveal:s,
layer:r,shuffle:a,detail:l}=n;t.listen(o.select,"change",s.ask),t.listen(r,"change",()=>t.pick({layer:Number(r.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),nd(t),t.listen(l,"mousemove",i=>{n.under=Zn(t,i),te(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(l,"mouseleave",()=>{n.under=null,te(t,-1,-1)}),t.listen(l,"click",i=>{let c=Zn(t,i);c&&t.pick({token:c.query,entry:c.entry,layer:dt(t).layer})})}function nd(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=tn(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let s=tn(t,o);e.hovered=
s,e.from?.inStrip?e.span=Kn(dt(t),e.from,s):e.from&&(e.dragging=Qn(dt(t),e.from,s)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let s=e.from;if(!s)return;let r=tn(t,o);if(e.from=e.span=e.dragging=null,s.inStrip){let[a,l]=Kn(dt(t),s,r);t.tell("panel","needle"),t.pick({query_first:a,
query_last:l})}else t.tell("region",Qn(dt(t),s,r).join(":")),t.redraw()})}function od(t){let{model:e,root:n,own:o}=t,{layer:s,panel:r,shuffle:a,tiled:l,low:i,reveal:c}=o,
d=dt(t);if(Tt(s,e.get("layers").map(u=>[u,`layer ${u} ▤`])),s.value=String(d.layer),r.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
l.textContent=l.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let f=d;wr(t,f);let h=Mr(t,f);Sr(t,f),sd(t,f,h),i.replaceChildren();let m=Jc[e.get("panel")](
t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:Tr(q(e.get("overview"))),panel:e.get("panel"),...m}}function sd(t,e,n){let{facts:o,model:s,sel:r,own:a}=t;if(a.under)o.replaceChildren(
...Er(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...$r(t,e,a.hovered));else{let l=s.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",i=r.get("layer")!==e.layer?` · layer ${r.get("layer")} has no indexer`:"";o.replaceChildren(p("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${O(e.queries)} queries, ${O(e.forced)} without a choice${l}${i}`)}}function rd(t){let e=dt(t);return Zc[t.model.get("panel")]?.(t,e)??
Ir(t,e)}var ad={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>ot(t,-1,dt(
t).tokens),ArrowRight:t=>ot(t,1,dt(t).tokens),ArrowUp:t=>j(t,-1,t.model.get("layers")),ArrowDown:t=>j(t,1,t.model.get("layers")),Home:t=>ot(t,Number.NEGATIVE_INFINITY,
dt(t).tokens),End:t=>ot(t,Number.POSITIVE_INFINITY,dt(t).tokens)},build:td,listen:ed,draw:od,table:rd},Fr=F(ad);var Br=4278190080;function ld(t,e,n,o,s){let a=n?12:0,l=t-40-a-8,i=A(l/Math.max(1,n+o),.25,7),c=Math.min(n*i,l-Math.min(o*i,l*.45)),d=40+c+a,f=Math.min(o*i,t-d-
8),h=A((e-45)/Math.max(1,s),1,8),m={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:h,top:15,...m}}function ro({model:t,own:e},n){
let{map:o,canvas:s}=e;if(!o)return null;let r=t.get("map_facts"),a=s.getBoundingClientRect(),l=n.clientX-a.left,i=Math.floor((n.clientY-a.top-o.top)/o.row);if(i<
0||i>=r.queries)return null;let c=r.first+i;if(o.entryW&&l>=o.left&&l<o.left+o.entryW){let d=Math.floor((l-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[i*r.entries+d]}}if(l>=o.windowX&&l<o.windowX+o.windowW){let d=Math.floor((l-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[i*r.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function id(t,e,n,[o,s,r],[a,l,i]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);f[u]=(g<<24|r<<16|s<<8|o)>>>0}else m===254?h[u]=
Br:m===253&&(u+Math.floor(u/n))%3===0&&(f[u]=(Br|i<<16|l<<8|a)>>>0)}),{image:c,mask:d}}function cd(t,e,n,o,{rgb:s,missing:r,pattern:a},l){if(!o||!n)return;let{image:i,
mask:c}=id(e,n,o,s,r),d=bt(o,n),f=bt(Math.max(1,Math.ceil(l.w)),Math.max(1,Math.ceil(l.h)));t.imageSmoothingEnabled=!1,J(d).putImageData(c,0,0);let h=J(f);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,f.width,f.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,l.x,
l.y,l.w,l.h),t.globalAlpha=1,J(d).putImageData(i,0,0),t.drawImage(d,l.x,l.y,l.w,l.h)}function dd(t,e,n,o){let s=k(o,"quiet"),r=e;t.font="10px system-ui, sans-se\
rif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=k(o,"line"),t.strokeRect(r+.5,n+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=wt(t,s),t.fillRect(r,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=k(o,"entries"),t.fillRect(r,
n,12,10);else if(a==="not captured"){t.fillStyle=s;for(let l of[2,6,10])t.fillRect(r+l,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=s,t.textAlign="left",t.fillText(
a,r+16,n+5.5),r+=26+t.measureText(a).width}}function Dr(t,e){let{model:n,root:o,own:s}=t,r=n.get("map_facts"),a=r.queries??0,l=s.scroll.clientWidth,i=ld(l,e,r.entries,
r.window,a),c=a*i.row,d=P(s.canvas,l,i.top+c+30),f=k(o,"quiet"),h=wt(d,f,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,x,w,T,M)=>{let _={
rgb:ae(k(o,w)),missing:ae(hd(f)),pattern:h};cd(d,y,a,x,_,{x:T,y:i.top,w:M,h:c}),d.strokeStyle=k(o,"line"),d.strokeRect(T-.5,i.top-.5,M+1,c+1),d.fillStyle=k(o,w)},
u=(y,x,w)=>d.fillText(gt(y,w,T=>d.measureText(T).width),x,6);if(r.entries){m(q(n.get("map_entries")),r.entries,"entries",i.left,i.entryW);let y=[`compressed pas\
t: entries 0 to ${r.entries-1}`,"compressed past","entries","past"];u(y,i.left,i.windowX-i.left-4)}m(q(n.get("map_window")),r.window,"window",i.windowX,i.windowW),
u(["window: itself, then back","window"],i.windowX,i.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${r.first+y}`,i.left-4,i.top+(y+.5)*i.row);return d.textAlign="left",fd(t,d,r,a,i),dd(d,i.left,i.top+c+12,o),i}function fd({root:t,sel:e,own:n},o,s,r,a){
let l=e.get("token")===-1?r-1:e.get("token")-s.first;l>=0&&l<r&&(o.strokeStyle=k(t,"mark"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+l*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),o.lineWidth=1);let i=n.shownEntry();i<0||i>=s.entries||(o.strokeStyle=k(t,"ink"),o.strokeRect(a.left+i*a.entryCell,a.top-1,Math.max(2,a.entryCell),
r*a.row+2))}function hd(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var Hr=["entries","window","sink"],pd=["compressed past (bottom)","window","sink (top)"],zr=[.85,.5,.95];function md(t,e,n){let s=A(Math.floor((t-74-4)/Math.max(
1,n)),5,70),r=A(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:s,h:r,top:16}}function Ur({model:t,own:e},n){let{thumbs:o,canvas:s}=e;if(!o)return null;let[
r,a]=t.get("profile_shape"),l=s.getBoundingClientRect(),i=Math.floor((n.clientY-l.top-o.top)/o.h),c=Math.floor((n.clientX-l.left-o.left)/o.w);return i>=0&&i<r&&
c>=0&&c<a?{layer:t.get("layers")[i],head:c}:null}function jr(t){let{model:e,root:n,sel:o,own:s}=t,[r,a]=e.get("profile_shape"),l=e.get("layers"),i=s.scroll.clientWidth,
c=md(i,r,a),d=P(s.canvas,i,c.top+r*c.h+24),f=Hr.map(h=>k(n,h));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=k(n,"quiet");for(let h=0;h<
a;h+=Math.ceil(24/c.w))d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<r;h++){let m=c.top+h*c.h,u=l[h]===o.get("layer"),g=e.get(
"kinds")[h];d.fillStyle=k(n,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${l[h]} ${lt[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(
y,4,m+c.h/2);for(let x=0;x<a;x++)ud(t,d,c,f,h,x);u&&(d.strokeStyle=k(n,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return gd(t,d,f,c.left,c.top+r*c.h+8),c}function ud({model:t,root:e},n,o,s,r,a){let[,l,i]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+
r*o.h,f=(o.w-2)/i+.4;for(let h=0;h<i;h++){let m=((r*l+a)*i+h)*Hr.length,u=o.left+a*o.w+1+h*(o.w-2)/i;if(c[m]===255){n.fillStyle=k(e,"none"),n.fillRect(u,d+o.h/2,
1,1);continue}let g=d+o.h-1;for(let[y,x]of s.entries()){let w=c[m+y]/254*(o.h-2);n.fillStyle=x,n.globalAlpha=zr[y],n.fillRect(u,g-w,f,w),g-=w}n.globalAlpha=1}}function gd({
root:t},e,n,o,s){let r=o;for(let[a,l]of pd.entries())e.fillStyle=n[a],e.globalAlpha=zr[a],e.fillRect(r,s,10,10),e.globalAlpha=1,e.fillStyle=k(t,"quiet"),e.fillText(
l,r+14,s+5),r+=30+e.measureText(l).width}var ao=48,yd=108,ne=20,Me=10,kd=54,at=15,nn=22;function xd(t,e,n){let o=Math.max(60,t-ao-yd-ne-2*Me),s=Math.min(nn,o/Math.max(1,e+n)),r=Math.min(n*14,o*.45),a=o-
Math.min(r,n*nn),l=e?A(e*s,Math.min(e*nn,o*.25),a):0,i=Math.min(n*nn,o-l),c=ao+l+(l?Me:0);return{entryX:ao,entryW:l,entryCell:e?l/e:0,windowX:c,windowW:i,windowCell:n?
i/n:0,sinkX:c+i+Me}}var bd=t=>t<=8?24:t<=12?18:13;function lo(t,e,n,o){if(t==="heads")return Array.from({length:e},(r,a)=>o.slice(a*n,(a+1)*n));let s=new Float32Array(
n).fill(Number.NaN);for(let r=0;r<n;r++){let a=Array.from({length:e},(l,i)=>o[i*n+r]).filter(l=>!Number.isNaN(l));a.length&&(s[r]=t==="mean"?a.reduce((l,i)=>l+i,
0)/e:Math.max(...a))}return[s]}function Yr({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),s=R(t.get("mass")),r=I(t.get("window")),a=I(t.get("entri\
es")),l=i=>Float32Array.from({length:n},(c,d)=>s[3*d+i]);return{facts:e,heads:n,mode:o,window:r,entries:a,pieces:tt(t.get("utf8"),t.get("lengths")),windowRows:lo(
o,n,r.length,ht(t.get("window_weight"))),entryRows:lo(o,n,a.length,ht(t.get("entry_weight"))),masses:[0,1,2].map(i=>lo(o,n,1,l(i)).map(c=>c[0]))}}function co({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let s=e.canvas.getBoundingClientRect(),r=n.clientX-s.left,a=Math.floor((n.clientY-s.top-at)/o.tall),l=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&r>=o.entryX&&r<o.entryX+o.entryW?{zone:"entry",key:Math.floor((r-o.entryX)/o.entryCell),head:l}:o.windowW&&
r>=o.windowX&&r<o.windowX+o.windowW?{zone:"window",key:I(t.get("window"))[Math.floor((r-o.windowX)/o.windowCell)],head:l}:{zone:r>=o.sinkX&&r<o.sinkX+ne?"sink":
"",key:-1,head:l}}function Xr(t,e){let{root:n,own:o}=t,s=e.windowRows.length,r=o.scroll.clientWidth,a={...xd(r,e.facts.visible,e.window.length),tall:bd(s)};o.zones=
a;let l=at+s*a.tall,i=P(o.canvas,r,l+kd),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,f,h,m,u,g,y,x]=c.map(v=>k(n,v)),w={ink:d,quiet:f,line:h,
mark:m,paper:u,entries:g,window:y,sink:x};i.textBaseline="middle",i.font="10px system-ui, sans-serif";let T=wd(i,a,w);a.entryW&&(i.globalAlpha=.4,i.fillStyle=wt(
i,f),i.fillRect(a.entryX,at,a.entryW,l-at),i.globalAlpha=1);let M=e.windowRows.map((v,E)=>$d(t,i,e,a,w,E));a.entryW&&(i.strokeStyle=h,i.strokeRect(a.entryX+.5,at-
.5,a.entryW-1,l-at)),Nd(t,i,e,a,w,l),a.entryW&&Ad(t,i,e,a,w,l);let _=e.window.indexOf(t.sel.get("hover_token"));return _>=0&&(i.strokeStyle=d,i.lineWidth=1,i.strokeRect(
a.windowX+_*a.windowCell,at-.5,a.windowCell,l-at)),{titles:T,shares:M}}function wd(t,e,n){let o=[],s=(a,l,i,c)=>{let d=gt(a,i,f=>t.measureText(f).width);t.fillStyle=
c,t.fillText(d,l,6),o.push([d,l,t.measureText(d).width])},r=["compressed past","compressed","past"];return e.entryW&&s(r,e.entryX,e.entryW+Me-4,n.entries),s(["w\
indow: exact tokens","window"],e.windowX,e.windowW+Me-4,n.window),t.fillStyle=n.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=n.quiet,t.fillText("past   windo\
w  sink",e.sinkX+ne+8,6),o}function io(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(A(n,0,1)),t.fillStyle=e}function $d({sel:t},e,n,o,s,r){let{mode:a,masses:l,facts:i}=n,
{sinkX:c,tall:d}=o,f=at+r*d,h=a==="heads"&&r===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?s.mark:s.quiet,e.font=`${h?"bold ":""}10px system-ui, sans-serif`,
e.fillText(a==="heads"?`head ${r}`:a,2,f+d/2),i.listed)Td(e,n,o,s,r);else{e.globalAlpha=1,e.fillStyle=s.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let y=o.
windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}io(e,s.sink,l[2][r]),e.fillRect(c,f,ne,d-1),e.globalAlpha=1,e.strokeStyle=s.line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,ne-
1,d-2);let m=l.map(g=>g[r]),u=a==="max"?m:Ht(m);e.fillStyle=h?s.mark:s.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText($(y),c+ne+8+
34*g,f+d/2);return u}function Td(t,{entries:e,window:n,entryRows:o,windowRows:s},r,a,l){let{entryX:i,entryCell:c,windowX:d,windowCell:f,tall:h}=r,m=at+l*h;e.forEach(
(u,g)=>{let y=o[l][g];if(Number.isNaN(y))return;let x=i+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(x,m,Math.max(c,1),h),io(t,a.entries,y),t.fillRect(x,m,
Math.max(c-(c>4?1:0),1),h-1)}),n.forEach((u,g)=>{let y=s[l][g];Number.isNaN(y)||(io(t,a.window,y),t.fillRect(d+g*f,m,Math.max(f-(f>4?1:0),1),h-1))})}function Nd({
sel:t},e,{facts:n,window:o,pieces:s},{windowX:r,windowW:a,windowCell:l},i,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",l>=9?o.forEach((f,h)=>{
e.save(),e.translate(r+(h+.5)*l,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?i.mark:f===d?i.ink:i.quiet,e.font=`${f===d||f===n.query?"b\
old ":""}10px system-ui, sans-serif`,e.fillText(S(s[h]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=i.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,r,
c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,r+a,c+8)),e.textAlign="left"}function Ad({own:t},e,{facts:n,entries:o},{entryX:s,entryW:r,entryCell:a},l,i){
let{visible:c,rate:d}=n;if(e.fillStyle=l.quiet,a>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=o.includes(h)?l.ink:l.quiet,e.fillText(`${h}`,s+(h+.5)*
a,i+8)}else e.fillText("0",s,i+8),e.textAlign="right",e.fillText(`${c-1}`,s+r,i+8);e.textAlign="left",e.fillStyle=l.quiet,r>60&&e.fillText(`entries of ${d}`,s,i+
21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=l.mark,e.lineWidth=2,e.strokeRect(s+f*a,at-1,Math.max(a,2),i-at+1))}var Md=290,Sd={hover_entry:-1,hover_token:-1,hover_head:-1},Ed={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Od({
head:t,body:e,sel:n}){let o=p("select");o.setAttribute("aria-label","what is drawn"),o.append(V("heads","every head"),V("mean","mean of heads"),V("max","largest\
 of heads"),V("map","query × key"),V("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let s=p("div","dsv-scroll"),r=p("canvas"),a=p("div","dsv-n\
ote");return s.style.maxHeight="var(--dsv-attention-height, 300px)",s.style.overflowX="hidden",r.style.cursor="pointer",s.append(r),e.append(s,a),a.style.minHeight=
"30px",{rows:o,scroll:s,canvas:r,note:a,shownEntry:()=>n.get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function _d(t){let{model:e,own:n}=t,{rows:o,canvas:s}=n;t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(s,"mousemove",r=>{let a=e.get("rows");a!=="all"&&
(a==="map"?Rd(t,r):vd(t,r),t.redraw())}),t.listen(s,"mouseleave",()=>{n.hovered=null,t.hover(Sd),t.redraw()}),t.listen(s,"click",r=>{let a=e.get("rows");a==="al\
l"?Cd(t,r):a==="map"?Ld(t,r):qd(t,r)})}function Rd(t,e){let n=ro(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:
-1,hover_token:o??-1})}function vd(t,e){let n=co(t,e);t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??
-1})}function Cd(t,e){let n=Ur(t,e);n&&t.pick({...n,entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Ld(t,e){let n=ro(t,e);n&&t.pick({token:n.
query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}function qd(t,e){let n=co(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.
get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?{token:n.key}:{}})}function Id(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?Pd(t):o===
"map"?Wd(t):Bd(t)}function Pd(t){let{model:e,sel:n,root:o,facts:s,own:r}=t;e.get("profile_shape")[0]&&(r.map=null,r.thumbs=jr(t),s.replaceChildren("every layer \
and head over the run; click one to choose it"),r.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",o.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:r.
thumbs,at:performance.now()})}function Wd(t){let{model:e,root:n,facts:o,own:s}=t,r=e.get("map_facts");if(r.queries===void 0)return;s.thumbs=null,s.map=Dr(t,Md);
let a=r.first+r.queries-1,l=` · head ${r.head} · queries ${r.first} to ${a}`;o.replaceChildren(p("b","",le(r.layer,r.kind)),l),s.note.textContent=Fd(t),n.drawn=
{mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,entries:r.entries,places:s.map,place:s.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function Fd({model:t,own:e}){let n=e.hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let s=Ed[n.code]??`weight about ${$((n.code/252)**2,2)}`,r=o==="entry"?$t(et(
t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?n.entry:n.key}: ${s}. ${r}`}function Bd(t){let{model:e,root:n,facts:o,own:s}=t;s.map=s.thumbs=
null;let r=Yr(t),{facts:a,heads:l,mode:i}=r;if(a.heads===void 0)return;let{titles:c,shares:d}=Xr(t,r);o.replaceChildren(p("b","",le(a.layer,a.kind)),` · query ${a.
query} `,p("b","",`“${S(a.piece??"",18)}”`),` · ${i==="heads"?`${l} heads`:`${i} of ${l} heads`}`),s.note.textContent=Dd(t,r),n.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(r.window),entries:Array.from(r.entries),weights:r.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:i,at:performance.now()}}function Dd({model:t,sel:e,own:n},{facts:o,mode:s,entries:r,entryRows:a,window:l,windowRows:i,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),f=s==="heads"?A(d,0,i.length-1):0,h=s==="heads"?`head ${f}`:`${s} of heads`,m=n.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<o.visible){let g=r.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${$(a[f][g],4)} in ${h}`;return`En\
try ${m}, ${y}. ${$t(et(t.get("entry_text")))}`}if(l.includes(u)){let g=l.indexOf(u),y=$(i[f][g],4);return`Token ${u} “${S(c[g],20)}”: weight ${y} in ${h}. \
Click to choose it.`}return s==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer see\
s its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function Hd({model:t}){let e=t.get("facts"),n=Array.from({length:e.
heads??0},(d,f)=>f),o=R(t.get("mass")),s=I(t.get("window")),r=I(t.get("entries")),a=ht(t.get("window_weight")),l=ht(t.get("entry_weight")),i=tt(t.get("utf8"),t.
get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(h=>o[3*h+f])]),
...Array.from(r,(d,f)=>[`entry ${d}`,...n.map(h=>l[h*r.length+f])]),...Array.from(s,(d,f)=>[`token ${d} “${S(i[f]??"",16)}”`,...n.map(h=>a[h*s.length+f])])],
note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var Vr=t=>e=>e.pick({token:Math.max(0,(e.
model.get("facts").query??0)+t)}),Gr=t=>e=>e.pick({head:A(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),zd={title:"Attention",aria:"What the chosen\
 token attended to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:Vr(-1),ArrowRight:Vr(1),ArrowUp:Gr(-1),ArrowDown:Gr(
1),PageUp:t=>j(t,-1,t.model.get("layers")),PageDown:t=>j(t,1,t.model.get("layers"))},build:Od,listen:_d,draw:Id,table:Hd},Kr=F(zd);var Ud=.72;function sn(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function jd({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(D(t,"values")),from:t.get("low"),to:t.get("high")}}function Qr(t,e,n){
let{own:o}=t,s=o.painted,{values:r,from:a,to:l}=jd(t),i=s.from===a&&s.to===l;if(i&&s.values===r&&s.pieces===o.shown)return;let c=i&&!n?sn(s.values,r):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:r,from:a,to:l,pieces:o.shown}}
function on({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let s=n+o>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?n=s+1:o=s}return n}function fo(t){let{first:e,strip:n}=t.
own;return[e+on(t,n.scrollTop-4),e+on(t,n.scrollTop+n.clientHeight-8)]}function ho(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:s,from:r,to:a}=e.
painted,l=n.clientHeight||100,i=Math.max(0,on(t,n.scrollTop-l)-1),c=Math.min(o.length,on(t,n.scrollTop+2*l)+1);for(let d=i;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=s[d],h=Number.isNaN(f)||f===void 0,m=!h&&r<0&&f<0,u=Ud*(r<0?K(Math.abs(f),0,a):K(f,r,a)),g=m?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",h),o[d].classList.toggle("below",m),o[d].style.backgroundColor=h?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var Se=16,Yd=300;function Xd(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let s=Math.floor((o+1)*t.length/e),r=0,a=0;for(let l=Math.floor(
o*t.length/e);l<s;l++)Number.isNaN(t[l])||(r+=t[l],a++);a&&(n[o]=r/a)}return n}function rn({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return A(Math.floor(n*t.total),0,t.total-1)}function po(t,e,n){let{body:o,model:s,root:r,sel:a,own:l}=t,{map:i,total:c}=l,d=c>Yd;if(i.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:h}=l.painted,m=Math.min(c,Math.floor(f)),u=c>l.shown.length?R(s.get("bins")):Xd(h,m),g=P(i,f,Se);
Vd(t,g,u,f);let y=M=>M/c*f,[x,w]=[a.get("query_first"),a.get("query_last")];x!==-1&&(g.fillStyle=k(r,"mark"),g.fillRect(y(x),Se-3,Math.max(2,y(w+1)-y(x)),3)),l.
nodes.length&&(g.strokeStyle=k(r,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,Se-1)),g.fillStyle=k(r,"mark");for(let M of e)g.fillRect(y(M),0,
1.5,5);if(a.get("token")===-1)return;let T=y(a.get("token"));g.beginPath(),g.moveTo(T-4,0),g.lineTo(T+4,0),g.lineTo(T,7),g.fill()}function Vd({root:t,own:e},n,o,s){
let{from:r,to:a}=e.painted,l=k(t,"below"),i=k(t,"tint"),c=s/o.length;o.forEach((d,f)=>{let h=r<0?K(Math.abs(d),0,a):K(d,r,a);n.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${r<0&&d<0?l:i}, ${.9*h})`,n.fillRect(f*c,0,Math.max(c,1),Se)}),n.strokeStyle=k(t,"line"),n.strokeRect(.5,.5,s-1,Se-1)}function Jr(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let s=[],r="";for(let l of t)s.push(r.length),r+=l.toLowerCase();let a=0;for(let l=r.indexOf(n);l>=0;l=
r.indexOf(n,l+1)){for(;a+1<s.length&&s[a+1]<=l;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Ee=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Oe(t){let{model:e,own:n}=t;return n.box.value?Ee(t)?Array.from(I(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function ta(t,e){let{own:n}=t,{choose:o,strip:s}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(s,"click",r=>{let a=Zr(t,r);a!==-1&&(r.shiftKey?mo(
t,ea(t),a):na(t,a))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:Zr(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{n.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),Gd(t),Qd(t),Jd(t)}function Gd(t){let{
root:e,sel:n,own:o}=t,{box:s}=o,r=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===s)return;let l=ea(
t),[i,c]=[n.get("query_first"),n.get("query_last")];mo(t,l,A((i===-1?l:l===i?c:i)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{Ee(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",a=>{a.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Kd(t,a.shiftKey),a.stopPropagation()})}function Kd(t,e){let n=Oe(t),o=t.sel.get("token");if(!n.length)return;let s=e?n.findLast(r=>r<
o):n.find(r=>r>o);t.pick({token:s??n[e?n.length-1:0]})}function Qd(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=rn(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let s=rn(t,o);e.drag!==null&&o.buttons&&Math.abs(s-e.drag)>e.total/200&&mo(t,e.drag,s)}),t.listen(n,"click",o=>{let s=rn(t,o);(e.drag===null||
Math.abs(s-e.drag)<=e.total/200)&&na(t,s),e.drag=null})}function Jd(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&mn(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:s,ctrlKey:r,metaKey:a}=n;o.tagName!=="TEXTAREA"||s!=="Enter"||!(r||a)||!e(n)||(n.preventDefault(),
n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function Zr({own:t},e){let o=e.target.closest?.(".dsv-token");return o?t.first+Number(o.dataset.
index):-1}function ea({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-1}function na(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function mo(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,n),query_last:Math.
max(e,n)})}var Zd=["picked","hover","lit","ranged","found","taken"],tf=18;function oa(t,e,n){let{model:o,sel:s,own:r}=t;for(let m of r.marked)m.classList.remove(...Zd),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");r.marked=[];let a=ef(t);for(let m of e)oe(t,m,"found");let l=I(o.get("taken"));for(let m of l)oe(t,m,"taken");let[i,
c]=[s.get("query_first"),s.get("query_last")],d=Math.min(c,r.first+r.nodes.length-1);if(i!==-1)for(let m=Math.max(i,r.first);m<=d;m++)oe(t,m,"ranged");let f=s.get(
"expert");r.takenKey.textContent=f>=0&&l.length?`expert ${f} of layer ${s.get("layer")}: ${l.length} tokens`:"";let h=n?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+h:"",nf(t,a),of(t),sf(t,a)}function oe({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function ef(t){let{model:e,own:n}=t,o=R(e.get("lit_gate")),s=Math.max(...o),r=Array.from(I(e.get("lit")));
for(let[a,l]of r.entries()){let i=oe(t,l,"lit");i&&(i.title=`gate ${$(o[a],3)}`,i.style.setProperty("--dsv-gate",(tf*o[a]/s).toFixed(1)))}return r.filter(a=>n.nodes[a-
n.first])}function sa({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function nf(t,e){let{own:n}=t,{
strip:o}=n,s=e.map(r=>n.nodes[r-n.first]);s.length&&o.dataset.lit!==e.join()&&!s.some(r=>sa(t,r))?(n.home??=o.scrollTop,o.scrollTop=s[0].offsetTop-o.offsetTop-4):
!s.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function of(t){let{sel:e,own:n}=t,{strip:o}=n,s=e.get("hover_token"),r=e.get("\
token");s>=0&&oe(t,s,"hover");let a=r>=0?oe(t,r,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${r} ${n.first}`&&!sa(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${r} ${n.first}`}function sf(t,e){let{model:n,sel:o,facts:s,own:r}=t,{first:a,total:l,shown:i}=r,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<l?d:l-1,h=c>=a&&c<l?c:f;if(s.replaceChildren(),h<0)return;if(e.length){let v=R(n.get("lit_gate")),E=v.indexOf(Math.
max(...v)),C=S(i[I(n.get("lit"))[E]-a]??"",24),Ot=p("b","",`“${C}” ${$(v[E])}`);s.append(`${n.get("lit_title")}, strongest `,Ot,` of ${e.length} tokens`);return}
let m=h-a,[u,g,y]=r.measure,x=h===c?"":d===h?"chosen: ":"newest: ",w=r.shownFlags[m],T=w&2?" (marker)":w&4?" (bytes of a character)":"";s.append(`${x}token ${h}\
 of ${l} `,p("b","",`“${S(i[m]??"",24)}”`),`${T} · ${g} ${$(r.painted.values[m])} ${y}`),u==="reach"&&n.get("reach_note")&&s.append(" · hatched: ",n.get("\
reach_note"));let[M,_]=[o.get("query_first"),o.get("query_last")];M!==-1&&s.append(` · range ${M} to ${_} (${_-M+1} tokens)`)}var rf="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",af="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function lf({head:t,body:e}){let n=p("select");n.setAttribute("aria-label","colour tokens by");let o=p("span","dsv-legend"),s=p(
"span"),r=p("span","dsv-ramp"),a=p("span");o.append(n,s,r,a);let l=p("span","dsv-legend dsv-keys"),i=p("span","dsv-key taken");l.append(p("span","dsv-key prompt",
"prompt"),p("span","dsv-key","generated"),i);let c=p("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=p("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,l,o);let f=p(
"canvas","dsv-map"),h=p("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),f.title="the whole run; click to go the\
re, drag to choose a range",e.append(f,h),{choose:n,legend:o,low:s,bar:r,high:a,takenKey:i,box:c,count:d,map:f,strip:h,texts:L(tt),floats:L(R),shares:L(ht),search:L(
Jr),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null}}function cf(t){let{model:e,root:n,sel:o,own:s}=t,r=s.texts(D(e,"utf8"),D(e,"lengths")),a=q(D(e,"flags")),l=s.
first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),s.first+r.length);let i=df(t,r,a,l),c=e.get("measures");s.measure=c.find(f=>f[0]===
e.get("measure"))??["","","",""],Qr(t,i,l),ho(t),hf(t,c);let d=Oe(t);oa(t,d,s.total>s.shown.length&&!Ee(t)),po(t,d,fo(t)),n.drawn={pieces:r,values:s.painted.values,
flags:a,first:s.first,total:s.total,measure:s.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get("query_last")],found:d,taken:Array.from(I(e.get(
"taken"))),note:e.get("reach_note"),lit:Array.from(I(e.get("lit"))),at:performance.now()}}function df({own:t},e,n,o){let{strip:s}=t,r=e===t.shown?e.length:sn(t.
shown,e),a=o?0:Math.min(r,sn(t.shownFlags.subarray(0,r),n));for(let i of t.nodes.splice(a))i.nextSibling?.remove(),i.remove();let l=document.createDocumentFragment();
for(let i=a;i<e.length;i++){let c=ff(e[i],n[i],i);t.nodes.push(c),l.append(c,p("wbr"))}return s.append(l),a<e.length&&t.following&&(s.scrollTop=s.scrollHeight),
t.shown=e,t.shownFlags=n,a}function ff(t,e,n){let o=p("span","dsv-token");o.setAttribute("role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),
e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[s,r]of t.split(`
`).entries())s&&o.append(p("span","sign","⏎"),`
`),r&&o.append(et(r));return t||o.append(p("span","sign","∅")),o}function hf({model:t,own:e},n){let{choose:o,legend:s,low:r,high:a,bar:l}=e,{from:i,to:c}=e.painted,
[d,,f,h]=e.measure;Tt(o,n.map(([u,g])=>[u,`colour: ${g}`])),o.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";s.title=`darker: ${h}; hatched: ${m||
"no value"}`,r.textContent=$(i),a.textContent=`${$(c)} ${f}`,l.style.background=i<0?af:rf}function pf({sel:t,own:e}){let{first:n,shown:o,shownFlags:s,painted:r,
measure:a}=e,l=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(l).map((i,c)=>[
n+l+c,`“${S(i,40)}”`,s[l+c]&1?"generated":"prompt",r.values[l+c]])}}var an=t=>e=>{e.root.dataset.anchor="",ot(e,t,e.own.total)},mf={title:"Tokens",aria:"Tok\
ens of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:an(-1),ArrowRight:an(1),Home:an(
Number.NEGATIVE_INFINITY),End:an(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:lf,listen:t=>ta(t,()=>{ho(t),po(t,Oe(t),fo(t))}),draw:cf,table:pf},aa=F(
mf);var la={architecture_map:Ao,compressor:So,cost:Io,expert_load:Go,expert_routing:as,follow_token:er,generation:sr,hyper_connections:ur,lens:kr,lightning_indexer:Fr,
sparse_attention:Kr,token_strip:aa};function ia(t,e){let n={},o=[],s=[];for(let[a,l]of new URLSearchParams(t.replace(/^#/,""))){let i=e.linked.find(d=>d[0]===a),c=i&&e.views.find(d=>d.name===i[1]);
if(i&&c?.held[i[2]]?.includes(l))o.push([i[1],i[2],l]);else if(i)s.push(`${a} ${l}`);else{let d=uf(a,l,e);d?s.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
l):l}}let r=`The link asks for what this run does not have: ${s.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:s.length?r:""}}function uf(t,e,{defaults:n,
limits:o,views:s}){if(!(t in n))return t;let r=o[t],a=Number(e);return r&&!(Number.isInteger(a)&&e!==""&&a>=r[0]&&a<=r[1])?`${t} ${e} (it has ${Math.max(r[0],0)}\
 to ${r[1]})`:t==="tab"&&e&&!s.some(l=>l.tab===e)?`view ${e}`:""}function ca(t,e,n){let o=new URLSearchParams;for(let[s,r]of Object.entries(t.defaults))e.get(s)!==
r&&o.set(s,e.get(s));for(let[s,r,a]of t.linked){let l=t.views.find(i=>i.name===r)?.state[a];n[r].get(a)!==l&&o.set(s,n[r].get(a))}return o.toString()}function gf(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},s=4+e;for(let[a,
l]of Object.entries(n.bytes)){o[a]=[];for(let i of l)o[a].push(t.subarray(s,s+i)),s+=i}let r=n.tokens.length?n.tokens:[null];return{rows:new Map(r.map((a,l)=>[a,
l])),said:n.said,traits:o}}async function da(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.from(atob(e.textContent??""),s=>s.charCodeAt(
0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return gf(new Uint8Array(await new Response(o).arrayBuffer()))}function yf(t,e,n,o,s){
if(t.startsWith("own."))return n(t.slice(4));let r=e("token"),a=r>=0&&r<o?r:o-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?s[0]:t==="query_last"?s[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function fa(t,e,n,o,s=[-1,-1]){let r=[],a=null;for(let l of t.
fields){let i=l in t.frozen,c=yf(l,e,n,o,s);if(i&&l.startsWith("own.")&&c!==t.frozen[l])return null;l==="token"?a=c:r.push(i?t.frozen[l]:c)}return{chunk:r.join(
","),token:a}}var ha=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var _e=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var pa="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",ko=t=>document.getElementById(
t),yo=class{models={};#t={};#e={};#r={};#o=new Map;#s=new Set;#n=p("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="\
tab");let n={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new _e({...e.defaults,...e.selection,...n}),this.#l(),this.sel.on("change",()=>this.all())}#l(){
let e=p("div"),n=p("div","dsv-pane"),o=p("div","dsv-tabs"),s=p("div","dsv-columns");this.#n.setAttribute("role","tablist"),o.append(this.#n),s.append(n,o),document.
querySelector("main")?.append(e,s);for(let r of this.facts.views){this.#i(r);let a=p("div"),l=p("p","dsv-kept");l.setAttribute("role","status"),a.append(l),this.#t[r.
name]=a,this.#e[r.name]=l,{top:e,left:n,tab:o}[r.place].append(a),r.place==="tab"&&this.#c(r,a)}}#i(e){let n={message:"",selection:"selection",kernel:!1,...e.state},
o=new _e(n,e.held,r=>{let a=r.replace(/_/g," "),l=e.held[r],i=l.length>1?`Not changed: of “${a}” this page holds ${l.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${i} ${pa}`)});o.widget_manager={get_model:async()=>this.sel};let s=e.parts.flatMap(r=>r.fields.
filter(a=>a.startsWith("own.")));for(let r of new Set(s))o.on(`change:${r.slice(4)}`,()=>this.all());this.models[e.name]=o}#c(e,n){let o=p("button","",e.tab);o.
setAttribute("role","tab"),this.#n.append(o),n.setAttribute("role","tabpanel"),n.setAttribute("aria-label",e.tab),o.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),o.addEventListener("keydown",s=>{let r=s.key==="ArrowRight"?1:s.key==="ArrowLeft"?-1:0;if(!r)return;let a=(this.tabs.indexOf(e)+r+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#n.children[a].focus()})}#d(e,n,o){this.#r[e]??={},this.#r[e][n]=o,this.#e[e].textContent=Object.values(
this.#r[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let n of this.facts.views)this.#d(n.name,"hel\
d","");let e=this.facts.views.filter(n=>n.place!=="tab"||n.tab===this.sel.get("tab"));await Promise.all(e.map(n=>this.#f(n))),this.#g()}))}async#f(e){let n=!this.#s.
has(e.name);this.#s.add(e.name),await this.#h(e),n&&await la[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#h(e){let n=this.models[e.name];
if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("query_first"),this.sel.get("query_last")],s=ha(this.facts.ranges,o[0],o[1]),a=e.parts.some(
i=>i.fields.includes("query_first"))&&(s[0]!==o[0]||s[1]!==o[1]),l=`Shown is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;
this.#d(e.name,"range",a?`${l} holds no numbers. ${pa}`:""),await Promise.all(e.parts.map(i=>this.#p(e,i,s))),n.set("message",e.parts.map(i=>i.said).find(Boolean)??
"")}async#p(e,n,o){let s=this.models[e.name],{count:r,tokens:a}=this.facts,l=fa(n,h=>this.sel.get(h),h=>s.get(h),r,o);if(!l){n.said="";return}let i=`${e.name}/${n.
method}/${l.chunk}`,c=`${i} ${l.token}`;if(n.now===c)return;n.now=c;let d=await this.#m(i),f=d?.rows.get(l.token);if(n.now===c){if(!d||f===void 0){let h=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${r}.`;n.said=`${h} Open the trace itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let h of n.
traits){let m=h in e.state&&n.fields.includes(`own.${h}`);d.traits[h]&&!m&&s.set(h,d.traits[h][f])}}}#m(e){let n=this.#o.get(e);return n||(n=da(e),this.#o.set(e,
n)),n}#u(){this.tabs.forEach((e,n)=>{let o=e.tab===this.sel.get("tab"),s=this.#n.children[n];s.setAttribute("aria-selected",String(o)),s.tabIndex=o?0:-1,this.#t[e.
name].style.display=o?"":"none"})}#g(){let e=`#${ca(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let n=ia(e,this.facts);for(let[o,s]of Object.entries(n.selection))this.sel.set(o,s);for(let[o,s,r]of n.own)this.models[o].set(s,r);ko("dsv-link").textContent=n.
said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function kf(){let t=ko("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=
String(n),t.textContent=n?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var xo=new yo(JSON.parse(ko("dsv-facts").textContent??""));kf();xo.restore(location.hash);addEventListener("hashchange",()=>xo.restore(location.
hash));xo.all();
