var O=(t,e,o)=>Math.max(e,Math.min(o,t));function W(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function E(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)return`${e>=100||o==="B"?
e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var N={top:"embedding",bottom:"head",draft:"draft block"};function T(t){let e=[" T"," B"," M"," k"].findIndex((o,n)=>t>=10**(12-3*n));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var $=t=>t.model.get("rows");function _(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=$(
t).findIndex(n=>n.place===e);return o<0?1:o}function S({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function P(t){let e=$(t)[_(t)];return{row:e,cell:e.cells[Math.min(S(t),e.cells.length-1)]}}function I(t,e,o){let n=$(t)[e],r=Math.min(o,n.cells.length-
1);for(;r>0&&n.cells[r][2]<0;)r--;let s=n.cells[r][0];if(t.model.set("place",N[n.place]?n.place:""),t.tell("part",s),!N[n.place]){let i=s==="mixing"?{site:r?1:0}:
{};t.pick({layer:Number(n.place),entry:-1,expert:-1,...i})}t.redraw()}var k=(t,e)=>o=>{let n=$(o),r=O(_(o)+t,0,n.length-1),{cells:s}=n[r],i=S(o);if(e){do i+=e;while(i>=
0&&i<s.length&&s[i][2]<0);if(i<0||i>=s.length)return}I(o,r,Math.max(0,i))};function M(t){let{tab:e}=t.model.get("cards")[P(t).cell[0]];e&&t.pick({tab:e})}var w=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function y(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function D(t,e){let o=c("table",t),n=c("thead"),r=c("tr"),s=c("tbody");for(let i of e)r.append(c("th","",i));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function F(t,e,[o,n,r]){let{card:s}=t.own,i=t.model.get("cards")[o],a=N[e.place]?"":e.place,l=c("div");l.append(`${i.section}, `,c("code","",i.file)),s.replaceChildren(
c("h4","",`${i.title}${a?` of layer ${a}`:""}`),c("div","dsv-note",i.does),c("div","",r<0?`Layer ${a} has no such part.`:`${T(n)} parameters, ${E(r)}`),c("pre",
"",i.equation),...e.words?[c("div","dsv-note",`This layer ${e.words}.`)]:[],l,...X(t,i.points,o,a));let d=c("div","dsv-note");if(d.style.marginTop="5px",i.tab){
let p=c("button","dsv-small",`open “${i.tab}”`);p.addEventListener("click",()=>M(t)),d.append(p," ")}d.append("alone: ",c("code","",i.code)),s.append(d)}function X(t,e,o,n){
let r=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",s=e.filter(([a,,l])=>!a.includes("{i}")||n&&l.includes(Number(n))&&a.includes(r));if(!s.length)return[];
let i=c("ul");for(let[a,l]of s){let d=c("li");d.append(c("code","",a.replace("{i}",n)),` ${l}`),i.append(d)}return[c("div","dsv-note","Can be captured:"),i]}var K={sliding:"▭",csa:"▤",hca:"▦"};var J={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function Z({model:t,
own:e},o){let{layers:n}=t.get("totals"),r=t.get("columns").length,s=n>30?13:n>14?17:24,i=e.figure.clientWidth<330,a=i?70:112,l=i?2:62,d=O(e.figure.clientWidth-2,
236,620),p=d-a-l,f=p/r,u=f<58,m=u?68:20;return{tall:s,narrow:i,left:a,right:l,width:d,span:p,wide:f,steep:u,top:m,height:m+o*(s+2)+4}}function H(t,e,o,n){let r=Math.
max(Math.log(n)-Math.log(o),1e-9),s=m=>.1+.8*(Math.log(m)-Math.log(o))/r,i={...Z(t,e.length),alpha:s},{width:a,height:l,narrow:d,right:p,top:f}=i,u=y("svg",{width:a,
height:l,role:"group","aria-label":"the model's layers and parts"});u.append(...tt(t,i)),d||u.append(y("text",{x:a-p+4,y:f-8,class:"quiet"},"parameters")),u.append(
...et(t,i,e));for(let[m,h]of e.entries())u.append(...ot(t,i,h,m));return u.addEventListener("click",m=>{let h=m.target.closest?.(".cell");h&&I(t,Number(h.dataset.
row),Number(h.dataset.column))}),u}function tt(t,{left:e,wide:o,steep:n,top:r}){return t.model.get("columns").map((s,i)=>{let a=e+(i+.5)*o,l={transform:`transla\
te(${a+4},${r-5}) rotate(-90)`};return y("text",{class:"quiet column",...n?l:{x:a,y:12,"text-anchor":"middle"}},J[s])})}function et(t,{left:e,top:o,tall:n},r){let{
streams:s}=t.model.get("totals"),i=o+(r.findIndex(a=>a.place==="bottom")+.2)*(n+2);return Array.from({length:s},(a,l)=>{let d=e-6-4*(s-l),p=w(t.root,"quiet");return y(
"line",{x1:d,x2:d,y1:o+n,y2:i,stroke:p,"stroke-width":1.2})})}function ot(t,e,o,n){let{tall:r,narrow:s,width:i,right:a,top:l}=e,d=l+n*(r+2),p=s?"":` ${o.kind}`,
f=`${o.place} ${K[o.kind]}${p}${o.routing==="hash"?" ☷":""}`,u=y("text",{x:2,y:d+r/2+4},N[o.place]??f);n===_(t)&&(u.style.fontWeight="700",u.style.fill=w(t.root,
"mark"));let m=o.cells.flatMap((g,b)=>nt(t,e,o,g,n,b)),h=[u,...m];return s||h.push(y("text",{x:i-a+4,y:d+r/2+4,class:"quiet"},T(o.parameters))),h}function nt(t,{
left:e,span:o,wide:n,tall:r,top:s,alpha:i},a,[l,,d],p,f){let{root:u}=t,m=N[a.place],h=s+p*(r+2),g=m?e:e+f*n,b=m?o:n-2,R=h+r/2;if(d<0){let Q={x1:g+b/2-4,x2:g+b/2+
4,y1:R,y2:R};return[y("line",{...Q,stroke:w(u,"line")})]}let G=p===_(t)&&(m||f===S(t)),A=y("rect",{class:"cell",x:g,y:h,width:b,height:r,rx:3,fill:`rgba(${w(u,"\
tint")}, ${i(d).toFixed(2)})`,stroke:G?w(u,"mark"):"none","stroke-width":2});if(A.dataset.row=String(p),A.dataset.column=String(f),A.append(y("title",{},`${m??`\
layer ${a.place}, ${l}`}: ${E(d)}`)),r<=15||b<=46)return[A];let j={x:g+b/2,y:R+4,"text-anchor":"middle","pointer-events":"none"},C=y("text",j,E(d));return C.style.
fontSize="10px",i(d)>.62&&(C.style.fill=w(u,"panel")),[A,C]}function v(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var z=globalThis;z.dsvGains??=new WeakMap;var L=z.dsvGains;function rt(t,e){let o=t.get(e);return L.get(o)?.whole??o}function st(t,e,o,n){let r=t.get(e),s=v(rt(
t,e)),i=v(n);if(s.length!==o||!(r instanceof Object))return!1;let a=L.get(r);if(!a||a.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(s),a={room:l},
L.set(r,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function Y({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,i],a)=>!st(t,s,i,
n[a]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var U=400;function V(t,e){let o=c("button","dsv-small dsv-numbers","▦"),n=c("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&it(t,n,e()),
r)}function it(t,e,{columns:o,rows:n,note:r}){let s=D("dsv-table",o);for(let a of s.head.children)a.scope="col";for(let a of n.slice(0,U)){let l=c("tr");l.style.
cursor="default";for(let d of a)l.append(c("td","",at(d)));s.rows.append(l)}let i=n.length>U?`The first ${U} of ${n.length} rows. `:"";e.replaceChildren(c("div",
"dsv-note",i+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function at(t){return typeof t=="number"?Number.isInteger(t)?String(t):W(t,4):String(
t??"–")}var ct="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",lt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},dt={expert:-1,entry:-1,hover_entry:-1},pt=["SELECT","INPUT","TEX\
TAREA"],q=t=>({initialize:Y,render:e=>ut(e,t)});async function ut({model:t,el:e},o){let n=ft(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),s=new B(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function mt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[n,r]of Object.entries({...o?dt:{},...e}))t.set(n,r);t.save_changes()}function ft({title:t,aria:e}){let o=c("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=c("div","dsv-head"),r=c("span","dsv-facts");r.setAttribute("aria-live","polite"),n.append(
c("span","dsv-title",t),r);let s=c("div","dsv-message"),i=c("div","dsv-body");return o.append(c("div","dsv-gone",ct),n,s,i),{root:o,head:n,facts:r,message:s,body:i}}
var B=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:i,body:a},l){this.model=e,this.sel=o,this.root=n,this.head=r,this.facts=
s,this.body=a,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?V(this,()=>l.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":
"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(e){mt(this.sel,e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.
push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(d,p,f)=>{d.on(p,f),this.#e.push(()=>d.off(p,f))};s(e,"change",
r),s(e,"msg:custom",r),s(o,"change",r);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),s(o,"comm_live_update",i);let a=new MutationObserver(()=>{r(),setTimeout(
r,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",ht,!0),this.listen(this.root,"keydown",e=>{if(pt.includes(e.target.tagName)||e.
ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.pick(lt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){
this.#n=!0;for(let e of this.#e)e();this.root.remove()}},ht=t=>{t.target.dataset.lmSuppressShortcuts="true"};var gt="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function xt({body:t}){let e=c("div","dsv-map"),o=c("div","dsv-map-figur\
e"),n=c("div","dsv-map-card");return e.append(o,n),t.append(e),{figure:o,card:n}}function yt(t){let{model:e,facts:o,root:n}=t,{figure:r,card:s}=t.own,i=$(t),a=e.
get("totals");if(!i.length)return;o.replaceChildren(c("b","",`${T(a.parameters)} parameters`),` in ${E(a.bytes)} of the release's formats; ${T(a.active)} work o\
n each token · ${a.layers} layers, ${a.streams} streams`);let l=i.flatMap(g=>g.cells.map(b=>b[2])).filter(g=>g>0),[d,p]=[Math.min(...l),Math.max(...l)],f=`(${E(
d)} to ${E(p)}, logarithmic)`,u=r.scrollTop;r.replaceChildren(H(t,i,d,p),c("div","dsv-note",`${gt} ${f} · – : not in this layer`)),r.scrollTop=u;let{row:m,cell:h}=P(
t);F(t,m,h),n.drawn={rows:i.map(g=>g.place),kinds:i.map(g=>g.kind),part:h[0],place:m.place,bytes:a.bytes,card:s.textContent}}function bt(t){let e=t.model.get("c\
olumns"),o=t.model.get("cards"),n=r=>r?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((r,s)=>`${o[r].title}${r===
"mixing"?n(s):""}, bytes`)],rows:$(t).map(r=>[N[r.place]??`layer ${r.place}`,r.kind,r.routing,r.parameters,...r.cells.map(s=>s[2]<0?null:s[2])]),note:"Parameter\
s, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Et={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:k(-1,0),ArrowDown:k(1,0),ArrowLeft:k(0,-1),ArrowRight:k(
0,1),Enter:M},build:xt,draw:yt,table:bt},ie=q(Et);export{ie as default};
