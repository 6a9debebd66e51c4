var T=(t,e,o)=>Math.max(e,Math.min(o,t));function et(t,e,o){return o>e?T((t-e)/(o-e),0,1):t>=o?1:0}function w(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function de(t){let e=t.reduce((a,i)=>a+i,0);if(!(e>0))return t.map(()=>Number.NaN);let o=t.map(
a=>Math.floor(a/e*100+1e-9)),n=t.map(a=>a/e*100%1),s=t.map((a,i)=>i).sort((a,i)=>n[i]-n[a]),r=100-o.reduce((a,i)=>a+i,0);for(let a=0;a<r;a++)o[s[a%s.length]]++;
return o.map(a=>a/100)}function j(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||o==="B"?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var M=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var at={top:"embedding",bottom:"head",draft:"draft block"};function yt(t){let e=[" T"," B"," M"," k"].findIndex((o,n)=>t>=10**(12-3*n));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var bt=t=>t.model.get("rows");function Bt(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=bt(
t).findIndex(n=>n.place===e);return o<0?1:o}function pe({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function Ue(t){let e=bt(t)[Bt(t)];return{row:e,cell:e.cells[Math.min(pe(t),e.cells.length-1)]}}function je(t,e,o){let n=bt(t)[e],s=Math.min(o,n.cells.
length-1);for(;s>0&&n.cells[s][2]<0;)s--;let r=n.cells[s][0];if(t.model.set("place",at[n.place]?n.place:""),t.tell("part",r),!at[n.place]){let a=r==="mixing"?{site:s?
1:0}:{};t.pick({layer:Number(n.place),entry:-1,expert:-1,...a})}t.redraw()}var Ut=(t,e)=>o=>{let n=bt(o),s=T(Bt(o)+t,0,n.length-1),{cells:r}=n[s],a=pe(o);if(e){
do a+=e;while(a>=0&&a<r.length&&r[a][2]<0);if(a<0||a>=r.length)return}je(o,s,Math.max(0,a))};function fe(t){let{tab:e}=t.model.get("cards")[Ue(t).cell[0]];e&&t.
pick({tab:e})}var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function jt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function ze(t,e,o){let n=jt(t),s=jt(e);return n.map((r,a)=>Math.round(r+(s[a]-r)*o))}var ot=(t,e,o)=>`rgb(${ze(t,
e,o).join(",")})`,Et=(t,e)=>Array.from({length:255},(o,n)=>ot(t,e,n/254)),rr=.179;function _t(t){let[e,o,n]=(t.match(/\d+/g)??["0","0","0"]).map(Number),[s,r,a]=[
e,o,n].map(i=>i<=10?i/255/12.92:((i/255+.055)/1.055)**2.4);return .2126*s+.7152*r+.0722*a>rr?"#000":"#fff"}function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function $(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[s,r]of Object.entries(e??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function z(t,e){let o=f("op\
tion","",e);return o.value=String(t),o}function K(t,e){let o=f("table",t),n=f("thead"),s=f("tr"),r=f("tbody");for(let a of e)s.append(f("th","",a));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}function F(t,e,o){let n=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*n)),r=Math.max(1,Math.round(o*n));(t.width!==
s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=dt(t);return a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,o),a}var dt=t=>t.
getContext("2d");function Ot(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function pt(t,e,o=5){let n=Ot(o,o),s=dt(n);return s.strokeStyle=
e,s.lineWidth=1,s.beginPath(),s.moveTo(0,o),s.lineTo(o,0),s.moveTo(-1,1),s.lineTo(1,-1),s.moveTo(o-1,o+1),s.lineTo(o+1,o-1),s.stroke(),t.createPattern(n,"repeat")}
function ft(t,e,o,n,s,r){t.fillStyle=pt(t,b(e,"none"),5),t.fillRect(o,n,s,r)}function Ho(t,e,[o,n,s]){let{card:r}=t.own,a=t.model.get("cards")[o],i=at[e.place]?"":e.place,l=f("div");l.append(`${a.section}, `,f("code","",a.file)),r.replaceChildren(
f("h4","",`${a.title}${i?` of layer ${i}`:""}`),f("div","dsv-note",a.does),f("div","",s<0?`Layer ${i} has no such part.`:`${yt(n)} parameters, ${j(s)}`),f("pre",
"",a.equation),...e.words?[f("div","dsv-note",`This layer ${e.words}.`)]:[],l,...ar(t,a.points,o,i));let c=f("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=f("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>fe(t)),c.append(d," ")}c.append("alone: ",f("code","",a.code)),r.append(c)}function ar(t,e,o,n){
let s=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",r=e.filter(([i,,l])=>!i.includes("{i}")||n&&l.includes(Number(n))&&i.includes(s));if(!r.length)return[];
let a=f("ul");for(let[i,l]of r){let c=f("li");c.append(f("code","",i.replace("{i}",n)),` ${l}`),a.append(c)}return[f("div","dsv-note","Can be captured:"),a]}var Y={sliding:"▭",csa:"▤",hca:"▦"},zt=(t,e)=>`layer ${t} ${Y[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ir={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function lr({
model:t,own:e},o){let{layers:n}=t.get("totals"),s=t.get("columns").length,r=n>30?13:n>14?17:24,a=e.figure.clientWidth<330,i=a?70:112,l=a?2:74,c=T(e.figure.clientWidth-
2,236,620),d=c-i-l,p=d/s,h=p<58,u=h?82:22;return{tall:r,narrow:a,left:i,right:l,width:c,span:d,wide:p,steep:h,top:u,height:u+o*(r+2)+4}}function Bo(t,e,o,n){let s=Math.
max(Math.log(n)-Math.log(o),1e-9),r=u=>.08+.5*(Math.log(u)-Math.log(o))/s,a={...lr(t,e.length),alpha:r},{width:i,height:l,narrow:c,right:d,top:p}=a,h=$("svg",{width:i,
height:l,role:"group","aria-label":"the model's layers and parts"});h.append(...cr(t,a)),c||h.append($("text",{x:i-d+4,y:p-8,class:"quiet"},"parameters")),h.append(
...dr(t,a,e));for(let[u,m]of e.entries())h.append(...pr(t,a,m,u));return h.addEventListener("click",u=>{let m=u.target.closest?.(".cell");m&&je(t,Number(m.dataset.
row),Number(m.dataset.column))}),h}function cr(t,{left:e,wide:o,steep:n,top:s}){return t.model.get("columns").map((r,a)=>{let i=e+(a+.5)*o,l={transform:`transla\
te(${i+4},${s-5}) rotate(-90)`};return $("text",{class:"quiet column",...n?l:{x:i,y:12,"text-anchor":"middle"}},ir[r])})}function dr(t,{left:e,top:o,tall:n},s){
let{streams:r}=t.model.get("totals"),a=o+(s.findIndex(i=>i.place==="bottom")+.2)*(n+2);return Array.from({length:r},(i,l)=>{let c=e-6-4*(r-l),d=b(t.root,"quiet");
return $("line",{x1:c,x2:c,y1:o+n,y2:a,stroke:d,"stroke-width":1.2})})}function pr(t,e,o,n){let{tall:s,narrow:r,width:a,right:i,top:l}=e,c=l+n*(s+2),d=r?"":` ${o.
kind}`,p=`${o.place} ${Y[o.kind]}${d}${o.routing==="hash"?" ☷":""}`,h=$("text",{x:2,y:c+s/2+4},at[o.place]??p);n===Bt(t)&&(h.style.fontWeight="700",h.style.fill=
b(t.root,"chosen"));let u=o.cells.flatMap((g,y)=>fr(t,e,o,g,n,y)),m=[h,...u];return r||m.push($("text",{x:a-i+4,y:c+s/2+4,class:"quiet"},yt(o.parameters))),m}function fr(t,{
left:e,span:o,wide:n,tall:s,top:r,alpha:a},i,[l,,c],d,p){let{root:h}=t,u=at[i.place],m=r+d*(s+2),g=u?e:e+p*n,y=u?o:n-2,A=m+s/2;if(c<0){let q={x1:g+y/2-4,x2:g+y/
2+4,y1:A,y2:A};return[$("line",{...q,stroke:b(h,"line")})]}let k=d===Bt(t)&&(u||p===pe(t)),v=$("rect",{class:"cell",x:g,y:m,width:y,height:s,rx:3,fill:`rgba(${b(
h,"tint")}, ${a(c).toFixed(2)})`,stroke:k?b(h,"chosen"):"none","stroke-width":2});if(v.dataset.row=String(d),v.dataset.column=String(p),v.append($("title",{},`${u??
`layer ${i.place}, ${l}`}: ${j(c)}`)),s<=15||y<=52)return[v];let N={x:g+y/2,y:A+4,"text-anchor":"middle","pointer-events":"none"},R=$("text",N,j(c));return[v,R]}var hr=["fill","outline","under","dotted","dashed","ramp"],ur=["hatch","dots","dot","bar","tick","strike"],mr=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function gr(t,e){let o=f("span","dsv-mark-of"),[n,s]=t.split(" "),r=hr.includes(n)&&s||ur.includes(n),
a=f("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function Uo(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=f("div","dsv-marks"),a=f("div","dsv-help"),i=f("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([l,c])=>gr(l,c))),a.append(...e.explains.map(l=>f("p","",l))),e.equation&&
a.append(...yr(t,e,o)),s.append(f("p","dsv-look-for",e.look_for),r,a),n.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function yr(t,e,o){let n=f("div","dsv-equation"),s=f("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of e.equation.split(`
`)){let a=f("div");for(let{text:i,symbol:l}of mr(r)){if(!l){a.append(i);continue}let c=f("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let d=()=>{let p=o(i),h=p?f("b","",` Here: ${p}.`):"";s.replaceChildren(f("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,h),
s.dataset.symbol=i};for(let p of["mouseenter","focus","click"])t.listen(c,p,d);a.append(c)}n.append(a)}return[n,s]}function P(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function kt(t,e){let o=P(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var S=t=>kt(t,Float32Array),W=t=>kt(t,Int32Array),jo=t=>kt(
t,Int16Array),ht=t=>Float32Array.from(kt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function nt(t,e){let o=P(t),n=new TextDecoder,s=[],r=0;for(let a of kt(e,
Uint16Array))s.push(n.decode(o.subarray(r,r+a))),r+=a;return s}function C(t){let e=null,o;return(...n)=>((!e||n.some((s,r)=>s!==e[r]))&&(o=t(...n),e=n),o)}var zo=globalThis;zo.dsvGains??=new WeakMap;var Ye=zo.dsvGains;function U(t,e){let o=t.get(e);return Ye.get(o)?.whole??o}function xr(t,e,o,n){let s=t.get(e),r=P(
U(t,e)),a=P(n);if(r.length!==o||!(s instanceof Object))return!1;let i=Ye.get(s);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(r),i=
{room:l},Ye.set(s,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function he({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([r,a],i)=>!xr(
t,r,a,n[i]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var Ke=400;function Yo(t,e){let o=f("button","dsv-small dsv-numbers","numbers"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the \
numbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&wr(
t,n,e()),s)}function wr(t,e,{columns:o,rows:n,note:s}){let r=K("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of n.slice(0,Ke)){let l=f("tr");
l.style.cursor="default";for(let c of i)l.append(f("td","",$r(c)));r.rows.append(l)}let a=n.length>Ke?`The first ${Ke} of ${n.length} rows. `:"";e.replaceChildren(
f("div","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function $r(t){return typeof t=="number"?Number.isInteger(t)?String(t):w(t,4):
String(t??"–")}var Ar="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",vr={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Tr={expert:-1,entry:-1,hover_entry:-1},Nr=["SELECT","INPUT","TEX\
TAREA"],D=t=>({initialize:he,render:e=>Mr(e,t)});async function Mr({model:t,el:e},o){let n=Sr(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new Ve(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Xe(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,s]of Object.entries({...o?Tr:{},...e}))t.set(n,s);t.save_changes()}function Sr({title:t,aria:e}){let o=f("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),s=f("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(f(
"span","dsv-title",t),f("span","dsv-space"));let r=f("div","dsv-look"),a=f("div","dsv-message"),i=f("div","dsv-body");return o.append(f("div","dsv-gone",Ar),n,r,
s,a,i),{root:o,head:n,look:r,facts:s,message:a,body:i}}var Ve=class{#t=!1;#e=!1;#o=60;#n;#r;#s=[];constructor(e,o,{root:n,head:s,look:r,facts:a,message:i,body:l},c){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=a,this.body=l,this.#n=i,this.#r=c,this.own=void 0,this.tabled=c.table?Yo(this,()=>c.table(
this)):null,Uo(this,e.get("about"),d=>c.symbols?.(this,d)),this.#i(),this.#l()}redraw(){this.#t||this.#e||(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#o-- >0&&setTimeout(()=>this.redraw(),50);return}this.#o=60;let r=o.get("messa\
ge");if(e.classList.toggle("empty",!!r),this.#n.textContent=r,this.#n.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(a){this.#n.style.display="",this.#n.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){Xe(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#c(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#c(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#s.push(()=>e.removeEventListener(o,n,s))}#i(){
let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(c,d,p)=>{c.on(d,p),this.#s.push(()=>c.off(d,p))};r(e,"change",s),r(e,"msg:custom",s),r(o,"change",s);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let i=new MutationObserver(()=>{s(),setTimeout(s,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#s.push(()=>i.disconnect(),()=>l.disconnect())}#l(){
this.listen(this.root,"focusin",xt,!0),this.listen(this.root,"keydown",e=>{if(Nr.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(vr):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#s)e();this.root.remove()}},
xt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Er="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function _r({body:t}){let e=f("div","dsv-map"),o=f("div","dsv-map-figur\
e"),n=f("div","dsv-map-card");return e.append(o,n),t.append(e),{figure:o,card:n}}function Or(t){let{model:e,facts:o,root:n}=t,{figure:s,card:r}=t.own,a=bt(t),i=e.
get("totals");if(!a.length)return;o.replaceChildren(f("b","",`${yt(i.parameters)} parameters`),` in ${j(i.bytes)} of the release's formats; ${yt(i.active)} work\
 on each token · ${i.layers} layers, ${i.streams} streams`);let l=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...l),Math.max(...l)],p=`(${j(
c)} to ${j(d)}, logarithmic)`,h=s.scrollTop;s.replaceChildren(Bo(t,a,c,d),f("div","dsv-note",`${Er} ${p} · – : not in this layer`)),s.scrollTop=h;let{row:u,cell:m}=Ue(
t);Ho(t,u,m),n.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:m[0],place:u.place,bytes:i.bytes,card:r.textContent}}function Lr(t){let e=t.model.get("\
columns"),o=t.model.get("cards"),n=s=>s?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((s,r)=>`${o[s].title}${s===
"mixing"?n(r):""}, bytes`)],rows:bt(t).map(s=>[at[s.place]??`layer ${s.place}`,s.kind,s.routing,s.parameters,...s.cells.map(r=>r[2]<0?null:r[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Rr={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:Ut(-1,0),ArrowDown:Ut(1,0),ArrowLeft:Ut(0,-1),
ArrowRight:Ut(0,1),Enter:fe},build:_r,draw:Or,table:Lr},Ko=D(Rr);var Cr=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,qr=/<｜([^｜<>\n]*)｜>/g,Pr=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ir=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,st=t=>t.replace(qr,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Cr,Ir),Lt=t=>Pr.
test(t)?`⁨${t}⁩`:t,Rt=t=>st(t.replace(/\n/g,"⏎"));function _(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
n=st(o)||"␣",s=[...n];return Lt(s.length>e?`${s.slice(0,e-1).join("")}…`:n)}function rt(t,e,o=!1){let n=[...st(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return n.length<=e?Lt(n.join("")):Lt(o?`…${n.slice(1-e).join("")}`:`${n.slice(0,e-1).join("")}…`)}var ue=(t,e,o)=>t.find(n=>o(n)<=e)??"";var me=34;function Wr(t,e){let o=e?.entry??-1;return o>=0&&o<t.complete?{...t,...e}:t}var Fr=(t,e,o)=>T(Math.floor(t/e*o),0,o-1),ge=({model:t})=>Wr(t.get("table"),
t.get("chosen"));function Dr({body:t}){let e=f("div","dsv-note"),o=f("div","dsv-scroll"),n=f("div"),s=f("div","dsv-note");return s.style.minHeight="36px",t.append(
e,n,s,o),{words:e,list:o,strip:n,waiting:s}}function Hr(t){let{words:e,list:o,waiting:n}=t.own,s=ge(t);s.kind&&(t.facts.replaceChildren(f("b","",zt(s.layer,s.kind)),
s.entry>=0?` · entry ${s.entry} of ${s.complete}`:" · no entry is complete yet"),e.textContent=s.kind==="csa"?`A CSA entry stands for ${s.rate} tokens and is \
pooled from ${2*s.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${s.rate} tokens; the gates sum to one.`,o.replaceChildren(...s.rows.length?[Br(t,s)]:[]),Ur(t,s),n.textContent=s.pending.length?`Waiting f\
or their block to fill (${s.pending.length} of ${s.rate}): `+s.pending.map(r=>_(r,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:s.layer,token:s.token,entry:s.entry,complete:s.complete,tokens:s.rows.map(r=>r.token),gates:s.rows.map(r=>r.gate),index:s.rows.map(r=>r.index_gate),pending:s.
pending.length})}function Br(t,e){let o=e.rows.some(a=>a.index_gate!==null),{table:n,rows:s}=K("dsv-table",["token","","attention","",...o?["indexer",""]:[]]),r=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let i=f("tr"),l=f("td","",`“${_(a.piece,14)}”`);l.style.textAlign="left",i.append(
f("td","",`${a.token}`),l);for(let c of o?[a.gate,a.index_gate]:[a.gate]){let d=f("span","dsv-bar"),p=f("td");p.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/r*(o?56:130))}px`,p.append(d),i.append(f("td","",w(c,3)),p)}i.addEventListener("click",()=>t.pick({token:a.token})),s.append(i)}return n}function Ur(t,e){
let{model:o,body:n,root:s}=t,{strip:r}=t.own,a=S(o.get("sharpness")),i=a.length;if(!i){r.replaceChildren();return}let l=Math.max(200,n.clientWidth-2),c=l/i,d=Math.
max(...a.filter(u=>!Number.isNaN(u)),2),p=$("svg",{width:l,height:me+16,role:"img","aria-label":`${i} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${w(d,1)})`;p.append($("text",{x:0,y:10,class:"quiet"},h));for(let u=0;u<i;u++){let m=Number.isNaN(a[u]),g=m?me:T(a[u]/d,0,1)*me,y=u===e.
entry?b(s,"chosen"):`rgb(${b(s,"tint")})`,A=$("rect",{class:"step",x:u*c,y:14+me-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:m?"none":y,stroke:m?b(s,"no\
ne"):"none","stroke-dasharray":"2 3"});A.append($("title",{},`entry ${u}: ${m?"its gates were not captured":w(a[u],2)}`)),p.append(A)}p.addEventListener("click",
u=>{t.pick({entry:Fr(u.clientX-p.getBoundingClientRect().left,l,i)})}),r.replaceChildren(p)}function jr(t){let e=ge(t);return{columns:["token","text","gate of a\
ttention's compressor","gate of the indexer's"],rows:(e.rows??[]).map(o=>[o.token,o.piece,o.gate,o.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each\
 column of gates sums to one.`}}var Vo=t=>e=>{let o=ge(e);o.complete&&e.pick({entry:T(o.entry+t,0,o.complete-1)})},zr={title:"Compressor",aria:"What a compresse\
d entry is made of. Left and right move the entry.",keys:{ArrowLeft:Vo(-1),ArrowRight:Vo(1)},build:Dr,draw:Hr,table:jr,symbols:t=>{let e=ge(t),o=[...e.rows??[]].
sort((n,s)=>s.gate-n.gate)[0];return o&&`${w(o.gate,3)} of token ${o.token}, the most of ${e.rows.length} in entry ${e.entry}`}},Xo=D(zr);function X(t,e,o,n){let s=f("select");s.setAttribute("aria-label",o),s.dataset.trait=e,V(s,n);let r=typeof t.model.get(e)=="number";return t.listen(s,"change",()=>{
t.tell(e,r?Number(s.value):s.value),t.redraw()}),{select:s,show:i=>{i&&V(s,i),s.value=String(t.model.get(e))}}}function V(t,e){let o=JSON.stringify(e);t.dataset.
options!==o&&(t.replaceChildren(...e.map(([n,s])=>z(n,s))),t.dataset.options=o)}function Go(t,e,o,n,s){let r=null,a=l=>l.clientX-e.getBoundingClientRect().left-
o()[0],i=l=>T(a(l)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",l=>{let c=a(l);c<0||c>o()[1]||(r=i(l),e.setPointerCapture?.(l.pointerId))}),t.listen(e,"poin\
termove",l=>{r!==null&&n(Math.min(r,i(l)),Math.max(r,i(l)))}),t.listen(e,"pointerup",l=>{if(r===null)return;let c=r,d=i(l);r=null,s(Math.min(c,d),Math.max(c,d))}),
t.listen(e,"pointercancel",()=>{r=null})}function Ge(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function ye(t,e){
let o=0,n=()=>{if(performance.now()>o)return;let r=Ge(t.root),a=r===document.scrollingElement,i=a?window.innerHeight:r.getBoundingClientRect().bottom,l=a?0:r.getBoundingClientRect().
top,c=e.getBoundingClientRect(),d=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,p=t.root.querySelector(".dsv-controls")?.offsetHeight??
0,h=c.top-l-d-p-12;c.bottom>i&&(r.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,h)))},s=()=>{o=0};return n.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.
root,"wheel",s,{passive:!0}),t.listen(t.root,"pointerdown",r=>{r.target.tagName!=="SELECT"&&s()}),n}var Yt=46,Qe=74,be=18,Ze=24,wt=10,Kt=20,Yr={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Je={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"ink","what if":"ink"};function Kr(t){return t>=1048576?`${w(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Vr(t){let e=t.filter(
s=>s>0),o=Math.floor(Math.log10(Math.min(...e))),n=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(n,o+1)]}function Xr(t,e,o,n){let s=[...t.keys()].sort(
(i,l)=>t[i]-t[l]),r=[...t];for(let[i,l]of s.entries())i&&(r[l]=Math.max(r[l],r[s[i-1]]+e));let a=[...s].reverse();if(a.length&&r[a[0]]>n)for(let[i,l]of a.entries())
r[l]=i?Math.min(r[l],r[a[i-1]]-e):n;return r.map(i=>Math.max(o,i))}function to(t,{title:e,what:o,lines:n,words:s}){let{model:r,body:a,root:i}=t,l=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(l?2:1))),d=l?172:120,p=c-Yt-Qe,[h,u]=Vr(n.flat()),m=E=>Yt+(Math.log2(E)-wt)/(Kt-wt)*p,g=E=>be+(u-Math.log10(
E))/(u-h)*(d-be-Ze),y=r.get("readings"),A=r.get("models").map((E,L)=>`${E} ${s(y[L][o])}`),k=$("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${A.join("\
, ")}`});k.append($("text",{x:2,y:11},e));for(let E=h;E<=u;E++){let L=s(10**E).replace("FLOP","").replace(".00","").replace(".0","");k.append($("line",{x1:Yt,x2:c-
Qe,y1:g(10**E),y2:g(10**E),stroke:b(i,"line")}),$("text",{x:Yt-4,y:g(10**E)+4,"text-anchor":"end",class:"quiet"},L))}for(let E=wt;E<=Kt;E+=c<300?5:2){let L={x:m(
2**E),y:d-9,"text-anchor":"middle",class:"quiet"};k.append($("text",L,Kr(2**E)))}let v=m(r.get("own").length),N={x1:v,x2:v,y1:be,y2:d-Ze};k.append($("line",{...N,
stroke:b(i,"ink"),"stroke-dasharray":"1 3"}));let R=Xr(n.map(E=>g(E[E.length-1])),12,be,d-Ze),q={x:m,y:g,right:c-Qe};for(let[E,L]of n.entries())k.append(...Gr(t,
E,o,L,R[E],q,s));return k.addEventListener("click",E=>{let L=(E.clientX-k.getBoundingClientRect().left-Yt)/p,ce=Math.round(T(wt+L*(Kt-wt),wt,Kt));t.tell("length",
2**ce),t.redraw()}),k.style.cursor="pointer",k}function Gr({model:t,root:e},o,n,s,r,{x:a,y:i,right:l},c){let d=t.get("models")[o],p=t.get("lengths"),{context:h,
length:u}=t.get("own"),m=t.get("readings")[o][n],g=b(e,Je[d]),y=$("path",{d:s.map((R,q)=>`${q?"L":"M"}${a(p[q]).toFixed(1)} ${i(R).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":Yr[d]}),A=$("text",{x:l+5,y:r+4},d),k=$("circle",{cx:a(u),cy:i(m),r:3,fill:g});if(k.append(
$("title",{},`${d}: ${c(m)}`)),d!=="this model"||h<2**wt||h>=2**Kt)return[y,A,k];let v=i(s[p.findIndex(R=>R>=h)]),N=$("circle",{cx:a(h),cy:v,r:3.2,fill:b(e,"pan\
el"),stroke:g});return N.append($("title",{},`longest context this model accepts: ${M(h)}`)),[y,A,N,k]}var eo=["window","entries","sink"],Qo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],ke="V3.2";function oo(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var $t=t=>Number.isFinite(t)?`${w(100*t,t>=.1?1:2)} %`:"–";function Vt({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(ke)]}}function Jo(t){let{root:e}=t,{models:o,readings:n,v32:s}=Vt(t),r=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:i,rows:l}=K("dsv-table dsv-cost-table",r);for(let c of i.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of o.entries()){let p=n[c],h=f("td","",d),u=f("td"),m=f("td");h.style.borderLeft=`4px solid ${b(e,Je[d])}`,u.
style.textAlign=m.style.textAlign="left",u.append(...Zo(t,p.classes)),Object.keys(p.parts).length>1&&m.append(...Zo(t,p.parts));let g=f("tr");g.append(h,f("td",
"",oo(p.flops)),f("td","",$t(p.flops/s.flops)),u,f("td","",j(p.bytes)),f("td","",$t(p.bytes/s.bytes)),m),l.append(g)}return a}function Zo({root:t},e){let o=Object.
entries(e),n=o.reduce((i,[,l])=>i+l,0),s=f("span","dsv-stack");for(let[i,[l,c]]of o.entries()){if(!(c>0))continue;let d=f("span"),p=Qo[Math.floor(i/eo.length)%Qo.
length];d.style.width=`${100*c/n}%`,d.style.background=`${p}${b(t,eo[i%eo.length])}`,d.title=`${l}: ${$t(c/n)}`,s.append(d)}let[r,a]=[...o].sort((i,l)=>l[1]-i[1])[0];
return[s,f("span","dsv-cost-words",` ${r} ${$t(a/n)}`)]}function tn({model:t}){let e=f("div","dsv-note");e.style.marginTop="6px",e.append(f("b","","Published fo\
r 1,048,576 tokens, recomputed here: "));let o=t.get("published");for(let[n,[s,r,a,i,l]]of o.entries())e.append(`${n?"; ":""}${s} ${r} ${Math.round(100*a)} % of\
 V3.2, `,f("b","",`${w(100*i,2)} %`),l?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left ou\
t."),e}function en({model:t}){let e=t.get("held"),o=f("div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really hol\
ds is shown beside the formula once a run has ended.",o;let n=f("b","",`This run's cache held ${M(e.held)} bytes`);if(o.append(n,` after ${M(e.tokens)} tokens (${e.
dtype})`),e.formula){let s=Object.entries(e.formula),r=s.reduce((i,[,l])=>i+l,0),a=r===e.held;o.append(a?"; the formula says the same to the byte: ":`; the form\
ula says ${M(r)}: `,s.filter(([,i])=>i).map(([i,l])=>`${i} ${M(l)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${M(e.rows)}\
 bytes, in the release's precision ${M(e.release)}.`),o}var on="what if",Qr=["csa_rate","hca_rate","index_topk"];function Zr(t){let{model:e,body:o}=t,n=f("div","dsv-controls"),s=f("div","dsv-cost-charts"),r=f("div","\
dsv-panel"),a=X(t,"precision","precision",e.get("precisions")),i=X(t,"counting","how FLOPs are counted",e.get("countings")),l=X(t,"base","model the sliders star\
t from",[]),c=[xe(t,"length","context",10,20),xe(t,"csa_rate","CSA rate",1,6),xe(t,"hca_rate","HCA rate",2,10),xe(t,"index_topk","top-k",3,12)],d=f("div","dsv-c\
ost-sliders"),p=f("button","dsv-small","own values");return d.append(...c.map(h=>h.box),p),n.append(l.select,a.select,i.select),o.append(n,d,s,r),{charts:s,below:r,
precision:a,counting:i,base:l,sliders:c,reset:p,doubles:C(Jr)}}var Jr=t=>kt(t,Float64Array);function ta(t){t.listen(t.own.reset,"click",()=>{for(let e of Qr)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function xe(t,e,o,n,s){let{model:r}=t,a=f("label"),i=f("input"),l=f("output");return Object.assign(i,{type:"range",
min:n,max:s,step:1}),i.setAttribute("aria-label",o),a.append(o,i,l),t.listen(i,"input",()=>{let d=2**Number(i.value);t.tell(e,e!=="length"&&d===r.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=r.get(e)||r.get("own")[e];i.value=String(Math.round(Math.log2(d))),l.textContent=e==="length"?M(d):`${d}${r.get(e)?"":"\
 (own)"}`}}}function ea(t){let{model:e,root:o,own:n}=t,{base:s,precision:r,counting:a,sliders:i,reset:l,charts:c,below:d}=n,{models:p,readings:h}=Vt(t);if(!p.length)
return;let u=p.filter(g=>g!==ke&&g!==on);s.show(u.map(g=>[g,`sliders change: ${g}`])),s.select.value||(s.select.selectedIndex=s.select.options.length-1);for(let g of[
r,a,...i])g.show();l.style.visibility=p.includes(on)?"":"hidden",oa(t);let m=nn(t,0);c.replaceChildren(to(t,{title:"FLOPs of one token",what:"flops",lines:m,words:oo}),
to(t,{title:"cache of one sequence",what:"bytes",lines:nn(t,1),words:j})),d.replaceChildren(Jo(t),tn(t),en(t)),o.drawn={models:[...p],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:m.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function nn({model:t,own:e},o){let n=e.doubles(
t.get("curves")),s=t.get("lengths").length;return t.get("models").map((r,a)=>[...n.subarray((2*a+o)*s,(2*a+o+1)*s)])}function oa(t){let{models:e,readings:o,v32:n}=Vt(
t),s=e.flatMap((a,i)=>{let l=`${$t(o[i].flops/n.flops)} / ${$t(o[i].bytes/n.bytes)}`;return a===ke?[]:[`${a} `,f("b","",l)," "]}),r=f("b","",`${M(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",r," of context, against V3.2: ",...s,"(FLOPs / cache)")}function na(t){let{model:e}=t,{models:o,readings:n,
v32:s}=Vt(t),r=(l,c)=>l.find(([d])=>d===c)?.[1],a=r(e.get("precisions"),e.get("precision")),i=r(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:o.map((l,c)=>{let{flops:d,bytes:p}=n[c];return[l,d/1e9,d/s.flops,p,p/s.bytes]}),note:`At ${M(e.get("ow\
n").length)} tokens of context; ${a}; ${i}.`}}var sa={title:"Cost",aria:"Cost of a token against the length of its context",build:Zr,listen:ta,draw:ea,table:na,
symbols:({model:t},e)=>{let{length:o,csa_rate:n,hca_rate:s}=t.get("own"),[r,a]=[t.get("csa_rate")||n,t.get("hca_rate")||s];return e==="rate"?`${r} in CSA layers\
, ${a} in HCA layers`:`${M(o/r)} and ${M(o/a)} at ${M(o)} tokens`}},sn=D(sa);var O=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;function G(t,e,o){let n=t.sel.get("token"),s=n===-1?o-1:n,r=Number.isFinite(e)?s+e:e<0?0:o-1;t.pick({token:T(r,0,o-1)})}function B(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[T(n+e,0,o.length-1)],expert:-1,entry:-1})}var At=16,lt=7,we=300,rn=238,it=84;function an(t,e){let{body:o,root:n,own:s}=t,r=Math.max(200,o.clientWidth-2),a=F(s.range,r,17),i=r-it-4;a.font=O(),a.textBaseline=
"middle",a.fillStyle=b(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=b(n,"line"),a.fillRect(it,3,i,11);let[l,c]=s.dragging??(e.first>=0?[e.first,e.last]:
[-1,-1]),d=u=>it+i*u/Math.max(e.tokens,1);l>=0&&(a.fillStyle=`rgba(${b(n,"tint")}, 0.75)`,a.fillRect(d(l),3,Math.max(2,d(c+1)-d(l)),11)),a.fillStyle=b(n,"ink");
let p=l>=0?`${l} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(p).width;a.fillText(p,T(l>=0?d(l)+3:it+4,it,it+i-h),9)}function ln(t,{facts:e,layers:o,summary:n},s){
let{root:r,model:a,sel:i,own:l}=t,c=F(l.side,s,no(t));c.font=O(),c.textBaseline="middle",c.fillStyle=b(r,"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",
92,8),c.fillText("Gini",158,8),c.fillText(s===we?"effective experts":"effect.",194,8);for(let[d,p]of o.entries()){let h=At+d*l.place.tall+l.place.tall/2,u=p===i.
get("layer"),[m,g,y,A,k]=n.subarray(lt*d,lt*d+5);c.fillStyle=b(r,u?"chosen":"ink"),c.font=O(u);let v=Y[a.get("attention_kinds")[d]]??"";c.fillText(`${p} ${v} ${a.
get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=b(r,"ink"),c.font=O(),c.fillText(w(m),100,h),c.fillText(w(g),158,h),c.fillText(w(y,1),194,h),s===
we&&ra(c,r,h,[y,A,k].map(N=>N/e.experts))}}function ra(t,e,o,[n,s,r]){let a=i=>228+66*T(i,0,1);if(t.strokeStyle=b(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(
a(1),o),t.stroke(),Number.isNaN(n)){ft(t,e,a(0),o-4,66,8);return}Number.isNaN(s)||(t.strokeStyle=b(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(s),o),t.lineTo(
a(r),o),t.stroke(),t.lineWidth=1),t.fillStyle=b(e,"ink"),t.fillRect(a(n)-1,o-5,2,10)}function cn(t,{facts:e,layers:o,counts:n,tokens:s,summary:r,brushed:a,here:i,
elsewhere:l}){let{sel:c,facts:d,own:p}=t,h=o.indexOf(c.get("layer")),u=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,m=p.hovered??u;if(d.replaceChildren(),
!m){let A=0,k=0;for(let N=0;N<o.length;N++)A+=r[lt*N+5]||0,k+=r[lt*N+6]||0;let v=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${v}, ${e.
slots} of ${e.experts} experts each: `,f("b","",`${A} never chosen`),`, ${w(k,1)} would be by chance`);return}let g=s[2*m.row],y=i(m.row,m.expert);d.append(`lay\
er ${o[m.row]}, expert ${m.expert}: `,f("b","",Number.isNaN(y)?"not captured":`${w(y)} × even use`),` (${n[m.row*e.experts+m.expert]} of ${g} tokens, even ${w(
g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${w(l(m.row,m.expert))} ×`)}function dn({root:t,model:e},o){let n=f("span","dsv-ramp");n.style.display="i\
nline-block",n.style.width="90px",n.style.verticalAlign="middle";let s=["less","even","more"].map(a=>b(t,a));n.style.background=`linear-gradient(90deg, ${s.join(
", ")})`;let r=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${r} · full tile: above ·\
 dot: never chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var no=({model:t,own:e})=>At+t.get("layers").length*e.
place.tall+2;var aa=2,vt=32,so=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function pn(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,s)=>t[s]-t[n]||n-s):o}var ro=t=>t>
0?T(Math.log2(t)/aa,-1,1):-1;function $e(t,e,o,n,s,r,a){let i=ro(r),l=i<-1e-9?Math.max(2,s*(1+.5*i)):s;t.fillStyle=a(i),t.fillRect(e,o+(s-l)/2,n,l)}function Ae(t){
let e=b(t,"less"),o=b(t,"even"),n=b(t,"more"),s=Array.from({length:2*vt+1},(r,a)=>a<vt?ot(o,e,(vt-a)/vt):ot(o,n,(a-vt)/vt));return r=>s[Math.round((T(r,-1,1)+1)*
vt)]}var ia="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",la="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function fn(t,e){
let{model:o,sel:n}=t,{low:s}=t.own,r=o.get("panel");s.replaceChildren(),r==="ranks"?pa(t):o.get("layers").includes(n.get("layer"))?r==="together"?da(t,e):ca(t,o.
get("detail")):s.append(f("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function ca(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(f("div","dsv-note",ia));return}let[n,s,r]=e.weight.map(c=>w(c)),a=f("div","dsv-note");a.append(f("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${r} (middle ${s})`:"",e.bias===null?"":`; its bias is ${w(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let i=f("table","dsv-table"),l=f("tbody");i.append(l);for(let c of e.rows){let d=f("tr"),p=f("td","dsv-context");p.append(rt(c.before,26,
!0),f("b","",rt(c.piece,20)),rt(c.after,26)),d.append(f("td","",String(c.token)),f("td","",w(c.weight,3)),p),d.addEventListener("click",()=>t.pick({token:c.token})),
l.append(d)}o.append(a,i)}function da(t,e){let{model:o,sel:n,body:s,root:r}=t,{low:a}=t.own,i=t.own.together(o.get("together"));if(i.length!==e*e)return;let l=f(
"canvas"),c=f("div","dsv-note"),d=Math.round(100*o.get("judged"));c.append(f("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,l);let p=T(Math.floor((s.clientWidth-40)/e),
2,17),h=26,u=15,m=F(l,h+p*e+2,p*e+u+1),g=Ae(r);m.font=O(),m.textBaseline="middle",m.fillStyle=b(r,"quiet");for(let N=0;N<e;N+=Math.max(1,Math.ceil(14/p)))m.fillText(
String(N),h+N*p+1,7),m.fillText(String(N),6,u+N*p+p/2);let y=pt(m,b(r,"none"),4),A=p-(p>5?1:0),k=[Number.NaN,0,0];for(let N=0;N<i.length;N++){let[R,q]=[Math.floor(
N/e),N%e],E=h+q*p,L=u+R*p;Number.isNaN(i[N])?R!==q&&(m.fillStyle=y,m.fillRect(E,L,A,A)):($e(m,E,L,A,A,i[N],g),i[N]<=k[0]||(k=[i[N],R,q]))}if(Number.isNaN(k[0]))
return;let v=`Most often beyond chance: experts ${k[1]} and ${k[2]}, ${w(k[0])} times.`;a.append(f("div","dsv-note",v))}function pa(t){let{model:e}=t,{many:o,where:n,
low:s}=t.own,r=e.get("ranks"),a=e.get("layers"),i=t.own.parallel(e.get("parallel")),l=f("div","dsv-controls");o.show(e.get("rank_options").map(m=>[m,`${m} ranks`])),
n.show(),l.append(f("b","","If the experts were spread over devices:"),o.select,n.select);let c=["layer","busiest","per 64 tokens: middle","95 %","load of each \
rank over the mean"],{table:d,head:p,rows:h}=K("dsv-table",c);p.lastChild.style.textAlign="left";let u=r+3;if(i.length===a.length*u)for(let[m,g]of a.entries()){
let y=i.subarray(m*u,(m+1)*u),A=f("tr");A.append(f("td","",String(g)),f("td","",`${w(y[r])} ×`),f("td","",w(y[r+1])),f("td","",w(y[r+2])),fa(t,y.subarray(0,r))),
A.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(A)}s.append(l,d,f("div","dsv-note",la))}function fa(t,e){let o=f("td");return o.style.
textAlign="left",o.style.whiteSpace="nowrap",e.forEach((n,s)=>{let r=f("span","dsv-bar");r.style.width=`${T(160/e.length,2,18)}px`,r.style.height=`${Math.round(
7*T(n,0,2.4))}px`,r.style.marginRight="1px",r.style.verticalAlign="baseline",r.title=`rank ${s}: ${w(n)}`,n>1&&(r.style.background=b(t.root,"more")),o.append(r)}),
o}function ha(t){let e=f("div","dsv-controls"),o=X(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=X(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),s=X(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),r=X(t,"ranks","number of ranks",[]),a=X(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),i=f("button","dsv-small","whole text");i.title="forget the brushed range",e.append(o.select,n.select,s.select,i);let l=f(
"canvas","dsv-load-range"),c=f("div","dsv-load"),d=f("canvas"),p=f("div","dsv-load-scroll"),h=f("canvas"),u=f("div","dsv-note"),m=f("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",p.append(h),c.append(d,p),t.body.append(e,l,c,u,m),{against:o,sort:n,panel:s,many:r,where:a,clear:i,range:l,side:d,scroll:p,
map:h,legend:u,low:m,reveal:ye(t,m),counts:C(W),rest:C(W),tokens:C(W),summary:C(S),together:C(S),parallel:C(S),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function ua(t){let{model:e,own:o}=t,{panel:n,many:s,where:r,reveal:a,clear:i,range:l,map:c,side:d}=o;for(let u of[n,s,r])t.listen(u.select,"change",a.ask);t.listen(
i,"click",()=>t.pick({query_first:-1,query_last:-1})),Go(t,l,()=>[it,l.clientWidth-it-4],(u,m)=>{o.dragging=un(t,u,m),t.redraw()},(u,m)=>{let[g,y]=un(t,u,m);o.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{o.hovered=mn(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let m=mn(t,u);m&&t.pick({layer:e.get("layers")[m.row],expert:m.expert,entry:-1})}),t.listen(d,"click",u=>{
let m=Math.floor((u.clientY-d.getBoundingClientRect().top-At)/o.place.tall),g=e.get("layers")[m];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var hn=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[T(n<0?
0:n+t,0,o.length-1)]})};function un(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function mn({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-At)/t.place.tall),s=Math.floor((e.clientX-o.left)/t.place.cell),r=t.place.orders[n];return r&&s>=0&&s<
r.length?{row:n,expert:r[s]}:null}function ao({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:s}=o,r=e.counts(t.get("counts")),a=e.rest(t.get("rest")),i=e.
tokens(t.get("tokens")),l=o.first>=0,c=l&&t.get("against")==="rest",d=(m,g)=>so(r[m*n+g],i[2*m],s,n),p=(m,g)=>so(a[m*n+g],i[2*m+1],s,n),h=(m,g)=>c?d(m,g)/p(m,g):
d(m,g),u=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:r,tokens:i,summary:u,brushed:l,here:d,elsewhere:p,rate:h}}function ma(t){let{model:e,
body:o,root:n,sel:s,own:r}=t,{against:a,sort:i,panel:l,clear:c,legend:d,reveal:p}=r;for(let E of[a,i,l])E.show();let h=ao(t),{facts:u,layers:m,brushed:g,rate:y,
summary:A}=h,{experts:k}=u;if(!k)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,an(t,u);let v=o.clientWidth<620?rn:we;ga(t,h,Math.max(120,o.clientWidth-
v-4)),ln(t,h,v),cn(t,h),d.replaceChildren(...dn(t,u)),fn(t,k),p();let{cell:N,tall:R,orders:q}=r.place;n.drawn={experts:k,layers:[...m],first:u.first,last:u.last,
rates:m.map((E,L)=>Array.from({length:k},(ce,sr)=>y(L,sr))),orders:q,picked:[s.get("layer"),s.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:m.
map((E,L)=>A[lt*L+1]),cell:N,tall:R}}function ga(t,e,o){let{model:n,root:s,sel:r,own:a}=t,{facts:i,layers:l,counts:c}=e,{experts:d}=i,p=Math.max(4,Math.min(34,o/
d)),h=l.length>24?12:l.length>12?16:21,u=n.get("sort"),m=l.map((N,R)=>pn([...c.subarray(R*d,(R+1)*d)],u));a.place={cell:p,tall:h,orders:m};let g=no(t),y=F(a.map,
Math.ceil(p*d)+1,g);a.scroll.style.height=`${g+(p*d>o+1?14:0)}px`,y.textBaseline="middle",y.font=O(),y.fillStyle=b(s,"quiet");let A=u==="id"?`expert 0 to ${d-1}\
 of each layer`:"each layer's experts, busiest first";y.fillText(A,1,8);let k={shades:Ae(s),ink:b(s,"ink"),paper:b(s,"panel")},v=l.indexOf(r.get("layer"));for(let[
N,R]of m.entries())for(let[q,E]of R.entries())ya(t,y,e,k,N,E,q),!(N!==v||E!==r.get("expert"))&&(y.strokeStyle=b(s,"chosen"),y.lineWidth=2,y.strokeRect(q*p,At+N*
h,Math.max(gn(p),3),h-1))}var gn=t=>Math.max(t-(t>6?1:.5),1);function ya({root:t,own:e},o,{facts:n,counts:s,rate:r},{shades:a,ink:i,paper:l},c,d,p){let{cell:h,tall:u}=e.
place,m=p*h,g=At+c*u,y=gn(h),A=r(c,d);if(Number.isNaN(A)){ft(o,t,m,g,y,u-1);return}if(s[c*n.experts+d]===0){o.fillStyle=a(-1),o.globalAlpha=.15,o.fillRect(m,g,y,
u-1),o.globalAlpha=1,o.fillStyle=i,o.beginPath(),o.arc(m+y/2,g+u/2,Math.min(2,h/3),0,7),o.fill();return}if($e(o,m,g,y,u-1,A,a),h<24)return;o.fillStyle=Math.abs(
ro(A))>.55?l:i,o.font=O();let k=Number.isFinite(A)?w(A,A<9.95?1:0):"new";o.fillText(k,m+(y-o.measureText(k).width)/2,g+u/2)}function ba(t){let{facts:e,layers:o,
tokens:n,summary:s,here:r}=ao(t),a=e.experts??0,i=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts o\
f ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(l,c)=>`expert ${c}`)],rows:o.map((l,c)=>[l,i[c]==="hash"?"table":"scores",n[2*c],...s.
subarray(lt*c,lt*c+5),n[2*c]>0?s[lt*c+5]:null,...Array.from({length:a},(d,p)=>r(c,p))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`to\
kens ${e.first} to ${e.last}`:"the whole text"}.`}}var ka={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left \
and right the expert.",keys:{ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),ArrowLeft:hn(-1),ArrowRight:hn(1)},build:ha,listen:ua,
draw:ma,table:ba,symbols:(t,e)=>{let o=ao(t),n=o.layers.indexOf(t.sel.get("layer")),s=t.sel.get("expert");return n<0||s===-1?void 0:`${e==="n"?String(o.counts[n*
o.facts.experts+s]):w(o.here(n,s))} (expert ${s} of layer ${o.layers[n]})`}},yn=D(ka);var xa=17,wa=18,$a=27,Xt=14,Aa=640,Q=88,Z=54,kn=18,va=6,Ta=.42,bn=2,Na="☷ the table chose, by the token's id: same token, same experts (outlined)",Ma="chosen \
by the scores of the token's state";function ve(t,e=0){let o=e*Xt+4,n=e>0&&t.length*o<=Aa,[s,r]=n?[$a,o]:[xa,wa],a=p=>t[p]==="hash"?0:1,i=[...t.keys()].sort((p,h)=>a(
p)-a(h)||p-h),l=[],c=0,d=null;for(let p of i)t[p]!==d&&(c+=d===null?0:va,l.push({band:t[p],y:c}),c+=kn,d=t[p]),l.push({index:p,y:c}),c+=r;return{rows:l,height:c,
cell:s,row:r,named:n}}function xn({rows:t,cell:e,row:o},n,s,r){let a=Math.floor(n/e),i=t.find(l=>l.index!==void 0&&s>=l.y&&s<l.y+o);return i?.index!==void 0&&a>=
0&&a<r?{token:a,index:i.index}:null}function wn({model:t,own:e}){let[o,n,s]=t.get("shape"),r=P(U(t,"weights")),a=P(U(t,"colours")),i=o*s?Math.min(Math.max(n,a.length/
o),r.length/(o*s)):0,l=e.texts(U(t,"utf8"),U(t,"lengths"));return{L:o,K:s,T:i,weights:r,codes:a,pieces:l,experts:e.ids(U(t,"experts")),layers:t.get("layers")}}function Sa({
root:t,sel:e,own:o,model:n},s,r){let a=["none","ink","quiet","chosen"],[i,l,c,d]=a.map(h=>b(t,h)),p=o.shadesOf(b(t,"ramp-low"),b(t,"ramp-high"));return{none:i,ink:l,
quiet:c,mark:d,shades:p,picked:r,kinds:n.get("kinds"),bar:`rgb(${b(t,"tint")})`,cell:o.layout.cell,tall:o.layout.row,named:o.layout.named,left:o.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:s.layers.indexOf(e.get("layer"))}}function $n(t,e,o){let{own:n}=t,s=n.scroll.clientWidth,r=Z+n.layout.height+
2,a=F(n.canvas,s,r),i=Sa(t,e,o),{left:l,quiet:c,cell:d}=i,p=Math.max(0,Math.floor(l/d)),h=Math.min(e.T-1,Math.floor((l+s-Q)/d));a.font=O(),a.textBaseline="middl\
e",a.save(),a.beginPath(),a.rect(Q,0,s-Q,r),a.clip();let u=0;for(let m=p;m<=h;m++){Ea(a,e,i,m);for(let{index:g,y}of n.layout.rows)g!==void 0&&_a(a,e,i,m,g,Z+y)&&
u++}return Ra(t,a,i,p,h),a.restore(),Ca(t,a,e,i),a.fillStyle=c,a.font=O(),a.fillText("layer",4,Z-8),u}function Ea(t,{pieces:e},{left:o,cell:n,picked:s,hover:r,mark:a,
ink:i,quiet:l},c){t.save(),t.translate(Q+c*n-o+n/2,Z-4),t.rotate(-Math.PI/2),t.fillStyle=e[c]===e[s]?a:c===r?i:l,t.font=O(c===s),t.fillText(_(e[c]??"",8),0,0),t.
restore()}function _a(t,e,o,n,s,r){let{L:a,K:i,codes:l,experts:c,pieces:d}=e,{left:p,none:h,mark:u,shades:m,picked:g,cell:y,tall:A}=o,k=n*a+s,v=Q+n*y-p;if(c[k*i]<
0)return t.fillStyle=h,t.beginPath(),t.arc(v+y/2,r+A/2,1.5,0,7),t.fill(),!1;let N=l[k]===255?h:m[l[k]],q=(o.named?La:Oa)(t,e,o,k*i,s,v,r,N);return d[n]===d[g]&&
n!==g&&o.kinds[s]==="hash"&&(t.strokeStyle=u,t.lineWidth=1,t.strokeRect(v+.5,r+.5,y-1,A-1)),q}function Oa(t,{K:e,weights:o,experts:n},{cell:s,tall:r,expert:a,row:i,
mark:l},c,d,p,h,u){let m=!1,g=h+1;for(let y=0;y<e;y++){let A=o[c+y]/254*(r-2),k=a!==-1&&d===i&&n[c+y]===a;m||=k,t.fillStyle=k?l:u,t.fillRect(p+1,g,s-2,Math.max(
A-1,.5)),g+=A}return m}function La(t,{K:e,weights:o,experts:n},s,r,a,i,l,c){let{cell:d,tall:p,expert:h,row:u,mark:m,ink:g,bar:y}=s,A=!1;t.globalAlpha=Ta,t.fillStyle=
c,t.fillRect(i+1,l+1,d-2,p-2),t.globalAlpha=1;for(let k=0;k<e;k++){let v=l+2+k*Xt,N=h!==-1&&a===u&&n[r+k]===h;A||=N,t.fillStyle=g,t.fillText(String(n[r+k]),i+4,
v+Xt/2-1),t.fillStyle=y,t.fillRect(i+2,v+Xt-1-bn,Math.max(1,o[r+k]/254*(d-4)),bn),N&&(t.strokeStyle=m,t.lineWidth=2,t.strokeRect(i+2,v,d-4,Xt-1))}return A}function Ra({
own:t,model:e},o,{left:n,ink:s,mark:r,picked:a,hover:i,row:l,cell:c},d,p){let{rows:h,height:u}=t.layout,m=(A,k,v,N)=>{o.strokeStyle=k,o.lineWidth=v,o.globalAlpha=
N,o.strokeRect(Q+A*c-n+.5,Z-1,c-1,u),o.globalAlpha=1};m(a,r,2,.55),i>=0&&m(i,s,1,.5);let g=e.get("parting");g>=d&&g<=p&&(o.strokeStyle=s,o.setLineDash([4,3]),o.
strokeRect(Q+g*c-n+.5,Z-1,.5,u),o.setLineDash([]));let y=h.find(A=>A.index===l);l<0||!y||(o.strokeStyle=r,o.lineWidth=2,o.strokeRect(Q+a*c-n,Z+y.y,c,t.layout.row))}
function Ca({own:t,model:e},o,{layers:n},{quiet:s,ink:r,mark:a,row:i}){for(let{index:l,band:c,y:d}of t.layout.rows){if(l===void 0){o.fillStyle=s,o.font=O(),o.fillText(
c==="hash"?Na:Ma,2,Z+d+kn/2);continue}let p=e.get("attention_kinds")[l];o.fillStyle=l===i?a:r,o.font=O(l===i),o.fillText(`${n[l]} ${Y[p]??""} ${p}`,4,Z+d+t.layout.
row/2)}}var qa="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Pa="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Ia({expert:t,score:e,chosen:o}){let n=e.map(Number),s=Math.min(...n.filter((l,c)=>o[c])),
r=t.filter((l,c)=>!o[c]),a=t.filter((l,c)=>!o[c]&&n[c]>s);if(!r.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let i=a.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${i}`}function vn(t){let{model:e,sel:o,own:n}=t,{ranking:s,caption:r,inverse:a,note:i}=n,l=[e.get("detail"),o.get("expert"),e.get("uses")];if(l.every((g,y)=>g===
n.tabled[y]))return;n.tabled=l;let c=document.activeElement,d=s.contains(c)?c?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),a.replaceChildren(),
i.textContent="",Fa(t);let p=e.get("detail");if(!p?.expert){r.textContent="Click a cell for the ranking behind it.";return}let h=n.texts(U(e,"utf8"),U(e,"length\
s")),u={...p,expert:p.expert};r.append("Ranking at ",f("b","",`layer ${p.layer}, token ${p.token} “${_(h[p.token]??"",16)}”`),p.kind==="hash"?` · a table ch\
ose${Ia(u)}`:` · margin of the choice ${w(p.margin,4)}`),Wa(t,u),d!==void 0&&s.querySelector(`tr[data-expert="${d}"]`)?.focus();let m=e.get("uses")?.of?.expert===
o.get("expert");i.textContent=m?`Expert ${o.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",i.textContent+=Pa}function Wa({sel:t,own:e},o){let n=K("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...o.weight.map(a=>a??0),1e-9);o.expert.forEach((a,i)=>{let l=o.chosen[i]?w(o.weight[i],3):"",c=f("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!o.chosen[i]),c.classList.toggle("c\
ut",i>0&&o.chosen[i-1]&&!o.chosen[i]),c.classList.toggle("picked",a===t.get("expert"));let p=f("td"),h=f("span","dsv-bar");p.style.textAlign="left",h.style.width=
`${o.chosen[i]?Math.round(48*(o.weight[i]??0)/s):0}px`,p.append(h),c.append(f("td","",String(a)),f("td","",w(o.logit[i])),f("td","",w(o.score[i],3)),f("td","",w(
o.biased_score[i],3)),f("td","",l||"not chosen"),p,f("td","",w(o.norm[i]))),n.rows.append(c)});let r=f("tr");for(let a of["shared","","","","always","",w(o.shared_norm)])
r.append(f("td","",a));r.style.cursor="default",r.dataset.expert=String(-1),n.rows.append(r),e.ranking.append(...n.table.children)}function Fa(t){let{model:e,sel:o,
own:n}=t,s=e.get("uses")??{};if(s.of?.expert!==o.get("expert"))return;let r=f("div","dsv-uses");r.append(An(t,s.of,"chosen")),s.control&&r.append(An(t,s.control,
"matched control")),n.inverse.append(r)}function An(t,e,o){let n=f("div"),s=f("ol"),r=f("div","dsv-note");r.title=o==="chosen"?"":qa,r.append(f("b","",`expert ${e.
expert}`),` (${o}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let i=f("li");i.dataset.token=String(a.token),i.tabIndex=0,i.append(f("sp\
an","quiet",Rt(a.before.slice(-18))),f("b","",Rt(a.piece)),f("span","quiet",Rt(a.after.slice(0,18))),f("small","",` ${w(a.weight)}`));let l=()=>t.pick({token:a.
token});i.addEventListener("click",l),i.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),s.append(i)}return n.append(r,s),n}function Tn(t){
let e=t.model.get("detail"),o=(e?.expert??[]).map((n,s)=>[n,e.logit[s],e.score[s],e.biased_score[s],e.chosen[s]?e.weight[s]:"not chosen",e.norm[s]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...o,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Nn(t,e,o){if(!t?.expert?.length)return;let n=Math.max(0,t.expert.indexOf(e)),s=t.weight.reduce((d,p,h)=>d+(t.chosen[h]?p??0:0),0),[r,a]=[t.score[n],t.biased_score[n]],
i=t.chosen.filter(Boolean).length,l=`expert ${t.expert[n]} of layer ${t.layer}, token ${t.token}`;return{z:`${w(t.logit[n])} (${l})`,s:`${w(r,3)} (${l})`,b:`${r===
null||a===null?"–":w(a-r,3)} (${l})`,k:`${i} of layer ${t.layer}`,weight:t.chosen[n]?`${w(t.weight[n],3)} (${l}, rank ${n+1} of ${i})`:`none: ${l} was not cho\
sen`,scale:w(s,3)}[o]}function Da(t,e,o,n,s){let r=0;for(let a=e*n;a<t.length;a+=o*n)t.subarray(a,a+n).includes(s)&&r++;return r}function Ha({body:t}){let e=f("select");e.setAttribute(
"aria-label","colour cells by");let o=f("span","dsv-legend"),n=f("span"),s=f("span","dsv-ramp"),r=f("span"),a=f("div","dsv-bar-row"),i=f("button","dsv-small","n\
ames");i.type="button",i.title="name the experts in the cells, or show more tokens",o.append(e,n,s,r),a.append(o,i);let l=f("div","dsv-grid"),c=f("div","dsv-gri\
d-stage"),d=f("canvas"),p=f("div");d.style.position="absolute",d.style.cursor="pointer",c.append(d),l.append(c,p);let h=f("table","dsv-table dsv-ranking"),u=f("\
div","dsv-note"),m=f("div","dsv-note"),g=f("div");return m.style.margin="4px 0 0",t.append(a,l,m,h,u,g),{choose:e,names:i,legend:o,low:n,bar:s,high:r,scroll:l,canvas:d,
spacer:p,ranking:h,note:u,caption:m,inverse:g,texts:C(nt),ids:C(jo),shadesOf:C(Et),tabled:[],layout:ve([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function Ba(t){let{model:e,sel:o,own:n}=t,{choose:s,scroll:r,canvas:a,ranking:i}=n;t.listen(s,"change",()=>t.tell("colour",s.value)),t.listen(n.names,"click",()=>{
n.named=!n.named,n.lastPicked=null,t.redraw()});let l=()=>{n.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(r,d,l,{passive:!0});
t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>r.scrollWidth-2*n.layout.cell?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let c=d=>{n.hovered=
d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(a,"mousemove",d=>c(Sn(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let p=Sn(t,d);
if(!p)return;let h=e.get("layers")[p.index],u=h===o.get("layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:p.token,...u})}),t.listen(i,"click",d=>En(t,d.target.
closest("tbody tr"))),t.listen(i,"keydown",d=>{["Enter"," "].includes(d.key)&&(En(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Mn=({model:t,
own:e})=>e.layout.rows.flatMap(o=>o.index===void 0?[]:[t.get("layers")[o.index]]);function Sn({own:t},e){let o=t.canvas.getBoundingClientRect(),n=e.clientX-o.left-
Q,s=e.clientY-o.top-Z;return n<0?null:xn(t.layout,n+t.scroll.scrollLeft,s,t.tokens)}function En(t,e){let o=Number(e?.dataset.expert??-1);o>=0&&t.pick({expert:t.
sel.get("expert")===o?-1:o})}function Ua(t){let{model:e,sel:o,root:n,own:s}=t,r=wn(t);s.tokens=r.T,s.layout=ve(e.get("kinds"),s.named?r.K:0),s.names.setAttribute(
"aria-pressed",String(s.named)),s.names.style.display=ve(e.get("kinds"),r.K).named?"":"none";let a=o.get("token"),i=a>=0&&a<r.T?a:r.T-1;ja(t,a);let l=$n(t,r,i);
za(t),Ya(t,r),vn(t),n.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:i,layer:o.get("layer"),detail:e.
get("detail"),highlighted:l,codes:Array.from(r.codes.slice(0,64))}}function ja({own:t},e){let{scroll:o,spacer:n}=t,{cell:s}=t.layout,r=Q+t.tokens*s+4;if(n.style.
width=`${r}px`,n.style.height=`${Z+t.layout.height+2}px`,t.follow&&e===-1&&(o.scrollLeft=r),e!==t.lastPicked&&e>=0){let a=e*s,i=o.clientWidth-Q;(a<o.scrollLeft||
a+s>o.scrollLeft+i)&&(o.scrollLeft=a-i/2)}t.lastPicked=e}function za({model:t,root:e,own:o}){let{choose:n,legend:s,low:r,bar:a,high:i}=o,l=t.get("colour_options");
V(n,l.map(([p,h])=>[p,`colour: ${h}`])),n.value=t.get("colour");let c=l.find(([p])=>p===t.get("colour"))?.[2]??"",d=o.shadesOf(b(e,"ramp-low"),b(e,"ramp-high"));
a.style.background=`linear-gradient(90deg, ${d[0]}, ${d[254]})`,r.textContent=w(t.get("low")),i.textContent=`${w(t.get("high"))} ${c}`,s.title="grey: this layer\
 has no such value"}function Ya({facts:t,sel:e,model:o,own:n},{L:s,K:r,T:a,experts:i,pieces:l,layers:c}){let{hovered:d}=n,p=e.get("expert"),h=c.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),d){let u=(d.token*s+d.index)*r;t.append(`layer ${c[d.index]}, token ${d.token} “${_(l[d.token]??"",16)}”: experts `,f("b","",
i.slice(u,u+r).join(" ")))}else if(p!==-1&&h>=0){let u=Da(i,h,s,r,p),m=f("b","",`${u} of ${a} tokens`);t.append(`expert ${p} of layer ${e.get("layer")}: `,m," (\
marked cells)")}else o.get("parting")>=0?t.append("beside another run: the text parts at token ",f("b","",`${o.get("parting")}`)," (dashed)"):t.append(`${r} exp\
erts work on each token in every layer, and the shared one besides`)}var Ka={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>G(t,-1,t.own.tokens),ArrowRight:t=>G(t,1,t.own.tokens),ArrowUp:t=>B(t,-1,Mn(t)),ArrowDown:t=>B(t,1,Mn(t)),Home:t=>G(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>G(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:Ha,listen:Ba,draw:Ua,table:Tn,symbols:({model:t,sel:e},o)=>Nn(
t.get("detail"),e.get("expert"),o)},_n=D(Ka);var Ln="outside the nucleus: this run could not have drawn it",Va="put here by a branch: outside the nucleus, this run could not have drawn it";function Xa({body:t}){
let e=f("div"),o=f("div","dsv-note"),n=f("div","dsv-drafts"),s=f("div","dsv-beside");return t.append(e,o,n,s),{list:e,draft:o,around:n,pair:s,requests:0}}var Te=t=>t.
model.get("table");function Ga(t){let{model:e}=t,{draft:o}=t.own,n=Te(t);if(!n.rows)return;t.facts.replaceChildren("at position ",f("b","",`${n.token}`),Qa(n)),
Za(t,n,n.rows);let s=n.draft?`The draft (MTP) block had proposed “${_(n.draft.word,18)}” with probability ${w(n.draft.probability,2)}, before the trunk read\
 the token before it.`:n.no_draft,r=Math.round(100*n.accepted/n.proposed),a=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${r} %).`;o.replaceChildren(
f("div","",s),f("div","",n.proposed?a:"")),ti(t,n),ei(t),t.root.drawn={said:s,never:n.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(i=>i.word),probabilities:n.rows.map(i=>i.probability),came:n.rows.findIndex(i=>i.came),
draft:n.draft}}function Qa(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Za(t,e,o){let{list:n}=t.own;if(!o.length){n.replaceChildren(f("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let s=f("table","dsv-table"),r=f("tbody");r.append(
...o.map(c=>Ja(t,e,c))),s.append(r);let a=e.temperature===null?" and top-p":` (${w(e.temperature,2)}) and top-p (${w(e.top_p,2)})`,i=o.some(c=>c.drawable===!1)?
`; struck through: ${Ln.replace(":",",")}`:"",l=`Probabilities of the model itself, before temperature${a}${i}.`;n.replaceChildren(s,f("div","dsv-note",l))}function Ja(t,e,o){
let n=f("tr",`${o.came?"picked":""}${o.drawable===!1?" never":""}`),s=f("span","dsv-bar"),r=f("td"),a=f("td","",`${o.came?"✓ ":""}“${_(o.word,18)}”`),i=f(
"td");if(o.drawable===!1&&(n.title=o.came?Va:Ln),s.style.width=`${Math.max(1,T(o.probability,0,1)*180)}px`,r.style.textAlign=a.style.textAlign="left",r.append(s),
t.model.get("can_branch")&&!o.came&&e.token>0){let l=f("button","dsv-small","branch here");l.title=`Go on from position ${e.token} with “${_(o.word,40)}” inst\
ead`,l.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:o.id,n:++t.own.requests})}),i.append(l)}return n.append(a,f("td","",w(o.probability,
3)),r,i),n}function ti(t,e){let{around:o}=t.own,n=t.model.get("drafts").rows??[];o.style.display=n.some(s=>s.proposed!==null)?"":"none",o.replaceChildren(...n.map(
s=>{let r=f("button",`dsv-draft${s.token===e.token?" picked":""}${s.agree?" agree":""}`);return r.title=s.proposed===null?`token ${s.token}: no proposal is know\
n`:`token ${s.token}: proposed “${_(s.proposed,40)}”, came “${_(s.came,40)}”`,r.append(f("span","",s.proposed===null?"–":`${s.agree?"✓":"✗"} ${_(s.
proposed,9)}`),f("b","",_(s.came,9))),r.addEventListener("click",()=>t.pick({token:s.token})),r}))}function ei(t){let{pair:e}=t.own,o=t.model.get("beside");if(e.
replaceChildren(),!o?.runs)return;let n=f("div","dsv-uses");n.append(...o.runs.map(oi));let s=`The two runs from token ${o.parting} on, darker where a token was\
 less expected:`;e.append(f("div","dsv-note",s),n)}function oi(t){let e=f("div"),o=f("div","dsv-run"),n=f("div","dsv-note"),s=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(f("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${w(t.mean)} nats e\
ach${s}`);for(let[r,a]of t.words){let i=f("span",a===null?"none":"",Rt(r));i.title=a===null?"not captured":`${w(-a)} nats`,a!==null&&(i.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*et(-a,0,8)).toFixed(3)})`),o.append(i)}return t.tokens>t.words.length&&o.append(" …"),e.append(n,o),e}function ni(t){let e=Te(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(o=>[o.word,o.probability,o.came?"yes":"",o.drawable===null?null:o.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var On=t=>e=>e.pick({token:Math.max(0,(Te(e).token??0)+t)}),si={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:On(-1),ArrowRight:On(1)},build:Xa,draw:Ga,table:ni,symbols:(t,e)=>{let o=Te(t),
s={p:o.rows?.find(r=>r.came)?.probability,T:o.temperature,top_p:o.top_p}[e];return typeof s=="number"?`${w(s,3)} at position ${o.token}`:void 0}},Rn=D(si);var Tt=40,Gt=16,ri=18,ai=11,Cn=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function Nt(t,e){let{width:o,height:n,title:s,right:r=96,series:a,
ticks:i,low:l,high:c,at:d,axis:p=[],click:h}=e,u=o-Tt-r,m=n-Gt-ri,g=Math.max(...a.map(v=>v.values.length),1),y=v=>Tt+(g>1?v/(g-1):.5)*u,A=v=>Gt+(1-et(v,l,c))*m,
k=$("svg",{width:o,height:n,role:"img","aria-label":s});k.append($("text",{x:0,y:10,class:"quiet"},s));for(let[v,N]of i)k.append($("line",{x1:Tt,x2:Tt+u,y1:A(v),
y2:A(v),stroke:b(t,"line")}),$("text",{x:Tt-4,y:A(v)+3,"text-anchor":"end",class:"quiet"},N));for(let[v,N]of p)k.append($("text",{x:y(v),y:n-4,"text-anchor":"mi\
ddle",class:"quiet"},N));if(d>=0){let v={x1:y(d),x2:y(d),y1:Gt,y2:Gt+m};k.append($("line",{...v,stroke:b(t,"chosen"),"stroke-width":1.5}))}return k.append(...ii(
t,a,y,A,Tt+u)),h&&(k.style.cursor="pointer",k.addEventListener("click",v=>{let N=(v.clientX-k.getBoundingClientRect().left-Tt)/u;h(T(Math.round(N*(g-1)),0,g-1))})),
k}function ii(t,e,o,n,s){let r=[],a=[];for(let{name:l,values:c,style:d}of e){let p=c.findLastIndex(y=>!Number.isNaN(y));if(p<0)continue;let[h,u]=Cn[d%Cn.length],
m=b(t,h),g=li(c,o,n);r.push($("path",{d:g,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:l,y:n(c[p])})}a.sort((l,c)=>l.y-c.y);let i=Gt+
4;for(let{name:l,y:c}of a){let d=Math.max(c,i),p=$("text",{x:s+5,y:d+3},l);r.push(p),i=d+ai}return r}function li(t,e,o){let n="",s=!1;return t.forEach((r,a)=>{let i=!Number.
isNaN(r);i&&(n+=`${s?"L":"M"}${e(a).toFixed(1)} ${o(r).toFixed(1)}`),s=i}),n}function Ne(t){let e=Array.from(t).filter(a=>Number.isFinite(a)),o=Math.floor(Math.
min(0,...e)),n=Math.max(o+1,Math.ceil(Math.max(0,...e))),s=Math.max(1,Math.ceil((n-o)/4)),r=[];for(let a=o;a<=n;a+=s){let i=String(Number((10**a).toPrecision(1))),
l=a===0?"1":Math.abs(a)<=3?i:`1e${a}`.replace("-","−");r.push([a,l])}return{low:o,high:n,ticks:r}}var lo=40,ci='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
di=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function qn(t,e,o,n){let s=Float64Array.from(t);for(let r=0;r<e;r++){let a=s.subarray(r*e,r*e+e),i=Math.max(
...a),l=a.map(d=>Math.exp(d-i)),c=l.reduce((d,p)=>d+p,0);a.set(l.map(d=>d/c+n))}for(let r=0;r<o;r++)r&&Pn(s,e,e,1,n),Pn(s,e,1,e,n);return s}function Pn(t,e,o,n,s){
for(let r=0;r<e;r++){let a=s;for(let i=0;i<e;i++)a+=t[r*o+i*n];for(let i=0;i<e;i++)t[r*o+i*n]/=a}}function pi(t,e){let o=0,n=0;for(let s=0;s<e;s++){let r=0,a=0;
for(let i=0;i<e;i++)r+=t[s*e+i],a+=t[i*e+s];o=Math.max(o,Math.abs(r-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function In(t,e){let{model:o,own:n}=t,
{pane:s}=n,r=S(o.get("logits")),a=S(o.get("pre")).length,{steps:i,eps:l}=o.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(f("div","dsv-m\
essage",ci)),{};let c=n.dial??i,d=qn(r,a,c,l),p=Array.from({length:lo+1},(A,k)=>pi(qn(r,a,k,l),a)),h=e<480?28:34,u=a*h+34,m=f("div","dsv-mix");m.append(hi(t,d,a,
h),ui(t,p,c,e>u+200?e-u-20:e,a*h+26));let g=s.querySelector("input")??f("input","dsv-dial"),y=document.activeElement===g;return s.replaceChildren(fi(t,g,p[c],c),
m,f("div","dsv-note",mi(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:p[c].row}}function Wn(t,e){t.own.dial=e,t.redraw()}function fi(t,e,o,n){let s=f(
"label","dsv-note");s.style.display="block",e.type="range",e.min="0",e.max=String(lo),e.value=String(n),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Wn(t,Number(e.value));let r=n===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${w(o.row,5)}, columns by ${w(o.column,6)}`;return s.append(e,` ${n}\
 steps${r}: ${a}`),s}function hi({root:t},e,o,n){let r=$("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=b(t,"ramp\
-low"),i=b(t,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;r.append($("text",{x:0,y:c},`${l} →`),$("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let d=0;d<o;d++){let p=e[l*o+d],h=ot(a,i,T(p,0,1)),u={x:26+d*n+1,y:16+l*n+1,width:n-2,height:n-2},m=$("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},w(p));
m.style.fill=_t(h),r.append($("rect",{...u,rx:3,fill:h}),m)}}return r}function ui(t,e,o,n,s){let r=i=>Math.log10(Math.max(i,1e-8)),{steps:a}=t.model.get("steps");
return Nt(t.root,{width:n,height:s,right:60,low:-8,high:1,ticks:di,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,lo].map(i=>[i,String(
i)]),series:[{name:"rows",values:Float32Array.from(e,i=>r(i.row)),style:0},{name:"columns",values:Float32Array.from(e,i=>r(i.column)),style:1}],click:i=>Wn(t,i)})}
function mi({model:t}){let{steps:e,unbalanced:o,late:n,sites:s}=t.get("steps"),r=t.get("limit");if(!o.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let a=o.map(([i,l,c])=>`layer ${i} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${r} at ${n} of the ${s} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var I=38,po=68,Fn=20,Qt=Fn+po+8,Zt=28,co=26,fo=40,Jt=85,gi=(t,e,o)=>T(Math.floor(t/e*o),0,o-1),Ct=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function qt(t,e){let o=t.model.get("layers"),n=T(e,0,o.length-1);t.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function Dn(t,e){
let{model:o,own:n}=t,[s,r,a]=[S(o.get("pre")),S(o.get("post")),S(o.get("comb"))],i=w(e.sinkhorn_error,4);n.matrix.replaceChildren(yi(t,s,r,a)),n.words.replaceChildren(
f("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),f("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${i}`)),n.norms.replaceChildren(ki(t,e)),n.strip.replaceChildren(xi(t,s.length));let l=Array.from(S(o.get("exchange")));return{pre:Array.
from(s),comb:Array.from(a),post:Array.from(r),exchange:l}}function yi(t,e,o,n){let s=e.length,r=`rgb(${b(t.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.
toFixed(2)).join(" ")}`,i=$("svg",{width:Qt+s*I+4,height:Zt+s*I+46,role:"img","aria-label":a}),l=Fn+po;i.append($("text",{x:l,y:10,"text-anchor":"end",class:"qu\
iet"},"pre: read"),$("text",{x:Qt+s*I/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<s;c++){let d=Zt+c*I,p=T(e[c],0,1)*(po-36);
i.append($("text",{x:2,y:d+I/2+4},`${c} →`.slice(0,3)),$("rect",{x:l-p,y:d+11,width:Math.max(p,.5),height:I-22,fill:r}),$("text",{x:l-p-3,y:d+I/2+4,"text-anch\
or":"end"},w(e[c])),$("text",{x:Qt+c*I+I/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<s;g++)i.append(...bi(t,n[c*s+g],s,c,g));let h=T(o[c]/2,0,1)*22,u=Qt+
c*I,m=Zt+s*I+6;i.append($("rect",{x:u+8,y:m,width:I-16,height:Math.max(h,.5),fill:r}),$("text",{x:u+I/2,y:m+h+12,"text-anchor":"middle"},w(o[c])))}return i.append(
$("text",{x:l,y:Zt+s*I+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),i}function bi({root:t,model:e},o,n,s,r){let a=Qt+r*I,i=Zt+s*I,l=ot(b(t,"ramp-lo\
w"),b(t,"ramp-high"),T(o,0,1)),c=_t(l),d=$("rect",{x:a+1,y:i+1,width:I-2,height:I-2,rx:3,fill:l}),p=$("title",{},`comb[from ${s}, to ${r}] = ${w(o,4)}`),h=$("te\
xt",{x:a+I/2,y:i+I/2+4,"text-anchor":"middle"},w(o));h.style.fill=c,d.append(p);let u=S(e.get("spread"));if(!u.length)return[d,h];let m=N=>a+4+T(N,0,1)*(I-8),[g,
y,A]=[0,1,2].map(N=>u[N*n*n+s*n+r]);p.textContent+=`; over the run 5 % ${w(g,3)}, middle ${w(y,3)}, 95 % ${w(A,3)}`;let k={x1:m(g),x2:Math.max(m(A),m(g)+1),y1:i+
I-6,y2:i+I-6},v={x1:m(y),x2:m(y),y1:i+I-8,y2:i+I-4};return[d,$("line",{...k,stroke:c,opacity:.55}),$("line",{...v,stroke:c}),h]}function ki({root:t,model:e},o){
let n=S(e.get("norm"));if(Number.isNaN(n[0]))return f("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.max(...n,1e-9),r=20+n.length*
15,a=$("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),i=o.layer?`stream norms after layer ${o.layer-1}`:"stream norms after the embe\
dding";return a.append($("text",{x:0,y:12,class:"quiet"},i)),n.forEach((l,c)=>{let d=18+c*15,p=l/s*90;a.append($("text",{x:0,y:d+9},`${c}`),$("rect",{x:12,y:d,width:Math.
max(p,.5),height:11,fill:`rgb(${b(t,"tint")})`}),$("text",{x:16+p,y:d+9},w(l,1)))}),a}function xi(t,e){let{model:o,body:n,root:s}=t,r=S(o.get("exchange")),a=o.get(
"layers").length,i=Math.max(200,n.clientWidth-2),l=Math.max(...r.filter(m=>!Number.isNaN(m)),.001),c=b(s,"line"),d=$("svg",{width:i,height:Jt+17,role:"img","ari\
a-label":"all sites"}),p=w(1-1/e),h=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${p})`;d.append($("text",{x:0,y:10,
class:"quiet"},h),$("text",{x:0,y:fo+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let m=0;m<a;m++)d.append(...wi(t,m,i/
a,l));for(let m of[fo+.5,Jt+.5])d.append($("line",{x1:0,x2:i,y1:m,y2:m,stroke:c}));return d.addEventListener("click",m=>{qt(t,gi(m.clientX-d.getBoundingClientRect().
left,i,a))}),d}function wi(t,e,o,n){let{model:s,root:r}=t,a=s.get("layers"),i=S(s.get("exchange"))[e],l=S(s.get("largest_pre"))[e],c=!Number.isNaN(i),d=c?T(i/n,
0,1)*co:co,p=T(l,0,1)*co,h=e*o,u=e===Ct(t)?b(r,"chosen"):`rgb(${b(r,"tint")})`,m={x:h+1,width:Math.max(o-2,1),opacity:e%2?.6:1},g=$("g",{class:"step"});g.append(
$("rect",{x:h,y:0,width:o,height:Jt+17,fill:"transparent"}),$("rect",{...m,y:fo-d,height:Math.max(d,.7),fill:c?u:"none",stroke:c?"none":b(r,"line"),"stroke-dash\
array":"2 3"})),c&&g.append($("rect",{...m,y:Jt-p,height:Math.max(p,.7),fill:u}));let y=e-a.indexOf(a[e]),A=`layer ${a[e]}, ${y?"experts":"attention"}`,k=`${w(i,
3)} from other streams, largest pre ${w(l,3)}`;return g.append($("title",{},`${A}: ${k}`)),y||o<=9&&a[e]%5?[g]:[$("text",{x:h+1,y:Jt+13,class:"quiet"},`${a[e]}`),
g]}var $i=["Sinkhorn, as run","row softmax","unconstrained"],Ai='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
vi="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Ti="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Me=40,Ni=96,Se=16;function Mi({first:t,last:e,gap:o}){return o<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${o} was not captured.`}function Hn(t,e){let{model:o,root:n,own:s}=t,r=o.get("layers"),a=r.length,i=o.get("variants").length,l=S(o.get("product")),
c=(v,N)=>l.slice((v*i+N)*a,(v*i+N+1)*a),d=v=>$i.map((N,R)=>({name:N,values:c(v,R),style:R})),p=S(o.get("pre")).length,h=r.flatMap((v,N)=>N===r.indexOf(v)?[[N,`${v}`]]:
[]),u={width:e,height:92,at:Ct(t),axis:h,click:v=>qt(t,v)},m=`${Mi(o.get("product_facts"))} ${vi}`;s.pane.replaceChildren(Nt(n,{...u,...Ne(l.slice(0,i*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Nt(n,{...u,low:1,high:p,ticks:[1,p].map(v=>[v,String(v)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Nt(n,{...u,...Ne(l.slice(2*i*a).filter(v=>v>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),f("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Ai:m));let[g,y,A,k]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(v=>Array.from(v));return{gain:g,
free:y,rank:A,second:k}}function Bn(t,e){let{model:o,root:n,own:s}=t,{layers:r,pairs:a}=o.get("stream_facts");if(!r)return s.pane.replaceChildren(f("div","dsv-m\
essage",Ti)),{};let i=S(o.get("stream_norm")),l=S(o.get("stream_cosine")),c=r.length,d=i.length/c,p=i.map(u=>Math.log10(u)),h=Nt(n,{width:e,height:150,...Ne(p),
title:"norm of each stream after every layer (log scale)",axis:r.map((u,m)=>[m,u<0?"emb":String(u)]),at:r.indexOf(o.get("facts").layer),click:u=>{r[u]>=0&&t.pick(
{layer:r[u],expert:-1,entry:-1})},series:Array.from({length:d},(u,m)=>({name:`stream ${m}: ${w(i[(c-1)*d+m],1)}`,style:m,values:Float32Array.from({length:c},(g,y)=>p[y*
d+m])}))});return s.pane.replaceChildren(h,Si(t,l,c,a,e)),{norms:Array.from(i),cosines:Array.from(l)}}function Si({root:t},e,o,n,s){let r=(s-Me-Ni)/o,a=24+n.length*
Se,i=$("svg",{width:s,height:a,role:"img","aria-label":"cosines between streams"});i.append($("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let l=b(t,"ramp-low"),c=b(t,"ramp-high");for(let[d,p]of n.entries()){let h=Se+d*Se;i.append($("text",{x:Me-6,y:h+11,"text-anchor":"\
end"},p));for(let u=0;u<o;u++){let m=e[u*n.length+d],g=ot(l,c,Math.abs(T(m,-1,1)));if(i.append($("rect",{x:Me+u*r+1,y:h,width:Math.max(r-2,1),height:Se-2,rx:2,fill:g})),
r<=26)continue;let y=$("text",{x:Me+(u+.5)*r,y:h+11,"text-anchor":"middle"},w(m));y.style.fill=_t(g),i.append(y)}}return i}var Ei={product:Hn,dial:In,streams:Bn};function _i({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","picture"),o.append(z("site","one site"),z("pr\
oduct","all sites together"),z("dial","Sinkhorn dial"),z("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(o);let n=f("div","dsv-mix"),s=f(
"div"),r=f("div"),a=f("div","dsv-note"),i=f("div"),l=f("div"),c=f("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(a,i),n.append(s,r),e.
append(n,l,c),{choose:o,mix:n,matrix:s,words:a,norms:i,strip:l,pane:c,dial:null}}function Oi(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Li(t){let{model:e,facts:o,body:n,root:s,own:r}=t,a=e.get("facts");if(!S(e.get("pre")).length)return;o.replaceChildren(f("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,f("b","",`“${_(a.piece??"",16)}”`));let i=e.get("picture"),l=i==="site";r.choose.value=i,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?Dn(t,a):Ei[i](t,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};s.drawn={picture:i,...d,...c,at:performance.now()}}function Ri({model:t}){let e=t.get("facts"),o=["pre","post","comb","norm"],[n,s,r,a]=o.map(c=>S(t.get(
c))),i=n.length;return{columns:["from stream","pre",...Array.from({length:i},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...r.slice(d*i,d*i+i),s[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}function Ci({model:t},e){let o=t.
get("facts"),n=["pre","post","comb"],[s,r,a]=n.map(d=>Array.from(S(t.get(d)))),i=`layer ${o.layer}, at ${o.site?"the experts":"attention"}, token ${o.token}`,l=d=>`${d.
map(p=>w(p)).join(", ")} for streams 0 to ${s.length-1} (${i})`,c={pre:s,post:r,comb:a.filter((d,p)=>p%(s.length+1)===0)};return s.length&&e in c?l(c[e]):void 0}
var Un=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").token??0)+t)}),qi={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:t=>qt(t,Ct(t)-1),ArrowDown:t=>qt(t,Ct(t)+1),ArrowLeft:Un(-1),ArrowRight:Un(1)},build:_i,listen:Oi,
draw:Li,table:Ri,symbols:Ci},jn=D(qi);var Yn=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Pi({body:t}){let e=f("div","dsv-note"),o=f("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var Pt=t=>t.model.get("table"),zn=t=>(Pt(t).rows??[]).map(e=>e.layer);function Ii(t){let{words:e,grid:o}=t.own,n=Pt(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",f("b","",`${n.token} “${_(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let s=K("",["layer","agrees","likeliest next tokens, likeliest first"]);s.head.
lastChild.style.textAlign="left",s.rows.append(...n.rows.map(r=>Wi(t,r,n.trusted))),o.replaceChildren(...s.table.children),t.root.drawn={token:n.token,words:n.rows.
map(r=>r.words[0]),trust:n.rows.map(r=>r.trust),layers:n.rows.map(r=>r.layer)}}function Wi(t,e,o){let n=f("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.
toggle("picked",e.layer===t.sel.get("layer"));let s=f("td","dsv-line");return s.style.textAlign="left",s.append(...e.words.map((r,a)=>Fi(t,e,a))),e.words.length||
s.append("not read for this token"),e.streams.length&&s.append(Di(e)),n.append(f("td","",e.layer<0?"embedding":`${e.layer} ${Y[e.kind]??""}`),f("td","dsv-line",
Yn(e.trust,o)),s),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Fi(t,e,o){let n=o===0&&e.agree,s=f("span",`d\
sv-chip${n?" agree":""}`);return s.style.background=`rgba(${b(t.root,"tint")}, ${.08+.5*T(e.probabilities[o],0,1)})`,s.append(`${n?"✓ ":""}${_(e.words[o],14)}\
 `,f("small","",w(e.probabilities[o]))),s}function Di(t){let e=f("div","dsv-alone");return t.streams.forEach(([o,n],s)=>{let r=f("span","",`${s}: ${_(o,10)} ${w(
n)}`);r.title=`stream ${s} alone: “${o}” ${w(n,3)}`,o===t.words[0]&&r.classList.add("same"),e.append(r)}),e}function Hi(t){let e=Pt(t);return{columns:["laye\
r","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,Yn(o.trust,0),o.words[0],o.probabilities[0],
o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Bi={title:"Lens",aria:"What each layer would answer. Up and down move the l\
ayer, left and right the token.",keys:{ArrowUp:t=>B(t,-1,zn(t)),ArrowDown:t=>B(t,1,zn(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(Pt(t).token??0)-1)}),ArrowRight:t=>t.
pick({token:(Pt(t).token??0)+1})},build:Pi,draw:Ii,table:Hi,symbols:(t,e)=>{let o=Pt(t).rows?.find(s=>s.layer===t.sel.get("layer"));if(!o)return;let n=`${w(o.probabilities[0],
3)} for “${_(o.words[0],16)}” after layer ${o.layer}`;return e==="p"?n:String(o.layer)}},Kn=D(Bi);function te(t,e,o){let n=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),s=[1,2,5,10].map(a=>a*n).find(a=>(e-t)/a<=o)??n*10,r=[];for(let a=Math.ceil(t/s)*s;a<e;a+=
s)r.push(a);return r}function It(t,e,o,n,s){let r=$("svg",{width:e,height:o,role:"img"}),a=b(t,"line");return r.append($("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
$("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),$("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},n),$("text",{x:2,y:9,class:"quiet"},s)),r}var H=54,ee=13,ct=ee+2,mt=150,ji=[96,480];function ho(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${M(1/t)}`:"none"}var zi=(t,e,o)=>e*(o/e)**((t-1)/249),
oe=({body:t})=>Math.max(160,t.clientWidth-H-4);function _e(t,e){let o=t.own.overview.getBoundingClientRect(),n=e.clientY-o.top;return{x:T((e.clientX-o.left-H)/oe(
t),0,1),y:T((n-ct)/mt,0,1),inStrip:n<ee}}function go({tokens:t,across:e},o,n){return[o.x,n.x].sort((r,a)=>r-a).map(r=>Math.min(t-1,Math.floor(r*e)))}function yo({
tokens:t,across:e},o,n){let s=[o.x,n.x].sort((m,g)=>m-g),r=[o.y,n.y].sort((m,g)=>m-g),[a,i]=s.map(m=>Math.min(t,Math.round(m*e))),[l,c]=r.map(m=>Math.round(m*t));
if(i-a>=8&&c-l>=2)return[l,c,a,i];let[d,p]=ji.map(m=>Math.min(t,m)),h=Math.round(T((l+c)/2-d/2,0,t-d)),u=Math.round(T((a+i)/2-p/2,0,t-p));return[h,h+d,u,u+p]}function Xn(t,e,o,n,s){
let r=P(t),a=new ImageData(o,e),i=Array.from({length:251},(c,d)=>ze(n,s,d/250));r.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*d)});let l=Ot(o,e);return dt(
l).putImageData(a,0,0),{off:l,codes:r}}function Gn(t,e){let{root:o,model:n,own:s}=t,r=oe(t),[a,i]=e.shape,l=F(s.overview,H+r+2,ct+mt+14),c=["ramp-low","ramp-hig\
h"].map(g=>b(o,g)),{off:d,codes:p}=s.pixels(n.get("overview"),a,i,c[0],c[1]),h=g=>H+g/e.across*r,u=g=>ct+g/e.tokens*mt,m=()=>{l.beginPath(),l.moveTo(h(0),u(0)),
l.lineTo(h(e.tokens),u(e.tokens)),l.lineTo(h(0),u(e.tokens)),l.closePath()};l.fillStyle=b(o,"paper"),m(),l.fill();for(let g=0;g<a;g++)p[g*i]===255&&ft(l,o,H,ct+
g*mt/a,r*(g+1)/a,mt/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(d,H,ct,r,mt),l.strokeStyle=b(o,"line"),m(),l.stroke(),Yi(t,l,h,r),Ki(t,l,e,h,u,r),Vi(t,l,e,h,u),
s.legend.replaceChildren(...Xi(t,e))}function Yi({root:t,model:e,sel:o,own:n},s,r,a){let i=P(e.get("breaks"));s.fillStyle=b(t,"line"),s.fillRect(H,1,a,ee-3);let l=b(
t,"ink"),c=b(t,"quiet");i.forEach((m,g)=>{if(!m)return;let y=m===2;s.fillStyle=y?l:c,s.fillRect(H+g*a/i.length,y?1:5,1.2,ee-(y?3:7))});let[d,p]=n.span??[o.get("\
query_first"),o.get("query_last")];if(d<0)return;let[h,u]=[Math.min(d,p),Math.max(d,p)];s.fillStyle=b(t,"chosen"),s.fillRect(r(h),1,Math.max(2,r(u+1)-r(h)),ee-3)}
function Ki({root:t},e,{tokens:o},n,s,r){e.font=O(),e.textBaseline="middle",e.fillStyle=b(t,"quiet"),e.fillText("text",4,7);for(let a of te(0,o,Math.min(8,Math.
max(6,Math.floor(r/90))))){let i=e.measureText(M(a)).width;e.fillText(M(a),T(n(a)-i/2,H,H+r-i),ct+mt+8)}for(let a of te(0,o,5)){let i=e.measureText(M(a)).width;
e.fillText(M(a),H-i-4,T(s(a),ct+5,ct+mt-4))}e.textAlign="right",e.fillText("queries down, positions across",H+r-2,ct+8),e.textAlign="left"}function Vi({root:t,model:e,
sel:o,own:n},s,r,a,i){let[l,c,d,p]=n.dragging??e.get("shown_region");s.strokeStyle=b(t,"chosen"),s.lineWidth=1.5,s.strokeRect(a(d),i(l),Math.max(3,a(p)-a(d)),Math.
max(3,i(c)-i(l))),s.lineWidth=1;let h=o.get("token");h<0||h>=r.tokens||(s.strokeStyle=b(t,"ink"),s.setLineDash([3,2]),s.beginPath(),s.moveTo(a(0),i(h+.5)),s.lineTo(
a(h),i(h+.5)),s.stroke(),s.setLineDash([]))}function Xi({root:t,model:e},o){let n=f("span","dsv-ramp"),s=`linear-gradient(90deg, ${b(t,"ramp-low")}, ${b(t,"ramp\
-high")})`;Object.assign(n.style,{display:"inline-block",verticalAlign:"middle",background:s});let r=o.every>1?` · hatched: not kept (every ${o.every}th prompt\
 query is)`:"";return[`share of the possible picks: ${ho(e.get("low"))} `,n,` ${ho(e.get("high"))}`,` · plain: none · above the diagonal: future${r} · drag: a\
 region, in the strip: a needle`]}function Qn({model:t},e,{x:o,y:n}){let[s,r]=e.shape,a=Math.min(s-1,Math.floor(n*s)),i=P(t.get("overview"))[a*r+Math.min(r-1,Math.
floor(o*r))],l=`queries near ${M(n*e.tokens)}, positions near ${M(o*e.across)}: `;if(i===254)return[l,f("b","","future")];if(i===255)return[l,f("b","","not kept")];
if(i===0)return[l,f("b","","none picked")];let c=ho(zi(i,t.get("low"),t.get("high")));return[l,f("b","",`${c} picked`)]}function Zn(t){let e={none:0,future:0,unknown:0,
picked:0};for(let o of t)o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var Wt=2,Jn=t=>T(t*4,24,120),bo=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function ko(t,e){let{model:o,own:n}=t,s=n.detail.getBoundingClientRect(),
[r,a,i,l]=o.get("shown_region"),c=(e.clientY-s.top-Wt)/Jn(a-r)*(a-r),d=r+Math.floor(c),p=i+(e.clientX-s.left-H)/oe(t)*(l-i),h=Math.floor(p/o.get("facts").rate);
return d>=r&&d<a&&p>=i&&p<l?{query:d,entry:h}:null}var xo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,ts=t=>xo(t)?t.sel.get("entry"):-1;function Gi(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return xo(t)&&e>=0?e:ts(t)}function Ft(t,e,o){t.own.hoveredEntry=e;let n=o===
void 0?{}:{hover_token:o};t.hover({hover_entry:xo(t)?e:-1,...n}),t.redraw()}function es(t,e){let{model:o,root:n,sel:s,own:r}=t,[a,i,l,c]=o.get("shown_region"),d=oe(
t),p=Jn(i-a),h=p/(i-a),u=e.rate/(c-l)*d,m=Math.max(1.5,u-(u>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=r.ints(o.get("marks")),A=y[0]!==-1,k=F(r.detail,H+d+2,p+4),v=L=>H+
(L-l)/(c-l)*d,N=L=>Wt+(L-a)*h;k.fillStyle=b(n,"paper"),k.fillRect(H,Wt,d,p),k.fillStyle=b(n,"panel");for(let L=a;L<Math.min(i,c-1);L++)k.fillRect(Math.max(H,v(Math.
floor((L+1)/e.rate)*e.rate)),N(L),d,h+.5);k.save(),k.beginPath(),k.rect(H,Wt,d,p),k.clip();let R=Et(b(n,"ramp-low"),b(n,"ramp-high"));for(let L=0;A&&L<y.length;L+=
3)k.fillStyle=bo(R,y[L+2],e.topk),k.fillRect(v(y[L+1]*e.rate),N(y[L]),m,g);k.restore(),k.strokeStyle=b(n,"line"),k.strokeRect(H,Wt,d,p),k.strokeStyle=b(n,"chose\
n");let q=s.get("token")>=0?s.get("token"):e.tokens-1;q>=a&&q<i&&(k.lineWidth=1.5,k.strokeRect(H,N(q)-.5,d,Math.max(3,g+1)),k.lineWidth=1);let E=ts(t)*e.rate;return E>=
Math.max(0,l)&&E<c&&k.strokeRect(v(E),Wt,Math.max(3,m),p),k.fillStyle=b(n,"quiet"),k.font=O(),k.textBaseline="middle",k.fillText(M(a),4,8),p>30&&k.fillText(M(i-
1),4,p-4),r.caption.textContent=Qi(o.get("shown_region"),A),A?y:new Int32Array(0)}function Qi(t,e){let[o,n,s,r]=t,a=`positions ${M(s)} to ${M(r-1)}`;return e?`T\
he region: ${`queries ${M(o)} to ${M(n-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one; d\
rag a smaller one. Its text, ${a}:`}function os(t,e){let{model:o,own:n}=t,{text:s}=n,r=n.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],i=Gi(t);
if(n.textOf.pieces!==r&&(s.replaceChildren(...r.flatMap((d,p)=>Zi(d,a+p))),n.textOf={pieces:r,entry:null}),n.textOf.entry===i)return;n.textOf.entry=i;for(let d of s.
querySelectorAll(".own, .before"))d.className="";if(i<0)return;for(let d=(i-1)*e.rate;d<(i+1)*e.rate;d++){let p=s.children[2*(d-a)];d>=a&&p&&(p.className=d<i*e.
rate?"before":"own")}let l=s.querySelector(".own");if(!l)return;let c=l.offsetTop-s.offsetTop;(c<s.scrollTop||c>s.scrollTop+50)&&(s.scrollTop=c-8)}function Zi(t,e){
let o=f("span","",st(t)||"∅");return o.title=`token ${e}`,[o,f("wbr")]}function ns(t,e,{query:o,entry:n}){let s=-1;for(let l=0;l<e.length;l+=3)e[l]===o&&e[l+1]===
n&&(s=e[l+2]);let r=n<Math.floor((o+1)/t.rate),a=`${M(Math.max(0,(n-1)*t.rate))} to ${M((n+1)*t.rate-1)}`,i=s>=0?`picked, rank ${s+1}`:r?"not picked":"not compl\
ete yet";return[`query ${M(o)}, entry ${M(n)} (tokens ${a}): `,f("b","",i)]}var Oe=66,ne=17,gt=16,ol="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function ss(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function rs(t,e){let{model:o,
own:n}=t,s=o.get("needle_facts"),r=f("div","dsv-note");if(n.low.append(r),s.first===void 0)return r.textContent=ol,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";r.append(f("b","",`“${rt(s.text,60)}”`),` (tokens ${s.first} to ${s.last}, entries ${s.entries[0]} to ${s.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=f("div","dsv-note"),l=o.get("layers").map(
(c,d)=>`layer ${c} ${ss(s.ranks[d])}`);return i.append(`At token ${M(s.asked)} “${_(s.asked_piece,16)}”: `,f("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),n.low.append(nl(t,e,s),i),{needle:[s.first,s.last],ranks:s.ranks}}function nl(t,e,o){let{model:n,body:s,root:r}=t,a=n.get("layers"),
i=e.tokens-o.from,l=Math.max(200,s.clientWidth-4),c=l-Oe-4,d=ne+a.length*gt,p=f("canvas"),h=F(p,l,d+17);p.setAttribute("role","img"),p.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font=O(),h.textBaseline="middle",h.fillStyle=b(r,"quiet"),h.fillText("layers",4,8),sl(t,h,e,i,c);
for(let[m,g]of a.entries())h.fillStyle=b(r,g===e.layer?"chosen":"ink"),h.fillText(`layer ${g} ▤`,4,ne+7+m*gt),h.strokeStyle=b(r,"line"),h.strokeRect(Oe,ne+m*gt,
c,gt-2);let u=m=>Oe+(m-o.from)/Math.max(i,1)*c;h.fillStyle=b(r,"quiet");for(let m of te(o.from,e.tokens,8))h.fillText(M(m),Math.min(u(m),l-40),d+7);return o.asked<
o.from||(h.strokeStyle=b(r,"chosen"),h.lineWidth=1.5,h.strokeRect(u(o.asked)-1,ne-2,Math.max(3,c/i),a.length*gt+2)),p}function sl({model:t,root:e,own:o},n,s,r,a){
let i=o.found(t.get("needle")),l=t.get("layers").length,c=i.length/l,d=Et(b(e,"ramp-low"),b(e,"ramp-high"));for(let p=0;p<c;p++){let h=Oe+p*a/c,u=a/c+.3,m=r>=c||
p*r/c%1<r/c,g=0;for(let A=0;A<l;A++){let k=i[A*c+p],v=ne+A*gt;Number.isNaN(k)?m&&ft(n,e,h,v,u,gt-2):k>=0&&(g++,n.fillStyle=bo(d,k,s.topk),n.fillRect(h,v,u,gt-2))}
let y=12*g/l;n.fillStyle=b(e,"entries"),n.fillRect(h,14-y,u,y)}}function as({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],
rows:t.get("layers").map((o,n)=>[o,e.ranks[n]<0?ss(e.ranks[n]):e.ranks[n]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function ls(t,e){let{model:o,own:n}=t,s=o.get("overlap_facts"),r=f("div","dsv-note");if(n.low.append(r),!s.compared){let p=(e.topk+1)*e.rate-2;return r.textContent=
`No two neighbouring queries had a choice: up to token ${p} all complete entries are picked.`,{}}let a=`all ${M(s.pairs)} pairs`,i=`${M(s.compared)} of ${M(s.pairs)}\
 pairs, evenly spaced`;r.append(f("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${w(s.mean[0])}, control ${w(s.mean[1])};\
 ${s.compared<s.pairs?i:a}.`);let l=f("div","dsv-columns"),c=f("div");c.append(f("div","dsv-note","the same queries, other layers"),al(t)),l.append(rl(t,s),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${s.stable} entries, in the control ${s.stable_control}.`;return n.low.append(l,f("div","dsv-note",d),
il(t,e,s)),{overlap:s.mean,stable:s.rows.map(p=>p.entry),compared:s.compared}}function rl(t,e){let{model:o,body:n,root:s,own:r}=t,a=r.lines(o.get("overlap")),i=a.
length/2,l=T(n.clientWidth-320,260,560),c=120,d=It(s,l,c,"position","overlap"),p=u=>42+u/(i-1)*(l-50),h=u=>c-18-u*(c-34);return d.append(...is(a.subarray(0,i),p,
h,`rgb(${b(s,"tint")})`,"none"),...is(a.subarray(i),p,h,b(s,"chosen"),"4 3"),$("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),$("text",{x:36,y:h(
0),"text-anchor":"end",class:"quiet"},"0"),$("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${w(e.mean[0])}\
, control ${w(e.mean[1])}`),d}function is(t,e,o,n,s){let r="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(r+=`${a?"L":"M"}${e(l).toFixed(1)} ${o(i).
toFixed(1)}`),a=c}),r?[$("path",{d:r,fill:"none",stroke:n,"stroke-width":1.6,"stroke-dasharray":s})]:[]}function al(t){let{model:e,root:o,own:n}=t,s=e.get("laye\
rs"),r=n.table(e.get("layer_table")),a=f("table","dsv-table"),i=f("tr");i.append(f("th","","layers"),...s.map(l=>f("th","",String(l)))),a.append(i);for(let[l,c]of s.
entries()){let d=f("tr");d.append(f("th","",String(c)));for(let p of r.subarray(l*s.length,(l+1)*s.length)){let h=f("td","",w(p)),u=(.6*p).toFixed(2);Number.isNaN(
p)||(h.style.background=`rgba(${b(o,"tint")}, ${u})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function il(t,e,o){
let n=f("table","dsv-table"),s=f("tbody");n.append(s);for(let r of o.rows){let a=f("tr");a.append(f("td","",`entry ${M(r.entry)}`),f("td","",`${Math.round(100*r.
share)} % of ${M(r.could)}`),f("td","dsv-context",`“${rt(r.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:r.entry,layer:e.layer})),s.append(a)}return n}
function cs({model:t,own:e},o){let n=t.get("overlap_facts");if(!n.compared)return null;let s=t.get("layers"),r=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${w(n.mean[0],4)}, control ${w(n.mean[1],4)}.`;return{columns:["layer",...s.map(i=>`overlap with layer ${i}`)],rows:s.map((i,l)=>[i,...r.
subarray(l*s.length,(l+1)*s.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var ll=6;function ds(t,e){let{model:o,own:n}=t,s=o.get("rank"),r=n.entries(o.get("rank_entry")),a=n.scores(o.get("rank_score")),i=f("div","dsv-note");if(n.low.append(
i),!r.length)return i.textContent=`Token ${s.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&i.append(
f("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(f("b","",`How token ${M(
s.query)} “${_(s.piece,16)}” ranked its past`),`: ${s.picked} of ${M(s.visible)} entries picked`,s.margin===null?", no other was left":`, the last pick lead\
s by ${w(s.margin,4)}`,s.window===null?"":`; ${w(s.window)} of its attention stayed in the window`,s.asked!==s.query?` (token ${s.asked} was not kept)`:"",".");
let l=f("div","dsv-columns");return l.append(dl(t,e,s,r,a),pl(t,e,s,r)),n.low.append(l,f("div","dsv-note",cl(s,r.length))),{ranks:r.length,picked:s.picked,query:s.
query,margin:s.margin}}function cl(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function dl(t,e,o,n,s){let{body:r,root:a}=t,i=T(r.clientWidth-300,260,520),l=128,c=n.length,d=Math.min(...s,
0),p=Math.max(...s),h=y=>44+(y+.5)/c*(i-52),u=y=>l-20-(y-d)/Math.max(p-d,1e-9)*(l-38),m=T((i-52)/c*.8,1.5,7),g=It(a,i,l,"rank","score");if(s.forEach((y,A)=>{let k=A>=
o.picked,v=$("rect",{x:h(A)-m/2,y:u(y)-3,width:m,height:6,fill:k?"none":`rgb(${b(a,"tint")})`,stroke:k?b(a,"quiet"):"none"});v.append($("title",{},`rank ${A+1}:\
 entry ${n[A]}, score ${w(y,4)}${k?", left out":""}`)),v.style.cursor="pointer",v.addEventListener("click",()=>t.pick({entry:n[A],layer:e.layer})),v.addEventListener(
"mouseenter",()=>Ft(t,n[A])),v.addEventListener("mouseleave",()=>Ft(t,-1)),g.append(v)}),c>o.picked){let y=(h(o.picked-1)+h(o.picked))/2,A={x1:y,y1:12,x2:y,y2:l-
18,stroke:b(a,"chosen")};g.append($("line",{...A,"stroke-dasharray":"4 3"}),$("text",{x:y+3,y:21},"cut"))}return g.append($("text",{x:36,y:u(p)+4,"text-anchor":"\
end",class:"quiet"},w(p,1)),$("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},w(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} p\
icked`),g}function pl(t,e,o,n){let s=f("table","dsv-table"),r=f("tbody");s.append(r);for(let[a,i]of o.texts.slice(0,ll).entries()){let l=f("tr");l.append(f("td",
"",String(a+1)),f("td","",`entry ${M(n[a])}`),f("td","dsv-context",`“${rt(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:n[a],layer:e.layer})),r.append(
l)}return s}function ps({model:t,own:e},o){let n=t.get("rank"),s=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(r,a)=>[a+1,r,s[a],a<n.picked?"picked":"left out",n.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${n.query}: ${n.visible}\
 entries were complete.`}}function fs({model:t,own:e},o){let n=t.get("rank"),s=e.scores(t.get("rank_score")),r=e.entries(t.get("rank_entry"));if(!r.length)return;
let a=`${w(s[n.picked-1],3)} of the last that was picked`;return{score:`${w(s[0],3)} of the best, entry ${r[0]}; ${a} (token ${n.query})`,k:`${t.get("facts").topk}\
; picked were ${n.picked}`,n:`${M(n.visible)} at token ${M(n.query)}`}[o]}function wo({model:t,own:e}){let o=e.probed(t.get("probes")),n=e.recalls(t.get("recall"));return{probes:o,values:n,heads:o.length?n.length/o.length:0}}function hs(t,e){
let{model:o,own:n}=t,{probes:s,values:r,heads:a}=wo(t),i=f("div","dsv-note",o.get("recall_note"));if(!s.length)return o.get("can_measure")&&i.replaceChildren(...fl(
t)),n.low.append(i),{recall:null};let l=Array.from({length:a},(d,p)=>{let h=r.filter((u,m)=>m%a===p&&!Number.isNaN(u));return h.length?h.reduce((u,m)=>u+m,0)/h.
length:Number.NaN}),c=f("div","dsv-note");return c.append(f("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),n.low.append(c,i,hl(t,l)),{recall:l,probes:Array.from(s)}}function fl(t){let e=f("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function hl(t,e){let{body:o,root:n}=t,{probes:s,values:r,heads:a}=wo(t),i=T(o.clientWidth-20,260,760),l=140,c=It(n,i,
l,"head","covered"),d=h=>46+(h+.5)/a*(i-54),p=h=>l-20-h*(l-36);c.append($("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),$("text",{x:36,y:p(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,u]of e.entries()){s.forEach((y,A)=>{let k=r[A*a+h];if(Number.isNaN(k))return;let v=$("circle",{cx:d(h),cy:p(k),
r:2.2,fill:`rgba(${b(n,"tint")}, 0.55)`});v.append($("title",{},`head ${h}, token ${y}: ${w(100*k,1)} %`)),c.append(v)});let m={x1:d(h)-8,x2:d(h)+8,y1:p(u),y2:p(
u),stroke:b(n,"chosen")};Number.isNaN(u)||c.append($("line",{...m,"stroke-width":2}));let g={x:d(h),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
$("text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>w(h)).join(", ")}`),c}function us(t,e){let{probes:o,values:n,heads:s}=wo(
t);return o.length?{columns:["probe at token",...Array.from({length:s},(r,a)=>`head ${a}`)],rows:Array.from(o,(r,a)=>[r,...n.subarray(a*s,(a+1)*s)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var ul={rank:ds,overlap:ls,recall:hs,needle:rs},ml={overlap:cs,recall:us,needle:as};function gl(t){let e=f("div","dsv-picks"),o=f("div","dsv-controls"),n=f("sel\
ect");n.setAttribute("aria-label","layer");let s=X(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["rec\
all","below: recall of full attention"],["needle","below: a needle"]]),r=f("button","dsv-small","random control");r.title="every query gets the distances back o\
f another query: the same recency, other words";let a=f("span","dsv-tiled");o.append(n,s.select,r,a);let i=f("canvas"),l=f("div","dsv-note"),c=f("canvas"),d=f("\
div","dsv-note"),p=f("div","dsv-region-text"),h=f("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag to\
 choose a region"),p.tabIndex=0,e.append(o,i,l,c,d,h,p),t.body.append(e),{layer:n,panel:s,shuffle:r,tiled:a,overview:i,legend:l,detail:c,caption:d,text:p,low:h,
reveal:ye(t,h),pixels:C(Xn),ints:C(W),texts:C(nt),entries:C(W),scores:C(S),lines:C(S),table:C(S),recalls:C(S),probed:C(W),found:C(S),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var tt=t=>t.model.get("facts");function yl(t){let{model:e,own:o}=t,{panel:n,reveal:s,
layer:r,shuffle:a,detail:i}=o;t.listen(n.select,"change",s.ask),t.listen(r,"change",()=>t.pick({layer:Number(r.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),bl(t),t.listen(i,"mousemove",l=>{o.under=ko(t,l),Ft(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{o.under=null,Ft(t,-1,-1)}),t.listen(i,"click",l=>{let c=ko(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:tt(t).layer})})}function bl(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",n=>{e.from=_e(t,n),o.setPointerCapture?.(n.pointerId)}),t.listen(o,"pointermove",n=>{let s=_e(t,n);e.hovered=
s,e.from?.inStrip?e.span=go(tt(t),e.from,s):e.from&&(e.dragging=yo(tt(t),e.from,s)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",n=>{let s=e.from;if(!s)return;let r=_e(t,n);if(e.from=e.span=e.dragging=null,s.inStrip){let[a,i]=go(tt(t),s,r);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",yo(tt(t),s,r).join(":")),t.redraw()})}function kl(t){let{model:e,root:o,own:n}=t,{layer:s,panel:r,shuffle:a,tiled:i,low:l,reveal:c}=n,
d=tt(t);if(V(s,e.get("layers").map(m=>[m,`layer ${m} ▤`])),s.value=String(d.layer),r.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
i.textContent=i.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let p=d;Gn(t,p);let h=es(t,p);os(t,p),xl(t,p,h),l.replaceChildren();let u=ul[e.get("panel")](
t,p);c(),o.drawn={layer:p.layer,tokens:p.tokens,queries:p.queries,tiled:p.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:Zn(P(e.get("overview"))),panel:e.get("panel"),...u}}function xl(t,e,o){let{facts:n,model:s,sel:r,own:a}=t;if(a.under)n.replaceChildren(
...ns(e,o,a.under));else if(a.hovered&&!a.dragging)n.replaceChildren(...Qn(t,e,a.hovered));else{let i=s.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=r.get("layer")!==e.layer?` · layer ${r.get("layer")} has no indexer`:"";n.replaceChildren(f("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${M(e.queries)} queries, ${M(e.forced)} without a choice${i}${l}`)}}function wl(t){let e=tt(t);return ml[t.model.get("panel")]?.(t,e)??
ps(t,e)}var $l={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>G(t,-1,tt(
t).tokens),ArrowRight:t=>G(t,1,tt(t).tokens),ArrowUp:t=>B(t,-1,t.model.get("layers")),ArrowDown:t=>B(t,1,t.model.get("layers")),Home:t=>G(t,Number.NEGATIVE_INFINITY,
tt(t).tokens),End:t=>G(t,Number.POSITIVE_INFINITY,tt(t).tokens)},build:gl,listen:yl,draw:kl,table:wl,symbols:fs},ms=D($l);function gs(t,e){let o=f("select");o.setAttribute("aria-label","layer");let n=0,s=0,r=d=>e({layer:T(d,0,n-1)}),a=(d,p,h)=>{let u=f("button","dsv-step",d);return u.
type="button",u.setAttribute("aria-label",p),u.title=p,u.addEventListener("click",()=>r(s+h)),u},i=a("‹","previous layer",-1),l=a("›","next layer",1);return o.
addEventListener("change",()=>r(Number(o.value))),t.append(f("span","dsv-quiet","layer"),i,o,l),{show:(d,p)=>{n=d.length,s=p,V(o,d.map((h,u)=>[u,`${u} ${Y[h]??""}\
 ${h==="sliding"?h:h.toUpperCase()}`])),o.value=String(p),i.disabled=p<=0,l.disabled=p>=n-1}}}function ys(t,e,o){let n=t.get("token"),[s,r]=[t.get("query_first"),
t.get("query_last")],a=`“${_(e,16)}”`,i=[];o&&n>=0?i.push({words:`token ${n} ${a}`,free:{token:-1}}):o&&i.push({words:`newest token, ${o-1} ${a}`,free:null}),
s>=0&&i.push({words:`tokens ${s} to ${r}`,free:{query_first:-1,query_last:-1}});for(let l of["head","expert","entry"])t.get(l)>=0&&i.push({words:`${l} ${t.get(l)}`,
free:{[l]:-1}});return i}function bs(t,e){let o="";return{show:s=>{let r=JSON.stringify(s);r!==o&&(o=r,t.replaceChildren(...s.map(({words:a,free:i})=>{let l=f("\
span",i?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!i)return l;let c=f("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(i)),l.append(c),l})))}}}var Al="dsv-way",vl=760,ks=480,xs=1360;function Tl(t,e){for(let o=t.parentElement;o&&o!==e&&o!==document.body;o=o.parentElement){if(o.classList.contains("jp-mod\
-outputsScrolled"))return;o.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&o.classList.add(Al)}}function ws(t,e){let o=t.querySelector(
".dsv-top"),n=null,s=()=>{let{style:i,classList:l}=t;i.setProperty("--dsv-frame",`${n?.clientHeight??600}px`);let c=t.clientWidth;if(!c)return;l.toggle("dsv-nar\
row",c<vl),l.toggle("dsv-phone",c<ks);let d=c<ks?0:o?.getBoundingClientRect().height??0;i.setProperty("--dsv-top",`${Math.round(d)}px`),e(c)},r=new ResizeObserver(
s),a=()=>{let i=Ge(t);n&&n!==i&&r.unobserve(n),n=i,r.observe(n),Tl(t,n),s()};return r.observe(t),o&&r.observe(o),a(),document.addEventListener("fullscreenchange",
a),()=>{r.disconnect(),document.removeEventListener("fullscreenchange",a)}}var Re=.14,Ce=.7,Le=.02;function Nl(t,e){let o={ArrowLeft:-Le,ArrowUp:-Le,ArrowRight:Le,ArrowDown:Le}[t];return o!==void 0?T(e+o,Re,Ce):{Home:Re,End:Ce}[t]}function $s(t,e,o){
let n=f("div","dsv-handle");n.tabIndex=0,n.title="drag to give the text more or less room (arrow keys when focused)",n.setAttribute("role","separator"),n.setAttribute(
"aria-label","width of the text"),n.setAttribute("aria-valuemin",String(100*Re)),n.setAttribute("aria-valuemax",String(100*Ce));let s=t.querySelector(".dsv-text"),
r=t.querySelector(".dsv-room"),a=i=>{let l=r.getBoundingClientRect(),d=t.classList.contains("dsv-narrow")?(i.clientY-s.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Ml(t))):(i.clientX-l.left)/Math.max(1,l.width);return T(d,Re,Ce)};return n.addEventListener("focusin",i=>xt(i)),n.addEventListener("pointerdown",i=>{
n.setPointerCapture(i.pointerId),i.preventDefault()}),n.addEventListener("pointermove",i=>{n.hasPointerCapture(i.pointerId)&&o(a(i),!1)}),n.addEventListener("po\
interup",i=>o(a(i),!0)),n.addEventListener("keydown",i=>{let l=Nl(i.key,e());l!==void 0&&(o(l,!0),i.preventDefault(),i.stopPropagation())}),s.append(n),n}var Ml=t=>t.
style.getPropertyValue("--dsv-frame")||"600";var se="none";function Sl(t,{tab:e,beside:o,wide:n,companions:s}){let r=t.map(i=>i[1]),a=r.includes(e)?e:r[0];return r.includes(o)&&o!==a?[a,o]:o===se||!n?[a]:[
a,...s.filter(i=>i!==a).slice(0,1)]}var qe=(t,e)=>Sl(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});
function As(t){let e=new Map;for(let[,o,n]of t)e.set(n,[...e.get(n)??[],o]);return[...e].map(([o,n])=>({name:o,titles:n}))}function vs(t,e,o){let n=!0;for(let[s,
r]of e){let a=t.querySelector(`.dsv-place-${s}`),i=o.indexOf(r);a?.classList.toggle("dsv-shown",i>=0),a?.classList.toggle("dsv-second",i===1),a||(n=!1)}return t.
querySelector(".dsv-views")?.classList.toggle("dsv-two",o.length>1),n}function Ms(t,e,o){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let n={},s="";for(let a of[t,e])
a.addEventListener("keydown",El);return{show:(a,i)=>{let l=As(a),c=l.find(h=>h.titles.includes(i))??l[0];if(!c)return;n[c.name]=i;let d=JSON.stringify(a);s!==d&&
(s=d,t.replaceChildren(...l.map(({name:h,titles:u})=>{let m=Ts(h,u.length>1?h:u[0]);return m.title=u.join(", "),m.addEventListener("click",()=>o(n[h]??u[0])),m})));
for(let[h,u]of l.entries())Ns(t.children[h],u===c);let p=c.titles.length>1?c.titles:[];e.dataset.titles!==p.join(`
`)&&(e.dataset.titles=p.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...p.map(h=>{let u=Ts(h,h);return u.addEventListener("click",()=>o(h)),u})));for(let[h,
u]of p.entries())Ns(e.children[h],u===i)}}}function Ts(t,e){let o=f("button","",t);return o.type="button",o.setAttribute("role","tab"),t!==e&&o.setAttribute("ar\
ia-label",`${t}: ${e}`),o}function Ns(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function El(t){let e=t.currentTarget,o={ArrowRight:1,ArrowLeft:-1}[t.
key],n=[...e.children].indexOf(t.target);if(o===void 0||n<0)return;let s=e.children[(n+o+e.children.length)%e.children.length];s.click(),s.focus(),t.preventDefault(),
t.stopPropagation()}function $o(t,e,o){let n=f("button","dsv-press",t);return n.type="button",n.title=e,n.addEventListener("click",o),n}var Ao=class{#t=null;#e=[];#o=!1;constructor(e,o,n){
this.model=e,this.sel=o,this.root=f("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#n(),n.append(this.root),this.#r(),
this.show()}#n(){let e=f("div","dsv-groups"),o=f("div","dsv-group-views"),n=f("div","dsv-layer"),s=f("div","dsv-chosen-row"),r=f("div","dsv-bar-line"),a=f("div",
"dsv-bar-line"),i=c=>this.pick(c);this.tabs=Ms(e,o,c=>this.pick({tab:c})),this.layer=gs(n,i),this.chosen=bs(s,i),this.fold=$o("Text","show the text or put it aw\
ay",()=>this.tell("folded",!this.model.get("folded"))),this.two=$o("Two views","put a second view beside this one",()=>this.#i());let l=f("select","dsv-second-m\
enu");this.menu=l,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:l.value})),this.full=$o("Full scr\
een","the explorer alone on the screen; Escape leaves",()=>this.#l()),r.append(e,f("span","dsv-space"),this.fold,this.two,this.menu,this.full),a.append(o,n,s),this.
root.append(r,a),this.root.addEventListener("focusin",c=>xt(c),!0)}#r(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("change",e);let o=new ResizeObserver(
()=>{let n=this.root.closest(".dsv-explorer");if(!n?.querySelector(".dsv-text")||!n.querySelector(".dsv-views")){setTimeout(()=>o.observe(this.root),50),o.unobserve(
this.root);return}o.disconnect(),this.#s(n)});o.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off("change",e),()=>o.disconnect())}#s(e){
this.#t=e,this.handle=$s(e,()=>this.model.get("share"),(s,r)=>{this.model.set("share",s),r&&this.model.save_changes(),this.show()});let o=()=>{let s=document.fullscreenElement===
e;this.full&&this.full.setAttribute("aria-pressed",String(s))};document.addEventListener("fullscreenchange",o);let n=new MutationObserver(()=>this.#a()&&n.disconnect());
this.#e.push(ws(e,s=>this.tell("wide",s>=xs)),()=>document.removeEventListener("fullscreenchange",o),()=>n.disconnect()),this.show(),this.#a()||n.observe(e,{childList:!0,
subtree:!0})}get inSight(){return qe(this.model,this.sel)}#a(){return this.#t!==null&&vs(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#o||(this.#o=
!0,requestAnimationFrame(()=>{this.#o=!1,this.show()}))}show(){let{model:e,sel:o}=this,[n,s]=this.inSight;this.tabs?.show(e.get("places"),n),this.layer?.show(e.
get("layers"),o.get("layer")),this.chosen?.show(ys(o,e.get("piece"),e.get("count"))),this.#c(n,s);let r=e.get("folded");this.fold?.setAttribute("aria-pressed",String(
!r)),this.#a();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*a))),this.#t?.classList.toggle("dsv-folded",r),this.#t?.style.
setProperty("--dsv-share",String(a))}#c(e,o){if(!this.menu||!this.two)return;this.two.setAttribute("aria-pressed",String(o!==void 0)),this.menu.style.display=o===
void 0?"none":"";let n=this.model.get("places").map(s=>s[1]);V(this.menu,n.filter(s=>s!==e).map(s=>[s,s])),o!==void 0&&(this.menu.value=o)}#i(){let[e,o]=this.inSight,
n=this.model.get("companions").find(s=>s!==e);this.pick({beside:o===void 0?n??"":se})}#l(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){
Xe(this.sel,e)}tell(e,o){this.model.get(e)!==o&&(this.model.set(e,o),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.root.
remove()}},Ss={initialize:he,async render({model:t,el:e}){let o=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),n=new Ao(t,o,e);return()=>n.
clean()}};var Es=4278190080;function _l(t,e,o,n,s){let a=o?12:0,i=t-40-a-8,l=T(i/Math.max(1,o+n),.25,7),c=Math.min(o*l,i-Math.min(n*l,i*.45)),d=40+c+a,p=Math.min(n*l,t-d-
8),h=T((e-45)/Math.max(1,s),1,8),u={entryCell:o?c/o:0,windowCell:n?p/n:0};return{left:40,entryW:c,windowX:d,windowW:p,row:h,top:15,...u}}function Mo({model:t,own:e},o){
let{map:n,canvas:s}=e;if(!n)return null;let r=t.get("map_facts"),a=s.getBoundingClientRect(),i=o.clientX-a.left,l=Math.floor((o.clientY-a.top-n.top)/n.row);if(l<
0||l>=r.queries)return null;let c=r.first+l;if(n.entryW&&i>=n.left&&i<n.left+n.entryW){let d=Math.floor((i-n.left)/n.entryCell);return{query:c,entry:d,key:-1,code:P(
t.get("map_entries"))[l*r.entries+d]}}if(i>=n.windowX&&i<n.windowX+n.windowW){let d=Math.floor((i-n.windowX)/n.windowCell);return{query:c,entry:-1,key:c-d,code:P(
t.get("map_window"))[l*r.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Ol(t,e,o,[n,s,r],[a,i,l]){let c=new ImageData(o,e),d=new ImageData(o,e),p=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((u,m)=>{if(u<=252){let g=18+Math.round(237*u/252);p[m]=(g<<24|r<<16|s<<8|n)>>>0}else u===254?h[m]=
Es:u===253&&(m+Math.floor(m/o))%3===0&&(p[m]=(Es|l<<16|i<<8|a)>>>0)}),{image:c,mask:d}}function Ll(t,e,o,n,{rgb:s,missing:r,pattern:a},i){if(!n||!o)return;let{image:l,
mask:c}=Ol(e,o,n,s,r),d=Ot(n,o),p=Ot(Math.max(1,Math.ceil(i.w)),Math.max(1,Math.ceil(i.h)));t.imageSmoothingEnabled=!1,dt(d).putImageData(c,0,0);let h=dt(p);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,p.width,p.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,p.width,p.height),t.globalAlpha=.5,t.drawImage(p,i.x,
i.y,i.w,i.h),t.globalAlpha=1,dt(d).putImageData(l,0,0),t.drawImage(d,i.x,i.y,i.w,i.h)}function Rl(t,e,o,n){let s=b(n,"quiet"),r=e;t.font=O(),t.textBaseline="mid\
dle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=b(n,"line"),t.strokeRect(r+.5,o+.5,11,9),a==="not picked")t.globalAlpha=
.6,t.fillStyle=pt(t,s),t.fillRect(r,o,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=b(n,"entries"),t.fillRect(r,o,12,10);else if(a==="not capt\
ured"){t.fillStyle=s;for(let i of[2,6,10])t.fillRect(r+i,o+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=s,t.textAlign="left",t.fillText(a,r+16,o+5.5),r+=26+t.measureText(
a).width}}function _s(t,e){let{model:o,root:n,own:s}=t,r=o.get("map_facts"),a=r.queries??0,i=s.scroll.clientWidth,l=_l(i,e,r.entries,r.window,a),c=a*l.row,d=F(s.
canvas,i,l.top+c+30),p=b(n,"quiet"),h=pt(d,p,4);d.font=O(),d.textBaseline="middle";let u=(y,A,k,v,N)=>{let R={rgb:jt(b(n,k)),missing:jt(ql(p)),pattern:h};Ll(d,y,
a,A,R,{x:v,y:l.top,w:N,h:c}),d.strokeStyle=b(n,"line"),d.strokeRect(v-.5,l.top-.5,N+1,c+1),d.fillStyle=b(n,k)},m=(y,A,k)=>d.fillText(ue(y,k,v=>d.measureText(v).
width),A,6);if(r.entries){u(P(o.get("map_entries")),r.entries,"entries",l.left,l.entryW);let y=[`compressed past: entries 0 to ${r.entries-1}`,"compressed past",
"entries","past"];m(y,l.left,l.windowX-l.left-4)}u(P(o.get("map_window")),r.window,"window",l.windowX,l.windowW),m(["window: itself, then back","window"],l.windowX,
l.windowW),d.fillStyle=p,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=g)d.fillText(`${r.first+y}`,l.left-4,l.top+(y+.5)*
l.row);return d.textAlign="left",Cl(t,d,r,a,l),Rl(d,l.left,l.top+c+12,n),l}function Cl({root:t,sel:e,own:o},n,s,r,a){let i=e.get("token")===-1?r-1:e.get("token")-
s.first;i>=0&&i<r&&(n.strokeStyle=b(t,"chosen"),n.lineWidth=1.5,n.strokeRect(a.left-1,a.top+i*a.row-.5,a.windowX+a.windowW-a.left+2,a.row+1),n.lineWidth=1);let l=o.
shownEntry();l<0||l>=s.entries||(n.strokeStyle=b(t,"ink"),n.strokeRect(a.left+l*a.entryCell,a.top-1,Math.max(2,a.entryCell),r*a.row+2))}function ql(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(o=>Number(o).toString(16).padStart(2,"0")).join("")}`}var Os=["entries","window","sink"],Pl=["compressed past (bottom)","window","sink (top)"],Ls=[.85,.5,.95];function Il(t,e,o){let s=T(Math.floor((t-74-4)/Math.max(
1,o)),5,70),r=T(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:s,h:r,top:16}}function Rs({model:t,own:e},o){let{thumbs:n,canvas:s}=e;if(!n)return null;let[
r,a]=t.get("profile_shape"),i=s.getBoundingClientRect(),l=Math.floor((o.clientY-i.top-n.top)/n.h),c=Math.floor((o.clientX-i.left-n.left)/n.w);return l>=0&&l<r&&
c>=0&&c<a?{layer:t.get("layers")[l],head:c}:null}function Cs(t){let{model:e,root:o,sel:n,own:s}=t,[r,a]=e.get("profile_shape"),i=e.get("layers"),l=s.scroll.clientWidth,
c=Il(l,r,a),d=F(s.canvas,l,c.top+r*c.h+24),p=Os.map(h=>b(o,h));d.font=O(),d.textBaseline="middle",d.fillStyle=b(o,"quiet");for(let h=0;h<a;h+=Math.ceil(24/c.w))
d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<r;h++){let u=c.top+h*c.h,m=i[h]===n.get("layer"),g=e.get("kinds")[h];d.fillStyle=
b(o,m?"chosen":"ink"),d.font=O(m);let y=`${i[h]} ${Y[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(y,4,u+c.h/2);for(let A=0;A<a;A++)Wl(t,d,c,p,h,A);m&&(d.strokeStyle=
b(o,"chosen"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,n.get("head"))*c.w+.5,u+.5,c.w-1,c.h-1),d.lineWidth=1)}return Fl(t,d,p,c.left,c.top+r*c.h+8),c}function Wl({
model:t,root:e},o,n,s,r,a){let[,i,l]=t.get("profile_shape"),c=P(t.get("profile")),d=n.top+r*n.h,p=(n.w-2)/l+.4;for(let h=0;h<l;h++){let u=((r*i+a)*l+h)*Os.length,
m=n.left+a*n.w+1+h*(n.w-2)/l;if(c[u]===255){o.fillStyle=b(e,"none"),o.fillRect(m,d+n.h/2,1,1);continue}let g=d+n.h-1;for(let[y,A]of s.entries()){let k=c[u+y]/254*
(n.h-2);o.fillStyle=A,o.globalAlpha=Ls[y],o.fillRect(m,g-k,p,k),g-=k}o.globalAlpha=1}}function Fl({root:t},e,o,n,s){let r=n;for(let[a,i]of Pl.entries())e.fillStyle=
o[a],e.globalAlpha=Ls[a],e.fillRect(r,s,10,10),e.globalAlpha=1,e.fillStyle=b(t,"quiet"),e.fillText(i,r+14,s+5),r+=30+e.measureText(i).width}var So=50,Oo=48,Dl=3*Oo,St=22,Mt=10,Hl=54,J=22,Pe=22,Bl=330;function Ul(t,e,o){let n=Math.max(60,t-So-Dl-St-2*Mt),s=Math.min(Pe,n/Math.max(1,e+o)),r=Math.min(o*
14,n*.45),a=n-Math.min(r,o*Pe),i=e?T(e*s,Math.min(e*Pe,n*.25),a):0,l=Math.min(o*Pe,n-i),c=So+i+(i?Mt:0);return{entryX:So,entryW:i,entryCell:e?i/e:0,windowX:c,windowW:l,
windowCell:o?l/o:0,sinkX:c+l+Mt}}var jl=t=>T(Math.floor(Bl/t),14,34);function Eo(t,e,o,n){if(t==="heads")return Array.from({length:e},(r,a)=>n.slice(a*o,(a+1)*o));
let s=new Float32Array(o).fill(Number.NaN);for(let r=0;r<o;r++){let a=Array.from({length:e},(i,l)=>n[l*o+r]).filter(i=>!Number.isNaN(i));a.length&&(s[r]=t==="me\
an"?a.reduce((i,l)=>i+l,0)/e:Math.max(...a))}return[s]}function Lo({model:t}){let e=t.get("facts"),o=e.heads??0,n=t.get("rows"),s=S(t.get("mass")),r=W(t.get("wi\
ndow")),a=W(t.get("entries")),i=l=>Float32Array.from({length:o},(c,d)=>s[3*d+l]);return{facts:e,heads:o,mode:n,window:r,entries:a,pieces:nt(t.get("utf8"),t.get(
"lengths")),windowRows:Eo(n,o,r.length,ht(t.get("window_weight"))),entryRows:Eo(n,o,a.length,ht(t.get("entry_weight"))),masses:[0,1,2].map(l=>Eo(n,o,1,i(l)).map(
c=>c[0]))}}function Ro({model:t,own:e},o){let{zones:n}=e;if(!n)return null;let s=e.canvas.getBoundingClientRect(),r=o.clientX-s.left,a=Math.floor((o.clientY-s.top-
J)/n.tall),i=t.get("rows")==="heads"&&a>=0&&a<t.get("facts").heads?a:-1;return n.entryW&&r>=n.entryX&&r<n.entryX+n.entryW?{zone:"entry",key:Math.floor((r-n.entryX)/
n.entryCell),head:i}:n.windowW&&r>=n.windowX&&r<n.windowX+n.windowW?{zone:"window",key:W(t.get("window"))[Math.floor((r-n.windowX)/n.windowCell)],head:i}:{zone:r>=
n.sinkX&&r<n.sinkX+St?"sink":"",key:-1,head:i}}function qs(t,e){let{root:o,own:n}=t,s=e.windowRows.length,r=n.scroll.clientWidth,a={...Ul(r,e.facts.visible,e.window.
length),tall:jl(s)};n.zones=a;let i=J+s*a.tall,l=F(n.canvas,r,i+Hl),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[d,p,h,u,m,g,y,A]=c.map(
q=>b(o,q)),k={ink:d,quiet:p,line:h,mark:u,paper:m,entries:g,window:y,sink:A};l.textBaseline="middle",l.font=O();let v=zl(l,a,k);a.entryW&&(l.globalAlpha=.4,l.fillStyle=
pt(l,p),l.fillRect(a.entryX,J,a.entryW,i-J),l.globalAlpha=1);let N=e.windowRows.map((q,E)=>Yl(t,l,e,a,k,E));a.entryW&&(l.strokeStyle=h,l.strokeRect(a.entryX+.5,
J-.5,a.entryW-1,i-J)),Vl(t,l,e,a,k,i),a.entryW&&Xl(t,l,e,a,k,i);let R=e.window.indexOf(t.sel.get("hover_token"));return R>=0&&(l.strokeStyle=d,l.lineWidth=1,l.strokeRect(
a.windowX+R*a.windowCell,J-.5,a.windowCell,i-J)),{titles:v,shares:N}}function zl(t,e,o){let n=[],s=(a,i,l,c)=>{let d=ue(a,l,p=>t.measureText(p).width);t.fillStyle=
o.ink,t.fillText(d,i,7),t.fillStyle=c,t.fillRect(i,16,Math.max(0,l-Mt+4),3),n.push([d,i,t.measureText(d).width])},r=["compressed past","compressed","past"];e.entryW&&
s(r,e.entryX,e.entryW+Mt-4,o.entries),s(["window: exact tokens","window"],e.windowX,e.windowW+Mt-4,o.window),s(["sink"],e.sinkX,St+Mt-4,o.sink),t.fillStyle=o.quiet;
for(let[a,i]of["past","window","sink"].entries())t.fillText(i,e.sinkX+St+8+Oo*a,7);return n}function _o(t,e,o){t.globalAlpha=.06+.94*Math.sqrt(T(o,0,1)),t.fillStyle=
e}function Yl({sel:t},e,o,n,s,r){let{mode:a,masses:i,facts:l}=o,{sinkX:c,tall:d}=n,p=J+r*d,h=a==="heads"&&r===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?s.mark:
s.quiet,e.font=O(h),e.fillText(a==="heads"?`head ${r}`:a,2,p+d/2),l.listed)Kl(e,o,n,s,r);else{e.globalAlpha=1,e.fillStyle=s.quiet;let g=n.windowX+Math.max(n.windowW,
40);for(let y=n.windowX;y<g;y+=8)e.fillRect(y,p+d/2,2,2)}_o(e,s.sink,i[2][r]),e.fillRect(c,p,St,d-1),e.globalAlpha=1,e.strokeStyle=s.line,e.lineWidth=1,e.strokeRect(
c+.5,p+.5,St-1,d-2);let u=i.map(g=>g[r]),m=a==="max"?u:de(u);e.fillStyle=h?s.mark:s.ink,e.font=O();for(let[g,y]of m.entries())e.fillText(w(y),c+St+8+Oo*g,p+d/2);
return m}function Kl(t,{entries:e,window:o,entryRows:n,windowRows:s},r,a,i){let{entryX:l,entryCell:c,windowX:d,windowCell:p,tall:h}=r,u=J+i*h;e.forEach((m,g)=>{
let y=n[i][g];if(Number.isNaN(y))return;let A=l+m*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(A,u,Math.max(c,1),h),_o(t,a.entries,y),t.fillRect(A,u,Math.max(
c-(c>4?1:0),1),h-1)}),o.forEach((m,g)=>{let y=s[i][g];Number.isNaN(y)||(_o(t,a.window,y),t.fillRect(d+g*p,u,Math.max(p-(p>4?1:0),1),h-1))})}function Vl({sel:t},e,{
facts:o,window:n,pieces:s},{windowX:r,windowW:a,windowCell:i},l,c){let d=t.get("hover_token");e.font=O(),i>=9?n.forEach((p,h)=>{e.save(),e.translate(r+(h+.5)*i,
c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=p===o.query?l.mark:p===d?l.ink:l.quiet,e.font=O(p===d||p===o.query),e.fillText(_(s[h]??"",8),0,0),e.restore()}):
n.length&&(e.fillStyle=l.quiet,e.textAlign="left",e.fillText(`token ${n[0]}`,r,c+8),e.textAlign="right",e.fillText(`${n[n.length-1]}`,r+a,c+8)),e.textAlign="lef\
t"}function Xl({own:t},e,{facts:o,entries:n},{entryX:s,entryW:r,entryCell:a},i,l){let{visible:c,rate:d}=o;if(e.fillStyle=i.quiet,a>=14){e.textAlign="center";for(let h=0;h<
c;h++)e.fillStyle=n.includes(h)?i.ink:i.quiet,e.fillText(`${h}`,s+(h+.5)*a,l+8)}else e.fillText("0",s,l+8),e.textAlign="right",e.fillText(`${c-1}`,s+r,l+8);e.textAlign=
"left",e.fillStyle=i.quiet,r>60&&e.fillText(`entries of ${d}`,s,l+21);let p=t.shownEntry();p===-1||p>=c||(e.strokeStyle=i.mark,e.lineWidth=2,e.strokeRect(s+p*a,
J-1,Math.max(a,2),l-J+1))}function Ps({facts:t,mode:e,masses:o,window:n,entries:s,windowRows:r,entryRows:a},i,l){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(i,0),r.length-1):0,
d=e==="heads"?`head ${c}`:`${e} of heads`,p=de(o.map(k=>k[c])),h=[...Array.from(s,(k,v)=>[a[c][v],`entry ${k}`]),...Array.from(n,(k,v)=>[r[c][v],`token ${k}`])],
u=h.filter(([k])=>k>0).sort((k,v)=>v[0]-k[0]),[m,g]=u[0]??[Number.NaN,""],y=`${d} of layer ${t.layer}, query ${t.query}`;return{w:g?`${w(m,3)} at ${g}, the larg\
est of ${h.length} keys (${y})`:`not captured (${y})`,z:g?`${w(Math.log(m))} at ${g}, up to a constant that all keys share (${y})`:"not captured",sink:`${w(Math.
log(o[2][c]))}, up to the same constant (${y})`,past:`${w(p[0])} (${y})`,window:`${w(p[1])} (${y})`,sunk:`${w(p[2])} (${y})`}[l]}var Gl=290,Ql={hover_entry:-1,hover_token:-1,hover_head:-1},Zl={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Jl({
head:t,body:e,sel:o}){let n=f("select");n.setAttribute("aria-label","what is drawn"),n.append(z("heads","every head"),z("mean","mean of heads"),z("max","largest\
 of heads"),z("map","query × key"),z("all","all layers")),t.querySelector(".dsv-numbers")?.before(n);let s=f("div","dsv-scroll"),r=f("canvas"),a=f("div","dsv-n\
ote");return s.style.overflow="hidden",r.style.cursor="pointer",s.append(r),e.append(s,a),a.style.minHeight="30px",{rows:n,scroll:s,canvas:r,note:a,shownEntry:()=>o.
get("hover_entry")!==-1?o.get("hover_entry"):o.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function tc(t){let{model:e,own:o}=t,{rows:n,canvas:s}=o;
t.listen(n,"change",()=>t.tell("rows",n.value)),t.listen(s,"mousemove",r=>{let a=e.get("rows");a!=="all"&&(a==="map"?ec(t,r):oc(t,r),t.redraw())}),t.listen(s,"m\
ouseleave",()=>{o.hovered=null,t.hover(Ql),t.redraw()}),t.listen(s,"click",r=>{let a=e.get("rows");a==="all"?nc(t,r):a==="map"?sc(t,r):rc(t,r)})}function ec(t,e){
let o=Mo(t,e);t.own.hovered=o;let n=o&&o.key>=0?o.key:o?.query;t.hover({hover_entry:o&&o.code<=252?o.entry:-1,hover_token:n??-1})}function oc(t,e){let o=Ro(t,e);
t.hover({hover_entry:o?.zone==="entry"?o.key:-1,hover_token:o?.zone==="window"?o.key:-1,hover_head:o?.head??-1})}function nc(t,e){let o=Rs(t,e);o&&t.pick({...o,
entry:-1,...o.layer===t.sel.get("layer")?{}:{expert:-1}})}function sc(t,e){let o=Mo(t,e);o&&t.pick({token:o.query,...o.entry!==-1&&o.code<=252?{entry:o.entry}:{}})}
function rc(t,e){let o=Ro(t,e);o&&t.pick({...o.head===-1?{}:{head:o.head},...o.zone==="entry"?{entry:t.sel.get("entry")===o.key?-1:o.key}:{},...o.zone==="window"?
{token:o.key}:{}})}function ac(t){let{model:e,own:o}=t,n=e.get("rows");o.rows.value=n,n==="all"?ic(t):n==="map"?lc(t):dc(t)}function ic(t){let{model:e,sel:o,root:n,
facts:s,own:r}=t;e.get("profile_shape")[0]&&(r.map=null,r.thumbs=Cs(t),s.replaceChildren("every layer and head over the run; click one to choose it"),r.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",n.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:o.get("layer"),head:o.get("head"),places:r.thumbs,at:performance.now()})}function lc(t){let{model:e,root:o,facts:n,
own:s}=t,r=e.get("map_facts");if(r.queries===void 0)return;s.thumbs=null,s.map=_s(t,Gl);let a=r.first+r.queries-1,i=` · head ${r.head} · queries ${r.first} to\
 ${a}`;n.replaceChildren(f("b","",zt(r.layer,r.kind)),i),s.note.textContent=cc(t),o.drawn={mode:"map",layer:r.layer,head:r.head,first:r.first,queries:r.queries,
entries:r.entries,places:s.map,place:s.hovered,codes:Array.from(P(e.get("map_entries")).slice(0,64)),at:performance.now()}}function cc({model:t,own:e}){let o=e.
hovered,n=!o||o.entry===-1&&o.key<0?"":o.entry!==-1?"entry":"token";if(!o||!n)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let s=Zl[o.code]??`weight about ${w((o.code/252)**2,2)}`,r=n==="entry"?Lt(st(t.get("entry_text"))):"";return`Query ${o.query}, ${n} ${n==="ent\
ry"?o.entry:o.key}: ${s}. ${r}`}function dc(t){let{model:e,root:o,facts:n,own:s}=t;s.map=s.thumbs=null;let r=Lo(t),{facts:a,heads:i,mode:l}=r;if(a.heads===void 0)
return;let{titles:c,shares:d}=qs(t,r);n.replaceChildren(f("b","",zt(a.layer,a.kind)),` · query ${a.query} `,f("b","",`“${_(a.piece??"",18)}”`),` · ${l==="\
heads"?`${i} heads`:`${l} of ${i} heads`}`),s.note.textContent=pc(t,r),o.drawn={layer:a.layer,query:a.query,kind:a.kind,visible:a.visible,window:Array.from(r.window),
entries:Array.from(r.entries),weights:r.windowRows.map(p=>Array.from(p)),shares:d,entryText:e.get("entry_text"),titles:c,mode:l,at:performance.now()}}function pc({
model:t,sel:e,own:o},{facts:n,mode:s,entries:r,entryRows:a,window:i,windowRows:l,pieces:c}){let d=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("h\
ead"),0),p=s==="heads"?T(d,0,l.length-1):0,h=s==="heads"?`head ${p}`:`${s} of heads`,u=o.shownEntry(),m=e.get("hover_token");if(u!==-1&&u<n.visible){let g=r.indexOf(
u),y=g<0?"not picked by the indexer: it has no weight":`weight ${w(a[p][g],4)} in ${h}`;return`Entry ${u}, ${y}. ${Lt(st(t.get("entry_text")))}`}if(i.includes(m)){
let g=i.indexOf(m),y=w(l[p][g],4);return`Token ${m} “${_(c[g],20)}”: weight ${y} in ${h}. Click to choose it.`}return s==="max"?"Each key shows the head tha\
t weighs it most, so rows do not sum to one here.":n.listed?n.kind==="sliding"?"This layer sees its window and the sink only.":n.visible?n.kind==="csa"?"Coloure\
d entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer.\
 Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${n.rate} tokens.`:"Only the three masses were captured for this query (\
dots: weights not captured)."}function fc({model:t}){let e=t.get("facts"),o=Array.from({length:e.heads??0},(d,p)=>p),n=S(t.get("mass")),s=W(t.get("window")),r=W(
t.get("entries")),a=ht(t.get("window_weight")),i=ht(t.get("entry_weight")),l=nt(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];
return{columns:["read",...o.map(d=>`head ${d}`)],rows:[...c.map((d,p)=>[d,...o.map(h=>n[3*h+p])]),...Array.from(r,(d,p)=>[`entry ${d}`,...o.map(h=>i[h*r.length+
p])]),...Array.from(s,(d,p)=>[`token ${d} “${_(l[p]??"",16)}”`,...o.map(h=>a[h*s.length+p])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}\
; the first three rows sum to one in every column.`:""}}var Is=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),Ws=t=>e=>e.pick({head:T(e.sel.
get("head")+t,0,(e.model.get("facts").heads??1)-1)}),hc={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down t\
he head, page keys the layer.",keys:{ArrowLeft:Is(-1),ArrowRight:Is(1),ArrowUp:Ws(-1),ArrowDown:Ws(1),PageUp:t=>B(t,-1,t.model.get("layers")),PageDown:t=>B(t,1,
t.model.get("layers"))},build:Jl,listen:tc,draw:ac,table:fc,symbols:(t,e)=>Ps(Lo(t),t.sel.get("head"),e)},Fs=D(hc);var uc=.58;function We(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function mc({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(U(t,"values")),from:t.get("low"),to:t.get("high")}}function Ds(t,e,o){
let{own:n}=t,s=n.painted,{values:r,from:a,to:i}=mc(t),l=s.from===a&&s.to===i;if(l&&s.values===r&&s.pieces===n.shown)return;let c=l&&!o?We(s.values,r):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(c,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:r,from:a,to:i,pieces:n.shown}}
function Ie({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let s=o+n>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?o=s+1:n=s}return o}function Co(t){let{first:e,strip:o}=t.
own;return[e+Ie(t,o.scrollTop-4),e+Ie(t,o.scrollTop+o.clientHeight-8)]}function qo(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:s,from:r,to:a}=e.
painted,i=o.clientHeight||100,l=Math.max(0,Ie(t,o.scrollTop-i)-1),c=Math.min(n.length,Ie(t,o.scrollTop+2*i)+1);for(let d=l;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let p=s[d],h=Number.isNaN(p)||p===void 0,u=!h&&r<0&&p<0,m=uc*(r<0?et(Math.abs(p),0,a):et(p,r,a)),g=u?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",u),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${m.toFixed(3)})`}}var re=16,gc=300;function yc(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let s=Math.floor((n+1)*t.length/e),r=0,a=0;for(let i=Math.floor(
n*t.length/e);i<s;i++)Number.isNaN(t[i])||(r+=t[i],a++);a&&(o[n]=r/a)}return o}function Fe({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(o*t.total),0,t.total-1)}function Po(t,e,o){let{body:n,model:s,root:r,sel:a,own:i}=t,{map:l,total:c}=i,d=c>gc;if(l.style.display=
d?"":"none",!d)return;let p=Math.max(100,n.clientWidth-4),{values:h}=i.painted,u=Math.min(c,Math.floor(p)),m=c>i.shown.length?S(s.get("bins")):yc(h,u),g=F(l,p,re);
bc(t,g,m,p);let y=N=>N/c*p,[A,k]=[a.get("query_first"),a.get("query_last")];A!==-1&&(g.fillStyle=b(r,"chosen"),g.fillRect(y(A),re-3,Math.max(2,y(k+1)-y(A)),3)),
i.nodes.length&&(g.strokeStyle=b(r,"ink"),g.strokeRect(y(o[0])+.5,.5,Math.max(3,y(o[1])-y(o[0]))-1,re-1)),g.fillStyle=b(r,"chosen");for(let N of e)g.fillRect(y(
N),0,1.5,5);if(a.get("token")===-1)return;let v=y(a.get("token"));g.beginPath(),g.moveTo(v-4,0),g.lineTo(v+4,0),g.lineTo(v,7),g.fill()}function bc({root:t,own:e},o,n,s){
let{from:r,to:a}=e.painted,i=b(t,"below"),l=b(t,"tint"),c=s/n.length;n.forEach((d,p)=>{let h=r<0?et(Math.abs(d),0,a):et(d,r,a);o.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${r<0&&d<0?i:l}, ${.9*h})`,o.fillRect(p*c,0,Math.max(c,1),re)}),o.strokeStyle=b(t,"line"),o.strokeRect(.5,.5,s-1,re-1)}function Hs(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let s=[],r="";for(let i of t)s.push(r.length),r+=i.toLowerCase();let a=0;for(let i=r.indexOf(o);i>=0;i=
r.indexOf(o,i+1)){for(;a+1<s.length&&s[a+1]<=i;)a++;n[n.length-1]!==a&&n.push(a)}return n}var ae=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function ie(t){let{model:e,own:o}=t;return o.box.value?ae(t)?Array.from(W(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function Us(t,e){let{own:o}=t,{choose:n,strip:s}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(s,"click",r=>{let a=Bs(t,r);a!==-1&&(r.shiftKey?Io(
t,js(t),a):zs(t,a))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:Bs(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{o.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),kc(t),wc(t),$c(t)}function kc(t){let{
root:e,sel:o,own:n}=t,{box:s}=n,r=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===s)return;let i=js(
t),[l,c]=[o.get("query_first"),o.get("query_last")];Io(t,i,T((l===-1?i:i===l?c:l)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{ae(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",a=>{a.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),a.key==="Enter"&&xc(t,a.shiftKey),a.stopPropagation()})}function xc(t,e){let o=ie(t),n=t.sel.get("token");if(!o.length)return;let s=e?o.findLast(r=>r<
n):o.find(r=>r>n);t.pick({token:s??o[e?o.length-1:0]})}function wc(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=Fe(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let s=Fe(t,n);e.drag!==null&&n.buttons&&Math.abs(s-e.drag)>e.total/200&&Io(t,e.drag,s)}),t.listen(o,"click",n=>{let s=Fe(t,n);(e.drag===null||
Math.abs(s-e.drag)<=e.total/200)&&zs(t,s),e.drag=null})}function $c(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",o=>e(o)&&xt(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:s,ctrlKey:r,metaKey:a}=o;n.tagName!=="TEXTAREA"||s!=="Enter"||!(r||a)||!e(o)||(o.preventDefault(),
o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function Bs({own:t},e){let n=e.target.closest?.(".dsv-token");return n?t.first+Number(n.dataset.
index):-1}function js({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-1}function zs(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function Io(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,o),query_last:Math.
max(e,o)})}var Ac=["picked","hover","lit","ranged","found","taken"],vc=18;function Ys(t,e,o){let{model:n,sel:s,own:r}=t;for(let u of r.marked)u.classList.remove(...Ac),u.removeAttribute(
"aria-selected"),u.removeAttribute("title");r.marked=[];let a=Tc(t);for(let u of e)Ht(t,u,"found");let i=W(n.get("taken"));for(let u of i)Ht(t,u,"taken");let[l,
c]=[s.get("query_first"),s.get("query_last")],d=Math.min(c,r.first+r.nodes.length-1);if(l!==-1)for(let u=Math.max(l,r.first);u<=d;u++)Ht(t,u,"ranged");let p=s.get(
"expert");r.takenKey.textContent=p>=0&&i.length?`expert ${p} of layer ${s.get("layer")}: ${i.length} tokens`:"";let h=o?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+h:"",Nc(t,a),Mc(t),Sc(t,a)}function Ht({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function Tc(t){let{model:e,own:o}=t,n=S(e.get("lit_gate")),s=Math.max(...n),r=Array.from(W(e.get("lit")));
for(let[a,i]of r.entries()){let l=Ht(t,i,"lit");l&&(l.title=`gate ${w(n[a],3)}`,l.style.setProperty("--dsv-gate",(vc*n[a]/s).toFixed(1)))}return r.filter(a=>o.nodes[a-
o.first])}function Ks({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function Nc(t,e){let{own:o}=t,{
strip:n}=o,s=e.map(r=>o.nodes[r-o.first]);s.length&&n.dataset.lit!==e.join()&&!s.some(r=>Ks(t,r))?(o.home??=n.scrollTop,n.scrollTop=s[0].offsetTop-n.offsetTop-4):
!s.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function Mc(t){let{sel:e,own:o}=t,{strip:n}=o,s=e.get("hover_token"),r=e.get("\
token");s>=0&&Ht(t,s,"hover");let a=r>=0?Ht(t,r,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${r} ${o.first}`&&!Ks(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${r} ${o.first}`}function Sc(t,e){let{model:o,sel:n,facts:s,own:r}=t,{first:a,total:i,shown:l}=r,c=n.
get("hover_token"),d=n.get("token"),p=d>=0&&d<i?d:i-1,h=c>=a&&c<i?c:p;if(s.replaceChildren(),h<0)return;if(e.length){let q=S(o.get("lit_gate")),E=q.indexOf(Math.
max(...q)),L=_(l[W(o.get("lit"))[E]-a]??"",24),ce=f("b","",`“${L}” ${w(q[E])}`);s.append(`${o.get("lit_title")}, strongest `,ce,` of ${e.length} tokens`);return}
let u=h-a,[m,g,y]=r.measure,A=h===c?"":d===h?"chosen: ":"newest: ",k=r.shownFlags[u],v=k&2?" (marker)":k&4?" (bytes of a character)":"";s.append(`${A}token ${h}\
 of ${i} `,f("b","",`“${_(l[u]??"",24)}”`),`${v} · ${g} ${w(r.painted.values[u])} ${y}`),m==="reach"&&o.get("reach_note")&&s.append(" · hatched: ",o.get("\
reach_note"));let[N,R]=[n.get("query_first"),n.get("query_last")];N!==-1&&s.append(` · range ${N} to ${R} (${R-N+1} tokens)`)}var Ec="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",_c="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function Oc({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","colour tokens by");let n=f("span","dsv-legend"),s=f(
"span"),r=f("span","dsv-ramp"),a=f("span");n.append(o,s,r,a);let i=f("span","dsv-key taken"),l=f("input","dsv-search");l.type="search",l.placeholder="find text",
l.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let c=f("span","dsv-legend");c.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(l,n,c,i);let d=f("canvas","dsv-map"),p=f("div","dsv-strip");return p.setAttribute("role","listbox"),p.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,p),{choose:o,legend:n,low:s,bar:r,high:a,takenKey:i,box:l,count:c,map:d,strip:p,texts:C(
nt),floats:C(S),shares:C(ht),search:C(Hs),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null}}function Lc(t){let{model:e,root:o,sel:n,own:s}=t,r=s.texts(U(e,"utf8"),U(e,"leng\
ths")),a=P(U(e,"flags")),i=s.first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),s.first+r.length);let l=Rc(t,r,a,i),c=e.get("measures");
s.measure=c.find(p=>p[0]===e.get("measure"))??["","","",""],Ds(t,l,i),qo(t),qc(t,c);let d=ie(t);Ys(t,d,s.total>s.shown.length&&!ae(t)),Po(t,d,Co(t)),o.drawn={pieces:r,
values:s.painted.values,flags:a,first:s.first,total:s.total,measure:s.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:d,
taken:Array.from(W(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(W(e.get("lit"))),at:performance.now()}}function Rc({own:t},e,o,n){let{strip:s}=t,r=e===
t.shown?e.length:We(t.shown,e),a=n?0:Math.min(r,We(t.shownFlags.subarray(0,r),o));for(let l of t.nodes.splice(a))l.nextSibling?.remove(),l.remove();let i=document.
createDocumentFragment();for(let l=a;l<e.length;l++){let c=Cc(e[l],o[l],l);t.nodes.push(c),i.append(c,f("wbr"))}return s.append(i),a<e.length&&t.following&&(s.scrollTop=
s.scrollHeight),t.shown=e,t.shownFlags=o,a}function Cc(t,e,o){let n=f("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.
add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[s,r]of t.split(`
`).entries())s&&n.append(f("span","sign","⏎"),`
`),r&&n.append(st(r));return t||n.append(f("span","sign","∅")),n}function qc({model:t,own:e},o){let{choose:n,legend:s,low:r,high:a,bar:i}=e,{from:l,to:c}=e.painted,
[d,,p,h]=e.measure;V(n,o.map(([m,g])=>[m,`colour: ${g}`])),n.value=t.get("measure");let u=d==="reach"?t.get("reach_note"):"";s.title=`darker: ${h}; hatched: ${u||
"no value"}`,r.textContent=w(l),a.textContent=`${w(c)} ${p}`,i.style.background=l<0?_c:Ec}function Pc({sel:t,own:e}){let{first:o,shown:n,shownFlags:s,painted:r,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(i).map((l,c)=>[
o+i+c,`“${_(l,40)}”`,s[i+c]&1?"generated":"prompt",r.values[i+c]])}}var De=t=>e=>{e.root.dataset.anchor="",G(e,t,e.own.total)};function Vs(t,e){B(t,e,Array.
from({length:t.model.get("layers")},(o,n)=>n))}var Ic={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:De(-1),ArrowRight:De(1),ArrowUp:t=>Vs(t,-1),ArrowDown:t=>Vs(t,1),Home:De(Number.NEGATIVE_INFINITY),
End:De(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Oc,listen:t=>Us(t,()=>{qo(t),Po(t,ie(t),Co(t))}),draw:Lc,table:Pc,symbols:({sel:t,own:e},o)=>{let n=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,s=e.measure[0]==="surprise"?e.painted.values[n]:Number.NaN;if(s>=0)return`${w(o==="p"?Math.exp(-s):s,3)} for\
 token ${e.first+n}`}},Gs=D(Ic);var Qs={architecture_map:Ko,compressor:Xo,cost:sn,expert_load:yn,expert_routing:_n,generation:Rn,hyper_connections:jn,lens:Kn,lightning_indexer:ms,room:Ss,sparse_attention:Fs,
token_strip:Gs};function Zs(t,e){let o={},n=[],s=[];for(let[a,i]of new URLSearchParams(t.replace(/^#/,""))){let l=e.linked.find(d=>d[0]===a),c=l&&e.views.find(d=>d.name===l[1]);
if(l&&c?.held[l[2]]?.includes(i))n.push([l[1],l[2],i]);else if(l)s.push(`${a} ${i}`);else{let d=Wc(a,i,e);d?s.push(d):o[a]=typeof e.defaults[a]=="number"?Number(
i):i}}let r=`The link asks for what this run does not have: ${s.join(", ")}. The rest is shown.`;return{selection:o,own:n,said:s.length?r:""}}function Wc(t,e,{defaults:o,
limits:n,views:s}){if(!(t in o))return t;let r=n[t],a=Number(e);if(r&&!(Number.isInteger(a)&&e!==""&&a>=r[0]&&a<=r[1]))return`${t} ${e} (it has ${Math.max(r[0],
0)} to ${r[1]})`;let i=e===""||t==="beside"&&e===se||s.some(l=>l.tab===e);return["tab","beside"].includes(t)&&!i?`view ${e}`:""}function Js(t,e,o){let n=new URLSearchParams;
for(let[s,r]of Object.entries(t.defaults))e.get(s)!==r&&n.set(s,e.get(s));for(let[s,r,a]of t.linked){let i=t.views.find(l=>l.name===r)?.state[a];o[r].get(a)!==i&&
n.set(s,o[r].get(a))}return n.toString()}function Fc(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),o=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),n={...o.json},s=4+e;for(let[a,
i]of Object.entries(o.bytes)){n[a]=[];for(let l of i)n[a].push(t.subarray(s,s+l)),s+=l}let r=o.tokens.length?o.tokens:[null];return{rows:new Map(r.map((a,i)=>[a,
i])),said:o.said,traits:n}}async function tr(t){let e=document.getElementById(t);if(!e)return null;let o=Uint8Array.from(atob(e.textContent??""),s=>s.charCodeAt(
0)),n=new Blob([o]).stream().pipeThrough(new DecompressionStream("gzip"));return Fc(new Uint8Array(await new Response(n).arrayBuffer()))}function Dc(t,e,o,n,s){
if(t.startsWith("own."))return o(t.slice(4));let r=e("token"),a=r>=0&&r<n?r:n-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?s[0]:t==="query_last"?s[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function er(t,e,o,n,s=[-1,-1]){let r=[],a=null;for(let i of t.
fields){let l=i in t.frozen,c=Dc(i,e,o,n,s);if(l&&i.startsWith("own.")&&c!==t.frozen[i])return null;i==="token"?a=c:r.push(l?t.frozen[i]:c)}return{chunk:r.join(
","),token:a}}var or=(t,e,o)=>t.find(n=>n[0]===e&&n[1]===o)??t[0];var le=class{#t={};constructor(e,o={},n=()=>{}){this.state=e,this.held=o,this.refused=n,this.widget_manager=null}get(e){return this.state[e]}set(e,o){if(this.state[e]!==
o){if(this.held[e]&&!this.held[e].includes(o)){this.refused(e,o);return}this.state[e]=o;for(let n of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])n()}}save_changes(){}send(){}on(e,o){
this.#t[e]??=[],this.#t[e].push(o)}off(e,o){this.#t[e]=(this.#t[e]??[]).filter(n=>n!==o)}};var nr="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",Hc=400,He=t=>document.
getElementById(t),Do=class{models={};#t={};#e={};#o={};#n=new Map;#r=new Set;#s=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(n=>n.place==="tab");let o={
hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new le({...e.defaults,...e.selection,...o}),this.#a(),this.sel.on("change",()=>this.all())}#a(){let e={bar:f(
"div","dsv-top"),text:f("div","dsv-text"),tab:f("div","dsv-views")},o=f("div","dsv-room");o.append(e.text,e.tab),document.querySelector("main")?.append(e.bar,o);
for(let n of this.facts.views){this.#c(n);let s=f("div",`dsv-place-${n.name}`),r=f("p","dsv-kept");r.setAttribute("role","status"),s.append(r),this.#t[n.name]=s,
this.#e[n.name]=r,e[n.place].append(s)}this.models.room.on("change:wide",()=>this.all())}#c(e){let o={message:"",selection:"selection",kernel:!1,...e.state},n=new le(
o,e.held,r=>{let a=r.replace(/_/g," "),i=e.held[r],l=i.length>1?`Not changed: of “${a}” this page holds ${i.join(", ")}.`:`Not changed: “${a}” stays as it\
 was when the page was written.`;this.#i(e.name,"held",`${l} ${nr}`)});n.widget_manager={get_model:async()=>this.sel};let s=e.parts.flatMap(r=>r.fields.filter(a=>a.
startsWith("own.")));for(let r of new Set(s))n.on(`change:${r.slice(4)}`,()=>this.all());this.models[e.name]=n}#i(e,o,n){this.#o[e]??={},this.#o[e][o]=n,this.#e[e].
textContent=Object.values(this.#o[e]).filter(Boolean).join(" ")}all(){this.#s||(this.#s=!0,queueMicrotask(async()=>{this.#s=!1;for(let n of this.facts.views)this.#i(
n.name,"held","");let e=qe(this.models.room,this.sel),o=this.facts.views.filter(n=>n.place!=="tab"||e.includes(n.tab));await Promise.all(o.map(n=>this.#l(n))),this.#h()}))}showAll(){
return Promise.all(this.facts.views.map(e=>this.#l(e)))}async#l(e){let o=!this.#r.has(e.name);this.#r.add(e.name),await this.#d(e),o&&await Qs[e.module].render(
{model:this.models[e.name],el:this.#t[e.name]})}async#d(e){let o=this.models[e.name];if(e.sentence){o.set("message",e.sentence);return}let n=[this.sel.get("quer\
y_first"),this.sel.get("query_last")],s=or(this.facts.ranges,n[0],n[1]),a=e.parts.some(l=>l.fields.includes("query_first"))&&(s[0]!==n[0]||s[1]!==n[1]),i=`Shown\
 is the whole text: for tokens ${Math.min(...n)} to ${Math.max(...n)} alone this page`;this.#i(e.name,"range",a?`${i} holds no numbers. ${nr}`:""),await Promise.
all(e.parts.map(l=>this.#p(e,l,s))),o.set("message",e.parts.map(l=>l.said).find(Boolean)??"")}async#p(e,o,n){let s=this.models[e.name],{count:r,tokens:a}=this.facts,
i=er(o,h=>this.sel.get(h),h=>s.get(h),r,n);if(!i){o.said="";return}let l=`${e.name}/${o.method}/${i.chunk}`,c=`${l} ${i.token}`;if(o.now===c)return;o.now=c;let d=await this.#f(
l),p=d?.rows.get(i.token);if(o.now===c){if(!d||p===void 0){let h=`This page keeps the details of tokens ${a[0]} to ${a[1]-1} of ${r}.`;o.said=`${h} Open the tra\
ce itself for the others.`;return}if(o.said=d.said[p],!o.said)for(let h of o.traits){let u=h in e.state&&o.fields.includes(`own.${h}`);d.traits[h]&&!u&&s.set(h,
d.traits[h][p])}}}#f(e){let o=this.#n.get(e);return o||(o=tr(e),this.#n.set(e,o)),o}#h(){let e=`#${Js(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{
history.replaceState(null,"",e)}catch{}}restore(e){let o=Zs(e,this.facts);for(let[n,s]of Object.entries(o.selection))this.sel.set(n,s);for(let[n,s,r]of o.own)this.
models[n].set(s,r);He("dsv-link").textContent=o.said,this.tabs.some(n=>n.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function Bc(){let t=document.
querySelector("main");He("dsv-print").addEventListener("click",async()=>{t.classList.add("dsv-all"),await Be.showAll(),await new Promise(e=>setTimeout(e,Hc)),window.
print(),t.classList.remove("dsv-all")})}function Uc(){let t=He("dsv-theme"),e=o=>{document.body.dataset.jpThemeLight=String(o),t.textContent=o?"dark":"light"};t.
addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: dark)").matches)}var Be=new Do(JSON.parse(He(
"dsv-facts").textContent??""));Uc();Bc();Be.restore(location.hash);addEventListener("hashchange",()=>Be.restore(location.hash));Be.all();
