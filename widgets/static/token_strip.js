function M(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function D(t,e){let o=M(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>D(t,Float32Array),x=t=>D(t,Int32Array);var ot=t=>Float32Array.from(D(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function nt(t,e){let o=M(t),n=new TextDecoder,r=[],s=0;for(let a of D(e,Uint16Array))
r.push(n.decode(o.subarray(s,s+a))),s+=a;return r}function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function u(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function rt(t,e){let o=u("option","",e);return o.value=String(t),o}function st(t,e){let o=u("table",t),n=u("thead"),r=u("tr"),s=u("tbody");for(let a of e)r.append(
u("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function at(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.
max(1,Math.round(o*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=Ot(t);return a.setTransform(n,0,
0,n,0,0),a.clearRect(0,0,e,o),a}var Ot=t=>t.getContext("2d");var T=(t,e,o)=>Math.max(e,Math.min(o,t));function S(t,e,o){return o>e?T((t-e)/(o-e),0,1):t>=o?1:0}function y(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function it(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>rt(n,r))),t.dataset.options=o)}var ct=globalThis;ct.dsvGains??=new WeakMap;var W=ct.dsvGains;function A(t,e){let o=t.get(e);return W.get(o)?.whole??o}function $t(t,e,o,n){let r=t.get(e),s=M(A(
t,e)),a=M(n);if(s.length!==o||!(r instanceof Object))return!1;let i=W.get(r);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),i={room:c},
W.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function lt({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],i)=>!$t(t,s,
a,n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var j=400;function ft(t,e){let o=u("button","dsv-small dsv-numbers","▦"),n=u("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numbe\
rs of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;return t.
listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&It(t,n,e()),
r)}function It(t,e,{columns:o,rows:n,note:r}){let s=st("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,j)){let c=u("tr");c.style.
cursor="default";for(let l of i)c.append(u("td","",Rt(l)));s.rows.append(c)}let a=n.length>j?`The first ${j} of ${n.length} rows. `:"";e.replaceChildren(u("div",
"dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function Rt(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):String(
t??"–")}var Pt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",wt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Ct={expert:-1,entry:-1,hover_entry:-1},Lt=["SELECT","INPUT","TEX\
TAREA"],ut=t=>({initialize:lt,render:e=>Ft(e,t)});async function Ft({model:t,el:e},o){let n=Dt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new V(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function Dt({title:t,aria:e}){let o=u("di\
v","dsv");o.tabIndex=0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=u("div","dsv-head"),r=u("span","dsv-facts");r.setAttribute("aria-live",
"polite"),n.append(u("span","dsv-title",t),r);let s=u("div","dsv-message"),a=u("div","dsv-body");return o.append(u("div","dsv-gone",Pt),n,s,a),{root:o,head:n,facts:r,
message:s,body:a}}var V=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,facts:s,message:a,body:i},c){this.model=e,this.sel=o,this.root=n,this.
head=r,this.facts=s,this.body=i,this.#t=a,this.#r=c,this.own=void 0,this.tabled=c.table?ft(this,()=>c.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#n||
(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#i()}))}#i(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(
()=>this.redraw(),50);return}this.#s=60;let s=o.get("message");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.
display=s?"none":"",s){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could\
 not be drawn: ${a}`,console.error(a)}}pick(e){let o=e.layer!==void 0&&e.layer!==this.sel.get("layer");this.#a(Object.entries({...o?Ct:{},...e})),this.sel.save_changes()}hover(e){
let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#a(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#a(e){for(let[o,n]of e)this.sel.
set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#c(){let{
model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(l,f,d)=>{l.on(f,d),this.#e.push(()=>l.off(f,d))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#l(){
this.listen(this.root,"focusin",G,!0),this.listen(this.root,"keydown",e=>{if(Lt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(wt):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
G=t=>{t.target.dataset.lmSuppressShortcuts="true"};function dt(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:T(s,0,o-1)})}var Kt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Ht=/<｜([^｜<>\n]*)｜>/g,qt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Bt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,v=t=>t.replace(Ht,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Kt,Bt),Ut=t=>qt.
test(t)?`⁨${t}⁩`:t;function P(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=v(o)||"␣",r=[...n];return Ut(r.length>e?`${r.slice(0,
e-1).join("")}…`:n)}var Wt=.72;function H(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function jt({model:t,own:e}){return t.get("mea\
sure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(A(t,"values")),from:t.get("low"),to:t.get("high")}}function pt(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:a,to:i}=jt(t),c=r.from===a&&r.to===i;if(c&&r.values===s&&r.pieces===n.shown)return;let l=c&&!o?H(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let f=0;f<Math.min(l,n.done.length);f++)n.done[f]&&(n.done[f]=n.version);n.painted={values:s,from:a,to:i,pieces:n.shown}}
function K({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function z(t){let{first:e,strip:o}=t.
own;return[e+K(t,o.scrollTop-4),e+K(t,o.scrollTop+o.clientHeight-8)]}function Y(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:a}=e.
painted,i=o.clientHeight||100,c=Math.max(0,K(t,o.scrollTop-i)-1),l=Math.min(n.length,K(t,o.scrollTop+2*i)+1);for(let f=c;f<l;f++){if(e.done[f]===e.version)continue;
e.done[f]=e.version;let d=r[f],h=Number.isNaN(d)||d===void 0,m=!h&&s<0&&d<0,N=Wt*(s<0?S(Math.abs(d),0,a):S(d,s,a)),g=m?"--dsv-below":"--dsv-tint";n[f].classList.
toggle("none",h),n[f].classList.toggle("below",m),n[f].style.backgroundColor=h?"":`rgba(var(${g}), ${N.toFixed(3)})`}}var w=16,Vt=300;function Gt(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
n*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(o[n]=s/a)}return o}function q({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(o*t.total),0,t.total-1)}function X(t,e,o){let{body:n,model:r,root:s,sel:a,own:i}=t,{map:c,total:l}=i,f=l>Vt;if(c.style.display=f?
"":"none",!f)return;let d=Math.max(100,n.clientWidth-4),{values:h}=i.painted,m=Math.min(l,Math.floor(d)),N=l>i.shown.length?_(r.get("bins")):Gt(h,m),g=at(c,d,w);
vt(t,g,N,d);let b=E=>E/l*d,[$,F]=[a.get("query_first"),a.get("query_last")];$!==-1&&(g.fillStyle=k(s,"mark"),g.fillRect(b($),w-3,Math.max(2,b(F+1)-b($)),3)),i.nodes.
length&&(g.strokeStyle=k(s,"ink"),g.strokeRect(b(o[0])+.5,.5,Math.max(3,b(o[1])-b(o[0]))-1,w-1)),g.fillStyle=k(s,"mark");for(let E of e)g.fillRect(b(E),0,1.5,5);
if(a.get("token")===-1)return;let I=b(a.get("token"));g.beginPath(),g.moveTo(I-4,0),g.lineTo(I+4,0),g.lineTo(I,7),g.fill()}function vt({root:t,own:e},o,n,r){let{
from:s,to:a}=e.painted,i=k(t,"below"),c=k(t,"tint"),l=r/n.length;n.forEach((f,d)=>{let h=s<0?S(Math.abs(f),0,a):S(f,s,a);o.fillStyle=Number.isNaN(f)?"transparen\
t":`rgba(${s<0&&f<0?i:c}, ${.9*h})`,o.fillRect(d*l,0,Math.max(l,1),w)}),o.strokeStyle=k(t,"line"),o.strokeRect(.5,.5,r-1,w-1)}function ht(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(o);i>=0;i=
s.indexOf(o,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;n[n.length-1]!==a&&n.push(a)}return n}var C=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function L(t){let{model:e,own:o}=t;return o.box.value?C(t)?Array.from(x(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function gt(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let a=mt(t,s);a!==-1&&(s.shiftKey?J(
t,bt(t),a):xt(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:mt(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),zt(t),Xt(t),Jt(t)}function zt(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=bt(
t),[c,l]=[o.get("query_first"),o.get("query_last")];J(t,i,T((c===-1?i:i===c?l:c)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{C(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&Yt(t,a.shiftKey),a.stopPropagation()})}function Yt(t,e){let o=L(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function Xt(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=q(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=q(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&J(t,e.drag,r)}),t.listen(o,"click",n=>{let r=q(t,n);(e.drag===null||Math.
abs(r-e.drag)<=e.total/200)&&xt(t,r),e.drag=null})}function Jt(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focusin",o=>e(
o)&&G(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:a,shiftKey:i}=o,c=r==="Enter"&&(s||a||i);n.tagName!=="TEXTAREA"||!c||!e(o)||(o.
preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function mt({own:t},e){let n=e.target.closest?.(".dsv-token");return n?t.first+
Number(n.dataset.index):-1}function bt({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-1}function xt(t,e){
t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function J(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,o),query_last:Math.
max(e,o)})}var Qt=["picked","hover","lit","ranged","found","taken"],Zt=18;function yt(t,e,o){let{model:n,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...Qt),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=te(t);for(let m of e)O(t,m,"found");let i=x(n.get("taken"));for(let m of i)O(t,m,"taken");let[c,l]=[
r.get("query_first"),r.get("query_last")],f=Math.min(l,s.first+s.nodes.length-1);if(c!==-1)for(let m=Math.max(c,s.first);m<=f;m++)O(t,m,"ranged");let d=r.get("e\
xpert");s.takenKey.textContent=d>=0&&i.length?`expert ${d} of layer ${r.get("layer")}: ${i.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",ee(t,a),oe(t),ne(t,a)}function O({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function te(t){let{model:e,own:o}=t,n=_(e.get("lit_gate")),r=Math.max(...n),s=Array.from(x(e.get("lit")));
for(let[a,i]of s.entries()){let c=O(t,i,"lit");c&&(c.title=`gate ${y(n[a],3)}`,c.style.setProperty("--dsv-gate",(Zt*n[a]/r).toFixed(1)))}return s.filter(a=>o.nodes[a-
o.first])}function kt({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function ee(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>kt(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function oe(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&O(t,r,"hover");let a=s>=0?O(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!kt(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function ne(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:a,total:i,shown:c}=s,l=n.
get("hover_token"),f=n.get("token"),d=f>=0&&f<i?f:i-1,h=l>=a&&l<i?l:d;if(r.replaceChildren(),h<0)return;if(e.length){let U=_(o.get("lit_gate")),et=U.indexOf(Math.
max(...U)),Mt=P(c[x(o.get("lit"))[et]-a]??"",24),_t=u("b","",`“${Mt}” ${y(U[et])}`);r.append(`${o.get("lit_title")}, strongest `,_t,` of ${e.length} tokens`);
return}let m=h-a,[N,g,b]=s.measure,$=h===l?"":f===h?"chosen: ":"newest: ",F=s.shownFlags[m],I=F&2?" (marker)":F&4?" (bytes of a character)":"";r.append(`${$}tok\
en ${h} of ${i} `,u("b","",`“${P(c[m]??"",24)}”`),`${I} · ${g} ${y(s.painted.values[m])} ${b}`),N==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",
o.get("reach_note"));let[E,tt]=[n.get("query_first"),n.get("query_last")];E!==-1&&r.append(` · range ${E} to ${tt} (${tt-E+1} tokens)`)}var re="0.16";function Tt(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=o=>({boxShadow:`inset 0 -2px 0 ${o}`});for(let o of t.slice(
-60))o.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function se(t,e,o){let n=t||o,r=e||o;return n<r?[n,r,!1]:[r,n,!0]}function Nt({sel:t,own:e}){let o=t.
get("written"),n=o===void 0||o<0?0:Math.max(1,o+1-e.first),[r,s,a]=se(Math.min(e.dimmed||e.nodes.length,e.nodes.length),n,e.nodes.length);for(let i=r;i<Math.min(
s,e.nodes.length);i++)e.nodes[i].style.opacity=a?re:"";e.dimmed=n,n&&n<=e.nodes.length&&e.nodes[n-1].scrollIntoView({block:"nearest",inline:"nearest"})}var ae="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",ie="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function ce({head:t,body:e}){let o=u("select");o.setAttribute("aria-label","colour tokens by");let n=u("span","dsv-legend"),r=u(
"span"),s=u("span","dsv-ramp"),a=u("span");n.append(o,r,s,a);let i=u("span","dsv-legend dsv-keys"),c=u("span","dsv-key taken");i.append(u("span","dsv-key prompt",
"prompt"),u("span","dsv-key","generated"),c);let l=u("input","dsv-search");l.type="search",l.placeholder="find text",l.setAttribute("aria-label","find text in t\
he tokens; Enter goes to the next place");let f=u("span","dsv-legend");f.setAttribute("role","status"),t.querySelector(".dsv-numbers")?.before(l,f,i,n);let d=u(
"canvas","dsv-map"),h=u("div","dsv-strip");return h.setAttribute("role","listbox"),h.setAttribute("aria-label","tokens"),d.title="the whole run; click to go the\
re, drag to choose a range",e.append(d,h),{choose:o,legend:n,low:r,bar:s,high:a,takenKey:c,box:l,count:f,map:d,strip:h,texts:R(nt),floats:R(_),shares:R(ot),search:R(
ht),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(0),from:0,to:0,pieces:null},
version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function le(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(A(e,"utf8"),A(e,"lengths")),a=M(A(e,"fla\
gs")),i=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let c=fe(t,s,a,i),l=e.get("measures");r.measure=l.find(
d=>d[0]===e.get("measure"))??["","","",""],pt(t,c,i),Y(t),Nt(t),de(t,l);let f=L(t);yt(t,f,r.total>r.shown.length&&!C(t)),X(t,f,z(t)),o.drawn={pieces:s,values:r.
painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:f,taken:Array.
from(x(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(x(e.get("lit"))),at:performance.now()}}function fe({own:t},e,o,n){let{strip:r}=t,s=e===t.shown?e.
length:H(t.shown,e),a=n?0:Math.min(s,H(t.shownFlags.subarray(0,s),o));for(let c of t.nodes.splice(a))c.nextSibling?.remove(),c.remove();let i=document.createDocumentFragment();
for(let c=a;c<e.length;c++){let l=ue(e[c],o[c],c);t.nodes.push(l),i.append(l,u("wbr"))}return r.append(i),a&&Tt(t.nodes.slice(a)),a<e.length&&t.following&&(r.scrollTop=
r.scrollHeight),t.shown=e,t.shownFlags=o,a}function ue(t,e,o){let n=u("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.
add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(u("span","sign","⏎"),`
`),s&&n.append(v(s));return t||n.append(u("span","sign","∅")),n}function de({model:t,own:e},o){let{choose:n,legend:r,low:s,high:a,bar:i}=e,{from:c,to:l}=e.painted,
[f,,d,h]=e.measure;it(n,o.map(([N,g])=>[N,`colour: ${g}`])),n.value=t.get("measure");let m=f==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=y(c),a.textContent=`${y(l)} ${d}`,i.style.background=c<0?ie:ae}function pe({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(i).map((c,l)=>[
o+i+l,`“${P(c,40)}”`,r[i+l]&1?"generated":"prompt",s.values[i+l]])}}var B=t=>e=>{e.root.dataset.anchor="",dt(e,t,e.own.total)},he={title:"Tokens",aria:"Toke\
ns of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:B(-1),ArrowRight:B(1),Home:B(
Number.NEGATIVE_INFINITY),End:B(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:ce,listen:t=>gt(t,()=>{Y(t),X(t,L(t),z(t))}),draw:le,table:pe},Ao=ut(he);export{Ao as default};
