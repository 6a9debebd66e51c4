function A(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function at(t,e){let o=A(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var L=t=>at(t,Float32Array),z=t=>at(t,Int32Array);function Et(t,e){let o=A(t),r=new TextDecoder,n=[],s=0;for(let a of at(e,Uint16Array))n.push(r.decode(o.subarray(s,s+a))),s+=a;return n}function S(t){let e=null,
o;return(...r)=>((!e||r.some((n,s)=>n!==e[s]))&&(o=t(...r),e=r),o)}var h=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function vt(t){let e=t.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
e.length===3?e[o/2]+e[o/2]:e.slice(o,o+2),16))}function it(t,e,o){let r=vt(t),n=vt(e);return r.map((s,a)=>Math.round(s+(n[a]-s)*o))}var oe=(t,e,o)=>`rgb(${it(t,
e,o).join(",")})`,G=(t,e)=>Array.from({length:255},(o,r)=>oe(t,e,r/254));function d(t,e,o){let r=document.createElement(t);return e&&(r.className=e),o!==void 0&&(r.textContent=o),r}function $(t,e,o){let r=document.createElementNS("ht\
tp://www.w3.org/2000/svg",t);for(let[n,s]of Object.entries(e??{}))r.setAttribute(n,String(s));return o!==void 0&&(r.textContent=o),r}function Nt(t,e){let o=d("o\
ption","",e);return o.value=String(t),o}function Tt(t,e){let o=d("table",t),r=d("thead"),n=d("tr"),s=d("tbody");for(let a of e)n.append(d("th","",a));return r.append(
n),o.append(r,s),{table:o,head:n,rows:s}}function P(t,e,o){let r=window.devicePixelRatio||1,n=Math.max(1,Math.round(e*r)),s=Math.max(1,Math.round(o*r));(t.width!==
n||t.height!==s)&&(t.width=n,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=Y(t);return a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,o),a}var Y=t=>t.
getContext("2d");function lt(t,e){let o=document.createElement("canvas");return o.width=t,o.height=e,o}function ne(t,e,o=5){let r=lt(o,o),n=Y(r);return n.strokeStyle=
e,n.lineWidth=1,n.beginPath(),n.moveTo(0,o),n.lineTo(o,0),n.moveTo(-1,1),n.lineTo(1,-1),n.moveTo(o-1,o+1),n.lineTo(o+1,o-1),n.stroke(),t.createPattern(r,"repeat")}
function X(t,e,o,r,n,s){t.fillStyle=ne(t,h(e,"none"),5),t.fillRect(o,r,n,s)}var N=(t,e,o)=>Math.max(e,Math.min(o,t));function E(t,e=2){return typeof t!="number"||Number.isNaN(t)?"–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var y=t=>String(Math.round(t)).replace(/\B(?=(\d{3})+(?!\d))/g,",");function Ot(t,e,o,r){let n=d("select");n.setAttribute("aria-label",o),n.dataset.trait=e,J(n,r);let s=typeof t.model.get(e)=="number";return t.listen(n,"change",
()=>{t.tell(e,s?Number(n.value):n.value),t.redraw()}),{select:n,show:i=>{i&&J(n,i),n.value=String(t.model.get(e))}}}function J(t,e){let o=JSON.stringify(e);t.dataset.
options!==o&&(t.replaceChildren(...e.map(([r,n])=>Nt(r,n))),t.dataset.options=o)}function re(t){return t.closest(".dsv-explorer:fullscreen, .jp-WindowedPanel-outer")??document.scrollingElement}function _t(t,e){let o=0,r=()=>{if(performance.now()>
o)return;let s=re(t.root),a=s===document.scrollingElement,i=a?window.innerHeight:s.getBoundingClientRect().bottom,l=a?0:s.getBoundingClientRect().top,c=e.getBoundingClientRect(),
f=t.root.closest(".dsv-explorer")?.querySelector(".dsv-top")?.clientHeight??0,p=t.root.querySelector(".dsv-controls")?.offsetHeight??0,u=c.top-l-f-p-12;c.bottom>
i&&(s.scrollTop+=Math.max(0,Math.min(c.bottom-i+8,u)))},n=()=>{o=0};return r.ask=()=>{o=performance.now()+2e3,t.redraw()},t.listen(t.root,"wheel",n,{passive:!0}),
t.listen(t.root,"pointerdown",s=>{s.target.tagName!=="SELECT"&&n()}),r}var se=["fill","outline","under","dotted","dashed","ramp"],ae=["hatch","dots","dot","bar","tick","strike"],ie=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function le(t,e){let o=d("span","dsv-mark-of"),[r,n]=t.split(" "),s=se.includes(r)&&n||ae.includes(r),
a=d("span",s?`dsv-sign dsv-sign-${r}`:"dsv-sign-letters",s?"":t);return n&&s&&a.style.setProperty("--sign",`var(--dsv-${n==="tint"?"ramp-high":n})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function At(t,e,o){if(!e?.look_for)return;let{head:r,look:n}=t,s=d("div","dsv-marks"),a=d("div","dsv-help"),i=d("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([l,c])=>le(l,c))),a.append(...e.explains.map(l=>d("p","",l))),e.equation&&
a.append(...ce(t,e,o)),n.append(d("p","dsv-look-for",e.look_for),s,a),r.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function ce(t,e,o){let r=d("div","dsv-equation"),n=d("div","dsv-symbol-said","Point at a symbol for what it is here.");n.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=d("div");for(let{text:i,symbol:l}of ie(s)){if(!l){a.append(i);continue}let c=d("span","dsv-symbol",i.replace(/_/g,"-"));c.tabIndex=0,c.setAttribute("r\
ole","button"),c.dataset.symbol=i;let f=()=>{let p=o(i),u=p?d("b","",` Here: ${p}.`):"";n.replaceChildren(d("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,u),
n.dataset.symbol=i};for(let p of["mouseenter","focus","click"])t.listen(c,p,f);a.append(c)}r.append(a)}return[r,n]}var St=globalThis;St.dsvGains??=new WeakMap;var ct=St.dsvGains;function de(t,e){let o=t.get(e);return ct.get(o)?.whole??o}function pe(t,e,o,r){let n=t.get(e),s=A(
de(t,e)),a=A(r);if(s.length!==o||!(n instanceof Object))return!1;let i=ct.get(n);if(!i||i.room.length<o+a.length){let l=new Uint8Array(2*(o+a.length));l.set(s),
i={room:l},ct.set(n,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function Mt({model:t}){let e=(o,r)=>{let n=(o?.gained??[]).filter(([s,a],i)=>!pe(
t,s,a,r[i]));n.length&&t.send({whole:n.map(([s])=>s)})};t.on("msg:custom",e)}var dt=400;function qt(t,e){let o=d("button","dsv-small dsv-numbers","numbers"),r=d("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the \
numbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),r.tabIndex=0,r.style.display="none",t.head.append(o),t.body.before(r);let n=!1;
return t.listen(o,"click",()=>{n=!n,o.setAttribute("aria-pressed",String(n)),t.redraw()}),()=>(r.style.display=n?"":"none",t.body.style.display=n?"none":"",n&&ue(
t,r,e()),n)}function ue(t,e,{columns:o,rows:r,note:n}){let s=Tt("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of r.slice(0,dt)){let l=d("t\
r");l.style.cursor="default";for(let c of i)l.append(d("td","",fe(c)));s.rows.append(l)}let a=r.length>dt?`The first ${dt} of ${r.length} rows. `:"";e.replaceChildren(
d("div","dsv-note",a+(n??"")),s.table),t.root.drawnTable={columns:o,rows:r.length}}function fe(t){return typeof t=="number"?Number.isInteger(t)?String(t):E(t,4):
String(t??"–")}var he="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",me={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},ge={expert:-1,entry:-1,hover_entry:-1},ye=["SELECT","INPUT","TEX\
TAREA"],Rt=t=>({initialize:Mt,render:e=>be(e,t)});async function be({model:t,el:e},o){let r=xe(o);e.append(r.root);let n=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new pt(t,n,r,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function ke(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[r,n]of Object.entries({...o?ge:{},...e}))t.set(r,n);t.save_changes()}function xe({title:t,aria:e}){let o=d("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let r=d("div","dsv-head"),n=d("div","dsv-facts");n.setAttribute("aria-live","polite"),r.append(d(
"span","dsv-title",t),d("span","dsv-space"));let s=d("div","dsv-look"),a=d("div","dsv-message"),i=d("div","dsv-body");return o.append(d("div","dsv-gone",he),r,s,
n,a,i),{root:o,head:r,look:s,facts:n,message:a,body:i}}var pt=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:r,head:n,look:s,facts:a,message:i,body:l},c){
this.model=e,this.sel=o,this.root=r,this.head=n,this.look=s,this.facts=a,this.body=l,this.#t=i,this.#r=c,this.own=void 0,this.tabled=c.table?qt(this,()=>c.table(
this)):null,At(this,e.get("about"),f=>c.symbols?.(this,f)),this.#l(),this.#c()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:r,body:n}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",n.style.display=s?"none":"",s){r.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){ke(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([r,n])=>this.sel.get(r)!==n);this.#i(o),o.some(([r])=>r==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,r]of e)
this.sel.set(o,r)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,r,n){e.addEventListener(o,r,n),this.#e.push(()=>e.removeEventListener(o,r,n))}#l(){
let{model:e,sel:o,root:r}=this,n=()=>this.redraw(),s=(c,f,p)=>{c.on(f,p),this.#e.push(()=>c.off(f,p))};s(e,"change",n),s(e,"msg:custom",n),s(o,"change",n);let a=()=>r.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{n(),setTimeout(n,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(n);l.observe(r),this.#e.push(()=>i.disconnect(),()=>l.disconnect())}#c(){
this.listen(this.root,"focusin",we,!0),this.listen(this.root,"keydown",e=>{if(ye.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(me):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
we=t=>{t.target.dataset.lmSuppressShortcuts="true"};function U(t,e,o){let r=t.sel.get("token"),n=r===-1?o-1:r,s=Number.isFinite(e)?n+e:e<0?0:o-1;t.pick({token:N(s,0,o-1)})}function ut(t,e,o){if(!o.length)return;let r=Math.
max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[N(r+e,0,o.length-1)],expert:-1,entry:-1})}function K(t,e,o){let r=Math.max(1,10**Math.floor(Math.log10((e-t)/o))),n=[1,2,5,10].map(a=>a*r).find(a=>(e-t)/a<=o)??r*10,s=[];for(let a=Math.ceil(t/n)*n;a<e;a+=
n)s.push(a);return s}function C(t,e,o,r,n){let s=$("svg",{width:e,height:o,role:"img"}),a=h(t,"line");return s.append($("line",{x1:40,y1:o-18,x2:e-4,y2:o-18,stroke:a}),
$("line",{x1:40,y1:14,x2:40,y2:o-18,stroke:a}),$("text",{x:e-4,y:o-3,class:"quiet","text-anchor":"end"},r),$("text",{x:2,y:9,class:"quiet"},n)),s}var W=(t=!1)=>`${t?"bold ":""}12px system-ui, sans-serif`;var $e=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Ee=/<｜([^｜<>\n]*)｜>/g,ve=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ne=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,Q=t=>t.replace(Ee,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace($e,Ne),ft=t=>ve.
test(t)?`⁨${t}⁩`:t;function Z(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),r=Q(o)||"␣",n=[...r];return ft(n.length>e?`${n.slice(0,
e-1).join("")}…`:r)}function B(t,e,o=!1){let r=[...Q(t.replace(/\n/g,"⏎").replace(/\t/g,"⇥"))];return r.length<=e?ft(r.join("")):ft(o?`…${r.slice(1-e).join(
"")}`:`${r.slice(0,e-1).join("")}…`)}var v=54,V=13,q=V+2,R=150,Oe=[96,480];function ht(t){return t>0?t>=.1?`${Math.round(100*t)} %`:`1 in ${y(1/t)}`:"none"}var _e=(t,e,o)=>e*(o/e)**((t-1)/249),H=({
body:t})=>Math.max(160,t.clientWidth-v-4);function et(t,e){let o=t.own.overview.getBoundingClientRect(),r=e.clientY-o.top;return{x:N((e.clientX-o.left-v)/H(t),0,
1),y:N((r-q)/R,0,1),inStrip:r<V}}function yt({tokens:t,across:e},o,r){return[o.x,r.x].sort((s,a)=>s-a).map(s=>Math.min(t-1,Math.floor(s*e)))}function bt({tokens:t,
across:e},o,r){let n=[o.x,r.x].sort((m,k)=>m-k),s=[o.y,r.y].sort((m,k)=>m-k),[a,i]=n.map(m=>Math.min(t,Math.round(m*e))),[l,c]=s.map(m=>Math.round(m*t));if(i-a>=
8&&c-l>=2)return[l,c,a,i];let[f,p]=Oe.map(m=>Math.min(t,m)),u=Math.round(N((l+c)/2-f/2,0,t-f)),g=Math.round(N((a+i)/2-p/2,0,t-p));return[u,u+f,g,g+p]}function Lt(t,e,o,r,n){
let s=A(t),a=new ImageData(o,e),i=Array.from({length:251},(c,f)=>it(r,n,f/250));s.forEach((c,f)=>{c>0&&c<=250&&a.data.set([...i[c],255],4*f)});let l=lt(o,e);return Y(
l).putImageData(a,0,0),{off:l,codes:s}}function Pt(t,e){let{root:o,model:r,own:n}=t,s=H(t),[a,i]=e.shape,l=P(n.overview,v+s+2,q+R+14),c=["ramp-low","ramp-high"].
map(k=>h(o,k)),{off:f,codes:p}=n.pixels(r.get("overview"),a,i,c[0],c[1]),u=k=>v+k/e.across*s,g=k=>q+k/e.tokens*R,m=()=>{l.beginPath(),l.moveTo(u(0),g(0)),l.lineTo(
u(e.tokens),g(e.tokens)),l.lineTo(u(0),g(e.tokens)),l.closePath()};l.fillStyle=h(o,"paper"),m(),l.fill();for(let k=0;k<a;k++)p[k*i]===255&&X(l,o,v,q+k*R/a,s*(k+
1)/a,R/a+.5);l.imageSmoothingEnabled=!1,l.drawImage(f,v,q,s,R),l.strokeStyle=h(o,"line"),m(),l.stroke(),Ae(t,l,u,s),Se(t,l,e,u,g,s),Me(t,l,e,u,g),n.legend.replaceChildren(
...qe(t,e))}function Ae({root:t,model:e,sel:o,own:r},n,s,a){let i=A(e.get("breaks"));n.fillStyle=h(t,"line"),n.fillRect(v,1,a,V-3);let l=h(t,"ink"),c=h(t,"quiet");
i.forEach((m,k)=>{if(!m)return;let w=m===2;n.fillStyle=w?l:c,n.fillRect(v+k*a/i.length,w?1:5,1.2,V-(w?3:7))});let[f,p]=r.span??[o.get("query_first"),o.get("quer\
y_last")];if(f<0)return;let[u,g]=[Math.min(f,p),Math.max(f,p)];n.fillStyle=h(t,"chosen"),n.fillRect(s(u),1,Math.max(2,s(g+1)-s(u)),V-3)}function Se({root:t},e,{
tokens:o},r,n,s){e.font=W(),e.textBaseline="middle",e.fillStyle=h(t,"quiet"),e.fillText("text",4,7);for(let a of K(0,o,Math.min(8,Math.max(6,Math.floor(s/90))))){
let i=e.measureText(y(a)).width;e.fillText(y(a),N(r(a)-i/2,v,v+s-i),q+R+8)}for(let a of K(0,o,5)){let i=e.measureText(y(a)).width;e.fillText(y(a),v-i-4,N(n(a),q+
5,q+R-4))}e.textAlign="right",e.fillText("queries down, positions across",v+s-2,q+8),e.textAlign="left"}function Me({root:t,model:e,sel:o,own:r},n,s,a,i){let[l,
c,f,p]=r.dragging??e.get("shown_region");n.strokeStyle=h(t,"chosen"),n.lineWidth=1.5,n.strokeRect(a(f),i(l),Math.max(3,a(p)-a(f)),Math.max(3,i(c)-i(l))),n.lineWidth=
1;let u=o.get("token");u<0||u>=s.tokens||(n.strokeStyle=h(t,"ink"),n.setLineDash([3,2]),n.beginPath(),n.moveTo(a(0),i(u+.5)),n.lineTo(a(u),i(u+.5)),n.stroke(),n.
setLineDash([]))}function qe({root:t,model:e},o){let r=d("span","dsv-ramp"),n=`linear-gradient(90deg, ${h(t,"ramp-low")}, ${h(t,"ramp-high")})`;Object.assign(r.
style,{display:"inline-block",verticalAlign:"middle",background:n});let s=o.every>1?` · hatched: not kept (every ${o.every}th prompt query is)`:"";return[`shar\
e of the possible picks: ${ht(e.get("low"))} `,r,` ${ht(e.get("high"))}`,` · plain: none · above the diagonal: future${s} · drag: a region, in the strip: a ne\
edle`]}function Ct({model:t},e,{x:o,y:r}){let[n,s]=e.shape,a=Math.min(n-1,Math.floor(r*n)),i=A(t.get("overview"))[a*s+Math.min(s-1,Math.floor(o*s))],l=`queries \
near ${y(r*e.tokens)}, positions near ${y(o*e.across)}: `;if(i===254)return[l,d("b","","future")];if(i===255)return[l,d("b","","not kept")];if(i===0)return[l,d(
"b","","none picked")];let c=ht(_e(i,t.get("low"),t.get("high")));return[l,d("b","",`${c} picked`)]}function Wt(t){let e={none:0,future:0,unknown:0,picked:0};for(let o of t)
o===0?e.none++:o===254?e.future++:o===255?e.unknown++:e.picked++;return e}var D=2,Bt=t=>N(t*4,24,120),kt=(t,e,o)=>t[Math.round(254*(1-.75*Math.min(1,e/Math.max(o-1,1))))];function xt(t,e){let{model:o,own:r}=t,n=r.detail.getBoundingClientRect(),
[s,a,i,l]=o.get("shown_region"),c=(e.clientY-n.top-D)/Bt(a-s)*(a-s),f=s+Math.floor(c),p=i+(e.clientX-n.left-v)/H(t)*(l-i),u=Math.floor(p/o.get("facts").rate);return f>=
s&&f<a&&p>=i&&p<l?{query:f,entry:u}:null}var wt=({sel:t,model:e})=>t.get("layer")===e.get("facts").layer,Dt=t=>wt(t)?t.sel.get("entry"):-1;function Ie(t){if(t.own.
hoveredEntry!==-1)return t.own.hoveredEntry;let e=t.sel.get("hover_entry");return wt(t)&&e>=0?e:Dt(t)}function F(t,e,o){t.own.hoveredEntry=e;let r=o===void 0?{}:
{hover_token:o};t.hover({hover_entry:wt(t)?e:-1,...r}),t.redraw()}function Ft(t,e){let{model:o,root:r,sel:n,own:s}=t,[a,i,l,c]=o.get("shown_region"),f=H(t),p=Bt(
i-a),u=p/(i-a),g=e.rate/(c-l)*f,m=Math.max(1.5,g-(g>4?1:0)),k=Math.max(1,u-(u>3?.5:0)),w=s.ints(o.get("marks")),T=w[0]!==-1,b=P(s.detail,v+f+2,p+4),O=_=>v+(_-l)/
(c-l)*f,nt=_=>D+(_-a)*u;b.fillStyle=h(r,"paper"),b.fillRect(v,D,f,p),b.fillStyle=h(r,"panel");for(let _=a;_<Math.min(i,c-1);_++)b.fillRect(Math.max(v,O(Math.floor(
(_+1)/e.rate)*e.rate)),nt(_),f,u+.5);b.save(),b.beginPath(),b.rect(v,D,f,p),b.clip();let ee=G(h(r,"ramp-low"),h(r,"ramp-high"));for(let _=0;T&&_<w.length;_+=3)b.
fillStyle=kt(ee,w[_+2],e.topk),b.fillRect(O(w[_+1]*e.rate),nt(w[_]),m,k);b.restore(),b.strokeStyle=h(r,"line"),b.strokeRect(v,D,f,p),b.strokeStyle=h(r,"chosen");
let rt=n.get("token")>=0?n.get("token"):e.tokens-1;rt>=a&&rt<i&&(b.lineWidth=1.5,b.strokeRect(v,nt(rt)-.5,f,Math.max(3,k+1)),b.lineWidth=1);let st=Dt(t)*e.rate;
return st>=Math.max(0,l)&&st<c&&b.strokeRect(O(st),D,Math.max(3,m),p),b.fillStyle=h(r,"quiet"),b.font=W(),b.textBaseline="middle",b.fillText(y(a),4,8),p>30&&b.fillText(
y(i-1),4,p-4),s.caption.textContent=Le(o.get("shown_region"),T),T?w:new Int32Array(0)}function Le(t,e){let[o,r,n,s]=t,a=`positions ${y(n)} to ${y(s-1)}`;return e?
`The region: ${`queries ${y(o)} to ${y(r-1)}`}, ${a}; stronger colour: better rank. Its text stands below.`:`The region holds too many picks to draw one by one;\
 drag a smaller one. Its text, ${a}:`}function Ut(t,e){let{model:o,own:r}=t,{text:n}=r,s=r.texts(o.get("utf8"),o.get("lengths")),a=o.get("shown_region")[2],i=Ie(
t);if(r.textOf.pieces!==s&&(n.replaceChildren(...s.flatMap((f,p)=>Pe(f,a+p))),r.textOf={pieces:s,entry:null}),r.textOf.entry===i)return;r.textOf.entry=i;for(let f of n.
querySelectorAll(".own, .before"))f.className="";if(i<0)return;for(let f=(i-1)*e.rate;f<(i+1)*e.rate;f++){let p=n.children[2*(f-a)];f>=a&&p&&(p.className=f<i*e.
rate?"before":"own")}let l=n.querySelector(".own");if(!l)return;let c=l.offsetTop-n.offsetTop;(c<n.scrollTop||c>n.scrollTop+50)&&(n.scrollTop=c-8)}function Pe(t,e){
let o=d("span","",Q(t)||"∅");return o.title=`token ${e}`,[o,d("wbr")]}function Kt(t,e,{query:o,entry:r}){let n=-1;for(let l=0;l<e.length;l+=3)e[l]===o&&e[l+1]===
r&&(n=e[l+2]);let s=r<Math.floor((o+1)/t.rate),a=`${y(Math.max(0,(r-1)*t.rate))} to ${y((r+1)*t.rate-1)}`,i=n>=0?`picked, rank ${n+1}`:s?"not picked":"not compl\
ete yet";return[`query ${y(o)}, entry ${y(r)} (tokens ${a}): `,d("b","",i)]}var ot=66,j=17,I=16,De="Mark a passage: drag in the strip above the picture, or choose a range of tokens in another view. Then you will see where later queries \
picked it, and at what rank.";function Vt(t){return t===-1?"not picked":t===-2?"not complete yet":t===-3?"query not kept":`rank ${t+1}`}function Ht(t,e){let{model:o,
own:r}=t,n=o.get("needle_facts"),s=d("div","dsv-note");if(r.low.append(s),n.first===void 0)return s.textContent=De,{needle:null};let a=o.get("shows")==="control"?
" in the control":"";s.append(d("b","",`“${B(n.text,60)}”`),` (tokens ${n.first} to ${n.last}, entries ${n.entries[0]} to ${n.entries[1]}): coloured where a\
 later query picked it${a}, stronger for a better rank; plain: not picked; hatched: nobody could, or was kept.`);let i=d("div","dsv-note"),l=o.get("layers").map(
(c,f)=>`layer ${c} ${Vt(n.ranks[f])}`);return i.append(`At token ${y(n.asked)} “${Z(n.asked_piece,16)}”: `,d("b","",l.join(", ")),". The steps on top count \
the layers that picked it."),r.low.append(Fe(t,e,n),i),{needle:[n.first,n.last],ranks:n.ranks}}function Fe(t,e,o){let{model:r,body:n,root:s}=t,a=r.get("layers"),
i=e.tokens-o.from,l=Math.max(200,n.clientWidth-4),c=l-ot-4,f=j+a.length*I,p=d("canvas"),u=P(p,l,f+17);p.setAttribute("role","img"),p.setAttribute("aria-label",`\
ranks of the passage at later queries, ${a.length} layers`),u.font=W(),u.textBaseline="middle",u.fillStyle=h(s,"quiet"),u.fillText("layers",4,8),Ue(t,u,e,i,c);for(let[
m,k]of a.entries())u.fillStyle=h(s,k===e.layer?"chosen":"ink"),u.fillText(`layer ${k} ▤`,4,j+7+m*I),u.strokeStyle=h(s,"line"),u.strokeRect(ot,j+m*I,c,I-2);let g=m=>ot+
(m-o.from)/Math.max(i,1)*c;u.fillStyle=h(s,"quiet");for(let m of K(o.from,e.tokens,8))u.fillText(y(m),Math.min(g(m),l-40),f+7);return o.asked<o.from||(u.strokeStyle=
h(s,"chosen"),u.lineWidth=1.5,u.strokeRect(g(o.asked)-1,j-2,Math.max(3,c/i),a.length*I+2)),p}function Ue({model:t,root:e,own:o},r,n,s,a){let i=o.found(t.get("ne\
edle")),l=t.get("layers").length,c=i.length/l,f=G(h(e,"ramp-low"),h(e,"ramp-high"));for(let p=0;p<c;p++){let u=ot+p*a/c,g=a/c+.3,m=s>=c||p*s/c%1<s/c,k=0;for(let T=0;T<
l;T++){let b=i[T*c+p],O=j+T*I;Number.isNaN(b)?m&&X(r,e,u,O,g,I-2):b>=0&&(k++,r.fillStyle=kt(f,b,n.topk),r.fillRect(u,O,g,I-2))}let w=12*k/l;r.fillStyle=h(e,"ent\
ries"),r.fillRect(u,14-w,g,w)}}function jt({model:t}){let e=t.get("needle_facts");return e.ranks?{columns:["layer","best rank"],rows:t.get("layers").map((o,r)=>[
o,e.ranks[r]<0?Vt(e.ranks[r]):e.ranks[r]+1]),note:`Best rank of tokens ${e.first} to ${e.last} at token ${e.asked}.`}:null}function Gt(t,e){let{model:o,own:r}=t,n=o.get("overlap_facts"),s=d("div","dsv-note");if(r.low.append(s),!n.compared){let p=(e.topk+1)*e.rate-2;return s.textContent=
`No two neighbouring queries had a choice: up to token ${p} all complete entries are picked.`,{}}let a=`all ${y(n.pairs)} pairs`,i=`${y(n.compared)} of ${y(n.pairs)}\
 pairs, evenly spaced`;s.append(d("b","","Overlap with the query before"),` (Jaccard index, 1: the same entries): mean ${E(n.mean[0])}, control ${E(n.mean[1])};\
 ${n.compared<n.pairs?i:a}.`);let l=d("div","dsv-columns"),c=d("div");c.append(d("div","dsv-note","the same queries, other layers"),Ve(t)),l.append(Ke(t,n),c);let f=`\
Picked by at least 80 % of the queries that could see them: ${n.stable} entries, in the control ${n.stable_control}.`;return r.low.append(l,d("div","dsv-note",f),
He(t,e,n)),{overlap:n.mean,stable:n.rows.map(p=>p.entry),compared:n.compared}}function Ke(t,e){let{model:o,body:r,root:n,own:s}=t,a=s.lines(o.get("overlap")),i=a.
length/2,l=N(r.clientWidth-320,260,560),c=120,f=C(n,l,c,"position","overlap"),p=g=>42+g/(i-1)*(l-50),u=g=>c-18-g*(c-34);return f.append(...zt(a.subarray(0,i),p,
u,`rgb(${h(n,"tint")})`,"none"),...zt(a.subarray(i),p,u,h(n,"chosen"),"4 3"),$("text",{x:36,y:u(1)+4,"text-anchor":"end",class:"quiet"},"1"),$("text",{x:36,y:u(
0),"text-anchor":"end",class:"quiet"},"0"),$("text",{x:l-8,y:c-24,"text-anchor":"end"},"— picks, - - control")),f.setAttribute("aria-label",`overlap ${E(e.mean[0])}\
, control ${E(e.mean[1])}`),f}function zt(t,e,o,r,n){let s="",a=!1;return t.forEach((i,l)=>{let c=!Number.isNaN(i);c&&(s+=`${a?"L":"M"}${e(l).toFixed(1)} ${o(i).
toFixed(1)}`),a=c}),s?[$("path",{d:s,fill:"none",stroke:r,"stroke-width":1.6,"stroke-dasharray":n})]:[]}function Ve(t){let{model:e,root:o,own:r}=t,n=e.get("laye\
rs"),s=r.table(e.get("layer_table")),a=d("table","dsv-table"),i=d("tr");i.append(d("th","","layers"),...n.map(l=>d("th","",String(l)))),a.append(i);for(let[l,c]of n.
entries()){let f=d("tr");f.append(d("th","",String(c)));for(let p of s.subarray(l*n.length,(l+1)*n.length)){let u=d("td","",E(p)),g=(.6*p).toFixed(2);Number.isNaN(
p)||(u.style.background=`rgba(${h(o,"tint")}, ${g})`),f.append(u)}f.addEventListener("click",()=>t.pick({layer:c,entry:-1})),a.append(f)}return a}function He(t,e,o){
let r=d("table","dsv-table"),n=d("tbody");r.append(n);for(let s of o.rows){let a=d("tr");a.append(d("td","",`entry ${y(s.entry)}`),d("td","",`${Math.round(100*s.
share)} % of ${y(s.could)}`),d("td","dsv-context",`“${B(s.text,60)}”`)),a.addEventListener("click",()=>t.pick({entry:s.entry,layer:e.layer})),n.append(a)}return r}
function Yt({model:t,own:e},o){let r=t.get("overlap_facts");if(!r.compared)return null;let n=t.get("layers"),s=e.table(t.get("layer_table")),a=`With the query b\
efore, layer ${o.layer}: ${E(r.mean[0],4)}, control ${E(r.mean[1],4)}.`;return{columns:["layer",...n.map(i=>`overlap with layer ${i}`)],rows:n.map((i,l)=>[i,...s.
subarray(l*n.length,(l+1)*n.length)]),note:`Mean overlap (Jaccard index) of the picks at the same queries. ${a}`}}var je=6;function Xt(t,e){let{model:o,own:r}=t,n=o.get("rank"),s=r.entries(o.get("rank_entry")),a=r.scores(o.get("rank_score")),i=d("div","dsv-note");if(r.low.append(
i),!s.length)return i.textContent=`Token ${n.query} came before any entry was complete: there was nothing to pick.`,{ranks:0};o.get("shows")==="control"&&i.append(
d("b","","The real ranking, not the control's: "),"the control takes the distances back of another query and has no scores. "),i.append(d("b","",`How token ${y(
n.query)} “${Z(n.piece,16)}” ranked its past`),`: ${n.picked} of ${y(n.visible)} entries picked`,n.margin===null?", no other was left":`, the last pick lead\
s by ${E(n.margin,4)}`,n.window===null?"":`; ${E(n.window)} of its attention stayed in the window`,n.asked!==n.query?` (token ${n.asked} was not kept)`:"",".");
let l=d("div","dsv-columns");return l.append(Ge(t,e,n,s,a),Ye(t,e,n,s)),r.low.append(l,d("div","dsv-note",ze(n,s.length))),{ranks:s.length,picked:n.picked,query:n.
query,margin:n.margin}}function ze(t,e){return e>t.picked?"Outlined: the best that were left out.":t.visible>t.picked?"Entries behind the cut were not captured.":
"All complete entries fitted: no choice was needed."}function Ge(t,e,o,r,n){let{body:s,root:a}=t,i=N(s.clientWidth-300,260,520),l=128,c=r.length,f=Math.min(...n,
0),p=Math.max(...n),u=w=>44+(w+.5)/c*(i-52),g=w=>l-20-(w-f)/Math.max(p-f,1e-9)*(l-38),m=N((i-52)/c*.8,1.5,7),k=C(a,i,l,"rank","score");if(n.forEach((w,T)=>{let b=T>=
o.picked,O=$("rect",{x:u(T)-m/2,y:g(w)-3,width:m,height:6,fill:b?"none":`rgb(${h(a,"tint")})`,stroke:b?h(a,"quiet"):"none"});O.append($("title",{},`rank ${T+1}:\
 entry ${r[T]}, score ${E(w,4)}${b?", left out":""}`)),O.style.cursor="pointer",O.addEventListener("click",()=>t.pick({entry:r[T],layer:e.layer})),O.addEventListener(
"mouseenter",()=>F(t,r[T])),O.addEventListener("mouseleave",()=>F(t,-1)),k.append(O)}),c>o.picked){let w=(u(o.picked-1)+u(o.picked))/2,T={x1:w,y1:12,x2:w,y2:l-18,
stroke:h(a,"chosen")};k.append($("line",{...T,"stroke-dasharray":"4 3"}),$("text",{x:w+3,y:21},"cut"))}return k.append($("text",{x:36,y:g(p)+4,"text-anchor":"en\
d",class:"quiet"},E(p,1)),$("text",{x:36,y:l-18,"text-anchor":"end",class:"quiet"},E(f,1))),k.setAttribute("aria-label",`scores of ${c} entries, ${o.picked} pic\
ked`),k}function Ye(t,e,o,r){let n=d("table","dsv-table"),s=d("tbody");n.append(s);for(let[a,i]of o.texts.slice(0,je).entries()){let l=d("tr");l.append(d("td","",
String(a+1)),d("td","",`entry ${y(r[a])}`),d("td","dsv-context",`“${B(i,44)}”`)),l.addEventListener("click",()=>t.pick({entry:r[a],layer:e.layer})),s.append(
l)}return n}function Jt({model:t,own:e},o){let r=t.get("rank"),n=e.scores(t.get("rank_score"));return{columns:["rank","entry","score","","text"],rows:Array.from(
e.entries(t.get("rank_entry")),(s,a)=>[a+1,s,n[a],a<r.picked?"picked":"left out",r.texts[a]??null]),note:`Ranking of layer ${o.layer} at token ${r.query}: ${r.visible}\
 entries were complete.`}}function Qt({model:t,own:e},o){let r=t.get("rank"),n=e.scores(t.get("rank_score")),s=e.entries(t.get("rank_entry"));if(!s.length)return;
let a=`${E(n[r.picked-1],3)} of the last that was picked`;return{score:`${E(n[0],3)} of the best, entry ${s[0]}; ${a} (token ${r.query})`,k:`${t.get("facts").topk}\
; picked were ${r.picked}`,n:`${y(r.visible)} at token ${y(r.query)}`}[o]}function $t({model:t,own:e}){let o=e.probed(t.get("probes")),r=e.recalls(t.get("recall"));return{probes:o,values:r,heads:o.length?r.length/o.length:0}}function Zt(t,e){
let{model:o,own:r}=t,{probes:n,values:s,heads:a}=$t(t),i=d("div","dsv-note",o.get("recall_note"));if(!n.length)return o.get("can_measure")&&i.replaceChildren(...Xe(
t)),r.low.append(i),{recall:null};let l=Array.from({length:a},(f,p)=>{let u=s.filter((g,m)=>m%a===p&&!Number.isNaN(g));return u.length?u.reduce((g,m)=>g+m,0)/u.
length:Number.NaN}),c=d("div","dsv-note");return c.append(d("b","",`Layer ${e.layer}: share of full attention's mass on entries that the picks cover`),", a dot \
per probe, the bar is the mean."),r.low.append(c,i,Je(t,l)),{recall:l,probes:Array.from(n)}}function Xe(t){let e=d("button","dsv-small","measure it now, at 16 q\
ueries");return e.dataset.act="recall",e.addEventListener("click",()=>t.tell("recall_request",{n:++t.own.requests})),["Recall is not captured but measured, with\
 the model, once more for every query: ",e]}function Je(t,e){let{body:o,root:r}=t,{probes:n,values:s,heads:a}=$t(t),i=N(o.clientWidth-20,260,760),l=140,c=C(r,i,
l,"head","covered"),f=u=>46+(u+.5)/a*(i-54),p=u=>l-20-u*(l-36);c.append($("text",{x:36,y:p(1)+4,"text-anchor":"end",class:"quiet"},"100 %"),$("text",{x:36,y:p(0),
"text-anchor":"end",class:"quiet"},"0"));for(let[u,g]of e.entries()){n.forEach((w,T)=>{let b=s[T*a+u];if(Number.isNaN(b))return;let O=$("circle",{cx:f(u),cy:p(b),
r:2.2,fill:`rgba(${h(r,"tint")}, 0.55)`});O.append($("title",{},`head ${u}, token ${w}: ${E(100*b,1)} %`)),c.append(O)});let m={x1:f(u)-8,x2:f(u)+8,y1:p(g),y2:p(
g),stroke:h(r,"chosen")};Number.isNaN(g)||c.append($("line",{...m,"stroke-width":2}));let k={x:f(u),y:l-8,"text-anchor":"middle",class:"quiet"};a<=16&&c.append(
$("text",k,String(u)))}return c.setAttribute("aria-label",`recall per head: ${e.map(u=>E(u)).join(", ")}`),c}function te(t,e){let{probes:o,values:r,heads:n}=$t(
t);return o.length?{columns:["probe at token",...Array.from({length:n},(s,a)=>`head ${a}`)],rows:Array.from(o,(s,a)=>[s,...r.subarray(a*n,(a+1)*n)]),note:`Share\
 of full attention's mass on entries that the picks of layer ${e.layer} cover.`}:null}var Qe={rank:Xt,overlap:Gt,recall:Zt,needle:Ht},Ze={overlap:Yt,recall:te,needle:jt};function to(t){let e=d("div","dsv-picks"),o=d("div","dsv-controls"),r=d("sel\
ect");r.setAttribute("aria-label","layer");let n=Ot(t,"panel","panel below",[["rank","below: ranking of one query"],["overlap","below: overlap of choices"],["re\
call","below: recall of full attention"],["needle","below: a needle"]]),s=d("button","dsv-small","random control");s.title="every query gets the distances back \
of another query: the same recency, other words";let a=d("span","dsv-tiled");o.append(r,n.select,s,a);let i=d("canvas"),l=d("div","dsv-note"),c=d("canvas"),f=d(
"div","dsv-note"),p=d("div","dsv-region-text"),u=d("div","dsv-panel");return i.setAttribute("role","img"),i.setAttribute("aria-label","overview of picks; drag t\
o choose a region"),p.tabIndex=0,e.append(o,i,l,c,f,u,p),t.body.append(e),{layer:r,panel:n,shuffle:s,tiled:a,overview:i,legend:l,detail:c,caption:f,text:p,low:u,
reveal:_t(t,u),pixels:S(Lt),ints:S(z),texts:S(Et),entries:S(z),scores:S(L),lines:S(L),table:S(L),recalls:S(L),probed:S(z),found:S(L),from:null,span:null,dragging:null,
hovered:null,under:null,hoveredEntry:-1,textOf:{pieces:[],entry:null},requests:0}}var M=t=>t.model.get("facts");function eo(t){let{model:e,own:o}=t,{panel:r,reveal:n,
layer:s,shuffle:a,detail:i}=o;t.listen(r.select,"change",n.ask),t.listen(s,"change",()=>t.pick({layer:Number(s.value),entry:-1})),t.listen(a,"click",()=>{t.tell(
"shows",e.get("shows")==="control"?"picks":"control"),t.redraw()}),oo(t),t.listen(i,"mousemove",l=>{o.under=xt(t,l),F(t,o.under?.entry??-1,o.under?.query??-1)}),
t.listen(i,"mouseleave",()=>{o.under=null,F(t,-1,-1)}),t.listen(i,"click",l=>{let c=xt(t,l);c&&t.pick({token:c.query,entry:c.entry,layer:M(t).layer})})}function oo(t){
let{own:e}=t,{overview:o}=e;t.listen(o,"pointerdown",r=>{e.from=et(t,r),o.setPointerCapture?.(r.pointerId)}),t.listen(o,"pointermove",r=>{let n=et(t,r);e.hovered=
n,e.from?.inStrip?e.span=yt(M(t),e.from,n):e.from&&(e.dragging=bt(M(t),e.from,n)),t.redraw()}),t.listen(o,"pointerleave",()=>{e.hovered=null,t.redraw()}),t.listen(
o,"pointerup",r=>{let n=e.from;if(!n)return;let s=et(t,r);if(e.from=e.span=e.dragging=null,n.inStrip){let[a,i]=yt(M(t),n,s);t.tell("panel","needle"),t.pick({query_first:a,
query_last:i})}else t.tell("region",bt(M(t),n,s).join(":")),t.redraw()})}function no(t){let{model:e,root:o,own:r}=t,{layer:n,panel:s,shuffle:a,tiled:i,low:l,reveal:c}=r,
f=M(t);if(J(n,e.get("layers").map(m=>[m,`layer ${m} ▤`])),n.value=String(f.layer),s.show(),a.setAttribute("aria-pressed",String(e.get("shows")==="control")),i.
textContent=i.title=f.tiled?`Tiled: ${f.tiled}`:"",!f.shape)return;let p=f;Pt(t,p);let u=Ft(t,p);Ut(t,p),ro(t,p,u),l.replaceChildren();let g=Qe[e.get("panel")](
t,p);c(),o.drawn={layer:p.layer,tokens:p.tokens,queries:p.queries,tiled:p.tiled,shows:e.get("shows"),region:[...e.get("shown_region")],marks:u.length/3,first_marks:Array.
from(u.slice(0,30)),codes:Wt(A(e.get("overview"))),panel:e.get("panel"),...g}}function ro(t,e,o){let{facts:r,model:n,sel:s,own:a}=t;if(a.under)r.replaceChildren(
...Kt(e,o,a.under));else if(a.hovered&&!a.dragging)r.replaceChildren(...Ct(t,e,a.hovered));else{let i=n.get("shows")==="control"?" · CONTROL: other queries' dis\
tances":"",l=s.get("layer")!==e.layer?` · layer ${s.get("layer")} has no indexer`:"";r.replaceChildren(d("b","",`layer ${e.layer}`),` · up to ${e.topk} entrie\
s of ${e.rate} tokens · ${y(e.queries)} queries, ${y(e.forced)} without a choice${i}${l}`)}}function so(t){let e=M(t);return Ze[t.model.get("panel")]?.(t,e)??Jt(
t,e)}var ao={title:"Indexer picks",aria:"Entries that every query picked. Left and right move the query, up and down the layer.",keys:{ArrowLeft:t=>U(t,-1,M(t).
tokens),ArrowRight:t=>U(t,1,M(t).tokens),ArrowUp:t=>ut(t,-1,t.model.get("layers")),ArrowDown:t=>ut(t,1,t.model.get("layers")),Home:t=>U(t,Number.NEGATIVE_INFINITY,
M(t).tokens),End:t=>U(t,Number.POSITIVE_INFINITY,M(t).tokens)},build:to,listen:eo,draw:no,table:so,symbols:Qt},jn=Rt(ao);export{jn as default};
