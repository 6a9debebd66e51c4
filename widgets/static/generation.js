function s(t,o,e){let n=document.createElement(t);return o&&(n.className=o),e!==void 0&&(n.textContent=e),n}function v(t,o){let e=s("table",t),n=s("thead"),r=s("tr"),i=s("tbody");for(let c of o)r.append(s("th","",c));return n.append(r),e.append(n,i),{table:e,head:r,rows:i}}var C=["fill","outline","under","dotted","dashed","ramp"],M=["hatch","dots","dot","bar","tick","strike"],L=t=>t.split(/(\{\w+\})/).filter(Boolean).map(o=>/^\{\w+\}$/.
test(o)?{text:o.slice(1,-1),symbol:!0}:{text:o,symbol:!1});function D(t,o){let e=s("span","dsv-mark-of"),[n,r]=t.split(" "),i=C.includes(n)&&r||M.includes(n),c=s(
"span",i?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",i?"":t);return r&&i&&c.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),c.setAttribute(
"aria-hidden",String(i)),e.append(c,o),e}function E(t,o,e){if(!o?.look_for)return;let{head:n,look:r}=t,i=s("div","dsv-marks"),c=s("div","dsv-help"),a=s("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),c.hidden=!0,c.setAttribute("role","note"),i.append(...o.marks.map(([d,l])=>D(d,l))),c.append(...o.explains.map(d=>s("p","",d))),o.equation&&c.
append(...U(t,o,e)),r.append(s("p","dsv-look-for",o.look_for),i,c),n.append(a),t.listen(a,"click",()=>{c.hidden=!c.hidden,a.setAttribute("aria-expanded",String(
!c.hidden))})}function U(t,o,e){let n=s("div","dsv-equation"),r=s("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live","\
polite");for(let i of o.equation.split(`
`)){let c=s("div");for(let{text:a,symbol:d}of L(i)){if(!d){c.append(a);continue}let l=s("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("ro\
le","button"),l.dataset.symbol=a;let m=()=>{let h=e(a),I=h?s("b","",` Here: ${h}.`):"";r.replaceChildren(s("i","",a.replace(/_/g,"-")),`: ${o.symbols[a]}.`,I),r.
dataset.symbol=a};for(let h of["mouseenter","focus","click"])t.listen(l,h,m);c.append(l)}n.append(c)}return[n,r]}function g(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var $=globalThis;$.dsvGains??=new WeakMap;var y=$.dsvGains;function B(t,o){let e=t.get(o);return y.get(e)?.whole??e}function W(t,o,e,n){let r=t.get(o),i=g(B(t,o)),
c=g(n);if(i.length!==e||!(r instanceof Object))return!1;let a=y.get(r);if(!a||a.room.length<e+c.length){let d=new Uint8Array(2*(e+c.length));d.set(i),a={room:d},
y.set(r,a)}return a.room.set(c,e),a.whole=a.room.subarray(0,e+c.length),!0}function A({model:t}){let o=(e,n)=>{let r=(e?.gained??[]).filter(([i,c],a)=>!W(t,i,c,
n[a]));r.length&&t.send({whole:r.map(([i])=>i)})};t.on("msg:custom",o)}var w=(t,o,e)=>Math.max(o,Math.min(e,t));function _(t,o,e){return e>o?w((t-o)/(e-o),0,1):t>=e?1:0}function u(t,o=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var x=400;function N(t,o){let e=s("button","dsv-small dsv-numbers","numbers"),n=s("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the nu\
mbers of this view as a table",e.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(e),t.body.before(n);let r=!1;
return t.listen(e,"click",()=>{r=!r,e.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&F(
t,n,o()),r)}function F(t,o,{columns:e,rows:n,note:r}){let i=v("dsv-table",e);for(let a of i.head.children)a.scope="col";for(let a of n.slice(0,x)){let d=s("tr");
d.style.cursor="default";for(let l of a)d.append(s("td","",K(l)));i.rows.append(d)}let c=n.length>x?`The first ${x} of ${n.length} rows. `:"";o.replaceChildren(
s("div","dsv-note",c+(r??"")),i.table),t.root.drawnTable={columns:e,rows:n.length}}function K(t){return typeof t=="number"?Number.isInteger(t)?String(t):u(t,4):
String(t??"–")}var j="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",q={token:-1,
head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},H={expert:-1,entry:-1,hover_entry:-1},V=["SELECT","INPUT","TEXTAREA"],T=t=>({
initialize:A,render:o=>z(o,t)});async function z({model:t,el:o},e){let n=Y(e);o.append(n.root);let r=await t.widget_manager.get_model(t.get("selection").replace(
"IPY_MODEL_","")),i=new k(t,r,n,e);return i.own=e.build(i),e.listen?.(i),i.redraw(),()=>i.clean()}function G(t,o){let e=o.layer!==void 0&&o.layer!==t.get("layer");
for(let[n,r]of Object.entries({...e?H:{},...o}))t.set(n,r);t.save_changes()}function Y({title:t,aria:o}){let e=s("div","dsv");e.tabIndex=0,e.setAttribute("role",
"group"),e.setAttribute("aria-label",o);let n=s("div","dsv-head"),r=s("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(s("span","dsv-title",t),s(
"span","dsv-space"));let i=s("div","dsv-look"),c=s("div","dsv-message"),a=s("div","dsv-body");return e.append(s("div","dsv-gone",j),n,i,r,c,a),{root:e,head:n,look:i,
facts:r,message:c,body:a}}var k=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(o,e,{root:n,head:r,look:i,facts:c,message:a,body:d},l){this.model=o,this.sel=e,this.
root=n,this.head=r,this.look=i,this.facts=c,this.body=d,this.#t=a,this.#r=l,this.own=void 0,this.tabled=l.table?N(this,()=>l.table(this)):null,E(this,o.get("abo\
ut"),m=>l.symbols?.(this,m)),this.#c(),this.#d()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:o,
model:e,facts:n,body:r}=this;if(!o.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let i=e.get("message");if(o.classList.toggle("e\
mpty",!!i),this.#t.textContent=i,this.#t.style.display=i?"":"none",r.style.display=i?"none":"",i){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(c){
this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${c}`,console.error(c)}}pick(o){G(this.sel,o)}hover(o){let e=Object.entries(o).filter(
([n,r])=>this.sel.get(n)!==r);this.#a(e),e.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(o){for(let[e,n]of o)this.sel.set(e,n)}tell(o,e){this.model.
set(o,e),this.model.save_changes()}listen(o,e,n,r){o.addEventListener(e,n,r),this.#e.push(()=>o.removeEventListener(e,n,r))}#c(){let{model:o,sel:e,root:n}=this,
r=()=>this.redraw(),i=(l,m,h)=>{l.on(m,h),this.#e.push(()=>l.off(m,h))};i(o,"change",r),i(o,"msg:custom",r),i(e,"change",r);let c=()=>n.classList.toggle("gone",
e.comm_live===!1);c(),i(e,"comm_live_update",c);let a=new MutationObserver(()=>{r(),setTimeout(r,400)});a.observe(document.body,{attributes:!0,attributeFilter:[
"data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(r);d.observe(n),this.#e.push(()=>a.disconnect(),()=>d.disconnect())}#d(){this.listen(this.
root,"focusin",Q,!0),this.listen(this.root,"keydown",o=>{if(V.includes(o.target.tagName)||o.ctrlKey||o.metaKey||o.altKey)return;let e=o.key==="Escape"?()=>this.
pick(q):this.#r.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){this.#n=!0;for(let o of this.#e)o();this.root.remove()}},Q=t=>{t.target.
dataset.lmSuppressShortcuts="true"};var X=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,J=/<｜([^｜<>\n]*)｜>/g,Z=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
tt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,O=t=>t.replace(J,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(X,tt),et=t=>Z.test(
t)?`⁨${t}⁩`:t,S=t=>O(t.replace(/\n/g,"⏎"));function f(t,o=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=O(e)||
"␣",r=[...n];return et(r.length>o?`${r.slice(0,o-1).join("")}…`:n)}var P="outside the nucleus: this run could not have drawn it",ot="put here by a branch: outside the nucleus, this run could not have drawn it";function nt({body:t}){
let o=s("div"),e=s("div","dsv-note"),n=s("div","dsv-drafts"),r=s("div","dsv-beside");return t.append(o,e,n,r),{list:o,draft:e,around:n,pair:r,requests:0}}var b=t=>t.
model.get("table");function rt(t){let{model:o}=t,{draft:e}=t.own,n=b(t);if(!n.rows)return;t.facts.replaceChildren("at position ",s("b","",`${n.token}`),st(n)),it(
t,n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${f(n.draft.word,18)}” with probability ${u(n.draft.probability,2)}, before the trunk read th\
e token before it.`:n.no_draft,i=Math.round(100*n.accepted/n.proposed),c=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${i} %).`;e.replaceChildren(
s("div","",r),s("div","",n.proposed?c:"")),ct(t,n),dt(t),t.root.drawn={said:r,never:n.rows.filter(a=>a.drawable===!1).map(a=>a.word),drafts:o.get("drafts").rows,
beside:o.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(a=>a.word),probabilities:n.rows.map(a=>a.probability),came:n.rows.findIndex(a=>a.came),
draft:n.draft}}function st(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":
" (generated: drawn)"}function it(t,o,e){let{list:n}=t.own;if(!e.length){n.replaceChildren(s("div","dsv-note",o.token?"The probabilities for this position were \
not captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=s("table","dsv-table"),i=s("tbody");i.append(
...e.map(l=>at(t,o,l))),r.append(i);let c=o.temperature===null?" and top-p":` (${u(o.temperature,2)}) and top-p (${u(o.top_p,2)})`,a=e.some(l=>l.drawable===!1)?
`; struck through: ${P.replace(":",",")}`:"",d=`Probabilities of the model itself, before temperature${c}${a}.`;n.replaceChildren(r,s("div","dsv-note",d))}function at(t,o,e){
let n=s("tr",`${e.came?"picked":""}${e.drawable===!1?" never":""}`),r=s("span","dsv-bar"),i=s("td"),c=s("td","",`${e.came?"✓ ":""}“${f(e.word,18)}”`),a=s(
"td");if(e.drawable===!1&&(n.title=e.came?ot:P),r.style.width=`${Math.max(1,w(e.probability,0,1)*180)}px`,i.style.textAlign=c.style.textAlign="left",i.append(r),
t.model.get("can_branch")&&!e.came&&o.token>0){let d=s("button","dsv-small","branch here");d.title=`Go on from position ${o.token} with “${f(e.word,40)}” inst\
ead`,d.addEventListener("click",()=>{t.tell("branch_request",{position:o.token,id:e.id,n:++t.own.requests})}),a.append(d)}return n.append(c,s("td","",u(e.probability,
3)),i,a),n}function ct(t,o){let{around:e}=t.own,n=t.model.get("drafts").rows??[];e.style.display=n.some(r=>r.proposed!==null)?"":"none",e.replaceChildren(...n.map(
r=>{let i=s("button",`dsv-draft${r.token===o.token?" picked":""}${r.agree?" agree":""}`);return i.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${f(r.proposed,40)}”, came “${f(r.came,40)}”`,i.append(s("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${f(r.
proposed,9)}`),s("b","",f(r.came,9))),i.addEventListener("click",()=>t.pick({token:r.token})),i}))}function dt(t){let{pair:o}=t.own,e=t.model.get("beside");if(o.
replaceChildren(),!e?.runs)return;let n=s("div","dsv-uses");n.append(...e.runs.map(lt));let r=`The two runs from token ${e.parting} on, darker where a token was\
 less expected:`;o.append(s("div","dsv-note",r),n)}function lt(t){let o=s("div"),e=s("div","dsv-run"),n=s("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(s("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${u(t.mean)} nats e\
ach${r}`);for(let[i,c]of t.words){let a=s("span",c===null?"none":"",S(i));a.title=c===null?"not captured":`${u(-c)} nats`,c!==null&&(a.style.background=`rgba(va\
r(--dsv-tint), ${(.6*_(-c,0,8)).toFixed(3)})`),e.append(a)}return t.tokens>t.words.length&&e.append(" …"),o.append(n,e),o}function pt(t){let o=b(t);return{columns:[
"token","probability","came","could be drawn"],rows:(o.rows??[]).map(e=>[e.word,e.probability,e.came?"yes":"",e.drawable===null?null:e.drawable?"yes":"no"]),note:`\
What could have come at position ${o.token}.`}}var R=t=>o=>o.pick({token:Math.max(0,(b(o).token??0)+t)}),ut={title:"What could have come",aria:"Alternatives at \
the chosen position. Left and right move the token.",keys:{ArrowLeft:R(-1),ArrowRight:R(1)},build:nt,draw:rt,table:pt,symbols:(t,o)=>{let e=b(t),r={p:e.rows?.find(
i=>i.came)?.probability,T:e.temperature,top_p:e.top_p}[o];return typeof r=="number"?`${u(r,3)} at position ${e.token}`:void 0}},Ft=T(ut);export{Ft as default};
