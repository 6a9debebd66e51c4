var g=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function h(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(i("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function y(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var T=globalThis;T.dsvGains??=new WeakMap;var x=T.dsvGains;function P(t,e){let o=t.get(e);return x.get(o)?.whole??o}function I(t,e,o,n){let r=t.get(e),s=y(P(t,e)),
a=y(n);if(s.length!==o||!(r instanceof Object))return!1;let c=x.get(r);if(!c||c.room.length<o+a.length){let d=new Uint8Array(2*(o+a.length));d.set(s),c={room:d},
x.set(r,c)}return c.room.set(a,o),c.whole=c.room.subarray(0,o+a.length),!0}function A({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],c)=>!I(t,s,a,
n[c]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var m=(t,e,o)=>Math.max(e,Math.min(o,t));function p(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var w=400;function O(t,e){let o=i("button","dsv-small dsv-numbers","▦"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the number\
s of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&L(t,n,e()),
r)}function L(t,e,{columns:o,rows:n,note:r}){let s=h("dsv-table",o);for(let c of s.head.children)c.scope="col";for(let c of n.slice(0,w)){let d=i("tr");d.style.
cursor="default";for(let u of c)d.append(i("td","",M(u)));s.rows.append(d)}let a=n.length>w?`The first ${w} of ${n.length} rows. `:"";e.replaceChildren(i("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function M(t){return typeof t=="number"?Number.isInteger(t)?String(t):p(t,4):String(t??
"–")}var C="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",U={token:-1,
head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},D={expert:-1,entry:-1,hover_entry:-1},W=["SELECT","INPUT","TEXTAREA"],$=t=>({
initialize:A,render:e=>B(e,t)});async function B({model:t,el:e},o){let n=j(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("selection").replace(
"IPY_MODEL_","")),s=new E(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function K(t,e){let o=e.layer!==void 0&&e.layer!==t.get("layer");
for(let[n,r]of Object.entries({...o?D:{},...e}))t.set(n,r);t.save_changes()}function j({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=0,o.setAttribute("role",
"group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("span","dsv-facts");r.setAttribute("aria-live","polite"),n.append(i("span","dsv-title",t),
r);let s=i("div","dsv-message"),a=i("div","dsv-body");return o.append(i("div","dsv-gone",C),n,s,a),{root:o,head:n,facts:r,message:s,body:a}}var E=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{
root:n,head:r,facts:s,message:a,body:c},d){this.model=e,this.sel=o,this.root=n,this.head=r,this.facts=s,this.body=c,this.#t=a,this.#r=d,this.own=void 0,this.tabled=
d.table?O(this,()=>d.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){
let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.
toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.
draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){K(this.sel,e)}hover(e){let o=Object.
entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){
this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,
r=()=>this.redraw(),s=(u,_,k)=>{u.on(_,k),this.#e.push(()=>u.off(_,k))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",
o.comm_live===!1);a(),s(o,"comm_live_update",a);let c=new MutationObserver(()=>{r(),setTimeout(r,400)});c.observe(document.body,{attributes:!0,attributeFilter:[
"data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(r);d.observe(n),this.#e.push(()=>c.disconnect(),()=>d.disconnect())}#l(){this.listen(this.
root,"focusin",F,!0),this.listen(this.root,"keydown",e=>{if(W.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.
pick(U):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},F=t=>{t.target.
dataset.lmSuppressShortcuts="true"};function N(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[m(n+e,0,o.length-1)],expert:-1,entry:-1})}var v={sliding:"▭",csa:"▤",hca:"▦"};var H=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,V=/<｜([^｜<>\n]*)｜>/g,Y=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
G=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,z=t=>t.replace(V,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(H,G),q=t=>Y.test(t)?
`⁨${t}⁩`:t;function b(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=z(o)||"␣",r=[...n];return q(r.length>e?`${r.slice(0,
e-1).join("")}…`:n)}var R=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function Q({body:t}){let e=i("div","dsv-note"),o=i("table","dsv-table dsv-lens");return t.append(
e,o),{words:e,grid:o}}var f=t=>t.model.get("table"),S=t=>(f(t).rows??[]).map(e=>e.layer);function X(t){let{words:e,grid:o}=t.own,n=f(t);if(!n.rows)return;t.facts.
replaceChildren("the next token after ",i("b","",`${n.token} “${b(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's first c\
hoice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.length||
(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=h("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.lastChild.
style.textAlign="left",r.rows.append(...n.rows.map(s=>J(t,s,n.trusted))),o.replaceChildren(...r.table.children),t.root.drawn={token:n.token,words:n.rows.map(s=>s.
words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function J(t,e,o){let n=i("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.toggle(
"picked",e.layer===t.sel.get("layer"));let r=i("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>Z(t,e,a))),e.words.length||r.append(
"not read for this token"),e.streams.length&&r.append(tt(e)),n.append(i("td","",e.layer<0?"embedding":`${e.layer} ${v[e.kind]??""}`),i("td","dsv-line",R(e.trust,
o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function Z(t,e,o){let n=o===0&&e.agree,r=i("span",`dsv-chip${n?"\
 agree":""}`);return r.style.background=`rgba(${g(t.root,"tint")}, ${.1+.75*m(e.probabilities[o],0,1)})`,e.probabilities[o]>.55&&(r.style.color="#fff"),r.append(
`${n?"✓ ":""}${b(e.words[o],14)} `,i("small","",p(e.probabilities[o]))),r}function tt(t){let e=i("div","dsv-alone");return t.streams.forEach(([o,n],r)=>{let s=i(
"span","",`${r}: ${b(o,10)} ${p(n)}`);s.title=`stream ${r} alone: “${o}” ${p(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function et(t){let e=f(
t);return{columns:["layer","agrees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,R(o.trust,
0),o.words[0],o.probabilities[0],o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var ot={title:"Lens",aria:"What each layer wou\
ld answer. Up and down move the layer, left and right the token.",keys:{ArrowUp:t=>N(t,-1,S(t)),ArrowDown:t=>N(t,1,S(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(f(
t).token??0)-1)}),ArrowRight:t=>t.pick({token:(f(t).token??0)+1})},build:Q,draw:X,table:et},Mt=$(ot);export{Mt as default,R as trustWords};
