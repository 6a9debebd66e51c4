var T=(t,e,n)=>Math.max(e,Math.min(n,t));function K(t,e,n){return n>e?T((t-e)/(n-e),0,1):t>=n?1:0}function $(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Ht(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let n=t.map(
a=>Math.floor(a/e*100+1e-9)),o=t.map(a=>a/e*100%1),r=t.map((a,i)=>i).sort((a,i)=>o[i]-o[a]),s=100-n.reduce((a,i)=>a+i,0);for(let a=0;a<s;a++)n[r[a%r.length]]++;
return n.map(a=>a/100)}function U(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let n of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||n==="B"?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PB`}var O=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var mt={top:"embedding",bottom:"head",draft:"draft block"};function Rt(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var vt=t=>t.model.get("rows");function re(t){let e=t.model.get("place")||String(t.sel.get("layer")),n=vt(
t).findIndex(o=>o.place===e);return n<0?1:n}function Re({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function fn(t){let e=vt(t)[re(t)];return{row:e,cell:e.cells[Math.min(Re(t),e.cells.length-1)]}}function pn(t,e,n){let o=vt(t)[e],r=Math.min(n,o.cells.
length-1);for(;r>0&&o.cells[r][2]<0;)r--;let s=o.cells[r][0];if(t.model.set("place",mt[o.place]?o.place:""),t.tell("part",s),!mt[o.place]){let a=s==="mixing"?{site:r?
1:0}:{};t.pick({layer:Number(o.place),entry:-1,expert:-1,...a})}t.redraw()}var se=(t,e)=>n=>{let o=vt(n),r=T(re(n)+t,0,o.length-1),{cells:s}=o[r],a=Re(n);if(e){
do a+=e;while(a>=0&&a<s.length&&s[a][2]<0);if(a<0||a>=s.length)return}pn(n,r,Math.max(0,a))};function ve(t){let{tab:e}=t.model.get("cards")[fn(t).cell[0]];e&&t.
pick({tab:e})}var x=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function ae(t){let e=t.trim().replace("#","");return[0,2,4].map(n=>Number.parseInt(
e.length===3?e[n/2]+e[n/2]:e.slice(n,n+2),16))}function hn(t,e,n){let o=ae(t),r=ae(e);return o.map((s,a)=>Math.round(s+(r[a]-s)*n))}var ft=(t,e,n)=>`rgb(${hn(t,
e,n).join(",")})`,zt=(t,e)=>Array.from({length:255},(n,o)=>ft(t,e,o/254));function Ut(t){let[e,n,o]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
n+.114*o>140?"#111":"#fff"}function h(t,e,n){let o=document.createElement(t);return e&&(o.className=e),n!==void 0&&(o.textContent=n),o}function A(t,e,n){let o=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))o.setAttribute(r,String(s));return n!==void 0&&(o.textContent=n),o}function G(t,e){let n=h("op\
tion","",e);return n.value=String(t),n}function Q(t,e){let n=h("table",t),o=h("thead"),r=h("tr"),s=h("tbody");for(let a of e)r.append(h("th","",a));return o.append(
r),n.append(o,s),{table:n,head:r,rows:s}}function P(t,e,n){let o=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*o)),s=Math.max(1,Math.round(n*o));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${n}px`;let a=J(t);return a.setTransform(o,0,0,o,0,0),a.clearRect(0,0,e,n),a}var J=t=>t.
getContext("2d");function wt(t,e){let n=document.createElement("canvas");return n.width=t,n.height=e,n}function $t(t,e,n=5){let o=wt(n,n),r=J(o);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,n),r.lineTo(n,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(n-1,n+1),r.lineTo(n+1,n-1),r.stroke(),t.createPattern(o,"repeat")}
function Z(t,e,n,o,r,s){t.fillStyle=$t(t,x(e,"none"),5),t.fillRect(n,o,r,s)}function $o(t,e,[n,o,r]){let{card:s}=t.own,a=t.model.get("cards")[n],i=mt[e.place]?"":e.place,l=h("div");l.append(`${a.section}, `,h("code","",a.file)),s.replaceChildren(
h("h4","",`${a.title}${i?` of layer ${i}`:""}`),h("div","dsv-note",a.does),h("div","",r<0?`Layer ${i} has no such part.`:`${Rt(o)} parameters, ${U(r)}`),h("pre",
"",a.equation),...e.words?[h("div","dsv-note",`This layer ${e.words}.`)]:[],l,...ya(t,a.points,n,i));let c=h("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=h("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>ve(t)),c.append(d," ")}c.append("alone: ",h("code","",a.code)),s.append(c)}function ya(t,e,n,o){
let r=n==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",s=e.filter(([i,,l])=>!i.includes("{i}")||o&&l.includes(Number(o))&&i.includes(r));if(!s.length)return[];
let a=h("ul");for(let[i,l]of s){let c=h("li");c.append(h("code","",i.replace("{i}",o)),` ${l}`),a.append(c)}return[h("div","dsv-note","Can be captured:"),a]}var it={sliding:"▭",csa:"▤",hca:"▦"},ie=(t,e)=>`layer ${t} ${it[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ka={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function xa({
model:t,own:e},n){let{layers:o}=t.get("totals"),r=t.get("columns").length,s=o>30?13:o>14?17:24,a=e.figure.clientWidth<330,i=a?70:112,l=a?2:62,c=T(e.figure.clientWidth-
2,236,620),d=c-i-l,f=d/r,p=f<58,m=p?68:20;return{tall:s,narrow:a,left:i,right:l,width:c,span:d,wide:f,steep:p,top:m,height:m+n*(s+2)+4}}function To(t,e,n,o){let r=Math.
max(Math.log(o)-Math.log(n),1e-9),s=m=>.1+.8*(Math.log(m)-Math.log(n))/r,a={...xa(t,e.length),alpha:s},{width:i,height:l,narrow:c,right:d,top:f}=a,p=A("svg",{width:i,
height:l,role:"group","aria-label":"the model's layers and parts"});p.append(...ba(t,a)),c||p.append(A("text",{x:i-d+4,y:f-8,class:"quiet"},"parameters")),p.append(
...wa(t,a,e));for(let[m,u]of e.entries())p.append(...$a(t,a,u,m));return p.addEventListener("click",m=>{let u=m.target.closest?.(".cell");u&&pn(t,Number(u.dataset.
row),Number(u.dataset.column))}),p}function ba(t,{left:e,wide:n,steep:o,top:r}){return t.model.get("columns").map((s,a)=>{let i=e+(a+.5)*n,l={transform:`transla\
te(${i+4},${r-5}) rotate(-90)`};return A("text",{class:"quiet column",...o?l:{x:i,y:12,"text-anchor":"middle"}},ka[s])})}function wa(t,{left:e,top:n,tall:o},r){
let{streams:s}=t.model.get("totals"),a=n+(r.findIndex(i=>i.place==="bottom")+.2)*(o+2);return Array.from({length:s},(i,l)=>{let c=e-6-4*(s-l),d=x(t.root,"quiet");
return A("line",{x1:c,x2:c,y1:n+o,y2:a,stroke:d,"stroke-width":1.2})})}function $a(t,e,n,o){let{tall:r,narrow:s,width:a,right:i,top:l}=e,c=l+o*(r+2),d=s?"":` ${n.
kind}`,f=`${n.place} ${it[n.kind]}${d}${n.routing==="hash"?" ☷":""}`,p=A("text",{x:2,y:c+r/2+4},mt[n.place]??f);o===re(t)&&(p.style.fontWeight="700",p.style.fill=
x(t.root,"mark"));let m=n.cells.flatMap((g,y)=>Ta(t,e,n,g,o,y)),u=[p,...m];return s||u.push(A("text",{x:a-i+4,y:c+r/2+4,class:"quiet"},Rt(n.parameters))),u}function Ta(t,{
left:e,span:n,wide:o,tall:r,top:s,alpha:a},i,[l,,c],d,f){let{root:p}=t,m=mt[i.place],u=s+d*(r+2),g=m?e:e+f*o,y=m?n:o-2,k=u+r/2;if(c<0){let v={x1:g+y/2-4,x2:g+y/
2+4,y1:k,y2:k};return[A("line",{...v,stroke:x(p,"line")})]}let b=d===re(t)&&(m||f===Re(t)),N=A("rect",{class:"cell",x:g,y:u,width:y,height:r,rx:3,fill:`rgba(${x(
p,"tint")}, ${a(c).toFixed(2)})`,stroke:b?x(p,"mark"):"none","stroke-width":2});if(N.dataset.row=String(d),N.dataset.column=String(f),N.append(A("title",{},`${m??
`layer ${i.place}, ${l}`}: ${U(c)}`)),r<=15||y<=46)return[N];let M={x:g+y/2,y:k+4,"text-anchor":"middle","pointer-events":"none"},_=A("text",M,U(c));return _.style.
fontSize="10px",a(c)>.62&&(_.style.fill=x(p,"panel")),[N,_]}function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function Ct(t,e){let n=q(t);return new e(n.slice(0,n.length-n.length%e.BYTES_PER_ELEMENT).buffer)}var R=t=>Ct(t,Float32Array),I=t=>Ct(t,Int32Array),Ce=t=>Ct(
t,Int16Array),pt=t=>Float32Array.from(Ct(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function tt(t,e){let n=q(t),o=new TextDecoder,r=[],s=0;for(let a of Ct(e,
Uint16Array))r.push(o.decode(n.subarray(s,s+a))),s+=a;return r}function L(t){let e=null,n;return(...o)=>((!e||o.some((r,s)=>r!==e[s]))&&(n=t(...o),e=o),n)}var No=globalThis;No.dsvGains??=new WeakMap;var mn=No.dsvGains;function D(t,e){let n=t.get(e);return mn.get(n)?.whole??n}function Ma(t,e,n,o){let r=t.get(e),s=q(
D(t,e)),a=q(o);if(s.length!==n||!(r instanceof Object))return!1;let i=mn.get(r);if(!i||i.room.length<n+a.length){let l=new Uint8Array(2*(n+a.length));l.set(s),i=
{room:l},mn.set(r,i)}return i.room.set(a,n),i.whole=i.room.subarray(0,n+a.length),!0}function Ao({model:t}){let e=(n,o)=>{let r=(n?.gained??[]).filter(([s,a],i)=>!Ma(
t,s,a,o[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var un=400;function Mo(t,e){let n=h("button","dsv-small dsv-numbers","▦"),o=h("div","dsv-pane-table");n.setAttribute("aria-pressed","false"),n.title="the numb\
ers of this view as a table",n.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(n),t.body.before(o);let r=!1;return t.
listen(n,"click",()=>{r=!r,n.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(o.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Sa(t,o,e()),
r)}function Sa(t,e,{columns:n,rows:o,note:r}){let s=Q("dsv-table",n);for(let i of s.head.children)i.scope="col";for(let i of o.slice(0,un)){let l=h("tr");l.style.
cursor="default";for(let c of i)l.append(h("td","",Ea(c)));s.rows.append(l)}let a=o.length>un?`The first ${un} of ${o.length} rows. `:"";e.replaceChildren(h("di\
v","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:n,rows:o.length}}function Ea(t){return typeof t=="number"?Number.isInteger(t)?String(t):$(t,4):String(
t??"–")}var Oa="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",_a={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ra={expert:-1,entry:-1,hover_entry:-1},va=["SELECT","INPUT","TEX\
TAREA"],F=t=>({initialize:Ao,render:e=>Ca(e,t)});async function Ca({model:t,el:e},n){let o=La(n);e.append(o.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new gn(t,r,o,n);return s.own=n.build(s),n.listen?.(s),s.redraw(),()=>s.clean()}function La({title:t,aria:e}){let n=h("di\
v","dsv");n.tabIndex=0,n.setAttribute("role","group"),n.setAttribute("aria-label",e);let o=h("div","dsv-head"),r=h("span","dsv-facts");r.setAttribute("aria-live",
"polite"),o.append(h("span","dsv-title",t),r);let s=h("div","dsv-message"),a=h("div","dsv-body");return n.append(h("div","dsv-gone",Oa),o,s,a),{root:n,head:o,facts:r,
message:s,body:a}}var gn=class{#t=!1;#e=!1;#s=60;#o;#r;#n=[];constructor(e,n,{root:o,head:r,facts:s,message:a,body:i},l){this.model=e,this.sel=n,this.root=o,this.
head=r,this.facts=s,this.body=i,this.#o=a,this.#r=l,this.own=void 0,this.tabled=l.table?Mo(this,()=>l.table(this)):null,this.#l(),this.#c()}redraw(){this.#t||this.#e||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||this.#a()}))}#a(){let{root:e,model:n,facts:o,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=n.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){o.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let n=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#i(Object.entries({...n?Ra:{},...e})),this.sel.save_changes()}hover(e){
let n=Object.entries(e).filter(([o,r])=>this.sel.get(o)!==r);this.#i(n),n.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[n,o]of e)this.sel.
set(n,o)}tell(e,n){this.model.set(e,n),this.model.save_changes()}listen(e,n,o,r){e.addEventListener(n,o,r),this.#n.push(()=>e.removeEventListener(n,o,r))}#l(){let{
model:e,sel:n,root:o}=this,r=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#n.push(()=>c.off(d,f))};s(e,"change",r),s(e,"msg:custom",r),s(n,"change",r);let a=()=>o.
classList.toggle("gone",n.comm_live===!1);a(),s(n,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(o),this.#n.push(()=>i.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",yn,!0),this.listen(this.root,"keydown",e=>{if(va.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let n=e.key===
"Escape"?()=>this.pick(_a):this.#r.keys?.[e.key];n&&(n(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#n)e();this.root.remove()}},
yn=t=>{t.target.dataset.lmSuppressShortcuts="true"};var qa="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Ia({body:t}){let e=h("div","dsv-map"),n=h("div","dsv-map-figur\
e"),o=h("div","dsv-map-card");return e.append(n,o),t.append(e),{figure:n,card:o}}function Pa(t){let{model:e,facts:n,root:o}=t,{figure:r,card:s}=t.own,a=vt(t),i=e.
get("totals");if(!a.length)return;n.replaceChildren(h("b","",`${Rt(i.parameters)} parameters`),` in ${U(i.bytes)} of the release's formats; ${Rt(i.active)} work\
 on each token · ${i.layers} layers, ${i.streams} streams`);let l=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...l),Math.max(...l)],f=`(${U(
c)} to ${U(d)}, logarithmic)`,p=r.scrollTop;r.replaceChildren(To(t,a,c,d),h("div","dsv-note",`${qa} ${f} · – : not in this layer`)),r.scrollTop=p;let{row:m,cell:u}=fn(
t);$o(t,m,u),o.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:u[0],place:m.place,bytes:i.bytes,card:s.textContent}}function Wa(t){let e=t.model.get("\
columns"),n=t.model.get("cards"),o=r=>r?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((r,s)=>`${n[r].title}${r===
"mixing"?o(s):""}, bytes`)],rows:vt(t).map(r=>[mt[r.place]??`layer ${r.place}`,r.kind,r.routing,r.parameters,...r.cells.map(s=>s[2]<0?null:s[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Fa={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:se(-1,0),ArrowDown:se(1,0),ArrowLeft:se(0,-1),
ArrowRight:se(0,1),Enter:ve},build:Ia,draw:Pa,table:Wa},So=F(Fa);var Ba=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Da=/<｜([^｜<>\n]*)｜>/g,Ha=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
za=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,et=t=>t.replace(Da,(e,n)=>`<|${n.replace(/▁/g,"_")}|>`).replace(Ba,za),Tt=t=>Ha.
test(t)?`⁨${t}⁩`:t,ut=t=>et(t.replace(/\n/g,"⏎"));function S(t,e=9){let n=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
o=et(n)||"␣",r=[...o];return Tt(r.length>e?`${r.slice(0,e-1).join("")}…`:o)}function ht(t,e,n=!1){let o=[...et(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return o.length<=e?Tt(o.join("")):Tt(n?`…${o.slice(1-e).join("")}`:`${o.slice(0,e-1).join("")}…`)}var gt=(t,e,n)=>t.find(o=>n(o)<=e)??"";var Le=34;function Ua(t,e){let n=e?.entry??-1;return n>=0&&n<t.complete?{...t,...e}:t}var ja=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),kn=({model:t})=>Ua(t.get("table"),
t.get("chosen"));function Ya({body:t}){let e=h("div","dsv-note"),n=h("div","dsv-scroll"),o=h("div"),r=h("div","dsv-note");return n.style.maxHeight="230px",t.append(
e,n,o,r),{words:e,list:n,strip:o,waiting:r}}function Xa(t){let{words:e,list:n,waiting:o}=t.own,r=kn(t);r.kind&&(t.facts.replaceChildren(h("b","",ie(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,n.replaceChildren(...r.rows.length?[Va(t,r)]:[]),Ga(t,r),o.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>S(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function Va(t,e){let n=e.rows.some(a=>a.index_gate!==null),{table:o,rows:r}=Q("dsv-table",["token","","attention","",...n?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=h("tr"),l=h("td","",`“${S(a.piece,14)}”`);l.style.textAlign="left",i.append(
h("td","",`${a.token}`),l);for(let c of n?[a.gate,a.index_gate]:[a.gate]){let d=h("span","dsv-bar"),f=h("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(n?56:130))}px`,f.append(d),i.append(h("td","",$(c,3)),f)}i.addEventListener("click",()=>t.pick({token:a.token})),r.append(i)}return o}function Ga(t,e){
let{model:n,body:o,root:r}=t,{strip:s}=t.own,a=R(n.get("sharpness")),i=a.length;if(!i){s.replaceChildren();return}let l=Math.max(200,o.clientWidth-2),c=l/i,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),f=A("svg",{width:l,height:Le+16,role:"img","aria-label":`${i} complete entries`}),p=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${$(d,1)})`;f.append(A("text",{x:0,y:10,class:"quiet"},p));for(let m=0;m<i;m++){let u=Number.isNaN(a[m]),g=u?Le:T(a[m]/d,0,1)*Le,y=m===e.
entry?x(r,"mark"):`rgb(${x(r,"tint")})`,k=A("rect",{class:"step",x:m*c,y:14+Le-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?x(r,"none"):
"none","stroke-dasharray":"2 3"});k.append(A("title",{},`entry ${m}: ${u?"its gates were not captured":$(a[m],2)}`)),f.append(k)}f.addEventListener("click",m=>{
t.pick({entry:ja(m.clientX-f.getBoundingClientRect().left,l,i)})}),s.replaceChildren(f)}function Ka(t){let e=kn(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(n=>[n.token,n.piece,n.gate,n.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var Eo=t=>e=>{let n=kn(e);n.complete&&e.pick({entry:T(n.entry+t,0,n.complete-1)})},Qa={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:Eo(-1),ArrowRight:Eo(1)},build:Ya,draw:Xa,table:Ka},Oo=F(Qa);function nt(t,e,n,o){let r=h("select");r.setAttribute("aria-label",n),r.dataset.trait=e,Nt(r,o);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:i=>{i&&Nt(r,i),r.value=String(t.model.get(e))}}}function Nt(t,e){let n=JSON.stringify(e);t.
dataset.options!==n&&(t.replaceChildren(...e.map(([o,r])=>G(o,r))),t.dataset.options=n)}function _o(t,e,n,o,r){let s=null,a=l=>l.clientX-e.getBoundingClientRect().
left-n()[0],i=l=>T(a(l)/Math.max(n()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>n()[1]||(s=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,
"pointermove",l=>{s!==null&&o(Math.min(s,i(l)),Math.max(s,i(l)))}),t.listen(e,"pointerup",l=>{if(s===null)return;let c=s,d=i(l);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function qe(t,e){let n=0,o=()=>{let s=t.root,a=s.getBoundingClientRect(),i=e.getBoundingClientRect();if(performance.
now()>n||s.scrollHeight<=s.clientHeight)return;let l=s.querySelector(".dsv-controls")?.offsetHeight??0;i.bottom>a.bottom&&(s.scrollTop+=Math.max(0,i.top-a.top-l-
6))},r=()=>{n=0};return o.ask=()=>{n=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),o}var le=46,xn=74,Ie=18,bn=24,Lt=10,ce=20,Ja={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},wn={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function Za(t){return t>=1048576?`${$(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function ti(t){let e=t.filter(
r=>r>0),n=Math.floor(Math.log10(Math.min(...e))),o=Math.ceil(Math.log10(Math.max(...e)));return[n,Math.max(o,n+1)]}function ei(t,e,n,o){let r=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),s=[...t];for(let[i,l]of r.entries())i&&(s[l]=Math.max(s[l],s[r[i-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>o)for(let[i,l]of a.entries())
s[l]=i?Math.min(s[l],s[a[i-1]]-e):o;return s.map(i=>Math.max(n,i))}function $n(t,{title:e,what:n,lines:o,words:r}){let{model:s,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,f=c-le-xn,[p,m]=ti(o.flat()),u=E=>le+(Math.log2(E)-Lt)/(ce-Lt)*f,g=E=>Ie+(m-Math.log10(
E))/(m-p)*(d-Ie-bn),y=s.get("readings"),k=s.get("models").map((E,C)=>`${E} ${r(y[C][n])}`),b=A("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${k.join("\
, ")}`});b.append(A("text",{x:2,y:11},e));for(let E=p;E<=m;E++){let C=r(10**E).replace("FLOP","").replace(".00","").replace(".0","");b.append(A("line",{x1:le,x2:c-
xn,y1:g(10**E),y2:g(10**E),stroke:x(i,"line")}),A("text",{x:le-4,y:g(10**E)+4,"text-anchor":"end",class:"quiet"},C))}for(let E=Lt;E<=ce;E+=c<300?5:2){let C={x:u(
2**E),y:d-9,"text-anchor":"middle",class:"quiet"};b.append(A("text",C,Za(2**E)))}let N=u(s.get("own").length),M={x1:N,x2:N,y1:Ie,y2:d-bn};b.append(A("line",{...M,
stroke:x(i,"ink"),"stroke-dasharray":"1 3"}));let _=ei(o.map(E=>g(E[E.length-1])),12,Ie,d-bn),v={x:u,y:g,right:c-xn};for(let[E,C]of o.entries())b.append(...ni(t,
E,n,C,_[E],v,r));return b.addEventListener("click",E=>{let C=(E.clientX-b.getBoundingClientRect().left-le)/f,Ot=Math.round(T(Lt+C*(ce-Lt),Lt,ce));t.tell("length",
2**Ot),t.redraw()}),b.style.cursor="pointer",b}function ni({model:t,root:e},n,o,r,s,{x:a,y:i,right:l},c){let d=t.get("models")[n],f=t.get("lengths"),{context:p,
length:m}=t.get("own"),u=t.get("readings")[n][o],g=x(e,wn[d]),y=A("path",{d:r.map((_,v)=>`${v?"L":"M"}${a(f[v]).toFixed(1)} ${i(_).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Ja[d]}),k=A("text",{x:l+5,y:s+4},d);k.style.fill=g;let b=A("circle",{cx:a(m),cy:i(u),r:3,
fill:g});if(b.append(A("title",{},`${d}: ${c(u)}`)),d!=="this model"||p<2**Lt||p>=2**ce)return[y,k,b];let N=i(r[f.findIndex(_=>_>=p)]),M=A("circle",{cx:a(p),cy:N,
r:3.2,fill:x(e,"panel"),stroke:g});return M.append(A("title",{},`longest context this model accepts: ${O(p)}`)),[y,k,M,b]}var Tn=["window","entries","sink"],Ro=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],Pe="V3.2";function Nn(t){let e=t;for(let n of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${n}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var qt=t=>Number.isFinite(t)?`${$(100*t,t>=.1?1:2)} %`:"–";function de({model:t}){
let e=t.get("models"),n=t.get("readings");return{models:e,readings:n,v32:n[e.indexOf(Pe)]}}function Co(t){let{root:e}=t,{models:n,readings:o,v32:r}=de(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=Q("dsv-table dsv-cost-table",s);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of n.entries()){let f=o[c],p=h("td","",d),m=h("td"),u=h("td");p.style.color=x(e,wn[d]),m.style.textAlign=u.style.
textAlign="left",m.append(...vo(t,f.classes)),Object.keys(f.parts).length>1&&u.append(...vo(t,f.parts));let g=h("tr");g.append(p,h("td","",Nn(f.flops)),h("td","",
qt(f.flops/r.flops)),m,h("td","",U(f.bytes)),h("td","",qt(f.bytes/r.bytes)),u),l.append(g)}return a}function vo({root:t},e){let n=Object.entries(e),o=n.reduce((i,[
,l])=>i+l,0),r=h("span","dsv-stack");for(let[i,[l,c]]of n.entries()){if(!(c>0))continue;let d=h("span"),f=Ro[Math.floor(i/Tn.length)%Ro.length];d.style.width=`${100*
c/o}%`,d.style.background=`${f}${x(t,Tn[i%Tn.length])}`,d.title=`${l}: ${qt(c/o)}`,r.append(d)}let[s,a]=[...n].sort((i,l)=>l[1]-i[1])[0];return[r,` ${s} ${qt(a/
o)}`]}function Lo({model:t}){let e=h("div","dsv-note");e.style.marginTop="6px",e.append(h("b","","Published for 1,048,576 tokens, recomputed here: "));let n=t.get(
"published");for(let[o,[r,s,a,i,l]]of n.entries())e.append(`${o?"; ":""}${r} ${s} ${Math.round(100*a)} % of V3.2, `,h("b","",`${$(100*i,2)} %`),l?" ✓":" ✗ dif\
fers");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function qo({model:t}){let e=t.get("held"),n=h("\
div","dsv-note");if(n.style.marginTop="4px",e.held===void 0)return n.textContent="What a cache really holds is shown beside the formula once a run has ended.",n;
let o=h("b","",`This run's cache held ${O(e.held)} bytes`);if(n.append(o,` after ${O(e.tokens)} tokens (${e.dtype})`),e.formula){let r=Object.entries(e.formula),
s=r.reduce((i,[,l])=>i+l,0),a=s===e.held;n.append(a?"; the formula says the same to the byte: ":`; the formula says ${O(s)}: `,r.filter(([,i])=>i).map(([i,l])=>`${i}\
 ${O(l)}`).join(", "))}return n.append(`. Keys of the window, entries and index keys alone: ${O(e.rows)} bytes, in the release's precision ${O(e.release)}.`),n}var Io="what if",oi=["csa_rate","hca_rate","index_topk"];function ri(t){let{model:e,body:n}=t,o=h("div","dsv-controls"),r=h("div","dsv-cost-charts"),s=h("div","\
dsv-panel"),a=nt(t,"precision","precision",e.get("precisions")),i=nt(t,"counting","how FLOPs are counted",e.get("countings")),l=nt(t,"base","model the sliders s\
tart from",[]),c=[We(t,"length","context",10,20),We(t,"csa_rate","CSA rate",1,6),We(t,"hca_rate","HCA rate",2,10),We(t,"index_topk","top-k",3,12)],d=h("div","ds\
v-cost-sliders"),f=h("button","dsv-small","own values");return d.append(...c.map(p=>p.box),f),o.append(l.select,a.select,i.select),n.append(o,d,r,s),{charts:r,below:s,
precision:a,counting:i,base:l,sliders:c,reset:f,doubles:L(si)}}var si=t=>Ct(t,Float64Array);function ai(t){t.listen(t.own.reset,"click",()=>{for(let e of oi)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function We(t,e,n,o,r){let{model:s}=t,a=h("label"),i=h("input"),l=h("output");return Object.assign(i,{type:"range",
min:o,max:r,step:1}),i.setAttribute("aria-label",n),a.append(n,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?O(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function ii(t){let{model:e,root:n,own:o}=t,{base:r,precision:s,counting:a,sliders:i,reset:l,charts:c,below:d}=o,{models:f,readings:p}=de(t);if(!f.length)
return;let m=f.filter(g=>g!==Pe&&g!==Io);r.show(m.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...i])g.show();l.style.visibility=f.includes(Io)?"":"hidden",li(t);let u=Po(t,0);c.replaceChildren($n(t,{title:"FLOPs of one token",what:"flops",lines:u,words:Nn}),
$n(t,{title:"cache of one sequence",what:"bytes",lines:Po(t,1),words:U})),d.replaceChildren(Co(t),Lo(t),qo(t)),n.drawn={models:[...f],length:e.get("own").length,
flops:p.map(g=>g.flops),bytes:p.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function Po({model:t,own:e},n){let o=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...o.subarray((2*a+n)*r,(2*a+n+1)*r)])}function li(t){let{models:e,readings:n,v32:o}=de(
t),r=e.flatMap((a,i)=>{let l=`${qt(n[i].flops/o.flops)} / ${qt(n[i].bytes/o.bytes)}`;return a===Pe?[]:[`${a} `,h("b","",l)," "]}),s=h("b","",`${O(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function ci(t){let{model:e}=t,{models:n,readings:o,
v32:r}=de(t),s=(l,c)=>l.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),i=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:n.map((l,c)=>{let{flops:d,bytes:f}=o[c];return[l,d/1e9,d/r.flops,f,f/r.bytes]}),note:`At ${O(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var di={title:"Cost",aria:"Cost of a token against the length of its context",build:ri,listen:ai,draw:ii,table:ci},
Wo=F(di);function ot(t,e,n){let o=t.sel.get("token"),r=o===-1?n-1:o,s=Number.isFinite(e)?r+e:e<0?0:n-1;t.pick({token:T(s,0,n-1)})}function j(t,e,n){if(!n.length)return;let o=Math.
max(0,n.indexOf(t.sel.get("layer")));t.pick({layer:n[T(o+e,0,n.length-1)],expert:-1,entry:-1})}var It=16,kt=7,Fe=268,Fo=206,yt=70;function Bo(t,e){let{body:n,root:o,own:r}=t,s=Math.max(200,n.clientWidth-2),a=P(r.range,s,17),i=s-yt-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=x(o,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=x(o,"line"),a.fillRect(yt,3,i,11);let[l,c]=r.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>yt+i*m/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${x(o,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),
11)),a.fillStyle=x(o,"ink");let f=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,p=a.measureText(f).width;a.fillText(f,T(l>=0?d(l)+3:yt+4,yt,yt+i-p),9)}function Do(t,{
facts:e,layers:n,summary:o},r){let{root:s,model:a,sel:i,own:l}=t,c=P(l.side,r,An(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=x(s,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===Fe?"effective experts":"effect.",166,8);for(let[d,f]of n.entries()){
let p=It+d*l.place.tall+l.place.tall/2,m=f===i.get("layer"),[u,g,y,k,b]=o.subarray(kt*d,kt*d+5);c.fillStyle=x(s,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let N=it[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${N} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,p),c.fillStyle=x(s,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText($(u),84,p),c.fillText($(g),136,p),c.fillText($(y,1),166,p),r===Fe&&fi(c,s,p,[y,k,b].map(M=>M/e.experts))}}function fi(t,e,n,[
o,r,s]){let a=i=>196+62*T(i,0,1);if(t.strokeStyle=x(e,"line"),t.beginPath(),t.moveTo(a(0),n),t.lineTo(a(1),n),t.stroke(),Number.isNaN(o)){Z(t,e,a(0),n-4,62,8);return}
Number.isNaN(r)||(t.strokeStyle=x(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),n),t.lineTo(a(s),n),t.stroke(),t.lineWidth=1),t.fillStyle=x(e,"mark"),t.fillRect(
a(o)-1,n-5,2,10)}function Ho(t,{facts:e,layers:n,counts:o,tokens:r,summary:s,brushed:a,here:i,elsewhere:l}){let{sel:c,facts:d,own:f}=t,p=n.indexOf(c.get("layer")),
m=p>=0&&c.get("expert")>=0?{row:p,expert:c.get("expert")}:null,u=f.hovered??m;if(d.replaceChildren(),!u){let k=0,b=0;for(let M=0;M<n.length;M++)k+=s[kt*M+5]||0,
b+=s[kt*M+6]||0;let N=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${N}, ${e.slots} of ${e.experts} experts each: `,h("b","",`${k} neve\
r chosen`),`, ${$(b,1)} would be by chance`);return}let g=r[2*u.row],y=i(u.row,u.expert);d.append(`layer ${n[u.row]}, expert ${u.expert}: `,h("b","",Number.isNaN(
y)?"not captured":`${$(y)} × even use`),` (${o[u.row*e.experts+u.expert]} of ${g} tokens, even ${$(g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${$(l(
u.row,u.expert))} ×`)}function zo({root:t,model:e},n){let o=h("span","dsv-ramp");o.style.display="inline-block",o.style.width="90px",o.style.verticalAlign="mid\
dle";let r=["less","even","more"].map(a=>x(t,a));o.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=e.get("against")==="rest"&&n.first>=0?"the r\
est":"even use";return["¼ or less ",o,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective expe\
rts: of ${n.draws} choices, with 5 to 95 %`]}var An=({model:t,own:e})=>It+t.get("layers").length*e.place.tall+2;var pi=2,Pt=32,Mn=(t,e,n,o)=>e>0?t*o/(e*n):Number.NaN;function Uo(t,e){let n=Array.from(t.keys());return e==="load"?n.sort((o,r)=>t[r]-t[o]||o-r):n}var Sn=t=>t>
0?T(Math.log2(t)/pi,-1,1):-1;function Be(t,e,n,o,r,s,a){let i=Sn(s),l=i<-1e-9?Math.max(2,r*(1+.5*i)):r;t.fillStyle=a(i),t.fillRect(e,n+(r-l)/2,o,l)}function De(t){
let e=x(t,"less"),n=x(t,"even"),o=x(t,"more"),r=Array.from({length:2*Pt+1},(s,a)=>a<Pt?ft(n,e,(Pt-a)/Pt):ft(n,o,(a-Pt)/Pt));return s=>r[Math.round((T(s,-1,1)+1)*
Pt)]}var hi="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",mi="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function jo(t,e){
let{model:n,sel:o}=t,{low:r}=t.own,s=n.get("panel");r.replaceChildren(),s==="ranks"?yi(t):n.get("layers").includes(o.get("layer"))?s==="together"?gi(t,e):ui(t,n.
get("detail")):r.append(h("div","dsv-note",`Layer ${o.get("layer")} was not captured; click a row of the map.`))}function ui(t,e){let{low:n}=t.own;if(e.expert===
void 0){n.append(h("div","dsv-note",hi));return}let[o,r,s]=e.weight.map(c=>$(c)),a=h("div","dsv-note");a.append(h("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${o} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${$(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=h("table","dsv-table"),l=h("tbody");i.append(l);for(let c of e.rows){let d=h("tr"),f=h("td","dsv-context");f.append(ht(c.before,26,
!0),h("b","",ht(c.piece,20)),ht(c.after,26)),d.append(h("td","",String(c.token)),h("td","",$(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}n.append(a,i)}function gi(t,e){let{model:n,sel:o,body:r,root:s}=t,{low:a}=t.own,i=t.own.together(n.get("together"));if(i.length!==e*e)return;let l=h(
"canvas"),c=h("div","dsv-note"),d=Math.round(100*n.get("judged"));c.append(h("b","",`Layer ${o.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let f=T(Math.floor((r.clientWidth-40)/e),
2,17),p=26,m=15,u=P(l,p+f*e+2,f*e+m+1),g=De(s);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=x(s,"quiet");for(let M=0;M<e;M+=Math.max(
1,Math.ceil(14/f)))u.fillText(String(M),p+M*f+1,7),u.fillText(String(M),6,m+M*f+f/2);let y=$t(u,x(s,"none"),4),k=f-(f>5?1:0),b=[Number.NaN,0,0];for(let M=0;M<i.
length;M++){let[_,v]=[Math.floor(M/e),M%e],E=p+v*f,C=m+_*f;Number.isNaN(i[M])?_!==v&&(u.fillStyle=y,u.fillRect(E,C,k,k)):(Be(u,E,C,k,k,i[M],g),i[M]<=b[0]||(b=[i[M],
_,v]))}if(Number.isNaN(b[0]))return;let N=`Most often beyond chance: experts ${b[1]} and ${b[2]}, ${$(b[0])} times.`;a.append(h("div","dsv-note",N))}function yi(t){
let{model:e}=t,{many:n,where:o,low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=h("div","dsv-controls");n.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),o.show(),l.append(h("b","","If the experts were spread over devices:"),n.select,o.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:f,rows:p}=Q("dsv-table",c);f.lastChild.style.textAlign="left";let m=s+3;if(i.length===a.length*
m)for(let[u,g]of a.entries()){let y=i.subarray(u*m,(u+1)*m),k=h("tr");k.append(h("td","",String(g)),h("td","",`${$(y[s])} ×`),h("td","",$(y[s+1])),h("td","",$(
y[s+2])),ki(t,y.subarray(0,s))),k.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),p.append(k)}r.append(l,d,h("div","dsv-note",mi))}function ki(t,e){
let n=h("td");return n.style.textAlign="left",n.style.whiteSpace="nowrap",e.forEach((o,r)=>{let s=h("span","dsv-bar");s.style.width=`${T(160/e.length,2,18)}px`,
s.style.height=`${Math.round(7*T(o,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${$(o)}`,o>1&&(s.style.background=
x(t.root,"more")),n.append(s)}),n}function xi(t){let e=h("div","dsv-controls"),n=nt(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),o=nt(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=nt(t,"panel","below the map",[["expert","below: the chosen expert"],["together","b\
elow: chosen together"],["ranks","below: parallel ranks"]]),s=nt(t,"ranks","number of ranks",[]),a=nt(t,"placement","placement of experts",[["neighbours","neigh\
bours together"],["round robin","round robin"]]),i=h("button","dsv-small","whole text");i.title="forget the brushed range",e.append(n.select,o.select,r.select,i);
let l=h("canvas","dsv-load-range"),c=h("div","dsv-load"),d=h("canvas"),f=h("div","dsv-load-scroll"),p=h("canvas"),m=h("div","dsv-note"),u=h("div","dsv-panel");return p.
style.cursor=d.style.cursor="pointer",f.append(p),c.append(d,f),t.body.append(e,l,c,m,u),{against:n,sort:o,panel:r,many:s,where:a,clear:i,range:l,side:d,scroll:f,
map:p,legend:m,low:u,reveal:qe(t,u),counts:L(I),rest:L(I),tokens:L(I),summary:L(R),together:L(R),parallel:L(R),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function bi(t){let{model:e,own:n}=t,{panel:o,many:r,where:s,reveal:a,clear:i,range:l,map:c,side:d}=n;for(let m of[o,r,s])t.listen(m.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),_o(t,l,()=>[yt,l.clientWidth-yt-4],(m,u)=>{n.dragging=Xo(t,m,u),t.redraw()},(m,u)=>{let[g,y]=Xo(t,m,u);n.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{n.hovered=Vo(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{n.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=Vo(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-It)/n.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var Yo=t=>e=>{
let n=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!n.length)return;let o=n.indexOf(e.sel.get("expert"));e.pick({expert:n[T(o<0?
0:o+t,0,n.length-1)]})};function Xo(t,e,n){let o=t.model.get("facts").tokens??0;return[Math.floor(e*o),Math.min(o-1,Math.floor(n*o))]}function Vo({own:t},e){let n=t.
map.getBoundingClientRect(),o=Math.floor((e.clientY-n.top-It)/t.place.tall),r=Math.floor((e.clientX-n.left)/t.place.cell),s=t.place.orders[o];return s&&r>=0&&r<
s.length?{row:o,expert:s[r]}:null}function Go({model:t,own:e}){let n=t.get("facts"),{experts:o,slots:r}=n,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=n.first>=0,c=l&&t.get("against")==="rest",d=(u,g)=>Mn(s[u*o+g],i[2*u],r,o),f=(u,g)=>Mn(a[u*o+g],i[2*u+1],r,o),p=(u,g)=>c?d(u,g)/f(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:n,layers:t.get("layers"),counts:s,tokens:i,summary:m,brushed:l,here:d,elsewhere:f,rate:p}}function wi(t){let{model:e,
body:n,root:o,sel:r,own:s}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:f}=s;for(let E of[a,i,l])E.show();let p=Go(t),{facts:m,layers:u,brushed:g,rate:y,
summary:k}=p,{experts:b}=m;if(!b)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,Bo(t,m);let N=n.clientWidth<620?Fo:Fe;$i(t,p,Math.max(120,n.clientWidth-
N-4)),Do(t,p,N),Ho(t,p),d.replaceChildren(...zo(t,m)),jo(t,b),f();let{cell:M,tall:_,orders:v}=s.place;o.drawn={experts:b,layers:[...u],first:m.first,last:m.last,
rates:u.map((E,C)=>Array.from({length:b},(Ot,_t)=>y(C,_t))),orders:v,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((E,C)=>k[kt*C+1]),cell:M,tall:_}}function $i(t,e,n){let{model:o,root:r,sel:s,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,f=Math.max(4,Math.min(34,n/
d)),p=l.length>24?12:l.length>12?16:21,m=o.get("sort"),u=l.map((M,_)=>Uo([...c.subarray(_*d,(_+1)*d)],m));a.place={cell:f,tall:p,orders:u};let g=An(t),y=P(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>n+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=x(r,"quiet");let k=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(k,1,8);let b={shades:De(r),ink:x(r,"ink"),paper:x(r,"panel")},N=l.indexOf(
s.get("layer"));for(let[M,_]of u.entries())for(let[v,E]of _.entries())Ti(t,y,e,b,M,E,v),!(M!==N||E!==s.get("expert"))&&(y.strokeStyle=x(r,"mark"),y.lineWidth=2,
y.strokeRect(v*f,It+M*p,Math.max(Ko(f),3),p-1))}var Ko=t=>Math.max(t-(t>6?1:.5),1);function Ti({root:t,own:e},n,{facts:o,counts:r,rate:s},{shades:a,ink:i,paper:l},c,d,f){
let{cell:p,tall:m}=e.place,u=f*p,g=It+c*m,y=Ko(p),k=s(c,d);if(Number.isNaN(k)){Z(n,t,u,g,y,m-1);return}if(r[c*o.experts+d]===0){n.fillStyle=a(-1),n.globalAlpha=
.15,n.fillRect(u,g,y,m-1),n.globalAlpha=1,n.fillStyle=i,n.beginPath(),n.arc(u+y/2,g+m/2,Math.min(2,p/3),0,7),n.fill();return}if(Be(n,u,g,y,m-1,k,a),p<24)return;
n.fillStyle=Math.abs(Sn(k))>.55?l:i,n.font="9.5px system-ui, sans-serif";let b=Number.isFinite(k)?$(k,k<9.95?1:0):"new";n.fillText(b,u+(y-n.measureText(b).width)/
2,g+m/2)}function Ni(t){let{facts:e,layers:n,tokens:o,summary:r,here:s}=Go(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:n.map((l,c)=>[
l,i[c]==="hash"?"table":"scores",o[2*c],...r.subarray(kt*c,kt*c+5),o[2*c]>0?r[kt*c+5]:null,...Array.from({length:a},(d,f)=>s(c,f))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var Ai={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>j(t,-1,t.model.get("layers")),ArrowDown:t=>j(t,1,t.model.get("layers")),ArrowLeft:Yo(
-1),ArrowRight:Yo(1)},build:xi,listen:bi,draw:wi,table:Ni},Qo=F(Ai);var H=17,jt=18,rt=74,st=54,Jo=15,Mi=6,Si="☷ chosen by a table over token ids: same token, same experts (outlined)",Ei="chosen by the scores of the token's sta\
te";function On(t){let e=a=>t[a]==="hash"?0:1,n=[...t.keys()].sort((a,i)=>e(a)-e(i)||a-i),o=[],r=0,s=null;for(let a of n)t[a]!==s&&(r+=s===null?0:Mi,o.push({band:t[a],
y:r}),r+=Jo,s=t[a]),o.push({index:a,y:r}),r+=jt;return{rows:o,height:r}}function Zo(t,e,n,o){let r=Math.floor(e/H),s=t.find(a=>a.index!==void 0&&n>=a.y&&n<a.y+jt);
return s?.index!==void 0&&r>=0&&r<o?{token:r,index:s.index}:null}function tr({model:t,own:e}){let[n,o,r]=t.get("shape"),s=q(D(t,"weights")),a=q(D(t,"colours")),
i=n*r?Math.min(Math.max(o,a.length/n),s.length/(n*r)):0,l=e.texts(D(t,"utf8"),D(t,"lengths"));return{L:n,K:r,T:i,weights:s,codes:a,pieces:l,experts:e.ids(D(t,"e\
xperts")),layers:t.get("layers")}}function Oi({root:t,sel:e,own:n,model:o},r,s){let a=["none","ink","quiet","mark"],[i,l,c,d]=a.map(p=>x(t,p)),f=n.shadesOf(x(t,
"ramp-low"),x(t,"ramp-high"));return{none:i,ink:l,quiet:c,mark:d,shades:f,picked:s,kinds:o.get("kinds"),left:n.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:r.layers.indexOf(e.get("layer"))}}function er(t,e,n){let{own:o}=t,r=o.scroll.clientWidth,s=st+o.layout.height+2,a=P(o.canvas,r,s),i=Oi(t,e,n),
{left:l,quiet:c}=i,d=Math.max(0,Math.floor(l/H)),f=Math.min(e.T-1,Math.floor((l+r-rt)/H));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.
beginPath(),a.rect(rt,0,r-rt,s),a.clip();let p=0;for(let m=d;m<=f;m++){_i(a,e,i,m);for(let{index:u,y:g}of o.layout.rows)u!==void 0&&Ri(a,e,i,m,u,st+g)&&p++}return vi(
t,a,i,d,f),a.restore(),Ci(t,a,e,i),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,st-8),p}function _i(t,{pieces:e},{left:n,picked:o,hover:r,
mark:s,ink:a,quiet:i},l){t.save(),t.translate(rt+l*H-n+H/2,st-4),t.rotate(-Math.PI/2),t.fillStyle=e[l]===e[o]?s:l===r?a:i,t.font=`${l===o?"bold ":""}10px system\
-ui, sans-serif`,t.fillText(S(e[l]??"",8),0,0),t.restore()}function Ri(t,{L:e,K:n,weights:o,codes:r,experts:s,pieces:a},i,l,c,d){let{left:f,none:p,mark:m,shades:u,
picked:g}=i,y=l*e+c,k=rt+l*H-f,b=jt-2;if(s[y*n]<0)return t.fillStyle=p,t.beginPath(),t.arc(k+H/2,d+1+b/2,1.5,0,7),t.fill(),!1;let N=r[y]===255?p:u[r[y]],M=!1,_=d+
1;for(let v=0;v<n;v++){let E=o[y*n+v]/254*b,C=i.expert!==-1&&c===i.row&&s[y*n+v]===i.expert;M||=C,t.fillStyle=C?m:N,t.fillRect(k+1,_,H-2,Math.max(E-1,.5)),_+=E}
return a[l]===a[g]&&l!==g&&i.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(k+.5,d+.5,H-1,jt-1)),M}function vi({own:t,model:e},n,{left:o,ink:r,mark:s,
picked:a,hover:i,row:l},c,d){let{rows:f,height:p}=t.layout,m=(y,k,b,N)=>{n.strokeStyle=k,n.lineWidth=b,n.globalAlpha=N,n.strokeRect(rt+y*H-o+.5,st-1,H-1,p),n.globalAlpha=
1};m(a,s,2,.55),i>=0&&m(i,r,1,.5);let u=e.get("parting");u>=c&&u<=d&&(n.strokeStyle=r,n.setLineDash([4,3]),n.strokeRect(rt+u*H-o+.5,st-1,.5,p),n.setLineDash([]));
let g=f.find(y=>y.index===l);l<0||!g||(n.strokeStyle=s,n.lineWidth=2,n.strokeRect(rt+a*H-o,st+g.y,H,jt))}function Ci({own:t,model:e},n,{layers:o},{quiet:r,ink:s,
mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){n.fillStyle=r,n.font="10px system-ui, sans-serif",n.fillText(c==="hash"?Si:Ei,2,st+d+
Jo/2);continue}let f=e.get("attention_kinds")[l];n.fillStyle=l===i?a:s,n.font=`${l===i?"bold ":""}11px system-ui, sans-serif`,n.fillText(`${o[l]} ${it[f]??""} ${f}`,
4,st+d+jt/2)}}var Li="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",qi="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Ii({expert:t,score:e,chosen:n}){let o=e.map(Number),r=Math.min(...o.filter((l,c)=>n[c])),
s=t.filter((l,c)=>!n[c]),a=t.filter((l,c)=>!n[c]&&o[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function or(t){let{model:e,sel:n,own:o}=t,{ranking:r,caption:s,inverse:a,note:i}=o,l=[e.get("detail"),n.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
o.tabled[y]))return;o.tabled=l;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
i.textContent="",Wi(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let p=o.texts(D(e,"utf8"),D(e,"length\
s")),m={...f,expert:f.expert};s.append("Ranking at ",h("b","",`layer ${f.layer}, token ${f.token} “${S(p[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${Ii(m)}`:` · margin of the choice ${$(f.margin,4)}`),Pi(t,m),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
n.get("expert");i.textContent=u?`Expert ${n.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=qi}function Pi({sel:t,own:e},n){let o=Q("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...n.weight.map(a=>a??0),1e-9);n.expert.forEach((a,i)=>{let l=n.chosen[i]?$(n.weight[i],3):"",c=h("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!n.chosen[i]),c.classList.toggle("c\
ut",i>0&&n.chosen[i-1]&&!n.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let f=h("td"),p=h("span","dsv-bar");f.style.textAlign="left",p.style.width=
`${n.chosen[i]?Math.round(48*(n.weight[i]??0)/r):0}px`,f.append(p),c.append(h("td","",String(a)),h("td","",$(n.logit[i])),h("td","",$(n.score[i],3)),h("td","",$(
n.biased_score[i],3)),h("td","",l||"not chosen"),f,h("td","",$(n.norm[i]))),o.rows.append(c)});let s=h("tr");for(let a of["shared","","","","always","",$(n.shared_norm)])
s.append(h("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),o.rows.append(s),e.ranking.append(...o.table.children)}function Wi(t){let{model:e,sel:n,
own:o}=t,r=e.get("uses")??{};if(r.of?.expert!==n.get("expert"))return;let s=h("div","dsv-uses");s.append(nr(t,r.of,"chosen")),r.control&&s.append(nr(t,r.control,
"matched control")),o.inverse.append(s)}function nr(t,e,n){let o=h("div"),r=h("ol"),s=h("div","dsv-note");s.title=n==="chosen"?"":Li,s.append(h("b","",`expert ${e.
expert}`),` (${n}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=h("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(h("sp\
an","quiet",ut(a.before.slice(-18))),h("b","",ut(a.piece)),h("span","quiet",ut(a.after.slice(0,18))),h("small","",` ${$(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),r.append(i)}return o.append(s,r),o}function rr(t){
let e=t.model.get("detail"),n=(e?.expert??[]).map((o,r)=>[o,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...n,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Fi(t,e,n,o,r){let s=0;for(let a=e*o;a<t.length;a+=n*o)t.subarray(a,a+o).includes(r)&&s++;return s}function Bi({body:t}){let e=h("select");e.setAttribute(
"aria-label","colour cells by");let n=h("span","dsv-legend"),o=h("span"),r=h("span","dsv-ramp"),s=h("span"),a=h("div","dsv-bar-row");n.append(e,o,r,s),a.append(
n);let i=h("div","dsv-grid"),l=h("div","dsv-grid-stage"),c=h("canvas"),d=h("div");c.style.position="absolute",c.style.cursor="pointer",l.append(c),i.append(l,d);
let f=h("table","dsv-table"),p=h("div","dsv-note"),m=h("div","dsv-note"),u=h("div");return m.style.margin="4px 0 0",t.append(a,i,m,f,p,u),{choose:e,legend:n,low:o,
bar:r,high:s,scroll:i,canvas:c,spacer:d,ranking:f,note:p,caption:m,inverse:u,texts:L(tt),ids:L(Ce),shadesOf:L(zt),tabled:[],layout:On([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function Di(t){let{model:e,sel:n,own:o}=t,{choose:r,scroll:s,canvas:a,ranking:i}=o;t.listen(r,"change",()=>t.tell("colour",r.value));
let l=()=>{o.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,l,{passive:!0});t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>
s.scrollWidth-2*H?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let c=d=>{o.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(ar(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=ar(t,d);if(!f)return;let p=e.get("layers")[f.index],m=p===n.get("\
layer")?{}:{layer:p,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(i,"click",d=>ir(t,d.target.closest("tbody tr"))),t.listen(i,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(ir(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var sr=({model:t,own:e})=>e.layout.rows.flatMap(n=>n.index===void 0?
[]:[t.get("layers")[n.index]]);function ar({own:t},e){let n=t.canvas.getBoundingClientRect(),o=e.clientX-n.left-rt,r=e.clientY-n.top-st;return o<0?null:Zo(t.layout.
rows,o+t.scroll.scrollLeft,r,t.tokens)}function ir(t,e){let n=Number(e?.dataset.expert??-1);n>=0&&t.pick({expert:t.sel.get("expert")===n?-1:n})}function Hi(t){let{
model:e,sel:n,root:o,own:r}=t,s=tr(t);r.tokens=s.T,r.layout=On(e.get("kinds"));let a=n.get("token"),i=a>=0&&a<s.T?a:s.T-1;zi(t,a);let l=er(t,s,i);Ui(t),ji(t,s),
or(t),o.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:i,layer:n.get("layer"),detail:e.get("deta\
il"),highlighted:l,codes:Array.from(s.codes.slice(0,64))}}function zi({own:t},e){let{scroll:n,spacer:o}=t,r=rt+t.tokens*H+4;if(o.style.width=`${r}px`,o.style.height=
`${st+t.layout.height+2}px`,t.follow&&e===-1&&(n.scrollLeft=r),e!==t.lastPicked&&e>=0){let s=e*H,a=n.clientWidth-rt;(s<n.scrollLeft||s+H>n.scrollLeft+a)&&(n.scrollLeft=
s-a/2)}t.lastPicked=e}function Ui({model:t,root:e,own:n}){let{choose:o,legend:r,low:s,bar:a,high:i}=n,l=t.get("colour_options");Nt(o,l.map(([f,p])=>[f,`colour: ${p}`])),
o.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",d=n.shadesOf(x(e,"ramp-low"),x(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,s.textContent=$(t.get("low")),i.textContent=`${$(t.get("high"))} ${c}`,r.title="grey: this layer has no such value"}function ji({facts:t,
sel:e,model:n,own:o},{L:r,K:s,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=o,f=e.get("expert"),p=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${S(l[d.token]??"",16)}”: experts `,h("b","",i.slice(m,m+s).join(" ")))}else if(f!==-1&&
p>=0){let m=Fi(i,p,r,s,f),u=h("b","",`${m} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,u," (marked cells)")}else n.get("parting")>=0?t.
append("beside another run: the text parts at token ",h("b","",`${n.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var Yi={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>ot(t,-1,t.own.
tokens),ArrowRight:t=>ot(t,1,t.own.tokens),ArrowUp:t=>j(t,-1,sr(t)),ArrowDown:t=>j(t,1,sr(t)),Home:t=>ot(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>ot(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:Bi,listen:Di,draw:Hi,table:rr},lr=F(Yi);var Y=18,z=12,Xi=66,Vi=46,Gi=92,Ki=1,cr=.2;function Qi(t,e,n){if(t*Vi<=n)return new Array(t).fill(Math.min(n/t,Gi));let o=Array.from({length:t},(i,l)=>Math.exp(
-(((l-e)/Ki)**2))),r=o.reduce((i,l)=>i+l,0),s=Math.min(Xi,n/(r+.6)),a=(n-s*r)/Math.max(t-r,1e-9);return o.map(i=>a+(s-a)*i)}function Ji(t,e){let n=t<760,o=t<480,
r=n?{x:4,width:t-8}:{x:0,width:T(t*.3,210,400)},s=n?14:r.x+r.width+58,a={x:s,width:o?32:40},i={x:a.x+a.width,width:o?40:n?60:84},l=T((t-s)/30,o?9:14,26),c={x:i.
x+i.width+(o?26:38),width:l*e},d=o?80:T(t*.16,104,190),f={x:t-d,width:d},p={x:c.x+c.width+(o?34:46),width:0};p.width=Math.max(20,f.x-p.x-(o?14:40));let m=o?[c.x-
13,c.x+c.width+15]:[c.x-18,c.x+c.width+20];return{stacked:n,text:r,label:a,mass:i,lanes:c,rail:p,lens:f,nodes:m}}function dr(t,e,n,o,r=!1){let s=Ji(t,n.streams),
a=s.stacked?e>480?5:4:0,i={y:a*Y+(a?8:0),height:20},l={y:i.y+i.height,height:30},c={y:0,height:50},d=e-l.y-l.height-c.height,f=l.y+l.height,p=Qi(n.layers,o,d).map(
u=>{let g={y:f,height:u};return f+=u,g});c.y=f;let m=s.stacked?{y:0,height:a*Y}:{y:0,height:f+c.height};return{width:t,height:f+c.height,columns:s,rows:p,heads:i,
start:l,end:c,text:m,draft:r}}var lt=(t,e)=>t.y+t.height*e,fe=({lanes:t},e,n)=>t.x+(n+.5)*t.width/e,pe=({rail:t},e,n)=>t.x+(n+.5)*t.width/e,fr=["read","mixed","\
routed","lens"],ct=(t,e,n)=>t===null?1:T((t-e)*4-n,0,1),X=t=>cr+(1-cr)*t,Ft=(t,e=26,n=36)=>K(t,e,n);function _n(t,e){let n=T(Math.ceil(13/Math.max(t,1)),1,3);return{
columns:n,column:e%n}}var pr=(t,{rate:e,blocks:n})=>({first:Math.max(0,(t+1-n)*e),last:(t+1)*e-1});var Zi="☷",hr=["entries","window","sink"];function mr({ctx:t,look:e,place:n,sizes:o,kinds:r,font:s,layer:a,hits:i},l){let c=n.rows[l],{label:d}=n.columns,f=ur(
c),p=c.height>=13?1:c.height>=6?5:10;t.textBaseline="middle",t.font=s(z,l===a?"600":""),t.fillStyle=l===a?e.mark:e.quiet,t.textAlign="right";let m=Math.abs(l-a)===
1&&c.height<13;t.strokeStyle=e.panel,t.lineWidth=3,t.lineJoin="round",(l===a||l%p===0&&!m)&&(t.strokeText(String(l),d.x+16,f),t.fillText(String(l),d.x+16,f)),t.
textAlign="left",t.font=s(z),t.fillStyle=l===a?e.ink:e.quiet;let{column:u}=_n(c.height,l);c.height>=5.5&&t.fillText(o.kinds[r[l]].glyph,d.x+20+9*Math.min(u,1),f),
i.push({what:"layer",layer:l,x:d.x,y:c.y,width:d.width,height:c.height})}var ur=t=>lt(t,.5-.22*Ft(t.height,20,36));function he({mass:t},e){let n=T(e.height*.3,Math.
min(3,e.height*.7),14),o=ur(e)-n/2;return{x:t.x,y:o,width:t.width,height:n}}function Rn(t,e,n,o){let r=n.x;for(let s=0;s<o;s++)r+=(t.mass[e*3+s]||0)*n.width;return{
x:r,width:(t.mass[e*3+o]||0)*n.width}}function gr(t,e){let{ctx:n,root:o,look:r,place:s,path:a,at:i,hits:l,font:c}=t,d=s.rows[e],f=he(s.columns,d),p=[0,1,2].map(
u=>a.mass[e*3+u]);a.blank?xr(t,f):p.some(Number.isNaN)&&Z(n,o,f.x,f.y,f.width,f.height),n.globalAlpha=X(ct(i,e,0)),hr.forEach((u,g)=>{let{x:y,width:k}=Rn(a,e,f,
g);n.fillStyle=r[u],k>0&&n.fillRect(y,f.y,Math.max(k-.5,.5),f.height),k>0&&l.push({what:u,layer:e,x:y,y:d.y,width:k,height:d.height})});let m=f.width<72?0:Ft(d.
height,44,52);if(m>0&&!p.some(Number.isNaN)){n.globalAlpha*=m,n.font=c(z),n.textBaseline="top";let u=Ht(p).map(g=>$(g).replace(/^0/,""));hr.forEach((g,y)=>{n.textAlign=
["left","center","right"][y],n.fillStyle=r[g],n.fillText(u[y],f.x+f.width*y/2,f.y+f.height+4)})}n.globalAlpha=1,n.textAlign="left"}var He=t=>lt(t,.5+.4*Ft(t.height,
8,36));function yr({place:t,path:e,sizes:n},o,r){let s=T(t.rows[o].height*.42,2,22);return Math.max(1.5,s*Math.min(1,2*e.expert_weight[r]/n.scale))}function kr(t,e){
let{ctx:n,root:o,look:r,place:s,path:a,sizes:i,at:l,hits:c,routing:d}=t,f=s.rows[e],{rail:p}=s.columns,m=He(f),u=ct(l,e,2),g=T(f.height*.42,2,22);n.fillStyle=r.
none,n.fillRect(p.x,m,p.width,1),c.push({what:"rail",layer:e,x:p.x,y:f.y,width:p.width,height:f.height});let y=i.chosen,k=Math.max(2,p.width/i.experts*.6);a.expert[e*
y]<0&&!a.blank&&Z(n,o,p.x,m-Math.min(g,8),p.width,Math.min(g,8)),n.globalAlpha=X(u),n.fillStyle=r.expert;for(let M=e*y;M<(e+1)*y;M++){if(a.expert[M]<0)continue;
let _=pe(s.columns,i.experts,a.expert[M]),v=yr(t,e,M)*(.3+.7*u);n.fillRect(_-k/2,m-v,k,v),c.push({what:"expert",layer:e,id:a.expert[M],x:_-k,y:f.y,width:2*k,height:f.
height})}el(t,e),n.globalAlpha=X(u),n.fillStyle=r.quiet;let b=p.x+p.width+12,N=T(f.height*.18,1.5,4);n.beginPath(),n.moveTo(b,m-2*N),n.lineTo(b+N,m-N),n.lineTo(
b,m),n.lineTo(b-N,m-N),n.fill(),c.push({what:"shared",layer:e,x:b-7,y:f.y,width:14,height:f.height}),d[e]==="hash"&&tl(t,e,p.x-15,m-Math.min(6,f.height/3)),n.globalAlpha=
1}function tl({ctx:t,look:e,font:n,place:o},r,s,a){let{column:i}=_n(o.rows[r].height,r);t.font=n(z),t.fillStyle=e.ink,t.textAlign="left",t.textBaseline="middle",
t.fillText(Zi,s-10*Math.min(i,1),a)}function el(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,font:i,at:l}=t,c=Ft(r.rows[e].height,36,46);if(!c)return;let d=He(r.
rows[e]);n.font=i(z),n.fillStyle=o.ink,n.textAlign="center",n.textBaseline="alphabetic",n.globalAlpha=X(ct(l,e,2))*c;let f=[];for(let p=e*a.chosen;p<(e+1)*a.chosen;p++){
if(s.expert[p]<0)continue;let m=pe(r.columns,a.experts,s.expert[p]);f.some(u=>Math.abs(u-m)<7*String(s.expert[p]).length+4)||(f.push(m),n.fillText(String(s.expert[p]),
m,d-yr(t,e,p)-3))}n.textAlign="left"}function ze(t,e,n,o){let{ctx:r,root:s,look:a,place:i,path:l,at:c,hits:d,font:f}=t,{lens:p}=i.columns,m=l.lens[n+1]?.[0],u=l.
lens_prob[(n+1)*l.ranks],g=Math.min(46,p.width*.3),y=T(e.height-2,1,12),k=lt(e,.5);if(d.push({what:"lens",layer:n,x:p.x-10,y:e.y,width:p.width+10,height:e.height}),
l.blank)return xr(t,{x:p.x,y:k-y/2,width:g,height:y});if(m===void 0||Number.isNaN(u)){Z(r,s,p.x,k-y/2,g,y);return}if(r.globalAlpha=X(n<0?1:ct(c,n,3)),r.fillStyle=
a.track,r.fillRect(p.x,k-y/2,g,y),r.fillStyle=l.agree[n+1]?a.mark:a.quiet,r.fillRect(p.x,k-y/2,g*u,y),l.agree[n+1]&&(r.fillStyle=a.mark,r.beginPath(),r.arc(p.x-
6,k,Math.min(3,e.height/2),0,7),r.fill()),(m!==o.word||e.height>=20)&&k-7>=o.bottom){r.font=f(z,l.agree[n+1]?"600":""),r.fillStyle=a.ink,r.textBaseline="middle";
let N=p.width-g-6,M=N>70?$(u):"";r.fillText(S(m,Math.max(3,Math.floor((N-(M?30:0))/7))),p.x+g+6,k),r.textAlign="right",r.font=f(z),r.fillStyle=a.quiet,M&&r.fillText(
M,p.x+p.width,k),r.textAlign="left",o.word=m,o.bottom=k+7}r.globalAlpha=1}function xr({ctx:t,look:e},{x:n,y:o,width:r,height:s}){t.strokeStyle=e.none,t.lineWidth=
1,t.strokeRect(n+.5,o+.5,r-1,Math.max(1,s-1))}function br(t,e,n){let o=[],r=0,s=0;for(let a of t){let i=a.split(`
`).length-1,l=Tt(et(a.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))),c=n(l);r>0&&r+c>e&&(r=0,s++),o.push({x:r,line:s,width:Math.min(c,e),text:l}),r+=c,i&&(r=0,s+=i)}
return o}function wr(t,e,n,o){let r=Math.min(Math.max(n-e,0),t.length-1),s=t[r]?.line??0,a=Math.max(1,Math.floor(o.height/Y)),i=s+1,l=e>0;(i>a||l)&&(l=!0,i=Math.
min(i,a-1));let c=s+1-i,d=t.findIndex(p=>p.line>=c),f=o.y+(l?Y:0)-c*Y;return{from:e+Math.max(d,0),first:e,token:n,words:t,top:f,left:o.x,folded:l}}function me(t,e){
let n=t.words[e-t.first];return!n||e<t.from||e>t.token?null:{x:t.left+n.x,y:t.top+n.line*Y,width:n.width,height:Y}}function vn(t,e,n){let o=[];for(let r=Math.max(
e,t.from);r<=Math.min(n,t.token);r++){let s=me(t,r);if(!s)continue;let a=o[o.length-1];a&&a.y===s.y?a.width=s.x+s.width-a.x:o.push(s)}return o}var Ue=class{#t="";#e=null;draw(e,n,o,r,s){
let a=window.devicePixelRatio||1,i=[n.first,n.from,n.token,n.top,n.words.length,o.width,o.height,a,r].concat(Object.values(s)).join();if(i!==this.#t||!this.#e){
this.#t=i,this.#e=wt(Math.ceil(o.width*a),Math.ceil(o.height*a));let l=J(this.#e);l.setTransform(a,0,0,a,-n.left*a,0),l.font=r,l.textBaseline="middle";for(let c=n.
from;c<=n.token;c++){let d=n.words[c-n.first];d&&(l.fillStyle=c<s.prompt?s.quiet:s.ink,l.fillText(d.text,n.left+d.x,n.top+(d.line+.5)*Y))}}e.drawImage(this.#e,n.
left,0,o.width,o.height)}};function Yt(t,e,n){let o=[];for(let r=e*t.keys;r<(e+1)*t.keys;r++){let[s,a,i]=[t.zone[r],t.key[r],t.weight[r]];s===-1||!(i>0)||o.push({zone:s,key:a,weight:i,...s===
1?pr(a,n):{first:a,last:a}})}return o}function nl({shown:t,place:e},n){let o=vn(t,n.first,n.last),r=o[o.length-1],{stacked:s,text:a}=e.columns;if(r)return{boxes:o,
x:s?r.x+r.width/2:r.x+r.width,y:r.y+(s?Y:Y/2)};let i=(n.first+n.last)/2/Math.max(t.from,1);return{boxes:o,x:a.x+Math.min(i,1)*a.width,y:e.text.y+Y-2}}function $r(t,e){
let{ctx:n,look:o,shown:r,at:s,layer:a}=t,i=ct(s,a,0),l=Math.max(...e.map(c=>c.weight),1e-9);for(let c of[...e].reverse()){let d=i*Math.sqrt(c.weight/l);for(let f of vn(
r,c.first,c.last))n.globalAlpha=.08+.3*d,n.fillStyle=c.zone===1?o.entries:o.window,n.fillRect(f.x,f.y+1,f.width,f.height-2),c.zone===1&&(n.globalAlpha=.3+.7*d,n.
fillRect(f.x,f.y+f.height-2,f.width,2))}n.globalAlpha=1}function Tr(t,e){let{ctx:n,look:o,place:r,path:s,at:a,layer:i}=t,l=ct(a,i,0);if(!l)return;let c=r.rows[i],
d=he(r.columns,c),f=Math.max(...e.map(p=>p.weight),1e-9);n.lineCap="round";for(let p of[...e].reverse()){let m=nl(t,p),u=Rn(s,i,d,p.zone===1?0:1),g=u.x+u.width/
2,y=m.y<d.y,k=y?d.y:d.y+d.height;n.strokeStyle=p.zone===1?o.entries:o.window,n.globalAlpha=X(l)*(.25+.6*Math.sqrt(p.weight/f)),n.lineWidth=.8+7*p.weight;let b=(14+
Math.abs(k-m.y)*.2)*(y?-1:1),N=r.columns.stacked?[r.columns.text.x,m.y+30]:[m.x+46,m.y],M=r.columns.stacked?[r.columns.text.x,k+b]:[g,k+b];Xt(n,[m.x,m.y,N[0],N[1],
M[0],M[1],g,k],l)}n.globalAlpha=1}function Xt(t,[e,n,o,r,s,a,i,l],c){if(t.beginPath(),t.moveTo(e,n),c>=1)t.bezierCurveTo(o,r,s,a,i,l);else for(let d=1;d<=20;d++){
let f=d/20*c,p=1-f,[m,u,g,y]=[p*p*p,3*p*p*f,3*p*f*f,f*f*f];t.lineTo(m*e+u*o+g*s+y*i,m*n+u*r+g*a+y*l)}t.stroke()}function Nr({ctx:t,look:e,place:n,font:o,path:r}){let{columns:s,heads:a}=n;t.font=o(z),t.fillStyle=e.quiet,t.textBaseline="middle";let i=m=>t.measureText(m).width,
l=a.y+a.height/2,c=(m,u,g)=>{t.textAlign="center",t.fillText(gt(m,g,i),u,l)},d=r.head<0?"read (mean of heads)":`read by head ${r.head}`,f=s.label.x+14,p=s.lanes.
x-f-4;t.textAlign="left",t.fillText(gt([d,r.head<0?"read (mean)":d,"read"],p,i),f,l),c(["residual streams","streams","lanes"],s.lanes.x+s.lanes.width/2,s.lanes.
width+40),c(["experts, by number","experts"],s.rail.x+s.rail.width/2,s.rail.width),t.textAlign="left",t.fillText(gt(["what it would say","would say","says"],s.lens.
width,i),s.lens.x,l)}function Ar(t,e){let{ctx:n,look:o,place:r,path:s,font:a,hits:i}=t,{columns:l,start:c}=r,d=l.lanes.x+l.lanes.width/2;n.font=a(z,"600");let f=s.
blank?"token":ut(s.piece.trim())||"␣",p=S(f,14),m=n.measureText(p).width+16;Sr(t,d-m/2,c.y+1,m,20,o.mark),n.textAlign="center",n.textBaseline="middle",n.fillStyle=
o.ink,n.fillText(p,d,c.y+11),n.textAlign="left",i.push({what:"embedding",layer:-1,x:d-m/2,y:c.y,width:m,height:c.height}),n.font=a(z),n.fillStyle=o.quiet,n.fillText(
l.stacked?"embed":"embedding",l.label.x+(l.stacked?-6:0),c.y+11),ze(t,{y:c.y,height:22},-1,e)}function Mr(t){let{ctx:e,look:n,place:o,path:r,font:s,hits:a,at:i}=t,
{columns:l,end:c}=o,d=r.answer,f=l.lanes.x+l.lanes.width/2,p=c.y+34;e.globalAlpha=X(i===null?1:T((i-o.rows.length)*2,0,1)),e.font=s(z+1,"600"),e.textBaseline="m\
iddle";let m=d.word===void 0?"?":S(ut(d.word.trim())||"␣",14),u=e.measureText(m).width+18;Sr(t,f-u/2,c.y+22,u,24,n.mark),e.fillStyle=n.ink,e.textAlign="center",
e.fillText(m,f,p),e.textAlign="left",e.font=s(z),e.fillStyle=n.quiet;let g=o.width-f-u/2-8,y=r.blank?["the answer"]:ue(d);e.fillText(gt(y,g,k=>e.measureText(k).
width),f+u/2+8,p),e.fillText("head",l.label.x+(l.stacked?-6:0),c.y+12),o.draft&&(e.fillText("draft block",l.lens.x,c.y+12),a.push({what:"draft",layer:o.rows.length,
x:l.lens.x,y:c.y,width:72,height:22})),a.push({what:"answer",layer:o.rows.length,x:f-u/2,y:c.y,width:u+g,height:c.height}),e.globalAlpha=1}function ue(t){if(t.word===
void 0)return["nothing has come after this token yet","not come yet","–"];let e=t.drawn?"drawn":"the prompt's own word";if(t.probability===null||t.probability===
void 0)return[`${e}; its probability was not read`,`${e}; not read`,e];let n=$(t.probability),o=t.rank===0?"the likeliest":t.rank===-1?`not among the first ${t.
ranks}`:`rank ${(t.rank??0)+1}`;return[`${e}: probability ${n}, ${o}`,`${n}, ${o}, ${e}`,`${n}, ${o}`,n]}function Sr({ctx:t,look:e},n,o,r,s,a){t.beginPath(),t.roundRect(
n,o,r,s,5),t.fillStyle=e.panel,t.fill(),t.strokeStyle=a,t.lineWidth=1.5,t.stroke()}function Cn({ctx:t,look:e,place:n,shown:o,font:r,path:s}){let{text:a}=n.columns;
t.font=r(z),t.fillStyle=e.quiet,t.textBaseline="middle",s.blank&&t.fillText("The text will stand here.",a.x,n.text.y+Y/2),!(s.blank||!o.folded)&&(t.fillText(`${o.
from} earlier tokens`,a.x,n.text.y+Y/2-1),t.fillStyle=e.none,t.fillRect(a.x,n.text.y+Y-3,a.width,2))}function Ln({what:t},e){return t==="entries"?e?.picks?"indexer":"compressor":{window:"attention",sink:"attention",attention:"attention",streams:"mixing",routing:"\
routing",expert:"experts",rail:"experts",shared:"shared expert",lens:"head",answer:"head",embedding:"embedding",draft:"draft"}[t]??t}function Er(t,e){let{path:n}=t;
if(n.blank)return"";let{what:o,layer:r}=e;return["attention","window","sink","entries","compressor","indexer"].includes(o)?ol(t,r):o==="streams"||o==="mixing"?rl(
t,r,e.site??0):["routing","expert","rail","experts"].includes(o)?sl(t,r,e.id):o==="shared"||o==="shared expert"?`norm of what it adds: ${$(n.shared_norm[r])}`:o===
"lens"?al(n,r):o==="answer"||o==="head"?ue(n.answer)[0]:""}function ol({path:t,sizes:e,kinds:n,pieceAt:o},r){let s=[0,1,2].map(f=>t.mass[3*r+f]);if(s.some(Number.
isNaN))return t.missing.attention??"not captured in this layer";let[a,i,l]=Ht(s).map(f=>$(f)),c=Yt(t,r,e.kinds[n[r]]).slice(0,3).map(({zone:f,key:p,weight:m,first:u,
last:g})=>`${f?`entry ${p} (tokens ${u} to ${g})`:`${p} “${S(o(p),12)}”`} ${$(m)}`),d=c.length?`; most: ${c.join(", ")}`:"";return`compressed ${a} + window ${i}\
 + sink ${l} = 1${d}`}function rl({path:t,sizes:e},n,o){let r=(n*2+o)*e.streams,s=l=>[...l.subarray(r,r+e.streams)].map(c=>$(c)).join("  ");if(Number.isNaN(t.pre[r]))
return t.missing.mixing??"not captured in this layer";let a=0;for(let l=0;l<e.streams;l++)a+=t.comb[(r+l)*e.streams+l];let i=$(1-a/e.streams,3);return`${o?"expe\
rts":"attention"}: read (pre) ${s(t.pre)}; written (post) ${s(t.post)}; exchanged ${i}`}function sl({path:t,sizes:e},n,o){let r=n*e.chosen,s=[...t.expert.subarray(
r,r+e.chosen)];if(s[0]<0)return t.missing.routing??"not captured in this layer";let a=s.map((d,f)=>`${d} (${$(t.expert_weight[r+f])})`).join(", "),i=t.margin[n],
l=Number.isNaN(i)?"a table chose them":`margin ${$(i,3)}`;return`${o!==void 0&&!s.includes(o)?`expert ${o} was not chosen; `:""}experts and weights: ${a}; ${l}`}
function al(t,e){let n=t.lens[e+1]??[];if(!n.length)return t.missing.lens??"not read in this layer";let o=n.map((r,s)=>`“${S(r,14)}” ${$(t.lens_prob[(e+1)*t.
ranks+s])}`);return`${e<0?"after the embedding":`after layer ${e}`} it would say ${o.join(", ")}`}function Or(t,e,n){if(t===null)return`layer ${n}`;if(t<=0)return"\
embedding";if(t>e)return"answer";let o=t-1e-6;return`layer ${Math.floor(o)}: ${fr[Math.floor(o%1*4)]}`}function je(t){let e=[" T"," B"," M"," k"].findIndex((n,o)=>t>=10**(12-3*o));return e<0?String(t):`${(t/10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}
var _r=(t,e)=>{let n=t.model.get("places");return e.what==="draft"?n.find(o=>o.place==="draft"):e.layer<0?n.find(o=>o.place==="top"):n.find(o=>o.place===String(
e.layer))??n.find(o=>o.place==="bottom")};function qn(t,e){let n=t.model.get("cards");return e.what==="answer"?n.draft?.tab??"":n[Ln(e,In(t,e.layer))]?.tab??""}
function In(t,e){let n=t.model.get("places").find(o=>o.place===String(e));return n?t.model.get("sizes").kinds[n.kind]:void 0}function Rr(t){let{card:e}=t.own,n=t.
own.over&&t.own.over.what!=="row"?t.own.over:t.own.chosen,o=JSON.stringify([n,t.own.paths.now()?.token,t.own.paths.now()?.head,t.sel.get("layer"),t.model.get("s\
erial")]);e.dataset.of!==o&&(e.dataset.of=o,n&&n.what==="token"?e.replaceChildren(...il(t,n)):n&&n.what!=="layer"?e.replaceChildren(...ll(t,n)):e.replaceChildren(
...fl(t,n?.layer??t.sel.get("layer"))))}function il(t,e){let n=t.own.pieceAt(e.id??-1),o=h("div");return o.append(h("h4","",`token ${e.id} “${S(n,30)}”`),h(
"div","dsv-note","A click follows this one.")),[o]}function ll(t,e){let n=Ln(e,In(t,e.layer)),o=t.model.get("cards")[n];if(!o)return[];let r=_r(t,n==="head"&&e.
what!=="lens"?{...e,layer:Number.POSITIVE_INFINITY}:e),s=n!=="head"&&n!=="embedding"&&n!=="draft",a=r?.cells.filter(y=>y[0]===n)[n==="mixing"?e.site??0:0],i=h("\
div"),l=s?` of layer ${e.layer}`:"";i.append(h("h4","",`${o.title}${l}`),h("div","dsv-note",o.does));let c=Er(t.own.known(),e);c&&i.append(h("div","dsv-follow-n\
umbers",c));let d=h("pre","",o.equation),f=h("div");a&&f.append(h("div","",a[2]<0?"This layer has no such part.":`${je(a[1])} parameters, ${U(a[2])}`));let p=h(
"div","dsv-note");p.append(`${o.section}, `,h("code","",o.file)),f.append(p);let m=cl(o,e,s);m.length&&f.append(dl(m,e.layer));let u=qn(t,e);if(u){let y=h("butt\
on","dsv-small",`open “${u}”`);y.addEventListener("click",()=>t.own.open(e)),f.append(y)}let g=h("div","dsv-note");return g.append("alone: ",h("code","",o.code)),
f.append(g),[i,d,f]}function cl(t,e,n){let o=t.title==="hyper-connection"?e.site?".ffn.":".attn.":"";return t.points.filter(([r,,s])=>!r.includes("{i}")||n&&s.includes(
e.layer)&&r.includes(o))}function dl(t,e){let n=h("details","dsv-note");n.append(h("summary","",`${t.length} values can be captured`));let o=h("ul");for(let[r,s]of t){
let a=h("li");a.append(h("code","",r.replace("{i}",String(e))),` ${s}`),o.append(a)}return n.append(o),n}function fl(t,e){let n=_r(t,{what:"layer",layer:e,x:0,y:0,
width:0,height:0}),o=In(t,e);if(!n||!o)return[];let r=t.model.get("cards"),s=h("div");s.append(h("h4","",`layer ${e} ${o.glyph} ${o.title}`),h("div","dsv-note",
`This layer ${n.words}.`),h("div","",`${je(n.parameters)} parameters`));let a=h("div","dsv-follow-parts"),i=0;for(let[l,,c]of n.cells){let d=l==="mixing"?i++:0;
if(c<0)continue;let f=h("button","dsv-small");f.append(h("b","",`${r[l].title}${l==="mixing"?d?" (experts)":" (attention)":""}`),` ${U(c)}`),f.addEventListener(
"click",()=>t.own.choose({what:pl(l),layer:e,site:d,x:0,y:0,width:0,height:0})),a.append(f)}return[s,a]}var pl=t=>t==="mixing"?"streams":t==="shared expert"?"sh\
ared":t;function Pn(t){let e=t.model.get("totals");return e.parameters?`${je(e.parameters)} parameters, ${U(e.bytes)}; ${je(e.active)} work on each token`:""}var vr=t=>t>
0?$(t,t<10?2:0):"–";var hl={share:[2,pt],i1:[1,t=>new Int8Array(q(t).slice().buffer)],"<i2":[2,Ce],"<i4":[4,I],"<f4":[4,R]};function ml(t,e,n){let o=q(e),r={},s=0;n.forEach(([i,l],c)=>{
let[d,f]=hl[l],p=t.shapes[c].reduce((m,u)=>m*u,d);r[i]=f(o.subarray(s,s+p)),s+=p});let a=i=>t.shapes[n.findIndex(l=>l[0]===i)];return{...t,...r,keys:a("zone")[1],
ranks:a("lens_prob")[1]}}var At=t=>t.model.get("sizes");function V(t){let e=t.model.get("counts").tokens??0,n=t.sel.get("token");return n>=0&&n<e?n:e-1}var Ye=class{#t=new Map;#e=new Set;#s=-1;#o=null;#r=null;constructor(e){
this.view=e;let{model:n}=e,o={addEventListener:n.on.bind(n),removeEventListener:n.off.bind(n)},r=this.#l.bind(this);e.listen(o,"msg:custom",r)}#n(e){let n=this.
view.model.get("kernel")===!1?-1:this.view.sel.get("head");return`${e} ${n}`}#a(){let{model:e}=this.view;e.get("serial")!==this.#s&&(this.#s=e.get("serial"),this.#t.
clear(),this.#e.clear());let n=e.get("path");n!==this.#o&&(this.#o=n,n?.shapes?this.#i(n,e.get("arrays")):this.#r=null)}#i(e,n){this.#t.set(`${e.token} ${e.head}`,
ml(e,n,At(this.view).layout))}#l(e,n){if(e?.ahead&&e.serial===this.view.model.get("serial")){this.#a();for(let[o,r]of e.ahead.entries())this.#i(r,n[o])}}has(e){
return this.#a(),this.#t.has(this.#n(e))}now(){return this.#a(),this.#r=this.#t.get(this.#n(V(this.view)))??this.#r,this.#r}ask(e,n){if(this.view.model.get("ker\
nel")===!1)return;let o=Math.min(e+n,this.view.model.get("counts").tokens)-1,r=[];for(let s=e;s<=o;s++)!this.has(s)&&!this.#e.has(this.#n(s))&&r.push(s);if(!(!r.
length||r.length<n/2&&this.has(e))){for(let s of r)this.#e.add(this.#n(s));this.view.model.send({ahead:r,head:this.view.sel.get("head")})}}},Xe=class{#t=null;#e=0;pieces=[];read(e){
let n=D(e.model,"utf8");return(n!==this.#t||e.model.get("first")!==this.#e)&&(this.#t=n,this.#e=e.model.get("first"),this.pieces=tt(n,D(e.model,"lengths"))),{first:this.#e,
pieces:this.pieces}}};function Ve({layers:t,streams:e,chosen:n}){let o=r=>new Float32Array(r).fill(Number.NaN);return{token:-1,head:-1,piece:"",shapes:[],lens:[],
agree:[],answer:{},missing:{},keys:0,ranks:1,mass:o(3*t),zone:new Int8Array(0),key:new Int32Array(0),weight:o(0),pre:o(2*t*e),post:o(2*t*e),comb:o(2*t*e*e),norm:o(
(t+1)*e),expert:new Int16Array(t*n).fill(-1),expert_weight:o(t*n),expert_norm:o(t*n),shared_norm:o(t),margin:o(t),lens_prob:o(t+1),blank:!0}}var Vt=[.5,1,2,4,8,16,32,64],qr=-.5,Cr=1.5,Lr=.25,Ir=t=>({playing:!1,at:null,speed:t>16?4:2});function Pr(t,e){t.speed=T(t.speed+e,0,Vt.length-1)}var xt=(t,e)=>T(
Math.floor(t),0,e-1);function Wr(t,e){t.playing=!t.playing,t.playing&&(t.at===null||t.at>=e)&&(t.at=qr)}function Fr(t,e,n){t.playing=!1,(t.at===null||t.at>e)&&(t.
at=n),t.at=Math.min(Math.floor(t.at/Lr+1+1e-9)*Lr,e+1)}function Br(t,e,n){if(!t.playing||t.at===null)return!1;let o=t.at<n?Vt[t.speed]:Math.min(Vt[t.speed],6);return t.
at=Math.min(t.at+e*o,n+Cr),t.at>=n+Cr}function Dr(t){t.at=qr}var Hr=(t,e)=>t===null||!e?t:Math.ceil(t);function zr(t,e,n){let o=t+(e-t)*(1-Math.exp(-n*9));return Math.
abs(o-e)<.02?e:o}function Gt(t,e){let n=h("button","dsv-small",t);return n.title=e,n}function Ur(t,e){let n=h("input");return n.type="range",n.step=String(e),n.setAttribute("ari\
a-label",t),n}function jr(){let t=h("div","dsv-follow-bar"),e=Gt("▶ Play","space: the token travels through the layers, then the next one"),n=Gt("Step","full \
stop: one part further (read, mixed, routed, lens)"),o=Gt("−","[ : slower"),r=h("span","dsv-follow-speed"),s=Gt("+","] : faster");o.setAttribute("aria-label",
"slower"),s.setAttribute("aria-label","faster");let a=Ur("along the layers",.25),i=h("span","dsv-follow-where"),l=Gt("‹","left: the token before"),c=Ur("token",
1),d=Gt("›","right: the next token");l.setAttribute("aria-label","the token before"),d.setAttribute("aria-label","the next token");let f=h("span","dsv-follow-\
which"),p=[[e,n],[o,r,s],[h("span","dsv-note","layers"),a,i],[h("span","dsv-note","tokens"),l,c,d,f]].map(m=>{let u=h("span","dsv-follow-group");return u.append(
...m),u});return t.append(...p),{bar:t,play:e,stepped:n,slower:o,speed:r,faster:s,layer:a,where:i,back:l,token:c,on:d,which:f}}function Mt(t,e){let n=T(V(t)+e,0,
Math.max(0,(t.model.get("counts").tokens??1)-1)),{player:o}=t.own;o.at=o.playing?-.5:null,t.pick({token:n,entry:-1,expert:-1}),t.redraw()}function Wn(t){let{player:e}=t.
own,{layers:n}=t.own.sizes();Wr(e,n),e.playing||Bn(t),t.redraw()}function Fn(t){let{player:e}=t.own,{layers:n}=t.own.sizes();Fr(e,n,t.sel.get("layer")),Bn(t);let o=e.
at??0,r=xt(o-.01,n),s=o>n?"answer":["attention","streams","routing","lens"][Math.round((o-.01)%1*4-.5)];t.own.chosen={what:s,layer:r,site:0,x:0,y:0,width:0,height:0},
t.redraw()}function Bn(t){let{at:e}=t.own.player;if(e===null)return;let n=xt(e-.01,t.own.sizes().layers);n!==t.sel.get("layer")&&t.pick({layer:n})}function ge(t,e){
Pr(t.own.player,e),t.redraw()}function Yr(t){let{bar:e,player:n}=t.own;t.listen(e.play,"click",()=>Wn(t)),t.listen(e.stepped,"click",()=>Fn(t)),t.listen(e.slower,
"click",()=>ge(t,-1)),t.listen(e.faster,"click",()=>ge(t,1)),t.listen(e.back,"click",()=>Mt(t,-1)),t.listen(e.on,"click",()=>Mt(t,1)),t.listen(e.layer,"input",()=>{
n.playing=!1,n.at=Number(e.layer.value),t.redraw()}),t.listen(e.layer,"change",()=>Bn(t)),t.listen(e.token,"input",()=>Mt(t,Number(e.token.value)-V(t)))}function Ge(t){
let{bar:e,player:n}=t.own,{layers:o}=t.own.sizes(),{tokens:r=0}=t.model.get("counts"),s=V(t),a=t.sel.get("layer");e.play.textContent=n.playing?"❚❚ Pause":"▶\
 Play",e.play.setAttribute("aria-pressed",String(n.playing)),e.speed.textContent=`${Vt[n.speed]} layers/s`,e.slower.disabled=n.speed===0,e.faster.disabled=n.speed===
Vt.length-1,e.layer.min="0",e.layer.max=String(o+1),e.layer.value=String(n.at??a+1),e.where.textContent=Or(n.at,o,a),e.layer.setAttribute("aria-valuetext",e.where.
textContent),e.token.max=String(Math.max(0,r-1)),e.token.value=String(Math.max(0,s)),e.which.textContent=r?`${s+1} of ${r}`:"none yet";for(let i of[e.play,e.stepped,
e.layer,e.back,e.token,e.on])i.disabled=!r}var Ke=1.5,ul=[{from:.05,middle:.28,to:.48},{from:.54,middle:.72,to:.97}],Dn=t=>Math.max(0,...t.filter(e=>!Number.isNaN(e)));function Vr({place:t,at:e}){if(e===
null)return Number.POSITIVE_INFINITY;let{rows:n,start:o,end:r}=t;return e<0?o.y+o.height*T(1+e,0,1):e>=n.length?r.y+r.height*T(e-n.length,0,1):lt(n[Math.floor(e)],
e%1)}function Gr(t){let{ctx:e,place:n}=t,o=Vr(t);e.globalAlpha=X(0),Xr(t),e.globalAlpha=1,e.save(),e.beginPath(),e.rect(0,n.start.y,n.width,Math.min(o,n.height)-
n.start.y),e.clip(),e.fillStyle=t.look.panel,Xr(t),e.restore()}function gl({place:t,path:e,sizes:n},o){let r=t.columns.lanes.width/n.streams,s=Dn(e.norm)||1;return Array.
from({length:t.rows.length+1},(a,i)=>{let l=e.norm[i*n.streams+o];return Number.isNaN(l)?Number.NaN:(Ke+(r*.86-Ke)*(l/s))/2})}function Xr(t){let{ctx:e,look:n,place:o,
sizes:r}=t,{rows:s,columns:a,start:i,end:l}=o,c=[...s.map(f=>f.y),l.y],d=a.lanes.x+a.lanes.width/2;for(let f=0;f<r.streams;f++){let p=fe(a,r.streams,f),m=gl(t,f),
u=m[0]||Ke/2,g=Math.min(m[s.length]||Ke/2,5);e.fillStyle=n.streams[f%n.streams.length],e.fillRect(p-u,i.y+i.height-8,2*u,8.4),yl(t,p,c,m),e.lineWidth=2*g,e.strokeStyle=
e.fillStyle,e.beginPath(),e.moveTo(p,l.y),e.bezierCurveTo(p,l.y+12,d,l.y+6,d,l.y+18),e.stroke()}}function yl({ctx:t,look:e,path:n},o,r,s){for(let a=0;a<r.length-
1;){let i=a;for(;i+1<r.length&&!Number.isNaN(s[i]+s[i+1]);)i++;if(t.beginPath(),i===a)i=a+1,n.blank||t.setLineDash([3,3]),t.lineWidth=n.blank?2:1,t.strokeStyle=
n.blank?t.fillStyle:e.quiet,t.moveTo(o,r[a]),t.lineTo(o,r[i]),t.stroke(),t.setLineDash([]);else{for(let l=a;l<=i;l++)t.lineTo(o+s[l],r[l]);for(let l=i;l>=a;l--)
t.lineTo(o-s[l],r[l]);t.fill()}a=i}}function Kr(t,e){let{ctx:n,look:o,place:r,path:s,sizes:a,at:i,hits:l}=t,c=r.rows[e],{columns:d}=r;for(let p=0;p<2;p++){let m={
y:c.y+p*c.height/2,height:c.height/2};l.push({what:"streams",layer:e,site:p,x:d.lanes.x,width:d.lanes.width,...m})}let f=Ft(c.height,26,34)*(e===t.layer?1:.5);f&&
(ul.forEach(({from:p,middle:m,to:u},g)=>{let y=ct(i,e,g+1),k=d.nodes[g],b=lt(c,m),N=(e*2+g)*a.streams;n.globalAlpha=f*X(y),kl(t,N,lt(c,p),lt(c,u));for(let _=0;_<
a.streams;_++){let v=fe(d,a.streams,_),[E,C]=[s.pre[N+_],s.post[N+_]];n.strokeStyle=o.streams[_%o.streams.length],n.globalAlpha=f*X(y)*.9;let Ot=(v+k)/2;if(E>.01){
n.lineWidth=.4+3*E;let _t=lt(c,p);Xt(n,[v,_t,v,(_t+b)/2,Ot,b,k,b],1)}if(C>.01){n.lineWidth=.4+1.5*C;let _t=lt(c,u);Xt(n,[k,b,Ot,b,v,(_t+b)/2,v,_t],y)}}n.globalAlpha=
f*X(y),n.fillStyle=o.panel,n.strokeStyle=o.ink,n.lineWidth=1.5,n.beginPath(),n.arc(k,b,4.5,0,7),n.fill(),n.stroke(),xl(t,e,g,k,b,f);let M=g?"routing":"attention";
l.push({what:M,layer:e,x:k-9,y:b-9,width:18,height:18})}),n.globalAlpha=1)}function kl({ctx:t,look:e,place:n,path:o,sizes:r},s,a,i){for(let l=0;l<r.streams;l++)
for(let c=0;c<r.streams;c++){let d=o.comb[(s+l)*r.streams+c];if(l===c||!(d>.005))continue;let[f,p]=[l,c].map(u=>fe(n.columns,r.streams,u));t.strokeStyle=e.streams[l%
e.streams.length],t.lineWidth=.5+10*d;let m=(a+i)/2;Xt(t,[f,a,f,m,p,m,p,i],1)}}function xl({ctx:t,look:e,place:n,path:o,sizes:r,at:s},a,i,l,c,d){let f=n.rows[a];
if(!i){let m=he(n.columns,f);t.strokeStyle=e.quiet,t.lineWidth=1.2,t.beginPath(),t.moveTo(m.x+m.width+2,m.y+m.height/2),t.lineTo(l-5,c),t.stroke();return}let p=ct(
s,a,2);if(p){t.strokeStyle=e.quiet;for(let m=a*r.chosen;m<(a+1)*r.chosen;m++){if(o.expert[m]<0)continue;let u=pe(n.columns,r.experts,o.expert[m]),g=He(f);t.globalAlpha=
d*.5*X(p),t.lineWidth=.6+3*(o.expert_weight[m]/r.scale),Xt(t,[l+5,c,(l+u)/2,c,u,c,u,g],p)}}}function Qr(t){let{ctx:e,look:n,place:o,sizes:r,at:s}=t;if(s===null||
s>=o.rows.length)return;let a=Vr(t);for(let i=0;i<r.streams;i++){let l=fe(o.columns,r.streams,i);e.fillStyle=n.mark,e.globalAlpha=.3,e.beginPath(),e.arc(l,a,7,0,
7),e.fill(),e.globalAlpha=1,e.beginPath(),e.arc(l,a,3.4,0,7),e.fill()}}function Jr(t,e){let{legend:n}=t.own,{streams:o,scale:r,kinds:s,window:a}=t.own.sizes(),i=vr(Dn(e.norm)),l=`${i} ${o}`;if(n.dataset.of===l)return;n.dataset.of=l;
let c=(d,f,p)=>{let m=h("span","dsv-follow-key");return m.append(h("i",p??"",d),f),m};n.replaceChildren(...Array.from({length:o},(d,f)=>c("",String(f),`lane s${f%
4}`)),h("span","",`streams: as wide as their norm, full width ${i}`),c("","compressed","box entries"),c("",`window (last ${a})`,"box window"),c("","sink","box s\
ink"),c("",`chosen expert: as high as its weight (they sum to ${$(r,1)})`,"box expert"),c("◆","shared expert"),c("☷","a table chose"),c("●","names the tok\
en that came","came"),...Object.values(s).map(d=>c(d.glyph,d.title)),c("","not captured","box none"))}function Hn(t){let e=n=>x(t,n);return{ink:e("ink"),quiet:e("quiet"),panel:e("panel"),none:e("none"),mark:e("mark"),window:e("window"),entries:e("entries"),sink:e(
"sink"),expert:e("ink"),band:`rgba(${e("tint")}, 0.09)`,track:e("track"),streams:[0,1,2,3].map(n=>e(`stream-${n}`)),family:getComputedStyle(t).fontFamily}}function bl(t){
let{own:e,root:n,model:o}=t,r=At(t);if(!r?.layers)return null;let s=e.paths.now()??Ve(r),{player:a}=e,i=Hr(a.at,e.still()),l=i===null?t.sel.get("layer"):xt(i-1e-6,
r.layers),c=Math.max(280,e.stage.clientWidth),d=dr(c,e.height(),r,e.focus,o.get("places").some(k=>k.place==="draft")),f=(k,b="")=>`${b} ${k}px ${e.look.family}`,
p=P(e.canvas,c,d.height);p.font=f(z+1);let{first:m,pieces:u}=e.text.read(t),g=e.words(u,d.columns.text.width,e.look.family),y=o.get("places").filter(k=>k.kind);
return{ctx:p,root:n,look:e.look,font:f,place:d,sizes:r,path:s,at:i,layer:l,hits:[],kinds:y.map(k=>k.kind),routing:y.map(k=>k.routing),shown:wr(g,m,s.blank?-1:s.
token,{x:d.columns.text.x,...d.text})}}function Qe(t){let e=bl(t);if(!e)return;let{own:n}=t,{ctx:o,place:r,sizes:s,path:a,layer:i,kinds:l,look:c,shown:d}=e,f=r.
rows[i];o.fillStyle=c.band,o.beginPath(),o.roundRect(r.columns.label.x-6,f.y,r.width-r.columns.label.x+6,f.height,5),o.fill();let p=a.blank?[]:Yt(a,i,s.kinds[l[i]]);
a.blank?Cn(e):wl(t,e,p),Nr(e);for(let u=0;u<s.layers;u++){let g=r.rows[u];e.hits.push({what:"row",layer:u,x:r.columns.label.x-6,y:g.y,width:r.width,height:g.height})}
Gr(e);for(let u=0;u<s.layers;u++)gr(e,u),kr(e,u),Kr(e,u);let m={word:"",bottom:-1};Ar(e,m);for(let u=0;u<s.layers;u++)ze(e,r.rows[u],u,m);Tr(e,p);for(let u=0;u<
s.layers;u++)mr(e,u);Mr(e),Qr(e),$l(e,n.over),n.hits=e.hits,n.frames++,t.root.drawn=Tl(t,e,p),n.shown=d}function wl(t,e,n){let{ctx:o,place:r,look:s,font:a,shown:i,
path:l}=e,c={width:r.columns.text.width,height:r.text.y+r.text.height};$r(e,n);let d=me(i,l.token);d&&(o.strokeStyle=s.mark,o.lineWidth=2,o.strokeRect(d.x-1,d.y+
1,d.width+2,d.height-2));let f=t.model.get("counts").prompt??0;t.own.picture.draw(o,i,c,a(z+1),{ink:s.ink,quiet:s.quiet,prompt:f}),Cn(e)}function $l({ctx:t,look:e},n){
!n||n.what==="row"||(t.strokeStyle=e.ink,t.lineWidth=1,t.strokeRect(n.x-.5,n.y+.5,n.width+1,Math.max(2,n.height-1)))}function Tl(t,{path:e,at:n,layer:o,place:r,
hits:s,sizes:a},i){let{own:l}=t;return{token:e.blank?-1:e.token,wanted:V(t),head:e.head,at:n,layer:o,playing:l.player.playing,speed:l.player.speed,frames:l.frames,
layers:a.layers,heights:r.rows.map(c=>c.height),height:r.height,stacked:r.columns.stacked,readings:i,hits:s,lens:e.lens.map(c=>c[0]),mass:[...e.mass.subarray(3*
o,3*o+3)],answer:e.answer,missing:e.missing,experts:[...e.expert.subarray(a.chosen*o,a.chosen*(o+1))]}}var Nl=8,zn=t=>t.own.paths.ask(V(t)+1,Nl);function Zr(t){let{own:e}=t;if(e.running)return;let n=performance.now(),o=r=>{let s=Math.min((r-n)/1e3,.1);n=r,e.running=
t.root.isConnected&&t.root.clientWidth>0&&Al(t,s),e.running&&requestAnimationFrame(o)};e.running=!0,requestAnimationFrame(o)}function Al(t,e){let{own:n}=t,{layers:o}=n.
sizes(),{player:r,paths:s}=n;s.now()?.token===V(t)&&Br(r,e,o)&&Ml(t);let i=r.at===null?t.sel.get("layer"):r.playing?T(r.at-.5,0,o-1):xt(r.at-.01,o),l=n.focus;return n.
focus=n.still()?Math.round(i):zr(n.focus,i,e),!r.playing&&l===n.focus?!1:(Ge(t),t.tabled?.()||Qe(t),!0)}function Ml(t){let{own:e,model:n}=t,o=V(t);if(o+1>=n.get(
"counts").tokens){e.player.playing=!1,e.player.at=null,t.redraw();return}zn(t),!(n.get("kernel")!==!1&&!e.paths.has(o+1))&&(Dr(e.player),t.pick({token:o+1,entry:-1,
expert:-1}),t.redraw())}function Je(t,e){let{what:n,layer:o,id:r}=e;if(n==="token")return t.pick({token:r??-1});if(t.own.chosen=e,n==="row"||n==="layer")return t.pick({layer:o});let s=o>=
0&&o<t.own.sizes().layers,a=qn(t,e),i={...s?{layer:o}:{},...a?{tab:a}:{}};n==="streams"&&(i.site=e.site??0),["routing","expert","rail","shared"].includes(n)&&(i.
site=1),r!==void 0&&(i.expert=r),n==="entries"&&(i.entry=Sl(t,o)),t.pick({token:V(t),...i})}function Sl(t,e){let{path:n}=t.own.known();for(let o=e*n.keys;o<(e+1)*
n.keys;o++)if(n.zone[o]===1)return n.key[o];return-1}function ts(t,e){let{own:n}=t,o=n.canvas.getBoundingClientRect(),r=n.canvas.offsetWidth/o.width,[s,a]=[(e.clientX-
o.left)*r,(e.clientY-o.top)*r],i=n.hits.filter(l=>s>=l.x&&s<=l.x+l.width&&a>=l.y&&a<=l.y+l.height);if(n.over=i[i.length-1]??El(t,s,a),n.over?.what==="rail"){let l=Math.
floor((s-n.over.x)/n.over.width*n.sizes().experts);n.over={...n.over,id:T(l,0,n.sizes().experts-1)}}n.canvas.style.cursor=n.over?"pointer":"",t.hover({hover_token:n.
over?.what==="token"?n.over.id??-1:-1}),t.redraw()}function El({own:t},e,n){if(!t.shown)return null;for(let o=t.shown.from;o<=t.shown.token;o++){let r=me(t.shown,
o);if(r&&e>=r.x&&e<=r.x+r.width&&n>=r.y&&n<=r.y+r.height)return{what:"token",layer:-1,id:o,...r}}return null}function es(t){let{own:e}=t;t.listen(e.canvas,"poin\
termove",n=>ts(t,n)),t.listen(e.canvas,"pointerleave",()=>{e.over=null,t.hover({hover_token:-1}),t.redraw()}),t.listen(e.canvas,"click",n=>{ts(t,n),e.over&&Je(t,
e.over)})}function ns({path:t,sizes:e,kinds:n},o){let s=(o.filter(i=>i.kind)[0]?.cells??[]).map(([i],l,c)=>{let d=c.findIndex(f=>f[0]===i)<l;return`bytes of ${i}${i==="mi\
xing"?d?" (experts)":" (attention)":""}`}),a=o.map(i=>{let l=i.place==="top"?-1:i.kind?Number(i.place):Number.NaN,c=[i.cells.reduce((k,b)=>k+Math.max(0,b[2]),0)];
for(let k=0;k<s.length;k++)c.push(i.kind&&i.cells[k][2]>=0?i.cells[k][2]:Number.NaN);let d=t.lens[l+1]?.[0]??null,f=Number.isNaN(l)?null:t.lens_prob[(l+1)*t.ranks],
p=Array.from({length:e.streams},(k,b)=>Number.isNaN(l)?null:t.norm[(l+1)*e.streams+b]);if(!i.kind)return[{top:"embedding",bottom:"head",draft:"draft block"}[i.place]??
i.place,"",null,null,null,"","",...p,d,f,i.parameters,...c];let m=l*e.chosen,u=[...t.expert.subarray(m,m+e.chosen)].filter(k=>k>=0),[g]=Yt(t,l,e.kinds[n[l]]),y=g?
`${g.zone?"entry":"token"} ${g.key}`:"";return[l,`${i.kind}${i.routing==="hash"?", table":""}`,...[0,1,2].map(k=>t.mass[3*l+k]),y,u.map((k,b)=>`${k}: ${t.expert_weight[m+
b].toFixed(3)}`).join(", "),...p,d,f,i.parameters,...c]});return{columns:["layer","kind","compressed","window","sink","read most","experts and weights",...Array.
from({length:e.streams},(i,l)=>`norm of stream ${l}`),"would say","probability","parameters","bytes",...s],rows:a,note:t.blank?"The model's plan; nothing has be\
en run yet.":`Token ${t.token}; attention ${t.head<0?"as the mean of heads":`of head ${t.head}`}.`}}var Ol="Look for: which layers read far back (arcs), which lanes swell, and from which layer on the right edge names the answer.";function _l(t){let{body:e,root:n}=t;
n.classList.add("dsv-follow");let o=jr(),r=h("div","dsv-follow-notes"),s=h("div","dsv-follow-stage"),a=h("canvas");a.setAttribute("role","img"),s.append(a);let i=h(
"div","dsv-follow-legend"),l=h("div","dsv-follow-card");e.append(h("div","dsv-note",Ol),o.bar,r,s,i,l);let c=J(h("canvas")),d=matchMedia("(prefers-reduced-motio\
n: reduce)"),f=new Xe,p={bar:o,notes:r,stage:s,canvas:a,legend:i,card:l,text:f,paths:new Ye(t),picture:new Ue,player:Ir(At(t)?.layers??0),look:Hn(n),focus:t.sel.
get("layer"),over:null,chosen:null,hits:[],shown:null,frames:0,running:!1,seen:"",still:()=>d.matches,sizes:()=>At(t),height:()=>T(window.innerHeight-340,372,620)+
(s.clientWidth<760?84:0),words:L((m,u,g)=>(c.font=`13px ${g}`,br(m,u-4,y=>c.measureText(y).width))),pieceAt:m=>{let{first:u,pieces:g}=f.read(t);return g[m-u]??""},
known:()=>({path:p.paths.now()??Ve(At(t)),sizes:At(t),kinds:t.model.get("places").filter(m=>m.kind).map(m=>m.kind),pieceAt:p.pieceAt}),choose:m=>{p.chosen=m,t.redraw()},
open:m=>Je(t,m)};return p}function Rl(t){let{own:e,facts:n}=t;if(e.look=Hn(t.root),!e.sizes()?.layers)return;let o=e.known().path,r=`${t.sel.get("layer")} ${V(t)}`;
if(e.seen&&e.seen!==r&&!e.player.playing&&Cl(t),e.seen=r,Ge(t),o.blank)n.textContent=`the model's plan; nothing has been run yet · ${Pn(t)}`;else{let s=o.answer.
word===void 0?"":` → “${S(o.answer.word,16)}” (${ue(o.answer)[2]??""})`;n.replaceChildren(h("b","",`${o.token} “${S(o.piece,16)}”`),s,` · ${Pn(t)}`)}
e.canvas.setAttribute("aria-label",`Path of token ${o.token} through ${e.sizes().layers} layers; ▦ gives its numbers as a table.`),vl(t,o),Jr(t,o),Rr(t),Qe(t),
o.blank||zn(t),Zr(t)}function vl({own:t},e){let n=Object.values(e.missing).join(" ");t.notes.textContent!==n&&(t.notes.textContent=n),t.notes.hidden=!n}function Cl(t){
let{player:e}=t.own;e.at!==null&&xt(e.at-.01,t.own.sizes().layers)!==t.sel.get("layer")&&(e.at=null)}function Ll(t){let{own:e,root:n}=t;Yr(t),es(t),t.listen(n,"\
keydown",o=>{o.key==="Escape"&&(e.player.playing=!1,e.player.at=null,e.chosen=null,t.redraw()),!(o.key!==" "||["BUTTON","INPUT","SUMMARY"].includes(o.target.tagName))&&
(Wn(t),o.preventDefault(),o.stopPropagation())})}var os=t=>e=>{e.own.player.at=null,e.own.player.playing=!1,j(e,t,Array.from({length:e.own.sizes().layers},(n,o)=>o))},
ql={title:"Follow a token",aria:"One token's path through all layers. Space plays and pauses, full stop steps, left and right move the token, up and down the la\
yer, square brackets the speed, Enter opens the view of the chosen part, Escape frees the choice.",keys:{ArrowLeft:t=>Mt(t,-1),ArrowRight:t=>Mt(t,1),ArrowUp:os(
-1),ArrowDown:os(1),Home:t=>Mt(t,Number.NEGATIVE_INFINITY),End:t=>Mt(t,Number.POSITIVE_INFINITY),"[":t=>ge(t,-1),"]":t=>ge(t,1),".":Fn,Enter:t=>t.own.chosen&&Je(
t,t.own.chosen)},build:_l,draw:Rl,listen:Ll,table:t=>ns(t.own.known(),t.model.get("places"))},rs=F(ql);var as="outside the nucleus: this run could not have drawn it",Il="put here by a branch: outside the nucleus, this run could not have drawn it";function Pl({body:t}){
let e=h("div"),n=h("div","dsv-note"),o=h("div","dsv-drafts"),r=h("div","dsv-beside");return t.append(e,n,o,r),{list:e,draft:n,around:o,pair:r,requests:0}}var Un=t=>t.
model.get("table");function Wl(t){let{model:e}=t,{draft:n}=t.own,o=Un(t);if(!o.rows)return;t.facts.replaceChildren("at position ",h("b","",`${o.token}`),Fl(o)),
Bl(t,o,o.rows);let r=o.draft?`The draft (MTP) block had proposed “${S(o.draft.word,18)}” with probability ${$(o.draft.probability,2)}, before the trunk read\
 the token before it.`:o.no_draft,s=Math.round(100*o.accepted/o.proposed),a=`Of ${o.proposed} proposals for generated tokens, ${o.accepted} came (${s} %).`;n.replaceChildren(
h("div","",r),h("div","",o.proposed?a:"")),Hl(t,o),zl(t),t.root.drawn={said:r,never:o.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:o.token,words:o.rows.map(i=>i.word),probabilities:o.rows.map(i=>i.probability),came:o.rows.findIndex(i=>i.came),
draft:o.draft}}function Fl(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Bl(t,e,n){let{list:o}=t.own;if(!n.length){o.replaceChildren(h("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=h("table","dsv-table"),s=h("tbody");s.append(
...n.map(c=>Dl(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${$(e.temperature,2)}) and top-p (${$(e.top_p,2)})`,i=n.some(c=>c.drawable===!1)?
`; struck through: ${as.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;o.replaceChildren(r,h("div","dsv-note",l))}function Dl(t,e,n){
let o=h("tr",`${n.came?"picked":""}${n.drawable===!1?" never":""}`),r=h("span","dsv-bar"),s=h("td"),a=h("td","",`${n.came?"✓ ":""}“${S(n.word,18)}”`),i=h(
"td");if(n.drawable===!1&&(o.title=n.came?Il:as),r.style.width=`${Math.max(1,T(n.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!n.came&&e.token>0){let l=h("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${S(n.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:n.id,n:++t.own.requests})}),i.append(l)}return o.append(a,h("td","",$(n.probability,
3)),s,i),o}function Hl(t,e){let{around:n}=t.own,o=t.model.get("drafts").rows??[];n.style.display=o.some(r=>r.proposed!==null)?"":"none",n.replaceChildren(...o.map(
r=>{let s=h("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${S(r.proposed,40)}”, came “${S(r.came,40)}”`,s.append(h("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${S(r.
proposed,9)}`),h("b","",S(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function zl(t){let{pair:e}=t.own,n=t.model.get("beside");if(e.
replaceChildren(),!n?.runs)return;let o=h("div","dsv-uses");o.append(...n.runs.map(Ul));let r=`The two runs from token ${n.parting} on, darker where a token was\
 less expected:`;e.append(h("div","dsv-note",r),o)}function Ul(t){let e=h("div"),n=h("div","dsv-run"),o=h("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";o.append(h("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${$(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let i=h("span",a===null?"none":"",ut(s));i.title=a===null?"not captured":`${$(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*K(-a,0,8)).toFixed(3)})`),n.append(i)}return t.tokens>t.words.length&&n.append(" …"),e.append(o,n),e}function jl(t){let e=Un(t);return{columns:[
"token","probability","came","could be drawn"],rows:(e.rows??[]).map(n=>[n.word,n.probability,n.came?"yes":"",n.drawable===null?null:n.drawable?"yes":"no"]),note:`\
What could have come at position ${e.token}.`}}var ss=t=>e=>e.pick({token:Math.max(0,(Un(e).token??0)+t)}),Yl={title:"What could have come",aria:"Alternatives a\
t the chosen position. Left and right move the token.",keys:{ArrowLeft:ss(-1),ArrowRight:ss(1)},build:Pl,draw:Wl,table:jl},is=F(Yl);var Bt=40,ye=16,Xl=18,Vl=11,ls=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function Dt(t,e){let{width:n,height:o,title:r,right:s=96,series:a,
ticks:i,low:l,high:c,at:d,axis:f=[],click:p}=e,m=n-Bt-s,u=o-ye-Xl,g=Math.max(...a.map(N=>N.values.length),1),y=N=>Bt+(g>1?N/(g-1):.5)*m,k=N=>ye+(1-K(N,l,c))*u,b=A(
"svg",{width:n,height:o,role:"img","aria-label":r});b.append(A("text",{x:0,y:10,class:"quiet"},r));for(let[N,M]of i)b.append(A("line",{x1:Bt,x2:Bt+m,y1:k(N),y2:k(
N),stroke:x(t,"line")}),A("text",{x:Bt-4,y:k(N)+3,"text-anchor":"end",class:"quiet"},M));for(let[N,M]of f)b.append(A("text",{x:y(N),y:o-4,"text-anchor":"middle",
class:"quiet"},M));if(d>=0){let N={x1:y(d),x2:y(d),y1:ye,y2:ye+u};b.append(A("line",{...N,stroke:x(t,"mark"),"stroke-width":1.5}))}return b.append(...Gl(t,a,y,k,
Bt+m)),p&&(b.style.cursor="pointer",b.addEventListener("click",N=>{let M=(N.clientX-b.getBoundingClientRect().left-Bt)/m;p(T(Math.round(M*(g-1)),0,g-1))})),b}function Gl(t,e,n,o,r){
let s=[],a=[];for(let{name:l,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[p,m]=ls[d%ls.length],u=x(t,p),g=Kl(c,n,o);s.push(
A("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:l,stroke:u,y:o(c[f])})}a.sort((l,c)=>l.y-c.y);let i=ye+4;for(let{name:l,
stroke:c,y:d}of a){let f=Math.max(d,i),p=A("text",{x:r+5,y:f+3},l);p.style.fill=c,s.push(p),i=f+Vl}return s}function Kl(t,e,n){let o="",r=!1;return t.forEach((s,a)=>{
let i=!Number.isNaN(s);i&&(o+=`${r?"L":"M"}${e(a).toFixed(1)} ${n(s).toFixed(1)}`),r=i}),o}function Ze(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),n=Math.
floor(Math.min(0,...e)),o=Math.max(n+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((o-n)/4)),s=[];for(let a=n;a<=o;a+=r){let i=String(Number((10**a).toPrecision(
1))),l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");s.push([a,l])}return{low:n,high:o,ticks:s}}var jn=40,Ql='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
Jl=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function cs(t,e,n,o){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,f)=>d+f,0);a.set(l.map(d=>d/c+o))}for(let s=0;s<n;s++)s&&ds(r,e,e,1,o),ds(r,e,1,e,o);return r}function ds(t,e,n,o,r){
for(let s=0;s<e;s++){let a=r;for(let i=0;i<e;i++)a+=t[s*n+i*o];for(let i=0;i<e;i++)t[s*n+i*o]/=a}}function Zl(t,e){let n=0,o=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let i=0;i<e;i++)s+=t[r*e+i],a+=t[i*e+r];n=Math.max(n,Math.abs(s-1)),o=Math.max(o,Math.abs(a-1))}return{row:n,column:o}}function fs(t,e){let{model:n,own:o}=t,
{pane:r}=o,s=R(n.get("logits")),a=R(n.get("pre")).length,{steps:i,eps:l}=n.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(h("div","dsv-m\
essage",Ql)),{};let c=o.dial??i,d=cs(s,a,c,l),f=Array.from({length:jn+1},(k,b)=>Zl(cs(s,a,b,l),a)),p=e<480?28:34,m=a*p+34,u=h("div","dsv-mix");u.append(ec(t,d,a,
p),nc(t,f,c,e>m+200?e-m-20:e,a*p+26));let g=r.querySelector("input")??h("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(tc(t,g,f[c],c),
u,h("div","dsv-note",oc(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function ps(t,e){t.own.dial=e,t.redraw()}function tc(t,e,n,o){let r=h(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(jn),e.value=String(o),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>ps(t,Number(e.value));let s=o===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${$(n.row,5)}, columns by ${$(n.column,6)}`;return r.append(e,` ${o}\
 steps${s}: ${a}`),r}function ec({root:t},e,n,o){let s=A("svg",{width:n*o+34,height:n*o+22,role:"img","aria-label":"matrix after the chosen steps"}),a=x(t,"ramp\
-low"),i=x(t,"ramp-high");for(let l=0;l<n;l++){let c=16+l*o+o/2+4;s.append(A("text",{x:0,y:c},`${l} →`),A("text",{x:26+(l+.5)*o,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<n;d++){let f=e[l*n+d],p=ft(a,i,T(f,0,1)),m={x:26+d*o+1,y:16+l*o+1,width:o-2,height:o-2},u=A("text",{x:26+(d+.5)*o,y:c,"text-anchor":"middle"},$(f));
u.style.fill=Ut(p),s.append(A("rect",{...m,rx:3,fill:p}),u)}}return s}function nc(t,e,n,o,r){let s=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return Dt(t.root,{width:o,height:r,right:60,low:-8,high:1,ticks:Jl,at:n,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,jn].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>s(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>s(i.column)),style:1}],click:i=>ps(t,i)})}
function oc({model:t}){let{steps:e,unbalanced:n,late:o,sites:r}=t.get("steps"),s=t.get("limit");if(!n.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=n.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${o} of the ${r} captured sites${o>n.length?", most often at":":"} ${a.join(", ")}.`}var W=38,Xn=68,hs=20,ke=hs+Xn+8,xe=28,Yn=26,Vn=40,be=85,rc=(t,e,n)=>T(Math.floor(t/e*n),0,n-1),Kt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function Qt(t,e){let n=t.model.get("layers"),o=T(e,0,n.length-1);t.pick({layer:n[o],site:o-n.indexOf(n[o]),expert:-1,entry:-1})}function ms(t,e){
let{model:n,own:o}=t,[r,s,a]=[R(n.get("pre")),R(n.get("post")),R(n.get("comb"))],i=$(e.sinkhorn_error,4);o.matrix.replaceChildren(sc(t,r,s,a)),o.words.replaceChildren(
h("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),h("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`),h("div","","bar in a cell: nine in ten tokens of the run")),o.norms.replaceChildren(ic(t,e)),o.strip.replaceChildren(lc(t,r.length));
let l=Array.from(R(n.get("exchange")));return{pre:Array.from(r),comb:Array.from(a),post:Array.from(s),exchange:l}}function sc(t,e,n,o){let r=e.length,s=`rgb(${x(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(o,c=>c.toFixed(2)).join(" ")}`,i=A("svg",{width:ke+r*W+4,height:xe+r*W+46,role:"img","aria-label":a}),l=hs+Xn;i.
append(A("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),A("text",{x:ke+r*W/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<r;c++){let d=xe+c*W,f=T(e[c],0,1)*(Xn-36);i.append(A("text",{x:2,y:d+W/2+4},`${c} →`.slice(0,3)),A("rect",{x:l-f,y:d+11,width:Math.max(f,.5),height:W-
22,fill:s}),A("text",{x:l-f-3,y:d+W/2+4,"text-anchor":"end"},$(e[c])),A("text",{x:ke+c*W+W/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)i.append(
...ac(t,o[c*r+g],r,c,g));let p=T(n[c]/2,0,1)*22,m=ke+c*W,u=xe+r*W+6;i.append(A("rect",{x:m+8,y:u,width:W-16,height:Math.max(p,.5),fill:s}),A("text",{x:m+W/2,y:u+
p+12,"text-anchor":"middle"},$(n[c])))}return i.append(A("text",{x:l,y:xe+r*W+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function ac({root:t,model:e},n,o,r,s){
let a=ke+s*W,i=xe+r*W,l=ft(x(t,"ramp-low"),x(t,"ramp-high"),T(n,0,1)),c=Ut(l),d=A("rect",{x:a+1,y:i+1,width:W-2,height:W-2,rx:3,fill:l}),f=A("title",{},`comb[fr\
om ${r}, to ${s}] = ${$(n,4)}`),p=A("text",{x:a+W/2,y:i+W/2+4,"text-anchor":"middle"},$(n));p.style.fill=c,d.append(f);let m=R(e.get("spread"));if(!m.length)return[
d,p];let u=M=>a+4+T(M,0,1)*(W-8),[g,y,k]=[0,1,2].map(M=>m[M*o*o+r*o+s]);f.textContent+=`; over the run 5 % ${$(g,3)}, middle ${$(y,3)}, 95 % ${$(k,3)}`;let b={x1:u(
g),x2:Math.max(u(k),u(g)+1),y1:i+W-6,y2:i+W-6},N={x1:u(y),x2:u(y),y1:i+W-8,y2:i+W-4};return[d,A("line",{...b,stroke:c,opacity:.55}),A("line",{...N,stroke:c}),p]}
function ic({root:t,model:e},n){let o=R(e.get("norm"));if(Number.isNaN(o[0]))return h("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.
max(...o,1e-9),s=20+o.length*15,a=A("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),i=n.layer?`stream norms after layer ${n.layer-1}`:
"stream norms after the embedding";return a.append(A("text",{x:0,y:12,class:"quiet"},i)),o.forEach((l,c)=>{let d=18+c*15,f=l/r*90;a.append(A("text",{x:0,y:d+9},
`${c}`),A("rect",{x:12,y:d,width:Math.max(f,.5),height:11,fill:`rgb(${x(t,"tint")})`}),A("text",{x:16+f,y:d+9},$(l,1)))}),a}function lc(t,e){let{model:n,body:o,
root:r}=t,s=R(n.get("exchange")),a=n.get("layers").length,i=Math.max(200,o.clientWidth-2),l=Math.max(...s.filter(u=>!Number.isNaN(u)),.001),c=x(r,"line"),d=A("s\
vg",{width:i,height:be+17,role:"img","aria-label":"all sites"}),f=$(1-1/e),p=`share that comes from other streams, at each site (tallest ${$(l,3)}; evenly mixed\
 would be ${f})`;d.append(A("text",{x:0,y:10,class:"quiet"},p),A("text",{x:0,y:Vn+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...cc(t,u,i/a,l));for(let u of[Vn+.5,be+.5])d.append(A("line",{x1:0,x2:i,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{Qt(t,rc(u.clientX-d.getBoundingClientRect().left,i,a))}),d}function cc(t,e,n,o){let{model:r,root:s}=t,a=r.get("layers"),i=R(r.get("exchange"))[e],l=R(r.get(
"largest_pre"))[e],c=!Number.isNaN(i),d=c?T(i/o,0,1)*Yn:Yn,f=T(l,0,1)*Yn,p=e*n,m=e===Kt(t)?x(s,"mark"):`rgb(${x(s,"tint")})`,u={x:p+1,width:Math.max(n-2,1),opacity:e%
2?.6:1},g=A("g",{class:"step"});g.append(A("rect",{x:p,y:0,width:n,height:be+17,fill:"transparent"}),A("rect",{...u,y:Vn-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":x(s,"line"),"stroke-dasharray":"2 3"})),c&&g.append(A("rect",{...u,y:be-f,height:Math.max(f,.7),fill:m}));let y=e-a.indexOf(a[e]),k=`layer ${a[e]}\
, ${y?"experts":"attention"}`,b=`${$(i,3)} from other streams, largest pre ${$(l,3)}`;return g.append(A("title",{},`${k}: ${b}`)),y||n<=9&&a[e]%5?[g]:[A("text",
{x:p+1,y:be+13,class:"quiet"},`${a[e]}`),g]}var dc=["Sinkhorn, as run","row softmax","unconstrained"],fc='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
pc="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",hc="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",tn=40,mc=96,en=16;function uc({first:t,last:e,gap:n}){return n<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${n} was not captured.`}function us(t,e){let{model:n,root:o,own:r}=t,s=n.get("layers"),a=s.length,i=n.get("variants").length,l=R(n.get("product")),
c=(N,M)=>l.slice((N*i+M)*a,(N*i+M+1)*a),d=N=>dc.map((M,_)=>({name:M,values:c(N,_),style:_})),f=R(n.get("pre")).length,p=s.flatMap((N,M)=>M===s.indexOf(N)?[[M,`${N}`]]:
[]),m={width:e,height:92,at:Kt(t),axis:p,click:N=>Qt(t,N)},u=`${uc(n.get("product_facts"))} ${pc}`;r.pane.replaceChildren(Dt(o,{...m,...Ze(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Dt(o,{...m,low:1,high:f,ticks:[1,f].map(N=>[N,String(N)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Dt(o,{...m,...Ze(l.slice(2*i*a).filter(N=>N>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),h("div","dsv-note",Number.isNaN(c(0,1)[a-1])?fc:u));let[g,y,k,b]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(N=>Array.from(N));return{gain:g,
free:y,rank:k,second:b}}function gs(t,e){let{model:n,root:o,own:r}=t,{layers:s,pairs:a}=n.get("stream_facts");if(!s)return r.pane.replaceChildren(h("div","dsv-m\
essage",hc)),{};let i=R(n.get("stream_norm")),l=R(n.get("stream_cosine")),c=s.length,d=i.length/c,f=i.map(m=>Math.log10(m)),p=Dt(o,{width:e,height:150,...Ze(f),
title:"norm of each stream after every layer (log scale)",axis:s.map((m,u)=>[u,m<0?"emb":String(m)]),at:s.indexOf(n.get("facts").layer),click:m=>{s[m]>=0&&t.pick(
{layer:s[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${$(i[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>f[y*
d+u])}))});return r.pane.replaceChildren(p,gc(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function gc({root:t},e,n,o,r){let s=(r-tn-mc)/n,a=24+o.length*
en,i=A("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});i.append(A("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=x(t,"ramp-low"),c=x(t,"ramp-high");for(let[d,f]of o.entries()){let p=en+d*en;i.append(A("text",{x:tn-6,y:p+11,"text-anchor":"\
end"},f));for(let m=0;m<n;m++){let u=e[m*o.length+d],g=ft(l,c,Math.abs(T(u,-1,1)));if(i.append(A("rect",{x:tn+m*s+1,y:p,width:Math.max(s-2,1),height:en-2,rx:2,fill:g})),
s<=26)continue;let y=A("text",{x:tn+(m+.5)*s,y:p+11,"text-anchor":"middle"},$(u));y.style.fill=Ut(g),i.append(y)}}return i}var yc={product:us,dial:fs,streams:gs};function kc({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","picture"),n.append(G("site","one site"),G("pr\
oduct","all sites together"),G("dial","Sinkhorn dial"),G("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(n);let o=h("div","dsv-mix"),r=h(
"div"),s=h("div"),a=h("div","dsv-note"),i=h("div"),l=h("div"),c=h("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,i),o.append(r,s),e.
append(o,l,c),{choose:n,mix:o,matrix:r,words:a,norms:i,strip:l,pane:c,dial:null}}function xc(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function bc(t){let{model:e,facts:n,body:o,root:r,own:s}=t,a=e.get("facts");if(!R(e.get("pre")).length)return;n.replaceChildren(h("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,h("b","",`“${S(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";s.choose.value=i,s.mix.style.
display=s.strip.style.display=l?"":"none",s.pane.style.display=l?"none":"";let c=l?ms(t,a):yc[i](t,Math.max(300,o.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:i,...d,...c,at:performance.now()}}function wc({model:t}){let e=t.get("facts"),n=["pre","post","comb","norm"],[o,r,s,a]=n.map(c=>R(t.get(
c))),i=o.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
o,(c,d)=>[d,c,...s.slice(d*i,d*i+i),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var ys=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),$c={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>Qt(t,Kt(t)-1),ArrowDown:t=>Qt(t,Kt(t)+1),ArrowLeft:ys(-1),ArrowRight:ys(1)},build:kc,listen:xc,draw:bc,table:wc},ks=F(
$c);var bs=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Tc({body:t}){let e=h("div","dsv-note"),n=h("table","dsv-table dsv-lens");return t.
append(e,n),{words:e,grid:n}}var we=t=>t.model.get("table"),xs=t=>(we(t).rows??[]).map(e=>e.layer);function Nc(t){let{words:e,grid:n}=t.own,o=we(t);if(!o.rows)return;
t.facts.replaceChildren("the next token after ",h("b","",`${o.token} “${S(o.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(o.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,o.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=Q("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...o.rows.map(s=>Ac(t,s,o.trusted))),n.replaceChildren(...r.table.children),t.root.drawn={token:o.token,words:o.rows.
map(s=>s.words[0]),trust:o.rows.map(s=>s.trust),layers:o.rows.map(s=>s.layer)}}function Ac(t,e,n){let o=h("tr",e.trust===null||e.trust<n?"untrusted":"");o.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=h("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>Mc(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(Sc(e)),o.append(h("td","",e.layer<0?"embedding":`${e.layer} ${it[e.kind]??""}`),h("td","dsv-line",
bs(e.trust,n)),r),e.layer>=0&&o.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),o}function Mc(t,e,n){let o=n===0&&e.agree,r=h("span",`d\
sv-chip${o?" agree":""}`);return r.style.background=`rgba(${x(t.root,"tint")}, ${.1+.75*T(e.probabilities[n],0,1)})`,e.probabilities[n]>.55&&(r.style.color="#ff\
f"),r.append(`${o?"✓ ":""}${S(e.words[n],14)} `,h("small","",$(e.probabilities[n]))),r}function Sc(t){let e=h("div","dsv-alone");return t.streams.forEach(([n,
o],r)=>{let s=h("span","",`${r}: ${S(n,10)} ${$(o)}`);s.title=`stream ${r} alone: “${n}” ${$(o,3)}`,n===t.words[0]&&s.classList.add("same"),e.append(s)}),e}
function Ec(t){let e=we(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(n=>[n.layer<0?"em\
bedding":n.layer,bs(n.trust,0),n.words[0],n.probabilities[0],n.words[1],n.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Oc={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>j(t,-1,xs(t)),ArrowDown:t=>j(t,1,xs(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(we(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(we(t).token??0)+1})},build:Tc,draw:Nc,table:Ec},ws=F(Oc);function $e(t,e,n){let o=Math.max(1,10**Math.floor(Math.log10((e-t)/n))),r=[1,2,5,10].map(a=>a*o).find(a=>(e-t)/a<=n)??o*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function Jt(t,e,n,o,r){let s=A("svg",{width:e,height:n,role:"img"}),a=x(t,"line");return s.append(A("line",{x1:40,y1:n-18,x2:e-4,y2:n-18,stroke:a}),
A("line",{x1:40,y1:14,x2:40,y2:n-18,stroke:a}),A("text",{x:e-4,y:n-3,class:"quiet","text-anchor":"end"},o),A("text",{x:2,y:9,class:"quiet"},r)),s}var B=54,Te=13,bt=Te+2,St=150,Rc=[96,480];function Gn(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${O(1/t)}`:"none"}var vc=(t,e,n)=>e*(n/e)**((t-1)/249),
Ne=({body:t})=>Math.max(160,t.clientWidth-B-4);function on(t,e){let n=t.own.overview.getBoundingClientRect(),o=e.clientY-n.top;return{x:T((e.clientX-n.left-B)/Ne(
t),0,1),y:T((o-bt)/St,0,1),inStrip:o<Te}}function Jn({tokens:t,across:e},n,o){return[n.x,o.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function Zn({
tokens:t,across:e},n,o){let r=[n.x,o.x].sort((u,g)=>u-g),s=[n.y,o.y].sort((u,g)=>u-g),[a,i]=r.map(u=>Math.min(t,Math.round(u*e))),[l,c]=s.map(u=>Math.round(u*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,f]=Rc.map(u=>Math.min(t,u)),p=Math.round(T((l+c)/2-d/2,0,t-d)),m=Math.round(T((a+i)/2-f/2,0,t-f));return[p,p+d,m,m+f]}function Ts(t,e,n,o,r){
let s=q(t),a=new ImageData(n,e),i=Array.from({length:251},(c,d)=>hn(o,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=wt(n,e);return J(
l).putImageData(a,0,0),{off:l,codes:s}}function Ns(t,e){let{root:n,model:o,own:r}=t,s=Ne(t),[a,i]=e.shape,l=P(r.overview,B+s+2,bt+St+14),c=["ramp-low","ramp-hig\
h"].map(g=>x(n,g)),{off:d,codes:f}=r.pixels(o.get("overview"),a,i,c[0],c[1]),p=g=>B+g/e.across*s,m=g=>bt+g/e.tokens*St,u=()=>{l.beginPath(),l.moveTo(p(0),m(0)),
l.lineTo(p(e.tokens),m(e.tokens)),l.lineTo(p(0),m(e.tokens)),l.closePath()};l.fillStyle=x(n,"paper"),u(),l.fill();for(let g=0;g<a;g++)f[g*i]===255&&Z(l,n,B,bt+g*
St/a,s*(g+1)/a,St/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,B,bt,s,St),l.strokeStyle=x(n,"line"),u(),l.stroke(),Cc(t,l,p,s),Lc(t,l,e,p,m,s),qc(t,l,e,p,m),r.
legend.replaceChildren(...Ic(t,e))}function Cc({root:t,model:e,sel:n,own:o},r,s,a){let i=q(e.get("breaks"));r.fillStyle=x(t,"line"),r.fillRect(B,1,a,Te-3);let l=x(
t,"ink"),c=x(t,"quiet");i.forEach((u,g)=>{if(!u)return;let y=u===2;r.fillStyle=y?l:c,r.fillRect(B+g*a/i.length,y?1:5,1.2,Te-(y?3:7))});let[d,f]=o.span??[n.get("\
query_first"),n.get("query_last")];if(d<0)return;let[p,m]=[Math.min(d,f),Math.max(d,f)];r.fillStyle=x(t,"mark"),r.fillRect(s(p),1,Math.max(2,s(m+1)-s(p)),Te-3)}
function Lc({root:t},e,{tokens:n},o,r,s){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=x(t,"quiet"),e.fillText("text",4,7);for(let a of $e(
0,n,Math.min(8,Math.max(6,Math.floor(s/90))))){let i=e.measureText(O(a)).width;e.fillText(O(a),T(o(a)-i/2,B,B+s-i),bt+St+8)}for(let a of $e(0,n,5)){let i=e.measureText(
O(a)).width;e.fillText(O(a),B-i-4,T(r(a),bt+5,bt+St-4))}e.textAlign="right",e.fillText("queries down, positions across",B+s-2,bt+8),e.textAlign="left"}function qc({
root:t,model:e,sel:n,own:o},r,s,a,i){let[l,c,d,f]=o.dragging??e.get("shown_region");r.strokeStyle=x(t,"mark"),r.lineWidth=1.5,r.strokeRect(a(d),i(l),Math.max(3,
a(f)-a(d)),Math.max(3,i(c)-i(l))),r.lineWidth=1;let p=n.get("token");p<0||p>=s.tokens||(r.strokeStyle=x(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),
i(p+.5)),r.lineTo(a(p),i(p+.5)),r.stroke(),r.setLineDash([]))}function Ic({root:t,model:e},n){let o=h("span","dsv-ramp"),r=`linear-gradient(90deg, ${x(t,"ramp-l\
ow")}, ${x(t,"ramp-high")})`;Object.assign(o.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=n.every>1?` · hatched: not kept (every ${n.
every}th prompt query is)`:"";return[`share of the possible picks: ${Gn(e.get("low"))} `,o,` ${Gn(e.get("high"))}`,` · plain: none · above the diagonal: future${s}\
 · drag: a region, in the strip: a needle`]}function As({model:t},e,{x:n,y:o}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(o*r)),i=q(t.get("overview"))[a*s+Math.
min(s-1,Math.floor(n*s))],l=`queries near ${O(o*e.tokens)}, positions near ${O(n*e.across)}: `;if(i===254)return[l,h("b","","future")];if(i===255)return[l,h("b",
"","not kept")];if(i===0)return[l,h("b","","none picked")];let c=Gn(vc(i,t.get("low"),t.get("high")));return[l,h("b","",`${c} picked`)]}function Ms(t){let e={none:0,
future:0,unknown:0,picked:0};for(let n of t)n===0?e.none++:n===254?e.future++:n===255?e.unknown++:e.picked++;return e}var Zt=2,Ss=t=>T(t*4,24,120),to=(t,e,n)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(n-1,1))))];function eo(t,e){let{model:n,own:o}=t,r=o.detail.getBoundingClientRect(),
[s,a,i,l]=n.get("shown_region"),c=(e.clientY-r.top-Zt)/Ss(a-s)*(a-s),d=s+Math.floor(c),f=i+(e.clientX-r.left-B)/Ne(t)*(l-i),p=Math.floor(f/n.get("facts").rate);
return d>=s&&d<a&&f>=i&&f<l?{query:d,entry:p}:null}var no=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Es=t=>no(t)?t.sel.get("entry"):-1;function Pc(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return no(t)&&e>=0?e:Es(t)}function te(t,e,n){t.own.hoveredEntry=e;let o=n===
void 0?{}:{hover_token:n};t.hover({hover_entry:no(t)?e:-1,...o}),t.redraw()}function Os(t,e){let{model:n,root:o,sel:r,own:s}=t,[a,i,l,c]=n.get("shown_region"),d=Ne(
t),f=Ss(i-a),p=f/(i-a),m=e.rate/(c-l)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,p-(p>3?.5:0)),y=s.ints(n.get("marks")),k=y[0]!==-1,b=P(s.detail,B+d+2,f+4),N=C=>B+
(C-l)/(c-l)*d,M=C=>Zt+(C-a)*p;b.fillStyle=x(o,"paper"),b.fillRect(B,Zt,d,f),b.fillStyle=x(o,"panel");for(let C=a;C<Math.min(i,c-1);C++)b.fillRect(Math.max(B,N(Math.
floor((C+1)/e.rate)*e.rate)),M(C),d,p+.5);b.save(),b.beginPath(),b.rect(B,Zt,d,f),b.clip();let _=zt(x(o,"ramp-low"),x(o,"ramp-high"));for(let C=0;k&&C<y.length;C+=
3)b.fillStyle=to(_,y[C+2],e.topk),b.fillRect(N(y[C+1]*e.rate),M(y[C]),u,g);b.restore(),b.strokeStyle=x(o,"line"),b.strokeRect(B,Zt,d,f),b.strokeStyle=x(o,"mark");
let v=r.get("token")>=0?r.get("token"):e.tokens-1;v>=a&&v<i&&(b.lineWidth=1.5,b.strokeRect(B,M(v)-.5,d,Math.max(3,g+1)),b.lineWidth=1);let E=Es(t)*e.rate;return E>=
Math.max(0,l)&&E<c&&b.strokeRect(N(E),Zt,Math.max(3,u),f),b.fillStyle=x(o,"quiet"),b.font="10px system-ui, sans-serif",b.textBaseline="middle",b.fillText(O(a),4,
8),f>30&&b.fillText(O(i-1),4,f-4),s.caption.textContent=Wc(n.get("shown_region"),k),k?y:new Int32Array(0)}function Wc(t,e){let[n,o,r,s]=t,a=`positions ${O(r)} t\
o ${O(s-1)}`;return e?`The region: ${`queries ${O(n)} to ${O(o-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function _s(t,e){let{model:n,own:o}=t,{text:r}=o,s=o.texts(n.get("utf8"),n.get("lengths")),a=n.get("shown_region")[2],
i=Pc(t);if(o.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,f)=>Fc(d,a+f))),o.textOf={pieces:s,entry:null}),o.textOf.entry===i)return;o.textOf.entry=i;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let f=r.children[2*(d-a)];d>=a&&f&&(f.className=d<i*e.
rate?"before":"own")}let l=r.querySelector(".own");if(!l)return;let c=l.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function Fc(t,e){
let n=h("span","",et(t)||"∅");return n.title=`token ${e}`,[n,h("wbr")]}function Rs(t,e,{query:n,entry:o}){let r=-1;for(let l=0;l<e.length;l+=3)e[l]===n&&e[l+1]===
o&&(r=e[l+2]);let s=o<Math.floor((n+1)/t.rate),a=`${O(Math.max(0,(o-1)*t.rate))} to ${O((o+1)*t.rate-1)}`,i=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${O(n)}, entry ${O(o)} (tokens ${a}): `,h("b","",i)]}var rn=66,Ae=17,Et=16,zc="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function vs(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function Cs(t,e){let{model:n,
own:o}=t,r=n.get("needle_facts"),s=h("div","dsv-note");if(o.low.append(s),r.first===void 0)return s.textContent=zc,{needle:null};let a=n.get("shows")==="control"?
" in the control":"";s.append(h("b","",`“${ht(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=h("div","dsv-note"),l=n.get("layers").map(
(c,d)=>`layer ${c} ${vs(r.ranks[d])}`);return i.append(`At token ${O(r.asked)} “${S(r.asked_piece,16)}”: `,h("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),o.low.append(Uc(t,e,r),i),{needle:[r.first,r.last],ranks:r.ranks}}function Uc(t,e,n){let{model:o,body:r,root:s}=t,a=o.get("layers"),
i=e.tokens-n.from,l=Math.max(200,r.clientWidth-4),c=l-rn-4,d=Ae+a.length*Et,f=h("canvas"),p=P(f,l,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),p.font="10px system-ui, sans-serif",p.textBaseline="middle",p.fillStyle=x(s,"quiet"),p.fillText("la\
yers",4,8),jc(t,p,e,i,c);for(let[u,g]of a.entries())p.fillStyle=x(s,g===e.layer?"mark":"ink"),p.fillText(`layer ${g} ▤`,4,Ae+7+u*Et),p.strokeStyle=x(s,"line"),
p.strokeRect(rn,Ae+u*Et,c,Et-2);let m=u=>rn+(u-n.from)/Math.max(i,1)*c;p.fillStyle=x(s,"quiet");for(let u of $e(n.from,e.tokens,8))p.fillText(O(u),Math.min(m(u),
l-40),d+7);return n.asked<n.from||(p.strokeStyle=x(s,"mark"),p.lineWidth=1.5,p.strokeRect(m(n.asked)-1,Ae-2,Math.max(3,c/i),a.length*Et+2)),f}function jc({model:t,
root:e,own:n},o,r,s,a){let i=n.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=zt(x(e,"ramp-low"),x(e,"ramp-high"));for(let f=0;f<c;f++){let p=rn+
f*a/c,m=a/c+.3,u=s>=c||f*s/c%1<s/c,g=0;for(let k=0;k<l;k++){let b=i[k*c+f],N=Ae+k*Et;Number.isNaN(b)?u&&Z(o,e,p,N,m,Et-2):b>=0&&(g++,o.fillStyle=to(d,b,r.topk),
o.fillRect(p,N,m,Et-2))}let y=12*g/l;o.fillStyle=x(e,"entries"),o.fillRect(p,14-y,m,y)}}function Ls({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((n,o)=>[n,e.ranks[o]<0?vs(e.ranks[o]):e.ranks[o]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function Is(t,e){let{model:n,own:o}=t,r=n.get("overlap_facts"),s=h("div","dsv-note");if(o.low.append(s),!r.compared){let f=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${O(r.pairs)} pairs`,i=`${O(r.compared)} of ${O(r.pairs)}\
 pairs, evenly spaced`;s.append(h("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${$(r.mean[0])}, control ${$(r.mean[1])};\
 ${r.compared<r.pairs?i:a}.`);let l=h("div","dsv-columns"),c=h("div");c.append(h("div","dsv-note","the same queries, other layers"),Xc(t)),l.append(Yc(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return o.low.append(l,h("div","dsv-note",d),
Vc(t,e,r)),{overlap:r.mean,stable:r.rows.map(f=>f.entry),compared:r.compared}}function Yc(t,e){let{model:n,body:o,root:r,own:s}=t,a=s.lines(n.get("overlap")),i=a.
length/2,l=T(o.clientWidth-320,260,560),c=120,d=Jt(r,l,c,"position","overlap"),f=m=>42+m/(i-1)*(l-50),p=m=>c-18-m*(c-34);return d.append(...qs(a.subarray(0,i),f,
p,`rgb(${x(r,"tint")})`,"none"),...qs(a.subarray(i),f,p,x(r,"mark"),"4 3"),A("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"1"),A("text",{x:36,y:p(0),
"text-anchor":"end",class:"quiet"},"0"),A("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${$(e.mean[0])}\
, control ${$(e.mean[1])}`),d}function qs(t,e,n,o,r){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${n(i).
toFixed(1)}`),a=c}),s?[A("path",{d:s,fill:"none",stroke:o,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function Xc(t){let{model:e,root:n,own:o}=t,r=e.get("laye\
rs"),s=o.table(e.get("layer_table")),a=h("table","dsv-table"),i=h("tr");i.append(h("th","","layers"),...r.map(l=>h("th","",String(l)))),a.append(i);for(let[l,c]of r.
entries()){let d=h("tr");d.append(h("th","",String(c)));for(let f of s.subarray(l*r.length,(l+1)*r.length)){let p=h("td","",$(f)),m=(.6*f).toFixed(2);Number.isNaN(
f)||(p.style.background=`rgba(${x(n,"tint")}, ${m})`),d.append(p)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function Vc(t,e,n){
let o=h("table","dsv-table"),r=h("tbody");o.append(r);for(let s of n.rows){let a=h("tr");a.append(h("td","",`entry ${O(s.entry)}`),h("td","",`${Math.round(100*s.
share)} % of ${O(s.could)}`),h("td","dsv-context",`“${ht(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return o}
function Ps({model:t,own:e},n){let o=t.get("overlap_facts");if(!o.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${n.layer}: ${$(o.mean[0],4)}, control ${$(o.mean[1],4)}.`;return{columns:["layer",...r.map(i=>`overlap with layer ${i}`)],rows:r.map((i,l)=>[i,...s.
subarray(l*r.length,(l+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var Gc=6;function Ws(t,e){let{model:n,own:o}=t,r=n.get("rank"),s=o.entries(n.get("rank_entry")),a=o.scores(n.get("rank_score")),i=h("div","dsv-note");if(o.low.append(
i),!s.length)return i.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};n.get("shows")==="control"&&i.append(
h("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(h("b","",`How token ${O(
r.query)} “${S(r.piece,16)}” ranked its past`),`: ${r.picked} of ${O(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${$(r.margin,4)}`,r.window===null?"":`; ${$(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let l=h("div","dsv-columns");return l.append(Qc(t,e,r,s,a),Jc(t,e,r,s)),o.low.append(l,h("div","dsv-note",Kc(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function Kc(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Qc(t,e,n,o,r){let{body:s,root:a}=t,i=T(s.clientWidth-300,260,520),l=128,c=o.length,d=Math.min(...r,
0),f=Math.max(...r),p=y=>44+(y+.5)/c*(i-52),m=y=>l-20-(y-d)/Math.max(f-d,1e-9)*(l-38),u=T((i-52)/c*.8,1.5,7),g=Jt(a,i,l,"rank","score");if(r.forEach((y,k)=>{let b=k>=
n.picked,N=A("rect",{x:p(k)-u/2,y:m(y)-3,width:u,height:6,fill:b?"none":`rgb(${x(a,"tint")})`,stroke:b?x(a,"quiet"):"none"});N.append(A("title",{},`rank ${k+1}:\
 entry ${o[k]}, score ${$(y,4)}${b?", left out":""}`)),N.style.cursor="pointer",N.addEventListener("click",()=>t.pick({entry:o[k],layer:e.layer})),N.addEventListener(
"mouseenter",()=>te(t,o[k])),N.addEventListener("mouseleave",()=>te(t,-1)),g.append(N)}),c>n.picked){let y=(p(n.picked-1)+p(n.picked))/2,k={x1:y,y1:12,x2:y,y2:l-
18,stroke:x(a,"mark")};g.append(A("line",{...k,"stroke-dasharray":"4 3"}),A("text",{x:y+3,y:21},"cut"))}return g.append(A("text",{x:36,y:m(f)+4,"text-anchor":"e\
nd",class:"quiet"},$(f,1)),A("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},$(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${n.picked} pi\
cked`),g}function Jc(t,e,n,o){let r=h("table","dsv-table"),s=h("tbody");r.append(s);for(let[a,i]of n.texts.slice(0,Gc).entries()){let l=h("tr");l.append(h("td",
"",String(a+1)),h("td","",`entry ${O(o[a])}`),h("td","dsv-context",`“${ht(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:o[a],layer:e.layer})),s.append(
l)}return r}function Fs({model:t,own:e},n){let o=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<o.picked?"picked":"left out",o.texts[a]??null]),note:`Ranking of layer ${n.layer} at token ${o.query}: ${o.visible}\
 entries were complete.`}}function oo({model:t,own:e}){let n=e.probed(t.get("probes")),o=e.recalls(t.get("recall"));return{probes:n,values:o,heads:n.length?o.length/n.length:0}}function Bs(t,e){
let{model:n,own:o}=t,{probes:r,values:s,heads:a}=oo(t),i=h("div","dsv-note",n.get("recall_note"));if(!r.length)return n.get("can_measure")&&i.replaceChildren(...Zc(
t)),o.low.append(i),{recall:null};let l=Array.from({length:a},(d,f)=>{let p=s.filter((m,u)=>u%a===f&&!Number.isNaN(m));return p.length?p.reduce((m,u)=>m+u,0)/p.
length:Number.NaN}),c=h("div","dsv-note");return c.append(h("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),o.low.append(c,i,td(t,l)),{recall:l,probes:Array.from(r)}}function Zc(t){let e=h("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function td(t,e){let{body:n,root:o}=t,{probes:r,values:s,heads:a}=oo(t),i=T(n.clientWidth-20,260,760),l=140,c=Jt(o,i,
l,"head","covered"),d=p=>46+(p+.5)/a*(i-54),f=p=>l-20-p*(l-36);c.append(A("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),A("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[p,m]of e.entries()){r.forEach((y,k)=>{let b=s[k*a+p];if(Number.isNaN(b))return;let N=A("circle",{cx:d(p),cy:f(b),
r:2.2,fill:`rgba(${x(o,"tint")}, 0.55)`});N.append(A("title",{},`head ${p}, token ${y}: ${$(100*b,1)} %`)),c.append(N)});let u={x1:d(p)-8,x2:d(p)+8,y1:f(m),y2:f(
m),stroke:x(o,"mark")};Number.isNaN(m)||c.append(A("line",{...u,"stroke-width":2}));let g={x:d(p),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(A(
"text",g,String(p)))}return c.setAttribute("aria-label",`recall per head: ${e.map(p=>$(p)).join(", ")}`),c}function Ds(t,e){let{probes:n,values:o,heads:r}=oo(t);
return n.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(n,(s,a)=>[s,...o.subarray(a*r,(a+1)*r)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var ed={rank:Ws,overlap:Is,recall:Bs,needle:Cs},nd={overlap:Ps,recall:Ds,needle:Ls};function od(t){let e=h("div","dsv-picks"),n=h("div","dsv-controls"),o=h("sel\
ect");o.setAttribute("aria-label","layer");let r=nt(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=h("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=h("span","dsv-tiled");n.append(o,r.select,s,a);let i=h("canvas"),l=h("div","dsv-note"),c=h("canvas"),d=h(
"div","dsv-note"),f=h("div","dsv-region-text"),p=h("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),f.tabIndex=0,e.append(n,i,l,c,d,f,p),t.body.append(e),{layer:o,panel:r,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:d,text:f,low:p,
reveal:qe(t,p),pixels:L(Ts),ints:L(I),texts:L(tt),entries:L(I),scores:L(R),lines:L(R),table:L(R),recalls:L(R),probed:L(I),found:L(R),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var dt=t=>t.model.get("facts");function rd(t){let{model:e,own:n}=t,{panel:o,reveal:r,
layer:s,shuffle:a,detail:i}=n;t.listen(o.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),sd(t),t.listen(i,"mousemove",l=>{n.under=eo(t,l),te(t,n.under?.entry??-1,n.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{n.under=null,te(t,-1,-1)}),t.listen(i,"click",l=>{let c=eo(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:dt(t).layer})})}function sd(t){
let{own:e}=t,{overview:n}=e;t.listen(n,"pointerdown",o=>{e.from=on(t,o),n.setPointerCapture?.(o.pointerId)}),t.listen(n,"pointermove",o=>{let r=on(t,o);e.hovered=
r,e.from?.inStrip?e.span=Jn(dt(t),e.from,r):e.from&&(e.dragging=Zn(dt(t),e.from,r)),t.redraw()}),t.listen(n,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
n,"pointerup",o=>{let r=e.from;if(!r)return;let s=on(t,o);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,i]=Jn(dt(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",Zn(dt(t),r,s).join(":")),t.redraw()})}function ad(t){let{model:e,root:n,own:o}=t,{layer:r,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=o,
d=dt(t);if(Nt(r,e.get("layers").map(u=>[u,`layer ${u} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let f=d;Ns(t,f);let p=Os(t,f);_s(t,f),id(t,f,p),l.replaceChildren();let m=ed[e.get("panel")](
t,f);c(),n.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:p.length/3,first_marks:Array.
from(p.slice(0,30)),codes:Ms(q(e.get("overview"))),panel:e.get("panel"),...m}}function id(t,e,n){let{facts:o,model:r,sel:s,own:a}=t;if(a.under)o.replaceChildren(
...Rs(e,n,a.under));else if(a.hovered&&!a.dragging)o.replaceChildren(...As(t,e,a.hovered));else{let i=r.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";o.replaceChildren(h("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${O(e.queries)} queries, ${O(e.forced)} without a choice${i}${l}`)}}function ld(t){let e=dt(t);return nd[t.model.get("panel")]?.(t,e)??
Fs(t,e)}var cd={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>ot(t,-1,dt(
t).tokens),ArrowRight:t=>ot(t,1,dt(t).tokens),ArrowUp:t=>j(t,-1,t.model.get("layers")),ArrowDown:t=>j(t,1,t.model.get("layers")),Home:t=>ot(t,Number.NEGATIVE_INFINITY,
dt(t).tokens),End:t=>ot(t,Number.POSITIVE_INFINITY,dt(t).tokens)},build:od,listen:rd,draw:ad,table:ld},Hs=F(cd);var zs=4278190080;function dd(t,e,n,o,r){let a=n?12:0,i=t-40-a-8,l=T(i/Math.max(1,n+o),.25,7),c=Math.min(n*l,i-Math.min(o*l,i*.45)),d=40+c+a,f=Math.min(o*l,t-d-
8),p=T((e-45)/Math.max(1,r),1,8),m={entryCell:n?c/n:0,windowCell:o?f/o:0};return{left:40,entryW:c,windowX:d,windowW:f,row:p,top:15,...m}}function io({model:t,own:e},n){
let{map:o,canvas:r}=e;if(!o)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),i=n.clientX-a.left,l=Math.floor((n.clientY-a.top-o.top)/o.row);if(l<
0||l>=s.queries)return null;let c=s.first+l;if(o.entryW&&i>=o.left&&i<o.left+o.entryW){let d=Math.floor((i-o.left)/o.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[l*s.entries+d]}}if(i>=o.windowX&&i<o.windowX+o.windowW){let d=Math.floor((i-o.windowX)/o.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[l*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function fd(t,e,n,[o,r,s],[a,i,l]){let c=new ImageData(n,e),d=new ImageData(n,e),f=new Uint32Array(
c.data.buffer),p=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);f[u]=(g<<24|s<<16|r<<8|o)>>>0}else m===254?p[u]=
zs:m===253&&(u+Math.floor(u/n))%3===0&&(f[u]=(zs|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function pd(t,e,n,o,{rgb:r,missing:s,pattern:a},i){if(!o||!n)return;let{image:l,
mask:c}=fd(e,n,o,r,s),d=wt(o,n),f=wt(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,J(d).putImageData(c,0,0);let p=J(f);p.imageSmoothingEnabled=
!1,p.drawImage(d,0,0,f.width,f.height),p.globalCompositeOperation="source-in",p.fillStyle=a,p.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,i.x,
i.y,i.w,i.h),t.globalAlpha=1,J(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function hd(t,e,n,o){let r=x(o,"quiet"),s=e;t.font="10px system-ui, sans-se\
rif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=x(o,"line"),t.strokeRect(s+.5,n+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=$t(t,r),t.fillRect(s,n,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=x(o,"entries"),t.fillRect(s,
n,12,10);else if(a==="not captured"){t.fillStyle=r;for(let i of[2,6,10])t.fillRect(s+i,n+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(
a,s+16,n+5.5),s+=26+t.measureText(a).width}}function Us(t,e){let{model:n,root:o,own:r}=t,s=n.get("map_facts"),a=s.queries??0,i=r.scroll.clientWidth,l=dd(i,e,s.entries,
s.window,a),c=a*l.row,d=P(r.canvas,i,l.top+c+30),f=x(o,"quiet"),p=$t(d,f,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,k,b,N,M)=>{let _={
rgb:ae(x(o,b)),missing:ae(ud(f)),pattern:p};pd(d,y,a,k,_,{x:N,y:l.top,w:M,h:c}),d.strokeStyle=x(o,"line"),d.strokeRect(N-.5,l.top-.5,M+1,c+1),d.fillStyle=x(o,b)},
u=(y,k,b)=>d.fillText(gt(y,b,N=>d.measureText(N).width),k,6);if(s.entries){m(q(n.get("map_entries")),s.entries,"entries",l.left,l.entryW);let y=[`compressed pas\
t: entries 0 to ${s.entries-1}`,"compressed past","entries","past"];u(y,l.left,l.windowX-l.left-4)}m(q(n.get("map_window")),s.window,"window",l.windowX,l.windowW),
u(["window: itself, then back","window"],l.windowX,l.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${s.first+y}`,l.left-4,l.top+(y+.5)*l.row);return d.textAlign="left",md(t,d,s,a,l),hd(d,l.left,l.top+c+12,o),l}function md({root:t,sel:e,own:n},o,r,s,a){
let i=e.get("token")===-1?s-1:e.get("token")-r.first;i>=0&&i<s&&(o.strokeStyle=x(t,"mark"),o.lineWidth=1.5,o.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),o.lineWidth=1);let l=n.shownEntry();l<0||l>=r.entries||(o.strokeStyle=x(t,"ink"),o.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),
s*a.row+2))}function ud(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(n=>Number(n).toString(16).padStart(2,"0")).join("")}`}var js=["entries","window","sink"],gd=["compressed past (bottom)","window","sink (top)"],Ys=[.85,.5,.95];function yd(t,e,n){let r=T(Math.floor((t-74-4)/Math.max(
1,n)),5,70),s=T(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function Xs({model:t,own:e},n){let{thumbs:o,canvas:r}=e;if(!o)return null;let[
s,a]=t.get("profile_shape"),i=r.getBoundingClientRect(),l=Math.floor((n.clientY-i.top-o.top)/o.h),c=Math.floor((n.clientX-i.left-o.left)/o.w);return l>=0&&l<s&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function Vs(t){let{model:e,root:n,sel:o,own:r}=t,[s,a]=e.get("profile_shape"),i=e.get("layers"),l=r.scroll.clientWidth,
c=yd(l,s,a),d=P(r.canvas,l,c.top+s*c.h+24),f=js.map(p=>x(n,p));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=x(n,"quiet");for(let p=0;p<
a;p+=Math.ceil(24/c.w))d.fillText(`${p}`,c.left+p*c.w+2,7);d.fillText("head",c.left-28,7);for(let p=0;p<s;p++){let m=c.top+p*c.h,u=i[p]===o.get("layer"),g=e.get(
"kinds")[p];d.fillStyle=x(n,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${i[p]} ${it[g]??""} ${g??""}`;(c.h>=11||p%2===0)&&d.fillText(
y,4,m+c.h/2);for(let k=0;k<a;k++)kd(t,d,c,f,p,k);u&&(d.strokeStyle=x(n,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,o.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return xd(t,d,f,c.left,c.top+s*c.h+8),c}function kd({model:t,root:e},n,o,r,s,a){let[,i,l]=t.get("profile_shape"),c=q(t.get("profile")),d=o.top+
s*o.h,f=(o.w-2)/l+.4;for(let p=0;p<l;p++){let m=((s*i+a)*l+p)*js.length,u=o.left+a*o.w+1+p*(o.w-2)/l;if(c[m]===255){n.fillStyle=x(e,"none"),n.fillRect(u,d+o.h/2,
1,1);continue}let g=d+o.h-1;for(let[y,k]of r.entries()){let b=c[m+y]/254*(o.h-2);n.fillStyle=k,n.globalAlpha=Ys[y],n.fillRect(u,g-b,f,b),g-=b}n.globalAlpha=1}}function xd({
root:t},e,n,o,r){let s=o;for(let[a,i]of gd.entries())e.fillStyle=n[a],e.globalAlpha=Ys[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=x(t,"quiet"),e.fillText(
i,s+14,r+5),s+=30+e.measureText(i).width}var lo=48,bd=108,ne=20,Me=10,wd=54,at=15,sn=22;function $d(t,e,n){let o=Math.max(60,t-lo-bd-ne-2*Me),r=Math.min(sn,o/Math.max(1,e+n)),s=Math.min(n*14,o*.45),a=o-
Math.min(s,n*sn),i=e?T(e*r,Math.min(e*sn,o*.25),a):0,l=Math.min(n*sn,o-i),c=lo+i+(i?Me:0);return{entryX:lo,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,windowCell:n?
l/n:0,sinkX:c+l+Me}}var Td=t=>t<=8?24:t<=12?18:13;function co(t,e,n,o){if(t==="heads")return Array.from({length:e},(s,a)=>o.slice(a*n,(a+1)*n));let r=new Float32Array(
n).fill(Number.NaN);for(let s=0;s<n;s++){let a=Array.from({length:e},(i,l)=>o[l*n+s]).filter(i=>!Number.isNaN(i));a.length&&(r[s]=t==="mean"?a.reduce((i,l)=>i+l,
0)/e:Math.max(...a))}return[r]}function Gs({model:t}){let e=t.get("facts"),n=e.heads??0,o=t.get("rows"),r=R(t.get("mass")),s=I(t.get("window")),a=I(t.get("entri\
es")),i=l=>Float32Array.from({length:n},(c,d)=>r[3*d+l]);return{facts:e,heads:n,mode:o,window:s,entries:a,pieces:tt(t.get("utf8"),t.get("lengths")),windowRows:co(
o,n,s.length,pt(t.get("window_weight"))),entryRows:co(o,n,a.length,pt(t.get("entry_weight"))),masses:[0,1,2].map(l=>co(o,n,1,i(l)).map(c=>c[0]))}}function po({model:t,
own:e},n){let{zones:o}=e;if(!o)return null;let r=e.canvas.getBoundingClientRect(),s=n.clientX-r.left,a=Math.floor((n.clientY-r.top-at)/o.tall),i=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return o.entryW&&s>=o.entryX&&s<o.entryX+o.entryW?{zone:"entry",key:Math.floor((s-o.entryX)/o.entryCell),head:i}:o.windowW&&
s>=o.windowX&&s<o.windowX+o.windowW?{zone:"window",key:I(t.get("window"))[Math.floor((s-o.windowX)/o.windowCell)],head:i}:{zone:s>=o.sinkX&&s<o.sinkX+ne?"sink":
"",key:-1,head:i}}function Ks(t,e){let{root:n,own:o}=t,r=e.windowRows.length,s=o.scroll.clientWidth,a={...$d(s,e.facts.visible,e.window.length),tall:Td(r)};o.zones=
a;let i=at+r*a.tall,l=P(o.canvas,s,i+wd),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,f,p,m,u,g,y,k]=c.map(v=>x(n,v)),b={ink:d,quiet:f,line:p,
mark:m,paper:u,entries:g,window:y,sink:k};l.textBaseline="middle",l.font="10px system-ui, sans-serif";let N=Nd(l,a,b);a.entryW&&(l.globalAlpha=.4,l.fillStyle=$t(
l,f),l.fillRect(a.entryX,at,a.entryW,i-at),l.globalAlpha=1);let M=e.windowRows.map((v,E)=>Ad(t,l,e,a,b,E));a.entryW&&(l.strokeStyle=p,l.strokeRect(a.entryX+.5,at-
.5,a.entryW-1,i-at)),Sd(t,l,e,a,b,i),a.entryW&&Ed(t,l,e,a,b,i);let _=e.window.indexOf(t.sel.get("hover_token"));return _>=0&&(l.strokeStyle=d,l.lineWidth=1,l.strokeRect(
a.windowX+_*a.windowCell,at-.5,a.windowCell,i-at)),{titles:N,shares:M}}function Nd(t,e,n){let o=[],r=(a,i,l,c)=>{let d=gt(a,l,f=>t.measureText(f).width);t.fillStyle=
c,t.fillText(d,i,6),o.push([d,i,t.measureText(d).width])},s=["compressed past","compressed","past"];return e.entryW&&r(s,e.entryX,e.entryW+Me-4,n.entries),r(["w\
indow: exact tokens","window"],e.windowX,e.windowW+Me-4,n.window),t.fillStyle=n.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=n.quiet,t.fillText("past   windo\
w  sink",e.sinkX+ne+8,6),o}function fo(t,e,n){t.globalAlpha=.06+.94*Math.sqrt(T(n,0,1)),t.fillStyle=e}function Ad({sel:t},e,n,o,r,s){let{mode:a,masses:i,facts:l}=n,
{sinkX:c,tall:d}=o,f=at+s*d,p=a==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=p?r.mark:r.quiet,e.font=`${p?"bold ":""}10px system-ui, sans-serif`,
e.fillText(a==="heads"?`head ${s}`:a,2,f+d/2),l.listed)Md(e,n,o,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=o.windowX+Math.max(o.windowW,40);for(let y=o.
windowX;y<g;y+=8)e.fillRect(y,f+d/2,2,2)}fo(e,r.sink,i[2][s]),e.fillRect(c,f,ne,d-1),e.globalAlpha=1,e.strokeStyle=r.line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,ne-
1,d-2);let m=i.map(g=>g[s]),u=a==="max"?m:Ht(m);e.fillStyle=p?r.mark:r.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText($(y),c+ne+8+
34*g,f+d/2);return u}function Md(t,{entries:e,window:n,entryRows:o,windowRows:r},s,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:f,tall:p}=s,m=at+i*p;e.forEach(
(u,g)=>{let y=o[i][g];if(Number.isNaN(y))return;let k=l+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(k,m,Math.max(c,1),p),fo(t,a.entries,y),t.fillRect(k,m,
Math.max(c-(c>4?1:0),1),p-1)}),n.forEach((u,g)=>{let y=r[i][g];Number.isNaN(y)||(fo(t,a.window,y),t.fillRect(d+g*f,m,Math.max(f-(f>4?1:0),1),p-1))})}function Sd({
sel:t},e,{facts:n,window:o,pieces:r},{windowX:s,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",i>=9?o.forEach((f,p)=>{
e.save(),e.translate(s+(p+.5)*i,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===n.query?l.mark:f===d?l.ink:l.quiet,e.font=`${f===d||f===n.query?"b\
old ":""}10px system-ui, sans-serif`,e.fillText(S(r[p]??"",8),0,0),e.restore()}):o.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${o[0]}`,s,
c+8),e.textAlign="right",e.fillText(`${o[o.length-1]}`,s+a,c+8)),e.textAlign="left"}function Ed({own:t},e,{facts:n,entries:o},{entryX:r,entryW:s,entryCell:a},i,l){
let{visible:c,rate:d}=n;if(e.fillStyle=i.quiet,a>=14){e.textAlign="center";for(let p=0;p<c;p++)e.fillStyle=o.includes(p)?i.ink:i.quiet,e.fillText(`${p}`,r+(p+.5)*
a,l+8)}else e.fillText("0",r,l+8),e.textAlign="right",e.fillText(`${c-1}`,r+s,l+8);e.textAlign="left",e.fillStyle=i.quiet,s>60&&e.fillText(`entries of ${d}`,r,l+
21);let f=t.shownEntry();f===-1||f>=c||(e.strokeStyle=i.mark,e.lineWidth=2,e.strokeRect(r+f*a,at-1,Math.max(a,2),l-at+1))}var Od=290,_d={hover_entry:-1,hover_token:-1,hover_head:-1},Rd={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function vd({
head:t,body:e,sel:n}){let o=h("select");o.setAttribute("aria-label","what is drawn"),o.append(G("heads","every head"),G("mean","mean of heads"),G("max","largest\
 of heads"),G("map","query × key"),G("all","all layers")),t.querySelector(".dsv-numbers")?.before(o);let r=h("div","dsv-scroll"),s=h("canvas"),a=h("div","dsv-n\
ote");return r.style.maxHeight="var(--dsv-attention-height, 300px)",r.style.overflowX="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight=
"30px",{rows:o,scroll:r,canvas:s,note:a,shownEntry:()=>n.get("hover_entry")!==-1?n.get("hover_entry"):n.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function Cd(t){let{model:e,own:n}=t,{rows:o,canvas:r}=n;t.listen(o,"change",()=>t.tell("rows",o.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&
(a==="map"?Ld(t,s):qd(t,s),t.redraw())}),t.listen(r,"mouseleave",()=>{n.hovered=null,t.hover(_d),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="al\
l"?Id(t,s):a==="map"?Pd(t,s):Wd(t,s)})}function Ld(t,e){let n=io(t,e);t.own.hovered=n;let o=n&&n.key>=0?n.key:n?.query;t.hover({hover_entry:n&&n.code<=252?n.entry:
-1,hover_token:o??-1})}function qd(t,e){let n=po(t,e);t.hover({hover_entry:n?.zone==="entry"?n.key:-1,hover_token:n?.zone==="window"?n.key:-1,hover_head:n?.head??
-1})}function Id(t,e){let n=Xs(t,e);n&&t.pick({...n,entry:-1,...n.layer===t.sel.get("layer")?{}:{expert:-1}})}function Pd(t,e){let n=io(t,e);n&&t.pick({token:n.
query,...n.entry!==-1&&n.code<=252?{entry:n.entry}:{}})}function Wd(t,e){let n=po(t,e);n&&t.pick({...n.head===-1?{}:{head:n.head},...n.zone==="entry"?{entry:t.sel.
get("entry")===n.key?-1:n.key}:{},...n.zone==="window"?{token:n.key}:{}})}function Fd(t){let{model:e,own:n}=t,o=e.get("rows");n.rows.value=o,o==="all"?Bd(t):o===
"map"?Dd(t):zd(t)}function Bd(t){let{model:e,sel:n,root:o,facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=Vs(t),r.replaceChildren("every layer \
and head over the run; click one to choose it"),s.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",o.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:n.get("layer"),head:n.get("head"),places:s.
thumbs,at:performance.now()})}function Dd(t){let{model:e,root:n,facts:o,own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=Us(t,Od);
let a=s.first+s.queries-1,i=` · head ${s.head} · queries ${s.first} to ${a}`;o.replaceChildren(h("b","",ie(s.layer,s.kind)),i),r.note.textContent=Hd(t),n.drawn=
{mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function Hd({model:t,own:e}){let n=e.hovered,o=!n||n.entry===-1&&n.key<0?"":n.entry!==-1?"entry":"token";if(!n||!o)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let r=Rd[n.code]??`weight about ${$((n.code/252)**2,2)}`,s=o==="entry"?Tt(et(
t.get("entry_text"))):"";return`Query ${n.query}, ${o} ${o==="entry"?n.entry:n.key}: ${r}. ${s}`}function zd(t){let{model:e,root:n,facts:o,own:r}=t;r.map=r.thumbs=
null;let s=Gs(t),{facts:a,heads:i,mode:l}=s;if(a.heads===void 0)return;let{titles:c,shares:d}=Ks(t,s);o.replaceChildren(h("b","",ie(a.layer,a.kind)),` · query ${a.
query} `,h("b","",`“${S(a.piece??"",18)}”`),` · ${l==="heads"?`${i} heads`:`${l} of ${i} heads`}`),r.note.textContent=Ud(t,s),n.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(s.window),entries:Array.from(s.entries),weights:s.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:l,at:performance.now()}}function Ud({model:t,sel:e,own:n},{facts:o,mode:r,entries:s,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),f=r==="heads"?T(d,0,l.length-1):0,p=r==="heads"?`head ${f}`:`${r} of heads`,m=n.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<o.visible){let g=s.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${$(a[f][g],4)} in ${p}`;return`En\
try ${m}, ${y}. ${Tt(et(t.get("entry_text")))}`}if(i.includes(u)){let g=i.indexOf(u),y=$(l[f][g],4);return`Token ${u} “${S(c[g],20)}”: weight ${y} in ${p}. \
Click to choose it.`}return r==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":o.listed?o.kind==="sliding"?"This layer see\
s its window and the sink only.":o.visible?o.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${o.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function jd({model:t}){let e=t.get("facts"),n=Array.from({length:e.
heads??0},(d,f)=>f),o=R(t.get("mass")),r=I(t.get("window")),s=I(t.get("entries")),a=pt(t.get("window_weight")),i=pt(t.get("entry_weight")),l=tt(t.get("utf8"),t.
get("lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...n.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...n.map(p=>o[3*p+f])]),
...Array.from(s,(d,f)=>[`entry ${d}`,...n.map(p=>i[p*s.length+f])]),...Array.from(r,(d,f)=>[`token ${d} “${S(l[f]??"",16)}”`,...n.map(p=>a[p*r.length+f])])],
note:e.heads?`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var Qs=t=>e=>e.pick({token:Math.max(0,(e.
model.get("facts").query??0)+t)}),Js=t=>e=>e.pick({head:T(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),Yd={title:"Attention",aria:"What the chosen\
 token attended to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:Qs(-1),ArrowRight:Qs(1),ArrowUp:Js(-1),ArrowDown:Js(
1),PageUp:t=>j(t,-1,t.model.get("layers")),PageDown:t=>j(t,1,t.model.get("layers"))},build:vd,listen:Cd,draw:Fd,table:jd},Zs=F(Yd);var Xd=.72;function ln(t,e){let n=Math.min(t.length,e.length);for(let o=0;o<n;o++)if(t[o]!==e[o])return o;return n}function Vd({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(D(t,"values")),from:t.get("low"),to:t.get("high")}}function ta(t,e,n){
let{own:o}=t,r=o.painted,{values:s,from:a,to:i}=Vd(t),l=r.from===a&&r.to===i;if(l&&r.values===s&&r.pieces===o.shown)return;let c=l&&!n?ln(r.values,s):0;o.version++,
o.done.length=Math.min(o.done.length,e);for(let d=0;d<Math.min(c,o.done.length);d++)o.done[d]&&(o.done[d]=o.version);o.painted={values:s,from:a,to:i,pieces:o.shown}}
function an({own:t},e){let n=0,o=t.nodes.length;for(;n<o;){let r=n+o>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?n=r+1:o=r}return n}function ho(t){let{first:e,strip:n}=t.
own;return[e+an(t,n.scrollTop-4),e+an(t,n.scrollTop+n.clientHeight-8)]}function mo(t){let{own:e}=t,{strip:n,nodes:o}=e;if(!o.length)return;let{values:r,from:s,to:a}=e.
painted,i=n.clientHeight||100,l=Math.max(0,an(t,n.scrollTop-i)-1),c=Math.min(o.length,an(t,n.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=r[d],p=Number.isNaN(f)||f===void 0,m=!p&&s<0&&f<0,u=Xd*(s<0?K(Math.abs(f),0,a):K(f,s,a)),g=m?"--dsv-below":"--dsv-tint";o[d].classList.
toggle("none",p),o[d].classList.toggle("below",m),o[d].style.backgroundColor=p?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var Se=16,Gd=300;function Kd(t,e){let n=new Float32Array(e).fill(Number.NaN);for(let o=0;o<e;o++){let r=Math.floor((o+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
o*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(n[o]=s/a)}return n}function cn({own:t},e){let n=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(n*t.total),0,t.total-1)}function uo(t,e,n){let{body:o,model:r,root:s,sel:a,own:i}=t,{map:l,total:c}=i,d=c>Gd;if(l.style.display=
d?"":"none",!d)return;let f=Math.max(100,o.clientWidth-4),{values:p}=i.painted,m=Math.min(c,Math.floor(f)),u=c>i.shown.length?R(r.get("bins")):Kd(p,m),g=P(l,f,Se);
Qd(t,g,u,f);let y=M=>M/c*f,[k,b]=[a.get("query_first"),a.get("query_last")];k!==-1&&(g.fillStyle=x(s,"mark"),g.fillRect(y(k),Se-3,Math.max(2,y(b+1)-y(k)),3)),i.
nodes.length&&(g.strokeStyle=x(s,"ink"),g.strokeRect(y(n[0])+.5,.5,Math.max(3,y(n[1])-y(n[0]))-1,Se-1)),g.fillStyle=x(s,"mark");for(let M of e)g.fillRect(y(M),0,
1.5,5);if(a.get("token")===-1)return;let N=y(a.get("token"));g.beginPath(),g.moveTo(N-4,0),g.lineTo(N+4,0),g.lineTo(N,7),g.fill()}function Qd({root:t,own:e},n,o,r){
let{from:s,to:a}=e.painted,i=x(t,"below"),l=x(t,"tint"),c=r/o.length;o.forEach((d,f)=>{let p=s<0?K(Math.abs(d),0,a):K(d,s,a);n.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${s<0&&d<0?i:l}, ${.9*p})`,n.fillRect(f*c,0,Math.max(c,1),Se)}),n.strokeStyle=x(t,"line"),n.strokeRect(.5,.5,r-1,Se-1)}function ea(t,e){let n=e.toLowerCase(),o=[];if(!n)return o;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(n);i>=0;i=
s.indexOf(n,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;o[o.length-1]!==a&&o.push(a)}return o}var Ee=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function Oe(t){let{model:e,own:n}=t;return n.box.value?Ee(t)?Array.from(I(e.get("found"))):n.search(n.shown,n.box.value).map(o=>o+n.first):[]}function oa(t,e){let{own:n}=t,{choose:o,strip:r}=n;t.listen(o,"change",()=>t.tell("measure",o.value)),t.listen(r,"click",s=>{let a=na(t,s);a!==-1&&(s.shiftKey?go(
t,ra(t),a):sa(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:na(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{n.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),Jd(t),tf(t),ef(t)}function Jd(t){let{
root:e,sel:n,own:o}=t,{box:r}=o,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=ra(
t),[l,c]=[n.get("query_first"),n.get("query_last")];go(t,i,T((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,o.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{Ee(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Zd(t,a.shiftKey),a.stopPropagation()})}function Zd(t,e){let n=Oe(t),o=t.sel.get("token");if(!n.length)return;let r=e?n.findLast(s=>s<
o):n.find(s=>s>o);t.pick({token:r??n[e?n.length-1:0]})}function tf(t){let{own:e}=t,{map:n}=e;t.listen(n,"mousedown",o=>{e.drag=cn(t,o),o.preventDefault()}),t.listen(
n,"mousemove",o=>{let r=cn(t,o);e.drag!==null&&o.buttons&&Math.abs(r-e.drag)>e.total/200&&go(t,e.drag,r)}),t.listen(n,"click",o=>{let r=cn(t,o);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&sa(t,r),e.drag=null})}function ef(t){let e=n=>!!n.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",n=>e(n)&&yn(n),!0),t.listen(document,"keydown",n=>{let{target:o,key:r,ctrlKey:s,metaKey:a}=n;o.tagName!=="TEXTAREA"||r!=="Enter"||!(s||a)||!e(n)||(n.preventDefault(),
n.stopPropagation(),t.model.send({press:"run",prompt:o.value}))},!0)}function na({own:t},e){let o=e.target.closest?.(".dsv-token");return o?t.first+Number(o.dataset.
index):-1}function ra({root:t,sel:e,own:n}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):n.total-1}function sa(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function go(t,e,n){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,n),query_last:Math.
max(e,n)})}var nf=["picked","hover","lit","ranged","found","taken"],of=18;function aa(t,e,n){let{model:o,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...nf),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=rf(t);for(let m of e)oe(t,m,"found");let i=I(o.get("taken"));for(let m of i)oe(t,m,"taken");let[l,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(l!==-1)for(let m=Math.max(l,s.first);m<=d;m++)oe(t,m,"ranged");let f=r.get(
"expert");s.takenKey.textContent=f>=0&&i.length?`expert ${f} of layer ${r.get("layer")}: ${i.length} tokens`:"";let p=n?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+p:"",sf(t,a),af(t),lf(t,a)}function oe({own:t},e,n){let o=t.nodes[e-t.first];
return o?(o.classList.add(n),t.marked.push(o),o):null}function rf(t){let{model:e,own:n}=t,o=R(e.get("lit_gate")),r=Math.max(...o),s=Array.from(I(e.get("lit")));
for(let[a,i]of s.entries()){let l=oe(t,i,"lit");l&&(l.title=`gate ${$(o[a],3)}`,l.style.setProperty("--dsv-gate",(of*o[a]/r).toFixed(1)))}return s.filter(a=>n.nodes[a-
n.first])}function ia({own:t},e){let{strip:n}=t,o=e.offsetTop-n.offsetTop;return o>=n.scrollTop&&o<n.scrollTop+n.clientHeight-12}function sf(t,e){let{own:n}=t,{
strip:o}=n,r=e.map(s=>n.nodes[s-n.first]);r.length&&o.dataset.lit!==e.join()&&!r.some(s=>ia(t,s))?(n.home??=o.scrollTop,o.scrollTop=r[0].offsetTop-o.offsetTop-4):
!r.length&&n.home!==null&&(o.scrollTop=n.home,n.home=null),o.dataset.lit=e.join()}function af(t){let{sel:e,own:n}=t,{strip:o}=n,r=e.get("hover_token"),s=e.get("\
token");r>=0&&oe(t,r,"hover");let a=s>=0?oe(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),o.dataset.picked!==`${s} ${n.first}`&&!ia(t,a)&&(o.scrollTop=
a.offsetTop-o.offsetTop-o.clientHeight/2)),o.dataset.picked=`${s} ${n.first}`}function lf(t,e){let{model:n,sel:o,facts:r,own:s}=t,{first:a,total:i,shown:l}=s,c=o.
get("hover_token"),d=o.get("token"),f=d>=0&&d<i?d:i-1,p=c>=a&&c<i?c:f;if(r.replaceChildren(),p<0)return;if(e.length){let v=R(n.get("lit_gate")),E=v.indexOf(Math.
max(...v)),C=S(l[I(n.get("lit"))[E]-a]??"",24),Ot=h("b","",`“${C}” ${$(v[E])}`);r.append(`${n.get("lit_title")}, strongest `,Ot,` of ${e.length} tokens`);return}
let m=p-a,[u,g,y]=s.measure,k=p===c?"":d===p?"chosen: ":"newest: ",b=s.shownFlags[m],N=b&2?" (marker)":b&4?" (bytes of a character)":"";r.append(`${k}token ${p}\
 of ${i} `,h("b","",`“${S(l[m]??"",24)}”`),`${N} · ${g} ${$(s.painted.values[m])} ${y}`),u==="reach"&&n.get("reach_note")&&r.append(" · hatched: ",n.get("\
reach_note"));let[M,_]=[o.get("query_first"),o.get("query_last")];M!==-1&&r.append(` · range ${M} to ${_} (${_-M+1} tokens)`)}var cf="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",df="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function ff({head:t,body:e}){let n=h("select");n.setAttribute("aria-label","colour tokens by");let o=h("span","dsv-legend"),r=h(
"span"),s=h("span","dsv-ramp"),a=h("span");o.append(n,r,s,a);let i=h("span","dsv-legend dsv-keys"),l=h("span","dsv-key taken");i.append(h("span","dsv-key prompt",
"prompt"),h("span","dsv-key","generated"),l);let c=h("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=h("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,i,o);let f=h(
"canvas","dsv-map"),p=h("div","dsv-strip");return p.setAttribute("role","listbox"),p.setAttribute("aria-label","tokens"),f.title="the whole run; click to go the\
re, drag to choose a range",e.append(f,p),{choose:n,legend:o,low:r,bar:s,high:a,takenKey:l,box:c,count:d,map:f,strip:p,texts:L(tt),floats:L(R),shares:L(pt),search:L(
ea),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null}}function pf(t){let{model:e,root:n,sel:o,own:r}=t,s=r.texts(D(e,"utf8"),D(e,"lengths")),a=q(D(e,"flags")),i=r.
first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let l=hf(t,s,a,i),c=e.get("measures");r.measure=c.find(f=>f[0]===
e.get("measure"))??["","","",""],ta(t,l,i),mo(t),uf(t,c);let d=Oe(t);aa(t,d,r.total>r.shown.length&&!Ee(t)),uo(t,d,ho(t)),n.drawn={pieces:s,values:r.painted.values,
flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:o.get("token"),range:[o.get("query_first"),o.get("query_last")],found:d,taken:Array.from(I(e.get(
"taken"))),note:e.get("reach_note"),lit:Array.from(I(e.get("lit"))),at:performance.now()}}function hf({own:t},e,n,o){let{strip:r}=t,s=e===t.shown?e.length:ln(t.
shown,e),a=o?0:Math.min(s,ln(t.shownFlags.subarray(0,s),n));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.remove();let i=document.createDocumentFragment();
for(let l=a;l<e.length;l++){let c=mf(e[l],n[l],l);t.nodes.push(c),i.append(c,h("wbr"))}return r.append(i),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),
t.shown=e,t.shownFlags=n,a}function mf(t,e,n){let o=h("span","dsv-token");o.setAttribute("role","option"),o.dataset.index=String(n),e&1||o.classList.add("prompt"),
e&2&&o.classList.add("special"),e&4&&o.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&o.append(h("span","sign","⏎"),`
`),s&&o.append(et(s));return t||o.append(h("span","sign","∅")),o}function uf({model:t,own:e},n){let{choose:o,legend:r,low:s,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,f,p]=e.measure;Nt(o,n.map(([u,g])=>[u,`colour: ${g}`])),o.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${p}; hatched: ${m||
"no value"}`,s.textContent=$(l),a.textContent=`${$(c)} ${f}`,i.style.background=l<0?df:cf}function gf({sel:t,own:e}){let{first:n,shown:o,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-n,o.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:o.slice(i).map((l,c)=>[
n+i+c,`“${S(l,40)}”`,r[i+c]&1?"generated":"prompt",s.values[i+c]])}}var dn=t=>e=>{e.root.dataset.anchor="",ot(e,t,e.own.total)},yf={title:"Tokens",aria:"Tok\
ens of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:dn(-1),ArrowRight:dn(1),Home:dn(
Number.NEGATIVE_INFINITY),End:dn(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:ff,listen:t=>oa(t,()=>{mo(t),uo(t,Oe(t),ho(t))}),draw:pf,table:gf},ca=F(
yf);var da={architecture_map:So,compressor:Oo,cost:Wo,expert_load:Qo,expert_routing:lr,follow_token:rs,generation:is,hyper_connections:ks,lens:ws,lightning_indexer:Hs,
sparse_attention:Zs,token_strip:ca};function fa(t,e){let n={},o=[],r=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))o.push([l[1],l[2],i]);else if(l)r.push(`${a} ${i}`);else{let d=kf(a,i,e);d?r.push(d):n[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:n,own:o,said:r.length?s:""}}function kf(t,e,{defaults:n,
limits:o,views:r}){if(!(t in n))return t;let s=o[t],a=Number(e);return s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1])?`${t} ${e} (it has ${Math.max(s[0],0)}\
 to ${s[1]})`:t==="tab"&&e&&!r.some(i=>i.tab===e)?`view ${e}`:""}function pa(t,e,n){let o=new URLSearchParams;for(let[r,s]of Object.entries(t.defaults))e.get(r)!==
s&&o.set(r,e.get(r));for(let[r,s,a]of t.linked){let i=t.views.find(l=>l.name===s)?.state[a];n[s].get(a)!==i&&o.set(r,n[s].get(a))}return o.toString()}function xf(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),n=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),o={...n.json},r=4+e;for(let[a,
i]of Object.entries(n.bytes)){o[a]=[];for(let l of i)o[a].push(t.subarray(r,r+l)),r+=l}let s=n.tokens.length?n.tokens:[null];return{rows:new Map(s.map((a,i)=>[a,
i])),said:n.said,traits:o}}async function ha(t){let e=document.getElementById(t);if(!e)return null;let n=Uint8Array.from(atob(e.textContent??""),r=>r.charCodeAt(
0)),o=new Blob([n]).stream().pipeThrough(new DecompressionStream("gzip"));return xf(new Uint8Array(await new Response(o).arrayBuffer()))}function bf(t,e,n,o,r){
if(t.startsWith("own."))return n(t.slice(4));let s=e("token"),a=s>=0&&s<o?s:o-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function ma(t,e,n,o,r=[-1,-1]){let s=[],a=null;for(let i of t.
fields){let l=i in t.frozen,c=bf(i,e,n,o,r);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:s.push(l?t.frozen[i]:c)}return{chunk:s.join(
","),token:a}}var ua=(t,e,n)=>t.find(o=>o[0]===e&&o[1]===n)??t[0];var _e=class{#t={};constructor(e,n={},o=()=>{}){this.state=e,this.held=n,this.refused=o,this.widget_manager=null}get(e){return this.state[e]}set(e,n){if(this.state[e]!==
n){if(this.held[e]&&!this.held[e].includes(n)){this.refused(e,n);return}this.state[e]=n;for(let o of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])o()}}save_changes(){}send(){}on(e,n){
this.#t[e]??=[],this.#t[e].push(n)}off(e,n){this.#t[e]=(this.#t[e]??[]).filter(o=>o!==n)}};var ga="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",bo=t=>document.getElementById(
t),xo=class{models={};#t={};#e={};#s={};#o=new Map;#r=new Set;#n=h("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(o=>o.place==="\
tab");let n={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new _e({...e.defaults,...e.selection,...n}),this.#i(),this.sel.on("change",()=>this.all())}#i(){
let e=h("div"),n=h("div","dsv-pane"),o=h("div","dsv-tabs"),r=h("div","dsv-columns");this.#n.setAttribute("role","tablist"),o.append(this.#n),r.append(n,o),document.
querySelector("main")?.append(e,r);for(let s of this.facts.views){this.#l(s);let a=h("div"),i=h("p","dsv-kept");i.setAttribute("role","status"),a.append(i),this.#t[s.
name]=a,this.#e[s.name]=i,{top:e,left:n,tab:o}[s.place].append(a),s.place==="tab"&&this.#c(s,a)}}#l(e){let n={message:"",selection:"selection",kernel:!1,...e.state},
o=new _e(n,e.held,s=>{let a=s.replace(/_/g," "),i=e.held[s],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${l} ${ga}`)});o.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.
filter(a=>a.startsWith("own.")));for(let s of new Set(r))o.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=o}#c(e,n){let o=h("button","",e.tab);o.
setAttribute("role","tab"),this.#n.append(o),n.setAttribute("role","tabpanel"),n.setAttribute("aria-label",e.tab),o.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),o.addEventListener("keydown",r=>{let s=r.key==="ArrowRight"?1:r.key==="ArrowLeft"?-1:0;if(!s)return;let a=(this.tabs.indexOf(e)+s+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#n.children[a].focus()})}#d(e,n,o){this.#s[e]??={},this.#s[e][n]=o,this.#e[e].textContent=Object.values(
this.#s[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let n of this.facts.views)this.#d(n.name,"hel\
d","");let e=this.facts.views.filter(n=>n.place!=="tab"||n.tab===this.sel.get("tab"));await Promise.all(e.map(n=>this.#f(n))),this.#g()}))}async#f(e){let n=!this.#r.
has(e.name);this.#r.add(e.name),await this.#p(e),n&&await da[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#p(e){let n=this.models[e.name];
if(e.sentence){n.set("message",e.sentence);return}let o=[this.sel.get("query_first"),this.sel.get("query_last")],r=ua(this.facts.ranges,o[0],o[1]),a=e.parts.some(
l=>l.fields.includes("query_first"))&&(r[0]!==o[0]||r[1]!==o[1]),i=`Shown is the whole text: for tokens ${Math.min(...o)} to ${Math.max(...o)} alone this page`;
this.#d(e.name,"range",a?`${i} holds no numbers. ${ga}`:""),await Promise.all(e.parts.map(l=>this.#h(e,l,r))),n.set("message",e.parts.map(l=>l.said).find(Boolean)??
"")}async#h(e,n,o){let r=this.models[e.name],{count:s,tokens:a}=this.facts,i=ma(n,p=>this.sel.get(p),p=>r.get(p),s,o);if(!i){n.said="";return}let l=`${e.name}/${n.
method}/${i.chunk}`,c=`${l} ${i.token}`;if(n.now===c)return;n.now=c;let d=await this.#m(l),f=d?.rows.get(i.token);if(n.now===c){if(!d||f===void 0){let p=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;n.said=`${p} Open the trace itself for the others.`;return}if(n.said=d.said[f],!n.said)for(let p of n.
traits){let m=p in e.state&&n.fields.includes(`own.${p}`);d.traits[p]&&!m&&r.set(p,d.traits[p][f])}}}#m(e){let n=this.#o.get(e);return n||(n=ha(e),this.#o.set(e,
n)),n}#u(){this.tabs.forEach((e,n)=>{let o=e.tab===this.sel.get("tab"),r=this.#n.children[n];r.setAttribute("aria-selected",String(o)),r.tabIndex=o?0:-1,this.#t[e.
name].style.display=o?"":"none"})}#g(){let e=`#${pa(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let n=fa(e,this.facts);for(let[o,r]of Object.entries(n.selection))this.sel.set(o,r);for(let[o,r,s]of n.own)this.models[o].set(r,s);bo("dsv-link").textContent=n.
said,this.tabs.some(o=>o.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function wf(){let t=bo("dsv-theme"),e=n=>{document.body.dataset.jpThemeLight=
String(n),t.textContent=n?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var wo=new xo(JSON.parse(bo("dsv-facts").textContent??""));wf();wo.restore(location.hash);addEventListener("hashchange",()=>wo.restore(location.
hash));wo.all();
