var N=(t,e,o)=>Math.max(e,Math.min(o,t));function tt(t,e,o){return o>e?N((t-e)/(o-e),0,1):t>=o?1:0}function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Eo(t){let e=t.reduce((a,l)=>a+l,0);if(!(e>0))return t.map(()=>Number.NaN);let o=t.map(
a=>Math.floor(a/e*100+1e-9)),n=t.map(a=>a/e*100%1),r=t.map((a,l)=>l).sort((a,l)=>n[l]-n[a]),s=100-o.reduce((a,l)=>a+l,0);for(let a=0;a<s;a++)o[r[a%r.length]]++;
return o.map(a=>a/100)}function j(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||o==="B"?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var st={top:"embedding",bottom:"head",draft:"draft block"};function gt(t){let e=[" T"," B"," M"," k"].findIndex((o,n)=>t>=10**(12-3*n));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var yt=t=>t.model.get("rows");function Dt(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=yt(
t).findIndex(n=>n.place===e);return o<0?1:o}function ie({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function Oe(t){let e=yt(t)[Dt(t)];return{row:e,cell:e.cells[Math.min(ie(t),e.cells.length-1)]}}function ve(t,e,o){let n=yt(t)[e],r=Math.min(o,n.cells.
length-1);for(;r>0&&n.cells[r][2]<0;)r--;let s=n.cells[r][0];if(t.model.set("place",st[n.place]?n.place:""),t.tell("part",s),!st[n.place]){let a=s==="mixing"?{site:r?
1:0}:{};t.pick({layer:Number(n.place),entry:-1,expert:-1,...a})}t.redraw()}var Bt=(t,e)=>o=>{let n=yt(o),r=N(Dt(o)+t,0,n.length-1),{cells:s}=n[r],a=ie(o);if(e){
do a+=e;while(a>=0&&a<s.length&&s[a][2]<0);if(a<0||a>=s.length)return}ve(o,r,Math.max(0,a))};function ce(t){let{tab:e}=t.model.get("cards")[Oe(t).cell[0]];e&&t.
pick({tab:e})}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function Ht(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Re(t,e,o){let n=Ht(t),r=Ht(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var et=(t,e,o)=>`rgb(${Re(t,
e,o).join(",")})`,At=(t,e)=>Array.from({length:255},(o,n)=>et(t,e,n/254));function Et(t){let[e,o,n]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
o+.114*n>140?"#111":"#fff"}function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function w(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function X(t,e){let o=f("op\
tion","",e);return o.value=String(t),o}function z(t,e){let o=f("table",t),n=f("thead"),r=f("tr"),s=f("tbody");for(let a of e)r.append(f("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function W(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=ct(t);return a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,o),a}var ct=t=>t.
getContext("2d");function St(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function dt(t,e,o=5){let n=St(o,o),r=ct(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function pt(t,e,o,n,r,s){t.fillStyle=dt(t,k(e,"none"),5),t.fillRect(o,n,r,s)}function So(t,e,[o,n,r]){let{card:s}=t.own,a=t.model.get("cards")[o],l=st[e.place]?"":e.place,i=f("div");i.append(`${a.section}, `,f("code","",a.file)),s.replaceChildren(
f("h4","",`${a.title}${l?` of layer ${l}`:""}`),f("div","dsv-note",a.does),f("div","",r<0?`Layer ${l} has no such part.`:`${gt(n)} parameters, ${j(r)}`),f("pre",
"",a.equation),...e.words?[f("div","dsv-note",`This layer ${e.words}.`)]:[],i,...Or(t,a.points,o,l));let c=f("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=f("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>ce(t)),c.append(d," ")}c.append("alone: ",f("code","",a.code)),s.append(c)}function Or(t,e,o,n){
let r=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",s=e.filter(([l,,i])=>!l.includes("{i}")||n&&i.includes(Number(n))&&l.includes(r));if(!s.length)return[];
let a=f("ul");for(let[l,i]of s){let c=f("li");c.append(f("code","",l.replace("{i}",n)),` ${i}`),a.append(c)}return[f("div","dsv-note","Can be captured:"),a]}var Z={sliding:"▭",csa:"▤",hca:"▦"},Ut=(t,e)=>`layer ${t} ${Z[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var vr={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function Rr({
model:t,own:e},o){let{layers:n}=t.get("totals"),r=t.get("columns").length,s=n>30?13:n>14?17:24,a=e.figure.clientWidth<330,l=a?70:112,i=a?2:62,c=N(e.figure.clientWidth-
2,236,620),d=c-l-i,p=d/r,h=p<58,m=h?68:20;return{tall:s,narrow:a,left:l,right:i,width:c,span:d,wide:p,steep:h,top:m,height:m+o*(s+2)+4}}function _o(t,e,o,n){let r=Math.
max(Math.log(n)-Math.log(o),1e-9),s=m=>.1+.8*(Math.log(m)-Math.log(o))/r,a={...Rr(t,e.length),alpha:s},{width:l,height:i,narrow:c,right:d,top:p}=a,h=w("svg",{width:l,
height:i,role:"group","aria-label":"the model's layers and parts"});h.append(...Cr(t,a)),c||h.append(w("text",{x:l-d+4,y:p-8,class:"quiet"},"parameters")),h.append(
...Lr(t,a,e));for(let[m,u]of e.entries())h.append(...qr(t,a,u,m));return h.addEventListener("click",m=>{let u=m.target.closest?.(".cell");u&&ve(t,Number(u.dataset.
row),Number(u.dataset.column))}),h}function Cr(t,{left:e,wide:o,steep:n,top:r}){return t.model.get("columns").map((s,a)=>{let l=e+(a+.5)*o,i={transform:`transla\
te(${l+4},${r-5}) rotate(-90)`};return w("text",{class:"quiet column",...n?i:{x:l,y:12,"text-anchor":"middle"}},vr[s])})}function Lr(t,{left:e,top:o,tall:n},r){
let{streams:s}=t.model.get("totals"),a=o+(r.findIndex(l=>l.place==="bottom")+.2)*(n+2);return Array.from({length:s},(l,i)=>{let c=e-6-4*(s-i),d=k(t.root,"quiet");
return w("line",{x1:c,x2:c,y1:o+n,y2:a,stroke:d,"stroke-width":1.2})})}function qr(t,e,o,n){let{tall:r,narrow:s,width:a,right:l,top:i}=e,c=i+n*(r+2),d=s?"":` ${o.
kind}`,p=`${o.place} ${Z[o.kind]}${d}${o.routing==="hash"?" ☷":""}`,h=w("text",{x:2,y:c+r/2+4},st[o.place]??p);n===Dt(t)&&(h.style.fontWeight="700",h.style.fill=
k(t.root,"mark"));let m=o.cells.flatMap((g,y)=>Ir(t,e,o,g,n,y)),u=[h,...m];return s||u.push(w("text",{x:a-l+4,y:c+r/2+4,class:"quiet"},gt(o.parameters))),u}function Ir(t,{
left:e,span:o,wide:n,tall:r,top:s,alpha:a},l,[i,,c],d,p){let{root:h}=t,m=st[l.place],u=s+d*(r+2),g=m?e:e+p*n,y=m?o:n-2,T=u+r/2;if(c<0){let C={x1:g+y/2-4,x2:g+y/
2+4,y1:T,y2:T};return[w("line",{...C,stroke:k(h,"line")})]}let x=d===Dt(t)&&(m||p===ie(t)),M=w("rect",{class:"cell",x:g,y:u,width:y,height:r,rx:3,fill:`rgba(${k(
h,"tint")}, ${a(c).toFixed(2)})`,stroke:x?k(h,"mark"):"none","stroke-width":2});if(M.dataset.row=String(d),M.dataset.column=String(p),M.append(w("title",{},`${m??
`layer ${l.place}, ${i}`}: ${j(c)}`)),r<=15||y<=46)return[M];let A={x:g+y/2,y:T+4,"text-anchor":"middle","pointer-events":"none"},v=w("text",A,j(c));return v.style.
fontSize="10px",a(c)>.62&&(v.style.fill=k(h,"panel")),[M,v]}function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function kt(t,e){let o=q(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>kt(t,Float32Array),P=t=>kt(t,Int32Array),Oo=t=>kt(
t,Int16Array),ft=t=>Float32Array.from(kt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function ot(t,e){let o=q(t),n=new TextDecoder,r=[],s=0;for(let a of kt(e,
Uint16Array))r.push(n.decode(o.subarray(s,s+a))),s+=a;return r}function L(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var vo=globalThis;vo.dsvGains??=new WeakMap;var Ce=vo.dsvGains;function H(t,e){let o=t.get(e);return Ce.get(o)?.whole??o}function Fr(t,e,o,n){let r=t.get(e),s=q(
H(t,e)),a=q(n);if(s.length!==o||!(r instanceof Object))return!1;let l=Ce.get(r);if(!l||l.room.length<o+a.length){let i=new Uint8Array(2*(o+a.length));i.set(s),l=
{room:i},Ce.set(r,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function Ro({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],l)=>!Fr(
t,s,a,n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var Le=400;function Co(t,e){let o=f("button","dsv-small dsv-numbers","▦"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numb\
ers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Dr(t,n,e()),
r)}function Dr(t,e,{columns:o,rows:n,note:r}){let s=z("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,Le)){let i=f("tr");i.style.
cursor="default";for(let c of l)i.append(f("td","",Br(c)));s.rows.append(i)}let a=n.length>Le?`The first ${Le} of ${n.length} rows. `:"";e.replaceChildren(f("di\
v","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function Br(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):String(
t??"–")}var Hr="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ur={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},jr={expert:-1,entry:-1,hover_entry:-1},Xr=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:Ro,render:e=>zr(e,t)});async function zr({model:t,el:e},o){let n=Vr(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new qe(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Vr({title:t,aria:e}){let o=f("di\
v","dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),r=f("span","dsv-facts");r.setAttribute("aria-live",
"polite"),n.append(f("span","dsv-title",t),r);let s=f("div","dsv-message"),a=f("div","dsv-body");return o.append(f("div","dsv-gone",Hr),n,s,a),{root:o,head:n,facts:r,
message:s,body:a}}var qe=class{#t=!1;#n=!1;#r=60;#o;#s;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:l},i){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=l,this.#o=a,this.#s=i,this.own=void 0,this.tabled=i.table?Co(this,()=>i.table(this)):null,this.#i(),this.#c()}redraw(){this.#t||this.#n||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#r=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#l(Object.entries({...o?jr:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#l(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#l(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#i(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,p)=>{c.on(d,p),this.#e.push(()=>c.off(d,p))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let i=new ResizeObserver(r);i.observe(n),this.#e.push(()=>l.disconnect(),()=>i.disconnect())}#c(){
this.listen(this.root,"focusin",Ie,!0),this.listen(this.root,"keydown",e=>{if(Xr.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(Ur):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
Ie=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Gr="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Yr({body:t}){let e=f("div","dsv-map"),o=f("div","dsv-map-figur\
e"),n=f("div","dsv-map-card");return e.append(o,n),t.append(e),{figure:o,card:n}}function Kr(t){let{model:e,facts:o,root:n}=t,{figure:r,card:s}=t.own,a=yt(t),l=e.
get("totals");if(!a.length)return;o.replaceChildren(f("b","",`${gt(l.parameters)} parameters`),` in ${j(l.bytes)} of the release's formats; ${gt(l.active)} work\
 on each token · ${l.layers} layers, ${l.streams} streams`);let i=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...i),Math.max(...i)],p=`(${j(
c)} to ${j(d)}, logarithmic)`,h=r.scrollTop;r.replaceChildren(_o(t,a,c,d),f("div","dsv-note",`${Gr} ${p} · – : not in this layer`)),r.scrollTop=h;let{row:m,cell:u}=Oe(
t);So(t,m,u),n.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:u[0],place:m.place,bytes:l.bytes,card:s.textContent}}function Qr(t){let e=t.model.get("\
columns"),o=t.model.get("cards"),n=r=>r?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((r,s)=>`${o[r].title}${r===
"mixing"?n(s):""}, bytes`)],rows:yt(t).map(r=>[st[r.place]??`layer ${r.place}`,r.kind,r.routing,r.parameters,...r.cells.map(s=>s[2]<0?null:s[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Zr={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:Bt(-1,0),ArrowDown:Bt(1,0),ArrowLeft:Bt(0,-1),
ArrowRight:Bt(0,1),Enter:ce},build:Yr,draw:Kr,table:Qr},Lo=F(Zr);var Jr=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,ts=/<｜([^｜<>\n]*)｜>/g,es=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
os=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,nt=t=>t.replace(ts,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Jr,os),_t=t=>es.
test(t)?`⁨${t}⁩`:t,Ot=t=>nt(t.replace(/\n/g,"⏎"));function O(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
n=nt(o)||"␣",r=[...n];return _t(r.length>e?`${r.slice(0,e-1).join("")}…`:n)}function rt(t,e,o=!1){let n=[...nt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return n.length<=e?_t(n.join("")):_t(o?`…${n.slice(1-e).join("")}`:`${n.slice(0,e-1).join("")}…`)}var de=(t,e,o)=>t.find(n=>o(n)<=e)??"";var pe=34;function ns(t,e){let o=e?.entry??-1;return o>=0&&o<t.complete?{...t,...e}:t}var rs=(t,e,o)=>N(Math.floor(t/e*o),0,o-1),Pe=({model:t})=>ns(t.get("table"),
t.get("chosen"));function ss({body:t}){let e=f("div","dsv-note"),o=f("div","dsv-scroll"),n=f("div"),r=f("div","dsv-note");return o.style.maxHeight="230px",t.append(
e,o,n,r),{words:e,list:o,strip:n,waiting:r}}function as(t){let{words:e,list:o,waiting:n}=t.own,r=Pe(t);r.kind&&(t.facts.replaceChildren(f("b","",Ut(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,o.replaceChildren(...r.rows.length?[ls(t,r)]:[]),is(t,r),n.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>O(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function ls(t,e){let o=e.rows.some(a=>a.index_gate!==null),{table:n,rows:r}=z("dsv-table",["token","","attention","",...o?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let l=f("tr"),i=f("td","",`“${O(a.piece,14)}”`);i.style.textAlign="left",l.append(
f("td","",`${a.token}`),i);for(let c of o?[a.gate,a.index_gate]:[a.gate]){let d=f("span","dsv-bar"),p=f("td");p.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(o?56:130))}px`,p.append(d),l.append(f("td","",$(c,3)),p)}l.addEventListener("click",()=>t.pick({token:a.token})),r.append(l)}return n}function is(t,e){
let{model:o,body:n,root:r}=t,{strip:s}=t.own,a=_(o.get("sharpness")),l=a.length;if(!l){s.replaceChildren();return}let i=Math.max(200,n.clientWidth-2),c=i/l,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),p=w("svg",{width:i,height:pe+16,role:"img","aria-label":`${l} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${$(d,1)})`;p.append(w("text",{x:0,y:10,class:"quiet"},h));for(let m=0;m<l;m++){let u=Number.isNaN(a[m]),g=u?pe:N(a[m]/d,0,1)*pe,y=m===e.
entry?k(r,"mark"):`rgb(${k(r,"tint")})`,T=w("rect",{class:"step",x:m*c,y:14+pe-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?k(r,"none"):
"none","stroke-dasharray":"2 3"});T.append(w("title",{},`entry ${m}: ${u?"its gates were not captured":$(a[m],2)}`)),p.append(T)}p.addEventListener("click",m=>{
t.pick({entry:rs(m.clientX-p.getBoundingClientRect().left,i,l)})}),s.replaceChildren(p)}function cs(t){let e=Pe(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(o=>[o.token,o.piece,o.gate,o.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var qo=t=>e=>{let o=Pe(e);o.complete&&e.pick({entry:N(o.entry+t,0,o.complete-1)})},ds={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:qo(-1),ArrowRight:qo(1)},build:ss,draw:as,table:cs},Io=F(ds);function V(t,e,o,n){let r=f("select");r.setAttribute("aria-label",o),r.dataset.trait=e,ht(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:l=>{l&&ht(r,l),r.value=String(t.model.get(e))}}}function ht(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>X(n,r))),t.dataset.options=o)}function Po(t,e,o,n,r){let s=null,a=i=>i.clientX-e.getBoundingClientRect().
left-o()[0],l=i=>N(a(i)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",i=>{let c=a(i);c<0||c>o()[1]||(s=l(i),e.setPointerCapture?.(i.pointerId))}),t.listen(e,
"pointermove",i=>{s!==null&&n(Math.min(s,l(i)),Math.max(s,l(i)))}),t.listen(e,"pointerup",i=>{if(s===null)return;let c=s,d=l(i);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function fe(t,e){let o=0,n=()=>{let s=t.root,a=s.getBoundingClientRect(),l=e.getBoundingClientRect();if(performance.
now()>o||s.scrollHeight<=s.clientHeight)return;let i=s.querySelector(".dsv-controls")?.offsetHeight??0;l.bottom>a.bottom&&(s.scrollTop+=Math.max(0,l.top-a.top-i-
6))},r=()=>{o=0};return n.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),n}var jt=46,We=74,he=18,Fe=24,bt=10,Xt=20,ps={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},De={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function fs(t){return t>=1048576?`${$(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function hs(t){let e=t.filter(
r=>r>0),o=Math.floor(Math.log10(Math.min(...e))),n=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(n,o+1)]}function ms(t,e,o,n){let r=[...t.keys()].sort(
(l,i)=>t[l]-t[i]),s=[...t];for(let[l,i]of r.entries())l&&(s[i]=Math.max(s[i],s[r[l-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>n)for(let[l,i]of a.entries())
s[i]=l?Math.min(s[i],s[a[l-1]]-e):n;return s.map(l=>Math.max(o,l))}function Be(t,{title:e,what:o,lines:n,words:r}){let{model:s,body:a,root:l}=t,i=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(i?2:1))),d=i?172:120,p=c-jt-We,[h,m]=hs(n.flat()),u=S=>jt+(Math.log2(S)-bt)/(Xt-bt)*p,g=S=>he+(m-Math.log10(
S))/(m-h)*(d-he-Fe),y=s.get("readings"),T=s.get("models").map((S,R)=>`${S} ${r(y[R][o])}`),x=w("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${T.join("\
, ")}`});x.append(w("text",{x:2,y:11},e));for(let S=h;S<=m;S++){let R=r(10**S).replace("FLOP","").replace(".00","").replace(".0","");x.append(w("line",{x1:jt,x2:c-
We,y1:g(10**S),y2:g(10**S),stroke:k(l,"line")}),w("text",{x:jt-4,y:g(10**S)+4,"text-anchor":"end",class:"quiet"},R))}for(let S=bt;S<=Xt;S+=c<300?5:2){let R={x:u(
2**S),y:d-9,"text-anchor":"middle",class:"quiet"};x.append(w("text",R,fs(2**S)))}let M=u(s.get("own").length),A={x1:M,x2:M,y1:he,y2:d-Fe};x.append(w("line",{...A,
stroke:k(l,"ink"),"stroke-dasharray":"1 3"}));let v=ms(n.map(S=>g(S[S.length-1])),12,he,d-Fe),C={x:u,y:g,right:c-We};for(let[S,R]of n.entries())x.append(...us(t,
S,o,R,v[S],C,r));return x.addEventListener("click",S=>{let R=(S.clientX-x.getBoundingClientRect().left-jt)/p,le=Math.round(N(bt+R*(Xt-bt),bt,Xt));t.tell("length",
2**le),t.redraw()}),x.style.cursor="pointer",x}function us({model:t,root:e},o,n,r,s,{x:a,y:l,right:i},c){let d=t.get("models")[o],p=t.get("lengths"),{context:h,
length:m}=t.get("own"),u=t.get("readings")[o][n],g=k(e,De[d]),y=w("path",{d:r.map((v,C)=>`${C?"L":"M"}${a(p[C]).toFixed(1)} ${l(v).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":ps[d]}),T=w("text",{x:i+5,y:s+4},d);T.style.fill=g;let x=w("circle",{cx:a(m),cy:l(u),r:3,
fill:g});if(x.append(w("title",{},`${d}: ${c(u)}`)),d!=="this model"||h<2**bt||h>=2**Xt)return[y,T,x];let M=l(r[p.findIndex(v=>v>=h)]),A=w("circle",{cx:a(h),cy:M,
r:3.2,fill:k(e,"panel"),stroke:g});return A.append(w("title",{},`longest context this model accepts: ${E(h)}`)),[y,T,A,x]}var He=["window","entries","sink"],Wo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],me="V3.2";function Ue(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var xt=t=>Number.isFinite(t)?`${$(100*t,t>=.1?1:2)} %`:"–";function zt({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(me)]}}function Do(t){let{root:e}=t,{models:o,readings:n,v32:r}=zt(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:l,rows:i}=z("dsv-table dsv-cost-table",s);for(let c of l.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of o.entries()){let p=n[c],h=f("td","",d),m=f("td"),u=f("td");h.style.color=k(e,De[d]),m.style.textAlign=u.style.
textAlign="left",m.append(...Fo(t,p.classes)),Object.keys(p.parts).length>1&&u.append(...Fo(t,p.parts));let g=f("tr");g.append(h,f("td","",Ue(p.flops)),f("td","",
xt(p.flops/r.flops)),m,f("td","",j(p.bytes)),f("td","",xt(p.bytes/r.bytes)),u),i.append(g)}return a}function Fo({root:t},e){let o=Object.entries(e),n=o.reduce((l,[
,i])=>l+i,0),r=f("span","dsv-stack");for(let[l,[i,c]]of o.entries()){if(!(c>0))continue;let d=f("span"),p=Wo[Math.floor(l/He.length)%Wo.length];d.style.width=`${100*
c/n}%`,d.style.background=`${p}${k(t,He[l%He.length])}`,d.title=`${i}: ${xt(c/n)}`,r.append(d)}let[s,a]=[...o].sort((l,i)=>i[1]-l[1])[0];return[r,` ${s} ${xt(a/
n)}`]}function Bo({model:t}){let e=f("div","dsv-note");e.style.marginTop="6px",e.append(f("b","","Published for 1,048,576 tokens, recomputed here: "));let o=t.get(
"published");for(let[n,[r,s,a,l,i]]of o.entries())e.append(`${n?"; ":""}${r} ${s} ${Math.round(100*a)} % of V3.2, `,f("b","",`${$(100*l,2)} %`),i?" ✓":" ✗ dif\
fers");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function Ho({model:t}){let e=t.get("held"),o=f("\
div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside the formula once a run has ended.",o;
let n=f("b","",`This run's cache held ${E(e.held)} bytes`);if(o.append(n,` after ${E(e.tokens)} tokens (${e.dtype})`),e.formula){let r=Object.entries(e.formula),
s=r.reduce((l,[,i])=>l+i,0),a=s===e.held;o.append(a?"; the formula says the same to the byte: ":`; the formula says ${E(s)}: `,r.filter(([,l])=>l).map(([l,i])=>`${l}\
 ${E(i)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${E(e.rows)} bytes, in the release's precision ${E(e.release)}.`),o}var Uo="what if",gs=["csa_rate","hca_rate","index_topk"];function ys(t){let{model:e,body:o}=t,n=f("div","dsv-controls"),r=f("div","dsv-cost-charts"),s=f("div","\
dsv-panel"),a=V(t,"precision","precision",e.get("precisions")),l=V(t,"counting","how FLOPs are counted",e.get("countings")),i=V(t,"base","model the sliders star\
t from",[]),c=[ue(t,"length","context",10,20),ue(t,"csa_rate","CSA rate",1,6),ue(t,"hca_rate","HCA rate",2,10),ue(t,"index_topk","top-k",3,12)],d=f("div","dsv-c\
ost-sliders"),p=f("button","dsv-small","own values");return d.append(...c.map(h=>h.box),p),n.append(i.select,a.select,l.select),o.append(n,d,r,s),{charts:r,below:s,
precision:a,counting:l,base:i,sliders:c,reset:p,doubles:L(ks)}}var ks=t=>kt(t,Float64Array);function bs(t){t.listen(t.own.reset,"click",()=>{for(let e of gs)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function ue(t,e,o,n,r){let{model:s}=t,a=f("label"),l=f("input"),i=f("output");return Object.assign(l,{type:"range",
min:n,max:r,step:1}),l.setAttribute("aria-label",o),a.append(o,l,i),t.listen(l,"input",()=>{let d=2**Number(l.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];l.value=String(Math.round(Math.log2(d))),i.textContent=e==="length"?E(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function xs(t){let{model:e,root:o,own:n}=t,{base:r,precision:s,counting:a,sliders:l,reset:i,charts:c,below:d}=n,{models:p,readings:h}=zt(t);if(!p.length)
return;let m=p.filter(g=>g!==me&&g!==Uo);r.show(m.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...l])g.show();i.style.visibility=p.includes(Uo)?"":"hidden",ws(t);let u=jo(t,0);c.replaceChildren(Be(t,{title:"FLOPs of one token",what:"flops",lines:u,words:Ue}),
Be(t,{title:"cache of one sequence",what:"bytes",lines:jo(t,1),words:j})),d.replaceChildren(Do(t),Bo(t),Ho(t)),o.drawn={models:[...p],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function jo({model:t,own:e},o){let n=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...n.subarray((2*a+o)*r,(2*a+o+1)*r)])}function ws(t){let{models:e,readings:o,v32:n}=zt(
t),r=e.flatMap((a,l)=>{let i=`${xt(o[l].flops/n.flops)} / ${xt(o[l].bytes/n.bytes)}`;return a===me?[]:[`${a} `,f("b","",i)," "]}),s=f("b","",`${E(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function $s(t){let{model:e}=t,{models:o,readings:n,
v32:r}=zt(t),s=(i,c)=>i.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),l=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:o.map((i,c)=>{let{flops:d,bytes:p}=n[c];return[i,d/1e9,d/r.flops,p,p/r.bytes]}),note:`At ${E(e.get("ow\
n").length)} tokens of context; ${a}; ${l}.`}}var Ts={title:"Cost",aria:"Cost of a token against the length of its context",build:ys,listen:bs,draw:xs,table:$s},
Xo=F(Ts);function G(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:N(s,0,o-1)})}function U(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(n+e,0,o.length-1)],expert:-1,entry:-1})}var wt=16,lt=7,ge=268,zo=206,at=70;function Vo(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=W(r.range,s,17),l=s-at-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=k(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=k(n,"line"),a.fillRect(at,3,l,11);let[i,c]=r.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>at+l*m/Math.max(e.tokens,1);i>=0&&(a.fillStyle=`rgba(${k(n,"tint")}, 0.75)`,a.fillRect(d(i),3,Math.max(2,d(c+1)-d(i)),
11)),a.fillStyle=k(n,"ink");let p=i>=0?`${i} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(p).width;a.fillText(p,N(i>=0?d(i)+3:at+4,at,at+l-h),9)}function Go(t,{
facts:e,layers:o,summary:n},r){let{root:s,model:a,sel:l,own:i}=t,c=W(i.side,r,je(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=k(s,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===ge?"effective experts":"effect.",166,8);for(let[d,p]of o.entries()){
let h=wt+d*i.place.tall+i.place.tall/2,m=p===l.get("layer"),[u,g,y,T,x]=n.subarray(lt*d,lt*d+5);c.fillStyle=k(s,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let M=Z[a.get("attention_kinds")[d]]??"";c.fillText(`${p} ${M} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=k(s,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText($(u),84,h),c.fillText($(g),136,h),c.fillText($(y,1),166,h),r===ge&&Ms(c,s,h,[y,T,x].map(A=>A/e.experts))}}function Ms(t,e,o,[
n,r,s]){let a=l=>196+62*N(l,0,1);if(t.strokeStyle=k(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(a(1),o),t.stroke(),Number.isNaN(n)){pt(t,e,a(0),o-4,62,8);
return}Number.isNaN(r)||(t.strokeStyle=k(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(a(s),o),t.stroke(),t.lineWidth=1),t.fillStyle=k(e,"mark"),
t.fillRect(a(n)-1,o-5,2,10)}function Yo(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:l,elsewhere:i}){let{sel:c,facts:d,own:p}=t,h=o.indexOf(c.
get("layer")),m=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,u=p.hovered??m;if(d.replaceChildren(),!u){let T=0,x=0;for(let A=0;A<o.length;A++)T+=
s[lt*A+5]||0,x+=s[lt*A+6]||0;let M=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${M}, ${e.slots} of ${e.experts} experts each: `,f("b",
"",`${T} never chosen`),`, ${$(x,1)} would be by chance`);return}let g=r[2*u.row],y=l(u.row,u.expert);d.append(`layer ${o[u.row]}, expert ${u.expert}: `,f("b","",
Number.isNaN(y)?"not captured":`${$(y)} × even use`),` (${n[u.row*e.experts+u.expert]} of ${g} tokens, even ${$(g*e.slots/e.experts,1)})`),a&&d.append(`, in th\
e rest ${$(i(u.row,u.expert))} ×`)}function Ko({root:t,model:e},o){let n=f("span","dsv-ramp");n.style.display="inline-block",n.style.width="90px",n.style.verticalAlign=
"middle";let r=["less","even","more"].map(a=>k(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=e.get("against")==="rest"&&o.first>=0?"t\
he rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective \
experts: of ${o.draws} choices, with 5 to 95 %`]}var je=({model:t,own:e})=>wt+t.get("layers").length*e.place.tall+2;var Ns=2,$t=32,Xe=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function Qo(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var ze=t=>t>
0?N(Math.log2(t)/Ns,-1,1):-1;function ye(t,e,o,n,r,s,a){let l=ze(s),i=l<-1e-9?Math.max(2,r*(1+.5*l)):r;t.fillStyle=a(l),t.fillRect(e,o+(r-i)/2,n,i)}function ke(t){
let e=k(t,"less"),o=k(t,"even"),n=k(t,"more"),r=Array.from({length:2*$t+1},(s,a)=>a<$t?et(o,e,($t-a)/$t):et(o,n,(a-$t)/$t));return s=>r[Math.round((N(s,-1,1)+1)*
$t)]}var As="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",Es="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function Zo(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?Os(t):o.get("layers").includes(n.get("layer"))?s==="together"?_s(t,e):Ss(t,o.
get("detail")):r.append(f("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function Ss(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(f("div","dsv-note",As));return}let[n,r,s]=e.weight.map(c=>$(c)),a=f("div","dsv-note");a.append(f("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${$(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let l=f("table","dsv-table"),i=f("tbody");l.append(i);for(let c of e.rows){let d=f("tr"),p=f("td","dsv-context");p.append(rt(c.before,26,
!0),f("b","",rt(c.piece,20)),rt(c.after,26)),d.append(f("td","",String(c.token)),f("td","",$(c.weight,3)),p),d.addEventListener("click",()=>t.pick({token:c.token})),
i.append(d)}o.append(a,l)}function _s(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,l=t.own.together(o.get("together"));if(l.length!==e*e)return;let i=f(
"canvas"),c=f("div","dsv-note"),d=Math.round(100*o.get("judged"));c.append(f("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,i);let p=N(Math.floor((r.clientWidth-40)/e),
2,17),h=26,m=15,u=W(i,h+p*e+2,p*e+m+1),g=ke(s);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=k(s,"quiet");for(let A=0;A<e;A+=Math.max(
1,Math.ceil(14/p)))u.fillText(String(A),h+A*p+1,7),u.fillText(String(A),6,m+A*p+p/2);let y=dt(u,k(s,"none"),4),T=p-(p>5?1:0),x=[Number.NaN,0,0];for(let A=0;A<l.
length;A++){let[v,C]=[Math.floor(A/e),A%e],S=h+C*p,R=m+v*p;Number.isNaN(l[A])?v!==C&&(u.fillStyle=y,u.fillRect(S,R,T,T)):(ye(u,S,R,T,T,l[A],g),l[A]<=x[0]||(x=[l[A],
v,C]))}if(Number.isNaN(x[0]))return;let M=`Most often beyond chance: experts ${x[1]} and ${x[2]}, ${$(x[0])} times.`;a.append(f("div","dsv-note",M))}function Os(t){
let{model:e}=t,{many:o,where:n,low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),l=t.own.parallel(e.get("parallel")),i=f("div","dsv-controls");o.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),n.show(),i.append(f("b","","If the experts were spread over devices:"),o.select,n.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:p,rows:h}=z("dsv-table",c);p.lastChild.style.textAlign="left";let m=s+3;if(l.length===a.length*
m)for(let[u,g]of a.entries()){let y=l.subarray(u*m,(u+1)*m),T=f("tr");T.append(f("td","",String(g)),f("td","",`${$(y[s])} ×`),f("td","",$(y[s+1])),f("td","",$(
y[s+2])),vs(t,y.subarray(0,s))),T.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(T)}r.append(i,d,f("div","dsv-note",Es))}function vs(t,e){
let o=f("td");return o.style.textAlign="left",o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=f("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,
s.style.height=`${Math.round(7*N(n,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${$(n)}`,n>1&&(s.style.background=
k(t.root,"more")),o.append(s)}),o}function Rs(t){let e=f("div","dsv-controls"),o=V(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=V(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=V(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=V(t,"ranks","number of ranks",[]),a=V(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),l=f("button","dsv-small","whole text");l.title="forget the brushed range",e.append(o.select,n.select,r.select,l);let i=f(
"canvas","dsv-load-range"),c=f("div","dsv-load"),d=f("canvas"),p=f("div","dsv-load-scroll"),h=f("canvas"),m=f("div","dsv-note"),u=f("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",p.append(h),c.append(d,p),t.body.append(e,i,c,m,u),{against:o,sort:n,panel:r,many:s,where:a,clear:l,range:i,side:d,scroll:p,
map:h,legend:m,low:u,reveal:fe(t,u),counts:L(P),rest:L(P),tokens:L(P),summary:L(_),together:L(_),parallel:L(_),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Cs(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:l,range:i,map:c,side:d}=o;for(let m of[n,r,s])t.listen(m.select,"change",a.ask);t.listen(
l,"click",()=>t.pick({query_first:-1,query_last:-1})),Po(t,i,()=>[at,i.clientWidth-at-4],(m,u)=>{o.dragging=tn(t,m,u),t.redraw()},(m,u)=>{let[g,y]=tn(t,m,u);o.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{o.hovered=en(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=en(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-wt)/o.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Jo=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[N(n<0?
0:n+t,0,o.length-1)]})};function tn(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function en({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-wt)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<
s.length?{row:n,expert:s[r]}:null}function on({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),l=e.
tokens(t.get("tokens")),i=o.first>=0,c=i&&t.get("against")==="rest",d=(u,g)=>Xe(s[u*n+g],l[2*u],r,n),p=(u,g)=>Xe(a[u*n+g],l[2*u+1],r,n),h=(u,g)=>c?d(u,g)/p(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:l,summary:m,brushed:i,here:d,elsewhere:p,rate:h}}function Ls(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:l,panel:i,clear:c,legend:d,reveal:p}=s;for(let S of[a,l,i])S.show();let h=on(t),{facts:m,layers:u,brushed:g,rate:y,
summary:T}=h,{experts:x}=m;if(!x)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,Vo(t,m);let M=o.clientWidth<620?zo:ge;qs(t,h,Math.max(120,o.clientWidth-
M-4)),Go(t,h,M),Yo(t,h),d.replaceChildren(...Ko(t,m)),Zo(t,x),p();let{cell:A,tall:v,orders:C}=s.place;n.drawn={experts:x,layers:[...u],first:m.first,last:m.last,
rates:u.map((S,R)=>Array.from({length:x},(le,_r)=>y(R,_r))),orders:C,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((S,R)=>T[lt*R+1]),cell:A,tall:v}}function qs(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:l,layers:i,counts:c}=e,{experts:d}=l,p=Math.max(4,Math.min(34,o/
d)),h=i.length>24?12:i.length>12?16:21,m=n.get("sort"),u=i.map((A,v)=>Qo([...c.subarray(v*d,(v+1)*d)],m));a.place={cell:p,tall:h,orders:u};let g=je(t),y=W(a.map,
Math.ceil(p*d)+1,g);a.scroll.style.height=`${g+(p*d>o+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=k(r,"quiet");let T=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(T,1,8);let x={shades:ke(r),ink:k(r,"ink"),paper:k(r,"panel")},M=i.indexOf(
s.get("layer"));for(let[A,v]of u.entries())for(let[C,S]of v.entries())Is(t,y,e,x,A,S,C),!(A!==M||S!==s.get("expert"))&&(y.strokeStyle=k(r,"mark"),y.lineWidth=2,
y.strokeRect(C*p,wt+A*h,Math.max(nn(p),3),h-1))}var nn=t=>Math.max(t-(t>6?1:.5),1);function Is({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:l,paper:i},c,d,p){
let{cell:h,tall:m}=e.place,u=p*h,g=wt+c*m,y=nn(h),T=s(c,d);if(Number.isNaN(T)){pt(o,t,u,g,y,m-1);return}if(r[c*n.experts+d]===0){o.fillStyle=a(-1),o.globalAlpha=
.15,o.fillRect(u,g,y,m-1),o.globalAlpha=1,o.fillStyle=l,o.beginPath(),o.arc(u+y/2,g+m/2,Math.min(2,h/3),0,7),o.fill();return}if(ye(o,u,g,y,m-1,T,a),h<24)return;
o.fillStyle=Math.abs(ze(T))>.55?i:l,o.font="9.5px system-ui, sans-serif";let x=Number.isFinite(T)?$(T,T<9.95?1:0):"new";o.fillText(x,u+(y-o.measureText(x).width)/
2,g+m/2)}function Ps(t){let{facts:e,layers:o,tokens:n,summary:r,here:s}=on(t),a=e.experts??0,l=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(i,c)=>`expert ${c}`)],rows:o.map((i,c)=>[
i,l[c]==="hash"?"table":"scores",n[2*c],...r.subarray(lt*c,lt*c+5),n[2*c]>0?r[lt*c+5]:null,...Array.from({length:a},(d,p)=>s(c,p))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var Ws={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>U(t,-1,t.model.get("layers")),ArrowDown:t=>U(t,1,t.model.get("layers")),ArrowLeft:Jo(
-1),ArrowRight:Jo(1)},build:Rs,listen:Cs,draw:Ls,table:Ps},rn=F(Ws);var B=17,vt=18,Y=74,K=54,sn=15,Fs=6,Ds="☷ chosen by a table over token ids: same token, same experts (outlined)",Bs="chosen by the scores of the token's state";
function Ge(t){let e=a=>t[a]==="hash"?0:1,o=[...t.keys()].sort((a,l)=>e(a)-e(l)||a-l),n=[],r=0,s=null;for(let a of o)t[a]!==s&&(r+=s===null?0:Fs,n.push({band:t[a],
y:r}),r+=sn,s=t[a]),n.push({index:a,y:r}),r+=vt;return{rows:n,height:r}}function an(t,e,o,n){let r=Math.floor(e/B),s=t.find(a=>a.index!==void 0&&o>=a.y&&o<a.y+vt);
return s?.index!==void 0&&r>=0&&r<n?{token:r,index:s.index}:null}function ln({model:t,own:e}){let[o,n,r]=t.get("shape"),s=q(H(t,"weights")),a=q(H(t,"colours")),
l=o*r?Math.min(Math.max(n,a.length/o),s.length/(o*r)):0,i=e.texts(H(t,"utf8"),H(t,"lengths"));return{L:o,K:r,T:l,weights:s,codes:a,pieces:i,experts:e.ids(H(t,"e\
xperts")),layers:t.get("layers")}}function Hs({root:t,sel:e,own:o,model:n},r,s){let a=["none","ink","quiet","mark"],[l,i,c,d]=a.map(h=>k(t,h)),p=o.shadesOf(k(t,
"ramp-low"),k(t,"ramp-high"));return{none:l,ink:i,quiet:c,mark:d,shades:p,picked:s,kinds:n.get("kinds"),left:o.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:r.layers.indexOf(e.get("layer"))}}function cn(t,e,o){let{own:n}=t,r=n.scroll.clientWidth,s=K+n.layout.height+2,a=W(n.canvas,r,s),l=Hs(t,e,o),{
left:i,quiet:c}=l,d=Math.max(0,Math.floor(i/B)),p=Math.min(e.T-1,Math.floor((i+r-Y)/B));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.beginPath(),
a.rect(Y,0,r-Y,s),a.clip();let h=0;for(let m=d;m<=p;m++){Us(a,e,l,m);for(let{index:u,y:g}of n.layout.rows)u!==void 0&&js(a,e,l,m,u,K+g)&&h++}return Xs(t,a,l,d,p),
a.restore(),zs(t,a,e,l),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,K-8),h}function Us(t,{pieces:e},{left:o,picked:n,hover:r,mark:s,ink:a,
quiet:l},i){t.save(),t.translate(Y+i*B-o+B/2,K-4),t.rotate(-Math.PI/2),t.fillStyle=e[i]===e[n]?s:i===r?a:l,t.font=`${i===n?"bold ":""}10px system-ui, sans-serif`,
t.fillText(O(e[i]??"",8),0,0),t.restore()}function js(t,{L:e,K:o,weights:n,codes:r,experts:s,pieces:a},l,i,c,d){let{left:p,none:h,mark:m,shades:u,picked:g}=l,y=i*
e+c,T=Y+i*B-p,x=vt-2;if(s[y*o]<0)return t.fillStyle=h,t.beginPath(),t.arc(T+B/2,d+1+x/2,1.5,0,7),t.fill(),!1;let M=r[y]===255?h:u[r[y]],A=!1,v=d+1;for(let C=0;C<
o;C++){let S=n[y*o+C]/254*x,R=l.expert!==-1&&c===l.row&&s[y*o+C]===l.expert;A||=R,t.fillStyle=R?m:M,t.fillRect(T+1,v,B-2,Math.max(S-1,.5)),v+=S}return a[i]===a[g]&&
i!==g&&l.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(T+.5,d+.5,B-1,vt-1)),A}function Xs({own:t,model:e},o,{left:n,ink:r,mark:s,picked:a,hover:l,
row:i},c,d){let{rows:p,height:h}=t.layout,m=(y,T,x,M)=>{o.strokeStyle=T,o.lineWidth=x,o.globalAlpha=M,o.strokeRect(Y+y*B-n+.5,K-1,B-1,h),o.globalAlpha=1};m(a,s,
2,.55),l>=0&&m(l,r,1,.5);let u=e.get("parting");u>=c&&u<=d&&(o.strokeStyle=r,o.setLineDash([4,3]),o.strokeRect(Y+u*B-n+.5,K-1,.5,h),o.setLineDash([]));let g=p.find(
y=>y.index===i);i<0||!g||(o.strokeStyle=s,o.lineWidth=2,o.strokeRect(Y+a*B-n,K+g.y,B,vt))}function zs({own:t,model:e},o,{layers:n},{quiet:r,ink:s,mark:a,row:l}){
for(let{index:i,band:c,y:d}of t.layout.rows){if(i===void 0){o.fillStyle=r,o.font="10px system-ui, sans-serif",o.fillText(c==="hash"?Ds:Bs,2,K+d+sn/2);continue}let p=e.
get("attention_kinds")[i];o.fillStyle=i===l?a:s,o.font=`${i===l?"bold ":""}11px system-ui, sans-serif`,o.fillText(`${n[i]} ${Z[p]??""} ${p}`,4,K+d+vt/2)}}var Vs="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Gs="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Ys({expert:t,score:e,chosen:o}){let n=e.map(Number),r=Math.min(...n.filter((i,c)=>o[c])),
s=t.filter((i,c)=>!o[c]),a=t.filter((i,c)=>!o[c]&&n[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let l=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${l}`}function pn(t){let{model:e,sel:o,own:n}=t,{ranking:r,caption:s,inverse:a,note:l}=n,i=[e.get("detail"),o.get("expert"),e.get("uses")];if(i.every((g,y)=>g===
n.tabled[y]))return;n.tabled=i;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
l.textContent="",Qs(t);let p=e.get("detail");if(!p?.expert){s.textContent="Click a cell for the ranking behind it.";return}let h=n.texts(H(e,"utf8"),H(e,"length\
s")),m={...p,expert:p.expert};s.append("Ranking at ",f("b","",`layer ${p.layer}, token ${p.token} “${O(h[p.token]??"",16)}”`),p.kind==="hash"?` · a table ch\
ose${Ys(m)}`:` · margin of the choice ${$(p.margin,4)}`),Ks(t,m),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
o.get("expert");l.textContent=u?`Expert ${o.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",l.textContent+=Gs}function Ks({sel:t,own:e},o){let n=z("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...o.weight.map(a=>a??0),1e-9);o.expert.forEach((a,l)=>{let i=o.chosen[l]?$(o.weight[l],3):"",c=f("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=i?
`weight ${i}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!o.chosen[l]),c.classList.toggle("c\
ut",l>0&&o.chosen[l-1]&&!o.chosen[l]),c.classList.toggle("picked",a===t.get("expert"));let p=f("td"),h=f("span","dsv-bar");p.style.textAlign="left",h.style.width=
`${o.chosen[l]?Math.round(48*(o.weight[l]??0)/r):0}px`,p.append(h),c.append(f("td","",String(a)),f("td","",$(o.logit[l])),f("td","",$(o.score[l],3)),f("td","",$(
o.biased_score[l],3)),f("td","",i||"not chosen"),p,f("td","",$(o.norm[l]))),n.rows.append(c)});let s=f("tr");for(let a of["shared","","","","always","",$(o.shared_norm)])
s.append(f("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),n.rows.append(s),e.ranking.append(...n.table.children)}function Qs(t){let{model:e,sel:o,
own:n}=t,r=e.get("uses")??{};if(r.of?.expert!==o.get("expert"))return;let s=f("div","dsv-uses");s.append(dn(t,r.of,"chosen")),r.control&&s.append(dn(t,r.control,
"matched control")),n.inverse.append(s)}function dn(t,e,o){let n=f("div"),r=f("ol"),s=f("div","dsv-note");s.title=o==="chosen"?"":Vs,s.append(f("b","",`expert ${e.
expert}`),` (${o}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let l=f("li");l.dataset.token=String(a.token),l.tabIndex=0,l.append(f("sp\
an","quiet",Ot(a.before.slice(-18))),f("b","",Ot(a.piece)),f("span","quiet",Ot(a.after.slice(0,18))),f("small","",` ${$(a.weight)}`));let i=()=>t.pick({token:a.
token});l.addEventListener("click",i),l.addEventListener("keydown",c=>{c.key==="Enter"&&(i(),c.stopPropagation())}),r.append(l)}return n.append(s,r),n}function fn(t){
let e=t.model.get("detail"),o=(e?.expert??[]).map((n,r)=>[n,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...o,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Zs(t,e,o,n,r){let s=0;for(let a=e*n;a<t.length;a+=o*n)t.subarray(a,a+n).includes(r)&&s++;return s}function Js({body:t}){let e=f("select");e.setAttribute(
"aria-label","colour cells by");let o=f("span","dsv-legend"),n=f("span"),r=f("span","dsv-ramp"),s=f("span"),a=f("div","dsv-bar-row");o.append(e,n,r,s),a.append(
o);let l=f("div","dsv-grid"),i=f("div","dsv-grid-stage"),c=f("canvas"),d=f("div");c.style.position="absolute",c.style.cursor="pointer",i.append(c),l.append(i,d);
let p=f("table","dsv-table"),h=f("div","dsv-note"),m=f("div","dsv-note"),u=f("div");return m.style.margin="4px 0 0",t.append(a,l,m,p,h,u),{choose:e,legend:o,low:n,
bar:r,high:s,scroll:l,canvas:c,spacer:d,ranking:p,note:h,caption:m,inverse:u,texts:L(ot),ids:L(Oo),shadesOf:L(At),tabled:[],layout:Ge([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function ta(t){let{model:e,sel:o,own:n}=t,{choose:r,scroll:s,canvas:a,ranking:l}=n;t.listen(r,"change",()=>t.tell("colour",r.value));
let i=()=>{n.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,i,{passive:!0});t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>
s.scrollWidth-2*B?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let c=d=>{n.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(mn(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let p=mn(t,d);if(!p)return;let h=e.get("layers")[p.index],m=h===o.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:p.token,...m})}),t.listen(l,"click",d=>un(t,d.target.closest("tbody tr"))),t.listen(l,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(un(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var hn=({model:t,own:e})=>e.layout.rows.flatMap(o=>o.index===void 0?
[]:[t.get("layers")[o.index]]);function mn({own:t},e){let o=t.canvas.getBoundingClientRect(),n=e.clientX-o.left-Y,r=e.clientY-o.top-K;return n<0?null:an(t.layout.
rows,n+t.scroll.scrollLeft,r,t.tokens)}function un(t,e){let o=Number(e?.dataset.expert??-1);o>=0&&t.pick({expert:t.sel.get("expert")===o?-1:o})}function ea(t){let{
model:e,sel:o,root:n,own:r}=t,s=ln(t);r.tokens=s.T,r.layout=Ge(e.get("kinds"));let a=o.get("token"),l=a>=0&&a<s.T?a:s.T-1;oa(t,a);let i=cn(t,s,l);na(t),ra(t,s),
pn(t),n.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:l,layer:o.get("layer"),detail:e.get("deta\
il"),highlighted:i,codes:Array.from(s.codes.slice(0,64))}}function oa({own:t},e){let{scroll:o,spacer:n}=t,r=Y+t.tokens*B+4;if(n.style.width=`${r}px`,n.style.height=
`${K+t.layout.height+2}px`,t.follow&&e===-1&&(o.scrollLeft=r),e!==t.lastPicked&&e>=0){let s=e*B,a=o.clientWidth-Y;(s<o.scrollLeft||s+B>o.scrollLeft+a)&&(o.scrollLeft=
s-a/2)}t.lastPicked=e}function na({model:t,root:e,own:o}){let{choose:n,legend:r,low:s,bar:a,high:l}=o,i=t.get("colour_options");ht(n,i.map(([p,h])=>[p,`colour: ${h}`])),
n.value=t.get("colour");let c=i.find(([p])=>p===t.get("colour"))?.[2]??"",d=o.shadesOf(k(e,"ramp-low"),k(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,s.textContent=$(t.get("low")),l.textContent=`${$(t.get("high"))} ${c}`,r.title="grey: this layer has no such value"}function ra({facts:t,
sel:e,model:o,own:n},{L:r,K:s,T:a,experts:l,pieces:i,layers:c}){let{hovered:d}=n,p=e.get("expert"),h=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${O(i[d.token]??"",16)}”: experts `,f("b","",l.slice(m,m+s).join(" ")))}else if(p!==-1&&
h>=0){let m=Zs(l,h,r,s,p),u=f("b","",`${m} of ${a} tokens`);t.append(`expert ${p} of layer ${e.get("layer")}: `,u," (marked cells)")}else o.get("parting")>=0?t.
append("beside another run: the text parts at token ",f("b","",`${o.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var sa={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>G(t,-1,t.own.
tokens),ArrowRight:t=>G(t,1,t.own.tokens),ArrowUp:t=>U(t,-1,hn(t)),ArrowDown:t=>U(t,1,hn(t)),Home:t=>G(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>G(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:Js,listen:ta,draw:ea,table:fn},gn=F(sa);var kn="outside the nucleus: this run could not have drawn it",aa="put here by a branch: outside the nucleus, this run could not have drawn it";function la({body:t}){
let e=f("div"),o=f("div","dsv-note"),n=f("div","dsv-drafts"),r=f("div","dsv-beside");return t.append(e,o,n,r),{list:e,draft:o,around:n,pair:r,requests:0}}var Ye=t=>t.
model.get("table");function ia(t){let{model:e}=t,{draft:o}=t.own,n=Ye(t);if(!n.rows)return;t.facts.replaceChildren("at position ",f("b","",`${n.token}`),ca(n)),
da(t,n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${O(n.draft.word,18)}” with probability ${$(n.draft.probability,2)}, before the trunk read\
 the token before it.`:n.no_draft,s=Math.round(100*n.accepted/n.proposed),a=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${s} %).`;o.replaceChildren(
f("div","",r),f("div","",n.proposed?a:"")),fa(t,n),ha(t),t.root.drawn={said:r,never:n.rows.filter(l=>l.drawable===!1).map(l=>l.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(l=>l.word),probabilities:n.rows.map(l=>l.probability),came:n.rows.findIndex(l=>l.came),
draft:n.draft}}function ca(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function da(t,e,o){let{list:n}=t.own;if(!o.length){n.replaceChildren(f("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=f("table","dsv-table"),s=f("tbody");s.append(
...o.map(c=>pa(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${$(e.temperature,2)}) and top-p (${$(e.top_p,2)})`,l=o.some(c=>c.drawable===!1)?
`; struck through: ${kn.replace(":",",")}`:"",i=`Probabilities of the model itself, before temperature${a}${l}.`;n.replaceChildren(r,f("div","dsv-note",i))}function pa(t,e,o){
let n=f("tr",`${o.came?"picked":""}${o.drawable===!1?" never":""}`),r=f("span","dsv-bar"),s=f("td"),a=f("td","",`${o.came?"✓ ":""}“${O(o.word,18)}”`),l=f(
"td");if(o.drawable===!1&&(n.title=o.came?aa:kn),r.style.width=`${Math.max(1,N(o.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!o.came&&e.token>0){let i=f("button","dsv-small","branch here");i.title=`Go on from position ${e.token} with “${O(o.word,40)}” inst\
ead`,i.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:o.id,n:++t.own.requests})}),l.append(i)}return n.append(a,f("td","",$(o.probability,
3)),s,l),n}function fa(t,e){let{around:o}=t.own,n=t.model.get("drafts").rows??[];o.style.display=n.some(r=>r.proposed!==null)?"":"none",o.replaceChildren(...n.map(
r=>{let s=f("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${O(r.proposed,40)}”, came “${O(r.came,40)}”`,s.append(f("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${O(r.
proposed,9)}`),f("b","",O(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function ha(t){let{pair:e}=t.own,o=t.model.get("beside");if(e.
replaceChildren(),!o?.runs)return;let n=f("div","dsv-uses");n.append(...o.runs.map(ma));let r=`The two runs from token ${o.parting} on, darker where a token was\
 less expected:`;e.append(f("div","dsv-note",r),n)}function ma(t){let e=f("div"),o=f("div","dsv-run"),n=f("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(f("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${$(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let l=f("span",a===null?"none":"",Ot(s));l.title=a===null?"not captured":`${$(-a)} nats`,a!==null&&(l.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*tt(-a,0,8)).toFixed(3)})`),o.append(l)}return t.tokens>t.words.length&&o.append(" …"),e.append(n,o),e}function ua(t){let e=Ye(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(o=>[o.word,o.probability,o.came?"yes":"",o.drawable===null?null:o.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var yn=t=>e=>e.pick({token:Math.max(0,(Ye(e).token??0)+t)}),ga={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:yn(-1),ArrowRight:yn(1)},build:la,draw:ia,table:ua},bn=F(ga);var Mt=40,Vt=16,ya=18,ka=11,xn=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function Nt(t,e){let{width:o,height:n,title:r,right:s=96,series:a,
ticks:l,low:i,high:c,at:d,axis:p=[],click:h}=e,m=o-Mt-s,u=n-Vt-ya,g=Math.max(...a.map(M=>M.values.length),1),y=M=>Mt+(g>1?M/(g-1):.5)*m,T=M=>Vt+(1-tt(M,i,c))*u,
x=w("svg",{width:o,height:n,role:"img","aria-label":r});x.append(w("text",{x:0,y:10,class:"quiet"},r));for(let[M,A]of l)x.append(w("line",{x1:Mt,x2:Mt+m,y1:T(M),
y2:T(M),stroke:k(t,"line")}),w("text",{x:Mt-4,y:T(M)+3,"text-anchor":"end",class:"quiet"},A));for(let[M,A]of p)x.append(w("text",{x:y(M),y:n-4,"text-anchor":"mi\
ddle",class:"quiet"},A));if(d>=0){let M={x1:y(d),x2:y(d),y1:Vt,y2:Vt+u};x.append(w("line",{...M,stroke:k(t,"mark"),"stroke-width":1.5}))}return x.append(...ba(t,
a,y,T,Mt+m)),h&&(x.style.cursor="pointer",x.addEventListener("click",M=>{let A=(M.clientX-x.getBoundingClientRect().left-Mt)/m;h(N(Math.round(A*(g-1)),0,g-1))})),
x}function ba(t,e,o,n,r){let s=[],a=[];for(let{name:i,values:c,style:d}of e){let p=c.findLastIndex(y=>!Number.isNaN(y));if(p<0)continue;let[h,m]=xn[d%xn.length],
u=k(t,h),g=xa(c,o,n);s.push(w("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:i,stroke:u,y:n(c[p])})}a.sort((i,c)=>i.y-
c.y);let l=Vt+4;for(let{name:i,stroke:c,y:d}of a){let p=Math.max(d,l),h=w("text",{x:r+5,y:p+3},i);h.style.fill=c,s.push(h),l=p+ka}return s}function xa(t,e,o){let n="",
r=!1;return t.forEach((s,a)=>{let l=!Number.isNaN(s);l&&(n+=`${r?"L":"M"}${e(a).toFixed(1)} ${o(s).toFixed(1)}`),r=l}),n}function be(t){let e=Array.from(t).filter(
a=>Number.isFinite(a)),o=Math.floor(Math.min(0,...e)),n=Math.max(o+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((n-o)/4)),s=[];for(let a=o;a<=n;a+=r){let l=String(
Number((10**a).toPrecision(1))),i=a===0?"1":Math.abs(a)<=3?l:`1e${a}`.replace("-","−");s.push([a,i])}return{low:o,high:n,ticks:s}}var Ke=40,wa='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
$a=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function wn(t,e,o,n){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),l=Math.max(
...a),i=a.map(d=>Math.exp(d-l)),c=i.reduce((d,p)=>d+p,0);a.set(i.map(d=>d/c+n))}for(let s=0;s<o;s++)s&&$n(r,e,e,1,n),$n(r,e,1,e,n);return r}function $n(t,e,o,n,r){
for(let s=0;s<e;s++){let a=r;for(let l=0;l<e;l++)a+=t[s*o+l*n];for(let l=0;l<e;l++)t[s*o+l*n]/=a}}function Ta(t,e){let o=0,n=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let l=0;l<e;l++)s+=t[r*e+l],a+=t[l*e+r];o=Math.max(o,Math.abs(s-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function Tn(t,e){let{model:o,own:n}=t,
{pane:r}=n,s=_(o.get("logits")),a=_(o.get("pre")).length,{steps:l,eps:i}=o.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(f("div","dsv-m\
essage",wa)),{};let c=n.dial??l,d=wn(s,a,c,i),p=Array.from({length:Ke+1},(T,x)=>Ta(wn(s,a,x,i),a)),h=e<480?28:34,m=a*h+34,u=f("div","dsv-mix");u.append(Na(t,d,a,
h),Aa(t,p,c,e>m+200?e-m-20:e,a*h+26));let g=r.querySelector("input")??f("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(Ma(t,g,p[c],c),
u,f("div","dsv-note",Ea(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:p[c].row}}function Mn(t,e){t.own.dial=e,t.redraw()}function Ma(t,e,o,n){let r=f(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(Ke),e.value=String(n),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Mn(t,Number(e.value));let s=n===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${$(o.row,5)}, columns by ${$(o.column,6)}`;return r.append(e,` ${n}\
 steps${s}: ${a}`),r}function Na({root:t},e,o,n){let s=w("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=k(t,"ramp\
-low"),l=k(t,"ramp-high");for(let i=0;i<o;i++){let c=16+i*n+n/2+4;s.append(w("text",{x:0,y:c},`${i} →`),w("text",{x:26+(i+.5)*n,y:10,"text-anchor":"middle"},`${i}`));
for(let d=0;d<o;d++){let p=e[i*o+d],h=et(a,l,N(p,0,1)),m={x:26+d*n+1,y:16+i*n+1,width:n-2,height:n-2},u=w("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},$(p));
u.style.fill=Et(h),s.append(w("rect",{...m,rx:3,fill:h}),u)}}return s}function Aa(t,e,o,n,r){let s=l=>Math.log10(Math.max(l,1e-8)),{steps:a}=t.model.get("steps");
return Nt(t.root,{width:n,height:r,right:60,low:-8,high:1,ticks:$a,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,Ke].map(l=>[l,String(
l)]),series:[{name:"rows",values:Float32Array.from(e,l=>s(l.row)),style:0},{name:"columns",values:Float32Array.from(e,l=>s(l.column)),style:1}],click:l=>Mn(t,l)})}
function Ea({model:t}){let{steps:e,unbalanced:o,late:n,sites:r}=t.get("steps"),s=t.get("limit");if(!o.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=o.map(([l,i,c])=>`layer ${l} ${i?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${n} of the ${r} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var I=38,Ze=68,Nn=20,Gt=Nn+Ze+8,Yt=28,Qe=26,Je=40,Kt=85,Sa=(t,e,o)=>N(Math.floor(t/e*o),0,o-1),Rt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Ct(t,e){let o=t.model.get("layers"),n=N(e,0,o.length-1);t.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function An(t,e){
let{model:o,own:n}=t,[r,s,a]=[_(o.get("pre")),_(o.get("post")),_(o.get("comb"))],l=$(e.sinkhorn_error,4);n.matrix.replaceChildren(_a(t,r,s,a)),n.words.replaceChildren(
f("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),f("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${l}`),f("div","","bar in a cell: nine in ten tokens of the run")),n.norms.replaceChildren(va(t,e)),n.strip.replaceChildren(Ra(t,r.length));
let i=Array.from(_(o.get("exchange")));return{pre:Array.from(r),comb:Array.from(a),post:Array.from(s),exchange:i}}function _a(t,e,o,n){let r=e.length,s=`rgb(${k(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.toFixed(2)).join(" ")}`,l=w("svg",{width:Gt+r*I+4,height:Yt+r*I+46,role:"img","aria-label":a}),i=Nn+Ze;l.
append(w("text",{x:i,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),w("text",{x:Gt+r*I/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<r;c++){let d=Yt+c*I,p=N(e[c],0,1)*(Ze-36);l.append(w("text",{x:2,y:d+I/2+4},`${c} →`.slice(0,3)),w("rect",{x:i-p,y:d+11,width:Math.max(p,.5),height:I-
22,fill:s}),w("text",{x:i-p-3,y:d+I/2+4,"text-anchor":"end"},$(e[c])),w("text",{x:Gt+c*I+I/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)l.append(
...Oa(t,n[c*r+g],r,c,g));let h=N(o[c]/2,0,1)*22,m=Gt+c*I,u=Yt+r*I+6;l.append(w("rect",{x:m+8,y:u,width:I-16,height:Math.max(h,.5),fill:s}),w("text",{x:m+I/2,y:u+
h+12,"text-anchor":"middle"},$(o[c])))}return l.append(w("text",{x:i,y:Yt+r*I+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),l}function Oa({root:t,model:e},o,n,r,s){
let a=Gt+s*I,l=Yt+r*I,i=et(k(t,"ramp-low"),k(t,"ramp-high"),N(o,0,1)),c=Et(i),d=w("rect",{x:a+1,y:l+1,width:I-2,height:I-2,rx:3,fill:i}),p=w("title",{},`comb[fr\
om ${r}, to ${s}] = ${$(o,4)}`),h=w("text",{x:a+I/2,y:l+I/2+4,"text-anchor":"middle"},$(o));h.style.fill=c,d.append(p);let m=_(e.get("spread"));if(!m.length)return[
d,h];let u=A=>a+4+N(A,0,1)*(I-8),[g,y,T]=[0,1,2].map(A=>m[A*n*n+r*n+s]);p.textContent+=`; over the run 5 % ${$(g,3)}, middle ${$(y,3)}, 95 % ${$(T,3)}`;let x={x1:u(
g),x2:Math.max(u(T),u(g)+1),y1:l+I-6,y2:l+I-6},M={x1:u(y),x2:u(y),y1:l+I-8,y2:l+I-4};return[d,w("line",{...x,stroke:c,opacity:.55}),w("line",{...M,stroke:c}),h]}
function va({root:t,model:e},o){let n=_(e.get("norm"));if(Number.isNaN(n[0]))return f("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.
max(...n,1e-9),s=20+n.length*15,a=w("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),l=o.layer?`stream norms after layer ${o.layer-1}`:
"stream norms after the embedding";return a.append(w("text",{x:0,y:12,class:"quiet"},l)),n.forEach((i,c)=>{let d=18+c*15,p=i/r*90;a.append(w("text",{x:0,y:d+9},
`${c}`),w("rect",{x:12,y:d,width:Math.max(p,.5),height:11,fill:`rgb(${k(t,"tint")})`}),w("text",{x:16+p,y:d+9},$(i,1)))}),a}function Ra(t,e){let{model:o,body:n,
root:r}=t,s=_(o.get("exchange")),a=o.get("layers").length,l=Math.max(200,n.clientWidth-2),i=Math.max(...s.filter(u=>!Number.isNaN(u)),.001),c=k(r,"line"),d=w("s\
vg",{width:l,height:Kt+17,role:"img","aria-label":"all sites"}),p=$(1-1/e),h=`share that comes from other streams, at each site (tallest ${$(i,3)}; evenly mixed\
 would be ${p})`;d.append(w("text",{x:0,y:10,class:"quiet"},h),w("text",{x:0,y:Je+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...Ca(t,u,l/a,i));for(let u of[Je+.5,Kt+.5])d.append(w("line",{x1:0,x2:l,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{Ct(t,Sa(u.clientX-d.getBoundingClientRect().left,l,a))}),d}function Ca(t,e,o,n){let{model:r,root:s}=t,a=r.get("layers"),l=_(r.get("exchange"))[e],i=_(r.get(
"largest_pre"))[e],c=!Number.isNaN(l),d=c?N(l/n,0,1)*Qe:Qe,p=N(i,0,1)*Qe,h=e*o,m=e===Rt(t)?k(s,"mark"):`rgb(${k(s,"tint")})`,u={x:h+1,width:Math.max(o-2,1),opacity:e%
2?.6:1},g=w("g",{class:"step"});g.append(w("rect",{x:h,y:0,width:o,height:Kt+17,fill:"transparent"}),w("rect",{...u,y:Je-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":k(s,"line"),"stroke-dasharray":"2 3"})),c&&g.append(w("rect",{...u,y:Kt-p,height:Math.max(p,.7),fill:m}));let y=e-a.indexOf(a[e]),T=`layer ${a[e]}\
, ${y?"experts":"attention"}`,x=`${$(l,3)} from other streams, largest pre ${$(i,3)}`;return g.append(w("title",{},`${T}: ${x}`)),y||o<=9&&a[e]%5?[g]:[w("text",
{x:h+1,y:Kt+13,class:"quiet"},`${a[e]}`),g]}var La=["Sinkhorn, as run","row softmax","unconstrained"],qa='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Ia="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Pa="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",xe=40,Wa=96,we=16;function Fa({first:t,last:e,gap:o}){return o<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${o} was not captured.`}function En(t,e){let{model:o,root:n,own:r}=t,s=o.get("layers"),a=s.length,l=o.get("variants").length,i=_(o.get("product")),
c=(M,A)=>i.slice((M*l+A)*a,(M*l+A+1)*a),d=M=>La.map((A,v)=>({name:A,values:c(M,v),style:v})),p=_(o.get("pre")).length,h=s.flatMap((M,A)=>A===s.indexOf(M)?[[A,`${M}`]]:
[]),m={width:e,height:92,at:Rt(t),axis:h,click:M=>Ct(t,M)},u=`${Fa(o.get("product_facts"))} ${Ia}`;r.pane.replaceChildren(Nt(n,{...m,...be(i.slice(0,l*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Nt(n,{...m,low:1,high:p,ticks:[1,p].map(M=>[M,String(M)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Nt(n,{...m,...be(i.slice(2*l*a).filter(M=>M>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),f("div","dsv-note",Number.isNaN(c(0,1)[a-1])?qa:u));let[g,y,T,x]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(M=>Array.from(M));return{gain:g,
free:y,rank:T,second:x}}function Sn(t,e){let{model:o,root:n,own:r}=t,{layers:s,pairs:a}=o.get("stream_facts");if(!s)return r.pane.replaceChildren(f("div","dsv-m\
essage",Pa)),{};let l=_(o.get("stream_norm")),i=_(o.get("stream_cosine")),c=s.length,d=l.length/c,p=l.map(m=>Math.log10(m)),h=Nt(n,{width:e,height:150,...be(p),
title:"norm of each stream after every layer (log scale)",axis:s.map((m,u)=>[u,m<0?"emb":String(m)]),at:s.indexOf(o.get("facts").layer),click:m=>{s[m]>=0&&t.pick(
{layer:s[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${$(l[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>p[y*
d+u])}))});return r.pane.replaceChildren(h,Da(t,i,c,a,e)),{norms:Array.from(l),cosines:Array.from(i)}}function Da({root:t},e,o,n,r){let s=(r-xe-Wa)/o,a=24+n.length*
we,l=w("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});l.append(w("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let i=k(t,"ramp-low"),c=k(t,"ramp-high");for(let[d,p]of n.entries()){let h=we+d*we;l.append(w("text",{x:xe-6,y:h+11,"text-anchor":"\
end"},p));for(let m=0;m<o;m++){let u=e[m*n.length+d],g=et(i,c,Math.abs(N(u,-1,1)));if(l.append(w("rect",{x:xe+m*s+1,y:h,width:Math.max(s-2,1),height:we-2,rx:2,fill:g})),
s<=26)continue;let y=w("text",{x:xe+(m+.5)*s,y:h+11,"text-anchor":"middle"},$(u));y.style.fill=Et(g),l.append(y)}}return l}var Ba={product:En,dial:Tn,streams:Sn};function Ha({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","picture"),o.append(X("site","one site"),X("pr\
oduct","all sites together"),X("dial","Sinkhorn dial"),X("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(o);let n=f("div","dsv-mix"),r=f(
"div"),s=f("div"),a=f("div","dsv-note"),l=f("div"),i=f("div"),c=f("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,l),n.append(r,s),e.
append(n,i,c),{choose:o,mix:n,matrix:r,words:a,norms:l,strip:i,pane:c,dial:null}}function Ua(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function ja(t){let{model:e,facts:o,body:n,root:r,own:s}=t,a=e.get("facts");if(!_(e.get("pre")).length)return;o.replaceChildren(f("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,f("b","",`“${O(a.piece??"",16)}”`));let l=e.get("picture"),i=l==="site";s.choose.value=l,s.mix.style.
display=s.strip.style.display=i?"":"none",s.pane.style.display=i?"none":"";let c=i?An(t,a):Ba[l](t,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:l,...d,...c,at:performance.now()}}function Xa({model:t}){let e=t.get("facts"),o=["pre","post","comb","norm"],[n,r,s,a]=o.map(c=>_(t.get(
c))),l=n.length;return{columns:["from stream","pre",...Array.from({length:l},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...s.slice(d*l,d*l+l),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var _n=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),za={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>Ct(t,Rt(t)-1),ArrowDown:t=>Ct(t,Rt(t)+1),ArrowLeft:_n(-1),ArrowRight:_n(1)},build:Ha,listen:Ua,draw:ja,table:Xa},On=F(
za);var Rn=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Va({body:t}){let e=f("div","dsv-note"),o=f("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var Qt=t=>t.model.get("table"),vn=t=>(Qt(t).rows??[]).map(e=>e.layer);function Ga(t){let{words:e,grid:o}=t.own,n=Qt(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",f("b","",`${n.token} “${O(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=z("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>Ya(t,s,n.trusted))),o.replaceChildren(...r.table.children),t.root.drawn={token:n.token,words:n.rows.
map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function Ya(t,e,o){let n=f("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=f("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>Ka(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(Qa(e)),n.append(f("td","",e.layer<0?"embedding":`${e.layer} ${Z[e.kind]??""}`),f("td","dsv-line",
Rn(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Ka(t,e,o){let n=o===0&&e.agree,r=f("span",`d\
sv-chip${n?" agree":""}`);return r.style.background=`rgba(${k(t.root,"tint")}, ${.1+.75*N(e.probabilities[o],0,1)})`,e.probabilities[o]>.55&&(r.style.color="#ff\
f"),r.append(`${n?"✓ ":""}${O(e.words[o],14)} `,f("small","",$(e.probabilities[o]))),r}function Qa(t){let e=f("div","dsv-alone");return t.streams.forEach(([o,
n],r)=>{let s=f("span","",`${r}: ${O(o,10)} ${$(n)}`);s.title=`stream ${r} alone: “${o}” ${$(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}
function Za(t){let e=Qt(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"em\
bedding":o.layer,Rn(o.trust,0),o.words[0],o.probabilities[0],o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Ja={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>U(t,-1,vn(t)),ArrowDown:t=>U(t,1,vn(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(Qt(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(Qt(t).token??0)+1})},build:Va,draw:Ga,table:Za},Cn=F(Ja);function Zt(t,e,o){let n=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),r=[1,2,5,10].map(a=>a*n).find(a=>(e-t)/a<=o)??n*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function Lt(t,e,o,n,r){let s=w("svg",{width:e,height:o,role:"img"}),a=k(t,"line");return s.append(w("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
w("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),w("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},n),w("text",{x:2,y:9,class:"quiet"},r)),s}var D=54,Jt=13,it=Jt+2,mt=150,el=[96,480];function to(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${E(1/t)}`:"none"}var ol=(t,e,o)=>e*(o/e)**((t-1)/249),
te=({body:t})=>Math.max(160,t.clientWidth-D-4);function Te(t,e){let o=t.own.overview.getBoundingClientRect(),n=e.clientY-o.top;return{x:N((e.clientX-o.left-D)/te(
t),0,1),y:N((n-it)/mt,0,1),inStrip:n<Jt}}function no({tokens:t,across:e},o,n){return[o.x,n.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function ro({
tokens:t,across:e},o,n){let r=[o.x,n.x].sort((u,g)=>u-g),s=[o.y,n.y].sort((u,g)=>u-g),[a,l]=r.map(u=>Math.min(t,Math.round(u*e))),[i,c]=s.map(u=>Math.round(u*t));
if(l-a>=8&&c-i>=2)return[i,c,a,l];let[d,p]=el.map(u=>Math.min(t,u)),h=Math.round(N((i+c)/2-d/2,0,t-d)),m=Math.round(N((a+l)/2-p/2,0,t-p));return[h,h+d,m,m+p]}function qn(t,e,o,n,r){
let s=q(t),a=new ImageData(o,e),l=Array.from({length:251},(c,d)=>Re(n,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...l[c],255],4*d)});let i=St(o,e);return ct(
i).putImageData(a,0,0),{off:i,codes:s}}function In(t,e){let{root:o,model:n,own:r}=t,s=te(t),[a,l]=e.shape,i=W(r.overview,D+s+2,it+mt+14),c=["ramp-low","ramp-hig\
h"].map(g=>k(o,g)),{off:d,codes:p}=r.pixels(n.get("overview"),a,l,c[0],c[1]),h=g=>D+g/e.across*s,m=g=>it+g/e.tokens*mt,u=()=>{i.beginPath(),i.moveTo(h(0),m(0)),
i.lineTo(h(e.tokens),m(e.tokens)),i.lineTo(h(0),m(e.tokens)),i.closePath()};i.fillStyle=k(o,"paper"),u(),i.fill();for(let g=0;g<a;g++)p[g*l]===255&&pt(i,o,D,it+
g*mt/a,s*(g+1)/a,mt/a+.5);i.imageSmoothingEnabled=!1,i.drawImage(d,D,it,s,mt),i.strokeStyle=k(o,"line"),u(),i.stroke(),nl(t,i,h,s),rl(t,i,e,h,m,s),sl(t,i,e,h,m),
r.legend.replaceChildren(...al(t,e))}function nl({root:t,model:e,sel:o,own:n},r,s,a){let l=q(e.get("breaks"));r.fillStyle=k(t,"line"),r.fillRect(D,1,a,Jt-3);let i=k(
t,"ink"),c=k(t,"quiet");l.forEach((u,g)=>{if(!u)return;let y=u===2;r.fillStyle=y?i:c,r.fillRect(D+g*a/l.length,y?1:5,1.2,Jt-(y?3:7))});let[d,p]=n.span??[o.get("\
query_first"),o.get("query_last")];if(d<0)return;let[h,m]=[Math.min(d,p),Math.max(d,p)];r.fillStyle=k(t,"mark"),r.fillRect(s(h),1,Math.max(2,s(m+1)-s(h)),Jt-3)}
function rl({root:t},e,{tokens:o},n,r,s){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=k(t,"quiet"),e.fillText("text",4,7);for(let a of Zt(
0,o,Math.min(8,Math.max(6,Math.floor(s/90))))){let l=e.measureText(E(a)).width;e.fillText(E(a),N(n(a)-l/2,D,D+s-l),it+mt+8)}for(let a of Zt(0,o,5)){let l=e.measureText(
E(a)).width;e.fillText(E(a),D-l-4,N(r(a),it+5,it+mt-4))}e.textAlign="right",e.fillText("queries down, positions across",D+s-2,it+8),e.textAlign="left"}function sl({
root:t,model:e,sel:o,own:n},r,s,a,l){let[i,c,d,p]=n.dragging??e.get("shown_region");r.strokeStyle=k(t,"mark"),r.lineWidth=1.5,r.strokeRect(a(d),l(i),Math.max(3,
a(p)-a(d)),Math.max(3,l(c)-l(i))),r.lineWidth=1;let h=o.get("token");h<0||h>=s.tokens||(r.strokeStyle=k(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),
l(h+.5)),r.lineTo(a(h),l(h+.5)),r.stroke(),r.setLineDash([]))}function al({root:t,model:e},o){let n=f("span","dsv-ramp"),r=`linear-gradient(90deg, ${k(t,"ramp-l\
ow")}, ${k(t,"ramp-high")})`;Object.assign(n.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=o.every>1?` · hatched: not kept (every ${o.
every}th prompt query is)`:"";return[`share of the possible picks: ${to(e.get("low"))} `,n,` ${to(e.get("high"))}`,` · plain: none · above the diagonal: future${s}\
 · drag: a region, in the strip: a needle`]}function Pn({model:t},e,{x:o,y:n}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(n*r)),l=q(t.get("overview"))[a*s+Math.
min(s-1,Math.floor(o*s))],i=`queries near ${E(n*e.tokens)}, positions near ${E(o*e.across)}: `;if(l===254)return[i,f("b","","future")];if(l===255)return[i,f("b",
"","not kept")];if(l===0)return[i,f("b","","none picked")];let c=to(ol(l,t.get("low"),t.get("high")));return[i,f("b","",`${c} picked`)]}function Wn(t){let e={none:0,
future:0,unknown:0,picked:0};for(let o of t)o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var qt=2,Fn=t=>N(t*4,24,120),so=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function ao(t,e){let{model:o,own:n}=t,r=n.detail.getBoundingClientRect(),
[s,a,l,i]=o.get("shown_region"),c=(e.clientY-r.top-qt)/Fn(a-s)*(a-s),d=s+Math.floor(c),p=l+(e.clientX-r.left-D)/te(t)*(i-l),h=Math.floor(p/o.get("facts").rate);
return d>=s&&d<a&&p>=l&&p<i?{query:d,entry:h}:null}var lo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Dn=t=>lo(t)?t.sel.get("entry"):-1;function ll(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return lo(t)&&e>=0?e:Dn(t)}function It(t,e,o){t.own.hoveredEntry=e;let n=o===
void 0?{}:{hover_token:o};t.hover({hover_entry:lo(t)?e:-1,...n}),t.redraw()}function Bn(t,e){let{model:o,root:n,sel:r,own:s}=t,[a,l,i,c]=o.get("shown_region"),d=te(
t),p=Fn(l-a),h=p/(l-a),m=e.rate/(c-i)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=s.ints(o.get("marks")),T=y[0]!==-1,x=W(s.detail,D+d+2,p+4),M=R=>D+
(R-i)/(c-i)*d,A=R=>qt+(R-a)*h;x.fillStyle=k(n,"paper"),x.fillRect(D,qt,d,p),x.fillStyle=k(n,"panel");for(let R=a;R<Math.min(l,c-1);R++)x.fillRect(Math.max(D,M(Math.
floor((R+1)/e.rate)*e.rate)),A(R),d,h+.5);x.save(),x.beginPath(),x.rect(D,qt,d,p),x.clip();let v=At(k(n,"ramp-low"),k(n,"ramp-high"));for(let R=0;T&&R<y.length;R+=
3)x.fillStyle=so(v,y[R+2],e.topk),x.fillRect(M(y[R+1]*e.rate),A(y[R]),u,g);x.restore(),x.strokeStyle=k(n,"line"),x.strokeRect(D,qt,d,p),x.strokeStyle=k(n,"mark");
let C=r.get("token")>=0?r.get("token"):e.tokens-1;C>=a&&C<l&&(x.lineWidth=1.5,x.strokeRect(D,A(C)-.5,d,Math.max(3,g+1)),x.lineWidth=1);let S=Dn(t)*e.rate;return S>=
Math.max(0,i)&&S<c&&x.strokeRect(M(S),qt,Math.max(3,u),p),x.fillStyle=k(n,"quiet"),x.font="10px system-ui, sans-serif",x.textBaseline="middle",x.fillText(E(a),4,
8),p>30&&x.fillText(E(l-1),4,p-4),s.caption.textContent=il(o.get("shown_region"),T),T?y:new Int32Array(0)}function il(t,e){let[o,n,r,s]=t,a=`positions ${E(r)} t\
o ${E(s-1)}`;return e?`The region: ${`queries ${E(o)} to ${E(n-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function Hn(t,e){let{model:o,own:n}=t,{text:r}=n,s=n.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],
l=ll(t);if(n.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,p)=>cl(d,a+p))),n.textOf={pieces:s,entry:null}),n.textOf.entry===l)return;n.textOf.entry=l;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(l<0)return;for(let d=(l-1)*e.rate;d<(l+1)*e.rate;d++){let p=r.children[2*(d-a)];d>=a&&p&&(p.className=d<l*e.
rate?"before":"own")}let i=r.querySelector(".own");if(!i)return;let c=i.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function cl(t,e){
let o=f("span","",nt(t)||"∅");return o.title=`token ${e}`,[o,f("wbr")]}function Un(t,e,{query:o,entry:n}){let r=-1;for(let i=0;i<e.length;i+=3)e[i]===o&&e[i+1]===
n&&(r=e[i+2]);let s=n<Math.floor((o+1)/t.rate),a=`${E(Math.max(0,(n-1)*t.rate))} to ${E((n+1)*t.rate-1)}`,l=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${E(o)}, entry ${E(n)} (tokens ${a}): `,f("b","",l)]}var Me=66,ee=17,ut=16,hl="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function jn(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function Xn(t,e){let{model:o,
own:n}=t,r=o.get("needle_facts"),s=f("div","dsv-note");if(n.low.append(s),r.first===void 0)return s.textContent=hl,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";s.append(f("b","",`“${rt(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let l=f("div","dsv-note"),i=o.get("layers").map(
(c,d)=>`layer ${c} ${jn(r.ranks[d])}`);return l.append(`At token ${E(r.asked)} “${O(r.asked_piece,16)}”: `,f("b","",i.join(", ")),". The steps on top count \
the layers that picked it."),n.low.append(ml(t,e,r),l),{needle:[r.first,r.last],ranks:r.ranks}}function ml(t,e,o){let{model:n,body:r,root:s}=t,a=n.get("layers"),
l=e.tokens-o.from,i=Math.max(200,r.clientWidth-4),c=i-Me-4,d=ee+a.length*ut,p=f("canvas"),h=W(p,i,d+17);p.setAttribute("role","img"),p.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font="10px system-ui, sans-serif",h.textBaseline="middle",h.fillStyle=k(s,"quiet"),h.fillText("la\
yers",4,8),ul(t,h,e,l,c);for(let[u,g]of a.entries())h.fillStyle=k(s,g===e.layer?"mark":"ink"),h.fillText(`layer ${g} ▤`,4,ee+7+u*ut),h.strokeStyle=k(s,"line"),
h.strokeRect(Me,ee+u*ut,c,ut-2);let m=u=>Me+(u-o.from)/Math.max(l,1)*c;h.fillStyle=k(s,"quiet");for(let u of Zt(o.from,e.tokens,8))h.fillText(E(u),Math.min(m(u),
i-40),d+7);return o.asked<o.from||(h.strokeStyle=k(s,"mark"),h.lineWidth=1.5,h.strokeRect(m(o.asked)-1,ee-2,Math.max(3,c/l),a.length*ut+2)),p}function ul({model:t,
root:e,own:o},n,r,s,a){let l=o.found(t.get("needle")),i=t.get("layers").length,c=l.length/i,d=At(k(e,"ramp-low"),k(e,"ramp-high"));for(let p=0;p<c;p++){let h=Me+
p*a/c,m=a/c+.3,u=s>=c||p*s/c%1<s/c,g=0;for(let T=0;T<i;T++){let x=l[T*c+p],M=ee+T*ut;Number.isNaN(x)?u&&pt(n,e,h,M,m,ut-2):x>=0&&(g++,n.fillStyle=so(d,x,r.topk),
n.fillRect(h,M,m,ut-2))}let y=12*g/i;n.fillStyle=k(e,"entries"),n.fillRect(h,14-y,m,y)}}function zn({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((o,n)=>[o,e.ranks[n]<0?jn(e.ranks[n]):e.ranks[n]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function Gn(t,e){let{model:o,own:n}=t,r=o.get("overlap_facts"),s=f("div","dsv-note");if(n.low.append(s),!r.compared){let p=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${p} all complete entries are picked.`,{}}let a=`all ${E(r.pairs)} pairs`,l=`${E(r.compared)} of ${E(r.pairs)}\
 pairs, evenly spaced`;s.append(f("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(r.mean[0])}, control ${$(r.mean[1])};\
 ${r.compared<r.pairs?l:a}.`);let i=f("div","dsv-columns"),c=f("div");c.append(f("div","dsv-note","the same queries, other layers"),yl(t)),i.append(gl(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return n.low.append(i,f("div","dsv-note",d),
kl(t,e,r)),{overlap:r.mean,stable:r.rows.map(p=>p.entry),compared:r.compared}}function gl(t,e){let{model:o,body:n,root:r,own:s}=t,a=s.lines(o.get("overlap")),l=a.
length/2,i=N(n.clientWidth-320,260,560),c=120,d=Lt(r,i,c,"position","overlap"),p=m=>42+m/(l-1)*(i-50),h=m=>c-18-m*(c-34);return d.append(...Vn(a.subarray(0,l),p,
h,`rgb(${k(r,"tint")})`,"none"),...Vn(a.subarray(l),p,h,k(r,"mark"),"4 3"),w("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),w("text",{x:36,y:h(0),
"text-anchor":"end",class:"quiet"},"0"),w("text",{x:i-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),d}function Vn(t,e,o,n,r){let s="",a=!1;return t.forEach((l,i)=>{let c=!Number.isNaN(l);c&&(s+=`${a?"L":"M"}${e(i).toFixed(1)} ${o(l).
toFixed(1)}`),a=c}),s?[w("path",{d:s,fill:"none",stroke:n,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function yl(t){let{model:e,root:o,own:n}=t,r=e.get("laye\
rs"),s=n.table(e.get("layer_table")),a=f("table","dsv-table"),l=f("tr");l.append(f("th","","layers"),...r.map(i=>f("th","",String(i)))),a.append(l);for(let[i,c]of r.
entries()){let d=f("tr");d.append(f("th","",String(c)));for(let p of s.subarray(i*r.length,(i+1)*r.length)){let h=f("td","",$(p)),m=(.6*p).toFixed(2);Number.isNaN(
p)||(h.style.background=`rgba(${k(o,"tint")}, ${m})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function kl(t,e,o){
let n=f("table","dsv-table"),r=f("tbody");n.append(r);for(let s of o.rows){let a=f("tr");a.append(f("td","",`entry ${E(s.entry)}`),f("td","",`${Math.round(100*s.
share)} % of ${E(s.could)}`),f("td","dsv-context",`“${rt(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return n}
function Yn({model:t,own:e},o){let n=t.get("overlap_facts");if(!n.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${$(n.mean[0],4)}, control ${$(n.mean[1],4)}.`;return{columns:["layer",...r.map(l=>`overlap with layer ${l}`)],rows:r.map((l,i)=>[l,...s.
subarray(i*r.length,(i+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var bl=6;function Kn(t,e){let{model:o,own:n}=t,r=o.get("rank"),s=n.entries(o.get("rank_entry")),a=n.scores(o.get("rank_score")),l=f("div","dsv-note");if(n.low.append(
l),!s.length)return l.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&l.append(
f("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),l.append(f("b","",`How token ${E(
r.query)} “${O(r.piece,16)}” ranked its past`),`: ${r.picked} of ${E(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${$(r.margin,4)}`,r.window===null?"":`; ${$(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let i=f("div","dsv-columns");return i.append(wl(t,e,r,s,a),$l(t,e,r,s)),n.low.append(i,f("div","dsv-note",xl(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function xl(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function wl(t,e,o,n,r){let{body:s,root:a}=t,l=N(s.clientWidth-300,260,520),i=128,c=n.length,d=Math.min(...r,
0),p=Math.max(...r),h=y=>44+(y+.5)/c*(l-52),m=y=>i-20-(y-d)/Math.max(p-d,1e-9)*(i-38),u=N((l-52)/c*.8,1.5,7),g=Lt(a,l,i,"rank","score");if(r.forEach((y,T)=>{let x=T>=
o.picked,M=w("rect",{x:h(T)-u/2,y:m(y)-3,width:u,height:6,fill:x?"none":`rgb(${k(a,"tint")})`,stroke:x?k(a,"quiet"):"none"});M.append(w("title",{},`rank ${T+1}:\
 entry ${n[T]}, score ${$(y,4)}${x?", left out":""}`)),M.style.cursor="pointer",M.addEventListener("click",()=>t.pick({entry:n[T],layer:e.layer})),M.addEventListener(
"mouseenter",()=>It(t,n[T])),M.addEventListener("mouseleave",()=>It(t,-1)),g.append(M)}),c>o.picked){let y=(h(o.picked-1)+h(o.picked))/2,T={x1:y,y1:12,x2:y,y2:i-
18,stroke:k(a,"mark")};g.append(w("line",{...T,"stroke-dasharray":"4 3"}),w("text",{x:y+3,y:21},"cut"))}return g.append(w("text",{x:36,y:m(p)+4,"text-anchor":"e\
nd",class:"quiet"},$(p,1)),w("text",{x:36,y:i-18,"text-anchor":"end",class:"quiet"},$(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} pi\
cked`),g}function $l(t,e,o,n){let r=f("table","dsv-table"),s=f("tbody");r.append(s);for(let[a,l]of o.texts.slice(0,bl).entries()){let i=f("tr");i.append(f("td",
"",String(a+1)),f("td","",`entry ${E(n[a])}`),f("td","dsv-context",`“${rt(l,44)}”`)),i.addEventListener("click",()=>t.pick({entry:n[a],layer:e.layer})),s.append(
i)}return r}function Qn({model:t,own:e},o){let n=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<n.picked?"picked":"left out",n.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${n.query}: ${n.visible}\
 entries were complete.`}}function io({model:t,own:e}){let o=e.probed(t.get("probes")),n=e.recalls(t.get("recall"));return{probes:o,values:n,heads:o.length?n.length/o.length:0}}function Zn(t,e){
let{model:o,own:n}=t,{probes:r,values:s,heads:a}=io(t),l=f("div","dsv-note",o.get("recall_note"));if(!r.length)return o.get("can_measure")&&l.replaceChildren(...Tl(
t)),n.low.append(l),{recall:null};let i=Array.from({length:a},(d,p)=>{let h=s.filter((m,u)=>u%a===p&&!Number.isNaN(m));return h.length?h.reduce((m,u)=>m+u,0)/h.
length:Number.NaN}),c=f("div","dsv-note");return c.append(f("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),n.low.append(c,l,Ml(t,i)),{recall:i,probes:Array.from(r)}}function Tl(t){let e=f("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Ml(t,e){let{body:o,root:n}=t,{probes:r,values:s,heads:a}=io(t),l=N(o.clientWidth-20,260,760),i=140,c=Lt(n,l,
i,"head","covered"),d=h=>46+(h+.5)/a*(l-54),p=h=>i-20-h*(i-36);c.append(w("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),w("text",{x:36,y:p(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,m]of e.entries()){r.forEach((y,T)=>{let x=s[T*a+h];if(Number.isNaN(x))return;let M=w("circle",{cx:d(h),cy:p(x),
r:2.2,fill:`rgba(${k(n,"tint")}, 0.55)`});M.append(w("title",{},`head ${h}, token ${y}: ${$(100*x,1)} %`)),c.append(M)});let u={x1:d(h)-8,x2:d(h)+8,y1:p(m),y2:p(
m),stroke:k(n,"mark")};Number.isNaN(m)||c.append(w("line",{...u,"stroke-width":2}));let g={x:d(h),y:i-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(w(
"text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>$(h)).join(", ")}`),c}function Jn(t,e){let{probes:o,values:n,heads:r}=io(t);
return o.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(o,(s,a)=>[s,...n.subarray(a*r,(a+1)*r)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var Nl={rank:Kn,overlap:Gn,recall:Zn,needle:Xn},Al={overlap:Yn,recall:Jn,needle:zn};function El(t){let e=f("div","dsv-picks"),o=f("div","dsv-controls"),n=f("sel\
ect");n.setAttribute("aria-label","layer");let r=V(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["rec\
all","below: recall of full attention"],["needle","below: a needle"]]),s=f("button","dsv-small","random control");s.title="every query gets the distances back o\
f another query: the same recency, other words";let a=f("span","dsv-tiled");o.append(n,r.select,s,a);let l=f("canvas"),i=f("div","dsv-note"),c=f("canvas"),d=f("\
div","dsv-note"),p=f("div","dsv-region-text"),h=f("div","dsv-panel");return l.setAttribute("role","img"),l.setAttribute("aria-label","overview of picks; drag to\
 choose a region"),p.tabIndex=0,e.append(o,l,i,c,d,p,h),t.body.append(e),{layer:n,panel:r,shuffle:s,tiled:a,overview:l,legend:i,detail:c,caption:d,text:p,low:h,
reveal:fe(t,h),pixels:L(qn),ints:L(P),texts:L(ot),entries:L(P),scores:L(_),lines:L(_),table:L(_),recalls:L(_),probed:L(P),found:L(_),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var J=t=>t.model.get("facts");function Sl(t){let{model:e,own:o}=t,{panel:n,reveal:r,
layer:s,shuffle:a,detail:l}=o;t.listen(n.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),_l(t),t.listen(l,"mousemove",i=>{o.under=ao(t,i),It(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(l,"mouseleave",()=>{o.under=null,It(t,-1,-1)}),t.listen(l,"click",i=>{let c=ao(t,i);c&&t.pick({token:c.query,entry:c.entry,layer:J(t).layer})})}function _l(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",n=>{e.from=Te(t,n),o.setPointerCapture?.(n.pointerId)}),t.listen(o,"pointermove",n=>{let r=Te(t,n);e.hovered=
r,e.from?.inStrip?e.span=no(J(t),e.from,r):e.from&&(e.dragging=ro(J(t),e.from,r)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",n=>{let r=e.from;if(!r)return;let s=Te(t,n);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,l]=no(J(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:l})}else t.tell("region",ro(J(t),r,s).join(":")),t.redraw()})}function Ol(t){let{model:e,root:o,own:n}=t,{layer:r,panel:s,shuffle:a,tiled:l,low:i,reveal:c}=n,
d=J(t);if(ht(r,e.get("layers").map(u=>[u,`layer ${u} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
l.textContent=l.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let p=d;In(t,p);let h=Bn(t,p);Hn(t,p),vl(t,p,h),i.replaceChildren();let m=Nl[e.get("panel")](
t,p);c(),o.drawn={layer:p.layer,tokens:p.tokens,queries:p.queries,tiled:p.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:Wn(q(e.get("overview"))),panel:e.get("panel"),...m}}function vl(t,e,o){let{facts:n,model:r,sel:s,own:a}=t;if(a.under)n.replaceChildren(
...Un(e,o,a.under));else if(a.hovered&&!a.dragging)n.replaceChildren(...Pn(t,e,a.hovered));else{let l=r.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",i=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";n.replaceChildren(f("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${E(e.queries)} queries, ${E(e.forced)} without a choice${l}${i}`)}}function Rl(t){let e=J(t);return Al[t.model.get("panel")]?.(t,e)??Qn(
t,e)}var Cl={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>G(t,-1,J(t).
tokens),ArrowRight:t=>G(t,1,J(t).tokens),ArrowUp:t=>U(t,-1,t.model.get("layers")),ArrowDown:t=>U(t,1,t.model.get("layers")),Home:t=>G(t,Number.NEGATIVE_INFINITY,
J(t).tokens),End:t=>G(t,Number.POSITIVE_INFINITY,J(t).tokens)},build:El,listen:Sl,draw:Ol,table:Rl},tr=F(Cl);var er=4278190080;function Ll(t,e,o,n,r){let a=o?12:0,l=t-40-a-8,i=N(l/Math.max(1,o+n),.25,7),c=Math.min(o*i,l-Math.min(n*i,l*.45)),d=40+c+a,p=Math.min(n*i,t-d-
8),h=N((e-45)/Math.max(1,r),1,8),m={entryCell:o?c/o:0,windowCell:n?p/n:0};return{left:40,entryW:c,windowX:d,windowW:p,row:h,top:15,...m}}function ho({model:t,own:e},o){
let{map:n,canvas:r}=e;if(!n)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),l=o.clientX-a.left,i=Math.floor((o.clientY-a.top-n.top)/n.row);if(i<
0||i>=s.queries)return null;let c=s.first+i;if(n.entryW&&l>=n.left&&l<n.left+n.entryW){let d=Math.floor((l-n.left)/n.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[i*s.entries+d]}}if(l>=n.windowX&&l<n.windowX+n.windowW){let d=Math.floor((l-n.windowX)/n.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[i*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function ql(t,e,o,[n,r,s],[a,l,i]){let c=new ImageData(o,e),d=new ImageData(o,e),p=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);p[u]=(g<<24|s<<16|r<<8|n)>>>0}else m===254?h[u]=
er:m===253&&(u+Math.floor(u/o))%3===0&&(p[u]=(er|i<<16|l<<8|a)>>>0)}),{image:c,mask:d}}function Il(t,e,o,n,{rgb:r,missing:s,pattern:a},l){if(!n||!o)return;let{image:i,
mask:c}=ql(e,o,n,r,s),d=St(n,o),p=St(Math.max(1,Math.ceil(l.w)),Math.max(1,Math.ceil(l.h)));t.imageSmoothingEnabled=!1,ct(d).putImageData(c,0,0);let h=ct(p);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,p.width,p.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,p.width,p.height),t.globalAlpha=.5,t.drawImage(p,l.x,
l.y,l.w,l.h),t.globalAlpha=1,ct(d).putImageData(i,0,0),t.drawImage(d,l.x,l.y,l.w,l.h)}function Pl(t,e,o,n){let r=k(n,"quiet"),s=e;t.font="10px system-ui, sans-s\
erif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=k(n,"line"),t.strokeRect(s+.5,o+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=dt(t,r),t.fillRect(s,o,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=k(n,"entries"),t.fillRect(s,
o,12,10);else if(a==="not captured"){t.fillStyle=r;for(let l of[2,6,10])t.fillRect(s+l,o+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(
a,s+16,o+5.5),s+=26+t.measureText(a).width}}function or(t,e){let{model:o,root:n,own:r}=t,s=o.get("map_facts"),a=s.queries??0,l=r.scroll.clientWidth,i=Ll(l,e,s.entries,
s.window,a),c=a*i.row,d=W(r.canvas,l,i.top+c+30),p=k(n,"quiet"),h=dt(d,p,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,T,x,M,A)=>{let v={
rgb:Ht(k(n,x)),missing:Ht(Fl(p)),pattern:h};Il(d,y,a,T,v,{x:M,y:i.top,w:A,h:c}),d.strokeStyle=k(n,"line"),d.strokeRect(M-.5,i.top-.5,A+1,c+1),d.fillStyle=k(n,x)},
u=(y,T,x)=>d.fillText(de(y,x,M=>d.measureText(M).width),T,6);if(s.entries){m(q(o.get("map_entries")),s.entries,"entries",i.left,i.entryW);let y=[`compressed pas\
t: entries 0 to ${s.entries-1}`,"compressed past","entries","past"];u(y,i.left,i.windowX-i.left-4)}m(q(o.get("map_window")),s.window,"window",i.windowX,i.windowW),
u(["window: itself, then back","window"],i.windowX,i.windowW),d.fillStyle=p,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${s.first+y}`,i.left-4,i.top+(y+.5)*i.row);return d.textAlign="left",Wl(t,d,s,a,i),Pl(d,i.left,i.top+c+12,n),i}function Wl({root:t,sel:e,own:o},n,r,s,a){
let l=e.get("token")===-1?s-1:e.get("token")-r.first;l>=0&&l<s&&(n.strokeStyle=k(t,"mark"),n.lineWidth=1.5,n.strokeRect(a.left-1,a.top+l*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),n.lineWidth=1);let i=o.shownEntry();i<0||i>=r.entries||(n.strokeStyle=k(t,"ink"),n.strokeRect(a.left+i*a.entryCell,a.top-1,Math.max(2,a.entryCell),
s*a.row+2))}function Fl(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(o=>Number(o).toString(16).padStart(2,"0")).join("")}`}var nr=["entries","window","sink"],Dl=["compressed past (bottom)","window","sink (top)"],rr=[.85,.5,.95];function Bl(t,e,o){let r=N(Math.floor((t-74-4)/Math.max(
1,o)),5,70),s=N(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function sr({model:t,own:e},o){let{thumbs:n,canvas:r}=e;if(!n)return null;let[
s,a]=t.get("profile_shape"),l=r.getBoundingClientRect(),i=Math.floor((o.clientY-l.top-n.top)/n.h),c=Math.floor((o.clientX-l.left-n.left)/n.w);return i>=0&&i<s&&
c>=0&&c<a?{layer:t.get("layers")[i],head:c}:null}function ar(t){let{model:e,root:o,sel:n,own:r}=t,[s,a]=e.get("profile_shape"),l=e.get("layers"),i=r.scroll.clientWidth,
c=Bl(i,s,a),d=W(r.canvas,i,c.top+s*c.h+24),p=nr.map(h=>k(o,h));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=k(o,"quiet");for(let h=0;h<
a;h+=Math.ceil(24/c.w))d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<s;h++){let m=c.top+h*c.h,u=l[h]===n.get("layer"),g=e.get(
"kinds")[h];d.fillStyle=k(o,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${l[h]} ${Z[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(
y,4,m+c.h/2);for(let T=0;T<a;T++)Hl(t,d,c,p,h,T);u&&(d.strokeStyle=k(o,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,n.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return Ul(t,d,p,c.left,c.top+s*c.h+8),c}function Hl({model:t,root:e},o,n,r,s,a){let[,l,i]=t.get("profile_shape"),c=q(t.get("profile")),d=n.top+
s*n.h,p=(n.w-2)/i+.4;for(let h=0;h<i;h++){let m=((s*l+a)*i+h)*nr.length,u=n.left+a*n.w+1+h*(n.w-2)/i;if(c[m]===255){o.fillStyle=k(e,"none"),o.fillRect(u,d+n.h/2,
1,1);continue}let g=d+n.h-1;for(let[y,T]of r.entries()){let x=c[m+y]/254*(n.h-2);o.fillStyle=T,o.globalAlpha=rr[y],o.fillRect(u,g-x,p,x),g-=x}o.globalAlpha=1}}function Ul({
root:t},e,o,n,r){let s=n;for(let[a,l]of Dl.entries())e.fillStyle=o[a],e.globalAlpha=rr[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=k(t,"quiet"),e.fillText(
l,s+14,r+5),s+=30+e.measureText(l).width}var mo=48,jl=108,Wt=20,oe=10,Xl=54,Q=15,Ne=22;function zl(t,e,o){let n=Math.max(60,t-mo-jl-Wt-2*oe),r=Math.min(Ne,n/Math.max(1,e+o)),s=Math.min(o*14,n*.45),a=n-
Math.min(s,o*Ne),l=e?N(e*r,Math.min(e*Ne,n*.25),a):0,i=Math.min(o*Ne,n-l),c=mo+l+(l?oe:0);return{entryX:mo,entryW:l,entryCell:e?l/e:0,windowX:c,windowW:i,windowCell:o?
i/o:0,sinkX:c+i+oe}}var Vl=t=>t<=8?24:t<=12?18:13;function uo(t,e,o,n){if(t==="heads")return Array.from({length:e},(s,a)=>n.slice(a*o,(a+1)*o));let r=new Float32Array(
o).fill(Number.NaN);for(let s=0;s<o;s++){let a=Array.from({length:e},(l,i)=>n[i*o+s]).filter(l=>!Number.isNaN(l));a.length&&(r[s]=t==="mean"?a.reduce((l,i)=>l+i,
0)/e:Math.max(...a))}return[r]}function lr({model:t}){let e=t.get("facts"),o=e.heads??0,n=t.get("rows"),r=_(t.get("mass")),s=P(t.get("window")),a=P(t.get("entri\
es")),l=i=>Float32Array.from({length:o},(c,d)=>r[3*d+i]);return{facts:e,heads:o,mode:n,window:s,entries:a,pieces:ot(t.get("utf8"),t.get("lengths")),windowRows:uo(
n,o,s.length,ft(t.get("window_weight"))),entryRows:uo(n,o,a.length,ft(t.get("entry_weight"))),masses:[0,1,2].map(i=>uo(n,o,1,l(i)).map(c=>c[0]))}}function yo({model:t,
own:e},o){let{zones:n}=e;if(!n)return null;let r=e.canvas.getBoundingClientRect(),s=o.clientX-r.left,a=Math.floor((o.clientY-r.top-Q)/n.tall),l=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return n.entryW&&s>=n.entryX&&s<n.entryX+n.entryW?{zone:"entry",key:Math.floor((s-n.entryX)/n.entryCell),head:l}:n.windowW&&
s>=n.windowX&&s<n.windowX+n.windowW?{zone:"window",key:P(t.get("window"))[Math.floor((s-n.windowX)/n.windowCell)],head:l}:{zone:s>=n.sinkX&&s<n.sinkX+Wt?"sink":
"",key:-1,head:l}}function ir(t,e){let{root:o,own:n}=t,r=e.windowRows.length,s=n.scroll.clientWidth,a={...zl(s,e.facts.visible,e.window.length),tall:Vl(r)};n.zones=
a;let l=Q+r*a.tall,i=W(n.canvas,s,l+Xl),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,p,h,m,u,g,y,T]=c.map(C=>k(o,C)),x={ink:d,quiet:p,line:h,
mark:m,paper:u,entries:g,window:y,sink:T};i.textBaseline="middle",i.font="10px system-ui, sans-serif";let M=Gl(i,a,x);a.entryW&&(i.globalAlpha=.4,i.fillStyle=dt(
i,p),i.fillRect(a.entryX,Q,a.entryW,l-Q),i.globalAlpha=1);let A=e.windowRows.map((C,S)=>Yl(t,i,e,a,x,S));a.entryW&&(i.strokeStyle=h,i.strokeRect(a.entryX+.5,Q-.5,
a.entryW-1,l-Q)),Ql(t,i,e,a,x,l),a.entryW&&Zl(t,i,e,a,x,l);let v=e.window.indexOf(t.sel.get("hover_token"));return v>=0&&(i.strokeStyle=d,i.lineWidth=1,i.strokeRect(
a.windowX+v*a.windowCell,Q-.5,a.windowCell,l-Q)),{titles:M,shares:A}}function Gl(t,e,o){let n=[],r=(a,l,i,c)=>{let d=de(a,i,p=>t.measureText(p).width);t.fillStyle=
c,t.fillText(d,l,6),n.push([d,l,t.measureText(d).width])},s=["compressed past","compressed","past"];return e.entryW&&r(s,e.entryX,e.entryW+oe-4,o.entries),r(["w\
indow: exact tokens","window"],e.windowX,e.windowW+oe-4,o.window),t.fillStyle=o.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=o.quiet,t.fillText("past   windo\
w  sink",e.sinkX+Wt+8,6),n}function go(t,e,o){t.globalAlpha=.06+.94*Math.sqrt(N(o,0,1)),t.fillStyle=e}function Yl({sel:t},e,o,n,r,s){let{mode:a,masses:l,facts:i}=o,
{sinkX:c,tall:d}=n,p=Q+s*d,h=a==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?r.mark:r.quiet,e.font=`${h?"bold ":""}10px system-ui, sans-serif`,e.
fillText(a==="heads"?`head ${s}`:a,2,p+d/2),i.listed)Kl(e,o,n,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=n.windowX+Math.max(n.windowW,40);for(let y=n.windowX;y<
g;y+=8)e.fillRect(y,p+d/2,2,2)}go(e,r.sink,l[2][s]),e.fillRect(c,p,Wt,d-1),e.globalAlpha=1,e.strokeStyle=r.line,e.lineWidth=1,e.strokeRect(c+.5,p+.5,Wt-1,d-2);let m=l.
map(g=>g[s]),u=a==="max"?m:Eo(m);e.fillStyle=h?r.mark:r.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText($(y),c+Wt+8+34*g,p+d/2);return u}
function Kl(t,{entries:e,window:o,entryRows:n,windowRows:r},s,a,l){let{entryX:i,entryCell:c,windowX:d,windowCell:p,tall:h}=s,m=Q+l*h;e.forEach((u,g)=>{let y=n[l][g];
if(Number.isNaN(y))return;let T=i+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(T,m,Math.max(c,1),h),go(t,a.entries,y),t.fillRect(T,m,Math.max(c-(c>4?1:0),
1),h-1)}),o.forEach((u,g)=>{let y=r[l][g];Number.isNaN(y)||(go(t,a.window,y),t.fillRect(d+g*p,m,Math.max(p-(p>4?1:0),1),h-1))})}function Ql({sel:t},e,{facts:o,window:n,
pieces:r},{windowX:s,windowW:a,windowCell:l},i,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",l>=9?n.forEach((p,h)=>{e.save(),e.translate(s+(h+
.5)*l,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=p===o.query?i.mark:p===d?i.ink:i.quiet,e.font=`${p===d||p===o.query?"bold ":""}10px system-ui, s\
ans-serif`,e.fillText(O(r[h]??"",8),0,0),e.restore()}):n.length&&(e.fillStyle=i.quiet,e.textAlign="left",e.fillText(`token ${n[0]}`,s,c+8),e.textAlign="right",e.
fillText(`${n[n.length-1]}`,s+a,c+8)),e.textAlign="left"}function Zl({own:t},e,{facts:o,entries:n},{entryX:r,entryW:s,entryCell:a},l,i){let{visible:c,rate:d}=o;
if(e.fillStyle=l.quiet,a>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=n.includes(h)?l.ink:l.quiet,e.fillText(`${h}`,r+(h+.5)*a,i+8)}else e.fillText(
"0",r,i+8),e.textAlign="right",e.fillText(`${c-1}`,r+s,i+8);e.textAlign="left",e.fillStyle=l.quiet,s>60&&e.fillText(`entries of ${d}`,r,i+21);let p=t.shownEntry();
p===-1||p>=c||(e.strokeStyle=l.mark,e.lineWidth=2,e.strokeRect(r+p*a,Q-1,Math.max(a,2),i-Q+1))}var Jl=290,ti={hover_entry:-1,hover_token:-1,hover_head:-1},ei={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function oi({
head:t,body:e,sel:o}){let n=f("select");n.setAttribute("aria-label","what is drawn"),n.append(X("heads","every head"),X("mean","mean of heads"),X("max","largest\
 of heads"),X("map","query × key"),X("all","all layers")),t.querySelector(".dsv-numbers")?.before(n);let r=f("div","dsv-scroll"),s=f("canvas"),a=f("div","dsv-n\
ote");return r.style.maxHeight="var(--dsv-attention-height, 300px)",r.style.overflowX="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight=
"30px",{rows:n,scroll:r,canvas:s,note:a,shownEntry:()=>o.get("hover_entry")!==-1?o.get("hover_entry"):o.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function ni(t){let{model:e,own:o}=t,{rows:n,canvas:r}=o;t.listen(n,"change",()=>t.tell("rows",n.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&
(a==="map"?ri(t,s):si(t,s),t.redraw())}),t.listen(r,"mouseleave",()=>{o.hovered=null,t.hover(ti),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="al\
l"?ai(t,s):a==="map"?li(t,s):ii(t,s)})}function ri(t,e){let o=ho(t,e);t.own.hovered=o;let n=o&&o.key>=0?o.key:o?.query;t.hover({hover_entry:o&&o.code<=252?o.entry:
-1,hover_token:n??-1})}function si(t,e){let o=yo(t,e);t.hover({hover_entry:o?.zone==="entry"?o.key:-1,hover_token:o?.zone==="window"?o.key:-1,hover_head:o?.head??
-1})}function ai(t,e){let o=sr(t,e);o&&t.pick({...o,entry:-1,...o.layer===t.sel.get("layer")?{}:{expert:-1}})}function li(t,e){let o=ho(t,e);o&&t.pick({token:o.
query,...o.entry!==-1&&o.code<=252?{entry:o.entry}:{}})}function ii(t,e){let o=yo(t,e);o&&t.pick({...o.head===-1?{}:{head:o.head},...o.zone==="entry"?{entry:t.sel.
get("entry")===o.key?-1:o.key}:{},...o.zone==="window"?{token:o.key}:{}})}function ci(t){let{model:e,own:o}=t,n=e.get("rows");o.rows.value=n,n==="all"?di(t):n===
"map"?pi(t):hi(t)}function di(t){let{model:e,sel:o,root:n,facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=ar(t),r.replaceChildren("every layer \
and head over the run; click one to choose it"),s.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",n.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:o.get("layer"),head:o.get("head"),places:s.
thumbs,at:performance.now()})}function pi(t){let{model:e,root:o,facts:n,own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=or(t,Jl);
let a=s.first+s.queries-1,l=` · head ${s.head} · queries ${s.first} to ${a}`;n.replaceChildren(f("b","",Ut(s.layer,s.kind)),l),r.note.textContent=fi(t),o.drawn=
{mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function fi({model:t,own:e}){let o=e.hovered,n=!o||o.entry===-1&&o.key<0?"":o.entry!==-1?"entry":"token";if(!o||!n)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let r=ei[o.code]??`weight about ${$((o.code/252)**2,2)}`,s=n==="entry"?_t(nt(
t.get("entry_text"))):"";return`Query ${o.query}, ${n} ${n==="entry"?o.entry:o.key}: ${r}. ${s}`}function hi(t){let{model:e,root:o,facts:n,own:r}=t;r.map=r.thumbs=
null;let s=lr(t),{facts:a,heads:l,mode:i}=s;if(a.heads===void 0)return;let{titles:c,shares:d}=ir(t,s);n.replaceChildren(f("b","",Ut(a.layer,a.kind)),` · query ${a.
query} `,f("b","",`“${O(a.piece??"",18)}”`),` · ${i==="heads"?`${l} heads`:`${i} of ${l} heads`}`),r.note.textContent=mi(t,s),o.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(s.window),entries:Array.from(s.entries),weights:s.windowRows.map(p=>Array.from(p)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:i,at:performance.now()}}function mi({model:t,sel:e,own:o},{facts:n,mode:r,entries:s,entryRows:a,window:l,windowRows:i,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),p=r==="heads"?N(d,0,i.length-1):0,h=r==="heads"?`head ${p}`:`${r} of heads`,m=o.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<n.visible){let g=s.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${$(a[p][g],4)} in ${h}`;return`En\
try ${m}, ${y}. ${_t(nt(t.get("entry_text")))}`}if(l.includes(u)){let g=l.indexOf(u),y=$(i[p][g],4);return`Token ${u} “${O(c[g],20)}”: weight ${y} in ${h}. \
Click to choose it.`}return r==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":n.listed?n.kind==="sliding"?"This layer see\
s its window and the sink only.":n.visible?n.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${n.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function ui({model:t}){let e=t.get("facts"),o=Array.from({length:e.
heads??0},(d,p)=>p),n=_(t.get("mass")),r=P(t.get("window")),s=P(t.get("entries")),a=ft(t.get("window_weight")),l=ft(t.get("entry_weight")),i=ot(t.get("utf8"),t.
get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...o.map(d=>`head ${d}`)],rows:[...c.map((d,p)=>[d,...o.map(h=>n[3*h+p])]),
...Array.from(s,(d,p)=>[`entry ${d}`,...o.map(h=>l[h*s.length+p])]),...Array.from(r,(d,p)=>[`token ${d} “${O(i[p]??"",16)}”`,...o.map(h=>a[h*r.length+p])])],
note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var cr=t=>e=>e.pick({token:Math.max(0,(e.
model.get("facts").query??0)+t)}),dr=t=>e=>e.pick({head:N(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),gi={title:"Attention",aria:"What the chosen\
 token attended to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:cr(-1),ArrowRight:cr(1),ArrowUp:dr(-1),ArrowDown:dr(
1),PageUp:t=>U(t,-1,t.model.get("layers")),PageDown:t=>U(t,1,t.model.get("layers"))},build:oi,listen:ni,draw:ci,table:ui},pr=F(gi);var yi=.72;function Ee(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function ki({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(H(t,"values")),from:t.get("low"),to:t.get("high")}}function fr(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:a,to:l}=ki(t),i=r.from===a&&r.to===l;if(i&&r.values===s&&r.pieces===n.shown)return;let c=i&&!o?Ee(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(c,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:s,from:a,to:l,pieces:n.shown}}
function Ae({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function ko(t){let{first:e,strip:o}=t.
own;return[e+Ae(t,o.scrollTop-4),e+Ae(t,o.scrollTop+o.clientHeight-8)]}function bo(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:a}=e.
painted,l=o.clientHeight||100,i=Math.max(0,Ae(t,o.scrollTop-l)-1),c=Math.min(n.length,Ae(t,o.scrollTop+2*l)+1);for(let d=i;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let p=r[d],h=Number.isNaN(p)||p===void 0,m=!h&&s<0&&p<0,u=yi*(s<0?tt(Math.abs(p),0,a):tt(p,s,a)),g=m?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",m),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var ne=16,bi=300;function xi(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,a=0;for(let l=Math.floor(
n*t.length/e);l<r;l++)Number.isNaN(t[l])||(s+=t[l],a++);a&&(o[n]=s/a)}return o}function Se({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return N(Math.floor(o*t.total),0,t.total-1)}function xo(t,e,o){let{body:n,model:r,root:s,sel:a,own:l}=t,{map:i,total:c}=l,d=c>bi;if(i.style.display=
d?"":"none",!d)return;let p=Math.max(100,n.clientWidth-4),{values:h}=l.painted,m=Math.min(c,Math.floor(p)),u=c>l.shown.length?_(r.get("bins")):xi(h,m),g=W(i,p,ne);
wi(t,g,u,p);let y=A=>A/c*p,[T,x]=[a.get("query_first"),a.get("query_last")];T!==-1&&(g.fillStyle=k(s,"mark"),g.fillRect(y(T),ne-3,Math.max(2,y(x+1)-y(T)),3)),l.
nodes.length&&(g.strokeStyle=k(s,"ink"),g.strokeRect(y(o[0])+.5,.5,Math.max(3,y(o[1])-y(o[0]))-1,ne-1)),g.fillStyle=k(s,"mark");for(let A of e)g.fillRect(y(A),0,
1.5,5);if(a.get("token")===-1)return;let M=y(a.get("token"));g.beginPath(),g.moveTo(M-4,0),g.lineTo(M+4,0),g.lineTo(M,7),g.fill()}function wi({root:t,own:e},o,n,r){
let{from:s,to:a}=e.painted,l=k(t,"below"),i=k(t,"tint"),c=r/n.length;n.forEach((d,p)=>{let h=s<0?tt(Math.abs(d),0,a):tt(d,s,a);o.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${s<0&&d<0?l:i}, ${.9*h})`,o.fillRect(p*c,0,Math.max(c,1),ne)}),o.strokeStyle=k(t,"line"),o.strokeRect(.5,.5,r-1,ne-1)}function hr(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let l of t)r.push(s.length),s+=l.toLowerCase();let a=0;for(let l=s.indexOf(o);l>=0;l=
s.indexOf(o,l+1)){for(;a+1<r.length&&r[a+1]<=l;)a++;n[n.length-1]!==a&&n.push(a)}return n}var re=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function se(t){let{model:e,own:o}=t;return o.box.value?re(t)?Array.from(P(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function ur(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let a=mr(t,s);a!==-1&&(s.shiftKey?wo(
t,gr(t),a):yr(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:mr(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),$i(t),Mi(t),Ni(t)}function $i(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let l=gr(
t),[i,c]=[o.get("query_first"),o.get("query_last")];wo(t,l,N((i===-1?l:l===i?c:i)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{re(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Ti(t,a.shiftKey),a.stopPropagation()})}function Ti(t,e){let o=se(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function Mi(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=Se(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=Se(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&wo(t,e.drag,r)}),t.listen(o,"click",n=>{let r=Se(t,n);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&yr(t,r),e.drag=null})}function Ni(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",o=>e(o)&&Ie(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:a,shiftKey:l}=o,i=r==="Enter"&&(s||a||l);n.tagName!=="TEXTAREA"||!i||
!e(o)||(o.preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function mr({own:t},e){let n=e.target.closest?.(".dsv-token");return n?
t.first+Number(n.dataset.index):-1}function gr({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-
1}function yr(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function wo(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.
min(e,o),query_last:Math.max(e,o)})}var Ai=["picked","hover","lit","ranged","found","taken"],Ei=18;function kr(t,e,o){let{model:n,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...Ai),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=Si(t);for(let m of e)Ft(t,m,"found");let l=P(n.get("taken"));for(let m of l)Ft(t,m,"taken");let[i,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(i!==-1)for(let m=Math.max(i,s.first);m<=d;m++)Ft(t,m,"ranged");let p=r.get(
"expert");s.takenKey.textContent=p>=0&&l.length?`expert ${p} of layer ${r.get("layer")}: ${l.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",_i(t,a),Oi(t),vi(t,a)}function Ft({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function Si(t){let{model:e,own:o}=t,n=_(e.get("lit_gate")),r=Math.max(...n),s=Array.from(P(e.get("lit")));
for(let[a,l]of s.entries()){let i=Ft(t,l,"lit");i&&(i.title=`gate ${$(n[a],3)}`,i.style.setProperty("--dsv-gate",(Ei*n[a]/r).toFixed(1)))}return s.filter(a=>o.nodes[a-
o.first])}function br({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function _i(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>br(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function Oi(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&Ft(t,r,"hover");let a=s>=0?Ft(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!br(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function vi(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:a,total:l,shown:i}=s,c=n.
get("hover_token"),d=n.get("token"),p=d>=0&&d<l?d:l-1,h=c>=a&&c<l?c:p;if(r.replaceChildren(),h<0)return;if(e.length){let C=_(o.get("lit_gate")),S=C.indexOf(Math.
max(...C)),R=O(i[P(o.get("lit"))[S]-a]??"",24),le=f("b","",`“${R}” ${$(C[S])}`);r.append(`${o.get("lit_title")}, strongest `,le,` of ${e.length} tokens`);return}
let m=h-a,[u,g,y]=s.measure,T=h===c?"":d===h?"chosen: ":"newest: ",x=s.shownFlags[m],M=x&2?" (marker)":x&4?" (bytes of a character)":"";r.append(`${T}token ${h}\
 of ${l} `,f("b","",`“${O(i[m]??"",24)}”`),`${M} · ${g} ${$(s.painted.values[m])} ${y}`),u==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",o.get("\
reach_note"));let[A,v]=[n.get("query_first"),n.get("query_last")];A!==-1&&r.append(` · range ${A} to ${v} (${v-A+1} tokens)`)}var Ri="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",Ci="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function Li({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","colour tokens by");let n=f("span","dsv-legend"),r=f(
"span"),s=f("span","dsv-ramp"),a=f("span");n.append(o,r,s,a);let l=f("span","dsv-legend dsv-keys"),i=f("span","dsv-key taken");l.append(f("span","dsv-key prompt",
"prompt"),f("span","dsv-key","generated"),i);let c=f("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=f("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,l,n);let p=f(
"canvas","dsv-map"),h=f("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),p.title="the whole run; click to go the\
re, drag to choose a range",e.append(p,h),{choose:o,legend:n,low:r,bar:s,high:a,takenKey:i,box:c,count:d,map:p,strip:h,texts:L(ot),floats:L(_),shares:L(ft),search:L(
hr),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null}}function qi(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(H(e,"utf8"),H(e,"lengths")),a=q(H(e,"flags")),l=r.
first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let i=Ii(t,s,a,l),c=e.get("measures");r.measure=c.find(p=>p[0]===
e.get("measure"))??["","","",""],fr(t,i,l),bo(t),Wi(t,c);let d=se(t);kr(t,d,r.total>r.shown.length&&!re(t)),xo(t,d,ko(t)),o.drawn={pieces:s,values:r.painted.values,
flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:d,taken:Array.from(P(e.get(
"taken"))),note:e.get("reach_note"),lit:Array.from(P(e.get("lit"))),at:performance.now()}}function Ii({own:t},e,o,n){let{strip:r}=t,s=e===t.shown?e.length:Ee(t.
shown,e),a=n?0:Math.min(s,Ee(t.shownFlags.subarray(0,s),o));for(let i of t.nodes.splice(a))i.nextSibling?.remove(),i.remove();let l=document.createDocumentFragment();
for(let i=a;i<e.length;i++){let c=Pi(e[i],o[i],i);t.nodes.push(c),l.append(c,f("wbr"))}return r.append(l),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),
t.shown=e,t.shownFlags=o,a}function Pi(t,e,o){let n=f("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.add("prompt"),
e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(f("span","sign","⏎"),`
`),s&&n.append(nt(s));return t||n.append(f("span","sign","∅")),n}function Wi({model:t,own:e},o){let{choose:n,legend:r,low:s,high:a,bar:l}=e,{from:i,to:c}=e.painted,
[d,,p,h]=e.measure;ht(n,o.map(([u,g])=>[u,`colour: ${g}`])),n.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=$(i),a.textContent=`${$(c)} ${p}`,l.style.background=i<0?Ci:Ri}function Fi({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:a}=e,l=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(l).map((i,c)=>[
o+l+c,`“${O(i,40)}”`,r[l+c]&1?"generated":"prompt",s.values[l+c]])}}var _e=t=>e=>{e.root.dataset.anchor="",G(e,t,e.own.total)},Di={title:"Tokens",aria:"Toke\
ns of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:_e(-1),ArrowRight:_e(1),Home:_e(
Number.NEGATIVE_INFINITY),End:_e(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Li,listen:t=>ur(t,()=>{bo(t),xo(t,se(t),ko(t))}),draw:qi,table:Fi},wr=F(
Di);var $r={architecture_map:Lo,compressor:Io,cost:Xo,expert_load:rn,expert_routing:gn,generation:bn,hyper_connections:On,lens:Cn,lightning_indexer:tr,sparse_attention:pr,
token_strip:wr};function Tr(t,e){let o={},n=[],r=[];for(let[a,l]of new URLSearchParams(t.replace(/^#/,""))){let i=e.linked.find(d=>d[0]===a),c=i&&e.views.find(d=>d.name===i[1]);
if(i&&c?.held[i[2]]?.includes(l))n.push([i[1],i[2],l]);else if(i)r.push(`${a} ${l}`);else{let d=Bi(a,l,e);d?r.push(d):o[a]=typeof e.defaults[a]=="number"?Number(
l):l}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:o,own:n,said:r.length?s:""}}function Bi(t,e,{defaults:o,
limits:n,views:r}){if(!(t in o))return t;let s=n[t],a=Number(e);return s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1])?`${t} ${e} (it has ${Math.max(s[0],0)}\
 to ${s[1]})`:t==="tab"&&e&&!r.some(l=>l.tab===e)?`view ${e}`:""}function Mr(t,e,o){let n=new URLSearchParams;for(let[r,s]of Object.entries(t.defaults))e.get(r)!==
s&&n.set(r,e.get(r));for(let[r,s,a]of t.linked){let l=t.views.find(i=>i.name===s)?.state[a];o[s].get(a)!==l&&n.set(r,o[s].get(a))}return n.toString()}function Hi(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),o=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),n={...o.json},r=4+e;for(let[a,
l]of Object.entries(o.bytes)){n[a]=[];for(let i of l)n[a].push(t.subarray(r,r+i)),r+=i}let s=o.tokens.length?o.tokens:[null];return{rows:new Map(s.map((a,l)=>[a,
l])),said:o.said,traits:n}}async function Nr(t){let e=document.getElementById(t);if(!e)return null;let o=Uint8Array.from(atob(e.textContent??""),r=>r.charCodeAt(
0)),n=new Blob([o]).stream().pipeThrough(new DecompressionStream("gzip"));return Hi(new Uint8Array(await new Response(n).arrayBuffer()))}function Ui(t,e,o,n,r){
if(t.startsWith("own."))return o(t.slice(4));let s=e("token"),a=s>=0&&s<n?s:n-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function Ar(t,e,o,n,r=[-1,-1]){let s=[],a=null;for(let l of t.
fields){let i=l in t.frozen,c=Ui(l,e,o,n,r);if(i&&l.startsWith("own.")&&c!==t.frozen[l])return null;l==="token"?a=c:s.push(i?t.frozen[l]:c)}return{chunk:s.join(
","),token:a}}var Er=(t,e,o)=>t.find(n=>n[0]===e&&n[1]===o)??t[0];var ae=class{#t={};constructor(e,o={},n=()=>{}){this.state=e,this.held=o,this.refused=n,this.widget_manager=null}get(e){return this.state[e]}set(e,o){if(this.state[e]!==
o){if(this.held[e]&&!this.held[e].includes(o)){this.refused(e,o);return}this.state[e]=o;for(let n of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])n()}}save_changes(){}send(){}on(e,o){
this.#t[e]??=[],this.#t[e].push(o)}off(e,o){this.#t[e]=(this.#t[e]??[]).filter(n=>n!==o)}};var Sr="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",No=t=>document.getElementById(
t),Mo=class{models={};#t={};#n={};#r={};#o=new Map;#s=new Set;#e=f("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(n=>n.place==="\
tab");let o={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new ae({...e.defaults,...e.selection,...o}),this.#l(),this.sel.on("change",()=>this.all())}#l(){
let e=f("div"),o=f("div","dsv-pane"),n=f("div","dsv-tabs"),r=f("div","dsv-columns");this.#e.setAttribute("role","tablist"),n.append(this.#e),r.append(o,n),document.
querySelector("main")?.append(e,r);for(let s of this.facts.views){this.#i(s);let a=f("div"),l=f("p","dsv-kept");l.setAttribute("role","status"),a.append(l),this.#t[s.
name]=a,this.#n[s.name]=l,{top:e,left:o,tab:n}[s.place].append(a),s.place==="tab"&&this.#c(s,a)}}#i(e){let o={message:"",selection:"selection",kernel:!1,...e.state},
n=new ae(o,e.held,s=>{let a=s.replace(/_/g," "),l=e.held[s],i=l.length>1?`Not changed: of “${a}” this page holds ${l.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${i} ${Sr}`)});n.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.
filter(a=>a.startsWith("own.")));for(let s of new Set(r))n.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=n}#c(e,o){let n=f("button","",e.tab);n.
setAttribute("role","tab"),this.#e.append(n),o.setAttribute("role","tabpanel"),o.setAttribute("aria-label",e.tab),n.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),n.addEventListener("keydown",r=>{let s=r.key==="ArrowRight"?1:r.key==="ArrowLeft"?-1:0;if(!s)return;let a=(this.tabs.indexOf(e)+s+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#e.children[a].focus()})}#d(e,o,n){this.#r[e]??={},this.#r[e][o]=n,this.#n[e].textContent=Object.values(
this.#r[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let o of this.facts.views)this.#d(o.name,"hel\
d","");let e=this.facts.views.filter(o=>o.place!=="tab"||o.tab===this.sel.get("tab"));await Promise.all(e.map(o=>this.#p(o))),this.#g()}))}async#p(e){let o=!this.#s.
has(e.name);this.#s.add(e.name),await this.#f(e),o&&await $r[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#f(e){let o=this.models[e.name];
if(e.sentence){o.set("message",e.sentence);return}let n=[this.sel.get("query_first"),this.sel.get("query_last")],r=Er(this.facts.ranges,n[0],n[1]),a=e.parts.some(
i=>i.fields.includes("query_first"))&&(r[0]!==n[0]||r[1]!==n[1]),l=`Shown is the whole text: for tokens ${Math.min(...n)} to ${Math.max(...n)} alone this page`;
this.#d(e.name,"range",a?`${l} holds no numbers. ${Sr}`:""),await Promise.all(e.parts.map(i=>this.#h(e,i,r))),o.set("message",e.parts.map(i=>i.said).find(Boolean)??
"")}async#h(e,o,n){let r=this.models[e.name],{count:s,tokens:a}=this.facts,l=Ar(o,h=>this.sel.get(h),h=>r.get(h),s,n);if(!l){o.said="";return}let i=`${e.name}/${o.
method}/${l.chunk}`,c=`${i} ${l.token}`;if(o.now===c)return;o.now=c;let d=await this.#m(i),p=d?.rows.get(l.token);if(o.now===c){if(!d||p===void 0){let h=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;o.said=`${h} Open the trace itself for the others.`;return}if(o.said=d.said[p],!o.said)for(let h of o.
traits){let m=h in e.state&&o.fields.includes(`own.${h}`);d.traits[h]&&!m&&r.set(h,d.traits[h][p])}}}#m(e){let o=this.#o.get(e);return o||(o=Nr(e),this.#o.set(e,
o)),o}#u(){this.tabs.forEach((e,o)=>{let n=e.tab===this.sel.get("tab"),r=this.#e.children[o];r.setAttribute("aria-selected",String(n)),r.tabIndex=n?0:-1,this.#t[e.
name].style.display=n?"":"none"})}#g(){let e=`#${Mr(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let o=Tr(e,this.facts);for(let[n,r]of Object.entries(o.selection))this.sel.set(n,r);for(let[n,r,s]of o.own)this.models[n].set(r,s);No("dsv-link").textContent=o.
said,this.tabs.some(n=>n.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function ji(){let t=No("dsv-theme"),e=o=>{document.body.dataset.jpThemeLight=
String(o),t.textContent=o?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var Ao=new Mo(JSON.parse(No("dsv-facts").textContent??""));ji();Ao.restore(location.hash);addEventListener("hashchange",()=>Ao.restore(location.
hash));Ao.all();
