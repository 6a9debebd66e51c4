function a(t,o,e){let n=document.createElement(t);return o&&(n.className=o),e!==void 0&&(n.textContent=e),n}function E(t,o){let e=a("table",t),n=a("thead"),r=a("tr"),s=a("tbody");for(let c of o)r.append(a("th","",c));return n.append(r),e.append(n,s),{table:e,head:r,rows:s}}function h(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}var v=globalThis;v.dsvGains??=new WeakMap;var m=v.dsvGains;function I(t,o){let e=t.get(o);return m.get(e)?.whole??e}function P(t,o,e,n){let r=t.get(o),s=h(I(t,o)),
c=h(n);if(s.length!==e||!(r instanceof Object))return!1;let i=m.get(r);if(!i||i.room.length<e+c.length){let d=new Uint8Array(2*(e+c.length));d.set(s),i={room:d},
m.set(r,i)}return i.room.set(c,e),i.whole=i.room.subarray(0,e+c.length),!0}function N({model:t}){let o=(e,n)=>{let r=(e?.gained??[]).filter(([s,c],i)=>!P(t,s,c,
n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",o)}var b=(t,o,e)=>Math.max(o,Math.min(e,t));function $(t,o,e){return e>o?b((t-o)/(e-o),0,1):t>=e?1:0}function u(t,o=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var g=400;function _(t,o){let e=a("button","dsv-small dsv-numbers","▦"),n=a("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the number\
s of this view as a table",e.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(e),t.body.before(n);let r=!1;return t.
listen(e,"click",()=>{r=!r,e.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&M(t,n,o()),
r)}function M(t,o,{columns:e,rows:n,note:r}){let s=E("dsv-table",e);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,g)){let d=a("tr");d.style.
cursor="default";for(let p of i)d.append(a("td","",C(p)));s.rows.append(d)}let c=n.length>g?`The first ${g} of ${n.length} rows. `:"";o.replaceChildren(a("div",
"dsv-note",c+(r??"")),s.table),t.root.drawnTable={columns:e,rows:n.length}}function C(t){return typeof t=="number"?Number.isInteger(t)?String(t):u(t,4):String(t??
"–")}var L="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",D={token:-1,
head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},U={expert:-1,entry:-1,hover_entry:-1},B=["SELECT","INPUT","TEXTAREA"],T=t=>({
initialize:N,render:o=>W(o,t)});async function W({model:t,el:o},e){let n=F(e);o.append(n.root);let r=await t.widget_manager.get_model(t.get("selection").replace(
"IPY_MODEL_","")),s=new w(t,r,n,e);return s.own=e.build(s),e.listen?.(s),s.redraw(),()=>s.clean()}function K(t,o){let e=o.layer!==void 0&&o.layer!==t.get("layer");
for(let[n,r]of Object.entries({...e?U:{},...o}))t.set(n,r);t.save_changes()}function F({title:t,aria:o}){let e=a("div","dsv");e.tabIndex=0,e.setAttribute("role",
"group"),e.setAttribute("aria-label",o);let n=a("div","dsv-head"),r=a("span","dsv-facts");r.setAttribute("aria-live","polite"),n.append(a("span","dsv-title",t),
r);let s=a("div","dsv-message"),c=a("div","dsv-body");return e.append(a("div","dsv-gone",L),n,s,c),{root:e,head:n,facts:r,message:s,body:c}}var w=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(o,e,{
root:n,head:r,facts:s,message:c,body:i},d){this.model=o,this.sel=e,this.root=n,this.head=r,this.facts=s,this.body=i,this.#t=c,this.#r=d,this.own=void 0,this.tabled=
d.table?_(this,()=>d.table(this)):null,this.#c(),this.#d()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){
let{root:o,model:e,facts:n,body:r}=this;if(!o.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=e.get("message");if(o.classList.
toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.
draw(this)}catch(c){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${c}`,console.error(c)}}pick(o){K(this.sel,o)}hover(o){let e=Object.
entries(o).filter(([n,r])=>this.sel.get(n)!==r);this.#i(e),e.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(o){for(let[e,n]of o)this.sel.set(e,n)}tell(o,e){
this.model.set(o,e),this.model.save_changes()}listen(o,e,n,r){o.addEventListener(e,n,r),this.#e.push(()=>o.removeEventListener(e,n,r))}#c(){let{model:o,sel:e,root:n}=this,
r=()=>this.redraw(),s=(p,x,k)=>{p.on(x,k),this.#e.push(()=>p.off(x,k))};s(o,"change",r),s(o,"msg:custom",r),s(e,"change",r);let c=()=>n.classList.toggle("gone",
e.comm_live===!1);c(),s(e,"comm_live_update",c);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,attributeFilter:[
"data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(r);d.observe(n),this.#e.push(()=>i.disconnect(),()=>d.disconnect())}#d(){this.listen(this.
root,"focusin",j,!0),this.listen(this.root,"keydown",o=>{if(B.includes(o.target.tagName)||o.ctrlKey||o.metaKey||o.altKey)return;let e=o.key==="Escape"?()=>this.
pick(D):this.#r.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){this.#n=!0;for(let o of this.#e)o();this.root.remove()}},j=t=>{t.target.
dataset.lmSuppressShortcuts="true"};var V=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,H=/<｜([^｜<>\n]*)｜>/g,G=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
q=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,A=t=>t.replace(H,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(V,q),z=t=>G.test(t)?
`⁨${t}⁩`:t,O=t=>A(t.replace(/\n/g,"⏎"));function f(t,o=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=A(e)||"␣",
r=[...n];return z(r.length>o?`${r.slice(0,o-1).join("")}…`:n)}var R="outside the nucleus: this run could not have drawn it",Y="put here by a branch: outside the nucleus, this run could not have drawn it";function Q({body:t}){
let o=a("div"),e=a("div","dsv-note"),n=a("div","dsv-drafts"),r=a("div","dsv-beside");return t.append(o,e,n,r),{list:o,draft:e,around:n,pair:r,requests:0}}var y=t=>t.
model.get("table");function X(t){let{model:o}=t,{draft:e}=t.own,n=y(t);if(!n.rows)return;t.facts.replaceChildren("at position ",a("b","",`${n.token}`),J(n)),Z(t,
n,n.rows);let r=n.draft?`The draft (MTP) block had proposed “${f(n.draft.word,18)}” with probability ${u(n.draft.probability,2)}, before the trunk read the \
token before it.`:n.no_draft,s=Math.round(100*n.accepted/n.proposed),c=`Of ${n.proposed} proposals for generated tokens, ${n.accepted} came (${s} %).`;e.replaceChildren(
a("div","",r),a("div","",n.proposed?c:"")),et(t,n),ot(t),t.root.drawn={said:r,never:n.rows.filter(i=>i.drawable===!1).map(i=>i.word),drafts:o.get("drafts").rows,
beside:o.get("beside"),at:performance.now(),token:n.token,words:n.rows.map(i=>i.word),probabilities:n.rows.map(i=>i.probability),came:n.rows.findIndex(i=>i.came),
draft:n.draft}}function J(t){return t.prompt?" (prompt: given, not drawn)":t.temperature===null?" (generated)":t.temperature===0?" (generated: the likeliest)":"\
 (generated: drawn)"}function Z(t,o,e){let{list:n}=t.own;if(!e.length){n.replaceChildren(a("div","dsv-note",o.token?"The probabilities for this position were no\
t captured: of a long prompt only some are read out.":"Nothing is expected before the first token."));return}let r=a("table","dsv-table"),s=a("tbody");s.append(
...e.map(p=>tt(t,o,p))),r.append(s);let c=o.temperature===null?" and top-p":` (${u(o.temperature,2)}) and top-p (${u(o.top_p,2)})`,i=e.some(p=>p.drawable===!1)?
`; struck through: ${R.replace(":",",")}`:"",d=`Probabilities of the model itself, before temperature${c}${i}.`;n.replaceChildren(r,a("div","dsv-note",d))}function tt(t,o,e){
let n=a("tr",`${e.came?"picked":""}${e.drawable===!1?" never":""}`),r=a("span","dsv-bar"),s=a("td"),c=a("td","",`${e.came?"✓ ":""}“${f(e.word,18)}”`),i=a(
"td");if(e.drawable===!1&&(n.title=e.came?Y:R),r.style.width=`${Math.max(1,b(e.probability,0,1)*180)}px`,s.style.textAlign=c.style.textAlign="left",s.append(r),
t.model.get("can_branch")&&!e.came&&o.token>0){let d=a("button","dsv-small","branch here");d.title=`Go on from position ${o.token} with “${f(e.word,40)}” inst\
ead`,d.addEventListener("click",()=>{t.tell("branch_request",{position:o.token,id:e.id,n:++t.own.requests})}),i.append(d)}return n.append(c,a("td","",u(e.probability,
3)),s,i),n}function et(t,o){let{around:e}=t.own,n=t.model.get("drafts").rows??[];e.style.display=n.some(r=>r.proposed!==null)?"":"none",e.replaceChildren(...n.map(
r=>{let s=a("button",`dsv-draft${r.token===o.token?" picked":""}${r.agree?" agree":""}`);return s.title=r.proposed===null?`token ${r.token}: no proposal is know\
n`:`token ${r.token}: proposed “${f(r.proposed,40)}”, came “${f(r.came,40)}”`,s.append(a("span","",r.proposed===null?"–":`${r.agree?"✓":"✗"} ${f(r.
proposed,9)}`),a("b","",f(r.came,9))),s.addEventListener("click",()=>t.pick({token:r.token})),s}))}function ot(t){let{pair:o}=t.own,e=t.model.get("beside");if(o.
replaceChildren(),!e?.runs)return;let n=a("div","dsv-uses");n.append(...e.runs.map(nt));let r=`The two runs from token ${e.parting} on, darker where a token was\
 less expected:`;o.append(a("div","dsv-note",r),n)}function nt(t){let o=a("div"),e=a("div","dsv-run"),n=a("div","dsv-note"),r=t.known<t.tokens?` (mean of the ${t.
known} that were captured)`:"";n.append(a("b","",t.name),`: ${t.tokens} tokens, `,t.mean===null?"their log probabilities were not captured":`${u(t.mean)} nats e\
ach${r}`);for(let[s,c]of t.words){let i=a("span",c===null?"none":"",O(s));i.title=c===null?"not captured":`${u(-c)} nats`,c!==null&&(i.style.background=`rgba(va\
r(--dsv-tint), ${(.6*$(-c,0,8)).toFixed(3)})`),e.append(i)}return t.tokens>t.words.length&&e.append(" …"),o.append(n,e),o}function rt(t){let o=y(t);return{columns:[
"token","probability","came","could be drawn"],rows:(o.rows??[]).map(e=>[e.word,e.probability,e.came?"yes":"",e.drawable===null?null:e.drawable?"yes":"no"]),note:`\
What could have come at position ${o.token}.`}}var S=t=>o=>o.pick({token:Math.max(0,(y(o).token??0)+t)}),st={title:"What could have come",aria:"Alternatives at \
the chosen position. Left and right move the token.",keys:{ArrowLeft:S(-1),ArrowRight:S(1)},build:Q,draw:X,table:rt},Rt=T(st);export{Rt as default};
