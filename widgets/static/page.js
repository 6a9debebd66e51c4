var N=(t,e,o)=>Math.max(e,Math.min(o,t));function ot(t,e,o){return o>e?N((t-e)/(o-e),0,1):t>=o?1:0}function T(t,e=2){return typeof t!="number"||Number.isNaN(t)?
"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Wo(t){let e=t.reduce((a,l)=>a+l,0);if(!(e>0))return t.map(()=>Number.NaN);let o=t.map(
a=>Math.floor(a/e*100+1e-9)),n=t.map(a=>a/e*100%1),r=t.map((a,l)=>l).sort((a,l)=>n[l]-n[a]),s=100-o.reduce((a,l)=>a+l,0);for(let a=0;a<s;a++)o[r[a%r.length]]++;
return o.map(a=>a/100)}function V(t){if(typeof t!="number"||!Number.isFinite(t))return"–";let e=t;for(let o of["B","kB","MB","GB","TB"]){if(Math.abs(e)<999.5)
return`${e>=100||o==="B"?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PB`}var S=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,
",");var at={top:"embedding",bottom:"head",draft:"draft block"};function bt(t){let e=[" T"," B"," M"," k"].findIndex((o,n)=>t>=10**(12-3*n));return e<0?String(t):`${(t/
10**(12-3*e)).toPrecision(3)}${[" T"," B"," M"," k"][e]}`}var kt=t=>t.model.get("rows");function Bt(t){let e=t.model.get("place")||String(t.sel.get("layer")),o=kt(
t).findIndex(n=>n.place===e);return o<0?1:o}function he({model:t,sel:e}){return t.get("part")==="mixing"?e.get("site")?4:0:Math.max(0,t.get("columns").indexOf(t.
get("part")))}function We(t){let e=kt(t)[Bt(t)];return{row:e,cell:e.cells[Math.min(he(t),e.cells.length-1)]}}function Fe(t,e,o){let n=kt(t)[e],r=Math.min(o,n.cells.
length-1);for(;r>0&&n.cells[r][2]<0;)r--;let s=n.cells[r][0];if(t.model.set("place",at[n.place]?n.place:""),t.tell("part",s),!at[n.place]){let a=s==="mixing"?{site:r?
1:0}:{};t.pick({layer:Number(n.place),entry:-1,expert:-1,...a})}t.redraw()}var Ut=(t,e)=>o=>{let n=kt(o),r=N(Bt(o)+t,0,n.length-1),{cells:s}=n[r],a=he(o);if(e){
do a+=e;while(a>=0&&a<s.length&&s[a][2]<0);if(a<0||a>=s.length)return}Fe(o,r,Math.max(0,a))};function me(t){let{tab:e}=t.model.get("cards")[We(t).cell[0]];e&&t.
pick({tab:e})}var b=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function jt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function De(t,e,o){let n=jt(t),r=jt(e);return n.map((s,a)=>Math.round(s+(r[a]-s)*o))}var nt=(t,e,o)=>`rgb(${De(t,
e,o).join(",")})`,St=(t,e)=>Array.from({length:255},(o,n)=>nt(t,e,n/254));function Et(t){let[e,o,n]=(t.match(/\d+/g)??["0","0","0"]).map(Number);return .299*e+.587*
o+.114*n>140?"#111":"#fff"}function p(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function w(t,e,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[r,s]of Object.entries(e??{}))n.setAttribute(r,String(s));return o!==void 0&&(n.textContent=o),n}function D(t,e){let o=p("op\
tion","",e);return o.value=String(t),o}function G(t,e){let o=p("table",t),n=p("thead"),r=p("tr"),s=p("tbody");for(let a of e)r.append(p("th","",a));return n.append(
r),o.append(n,s),{table:o,head:r,rows:s}}function I(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.max(1,Math.round(o*n));(t.width!==
r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=dt(t);return a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,o),a}var dt=t=>t.
getContext("2d");function Ot(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function pt(t,e,o=5){let n=Ot(o,o),r=dt(n);return r.strokeStyle=
e,r.lineWidth=1,r.beginPath(),r.moveTo(0,o),r.lineTo(o,0),r.moveTo(-1,1),r.lineTo(1,-1),r.moveTo(o-1,o+1),r.lineTo(o+1,o-1),r.stroke(),t.createPattern(n,"repeat")}
function ft(t,e,o,n,r,s){t.fillStyle=pt(t,b(e,"none"),5),t.fillRect(o,n,r,s)}function Fo(t,e,[o,n,r]){let{card:s}=t.own,a=t.model.get("cards")[o],l=at[e.place]?"":e.place,i=p("div");i.append(`${a.section}, `,p("code","",a.file)),s.replaceChildren(
p("h4","",`${a.title}${l?` of layer ${l}`:""}`),p("div","dsv-note",a.does),p("div","",r<0?`Layer ${l} has no such part.`:`${bt(n)} parameters, ${V(r)}`),p("pre",
"",a.equation),...e.words?[p("div","dsv-note",`This layer ${e.words}.`)]:[],i,...cs(t,a.points,o,l));let c=p("div","dsv-note");if(c.style.marginTop="5px",a.tab){
let d=p("button","dsv-small",`open “${a.tab}”`);d.addEventListener("click",()=>me(t)),c.append(d," ")}c.append("alone: ",p("code","",a.code)),s.append(c)}function cs(t,e,o,n){
let r=o==="mixing"?t.sel.get("site")?".ffn.":".attn.":"",s=e.filter(([l,,i])=>!l.includes("{i}")||n&&i.includes(Number(n))&&l.includes(r));if(!s.length)return[];
let a=p("ul");for(let[l,i]of s){let c=p("li");c.append(p("code","",l.replace("{i}",n)),` ${i}`),a.append(c)}return[p("div","dsv-note","Can be captured:"),a]}var J={sliding:"▭",csa:"▤",hca:"▦"},zt=(t,e)=>`layer ${t} ${J[e??""]??""} ${e==="sliding"?"sliding":(e??"").toUpperCase()}`;var ds={mixing:"mHC",attention:"attention",compressor:"compressor",indexer:"indexer",routing:"routing",experts:"experts","shared expert":"shared"};function ps({
model:t,own:e},o){let{layers:n}=t.get("totals"),r=t.get("columns").length,s=n>30?13:n>14?17:24,a=e.figure.clientWidth<330,l=a?70:112,i=a?2:62,c=N(e.figure.clientWidth-
2,236,620),d=c-l-i,f=d/r,h=f<58,m=h?68:20;return{tall:s,narrow:a,left:l,right:i,width:c,span:d,wide:f,steep:h,top:m,height:m+o*(s+2)+4}}function Do(t,e,o,n){let r=Math.
max(Math.log(n)-Math.log(o),1e-9),s=m=>.1+.8*(Math.log(m)-Math.log(o))/r,a={...ps(t,e.length),alpha:s},{width:l,height:i,narrow:c,right:d,top:f}=a,h=w("svg",{width:l,
height:i,role:"group","aria-label":"the model's layers and parts"});h.append(...fs(t,a)),c||h.append(w("text",{x:l-d+4,y:f-8,class:"quiet"},"parameters")),h.append(
...hs(t,a,e));for(let[m,u]of e.entries())h.append(...ms(t,a,u,m));return h.addEventListener("click",m=>{let u=m.target.closest?.(".cell");u&&Fe(t,Number(u.dataset.
row),Number(u.dataset.column))}),h}function fs(t,{left:e,wide:o,steep:n,top:r}){return t.model.get("columns").map((s,a)=>{let l=e+(a+.5)*o,i={transform:`transla\
te(${l+4},${r-5}) rotate(-90)`};return w("text",{class:"quiet column",...n?i:{x:l,y:12,"text-anchor":"middle"}},ds[s])})}function hs(t,{left:e,top:o,tall:n},r){
let{streams:s}=t.model.get("totals"),a=o+(r.findIndex(l=>l.place==="bottom")+.2)*(n+2);return Array.from({length:s},(l,i)=>{let c=e-6-4*(s-i),d=b(t.root,"quiet");
return w("line",{x1:c,x2:c,y1:o+n,y2:a,stroke:d,"stroke-width":1.2})})}function ms(t,e,o,n){let{tall:r,narrow:s,width:a,right:l,top:i}=e,c=i+n*(r+2),d=s?"":` ${o.
kind}`,f=`${o.place} ${J[o.kind]}${d}${o.routing==="hash"?" ☷":""}`,h=w("text",{x:2,y:c+r/2+4},at[o.place]??f);n===Bt(t)&&(h.style.fontWeight="700",h.style.fill=
b(t.root,"mark"));let m=o.cells.flatMap((g,y)=>us(t,e,o,g,n,y)),u=[h,...m];return s||u.push(w("text",{x:a-l+4,y:c+r/2+4,class:"quiet"},bt(o.parameters))),u}function us(t,{
left:e,span:o,wide:n,tall:r,top:s,alpha:a},l,[i,,c],d,f){let{root:h}=t,m=at[l.place],u=s+d*(r+2),g=m?e:e+f*n,y=m?o:n-2,M=u+r/2;if(c<0){let L={x1:g+y/2-4,x2:g+y/
2+4,y1:M,y2:M};return[w("line",{...L,stroke:b(h,"line")})]}let x=d===Bt(t)&&(m||f===he(t)),$=w("rect",{class:"cell",x:g,y:u,width:y,height:r,rx:3,fill:`rgba(${b(
h,"tint")}, ${a(c).toFixed(2)})`,stroke:x?b(h,"mark"):"none","stroke-width":2});if($.dataset.row=String(d),$.dataset.column=String(f),$.append(w("title",{},`${m??
`layer ${l.place}, ${i}`}: ${V(c)}`)),r<=15||y<=46)return[$];let A={x:g+y/2,y:M+4,"text-anchor":"middle","pointer-events":"none"},v=w("text",A,V(c));return v.style.
fontSize="10px",a(c)>.62&&(v.style.fill=b(h,"panel")),[$,v]}function q(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function xt(t,e){let o=q(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var O=t=>xt(t,Float32Array),F=t=>xt(t,Int32Array),_t=t=>xt(
t,Int16Array),ht=t=>Float32Array.from(xt(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function X(t,e){let o=q(t),n=new TextDecoder,r=[],s=0;for(let a of xt(e,Uint16Array))
r.push(n.decode(o.subarray(s,s+a))),s+=a;return r}function C(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var Ho=globalThis;Ho.dsvGains??=new WeakMap;var He=Ho.dsvGains;function j(t,e){let o=t.get(e);return He.get(o)?.whole??o}function bs(t,e,o,n){let r=t.get(e),s=q(
j(t,e)),a=q(n);if(s.length!==o||!(r instanceof Object))return!1;let l=He.get(r);if(!l||l.room.length<o+a.length){let i=new Uint8Array(2*(o+a.length));i.set(s),l=
{room:i},He.set(r,l)}return l.room.set(a,o),l.whole=l.room.subarray(0,o+a.length),!0}function Bo({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],l)=>!bs(
t,s,a,n[l]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var Be=400;function Uo(t,e){let o=p("button","dsv-small dsv-numbers","▦"),n=p("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numb\
ers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&ks(t,n,e()),
r)}function ks(t,e,{columns:o,rows:n,note:r}){let s=G("dsv-table",o);for(let l of s.head.children)l.scope="col";for(let l of n.slice(0,Be)){let i=p("tr");i.style.
cursor="default";for(let c of l)i.append(p("td","",xs(c)));s.rows.append(i)}let a=n.length>Be?`The first ${Be} of ${n.length} rows. `:"";e.replaceChildren(p("di\
v","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function xs(t){return typeof t=="number"?Number.isInteger(t)?String(t):T(t,4):String(
t??"–")}var ws="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",$s={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ts={expert:-1,entry:-1,hover_entry:-1},Ms=["SELECT","INPUT","TEX\
TAREA"],P=t=>({initialize:Bo,render:e=>Ns(e,t)});async function Ns({model:t,el:e},o){let n=As(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),s=new Ue(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function As({title:t,aria:e}){let o=p("di\
v","dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=p("div","dsv-head"),r=p("span","dsv-facts");r.setAttribute("aria-live",
"polite"),n.append(p("span","dsv-title",t),r);let s=p("div","dsv-message"),a=p("div","dsv-body");return o.append(p("div","dsv-gone",ws),n,s,a),{root:o,head:n,facts:r,
message:s,body:a}}var Ue=class{#t=!1;#n=!1;#r=60;#o;#s;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:l},i){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=l,this.#o=a,this.#s=i,this.own=void 0,this.tabled=i.table?Uo(this,()=>i.table(this)):null,this.#i(),this.#c()}redraw(){this.#t||this.#n||
(this.#t=!0,requestAnimationFrame(()=>{this.#t=!1,this.#n||this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#r=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#o.textContent=s,this.#o.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#s.draw(this)}catch(a){this.#o.style.display="",this.#o.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#l(Object.entries({...o?Ts:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#l(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#l(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#i(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(c,d,f)=>{c.on(d,f),this.#e.push(()=>c.off(d,f))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let l=new MutationObserver(()=>{r(),setTimeout(r,400)});l.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let i=new ResizeObserver(r);i.observe(n),this.#e.push(()=>l.disconnect(),()=>i.disconnect())}#c(){
this.listen(this.root,"focusin",je,!0),this.listen(this.root,"keydown",e=>{if(Ms.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick($s):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
je=t=>{t.target.dataset.lmSuppressShortcuts="true"};var Ss="▭ sliding  ▤ CSA  ▦ HCA  ☷ experts from a table · stronger: more bytes";function Es({body:t}){let e=p("div","dsv-map"),o=p("div","dsv-map-figur\
e"),n=p("div","dsv-map-card");return e.append(o,n),t.append(e),{figure:o,card:n}}function Os(t){let{model:e,facts:o,root:n}=t,{figure:r,card:s}=t.own,a=kt(t),l=e.
get("totals");if(!a.length)return;o.replaceChildren(p("b","",`${bt(l.parameters)} parameters`),` in ${V(l.bytes)} of the release's formats; ${bt(l.active)} work\
 on each token · ${l.layers} layers, ${l.streams} streams`);let i=a.flatMap(g=>g.cells.map(y=>y[2])).filter(g=>g>0),[c,d]=[Math.min(...i),Math.max(...i)],f=`(${V(
c)} to ${V(d)}, logarithmic)`,h=r.scrollTop;r.replaceChildren(Do(t,a,c,d),p("div","dsv-note",`${Ss} ${f} · – : not in this layer`)),r.scrollTop=h;let{row:m,cell:u}=We(
t);Fo(t,m,u),n.drawn={rows:a.map(g=>g.place),kinds:a.map(g=>g.kind),part:u[0],place:m.place,bytes:l.bytes,card:s.textContent}}function _s(t){let e=t.model.get("\
columns"),o=t.model.get("cards"),n=r=>r?" (experts)":" (attention)";return{columns:["place","attention","routing","parameters",...e.map((r,s)=>`${o[r].title}${r===
"mixing"?n(s):""}, bytes`)],rows:kt(t).map(r=>[at[r.place]??`layer ${r.place}`,r.kind,r.routing,r.parameters,...r.cells.map(s=>s[2]<0?null:s[2])]),note:"Paramet\
ers, and bytes in the release's formats; – : the layer has no such part. Embedding, head and draft block: all bytes in one cell."}}var vs={title:"Architecture",
aria:"The loaded model. Up and down move the layer, left and right the part, Enter opens its view.",keys:{ArrowUp:Ut(-1,0),ArrowDown:Ut(1,0),ArrowLeft:Ut(0,-1),
ArrowRight:Ut(0,1),Enter:me},build:Es,draw:Os,table:_s},jo=P(vs);var Rs=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Cs=/<｜([^｜<>\n]*)｜>/g,Ls=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
qs=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,rt=t=>t.replace(Cs,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Rs,qs),vt=t=>Ls.
test(t)?`⁨${t}⁩`:t,Rt=t=>rt(t.replace(/\n/g,"⏎"));function _(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),
n=rt(o)||"␣",r=[...n];return vt(r.length>e?`${r.slice(0,e-1).join("")}…`:n)}function st(t,e,o=!1){let n=[...rt(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];
return n.length<=e?vt(n.join("")):vt(o?`…${n.slice(1-e).join("")}`:`${n.slice(0,e-1).join("")}…`)}var ue=(t,e,o)=>t.find(n=>o(n)<=e)??"";var ge=34;function Ps(t,e){let o=e?.entry??-1;return o>=0&&o<t.complete?{...t,...e}:t}var Is=(t,e,o)=>N(Math.floor(t/e*o),0,o-1),ze=({model:t})=>Ps(t.get("table"),
t.get("chosen"));function Ws({body:t}){let e=p("div","dsv-note"),o=p("div","dsv-scroll"),n=p("div"),r=p("div","dsv-note");return o.style.maxHeight="230px",t.append(
e,o,n,r),{words:e,list:o,strip:n,waiting:r}}function Fs(t){let{words:e,list:o,waiting:n}=t.own,r=ze(t);r.kind&&(t.facts.replaceChildren(p("b","",zt(r.layer,r.kind)),
r.entry>=0?` · entry ${r.entry} of ${r.complete}`:" · no entry is complete yet"),e.textContent=r.kind==="csa"?`A CSA entry stands for ${r.rate} tokens and is \
pooled from ${2*r.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${r.rate} tokens; the gates sum to one.`,o.replaceChildren(...r.rows.length?[Ds(t,r)]:[]),Hs(t,r),n.textContent=r.pending.length?`Waiting f\
or their block to fill (${r.pending.length} of ${r.rate}): `+r.pending.map(s=>_(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:r.layer,token:r.token,entry:r.entry,complete:r.complete,tokens:r.rows.map(s=>s.token),gates:r.rows.map(s=>s.gate),index:r.rows.map(s=>s.index_gate),pending:r.
pending.length})}function Ds(t,e){let o=e.rows.some(a=>a.index_gate!==null),{table:n,rows:r}=G("dsv-table",["token","","attention","",...o?["indexer",""]:[]]),s=Math.
max(...e.rows.flatMap(a=>[a.gate,a.index_gate??0]),1e-9);for(let a of e.rows){let l=p("tr"),i=p("td","",`“${_(a.piece,14)}”`);i.style.textAlign="left",l.append(
p("td","",`${a.token}`),i);for(let c of o?[a.gate,a.index_gate]:[a.gate]){let d=p("span","dsv-bar"),f=p("td");f.style.textAlign="left",d.style.width=`${Math.max(
1,(c??0)/s*(o?56:130))}px`,f.append(d),l.append(p("td","",T(c,3)),f)}l.addEventListener("click",()=>t.pick({token:a.token})),r.append(l)}return n}function Hs(t,e){
let{model:o,body:n,root:r}=t,{strip:s}=t.own,a=O(o.get("sharpness")),l=a.length;if(!l){s.replaceChildren();return}let i=Math.max(200,n.clientWidth-2),c=i/l,d=Math.
max(...a.filter(m=>!Number.isNaN(m)),2),f=w("svg",{width:i,height:ge+16,role:"img","aria-label":`${l} complete entries`}),h=`all entries: leaning on few tokens \
(even mean: 1, tallest: ${T(d,1)})`;f.append(w("text",{x:0,y:10,class:"quiet"},h));for(let m=0;m<l;m++){let u=Number.isNaN(a[m]),g=u?ge:N(a[m]/d,0,1)*ge,y=m===e.
entry?b(r,"mark"):`rgb(${b(r,"tint")})`,M=w("rect",{class:"step",x:m*c,y:14+ge-g,width:Math.max(c-1,.6),height:Math.max(g,.6),fill:u?"none":y,stroke:u?b(r,"none"):
"none","stroke-dasharray":"2 3"});M.append(w("title",{},`entry ${m}: ${u?"its gates were not captured":T(a[m],2)}`)),f.append(M)}f.addEventListener("click",m=>{
t.pick({entry:Is(m.clientX-f.getBoundingClientRect().left,i,l)})}),s.replaceChildren(f)}function Bs(t){let e=ze(t);return{columns:["token","text","gate of atten\
tion's compressor","gate of the indexer's"],rows:(e.rows??[]).map(o=>[o.token,o.piece,o.gate,o.index_gate]),note:`Entry ${e.entry} of layer ${e.layer}; each col\
umn of gates sums to one.`}}var zo=t=>e=>{let o=ze(e);o.complete&&e.pick({entry:N(o.entry+t,0,o.complete-1)})},Us={title:"Compressor",aria:"What a compressed en\
try is made of. Left and right move the entry.",keys:{ArrowLeft:zo(-1),ArrowRight:zo(1)},build:Ws,draw:Fs,table:Bs},Vo=P(Us);function Y(t,e,o,n){let r=p("select");r.setAttribute("aria-label",o),r.dataset.trait=e,mt(r,n);let s=typeof t.model.get(e)=="number";return t.listen(r,"change",
()=>{t.tell(e,s?Number(r.value):r.value),t.redraw()}),{select:r,show:l=>{l&&mt(r,l),r.value=String(t.model.get(e))}}}function mt(t,e){let o=JSON.stringify(e);t.
dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>D(n,r))),t.dataset.options=o)}function Go(t,e,o,n,r){let s=null,a=i=>i.clientX-e.getBoundingClientRect().
left-o()[0],l=i=>N(a(i)/Math.max(o()[1],1),0,1);t.listen(e,"pointerdown",i=>{let c=a(i);c<0||c>o()[1]||(s=l(i),e.setPointerCapture?.(i.pointerId))}),t.listen(e,
"pointermove",i=>{s!==null&&n(Math.min(s,l(i)),Math.max(s,l(i)))}),t.listen(e,"pointerup",i=>{if(s===null)return;let c=s,d=l(i);s=null,r(Math.min(c,d),Math.max(
c,d))}),t.listen(e,"pointercancel",()=>{s=null})}function ye(t,e){let o=0,n=()=>{let s=t.root,a=s.getBoundingClientRect(),l=e.getBoundingClientRect();if(performance.
now()>o||s.scrollHeight<=s.clientHeight)return;let i=s.querySelector(".dsv-controls")?.offsetHeight??0;l.bottom>a.bottom&&(s.scrollTop+=Math.max(0,l.top-a.top-i-
6))},r=()=>{o=0};return n.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",r,{passive:!0}),t.listen(t.root,"pointerdown",s=>{s.target.tagName!==
"SELECT"&&r()}),n}var Vt=46,Ve=74,be=18,Ge=24,wt=10,Gt=20,js={"V3.2":"2 3",Pro:"",Flash:"7 3","this model":"","what if":"3 2"},Xe={"V3.2":"quiet",Pro:"window",Flash:"entries","th\
is model":"mark","what if":"mark"};function zs(t){return t>=1048576?`${T(t/1048576,0)}M`:t>=1024?`${Math.round(t/1024)}k`:String(t)}function Vs(t){let e=t.filter(
r=>r>0),o=Math.floor(Math.log10(Math.min(...e))),n=Math.ceil(Math.log10(Math.max(...e)));return[o,Math.max(n,o+1)]}function Gs(t,e,o,n){let r=[...t.keys()].sort(
(l,i)=>t[l]-t[i]),s=[...t];for(let[l,i]of r.entries())l&&(s[i]=Math.max(s[i],s[r[l-1]]+e));let a=[...r].reverse();if(a.length&&s[a[0]]>n)for(let[l,i]of a.entries())
s[i]=l?Math.min(s[i],s[a[l-1]]-e):n;return s.map(l=>Math.max(o,l))}function Ye(t,{title:e,what:o,lines:n,words:r}){let{model:s,body:a,root:l}=t,i=a.clientWidth>
460,c=Math.max(220,Math.min(560,(a.clientWidth-16)/(i?2:1))),d=i?172:120,f=c-Vt-Ve,[h,m]=Vs(n.flat()),u=E=>Vt+(Math.log2(E)-wt)/(Gt-wt)*f,g=E=>be+(m-Math.log10(
E))/(m-h)*(d-be-Ge),y=s.get("readings"),M=s.get("models").map((E,R)=>`${E} ${r(y[R][o])}`),x=w("svg",{width:c,height:d,role:"img","aria-label":`${e}: ${M.join("\
, ")}`});x.append(w("text",{x:2,y:11},e));for(let E=h;E<=m;E++){let R=r(10**E).replace("FLOP","").replace(".00","").replace(".0","");x.append(w("line",{x1:Vt,x2:c-
Ve,y1:g(10**E),y2:g(10**E),stroke:b(l,"line")}),w("text",{x:Vt-4,y:g(10**E)+4,"text-anchor":"end",class:"quiet"},R))}for(let E=wt;E<=Gt;E+=c<300?5:2){let R={x:u(
2**E),y:d-9,"text-anchor":"middle",class:"quiet"};x.append(w("text",R,zs(2**E)))}let $=u(s.get("own").length),A={x1:$,x2:$,y1:be,y2:d-Ge};x.append(w("line",{...A,
stroke:b(l,"ink"),"stroke-dasharray":"1 3"}));let v=Gs(n.map(E=>g(E[E.length-1])),12,be,d-Ge),L={x:u,y:g,right:c-Ve};for(let[E,R]of n.entries())x.append(...Xs(t,
E,o,R,v[E],L,r));return x.addEventListener("click",E=>{let R=(E.clientX-x.getBoundingClientRect().left-Vt)/f,fe=Math.round(N(wt+R*(Gt-wt),wt,Gt));t.tell("length",
2**fe),t.redraw()}),x.style.cursor="pointer",x}function Xs({model:t,root:e},o,n,r,s,{x:a,y:l,right:i},c){let d=t.get("models")[o],f=t.get("lengths"),{context:h,
length:m}=t.get("own"),u=t.get("readings")[o][n],g=b(e,Xe[d]),y=w("path",{d:r.map((v,L)=>`${L?"L":"M"}${a(f[L]).toFixed(1)} ${l(v).toFixed(1)}`).join(""),fill:"\
none",stroke:g,"stroke-width":d==="what if"?2.4:1.8,"stroke-dasharray":js[d]}),M=w("text",{x:i+5,y:s+4},d);M.style.fill=g;let x=w("circle",{cx:a(m),cy:l(u),r:3,
fill:g});if(x.append(w("title",{},`${d}: ${c(u)}`)),d!=="this model"||h<2**wt||h>=2**Gt)return[y,M,x];let $=l(r[f.findIndex(v=>v>=h)]),A=w("circle",{cx:a(h),cy:$,
r:3.2,fill:b(e,"panel"),stroke:g});return A.append(w("title",{},`longest context this model accepts: ${S(h)}`)),[y,M,A,x]}var Ke=["window","entries","sink"],Xo=["","repeating-linear-gradient(135deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px), ","repeating-linear-gradient(90d\
eg, transparent 0 2px, rgba(255,255,255,.45) 2px 4px), "],ke="V3.2";function Qe(t){let e=t;for(let o of["FLOP","kFLOP","MFLOP","GFLOP","TFLOP"]){if(e<999.5)return`${e>=
100?e.toFixed(0):e.toPrecision(3)} ${o}`;e/=1e3}return`${e.toPrecision(3)} PFLOP`}var $t=t=>Number.isFinite(t)?`${T(100*t,t>=.1?1:2)} %`:"–";function Xt({model:t}){
let e=t.get("models"),o=t.get("readings");return{models:e,readings:o,v32:o[e.indexOf(ke)]}}function Ko(t){let{root:e}=t,{models:o,readings:n,v32:r}=Xt(t),s=["mo\
del","FLOPs","of V3.2","of which","cache","of V3.2","of which"],{table:a,head:l,rows:i}=G("dsv-table dsv-cost-table",s);for(let c of l.children)c.textContent===
"of which"&&(c.style.textAlign="left");for(let[c,d]of o.entries()){let f=n[c],h=p("td","",d),m=p("td"),u=p("td");h.style.color=b(e,Xe[d]),m.style.textAlign=u.style.
textAlign="left",m.append(...Yo(t,f.classes)),Object.keys(f.parts).length>1&&u.append(...Yo(t,f.parts));let g=p("tr");g.append(h,p("td","",Qe(f.flops)),p("td","",
$t(f.flops/r.flops)),m,p("td","",V(f.bytes)),p("td","",$t(f.bytes/r.bytes)),u),i.append(g)}return a}function Yo({root:t},e){let o=Object.entries(e),n=o.reduce((l,[
,i])=>l+i,0),r=p("span","dsv-stack");for(let[l,[i,c]]of o.entries()){if(!(c>0))continue;let d=p("span"),f=Xo[Math.floor(l/Ke.length)%Xo.length];d.style.width=`${100*
c/n}%`,d.style.background=`${f}${b(t,Ke[l%Ke.length])}`,d.title=`${i}: ${$t(c/n)}`,r.append(d)}let[s,a]=[...o].sort((l,i)=>i[1]-l[1])[0];return[r,` ${s} ${$t(a/
n)}`]}function Qo({model:t}){let e=p("div","dsv-note");e.style.marginTop="6px",e.append(p("b","","Published for 1,048,576 tokens, recomputed here: "));let o=t.get(
"published");for(let[n,[r,s,a,l,i]]of o.entries())e.append(`${n?"; ":""}${r} ${s} ${Math.round(100*a)} % of V3.2, `,p("b","",`${T(100*l,2)} %`),i?" ✓":" ✗ dif\
fers");return e.append(". The arithmetic: FP4 counts half of FP8, 16-bit twice, the output matrix left out."),e}function Zo({model:t}){let e=t.get("held"),o=p("\
div","dsv-note");if(o.style.marginTop="4px",e.held===void 0)return o.textContent="What a cache really holds is shown beside the formula once a run has ended.",o;
let n=p("b","",`This run's cache held ${S(e.held)} bytes`);if(o.append(n,` after ${S(e.tokens)} tokens (${e.dtype})`),e.formula){let r=Object.entries(e.formula),
s=r.reduce((l,[,i])=>l+i,0),a=s===e.held;o.append(a?"; the formula says the same to the byte: ":`; the formula says ${S(s)}: `,r.filter(([,l])=>l).map(([l,i])=>`${l}\
 ${S(i)}`).join(", "))}return o.append(`. Keys of the window, entries and index keys alone: ${S(e.rows)} bytes, in the release's precision ${S(e.release)}.`),o}var Jo="what if",Ys=["csa_rate","hca_rate","index_topk"];function Ks(t){let{model:e,body:o}=t,n=p("div","dsv-controls"),r=p("div","dsv-cost-charts"),s=p("div","\
dsv-panel"),a=Y(t,"precision","precision",e.get("precisions")),l=Y(t,"counting","how FLOPs are counted",e.get("countings")),i=Y(t,"base","model the sliders star\
t from",[]),c=[xe(t,"length","context",10,20),xe(t,"csa_rate","CSA rate",1,6),xe(t,"hca_rate","HCA rate",2,10),xe(t,"index_topk","top-k",3,12)],d=p("div","dsv-c\
ost-sliders"),f=p("button","dsv-small","own values");return d.append(...c.map(h=>h.box),f),n.append(i.select,a.select,l.select),o.append(n,d,r,s),{charts:r,below:s,
precision:a,counting:l,base:i,sliders:c,reset:f,doubles:C(Qs)}}var Qs=t=>xt(t,Float64Array);function Zs(t){t.listen(t.own.reset,"click",()=>{for(let e of Ys)t.model.
set(e,0);t.model.save_changes(),t.redraw()})}function xe(t,e,o,n,r){let{model:s}=t,a=p("label"),l=p("input"),i=p("output");return Object.assign(l,{type:"range",
min:n,max:r,step:1}),l.setAttribute("aria-label",o),a.append(o,l,i),t.listen(l,"input",()=>{let d=2**Number(l.value);t.tell(e,e!=="length"&&d===s.get("own")[e]?
0:d),t.redraw()}),{box:a,show:()=>{let d=s.get(e)||s.get("own")[e];l.value=String(Math.round(Math.log2(d))),i.textContent=e==="length"?S(d):`${d}${s.get(e)?"":"\
 (own)"}`}}}function Js(t){let{model:e,root:o,own:n}=t,{base:r,precision:s,counting:a,sliders:l,reset:i,charts:c,below:d}=n,{models:f,readings:h}=Xt(t);if(!f.length)
return;let m=f.filter(g=>g!==ke&&g!==Jo);r.show(m.map(g=>[g,`sliders change: ${g}`])),r.select.value||(r.select.selectedIndex=r.select.options.length-1);for(let g of[
s,a,...l])g.show();i.style.visibility=f.includes(Jo)?"":"hidden",ta(t);let u=tn(t,0);c.replaceChildren(Ye(t,{title:"FLOPs of one token",what:"flops",lines:u,words:Qe}),
Ye(t,{title:"cache of one sequence",what:"bytes",lines:tn(t,1),words:V})),d.replaceChildren(Ko(t),Qo(t),Zo(t)),o.drawn={models:[...f],length:e.get("own").length,
flops:h.map(g=>g.flops),bytes:h.map(g=>g.bytes),first:u.map(g=>g[0]),published:e.get("published"),held:e.get("held")}}function tn({model:t,own:e},o){let n=e.doubles(
t.get("curves")),r=t.get("lengths").length;return t.get("models").map((s,a)=>[...n.subarray((2*a+o)*r,(2*a+o+1)*r)])}function ta(t){let{models:e,readings:o,v32:n}=Xt(
t),r=e.flatMap((a,l)=>{let i=`${$t(o[l].flops/n.flops)} / ${$t(o[l].bytes/n.bytes)}`;return a===ke?[]:[`${a} `,p("b","",i)," "]}),s=p("b","",`${S(t.model.get("o\
wn").length)} tokens`);t.facts.replaceChildren("at ",s," of context, against V3.2: ",...r,"(FLOPs / cache)")}function ea(t){let{model:e}=t,{models:o,readings:n,
v32:r}=Xt(t),s=(i,c)=>i.find(([d])=>d===c)?.[1],a=s(e.get("precisions"),e.get("precision")),l=s(e.get("countings"),e.get("counting"));return{columns:["model","G\
FLOP of a token","of V3.2","cache, bytes","of V3.2"],rows:o.map((i,c)=>{let{flops:d,bytes:f}=n[c];return[i,d/1e9,d/r.flops,f,f/r.bytes]}),note:`At ${S(e.get("ow\
n").length)} tokens of context; ${a}; ${l}.`}}var oa={title:"Cost",aria:"Cost of a token against the length of its context",build:Ks,listen:Zs,draw:Js,table:ea},
en=P(oa);function z(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:N(s,0,o-1)})}function U(t,e,o){if(!o.length)return;let n=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(n+e,0,o.length-1)],expert:-1,entry:-1})}var ut=30,na=.55,ra=(t,e)=>N(1-1.6*t/Math.max(1,e),.5,.85);function sa(t,e,[o,n,r,s]){let a=new Float32Array(o*s),l=new Int16Array(o*s).fill(-1),i=ra(r,s);for(let c=0;c<
n;c++){let d=n-1-c,f=d?na*i**(d-1):1;for(let h=0;h<o;h++)for(let m=0;m<r;m++){let u=(c*o+h)*r+m,g=t[u];if(g<0||g>=s||e[u]===255)continue;let y=h*s+g;a[y]=Math.max(
a[y],f*Math.sqrt(e[u]/254)),l[y]=d}}return{strength:a,age:l}}var nn=t=>N(Math.floor(150/Math.max(1,t)),3,9);function aa({root:t,body:e}){t.classList.add("dsv-la\
ne");let o=p("canvas");return o.style.display="block",o.style.cursor="pointer",e.append(o),{canvas:o,texts:C(X),lights:C((n,r,s)=>sa(_t(n),q(r),JSON.parse(s))),
hovered:null}}function la(t){let{canvas:e}=t.own,o=n=>{t.own.hovered=n,t.redraw()};t.listen(e,"mousemove",n=>o(on(t,n))),t.listen(e,"mouseleave",()=>o(null)),t.
listen(e,"click",n=>{let r=on(t,n);if(!r)return;let s=t.model.get("layers")[r.layer],a=s===t.sel.get("layer")&&r.expert===t.sel.get("expert");t.pick({layer:s,entry:-1,
expert:a?-1:r.expert})})}function on({own:t,model:e},o){let[n,,,r]=e.get("shape"),s=t.canvas.getBoundingClientRect(),a=Math.floor((o.clientY-s.top)/nn(n)),l=Math.
floor((o.clientX-s.left-ut)/(s.width-ut)*r);return a>=0&&a<n&&l>=0&&l<r?{layer:a,expert:l}:null}function ia(t){let{model:e,sel:o,own:n,root:r,body:s}=t,a=e.get(
"shape"),[l,i,c,d]=a,f=e.get("experts"),h=e.get("weights");if(q(h).length!==l*i*c)return;let{strength:m,age:u}=n.lights(f,h,JSON.stringify(a)),g=nn(l),y=Math.max(
ut+d,s.clientWidth),M=I(n.canvas,y,l*g);ca(t,M,m,u,(y-ut)/d,g),da(t,M,g),pa(t,_t(f),q(h)),r.drawn={last:e.get("last"),tokens:i,lit:m.reduce((x,$)=>x+ +($>0),0),
fresh:u.reduce((x,$)=>x+ +($===0),0),layer:o.get("layer"),expert:o.get("expert"),at:performance.now()}}function ca({root:t,sel:e,model:o,own:n},r,s,a,l,i){let[c,
,,d]=o.get("shape"),[f,h,m,u]=["line","ramp-high","ink","mark"].map($=>b(t,$)),g=l>4?1:0,y=i>4?1:0;r.fillStyle=f,r.globalAlpha=.35;for(let $=0;$<c;$++)r.fillRect(
ut,$*i,l*d-g,i-y);for(let $=0;$<c*d;$++){if(!s[$])continue;let A=ut+$%d*l,v=Math.floor($/d)*i;r.globalAlpha=N(s[$],.06,1),r.fillStyle=h,r.fillRect(A,v,l-g,i-y),
!a[$]&&(r.globalAlpha=1,r.fillStyle=m,r.fillRect(A,v+i-y-(y?2:1),l-g,y?2:1))}r.globalAlpha=1;let M=o.get("layers").indexOf(e.get("layer")),x=($,A,v)=>{r.strokeStyle=
v,r.strokeRect(ut+A*l-.5,$*i-.5,l-g+1,i-y+1)};M>=0&&e.get("expert")>=0&&x(M,e.get("expert"),u),n.hovered&&x(n.hovered.layer,n.hovered.expert,b(t,"ink"))}function da({
root:t,sel:e,model:o},n,r){let s=o.get("layers"),a=s.indexOf(e.get("layer"));n.font="9px system-ui, sans-serif",n.textBaseline="middle",n.textAlign="right";let l=r>=
8?1:Math.ceil(10/r);s.forEach((i,c)=>{c!==a&&(c%l||a>=0&&Math.abs(c-a)<l)||(n.fillStyle=b(t,c===a?"mark":"quiet"),n.fillText(String(i),ut-5,Math.max(5,c*r+r/2)))})}
function pa({facts:t,model:e,own:o},n,r){let[s,a,l,i]=e.get("shape"),c=o.texts(e.get("utf8"),e.get("lengths")),{hovered:d}=o;if(!d){t.replaceChildren(`${s} laye\
rs × ${i} experts; underlined: chosen for `,p("b","",`${e.get("last")} “${_(c[a-1]??"",16)}”`),", fading: for the tokens before");return}let f=`layer ${e.get(
"layers")[d.layer]}, expert ${d.expert}: `;for(let h=a-1;h>=0;h--){let m=(h*s+d.layer)*l,u=n.subarray(m,m+l).indexOf(d.expert);if(u<0)continue;let g=a-1-h?`${a-
1-h} tokens ago`:"just now",y=T(r[m+u]/254);t.replaceChildren(f,p("b","",`“${_(c[h]??"",16)}”`),` ${g}, ${y} of the weight`);return}t.replaceChildren(`${f}n\
ot among the last ${a} tokens' experts`)}function fa({model:t,own:e}){let[o,n,r]=t.get("shape"),s=_t(t.get("experts")),a=q(t.get("weights")),l=e.texts(t.get("ut\
f8"),t.get("lengths")),i=Math.max(0,n-1)*o*r;return{columns:["layer","experts, heaviest first","shares of the weight"],rows:t.get("layers").map((c,d)=>{let f=i+
d*r,h=Array.from(a.subarray(f,f+r),m=>T(m/254));return[c,Array.from(s.subarray(f,f+r)).join(" "),h.join(" ")]}),note:`Token ${t.get("last")} “${_(l[n-1]??"",40)}\
”.`}}var ha={title:"Experts at work",aria:"A board of all layers and experts; the newest token's experts are lit. Up and down move the layer.",keys:{ArrowLeft:t=>z(
t,-1,t.model.get("total")),ArrowRight:t=>z(t,1,t.model.get("total")),ArrowUp:t=>U(t,-1,t.model.get("layers")),ArrowDown:t=>U(t,1,t.model.get("layers"))},build:aa,
listen:la,draw:ia,table:fa},rn=P(ha);var Tt=16,it=7,we=268,sn=206,lt=70;function an(t,e){let{body:o,root:n,own:r}=t,s=Math.max(200,o.clientWidth-2),a=I(r.range,s,17),l=s-lt-4;a.font="10px system-ui\
, sans-serif",a.textBaseline="middle",a.fillStyle=b(n,"quiet"),a.fillText("brush tokens",2,8),a.fillStyle=b(n,"line"),a.fillRect(lt,3,l,11);let[i,c]=r.dragging??
(e.first>=0?[e.first,e.last]:[-1,-1]),d=m=>lt+l*m/Math.max(e.tokens,1);i>=0&&(a.fillStyle=`rgba(${b(n,"tint")}, 0.75)`,a.fillRect(d(i),3,Math.max(2,d(c+1)-d(i)),
11)),a.fillStyle=b(n,"ink");let f=i>=0?`${i} to ${c}`:`all ${e.tokens} tokens`,h=a.measureText(f).width;a.fillText(f,N(i>=0?d(i)+3:lt+4,lt,lt+l-h),9)}function ln(t,{
facts:e,layers:o,summary:n},r){let{root:s,model:a,sel:l,own:i}=t,c=I(i.side,r,Ze(t));c.font="10px system-ui, sans-serif",c.textBaseline="middle",c.fillStyle=b(s,
"quiet"),c.fillText("layer",4,8),c.fillText("max/mean",78,8),c.fillText("Gini",136,8),c.fillText(r===we?"effective experts":"effect.",166,8);for(let[d,f]of o.entries()){
let h=Tt+d*i.place.tall+i.place.tall/2,m=f===l.get("layer"),[u,g,y,M,x]=n.subarray(it*d,it*d+5);c.fillStyle=b(s,m?"mark":"ink"),c.font=`${m?"bold ":""}11px syst\
em-ui, sans-serif`;let $=J[a.get("attention_kinds")[d]]??"";c.fillText(`${f} ${$} ${a.get("kinds")[d]==="hash"?"☷ table":"scores"}`,4,h),c.fillStyle=b(s,"ink"),
c.font="10.5px system-ui, sans-serif",c.fillText(T(u),84,h),c.fillText(T(g),136,h),c.fillText(T(y,1),166,h),r===we&&ma(c,s,h,[y,M,x].map(A=>A/e.experts))}}function ma(t,e,o,[
n,r,s]){let a=l=>196+62*N(l,0,1);if(t.strokeStyle=b(e,"line"),t.beginPath(),t.moveTo(a(0),o),t.lineTo(a(1),o),t.stroke(),Number.isNaN(n)){ft(t,e,a(0),o-4,62,8);
return}Number.isNaN(r)||(t.strokeStyle=b(e,"ink"),t.lineWidth=3,t.beginPath(),t.moveTo(a(r),o),t.lineTo(a(s),o),t.stroke(),t.lineWidth=1),t.fillStyle=b(e,"mark"),
t.fillRect(a(n)-1,o-5,2,10)}function cn(t,{facts:e,layers:o,counts:n,tokens:r,summary:s,brushed:a,here:l,elsewhere:i}){let{sel:c,facts:d,own:f}=t,h=o.indexOf(c.
get("layer")),m=h>=0&&c.get("expert")>=0?{row:h,expert:c.get("expert")}:null,u=f.hovered??m;if(d.replaceChildren(),!u){let M=0,x=0;for(let A=0;A<o.length;A++)M+=
s[it*A+5]||0,x+=s[it*A+6]||0;let $=a?`tokens ${e.first} to ${e.last}`:`all ${e.tokens} tokens`;d.append(`${$}, ${e.slots} of ${e.experts} experts each: `,p("b",
"",`${M} never chosen`),`, ${T(x,1)} would be by chance`);return}let g=r[2*u.row],y=l(u.row,u.expert);d.append(`layer ${o[u.row]}, expert ${u.expert}: `,p("b","",
Number.isNaN(y)?"not captured":`${T(y)} × even use`),` (${n[u.row*e.experts+u.expert]} of ${g} tokens, even ${T(g*e.slots/e.experts,1)})`),a&&d.append(`, in th\
e rest ${T(i(u.row,u.expert))} ×`)}function dn({root:t,model:e},o){let n=p("span","dsv-ramp");n.style.display="inline-block",n.style.width="90px",n.style.verticalAlign=
"middle";let r=["less","even","more"].map(a=>b(t,a));n.style.background=`linear-gradient(90deg, ${r.join(", ")})`;let s=e.get("against")==="rest"&&o.first>=0?"t\
he rest":"even use";return["¼ or less ",n,` 4 times or more · low tile: below ${s} · full tile: above · dot: never chosen · hatched: not captured · effective \
experts: of ${o.draws} choices, with 5 to 95 %`]}var Ze=({model:t,own:e})=>Tt+t.get("layers").length*e.place.tall+2;var ua=2,Mt=32,Je=(t,e,o,n)=>e>0?t*n/(e*o):Number.NaN;function pn(t,e){let o=Array.from(t.keys());return e==="load"?o.sort((n,r)=>t[r]-t[n]||n-r):o}var to=t=>t>
0?N(Math.log2(t)/ua,-1,1):-1;function $e(t,e,o,n,r,s,a){let l=to(s),i=l<-1e-9?Math.max(2,r*(1+.5*l)):r;t.fillStyle=a(l),t.fillRect(e,o+(r-i)/2,n,i)}function Te(t){
let e=b(t,"less"),o=b(t,"even"),n=b(t,"more"),r=Array.from({length:2*Mt+1},(s,a)=>a<Mt?nt(o,e,(Mt-a)/Mt):nt(o,n,(a-Mt)/Mt));return s=>r[Math.round((N(s,-1,1)+1)*
Mt)]}var ga="Click a tile for the tokens of that expert. Its number is its name in its layer only: the same number in another layer is another network.",ya="A step w\
aits for its busiest rank, so “busiest” is how much longer the layer takes than in balance. The mean over a text hides bursts: see the batches.";function fn(t,e){
let{model:o,sel:n}=t,{low:r}=t.own,s=o.get("panel");r.replaceChildren(),s==="ranks"?xa(t):o.get("layers").includes(n.get("layer"))?s==="together"?ka(t,e):ba(t,o.
get("detail")):r.append(p("div","dsv-note",`Layer ${n.get("layer")} was not captured; click a row of the map.`))}function ba(t,e){let{low:o}=t.own;if(e.expert===
void 0){o.append(p("div","dsv-note",ga));return}let[n,r,s]=e.weight.map(c=>T(c)),a=p("div","dsv-note");a.append(p("b","",`Expert ${e.expert} of layer ${e.layer}`),
` took ${e.count} of ${e.of} tokens`,e.weight.length?` with weights ${n} to ${s} (middle ${r})`:"",e.bias===null?"":`; its bias is ${T(e.bias,4)}`,e.rows.length?
". Heaviest first:":".");let l=p("table","dsv-table"),i=p("tbody");l.append(i);for(let c of e.rows){let d=p("tr"),f=p("td","dsv-context");f.append(st(c.before,26,
!0),p("b","",st(c.piece,20)),st(c.after,26)),d.append(p("td","",String(c.token)),p("td","",T(c.weight,3)),f),d.addEventListener("click",()=>t.pick({token:c.token})),
i.append(d)}o.append(a,l)}function ka(t,e){let{model:o,sel:n,body:r,root:s}=t,{low:a}=t.own,l=t.own.together(o.get("together"));if(l.length!==e*e)return;let i=p(
"canvas"),c=p("div","dsv-note"),d=Math.round(100*o.get("judged"));c.append(p("b","",`Layer ${n.get("layer")}: experts chosen for the same token`),`, over what t\
heir loads alone would give. ${d} % of the pairs are frequent enough to judge; the others are hatched.`),a.append(c,i);let f=N(Math.floor((r.clientWidth-40)/e),
2,17),h=26,m=15,u=I(i,h+f*e+2,f*e+m+1),g=Te(s);u.font="9.5px system-ui, sans-serif",u.textBaseline="middle",u.fillStyle=b(s,"quiet");for(let A=0;A<e;A+=Math.max(
1,Math.ceil(14/f)))u.fillText(String(A),h+A*f+1,7),u.fillText(String(A),6,m+A*f+f/2);let y=pt(u,b(s,"none"),4),M=f-(f>5?1:0),x=[Number.NaN,0,0];for(let A=0;A<l.
length;A++){let[v,L]=[Math.floor(A/e),A%e],E=h+L*f,R=m+v*f;Number.isNaN(l[A])?v!==L&&(u.fillStyle=y,u.fillRect(E,R,M,M)):($e(u,E,R,M,M,l[A],g),l[A]<=x[0]||(x=[l[A],
v,L]))}if(Number.isNaN(x[0]))return;let $=`Most often beyond chance: experts ${x[1]} and ${x[2]}, ${T(x[0])} times.`;a.append(p("div","dsv-note",$))}function xa(t){
let{model:e}=t,{many:o,where:n,low:r}=t.own,s=e.get("ranks"),a=e.get("layers"),l=t.own.parallel(e.get("parallel")),i=p("div","dsv-controls");o.show(e.get("rank_\
options").map(u=>[u,`${u} ranks`])),n.show(),i.append(p("b","","If the experts were spread over devices:"),o.select,n.select);let c=["layer","busiest","per 64 t\
okens: middle","95 %","load of each rank over the mean"],{table:d,head:f,rows:h}=G("dsv-table",c);f.lastChild.style.textAlign="left";let m=s+3;if(l.length===a.length*
m)for(let[u,g]of a.entries()){let y=l.subarray(u*m,(u+1)*m),M=p("tr");M.append(p("td","",String(g)),p("td","",`${T(y[s])} ×`),p("td","",T(y[s+1])),p("td","",T(
y[s+2])),wa(t,y.subarray(0,s))),M.addEventListener("click",()=>t.pick({layer:g,expert:-1,entry:-1})),h.append(M)}r.append(i,d,p("div","dsv-note",ya))}function wa(t,e){
let o=p("td");return o.style.textAlign="left",o.style.whiteSpace="nowrap",e.forEach((n,r)=>{let s=p("span","dsv-bar");s.style.width=`${N(160/e.length,2,18)}px`,
s.style.height=`${Math.round(7*N(n,0,2.4))}px`,s.style.marginRight="1px",s.style.verticalAlign="baseline",s.title=`rank ${r}: ${T(n)}`,n>1&&(s.style.background=
b(t.root,"more")),o.append(s)}),o}function $a(t){let e=p("div","dsv-controls"),o=Y(t,"against","compare with",[["even","against even use"],["rest","against the rest of the text"]]),n=Y(t,"sort",
"order of experts",[["id","experts by number"],["load","experts by load"]]),r=Y(t,"panel","below the map",[["expert","below: the chosen expert"],["together","be\
low: chosen together"],["ranks","below: parallel ranks"]]),s=Y(t,"ranks","number of ranks",[]),a=Y(t,"placement","placement of experts",[["neighbours","neighbou\
rs together"],["round robin","round robin"]]),l=p("button","dsv-small","whole text");l.title="forget the brushed range",e.append(o.select,n.select,r.select,l);let i=p(
"canvas","dsv-load-range"),c=p("div","dsv-load"),d=p("canvas"),f=p("div","dsv-load-scroll"),h=p("canvas"),m=p("div","dsv-note"),u=p("div","dsv-panel");return h.
style.cursor=d.style.cursor="pointer",f.append(h),c.append(d,f),t.body.append(e,i,c,m,u),{against:o,sort:n,panel:r,many:s,where:a,clear:l,range:i,side:d,scroll:f,
map:h,legend:m,low:u,reveal:ye(t,u),counts:C(F),rest:C(F),tokens:C(F),summary:C(O),together:C(O),parallel:C(O),place:{cell:1,tall:1,orders:[]},hovered:null,dragging:null}}
function Ta(t){let{model:e,own:o}=t,{panel:n,many:r,where:s,reveal:a,clear:l,range:i,map:c,side:d}=o;for(let m of[n,r,s])t.listen(m.select,"change",a.ask);t.listen(
l,"click",()=>t.pick({query_first:-1,query_last:-1})),Go(t,i,()=>[lt,i.clientWidth-lt-4],(m,u)=>{o.dragging=mn(t,m,u),t.redraw()},(m,u)=>{let[g,y]=mn(t,m,u);o.dragging=
null,t.pick(y>g?{query_first:g,query_last:y}:{query_first:-1,query_last:-1})}),t.listen(c,"mousemove",m=>{o.hovered=un(t,m),t.redraw()}),t.listen(c,"mouseleave",
()=>{o.hovered=null,t.redraw()}),t.listen(c,"click",m=>{let u=un(t,m);u&&t.pick({layer:e.get("layers")[u.row],expert:u.expert,entry:-1})}),t.listen(d,"click",m=>{
let u=Math.floor((m.clientY-d.getBoundingClientRect().top-Tt)/o.place.tall),g=e.get("layers")[u];g!==void 0&&t.pick({layer:g,expert:-1,entry:-1})})}var hn=t=>e=>{
let o=e.own.place.orders[e.model.get("layers").indexOf(e.sel.get("layer"))]??[];if(!o.length)return;let n=o.indexOf(e.sel.get("expert"));e.pick({expert:o[N(n<0?
0:n+t,0,o.length-1)]})};function mn(t,e,o){let n=t.model.get("facts").tokens??0;return[Math.floor(e*n),Math.min(n-1,Math.floor(o*n))]}function un({own:t},e){let o=t.
map.getBoundingClientRect(),n=Math.floor((e.clientY-o.top-Tt)/t.place.tall),r=Math.floor((e.clientX-o.left)/t.place.cell),s=t.place.orders[n];return s&&r>=0&&r<
s.length?{row:n,expert:s[r]}:null}function gn({model:t,own:e}){let o=t.get("facts"),{experts:n,slots:r}=o,s=e.counts(t.get("counts")),a=e.rest(t.get("rest")),l=e.
tokens(t.get("tokens")),i=o.first>=0,c=i&&t.get("against")==="rest",d=(u,g)=>Je(s[u*n+g],l[2*u],r,n),f=(u,g)=>Je(a[u*n+g],l[2*u+1],r,n),h=(u,g)=>c?d(u,g)/f(u,g):
d(u,g),m=e.summary(t.get("summary"));return{facts:o,layers:t.get("layers"),counts:s,tokens:l,summary:m,brushed:i,here:d,elsewhere:f,rate:h}}function Ma(t){let{model:e,
body:o,root:n,sel:r,own:s}=t,{against:a,sort:l,panel:i,clear:c,legend:d,reveal:f}=s;for(let E of[a,l,i])E.show();let h=gn(t),{facts:m,layers:u,brushed:g,rate:y,
summary:M}=h,{experts:x}=m;if(!x)return;c.style.visibility=g?"":"hidden",a.select.disabled=!g,an(t,m);let $=o.clientWidth<620?sn:we;Na(t,h,Math.max(120,o.clientWidth-
$-4)),ln(t,h,$),cn(t,h),d.replaceChildren(...dn(t,m)),fn(t,x),f();let{cell:A,tall:v,orders:L}=s.place;n.drawn={experts:x,layers:[...u],first:m.first,last:m.last,
rates:u.map((E,R)=>Array.from({length:x},(fe,is)=>y(R,is))),orders:L,picked:[r.get("layer"),r.get("expert")],panel:e.get("panel"),detail:e.get("detail"),gini:u.
map((E,R)=>M[it*R+1]),cell:A,tall:v}}function Na(t,e,o){let{model:n,root:r,sel:s,own:a}=t,{facts:l,layers:i,counts:c}=e,{experts:d}=l,f=Math.max(4,Math.min(34,o/
d)),h=i.length>24?12:i.length>12?16:21,m=n.get("sort"),u=i.map((A,v)=>pn([...c.subarray(v*d,(v+1)*d)],m));a.place={cell:f,tall:h,orders:u};let g=Ze(t),y=I(a.map,
Math.ceil(f*d)+1,g);a.scroll.style.height=`${g+(f*d>o+1?14:0)}px`,y.textBaseline="middle",y.font="10px system-ui, sans-serif",y.fillStyle=b(r,"quiet");let M=m===
"id"?`expert 0 to ${d-1} of each layer`:"each layer's experts, busiest first";y.fillText(M,1,8);let x={shades:Te(r),ink:b(r,"ink"),paper:b(r,"panel")},$=i.indexOf(
s.get("layer"));for(let[A,v]of u.entries())for(let[L,E]of v.entries())Aa(t,y,e,x,A,E,L),!(A!==$||E!==s.get("expert"))&&(y.strokeStyle=b(r,"mark"),y.lineWidth=2,
y.strokeRect(L*f,Tt+A*h,Math.max(yn(f),3),h-1))}var yn=t=>Math.max(t-(t>6?1:.5),1);function Aa({root:t,own:e},o,{facts:n,counts:r,rate:s},{shades:a,ink:l,paper:i},c,d,f){
let{cell:h,tall:m}=e.place,u=f*h,g=Tt+c*m,y=yn(h),M=s(c,d);if(Number.isNaN(M)){ft(o,t,u,g,y,m-1);return}if(r[c*n.experts+d]===0){o.fillStyle=a(-1),o.globalAlpha=
.15,o.fillRect(u,g,y,m-1),o.globalAlpha=1,o.fillStyle=l,o.beginPath(),o.arc(u+y/2,g+m/2,Math.min(2,h/3),0,7),o.fill();return}if($e(o,u,g,y,m-1,M,a),h<24)return;
o.fillStyle=Math.abs(to(M))>.55?i:l,o.font="9.5px system-ui, sans-serif";let x=Number.isFinite(M)?T(M,M<9.95?1:0):"new";o.fillText(x,u+(y-o.measureText(x).width)/
2,g+m/2)}function Sa(t){let{facts:e,layers:o,tokens:n,summary:r,here:s}=gn(t),a=e.experts??0,l=t.model.get("kinds");return{columns:["layer","chosen by","tokens",
"busiest / mean","Gini",`effective experts of ${e.draws} choices`,"5 %","95 %","never chosen",...Array.from({length:a},(i,c)=>`expert ${c}`)],rows:o.map((i,c)=>[
i,l[c]==="hash"?"table":"scores",n[2*c],...r.subarray(it*c,it*c+5),n[2*c]>0?r[it*c+5]:null,...Array.from({length:a},(d,f)=>s(c,f))]),note:`Choices of each exper\
t over even use (1 is even), ${e.first>=0?`tokens ${e.first} to ${e.last}`:"the whole text"}.`}}var Ea={title:"Expert load",aria:"Choices of every expert agains\
t even use. Up and down move the layer, left and right the expert.",keys:{ArrowUp:t=>U(t,-1,t.model.get("layers")),ArrowDown:t=>U(t,1,t.model.get("layers")),ArrowLeft:hn(
-1),ArrowRight:hn(1)},build:$a,listen:Ta,draw:Ma,table:Sa},bn=P(Ea);var B=17,Ct=18,K=74,Q=54,kn=15,Oa=6,_a="☷ chosen by a table over token ids: same token, same experts (outlined)",va="chosen by the scores of the token's state";
function eo(t){let e=a=>t[a]==="hash"?0:1,o=[...t.keys()].sort((a,l)=>e(a)-e(l)||a-l),n=[],r=0,s=null;for(let a of o)t[a]!==s&&(r+=s===null?0:Oa,n.push({band:t[a],
y:r}),r+=kn,s=t[a]),n.push({index:a,y:r}),r+=Ct;return{rows:n,height:r}}function xn(t,e,o,n){let r=Math.floor(e/B),s=t.find(a=>a.index!==void 0&&o>=a.y&&o<a.y+Ct);
return s?.index!==void 0&&r>=0&&r<n?{token:r,index:s.index}:null}function wn({model:t,own:e}){let[o,n,r]=t.get("shape"),s=q(j(t,"weights")),a=q(j(t,"colours")),
l=o*r?Math.min(Math.max(n,a.length/o),s.length/(o*r)):0,i=e.texts(j(t,"utf8"),j(t,"lengths"));return{L:o,K:r,T:l,weights:s,codes:a,pieces:i,experts:e.ids(j(t,"e\
xperts")),layers:t.get("layers")}}function Ra({root:t,sel:e,own:o,model:n},r,s){let a=["none","ink","quiet","mark"],[l,i,c,d]=a.map(h=>b(t,h)),f=o.shadesOf(b(t,
"ramp-low"),b(t,"ramp-high"));return{none:l,ink:i,quiet:c,mark:d,shades:f,picked:s,kinds:n.get("kinds"),left:o.scroll.scrollLeft,hover:e.get("hover_token"),expert:e.
get("expert"),row:r.layers.indexOf(e.get("layer"))}}function $n(t,e,o){let{own:n}=t,r=n.scroll.clientWidth,s=Q+n.layout.height+2,a=I(n.canvas,r,s),l=Ra(t,e,o),{
left:i,quiet:c}=l,d=Math.max(0,Math.floor(i/B)),f=Math.min(e.T-1,Math.floor((i+r-K)/B));a.font="10px system-ui, sans-serif",a.textBaseline="middle",a.save(),a.beginPath(),
a.rect(K,0,r-K,s),a.clip();let h=0;for(let m=d;m<=f;m++){Ca(a,e,l,m);for(let{index:u,y:g}of n.layout.rows)u!==void 0&&La(a,e,l,m,u,Q+g)&&h++}return qa(t,a,l,d,f),
a.restore(),Pa(t,a,e,l),a.fillStyle=c,a.font="10px system-ui, sans-serif",a.fillText("layer",4,Q-8),h}function Ca(t,{pieces:e},{left:o,picked:n,hover:r,mark:s,ink:a,
quiet:l},i){t.save(),t.translate(K+i*B-o+B/2,Q-4),t.rotate(-Math.PI/2),t.fillStyle=e[i]===e[n]?s:i===r?a:l,t.font=`${i===n?"bold ":""}10px system-ui, sans-serif`,
t.fillText(_(e[i]??"",8),0,0),t.restore()}function La(t,{L:e,K:o,weights:n,codes:r,experts:s,pieces:a},l,i,c,d){let{left:f,none:h,mark:m,shades:u,picked:g}=l,y=i*
e+c,M=K+i*B-f,x=Ct-2;if(s[y*o]<0)return t.fillStyle=h,t.beginPath(),t.arc(M+B/2,d+1+x/2,1.5,0,7),t.fill(),!1;let $=r[y]===255?h:u[r[y]],A=!1,v=d+1;for(let L=0;L<
o;L++){let E=n[y*o+L]/254*x,R=l.expert!==-1&&c===l.row&&s[y*o+L]===l.expert;A||=R,t.fillStyle=R?m:$,t.fillRect(M+1,v,B-2,Math.max(E-1,.5)),v+=E}return a[i]===a[g]&&
i!==g&&l.kinds[c]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(M+.5,d+.5,B-1,Ct-1)),A}function qa({own:t,model:e},o,{left:n,ink:r,mark:s,picked:a,hover:l,
row:i},c,d){let{rows:f,height:h}=t.layout,m=(y,M,x,$)=>{o.strokeStyle=M,o.lineWidth=x,o.globalAlpha=$,o.strokeRect(K+y*B-n+.5,Q-1,B-1,h),o.globalAlpha=1};m(a,s,
2,.55),l>=0&&m(l,r,1,.5);let u=e.get("parting");u>=c&&u<=d&&(o.strokeStyle=r,o.setLineDash([4,3]),o.strokeRect(K+u*B-n+.5,Q-1,.5,h),o.setLineDash([]));let g=f.find(
y=>y.index===i);i<0||!g||(o.strokeStyle=s,o.lineWidth=2,o.strokeRect(K+a*B-n,Q+g.y,B,Ct))}function Pa({own:t,model:e},o,{layers:n},{quiet:r,ink:s,mark:a,row:l}){
for(let{index:i,band:c,y:d}of t.layout.rows){if(i===void 0){o.fillStyle=r,o.font="10px system-ui, sans-serif",o.fillText(c==="hash"?_a:va,2,Q+d+kn/2);continue}let f=e.
get("attention_kinds")[i];o.fillStyle=i===l?a:s,o.font=`${i===l?"bold ":""}11px system-ui, sans-serif`,o.fillText(`${n[i]} ${J[f]??""} ${f}`,4,Q+d+Ct/2)}}var Ia="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",Wa="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function Fa({expert:t,score:e,chosen:o}){let n=e.map(Number),r=Math.min(...n.filter((i,c)=>o[c])),
s=t.filter((i,c)=>!o[c]),a=t.filter((i,c)=>!o[c]&&n[c]>r);if(!s.length)return"; scores only set the weights";if(!a.length)return"; the scores would have chosen \
the same, and only set the weights";let l=a.length===s.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${a.join(",\
 ")}${l}`}function Mn(t){let{model:e,sel:o,own:n}=t,{ranking:r,caption:s,inverse:a,note:l}=n,i=[e.get("detail"),o.get("expert"),e.get("uses")];if(i.every((g,y)=>g===
n.tabled[y]))return;n.tabled=i;let c=document.activeElement,d=r.contains(c)?c?.dataset.expert:void 0;r.replaceChildren(),s.replaceChildren(),a.replaceChildren(),
l.textContent="",Ha(t);let f=e.get("detail");if(!f?.expert){s.textContent="Click a cell for the ranking behind it.";return}let h=n.texts(j(e,"utf8"),j(e,"length\
s")),m={...f,expert:f.expert};s.append("Ranking at ",p("b","",`layer ${f.layer}, token ${f.token} “${_(h[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${Fa(m)}`:` · margin of the choice ${T(f.margin,4)}`),Da(t,m),d!==void 0&&r.querySelector(`tr[data-expert="${d}"]`)?.focus();let u=e.get("uses")?.of?.expert===
o.get("expert");l.textContent=u?`Expert ${o.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",l.textContent+=Wa}function Da({sel:t,own:e},o){let n=G("",["expert","logit","score","score + bias","weight","","‖output‖"]),
r=Math.max(...o.weight.map(a=>a??0),1e-9);o.expert.forEach((a,l)=>{let i=o.chosen[l]?T(o.weight[l],3):"",c=p("tr");c.dataset.expert=String(a),c.tabIndex=0;let d=i?
`weight ${i}`:"not chosen";c.setAttribute("aria-label",`expert ${a}, ${d}; Enter shows its tokens`),c.classList.toggle("out",!o.chosen[l]),c.classList.toggle("c\
ut",l>0&&o.chosen[l-1]&&!o.chosen[l]),c.classList.toggle("picked",a===t.get("expert"));let f=p("td"),h=p("span","dsv-bar");f.style.textAlign="left",h.style.width=
`${o.chosen[l]?Math.round(48*(o.weight[l]??0)/r):0}px`,f.append(h),c.append(p("td","",String(a)),p("td","",T(o.logit[l])),p("td","",T(o.score[l],3)),p("td","",T(
o.biased_score[l],3)),p("td","",i||"not chosen"),f,p("td","",T(o.norm[l]))),n.rows.append(c)});let s=p("tr");for(let a of["shared","","","","always","",T(o.shared_norm)])
s.append(p("td","",a));s.style.cursor="default",s.dataset.expert=String(-1),n.rows.append(s),e.ranking.append(...n.table.children)}function Ha(t){let{model:e,sel:o,
own:n}=t,r=e.get("uses")??{};if(r.of?.expert!==o.get("expert"))return;let s=p("div","dsv-uses");s.append(Tn(t,r.of,"chosen")),r.control&&s.append(Tn(t,r.control,
"matched control")),n.inverse.append(s)}function Tn(t,e,o){let n=p("div"),r=p("ol"),s=p("div","dsv-note");s.title=o==="chosen"?"":Ia,s.append(p("b","",`expert ${e.
expert}`),` (${o}): ${e.count} tokens, ${e.different} different`);for(let a of e.rows){let l=p("li");l.dataset.token=String(a.token),l.tabIndex=0,l.append(p("sp\
an","quiet",Rt(a.before.slice(-18))),p("b","",Rt(a.piece)),p("span","quiet",Rt(a.after.slice(0,18))),p("small","",` ${T(a.weight)}`));let i=()=>t.pick({token:a.
token});l.addEventListener("click",i),l.addEventListener("keydown",c=>{c.key==="Enter"&&(i(),c.stopPropagation())}),r.append(l)}return n.append(s,r),n}function Nn(t){
let e=t.model.get("detail"),o=(e?.expert??[]).map((n,r)=>[n,e.logit[r],e.score[r],e.biased_score[r],e.chosen[r]?e.weight[r]:"not chosen",e.norm[r]]);return{columns:[
"expert","logit","score","score + bias","weight","norm of output"],rows:e?.expert?[...o,["shared",null,null,null,"always",e.shared_norm]]:[],note:e?.expert?`Ran\
king at layer ${e.layer}, token ${e.token}.`:""}}function Ba(t,e,o,n,r){let s=0;for(let a=e*n;a<t.length;a+=o*n)t.subarray(a,a+n).includes(r)&&s++;return s}function Ua({body:t}){let e=p("select");e.setAttribute(
"aria-label","colour cells by");let o=p("span","dsv-legend"),n=p("span"),r=p("span","dsv-ramp"),s=p("span"),a=p("div","dsv-bar-row");o.append(e,n,r,s),a.append(
o);let l=p("div","dsv-grid"),i=p("div","dsv-grid-stage"),c=p("canvas"),d=p("div");c.style.position="absolute",c.style.cursor="pointer",i.append(c),l.append(i,d);
let f=p("table","dsv-table"),h=p("div","dsv-note"),m=p("div","dsv-note"),u=p("div");return m.style.margin="4px 0 0",t.append(a,l,m,f,h,u),{choose:e,legend:o,low:n,
bar:r,high:s,scroll:l,canvas:c,spacer:d,ranking:f,note:h,caption:m,inverse:u,texts:C(X),ids:C(_t),shadesOf:C(St),tabled:[],layout:eo([]),tokens:0,follow:!0,steered:!1,
hovered:null,lastPicked:null}}function ja(t){let{model:e,sel:o,own:n}=t,{choose:r,scroll:s,canvas:a,ranking:l}=n;t.listen(r,"change",()=>t.tell("colour",r.value));
let i=()=>{n.steered=!0};for(let d of["wheel","pointerdown","touchmove","keydown"])t.listen(s,d,i,{passive:!0});t.listen(s,"scroll",()=>{s.scrollLeft+s.clientWidth>
s.scrollWidth-2*B?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let c=d=>{n.hovered=d,t.hover({hover_token:d?d.token:-1}),t.redraw()};t.listen(
a,"mousemove",d=>c(Sn(t,d))),t.listen(a,"mouseleave",()=>c(null)),t.listen(a,"click",d=>{let f=Sn(t,d);if(!f)return;let h=e.get("layers")[f.index],m=h===o.get("\
layer")?{}:{layer:h,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(l,"click",d=>En(t,d.target.closest("tbody tr"))),t.listen(l,"keydown",d=>{["Ente\
r"," "].includes(d.key)&&(En(t,d.target.closest("tr")),d.preventDefault(),d.stopPropagation())})}var An=({model:t,own:e})=>e.layout.rows.flatMap(o=>o.index===void 0?
[]:[t.get("layers")[o.index]]);function Sn({own:t},e){let o=t.canvas.getBoundingClientRect(),n=e.clientX-o.left-K,r=e.clientY-o.top-Q;return n<0?null:xn(t.layout.
rows,n+t.scroll.scrollLeft,r,t.tokens)}function En(t,e){let o=Number(e?.dataset.expert??-1);o>=0&&t.pick({expert:t.sel.get("expert")===o?-1:o})}function za(t){let{
model:e,sel:o,root:n,own:r}=t,s=wn(t);r.tokens=s.T,r.layout=eo(e.get("kinds"));let a=o.get("token"),l=a>=0&&a<s.T?a:s.T-1;Va(t,a);let i=$n(t,s,l);Ga(t),Xa(t,s),
Mn(t),n.drawn={uses:e.get("uses"),parting:e.get("parting"),at:performance.now(),tokens:s.T,layers:[...s.layers],picked:l,layer:o.get("layer"),detail:e.get("deta\
il"),highlighted:i,codes:Array.from(s.codes.slice(0,64))}}function Va({own:t},e){let{scroll:o,spacer:n}=t,r=K+t.tokens*B+4;if(n.style.width=`${r}px`,n.style.height=
`${Q+t.layout.height+2}px`,t.follow&&e===-1&&(o.scrollLeft=r),e!==t.lastPicked&&e>=0){let s=e*B,a=o.clientWidth-K;(s<o.scrollLeft||s+B>o.scrollLeft+a)&&(o.scrollLeft=
s-a/2)}t.lastPicked=e}function Ga({model:t,root:e,own:o}){let{choose:n,legend:r,low:s,bar:a,high:l}=o,i=t.get("colour_options");mt(n,i.map(([f,h])=>[f,`colour: ${h}`])),
n.value=t.get("colour");let c=i.find(([f])=>f===t.get("colour"))?.[2]??"",d=o.shadesOf(b(e,"ramp-low"),b(e,"ramp-high"));a.style.background=`linear-gradient(90d\
eg, ${d[0]}, ${d[254]})`,s.textContent=T(t.get("low")),l.textContent=`${T(t.get("high"))} ${c}`,r.title="grey: this layer has no such value"}function Xa({facts:t,
sel:e,model:o,own:n},{L:r,K:s,T:a,experts:l,pieces:i,layers:c}){let{hovered:d}=n,f=e.get("expert"),h=c.indexOf(e.get("layer"));if(t.replaceChildren(),d){let m=(d.
token*r+d.index)*s;t.append(`layer ${c[d.index]}, token ${d.token} “${_(i[d.token]??"",16)}”: experts `,p("b","",l.slice(m,m+s).join(" ")))}else if(f!==-1&&
h>=0){let m=Ba(l,h,r,s,f),u=p("b","",`${m} of ${a} tokens`);t.append(`expert ${f} of layer ${e.get("layer")}: `,u," (marked cells)")}else o.get("parting")>=0?t.
append("beside another run: the text parts at token ",p("b","",`${o.get("parting")}`)," (dashed)"):t.append("each cell: the chosen experts' weights, largest on \
top")}var Ya={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys move the chosen token and layer.",keys:{ArrowLeft:t=>z(t,-1,t.own.
tokens),ArrowRight:t=>z(t,1,t.own.tokens),ArrowUp:t=>U(t,-1,An(t)),ArrowDown:t=>U(t,1,An(t)),Home:t=>z(t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>z(t,Number.
POSITIVE_INFINITY,t.own.tokens)},build:Ua,listen:ja,draw:za,table:Nn},On=P(Ya);var vn="outside the nucleus: this run could not have drawn it",Ka="put here by a branch: outside the nucleus, this run could not have drawn it";function Qa({body:t}){
let e=p("div"),o=p("div","dsv-note"),n=p("div","dsv-drafts"),r=p("div","dsv-beside");return t.append(e,o,n,r),{list:e,draft:o,around:n,pair:r,requests:0}}var oo=t=>t.
model.get("table");function Za(t){let{model:e}=t,{draft:o}=t.own,n=oo(t);if(!n.rows)return;t.facts.replaceChildren("at position ",p("b","",`${n.token}`),Ja(n)),
tl(t,n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${_(n.draft.word,18)}” with probability ${T(n.draft.probability,2)}, before the trunk read\
 the token before it.`:n.no_draft,s=Math.round(100*n.accepted/n.proposed),a=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${s} %).`;o.replaceChildren(
p("div","",r),p("div","",n.proposed?a:"")),ol(t,n),nl(t),t.root.drawn={said:r,never:n.rows.filter(l=>l.drawable===!1).map(l=>l.word),drafts:e.get("drafts").rows,
beside:e.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(l=>l.word),probabilities:n.rows.map(l=>l.probability),came:n.rows.findIndex(l=>l.came),
draft:n.draft}}function Ja(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function tl(t,e,o){let{list:n}=t.own;if(!o.length){n.replaceChildren(p("div","dsv-note",e.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=p("table","dsv-table"),s=p("tbody");s.append(
...o.map(c=>el(t,e,c))),r.append(s);let a=e.temperature===null?" and top-p":` (${T(e.temperature,2)}) and top-p (${T(e.top_p,2)})`,l=o.some(c=>c.drawable===!1)?
`; struck through: ${vn.replace(":",",")}`:"",i=`Probabilities of the model itself, before temperature${a}${l}.`;n.replaceChildren(r,p("div","dsv-note",i))}function el(t,e,o){
let n=p("tr",`${o.came?"picked":""}${o.drawable===!1?" never":""}`),r=p("span","dsv-bar"),s=p("td"),a=p("td","",`${o.came?"✓ ":""}“${_(o.word,18)}”`),l=p(
"td");if(o.drawable===!1&&(n.title=o.came?Ka:vn),r.style.width=`${Math.max(1,N(o.probability,0,1)*180)}px`,s.style.textAlign=a.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!o.came&&e.token>0){let i=p("button","dsv-small","branch here");i.title=`Go on from position ${e.token} with “${_(o.word,40)}” inst\
ead`,i.addEventListener("click",()=>{t.tell("branch_request",{position:e.token,id:o.id,n:++t.own.requests})}),l.append(i)}return n.append(a,p("td","",T(o.probability,
3)),s,l),n}function ol(t,e){let{around:o}=t.own,n=t.model.get("drafts").rows??[];o.style.display=n.some(r=>r.proposed!==null)?"":"none",o.replaceChildren(...n.map(
r=>{let s=p("button",`dsv-draft${r.token===e.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${_(r.proposed,40)}”, came “${_(r.came,40)}”`,s.append(p("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${_(r.
proposed,9)}`),p("b","",_(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function nl(t){let{pair:e}=t.own,o=t.model.get("beside");if(e.
replaceChildren(),!o?.runs)return;let n=p("div","dsv-uses");n.append(...o.runs.map(rl));let r=`The two runs from token ${o.parting} on, darker where a token was\
 less expected:`;e.append(p("div","dsv-note",r),n)}function rl(t){let e=p("div"),o=p("div","dsv-run"),n=p("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(p("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${T(t.mean)} nats e\
ach${r}`);for(let[s,a]of t.words){let l=p("span",a===null?"none":"",Rt(s));l.title=a===null?"not captured":`${T(-a)} nats`,a!==null&&(l.style.background=`rgba(v\
ar(--dsv-tint), ${(.6*ot(-a,0,8)).toFixed(3)})`),o.append(l)}return t.tokens>t.words.length&&o.append(" …"),e.append(n,o),e}function sl(t){let e=oo(t);return{
columns:["token","probability","came","could be drawn"],rows:(e.rows??[]).map(o=>[o.word,o.probability,o.came?"yes":"",o.drawable===null?null:o.drawable?"yes":"\
no"]),note:`What could have come at position ${e.token}.`}}var _n=t=>e=>e.pick({token:Math.max(0,(oo(e).token??0)+t)}),al={title:"What could have come",aria:"Al\
ternatives at the chosen position. Left and right move the token.",keys:{ArrowLeft:_n(-1),ArrowRight:_n(1)},build:Qa,draw:Za,table:sl},Rn=P(al);var Nt=40,Kt=16,ll=18,il=11,Cn=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function At(t,e){let{width:o,height:n,title:r,right:s=96,series:a,
ticks:l,low:i,high:c,at:d,axis:f=[],click:h}=e,m=o-Nt-s,u=n-Kt-ll,g=Math.max(...a.map($=>$.values.length),1),y=$=>Nt+(g>1?$/(g-1):.5)*m,M=$=>Kt+(1-ot($,i,c))*u,
x=w("svg",{width:o,height:n,role:"img","aria-label":r});x.append(w("text",{x:0,y:10,class:"quiet"},r));for(let[$,A]of l)x.append(w("line",{x1:Nt,x2:Nt+m,y1:M($),
y2:M($),stroke:b(t,"line")}),w("text",{x:Nt-4,y:M($)+3,"text-anchor":"end",class:"quiet"},A));for(let[$,A]of f)x.append(w("text",{x:y($),y:n-4,"text-anchor":"mi\
ddle",class:"quiet"},A));if(d>=0){let $={x1:y(d),x2:y(d),y1:Kt,y2:Kt+u};x.append(w("line",{...$,stroke:b(t,"mark"),"stroke-width":1.5}))}return x.append(...cl(t,
a,y,M,Nt+m)),h&&(x.style.cursor="pointer",x.addEventListener("click",$=>{let A=($.clientX-x.getBoundingClientRect().left-Nt)/m;h(N(Math.round(A*(g-1)),0,g-1))})),
x}function cl(t,e,o,n,r){let s=[],a=[];for(let{name:i,values:c,style:d}of e){let f=c.findLastIndex(y=>!Number.isNaN(y));if(f<0)continue;let[h,m]=Cn[d%Cn.length],
u=b(t,h),g=dl(c,o,n);s.push(w("path",{d:g,fill:"none",stroke:u,"stroke-width":1.8,"stroke-dasharray":m})),a.push({name:i,stroke:u,y:n(c[f])})}a.sort((i,c)=>i.y-
c.y);let l=Kt+4;for(let{name:i,stroke:c,y:d}of a){let f=Math.max(d,l),h=w("text",{x:r+5,y:f+3},i);h.style.fill=c,s.push(h),l=f+il}return s}function dl(t,e,o){let n="",
r=!1;return t.forEach((s,a)=>{let l=!Number.isNaN(s);l&&(n+=`${r?"L":"M"}${e(a).toFixed(1)} ${o(s).toFixed(1)}`),r=l}),n}function Me(t){let e=Array.from(t).filter(
a=>Number.isFinite(a)),o=Math.floor(Math.min(0,...e)),n=Math.max(o+1,Math.ceil(Math.max(0,...e))),r=Math.max(1,Math.ceil((n-o)/4)),s=[];for(let a=o;a<=n;a+=r){let l=String(
Number((10**a).toPrecision(1))),i=a===0?"1":Math.abs(a)<=3?l:`1e${a}`.replace("-","−");s.push([a,i])}return{low:o,high:n,ticks:s}}var no=40,pl='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
fl=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function Ln(t,e,o,n){let r=Float64Array.from(t);for(let s=0;s<e;s++){let a=r.subarray(s*e,s*e+e),l=Math.max(
...a),i=a.map(d=>Math.exp(d-l)),c=i.reduce((d,f)=>d+f,0);a.set(i.map(d=>d/c+n))}for(let s=0;s<o;s++)s&&qn(r,e,e,1,n),qn(r,e,1,e,n);return r}function qn(t,e,o,n,r){
for(let s=0;s<e;s++){let a=r;for(let l=0;l<e;l++)a+=t[s*o+l*n];for(let l=0;l<e;l++)t[s*o+l*n]/=a}}function hl(t,e){let o=0,n=0;for(let r=0;r<e;r++){let s=0,a=0;
for(let l=0;l<e;l++)s+=t[r*e+l],a+=t[l*e+r];o=Math.max(o,Math.abs(s-1)),n=Math.max(n,Math.abs(a-1))}return{row:o,column:n}}function Pn(t,e){let{model:o,own:n}=t,
{pane:r}=n,s=O(o.get("logits")),a=O(o.get("pre")).length,{steps:l,eps:i}=o.get("steps");if(!s.length||Number.isNaN(s[0]))return r.replaceChildren(p("div","dsv-m\
essage",pl)),{};let c=n.dial??l,d=Ln(s,a,c,i),f=Array.from({length:no+1},(M,x)=>hl(Ln(s,a,x,i),a)),h=e<480?28:34,m=a*h+34,u=p("div","dsv-mix");u.append(ul(t,d,a,
h),gl(t,f,c,e>m+200?e-m-20:e,a*h+26));let g=r.querySelector("input")??p("input","dsv-dial"),y=document.activeElement===g;return r.replaceChildren(ml(t,g,f[c],c),
u,p("div","dsv-note",yl(t))),y&&g.focus(),{dial:c,matrix:Array.from(d),rowError:f[c].row}}function In(t,e){t.own.dial=e,t.redraw()}function ml(t,e,o,n){let r=p(
"label","dsv-note");r.style.display="block",e.type="range",e.min="0",e.max=String(no),e.value=String(n),e.setAttribute("aria-label","Sinkhorn steps"),e.oninput=
()=>In(t,Number(e.value));let s=n===t.model.get("steps").steps?" (as run)":"",a=`rows miss 1 by ${T(o.row,5)}, columns by ${T(o.column,6)}`;return r.append(e,` ${n}\
 steps${s}: ${a}`),r}function ul({root:t},e,o,n){let s=w("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),a=b(t,"ramp\
-low"),l=b(t,"ramp-high");for(let i=0;i<o;i++){let c=16+i*n+n/2+4;s.append(w("text",{x:0,y:c},`${i} →`),w("text",{x:26+(i+.5)*n,y:10,"text-anchor":"middle"},`${i}`));
for(let d=0;d<o;d++){let f=e[i*o+d],h=nt(a,l,N(f,0,1)),m={x:26+d*n+1,y:16+i*n+1,width:n-2,height:n-2},u=w("text",{x:26+(d+.5)*n,y:c,"text-anchor":"middle"},T(f));
u.style.fill=Et(h),s.append(w("rect",{...m,rx:3,fill:h}),u)}}return s}function gl(t,e,o,n,r){let s=l=>Math.log10(Math.max(l,1e-8)),{steps:a}=t.model.get("steps");
return At(t.root,{width:n,height:r,right:60,low:-8,high:1,ticks:fl,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,a,30,no].map(l=>[l,String(
l)]),series:[{name:"rows",values:Float32Array.from(e,l=>s(l.row)),style:0},{name:"columns",values:Float32Array.from(e,l=>s(l.column)),style:1}],click:l=>In(t,l)})}
function yl({model:t}){let{steps:e,unbalanced:o,late:n,sites:r}=t.get("steps"),s=t.get("limit");if(!o.length)return`After ${e} steps no row of any site and toke\
n misses 1 by more than ${s}.`;let a=o.map(([l,i,c])=>`layer ${l} ${i?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${e} steps a row \
still misses 1 by more than ${s} at ${n} of the ${r} captured sites${n>o.length?", most often at":":"} ${a.join(", ")}.`}var W=38,so=68,Wn=20,Qt=Wn+so+8,Zt=28,ro=26,ao=40,Jt=85,bl=(t,e,o)=>N(Math.floor(t/e*o),0,o-1),Lt=({model:t,sel:e})=>Math.max(0,t.get("layers").indexOf(e.get("l\
ayer")))+e.get("site");function qt(t,e){let o=t.model.get("layers"),n=N(e,0,o.length-1);t.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function Fn(t,e){
let{model:o,own:n}=t,[r,s,a]=[O(o.get("pre")),O(o.get("post")),O(o.get("comb"))],l=T(e.sinkhorn_error,4);n.matrix.replaceChildren(kl(t,r,s,a)),n.words.replaceChildren(
p("div","",`next[to] = post[to] × ${e.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),p("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${l}`),p("div","","bar in a cell: nine in ten tokens of the run")),n.norms.replaceChildren(wl(t,e)),n.strip.replaceChildren($l(t,r.length));
let i=Array.from(O(o.get("exchange")));return{pre:Array.from(r),comb:Array.from(a),post:Array.from(s),exchange:i}}function kl(t,e,o,n){let r=e.length,s=`rgb(${b(
t.root,"tint")})`,a=`mixing matrix, ${Array.from(n,c=>c.toFixed(2)).join(" ")}`,l=w("svg",{width:Qt+r*W+4,height:Zt+r*W+46,role:"img","aria-label":a}),i=Wn+so;l.
append(w("text",{x:i,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),w("text",{x:Qt+r*W/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));
for(let c=0;c<r;c++){let d=Zt+c*W,f=N(e[c],0,1)*(so-36);l.append(w("text",{x:2,y:d+W/2+4},`${c} →`.slice(0,3)),w("rect",{x:i-f,y:d+11,width:Math.max(f,.5),height:W-
22,fill:s}),w("text",{x:i-f-3,y:d+W/2+4,"text-anchor":"end"},T(e[c])),w("text",{x:Qt+c*W+W/2,y:23,"text-anchor":"middle"},`${c}`));for(let g=0;g<r;g++)l.append(
...xl(t,n[c*r+g],r,c,g));let h=N(o[c]/2,0,1)*22,m=Qt+c*W,u=Zt+r*W+6;l.append(w("rect",{x:m+8,y:u,width:W-16,height:Math.max(h,.5),fill:s}),w("text",{x:m+W/2,y:u+
h+12,"text-anchor":"middle"},T(o[c])))}return l.append(w("text",{x:i,y:Zt+r*W+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),l}function xl({root:t,model:e},o,n,r,s){
let a=Qt+s*W,l=Zt+r*W,i=nt(b(t,"ramp-low"),b(t,"ramp-high"),N(o,0,1)),c=Et(i),d=w("rect",{x:a+1,y:l+1,width:W-2,height:W-2,rx:3,fill:i}),f=w("title",{},`comb[fr\
om ${r}, to ${s}] = ${T(o,4)}`),h=w("text",{x:a+W/2,y:l+W/2+4,"text-anchor":"middle"},T(o));h.style.fill=c,d.append(f);let m=O(e.get("spread"));if(!m.length)return[
d,h];let u=A=>a+4+N(A,0,1)*(W-8),[g,y,M]=[0,1,2].map(A=>m[A*n*n+r*n+s]);f.textContent+=`; over the run 5 % ${T(g,3)}, middle ${T(y,3)}, 95 % ${T(M,3)}`;let x={x1:u(
g),x2:Math.max(u(M),u(g)+1),y1:l+W-6,y2:l+W-6},$={x1:u(y),x2:u(y),y1:l+W-8,y2:l+W-4};return[d,w("line",{...x,stroke:c,opacity:.55}),w("line",{...$,stroke:c}),h]}
function wl({root:t,model:e},o){let n=O(e.get("norm"));if(Number.isNaN(n[0]))return p("div","dsv-note","Stream norms: capture “streams” to see them.");let r=Math.
max(...n,1e-9),s=20+n.length*15,a=w("svg",{width:150,height:s,role:"img","aria-label":"norms of the streams"}),l=o.layer?`stream norms after layer ${o.layer-1}`:
"stream norms after the embedding";return a.append(w("text",{x:0,y:12,class:"quiet"},l)),n.forEach((i,c)=>{let d=18+c*15,f=i/r*90;a.append(w("text",{x:0,y:d+9},
`${c}`),w("rect",{x:12,y:d,width:Math.max(f,.5),height:11,fill:`rgb(${b(t,"tint")})`}),w("text",{x:16+f,y:d+9},T(i,1)))}),a}function $l(t,e){let{model:o,body:n,
root:r}=t,s=O(o.get("exchange")),a=o.get("layers").length,l=Math.max(200,n.clientWidth-2),i=Math.max(...s.filter(u=>!Number.isNaN(u)),.001),c=b(r,"line"),d=w("s\
vg",{width:l,height:Jt+17,role:"img","aria-label":"all sites"}),f=T(1-1/e),h=`share that comes from other streams, at each site (tallest ${T(i,3)}; evenly mixed\
 would be ${f})`;d.append(w("text",{x:0,y:10,class:"quiet"},h),w("text",{x:0,y:ao+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1\
)"));for(let u=0;u<a;u++)d.append(...Tl(t,u,l/a,i));for(let u of[ao+.5,Jt+.5])d.append(w("line",{x1:0,x2:l,y1:u,y2:u,stroke:c}));return d.addEventListener("clic\
k",u=>{qt(t,bl(u.clientX-d.getBoundingClientRect().left,l,a))}),d}function Tl(t,e,o,n){let{model:r,root:s}=t,a=r.get("layers"),l=O(r.get("exchange"))[e],i=O(r.get(
"largest_pre"))[e],c=!Number.isNaN(l),d=c?N(l/n,0,1)*ro:ro,f=N(i,0,1)*ro,h=e*o,m=e===Lt(t)?b(s,"mark"):`rgb(${b(s,"tint")})`,u={x:h+1,width:Math.max(o-2,1),opacity:e%
2?.6:1},g=w("g",{class:"step"});g.append(w("rect",{x:h,y:0,width:o,height:Jt+17,fill:"transparent"}),w("rect",{...u,y:ao-d,height:Math.max(d,.7),fill:c?m:"none",
stroke:c?"none":b(s,"line"),"stroke-dasharray":"2 3"})),c&&g.append(w("rect",{...u,y:Jt-f,height:Math.max(f,.7),fill:m}));let y=e-a.indexOf(a[e]),M=`layer ${a[e]}\
, ${y?"experts":"attention"}`,x=`${T(l,3)} from other streams, largest pre ${T(i,3)}`;return g.append(w("title",{},`${M}: ${x}`)),y||o<=9&&a[e]%5?[g]:[w("text",
{x:h+1,y:Jt+13,class:"quiet"},`${a[e]}`),g]}var Ml=["Sinkhorn, as run","row softmax","unconstrained"],Nl='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
Al="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",Sl="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",Ne=40,El=96,Ae=16;function Ol({first:t,last:e,gap:o}){return o<0?`Product of all \
sites${t>0?` from layer ${t} on`:""} up to each step, for this token.`:`Product of the sites of layers ${t} to ${e} up to each step, for this token; it ends the\
re, since layer ${o} was not captured.`}function Dn(t,e){let{model:o,root:n,own:r}=t,s=o.get("layers"),a=s.length,l=o.get("variants").length,i=O(o.get("product")),
c=($,A)=>i.slice(($*l+A)*a,($*l+A+1)*a),d=$=>Ml.map((A,v)=>({name:A,values:c($,v),style:v})),f=O(o.get("pre")).length,h=s.flatMap(($,A)=>A===s.indexOf($)?[[A,`${$}`]]:
[]),m={width:e,height:92,at:Lt(t),axis:h,click:$=>qt(t,$)},u=`${Ol(o.get("product_facts"))} ${Al}`;r.pane.replaceChildren(At(n,{...m,...Me(i.slice(0,l*a)),series:d(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),At(n,{...m,low:1,high:f,ticks:[1,f].map($=>[$,String($)]),series:d(1),title:"effe\
ctive rank: 1 all streams alike, all apart at the top"}),At(n,{...m,...Me(i.slice(2*l*a).filter($=>$>-30)),series:d(2),title:"second eigenvalue: what is left of\
 the difference (log scale)"}),p("div","dsv-note",Number.isNaN(c(0,1)[a-1])?Nl:u));let[g,y,M,x]=[c(0,0),c(0,2),c(1,0),c(2,0)].map($=>Array.from($));return{gain:g,
free:y,rank:M,second:x}}function Hn(t,e){let{model:o,root:n,own:r}=t,{layers:s,pairs:a}=o.get("stream_facts");if(!s)return r.pane.replaceChildren(p("div","dsv-m\
essage",Sl)),{};let l=O(o.get("stream_norm")),i=O(o.get("stream_cosine")),c=s.length,d=l.length/c,f=l.map(m=>Math.log10(m)),h=At(n,{width:e,height:150,...Me(f),
title:"norm of each stream after every layer (log scale)",axis:s.map((m,u)=>[u,m<0?"emb":String(m)]),at:s.indexOf(o.get("facts").layer),click:m=>{s[m]>=0&&t.pick(
{layer:s[m],expert:-1,entry:-1})},series:Array.from({length:d},(m,u)=>({name:`stream ${u}: ${T(l[(c-1)*d+u],1)}`,style:u,values:Float32Array.from({length:c},(g,y)=>f[y*
d+u])}))});return r.pane.replaceChildren(h,_l(t,i,c,a,e)),{norms:Array.from(l),cosines:Array.from(i)}}function _l({root:t},e,o,n,r){let s=(r-Ne-El)/o,a=24+n.length*
Ae,l=w("svg",{width:r,height:a,role:"img","aria-label":"cosines between streams"});l.append(w("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, \
0 unrelated, −1 opposite"));let i=b(t,"ramp-low"),c=b(t,"ramp-high");for(let[d,f]of n.entries()){let h=Ae+d*Ae;l.append(w("text",{x:Ne-6,y:h+11,"text-anchor":"\
end"},f));for(let m=0;m<o;m++){let u=e[m*n.length+d],g=nt(i,c,Math.abs(N(u,-1,1)));if(l.append(w("rect",{x:Ne+m*s+1,y:h,width:Math.max(s-2,1),height:Ae-2,rx:2,fill:g})),
s<=26)continue;let y=w("text",{x:Ne+(m+.5)*s,y:h+11,"text-anchor":"middle"},T(u));y.style.fill=Et(g),l.append(y)}}return l}var vl={product:Dn,dial:Pn,streams:Hn};function Rl({head:t,body:e}){let o=p("select");o.setAttribute("aria-label","picture"),o.append(D("site","one site"),D("pr\
oduct","all sites together"),D("dial","Sinkhorn dial"),D("streams","streams over depth")),t.querySelector(".dsv-numbers")?.before(o);let n=p("div","dsv-mix"),r=p(
"div"),s=p("div"),a=p("div","dsv-note"),l=p("div"),i=p("div"),c=p("div");return s.style.flex="1 1 150px",s.style.minWidth="150px",s.append(a,l),n.append(r,s),e.
append(n,i,c),{choose:o,mix:n,matrix:r,words:a,norms:l,strip:i,pane:c,dial:null}}function Cl(t){let{choose:e}=t.own;t.listen(e,"change",()=>t.tell("picture",e.value))}
function Ll(t){let{model:e,facts:o,body:n,root:r,own:s}=t,a=e.get("facts");if(!O(e.get("pre")).length)return;o.replaceChildren(p("b","",`layer ${a.layer}, at ${a.
site?"the experts":"attention"}`),` · token ${a.token} `,p("b","",`“${_(a.piece??"",16)}”`));let l=e.get("picture"),i=l==="site";s.choose.value=l,s.mix.style.
display=s.strip.style.display=i?"":"none",s.pane.style.display=i?"none":"";let c=i?Fn(t,a):vl[l](t,Math.max(300,n.clientWidth-2)),d={layer:a.layer,site:a.site,token:a.
token};r.drawn={picture:l,...d,...c,at:performance.now()}}function ql({model:t}){let e=t.get("facts"),o=["pre","post","comb","norm"],[n,r,s,a]=o.map(c=>O(t.get(
c))),l=n.length;return{columns:["from stream","pre",...Array.from({length:l},(c,d)=>`comb to ${d}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,d)=>[d,c,...s.slice(d*l,d*l+l),r[d],a[d]]),note:`Layer ${e.layer}, at ${e.site?"the experts":"attention"}, token ${e.token}.`}}var Bn=t=>e=>e.pick({token:Math.
max(0,(e.model.get("facts").token??0)+t)}),Pl={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:t=>qt(t,Lt(t)-1),ArrowDown:t=>qt(t,Lt(t)+1),ArrowLeft:Bn(-1),ArrowRight:Bn(1)},build:Rl,listen:Cl,draw:Ll,table:ql},Un=P(
Pl);var zn=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Il({body:t}){let e=p("div","dsv-note"),o=p("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var te=t=>t.model.get("table"),jn=t=>(te(t).rows??[]).map(e=>e.layer);function Wl(t){let{words:e,grid:o}=t.own,n=te(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",p("b","",`${n.token} “${_(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=G("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>Fl(t,s,n.trusted))),o.replaceChildren(...r.table.children),t.root.drawn={token:n.token,words:n.rows.
map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function Fl(t,e,o){let n=p("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=p("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>Dl(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(Hl(e)),n.append(p("td","",e.layer<0?"embedding":`${e.layer} ${J[e.kind]??""}`),p("td","dsv-line",
zn(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Dl(t,e,o){let n=o===0&&e.agree,r=p("span",`d\
sv-chip${n?" agree":""}`);return r.style.background=`rgba(${b(t.root,"tint")}, ${.1+.75*N(e.probabilities[o],0,1)})`,e.probabilities[o]>.55&&(r.style.color="#ff\
f"),r.append(`${n?"✓ ":""}${_(e.words[o],14)} `,p("small","",T(e.probabilities[o]))),r}function Hl(t){let e=p("div","dsv-alone");return t.streams.forEach(([o,
n],r)=>{let s=p("span","",`${r}: ${_(o,10)} ${T(n)}`);s.title=`stream ${r} alone: “${o}” ${T(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}
function Bl(t){let e=te(t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"em\
bedding":o.layer,zn(o.trust,0),o.words[0],o.probabilities[0],o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var Ul={title:"Len\
s",aria:"What each layer would answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>U(t,-1,jn(t)),ArrowDown:t=>U(t,1,jn(t)),ArrowLeft:t=>t.
pick({token:Math.max(0,(te(t).token??0)-1)}),ArrowRight:t=>t.pick({token:(te(t).token??0)+1})},build:Il,draw:Wl,table:Bl},Vn=P(Ul);function ee(t,e,o){let n=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),r=[1,2,5,10].map(a=>a*n).find(a=>(e-t)/a<=o)??n*10,s=[];for(let a=Math.ceil(t/r)*r;a<e;a+=
r)s.push(a);return s}function Pt(t,e,o,n,r){let s=w("svg",{width:e,height:o,role:"img"}),a=b(t,"line");return s.append(w("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
w("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),w("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},n),w("text",{x:2,y:9,class:"quiet"},r)),s}var H=54,oe=13,ct=oe+2,gt=150,zl=[96,480];function lo(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${S(1/t)}`:"none"}var Vl=(t,e,o)=>e*(o/e)**((t-1)/249),
ne=({body:t})=>Math.max(160,t.clientWidth-H-4);function Ee(t,e){let o=t.own.overview.getBoundingClientRect(),n=e.clientY-o.top;return{x:N((e.clientX-o.left-H)/ne(
t),0,1),y:N((n-ct)/gt,0,1),inStrip:n<oe}}function po({tokens:t,across:e},o,n){return[o.x,n.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function fo({
tokens:t,across:e},o,n){let r=[o.x,n.x].sort((u,g)=>u-g),s=[o.y,n.y].sort((u,g)=>u-g),[a,l]=r.map(u=>Math.min(t,Math.round(u*e))),[i,c]=s.map(u=>Math.round(u*t));
if(l-a>=8&&c-i>=2)return[i,c,a,l];let[d,f]=zl.map(u=>Math.min(t,u)),h=Math.round(N((i+c)/2-d/2,0,t-d)),m=Math.round(N((a+l)/2-f/2,0,t-f));return[h,h+d,m,m+f]}function Xn(t,e,o,n,r){
let s=q(t),a=new ImageData(o,e),l=Array.from({length:251},(c,d)=>De(n,r,d/250));s.forEach((c,d)=>{c>0&&c<=250&&a.data.set([...l[c],255],4*d)});let i=Ot(o,e);return dt(
i).putImageData(a,0,0),{off:i,codes:s}}function Yn(t,e){let{root:o,model:n,own:r}=t,s=ne(t),[a,l]=e.shape,i=I(r.overview,H+s+2,ct+gt+14),c=["ramp-low","ramp-hig\
h"].map(g=>b(o,g)),{off:d,codes:f}=r.pixels(n.get("overview"),a,l,c[0],c[1]),h=g=>H+g/e.across*s,m=g=>ct+g/e.tokens*gt,u=()=>{i.beginPath(),i.moveTo(h(0),m(0)),
i.lineTo(h(e.tokens),m(e.tokens)),i.lineTo(h(0),m(e.tokens)),i.closePath()};i.fillStyle=b(o,"paper"),u(),i.fill();for(let g=0;g<a;g++)f[g*l]===255&&ft(i,o,H,ct+
g*gt/a,s*(g+1)/a,gt/a+.5);i.imageSmoothingEnabled=!1,i.drawImage(d,H,ct,s,gt),i.strokeStyle=b(o,"line"),u(),i.stroke(),Gl(t,i,h,s),Xl(t,i,e,h,m,s),Yl(t,i,e,h,m),
r.legend.replaceChildren(...Kl(t,e))}function Gl({root:t,model:e,sel:o,own:n},r,s,a){let l=q(e.get("breaks"));r.fillStyle=b(t,"line"),r.fillRect(H,1,a,oe-3);let i=b(
t,"ink"),c=b(t,"quiet");l.forEach((u,g)=>{if(!u)return;let y=u===2;r.fillStyle=y?i:c,r.fillRect(H+g*a/l.length,y?1:5,1.2,oe-(y?3:7))});let[d,f]=n.span??[o.get("\
query_first"),o.get("query_last")];if(d<0)return;let[h,m]=[Math.min(d,f),Math.max(d,f)];r.fillStyle=b(t,"mark"),r.fillRect(s(h),1,Math.max(2,s(m+1)-s(h)),oe-3)}
function Xl({root:t},e,{tokens:o},n,r,s){e.font="10px system-ui, sans-serif",e.textBaseline="middle",e.fillStyle=b(t,"quiet"),e.fillText("text",4,7);for(let a of ee(
0,o,Math.min(8,Math.max(6,Math.floor(s/90))))){let l=e.measureText(S(a)).width;e.fillText(S(a),N(n(a)-l/2,H,H+s-l),ct+gt+8)}for(let a of ee(0,o,5)){let l=e.measureText(
S(a)).width;e.fillText(S(a),H-l-4,N(r(a),ct+5,ct+gt-4))}e.textAlign="right",e.fillText("queries down, positions across",H+s-2,ct+8),e.textAlign="left"}function Yl({
root:t,model:e,sel:o,own:n},r,s,a,l){let[i,c,d,f]=n.dragging??e.get("shown_region");r.strokeStyle=b(t,"mark"),r.lineWidth=1.5,r.strokeRect(a(d),l(i),Math.max(3,
a(f)-a(d)),Math.max(3,l(c)-l(i))),r.lineWidth=1;let h=o.get("token");h<0||h>=s.tokens||(r.strokeStyle=b(t,"ink"),r.setLineDash([3,2]),r.beginPath(),r.moveTo(a(0),
l(h+.5)),r.lineTo(a(h),l(h+.5)),r.stroke(),r.setLineDash([]))}function Kl({root:t,model:e},o){let n=p("span","dsv-ramp"),r=`linear-gradient(90deg, ${b(t,"ramp-l\
ow")}, ${b(t,"ramp-high")})`;Object.assign(n.style,{display:"inline-block",verticalAlign:"middle",background:r});let s=o.every>1?` · hatched: not kept (every ${o.
every}th prompt query is)`:"";return[`share of the possible picks: ${lo(e.get("low"))} `,n,` ${lo(e.get("high"))}`,` · plain: none · above the diagonal: future${s}\
 · drag: a region, in the strip: a needle`]}function Kn({model:t},e,{x:o,y:n}){let[r,s]=e.shape,a=Math.min(r-1,Math.floor(n*r)),l=q(t.get("overview"))[a*s+Math.
min(s-1,Math.floor(o*s))],i=`queries near ${S(n*e.tokens)}, positions near ${S(o*e.across)}: `;if(l===254)return[i,p("b","","future")];if(l===255)return[i,p("b",
"","not kept")];if(l===0)return[i,p("b","","none picked")];let c=lo(Vl(l,t.get("low"),t.get("high")));return[i,p("b","",`${c} picked`)]}function Qn(t){let e={none:0,
future:0,unknown:0,picked:0};for(let o of t)o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var It=2,Zn=t=>N(t*4,24,120),ho=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function mo(t,e){let{model:o,own:n}=t,r=n.detail.getBoundingClientRect(),
[s,a,l,i]=o.get("shown_region"),c=(e.clientY-r.top-It)/Zn(a-s)*(a-s),d=s+Math.floor(c),f=l+(e.clientX-r.left-H)/ne(t)*(i-l),h=Math.floor(f/o.get("facts").rate);
return d>=s&&d<a&&f>=l&&f<i?{query:d,entry:h}:null}var uo=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Jn=t=>uo(t)?t.sel.get("entry"):-1;function Ql(t){
if(t.own.hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return uo(t)&&e>=0?e:Jn(t)}function Wt(t,e,o){t.own.hoveredEntry=e;let n=o===
void 0?{}:{hover_token:o};t.hover({hover_entry:uo(t)?e:-1,...n}),t.redraw()}function tr(t,e){let{model:o,root:n,sel:r,own:s}=t,[a,l,i,c]=o.get("shown_region"),d=ne(
t),f=Zn(l-a),h=f/(l-a),m=e.rate/(c-i)*d,u=Math.max(1.5,m-(m>4?1:0)),g=Math.max(1,h-(h>3?.5:0)),y=s.ints(o.get("marks")),M=y[0]!==-1,x=I(s.detail,H+d+2,f+4),$=R=>H+
(R-i)/(c-i)*d,A=R=>It+(R-a)*h;x.fillStyle=b(n,"paper"),x.fillRect(H,It,d,f),x.fillStyle=b(n,"panel");for(let R=a;R<Math.min(l,c-1);R++)x.fillRect(Math.max(H,$(Math.
floor((R+1)/e.rate)*e.rate)),A(R),d,h+.5);x.save(),x.beginPath(),x.rect(H,It,d,f),x.clip();let v=St(b(n,"ramp-low"),b(n,"ramp-high"));for(let R=0;M&&R<y.length;R+=
3)x.fillStyle=ho(v,y[R+2],e.topk),x.fillRect($(y[R+1]*e.rate),A(y[R]),u,g);x.restore(),x.strokeStyle=b(n,"line"),x.strokeRect(H,It,d,f),x.strokeStyle=b(n,"mark");
let L=r.get("token")>=0?r.get("token"):e.tokens-1;L>=a&&L<l&&(x.lineWidth=1.5,x.strokeRect(H,A(L)-.5,d,Math.max(3,g+1)),x.lineWidth=1);let E=Jn(t)*e.rate;return E>=
Math.max(0,i)&&E<c&&x.strokeRect($(E),It,Math.max(3,u),f),x.fillStyle=b(n,"quiet"),x.font="10px system-ui, sans-serif",x.textBaseline="middle",x.fillText(S(a),4,
8),f>30&&x.fillText(S(l-1),4,f-4),s.caption.textContent=Zl(o.get("shown_region"),M),M?y:new Int32Array(0)}function Zl(t,e){let[o,n,r,s]=t,a=`positions ${S(r)} t\
o ${S(s-1)}`;return e?`The region: ${`queries ${S(o)} to ${S(n-1)}`}, ${a}; stronger colour: better rank. Its text:`:`The region holds too many picks to draw on\
e by one; drag a smaller one. Its text, ${a}:`}function er(t,e){let{model:o,own:n}=t,{text:r}=n,s=n.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],
l=Ql(t);if(n.textOf.pieces!==s&&(r.replaceChildren(...s.flatMap((d,f)=>Jl(d,a+f))),n.textOf={pieces:s,entry:null}),n.textOf.entry===l)return;n.textOf.entry=l;for(let d of r.
querySelectorAll(".own, .before"))d.className="";if(l<0)return;for(let d=(l-1)*e.rate;d<(l+1)*e.rate;d++){let f=r.children[2*(d-a)];d>=a&&f&&(f.className=d<l*e.
rate?"before":"own")}let i=r.querySelector(".own");if(!i)return;let c=i.offsetTop-r.offsetTop;(c<r.scrollTop||c>r.scrollTop+50)&&(r.scrollTop=c-8)}function Jl(t,e){
let o=p("span","",rt(t)||"∅");return o.title=`token ${e}`,[o,p("wbr")]}function or(t,e,{query:o,entry:n}){let r=-1;for(let i=0;i<e.length;i+=3)e[i]===o&&e[i+1]===
n&&(r=e[i+2]);let s=n<Math.floor((o+1)/t.rate),a=`${S(Math.max(0,(n-1)*t.rate))} to ${S((n+1)*t.rate-1)}`,l=r>=0?`picked, rank ${r+1}`:s?"not picked":"not compl\
ete yet";return[`query ${S(o)}, entry ${S(n)} (tokens ${a}): `,p("b","",l)]}var Oe=66,re=17,yt=16,ni="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later querie\
s picked it, and at what rank.";function nr(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function rr(t,e){let{model:o,
own:n}=t,r=o.get("needle_facts"),s=p("div","dsv-note");if(n.low.append(s),r.first===void 0)return s.textContent=ni,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";s.append(p("b","",`“${st(r.text,60)}”`),` (tokens ${r.first} to ${r.last}, entries ${r.entries[0]} to ${r.entries[1]}): coloured where \
a later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let l=p("div","dsv-note"),i=o.get("layers").map(
(c,d)=>`layer ${c} ${nr(r.ranks[d])}`);return l.append(`At token ${S(r.asked)} “${_(r.asked_piece,16)}”: `,p("b","",i.join(", ")),". The steps on top count \
the layers that picked it."),n.low.append(ri(t,e,r),l),{needle:[r.first,r.last],ranks:r.ranks}}function ri(t,e,o){let{model:n,body:r,root:s}=t,a=n.get("layers"),
l=e.tokens-o.from,i=Math.max(200,r.clientWidth-4),c=i-Oe-4,d=re+a.length*yt,f=p("canvas"),h=I(f,i,d+17);f.setAttribute("role","img"),f.setAttribute("aria-label",
`ranks of the passage at later queries, ${a.length} layers`),h.font="10px system-ui, sans-serif",h.textBaseline="middle",h.fillStyle=b(s,"quiet"),h.fillText("la\
yers",4,8),si(t,h,e,l,c);for(let[u,g]of a.entries())h.fillStyle=b(s,g===e.layer?"mark":"ink"),h.fillText(`layer ${g} ▤`,4,re+7+u*yt),h.strokeStyle=b(s,"line"),
h.strokeRect(Oe,re+u*yt,c,yt-2);let m=u=>Oe+(u-o.from)/Math.max(l,1)*c;h.fillStyle=b(s,"quiet");for(let u of ee(o.from,e.tokens,8))h.fillText(S(u),Math.min(m(u),
i-40),d+7);return o.asked<o.from||(h.strokeStyle=b(s,"mark"),h.lineWidth=1.5,h.strokeRect(m(o.asked)-1,re-2,Math.max(3,c/l),a.length*yt+2)),f}function si({model:t,
root:e,own:o},n,r,s,a){let l=o.found(t.get("needle")),i=t.get("layers").length,c=l.length/i,d=St(b(e,"ramp-low"),b(e,"ramp-high"));for(let f=0;f<c;f++){let h=Oe+
f*a/c,m=a/c+.3,u=s>=c||f*s/c%1<s/c,g=0;for(let M=0;M<i;M++){let x=l[M*c+f],$=re+M*yt;Number.isNaN(x)?u&&ft(n,e,h,$,m,yt-2):x>=0&&(g++,n.fillStyle=ho(d,x,r.topk),
n.fillRect(h,$,m,yt-2))}let y=12*g/i;n.fillStyle=b(e,"entries"),n.fillRect(h,14-y,m,y)}}function sr({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:[
"layer","best rank"],rows:t.get("layers").map((o,n)=>[o,e.ranks[n]<0?nr(e.ranks[n]):e.ranks[n]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.
asked}.`}:null}function lr(t,e){let{model:o,own:n}=t,r=o.get("overlap_facts"),s=p("div","dsv-note");if(n.low.append(s),!r.compared){let f=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${f} all complete entries are picked.`,{}}let a=`all ${S(r.pairs)} pairs`,l=`${S(r.compared)} of ${S(r.pairs)}\
 pairs, evenly spaced`;s.append(p("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${T(r.mean[0])}, control ${T(r.mean[1])};\
 ${r.compared<r.pairs?l:a}.`);let i=p("div","dsv-columns"),c=p("div");c.append(p("div","dsv-note","the same queries, other layers"),li(t)),i.append(ai(t,r),c);let d=`\
Picked by at least 80 % of the queries that could see them: ${r.stable} entries, in the control ${r.stable_control}.`;return n.low.append(i,p("div","dsv-note",d),
ii(t,e,r)),{overlap:r.mean,stable:r.rows.map(f=>f.entry),compared:r.compared}}function ai(t,e){let{model:o,body:n,root:r,own:s}=t,a=s.lines(o.get("overlap")),l=a.
length/2,i=N(n.clientWidth-320,260,560),c=120,d=Pt(r,i,c,"position","overlap"),f=m=>42+m/(l-1)*(i-50),h=m=>c-18-m*(c-34);return d.append(...ar(a.subarray(0,l),f,
h,`rgb(${b(r,"tint")})`,"none"),...ar(a.subarray(l),f,h,b(r,"mark"),"4 3"),w("text",{x:36,y:h(1)+4,"text-anchor":"end",class:"quiet"},"1"),w("text",{x:36,y:h(0),
"text-anchor":"end",class:"quiet"},"0"),w("text",{x:i-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),d.setAttribute("aria-label",`overlap ${T(e.mean[0])}\
, control ${T(e.mean[1])}`),d}function ar(t,e,o,n,r){let s="",a=!1;return t.forEach((l,i)=>{let c=!Number.isNaN(l);c&&(s+=`${a?"L":"M"}${e(i).toFixed(1)} ${o(l).
toFixed(1)}`),a=c}),s?[w("path",{d:s,fill:"none",stroke:n,"stroke-width":1.6,"stroke-dasharray":r})]:[]}function li(t){let{model:e,root:o,own:n}=t,r=e.get("laye\
rs"),s=n.table(e.get("layer_table")),a=p("table","dsv-table"),l=p("tr");l.append(p("th","","layers"),...r.map(i=>p("th","",String(i)))),a.append(l);for(let[i,c]of r.
entries()){let d=p("tr");d.append(p("th","",String(c)));for(let f of s.subarray(i*r.length,(i+1)*r.length)){let h=p("td","",T(f)),m=(.6*f).toFixed(2);Number.isNaN(
f)||(h.style.background=`rgba(${b(o,"tint")}, ${m})`),d.append(h)}d.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(d)}return a}function ii(t,e,o){
let n=p("table","dsv-table"),r=p("tbody");n.append(r);for(let s of o.rows){let a=p("tr");a.append(p("td","",`entry ${S(s.entry)}`),p("td","",`${Math.round(100*s.
share)} % of ${S(s.could)}`),p("td","dsv-context",`“${st(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),r.append(a)}return n}
function ir({model:t,own:e},o){let n=t.get("overlap_facts");if(!n.compared)return null;let r=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${T(n.mean[0],4)}, control ${T(n.mean[1],4)}.`;return{columns:["layer",...r.map(l=>`overlap with layer ${l}`)],rows:r.map((l,i)=>[l,...s.
subarray(i*r.length,(i+1)*r.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var ci=6;function cr(t,e){let{model:o,own:n}=t,r=o.get("rank"),s=n.entries(o.get("rank_entry")),a=n.scores(o.get("rank_score")),l=p("div","dsv-note");if(n.low.append(
l),!s.length)return l.textContent=`Token ${r.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&l.append(
p("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),l.append(p("b","",`How token ${S(
r.query)} “${_(r.piece,16)}” ranked its past`),`: ${r.picked} of ${S(r.visible)} entries picked`,r.margin===null?", no other was left":`, the last pick lead\
s by ${T(r.margin,4)}`,r.window===null?"":`; ${T(r.window)} of its attention stayed in the window`,r.asked!==r.query?` (token ${r.asked} was not kept)`:"",".");
let i=p("div","dsv-columns");return i.append(pi(t,e,r,s,a),fi(t,e,r,s)),n.low.append(i,p("div","dsv-note",di(r,s.length))),{ranks:s.length,picked:r.picked,query:r.
query,margin:r.margin}}function di(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function pi(t,e,o,n,r){let{body:s,root:a}=t,l=N(s.clientWidth-300,260,520),i=128,c=n.length,d=Math.min(...r,
0),f=Math.max(...r),h=y=>44+(y+.5)/c*(l-52),m=y=>i-20-(y-d)/Math.max(f-d,1e-9)*(i-38),u=N((l-52)/c*.8,1.5,7),g=Pt(a,l,i,"rank","score");if(r.forEach((y,M)=>{let x=M>=
o.picked,$=w("rect",{x:h(M)-u/2,y:m(y)-3,width:u,height:6,fill:x?"none":`rgb(${b(a,"tint")})`,stroke:x?b(a,"quiet"):"none"});$.append(w("title",{},`rank ${M+1}:\
 entry ${n[M]}, score ${T(y,4)}${x?", left out":""}`)),$.style.cursor="pointer",$.addEventListener("click",()=>t.pick({entry:n[M],layer:e.layer})),$.addEventListener(
"mouseenter",()=>Wt(t,n[M])),$.addEventListener("mouseleave",()=>Wt(t,-1)),g.append($)}),c>o.picked){let y=(h(o.picked-1)+h(o.picked))/2,M={x1:y,y1:12,x2:y,y2:i-
18,stroke:b(a,"mark")};g.append(w("line",{...M,"stroke-dasharray":"4 3"}),w("text",{x:y+3,y:21},"cut"))}return g.append(w("text",{x:36,y:m(f)+4,"text-anchor":"e\
nd",class:"quiet"},T(f,1)),w("text",{x:36,y:i-18,"text-anchor":"end",class:"quiet"},T(d,1))),g.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} pi\
cked`),g}function fi(t,e,o,n){let r=p("table","dsv-table"),s=p("tbody");r.append(s);for(let[a,l]of o.texts.slice(0,ci).entries()){let i=p("tr");i.append(p("td",
"",String(a+1)),p("td","",`entry ${S(n[a])}`),p("td","dsv-context",`“${st(l,44)}”`)),i.addEventListener("click",()=>t.pick({entry:n[a],layer:e.layer})),s.append(
i)}return r}function dr({model:t,own:e},o){let n=t.get("rank"),r=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,r[a],a<n.picked?"picked":"left out",n.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${n.query}: ${n.visible}\
 entries were complete.`}}function go({model:t,own:e}){let o=e.probed(t.get("probes")),n=e.recalls(t.get("recall"));return{probes:o,values:n,heads:o.length?n.length/o.length:0}}function pr(t,e){
let{model:o,own:n}=t,{probes:r,values:s,heads:a}=go(t),l=p("div","dsv-note",o.get("recall_note"));if(!r.length)return o.get("can_measure")&&l.replaceChildren(...hi(
t)),n.low.append(l),{recall:null};let i=Array.from({length:a},(d,f)=>{let h=s.filter((m,u)=>u%a===f&&!Number.isNaN(m));return h.length?h.reduce((m,u)=>m+u,0)/h.
length:Number.NaN}),c=p("div","dsv-note");return c.append(p("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),n.low.append(c,l,mi(t,i)),{recall:i,probes:Array.from(r)}}function hi(t){let e=p("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function mi(t,e){let{body:o,root:n}=t,{probes:r,values:s,heads:a}=go(t),l=N(o.clientWidth-20,260,760),i=140,c=Pt(n,l,
i,"head","covered"),d=h=>46+(h+.5)/a*(l-54),f=h=>i-20-h*(i-36);c.append(w("text",{x:36,y:f(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),w("text",{x:36,y:f(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[h,m]of e.entries()){r.forEach((y,M)=>{let x=s[M*a+h];if(Number.isNaN(x))return;let $=w("circle",{cx:d(h),cy:f(x),
r:2.2,fill:`rgba(${b(n,"tint")}, 0.55)`});$.append(w("title",{},`head ${h}, token ${y}: ${T(100*x,1)} %`)),c.append($)});let u={x1:d(h)-8,x2:d(h)+8,y1:f(m),y2:f(
m),stroke:b(n,"mark")};Number.isNaN(m)||c.append(w("line",{...u,"stroke-width":2}));let g={x:d(h),y:i-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(w(
"text",g,String(h)))}return c.setAttribute("aria-label",`recall per head: ${e.map(h=>T(h)).join(", ")}`),c}function fr(t,e){let{probes:o,values:n,heads:r}=go(t);
return o.length?{columns:["probe at token",...Array.from({length:r},(s,a)=>`head ${a}`)],rows:Array.from(o,(s,a)=>[s,...n.subarray(a*r,(a+1)*r)]),note:`Share of\
 full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var ui={rank:cr,overlap:lr,recall:pr,needle:rr},gi={overlap:ir,recall:fr,needle:sr};function yi(t){let e=p("div","dsv-picks"),o=p("div","dsv-controls"),n=p("sel\
ect");n.setAttribute("aria-label","layer");let r=Y(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["rec\
all","below: recall of full attention"],["needle","below: a needle"]]),s=p("button","dsv-small","random control");s.title="every query gets the distances back o\
f another query: the same recency, other words";let a=p("span","dsv-tiled");o.append(n,r.select,s,a);let l=p("canvas"),i=p("div","dsv-note"),c=p("canvas"),d=p("\
div","dsv-note"),f=p("div","dsv-region-text"),h=p("div","dsv-panel");return l.setAttribute("role","img"),l.setAttribute("aria-label","overview of picks; drag to\
 choose a region"),f.tabIndex=0,e.append(o,l,i,c,d,f,h),t.body.append(e),{layer:n,panel:r,shuffle:s,tiled:a,overview:l,legend:i,detail:c,caption:d,text:f,low:h,
reveal:ye(t,h),pixels:C(Xn),ints:C(F),texts:C(X),entries:C(F),scores:C(O),lines:C(O),table:C(O),recalls:C(O),probed:C(F),found:C(O),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var et=t=>t.model.get("facts");function bi(t){let{model:e,own:o}=t,{panel:n,reveal:r,
layer:s,shuffle:a,detail:l}=o;t.listen(n.select,"change",r.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),ki(t),t.listen(l,"mousemove",i=>{o.under=mo(t,i),Wt(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(l,"mouseleave",()=>{o.under=null,Wt(t,-1,-1)}),t.listen(l,"click",i=>{let c=mo(t,i);c&&t.pick({token:c.query,entry:c.entry,layer:et(t).layer})})}function ki(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",n=>{e.from=Ee(t,n),o.setPointerCapture?.(n.pointerId)}),t.listen(o,"pointermove",n=>{let r=Ee(t,n);e.hovered=
r,e.from?.inStrip?e.span=po(et(t),e.from,r):e.from&&(e.dragging=fo(et(t),e.from,r)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",n=>{let r=e.from;if(!r)return;let s=Ee(t,n);if(e.from=e.span=e.dragging=null,r.inStrip){let[a,l]=po(et(t),r,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:l})}else t.tell("region",fo(et(t),r,s).join(":")),t.redraw()})}function xi(t){let{model:e,root:o,own:n}=t,{layer:r,panel:s,shuffle:a,tiled:l,low:i,reveal:c}=n,
d=et(t);if(mt(r,e.get("layers").map(u=>[u,`layer ${u} ▤`])),r.value=String(d.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),
l.textContent=l.title=d.tiled?`Tiled: ${d.tiled}`:"",!d.shape)return;let f=d;Yn(t,f);let h=tr(t,f);er(t,f),wi(t,f,h),i.replaceChildren();let m=ui[e.get("panel")](
t,f);c(),o.drawn={layer:f.layer,tokens:f.tokens,queries:f.queries,tiled:f.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:h.length/3,first_marks:Array.
from(h.slice(0,30)),codes:Qn(q(e.get("overview"))),panel:e.get("panel"),...m}}function wi(t,e,o){let{facts:n,model:r,sel:s,own:a}=t;if(a.under)n.replaceChildren(
...or(e,o,a.under));else if(a.hovered&&!a.dragging)n.replaceChildren(...Kn(t,e,a.hovered));else{let l=r.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",i=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";n.replaceChildren(p("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${S(e.queries)} queries, ${S(e.forced)} without a choice${l}${i}`)}}function $i(t){let e=et(t);return gi[t.model.get("panel")]?.(t,e)??
dr(t,e)}var Ti={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>z(t,-1,et(
t).tokens),ArrowRight:t=>z(t,1,et(t).tokens),ArrowUp:t=>U(t,-1,t.model.get("layers")),ArrowDown:t=>U(t,1,t.model.get("layers")),Home:t=>z(t,Number.NEGATIVE_INFINITY,
et(t).tokens),End:t=>z(t,Number.POSITIVE_INFINITY,et(t).tokens)},build:yi,listen:bi,draw:xi,table:$i},hr=P(Ti);var mr=4278190080;function Mi(t,e,o,n,r){let a=o?12:0,l=t-40-a-8,i=N(l/Math.max(1,o+n),.25,7),c=Math.min(o*i,l-Math.min(n*i,l*.45)),d=40+c+a,f=Math.min(n*i,t-d-
8),h=N((e-45)/Math.max(1,r),1,8),m={entryCell:o?c/o:0,windowCell:n?f/n:0};return{left:40,entryW:c,windowX:d,windowW:f,row:h,top:15,...m}}function xo({model:t,own:e},o){
let{map:n,canvas:r}=e;if(!n)return null;let s=t.get("map_facts"),a=r.getBoundingClientRect(),l=o.clientX-a.left,i=Math.floor((o.clientY-a.top-n.top)/n.row);if(i<
0||i>=s.queries)return null;let c=s.first+i;if(n.entryW&&l>=n.left&&l<n.left+n.entryW){let d=Math.floor((l-n.left)/n.entryCell);return{query:c,entry:d,key:-1,code:q(
t.get("map_entries"))[i*s.entries+d]}}if(l>=n.windowX&&l<n.windowX+n.windowW){let d=Math.floor((l-n.windowX)/n.windowCell);return{query:c,entry:-1,key:c-d,code:q(
t.get("map_window"))[i*s.window+d]}}return{query:c,entry:-1,key:-1,code:255}}function Ni(t,e,o,[n,r,s],[a,l,i]){let c=new ImageData(o,e),d=new ImageData(o,e),f=new Uint32Array(
c.data.buffer),h=new Uint32Array(d.data.buffer);return t.forEach((m,u)=>{if(m<=252){let g=18+Math.round(237*m/252);f[u]=(g<<24|s<<16|r<<8|n)>>>0}else m===254?h[u]=
mr:m===253&&(u+Math.floor(u/o))%3===0&&(f[u]=(mr|i<<16|l<<8|a)>>>0)}),{image:c,mask:d}}function Ai(t,e,o,n,{rgb:r,missing:s,pattern:a},l){if(!n||!o)return;let{image:i,
mask:c}=Ni(e,o,n,r,s),d=Ot(n,o),f=Ot(Math.max(1,Math.ceil(l.w)),Math.max(1,Math.ceil(l.h)));t.imageSmoothingEnabled=!1,dt(d).putImageData(c,0,0);let h=dt(f);h.imageSmoothingEnabled=
!1,h.drawImage(d,0,0,f.width,f.height),h.globalCompositeOperation="source-in",h.fillStyle=a,h.fillRect(0,0,f.width,f.height),t.globalAlpha=.5,t.drawImage(f,l.x,
l.y,l.w,l.h),t.globalAlpha=1,dt(d).putImageData(i,0,0),t.drawImage(d,l.x,l.y,l.w,l.h)}function Si(t,e,o,n){let r=b(n,"quiet"),s=e;t.font="10px system-ui, sans-s\
erif",t.textBaseline="middle";for(let a of["not picked","next to zero","not there yet","not captured"]){if(t.strokeStyle=b(n,"line"),t.strokeRect(s+.5,o+.5,11,9),
a==="not picked")t.globalAlpha=.6,t.fillStyle=pt(t,r),t.fillRect(s,o,12,10);else if(a==="next to zero")t.globalAlpha=.09,t.fillStyle=b(n,"entries"),t.fillRect(s,
o,12,10);else if(a==="not captured"){t.fillStyle=r;for(let l of[2,6,10])t.fillRect(s+l,o+4,1.5,1.5)}t.globalAlpha=1,t.fillStyle=r,t.textAlign="left",t.fillText(
a,s+16,o+5.5),s+=26+t.measureText(a).width}}function ur(t,e){let{model:o,root:n,own:r}=t,s=o.get("map_facts"),a=s.queries??0,l=r.scroll.clientWidth,i=Mi(l,e,s.entries,
s.window,a),c=a*i.row,d=I(r.canvas,l,i.top+c+30),f=b(n,"quiet"),h=pt(d,f,4);d.font="10px system-ui, sans-serif",d.textBaseline="middle";let m=(y,M,x,$,A)=>{let v={
rgb:jt(b(n,x)),missing:jt(Oi(f)),pattern:h};Ai(d,y,a,M,v,{x:$,y:i.top,w:A,h:c}),d.strokeStyle=b(n,"line"),d.strokeRect($-.5,i.top-.5,A+1,c+1),d.fillStyle=b(n,x)},
u=(y,M,x)=>d.fillText(ue(y,x,$=>d.measureText($).width),M,6);if(s.entries){m(q(o.get("map_entries")),s.entries,"entries",i.left,i.entryW);let y=[`compressed pas\
t: entries 0 to ${s.entries-1}`,"compressed past","entries","past"];u(y,i.left,i.windowX-i.left-4)}m(q(o.get("map_window")),s.window,"window",i.windowX,i.windowW),
u(["window: itself, then back","window"],i.windowX,i.windowW),d.fillStyle=f,d.textAlign="right";let g=Math.max(1,Math.ceil(a/Math.max(2,c/40)));for(let y=0;y<a;y+=
g)d.fillText(`${s.first+y}`,i.left-4,i.top+(y+.5)*i.row);return d.textAlign="left",Ei(t,d,s,a,i),Si(d,i.left,i.top+c+12,n),i}function Ei({root:t,sel:e,own:o},n,r,s,a){
let l=e.get("token")===-1?s-1:e.get("token")-r.first;l>=0&&l<s&&(n.strokeStyle=b(t,"mark"),n.lineWidth=1.5,n.strokeRect(a.left-1,a.top+l*a.row-.5,a.windowX+a.windowW-
a.left+2,a.row+1),n.lineWidth=1);let i=o.shownEntry();i<0||i>=r.entries||(n.strokeStyle=b(t,"ink"),n.strokeRect(a.left+i*a.entryCell,a.top-1,Math.max(2,a.entryCell),
s*a.row+2))}function Oi(t){return t.startsWith("#")?t:`#${(t.match(/\d+/g)??[]).slice(0,3).map(o=>Number(o).toString(16).padStart(2,"0")).join("")}`}var gr=["entries","window","sink"],_i=["compressed past (bottom)","window","sink (top)"],yr=[.85,.5,.95];function vi(t,e,o){let r=N(Math.floor((t-74-4)/Math.max(
1,o)),5,70),s=N(Math.floor(250/Math.max(1,e)),7,30);return{left:74,w:r,h:s,top:16}}function br({model:t,own:e},o){let{thumbs:n,canvas:r}=e;if(!n)return null;let[
s,a]=t.get("profile_shape"),l=r.getBoundingClientRect(),i=Math.floor((o.clientY-l.top-n.top)/n.h),c=Math.floor((o.clientX-l.left-n.left)/n.w);return i>=0&&i<s&&
c>=0&&c<a?{layer:t.get("layers")[i],head:c}:null}function kr(t){let{model:e,root:o,sel:n,own:r}=t,[s,a]=e.get("profile_shape"),l=e.get("layers"),i=r.scroll.clientWidth,
c=vi(i,s,a),d=I(r.canvas,i,c.top+s*c.h+24),f=gr.map(h=>b(o,h));d.font="10px system-ui, sans-serif",d.textBaseline="middle",d.fillStyle=b(o,"quiet");for(let h=0;h<
a;h+=Math.ceil(24/c.w))d.fillText(`${h}`,c.left+h*c.w+2,7);d.fillText("head",c.left-28,7);for(let h=0;h<s;h++){let m=c.top+h*c.h,u=l[h]===n.get("layer"),g=e.get(
"kinds")[h];d.fillStyle=b(o,u?"mark":"ink"),d.font=`${u?"bold ":""}10px system-ui, sans-serif`;let y=`${l[h]} ${J[g]??""} ${g??""}`;(c.h>=11||h%2===0)&&d.fillText(
y,4,m+c.h/2);for(let M=0;M<a;M++)Ri(t,d,c,f,h,M);u&&(d.strokeStyle=b(o,"mark"),d.lineWidth=1.5,d.strokeRect(c.left+Math.max(0,n.get("head"))*c.w+.5,m+.5,c.w-1,c.
h-1),d.lineWidth=1)}return Ci(t,d,f,c.left,c.top+s*c.h+8),c}function Ri({model:t,root:e},o,n,r,s,a){let[,l,i]=t.get("profile_shape"),c=q(t.get("profile")),d=n.top+
s*n.h,f=(n.w-2)/i+.4;for(let h=0;h<i;h++){let m=((s*l+a)*i+h)*gr.length,u=n.left+a*n.w+1+h*(n.w-2)/i;if(c[m]===255){o.fillStyle=b(e,"none"),o.fillRect(u,d+n.h/2,
1,1);continue}let g=d+n.h-1;for(let[y,M]of r.entries()){let x=c[m+y]/254*(n.h-2);o.fillStyle=M,o.globalAlpha=yr[y],o.fillRect(u,g-x,f,x),g-=x}o.globalAlpha=1}}function Ci({
root:t},e,o,n,r){let s=n;for(let[a,l]of _i.entries())e.fillStyle=o[a],e.globalAlpha=yr[a],e.fillRect(s,r,10,10),e.globalAlpha=1,e.fillStyle=b(t,"quiet"),e.fillText(
l,s+14,r+5),s+=30+e.measureText(l).width}var wo=48,Li=108,Dt=20,se=10,qi=54,Z=15,_e=22;function Pi(t,e,o){let n=Math.max(60,t-wo-Li-Dt-2*se),r=Math.min(_e,n/Math.max(1,e+o)),s=Math.min(o*14,n*.45),a=n-
Math.min(s,o*_e),l=e?N(e*r,Math.min(e*_e,n*.25),a):0,i=Math.min(o*_e,n-l),c=wo+l+(l?se:0);return{entryX:wo,entryW:l,entryCell:e?l/e:0,windowX:c,windowW:i,windowCell:o?
i/o:0,sinkX:c+i+se}}var Ii=t=>t<=8?24:t<=12?18:13;function $o(t,e,o,n){if(t==="heads")return Array.from({length:e},(s,a)=>n.slice(a*o,(a+1)*o));let r=new Float32Array(
o).fill(Number.NaN);for(let s=0;s<o;s++){let a=Array.from({length:e},(l,i)=>n[i*o+s]).filter(l=>!Number.isNaN(l));a.length&&(r[s]=t==="mean"?a.reduce((l,i)=>l+i,
0)/e:Math.max(...a))}return[r]}function xr({model:t}){let e=t.get("facts"),o=e.heads??0,n=t.get("rows"),r=O(t.get("mass")),s=F(t.get("window")),a=F(t.get("entri\
es")),l=i=>Float32Array.from({length:o},(c,d)=>r[3*d+i]);return{facts:e,heads:o,mode:n,window:s,entries:a,pieces:X(t.get("utf8"),t.get("lengths")),windowRows:$o(
n,o,s.length,ht(t.get("window_weight"))),entryRows:$o(n,o,a.length,ht(t.get("entry_weight"))),masses:[0,1,2].map(i=>$o(n,o,1,l(i)).map(c=>c[0]))}}function Mo({model:t,
own:e},o){let{zones:n}=e;if(!n)return null;let r=e.canvas.getBoundingClientRect(),s=o.clientX-r.left,a=Math.floor((o.clientY-r.top-Z)/n.tall),l=t.get("rows")===
"heads"&&a>=0&&a<t.get("facts").heads?a:-1;return n.entryW&&s>=n.entryX&&s<n.entryX+n.entryW?{zone:"entry",key:Math.floor((s-n.entryX)/n.entryCell),head:l}:n.windowW&&
s>=n.windowX&&s<n.windowX+n.windowW?{zone:"window",key:F(t.get("window"))[Math.floor((s-n.windowX)/n.windowCell)],head:l}:{zone:s>=n.sinkX&&s<n.sinkX+Dt?"sink":
"",key:-1,head:l}}function wr(t,e){let{root:o,own:n}=t,r=e.windowRows.length,s=n.scroll.clientWidth,a={...Pi(s,e.facts.visible,e.window.length),tall:Ii(r)};n.zones=
a;let l=Z+r*a.tall,i=I(n.canvas,s,l+qi),c=["ink","quiet","line","mark","panel","entries","window","sink"],[d,f,h,m,u,g,y,M]=c.map(L=>b(o,L)),x={ink:d,quiet:f,line:h,
mark:m,paper:u,entries:g,window:y,sink:M};i.textBaseline="middle",i.font="10px system-ui, sans-serif";let $=Wi(i,a,x);a.entryW&&(i.globalAlpha=.4,i.fillStyle=pt(
i,f),i.fillRect(a.entryX,Z,a.entryW,l-Z),i.globalAlpha=1);let A=e.windowRows.map((L,E)=>Fi(t,i,e,a,x,E));a.entryW&&(i.strokeStyle=h,i.strokeRect(a.entryX+.5,Z-.5,
a.entryW-1,l-Z)),Hi(t,i,e,a,x,l),a.entryW&&Bi(t,i,e,a,x,l);let v=e.window.indexOf(t.sel.get("hover_token"));return v>=0&&(i.strokeStyle=d,i.lineWidth=1,i.strokeRect(
a.windowX+v*a.windowCell,Z-.5,a.windowCell,l-Z)),{titles:$,shares:A}}function Wi(t,e,o){let n=[],r=(a,l,i,c)=>{let d=ue(a,i,f=>t.measureText(f).width);t.fillStyle=
c,t.fillText(d,l,6),n.push([d,l,t.measureText(d).width])},s=["compressed past","compressed","past"];return e.entryW&&r(s,e.entryX,e.entryW+se-4,o.entries),r(["w\
indow: exact tokens","window"],e.windowX,e.windowW+se-4,o.window),t.fillStyle=o.sink,t.fillText("sink",e.sinkX-1,6),t.fillStyle=o.quiet,t.fillText("past   windo\
w  sink",e.sinkX+Dt+8,6),n}function To(t,e,o){t.globalAlpha=.06+.94*Math.sqrt(N(o,0,1)),t.fillStyle=e}function Fi({sel:t},e,o,n,r,s){let{mode:a,masses:l,facts:i}=o,
{sinkX:c,tall:d}=n,f=Z+s*d,h=a==="heads"&&s===t.get("head");if(e.globalAlpha=1,e.fillStyle=h?r.mark:r.quiet,e.font=`${h?"bold ":""}10px system-ui, sans-serif`,e.
fillText(a==="heads"?`head ${s}`:a,2,f+d/2),i.listed)Di(e,o,n,r,s);else{e.globalAlpha=1,e.fillStyle=r.quiet;let g=n.windowX+Math.max(n.windowW,40);for(let y=n.windowX;y<
g;y+=8)e.fillRect(y,f+d/2,2,2)}To(e,r.sink,l[2][s]),e.fillRect(c,f,Dt,d-1),e.globalAlpha=1,e.strokeStyle=r.line,e.lineWidth=1,e.strokeRect(c+.5,f+.5,Dt-1,d-2);let m=l.
map(g=>g[s]),u=a==="max"?m:Wo(m);e.fillStyle=h?r.mark:r.ink,e.font="10px system-ui, sans-serif";for(let[g,y]of u.entries())e.fillText(T(y),c+Dt+8+34*g,f+d/2);return u}
function Di(t,{entries:e,window:o,entryRows:n,windowRows:r},s,a,l){let{entryX:i,entryCell:c,windowX:d,windowCell:f,tall:h}=s,m=Z+l*h;e.forEach((u,g)=>{let y=n[l][g];
if(Number.isNaN(y))return;let M=i+u*c;t.globalAlpha=1,t.fillStyle=a.paper,t.fillRect(M,m,Math.max(c,1),h),To(t,a.entries,y),t.fillRect(M,m,Math.max(c-(c>4?1:0),
1),h-1)}),o.forEach((u,g)=>{let y=r[l][g];Number.isNaN(y)||(To(t,a.window,y),t.fillRect(d+g*f,m,Math.max(f-(f>4?1:0),1),h-1))})}function Hi({sel:t},e,{facts:o,window:n,
pieces:r},{windowX:s,windowW:a,windowCell:l},i,c){let d=t.get("hover_token");e.font="10px system-ui, sans-serif",l>=9?n.forEach((f,h)=>{e.save(),e.translate(s+(h+
.5)*l,c+3),e.rotate(-Math.PI/2),e.textAlign="right",e.fillStyle=f===o.query?i.mark:f===d?i.ink:i.quiet,e.font=`${f===d||f===o.query?"bold ":""}10px system-ui, s\
ans-serif`,e.fillText(_(r[h]??"",8),0,0),e.restore()}):n.length&&(e.fillStyle=i.quiet,e.textAlign="left",e.fillText(`token ${n[0]}`,s,c+8),e.textAlign="right",e.
fillText(`${n[n.length-1]}`,s+a,c+8)),e.textAlign="left"}function Bi({own:t},e,{facts:o,entries:n},{entryX:r,entryW:s,entryCell:a},l,i){let{visible:c,rate:d}=o;
if(e.fillStyle=l.quiet,a>=14){e.textAlign="center";for(let h=0;h<c;h++)e.fillStyle=n.includes(h)?l.ink:l.quiet,e.fillText(`${h}`,r+(h+.5)*a,i+8)}else e.fillText(
"0",r,i+8),e.textAlign="right",e.fillText(`${c-1}`,r+s,i+8);e.textAlign="left",e.fillStyle=l.quiet,s>60&&e.fillText(`entries of ${d}`,r,i+21);let f=t.shownEntry();
f===-1||f>=c||(e.strokeStyle=l.mark,e.lineWidth=2,e.strokeRect(r+f*a,Z-1,Math.max(a,2),i-Z+1))}var Ui=290,ji={hover_entry:-1,hover_token:-1,hover_head:-1},zi={255:"not there yet",254:"there, but not picked: it has no weight",253:"not captured"};function Vi({
head:t,body:e,sel:o}){let n=p("select");n.setAttribute("aria-label","what is drawn"),n.append(D("heads","every head"),D("mean","mean of heads"),D("max","largest\
 of heads"),D("map","query × key"),D("all","all layers")),t.querySelector(".dsv-numbers")?.before(n);let r=p("div","dsv-scroll"),s=p("canvas"),a=p("div","dsv-n\
ote");return r.style.maxHeight="var(--dsv-attention-height, 300px)",r.style.overflowX="hidden",s.style.cursor="pointer",r.append(s),e.append(r,a),a.style.minHeight=
"30px",{rows:n,scroll:r,canvas:s,note:a,shownEntry:()=>o.get("hover_entry")!==-1?o.get("hover_entry"):o.get("entry"),zones:null,map:null,thumbs:null,hovered:null}}
function Gi(t){let{model:e,own:o}=t,{rows:n,canvas:r}=o;t.listen(n,"change",()=>t.tell("rows",n.value)),t.listen(r,"mousemove",s=>{let a=e.get("rows");a!=="all"&&
(a==="map"?Xi(t,s):Yi(t,s),t.redraw())}),t.listen(r,"mouseleave",()=>{o.hovered=null,t.hover(ji),t.redraw()}),t.listen(r,"click",s=>{let a=e.get("rows");a==="al\
l"?Ki(t,s):a==="map"?Qi(t,s):Zi(t,s)})}function Xi(t,e){let o=xo(t,e);t.own.hovered=o;let n=o&&o.key>=0?o.key:o?.query;t.hover({hover_entry:o&&o.code<=252?o.entry:
-1,hover_token:n??-1})}function Yi(t,e){let o=Mo(t,e);t.hover({hover_entry:o?.zone==="entry"?o.key:-1,hover_token:o?.zone==="window"?o.key:-1,hover_head:o?.head??
-1})}function Ki(t,e){let o=br(t,e);o&&t.pick({...o,entry:-1,...o.layer===t.sel.get("layer")?{}:{expert:-1}})}function Qi(t,e){let o=xo(t,e);o&&t.pick({token:o.
query,...o.entry!==-1&&o.code<=252?{entry:o.entry}:{}})}function Zi(t,e){let o=Mo(t,e);o&&t.pick({...o.head===-1?{}:{head:o.head},...o.zone==="entry"?{entry:t.sel.
get("entry")===o.key?-1:o.key}:{},...o.zone==="window"?{token:o.key}:{}})}function Ji(t){let{model:e,own:o}=t,n=e.get("rows");o.rows.value=n,n==="all"?tc(t):n===
"map"?ec(t):nc(t)}function tc(t){let{model:e,sel:o,root:n,facts:r,own:s}=t;e.get("profile_shape")[0]&&(s.map=null,s.thumbs=kr(t),r.replaceChildren("every layer \
and head over the run; click one to choose it"),s.note.textContent="Each thumbnail: the run from left to right, in it the share of attention by zone. CSA and HC\
A read entries of different sizes: compare within a kind.",n.drawn={mode:"all",shape:[...e.get("profile_shape")],layer:o.get("layer"),head:o.get("head"),places:s.
thumbs,at:performance.now()})}function ec(t){let{model:e,root:o,facts:n,own:r}=t,s=e.get("map_facts");if(s.queries===void 0)return;r.thumbs=null,r.map=ur(t,Ui);
let a=s.first+s.queries-1,l=` · head ${s.head} · queries ${s.first} to ${a}`;n.replaceChildren(p("b","",zt(s.layer,s.kind)),l),r.note.textContent=oc(t),o.drawn=
{mode:"map",layer:s.layer,head:s.head,first:s.first,queries:s.queries,entries:s.entries,places:r.map,place:r.hovered,codes:Array.from(q(e.get("map_entries")).slice(
0,64)),at:performance.now()}}function oc({model:t,own:e}){let o=e.hovered,n=!o||o.entry===-1&&o.key<0?"":o.entry!==-1?"entry":"token";if(!o||!n)return"Rows are \
queries. Up and down move the head, left and right the query, page keys the layer.";let r=zi[o.code]??`weight about ${T((o.code/252)**2,2)}`,s=n==="entry"?vt(rt(
t.get("entry_text"))):"";return`Query ${o.query}, ${n} ${n==="entry"?o.entry:o.key}: ${r}. ${s}`}function nc(t){let{model:e,root:o,facts:n,own:r}=t;r.map=r.thumbs=
null;let s=xr(t),{facts:a,heads:l,mode:i}=s;if(a.heads===void 0)return;let{titles:c,shares:d}=wr(t,s);n.replaceChildren(p("b","",zt(a.layer,a.kind)),` · query ${a.
query} `,p("b","",`“${_(a.piece??"",18)}”`),` · ${i==="heads"?`${l} heads`:`${i} of ${l} heads`}`),r.note.textContent=rc(t,s),o.drawn={layer:a.layer,query:a.
query,kind:a.kind,visible:a.visible,window:Array.from(s.window),entries:Array.from(s.entries),weights:s.windowRows.map(f=>Array.from(f)),shares:d,entryText:e.get(
"entry_text"),titles:c,mode:i,at:performance.now()}}function rc({model:t,sel:e,own:o},{facts:n,mode:r,entries:s,entryRows:a,window:l,windowRows:i,pieces:c}){let d=e.
get("hover_head")!==-1?e.get("hover_head"):Math.max(e.get("head"),0),f=r==="heads"?N(d,0,i.length-1):0,h=r==="heads"?`head ${f}`:`${r} of heads`,m=o.shownEntry(),
u=e.get("hover_token");if(m!==-1&&m<n.visible){let g=s.indexOf(m),y=g<0?"not picked by the indexer: it has no weight":`weight ${T(a[f][g],4)} in ${h}`;return`En\
try ${m}, ${y}. ${vt(rt(t.get("entry_text")))}`}if(l.includes(u)){let g=l.indexOf(u),y=T(i[f][g],4);return`Token ${u} “${_(c[g],20)}”: weight ${y} in ${h}. \
Click to choose it.`}return r==="max"?"Each key shows the head that weighs it most, so rows do not sum to one here.":n.listed?n.kind==="sliding"?"This layer see\
s its window and the sink only.":n.visible?n.kind==="csa"?"Coloured entries were picked by the indexer; hatched ones were there but not picked. Hover one to see\
 its tokens.":"Every complete entry is read in this kind of layer. Hover one to see its tokens.":`No entry is complete yet: this layer makes one of every ${n.rate}\
 tokens.`:"Only the three masses were captured for this query (dots: weights not captured)."}function sc({model:t}){let e=t.get("facts"),o=Array.from({length:e.
heads??0},(d,f)=>f),n=O(t.get("mass")),r=F(t.get("window")),s=F(t.get("entries")),a=ht(t.get("window_weight")),l=ht(t.get("entry_weight")),i=X(t.get("utf8"),t.get(
"lengths")),c=["compressed past, all","window, all","sink"];return{columns:["read",...o.map(d=>`head ${d}`)],rows:[...c.map((d,f)=>[d,...o.map(h=>n[3*h+f])]),...Array.
from(s,(d,f)=>[`entry ${d}`,...o.map(h=>l[h*s.length+f])]),...Array.from(r,(d,f)=>[`token ${d} “${_(i[f]??"",16)}”`,...o.map(h=>a[h*r.length+f])])],note:e.heads?
`Attention of layer ${e.layer} at query ${e.query}; the first three rows sum to one in every column.`:""}}var $r=t=>e=>e.pick({token:Math.max(0,(e.model.get("fa\
cts").query??0)+t)}),Tr=t=>e=>e.pick({head:N(e.sel.get("head")+t,0,(e.model.get("facts").heads??1)-1)}),ac={title:"Attention",aria:"What the chosen token attend\
ed to. Left and right move the token, up and down the head, page keys the layer.",keys:{ArrowLeft:$r(-1),ArrowRight:$r(1),ArrowUp:Tr(-1),ArrowDown:Tr(1),PageUp:t=>U(
t,-1,t.model.get("layers")),PageDown:t=>U(t,1,t.model.get("layers"))},build:Vi,listen:Gi,draw:Ji,table:sc},Mr=P(ac);var lc=.72;function Re(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function ic({model:t,own:e}){return t.get("me\
asure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(j(t,"values")),from:t.get("low"),to:t.get("high")}}function Nr(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:a,to:l}=ic(t),i=r.from===a&&r.to===l;if(i&&r.values===s&&r.pieces===n.shown)return;let c=i&&!o?Re(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(c,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:s,from:a,to:l,pieces:n.shown}}
function ve({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function No(t){let{first:e,strip:o}=t.
own;return[e+ve(t,o.scrollTop-4),e+ve(t,o.scrollTop+o.clientHeight-8)]}function Ao(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:a}=e.
painted,l=o.clientHeight||100,i=Math.max(0,ve(t,o.scrollTop-l)-1),c=Math.min(n.length,ve(t,o.scrollTop+2*l)+1);for(let d=i;d<c;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let f=r[d],h=Number.isNaN(f)||f===void 0,m=!h&&s<0&&f<0,u=lc*(s<0?ot(Math.abs(f),0,a):ot(f,s,a)),g=m?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",m),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${u.toFixed(3)})`}}var ae=16,cc=300;function dc(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,a=0;for(let l=Math.floor(
n*t.length/e);l<r;l++)Number.isNaN(t[l])||(s+=t[l],a++);a&&(o[n]=s/a)}return o}function Ce({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return N(Math.floor(o*t.total),0,t.total-1)}function So(t,e,o){let{body:n,model:r,root:s,sel:a,own:l}=t,{map:i,total:c}=l,d=c>cc;if(i.style.display=
d?"":"none",!d)return;let f=Math.max(100,n.clientWidth-4),{values:h}=l.painted,m=Math.min(c,Math.floor(f)),u=c>l.shown.length?O(r.get("bins")):dc(h,m),g=I(i,f,ae);
pc(t,g,u,f);let y=A=>A/c*f,[M,x]=[a.get("query_first"),a.get("query_last")];M!==-1&&(g.fillStyle=b(s,"mark"),g.fillRect(y(M),ae-3,Math.max(2,y(x+1)-y(M)),3)),l.
nodes.length&&(g.strokeStyle=b(s,"ink"),g.strokeRect(y(o[0])+.5,.5,Math.max(3,y(o[1])-y(o[0]))-1,ae-1)),g.fillStyle=b(s,"mark");for(let A of e)g.fillRect(y(A),0,
1.5,5);if(a.get("token")===-1)return;let $=y(a.get("token"));g.beginPath(),g.moveTo($-4,0),g.lineTo($+4,0),g.lineTo($,7),g.fill()}function pc({root:t,own:e},o,n,r){
let{from:s,to:a}=e.painted,l=b(t,"below"),i=b(t,"tint"),c=r/n.length;n.forEach((d,f)=>{let h=s<0?ot(Math.abs(d),0,a):ot(d,s,a);o.fillStyle=Number.isNaN(d)?"tran\
sparent":`rgba(${s<0&&d<0?l:i}, ${.9*h})`,o.fillRect(f*c,0,Math.max(c,1),ae)}),o.strokeStyle=b(t,"line"),o.strokeRect(.5,.5,r-1,ae-1)}function Ar(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let l of t)r.push(s.length),s+=l.toLowerCase();let a=0;for(let l=s.indexOf(o);l>=0;l=
s.indexOf(o,l+1)){for(;a+1<r.length&&r[a+1]<=l;)a++;n[n.length-1]!==a&&n.push(a)}return n}var le=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function ie(t){let{model:e,own:o}=t;return o.box.value?le(t)?Array.from(F(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function Er(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let a=Sr(t,s);a!==-1&&(s.shiftKey?Eo(
t,Or(t),a):_r(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:Sr(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),fc(t),mc(t),uc(t)}function fc(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let l=Or(
t),[i,c]=[o.get("query_first"),o.get("query_last")];Eo(t,l,N((i===-1?l:l===i?c:i)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{le(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&hc(t,a.shiftKey),a.stopPropagation()})}function hc(t,e){let o=ie(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function mc(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=Ce(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=Ce(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&Eo(t,e.drag,r)}),t.listen(o,"click",n=>{let r=Ce(t,n);(e.drag===null||
Math.abs(r-e.drag)<=e.total/200)&&_r(t,r),e.drag=null})}function uc(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focus\
in",o=>e(o)&&je(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:a,shiftKey:l}=o,i=r==="Enter"&&(s||a||l);n.tagName!=="TEXTAREA"||!i||
!e(o)||(o.preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function Sr({own:t},e){let n=e.target.closest?.(".dsv-token");return n?
t.first+Number(n.dataset.index):-1}function Or({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-
1}function _r(t,e){t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function Eo(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.
min(e,o),query_last:Math.max(e,o)})}var gc=["picked","hover","lit","ranged","found","taken"],yc=18;function vr(t,e,o){let{model:n,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...gc),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=bc(t);for(let m of e)Ht(t,m,"found");let l=F(n.get("taken"));for(let m of l)Ht(t,m,"taken");let[i,
c]=[r.get("query_first"),r.get("query_last")],d=Math.min(c,s.first+s.nodes.length-1);if(i!==-1)for(let m=Math.max(i,s.first);m<=d;m++)Ht(t,m,"ranged");let f=r.get(
"expert");s.takenKey.textContent=f>=0&&l.length?`expert ${f} of layer ${r.get("layer")}: ${l.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",kc(t,a),xc(t),wc(t,a)}function Ht({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function bc(t){let{model:e,own:o}=t,n=O(e.get("lit_gate")),r=Math.max(...n),s=Array.from(F(e.get("lit")));
for(let[a,l]of s.entries()){let i=Ht(t,l,"lit");i&&(i.title=`gate ${T(n[a],3)}`,i.style.setProperty("--dsv-gate",(yc*n[a]/r).toFixed(1)))}return s.filter(a=>o.nodes[a-
o.first])}function Rr({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function kc(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>Rr(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function xc(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&Ht(t,r,"hover");let a=s>=0?Ht(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!Rr(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function wc(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:a,total:l,shown:i}=s,c=n.
get("hover_token"),d=n.get("token"),f=d>=0&&d<l?d:l-1,h=c>=a&&c<l?c:f;if(r.replaceChildren(),h<0)return;if(e.length){let L=O(o.get("lit_gate")),E=L.indexOf(Math.
max(...L)),R=_(i[F(o.get("lit"))[E]-a]??"",24),fe=p("b","",`“${R}” ${T(L[E])}`);r.append(`${o.get("lit_title")}, strongest `,fe,` of ${e.length} tokens`);return}
let m=h-a,[u,g,y]=s.measure,M=h===c?"":d===h?"chosen: ":"newest: ",x=s.shownFlags[m],$=x&2?" (marker)":x&4?" (bytes of a character)":"";r.append(`${M}token ${h}\
 of ${l} `,p("b","",`“${_(i[m]??"",24)}”`),`${$} · ${g} ${T(s.painted.values[m])} ${y}`),u==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",o.get("\
reach_note"));let[A,v]=[n.get("query_first"),n.get("query_last")];A!==-1&&r.append(` · range ${A} to ${v} (${v-A+1} tokens)`)}var $c="0.16";function Cr(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=o=>({boxShadow:`inset 0 -2px 0 ${o}`});for(let o of t.slice(
-60))o.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function Tc(t,e,o){let n=t||o,r=e||o;return n<r?[n,r,!1]:[r,n,!0]}function Lr({sel:t,own:e}){let o=t.
get("written"),n=o===void 0||o<0?0:Math.max(1,o+1-e.first),[r,s,a]=Tc(Math.min(e.dimmed||e.nodes.length,e.nodes.length),n,e.nodes.length);for(let l=r;l<Math.min(
s,e.nodes.length);l++)e.nodes[l].style.opacity=a?$c:"";e.dimmed=n,n&&n<=e.nodes.length&&e.nodes[n-1].scrollIntoView({block:"nearest",inline:"nearest"})}var Mc="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",Nc="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function Ac({head:t,body:e}){let o=p("select");o.setAttribute("aria-label","colour tokens by");let n=p("span","dsv-legend"),r=p(
"span"),s=p("span","dsv-ramp"),a=p("span");n.append(o,r,s,a);let l=p("span","dsv-legend dsv-keys"),i=p("span","dsv-key taken");l.append(p("span","dsv-key prompt",
"prompt"),p("span","dsv-key","generated"),i);let c=p("input","dsv-search");c.type="search",c.placeholder="find text",c.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let d=p("span","dsv-legend");d.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(c,d,l,n);let f=p(
"canvas","dsv-map"),h=p("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),f.title="the whole run; click to go the\
re, drag to choose a range",e.append(f,h),{choose:o,legend:n,low:r,bar:s,high:a,takenKey:i,box:c,count:d,map:f,strip:h,texts:C(X),floats:C(O),shares:C(ht),search:C(
Ar),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function Sc(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(j(e,"utf8"),j(e,"lengths")),a=q(j(e,"fla\
gs")),l=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let i=Ec(t,s,a,l),c=e.get("measures");r.measure=c.find(
f=>f[0]===e.get("measure"))??["","","",""],Nr(t,i,l),Ao(t),Lr(t),_c(t,c);let d=ie(t);vr(t,d,r.total>r.shown.length&&!le(t)),So(t,d,No(t)),o.drawn={pieces:s,values:r.
painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:d,taken:Array.
from(F(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(F(e.get("lit"))),at:performance.now()}}function Ec({own:t},e,o,n){let{strip:r}=t,s=e===t.shown?e.
length:Re(t.shown,e),a=n?0:Math.min(s,Re(t.shownFlags.subarray(0,s),o));for(let i of t.nodes.splice(a))i.nextSibling?.remove(),i.remove();let l=document.createDocumentFragment();
for(let i=a;i<e.length;i++){let c=Oc(e[i],o[i],i);t.nodes.push(c),l.append(c,p("wbr"))}return r.append(l),a&&Cr(t.nodes.slice(a)),a<e.length&&t.following&&(r.scrollTop=
r.scrollHeight),t.shown=e,t.shownFlags=o,a}function Oc(t,e,o){let n=p("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.
add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(p("span","sign","⏎"),`
`),s&&n.append(rt(s));return t||n.append(p("span","sign","∅")),n}function _c({model:t,own:e},o){let{choose:n,legend:r,low:s,high:a,bar:l}=e,{from:i,to:c}=e.painted,
[d,,f,h]=e.measure;mt(n,o.map(([u,g])=>[u,`colour: ${g}`])),n.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=T(i),a.textContent=`${T(c)} ${f}`,l.style.background=i<0?Nc:Mc}function vc({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:a}=e,l=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(l).map((i,c)=>[
o+l+c,`“${_(i,40)}”`,r[l+c]&1?"generated":"prompt",s.values[l+c]])}}var Le=t=>e=>{e.root.dataset.anchor="",z(e,t,e.own.total)},Rc={title:"Tokens",aria:"Toke\
ns of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:Le(-1),ArrowRight:Le(1),Home:Le(
Number.NEGATIVE_INFINITY),End:Le(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:Ac,listen:t=>Er(t,()=>{Ao(t),So(t,ie(t),No(t))}),draw:Sc,table:vc},Pr=P(
Rc);var Cc=25,Lc=[[Cc,"as fast as it goes"],[10,"10 tokens a second"],[4,"4 tokens a second"],[1,"1 token a second"]],Ir="M4 2 L13 8 L4 14 Z",qc="M4 2 H7 V14 H4 Z M\
9 2 H12 V14 H9 Z",Pc="M3 2 L10 8 L3 14 Z M11 2 H13 V14 H11 Z",Ic="M3 3 H13 V13 H3 Z";function vo(t,e){let o=p("button","dsv-small dsv-sign"),n=w("svg",{viewBox:"\
0 0 16 16",width:12,height:12,"aria-hidden":"true"});return n.append(w("path",{d:t})),o.append(n,p("span")),o.type="button",o.title=e,o.setAttribute("aria-label",
e),o}function Wr(){let t=p("span","dsv-toolbar-part"),e=vo(Ir,"Watch this run again, token by token, from the end of the prompt"),o=vo(Pc,"One token, then wait"),
n=vo(Ic,"End the replay and show the whole text"),r=p("select");r.setAttribute("aria-label","pace of the replay"),r.title="Pace of the replay; it can be changed\
 while it goes on",r.append(...Lc.map(([l,i])=>D(String(l),i))),r.value="4";let s=p("input");s.type="range",s.min="0",s.setAttribute("aria-label","token that wa\
s written last"),s.title="Go to a moment of the run";let a=p("span","dsv-toolbar-words");return a.setAttribute("role","status"),a.setAttribute("aria-live","off"),
t.append(e,o,n,r,s,a),{row:t,play:e,step:o,stop:n,pace:r,slider:s,words:a,at:-1,timer:null}}function Fr(t,e,o){return t>=0&&t<o-1?t:e<o?Math.max(0,e-1):0}function Dr(t){
let{play:e,step:o,stop:n,pace:r,slider:s}=t.own.replay;t.listen(e,"click",()=>t.own.replay.timer===null?Wc(t):qe(t)),t.listen(o,"click",()=>{qe(t),Hr(t)}),t.listen(
n,"click",()=>ce(t)),t.listen(r,"change",()=>{t.own.replay.timer!==null&&Ro(t)}),t.listen(s,"input",()=>{qe(t),Pe(t,Number(s.value))})}function Wc(t){let{replay:e}=t.
own;e.at===-1&&Pe(t,Fr(t.sel.get("token"),t.model.get("prompt"),t.model.get("total"))),Ro(t),t.redraw()}function Ro(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(
e.timer),e.timer=setTimeout(()=>{e.timer=null,t.root.isConnected&&(Hr(t)?Ro(t):t.redraw())},1e3/Number(e.pace.value))}function Hr(t){let{replay:e}=t.own,{model:o,
sel:n}=t,r=e.at===-1?Fr(n.get("token"),o.get("prompt"),o.get("total")):e.at+1;return r>=o.get("total")?!1:(Pe(t,r),r<o.get("total")-1)}function Pe(t,e){let o=N(
e,0,t.model.get("total")-1);t.own.replay.at=o,t.pick({token:o,written:o}),t.redraw()}function qe(t){let{replay:e}=t.own;e.timer!==null&&clearTimeout(e.timer),e.
timer=null,t.redraw()}function ce(t){qe(t),t.own.replay.at=-1,t.pick({written:-1})}function Br(t){let{replay:e}=t.own,{play:o,step:n,stop:r,slider:s,words:a}=e,
l=t.model.get("total"),i=t.model.get("growing");i&&e.at!==-1&&ce(t),e.at!==-1&&t.sel.get("token")!==e.at&&(t.sel.get("token")<0?ce(t):Pe(t,t.sel.get("token")));
let c=e.timer!==null;for(let d of[o,n,s])d.disabled=i||l<2;r.disabled=e.at===-1,o.querySelector("path")?.setAttribute("d",c?qc:Ir),o.lastChild.textContent=c?"Pa\
use":e.at===-1?"Replay":"Continue",s.max=String(Math.max(0,l-1)),s.value=String(e.at===-1?l-1:e.at),a.textContent=e.at===-1?"":`replay: token ${e.at} of ${l-1}`}function Ur(){let t=p("select");t.setAttribute("aria-label","discover something in this run"),t.title="Places in this run that answer a question";let e=p("div",
"dsv-toolbar-card");return e.setAttribute("role","region"),e.setAttribute("aria-label","discovery"),e.hidden=!0,{select:t,card:e,open:"",chosen:null,shown:""}}var jr=t=>t.
model.get("discoveries");function zr(t){let{discover:e}=t.own;t.listen(e.select,"change",()=>{let o=jr(t).find(n=>n.name===e.select.value);e.select.value="",o&&
Fc(t,o)}),t.listen(e.card,"click",o=>{let n=o.target.closest("button");n&&(n.dataset.close?e.open="":e.chosen=Number(n.dataset.choice),t.redraw())})}function Fc(t,e){
let{discover:o}=t.own;t.own.replay.at!==-1&&ce(t),o.open=e.name,o.chosen=null,e.link&&Dc(t,e.link),t.redraw(),setTimeout(()=>o.card.querySelector("button")?.focus(),
60)}function Dc(t,e){t.model.get("kernel")===!1?(location.hash=`#${e}`,dispatchEvent(new Event("hashchange"))):t.model.send({discover:e})}function Vr(t){let{discover:e}=t.
own,{select:o,card:n}=e,r=jr(t),s=r.map(i=>i.name).join();o.dataset.options!==s&&(o.replaceChildren(D("","Discover …"),...r.map(i=>D(i.name,i.title))),o.dataset.
options=s),o.style.display=r.length?"":"none";let a=r.find(i=>i.name===e.open);n.hidden=!a;let l=`${JSON.stringify(a)} ${e.chosen}`;a&&e.shown!==l&&Hc(n,a,e.chosen),
e.shown=l}function Hc(t,e,o){let n=p("button","dsv-small","×");if(n.type="button",n.dataset.close="yes",n.title="Close",n.setAttribute("aria-label","close the \
discovery"),t.replaceChildren(p("b","",e.title)," ",p("span","",e.missing??e.question??"")),!e.missing){let r=p("div","dsv-toolbar-choices");(e.choices??[]).forEach(
(a,l)=>{let i=p("button","dsv-small",a);i.type="button",i.dataset.choice=String(l),o!==null&&l===e.answer&&(i.classList.add("right"),i.textContent=`✓ ${a}`),l===
o&&i.setAttribute("aria-pressed","true"),r.append(i)}),t.append(r);let s=p("p","dsv-toolbar-reveal",o===null?"":Bc(e,o));s.setAttribute("role","status"),t.append(
s)}t.append(n)}var Bc=(t,e)=>`${e===t.answer?"Yes.":"Look again:"} ${t.reveal??""}`;var Co=8,Ie=2,Uc="align-items background-color background-image border-bottom border-collapse border-left border-radius border-right border-spacing border-top b\
ottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-family font-size font-style font-variant-numeric\
 font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-width min-height min-width opacity outline o\
verflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-align text-anchor text-decoration text-indent text-overflow t\
op transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");function Lo(t){let e=Math.ceil(Math.max(t.scrollWidth,t.offsetWidth))+
2*Co,o=Math.ceil(Math.max(t.scrollHeight,t.offsetHeight))+2*Co,n=t.cloneNode(!0);Xr(t,n),Object.assign(n.style,{height:"auto",maxHeight:"none",overflow:"visible",
outline:"none"});let r=getComputedStyle(t).backgroundColor,s=p("div");s.style.cssText=`padding:${Co}px;box-sizing:border-box;width:${e}px;height:${o}px;backgrou\
nd:${r}`,s.append(n);let a={width:e,height:o},l=w("svg",{...a,viewBox:`0 0 ${e} ${o}`}),i=w("foreignObject",{x:0,y:0,...a});return i.append(s),l.append(i),{text:new XMLSerializer().
serializeToString(l),width:e,height:o}}function Xr(t,e){Gr(t,e);let[o,n]=[[...t.children],[...e.children]];o.forEach((r,s)=>{if(r instanceof HTMLCanvasElement)n[s].
replaceWith(jc(r));else if(r instanceof HTMLSelectElement){let a=p("span","",r.selectedOptions[0]?.textContent??"");n[s].replaceWith(a),Gr(r,a)}else getComputedStyle(
r).display==="none"?n[s].remove():Xr(r,n[s])})}function Gr(t,e){let o=getComputedStyle(t),n=e.style;for(let r of Uc)n.setProperty(r,o.getPropertyValue(r));e.removeAttribute(
"class"),e.removeAttribute("id")}function jc(t){let e=p("img");e.src=t.width&&t.height?t.toDataURL("image/png"):"";let o=getComputedStyle(t);for(let n of["posit\
ion","left","top","width","height","margin","display"])e.style.setProperty(n,o.getPropertyValue(n));return e}async function Yr(t){let{text:e,width:o,height:n}=Lo(
t),r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();let s=p("canvas");s.width=o*Ie,s.height=n*Ie;let a=s.getContext(
"2d");a.scale(Ie,Ie),a.drawImage(r,0,0);let l=await new Promise(i=>s.toBlob(i,"image/png"));if(!l)throw new Error("This browser could not make a PNG of the view\
; take the SVG.");return new Uint8Array(await l.arrayBuffer())}var zc="Copies where you are in this run: view, token, layer",Vc=[["link","copy the link",!1],["png","picture of the view in front (PNG)",!1],["svg","picture of\
 the view in front (SVG)",!1],["page","whole run as a page (HTML)",!0],["trace","trace with all numbers (.zarr.zip)",!0]];function Kr(){let t=p("span","dsv-tool\
bar-part"),e=p("select");e.setAttribute("aria-label","share this run"),e.title=`Files are written beside the notebook. ${zc}`,t.append(e);let o=p("div","dsv-too\
lbar-said");return o.setAttribute("role","status"),{row:t,select:e,said:o,answered:0}}function Qr(t){let{select:e}=t.own.share;t.listen(e,"change",()=>{let o=e.
value;e.value="",de(t,""),Gc(t,o).catch(n=>de(t,`⚠ ${n.message??n}`))})}async function Gc(t,e){let o=t.model.get("kernel")===!1;if(e==="png"||e==="svg"){let n=Xc(
t);if(!n)throw new Error("No view is in front; open one, then take its picture.");let r=n.querySelector(".dsv-title")?.textContent??"view",s=e==="svg"?new TextEncoder().
encode(Lo(n).text):await Yr(n);o?Yc(s,`${r}.${e}`,e==="svg"?"image/svg+xml":"image/png"):t.model.send({share:"picture",kind:e,title:r},void 0,[s.buffer])}else e===
"link"&&o?await Zr(t,location.href):t.model.send({share:e})}function Xc({root:t}){let o=[...(t.closest(".dsv-explorer")??document).querySelectorAll(".dsv")].filter(
r=>r.offsetParent&&r!==t),n=o.filter(r=>r.closest(".widget-tab-contents, [role=tabpanel]"));return(n.length?n:o).at(-1)}function Yc(t,e,o){let n=p("a");n.href=URL.
createObjectURL(new Blob([t],{type:o})),n.download=e,n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}async function Zr(t,e){try{await navigator.clipboard.
writeText(e),de(t,`Copied: ${e}`)}catch{de(t,`The browser does not let a page copy; here it is: ${e}`)}}function de(t,e){t.own.share.said.textContent=e}function Jr(t){
let{share:e}=t.own,o=t.model.get("kernel")===!1,n=Vc.filter(([,,s])=>!s||t.model.get("can_share"));e.select.style.display=o||t.model.get("can_share")?"":"none",
e.select.options.length!==n.length+1&&e.select.replaceChildren(D("","Share …"),...n.map(([s,a])=>D(s,a)));let r=t.model.get("answer")??{};(r.n??0)<=e.answered||
(e.answered=r.n,r.kind==="link"?Zr(t,r.text||"(nothing is chosen yet)"):de(t,r.text))}function Kc({root:t,body:e}){t.classList.add("dsv-toolbar");let o=p("div","dsv-toolbar-row"),n=Wr(),r=Ur(),s=Kr();return o.append(n.row,r.select,s.row),e.append(
o,r.card,s.said),{replay:n,discover:r,share:s}}function Qc(t){Br(t),Vr(t),Jr(t),t.root.drawn={total:t.model.get("total"),at:t.own.replay.at,playing:t.own.replay.
timer!==null,discoveries:t.model.get("discoveries").length,said:t.own.share.said.textContent}}var Zc={title:"Toolbar",aria:"Replay, discoveries and sharing of t\
his run.",build:Kc,listen:t=>{Dr(t),zr(t),Qr(t)},draw:Qc},ts=P(Zc);var es={architecture_map:jo,compressor:Vo,cost:en,expert_lane:rn,expert_load:bn,expert_routing:On,generation:Rn,hyper_connections:Un,lens:Vn,lightning_indexer:hr,
sparse_attention:Mr,token_strip:Pr,toolbar:ts};function os(t,e){let o={},n=[],r=[];for(let[a,l]of new URLSearchParams(t.replace(/^#/,""))){let i=e.linked.find(d=>d[0]===a),c=i&&e.views.find(d=>d.name===i[1]);
if(i&&c?.held[i[2]]?.includes(l))n.push([i[1],i[2],l]);else if(i)r.push(`${a} ${l}`);else{let d=Jc(a,l,e);d?r.push(d):o[a]=typeof e.defaults[a]=="number"?Number(
l):l}}let s=`The link asks for what this run does not have: ${r.join(", ")}. The rest is shown.`;return{selection:o,own:n,said:r.length?s:""}}function Jc(t,e,{defaults:o,
limits:n,views:r}){if(!(t in o))return t;let s=n[t],a=Number(e);return s&&!(Number.isInteger(a)&&e!==""&&a>=s[0]&&a<=s[1])?`${t} ${e} (it has ${Math.max(s[0],0)}\
 to ${s[1]})`:t==="tab"&&e&&!r.some(l=>l.tab===e)?`view ${e}`:""}function ns(t,e,o){let n=new URLSearchParams;for(let[r,s]of Object.entries(t.defaults))e.get(r)!==
s&&n.set(r,e.get(r));for(let[r,s,a]of t.linked){let l=t.views.find(i=>i.name===s)?.state[a];o[s].get(a)!==l&&n.set(r,o[s].get(a))}return n.toString()}function td(t){let e=new DataView(t.buffer,t.byteOffset).getUint32(0,!0),o=JSON.parse(new TextDecoder().decode(t.subarray(4,4+e))),n={...o.json},r=4+e;for(let[a,
l]of Object.entries(o.bytes)){n[a]=[];for(let i of l)n[a].push(t.subarray(r,r+i)),r+=i}let s=o.tokens.length?o.tokens:[null];return{rows:new Map(s.map((a,l)=>[a,
l])),said:o.said,traits:n}}async function rs(t){let e=document.getElementById(t);if(!e)return null;let o=Uint8Array.from(atob(e.textContent??""),r=>r.charCodeAt(
0)),n=new Blob([o]).stream().pipeThrough(new DecompressionStream("gzip"));return td(new Uint8Array(await new Response(n).arrayBuffer()))}function ed(t,e,o,n,r){
if(t.startsWith("own."))return o(t.slice(4));let s=e("token"),a=s>=0&&s<n?s:n-1;return t.startsWith("token//")?Math.floor(a/Number(t.slice(7))):t==="token"?a:t===
"query_first"?r[0]:t==="query_last"?r[1]:t==="shown_entry"?e("hover_entry")>=0?e("hover_entry"):e("entry"):e(t)}function ss(t,e,o,n,r=[-1,-1]){let s=[],a=null;for(let l of t.
fields){let i=l in t.frozen,c=ed(l,e,o,n,r);if(i&&l.startsWith("own.")&&c!==t.frozen[l])return null;l==="token"?a=c:s.push(i?t.frozen[l]:c)}return{chunk:s.join(
","),token:a}}var as=(t,e,o)=>t.find(n=>n[0]===e&&n[1]===o)??t[0];var pe=class{#t={};constructor(e,o={},n=()=>{}){this.state=e,this.held=o,this.refused=n,this.widget_manager=null}get(e){return this.state[e]}set(e,o){if(this.state[e]!==
o){if(this.held[e]&&!this.held[e].includes(o)){this.refused(e,o);return}this.state[e]=o;for(let n of[...this.#t[`change:${e}`]??[],...this.#t.change??[]])n()}}save_changes(){}send(){}on(e,o){
this.#t[e]??=[],this.#t[e].push(o)}off(e,o){this.#t[e]=(this.#t[e]??[]).filter(n=>n!==o)}};var ls="A page without a kernel shows what was computed when it was written; open the trace itself for more: dsv4lab.explore(Trace.open(…)).",Po=t=>document.getElementById(
t),qo=class{models={};#t={};#n={};#r={};#o=new Map;#s=new Set;#e=p("div","dsv-tabbar");#a=!1;constructor(e){this.facts=e,this.tabs=e.views.filter(n=>n.place==="\
tab");let o={hover_token:-1,hover_entry:-1,hover_head:-1};this.sel=new pe({...e.defaults,...e.selection,...o}),this.#l(),this.sel.on("change",()=>this.all())}#l(){
let e=p("div"),o=p("div","dsv-pane"),n=p("div","dsv-tabs"),r=p("div","dsv-columns");this.#e.setAttribute("role","tablist"),n.append(this.#e),r.append(o,n),document.
querySelector("main")?.append(e,r);for(let s of this.facts.views){this.#i(s);let a=p("div"),l=p("p","dsv-kept");l.setAttribute("role","status"),a.append(l),this.#t[s.
name]=a,this.#n[s.name]=l,{top:e,left:o,tab:n}[s.place].append(a),s.place==="tab"&&this.#c(s,a)}}#i(e){let o={message:"",selection:"selection",kernel:!1,...e.state},
n=new pe(o,e.held,s=>{let a=s.replace(/_/g," "),l=e.held[s],i=l.length>1?`Not changed: of “${a}” this page holds ${l.join(", ")}.`:`Not changed: “${a}” st\
ays as it was when the page was written.`;this.#d(e.name,"held",`${i} ${ls}`)});n.widget_manager={get_model:async()=>this.sel};let r=e.parts.flatMap(s=>s.fields.
filter(a=>a.startsWith("own.")));for(let s of new Set(r))n.on(`change:${s.slice(4)}`,()=>this.all());this.models[e.name]=n}#c(e,o){let n=p("button","",e.tab);n.
setAttribute("role","tab"),this.#e.append(n),o.setAttribute("role","tabpanel"),o.setAttribute("aria-label",e.tab),n.addEventListener("click",()=>this.sel.set("t\
ab",e.tab)),n.addEventListener("keydown",r=>{let s=r.key==="ArrowRight"?1:r.key==="ArrowLeft"?-1:0;if(!s)return;let a=(this.tabs.indexOf(e)+s+this.tabs.length)%
this.tabs.length;this.sel.set("tab",this.tabs[a].tab),this.#e.children[a].focus()})}#d(e,o,n){this.#r[e]??={},this.#r[e][o]=n,this.#n[e].textContent=Object.values(
this.#r[e]).filter(Boolean).join(" ")}all(){this.#a||(this.#a=!0,queueMicrotask(async()=>{this.#a=!1,this.#u();for(let o of this.facts.views)this.#d(o.name,"hel\
d","");let e=this.facts.views.filter(o=>o.place!=="tab"||o.tab===this.sel.get("tab"));await Promise.all(e.map(o=>this.#p(o))),this.#g()}))}async#p(e){let o=!this.#s.
has(e.name);this.#s.add(e.name),await this.#f(e),o&&await es[e.module].render({model:this.models[e.name],el:this.#t[e.name]})}async#f(e){let o=this.models[e.name];
if(e.sentence){o.set("message",e.sentence);return}let n=[this.sel.get("query_first"),this.sel.get("query_last")],r=as(this.facts.ranges,n[0],n[1]),a=e.parts.some(
i=>i.fields.includes("query_first"))&&(r[0]!==n[0]||r[1]!==n[1]),l=`Shown is the whole text: for tokens ${Math.min(...n)} to ${Math.max(...n)} alone this page`;
this.#d(e.name,"range",a?`${l} holds no numbers. ${ls}`:""),await Promise.all(e.parts.map(i=>this.#h(e,i,r))),o.set("message",e.parts.map(i=>i.said).find(Boolean)??
"")}async#h(e,o,n){let r=this.models[e.name],{count:s,tokens:a}=this.facts,l=ss(o,h=>this.sel.get(h),h=>r.get(h),s,n);if(!l){o.said="";return}let i=`${e.name}/${o.
method}/${l.chunk}`,c=`${i} ${l.token}`;if(o.now===c)return;o.now=c;let d=await this.#m(i),f=d?.rows.get(l.token);if(o.now===c){if(!d||f===void 0){let h=`This p\
age keeps the details of tokens ${a[0]} to ${a[1]-1} of ${s}.`;o.said=`${h} Open the trace itself for the others.`;return}if(o.said=d.said[f],!o.said)for(let h of o.
traits){let m=h in e.state&&o.fields.includes(`own.${h}`);d.traits[h]&&!m&&r.set(h,d.traits[h][f])}}}#m(e){let o=this.#o.get(e);return o||(o=rs(e),this.#o.set(e,
o)),o}#u(){this.tabs.forEach((e,o)=>{let n=e.tab===this.sel.get("tab"),r=this.#e.children[o];r.setAttribute("aria-selected",String(n)),r.tabIndex=n?0:-1,this.#t[e.
name].style.display=n?"":"none"})}#g(){let e=`#${ns(this.facts,this.sel,this.models)}`;if(location.hash!==e)try{history.replaceState(null,"",e)}catch{}}restore(e){
let o=os(e,this.facts);for(let[n,r]of Object.entries(o.selection))this.sel.set(n,r);for(let[n,r,s]of o.own)this.models[n].set(r,s);Po("dsv-link").textContent=o.
said,this.tabs.some(n=>n.tab===this.sel.get("tab"))||this.sel.set("tab",this.tabs[0].tab)}};function od(){let t=Po("dsv-theme"),e=o=>{document.body.dataset.jpThemeLight=
String(o),t.textContent=o?"dark":"light"};t.addEventListener("click",()=>e(document.body.dataset.jpThemeLight!=="true")),e(!matchMedia("(prefers-color-scheme: d\
ark)").matches)}var Io=new qo(JSON.parse(Po("dsv-facts").textContent??""));od();Io.restore(location.hash);addEventListener("hashchange",()=>Io.restore(location.
hash));Io.all();
