var v=(t,e,o)=>Math.max(e,Math.min(o,t));function B(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function w(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)return`${e>=100||o==="B"?
e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var E={top:"embedding",bottom:"head",draft:"draft block"};function k(t){let e=[" T"," B"," M"," k"].findIndex((o,r)=>t>=10**(12-3*r));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var N=t=>t.model.get("rows");function _(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=N(
t).findIndex(r=>r.place===e);return o<0?1:o}function O({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function R(t){let e=N(t)[_(t)];return{row:e,cell:e.cells[Math.min(O(t),e.cells.length-1)]}}function P(t,e,o){let r=N(t)[e],n=Math.min(o,r.cells.length-
1);for(;n>0&&r.cells[n][2]<0;)n--;let i=r.cells[n][0];if(t.model.set("place",E[r.place]?r.place:""),t.tell("part",i),!E[r.place]){let s=i==="mixing"?{site:n?1:0}:
{};t.pick({layer:Number(r.place),entry:-1,expert:-1,...s})}t.redraw()}var T=(t,e)=>o=>{let r=N(o),n=v(_(o)+t,0,r.length-1),{cells:i}=r[n],s=O(o);if(e){do s+=e;while(s>=
0&&s<i.length&&i[s][2]<0);if(s<0||s>=i.length)return}P(o,n,Math.max(0,s))};function S(t){let{tab:e}=t.model.get("cards")[R(t).cell[0]];e&&t.pick({tab:e})}var A=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function c(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function b(t,e,o){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,i]of Object.entries(e??{}))r.setAttribute(n,String(i));return o!==void 0&&(r.textContent=o),r}function W(t,e){let o=c("table",t),r=c("thead"),n=c("tr"),i=c("tbody");for(let s of e)n.append(c("th","",s));return r.append(n),o.append(r,i),{table:o,head:n,rows:i}}function D(t,e,[o,r,n]){let{card:i}=t.own,s=t.model.get("cards")[o],a=E[e.place]?"":e.place,d=c("div");d.append(`${s.section}, `,c("code","",s.file)),i.replaceChildren(
c("h4","",`${s.title}${a?` of layer ${a}`:""}`),c("div","dsv-note",s.does),c("div","",n<0?`Layer ${a} has no such part.`:`${k(r)} parameters, ${w(n)}`),c("pre",
"",s.equation),...e.words?[c("div","dsv-note",`This layer ${e.words}.`)]:[],d,...J(t,s.points,o,a));let l=c("div","dsv-note");if(l.style.marginTop="5px",s.tab){
let p=c("button","dsv-small",`open “${s.tab}”`);p.addEventListener("click",()=>S(t)),l.append(p," ")}l.append("alone: ",c("code","",s.code)),i.append(l)}function J(t,e,o,r){
let n=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",i=e.filter(([a,,d])=>!a.includes("{i}")||r&&d.includes(Number(r))&&a.includes(n));if(!i.length)return[];
let s=c("ul");for(let[a,d]of i){let l=c("li");l.append(c("code","",a.replace("{i}",r)),` ${d}`),s.append(l)}return[c("div","dsv-note","Can be captured:"),s]}var F={sliding:"▭",csa:"▤",hca:"▦"};var Z={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function tt({model:t,
own:e},o){let{layers:r}=t.get("totals"),n=t.get("columns").length,i=r>30?13:r>14?17:24,s=e.figure.clientWidth<330,a=s?70:112,d=s?2:74,l=v(e.figure.clientWidth-2,
236,620),p=l-a-d,m=p/n,u=m<58,f=u?82:22;return{tall:i,narrow:s,left:a,right:d,width:l,span:p,wide:m,steep:u,top:f,height:f+o*(i+2)+4}}function H(t,e,o,r){let n=Math.
max(Math.log(r)-Math.log(o),1e-9),i=f=>.08+.5*(Math.log(f)-Math.log(o))/n,s={...tt(t,e.length),alpha:i},{width:a,height:d,narrow:l,right:p,top:m}=s,u=b("svg",{width:a,
height:d,role:"group","aria-label":"the model's layers and parts"});u.append(...et(t,s)),l||u.append(b("text",{x:a-p+4,y:m-8,class:"quiet"},"parameters")),u.append(
...ot(t,s,e));for(let[f,h]of e.entries())u.append(...nt(t,s,h,f));return u.addEventListener("click",f=>{let h=f.target.closest?.(".cell");h&&P(t,Number(h.dataset.
row),Number(h.dataset.column))}),u}function et(t,{left:e,wide:o,steep:r,top:n}){return t.model.get("columns").map((i,s)=>{let a=e+(s+.5)*o,d={transform:`transla\
te(${a+4},${n-5}) rotate(-90)`};return b("text",{class:"quiet column",...r?d:{x:a,y:12,"text-anchor":"middle"}},Z[i])})}function ot(t,{left:e,top:o,tall:r},n){let{
streams:i}=t.model.get("totals"),s=o+(n.findIndex(a=>a.place==="bottom")+.2)*(r+2);return Array.from({length:i},(a,d)=>{let l=e-6-4*(i-d),p=A(t.root,"quiet");return b(
"line",{x1:l,x2:l,y1:o+r,y2:s,stroke:p,"stroke-width":1.2})})}function nt(t,e,o,r){let{tall:n,narrow:i,width:s,right:a,top:d}=e,l=d+r*(n+2),p=i?"":` ${o.kind}`,
m=`${o.place} ${F[o.kind]}${p}${o.routing==="hash"?" ☷":""}`,u=b("text",{x:2,y:l+n/2+4},E[o.place]??m);r===_(t)&&(u.style.fontWeight="700",u.style.fill=A(t.root,
"chosen"));let f=o.cells.flatMap((g,y)=>rt(t,e,o,g,r,y)),h=[u,...f];return i||h.push(b("text",{x:s-a+4,y:l+n/2+4,class:"quiet"},k(o.parameters))),h}function rt(t,{
left:e,span:o,wide:r,tall:n,top:i,alpha:s},a,[d,,l],p,m){let{root:u}=t,f=E[a.place],h=i+p*(n+2),g=f?e:e+m*r,y=f?o:r-2,M=h+n/2;if(l<0){let X={x1:g+y/2-4,x2:g+y/2+
4,y1:M,y2:M};return[b("line",{...X,stroke:A(u,"line")})]}let G=p===_(t)&&(f||m===O(t)),$=b("rect",{class:"cell",x:g,y:h,width:y,height:n,rx:3,fill:`rgba(${A(u,"\
tint")}, ${s(l).toFixed(2)})`,stroke:G?A(u,"chosen"):"none","stroke-width":2});if($.dataset.row=String(p),$.dataset.column=String(m),$.append(b("title",{},`${f??
`layer ${a.place}, ${d}`}: ${w(l)}`)),n<=15||y<=52)return[$];let j={x:g+y/2,y:M+4,"text-anchor":"middle","pointer-events":"none"},Q=b("text",j,w(l));return[$,Q]}var st=["fill","outline","under","dotted","dashed","ramp"],it=["hatch","dots","dot","bar","tick","strike"],at=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function ct(t,e){let o=c("span","dsv-mark-of"),[r,n]=t.split(" "),i=st.includes(r)&&n||it.includes(r),
s=c("span",i?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",i?"":t);return n&&i&&s.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),s.setAttribute(
"aria-hidden",String(i)),o.append(s,e),o}function q(t,e,o){if(!e?.look_for)return;let{head:r,look:n}=t,i=c("div","dsv-marks"),s=c("div","dsv-help"),a=c("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),s.hidden=!0,s.setAttribute("role","note"),i.append(...e.marks.map(([d,l])=>ct(d,l))),s.append(...e.explains.map(d=>c("p","",d))),e.equation&&
s.append(...lt(t,e,o)),n.append(c("p","dsv-look-for",e.look_for),i,s),r.append(a),t.listen(a,"click",()=>{s.hidden=!s.hidden,a.setAttribute("aria-expanded",String(
!s.hidden))})}function lt(t,e,o){let r=c("div","dsv-equation"),n=c("div","dsv-symbol-said","Point at a symbol for what it is here.");n.setAttribute("aria-live",
"polite");for(let i of e.equation.split(`
`)){let s=c("div");for(let{text:a,symbol:d}of at(i)){if(!d){s.append(a);continue}let l=c("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let p=()=>{let m=o(a),u=m?c("b","",` Here: ${m}.`):"";n.replaceChildren(c("i","",a.replace(/_/g,"-")),`: ${e.symbols[a]}.`,u),
n.dataset.symbol=a};for(let m of["mouseenter","focus","click"])t.listen(l,m,p);s.append(l)}r.append(s)}return[r,n]}function C(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var K=globalThis;K.dsvGains??=new WeakMap;var I=K.dsvGains;function dt(t,e){let o=t.get(e);return I.get(o)?.whole??o}function pt(t,e,o,r){let n=t.get(e),i=C(dt(
t,e)),s=C(r);if(i.length!==o||!(n instanceof Object))return!1;let a=I.get(n);if(!a||a.room.length<o+s.length){let d=new Uint8Array(2*(o+s.length));d.set(i),a={room:d},
I.set(n,a)}return a.room.set(s,o),a.whole=a.room.subarray(0,o+s.length),!0}function z({model:t}){let e=(o,r)=>{let n=(o?.gained??[]).filter(([i,s],a)=>!pt(t,i,s,
r[a]));n.length&&t.send({whole:n.map(([i])=>i)})};t.on("msg:custom",e)}var L=400;function Y(t,e){let o=c("button","dsv-small dsv-numbers","numbers"),r=c("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&ut(
t,r,e()),n)}function ut(t,e,{columns:o,rows:r,note:n}){let i=W("dsv-table",o);for(let a of i.head.children)a.scope="col";for(let a of r.slice(0,L)){let d=c("tr");
d.style.cursor="default";for(let l of a)d.append(c("td","",mt(l)));i.rows.append(d)}let s=r.length>L?`The first ${L} of ${r.length} rows. `:"";e.replaceChildren(
c("div","dsv-note",s+(n??"")),i.table),t.root.drawnTable={columns:o,rows:r.length}}function mt(t){return typeof t=="number"?Number.isInteger(t)?String(t):B(t,4):
String(t??"–")}var ft="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",ht={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},gt={expert:-1,entry:-1,hover_entry:-1},xt=["SELECT","INPUT","TEX\
TAREA"],V=t=>({initialize:z,render:e=>bt(e,t)});async function bt({model:t,el:e},o){let r=wt(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get("s\
election").replace("IPY_MODEL_","")),i=new U(t,n,r,o);return i.own=o.build(i),o.listen?.(i),i.redraw(),()=>i.clean()}function yt(t,e){let o=e.layer!==void 0&&e.
layer!==t.get("layer");for(let[r,n]of Object.entries({...o?gt:{},...e}))t.set(r,n);t.save_changes()}function wt({title:t,aria:e}){let o=c("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=c("div","dsv-head"),n=c("div","dsv-facts");n.setAttribute("aria-live","polite"),r.append(c(
"span","dsv-title",t),c("span","dsv-space"));let i=c("div","dsv-look"),s=c("div","dsv-message"),a=c("div","dsv-body");return o.append(c("div","dsv-gone",ft),r,i,
n,s,a),{root:o,head:r,look:i,facts:n,message:s,body:a}}var U=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:r,head:n,look:i,facts:s,message:a,body:d},l){
this.model=e,this.sel=o,this.root=r,this.head=n,this.look=i,this.facts=s,this.body=d,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?Y(this,()=>l.table(
this)):null,q(this,e.get("about"),p=>l.symbols?.(this,p)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#i()}))}#i(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let i=o.get("messa\
ge");if(e.classList.toggle("empty",!!i),this.#t.textContent=i,this.#t.style.display=i?"":"none",n.style.display=i?"none":"",i){r.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(s){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${s}`,console.error(s)}}pick(e){yt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#a(o),o.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,r]of e)
this.sel.set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#c(){
let{model:e,sel:o,root:r}=this,n=()=>this.redraw(),i=(l,p,m)=>{l.on(p,m),this.#e.push(()=>l.off(p,m))};i(e,"change",n),i(e,"msg:custom",n),i(o,"change",n);let s=()=>r.
classList.toggle("gone",o.comm_live===!1);s(),i(o,"comm_live_update",s);let a=new MutationObserver(()=>{n(),setTimeout(n,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(n);d.observe(r),this.#e.push(()=>a.disconnect(),()=>d.disconnect())}#l(){
this.listen(this.root,"focusin",Et,!0),this.listen(this.root,"keydown",e=>{if(xt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(ht):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
Et=t=>{t.target.dataset.lmSuppressShortcuts="true"};var kt="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Nt({body:t}){let e=c("div","dsv-map"),o=c("div","dsv-map-figur\
e"),r=c("div","dsv-map-card");return e.append(o,r),t.append(e),{figure:o,card:r}}function At(t){let{model:e,facts:o,root:r}=t,{figure:n,card:i}=t.own,s=N(t),a=e.
get("totals");if(!s.length)return;o.replaceChildren(c("b","",`${k(a.parameters)} parameters`),` in ${w(a.bytes)} of the release's formats; ${k(a.active)} work o\
n each token · ${a.layers} layers, ${a.streams} streams`);let d=s.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[l,p]=[Math.min(...d),Math.max(...d)],m=`(${w(
l)} to ${w(p)}, logarithmic)`,u=n.scrollTop;n.replaceChildren(H(t,s,l,p),c("div","dsv-note",`${kt} ${m} · – : not in this layer`)),n.scrollTop=u;let{row:f,cell:h}=R(
t);D(t,f,h),r.drawn={rows:s.map(g=>g.place),kinds:s.map(g=>g.kind),part:h[0],place:f.place,bytes:a.bytes,card:i.textContent}}function $t(t){let e=t.model.get("c\
olumns"),o=t.model.get("cards"),r=n=>n?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((n,i)=>`${o[n].title}${n===
"mixing"?r(i):""}, bytes`)],rows:N(t).map(n=>[E[n.place]??`layer ${n.place}`,n.kind,n.routing,n.parameters,...n.cells.map(i=>i[2]<0?null:i[2])]),note:"Parameter\
s, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var _t={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:T(-1,0),ArrowDown:T(1,0),ArrowLeft:T(0,-1),ArrowRight:T(
0,1),Enter:S},build:Nt,draw:At,table:$t},he=V(_t);export{he as default};
