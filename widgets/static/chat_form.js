function p(o){return o?o instanceof DataView?new Uint8Array(o.buffer,o.byteOffset,o.byteLength):o instanceof Uint8Array?o:new Uint8Array(o.buffer??o):new Uint8Array(
0)}function u(o,t){let e=p(o);return new t(e.slice(0,e.length-e.length%t.BYTES_PER_ELEMENT).buffer)}var N=o=>u(o,Int32Array);function $(o,t){let e=p(o),n=new TextDecoder,s=[],i=0;for(let a of u(t,Uint16Array))s.push(n.decode(e.subarray(i,i+a))),i+=a;return s}function r(o,t,e){let n=document.createElement(o);return t&&(n.className=t),e!==void 0&&(n.textContent=e),n}function C(o,t){let e=r("option","",t);return e.value=String(o),e}var Y=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;var J=o=>`⟨U+${o.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,R=o=>o.replace(Y,J);function P(o){let t=N(o.get("ids")),e=u(o.get("counts"),Uint16Array),n=p(o.get("flags"));return $(o.get("utf8"),o.get("lengths")).map((s,i)=>({text:s,id:t[i],count:e[i],
special:(n[i]&1)>0,typed:(n[i]&2)>0}))}function Z({id:o,count:t,special:e,typed:n}){return e?`one special token, ${o}${n?"; it stands in a message":""}`:t>1?`${t}\
 tokens, the first is ${o}: a character is spread over them`:`token ${o}`}var tt=o=>o.split(/(｜|\n)/).filter(Boolean).map(t=>[t==="｜"?"bar":t===`
`?"end":"text",t===`
`?t:R(t)]);function et(o){let t=r("span","dsv-chat-piece");return t.classList.toggle("special",o.special),t.classList.toggle("typed",o.typed),t.title=Z(o),t.append(
...y(o.text)),t}var y=o=>tt(o).map(([t,e])=>r("span",`dsv-chat-${t}`,e));function L(o,t,e,n){let s=t.map(et);e&&s.splice(n,0,r("span","dsv-chat-gap",` … ${e.toLocaleString(
"en")} tokens between … `)),o.replaceChildren(...s.flatMap(i=>[i,r("wbr")]))}var M=(o,t)=>o?t?`thinking ${t}`:"thinking":"chat";function w(o){let[t,...e]=o.split(" ");return{thinking:t==="thinking",effort:e.join(" ")}}function I(o,t){let e=[
["chat","Chat: no reasoning"],["thinking","Thinking"],...o.map(n=>[`thinking ${n}`,`Thinking, effort “${n}”`])];return e.some(([n])=>n===t)?e:[...e,[t,`Thin\
king, effort “${w(t).effort}”: not of this checkpoint`]]}var v=o=>["user","tool"].includes(o.at(-1)?.role??"")?"assistant":"user",B=o=>[...o,{role:v(o),content:""}],
H=(o,t,e)=>o.map((n,s)=>s===t?{...n,...e}:n);function U(o,t){let{role:e,tool_call_id:n}=o[t],s={user:"User",assistant:"Assistant",developer:"Developer"};if(e!==
"tool")return s[e]??e;let a=o.slice(0,t).flatMap(c=>c.tool_calls??[]).findLast(c=>c.id===n);return a?`Result of ${a.function.name}`:"Result of a tool"}var j=o=>o.
map(({function:t})=>`${t.name}(${t.arguments??""})`).join(`
`);function D(o,t){let[e,n]=[o,t].map(s=>s.toLocaleString("en"));return o?`${e} ${o===1?"token":"tokens"}, of ${n} that this model reads`:"no tokens"}var W=(o,t)=>JSON.
stringify(o.map(e=>[e.role,k(e,t),e.tool_calls??[],e.tool_call_id])),k=(o,t)=>o.role==="assistant"&&(t||o.reasoning_content!==void 0);var ot=0;function m(o,t,e){let n=r("label","dsv-chat-label",o),s=r("textarea","dsv-chat-area");return s.id=`dsv-chat-${ot++}`,s.rows=1,s.placeholder=t,s.dir="au\
to",n.htmlFor=s.id,s.addEventListener("input",()=>{g(s),e(s.value)}),{label:n,area:s}}function g(o){o.style.setProperty("--dsv-chat-high","0px"),o.style.setProperty(
"--dsv-chat-high",`${o.scrollHeight+2}px`)}function b(o,t){o.value!==t&&(o.value=t),g(o)}var f=class{#o="";#t=[];constructor(t){this.form=t,this.list=r("ol","ds\
v-chat-turns"),this.list.setAttribute("aria-label","turns of the conversation")}get last(){return this.#t.at(-1)?.area}show(){let{model:t}=this.form,e=t.get("tu\
rns"),n=t.get("thinking"),s=W(e,n);s!==this.#o&&(this.#o=s,this.#t=[],this.list.replaceChildren(...e.map((i,a)=>this.#n(e,a,n))));for(let{area:i,at:a,key:c}of this.#t)
b(i,e[a][c]??"")}#n(t,e,n){let s=r("li",`dsv-chat-turn dsv-chat-${t[e].role}`),i=`${e+1} ${U(t,e)}`;return k(t[e],n)&&s.append(...this.#e(e,"reasoning_content",
`${i}, reasoning`,"what it thought before it answered")),s.append(...this.#e(e,"content",i,`what the ${t[e].role} says`)),t[e].tool_calls?.length&&s.append(r("s\
pan","dsv-chat-label","calls"),r("code","dsv-chat-calls",j(t[e].tool_calls))),s}#e(t,e,n,s){let{label:i,area:a}=m(n,s,c=>this.form.tell({turns:H(this.form.model.
get("turns"),t,{[e]:c})}));return this.#t.push({area:a,at:t,key:e}),[i,a]}};function K(o,t){let e=JSON.stringify(t);o.dataset.options!==e&&(o.replaceChildren(...t.map(([n,s])=>C(n,s))),o.dataset.options=e)}var z=globalThis;z.dsvGains??=new WeakMap;var Rt=z.dsvGains;var It="align-items background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-rad\
ius border-right border-spacing border-top bottom box-shadow box-sizing color column-gap display fill fill-opacity flex flex-direction flex-wrap float font-fami\
ly font-size font-style font-variant-numeric font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style margin max-\
width min-height min-width opacity order outline overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-width table-layout text-al\
ign text-anchor text-decoration text-indent text-overflow top transform unicode-bidi vertical-align visibility white-space width z-index".split(" ");var F=o=>{o.target.dataset.lmSuppressShortcuts="true"};var nt='[{"type": "function", "function": {"name": "weather", "description": "…", "parameters": {}}}]';function d(o,t,e){let n=r("button","dsv-small",o);return n.
type="button",n.title=t,n.addEventListener("click",e),n}function st(o){let t=r("li");return t.append(...y(o)),t}var A=class{#o=!1;#t=!1;#n=()=>{};#e=!1;constructor(t,e){
this.model=t,this.root=r("div","dsv-chat"),this.switch=this.#i(),this.turns=new f(this),this.system=m("System","nothing",n=>this.tell({system:n})),this.tools=m(
"Tools",nt,n=>this.tell({tools:n})),this.parts=this.#a(),this.sheet=this.#c(),this.root.append(this.switch.row),e.append(this.root),e.classList.add("dsv-chat-pl\
ace"),this.#e=!!t.get("tools"),this.#l(),this.show()}#i(){let t=r("div","dsv-chat-switch");t.setAttribute("role","group"),t.setAttribute("aria-label","what the \
prompt is");let e=d("Text","the prompt is a text, which the model goes on with",()=>this.tell({form:"text"})),n=d("Chat","",()=>{this.model.get("why_not")?this.
model.send({press:"why"}):this.tell({form:"chat"})});return t.append(e,n),{row:t,text:e,chat:n}}#a(){let t=r("select");t.setAttribute("aria-label","mode"),t.addEventListener(
"change",()=>this.tell(w(t.value)));let e=d("","",()=>this.#s(B(this.model.get("turns")))),n=d("Remove the last turn","take the last turn away, with what is wri\
tten in it",()=>this.#s(this.model.get("turns").slice(0,-1))),s=d("Answer it","",()=>{this.#t=!0,this.model.send({press:"answer"})}),i=d("Tools","functions that\
 the model may call, as a list in JSON",()=>{this.#e=!this.#e,this.show(),this.#e&&this.tools.area.focus()}),a=r("span","dsv-chat-count"),c=r("div","dsv-chat-pr\
ompt");c.tabIndex=0,c.setAttribute("role","region"),c.setAttribute("aria-label","the prompt that will be read");let l=r("p","dsv-chat-problem");l.setAttribute("\
role","status");let h=r("ul","dsv-chat-notes");return h.setAttribute("aria-live","polite"),{mode:t,add:e,remove:n,answer:s,tools:i,count:a,pieces:c,problem:l,notes:h}}#c(){
let{mode:t,add:e,remove:n,answer:s,tools:i,count:a,pieces:c,problem:l,notes:h}=this.parts,E=r("div","dsv-chat-form"),[q,O]=[this.system,this.tools].map(({label:V,
area:G})=>{let S=r("div","dsv-chat-turn");return S.append(V,G),S}),T=r("div","dsv-chat-line");T.append(e,n,s,r("span","dsv-space"),t,i);let _=r("div","dsv-chat-\
head"),x=r("span","dsv-chat-legend");return x.append(r("span","dsv-chat-piece special","special token"),r("span","dsv-chat-piece special typed","typed in a mess\
age"),r("span","dsv-chat-piece","tok"),r("span","dsv-chat-piece","ens")),x.setAttribute("aria-hidden","true"),_.append(r("b","","The prompt that will be read"),
a,r("span","dsv-space"),x),E.append(q,this.turns.list,O,T,_,c,l,h),this.given=O,E}#l(){let{model:t,root:e}=this,n=()=>this.redraw();t.on("change",n),e.addEventListener(
"focusin",i=>F(i),!0),e.addEventListener("keydown",i=>this.#d(i));let s=new ResizeObserver(()=>{this.#r();for(let i of e.querySelectorAll("textarea"))g(i)});s.observe(
e),this.#n=()=>{t.off("change",n),s.disconnect()}}#s(t){this.#t=!0,this.tell({turns:t}),this.show()}#d(t){if(!(t.key==="Enter"&&(t.ctrlKey||t.metaKey||t.shiftKey))||
t.target.tagName!=="TEXTAREA")return;t.preventDefault(),t.stopPropagation();let{model:n}=this,s={system:n.get("system"),turns:n.get("turns"),tools:n.get("tools")};
n.send({press:"run",typed:s})}redraw(){this.#o||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.show()}))}show(){let{model:t,parts:e}=this,n=t.get("why_n\
ot"),s=t.get("form")==="chat"&&!n,{text:i,chat:a}=this.switch;if(i.setAttribute("aria-pressed",String(!s)),a.setAttribute("aria-pressed",String(s)),a.setAttribute(
"aria-disabled",String(!!n)),a.title=n||"the prompt is a conversation, in the form that the model was trained on",s?this.sheet.isConnected||this.root.append(this.
sheet):this.sheet.remove(),this.#r(),!s)return;this.turns.show(),b(this.system.area,t.get("system")),b(this.tools.area,t.get("tools")),this.#p(),L(e.pieces,P(t),
t.get("left_out"),t.get("left_out_at")),e.count.textContent=D(t.get("tokens"),t.get("context"));let c=t.get("problem");e.problem.textContent!==c&&(e.problem.textContent=
c);let l=t.get("notes");e.notes.dataset.notes!==JSON.stringify(l)&&(e.notes.dataset.notes=JSON.stringify(l),e.notes.replaceChildren(...l.map(st))),this.#h()}#r(){
this.root.closest(".dsv-prompt-row")?.classList.toggle("dsv-chat-open",this.sheet.parentElement===this.root)}#p(){let{model:t,parts:e}=this,n=t.get("turns"),s=M(
t.get("thinking"),t.get("effort"));K(e.mode,I(t.get("efforts"),s)),e.mode.value=s,e.add.textContent=`Add a turn (${v(n)})`,e.remove.disabled=n.length<2,e.answer.
disabled=!t.get("can_answer"),e.answer.title=t.get("can_answer")?"the model's answer becomes the assistant's turn, and you write the next one":"press Run first:\
 then the model's answer can become the assistant's turn";let i=this.#e&&(t.get("can_have_tools")||!!t.get("tools"));e.tools.style.display=t.get("can_have_tools")||
t.get("tools")?"":"none",e.tools.setAttribute("aria-expanded",String(i)),e.tools.textContent=t.get("tools").trim()?"Tools: some":"Tools",this.given&&(this.given.
style.display=i?"":"none")}#h(){this.#t&&(this.#t=!1,this.turns.last?.focus({preventScroll:!0}))}tell(t){for(let[e,n]of Object.entries(t))this.model.set(e,n);this.
model.save_changes()}clean(){this.#n(),this.root.remove()}},de={render({model:o,el:t}){let e=new A(o,t);return()=>e.clean()}};export{A as Form,de as default};
