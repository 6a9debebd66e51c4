function x(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function D(t,n){let e=x(t);return new n(e.slice(0,e.length-e.length%n.BYTES_PER_ELEMENT).buffer)}var S=t=>D(t,Float32Array);var g=(t,n)=>getComputedStyle(t).getPropertyValue(`--dsv-${n}`).trim()||"#888";function a(t,n,e){let r=document.createElement(t);return n&&(r.className=n),e!==void 0&&(r.textContent=e),r}function y(t,n,e){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[o,s]of Object.entries(n??{}))r.setAttribute(o,String(s));return e!==void 0&&(r.textContent=e),r}function w(t,n){let e=a("table",t),r=a("thead"),o=a("tr"),s=a("tbody");for(let i of n)o.append(a("th","",i));return r.append(o),e.append(r,s),{table:e,head:o,rows:s}}var R=globalThis;R.dsvGains??=new WeakMap;var k=R.dsvGains;function B(t,n){let e=t.get(n);return k.get(e)?.whole??e}function K(t,n,e,r){let o=t.get(n),s=x(B(t,n)),
i=x(r);if(s.length!==e||!(o instanceof Object))return!1;let c=k.get(o);if(!c||c.room.length<e+i.length){let l=new Uint8Array(2*(e+i.length));l.set(s),c={room:l},
k.set(o,c)}return c.room.set(i,e),c.whole=c.room.subarray(0,e+i.length),!0}function M({model:t}){let n=(e,r)=>{let o=(e?.gained??[]).filter(([s,i],c)=>!K(t,s,i,
r[c]));o.length&&t.send({whole:o.map(([s])=>s)})};t.on("msg:custom",n)}var E=(t,n,e)=>Math.max(n,Math.min(e,t));function m(t,n=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(n).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var _=400;function C(t,n){let e=a("button","dsv-small dsv-numbers","▦"),r=a("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the number\
s of this view as a table",e.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(e),t.body.before(r);let o=!1;return t.
listen(e,"click",()=>{o=!o,e.setAttribute("aria-pressed",String(o)),t.redraw()}),()=>(r.style.display=o?"":"none",t.body.style.display=o?"none":"",o&&j(t,r,n()),
o)}function j(t,n,{columns:e,rows:r,note:o}){let s=w("dsv-table",e);for(let c of s.head.children)c.scope="col";for(let c of r.slice(0,_)){let l=a("tr");l.style.
cursor="default";for(let u of c)l.append(a("td","",F(u)));s.rows.append(l)}let i=r.length>_?`The first ${_} of ${r.length} rows. `:"";n.replaceChildren(a("div",
"dsv-note",i+(o??"")),s.table),t.root.drawnTable={columns:e,rows:r.length}}function F(t){return typeof t=="number"?Number.isInteger(t)?String(t):m(t,4):String(t??
"–")}var H="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",V={token:-1,
head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},G={expert:-1,entry:-1,hover_entry:-1},Y=["SELECT","INPUT","TEXTAREA"],I=t=>({
initialize:M,render:n=>z(n,t)});async function z({model:t,el:n},e){let r=X(e);n.append(r.root);let o=await t.widget_manager.get_model(t.get("selection").replace(
"IPY_MODEL_","")),s=new A(t,o,r,e);return s.own=e.build(s),e.listen?.(s),s.redraw(),()=>s.clean()}function q(t,n){let e=n.layer!==void 0&&n.layer!==t.get("layer");
for(let[r,o]of Object.entries({...e?G:{},...n}))t.set(r,o);t.save_changes()}function X({title:t,aria:n}){let e=a("div","dsv");e.tabIndex=0,e.setAttribute("role",
"group"),e.setAttribute("aria-label",n);let r=a("div","dsv-head"),o=a("span","dsv-facts");o.setAttribute("aria-live","polite"),r.append(a("span","dsv-title",t),
o);let s=a("div","dsv-message"),i=a("div","dsv-body");return e.append(a("div","dsv-gone",H),r,s,i),{root:e,head:r,facts:o,message:s,body:i}}var A=class{#n=!1;#o=!1;#s=60;#t;#r;#e=[];constructor(n,e,{
root:r,head:o,facts:s,message:i,body:c},l){this.model=n,this.sel=e,this.root=r,this.head=o,this.facts=s,this.body=c,this.#t=i,this.#r=l,this.own=void 0,this.tabled=
l.table?C(this,()=>l.table(this)):null,this.#c(),this.#l()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.#o||this.#i()}))}#i(){
let{root:n,model:e,facts:r,body:o}=this;if(!n.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=e.get("message");if(n.classList.
toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",o.style.display=s?"none":"",s){r.textContent="";return}if(!this.tabled?.())try{this.#r.
draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(n){q(this.sel,n)}hover(n){let e=Object.
entries(n).filter(([r,o])=>this.sel.get(r)!==o);this.#a(e),e.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#a(n){for(let[e,r]of n)this.sel.set(e,r)}tell(n,e){
this.model.set(n,e),this.model.save_changes()}listen(n,e,r,o){n.addEventListener(e,r,o),this.#e.push(()=>n.removeEventListener(e,r,o))}#c(){let{model:n,sel:e,root:r}=this,
o=()=>this.redraw(),s=(u,h,p)=>{u.on(h,p),this.#e.push(()=>u.off(h,p))};s(n,"change",o),s(n,"msg:custom",o),s(e,"change",o);let i=()=>r.classList.toggle("gone",
e.comm_live===!1);i(),s(e,"comm_live_update",i);let c=new MutationObserver(()=>{o(),setTimeout(o,400)});c.observe(document.body,{attributes:!0,attributeFilter:[
"data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(o);l.observe(r),this.#e.push(()=>c.disconnect(),()=>l.disconnect())}#l(){this.listen(this.
root,"focusin",Q,!0),this.listen(this.root,"keydown",n=>{if(Y.includes(n.target.tagName)||n.ctrlKey||n.metaKey||n.altKey)return;let e=n.key==="Escape"?()=>this.
pick(V):this.#r.keys?.[n.key];e&&(e(this),n.preventDefault(),n.stopPropagation())})}clean(){this.#o=!0;for(let n of this.#e)n();this.root.remove()}},Q=t=>{t.target.
dataset.lmSuppressShortcuts="true"};var J={sliding:"▭",csa:"▤",hca:"▦"},P=(t,n)=>`layer ${t} ${J[n??""]??""} ${n==="sliding"?"sliding":(n??"").toUpperCase()}`;var Z=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,tt=/<｜([^｜<>\n]*)｜>/g,et=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
nt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ot=t=>t.replace(tt,(n,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(Z,nt),rt=t=>et.
test(t)?`⁨${t}⁩`:t;function T(t,n=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=ot(e)||"␣",o=[...r];return rt(o.length>n?`${o.slice(
0,n-1).join("")}…`:r)}var N=34;function st(t,n){let e=n?.entry??-1;return e>=0&&e<t.complete?{...t,...n}:t}var it=(t,n,e)=>E(Math.floor(t/n*e),0,e-1),O=({model:t})=>st(t.get("table"),
t.get("chosen"));function at({body:t}){let n=a("div","dsv-note"),e=a("div","dsv-scroll"),r=a("div"),o=a("div","dsv-note");return e.style.maxHeight="230px",t.append(
n,e,r,o),{words:n,list:e,strip:r,waiting:o}}function ct(t){let{words:n,list:e,waiting:r}=t.own,o=O(t);o.kind&&(t.facts.replaceChildren(a("b","",P(o.layer,o.kind)),
o.entry>=0?` · entry ${o.entry} of ${o.complete}`:" · no entry is complete yet"),n.textContent=o.kind==="csa"?`A CSA entry stands for ${o.rate} tokens and is \
pooled from ${2*o.rate}: its own block and the one before. The gates, summing to one: of attention's compressor and of the indexer's own.`:`An HCA entry is pool\
ed from its block of ${o.rate} tokens; the gates sum to one.`,e.replaceChildren(...o.rows.length?[lt(t,o)]:[]),pt(t,o),r.textContent=o.pending.length?`Waiting f\
or their block to fill (${o.pending.length} of ${o.rate}): `+o.pending.map(s=>T(s,12)).join(" · "):"No token is waiting: the last block is complete.",t.root.drawn=
{layer:o.layer,token:o.token,entry:o.entry,complete:o.complete,tokens:o.rows.map(s=>s.token),gates:o.rows.map(s=>s.gate),index:o.rows.map(s=>s.index_gate),pending:o.
pending.length})}function lt(t,n){let e=n.rows.some(i=>i.index_gate!==null),{table:r,rows:o}=w("dsv-table",["token","","attention","",...e?["indexer",""]:[]]),s=Math.
max(...n.rows.flatMap(i=>[i.gate,i.index_gate??0]),1e-9);for(let i of n.rows){let c=a("tr"),l=a("td","",`“${T(i.piece,14)}”`);l.style.textAlign="left",c.append(
a("td","",`${i.token}`),l);for(let u of e?[i.gate,i.index_gate]:[i.gate]){let h=a("span","dsv-bar"),p=a("td");p.style.textAlign="left",h.style.width=`${Math.max(
1,(u??0)/s*(e?56:130))}px`,p.append(h),c.append(a("td","",m(u,3)),p)}c.addEventListener("click",()=>t.pick({token:i.token})),o.append(c)}return r}function pt(t,n){
let{model:e,body:r,root:o}=t,{strip:s}=t.own,i=S(e.get("sharpness")),c=i.length;if(!c){s.replaceChildren();return}let l=Math.max(200,r.clientWidth-2),u=l/c,h=Math.
max(...i.filter(d=>!Number.isNaN(d)),2),p=y("svg",{width:l,height:N+16,role:"img","aria-label":`${c} complete entries`}),U=`all entries: leaning on few tokens (\
even mean: 1, tallest: ${m(h,1)})`;p.append(y("text",{x:0,y:10,class:"quiet"},U));for(let d=0;d<c;d++){let b=Number.isNaN(i[d]),v=b?N:E(i[d]/h,0,1)*N,W=d===n.entry?
g(o,"mark"):`rgb(${g(o,"tint")})`,$=y("rect",{class:"step",x:d*u,y:14+N-v,width:Math.max(u-1,.6),height:Math.max(v,.6),fill:b?"none":W,stroke:b?g(o,"none"):"non\
e","stroke-dasharray":"2 3"});$.append(y("title",{},`entry ${d}: ${b?"its gates were not captured":m(i[d],2)}`)),p.append($)}p.addEventListener("click",d=>{t.pick(
{entry:it(d.clientX-p.getBoundingClientRect().left,l,c)})}),s.replaceChildren(p)}function dt(t){let n=O(t);return{columns:["token","text","gate of attention's c\
ompressor","gate of the indexer's"],rows:(n.rows??[]).map(e=>[e.token,e.piece,e.gate,e.index_gate]),note:`Entry ${n.entry} of layer ${n.layer}; each column of g\
ates sums to one.`}}var L=t=>n=>{let e=O(n);e.complete&&n.pick({entry:E(e.entry+t,0,e.complete-1)})},ft={title:"Compressor",aria:"What a compressed entry is mad\
e of. Left and right move the entry.",keys:{ArrowLeft:L(-1),ArrowRight:L(1)},build:at,draw:ct,table:dt},Kt=I(ft);export{Kt as default,it as entryAt,st as shownEntry};
