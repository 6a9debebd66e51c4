function _(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function H(t,n){let e=_(t);return new n(e.slice(0,e.length-e.length%n.BYTES_PER_ELEMENT).buffer)}var j=t=>H(t,Int16Array);function Y(t,n){let e=_(t),o=new TextDecoder,s=[],r=0;for(let i of H(n,Uint16Array))s.push(o.decode(e.subarray(r,r+i))),r+=i;return s}function L(t){let n=null,e;
return(...o)=>((!n||o.some((s,r)=>s!==n[r]))&&(e=t(...o),n=o),e)}var S=(t,n)=>getComputedStyle(t).getPropertyValue(`--dsv-${n}`).trim()||"#888";function G(t){let n=t.trim().replace("#","");return[0,2,4].map(e=>Number.parseInt(
n.length===3?n[e/2]+n[e/2]:n.slice(e,e+2),16))}function gt(t,n,e){let o=G(t),s=G(n);return o.map((r,i)=>Math.round(r+(s[i]-r)*e))}var yt=(t,n,e)=>`rgb(${gt(t,n,
e).join(",")})`,K=(t,n)=>Array.from({length:255},(e,o)=>yt(t,n,o/254));function c(t,n,e){let o=document.createElement(t);return n&&(o.className=n),e!==void 0&&(o.textContent=e),o}function V(t,n){let e=c("option","",n);return e.value=String(t),e}function M(t,n){let e=c("table",t),o=c("thead"),s=c("tr"),r=c("tbody");for(let i of n)s.append(
c("th","",i));return o.append(s),e.append(o,r),{table:e,head:s,rows:r}}function z(t,n,e){let o=window.devicePixelRatio||1,s=Math.max(1,Math.round(n*o)),r=Math.max(
1,Math.round(e*o));(t.width!==s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${n}px`,t.style.height=`${e}px`;let i=bt(t);return i.setTransform(o,0,0,o,
0,0),i.clearRect(0,0,n,e),i}var bt=t=>t.getContext("2d");var C=(t,n,e)=>Math.max(n,Math.min(e,t));function k(t,n=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(n).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Q(t,n){let e=JSON.stringify(n);t.dataset.options!==e&&(t.replaceChildren(...n.map(([o,s])=>V(o,s))),t.dataset.options=e)}var xt=["fill","outline","under","dotted","dashed","ramp"],kt=["hatch","dots","dot","bar","tick","strike"],Et=t=>t.split(/(\{\w+\})/).filter(Boolean).map(n=>/^\{\w+\}$/.
test(n)?{text:n.slice(1,-1),symbol:!0}:{text:n,symbol:!1});function wt(t,n){let e=c("span","dsv-mark-of"),[o,s]=t.split(" "),r=xt.includes(o)&&s||kt.includes(o),
i=c("span",r?`dsv-sign dsv-sign-${o}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),e.append(i,n),e}function X(t,n,e){if(!n?.look_for)return;let{head:o,look:s}=t,r=c("div","dsv-marks"),i=c("div","dsv-help"),a=c("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...n.marks.map(([d,l])=>wt(d,l))),i.append(...n.explains.map(d=>c("p","",d))),n.equation&&
i.append(...Nt(t,n,e)),s.append(c("p","dsv-look-for",n.look_for),r,i),o.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function Nt(t,n,e){let o=c("div","dsv-equation"),s=c("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of n.equation.split(`
`)){let i=c("div");for(let{text:a,symbol:d}of Et(r)){if(!d){i.append(a);continue}let l=c("span","dsv-symbol",a.replace(/_/g,"-"));l.tabIndex=0,l.setAttribute("r\
ole","button"),l.dataset.symbol=a;let p=()=>{let f=e(a),u=f?c("b","",` Here: ${f}.`):"";s.replaceChildren(c("i","",a.replace(/_/g,"-")),`: ${n.symbols[a]}.`,u),
s.dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(l,f,p);i.append(l)}o.append(i)}return[o,s]}var Z=globalThis;Z.dsvGains??=new WeakMap;var U=Z.dsvGains;function A(t,n){let e=t.get(n);return U.get(e)?.whole??e}function At(t,n,e,o){let s=t.get(n),r=_(A(t,
n)),i=_(o);if(r.length!==e||!(s instanceof Object))return!1;let a=U.get(s);if(!a||a.room.length<e+i.length){let d=new Uint8Array(2*(e+i.length));d.set(r),a={room:d},
U.set(s,a)}return a.room.set(i,e),a.whole=a.room.subarray(0,e+i.length),!0}function J({model:t}){let n=(e,o)=>{let s=(e?.gained??[]).filter(([r,i],a)=>!At(t,r,i,
o[a]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",n)}var B=400;function tt(t,n){let e=c("button","dsv-small dsv-numbers","numbers"),o=c("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the n\
umbers of this view as a table",e.setAttribute("aria-label","numbers as a table"),o.tabIndex=0,o.style.display="none",t.head.append(e),t.body.before(o);let s=!1;
return t.listen(e,"click",()=>{s=!s,e.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(o.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&Tt(
t,o,n()),s)}function Tt(t,n,{columns:e,rows:o,note:s}){let r=M("dsv-table",e);for(let a of r.head.children)a.scope="col";for(let a of o.slice(0,B)){let d=c("tr");
d.style.cursor="default";for(let l of a)d.append(c("td","",St(l)));r.rows.append(d)}let i=o.length>B?`The first ${B} of ${o.length} rows. `:"";n.replaceChildren(
c("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:e,rows:o.length}}function St(t){return typeof t=="number"?Number.isInteger(t)?String(t):k(t,4):
String(t??"–")}var _t="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ot={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},$t={expert:-1,entry:-1,hover_entry:-1},vt=["SELECT","INPUT","TEX\
TAREA"],et=t=>({initialize:J,render:n=>Rt(n,t)});async function Rt({model:t,el:n},e){let o=Lt(e);n.append(o.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new q(t,s,o,e);return r.own=e.build(r),e.listen?.(r),r.redraw(),()=>r.clean()}function It(t,n){let e=n.layer!==void 0&&n.
layer!==t.get("layer");for(let[o,s]of Object.entries({...e?$t:{},...n}))t.set(o,s);t.save_changes()}function Lt({title:t,aria:n}){let e=c("div","dsv");e.tabIndex=
0,e.setAttribute("role","group"),e.setAttribute("aria-label",n);let o=c("div","dsv-head"),s=c("div","dsv-facts");s.setAttribute("aria-live","polite"),o.append(c(
"span","dsv-title",t),c("span","dsv-space"));let r=c("div","dsv-look"),i=c("div","dsv-message"),a=c("div","dsv-body");return e.append(c("div","dsv-gone",_t),o,r,
s,i,a),{root:e,head:o,look:r,facts:s,message:i,body:a}}var q=class{#n=!1;#o=!1;#r=60;#t;#s;#e=[];constructor(n,e,{root:o,head:s,look:r,facts:i,message:a,body:d},l){
this.model=n,this.sel=e,this.root=o,this.head=s,this.look=r,this.facts=i,this.body=d,this.#t=a,this.#s=l,this.own=void 0,this.tabled=l.table?tt(this,()=>l.table(
this)):null,X(this,n.get("about"),p=>l.symbols?.(this,p)),this.#l(),this.#c()}redraw(){this.#n||this.#o||(this.#n=!0,requestAnimationFrame(()=>{this.#n=!1,this.#o||
this.#i()}))}#i(){let{root:n,model:e,facts:o,body:s}=this;if(!n.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=e.get("messa\
ge");if(n.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){o.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(n){It(this.sel,
n)}hover(n){let e=Object.entries(n).filter(([o,s])=>this.sel.get(o)!==s);this.#a(e),e.some(([o])=>o==="hover_entry")&&this.sel.save_changes()}#a(n){for(let[e,o]of n)
this.sel.set(e,o)}tell(n,e){this.model.set(n,e),this.model.save_changes()}listen(n,e,o,s){n.addEventListener(e,o,s),this.#e.push(()=>n.removeEventListener(e,o,s))}#l(){
let{model:n,sel:e,root:o}=this,s=()=>this.redraw(),r=(l,p,f)=>{l.on(p,f),this.#e.push(()=>l.off(p,f))};r(n,"change",s),r(n,"msg:custom",s),r(e,"change",s);let i=()=>o.
classList.toggle("gone",e.comm_live===!1);i(),r(e,"comm_live_update",i);let a=new MutationObserver(()=>{s(),setTimeout(s,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let d=new ResizeObserver(s);d.observe(o),this.#e.push(()=>a.disconnect(),()=>d.disconnect())}#c(){
this.listen(this.root,"focusin",Mt,!0),this.listen(this.root,"keydown",n=>{if(vt.includes(n.target.tagName)||n.ctrlKey||n.metaKey||n.altKey)return;let e=n.key===
"Escape"?()=>this.pick(Ot):this.#s.keys?.[n.key];e&&(e(this),n.preventDefault(),n.stopPropagation())})}clean(){this.#o=!0;for(let n of this.#e)n();this.root.remove()}},
Mt=t=>{t.target.dataset.lmSuppressShortcuts="true"};function R(t,n,e){let o=t.sel.get("token"),s=o===-1?e-1:o,r=Number.isFinite(n)?s+n:n<0?0:e-1;t.pick({token:C(r,0,e-1)})}function F(t,n,e){if(!e.length)return;let o=Math.
max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[C(o+n,0,e.length-1)],expert:-1,entry:-1})}var Ct=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Pt=/<｜([^｜<>\n]*)｜>/g,Dt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Wt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,nt=t=>t.replace(Pt,(n,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(Ct,Wt),Ut=t=>Dt.
test(t)?`⁨${t}⁩`:t,P=t=>nt(t.replace(/\n/g,"⏎"));function $(t,n=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),o=nt(
e)||"␣",s=[...o];return Ut(s.length>n?`${s.slice(0,n-1).join("")}…`:o)}var v=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var ot={sliding:"▭",csa:"▤",hca:"▦"};var qt=17,Ft=18,Ht=27,I=14,jt=640,w=88,N=54,rt=18,Yt=6,Gt=.42,st=2,Kt="☷ the table chose, by the token's id: same token, same experts (outlined)",Vt="chosen b\
y the scores of the token's state";function W(t,n=0){let e=n*I+4,o=n>0&&t.length*e<=jt,[s,r]=o?[Ht,e]:[qt,Ft],i=f=>t[f]==="hash"?0:1,a=[...t.keys()].sort((f,u)=>i(
f)-i(u)||f-u),d=[],l=0,p=null;for(let f of a)t[f]!==p&&(l+=p===null?0:Yt,d.push({band:t[f],y:l}),l+=rt,p=t[f]),d.push({index:f,y:l}),l+=r;return{rows:d,height:l,
cell:s,row:r,named:o}}function it({rows:t,cell:n,row:e},o,s,r){let i=Math.floor(o/n),a=t.find(d=>d.index!==void 0&&s>=d.y&&s<d.y+e);return a?.index!==void 0&&i>=
0&&i<r?{token:i,index:a.index}:null}function at({model:t,own:n}){let[e,o,s]=t.get("shape"),r=_(A(t,"weights")),i=_(A(t,"colours")),a=e*s?Math.min(Math.max(o,i.length/
e),r.length/(e*s)):0,d=n.texts(A(t,"utf8"),A(t,"lengths"));return{L:e,K:s,T:a,weights:r,codes:i,pieces:d,experts:n.ids(A(t,"experts")),layers:t.get("layers")}}function zt({
root:t,sel:n,own:e,model:o},s,r){let i=["none","ink","quiet","chosen"],[a,d,l,p]=i.map(u=>S(t,u)),f=e.shadesOf(S(t,"ramp-low"),S(t,"ramp-high"));return{none:a,ink:d,
quiet:l,mark:p,shades:f,picked:r,kinds:o.get("kinds"),bar:`rgb(${S(t,"tint")})`,cell:e.layout.cell,tall:e.layout.row,named:e.layout.named,left:e.scroll.scrollLeft,
hover:n.get("hover_token"),expert:n.get("expert"),row:s.layers.indexOf(n.get("layer"))}}function lt(t,n,e){let{own:o}=t,s=o.scroll.clientWidth,r=N+o.layout.height+
2,i=z(o.canvas,s,r),a=zt(t,n,e),{left:d,quiet:l,cell:p}=a,f=Math.max(0,Math.floor(d/p)),u=Math.min(n.T-1,Math.floor((d+s-w)/p));i.font=v(),i.textBaseline="middl\
e",i.save(),i.beginPath(),i.rect(w,0,s-w,r),i.clip();let m=0;for(let g=f;g<=u;g++){Qt(i,n,a,g);for(let{index:y,y:b}of o.layout.rows)y!==void 0&&Xt(i,n,a,g,y,N+b)&&
m++}return te(t,i,a,f,u),i.restore(),ee(t,i,n,a),i.fillStyle=l,i.font=v(),i.fillText("layer",4,N-8),m}function Qt(t,{pieces:n},{left:e,cell:o,picked:s,hover:r,mark:i,
ink:a,quiet:d},l){t.save(),t.translate(w+l*o-e+o/2,N-4),t.rotate(-Math.PI/2),t.fillStyle=n[l]===n[s]?i:l===r?a:d,t.font=v(l===s),t.fillText($(n[l]??"",8),0,0),t.
restore()}function Xt(t,n,e,o,s,r){let{L:i,K:a,codes:d,experts:l,pieces:p}=n,{left:f,none:u,mark:m,shades:g,picked:y,cell:b,tall:E}=e,x=o*i+s,T=w+o*b-f;if(l[x*a]<
0)return t.fillStyle=u,t.beginPath(),t.arc(T+b/2,r+E/2,1.5,0,7),t.fill(),!1;let O=d[x]===255?u:g[d[x]],mt=(e.named?Jt:Zt)(t,n,e,x*a,s,T,r,O);return p[o]===p[y]&&
o!==y&&e.kinds[s]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(T+.5,r+.5,b-1,E-1)),mt}function Zt(t,{K:n,weights:e,experts:o},{cell:s,tall:r,expert:i,row:a,
mark:d},l,p,f,u,m){let g=!1,y=u+1;for(let b=0;b<n;b++){let E=e[l+b]/254*(r-2),x=i!==-1&&p===a&&o[l+b]===i;g||=x,t.fillStyle=x?d:m,t.fillRect(f+1,y,s-2,Math.max(
E-1,.5)),y+=E}return g}function Jt(t,{K:n,weights:e,experts:o},s,r,i,a,d,l){let{cell:p,tall:f,expert:u,row:m,mark:g,ink:y,bar:b}=s,E=!1;t.globalAlpha=Gt,t.fillStyle=
l,t.fillRect(a+1,d+1,p-2,f-2),t.globalAlpha=1;for(let x=0;x<n;x++){let T=d+2+x*I,O=u!==-1&&i===m&&o[r+x]===u;E||=O,t.fillStyle=y,t.fillText(String(o[r+x]),a+4,T+
I/2-1),t.fillStyle=b,t.fillRect(a+2,T+I-1-st,Math.max(1,e[r+x]/254*(p-4)),st),O&&(t.strokeStyle=g,t.lineWidth=2,t.strokeRect(a+2,T,p-4,I-1))}return E}function te({
own:t,model:n},e,{left:o,ink:s,mark:r,picked:i,hover:a,row:d,cell:l},p,f){let{rows:u,height:m}=t.layout,g=(E,x,T,O)=>{e.strokeStyle=x,e.lineWidth=T,e.globalAlpha=
O,e.strokeRect(w+E*l-o+.5,N-1,l-1,m),e.globalAlpha=1};g(i,r,2,.55),a>=0&&g(a,s,1,.5);let y=n.get("parting");y>=p&&y<=f&&(e.strokeStyle=s,e.setLineDash([4,3]),e.
strokeRect(w+y*l-o+.5,N-1,.5,m),e.setLineDash([]));let b=u.find(E=>E.index===d);d<0||!b||(e.strokeStyle=r,e.lineWidth=2,e.strokeRect(w+i*l-o,N+b.y,l,t.layout.row))}
function ee({own:t,model:n},e,{layers:o},{quiet:s,ink:r,mark:i,row:a}){for(let{index:d,band:l,y:p}of t.layout.rows){if(d===void 0){e.fillStyle=s,e.font=v(),e.fillText(
l==="hash"?Kt:Vt,2,N+p+rt/2);continue}let f=n.get("attention_kinds")[d];e.fillStyle=d===a?i:r,e.font=v(d===a),e.fillText(`${o[d]} ${ot[f]??""} ${f}`,4,N+p+t.layout.
row/2)}}var ne="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",oe="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function se({expert:t,score:n,chosen:e}){let o=n.map(Number),s=Math.min(...o.filter((d,l)=>e[l])),
r=t.filter((d,l)=>!e[l]),i=t.filter((d,l)=>!e[l]&&o[l]>s);if(!r.length)return"; scores only set the weights";if(!i.length)return"; the scores would have chosen \
the same, and only set the weights";let a=i.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${i.join(",\
 ")}${a}`}function dt(t){let{model:n,sel:e,own:o}=t,{ranking:s,caption:r,inverse:i,note:a}=o,d=[n.get("detail"),e.get("expert"),n.get("uses")];if(d.every((y,b)=>y===
o.tabled[b]))return;o.tabled=d;let l=document.activeElement,p=s.contains(l)?l?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),i.replaceChildren(),
a.textContent="",ie(t);let f=n.get("detail");if(!f?.expert){r.textContent="Click a cell for the ranking behind it.";return}let u=o.texts(A(n,"utf8"),A(n,"length\
s")),m={...f,expert:f.expert};r.append("Ranking at ",c("b","",`layer ${f.layer}, token ${f.token} “${$(u[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${se(m)}`:` · margin of the choice ${k(f.margin,4)}`),re(t,m),p!==void 0&&s.querySelector(`tr[data-expert="${p}"]`)?.focus();let g=n.get("uses")?.of?.expert===
e.get("expert");a.textContent=g?`Expert ${e.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",a.textContent+=oe}function re({sel:t,own:n},e){let o=M("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...e.weight.map(i=>i??0),1e-9);e.expert.forEach((i,a)=>{let d=e.chosen[a]?k(e.weight[a],3):"",l=c("tr");l.dataset.expert=String(i),l.tabIndex=0;let p=d?
`weight ${d}`:"not chosen";l.setAttribute("aria-label",`expert ${i}, ${p}; Enter shows its tokens`),l.classList.toggle("out",!e.chosen[a]),l.classList.toggle("c\
ut",a>0&&e.chosen[a-1]&&!e.chosen[a]),l.classList.toggle("picked",i===t.get("expert"));let f=c("td"),u=c("span","dsv-bar");f.style.textAlign="left",u.style.width=
`${e.chosen[a]?Math.round(48*(e.weight[a]??0)/s):0}px`,f.append(u),l.append(c("td","",String(i)),c("td","",k(e.logit[a])),c("td","",k(e.score[a],3)),c("td","",k(
e.biased_score[a],3)),c("td","",d||"not chosen"),f,c("td","",k(e.norm[a]))),o.rows.append(l)});let r=c("tr");for(let i of["shared","","","","always","",k(e.shared_norm)])
r.append(c("td","",i));r.style.cursor="default",r.dataset.expert=String(-1),o.rows.append(r),n.ranking.append(...o.table.children)}function ie(t){let{model:n,sel:e,
own:o}=t,s=n.get("uses")??{};if(s.of?.expert!==e.get("expert"))return;let r=c("div","dsv-uses");r.append(ct(t,s.of,"chosen")),s.control&&r.append(ct(t,s.control,
"matched control")),o.inverse.append(r)}function ct(t,n,e){let o=c("div"),s=c("ol"),r=c("div","dsv-note");r.title=e==="chosen"?"":ne,r.append(c("b","",`expert ${n.
expert}`),` (${e}): ${n.count} tokens, ${n.different} different`);for(let i of n.rows){let a=c("li");a.dataset.token=String(i.token),a.tabIndex=0,a.append(c("sp\
an","quiet",P(i.before.slice(-18))),c("b","",P(i.piece)),c("span","quiet",P(i.after.slice(0,18))),c("small","",` ${k(i.weight)}`));let d=()=>t.pick({token:i.token});
a.addEventListener("click",d),a.addEventListener("keydown",l=>{l.key==="Enter"&&(d(),l.stopPropagation())}),s.append(a)}return o.append(r,s),o}function pt(t){let n=t.
model.get("detail"),e=(n?.expert??[]).map((o,s)=>[o,n.logit[s],n.score[s],n.biased_score[s],n.chosen[s]?n.weight[s]:"not chosen",n.norm[s]]);return{columns:["ex\
pert","logit","score","score + bias","weight","norm of output"],rows:n?.expert?[...e,["shared",null,null,null,"always",n.shared_norm]]:[],note:n?.expert?`Rankin\
g at layer ${n.layer}, token ${n.token}.`:""}}function ae(t,n,e,o,s){let r=0;for(let i=n*o;i<t.length;i+=e*o)t.subarray(i,i+o).includes(s)&&r++;return r}function le({body:t}){let n=c("select");n.setAttribute(
"aria-label","colour cells by");let e=c("span","dsv-legend"),o=c("span"),s=c("span","dsv-ramp"),r=c("span"),i=c("div","dsv-bar-row"),a=c("button","dsv-small","n\
ames");a.type="button",a.title="name the experts in the cells, or show more tokens",e.append(n,o,s,r),i.append(e,a);let d=c("div","dsv-grid"),l=c("div","dsv-gri\
d-stage"),p=c("canvas"),f=c("div");p.style.position="absolute",p.style.cursor="pointer",l.append(p),d.append(l,f);let u=c("table","dsv-table"),m=c("div","dsv-no\
te"),g=c("div","dsv-note"),y=c("div");return g.style.margin="4px 0 0",t.append(i,d,g,u,m,y),{choose:n,names:a,legend:e,low:o,bar:s,high:r,scroll:d,canvas:p,spacer:f,
ranking:u,note:m,caption:g,inverse:y,texts:L(Y),ids:L(j),shadesOf:L(K),tabled:[],layout:W([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function ce(t){let{model:n,sel:e,own:o}=t,{choose:s,scroll:r,canvas:i,ranking:a}=o;t.listen(s,"change",()=>t.tell("colour",s.value)),t.listen(o.names,"click",()=>{
o.named=!o.named,o.lastPicked=null,t.redraw()});let d=()=>{o.steered=!0};for(let p of["wheel","pointerdown","touchmove","keydown"])t.listen(r,p,d,{passive:!0});
t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>r.scrollWidth-2*o.layout.cell?(o.follow=!0,o.steered=!1):o.steered&&(o.follow=!1),t.redraw()});let l=p=>{o.hovered=
p,t.hover({hover_token:p?p.token:-1}),t.redraw()};t.listen(i,"mousemove",p=>l(ut(t,p))),t.listen(i,"mouseleave",()=>l(null)),t.listen(i,"click",p=>{let f=ut(t,p);
if(!f)return;let u=n.get("layers")[f.index],m=u===e.get("layer")?{}:{layer:u,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(a,"click",p=>ht(t,p.target.
closest("tbody tr"))),t.listen(a,"keydown",p=>{["Enter"," "].includes(p.key)&&(ht(t,p.target.closest("tr")),p.preventDefault(),p.stopPropagation())})}var ft=({model:t,
own:n})=>n.layout.rows.flatMap(e=>e.index===void 0?[]:[t.get("layers")[e.index]]);function ut({own:t},n){let e=t.canvas.getBoundingClientRect(),o=n.clientX-e.left-
w,s=n.clientY-e.top-N;return o<0?null:it(t.layout,o+t.scroll.scrollLeft,s,t.tokens)}function ht(t,n){let e=Number(n?.dataset.expert??-1);e>=0&&t.pick({expert:t.
sel.get("expert")===e?-1:e})}function de(t){let{model:n,sel:e,root:o,own:s}=t,r=at(t);s.tokens=r.T,s.layout=W(n.get("kinds"),s.named?r.K:0),s.names.setAttribute(
"aria-pressed",String(s.named)),s.names.style.display=W(n.get("kinds"),r.K).named?"":"none";let i=e.get("token"),a=i>=0&&i<r.T?i:r.T-1;pe(t,i);let d=lt(t,r,a);fe(
t),ue(t,r),dt(t),o.drawn={uses:n.get("uses"),parting:n.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:a,layer:e.get("layer"),detail:n.
get("detail"),highlighted:d,codes:Array.from(r.codes.slice(0,64))}}function pe({own:t},n){let{scroll:e,spacer:o}=t,{cell:s}=t.layout,r=w+t.tokens*s+4;if(o.style.
width=`${r}px`,o.style.height=`${N+t.layout.height+2}px`,t.follow&&n===-1&&(e.scrollLeft=r),n!==t.lastPicked&&n>=0){let i=n*s,a=e.clientWidth-w;(i<e.scrollLeft||
i+s>e.scrollLeft+a)&&(e.scrollLeft=i-a/2)}t.lastPicked=n}function fe({model:t,root:n,own:e}){let{choose:o,legend:s,low:r,bar:i,high:a}=e,d=t.get("colour_options");
Q(o,d.map(([f,u])=>[f,`colour: ${u}`])),o.value=t.get("colour");let l=d.find(([f])=>f===t.get("colour"))?.[2]??"",p=e.shadesOf(S(n,"ramp-low"),S(n,"ramp-high"));
i.style.background=`linear-gradient(90deg, ${p[0]}, ${p[254]})`,r.textContent=k(t.get("low")),a.textContent=`${k(t.get("high"))} ${l}`,s.title="grey: this layer\
 has no such value"}function ue({facts:t,sel:n,model:e,own:o},{L:s,K:r,T:i,experts:a,pieces:d,layers:l}){let{hovered:p}=o,f=n.get("expert"),u=l.indexOf(n.get("l\
ayer"));if(t.replaceChildren(),p){let m=(p.token*s+p.index)*r;t.append(`layer ${l[p.index]}, token ${p.token} “${$(d[p.token]??"",16)}”: experts `,c("b","",
a.slice(m,m+r).join(" ")))}else if(f!==-1&&u>=0){let m=ae(a,u,s,r,f),g=c("b","",`${m} of ${i} tokens`);t.append(`expert ${f} of layer ${n.get("layer")}: `,g," (\
marked cells)")}else e.get("parting")>=0?t.append("beside another run: the text parts at token ",c("b","",`${e.get("parting")}`)," (dashed)"):t.append(`${r} exp\
erts work on each token in every layer, and the shared one besides`)}var he={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>R(t,-1,t.own.tokens),ArrowRight:t=>R(t,1,t.own.tokens),ArrowUp:t=>F(t,-1,ft(t)),ArrowDown:t=>F(t,1,ft(t)),Home:t=>R(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>R(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:le,listen:ce,draw:de,table:pt},kn=et(he);export{ae as countUses,kn as default};
