var T=(t,e,o)=>Math.max(e,Math.min(o,t));function et(t,e,o){return o>e?T((t-e)/(o-e),0,1):t>=o?1:0}function w(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function de(t){let e=t.reduce((a,l)=>a+l,0);if(!(e>0))return t.map(()=>Number.NaN);let o=t.map(
a=>Math.floor(a/e*100+1e-9)),n=t.map(a=>a/e*100%1),r=t.map((a,l)=>l).sort((a,l)=>n[l]-n[a]),s=100-o.reduce((a,l)=>a+l,0);for(let a=0;a<s;a++)o[r[a%r.length]]++;
return o.map(a=>a/100)}function j(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||o==="B"?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var N=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var at={top:"embedding",bottom:"head",draft:"draft block"};function yt(t){let e=[" T"," B"," M"," k"].findIndex((o,n)=>t>=10**(12-3*n));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var bt=t=>t.model.get("rows");function Ht(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=bt(
t).findIndex(n=>n.place===e);return o<0?1:o}function pe({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function Be(t){let e=bt(t)[Ht(t)];return{row:e,cell:e.cells[Math.min(pe(t),e.cells.length-1)]}}function He(t,e,o){let n=bt(t)[e],r=Math.min(o,n.cells.
length-1);for(;r>0&&n.cells[r][2]<0;)r--;let s=n.cells[r][0];if(t.model.set("place",at[n.place]?n.place:""),t.tell("part",s),!at[n.place]){let a=s==="mixing"?{site:r?
1:0}:{};t.pick({layer:Number(n.place),entry:-1,expert:-1,...a})}t.redraw()}var Ut=(t,e)=>o=>{let n=bt(o),r=T(Ht(o)+t,0,n.length-1),{cells:s}=n[r],a=pe(o);if(e){
do a+=e;while(a>=0&&a<s.length&&s[a][2]<0);if(a<0||a>=s.length)return}He(o,r,Math.max(0,a))};function fe(t){let{tab:e}=t.model.get("cards")[Be(t).cell[0]];e&&t.
pick({tab:e})}var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function jt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function Ue(t,e,o){let n=jt(t),r=jt(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var ot=(t,e,o)=>`rgb(${Ue(t,
e,o).join(",")})`,Et=(t,e)=>Array.from({length:255},(o,n)=>ot(t,e,n/254));function _t(t){let[e,o,n]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
o+.114*n>140?"#111":"#fff"}function f(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function $(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function z(t,e){let o=f("op\
tion","",e);return o.value=String(t),o}function K(t,e){let o=f("table",t),n=f("thead"),r=f("tr"),s=f("tbody");for(let a of e)r.append(f("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function F(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=dt(t);return a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,o),a}var dt=t=>t.
getContext("2d");function Ot(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function pt(t,e,o=5){let n=Ot(o,o),r=dt(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function ft(t,e,o,n,r,s){t.fillStyle=pt(t,b(e,"none"),5),t.fillRect(o,n,r,s)}function Bo(t,e,[o,n,r]){let{card:s}=t.own,a=t.model.get("cards")[o],l=at[e.place]?"":e.place,i=f("div");i.append(`${a.section}, `,f("code","",a.file)),s.replaceChildren(
f("h4","",`${a.title}${l?` of layer ${l}`:""}`),f("div","dsv-note",a.does),f("div","",r<0?`Layer ${l} has no such part.`:`${yt(n)} parameters, ${j(r)}`),f("pre",
"",a.equation),...e.words?[f("div","dsv-note",`This layer ${e.words}.`)]:[],i,...rs(t,a.points,o,l));let c=f("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=f("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>fe(t)),c.append(d," ")}c.append("alone: ",f("code","",a.code)),s.append(c)}function rs(t,e,o,n){
let r=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",s=e.filter(([l,,i])=>!l.includes("{i}")||n&&i.includes(Number(n))&&l.includes(r));if(!s.length)return[];
let a=f("ul");for(let[l,i]of s){let c=f("li");c.append(f("code","",l.replace("{i}",n)),` ${i}`),a.append(c)}return[f("div","dsv-note","Can be captured:"),a]}var Y={sliding:"▭",csa:"▤",hca:"▦"},zt=(t,e)=>`layer ${t} ${Y[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ss={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function as({
model:t,own:e},o){let{layers:n}=t.get("totals"),r=t.get("columns").length,s=n>30?13:n>14?17:24,a=e.figure.clientWidth<330,l=a?70:112,i=a?2:74,c=T(e.figure.clientWidth-
2,236,620),d=c-l-i,p=d/r,h=p<58,u=h?82:22;return{tall:s,narrow:a,left:l,right:i,width:c,span:d,wide:p,steep:h,top:u,height:u+o*(s+2)+4}}function Ho(t,e,o,n){let r=Math.
max(Math.log(n)-Math.log(o),1e-9),s=u=>.08+.5*(Math.log(u)-Math.log(o))/r,a={...as(t,e.length),alpha:s},{width:l,height:i,narrow:c,right:d,top:p}=a,h=$("svg",{width:l,
height:i,role:"group","aria-label":"the model's layers and parts"});h.append(...ls(t,a)),c||h.append($("text",{x:l-d+4,y:p-8,class:"quiet"},"parameters")),h.append(
...is(t,a,e));for(let[u,m]of e.entries())h.append(...cs(t,a,m,u));return h.addEventListener("click",u=>{let m=u.target.closest?.(".cell");m&&He(t,Number(m.dataset.
row),Number(m.dataset.column))}),h}function ls(t,{left:e,wide:o,steep:n,top:r}){return t.model.get("columns").map((s,a)=>{let l=e+(a+.5)*o,i={transform:`transla\
te(${l+4},${r-5}) rotate(-90)`};return $("text",{class:"quiet column",...n?i:{x:l,y:12,"text-anchor":"middle"}},ss[s])})}function is(t,{left:e,top:o,tall:n},r){
let{streams:s}=t.model.get("totals"),a=o+(r.findIndex(l=>l.place==="bottom")+.2)*(n+2);return Array.from({length:s},(l,i)=>{let c=e-6-4*(s-i),d=b(t.root,"quiet");
return $("line",{x1:c,x2:c,y1:o+n,y2:a,stroke:d,"stroke-width":1.2})})}function cs(t,e,o,n){let{tall:r,narrow:s,width:a,right:l,top:i}=e,c=i+n*(r+2),d=s?"":` ${o.
kind}`,p=`${o.place} ${Y[o.kind]}${d}${o.routing==="hash"?" ☷":""}`,h=$("text",{x:2,y:c+r/2+4},at[o.place]??p);n===Ht(t)&&(h.style.fontWeight="700",h.style.fill=
b(t.root,"chosen"));let u=o.cells.flatMap((g,y)=>ds(t,e,o,g,n,y)),m=[h,...u];return s||m.push($("text",{x:a-l+4,y:c+r/2+4,class:"quiet"},yt(o.parameters))),m}function ds(t,{
left:e,span:o,wide:n,tall:r,top:s,alpha:a},l,[i,,c],d,p){let{root:h}=t,u=at[l.place],m=s+d*(r+2),g=u?e:e+p*n,y=u?o:n-2,A=m+r/2;if(c<0){let q={x1:g+y/2-4,x2:g+y/
2+4,y1:A,y2:A};return[$("line",{...q,stroke:b(h,"line")})]}let k=d===Ht(t)&&(u||p===pe(t)),v=$("rect",{class:"cell",x:g,y:m,width:y,height:r,rx:3,fill:`rgba(${b(
h,"tint")}, ${a(c).toFixed(2)})`,stroke:k?b(h,"chosen"):"none","stroke-width":2});if(v.dataset.row=String(d),v.dataset.column=String(p),v.append($("title",{},`${u??
`layer ${l.place}, ${i}`}: ${j(c)}`)),r<=15||y<=52)return[v];let M={x:g+y/2,y:A+4,"text-anchor":"middle","pointer-events":"none"},R=$("text",M,j(c));return[v,R]}var ps=["fill","outline","under","dotted","dashed","ramp"],fs=["hatch","dots","dot","bar","tick","strike"],hs=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function us(t,e){let o=f("span","dsv-mark-of"),[n,r]=t.split(" "),s=ps.includes(n)&&r||fs.includes(n),
a=f("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function Uo(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=f("div","dsv-marks"),a=f("div","dsv-help"),l=f("button",
"dsv-small dsv-ask","?");l.type="button",l.title="what this view shows, and its equation",l.setAttribute("aria-label","explain this view"),l.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([i,c])=>us(i,c))),a.append(...e.explains.map(i=>f("p","",i))),e.equation&&
a.append(...ms(t,e,o)),r.append(f("p","dsv-look-for",e.look_for),s,a),n.append(l),t.listen(l,"click",()=>{a.hidden=!a.hidden,l.setAttribute("aria-expanded",String(
!a.hidden))})}function ms(t,e,o){let n=f("div","dsv-equation"),r=f("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=f("div");for(let{text:l,symbol:i}of hs(s)){if(!i){a.append(l);continue}let c=f("span","dsv-symbol",l.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=l;let d=()=>{let p=o(l),h=p?f("b","",` Here: ${p}.`):"";r.replaceChildren(f("i","",l.replace(/_/g,"-")),`: ${e.symbols[l]}.`,h),
r.dataset.symbol=l};for(let p of["mouseenter","focus","click"])t.listen(c,p,d);a.append(c)}n.append(a)}return[n,r]}function I(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function kt(t,e){let o=I(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var S=t=>kt(t,Float32Array),W=t=>kt(t,Int32Array),jo=t=>kt(
t,Int16Array),ht=t=>Float32Array.from(kt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function nt(t,e){let o=I(t),n=new TextDecoder,r=[],s=0;for(let a of kt(e,
Uint16Array))r.push(n.decode(o.subarray(s,s+a))),s+=a;return r}function C(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var zo=globalThis;zo.dsvGains??=new WeakMap;var je=zo.dsvGains;function U(t,e){let o=t.get(e);return je.get(o)?.whole??o}function bs(t,e,o,n){let r=t.get(e),s=I(
U(t,e)),a=I(n);if(s.length!==o||!(r instanceof Object))return!1;let l=je.get(r);if(!l||l.room.length<o+a.length){let i=new Uint8Array(2*(o+a.length));i.set(s),l=
{room:i},je.set(r,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function he({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],l)=>!bs(
t,s,a,n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var ze=400;function Yo(t,e){let o=f("button","dsv-small dsv-numbers","numbers"),n=f("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the \
numbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ks(
t,n,e()),r)}function ks(t,e,{columns:o,rows:n,note:r}){let s=K("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,ze)){let i=f("tr");
i.style.cursor="default";for(let c of l)i.append(f("td","",xs(c)));s.rows.append(i)}let a=n.length>ze?`The first ${ze} of ${n.length} rows. `:"";e.replaceChildren(
f("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function xs(t){return typeof t=="number"?Number.isInteger(t)?String(t):w(t,4):
String(t??"–")}var ws="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",$s={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},As={expert:-1,entry:-1,hover_entry:-1},vs=["SELECT","INPUT","TEX\
TAREA"],D=t=>({initialize:he,render:e=>Ts(e,t)});async function Ts({model:t,el:e},o){let n=Ms(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new Ye(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Ke(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?As:{},...e}))t.set(n,r);t.save_changes()}function Ms({title:t,aria:e}){let o=f("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=f("div","dsv-head"),r=f("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(f(
"span","dsv-title",t),f("span","dsv-space"));let s=f("div","dsv-look"),a=f("div","dsv-message"),l=f("div","dsv-body");return o.append(f("div","dsv-gone",ws),n,s,
r,a,l),{root:o,head:n,look:s,facts:r,message:a,body:l}}var Ye=class{#t=!1;#e=!1;#o=60;#n;#s;#r=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:l,body:i},c){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=i,this.#n=l,this.#s=c,this.own=void 0,this.tabled=c.table?Yo(this,()=>c.table(
this)):null,Uo(this,e.get("about"),d=>c.symbols?.(this,d)),this.#l(),this.#c()}redraw(){this.#t||this.#e||(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#e||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#o-- >0&&setTimeout(()=>this.redraw(),50);return}this.#o=60;let s=o.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#n.textContent=s,this.#n.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(a){this.#n.style.display="",this.#n.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){Ke(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#r.push(()=>e.removeEventListener(o,n,r))}#l(){
let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,p)=>{c.on(d,p),this.#r.push(()=>c.off(d,p))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let i=new ResizeObserver(r);i.observe(n),this.#r.push(()=>l.disconnect(),()=>i.disconnect())}#c(){
this.listen(this.root,"focusin",xt,!0),this.listen(this.root,"keydown",e=>{if(vs.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick($s):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#e=!0;for(let e of this.#r)e();this.root.remove()}},
xt=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Ns="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Ss({body:t}){let e=f("div","dsv-map"),o=f("div","dsv-map-figur\
e"),n=f("div","dsv-map-card");return e.append(o,n),t.append(e),{figure:o,card:n}}function Es(t){let{model:e,facts:o,root:n}=t,{figure:r,card:s}=t.own,a=bt(t),l=e.
get("totals");if(!a.length)return;o.replaceChildren(f("b","",`${yt(l.parameters)} parameters`),` in ${j(l.bytes)} of the release's formats; ${yt(l.active)} work\
 on each token · ${l.layers} layers, ${l.streams} streams`);let i=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...i),Math.max(...i)],p=`(${j(
c)} to ${j(d)}, logarithmic)`,h=r.scrollTop;r.replaceChildren(Ho(t,a,c,d),f("div","dsv-note",`${Ns} ${p} · – : not in this layer`)),r.scrollTop=h;let{row:u,cell:m}=Be(
t);Bo(t,u,m),n.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:m[0],place:u.place,bytes:l.bytes,card:s.textContent}}function _s(t){let e=t.model.get("\
columns"),o=t.model.get("cards"),n=r=>r?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((r,s)=>`${o[r].title}${r===
"mixing"?n(s):""}, bytes`)],rows:bt(t).map(r=>[at[r.place]??`layer ${r.place}`,r.kind,r.routing,r.parameters,...r.cells.map(s=>s[2]<0?null:s[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var Os={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:Ut(-1,0),ArrowDown:Ut(1,0),ArrowLeft:Ut(0,-1),
ArrowRight:Ut(0,1),Enter:fe},build:Ss,draw:Es,table:_s},Ko=D(Os);var Ls=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Rs=/<｜([^｜<>\n]*)｜>/g,Cs=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
qs=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,rt=t=>t.replace(Rs,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Ls,qs),Lt=t=>Cs.
test(t)?`⁨${t}⁩`:t,Rt=t=>rt(t.replace(/\n/g,"⏎"));function _(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
n=rt(o)||"␣",r=[...n];return Lt(r.length>e?`${r.slice(0,e-1).join("")}…`:n)}function st(t,e,o=!1){let n=[...rt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return n.length<=e?Lt(n.join("")):Lt(o?`…${n.slice(1-e).join("")}`:`${n.slice(0,e-1).join("")}…`)}var ue=(t,e,o)=>t.find(n=>o(n)<=e)??"";var me=34;function Is(t,e){let o=e?.entry??-1;return o>=0&&o<t.complete?{...t,...e}:t}var Ps=(t,e,o)=>T(Math.floor(t/e*o),0,o-1),ge=({model:t})=>Is(t.get("table"),
t.get("chosen"));function Ws({body:t}){let e=f("div","dsv-note"),o=f("div","dsv-scroll"),n=f("div"),r=f("div","dsv-note");return o.style.maxHeight="230px",t.append(
e,o,n,r),{words:e,list:o,strip:n,waiting:r}}function Fs(t){let{words:e,list:o,waiting:n}=t.own,r=ge(t);r.kind&&(t.facts.replaceChildren(f("b","",zt(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,o.replaceChildren(...r.rows.length?[Ds(t,r)]:[]),Bs(t,r),n.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>_(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function Ds(t,e){let o=e.rows.some(a=>a.index_gate!==null),{table:n,rows:r}=K("dsv-table",["token","","attention","",...o?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let l=f("tr"),i=f("td","",`“${_(a.piece,14)}”`);i.style.textAlign="left",l.append(
f("td","",`${a.token}`),i);for(let c of o?[a.gate,a.index_gate]:[a.gate]){let d=f("span","dsv-bar"),p=f("td");p.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(o?56:130))}px`,p.append(d),l.append(f("td","",w(c,3)),p)}l.addEventListener("click",()=>t.pick({token:a.token})),r.append(l)}return n}function Bs(t,e){
let{model:o,body:n,root:r}=t,{strip:s}=t.own,a=S(o.get("sharpness")),l=a.length;if(!l){s.replaceChildren();return}let i=Math.max(200,n.clientWidth-2),c=i/l,d=Math.
max(...a.filter(u=>!Number.isNaN(u)),2),p=$("svg",{width:i,height:me+16,role:"img","aria-label":`${l} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${w(d,1)})`;p.append($("text",{x:0,y:10,class:"quiet"},h));for(let u=0;u<l;u++){let m=Number.isNaN(a[u]),g=m?me:T(a[u]/d,0,1)*me,y=u===e.
entry?b(r,"chosen"):`rgb(${b(r,"tint")})`,A=$("rect",{class:"step",x:u*c,y:14+me-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:m?"none":y,stroke:m?b(r,"no\
ne"):"none","stroke-dasharray":"2 3"});A.append($("title",{},`entry ${u}: ${m?"its gates were not captured":w(a[u],2)}`)),p.append(A)}p.addEventListener("click",
u=>{t.pick({entry:Ps(u.clientX-p.getBoundingClientRect().left,i,l)})}),s.replaceChildren(p)}function Hs(t){let e=ge(t);return{columns:["token","text","gate of a\
ttention's compressor","gate of the indexer's"],rows:(e.rows??[]).map(o=>[o.token,o.piece,o.gate,o.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each\
 column of gates sums to one.`}}var Vo=t=>e=>{let o=ge(e);o.complete&&e.pick({entry:T(o.entry+t,0,o.complete-1)})},Us={title:"Compressor",aria:"What a compresse\
d entry is made of. Left and right move the entry.",keys:{ArrowLeft:Vo(-1),ArrowRight:Vo(1)},build:Ws,draw:Fs,table:Hs,symbols:t=>{let e=ge(t),o=[...e.rows??[]].
sort((n,r)=>r.gate-n.gate)[0];return o&&`${w(o.gate,3)} of token ${o.token}, the most of ${e.rows.length} in entry ${e.entry}`}},Xo=D(Us);function X(t,e,o,n){let r=f("select");r.setAttribute("aria-label",o),r.dataset.trait=e,V(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",()=>{
t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:l=>{l&&V(r,l),r.value=String(t.model.get(e))}}}function V(t,e){let o=JSON.stringify(e);t.dataset.
options!==o&&(t.replaceChildren(...e.map(([n,r])=>z(n,r))),t.dataset.options=o)}function Go(t,e,o,n,r){let s=null,a=i=>i.clientX-e.getBoundingClientRect().left-
o()[0],l=i=>T(a(i)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",i=>{let c=a(i);c<0||c>o()[1]||(s=l(i),e.setPointerCapture?.(i.pointerId))}),t.listen(e,"poin\
termove",i=>{s!==null&&n(Math.min(s,l(i)),Math.max(s,l(i)))}),t.listen(e,"pointerup",i=>{if(s===null)return;let c=s,d=l(i);s=null,r(Math.min(c,d),Math.max(c,d))}),
t.listen(e,"pointercancel",()=>{s=null})}function Ve(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function ye(t,e){
let o=0,n=()=>{if(performance.now()>o)return;let s=Ve(t.root),a=s===document.scrollingElement,l=a?window.innerHeight:s.getBoundingClientRect().bottom,i=a?0:s.getBoundingClientRect().
top,c=e.getBoundingClientRect(),d=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,p=t.root.querySelector(".dsv-controls")?.offsetHeight??
0,h=c.top-i-d-p-12;c.bottom>l&&(s.scrollTop+=Math.max(0,Math.min(c.bottom-l+8,h)))},r=()=>{o=0};return n.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.
root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&r()}),n}var Yt=46,Xe=74,be=18,Ge=24,wt=10,Kt=20,js={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Qe={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"ink","what if":"ink"};function zs(t){return t>=1048576?`${w(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Ys(t){let e=t.filter(
r=>r>0),o=Math.floor(Math.log10(Math.min(...e))),n=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(n,o+1)]}function Ks(t,e,o,n){let r=[...t.keys()].sort(
(l,i)=>t[l]-t[i]),s=[...t];for(let[l,i]of r.entries())l&&(s[i]=Math.max(s[i],s[r[l-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>n)for(let[l,i]of a.entries())
s[i]=l?Math.min(s[i],s[a[l-1]]-e):n;return s.map(l=>Math.max(o,l))}function Ze(t,{title:e,what:o,lines:n,words:r}){let{model:s,body:a,root:l}=t,i=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(i?2:1))),d=i?172:120,p=c-Yt-Xe,[h,u]=Ys(n.flat()),m=E=>Yt+(Math.log2(E)-wt)/(Kt-wt)*p,g=E=>be+(u-Math.log10(
E))/(u-h)*(d-be-Ge),y=s.get("readings"),A=s.get("models").map((E,L)=>`${E} ${r(y[L][o])}`),k=$("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${A.join("\
, ")}`});k.append($("text",{x:2,y:11},e));for(let E=h;E<=u;E++){let L=r(10**E).replace("FLOP","").replace(".00","").replace(".0","");k.append($("line",{x1:Yt,x2:c-
Xe,y1:g(10**E),y2:g(10**E),stroke:b(l,"line")}),$("text",{x:Yt-4,y:g(10**E)+4,"text-anchor":"end",class:"quiet"},L))}for(let E=wt;E<=Kt;E+=c<300?5:2){let L={x:m(
2**E),y:d-9,"text-anchor":"middle",class:"quiet"};k.append($("text",L,zs(2**E)))}let v=m(s.get("own").length),M={x1:v,x2:v,y1:be,y2:d-Ge};k.append($("line",{...M,
stroke:b(l,"ink"),"stroke-dasharray":"1 3"}));let R=Ks(n.map(E=>g(E[E.length-1])),12,be,d-Ge),q={x:m,y:g,right:c-Xe};for(let[E,L]of n.entries())k.append(...Vs(t,
E,o,L,R[E],q,r));return k.addEventListener("click",E=>{let L=(E.clientX-k.getBoundingClientRect().left-Yt)/p,ce=Math.round(T(wt+L*(Kt-wt),wt,Kt));t.tell("length",
2**ce),t.redraw()}),k.style.cursor="pointer",k}function Vs({model:t,root:e},o,n,r,s,{x:a,y:l,right:i},c){let d=t.get("models")[o],p=t.get("lengths"),{context:h,
length:u}=t.get("own"),m=t.get("readings")[o][n],g=b(e,Qe[d]),y=$("path",{d:r.map((R,q)=>`${q?"L":"M"}${a(p[q]).toFixed(1)} ${l(R).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":js[d]}),A=$("text",{x:i+5,y:s+4},d);A.style.fill=g;let k=$("circle",{cx:a(u),cy:l(m),r:3,
fill:g});if(k.append($("title",{},`${d}: ${c(m)}`)),d!=="this model"||h<2**wt||h>=2**Kt)return[y,A,k];let v=l(r[p.findIndex(R=>R>=h)]),M=$("circle",{cx:a(h),cy:v,
r:3.2,fill:b(e,"panel"),stroke:g});return M.append($("title",{},`longest context this model accepts: ${N(h)}`)),[y,A,M,k]}var Je=["window","entries","sink"],Qo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],ke="V3.2";function to(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var $t=t=>Number.isFinite(t)?`${w(100*t,t>=.1?1:2)} %`:"–";function Vt({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(ke)]}}function Jo(t){let{root:e}=t,{models:o,readings:n,v32:r}=Vt(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:l,rows:i}=K("dsv-table dsv-cost-table",s);for(let c of l.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of o.entries()){let p=n[c],h=f("td","",d),u=f("td"),m=f("td");h.style.borderLeft=`4px solid ${b(e,Qe[d])}`,u.
style.textAlign=m.style.textAlign="left",u.append(...Zo(t,p.classes)),Object.keys(p.parts).length>1&&m.append(...Zo(t,p.parts));let g=f("tr");g.append(h,f("td",
"",to(p.flops)),f("td","",$t(p.flops/r.flops)),u,f("td","",j(p.bytes)),f("td","",$t(p.bytes/r.bytes)),m),i.append(g)}return a}function Zo({root:t},e){let o=Object.
entries(e),n=o.reduce((l,[,i])=>l+i,0),r=f("span","dsv-stack");for(let[l,[i,c]]of o.entries()){if(!(c>0))continue;let d=f("span"),p=Qo[Math.floor(l/Je.length)%Qo.
length];d.style.width=`${100*c/n}%`,d.style.background=`${p}${b(t,Je[l%Je.length])}`,d.title=`${i}: ${$t(c/n)}`,r.append(d)}let[s,a]=[...o].sort((l,i)=>i[1]-l[1])[0];
return[r,` ${s} ${$t(a/n)}`]}function tn({model:t}){let e=f("div","dsv-note");e.style.marginTop="6px",e.append(f("b","","Published for 1,048,576 tokens, recompu\
ted here: "));let o=t.get("published");for(let[n,[r,s,a,l,i]]of o.entries())e.append(`${n?"; ":""}${r} ${s} ${Math.round(100*a)} % of V3.2, `,f("b","",`${w(100*
l,2)} %`),i?" ✓":" ✗ differs");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function en({model:t}){
let e=t.get("held"),o=f("div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside the formula\
 once a run has ended.",o;let n=f("b","",`This run's cache held ${N(e.held)} bytes`);if(o.append(n,` after ${N(e.tokens)} tokens (${e.dtype})`),e.formula){let r=Object.
entries(e.formula),s=r.reduce((l,[,i])=>l+i,0),a=s===e.held;o.append(a?"; the formula says the same to the byte: ":`; the formula says ${N(s)}: `,r.filter(([,l])=>l).
map(([l,i])=>`${l} ${N(i)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${N(e.rows)} bytes, in the release's precision ${N(
e.release)}.`),o}var on="what if",Xs=["csa_rate","hca_rate","index_topk"];function Gs(t){let{model:e,body:o}=t,n=f("div","dsv-controls"),r=f("div","dsv-cost-charts"),s=f("div","\
dsv-panel"),a=X(t,"precision","precision",e.get("precisions")),l=X(t,"counting","how FLOPs are counted",e.get("countings")),i=X(t,"base","model the sliders star\
t from",[]),c=[xe(t,"length","context",10,20),xe(t,"csa_rate","CSA rate",1,6),xe(t,"hca_rate","HCA rate",2,10),xe(t,"index_topk","top-k",3,12)],d=f("div","dsv-c\
ost-sliders"),p=f("button","dsv-small","own values");return d.append(...c.map(h=>h.box),p),n.append(i.select,a.select,l.select),o.append(n,d,r,s),{charts:r,below:s,
precision:a,counting:l,base:i,sliders:c,reset:p,doubles:C(Qs)}}var Qs=t=>kt(t,Float64Array);function Zs(t){t.listen(t.own.reset,"click",()=>{for(let e of Xs)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function xe(t,e,o,n,r){let{model:s}=t,a=f("label"),l=f("input"),i=f("output");return Object.assign(l,{type:"range",
min:n,max:r,step:1}),l.setAttribute("aria-label",o),a.append(o,l,i),t.listen(l,"input",()=>{let d=2**Number(l.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];l.value=String(Math.round(Math.log2(d))),i.textContent=e==="length"?N(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function Js(t){let{model:e,root:o,own:n}=t,{base:r,precision:s,counting:a,sliders:l,reset:i,charts:c,below:d}=n,{models:p,readings:h}=Vt(t);if(!p.length)
return;let u=p.filter(g=>g!==ke&&g!==on);r.show(u.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...l])g.show();i.style.visibility=p.includes(on)?"":"hidden",ta(t);let m=nn(t,0);c.replaceChildren(Ze(t,{title:"FLOPs of one token",what:"flops",lines:m,words:to}),
Ze(t,{title:"cache of one sequence",what:"bytes",lines:nn(t,1),words:j})),d.replaceChildren(Jo(t),tn(t),en(t)),o.drawn={models:[...p],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:m.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function nn({model:t,own:e},o){let n=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...n.subarray((2*a+o)*r,(2*a+o+1)*r)])}function ta(t){let{models:e,readings:o,v32:n}=Vt(
t),r=e.flatMap((a,l)=>{let i=`${$t(o[l].flops/n.flops)} / ${$t(o[l].bytes/n.bytes)}`;return a===ke?[]:[`${a} `,f("b","",i)," "]}),s=f("b","",`${N(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function ea(t){let{model:e}=t,{models:o,readings:n,
v32:r}=Vt(t),s=(i,c)=>i.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),l=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:o.map((i,c)=>{let{flops:d,bytes:p}=n[c];return[i,d/1e9,d/r.flops,p,p/r.bytes]}),note:`At ${N(e.get("ow\
n").length)} tokens of context; ${a}; ${l}.`}}var oa={title:"Cost",aria:"Cost of a token against the length of its context",build:Gs,listen:Zs,draw:Js,table:ea,
symbols:({model:t},e)=>{let{length:o,csa_rate:n,hca_rate:r}=t.get("own"),[s,a]=[t.get("csa_rate")||n,t.get("hca_rate")||r];return e==="rate"?`${s} in CSA layers\
, ${a} in HCA layers`:`${N(o/s)} and ${N(o/a)} at ${N(o)} tokens`}},rn=D(oa);var O=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;function G(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:T(s,0,o-1)})}function H(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[T(n+e,0,o.length-1)],expert:-1,entry:-1})}var At=16,it=7,we=300,sn=232,lt=84;function an(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=F(r.range,s,17),l=s-lt-4;a.font=O(),a.textBaseline=
"middle",a.fillStyle=b(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=b(n,"line"),a.fillRect(lt,3,l,11);let[i,c]=r.dragging??(e.first>=0?[e.first,e.last]:
[-1,-1]),d=u=>lt+l*u/Math.max(e.tokens,1);i>=0&&(a.fillStyle=`rgba(${b(n,"tint")}, 0.75)`,a.fillRect(d(i),3,Math.max(2,d(c+1)-d(i)),11)),a.fillStyle=b(n,"ink");
let p=i>=0?`${i} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(p).width;a.fillText(p,T(i>=0?d(i)+3:lt+4,lt,lt+l-h),9)}function ln(t,{facts:e,layers:o,summary:n},r){
let{root:s,model:a,sel:l,own:i}=t,c=F(i.side,r,eo(t));c.font=O(),c.textBaseline="middle",c.fillStyle=b(s,"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",
92,8),c.fillText("Gini",152,8),c.fillText(r===we?"effective experts":"effect.",188,8);for(let[d,p]of o.entries()){let h=At+d*i.place.tall+i.place.tall/2,u=p===l.
get("layer"),[m,g,y,A,k]=n.subarray(it*d,it*d+5);c.fillStyle=b(s,u?"chosen":"ink"),c.font=O(u);let v=Y[a.get("attention_kinds")[d]]??"";c.fillText(`${p} ${v} ${a.
get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=b(s,"ink"),c.font=O(),c.fillText(w(m),100,h),c.fillText(w(g),152,h),c.fillText(w(y,1),188,h),r===
we&&na(c,s,h,[y,A,k].map(M=>M/e.experts))}}function na(t,e,o,[n,r,s]){let a=l=>222+68*T(l,0,1);if(t.strokeStyle=b(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(
a(1),o),t.stroke(),Number.isNaN(n)){ft(t,e,a(0),o-4,68,8);return}Number.isNaN(r)||(t.strokeStyle=b(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(
a(s),o),t.stroke(),t.lineWidth=1),t.fillStyle=b(e,"ink"),t.fillRect(a(n)-1,o-5,2,10)}function cn(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:l,
elsewhere:i}){let{sel:c,facts:d,own:p}=t,h=o.indexOf(c.get("layer")),u=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,m=p.hovered??u;if(d.replaceChildren(),
!m){let A=0,k=0;for(let M=0;M<o.length;M++)A+=s[it*M+5]||0,k+=s[it*M+6]||0;let v=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${v}, ${e.
slots} of ${e.experts} experts each: `,f("b","",`${A} never chosen`),`, ${w(k,1)} would be by chance`);return}let g=r[2*m.row],y=l(m.row,m.expert);d.append(`lay\
er ${o[m.row]}, expert ${m.expert}: `,f("b","",Number.isNaN(y)?"not captured":`${w(y)} × even use`),` (${n[m.row*e.experts+m.expert]} of ${g} tokens, even ${w(
g*e.slots/e.experts,1)})`),a&&d.append(`, in the rest ${w(i(m.row,m.expert))} ×`)}function dn({root:t,model:e},o){let n=f("span","dsv-ramp");n.style.display="i\
nline-block",n.style.width="90px",n.style.verticalAlign="middle";let r=["less","even","more"].map(a=>b(t,a));n.style.background=`linear-gradient(90deg, ${r.join(
", ")})`;let s=e.get("against")==="rest"&&o.first>=0?"the rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above ·\
 dot: never chosen · hatched: not captured · effective experts: of ${o.draws} choices, with 5 to 95 %`]}var eo=({model:t,own:e})=>At+t.get("layers").length*e.
place.tall+2;var ra=2,vt=32,oo=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function pn(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var no=t=>t>
0?T(Math.log2(t)/ra,-1,1):-1;function $e(t,e,o,n,r,s,a){let l=no(s),i=l<-1e-9?Math.max(2,r*(1+.5*l)):r;t.fillStyle=a(l),t.fillRect(e,o+(r-i)/2,n,i)}function Ae(t){
let e=b(t,"less"),o=b(t,"even"),n=b(t,"more"),r=Array.from({length:2*vt+1},(s,a)=>a<vt?ot(o,e,(vt-a)/vt):ot(o,n,(a-vt)/vt));return s=>r[Math.round((T(s,-1,1)+1)*
vt)]}var sa="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",aa="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function fn(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?ca(t):o.get("layers").includes(n.get("layer"))?s==="together"?ia(t,e):la(t,o.
get("detail")):r.append(f("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function la(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(f("div","dsv-note",sa));return}let[n,r,s]=e.weight.map(c=>w(c)),a=f("div","dsv-note");a.append(f("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${w(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let l=f("table","dsv-table"),i=f("tbody");l.append(i);for(let c of e.rows){let d=f("tr"),p=f("td","dsv-context");p.append(st(c.before,26,
!0),f("b","",st(c.piece,20)),st(c.after,26)),d.append(f("td","",String(c.token)),f("td","",w(c.weight,3)),p),d.addEventListener("click",()=>t.pick({token:c.token})),
i.append(d)}o.append(a,l)}function ia(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,l=t.own.together(o.get("together"));if(l.length!==e*e)return;let i=f(
"canvas"),c=f("div","dsv-note"),d=Math.round(100*o.get("judged"));c.append(f("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,i);let p=T(Math.floor((r.clientWidth-40)/e),
2,17),h=26,u=15,m=F(i,h+p*e+2,p*e+u+1),g=Ae(s);m.font=O(),m.textBaseline="middle",m.fillStyle=b(s,"quiet");for(let M=0;M<e;M+=Math.max(1,Math.ceil(14/p)))m.fillText(
String(M),h+M*p+1,7),m.fillText(String(M),6,u+M*p+p/2);let y=pt(m,b(s,"none"),4),A=p-(p>5?1:0),k=[Number.NaN,0,0];for(let M=0;M<l.length;M++){let[R,q]=[Math.floor(
M/e),M%e],E=h+q*p,L=u+R*p;Number.isNaN(l[M])?R!==q&&(m.fillStyle=y,m.fillRect(E,L,A,A)):($e(m,E,L,A,A,l[M],g),l[M]<=k[0]||(k=[l[M],R,q]))}if(Number.isNaN(k[0]))
return;let v=`Most often beyond chance: experts ${k[1]} and ${k[2]}, ${w(k[0])} times.`;a.append(f("div","dsv-note",v))}function ca(t){let{model:e}=t,{many:o,where:n,
low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),l=t.own.parallel(e.get("parallel")),i=f("div","dsv-controls");o.show(e.get("rank_options").map(m=>[m,`${m} ranks`])),
n.show(),i.append(f("b","","If the experts were spread over devices:"),o.select,n.select);let c=["layer","busiest","per 64 tokens: middle","95 %","load of each \
rank over the mean"],{table:d,head:p,rows:h}=K("dsv-table",c);p.lastChild.style.textAlign="left";let u=s+3;if(l.length===a.length*u)for(let[m,g]of a.entries()){
let y=l.subarray(m*u,(m+1)*u),A=f("tr");A.append(f("td","",String(g)),f("td","",`${w(y[s])} ×`),f("td","",w(y[s+1])),f("td","",w(y[s+2])),da(t,y.subarray(0,s))),
A.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(A)}r.append(i,d,f("div","dsv-note",aa))}function da(t,e){let o=f("td");return o.style.
textAlign="left",o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=f("span","dsv-bar");s.style.width=`${T(160/e.length,2,18)}px`,s.style.height=`${Math.round(
7*T(n,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${w(n)}`,n>1&&(s.style.background=b(t.root,"more")),o.append(s)}),
o}function pa(t){let e=f("div","dsv-controls"),o=X(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=X(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=X(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=X(t,"ranks","number of ranks",[]),a=X(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),l=f("button","dsv-small","whole text");l.title="forget the brushed range",e.append(o.select,n.select,r.select,l);let i=f(
"canvas","dsv-load-range"),c=f("div","dsv-load"),d=f("canvas"),p=f("div","dsv-load-scroll"),h=f("canvas"),u=f("div","dsv-note"),m=f("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",p.append(h),c.append(d,p),t.body.append(e,i,c,u,m),{against:o,sort:n,panel:r,many:s,where:a,clear:l,range:i,side:d,scroll:p,
map:h,legend:u,low:m,reveal:ye(t,m),counts:C(W),rest:C(W),tokens:C(W),summary:C(S),together:C(S),parallel:C(S),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function fa(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:l,range:i,map:c,side:d}=o;for(let u of[n,r,s])t.listen(u.select,"change",a.ask);t.listen(
l,"click",()=>t.pick({query_first:-1,query_last:-1})),Go(t,i,()=>[lt,i.clientWidth-lt-4],(u,m)=>{o.dragging=un(t,u,m),t.redraw()},(u,m)=>{let[g,y]=un(t,u,m);o.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",u=>{o.hovered=mn(t,u),t.redraw()}),t.listen(c,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(c,"click",u=>{let m=mn(t,u);m&&t.pick({layer:e.get("layers")[m.row],expert:m.expert,entry:-1})}),t.listen(d,"click",u=>{
let m=Math.floor((u.clientY-d.getBoundingClientRect().top-At)/o.place.tall),g=e.get("layers")[m];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var hn=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[T(n<0?
0:n+t,0,o.length-1)]})};function un(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function mn({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-At)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<
s.length?{row:n,expert:s[r]}:null}function ro({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),l=e.
tokens(t.get("tokens")),i=o.first>=0,c=i&&t.get("against")==="rest",d=(m,g)=>oo(s[m*n+g],l[2*m],r,n),p=(m,g)=>oo(a[m*n+g],l[2*m+1],r,n),h=(m,g)=>c?d(m,g)/p(m,g):
d(m,g),u=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:l,summary:u,brushed:i,here:d,elsewhere:p,rate:h}}function ha(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:l,panel:i,clear:c,legend:d,reveal:p}=s;for(let E of[a,l,i])E.show();let h=ro(t),{facts:u,layers:m,brushed:g,rate:y,
summary:A}=h,{experts:k}=u;if(!k)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,an(t,u);let v=o.clientWidth<620?sn:we;ua(t,h,Math.max(120,o.clientWidth-
v-4)),ln(t,h,v),cn(t,h),d.replaceChildren(...dn(t,u)),fn(t,k),p();let{cell:M,tall:R,orders:q}=s.place;n.drawn={experts:k,layers:[...m],first:u.first,last:u.last,
rates:m.map((E,L)=>Array.from({length:k},(ce,ns)=>y(L,ns))),orders:q,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:m.
map((E,L)=>A[it*L+1]),cell:M,tall:R}}function ua(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:l,layers:i,counts:c}=e,{experts:d}=l,p=Math.max(4,Math.min(34,o/
d)),h=i.length>24?12:i.length>12?16:21,u=n.get("sort"),m=i.map((M,R)=>pn([...c.subarray(R*d,(R+1)*d)],u));a.place={cell:p,tall:h,orders:m};let g=eo(t),y=F(a.map,
Math.ceil(p*d)+1,g);a.scroll.style.height=`${g+(p*d>o+1?14:0)}px`,y.textBaseline="middle",y.font=O(),y.fillStyle=b(r,"quiet");let A=u==="id"?`expert 0 to ${d-1}\
 of each layer`:"each layer's experts, busiest first";y.fillText(A,1,8);let k={shades:Ae(r),ink:b(r,"ink"),paper:b(r,"panel")},v=i.indexOf(s.get("layer"));for(let[
M,R]of m.entries())for(let[q,E]of R.entries())ma(t,y,e,k,M,E,q),!(M!==v||E!==s.get("expert"))&&(y.strokeStyle=b(r,"chosen"),y.lineWidth=2,y.strokeRect(q*p,At+M*
h,Math.max(gn(p),3),h-1))}var gn=t=>Math.max(t-(t>6?1:.5),1);function ma({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:l,paper:i},c,d,p){let{cell:h,tall:u}=e.
place,m=p*h,g=At+c*u,y=gn(h),A=s(c,d);if(Number.isNaN(A)){ft(o,t,m,g,y,u-1);return}if(r[c*n.experts+d]===0){o.fillStyle=a(-1),o.globalAlpha=.15,o.fillRect(m,g,y,
u-1),o.globalAlpha=1,o.fillStyle=l,o.beginPath(),o.arc(m+y/2,g+u/2,Math.min(2,h/3),0,7),o.fill();return}if($e(o,m,g,y,u-1,A,a),h<24)return;o.fillStyle=Math.abs(
no(A))>.55?i:l,o.font=O();let k=Number.isFinite(A)?w(A,A<9.95?1:0):"new";o.fillText(k,m+(y-o.measureText(k).width)/2,g+u/2)}function ga(t){let{facts:e,layers:o,
tokens:n,summary:r,here:s}=ro(t),a=e.experts??0,l=t.model.get("kinds");return{columns:["layer","chosen by","tokens","busiest / mean","Gini",`effective experts o\
f ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(i,c)=>`expert ${c}`)],rows:o.map((i,c)=>[i,l[c]==="hash"?"table":"scores",n[2*c],...r.
subarray(it*c,it*c+5),n[2*c]>0?r[it*c+5]:null,...Array.from({length:a},(d,p)=>s(c,p))]),note:`Choices of each expert over even use (1 is even), ${e.first>=0?`to\
kens ${e.first} to ${e.last}`:"the whole text"}.`}}var ya={title:"Expert load",aria:"Choices of every expert against even use. Up and down move the layer, left \
and right the expert.",keys:{ArrowUp:t=>H(t,-1,t.model.get("layers")),ArrowDown:t=>H(t,1,t.model.get("layers")),ArrowLeft:hn(-1),ArrowRight:hn(1)},build:pa,listen:fa,
draw:ha,table:ga,symbols:(t,e)=>{let o=ro(t),n=o.layers.indexOf(t.sel.get("layer")),r=t.sel.get("expert");return n<0||r===-1?void 0:`${e==="n"?String(o.counts[n*
o.facts.experts+r]):w(o.here(n,r))} (expert ${r} of layer ${o.layers[n]})`}},yn=D(ya);var ba=17,ka=18,xa=27,Xt=14,wa=640,Q=88,Z=54,kn=18,$a=6,Aa=.42,bn=2,va="☷ the table chose, by the token's id: same token, same experts (outlined)",Ta="chosen \
by the scores of the token's state";function ve(t,e=0){let o=e*Xt+4,n=e>0&&t.length*o<=wa,[r,s]=n?[xa,o]:[ba,ka],a=p=>t[p]==="hash"?0:1,l=[...t.keys()].sort((p,h)=>a(
p)-a(h)||p-h),i=[],c=0,d=null;for(let p of l)t[p]!==d&&(c+=d===null?0:$a,i.push({band:t[p],y:c}),c+=kn,d=t[p]),i.push({index:p,y:c}),c+=s;return{rows:i,height:c,
cell:r,row:s,named:n}}function xn({rows:t,cell:e,row:o},n,r,s){let a=Math.floor(n/e),l=t.find(i=>i.index!==void 0&&r>=i.y&&r<i.y+o);return l?.index!==void 0&&a>=
0&&a<s?{token:a,index:l.index}:null}function wn({model:t,own:e}){let[o,n,r]=t.get("shape"),s=I(U(t,"weights")),a=I(U(t,"colours")),l=o*r?Math.min(Math.max(n,a.length/
o),s.length/(o*r)):0,i=e.texts(U(t,"utf8"),U(t,"lengths"));return{L:o,K:r,T:l,weights:s,codes:a,pieces:i,experts:e.ids(U(t,"experts")),layers:t.get("layers")}}function Ma({
root:t,sel:e,own:o,model:n},r,s){let a=["none","ink","quiet","chosen"],[l,i,c,d]=a.map(h=>b(t,h)),p=o.shadesOf(b(t,"ramp-low"),b(t,"ramp-high"));return{none:l,ink:i,
quiet:c,mark:d,shades:p,picked:s,kinds:n.get("kinds"),bar:`rgb(${b(t,"tint")})`,cell:o.layout.cell,tall:o.layout.row,named:o.layout.named,left:o.scroll.scrollLeft,
hover:e.get("hover_token"),expert:e.get("expert"),row:r.layers.indexOf(e.get("layer"))}}function $n(t,e,o){let{own:n}=t,r=n.scroll.clientWidth,s=Z+n.layout.height+
2,a=F(n.canvas,r,s),l=Ma(t,e,o),{left:i,quiet:c,cell:d}=l,p=Math.max(0,Math.floor(i/d)),h=Math.min(e.T-1,Math.floor((i+r-Q)/d));a.font=O(),a.textBaseline="middl\
e",a.save(),a.beginPath(),a.rect(Q,0,r-Q,s),a.clip();let u=0;for(let m=p;m<=h;m++){Na(a,e,l,m);for(let{index:g,y}of n.layout.rows)g!==void 0&&Sa(a,e,l,m,g,Z+y)&&
u++}return Oa(t,a,l,p,h),a.restore(),La(t,a,e,l),a.fillStyle=c,a.font=O(),a.fillText("layer",4,Z-8),u}function Na(t,{pieces:e},{left:o,cell:n,picked:r,hover:s,mark:a,
ink:l,quiet:i},c){t.save(),t.translate(Q+c*n-o+n/2,Z-4),t.rotate(-Math.PI/2),t.fillStyle=e[c]===e[r]?a:c===s?l:i,t.font=O(c===r),t.fillText(_(e[c]??"",8),0,0),t.
restore()}function Sa(t,e,o,n,r,s){let{L:a,K:l,codes:i,experts:c,pieces:d}=e,{left:p,none:h,mark:u,shades:m,picked:g,cell:y,tall:A}=o,k=n*a+r,v=Q+n*y-p;if(c[k*l]<
0)return t.fillStyle=h,t.beginPath(),t.arc(v+y/2,s+A/2,1.5,0,7),t.fill(),!1;let M=i[k]===255?h:m[i[k]],q=(o.named?_a:Ea)(t,e,o,k*l,r,v,s,M);return d[n]===d[g]&&
n!==g&&o.kinds[r]==="hash"&&(t.strokeStyle=u,t.lineWidth=1,t.strokeRect(v+.5,s+.5,y-1,A-1)),q}function Ea(t,{K:e,weights:o,experts:n},{cell:r,tall:s,expert:a,row:l,
mark:i},c,d,p,h,u){let m=!1,g=h+1;for(let y=0;y<e;y++){let A=o[c+y]/254*(s-2),k=a!==-1&&d===l&&n[c+y]===a;m||=k,t.fillStyle=k?i:u,t.fillRect(p+1,g,r-2,Math.max(
A-1,.5)),g+=A}return m}function _a(t,{K:e,weights:o,experts:n},r,s,a,l,i,c){let{cell:d,tall:p,expert:h,row:u,mark:m,ink:g,bar:y}=r,A=!1;t.globalAlpha=Aa,t.fillStyle=
c,t.fillRect(l+1,i+1,d-2,p-2),t.globalAlpha=1;for(let k=0;k<e;k++){let v=i+2+k*Xt,M=h!==-1&&a===u&&n[s+k]===h;A||=M,t.fillStyle=g,t.fillText(String(n[s+k]),l+4,
v+Xt/2-1),t.fillStyle=y,t.fillRect(l+2,v+Xt-1-bn,Math.max(1,o[s+k]/254*(d-4)),bn),M&&(t.strokeStyle=m,t.lineWidth=2,t.strokeRect(l+2,v,d-4,Xt-1))}return A}function Oa({
own:t,model:e},o,{left:n,ink:r,mark:s,picked:a,hover:l,row:i,cell:c},d,p){let{rows:h,height:u}=t.layout,m=(A,k,v,M)=>{o.strokeStyle=k,o.lineWidth=v,o.globalAlpha=
M,o.strokeRect(Q+A*c-n+.5,Z-1,c-1,u),o.globalAlpha=1};m(a,s,2,.55),l>=0&&m(l,r,1,.5);let g=e.get("parting");g>=d&&g<=p&&(o.strokeStyle=r,o.setLineDash([4,3]),o.
strokeRect(Q+g*c-n+.5,Z-1,.5,u),o.setLineDash([]));let y=h.find(A=>A.index===i);i<0||!y||(o.strokeStyle=s,o.lineWidth=2,o.strokeRect(Q+a*c-n,Z+y.y,c,t.layout.row))}
function La({own:t,model:e},o,{layers:n},{quiet:r,ink:s,mark:a,row:l}){for(let{index:i,band:c,y:d}of t.layout.rows){if(i===void 0){o.fillStyle=r,o.font=O(),o.fillText(
c==="hash"?va:Ta,2,Z+d+kn/2);continue}let p=e.get("attention_kinds")[i];o.fillStyle=i===l?a:s,o.font=O(i===l),o.fillText(`${n[i]} ${Y[p]??""} ${p}`,4,Z+d+t.layout.
row/2)}}var Ra="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Ca="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function qa({expert:t,score:e,chosen:o}){let n=e.map(Number),r=Math.min(...n.filter((i,c)=>o[c])),
s=t.filter((i,c)=>!o[c]),a=t.filter((i,c)=>!o[c]&&n[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let l=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${l}`}function vn(t){let{model:e,sel:o,own:n}=t,{ranking:r,caption:s,inverse:a,note:l}=n,i=[e.get("detail"),o.get("expert"),e.get("uses")];if(i.every((g,y)=>g===
n.tabled[y]))return;n.tabled=i;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
l.textContent="",Pa(t);let p=e.get("detail");if(!p?.expert){s.textContent="Click a cell for the ranking behind it.";return}let h=n.texts(U(e,"utf8"),U(e,"length\
s")),u={...p,expert:p.expert};s.append("Ranking at ",f("b","",`layer ${p.layer}, token ${p.token} “${_(h[p.token]??"",16)}”`),p.kind==="hash"?` · a table ch\
ose${qa(u)}`:` · margin of the choice ${w(p.margin,4)}`),Ia(t,u),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let m=e.get("uses")?.of?.expert===
o.get("expert");l.textContent=m?`Expert ${o.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",l.textContent+=Ca}function Ia({sel:t,own:e},o){let n=K("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...o.weight.map(a=>a??0),1e-9);o.expert.forEach((a,l)=>{let i=o.chosen[l]?w(o.weight[l],3):"",c=f("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=i?
`weight ${i}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!o.chosen[l]),c.classList.toggle("c\
ut",l>0&&o.chosen[l-1]&&!o.chosen[l]),c.classList.toggle("picked",a===t.get("expert"));let p=f("td"),h=f("span","dsv-bar");p.style.textAlign="left",h.style.width=
`${o.chosen[l]?Math.round(48*(o.weight[l]??0)/r):0}px`,p.append(h),c.append(f("td","",String(a)),f("td","",w(o.logit[l])),f("td","",w(o.score[l],3)),f("td","",w(
o.biased_score[l],3)),f("td","",i||"not chosen"),p,f("td","",w(o.norm[l]))),n.rows.append(c)});let s=f("tr");for(let a of["shared","","","","always","",w(o.shared_norm)])
s.append(f("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),n.rows.append(s),e.ranking.append(...n.table.children)}function Pa(t){let{model:e,sel:o,
own:n}=t,r=e.get("uses")??{};if(r.of?.expert!==o.get("expert"))return;let s=f("div","dsv-uses");s.append(An(t,r.of,"chosen")),r.control&&s.append(An(t,r.control,
"matched control")),n.inverse.append(s)}function An(t,e,o){let n=f("div"),r=f("ol"),s=f("div","dsv-note");s.title=o==="chosen"?"":Ra,s.append(f("b","",`expert ${e.
expert}`),` (${o}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let l=f("li");l.dataset.token=String(a.token),l.tabIndex=0,l.append(f("sp\
an","quiet",Rt(a.before.slice(-18))),f("b","",Rt(a.piece)),f("span","quiet",Rt(a.after.slice(0,18))),f("small","",` ${w(a.weight)}`));let i=()=>t.pick({token:a.
token});l.addEventListener("click",i),l.addEventListener("keydown",c=>{c.key==="Enter"&&(i(),c.stopPropagation())}),r.append(l)}return n.append(s,r),n}function Tn(t){
let e=t.model.get("detail"),o=(e?.expert??[]).map((n,r)=>[n,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...o,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Mn(t,e,o){if(!t?.expert?.length)return;let n=Math.max(0,t.expert.indexOf(e)),r=t.weight.reduce((d,p,h)=>d+(t.chosen[h]?p??0:0),0),[s,a]=[t.score[n],t.biased_score[n]],
l=t.chosen.filter(Boolean).length,i=`expert ${t.expert[n]} of layer ${t.layer}, token ${t.token}`;return{z:`${w(t.logit[n])} (${i})`,s:`${w(s,3)} (${i})`,b:`${s===
null||a===null?"–":w(a-s,3)} (${i})`,k:`${l} of layer ${t.layer}`,weight:t.chosen[n]?`${w(t.weight[n],3)} (${i}, rank ${n+1} of ${l})`:`none: ${i} was not cho\
sen`,scale:w(r,3)}[o]}function Wa(t,e,o,n,r){let s=0;for(let a=e*n;a<t.length;a+=o*n)t.subarray(a,a+n).includes(r)&&s++;return s}function Fa({body:t}){let e=f("select");e.setAttribute(
"aria-label","colour cells by");let o=f("span","dsv-legend"),n=f("span"),r=f("span","dsv-ramp"),s=f("span"),a=f("div","dsv-bar-row"),l=f("button","dsv-small","n\
ames");l.type="button",l.title="name the experts in the cells, or show more tokens",o.append(e,n,r,s),a.append(o,l);let i=f("div","dsv-grid"),c=f("div","dsv-gri\
d-stage"),d=f("canvas"),p=f("div");d.style.position="absolute",d.style.cursor="pointer",c.append(d),i.append(c,p);let h=f("table","dsv-table"),u=f("div","dsv-no\
te"),m=f("div","dsv-note"),g=f("div");return m.style.margin="4px 0 0",t.append(a,i,m,h,u,g),{choose:e,names:l,legend:o,low:n,bar:r,high:s,scroll:i,canvas:d,spacer:p,
ranking:h,note:u,caption:m,inverse:g,texts:C(nt),ids:C(jo),shadesOf:C(Et),tabled:[],layout:ve([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function Da(t){let{model:e,sel:o,own:n}=t,{choose:r,scroll:s,canvas:a,ranking:l}=n;t.listen(r,"change",()=>t.tell("colour",r.value)),t.listen(n.names,"click",()=>{
n.named=!n.named,n.lastPicked=null,t.redraw()});let i=()=>{n.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,i,{passive:!0});
t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>s.scrollWidth-2*n.layout.cell?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let c=d=>{n.hovered=
d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(a,"mousemove",d=>c(Sn(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let p=Sn(t,d);
if(!p)return;let h=e.get("layers")[p.index],u=h===o.get("layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:p.token,...u})}),t.listen(l,"click",d=>En(t,d.target.
closest("tbody tr"))),t.listen(l,"keydown",d=>{["Enter"," "].includes(d.key)&&(En(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var Nn=({model:t,
own:e})=>e.layout.rows.flatMap(o=>o.index===void 0?[]:[t.get("layers")[o.index]]);function Sn({own:t},e){let o=t.canvas.getBoundingClientRect(),n=e.clientX-o.left-
Q,r=e.clientY-o.top-Z;return n<0?null:xn(t.layout,n+t.scroll.scrollLeft,r,t.tokens)}function En(t,e){let o=Number(e?.dataset.expert??-1);o>=0&&t.pick({expert:t.
sel.get("expert")===o?-1:o})}function Ba(t){let{model:e,sel:o,root:n,own:r}=t,s=wn(t);r.tokens=s.T,r.layout=ve(e.get("kinds"),r.named?s.K:0),r.names.setAttribute(
"aria-pressed",String(r.named)),r.names.style.display=ve(e.get("kinds"),s.K).named?"":"none";let a=o.get("token"),l=a>=0&&a<s.T?a:s.T-1;Ha(t,a);let i=$n(t,s,l);
Ua(t),ja(t,s),vn(t),n.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:l,layer:o.get("layer"),detail:e.
get("detail"),highlighted:i,codes:Array.from(s.codes.slice(0,64))}}function Ha({own:t},e){let{scroll:o,spacer:n}=t,{cell:r}=t.layout,s=Q+t.tokens*r+4;if(n.style.
width=`${s}px`,n.style.height=`${Z+t.layout.height+2}px`,t.follow&&e===-1&&(o.scrollLeft=s),e!==t.lastPicked&&e>=0){let a=e*r,l=o.clientWidth-Q;(a<o.scrollLeft||
a+r>o.scrollLeft+l)&&(o.scrollLeft=a-l/2)}t.lastPicked=e}function Ua({model:t,root:e,own:o}){let{choose:n,legend:r,low:s,bar:a,high:l}=o,i=t.get("colour_options");
V(n,i.map(([p,h])=>[p,`colour: ${h}`])),n.value=t.get("colour");let c=i.find(([p])=>p===t.get("colour"))?.[2]??"",d=o.shadesOf(b(e,"ramp-low"),b(e,"ramp-high"));
a.style.background=`linear-gradient(90deg, ${d[0]}, ${d[254]})`,s.textContent=w(t.get("low")),l.textContent=`${w(t.get("high"))} ${c}`,r.title="grey: this layer\
 has no such value"}function ja({facts:t,sel:e,model:o,own:n},{L:r,K:s,T:a,experts:l,pieces:i,layers:c}){let{hovered:d}=n,p=e.get("expert"),h=c.indexOf(e.get("l\
ayer"));if(t.replaceChildren(),d){let u=(d.token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${_(i[d.token]??"",16)}”: experts `,f("b","",
l.slice(u,u+s).join(" ")))}else if(p!==-1&&h>=0){let u=Wa(l,h,r,s,p),m=f("b","",`${u} of ${a} tokens`);t.append(`expert ${p} of layer ${e.get("layer")}: `,m," (\
marked cells)")}else o.get("parting")>=0?t.append("beside another run: the text parts at token ",f("b","",`${o.get("parting")}`)," (dashed)"):t.append(`${s} exp\
erts work on each token in every layer, and the shared one besides`)}var za={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>G(t,-1,t.own.tokens),ArrowRight:t=>G(t,1,t.own.tokens),ArrowUp:t=>H(t,-1,Nn(t)),ArrowDown:t=>H(t,1,Nn(t)),Home:t=>G(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>G(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:Fa,listen:Da,draw:Ba,table:Tn,symbols:({model:t,sel:e},o)=>Mn(
t.get("detail"),e.get("expert"),o)},_n=D(za);var Ln="outside the nucleus: this run could not have drawn it",Ya="put here by a branch: outside the nucleus, this run could not have drawn it";function Ka({body:t}){
let e=f("div"),o=f("div","dsv-note"),n=f("div","dsv-drafts"),r=f("div","dsv-beside");return t.append(e,o,n,r),{list:e,draft:o,around:n,pair:r,requests:0}}var Te=t=>t.
model.get("table");function Va(t){let{model:e}=t,{draft:o}=t.own,n=Te(t);if(!n.rows)return;t.facts.replaceChildren("at position ",f("b","",`${n.token}`),Xa(n)),
Ga(t,n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${_(n.draft.word,18)}” with probability ${w(n.draft.probability,2)}, before the trunk read\
 the token before it.`:n.no_draft,s=Math.round(100*n.accepted/n.proposed),a=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${s} %).`;o.replaceChildren(
f("div","",r),f("div","",n.proposed?a:"")),Za(t,n),Ja(t),t.root.drawn={said:r,never:n.rows.filter(l=>l.drawable===!1).map(l=>l.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(l=>l.word),probabilities:n.rows.map(l=>l.probability),came:n.rows.findIndex(l=>l.came),
draft:n.draft}}function Xa(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function Ga(t,e,o){let{list:n}=t.own;if(!o.length){n.replaceChildren(f("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=f("table","dsv-table"),s=f("tbody");s.append(
...o.map(c=>Qa(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${w(e.temperature,2)}) and top-p (${w(e.top_p,2)})`,l=o.some(c=>c.drawable===!1)?
`; struck through: ${Ln.replace(":",",")}`:"",i=`Probabilities of the model itself, before temperature${a}${l}.`;n.replaceChildren(r,f("div","dsv-note",i))}function Qa(t,e,o){
let n=f("tr",`${o.came?"picked":""}${o.drawable===!1?" never":""}`),r=f("span","dsv-bar"),s=f("td"),a=f("td","",`${o.came?"✓ ":""}“${_(o.word,18)}”`),l=f(
"td");if(o.drawable===!1&&(n.title=o.came?Ya:Ln),r.style.width=`${Math.max(1,T(o.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!o.came&&e.token>0){let i=f("button","dsv-small","branch here");i.title=`Go on from position ${e.token} with “${_(o.word,40)}” inst\
ead`,i.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:o.id,n:++t.own.requests})}),l.append(i)}return n.append(a,f("td","",w(o.probability,
3)),s,l),n}function Za(t,e){let{around:o}=t.own,n=t.model.get("drafts").rows??[];o.style.display=n.some(r=>r.proposed!==null)?"":"none",o.replaceChildren(...n.map(
r=>{let s=f("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${_(r.proposed,40)}”, came “${_(r.came,40)}”`,s.append(f("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${_(r.
proposed,9)}`),f("b","",_(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function Ja(t){let{pair:e}=t.own,o=t.model.get("beside");if(e.
replaceChildren(),!o?.runs)return;let n=f("div","dsv-uses");n.append(...o.runs.map(tl));let r=`The two runs from token ${o.parting} on, darker where a token was\
 less expected:`;e.append(f("div","dsv-note",r),n)}function tl(t){let e=f("div"),o=f("div","dsv-run"),n=f("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(f("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${w(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let l=f("span",a===null?"none":"",Rt(s));l.title=a===null?"not captured":`${w(-a)} nats`,a!==null&&(l.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*et(-a,0,8)).toFixed(3)})`),o.append(l)}return t.tokens>t.words.length&&o.append(" …"),e.append(n,o),e}function el(t){let e=Te(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(o=>[o.word,o.probability,o.came?"yes":"",o.drawable===null?null:o.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var On=t=>e=>e.pick({token:Math.max(0,(Te(e).token??0)+t)}),ol={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:On(-1),ArrowRight:On(1)},build:Ka,draw:Va,table:el,symbols:(t,e)=>{let o=Te(t),
r={p:o.rows?.find(s=>s.came)?.probability,T:o.temperature,top_p:o.top_p}[e];return typeof r=="number"?`${w(r,3)} at position ${o.token}`:void 0}},Rn=D(ol);var Tt=40,Gt=16,nl=18,rl=11,Cn=[["entries",""],["window","5 3"],["sink","2 2"],["ink","8 3 2 3"]];function Mt(t,e){let{width:o,height:n,title:r,right:s=96,series:a,
ticks:l,low:i,high:c,at:d,axis:p=[],click:h}=e,u=o-Tt-s,m=n-Gt-nl,g=Math.max(...a.map(v=>v.values.length),1),y=v=>Tt+(g>1?v/(g-1):.5)*u,A=v=>Gt+(1-et(v,i,c))*m,
k=$("svg",{width:o,height:n,role:"img","aria-label":r});k.append($("text",{x:0,y:10,class:"quiet"},r));for(let[v,M]of l)k.append($("line",{x1:Tt,x2:Tt+u,y1:A(v),
y2:A(v),stroke:b(t,"line")}),$("text",{x:Tt-4,y:A(v)+3,"text-anchor":"end",class:"quiet"},M));for(let[v,M]of p)k.append($("text",{x:y(v),y:n-4,"text-anchor":"mi\
ddle",class:"quiet"},M));if(d>=0){let v={x1:y(d),x2:y(d),y1:Gt,y2:Gt+m};k.append($("line",{...v,stroke:b(t,"chosen"),"stroke-width":1.5}))}return k.append(...sl(
t,a,y,A,Tt+u)),h&&(k.style.cursor="pointer",k.addEventListener("click",v=>{let M=(v.clientX-k.getBoundingClientRect().left-Tt)/u;h(T(Math.round(M*(g-1)),0,g-1))})),
k}function sl(t,e,o,n,r){let s=[],a=[];for(let{name:i,values:c,style:d}of e){let p=c.findLastIndex(y=>!Number.isNaN(y));if(p<0)continue;let[h,u]=Cn[d%Cn.length],
m=b(t,h),g=al(c,o,n);s.push($("path",{d:g,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),a.push({name:i,stroke:m,y:n(c[p])})}a.sort((i,c)=>i.y-
c.y);let l=Gt+4;for(let{name:i,stroke:c,y:d}of a){let p=Math.max(d,l),h=$("text",{x:r+5,y:p+3},i);h.style.fill=c,s.push(h),l=p+rl}return s}function al(t,e,o){let n="",
r=!1;return t.forEach((s,a)=>{let l=!Number.isNaN(s);l&&(n+=`${r?"L":"M"}${e(a).toFixed(1)} ${o(s).toFixed(1)}`),r=l}),n}function Me(t){let e=Array.from(t).filter(
a=>Number.isFinite(a)),o=Math.floor(Math.min(0,...e)),n=Math.max(o+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((n-o)/4)),s=[];for(let a=o;a<=n;a+=r){let l=String(
Number((10**a).toPrecision(1))),i=a===0?"1":Math.abs(a)<=3?l:`1e${a}`.replace("-","−");s.push([a,i])}return{low:o,high:n,ticks:s}}var ao=40,ll='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
il=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function qn(t,e,o,n){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),l=Math.max(
...a),i=a.map(d=>Math.exp(d-l)),c=i.reduce((d,p)=>d+p,0);a.set(i.map(d=>d/c+n))}for(let s=0;s<o;s++)s&&In(r,e,e,1,n),In(r,e,1,e,n);return r}function In(t,e,o,n,r){
for(let s=0;s<e;s++){let a=r;for(let l=0;l<e;l++)a+=t[s*o+l*n];for(let l=0;l<e;l++)t[s*o+l*n]/=a}}function cl(t,e){let o=0,n=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let l=0;l<e;l++)s+=t[r*e+l],a+=t[l*e+r];o=Math.max(o,Math.abs(s-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function Pn(t,e){let{model:o,own:n}=t,
{pane:r}=n,s=S(o.get("logits")),a=S(o.get("pre")).length,{steps:l,eps:i}=o.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(f("div","dsv-m\
essage",ll)),{};let c=n.dial??l,d=qn(s,a,c,i),p=Array.from({length:ao+1},(A,k)=>cl(qn(s,a,k,i),a)),h=e<480?28:34,u=a*h+34,m=f("div","dsv-mix");m.append(pl(t,d,a,
h),fl(t,p,c,e>u+200?e-u-20:e,a*h+26));let g=r.querySelector("input")??f("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(dl(t,g,p[c],c),
m,f("div","dsv-note",hl(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:p[c].row}}function Wn(t,e){t.own.dial=e,t.redraw()}function dl(t,e,o,n){let r=f(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(ao),e.value=String(n),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>Wn(t,Number(e.value));let s=n===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${w(o.row,5)}, columns by ${w(o.column,6)}`;return r.append(e,` ${n}\
 steps${s}: ${a}`),r}function pl({root:t},e,o,n){let s=$("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=b(t,"ramp\
-low"),l=b(t,"ramp-high");for(let i=0;i<o;i++){let c=16+i*n+n/2+4;s.append($("text",{x:0,y:c},`${i} →`),$("text",{x:26+(i+.5)*n,y:10,"text-anchor":"middle"},`${i}`));
for(let d=0;d<o;d++){let p=e[i*o+d],h=ot(a,l,T(p,0,1)),u={x:26+d*n+1,y:16+i*n+1,width:n-2,height:n-2},m=$("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},w(p));
m.style.fill=_t(h),s.append($("rect",{...u,rx:3,fill:h}),m)}}return s}function fl(t,e,o,n,r){let s=l=>Math.log10(Math.max(l,1e-8)),{steps:a}=t.model.get("steps");
return Mt(t.root,{width:n,height:r,right:60,low:-8,high:1,ticks:il,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,ao].map(l=>[l,String(
l)]),series:[{name:"rows",values:Float32Array.from(e,l=>s(l.row)),style:0},{name:"columns",values:Float32Array.from(e,l=>s(l.column)),style:1}],click:l=>Wn(t,l)})}
function hl({model:t}){let{steps:e,unbalanced:o,late:n,sites:r}=t.get("steps"),s=t.get("limit");if(!o.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=o.map(([l,i,c])=>`layer ${l} ${i?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${n} of the ${r} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var P=38,io=68,Fn=20,Qt=Fn+io+8,Zt=28,lo=26,co=40,Jt=85,ul=(t,e,o)=>T(Math.floor(t/e*o),0,o-1),Ct=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function qt(t,e){let o=t.model.get("layers"),n=T(e,0,o.length-1);t.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function Dn(t,e){
let{model:o,own:n}=t,[r,s,a]=[S(o.get("pre")),S(o.get("post")),S(o.get("comb"))],l=w(e.sinkhorn_error,4);n.matrix.replaceChildren(ml(t,r,s,a)),n.words.replaceChildren(
f("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),f("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${l}`),f("div","","bar in a cell: nine in ten tokens of the run")),n.norms.replaceChildren(yl(t,e)),n.strip.replaceChildren(bl(t,r.length));
let i=Array.from(S(o.get("exchange")));return{pre:Array.from(r),comb:Array.from(a),post:Array.from(s),exchange:i}}function ml(t,e,o,n){let r=e.length,s=`rgb(${b(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.toFixed(2)).join(" ")}`,l=$("svg",{width:Qt+r*P+4,height:Zt+r*P+46,role:"img","aria-label":a}),i=Fn+io;l.
append($("text",{x:i,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),$("text",{x:Qt+r*P/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<r;c++){let d=Zt+c*P,p=T(e[c],0,1)*(io-36);l.append($("text",{x:2,y:d+P/2+4},`${c} →`.slice(0,3)),$("rect",{x:i-p,y:d+11,width:Math.max(p,.5),height:P-
22,fill:s}),$("text",{x:i-p-3,y:d+P/2+4,"text-anchor":"end"},w(e[c])),$("text",{x:Qt+c*P+P/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)l.append(
...gl(t,n[c*r+g],r,c,g));let h=T(o[c]/2,0,1)*22,u=Qt+c*P,m=Zt+r*P+6;l.append($("rect",{x:u+8,y:m,width:P-16,height:Math.max(h,.5),fill:s}),$("text",{x:u+P/2,y:m+
h+12,"text-anchor":"middle"},w(o[c])))}return l.append($("text",{x:i,y:Zt+r*P+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),l}function gl({root:t,model:e},o,n,r,s){
let a=Qt+s*P,l=Zt+r*P,i=ot(b(t,"ramp-low"),b(t,"ramp-high"),T(o,0,1)),c=_t(i),d=$("rect",{x:a+1,y:l+1,width:P-2,height:P-2,rx:3,fill:i}),p=$("title",{},`comb[fr\
om ${r}, to ${s}] = ${w(o,4)}`),h=$("text",{x:a+P/2,y:l+P/2+4,"text-anchor":"middle"},w(o));h.style.fill=c,d.append(p);let u=S(e.get("spread"));if(!u.length)return[
d,h];let m=M=>a+4+T(M,0,1)*(P-8),[g,y,A]=[0,1,2].map(M=>u[M*n*n+r*n+s]);p.textContent+=`; over the run 5 % ${w(g,3)}, middle ${w(y,3)}, 95 % ${w(A,3)}`;let k={x1:m(
g),x2:Math.max(m(A),m(g)+1),y1:l+P-6,y2:l+P-6},v={x1:m(y),x2:m(y),y1:l+P-8,y2:l+P-4};return[d,$("line",{...k,stroke:c,opacity:.55}),$("line",{...v,stroke:c}),h]}
function yl({root:t,model:e},o){let n=S(e.get("norm"));if(Number.isNaN(n[0]))return f("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.
max(...n,1e-9),s=20+n.length*15,a=$("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),l=o.layer?`stream norms after layer ${o.layer-1}`:
"stream norms after the embedding";return a.append($("text",{x:0,y:12,class:"quiet"},l)),n.forEach((i,c)=>{let d=18+c*15,p=i/r*90;a.append($("text",{x:0,y:d+9},
`${c}`),$("rect",{x:12,y:d,width:Math.max(p,.5),height:11,fill:`rgb(${b(t,"tint")})`}),$("text",{x:16+p,y:d+9},w(i,1)))}),a}function bl(t,e){let{model:o,body:n,
root:r}=t,s=S(o.get("exchange")),a=o.get("layers").length,l=Math.max(200,n.clientWidth-2),i=Math.max(...s.filter(m=>!Number.isNaN(m)),.001),c=b(r,"line"),d=$("s\
vg",{width:l,height:Jt+17,role:"img","aria-label":"all sites"}),p=w(1-1/e),h=`share that comes from other streams, at each site (tallest ${w(i,3)}; evenly mixed\
 would be ${p})`;d.append($("text",{x:0,y:10,class:"quiet"},h),$("text",{x:0,y:co+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let m=0;m<a;m++)d.append(...kl(t,m,l/a,i));for(let m of[co+.5,Jt+.5])d.append($("line",{x1:0,x2:l,y1:m,y2:m,stroke:c}));return d.addEventListener("clic\
k",m=>{qt(t,ul(m.clientX-d.getBoundingClientRect().left,l,a))}),d}function kl(t,e,o,n){let{model:r,root:s}=t,a=r.get("layers"),l=S(r.get("exchange"))[e],i=S(r.get(
"largest_pre"))[e],c=!Number.isNaN(l),d=c?T(l/n,0,1)*lo:lo,p=T(i,0,1)*lo,h=e*o,u=e===Ct(t)?b(s,"chosen"):`rgb(${b(s,"tint")})`,m={x:h+1,width:Math.max(o-2,1),opacity:e%
2?.6:1},g=$("g",{class:"step"});g.append($("rect",{x:h,y:0,width:o,height:Jt+17,fill:"transparent"}),$("rect",{...m,y:co-d,height:Math.max(d,.7),fill:c?u:"none",
stroke:c?"none":b(s,"line"),"stroke-dasharray":"2 3"})),c&&g.append($("rect",{...m,y:Jt-p,height:Math.max(p,.7),fill:u}));let y=e-a.indexOf(a[e]),A=`layer ${a[e]}\
, ${y?"experts":"attention"}`,k=`${w(l,3)} from other streams, largest pre ${w(i,3)}`;return g.append($("title",{},`${A}: ${k}`)),y||o<=9&&a[e]%5?[g]:[$("text",
{x:h+1,y:Jt+13,class:"quiet"},`${a[e]}`),g]}var xl=["Sinkhorn, as run","row softmax","unconstrained"],wl='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
$l="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Al="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Ne=40,vl=96,Se=16;function Tl({first:t,last:e,gap:o}){return o<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${o} was not captured.`}function Bn(t,e){let{model:o,root:n,own:r}=t,s=o.get("layers"),a=s.length,l=o.get("variants").length,i=S(o.get("product")),
c=(v,M)=>i.slice((v*l+M)*a,(v*l+M+1)*a),d=v=>xl.map((M,R)=>({name:M,values:c(v,R),style:R})),p=S(o.get("pre")).length,h=s.flatMap((v,M)=>M===s.indexOf(v)?[[M,`${v}`]]:
[]),u={width:e,height:92,at:Ct(t),axis:h,click:v=>qt(t,v)},m=`${Tl(o.get("product_facts"))} ${$l}`;r.pane.replaceChildren(Mt(n,{...u,...Me(i.slice(0,l*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),Mt(n,{...u,low:1,high:p,ticks:[1,p].map(v=>[v,String(v)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),Mt(n,{...u,...Me(i.slice(2*l*a).filter(v=>v>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),f("div","dsv-note",Number.isNaN(c(0,1)[a-1])?wl:m));let[g,y,A,k]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(v=>Array.from(v));return{gain:g,
free:y,rank:A,second:k}}function Hn(t,e){let{model:o,root:n,own:r}=t,{layers:s,pairs:a}=o.get("stream_facts");if(!s)return r.pane.replaceChildren(f("div","dsv-m\
essage",Al)),{};let l=S(o.get("stream_norm")),i=S(o.get("stream_cosine")),c=s.length,d=l.length/c,p=l.map(u=>Math.log10(u)),h=Mt(n,{width:e,height:150,...Me(p),
title:"norm of each stream after every layer (log scale)",axis:s.map((u,m)=>[m,u<0?"emb":String(u)]),at:s.indexOf(o.get("facts").layer),click:u=>{s[u]>=0&&t.pick(
{layer:s[u],expert:-1,entry:-1})},series:Array.from({length:d},(u,m)=>({name:`stream ${m}: ${w(l[(c-1)*d+m],1)}`,style:m,values:Float32Array.from({length:c},(g,y)=>p[y*
d+m])}))});return r.pane.replaceChildren(h,Ml(t,i,c,a,e)),{norms:Array.from(l),cosines:Array.from(i)}}function Ml({root:t},e,o,n,r){let s=(r-Ne-vl)/o,a=24+n.length*
Se,l=$("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});l.append($("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let i=b(t,"ramp-low"),c=b(t,"ramp-high");for(let[d,p]of n.entries()){let h=Se+d*Se;l.append($("text",{x:Ne-6,y:h+11,"text-anchor":"\
end"},p));for(let u=0;u<o;u++){let m=e[u*n.length+d],g=ot(i,c,Math.abs(T(m,-1,1)));if(l.append($("rect",{x:Ne+u*s+1,y:h,width:Math.max(s-2,1),height:Se-2,rx:2,fill:g})),
s<=26)continue;let y=$("text",{x:Ne+(u+.5)*s,y:h+11,"text-anchor":"middle"},w(m));y.style.fill=_t(g),l.append(y)}}return l}var Nl={product:Bn,dial:Pn,streams:Hn};function Sl({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","picture"),o.append(z("site","one site"),z("pr\
oduct","all sites together"),z("dial","Sinkhorn dial"),z("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(o);let n=f("div","dsv-mix"),r=f(
"div"),s=f("div"),a=f("div","dsv-note"),l=f("div"),i=f("div"),c=f("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,l),n.append(r,s),e.
append(n,i,c),{choose:o,mix:n,matrix:r,words:a,norms:l,strip:i,pane:c,dial:null}}function El(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function _l(t){let{model:e,facts:o,body:n,root:r,own:s}=t,a=e.get("facts");if(!S(e.get("pre")).length)return;o.replaceChildren(f("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,f("b","",`“${_(a.piece??"",16)}”`));let l=e.get("picture"),i=l==="site";s.choose.value=l,s.mix.style.
display=s.strip.style.display=i?"":"none",s.pane.style.display=i?"none":"";let c=i?Dn(t,a):Nl[l](t,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:l,...d,...c,at:performance.now()}}function Ol({model:t}){let e=t.get("facts"),o=["pre","post","comb","norm"],[n,r,s,a]=o.map(c=>S(t.get(
c))),l=n.length;return{columns:["from stream","pre",...Array.from({length:l},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...s.slice(d*l,d*l+l),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}function Ll({model:t},e){let o=t.
get("facts"),n=["pre","post","comb"],[r,s,a]=n.map(d=>Array.from(S(t.get(d)))),l=`layer ${o.layer}, at ${o.site?"the experts":"attention"}, token ${o.token}`,i=d=>`${d.
map(p=>w(p)).join(", ")} for streams 0 to ${r.length-1} (${l})`,c={pre:r,post:s,comb:a.filter((d,p)=>p%(r.length+1)===0)};return r.length&&e in c?i(c[e]):void 0}
var Un=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").token??0)+t)}),Rl={title:"Residual streams",aria:"How the residual streams are mixed. Up and down mo\
ve through the layers' sites, left and right the token.",keys:{ArrowUp:t=>qt(t,Ct(t)-1),ArrowDown:t=>qt(t,Ct(t)+1),ArrowLeft:Un(-1),ArrowRight:Un(1)},build:Sl,listen:El,
draw:_l,table:Ol,symbols:Ll},jn=D(Rl);var Yn=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Cl({body:t}){let e=f("div","dsv-note"),o=f("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var It=t=>t.model.get("table"),zn=t=>(It(t).rows??[]).map(e=>e.layer);function ql(t){let{words:e,grid:o}=t.own,n=It(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",f("b","",`${n.token} “${_(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=K("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>Il(t,s,n.trusted))),o.replaceChildren(...r.table.children),t.root.drawn={token:n.token,words:n.rows.
map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function Il(t,e,o){let n=f("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=f("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>Pl(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(Wl(e)),n.append(f("td","",e.layer<0?"embedding":`${e.layer} ${Y[e.kind]??""}`),f("td","dsv-line",
Yn(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Pl(t,e,o){let n=o===0&&e.agree,r=f("span",`d\
sv-chip${n?" agree":""}`);return r.style.background=`rgba(${b(t.root,"tint")}, ${.08+.5*T(e.probabilities[o],0,1)})`,r.append(`${n?"✓ ":""}${_(e.words[o],14)}\
 `,f("small","",w(e.probabilities[o]))),r}function Wl(t){let e=f("div","dsv-alone");return t.streams.forEach(([o,n],r)=>{let s=f("span","",`${r}: ${_(o,10)} ${w(
n)}`);s.title=`stream ${r} alone: “${o}” ${w(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function Fl(t){let e=It(t);return{columns:["laye\
r","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,Yn(o.trust,0),o.words[0],o.probabilities[0],
o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Dl={title:"Lens",aria:"What each layer would answer. Up and down move the l\
ayer, left and right the token.",keys:{ArrowUp:t=>H(t,-1,zn(t)),ArrowDown:t=>H(t,1,zn(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(It(t).token??0)-1)}),ArrowRight:t=>t.
pick({token:(It(t).token??0)+1})},build:Cl,draw:ql,table:Fl,symbols:(t,e)=>{let o=It(t).rows?.find(r=>r.layer===t.sel.get("layer"));if(!o)return;let n=`${w(o.probabilities[0],
3)} for “${_(o.words[0],16)}” after layer ${o.layer}`;return e==="p"?n:String(o.layer)}},Kn=D(Dl);function te(t,e,o){let n=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),r=[1,2,5,10].map(a=>a*n).find(a=>(e-t)/a<=o)??n*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function Pt(t,e,o,n,r){let s=$("svg",{width:e,height:o,role:"img"}),a=b(t,"line");return s.append($("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
$("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),$("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},n),$("text",{x:2,y:9,class:"quiet"},r)),s}var B=54,ee=13,ct=ee+2,mt=150,Hl=[96,480];function po(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${N(1/t)}`:"none"}var Ul=(t,e,o)=>e*(o/e)**((t-1)/249),
oe=({body:t})=>Math.max(160,t.clientWidth-B-4);function _e(t,e){let o=t.own.overview.getBoundingClientRect(),n=e.clientY-o.top;return{x:T((e.clientX-o.left-B)/oe(
t),0,1),y:T((n-ct)/mt,0,1),inStrip:n<ee}}function uo({tokens:t,across:e},o,n){return[o.x,n.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function mo({
tokens:t,across:e},o,n){let r=[o.x,n.x].sort((m,g)=>m-g),s=[o.y,n.y].sort((m,g)=>m-g),[a,l]=r.map(m=>Math.min(t,Math.round(m*e))),[i,c]=s.map(m=>Math.round(m*t));
if(l-a>=8&&c-i>=2)return[i,c,a,l];let[d,p]=Hl.map(m=>Math.min(t,m)),h=Math.round(T((i+c)/2-d/2,0,t-d)),u=Math.round(T((a+l)/2-p/2,0,t-p));return[h,h+d,u,u+p]}function Xn(t,e,o,n,r){
let s=I(t),a=new ImageData(o,e),l=Array.from({length:251},(c,d)=>Ue(n,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...l[c],255],4*d)});let i=Ot(o,e);return dt(
i).putImageData(a,0,0),{off:i,codes:s}}function Gn(t,e){let{root:o,model:n,own:r}=t,s=oe(t),[a,l]=e.shape,i=F(r.overview,B+s+2,ct+mt+14),c=["ramp-low","ramp-hig\
h"].map(g=>b(o,g)),{off:d,codes:p}=r.pixels(n.get("overview"),a,l,c[0],c[1]),h=g=>B+g/e.across*s,u=g=>ct+g/e.tokens*mt,m=()=>{i.beginPath(),i.moveTo(h(0),u(0)),
i.lineTo(h(e.tokens),u(e.tokens)),i.lineTo(h(0),u(e.tokens)),i.closePath()};i.fillStyle=b(o,"paper"),m(),i.fill();for(let g=0;g<a;g++)p[g*l]===255&&ft(i,o,B,ct+
g*mt/a,s*(g+1)/a,mt/a+.5);i.imageSmoothingEnabled=!1,i.drawImage(d,B,ct,s,mt),i.strokeStyle=b(o,"line"),m(),i.stroke(),jl(t,i,h,s),zl(t,i,e,h,u,s),Yl(t,i,e,h,u),
r.legend.replaceChildren(...Kl(t,e))}function jl({root:t,model:e,sel:o,own:n},r,s,a){let l=I(e.get("breaks"));r.fillStyle=b(t,"line"),r.fillRect(B,1,a,ee-3);let i=b(
t,"ink"),c=b(t,"quiet");l.forEach((m,g)=>{if(!m)return;let y=m===2;r.fillStyle=y?i:c,r.fillRect(B+g*a/l.length,y?1:5,1.2,ee-(y?3:7))});let[d,p]=n.span??[o.get("\
query_first"),o.get("query_last")];if(d<0)return;let[h,u]=[Math.min(d,p),Math.max(d,p)];r.fillStyle=b(t,"chosen"),r.fillRect(s(h),1,Math.max(2,s(u+1)-s(h)),ee-3)}
function zl({root:t},e,{tokens:o},n,r,s){e.font=O(),e.textBaseline="middle",e.fillStyle=b(t,"quiet"),e.fillText("text",4,7);for(let a of te(0,o,Math.min(8,Math.
max(6,Math.floor(s/90))))){let l=e.measureText(N(a)).width;e.fillText(N(a),T(n(a)-l/2,B,B+s-l),ct+mt+8)}for(let a of te(0,o,5)){let l=e.measureText(N(a)).width;
e.fillText(N(a),B-l-4,T(r(a),ct+5,ct+mt-4))}e.textAlign="right",e.fillText("queries down, positions across",B+s-2,ct+8),e.textAlign="left"}function Yl({root:t,model:e,
sel:o,own:n},r,s,a,l){let[i,c,d,p]=n.dragging??e.get("shown_region");r.strokeStyle=b(t,"chosen"),r.lineWidth=1.5,r.strokeRect(a(d),l(i),Math.max(3,a(p)-a(d)),Math.
max(3,l(c)-l(i))),r.lineWidth=1;let h=o.get("token");h<0||h>=s.tokens||(r.strokeStyle=b(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),l(h+.5)),r.lineTo(
a(h),l(h+.5)),r.stroke(),r.setLineDash([]))}function Kl({root:t,model:e},o){let n=f("span","dsv-ramp"),r=`linear-gradient(90deg, ${b(t,"ramp-low")}, ${b(t,"ramp\
-high")})`;Object.assign(n.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=o.every>1?` · hatched: not kept (every ${o.every}th prompt\
 query is)`:"";return[`share of the possible picks: ${po(e.get("low"))} `,n,` ${po(e.get("high"))}`,` · plain: none · above the diagonal: future${s} · drag: a\
 region, in the strip: a needle`]}function Qn({model:t},e,{x:o,y:n}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(n*r)),l=I(t.get("overview"))[a*s+Math.min(s-1,Math.
floor(o*s))],i=`queries near ${N(n*e.tokens)}, positions near ${N(o*e.across)}: `;if(l===254)return[i,f("b","","future")];if(l===255)return[i,f("b","","not kept")];
if(l===0)return[i,f("b","","none picked")];let c=po(Ul(l,t.get("low"),t.get("high")));return[i,f("b","",`${c} picked`)]}function Zn(t){let e={none:0,future:0,unknown:0,
picked:0};for(let o of t)o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var Wt=2,Jn=t=>T(t*4,24,120),go=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function yo(t,e){let{model:o,own:n}=t,r=n.detail.getBoundingClientRect(),
[s,a,l,i]=o.get("shown_region"),c=(e.clientY-r.top-Wt)/Jn(a-s)*(a-s),d=s+Math.floor(c),p=l+(e.clientX-r.left-B)/oe(t)*(i-l),h=Math.floor(p/o.get("facts").rate);
return d>=s&&d<a&&p>=l&&p<i?{query:d,entry:h}:null}var bo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,tr=t=>bo(t)?t.sel.get("entry"):-1;function Vl(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return bo(t)&&e>=0?e:tr(t)}function Ft(t,e,o){t.own.hoveredEntry=e;let n=o===
void 0?{}:{hover_token:o};t.hover({hover_entry:bo(t)?e:-1,...n}),t.redraw()}function er(t,e){let{model:o,root:n,sel:r,own:s}=t,[a,l,i,c]=o.get("shown_region"),d=oe(
t),p=Jn(l-a),h=p/(l-a),u=e.rate/(c-i)*d,m=Math.max(1.5,u-(u>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=s.ints(o.get("marks")),A=y[0]!==-1,k=F(s.detail,B+d+2,p+4),v=L=>B+
(L-i)/(c-i)*d,M=L=>Wt+(L-a)*h;k.fillStyle=b(n,"paper"),k.fillRect(B,Wt,d,p),k.fillStyle=b(n,"panel");for(let L=a;L<Math.min(l,c-1);L++)k.fillRect(Math.max(B,v(Math.
floor((L+1)/e.rate)*e.rate)),M(L),d,h+.5);k.save(),k.beginPath(),k.rect(B,Wt,d,p),k.clip();let R=Et(b(n,"ramp-low"),b(n,"ramp-high"));for(let L=0;A&&L<y.length;L+=
3)k.fillStyle=go(R,y[L+2],e.topk),k.fillRect(v(y[L+1]*e.rate),M(y[L]),m,g);k.restore(),k.strokeStyle=b(n,"line"),k.strokeRect(B,Wt,d,p),k.strokeStyle=b(n,"chose\
n");let q=r.get("token")>=0?r.get("token"):e.tokens-1;q>=a&&q<l&&(k.lineWidth=1.5,k.strokeRect(B,M(q)-.5,d,Math.max(3,g+1)),k.lineWidth=1);let E=tr(t)*e.rate;return E>=
Math.max(0,i)&&E<c&&k.strokeRect(v(E),Wt,Math.max(3,m),p),k.fillStyle=b(n,"quiet"),k.font=O(),k.textBaseline="middle",k.fillText(N(a),4,8),p>30&&k.fillText(N(l-
1),4,p-4),s.caption.textContent=Xl(o.get("shown_region"),A),A?y:new Int32Array(0)}function Xl(t,e){let[o,n,r,s]=t,a=`positions ${N(r)} to ${N(s-1)}`;return e?`T\
he region: ${`queries ${N(o)} to ${N(n-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw one by one; drag a smaller\
 one. Its text, ${a}:`}function or(t,e){let{model:o,own:n}=t,{text:r}=n,s=n.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],l=Vl(t);if(n.textOf.
pieces!==s&&(r.replaceChildren(...s.flatMap((d,p)=>Gl(d,a+p))),n.textOf={pieces:s,entry:null}),n.textOf.entry===l)return;n.textOf.entry=l;for(let d of r.querySelectorAll(
".own, .before"))d.className="";if(l<0)return;for(let d=(l-1)*e.rate;d<(l+1)*e.rate;d++){let p=r.children[2*(d-a)];d>=a&&p&&(p.className=d<l*e.rate?"before":"ow\
n")}let i=r.querySelector(".own");if(!i)return;let c=i.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function Gl(t,e){let o=f("span",
"",rt(t)||"∅");return o.title=`token ${e}`,[o,f("wbr")]}function nr(t,e,{query:o,entry:n}){let r=-1;for(let i=0;i<e.length;i+=3)e[i]===o&&e[i+1]===n&&(r=e[i+2]);
let s=n<Math.floor((o+1)/t.rate),a=`${N(Math.max(0,(n-1)*t.rate))} to ${N((n+1)*t.rate-1)}`,l=r>=0?`picked, rank ${r+1}`:s?"not picked":"not complete yet";return[
`query ${N(o)}, entry ${N(n)} (tokens ${a}): `,f("b","",l)]}var Oe=66,ne=17,gt=16,ti="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function rr(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function sr(t,e){let{model:o,
own:n}=t,r=o.get("needle_facts"),s=f("div","dsv-note");if(n.low.append(s),r.first===void 0)return s.textContent=ti,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";s.append(f("b","",`“${st(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let l=f("div","dsv-note"),i=o.get("layers").map(
(c,d)=>`layer ${c} ${rr(r.ranks[d])}`);return l.append(`At token ${N(r.asked)} “${_(r.asked_piece,16)}”: `,f("b","",i.join(", ")),". The steps on top count \
the layers that picked it."),n.low.append(ei(t,e,r),l),{needle:[r.first,r.last],ranks:r.ranks}}function ei(t,e,o){let{model:n,body:r,root:s}=t,a=n.get("layers"),
l=e.tokens-o.from,i=Math.max(200,r.clientWidth-4),c=i-Oe-4,d=ne+a.length*gt,p=f("canvas"),h=F(p,i,d+17);p.setAttribute("role","img"),p.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font=O(),h.textBaseline="middle",h.fillStyle=b(s,"quiet"),h.fillText("layers",4,8),oi(t,h,e,l,c);
for(let[m,g]of a.entries())h.fillStyle=b(s,g===e.layer?"chosen":"ink"),h.fillText(`layer ${g} ▤`,4,ne+7+m*gt),h.strokeStyle=b(s,"line"),h.strokeRect(Oe,ne+m*gt,
c,gt-2);let u=m=>Oe+(m-o.from)/Math.max(l,1)*c;h.fillStyle=b(s,"quiet");for(let m of te(o.from,e.tokens,8))h.fillText(N(m),Math.min(u(m),i-40),d+7);return o.asked<
o.from||(h.strokeStyle=b(s,"chosen"),h.lineWidth=1.5,h.strokeRect(u(o.asked)-1,ne-2,Math.max(3,c/l),a.length*gt+2)),p}function oi({model:t,root:e,own:o},n,r,s,a){
let l=o.found(t.get("needle")),i=t.get("layers").length,c=l.length/i,d=Et(b(e,"ramp-low"),b(e,"ramp-high"));for(let p=0;p<c;p++){let h=Oe+p*a/c,u=a/c+.3,m=s>=c||
p*s/c%1<s/c,g=0;for(let A=0;A<i;A++){let k=l[A*c+p],v=ne+A*gt;Number.isNaN(k)?m&&ft(n,e,h,v,u,gt-2):k>=0&&(g++,n.fillStyle=go(d,k,r.topk),n.fillRect(h,v,u,gt-2))}
let y=12*g/i;n.fillStyle=b(e,"entries"),n.fillRect(h,14-y,u,y)}}function ar({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],
rows:t.get("layers").map((o,n)=>[o,e.ranks[n]<0?rr(e.ranks[n]):e.ranks[n]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function ir(t,e){let{model:o,own:n}=t,r=o.get("overlap_facts"),s=f("div","dsv-note");if(n.low.append(s),!r.compared){let p=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${p} all complete entries are picked.`,{}}let a=`all ${N(r.pairs)} pairs`,l=`${N(r.compared)} of ${N(r.pairs)}\
 pairs, evenly spaced`;s.append(f("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${w(r.mean[0])}, control ${w(r.mean[1])};\
 ${r.compared<r.pairs?l:a}.`);let i=f("div","dsv-columns"),c=f("div");c.append(f("div","dsv-note","the same queries, other layers"),ri(t)),i.append(ni(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return n.low.append(i,f("div","dsv-note",d),
si(t,e,r)),{overlap:r.mean,stable:r.rows.map(p=>p.entry),compared:r.compared}}function ni(t,e){let{model:o,body:n,root:r,own:s}=t,a=s.lines(o.get("overlap")),l=a.
length/2,i=T(n.clientWidth-320,260,560),c=120,d=Pt(r,i,c,"position","overlap"),p=u=>42+u/(l-1)*(i-50),h=u=>c-18-u*(c-34);return d.append(...lr(a.subarray(0,l),p,
h,`rgb(${b(r,"tint")})`,"none"),...lr(a.subarray(l),p,h,b(r,"chosen"),"4 3"),$("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),$("text",{x:36,y:h(
0),"text-anchor":"end",class:"quiet"},"0"),$("text",{x:i-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${w(e.mean[0])}\
, control ${w(e.mean[1])}`),d}function lr(t,e,o,n,r){let s="",a=!1;return t.forEach((l,i)=>{let c=!Number.isNaN(l);c&&(s+=`${a?"L":"M"}${e(i).toFixed(1)} ${o(l).
toFixed(1)}`),a=c}),s?[$("path",{d:s,fill:"none",stroke:n,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function ri(t){let{model:e,root:o,own:n}=t,r=e.get("laye\
rs"),s=n.table(e.get("layer_table")),a=f("table","dsv-table"),l=f("tr");l.append(f("th","","layers"),...r.map(i=>f("th","",String(i)))),a.append(l);for(let[i,c]of r.
entries()){let d=f("tr");d.append(f("th","",String(c)));for(let p of s.subarray(i*r.length,(i+1)*r.length)){let h=f("td","",w(p)),u=(.6*p).toFixed(2);Number.isNaN(
p)||(h.style.background=`rgba(${b(o,"tint")}, ${u})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function si(t,e,o){
let n=f("table","dsv-table"),r=f("tbody");n.append(r);for(let s of o.rows){let a=f("tr");a.append(f("td","",`entry ${N(s.entry)}`),f("td","",`${Math.round(100*s.
share)} % of ${N(s.could)}`),f("td","dsv-context",`“${st(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return n}
function cr({model:t,own:e},o){let n=t.get("overlap_facts");if(!n.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${w(n.mean[0],4)}, control ${w(n.mean[1],4)}.`;return{columns:["layer",...r.map(l=>`overlap with layer ${l}`)],rows:r.map((l,i)=>[l,...s.
subarray(i*r.length,(i+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var ai=6;function dr(t,e){let{model:o,own:n}=t,r=o.get("rank"),s=n.entries(o.get("rank_entry")),a=n.scores(o.get("rank_score")),l=f("div","dsv-note");if(n.low.append(
l),!s.length)return l.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&l.append(
f("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),l.append(f("b","",`How token ${N(
r.query)} “${_(r.piece,16)}” ranked its past`),`: ${r.picked} of ${N(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${w(r.margin,4)}`,r.window===null?"":`; ${w(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let i=f("div","dsv-columns");return i.append(ii(t,e,r,s,a),ci(t,e,r,s)),n.low.append(i,f("div","dsv-note",li(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function li(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function ii(t,e,o,n,r){let{body:s,root:a}=t,l=T(s.clientWidth-300,260,520),i=128,c=n.length,d=Math.min(...r,
0),p=Math.max(...r),h=y=>44+(y+.5)/c*(l-52),u=y=>i-20-(y-d)/Math.max(p-d,1e-9)*(i-38),m=T((l-52)/c*.8,1.5,7),g=Pt(a,l,i,"rank","score");if(r.forEach((y,A)=>{let k=A>=
o.picked,v=$("rect",{x:h(A)-m/2,y:u(y)-3,width:m,height:6,fill:k?"none":`rgb(${b(a,"tint")})`,stroke:k?b(a,"quiet"):"none"});v.append($("title",{},`rank ${A+1}:\
 entry ${n[A]}, score ${w(y,4)}${k?", left out":""}`)),v.style.cursor="pointer",v.addEventListener("click",()=>t.pick({entry:n[A],layer:e.layer})),v.addEventListener(
"mouseenter",()=>Ft(t,n[A])),v.addEventListener("mouseleave",()=>Ft(t,-1)),g.append(v)}),c>o.picked){let y=(h(o.picked-1)+h(o.picked))/2,A={x1:y,y1:12,x2:y,y2:i-
18,stroke:b(a,"chosen")};g.append($("line",{...A,"stroke-dasharray":"4 3"}),$("text",{x:y+3,y:21},"cut"))}return g.append($("text",{x:36,y:u(p)+4,"text-anchor":"\
end",class:"quiet"},w(p,1)),$("text",{x:36,y:i-18,"text-anchor":"end",class:"quiet"},w(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} p\
icked`),g}function ci(t,e,o,n){let r=f("table","dsv-table"),s=f("tbody");r.append(s);for(let[a,l]of o.texts.slice(0,ai).entries()){let i=f("tr");i.append(f("td",
"",String(a+1)),f("td","",`entry ${N(n[a])}`),f("td","dsv-context",`“${st(l,44)}”`)),i.addEventListener("click",()=>t.pick({entry:n[a],layer:e.layer})),s.append(
i)}return r}function pr({model:t,own:e},o){let n=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<n.picked?"picked":"left out",n.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${n.query}: ${n.visible}\
 entries were complete.`}}function fr({model:t,own:e},o){let n=t.get("rank"),r=e.scores(t.get("rank_score")),s=e.entries(t.get("rank_entry"));if(!s.length)return;
let a=`${w(r[n.picked-1],3)} of the last that was picked`;return{score:`${w(r[0],3)} of the best, entry ${s[0]}; ${a} (token ${n.query})`,k:`${t.get("facts").topk}\
; picked were ${n.picked}`,n:`${N(n.visible)} at token ${N(n.query)}`}[o]}function ko({model:t,own:e}){let o=e.probed(t.get("probes")),n=e.recalls(t.get("recall"));return{probes:o,values:n,heads:o.length?n.length/o.length:0}}function hr(t,e){
let{model:o,own:n}=t,{probes:r,values:s,heads:a}=ko(t),l=f("div","dsv-note",o.get("recall_note"));if(!r.length)return o.get("can_measure")&&l.replaceChildren(...di(
t)),n.low.append(l),{recall:null};let i=Array.from({length:a},(d,p)=>{let h=s.filter((u,m)=>m%a===p&&!Number.isNaN(u));return h.length?h.reduce((u,m)=>u+m,0)/h.
length:Number.NaN}),c=f("div","dsv-note");return c.append(f("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),n.low.append(c,l,pi(t,i)),{recall:i,probes:Array.from(r)}}function di(t){let e=f("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function pi(t,e){let{body:o,root:n}=t,{probes:r,values:s,heads:a}=ko(t),l=T(o.clientWidth-20,260,760),i=140,c=Pt(n,l,
i,"head","covered"),d=h=>46+(h+.5)/a*(l-54),p=h=>i-20-h*(i-36);c.append($("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),$("text",{x:36,y:p(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,u]of e.entries()){r.forEach((y,A)=>{let k=s[A*a+h];if(Number.isNaN(k))return;let v=$("circle",{cx:d(h),cy:p(k),
r:2.2,fill:`rgba(${b(n,"tint")}, 0.55)`});v.append($("title",{},`head ${h}, token ${y}: ${w(100*k,1)} %`)),c.append(v)});let m={x1:d(h)-8,x2:d(h)+8,y1:p(u),y2:p(
u),stroke:b(n,"chosen")};Number.isNaN(u)||c.append($("line",{...m,"stroke-width":2}));let g={x:d(h),y:i-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
$("text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>w(h)).join(", ")}`),c}function ur(t,e){let{probes:o,values:n,heads:r}=ko(
t);return o.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(o,(s,a)=>[s,...n.subarray(a*r,(a+1)*r)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var fi={rank:dr,overlap:ir,recall:hr,needle:sr},hi={overlap:cr,recall:ur,needle:ar};function ui(t){let e=f("div","dsv-picks"),o=f("div","dsv-controls"),n=f("sel\
ect");n.setAttribute("aria-label","layer");let r=X(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["rec\
all","below: recall of full attention"],["needle","below: a needle"]]),s=f("button","dsv-small","random control");s.title="every query gets the distances back o\
f another query: the same recency, other words";let a=f("span","dsv-tiled");o.append(n,r.select,s,a);let l=f("canvas"),i=f("div","dsv-note"),c=f("canvas"),d=f("\
div","dsv-note"),p=f("div","dsv-region-text"),h=f("div","dsv-panel");return l.setAttribute("role","img"),l.setAttribute("aria-label","overview of picks; drag to\
 choose a region"),p.tabIndex=0,e.append(o,l,i,c,d,p,h),t.body.append(e),{layer:n,panel:r,shuffle:s,tiled:a,overview:l,legend:i,detail:c,caption:d,text:p,low:h,
reveal:ye(t,h),pixels:C(Xn),ints:C(W),texts:C(nt),entries:C(W),scores:C(S),lines:C(S),table:C(S),recalls:C(S),probed:C(W),found:C(S),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var tt=t=>t.model.get("facts");function mi(t){let{model:e,own:o}=t,{panel:n,reveal:r,
layer:s,shuffle:a,detail:l}=o;t.listen(n.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),gi(t),t.listen(l,"mousemove",i=>{o.under=yo(t,i),Ft(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(l,"mouseleave",()=>{o.under=null,Ft(t,-1,-1)}),t.listen(l,"click",i=>{let c=yo(t,i);c&&t.pick({token:c.query,entry:c.entry,layer:tt(t).layer})})}function gi(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",n=>{e.from=_e(t,n),o.setPointerCapture?.(n.pointerId)}),t.listen(o,"pointermove",n=>{let r=_e(t,n);e.hovered=
r,e.from?.inStrip?e.span=uo(tt(t),e.from,r):e.from&&(e.dragging=mo(tt(t),e.from,r)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",n=>{let r=e.from;if(!r)return;let s=_e(t,n);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,l]=uo(tt(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:l})}else t.tell("region",mo(tt(t),r,s).join(":")),t.redraw()})}function yi(t){let{model:e,root:o,own:n}=t,{layer:r,panel:s,shuffle:a,tiled:l,low:i,reveal:c}=n,
d=tt(t);if(V(r,e.get("layers").map(m=>[m,`layer ${m} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
l.textContent=l.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let p=d;Gn(t,p);let h=er(t,p);or(t,p),bi(t,p,h),i.replaceChildren();let u=fi[e.get("panel")](
t,p);c(),o.drawn={layer:p.layer,tokens:p.tokens,queries:p.queries,tiled:p.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:Zn(I(e.get("overview"))),panel:e.get("panel"),...u}}function bi(t,e,o){let{facts:n,model:r,sel:s,own:a}=t;if(a.under)n.replaceChildren(
...nr(e,o,a.under));else if(a.hovered&&!a.dragging)n.replaceChildren(...Qn(t,e,a.hovered));else{let l=r.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",i=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";n.replaceChildren(f("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${N(e.queries)} queries, ${N(e.forced)} without a choice${l}${i}`)}}function ki(t){let e=tt(t);return hi[t.model.get("panel")]?.(t,e)??
pr(t,e)}var xi={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>G(t,-1,tt(
t).tokens),ArrowRight:t=>G(t,1,tt(t).tokens),ArrowUp:t=>H(t,-1,t.model.get("layers")),ArrowDown:t=>H(t,1,t.model.get("layers")),Home:t=>G(t,Number.NEGATIVE_INFINITY,
tt(t).tokens),End:t=>G(t,Number.POSITIVE_INFINITY,tt(t).tokens)},build:ui,listen:mi,draw:yi,table:ki,symbols:fr},mr=D(xi);function gr(t,e){let o=f("select");o.setAttribute("aria-label","layer");let n=0,r=0,s=d=>e({layer:T(d,0,n-1)}),a=(d,p,h)=>{let u=f("button","dsv-step",d);return u.
type="button",u.setAttribute("aria-label",p),u.title=p,u.addEventListener("click",()=>s(r+h)),u},l=a("‹","previous layer",-1),i=a("›","next layer",1);return o.
addEventListener("change",()=>s(Number(o.value))),t.append(f("span","dsv-quiet","layer"),l,o,i),{show:(d,p)=>{n=d.length,r=p,V(o,d.map((h,u)=>[u,`${u} ${Y[h]??""}\
 ${h==="sliding"?h:h.toUpperCase()}`])),o.value=String(p),l.disabled=p<=0,i.disabled=p>=n-1}}}function yr(t,e,o){let n=t.get("token"),[r,s]=[t.get("query_first"),
t.get("query_last")],a=`“${_(e,16)}”`,l=[];o&&n>=0?l.push({words:`token ${n} ${a}`,free:{token:-1}}):o&&l.push({words:`newest token, ${o-1} ${a}`,free:null}),
r>=0&&l.push({words:`tokens ${r} to ${s}`,free:{query_first:-1,query_last:-1}});for(let i of["head","expert","entry"])t.get(i)>=0&&l.push({words:`${i} ${t.get(i)}`,
free:{[i]:-1}});return l}function br(t,e){let o="";return{show:r=>{let s=JSON.stringify(r);s!==o&&(o=s,t.replaceChildren(...r.map(({words:a,free:l})=>{let i=f("\
span",l?"dsv-chosen":"dsv-chosen dsv-newest",a);if(!l)return i;let c=f("button","","×");return c.type="button",c.setAttribute("aria-label",`free ${a}`),c.title=
"choose nothing here",c.addEventListener("click",()=>e(l)),i.append(c),i})))}}}var wi="dsv-way",$i=860,kr=1360;function Ai(t,e){for(let o=t.parentElement;o&&o!==e&&o!==document.body;o=o.parentElement){if(o.classList.contains("jp-mod-output\
sScrolled"))return;o.matches(".jp-OutputArea, .jp-OutputArea-child, .jp-OutputArea-output")&&o.classList.add(wi)}}function xr(t,e){let o=t.querySelector(".dsv-t\
op"),n=null,r=()=>{let{style:l,classList:i}=t;l.setProperty("--dsv-frame",`${n?.clientHeight??600}px`),l.setProperty("--dsv-top",`${Math.round(o?.getBoundingClientRect().
height??0)}px`);let c=t.clientWidth;c&&(i.toggle("dsv-narrow",c<$i),e(c))},s=new ResizeObserver(r),a=()=>{let l=Ve(t);n&&n!==l&&s.unobserve(n),n=l,s.observe(n),
Ai(t,n),r()};return s.observe(t),o&&s.observe(o),a(),document.addEventListener("fullscreenchange",a),()=>{s.disconnect(),document.removeEventListener("fullscree\
nchange",a)}}var Re=.14,Ce=.7,Le=.02;function vi(t,e){let o={ArrowLeft:-Le,ArrowUp:-Le,ArrowRight:Le,ArrowDown:Le}[t];return o!==void 0?T(e+o,Re,Ce):{Home:Re,End:Ce}[t]}function wr(t,e,o){
let n=f("div","dsv-handle");n.tabIndex=0,n.title="drag to give the text more or less room (arrow keys when focused)",n.setAttribute("role","separator"),n.setAttribute(
"aria-label","width of the text"),n.setAttribute("aria-valuemin",String(100*Re)),n.setAttribute("aria-valuemax",String(100*Ce));let r=t.querySelector(".dsv-text"),
s=t.querySelector(".dsv-room"),a=l=>{let i=s.getBoundingClientRect(),d=t.classList.contains("dsv-narrow")?(l.clientY-r.getBoundingClientRect().top)/Math.max(1,Number.
parseFloat(Ti(t))):(l.clientX-i.left)/Math.max(1,i.width);return T(d,Re,Ce)};return n.addEventListener("focusin",l=>xt(l)),n.addEventListener("pointerdown",l=>{
n.setPointerCapture(l.pointerId),l.preventDefault()}),n.addEventListener("pointermove",l=>{n.hasPointerCapture(l.pointerId)&&o(a(l),!1)}),n.addEventListener("po\
interup",l=>o(a(l),!0)),n.addEventListener("keydown",l=>{let i=vi(l.key,e());i!==void 0&&(o(i,!0),l.preventDefault(),l.stopPropagation())}),r.append(n),n}var Ti=t=>t.
style.getPropertyValue("--dsv-frame")||"600";var re="none";function Mi(t,{tab:e,beside:o,wide:n,companions:r}){let s=t.map(l=>l[1]),a=s.includes(e)?e:s[0];return s.includes(o)&&o!==a?[a,o]:o===re||!n?[a]:[
a,...r.filter(l=>l!==a).slice(0,1)]}var qe=(t,e)=>Mi(t.get("places"),{tab:e.get("tab"),beside:e.get("beside"),wide:t.get("wide"),companions:t.get("companions")});
function $r(t){let e=new Map;for(let[,o,n]of t)e.set(n,[...e.get(n)??[],o]);return[...e].map(([o,n])=>({name:o,titles:n}))}function Ar(t,e,o){let n=!0;for(let[r,
s]of e){let a=t.querySelector(`.dsv-place-${r}`),l=o.indexOf(s);a?.classList.toggle("dsv-shown",l>=0),a?.classList.toggle("dsv-second",l===1),a||(n=!1)}return t.
querySelector(".dsv-views")?.classList.toggle("dsv-two",o.length>1),n}function Mr(t,e,o){t.setAttribute("role","tablist"),t.setAttribute("aria-label","what is shown"),e.setAttribute("role","tablist");let n={},r="";for(let a of[t,e])
a.addEventListener("keydown",Ni);return{show:(a,l)=>{let i=$r(a),c=i.find(h=>h.titles.includes(l))??i[0];if(!c)return;n[c.name]=l;let d=JSON.stringify(a);r!==d&&
(r=d,t.replaceChildren(...i.map(({name:h,titles:u})=>{let m=vr(h,u.length>1?h:u[0]);return m.title=u.join(", "),m.addEventListener("click",()=>o(n[h]??u[0])),m})));
for(let[h,u]of i.entries())Tr(t.children[h],u===c);let p=c.titles.length>1?c.titles:[];e.dataset.titles!==p.join(`
`)&&(e.dataset.titles=p.join(`
`),e.setAttribute("aria-label",`views under ${c.name}`),e.replaceChildren(...p.map(h=>{let u=vr(h,h);return u.addEventListener("click",()=>o(h)),u})));for(let[h,
u]of p.entries())Tr(e.children[h],u===l)}}}function vr(t,e){let o=f("button","",t);return o.type="button",o.setAttribute("role","tab"),t!==e&&o.setAttribute("ar\
ia-label",`${t}: ${e}`),o}function Tr(t,e){t.setAttribute("aria-selected",String(e)),t.tabIndex=e?0:-1}function Ni(t){let e=t.currentTarget,o={ArrowRight:1,ArrowLeft:-1}[t.
key],n=[...e.children].indexOf(t.target);if(o===void 0||n<0)return;let r=e.children[(n+o+e.children.length)%e.children.length];r.click(),r.focus(),t.preventDefault(),
t.stopPropagation()}function xo(t,e,o){let n=f("button","dsv-press",t);return n.type="button",n.title=e,n.addEventListener("click",o),n}var wo=class{#t=null;#e=[];#o=!1;constructor(e,o,n){
this.model=e,this.sel=o,this.root=f("nav","dsv-roombar"),this.root.setAttribute("aria-label","views and what is chosen"),this.#n(),n.append(this.root),this.#s(),
this.show()}#n(){let e=f("div","dsv-groups"),o=f("div","dsv-group-views"),n=f("div","dsv-layer"),r=f("div","dsv-chosen-row"),s=f("div","dsv-bar-line"),a=f("div",
"dsv-bar-line"),l=c=>this.pick(c);this.tabs=Mr(e,o,c=>this.pick({tab:c})),this.layer=gr(n,l),this.chosen=br(r,l),this.fold=xo("Text","show the text or put it aw\
ay",()=>this.tell("folded",!this.model.get("folded"))),this.two=xo("Two views","put a second view beside this one",()=>this.#l());let i=f("select","dsv-second-m\
enu");this.menu=i,this.menu.setAttribute("aria-label","second view"),this.menu.addEventListener("change",()=>this.pick({beside:i.value})),this.full=xo("Full scr\
een","the explorer alone on the screen; Escape leaves",()=>this.#c()),s.append(e,f("span","dsv-space"),this.fold,this.two,this.menu,this.full),a.append(o,n,r),this.
root.append(s,a),this.root.addEventListener("focusin",c=>xt(c),!0)}#s(){let e=()=>this.redraw();this.model.on("change",e),this.sel.on("change",e);let o=new ResizeObserver(
()=>{let n=this.root.closest(".dsv-explorer");if(!n?.querySelector(".dsv-text")||!n.querySelector(".dsv-views")){setTimeout(()=>o.observe(this.root),50),o.unobserve(
this.root);return}o.disconnect(),this.#r(n)});o.observe(this.root),this.#e.push(()=>this.model.off("change",e),()=>this.sel.off("change",e),()=>o.disconnect())}#r(e){
this.#t=e,this.handle=wr(e,()=>this.model.get("share"),(r,s)=>{this.model.set("share",r),s&&this.model.save_changes(),this.show()});let o=()=>{let r=document.fullscreenElement===
e;this.full&&this.full.setAttribute("aria-pressed",String(r))};document.addEventListener("fullscreenchange",o);let n=new MutationObserver(()=>this.#a()&&n.disconnect());
this.#e.push(xr(e,r=>this.tell("wide",r>=kr)),()=>document.removeEventListener("fullscreenchange",o),()=>n.disconnect()),this.show(),this.#a()||n.observe(e,{childList:!0,
subtree:!0})}get inSight(){return qe(this.model,this.sel)}#a(){return this.#t!==null&&Ar(this.#t,this.model.get("places"),this.inSight)}redraw(){this.#o||(this.#o=
!0,requestAnimationFrame(()=>{this.#o=!1,this.show()}))}show(){let{model:e,sel:o}=this,[n,r]=this.inSight;this.tabs?.show(e.get("places"),n),this.layer?.show(e.
get("layers"),o.get("layer")),this.chosen?.show(yr(o,e.get("piece"),e.get("count"))),this.#i(n,r);let s=e.get("folded");this.fold?.setAttribute("aria-pressed",String(
!s)),this.#a();let a=e.get("share");this.handle?.setAttribute("aria-valuenow",String(Math.round(100*a))),this.#t?.classList.toggle("dsv-folded",s),this.#t?.style.
setProperty("--dsv-share",String(a))}#i(e,o){if(!this.menu||!this.two)return;this.two.setAttribute("aria-pressed",String(o!==void 0)),this.menu.style.display=o===
void 0?"none":"";let n=this.model.get("places").map(r=>r[1]);V(this.menu,n.filter(r=>r!==e).map(r=>[r,r])),o!==void 0&&(this.menu.value=o)}#l(){let[e,o]=this.inSight,
n=this.model.get("companions").find(r=>r!==e);this.pick({beside:o===void 0?n??"":re})}#c(){document.fullscreenElement?document.exitFullscreen():this.#t?.requestFullscreen()}pick(e){
Ke(this.sel,e)}tell(e,o){this.model.get(e)!==o&&(this.model.set(e,o),this.model.save_changes())}clean(){for(let e of this.#e)e();this.handle?.remove(),this.root.
remove()}},Nr={initialize:he,async render({model:t,el:e}){let o=await t.widget_manager.get_model(t.get("selection").replace("IPY_MODEL_","")),n=new wo(t,o,e);return()=>n.
clean()}};var Sr=4278190080;function Si(t,e,o,n,r){let a=o?12:0,l=t-40-a-8,i=T(l/Math.max(1,o+n),.25,7),c=Math.min(o*i,l-Math.min(n*i,l*.45)),d=40+c+a,p=Math.min(n*i,t-d-
8),h=T((e-45)/Math.max(1,r),1,8),u={entryCell:o?c/o:0,windowCell:n?p/n:0};return{left:40,entryW:c,windowX:d,windowW:p,row:h,top:15,...u}}function To({model:t,own:e},o){
let{map:n,canvas:r}=e;if(!n)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),l=o.clientX-a.left,i=Math.floor((o.clientY-a.top-n.top)/n.row);if(i<
0||i>=s.queries)return null;let c=s.first+i;if(n.entryW&&l>=n.left&&l<n.left+n.entryW){let d=Math.floor((l-n.left)/n.entryCell);return{query:c,entry:d,key:-1,code:I(
t.get("map_entries"))[i*s.entries+d]}}if(l>=n.windowX&&l<n.windowX+n.windowW){let d=Math.floor((l-n.windowX)/n.windowCell);return{query:c,entry:-1,key:c-d,code:I(
t.get("map_window"))[i*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Ei(t,e,o,[n,r,s],[a,l,i]){let c=new ImageData(o,e),d=new ImageData(o,e),p=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((u,m)=>{if(u<=252){let g=18+Math.round(237*u/252);p[m]=(g<<24|s<<16|r<<8|n)>>>0}else u===254?h[m]=
Sr:u===253&&(m+Math.floor(m/o))%3===0&&(p[m]=(Sr|i<<16|l<<8|a)>>>0)}),{image:c,mask:d}}function _i(t,e,o,n,{rgb:r,missing:s,pattern:a},l){if(!n||!o)return;let{image:i,
mask:c}=Ei(e,o,n,r,s),d=Ot(n,o),p=Ot(Math.max(1,Math.ceil(l.w)),Math.max(1,Math.ceil(l.h)));t.imageSmoothingEnabled=!1,dt(d).putImageData(c,0,0);let h=dt(p);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,p.width,p.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,p.width,p.height),t.globalAlpha=.5,t.drawImage(p,l.x,
l.y,l.w,l.h),t.globalAlpha=1,dt(d).putImageData(i,0,0),t.drawImage(d,l.x,l.y,l.w,l.h)}function Oi(t,e,o,n){let r=b(n,"quiet"),s=e;t.font=O(),t.textBaseline="mid\
dle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=b(n,"line"),t.strokeRect(s+.5,o+.5,11,9),a==="not picked")t.globalAlpha=
.6,t.fillStyle=pt(t,r),t.fillRect(s,o,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=b(n,"entries"),t.fillRect(s,o,12,10);else if(a==="not capt\
ured"){t.fillStyle=r;for(let l of[2,6,10])t.fillRect(s+l,o+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(a,s+16,o+5.5),s+=26+t.measureText(
a).width}}function Er(t,e){let{model:o,root:n,own:r}=t,s=o.get("map_facts"),a=s.queries??0,l=r.scroll.clientWidth,i=Si(l,e,s.entries,s.window,a),c=a*i.row,d=F(r.
canvas,l,i.top+c+30),p=b(n,"quiet"),h=pt(d,p,4);d.font=O(),d.textBaseline="middle";let u=(y,A,k,v,M)=>{let R={rgb:jt(b(n,k)),missing:jt(Ri(p)),pattern:h};_i(d,y,
a,A,R,{x:v,y:i.top,w:M,h:c}),d.strokeStyle=b(n,"line"),d.strokeRect(v-.5,i.top-.5,M+1,c+1),d.fillStyle=b(n,k)},m=(y,A,k)=>d.fillText(ue(y,k,v=>d.measureText(v).
width),A,6);if(s.entries){u(I(o.get("map_entries")),s.entries,"entries",i.left,i.entryW);let y=[`compressed past: entries 0 to ${s.entries-1}`,"compressed past",
"entries","past"];m(y,i.left,i.windowX-i.left-4)}u(I(o.get("map_window")),s.window,"window",i.windowX,i.windowW),m(["window: itself, then back","window"],i.windowX,
i.windowW),d.fillStyle=p,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=g)d.fillText(`${s.first+y}`,i.left-4,i.top+(y+.5)*
i.row);return d.textAlign="left",Li(t,d,s,a,i),Oi(d,i.left,i.top+c+12,n),i}function Li({root:t,sel:e,own:o},n,r,s,a){let l=e.get("token")===-1?s-1:e.get("token")-
r.first;l>=0&&l<s&&(n.strokeStyle=b(t,"chosen"),n.lineWidth=1.5,n.strokeRect(a.left-1,a.top+l*a.row-.5,a.windowX+a.windowW-a.left+2,a.row+1),n.lineWidth=1);let i=o.
shownEntry();i<0||i>=r.entries||(n.strokeStyle=b(t,"ink"),n.strokeRect(a.left+i*a.entryCell,a.top-1,Math.max(2,a.entryCell),s*a.row+2))}function Ri(t){return t.
startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(o=>Number(o).toString(16).padStart(2,"0")).join("")}`}var _r=["entries","window","sink"],Ci=["compressed past (bottom)","window","sink (top)"],Or=[.85,.5,.95];function qi(t,e,o){let r=T(Math.floor((t-74-4)/Math.max(
1,o)),5,70),s=T(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function Lr({model:t,own:e},o){let{thumbs:n,canvas:r}=e;if(!n)return null;let[
s,a]=t.get("profile_shape"),l=r.getBoundingClientRect(),i=Math.floor((o.clientY-l.top-n.top)/n.h),c=Math.floor((o.clientX-l.left-n.left)/n.w);return i>=0&&i<s&&
c>=0&&c<a?{layer:t.get("layers")[i],head:c}:null}function Rr(t){let{model:e,root:o,sel:n,own:r}=t,[s,a]=e.get("profile_shape"),l=e.get("layers"),i=r.scroll.clientWidth,
c=qi(i,s,a),d=F(r.canvas,i,c.top+s*c.h+24),p=_r.map(h=>b(o,h));d.font=O(),d.textBaseline="middle",d.fillStyle=b(o,"quiet");for(let h=0;h<a;h+=Math.ceil(24/c.w))
d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<s;h++){let u=c.top+h*c.h,m=l[h]===n.get("layer"),g=e.get("kinds")[h];d.fillStyle=
b(o,m?"chosen":"ink"),d.font=O(m);let y=`${l[h]} ${Y[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(y,4,u+c.h/2);for(let A=0;A<a;A++)Ii(t,d,c,p,h,A);m&&(d.strokeStyle=
b(o,"chosen"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,n.get("head"))*c.w+.5,u+.5,c.w-1,c.h-1),d.lineWidth=1)}return Pi(t,d,p,c.left,c.top+s*c.h+8),c}function Ii({
model:t,root:e},o,n,r,s,a){let[,l,i]=t.get("profile_shape"),c=I(t.get("profile")),d=n.top+s*n.h,p=(n.w-2)/i+.4;for(let h=0;h<i;h++){let u=((s*l+a)*i+h)*_r.length,
m=n.left+a*n.w+1+h*(n.w-2)/i;if(c[u]===255){o.fillStyle=b(e,"none"),o.fillRect(m,d+n.h/2,1,1);continue}let g=d+n.h-1;for(let[y,A]of r.entries()){let k=c[u+y]/254*
(n.h-2);o.fillStyle=A,o.globalAlpha=Or[y],o.fillRect(m,g-k,p,k),g-=k}o.globalAlpha=1}}function Pi({root:t},e,o,n,r){let s=n;for(let[a,l]of Ci.entries())e.fillStyle=
o[a],e.globalAlpha=Or[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=b(t,"quiet"),e.fillText(l,s+14,r+5),s+=30+e.measureText(l).width}var Mo=50,Eo=48,Wi=3*Eo,St=22,Nt=10,Fi=54,J=22,Ie=22,Di=330;function Bi(t,e,o){let n=Math.max(60,t-Mo-Wi-St-2*Nt),r=Math.min(Ie,n/Math.max(1,e+o)),s=Math.min(o*
14,n*.45),a=n-Math.min(s,o*Ie),l=e?T(e*r,Math.min(e*Ie,n*.25),a):0,i=Math.min(o*Ie,n-l),c=Mo+l+(l?Nt:0);return{entryX:Mo,entryW:l,entryCell:e?l/e:0,windowX:c,windowW:i,
windowCell:o?i/o:0,sinkX:c+i+Nt}}var Hi=t=>T(Math.floor(Di/t),14,34);function No(t,e,o,n){if(t==="heads")return Array.from({length:e},(s,a)=>n.slice(a*o,(a+1)*o));
let r=new Float32Array(o).fill(Number.NaN);for(let s=0;s<o;s++){let a=Array.from({length:e},(l,i)=>n[i*o+s]).filter(l=>!Number.isNaN(l));a.length&&(r[s]=t==="me\
an"?a.reduce((l,i)=>l+i,0)/e:Math.max(...a))}return[r]}function _o({model:t}){let e=t.get("facts"),o=e.heads??0,n=t.get("rows"),r=S(t.get("mass")),s=W(t.get("wi\
ndow")),a=W(t.get("entries")),l=i=>Float32Array.from({length:o},(c,d)=>r[3*d+i]);return{facts:e,heads:o,mode:n,window:s,entries:a,pieces:nt(t.get("utf8"),t.get(
"lengths")),windowRows:No(n,o,s.length,ht(t.get("window_weight"))),entryRows:No(n,o,a.length,ht(t.get("entry_weight"))),masses:[0,1,2].map(i=>No(n,o,1,l(i)).map(
c=>c[0]))}}function Oo({model:t,own:e},o){let{zones:n}=e;if(!n)return null;let r=e.canvas.getBoundingClientRect(),s=o.clientX-r.left,a=Math.floor((o.clientY-r.top-
J)/n.tall),l=t.get("rows")==="heads"&&a>=0&&a<t.get("facts").heads?a:-1;return n.entryW&&s>=n.entryX&&s<n.entryX+n.entryW?{zone:"entry",key:Math.floor((s-n.entryX)/
n.entryCell),head:l}:n.windowW&&s>=n.windowX&&s<n.windowX+n.windowW?{zone:"window",key:W(t.get("window"))[Math.floor((s-n.windowX)/n.windowCell)],head:l}:{zone:s>=
n.sinkX&&s<n.sinkX+St?"sink":"",key:-1,head:l}}function Cr(t,e){let{root:o,own:n}=t,r=e.windowRows.length,s=n.scroll.clientWidth,a={...Bi(s,e.facts.visible,e.window.
length),tall:Hi(r)};n.zones=a;let l=J+r*a.tall,i=F(n.canvas,s,l+Fi),c=["ink","quiet","line","chosen","panel","entries","window","sink"],[d,p,h,u,m,g,y,A]=c.map(
q=>b(o,q)),k={ink:d,quiet:p,line:h,mark:u,paper:m,entries:g,window:y,sink:A};i.textBaseline="middle",i.font=O();let v=Ui(i,a,k);a.entryW&&(i.globalAlpha=.4,i.fillStyle=
pt(i,p),i.fillRect(a.entryX,J,a.entryW,l-J),i.globalAlpha=1);let M=e.windowRows.map((q,E)=>ji(t,i,e,a,k,E));a.entryW&&(i.strokeStyle=h,i.strokeRect(a.entryX+.5,
J-.5,a.entryW-1,l-J)),Yi(t,i,e,a,k,l),a.entryW&&Ki(t,i,e,a,k,l);let R=e.window.indexOf(t.sel.get("hover_token"));return R>=0&&(i.strokeStyle=d,i.lineWidth=1,i.strokeRect(
a.windowX+R*a.windowCell,J-.5,a.windowCell,l-J)),{titles:v,shares:M}}function Ui(t,e,o){let n=[],r=(a,l,i,c)=>{let d=ue(a,i,p=>t.measureText(p).width);t.fillStyle=
o.ink,t.fillText(d,l,7),t.fillStyle=c,t.fillRect(l,16,Math.max(0,i-Nt+4),3),n.push([d,l,t.measureText(d).width])},s=["compressed past","compressed","past"];e.entryW&&
r(s,e.entryX,e.entryW+Nt-4,o.entries),r(["window: exact tokens","window"],e.windowX,e.windowW+Nt-4,o.window),r(["sink"],e.sinkX,St+Nt-4,o.sink),t.fillStyle=o.quiet;
for(let[a,l]of["past","window","sink"].entries())t.fillText(l,e.sinkX+St+8+Eo*a,7);return n}function So(t,e,o){t.globalAlpha=.06+.94*Math.sqrt(T(o,0,1)),t.fillStyle=
e}function ji({sel:t},e,o,n,r,s){let{mode:a,masses:l,facts:i}=o,{sinkX:c,tall:d}=n,p=J+s*d,h=a==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?r.mark:
r.quiet,e.font=O(h),e.fillText(a==="heads"?`head ${s}`:a,2,p+d/2),i.listed)zi(e,o,n,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=n.windowX+Math.max(n.windowW,
40);for(let y=n.windowX;y<g;y+=8)e.fillRect(y,p+d/2,2,2)}So(e,r.sink,l[2][s]),e.fillRect(c,p,St,d-1),e.globalAlpha=1,e.strokeStyle=r.line,e.lineWidth=1,e.strokeRect(
c+.5,p+.5,St-1,d-2);let u=l.map(g=>g[s]),m=a==="max"?u:de(u);e.fillStyle=h?r.mark:r.ink,e.font=O();for(let[g,y]of m.entries())e.fillText(w(y),c+St+8+Eo*g,p+d/2);
return m}function zi(t,{entries:e,window:o,entryRows:n,windowRows:r},s,a,l){let{entryX:i,entryCell:c,windowX:d,windowCell:p,tall:h}=s,u=J+l*h;e.forEach((m,g)=>{
let y=n[l][g];if(Number.isNaN(y))return;let A=i+m*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(A,u,Math.max(c,1),h),So(t,a.entries,y),t.fillRect(A,u,Math.max(
c-(c>4?1:0),1),h-1)}),o.forEach((m,g)=>{let y=r[l][g];Number.isNaN(y)||(So(t,a.window,y),t.fillRect(d+g*p,u,Math.max(p-(p>4?1:0),1),h-1))})}function Yi({sel:t},e,{
facts:o,window:n,pieces:r},{windowX:s,windowW:a,windowCell:l},i,c){let d=t.get("hover_token");e.font=O(),l>=9?n.forEach((p,h)=>{e.save(),e.translate(s+(h+.5)*l,
c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=p===o.query?i.mark:p===d?i.ink:i.quiet,e.font=O(p===d||p===o.query),e.fillText(_(r[h]??"",8),0,0),e.restore()}):
n.length&&(e.fillStyle=i.quiet,e.textAlign="left",e.fillText(`token ${n[0]}`,s,c+8),e.textAlign="right",e.fillText(`${n[n.length-1]}`,s+a,c+8)),e.textAlign="lef\
t"}function Ki({own:t},e,{facts:o,entries:n},{entryX:r,entryW:s,entryCell:a},l,i){let{visible:c,rate:d}=o;if(e.fillStyle=l.quiet,a>=14){e.textAlign="center";for(let h=0;h<
c;h++)e.fillStyle=n.includes(h)?l.ink:l.quiet,e.fillText(`${h}`,r+(h+.5)*a,i+8)}else e.fillText("0",r,i+8),e.textAlign="right",e.fillText(`${c-1}`,r+s,i+8);e.textAlign=
"left",e.fillStyle=l.quiet,s>60&&e.fillText(`entries of ${d}`,r,i+21);let p=t.shownEntry();p===-1||p>=c||(e.strokeStyle=l.mark,e.lineWidth=2,e.strokeRect(r+p*a,
J-1,Math.max(a,2),i-J+1))}function qr({facts:t,mode:e,masses:o,window:n,entries:r,windowRows:s,entryRows:a},l,i){if(!t.heads)return;let c=e==="heads"?Math.min(Math.max(l,0),s.length-1):0,
d=e==="heads"?`head ${c}`:`${e} of heads`,p=de(o.map(k=>k[c])),h=[...Array.from(r,(k,v)=>[a[c][v],`entry ${k}`]),...Array.from(n,(k,v)=>[s[c][v],`token ${k}`])],
u=h.filter(([k])=>k>0).sort((k,v)=>v[0]-k[0]),[m,g]=u[0]??[Number.NaN,""],y=`${d} of layer ${t.layer}, query ${t.query}`;return{w:g?`${w(m,3)} at ${g}, the larg\
est of ${h.length} keys (${y})`:`not captured (${y})`,z:g?`${w(Math.log(m))} at ${g}, up to a constant that all keys share (${y})`:"not captured",sink:`${w(Math.
log(o[2][c]))}, up to the same constant (${y})`,past:`${w(p[0])} (${y})`,window:`${w(p[1])} (${y})`,sunk:`${w(p[2])} (${y})`}[i]}var Vi=290,Xi={hover_entry:-1,hover_token:-1,hover_head:-1},Gi={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Qi({
head:t,body:e,sel:o}){let n=f("select");n.setAttribute("aria-label","what is drawn"),n.append(z("heads","every head"),z("mean","mean of heads"),z("max","largest\
 of heads"),z("map","query × key"),z("all","all layers")),t.querySelector(".dsv-numbers")?.before(n);let r=f("div","dsv-scroll"),s=f("canvas"),a=f("div","dsv-n\
ote");return r.style.overflow="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight="30px",{rows:n,scroll:r,canvas:s,note:a,shownEntry:()=>o.
get("hover_entry")!==-1?o.get("hover_entry"):o.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}function Zi(t){let{model:e,own:o}=t,{rows:n,canvas:r}=o;
t.listen(n,"change",()=>t.tell("rows",n.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&(a==="map"?Ji(t,s):tc(t,s),t.redraw())}),t.listen(r,"m\
ouseleave",()=>{o.hovered=null,t.hover(Xi),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="all"?ec(t,s):a==="map"?oc(t,s):nc(t,s)})}function Ji(t,e){
let o=To(t,e);t.own.hovered=o;let n=o&&o.key>=0?o.key:o?.query;t.hover({hover_entry:o&&o.code<=252?o.entry:-1,hover_token:n??-1})}function tc(t,e){let o=Oo(t,e);
t.hover({hover_entry:o?.zone==="entry"?o.key:-1,hover_token:o?.zone==="window"?o.key:-1,hover_head:o?.head??-1})}function ec(t,e){let o=Lr(t,e);o&&t.pick({...o,
entry:-1,...o.layer===t.sel.get("layer")?{}:{expert:-1}})}function oc(t,e){let o=To(t,e);o&&t.pick({token:o.query,...o.entry!==-1&&o.code<=252?{entry:o.entry}:{}})}
function nc(t,e){let o=Oo(t,e);o&&t.pick({...o.head===-1?{}:{head:o.head},...o.zone==="entry"?{entry:t.sel.get("entry")===o.key?-1:o.key}:{},...o.zone==="window"?
{token:o.key}:{}})}function rc(t){let{model:e,own:o}=t,n=e.get("rows");o.rows.value=n,n==="all"?sc(t):n==="map"?ac(t):ic(t)}function sc(t){let{model:e,sel:o,root:n,
facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=Rr(t),r.replaceChildren("every layer and head over the run; click one to choose it"),s.note.textContent=
"Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HCA read entries of different sizes: compare within a kind.",n.drawn=
{mode:"all",shape:[...e.get("profile_shape")],layer:o.get("layer"),head:o.get("head"),places:s.thumbs,at:performance.now()})}function ac(t){let{model:e,root:o,facts:n,
own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=Er(t,Vi);let a=s.first+s.queries-1,l=` · head ${s.head} · queries ${s.first} to\
 ${a}`;n.replaceChildren(f("b","",zt(s.layer,s.kind)),l),r.note.textContent=lc(t),o.drawn={mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,
entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(I(e.get("map_entries")).slice(0,64)),at:performance.now()}}function lc({model:t,own:e}){let o=e.
hovered,n=!o||o.entry===-1&&o.key<0?"":o.entry!==-1?"entry":"token";if(!o||!n)return"Rows are queries. Up and down move the head, left and right the query, page\
 keys the layer.";let r=Gi[o.code]??`weight about ${w((o.code/252)**2,2)}`,s=n==="entry"?Lt(rt(t.get("entry_text"))):"";return`Query ${o.query}, ${n} ${n==="ent\
ry"?o.entry:o.key}: ${r}. ${s}`}function ic(t){let{model:e,root:o,facts:n,own:r}=t;r.map=r.thumbs=null;let s=_o(t),{facts:a,heads:l,mode:i}=s;if(a.heads===void 0)
return;let{titles:c,shares:d}=Cr(t,s);n.replaceChildren(f("b","",zt(a.layer,a.kind)),` · query ${a.query} `,f("b","",`“${_(a.piece??"",18)}”`),` · ${i==="\
heads"?`${l} heads`:`${i} of ${l} heads`}`),r.note.textContent=cc(t,s),o.drawn={layer:a.layer,query:a.query,kind:a.kind,visible:a.visible,window:Array.from(s.window),
entries:Array.from(s.entries),weights:s.windowRows.map(p=>Array.from(p)),shares:d,entryText:e.get("entry_text"),titles:c,mode:i,at:performance.now()}}function cc({
model:t,sel:e,own:o},{facts:n,mode:r,entries:s,entryRows:a,window:l,windowRows:i,pieces:c}){let d=e.get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("h\
ead"),0),p=r==="heads"?T(d,0,i.length-1):0,h=r==="heads"?`head ${p}`:`${r} of heads`,u=o.shownEntry(),m=e.get("hover_token");if(u!==-1&&u<n.visible){let g=s.indexOf(
u),y=g<0?"not picked by the indexer: it has no weight":`weight ${w(a[p][g],4)} in ${h}`;return`Entry ${u}, ${y}. ${Lt(rt(t.get("entry_text")))}`}if(l.includes(m)){
let g=l.indexOf(m),y=w(i[p][g],4);return`Token ${m} “${_(c[g],20)}”: weight ${y} in ${h}. Click to choose it.`}return r==="max"?"Each key shows the head tha\
t weighs it most, so rows do not sum to one here.":n.listed?n.kind==="sliding"?"This layer sees its window and the sink only.":n.visible?n.kind==="csa"?"Coloure\
d entries were picked by the indexer; hatched ones were there but not picked. Hover one to see its tokens.":"Every complete entry is read in this kind of layer.\
 Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${n.rate} tokens.`:"Only the three masses were captured for this query (\
dots: weights not captured)."}function dc({model:t}){let e=t.get("facts"),o=Array.from({length:e.heads??0},(d,p)=>p),n=S(t.get("mass")),r=W(t.get("window")),s=W(
t.get("entries")),a=ht(t.get("window_weight")),l=ht(t.get("entry_weight")),i=nt(t.get("utf8"),t.get("lengths")),c=["compressed past, all","window, all","sink"];
return{columns:["read",...o.map(d=>`head ${d}`)],rows:[...c.map((d,p)=>[d,...o.map(h=>n[3*h+p])]),...Array.from(s,(d,p)=>[`entry ${d}`,...o.map(h=>l[h*s.length+
p])]),...Array.from(r,(d,p)=>[`token ${d} “${_(i[p]??"",16)}”`,...o.map(h=>a[h*r.length+p])])],note:e.heads?`Attention of layer ${e.layer} at query ${e.query}\
; the first three rows sum to one in every column.`:""}}var Ir=t=>e=>e.pick({token:Math.max(0,(e.model.get("facts").query??0)+t)}),Pr=t=>e=>e.pick({head:T(e.sel.
get("head")+t,0,(e.model.get("facts").heads??1)-1)}),pc={title:"Attention",aria:"What the chosen token attended to. Left and right move the token, up and down t\
he head, page keys the layer.",keys:{ArrowLeft:Ir(-1),ArrowRight:Ir(1),ArrowUp:Pr(-1),ArrowDown:Pr(1),PageUp:t=>H(t,-1,t.model.get("layers")),PageDown:t=>H(t,1,
t.model.get("layers"))},build:Qi,listen:Zi,draw:rc,table:dc,symbols:(t,e)=>qr(_o(t),t.sel.get("head"),e)},Wr=D(pc);var fc=.58;function We(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function hc({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(U(t,"values")),from:t.get("low"),to:t.get("high")}}function Fr(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:a,to:l}=hc(t),i=r.from===a&&r.to===l;if(i&&r.values===s&&r.pieces===n.shown)return;let c=i&&!o?We(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(c,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:s,from:a,to:l,pieces:n.shown}}
function Pe({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function Lo(t){let{first:e,strip:o}=t.
own;return[e+Pe(t,o.scrollTop-4),e+Pe(t,o.scrollTop+o.clientHeight-8)]}function Ro(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:a}=e.
painted,l=o.clientHeight||100,i=Math.max(0,Pe(t,o.scrollTop-l)-1),c=Math.min(n.length,Pe(t,o.scrollTop+2*l)+1);for(let d=i;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let p=r[d],h=Number.isNaN(p)||p===void 0,u=!h&&s<0&&p<0,m=fc*(s<0?et(Math.abs(p),0,a):et(p,s,a)),g=u?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",u),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${m.toFixed(3)})`}}var se=16,uc=300;function mc(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,a=0;for(let l=Math.floor(
n*t.length/e);l<r;l++)Number.isNaN(t[l])||(s+=t[l],a++);a&&(o[n]=s/a)}return o}function Fe({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(o*t.total),0,t.total-1)}function Co(t,e,o){let{body:n,model:r,root:s,sel:a,own:l}=t,{map:i,total:c}=l,d=c>uc;if(i.style.display=
d?"":"none",!d)return;let p=Math.max(100,n.clientWidth-4),{values:h}=l.painted,u=Math.min(c,Math.floor(p)),m=c>l.shown.length?S(r.get("bins")):mc(h,u),g=F(i,p,se);
gc(t,g,m,p);let y=M=>M/c*p,[A,k]=[a.get("query_first"),a.get("query_last")];A!==-1&&(g.fillStyle=b(s,"chosen"),g.fillRect(y(A),se-3,Math.max(2,y(k+1)-y(A)),3)),
l.nodes.length&&(g.strokeStyle=b(s,"ink"),g.strokeRect(y(o[0])+.5,.5,Math.max(3,y(o[1])-y(o[0]))-1,se-1)),g.fillStyle=b(s,"chosen");for(let M of e)g.fillRect(y(
M),0,1.5,5);if(a.get("token")===-1)return;let v=y(a.get("token"));g.beginPath(),g.moveTo(v-4,0),g.lineTo(v+4,0),g.lineTo(v,7),g.fill()}function gc({root:t,own:e},o,n,r){
let{from:s,to:a}=e.painted,l=b(t,"below"),i=b(t,"tint"),c=r/n.length;n.forEach((d,p)=>{let h=s<0?et(Math.abs(d),0,a):et(d,s,a);o.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${s<0&&d<0?l:i}, ${.9*h})`,o.fillRect(p*c,0,Math.max(c,1),se)}),o.strokeStyle=b(t,"line"),o.strokeRect(.5,.5,r-1,se-1)}function Dr(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let l of t)r.push(s.length),s+=l.toLowerCase();let a=0;for(let l=s.indexOf(o);l>=0;l=
s.indexOf(o,l+1)){for(;a+1<r.length&&r[a+1]<=l;)a++;n[n.length-1]!==a&&n.push(a)}return n}var ae=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function le(t){let{model:e,own:o}=t;return o.box.value?ae(t)?Array.from(W(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function Hr(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let a=Br(t,s);a!==-1&&(s.shiftKey?qo(
t,Ur(t),a):jr(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:Br(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),yc(t),kc(t),xc(t)}function yc(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let l=Ur(
t),[i,c]=[o.get("query_first"),o.get("query_last")];qo(t,l,T((i===-1?l:l===i?c:i)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{ae(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&bc(t,a.shiftKey),a.stopPropagation()})}function bc(t,e){let o=le(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function kc(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=Fe(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=Fe(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&qo(t,e.drag,r)}),t.listen(o,"click",n=>{let r=Fe(t,n);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&jr(t,r),e.drag=null})}function xc(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",o=>e(o)&&xt(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:a}=o;n.tagName!=="TEXTAREA"||r!=="Enter"||!(s||a)||!e(o)||(o.preventDefault(),
o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function Br({own:t},e){let n=e.target.closest?.(".dsv-token");return n?t.first+Number(n.dataset.
index):-1}function Ur({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-1}function jr(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function qo(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,o),query_last:Math.
max(e,o)})}var wc=["picked","hover","lit","ranged","found","taken"],$c=18;function zr(t,e,o){let{model:n,sel:r,own:s}=t;for(let u of s.marked)u.classList.remove(...wc),u.removeAttribute(
"aria-selected"),u.removeAttribute("title");s.marked=[];let a=Ac(t);for(let u of e)Bt(t,u,"found");let l=W(n.get("taken"));for(let u of l)Bt(t,u,"taken");let[i,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(i!==-1)for(let u=Math.max(i,s.first);u<=d;u++)Bt(t,u,"ranged");let p=r.get(
"expert");s.takenKey.textContent=p>=0&&l.length?`expert ${p} of layer ${r.get("layer")}: ${l.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",vc(t,a),Tc(t),Mc(t,a)}function Bt({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function Ac(t){let{model:e,own:o}=t,n=S(e.get("lit_gate")),r=Math.max(...n),s=Array.from(W(e.get("lit")));
for(let[a,l]of s.entries()){let i=Bt(t,l,"lit");i&&(i.title=`gate ${w(n[a],3)}`,i.style.setProperty("--dsv-gate",($c*n[a]/r).toFixed(1)))}return s.filter(a=>o.nodes[a-
o.first])}function Yr({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function vc(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>Yr(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function Tc(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&Bt(t,r,"hover");let a=s>=0?Bt(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!Yr(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function Mc(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:a,total:l,shown:i}=s,c=n.
get("hover_token"),d=n.get("token"),p=d>=0&&d<l?d:l-1,h=c>=a&&c<l?c:p;if(r.replaceChildren(),h<0)return;if(e.length){let q=S(o.get("lit_gate")),E=q.indexOf(Math.
max(...q)),L=_(i[W(o.get("lit"))[E]-a]??"",24),ce=f("b","",`“${L}” ${w(q[E])}`);r.append(`${o.get("lit_title")}, strongest `,ce,` of ${e.length} tokens`);return}
let u=h-a,[m,g,y]=s.measure,A=h===c?"":d===h?"chosen: ":"newest: ",k=s.shownFlags[u],v=k&2?" (marker)":k&4?" (bytes of a character)":"";r.append(`${A}token ${h}\
 of ${l} `,f("b","",`“${_(i[u]??"",24)}”`),`${v} · ${g} ${w(s.painted.values[u])} ${y}`),m==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",o.get("\
reach_note"));let[M,R]=[n.get("query_first"),n.get("query_last")];M!==-1&&r.append(` · range ${M} to ${R} (${R-M+1} tokens)`)}var Nc="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",Sc="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function Ec({head:t,body:e}){let o=f("select");o.setAttribute("aria-label","colour tokens by");let n=f("span","dsv-legend"),r=f(
"span"),s=f("span","dsv-ramp"),a=f("span");n.append(o,r,s,a);let l=f("span","dsv-key taken"),i=f("input","dsv-search");i.type="search",i.placeholder="find text",
i.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let c=f("span","dsv-legend");c.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(i,n,c,l);let d=f("canvas","dsv-map"),p=f("div","dsv-strip");return p.setAttribute("role","listbox"),p.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,p),{choose:o,legend:n,low:r,bar:s,high:a,takenKey:l,box:i,count:c,map:d,strip:p,texts:C(
nt),floats:C(S),shares:C(ht),search:C(Dr),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null}}function _c(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(U(e,"utf8"),U(e,"leng\
ths")),a=I(U(e,"flags")),l=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let i=Oc(t,s,a,l),c=e.get("measures");
r.measure=c.find(p=>p[0]===e.get("measure"))??["","","",""],Fr(t,i,l),Ro(t),Rc(t,c);let d=le(t);zr(t,d,r.total>r.shown.length&&!ae(t)),Co(t,d,Lo(t)),o.drawn={pieces:s,
values:r.painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:d,
taken:Array.from(W(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(W(e.get("lit"))),at:performance.now()}}function Oc({own:t},e,o,n){let{strip:r}=t,s=e===
t.shown?e.length:We(t.shown,e),a=n?0:Math.min(s,We(t.shownFlags.subarray(0,s),o));for(let i of t.nodes.splice(a))i.nextSibling?.remove(),i.remove();let l=document.
createDocumentFragment();for(let i=a;i<e.length;i++){let c=Lc(e[i],o[i],i);t.nodes.push(c),l.append(c,f("wbr"))}return r.append(l),a<e.length&&t.following&&(r.scrollTop=
r.scrollHeight),t.shown=e,t.shownFlags=o,a}function Lc(t,e,o){let n=f("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.
add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(f("span","sign","⏎"),`
`),s&&n.append(rt(s));return t||n.append(f("span","sign","∅")),n}function Rc({model:t,own:e},o){let{choose:n,legend:r,low:s,high:a,bar:l}=e,{from:i,to:c}=e.painted,
[d,,p,h]=e.measure;V(n,o.map(([m,g])=>[m,`colour: ${g}`])),n.value=t.get("measure");let u=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${u||
"no value"}`,s.textContent=w(i),a.textContent=`${w(c)} ${p}`,l.style.background=i<0?Sc:Nc}function Cc({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:a}=e,l=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(l).map((i,c)=>[
o+l+c,`“${_(i,40)}”`,r[l+c]&1?"generated":"prompt",s.values[l+c]])}}var De=t=>e=>{e.root.dataset.anchor="",G(e,t,e.own.total)};function Kr(t,e){H(t,e,Array.
from({length:t.model.get("layers")},(o,n)=>n))}var qc={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:De(-1),ArrowRight:De(1),ArrowUp:t=>Kr(t,-1),ArrowDown:t=>Kr(t,1),Home:De(Number.NEGATIVE_INFINITY),
End:De(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Ec,listen:t=>Hr(t,()=>{Ro(t),Co(t,le(t),Lo(t))}),draw:_c,table:Cc,symbols:({sel:t,own:e},o)=>{let n=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,r=e.measure[0]==="surprise"?e.painted.values[n]:Number.NaN;if(r>=0)return`${w(o==="p"?Math.exp(-r):r,3)} for\
 token ${e.first+n}`}},Xr=D(qc);var Gr={architecture_map:Ko,compressor:Xo,cost:rn,expert_load:yn,expert_routing:_n,generation:Rn,hyper_connections:jn,lens:Kn,lightning_indexer:mr,room:Nr,sparse_attention:Wr,
token_strip:Xr};function Qr(t,e){let o={},n=[],r=[];for(let[a,l]of new URLSearchParams(t.replace(/^#/,""))){let i=e.linked.find(d=>d[0]===a),c=i&&e.views.find(d=>d.name===i[1]);
if(i&&c?.held[i[2]]?.includes(l))n.push([i[1],i[2],l]);else if(i)r.push(`${a} ${l}`);else{let d=Ic(a,l,e);d?r.push(d):o[a]=typeof e.defaults[a]=="number"?Number(
l):l}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:o,own:n,said:r.length?s:""}}function Ic(t,e,{defaults:o,
limits:n,views:r}){if(!(t in o))return t;let s=n[t],a=Number(e);if(s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1]))return`${t} ${e} (it has ${Math.max(s[0],
0)} to ${s[1]})`;let l=e===""||t==="beside"&&e===re||r.some(i=>i.tab===e);return["tab","beside"].includes(t)&&!l?`view ${e}`:""}function Zr(t,e,o){let n=new URLSearchParams;
for(let[r,s]of Object.entries(t.defaults))e.get(r)!==s&&n.set(r,e.get(r));for(let[r,s,a]of t.linked){let l=t.views.find(i=>i.name===s)?.state[a];o[s].get(a)!==l&&
n.set(r,o[s].get(a))}return n.toString()}function Pc(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),o=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),n={...o.json},r=4+e;for(let[a,
l]of Object.entries(o.bytes)){n[a]=[];for(let i of l)n[a].push(t.subarray(r,r+i)),r+=i}let s=o.tokens.length?o.tokens:[null];return{rows:new Map(s.map((a,l)=>[a,
l])),said:o.said,traits:n}}async function Jr(t){let e=document.getElementById(t);if(!e)return null;let o=Uint8Array.from(atob(e.textContent??""),r=>r.charCodeAt(
0)),n=new Blob([o]).stream().pipeThrough(new DecompressionStream("gzip"));return Pc(new Uint8Array(await new Response(n).arrayBuffer()))}function Wc(t,e,o,n,r){
if(t.startsWith("own."))return o(t.slice(4));let s=e("token"),a=s>=0&&s<n?s:n-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function ts(t,e,o,n,r=[-1,-1]){let s=[],a=null;for(let l of t.
fields){let i=l in t.frozen,c=Wc(l,e,o,n,r);if(i&&l.startsWith("own.")&&c!==t.frozen[l])return null;l==="token"?a=c:s.push(i?t.frozen[l]:c)}return{chunk:s.join(
","),token:a}}var es=(t,e,o)=>t.find(n=>n[0]===e&&n[1]===o)??t[0];var ie=class{#t={};constructor(e,o={},n=()=>{}){this.state=e,this.held=o,this.refused=n,this.widget_manager=null}get(e){return this.state[e]}set(e,o){if(this.state[e]!==
o){if(this.held[e]&&!this.held[e].includes(o)){this.refused(e,o);return}this.state[e]=o;for(let n of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])n()}}save_changes(){}send(){}on(e,o){
this.#t[e]??=[],this.#t[e].push(o)}off(e,o){this.#t[e]=(this.#t[e]??[]).filter(n=>n!==o)}};var os="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",Fo=t=>document.getElementById(
t),Wo=class{models={};#t={};#e={};#o={};#n=new Map;#s=new Set;#r=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(n=>n.place==="tab");let o={hover_token:-1,
hover_entry:-1,hover_head:-1};this.sel=new ie({...e.defaults,...e.selection,...o}),this.#a(),this.sel.on("change",()=>this.all())}#a(){let e={bar:f("div","dsv-t\
op"),text:f("div","dsv-text"),tab:f("div","dsv-views")},o=f("div","dsv-room");o.append(e.text,e.tab),document.querySelector("main")?.append(e.bar,o);for(let n of this.
facts.views){this.#i(n);let r=f("div",`dsv-place-${n.name}`),s=f("p","dsv-kept");s.setAttribute("role","status"),r.append(s),this.#t[n.name]=r,this.#e[n.name]=s,
e[n.place].append(r)}this.models.room.on("change:wide",()=>this.all())}#i(e){let o={message:"",selection:"selection",kernel:!1,...e.state},n=new ie(o,e.held,s=>{
let a=s.replace(/_/g," "),l=e.held[s],i=l.length>1?`Not changed: of “${a}” this page holds ${l.join(", ")}.`:`Not changed: “${a}” stays as it was when the\
 page was written.`;this.#l(e.name,"held",`${i} ${os}`)});n.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.filter(a=>a.startsWith(
"own.")));for(let s of new Set(r))n.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=n}#l(e,o,n){this.#o[e]??={},this.#o[e][o]=n,this.#e[e].textContent=
Object.values(this.#o[e]).filter(Boolean).join(" ")}all(){this.#r||(this.#r=!0,queueMicrotask(async()=>{this.#r=!1;for(let n of this.facts.views)this.#l(n.name,
"held","");let e=qe(this.models.room,this.sel),o=this.facts.views.filter(n=>n.place!=="tab"||e.includes(n.tab));await Promise.all(o.map(n=>this.#c(n))),this.#h()}))}async#c(e){
let o=!this.#s.has(e.name);this.#s.add(e.name),await this.#d(e),o&&await Gr[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#d(e){let o=this.
models[e.name];if(e.sentence){o.set("message",e.sentence);return}let n=[this.sel.get("query_first"),this.sel.get("query_last")],r=es(this.facts.ranges,n[0],n[1]),
a=e.parts.some(i=>i.fields.includes("query_first"))&&(r[0]!==n[0]||r[1]!==n[1]),l=`Shown is the whole text: for tokens ${Math.min(...n)} to ${Math.max(...n)} al\
one this page`;this.#l(e.name,"range",a?`${l} holds no numbers. ${os}`:""),await Promise.all(e.parts.map(i=>this.#p(e,i,r))),o.set("message",e.parts.map(i=>i.said).
find(Boolean)??"")}async#p(e,o,n){let r=this.models[e.name],{count:s,tokens:a}=this.facts,l=ts(o,h=>this.sel.get(h),h=>r.get(h),s,n);if(!l){o.said="";return}let i=`${e.
name}/${o.method}/${l.chunk}`,c=`${i} ${l.token}`;if(o.now===c)return;o.now=c;let d=await this.#f(i),p=d?.rows.get(l.token);if(o.now===c){if(!d||p===void 0){let h=`\
This page keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;o.said=`${h} Open the trace itself for the others.`;return}if(o.said=d.said[p],!o.said)for(let h of o.
traits){let u=h in e.state&&o.fields.includes(`own.${h}`);d.traits[h]&&!u&&r.set(h,d.traits[h][p])}}}#f(e){let o=this.#n.get(e);return o||(o=Jr(e),this.#n.set(e,
o)),o}#h(){let e=`#${Zr(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){let o=Qr(e,this.facts);for(let[
n,r]of Object.entries(o.selection))this.sel.set(n,r);for(let[n,r,s]of o.own)this.models[n].set(r,s);Fo("dsv-link").textContent=o.said,this.tabs.some(n=>n.tab===
this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function Fc(){let t=Fo("dsv-theme"),e=o=>{document.body.dataset.jpThemeLight=String(o),t.textContent=
o?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: dark)").matches)}var Do=new Wo(
JSON.parse(Fo("dsv-facts").textContent??""));Fc();Do.restore(location.hash);addEventListener("hashchange",()=>Do.restore(location.hash));Do.all();
