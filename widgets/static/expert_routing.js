function O(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function H(t,o){let e=O(t);return new o(e.slice(0,e.length-e.length%o.BYTES_PER_ELEMENT).buffer)}var j=t=>H(t,Int16Array);function Y(t,o){let e=O(t),n=new TextDecoder,s=[],r=0;for(let i of H(o,Uint16Array))s.push(n.decode(e.subarray(r,r+i))),r+=i;return s}function M(t){let o=null,e;
return(...n)=>((!o||n.some((s,r)=>s!==o[r]))&&(e=t(...n),o=n),e)}var S=(t,o)=>getComputedStyle(t).getPropertyValue(`--dsv-${o}`).trim()||"#888";function G(t){let o=t.trim().replace("#","");return[0,2,4].map(e=>Number.parseInt(
o.length===3?o[e/2]+o[e/2]:o.slice(e,e+2),16))}function yt(t,o,e){let n=G(t),s=G(o);return n.map((r,i)=>Math.round(r+(s[i]-r)*e))}var bt=(t,o,e)=>`rgb(${yt(t,o,
e).join(",")})`,K=(t,o)=>Array.from({length:255},(e,n)=>bt(t,o,n/254));function d(t,o,e){let n=document.createElement(t);return o&&(n.className=o),e!==void 0&&(n.textContent=e),n}function V(t,o){let e=d("option","",o);return e.value=String(t),e}function L(t,o){let e=d("table",t),n=d("thead"),s=d("tr"),r=d("tbody");for(let i of o)s.append(
d("th","",i));return n.append(s),e.append(n,r),{table:e,head:s,rows:r}}function z(t,o,e){let n=window.devicePixelRatio||1,s=Math.max(1,Math.round(o*n)),r=Math.max(
1,Math.round(e*n));(t.width!==s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${o}px`,t.style.height=`${e}px`;let i=xt(t);return i.setTransform(n,0,0,n,
0,0),i.clearRect(0,0,o,e),i}var xt=t=>t.getContext("2d");var C=(t,o,e)=>Math.max(o,Math.min(e,t));function y(t,o=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(o).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function Q(t,o){let e=JSON.stringify(o);t.dataset.options!==e&&(t.replaceChildren(...o.map(([n,s])=>V(n,s))),t.dataset.options=e)}var kt=["fill","outline","under","dotted","dashed","ramp"],wt=["hatch","dots","dot","bar","tick","strike"],Et=t=>t.split(/(\{\w+\})/).filter(Boolean).map(o=>/^\{\w+\}$/.
test(o)?{text:o.slice(1,-1),symbol:!0}:{text:o,symbol:!1});function Nt(t,o){let e=d("span","dsv-mark-of"),[n,s]=t.split(" "),r=kt.includes(n)&&s||wt.includes(n),
i=d("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&i.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),i.setAttribute(
"aria-hidden",String(r)),e.append(i,o),e}function X(t,o,e){if(!o?.look_for)return;let{head:n,look:s}=t,r=d("div","dsv-marks"),i=d("div","dsv-help"),a=d("button",
"dsv-small dsv-ask","?");a.type="button",a.title="what this view shows, and its equation",a.setAttribute("aria-label","explain this view"),a.setAttribute("aria-\
expanded","false"),i.hidden=!0,i.setAttribute("role","note"),r.append(...o.marks.map(([l,c])=>Nt(l,c))),i.append(...o.explains.map(l=>d("p","",l))),o.equation&&
i.append(...$t(t,o,e)),s.append(d("p","dsv-look-for",o.look_for),r,i),n.append(a),t.listen(a,"click",()=>{i.hidden=!i.hidden,a.setAttribute("aria-expanded",String(
!i.hidden))})}function $t(t,o,e){let n=d("div","dsv-equation"),s=d("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of o.equation.split(`
`)){let i=d("div");for(let{text:a,symbol:l}of Et(r)){if(!l){i.append(a);continue}let c=d("span","dsv-symbol",a.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=a;let p=()=>{let f=e(a),u=f?d("b","",` Here: ${f}.`):"";s.replaceChildren(d("i","",a.replace(/_/g,"-")),`: ${o.symbols[a]}.`,u),
s.dataset.symbol=a};for(let f of["mouseenter","focus","click"])t.listen(c,f,p);i.append(c)}n.append(i)}return[n,s]}var Z=globalThis;Z.dsvGains??=new WeakMap;var B=Z.dsvGains;function $(t,o){let e=t.get(o);return B.get(e)?.whole??e}function At(t,o,e,n){let s=t.get(o),r=O($(t,
o)),i=O(n);if(r.length!==e||!(s instanceof Object))return!1;let a=B.get(s);if(!a||a.room.length<e+i.length){let l=new Uint8Array(2*(e+i.length));l.set(r),a={room:l},
B.set(s,a)}return a.room.set(i,e),a.whole=a.room.subarray(0,e+i.length),!0}function J({model:t}){let o=(e,n)=>{let s=(e?.gained??[]).filter(([r,i],a)=>!At(t,r,i,
n[a]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",o)}var U=400;function tt(t,o){let e=d("button","dsv-small dsv-numbers","numbers"),n=d("div","dsv-pane-table");e.setAttribute("aria-pressed","false"),e.title="the n\
umbers of this view as a table",e.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(e),t.body.before(n);let s=!1;
return t.listen(e,"click",()=>{s=!s,e.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&St(
t,n,o()),s)}function St(t,o,{columns:e,rows:n,note:s}){let r=L("dsv-table",e);for(let a of r.head.children)a.scope="col";for(let a of n.slice(0,U)){let l=d("tr");
l.style.cursor="default";for(let c of a)l.append(d("td","",Ot(c)));r.rows.append(l)}let i=n.length>U?`The first ${U} of ${n.length} rows. `:"";o.replaceChildren(
d("div","dsv-note",i+(s??"")),r.table),t.root.drawnTable={columns:e,rows:n.length}}function Ot(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):
String(t??"–")}var Tt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",_t={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},vt={expert:-1,entry:-1,hover_entry:-1},Rt=["SELECT","INPUT","TEX\
TAREA"],et=t=>({initialize:J,render:o=>It(o,t)});async function It({model:t,el:o},e){let n=Lt(e);o.append(n.root);let s=await t.widget_manager.get_model(t.get("\
selection").replace("IPY_MODEL_","")),r=new q(t,s,n,e);return r.own=e.build(r),e.listen?.(r),r.redraw(),()=>r.clean()}function Mt(t,o){let e=o.layer!==void 0&&o.
layer!==t.get("layer");for(let[n,s]of Object.entries({...e?vt:{},...o}))t.set(n,s);t.save_changes()}function Lt({title:t,aria:o}){let e=d("div","dsv");e.tabIndex=
0,e.setAttribute("role","group"),e.setAttribute("aria-label",o);let n=d("div","dsv-head"),s=d("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(d(
"span","dsv-title",t),d("span","dsv-space"));let r=d("div","dsv-look"),i=d("div","dsv-message"),a=d("div","dsv-body");return e.append(d("div","dsv-gone",Tt),n,r,
s,i,a),{root:e,head:n,look:r,facts:s,message:i,body:a}}var q=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(o,e,{root:n,head:s,look:r,facts:i,message:a,body:l},c){
this.model=o,this.sel=e,this.root=n,this.head=s,this.look=r,this.facts=i,this.body=l,this.#t=a,this.#s=c,this.own=void 0,this.tabled=c.table?tt(this,()=>c.table(
this)):null,X(this,o.get("about"),p=>c.symbols?.(this,p)),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#i()}))}#i(){let{root:o,model:e,facts:n,body:s}=this;if(!o.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=e.get("messa\
ge");if(o.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,console.error(i)}}pick(o){Mt(this.sel,
o)}hover(o){let e=Object.entries(o).filter(([n,s])=>this.sel.get(n)!==s);this.#a(e),e.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(o){for(let[e,n]of o)
this.sel.set(e,n)}tell(o,e){this.model.set(o,e),this.model.save_changes()}listen(o,e,n,s){o.addEventListener(e,n,s),this.#e.push(()=>o.removeEventListener(e,n,s))}#l(){
let{model:o,sel:e,root:n}=this,s=()=>this.redraw(),r=(c,p,f)=>{c.on(p,f),this.#e.push(()=>c.off(p,f))};r(o,"change",s),r(o,"msg:custom",s),r(e,"change",s);let i=()=>n.
classList.toggle("gone",e.comm_live===!1);i(),r(e,"comm_live_update",i);let a=new MutationObserver(()=>{s(),setTimeout(s,400)});a.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#e.push(()=>a.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",Ct,!0),this.listen(this.root,"keydown",o=>{if(Rt.includes(o.target.tagName)||o.ctrlKey||o.metaKey||o.altKey)return;let e=o.key===
"Escape"?()=>this.pick(_t):this.#s.keys?.[o.key];e&&(e(this),o.preventDefault(),o.stopPropagation())})}clean(){this.#n=!0;for(let o of this.#e)o();this.root.remove()}},
Ct=t=>{t.target.dataset.lmSuppressShortcuts="true"};function R(t,o,e){let n=t.sel.get("token"),s=n===-1?e-1:n,r=Number.isFinite(o)?s+o:o<0?0:e-1;t.pick({token:C(r,0,e-1)})}function F(t,o,e){if(!e.length)return;let n=Math.
max(0,e.indexOf(t.sel.get("layer")));t.pick({layer:e[C(n+o,0,e.length-1)],expert:-1,entry:-1})}var Pt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Dt=/<｜([^｜<>\n]*)｜>/g,Wt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Bt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,ot=t=>t.replace(Dt,(o,e)=>`<|${e.replace(/▁/g,"_")}|>`).replace(Pt,Bt),Ut=t=>Wt.
test(t)?`⁨${t}⁩`:t,P=t=>ot(t.replace(/\n/g,"⏎"));function _(t,o=9){let e=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=ot(
e)||"␣",s=[...n];return Ut(s.length>o?`${s.slice(0,o-1).join("")}…`:n)}var v=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var nt={sliding:"▭",csa:"▤",hca:"▦"};var Ft=17,Ht=18,jt=27,I=14,Yt=640,E=88,N=54,rt=18,Gt=6,Kt=.42,st=2,Vt="☷ the table chose, by the token's id: same token, same experts (outlined)",zt="chosen b\
y the scores of the token's state";function W(t,o=0){let e=o*I+4,n=o>0&&t.length*e<=Yt,[s,r]=n?[jt,e]:[Ft,Ht],i=f=>t[f]==="hash"?0:1,a=[...t.keys()].sort((f,u)=>i(
f)-i(u)||f-u),l=[],c=0,p=null;for(let f of a)t[f]!==p&&(c+=p===null?0:Gt,l.push({band:t[f],y:c}),c+=rt,p=t[f]),l.push({index:f,y:c}),c+=r;return{rows:l,height:c,
cell:s,row:r,named:n}}function it({rows:t,cell:o,row:e},n,s,r){let i=Math.floor(n/o),a=t.find(l=>l.index!==void 0&&s>=l.y&&s<l.y+e);return a?.index!==void 0&&i>=
0&&i<r?{token:i,index:a.index}:null}function at({model:t,own:o}){let[e,n,s]=t.get("shape"),r=O($(t,"weights")),i=O($(t,"colours")),a=e*s?Math.min(Math.max(n,i.length/
e),r.length/(e*s)):0,l=o.texts($(t,"utf8"),$(t,"lengths"));return{L:e,K:s,T:a,weights:r,codes:i,pieces:l,experts:o.ids($(t,"experts")),layers:t.get("layers")}}function Qt({
root:t,sel:o,own:e,model:n},s,r){let i=["none","ink","quiet","chosen"],[a,l,c,p]=i.map(u=>S(t,u)),f=e.shadesOf(S(t,"ramp-low"),S(t,"ramp-high"));return{none:a,ink:l,
quiet:c,mark:p,shades:f,picked:r,kinds:n.get("kinds"),bar:`rgb(${S(t,"tint")})`,cell:e.layout.cell,tall:e.layout.row,named:e.layout.named,left:e.scroll.scrollLeft,
hover:o.get("hover_token"),expert:o.get("expert"),row:s.layers.indexOf(o.get("layer"))}}function lt(t,o,e){let{own:n}=t,s=n.scroll.clientWidth,r=N+n.layout.height+
2,i=z(n.canvas,s,r),a=Qt(t,o,e),{left:l,quiet:c,cell:p}=a,f=Math.max(0,Math.floor(l/p)),u=Math.min(o.T-1,Math.floor((l+s-E)/p));i.font=v(),i.textBaseline="middl\
e",i.save(),i.beginPath(),i.rect(E,0,s-E,r),i.clip();let m=0;for(let g=f;g<=u;g++){Xt(i,o,a,g);for(let{index:b,y:x}of n.layout.rows)b!==void 0&&Zt(i,o,a,g,b,N+x)&&
m++}return ee(t,i,a,f,u),i.restore(),oe(t,i,o,a),i.fillStyle=c,i.font=v(),i.fillText("layer",4,N-8),m}function Xt(t,{pieces:o},{left:e,cell:n,picked:s,hover:r,mark:i,
ink:a,quiet:l},c){t.save(),t.translate(E+c*n-e+n/2,N-4),t.rotate(-Math.PI/2),t.fillStyle=o[c]===o[s]?i:c===r?a:l,t.font=v(c===s),t.fillText(_(o[c]??"",8),0,0),t.
restore()}function Zt(t,o,e,n,s,r){let{L:i,K:a,codes:l,experts:c,pieces:p}=o,{left:f,none:u,mark:m,shades:g,picked:b,cell:x,tall:w}=e,k=n*i+s,A=E+n*x-f;if(c[k*a]<
0)return t.fillStyle=u,t.beginPath(),t.arc(A+x/2,r+w/2,1.5,0,7),t.fill(),!1;let T=l[k]===255?u:g[l[k]],gt=(e.named?te:Jt)(t,o,e,k*a,s,A,r,T);return p[n]===p[b]&&
n!==b&&e.kinds[s]==="hash"&&(t.strokeStyle=m,t.lineWidth=1,t.strokeRect(A+.5,r+.5,x-1,w-1)),gt}function Jt(t,{K:o,weights:e,experts:n},{cell:s,tall:r,expert:i,row:a,
mark:l},c,p,f,u,m){let g=!1,b=u+1;for(let x=0;x<o;x++){let w=e[c+x]/254*(r-2),k=i!==-1&&p===a&&n[c+x]===i;g||=k,t.fillStyle=k?l:m,t.fillRect(f+1,b,s-2,Math.max(
w-1,.5)),b+=w}return g}function te(t,{K:o,weights:e,experts:n},s,r,i,a,l,c){let{cell:p,tall:f,expert:u,row:m,mark:g,ink:b,bar:x}=s,w=!1;t.globalAlpha=Kt,t.fillStyle=
c,t.fillRect(a+1,l+1,p-2,f-2),t.globalAlpha=1;for(let k=0;k<o;k++){let A=l+2+k*I,T=u!==-1&&i===m&&n[r+k]===u;w||=T,t.fillStyle=b,t.fillText(String(n[r+k]),a+4,A+
I/2-1),t.fillStyle=x,t.fillRect(a+2,A+I-1-st,Math.max(1,e[r+k]/254*(p-4)),st),T&&(t.strokeStyle=g,t.lineWidth=2,t.strokeRect(a+2,A,p-4,I-1))}return w}function ee({
own:t,model:o},e,{left:n,ink:s,mark:r,picked:i,hover:a,row:l,cell:c},p,f){let{rows:u,height:m}=t.layout,g=(w,k,A,T)=>{e.strokeStyle=k,e.lineWidth=A,e.globalAlpha=
T,e.strokeRect(E+w*c-n+.5,N-1,c-1,m),e.globalAlpha=1};g(i,r,2,.55),a>=0&&g(a,s,1,.5);let b=o.get("parting");b>=p&&b<=f&&(e.strokeStyle=s,e.setLineDash([4,3]),e.
strokeRect(E+b*c-n+.5,N-1,.5,m),e.setLineDash([]));let x=u.find(w=>w.index===l);l<0||!x||(e.strokeStyle=r,e.lineWidth=2,e.strokeRect(E+i*c-n,N+x.y,c,t.layout.row))}
function oe({own:t,model:o},e,{layers:n},{quiet:s,ink:r,mark:i,row:a}){for(let{index:l,band:c,y:p}of t.layout.rows){if(l===void 0){e.fillStyle=s,e.font=v(),e.fillText(
c==="hash"?Vt:zt,2,N+p+rt/2);continue}let f=o.get("attention_kinds")[l];e.fillStyle=l===a?i:r,e.font=v(l===a),e.fillText(`${n[l]} ${nt[f]??""} ${f}`,4,N+p+t.layout.
row/2)}}var ne="another expert of this layer, drawn among the three that took the nearest number of tokens: themes are seen in anything",se="Its number is its name in t\
his layer only: expert 3 of another layer is another network.";function re({expert:t,score:o,chosen:e}){let n=o.map(Number),s=Math.min(...n.filter((l,c)=>e[c])),
r=t.filter((l,c)=>!e[c]),i=t.filter((l,c)=>!e[c]&&n[c]>s);if(!r.length)return"; scores only set the weights";if(!i.length)return"; the scores would have chosen \
the same, and only set the weights";let a=i.length===r.length?" and perhaps others, which were not kept":"";return`; the scores would have preferred ${i.join(",\
 ")}${a}`}function dt(t){let{model:o,sel:e,own:n}=t,{ranking:s,caption:r,inverse:i,note:a}=n,l=[o.get("detail"),e.get("expert"),o.get("uses")];if(l.every((b,x)=>b===
n.tabled[x]))return;n.tabled=l;let c=document.activeElement,p=s.contains(c)?c?.dataset.expert:void 0;s.replaceChildren(),r.replaceChildren(),i.replaceChildren(),
a.textContent="",ae(t);let f=o.get("detail");if(!f?.expert){r.textContent="Click a cell for the ranking behind it.";return}let u=n.texts($(o,"utf8"),$(o,"length\
s")),m={...f,expert:f.expert};r.append("Ranking at ",d("b","",`layer ${f.layer}, token ${f.token} “${_(u[f.token]??"",16)}”`),f.kind==="hash"?` · a table ch\
ose${re(m)}`:` · margin of the choice ${y(f.margin,4)}`),ie(t,m),p!==void 0&&s.querySelector(`tr[data-expert="${p}"]`)?.focus();let g=o.get("uses")?.of?.expert===
e.get("expert");a.textContent=g?`Expert ${e.get("expert")} is marked in the grid and underlined in the text; its tokens are listed below. `:"Click an expert to \
mark and list every token it took. ",a.textContent+=se}function ie({sel:t,own:o},e){let n=L("",["expert","logit","score","score + bias","weight","","‖output‖"]),
s=Math.max(...e.weight.map(i=>i??0),1e-9);e.expert.forEach((i,a)=>{let l=e.chosen[a]?y(e.weight[a],3):"",c=d("tr");c.dataset.expert=String(i),c.tabIndex=0;let p=l?
`weight ${l}`:"not chosen";c.setAttribute("aria-label",`expert ${i}, ${p}; Enter shows its tokens`),c.classList.toggle("out",!e.chosen[a]),c.classList.toggle("c\
ut",a>0&&e.chosen[a-1]&&!e.chosen[a]),c.classList.toggle("picked",i===t.get("expert"));let f=d("td"),u=d("span","dsv-bar");f.style.textAlign="left",u.style.width=
`${e.chosen[a]?Math.round(48*(e.weight[a]??0)/s):0}px`,f.append(u),c.append(d("td","",String(i)),d("td","",y(e.logit[a])),d("td","",y(e.score[a],3)),d("td","",y(
e.biased_score[a],3)),d("td","",l||"not chosen"),f,d("td","",y(e.norm[a]))),n.rows.append(c)});let r=d("tr");for(let i of["shared","","","","always","",y(e.shared_norm)])
r.append(d("td","",i));r.style.cursor="default",r.dataset.expert=String(-1),n.rows.append(r),o.ranking.append(...n.table.children)}function ae(t){let{model:o,sel:e,
own:n}=t,s=o.get("uses")??{};if(s.of?.expert!==e.get("expert"))return;let r=d("div","dsv-uses");r.append(ct(t,s.of,"chosen")),s.control&&r.append(ct(t,s.control,
"matched control")),n.inverse.append(r)}function ct(t,o,e){let n=d("div"),s=d("ol"),r=d("div","dsv-note");r.title=e==="chosen"?"":ne,r.append(d("b","",`expert ${o.
expert}`),` (${e}): ${o.count} tokens, ${o.different} different`);for(let i of o.rows){let a=d("li");a.dataset.token=String(i.token),a.tabIndex=0,a.append(d("sp\
an","quiet",P(i.before.slice(-18))),d("b","",P(i.piece)),d("span","quiet",P(i.after.slice(0,18))),d("small","",` ${y(i.weight)}`));let l=()=>t.pick({token:i.token});
a.addEventListener("click",l),a.addEventListener("keydown",c=>{c.key==="Enter"&&(l(),c.stopPropagation())}),s.append(a)}return n.append(r,s),n}function pt(t){let o=t.
model.get("detail"),e=(o?.expert??[]).map((n,s)=>[n,o.logit[s],o.score[s],o.biased_score[s],o.chosen[s]?o.weight[s]:"not chosen",o.norm[s]]);return{columns:["ex\
pert","logit","score","score + bias","weight","norm of output"],rows:o?.expert?[...e,["shared",null,null,null,"always",o.shared_norm]]:[],note:o?.expert?`Rankin\
g at layer ${o.layer}, token ${o.token}.`:""}}function ft(t,o,e){if(!t?.expert?.length)return;let n=Math.max(0,t.expert.indexOf(o)),s=t.weight.reduce((p,f,u)=>p+(t.chosen[u]?f??0:0),0),[r,i]=[t.score[n],t.biased_score[n]],
a=t.chosen.filter(Boolean).length,l=`expert ${t.expert[n]} of layer ${t.layer}, token ${t.token}`;return{z:`${y(t.logit[n])} (${l})`,s:`${y(r,3)} (${l})`,b:`${r===
null||i===null?"–":y(i-r,3)} (${l})`,k:`${a} of layer ${t.layer}`,weight:t.chosen[n]?`${y(t.weight[n],3)} (${l}, rank ${n+1} of ${a})`:`none: ${l} was not cho\
sen`,scale:y(s,3)}[e]}function le(t,o,e,n,s){let r=0;for(let i=o*n;i<t.length;i+=e*n)t.subarray(i,i+n).includes(s)&&r++;return r}function ce({body:t}){let o=d("select");o.setAttribute(
"aria-label","colour cells by");let e=d("span","dsv-legend"),n=d("span"),s=d("span","dsv-ramp"),r=d("span"),i=d("div","dsv-bar-row"),a=d("button","dsv-small","n\
ames");a.type="button",a.title="name the experts in the cells, or show more tokens",e.append(o,n,s,r),i.append(e,a);let l=d("div","dsv-grid"),c=d("div","dsv-gri\
d-stage"),p=d("canvas"),f=d("div");p.style.position="absolute",p.style.cursor="pointer",c.append(p),l.append(c,f);let u=d("table","dsv-table dsv-ranking"),m=d("\
div","dsv-note"),g=d("div","dsv-note"),b=d("div");return g.style.margin="4px 0 0",t.append(i,l,g,u,m,b),{choose:o,names:a,legend:e,low:n,bar:s,high:r,scroll:l,canvas:p,
spacer:f,ranking:u,note:m,caption:g,inverse:b,texts:M(Y),ids:M(j),shadesOf:M(K),tabled:[],layout:W([]),named:!0,tokens:0,follow:!0,steered:!1,hovered:null,lastPicked:null}}
function de(t){let{model:o,sel:e,own:n}=t,{choose:s,scroll:r,canvas:i,ranking:a}=n;t.listen(s,"change",()=>t.tell("colour",s.value)),t.listen(n.names,"click",()=>{
n.named=!n.named,n.lastPicked=null,t.redraw()});let l=()=>{n.steered=!0};for(let p of["wheel","pointerdown","touchmove","keydown"])t.listen(r,p,l,{passive:!0});
t.listen(r,"scroll",()=>{r.scrollLeft+r.clientWidth>r.scrollWidth-2*n.layout.cell?(n.follow=!0,n.steered=!1):n.steered&&(n.follow=!1),t.redraw()});let c=p=>{n.hovered=
p,t.hover({hover_token:p?p.token:-1}),t.redraw()};t.listen(i,"mousemove",p=>c(ht(t,p))),t.listen(i,"mouseleave",()=>c(null)),t.listen(i,"click",p=>{let f=ht(t,p);
if(!f)return;let u=o.get("layers")[f.index],m=u===e.get("layer")?{}:{layer:u,expert:-1,entry:-1};t.pick({token:f.token,...m})}),t.listen(a,"click",p=>mt(t,p.target.
closest("tbody tr"))),t.listen(a,"keydown",p=>{["Enter"," "].includes(p.key)&&(mt(t,p.target.closest("tr")),p.preventDefault(),p.stopPropagation())})}var ut=({model:t,
own:o})=>o.layout.rows.flatMap(e=>e.index===void 0?[]:[t.get("layers")[e.index]]);function ht({own:t},o){let e=t.canvas.getBoundingClientRect(),n=o.clientX-e.left-
E,s=o.clientY-e.top-N;return n<0?null:it(t.layout,n+t.scroll.scrollLeft,s,t.tokens)}function mt(t,o){let e=Number(o?.dataset.expert??-1);e>=0&&t.pick({expert:t.
sel.get("expert")===e?-1:e})}function pe(t){let{model:o,sel:e,root:n,own:s}=t,r=at(t);s.tokens=r.T,s.layout=W(o.get("kinds"),s.named?r.K:0),s.names.setAttribute(
"aria-pressed",String(s.named)),s.names.style.display=W(o.get("kinds"),r.K).named?"":"none";let i=e.get("token"),a=i>=0&&i<r.T?i:r.T-1;fe(t,i);let l=lt(t,r,a);ue(
t),he(t,r),dt(t),n.drawn={uses:o.get("uses"),parting:o.get("parting"),at:performance.now(),tokens:r.T,layers:[...r.layers],picked:a,layer:e.get("layer"),detail:o.
get("detail"),highlighted:l,codes:Array.from(r.codes.slice(0,64))}}function fe({own:t},o){let{scroll:e,spacer:n}=t,{cell:s}=t.layout,r=E+t.tokens*s+4;if(n.style.
width=`${r}px`,n.style.height=`${N+t.layout.height+2}px`,t.follow&&o===-1&&(e.scrollLeft=r),o!==t.lastPicked&&o>=0){let i=o*s,a=e.clientWidth-E;(i<e.scrollLeft||
i+s>e.scrollLeft+a)&&(e.scrollLeft=i-a/2)}t.lastPicked=o}function ue({model:t,root:o,own:e}){let{choose:n,legend:s,low:r,bar:i,high:a}=e,l=t.get("colour_options");
Q(n,l.map(([f,u])=>[f,`colour: ${u}`])),n.value=t.get("colour");let c=l.find(([f])=>f===t.get("colour"))?.[2]??"",p=e.shadesOf(S(o,"ramp-low"),S(o,"ramp-high"));
i.style.background=`linear-gradient(90deg, ${p[0]}, ${p[254]})`,r.textContent=y(t.get("low")),a.textContent=`${y(t.get("high"))} ${c}`,s.title="grey: this layer\
 has no such value"}function he({facts:t,sel:o,model:e,own:n},{L:s,K:r,T:i,experts:a,pieces:l,layers:c}){let{hovered:p}=n,f=o.get("expert"),u=c.indexOf(o.get("l\
ayer"));if(t.replaceChildren(),p){let m=(p.token*s+p.index)*r;t.append(`layer ${c[p.index]}, token ${p.token} “${_(l[p.token]??"",16)}”: experts `,d("b","",
a.slice(m,m+r).join(" ")))}else if(f!==-1&&u>=0){let m=le(a,u,s,r,f),g=d("b","",`${m} of ${i} tokens`);t.append(`expert ${f} of layer ${o.get("layer")}: `,g," (\
marked cells)")}else e.get("parting")>=0?t.append("beside another run: the text parts at token ",d("b","",`${e.get("parting")}`)," (dashed)"):t.append(`${r} exp\
erts work on each token in every layer, and the shared one besides`)}var me={title:"Experts chosen",aria:"Experts chosen for each token and layer. Arrow keys mo\
ve the chosen token and layer.",keys:{ArrowLeft:t=>R(t,-1,t.own.tokens),ArrowRight:t=>R(t,1,t.own.tokens),ArrowUp:t=>F(t,-1,ut(t)),ArrowDown:t=>F(t,1,ut(t)),Home:t=>R(
t,Number.NEGATIVE_INFINITY,t.own.tokens),End:t=>R(t,Number.POSITIVE_INFINITY,t.own.tokens)},build:ce,listen:de,draw:pe,table:pt,symbols:({model:t,sel:o},e)=>ft(
t.get("detail"),o.get("expert"),e)},$o=et(me);export{le as countUses,$o as default};
