var x=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function i(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function y(t,e){let o=i("table",t),n=i("thead"),r=i("tr"),s=i("tbody");for(let a of e)r.append(i("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}var L=["fill","outline","under","dotted","dashed","ramp"],M=["hatch","dots","dot","bar","tick","strike"],C=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function U(t,e){let o=i("span","dsv-mark-of"),[n,r]=t.split(" "),s=L.includes(n)&&r||M.includes(n),a=i(
"span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function v(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=i("div","dsv-marks"),a=i("div","dsv-help"),c=i("button",
"dsv-small dsv-ask","?");c.type="button",c.title="what this view shows, and its equation",c.setAttribute("aria-label","explain this view"),c.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,d])=>U(l,d))),a.append(...e.explains.map(l=>i("p","",l))),e.equation&&a.
append(...D(t,e,o)),r.append(i("p","dsv-look-for",e.look_for),s,a),n.append(c),t.listen(c,"click",()=>{a.hidden=!a.hidden,c.setAttribute("aria-expanded",String(
!a.hidden))})}function D(t,e,o){let n=i("div","dsv-equation"),r=i("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live","\
polite");for(let s of e.equation.split(`
`)){let a=i("div");for(let{text:c,symbol:l}of C(s)){if(!l){a.append(c);continue}let d=i("span","dsv-symbol",c.replace(/_/g,"-"));d.tabIndex=0,d.setAttribute("ro\
le","button"),d.dataset.symbol=c;let h=()=>{let u=o(c),I=u?i("b","",` Here: ${u}.`):"";r.replaceChildren(i("i","",c.replace(/_/g,"-")),`: ${e.symbols[c]}.`,I),r.
dataset.symbol=c};for(let u of["mouseenter","focus","click"])t.listen(d,u,h);a.append(d)}n.append(a)}return[n,r]}function w(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var _=globalThis;_.dsvGains??=new WeakMap;var k=_.dsvGains;function W(t,e){let o=t.get(e);return k.get(o)?.whole??o}function B(t,e,o,n){let r=t.get(e),s=w(W(t,e)),
a=w(n);if(s.length!==o||!(r instanceof Object))return!1;let c=k.get(r);if(!c||c.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),c={room:l},
k.set(r,c)}return c.room.set(a,o),c.whole=c.room.subarray(0,o+a.length),!0}function O({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],c)=>!B(t,s,a,
n[c]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var g=(t,e,o)=>Math.max(e,Math.min(o,t));function f(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var E=400;function T(t,e){let o=i("button","dsv-small dsv-numbers","numbers"),n=i("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the nu\
mbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&K(
t,n,e()),r)}function K(t,e,{columns:o,rows:n,note:r}){let s=y("dsv-table",o);for(let c of s.head.children)c.scope="col";for(let c of n.slice(0,E)){let l=i("tr");
l.style.cursor="default";for(let d of c)l.append(i("td","",F(d)));s.rows.append(l)}let a=n.length>E?`The first ${E} of ${n.length} rows. `:"";e.replaceChildren(
i("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function F(t){return typeof t=="number"?Number.isInteger(t)?String(t):f(t,4):
String(t??"–")}var H="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",j={token:-1,
head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},V={expert:-1,entry:-1,hover_entry:-1},Y=["SELECT","INPUT","TEXTAREA"],$=t=>({
initialize:O,render:e=>q(e,t)});async function q({model:t,el:e},o){let n=z(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get("selection").replace(
"IPY_MODEL_","")),s=new A(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function G(t,e){let o=e.layer!==void 0&&e.layer!==t.get("layer");
for(let[n,r]of Object.entries({...o?V:{},...e}))t.set(n,r);t.save_changes()}function z({title:t,aria:e}){let o=i("div","dsv");o.tabIndex=0,o.setAttribute("role",
"group"),o.setAttribute("aria-label",e);let n=i("div","dsv-head"),r=i("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(i("span","dsv-title",t),i(
"span","dsv-space"));let s=i("div","dsv-look"),a=i("div","dsv-message"),c=i("div","dsv-body");return o.append(i("div","dsv-gone",H),n,s,r,a,c),{root:o,head:n,look:s,
facts:r,message:a,body:c}}var A=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:c,body:l},d){this.model=e,this.sel=o,this.
root=n,this.head=r,this.look=s,this.facts=a,this.body=l,this.#t=c,this.#r=d,this.own=void 0,this.tabled=d.table?T(this,()=>d.table(this)):null,v(this,e.get("abo\
ut"),h=>d.symbols?.(this,h)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,
model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("e\
mpty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){
this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){G(this.sel,e)}hover(e){let o=Object.entries(e).filter(
([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.set(o,n)}tell(e,o){this.model.
set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#c(){let{model:e,sel:o,root:n}=this,
r=()=>this.redraw(),s=(d,h,u)=>{d.on(h,u),this.#e.push(()=>d.off(h,u))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.classList.toggle("gone",
o.comm_live===!1);a(),s(o,"comm_live_update",a);let c=new MutationObserver(()=>{r(),setTimeout(r,400)});c.observe(document.body,{attributes:!0,attributeFilter:[
"data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(r);l.observe(n),this.#e.push(()=>c.disconnect(),()=>l.disconnect())}#l(){this.listen(this.
root,"focusin",Q,!0),this.listen(this.root,"keydown",e=>{if(Y.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key==="Escape"?()=>this.
pick(j):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},Q=t=>{t.target.
dataset.lmSuppressShortcuts="true"};function N(t,e,o){if(!o.length)return;let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[g(n+e,0,o.length-1)],expert:-1,entry:-1})}var S={sliding:"▭",csa:"▤",hca:"▦"};var X=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,J=/<｜([^｜<>\n]*)｜>/g,Z=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
tt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,et=t=>t.replace(J,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(X,tt),ot=t=>Z.test(
t)?`⁨${t}⁩`:t;function b(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=et(o)||"␣",r=[...n];return ot(r.length>e?`${r.slice(
0,e-1).join("")}…`:n)}var P=(t,e)=>t===null?"–":`${Math.round(t*100)} %${t<e?" ⚠":""}`;function nt({body:t}){let e=i("div","dsv-note"),o=i("table","dsv-table dsv-lens");return t.
append(e,o),{words:e,grid:o}}var m=t=>t.model.get("table"),R=t=>(m(t).rows??[]).map(e=>e.layer);function rt(t){let{words:e,grid:o}=t.own,n=m(t);if(!n.rows)return;
t.facts.replaceChildren("the next token after ",i("b","",`${n.token} “${b(n.piece,16)}”`),", layer by layer"),e.textContent=`“agrees” is how often a layer's\
 first choice is the model's final one, over this text. Below ${Math.round(n.trusted*100)} % (⚠, hatched) its words are not the model's opinion.`,n.rows[0]?.streams.
length||(e.textContent+=" Plan(stream_lens=True) also reads every stream alone.");let r=y("",["layer","agrees","likeliest next tokens, likeliest first"]);r.head.
lastChild.style.textAlign="left",r.rows.append(...n.rows.map(s=>st(t,s,n.trusted))),o.replaceChildren(...r.table.children),t.root.drawn={token:n.token,words:n.rows.
map(s=>s.words[0]),trust:n.rows.map(s=>s.trust),layers:n.rows.map(s=>s.layer)}}function st(t,e,o){let n=i("tr",e.trust===null||e.trust<o?"untrusted":"");n.classList.
toggle("picked",e.layer===t.sel.get("layer"));let r=i("td","dsv-line");return r.style.textAlign="left",r.append(...e.words.map((s,a)=>it(t,e,a))),e.words.length||
r.append("not read for this token"),e.streams.length&&r.append(at(e)),n.append(i("td","",e.layer<0?"embedding":`${e.layer} ${S[e.kind]??""}`),i("td","dsv-line",
P(e.trust,o)),r),e.layer>=0&&n.addEventListener("click",()=>t.pick({layer:e.layer,expert:-1,entry:-1})),n}function it(t,e,o){let n=o===0&&e.agree,r=i("span",`ds\
v-chip${n?" agree":""}`);return r.style.background=`rgba(${x(t.root,"tint")}, ${.08+.5*g(e.probabilities[o],0,1)})`,r.append(`${n?"✓ ":""}${b(e.words[o],14)} `,
i("small","",f(e.probabilities[o]))),r}function at(t){let e=i("div","dsv-alone");return t.streams.forEach(([o,n],r)=>{let s=i("span","",`${r}: ${b(o,10)} ${f(n)}`);
s.title=`stream ${r} alone: “${o}” ${f(n,3)}`,o===t.words[0]&&s.classList.add("same"),e.append(s)}),e}function ct(t){let e=m(t);return{columns:["layer","agr\
ees over the text","first choice","probability","second","third"],rows:(e.rows??[]).map(o=>[o.layer<0?"embedding":o.layer,P(o.trust,0),o.words[0],o.probabilities[0],
o.words[1],o.words[2]]),note:`The next token after ${e.token}, layer by layer.`}}var lt={title:"Lens",aria:"What each layer would answer. Up and down move the l\
ayer, left and right the token.",keys:{ArrowUp:t=>N(t,-1,R(t)),ArrowDown:t=>N(t,1,R(t)),ArrowLeft:t=>t.pick({token:Math.max(0,(m(t).token??0)-1)}),ArrowRight:t=>t.
pick({token:(m(t).token??0)+1})},build:nt,draw:rt,table:ct,symbols:(t,e)=>{let o=m(t).rows?.find(r=>r.layer===t.sel.get("layer"));if(!o)return;let n=`${f(o.probabilities[0],
3)} for “${b(o.words[0],16)}” after layer ${o.layer}`;return e==="p"?n:String(o.layer)}},Vt=$(lt);export{Vt as default,P as trustWords};
